// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package exchangecert

import (
	"slices"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
)

// When an event is written, beside the fault itself.
var (
	conditionFrontEnd  = schannel.Phrase{Code: "exchangecert.condition.front_end", Text: "from Exchange 2013 on the provider is MSExchangeFrontEndTransport if the connector belongs to the front end"}
	conditionThreshold = schannel.Phrase{Code: "exchangecert.condition.threshold", Text: "once the rest of its life is below a threshold that no document gives"}
	conditionStart     = schannel.Phrase{Code: "exchangecert.condition.start", Text: "when the transport service starts"}
	conditionLevel     = schannel.Phrase{Code: "exchangecert.condition.level", Text: "no document gives the level for this version; it is that of another one"}
	conditionInstead   = schannel.Phrase{Code: "exchangecert.condition.ephemeral", Text: "if a temporary self-signed certificate is used instead"}
)

const transport, frontEnd = "MSExchangeTransport", "MSExchangeFrontEndTransport"

// event predicts an entry of the Application log for the server and the
// connector of a question.
func (b *builder) event(id int, params ...schannel.Arg) schannel.Event {
	level, guess := levelOf(id, b.q.server.Version)
	e := schannel.Event{Log: "Application", Provider: transport, ID: id, Level: level, Params: params}
	if guess {
		e.Conditions = append(e.Conditions, conditionLevel)
	}
	switch c := b.q.connector; {
	case c.Send, b.q.purpose != InboundSTARTTLS && b.q.purpose != InboundAnonymousTLS:
	case c.TransportRole == exchange.FrontendTransport:
		e.Provider = frontEnd
	case c.TransportRole == exchange.RoleUnspecified && b.mayBeFrontEnd():
		e.Conditions = append(e.Conditions, conditionFrontEnd)
	}
	return e
}

// mayBeFrontEnd reports whether the server may have a front end: since Exchange
// 2013 every one but an Edge server.
func (b *builder) mayBeFrontEnd() bool {
	v := b.q.server.Version
	return (v == exchange.VersionUnspecified || v >= exchange.Exchange2013) && !slices.Contains(b.q.server.Roles, exchange.Edge)
}

// levelOf returns the level of an event in a version. It reports true where it
// is borrowed from another version.
func levelOf(id int, v exchange.Version) (level schannel.Level, guess bool) {
	switch id {
	case 12014:
		// KB953354 and the page of Exchange 2010: Error.
		return schannel.LevelError, false
	case 12015:
		switch {
		case v.Is2007():
			return schannel.LevelWarning, false // KB953354
		case v == exchange.Exchange2010:
			return schannel.LevelInformation, false // the page of event 12015
		}
		return schannel.LevelWarning, true
	case 12017:
		return schannel.LevelWarning, !v.Is2007()
	case 12018:
		// The page of the event has the text of another one.
		return schannel.LevelWarning, true
	case 12024:
		return schannel.LevelInformation, false
	case 1037, 2019:
		return schannel.LevelWarning, !v.Is2007()
	}
	return schannel.LevelError, v != exchange.Exchange2010
}

// eventsOfNone are those of a connector without a certificate: 12014, whose
// text has the name that is looked for twice, and the connector. Where an
// expired certificate is the reason in a version that is said to log 12016 for
// it, that stands instead.
//
// Of a Send connector with TlsCertificateName the documents have a reply and no
// event.
func (b *builder) eventsOfNone(expired bool) []schannel.Event {
	if b.q.sendByName() {
		return nil
	}
	if expired && !b.q.server.Version.Is2007() {
		return []schannel.Event{b.event(12016, schannel.Text("fqdn", b.answer.Name))}
	}
	return []schannel.Event{b.event(12014, schannel.Text("domain", b.answer.Name),
		schannel.Text("connector", b.answer.Connector), schannel.Text("fqdn", b.answer.Name))}
}
