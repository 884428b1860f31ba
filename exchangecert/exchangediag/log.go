// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package exchangediag

import (
	"slices"
	"strings"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/exchangecert"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
)

// What the protocol log shows about the certificates that were sent.
var (
	ruleAsPredicted = schannel.Rule{
		Code: "exchangecert.log.as_predicted", Title: "The log has the certificate that was expected", Severity: schannel.Info, Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "Selection of inbound STARTTLS certificates"}, {Document: "KB4495258"}},
		Message: "{connector} sent {certificate}, the certificate that the documents give (sessions: {count}).",
	}
	ruleOtherSent = schannel.Rule{
		Code: "exchangecert.log.other_certificate", Title: "The log has another certificate than was expected", Severity: schannel.Warning, Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "Selection of inbound STARTTLS certificates"}, {Document: "KB4495258"}},
		Message:  "{connector} sent {certificate}; the documents give {predicted} (sessions: {count}): the list, the connector or the time is not that of the session.",
		Excludes: []schannel.Code{"exchangecert.log.as_predicted"},
	}
	ruleSettles = schannel.Rule{
		Code: "exchangecert.log.settles", Title: "The log settles what documents leave open", Severity: schannel.Info, Evidence: schannel.Observed, Sources: []schannel.Source{{Document: "Selection of inbound STARTTLS certificates"}},
		Message:  "{connector} sent {certificate}, which one of the documented readings gives and not {predicted}, that of the best-founded one (sessions: {count}).",
		Excludes: []schannel.Code{"exchangecert.log.as_predicted", "exchangecert.log.other_certificate"},
	}
	ruleNotInList = schannel.Rule{
		Code: "exchangecert.log.not_in_list", Title: "The certificate that was sent is not in the list", Severity: schannel.Failure, Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "KB4495258"}},
		Message: "{connector} sent {certificate}, which is not in the list of Get-ExchangeCertificate (sessions: {count}): the shell lists only certificates with a private key, so the key is missing on this server.",
	}
	ruleNotInStore = schannel.Rule{
		Code: "exchangecert.log.not_in_store", Title: "The certificate that was sent is no longer there", Severity: schannel.Warning, Evidence: schannel.Inferred, Sources: []schannel.Source{{Document: "KB4495258"}},
		Message:  "{connector} sent {certificate}, which is not in what was read of the store (sessions: {count}): it is another server's, or was removed since.",
		Excludes: []schannel.Code{"exchangecert.log.not_in_list"},
	}
	ruleSentNoKey = schannel.Rule{
		Code: "exchangecert.log.sent_no_key", Title: "It was sent and has no private key", Severity: schannel.Failure, Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "KB4495258"}},
		Message: "{connector} chose {certificate}, which has no private key on this server (sessions: {count}).",
	}
	ruleSentNoService = schannel.Rule{
		Code: "exchangecert.log.sent_no_service", Title: "It was sent and is not enabled for SMTP", Severity: schannel.Failure, Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "KB4051498"}},
		Message: "{connector} chose {certificate}, which is not enabled for SMTP (sessions: {count}).",
	}
	ruleMoreSent = schannel.Rule{
		Code: "exchangecert.log.more", Title: "More was sent than is told", Severity: schannel.Info, Evidence: schannel.Inferred, Sources: []schannel.Source{{Document: "Selection of inbound STARTTLS certificates"}},
		Message: "What other connectors sent, or the same ones with other certificates, was left out (sessions: {count}).",
	}
	ruleSentStatus = schannel.Rule{
		Code: "exchangecert.log.sent_status", Title: "It was sent and its status is not Valid", Severity: schannel.Warning, Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "lalitbisht on mail flow to Office 365"}},
		Message: "{connector} chose {certificate}, whose status is {status} (sessions: {count}).",
	}
)

// sentBy is the sessions in which a connector sent a certificate.
type sentBy struct {
	connector   string
	certificate *exchange.Certificate
	send        schannel.Truth
	first       *exchange.LogSession
	count       int
	items       []schannel.Subject
}

// compareLog compares what a log says was sent with what is known of the
// server, and with the prediction.
func (v *view) compareLog() {
	if !v.Server.Seen() {
		return
	}
	all, untold := v.sent()
	if untold > 0 {
		v.fact(ruleMoreSent, schannel.Basis{Certainty: schannel.Certain}, schannel.Whole("incident"), schannel.Number("count", untold))
	}
	for _, s := range all {
		i := v.Server.Find(s.certificate.Thumbprint)
		if i < 0 {
			v.notListed(s)
			continue
		}
		v.flaws(s, i)
		v.compare(s)
	}
}

// sent puts sessions together, and counts those for which there is no room. A
// session without a thumbprint says nothing.
func (v *view) sent() (all []sentBy, untold int) {
	for i := range v.Sessions {
		session := &v.Sessions[i]
		for c := range session.Sent {
			t := session.Sent[c].Thumbprint
			if t == (schannel.Thumbprint{}) {
				continue
			}
			at := slices.IndexFunc(all, func(s sentBy) bool { return s.certificate.Thumbprint == t && s.connector == session.Connector })
			if at < 0 && len(all) == maxGroups {
				untold++
				continue
			}
			if at < 0 {
				at = len(all)
				all = append(all, sentBy{connector: session.Connector, certificate: &session.Sent[c], send: session.Send, first: session})
			}
			s := &all[at]
			if s.count++; s.count <= maxItems {
				s.items = append(s.items, schannel.Nth("session", i))
			}
		}
	}
	return all, untold
}

// say adds a fact about sessions.
func (v *view) say(s sentBy, rule schannel.Rule, certainty schannel.Certainty, args ...schannel.Arg) {
	args = slices.Concat([]schannel.Arg{connectorArg(s.connector), schannel.Text("certificate", s.certificate.Thumbprint.String())},
		args, []schannel.Arg{schannel.Number("count", s.count)})
	f := schannel.NewFinding(rule, schannel.Basis{Certainty: certainty}, s.subject(), args...)
	f.Items = s.items
	v.facts = append(v.facts, f)
}

func (s sentBy) subject() schannel.Subject {
	return schannel.Whole("session").Named(s.connector + " " + s.certificate.Thumbprint.String())
}

// notListed: the shell lists only certificates with a private key, the store
// all of them.
func (v *view) notListed(s sentBy) {
	if v.Server.WholeStore == schannel.No {
		v.say(s, ruleNotInList, schannel.Likely)
		return
	}
	v.say(s, ruleNotInStore, schannel.Likely)
}

// flaws are facts of a certificate that make the handshake fail.
func (v *view) flaws(s sentBy, i int) {
	c := &v.Server.Certificates[i]
	if v.Server.HasKey(i) == schannel.No {
		v.say(s, ruleSentNoKey, schannel.Certain)
	}
	if c.Services.Has(exchange.SMTP) == schannel.No {
		v.say(s, ruleSentNoService, schannel.Certain)
	}
	if c.Status == exchange.StatusInvalid || c.Status == exchange.StatusRevocationCheckFailure {
		v.say(s, ruleSentStatus, schannel.Certain, schannel.Word("status", c.Status))
	}
}

// compare compares with the prediction for the time of the first session.
func (v *view) compare(s sentBy) {
	i := slices.IndexFunc(v.Connectors, func(c exchange.Connector) bool { return named(c, s.connector) && c.Of(v.Server) })
	if i < 0 {
		return
	}
	c := v.Connectors[i]
	at := s.first.Start
	if at.IsZero() {
		at = v.At
	}
	answer := exchangecert.Select(v.Server, exchangecert.Request{Purpose: purposeOf(c), Connector: c, At: at})
	if answer.Winner == nil {
		return // what was sent is of another state of the server, or documents differ
	}
	predicted := schannel.Text("predicted", answer.Winner.String())
	switch t := s.certificate.Thumbprint; {
	case slices.ContainsFunc(answer.Alternatives, func(a exchangecert.Alternative) bool { return a.Winner != nil && *a.Winner == t }):
		v.say(s, ruleSettles, schannel.Likely, predicted) // by what was observed
	case answer.Certainty > schannel.Likely:
		// Documents leave open what to expect, so that it can be neither met nor missed.
	case *answer.Winner == t:
		v.say(s, ruleAsPredicted, answer.Certainty)
	default:
		v.say(s, ruleOtherSent, answer.Certainty, predicted)
	}
}

func purposeOf(c exchange.Connector) exchangecert.Purpose {
	if c.Send {
		return exchangecert.OutboundSTARTTLS
	}
	return exchangecert.InboundSTARTTLS
}

// named reports whether a connector is the one of that name; logs have the
// server before it.
func named(c exchange.Connector, name string) bool {
	return name != "" && strings.EqualFold(c.Label(), exchange.Connector{Name: name}.Label())
}

// connectorArg names a connector.
func connectorArg(name string) schannel.Arg {
	if name == "" {
		name = "?"
	}
	return schannel.Text("connector", name)
}
