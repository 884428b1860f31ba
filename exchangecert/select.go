// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package exchangecert

import (
	"cmp"
	"iter"
	"slices"
	"strings"
	"time"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
)

// question is a request made ready: what is looked for, and the policy.
type question struct {
	server    *exchange.Server
	connector *exchange.Connector
	purpose   Purpose
	service   exchange.Services
	at        time.Time
	policy    readings

	byName bool                     // by TlsCertificateName, else by host
	wanted exchange.CertificateName // if byName
	host   string
	guess  bool // the host or the way to look for it rests on something that was not seen
}

// Select answers one request: which certificate the server takes, how sure
// that is, and for every certificate why it is the one or why it is not.
func Select(s exchange.Server, r Request) Selection {
	q := question{
		server: &s, connector: &r.Connector, purpose: r.Purpose, service: serviceOf(r.Purpose),
		at: r.At, policy: r.Policy.readings(),
	}
	answer := Selection{
		Server: s.Name, Connector: r.Connector.Label(), Purpose: r.Purpose,
		Certainty: schannel.Certain,
	}
	b := builder{q: &q, answer: &answer}
	switch r.Purpose {
	case InboundSTARTTLS, OutboundSTARTTLS:
		b.byConnector()
	case InboundAnonymousTLS, OutboundAnonymousTLS:
		b.anonymous()
	case DirectTrust:
		b.directTrust()
	case PurposePOP:
		b.byServiceName(cmp.Or(r.Name, s.POPCertificateName))
	case PurposeIMAP:
		b.byServiceName(cmp.Or(r.Name, s.IMAPCertificateName))
	case PurposeIIS:
		b.byBinding(r.Name)
	case PurposeUnspecified:
		fallthrough
	default:
		b.refuse(missingPurpose)
	}
	return answer
}

// SelectAll answers for every connector of the server: Receive connectors with
// what they offer, Send connectors with what they present. X-ANONYMOUSTLS is
// asked about where the connector is known to have Exchange Server
// authentication.
func SelectAll(s exchange.Server, connectors []exchange.Connector, at time.Time) iter.Seq[Selection] {
	return func(yield func(Selection) bool) {
		for _, c := range connectors {
			if !c.Of(s) {
				continue
			}
			for _, p := range purposesOf(c) {
				if !yield(Select(s, Request{Purpose: p, Connector: c, At: at})) {
					return
				}
			}
		}
	}
}

func purposesOf(c exchange.Connector) []Purpose {
	purposes := []Purpose{InboundSTARTTLS, InboundAnonymousTLS}
	if c.Send {
		purposes = []Purpose{OutboundSTARTTLS, OutboundAnonymousTLS}
	}
	if c.Auth.Has(exchange.AuthExchangeServer) != schannel.Yes {
		return purposes[:1]
	}
	return purposes
}

func serviceOf(p Purpose) exchange.Services {
	switch p {
	case PurposePOP:
		return exchange.POP
	case PurposeIMAP:
		return exchange.IMAP
	case PurposeIIS:
		return exchange.IIS
	case PurposeUnspecified, InboundSTARTTLS, OutboundSTARTTLS, InboundAnonymousTLS, OutboundAnonymousTLS, DirectTrust:
	}
	return exchange.SMTP
}

// byConnector answers for STARTTLS. The steps are those of the page on the
// selection of inbound STARTTLS certificates.
func (b *builder) byConnector() {
	q, c := b.q, b.q.connector
	if c.Send != (q.purpose == OutboundSTARTTLS) {
		b.refuse(missingConnector)
		return
	}
	if !b.tlsWanted() {
		return
	}
	if !b.lookFor() {
		return
	}
	b.decide()
}

// tlsWanted is step 2: without Tls in AuthMechanism STARTTLS is not offered, no
// certificate is looked for, and nothing is logged. A Send connector with
// IgnoreSTARTTLS does not begin TLS.
func (b *builder) tlsWanted() bool {
	q, c := b.q, b.q.connector
	if q.purpose == InboundSTARTTLS {
		if c.Auth.Has(exchange.AuthTLS) != schannel.No {
			return true
		}
		b.notOffered(exchange.AuthTLS)
		return false
	}
	if c.IgnoreSTARTTLS != schannel.Yes {
		return true
	}
	b.main(ruleIgnored)
	b.traceNone(reasonIgnored.With())
	return false
}

// notOffered is the answer of a Receive connector without a mechanism.
func (b *builder) notOffered(lacks exchange.AuthMechanism) {
	mechanism := schannel.Word("mechanism", lacks)
	b.answer.Offered = schannel.No
	b.main(ruleNotOffered, mechanism)
	b.traceNone(reasonNotOffered.With(mechanism))
}

// lookFor is steps 3 to 5: the TlsCertificateName, else the Fqdn of the
// connector, else the FQDN of the computer.
func (b *builder) lookFor() bool {
	q, c := b.q, b.q.connector
	if _, set, _ := c.CertificateName(); set {
		return b.lookForCertificateName()
	}
	// Before Exchange 2013 there is no such property to be seen.
	known := q.server.Version != exchange.VersionUnspecified && q.server.Version < exchange.Exchange2013
	q.guess = !c.Complete && !known
	q.host = strings.TrimSpace(c.FQDN)
	if !c.HasFQDN() {
		var guess bool
		q.host, guess = q.server.FQDN()
		q.guess = q.guess || guess || !c.Complete
	}
	b.answer.Name = q.host
	if q.host == "" && c.Complete {
		b.refuse(missingFQDN)
	} else if q.host == "" {
		b.refuse(missingLookedFor)
	}
	return q.host != ""
}

func (b *builder) lookForCertificateName() bool {
	q, text := b.q, strings.TrimSpace(b.q.connector.TLSCertificateName)
	b.answer.Name = text
	name, _, err := q.connector.CertificateName()
	if err != nil {
		meant := slices.IndexFunc(q.server.Certificates, func(c exchange.Certificate) bool {
			return strings.EqualFold(c.Thumbprint.String(), text) || strings.EqualFold(c.Subject, text)
		})
		b.offer(b.main(ruleNameMalformed, schannel.Text("name", text)), b.rewriteName(meant))
		b.traceNone(reasonNameMalformed.With())
		return false
	}
	q.byName, q.wanted = true, name
	return true
}

// offeredIf returns the answer for an inbound session, and Unknown for any
// other.
func offeredIf(p Purpose, t schannel.Truth) schannel.Truth {
	if p == InboundSTARTTLS || p == InboundAnonymousTLS {
		return t
	}
	return schannel.Unknown
}

// byServiceName answers for POP3 and IMAP4, which look for X509CertificateName
// as STARTTLS does for the name of the connector.
func (b *builder) byServiceName(name string) {
	q := b.q
	q.host = strings.TrimSpace(name)
	b.answer.Name = q.host
	switch {
	case q.host == "":
		b.refuse(missingServiceName)
	case strings.HasPrefix(q.host, "*."):
		// KB948896: for a wildcard as the name no match is found.
		b.main(ruleWildcardName, schannel.Text("name", q.host))
		b.traceNone(reasonWildcardName.With(schannel.Text("name", q.host)))
	default:
		q.guess = q.server.Version == exchange.Exchange2007RTM // the page speaks of SP1 and later
		b.decide()
	}
}
