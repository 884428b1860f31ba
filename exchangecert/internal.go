// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package exchangecert

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
	"github.com/schanneltrust/schannel/internal/dotnetname"
	"github.com/schanneltrust/schannel/internal/hostname"
	"github.com/schanneltrust/schannel/internal/psquote"
)

// Anonymous TLS and direct trust use the internal transport certificate: the
// choice was made when it was published in the directory.
var (
	ruleInternal = schannel.Rule{
		Code: "exchangecert.internal.winner", Title: "The internal transport certificate", Severity: schannel.Info, Evidence: schannel.Documented,
		Sources: []schannel.Source{srcAnonymousIn, srcAnonymousOut, {Document: "Server.InternalTransportCertificate"}}, Message: "The internal transport certificate is {winner}.",
		Excludes: []schannel.Code{"exchangecert.internal.not_published", "exchangecert.internal.not_in_store", "exchangecert.internal.not_used", "exchangecert.internal.suppressed"},
	}
	ruleNotPublished = schannel.Rule{
		Code: "exchangecert.internal.not_published", Title: "No internal transport certificate is published", Severity: schannel.Failure, Evidence: schannel.Documented,
		Sources: []schannel.Source{srcAnonymousIn, {Document: "Event 12012"}}, Message: "The directory holds no internal transport certificate of this server: anonymous TLS is not offered.",
	}
	ruleNotInStore = schannel.Rule{
		Code: "exchangecert.internal.not_in_store", Title: "The internal transport certificate is not in the store", Severity: schannel.Failure, Evidence: schannel.Documented,
		Sources: []schannel.Source{srcAnonymousIn, {Document: "Event 12013"}}, Message: "The directory names {thumbprint}, which is not among the certificates of this server: anonymous TLS is not offered.",
	}
	ruleNotUsed = schannel.Rule{
		Code: "exchangecert.internal.not_used", Title: "Anonymous TLS does not take place", Severity: schannel.Info, Evidence: schannel.Documented,
		Sources: []schannel.Source{srcAnonymousOut}, Message: "The conditions of outbound anonymous TLS are not met: it is not used, and nothing is logged.",
	}
	ruleSuppressed = schannel.Rule{
		Code: "exchangecert.internal.suppressed", Title: "The connector suppresses X-ANONYMOUSTLS", Severity: schannel.Info, Evidence: schannel.Documented,
		Sources: []schannel.Source{srcReceive}, Message: "SuppressXAnonymousTls is set: X-ANONYMOUSTLS is not offered, and no certificate is looked for.",
		Excludes: []schannel.Code{"exchangecert.internal.winner"},
	}
	ruleInternalExpired = schannel.Rule{
		Code: "exchangecert.internal.expired", Title: "The internal transport certificate has expired", Severity: schannel.Warning, Evidence: schannel.Documented,
		Sources: []schannel.Source{srcAnonymousIn, srcExpired2007, srcExpiredEBS, {Document: "Event 12015"}}, Message: "The internal transport certificate {certificate} expired at {not_after}; it is still offered and used.",
	}
	ruleInternalSoon = schannel.Rule{
		Code: "exchangecert.internal.expires_soon", Title: "The internal transport certificate expires soon", Severity: schannel.Warning, Evidence: schannel.Implemented,
		Sources: []schannel.Source{{Document: "CSS-Exchange", Section: "docs/Diagnostics/HealthChecker/CertificateCheck.md"}, {Document: "Event 12017"}}, Message: "The internal transport certificate {certificate} expires at {not_after}, in {days} whole days.",
	}
	ruleAssumedInternal = schannel.Rule{
		Code: "exchangecert.assumed.internal", Title: "The internal transport certificate was not seen", Severity: schannel.Warning, Evidence: schannel.Documented,
		Sources: []schannel.Source{srcDirectTrust, srcNew}, Message: "What the directory holds was not seen; of several self-signed certificates the valid one with the latest time stamp is used.",
	}
	ruleTrustNoFlag = schannel.Rule{
		Code: "exchangecert.trust.no_service", Title: "SMTP is not enabled on the certificate of direct trust", Severity: schannel.Failure, Evidence: schannel.Documented,
		Sources: []schannel.Source{srcDirectTrust}, Message: "{certificate} is not enabled for SMTP: direct trust fails on this server.",
	}
	ruleTrustNoAccess = schannel.Rule{
		Code: "exchangecert.trust.no_key_access", Title: "NETWORK SERVICE cannot read the key of direct trust", Severity: schannel.Failure, Evidence: schannel.Documented,
		Sources: []schannel.Source{srcDirectTrust}, Message: "NETWORK SERVICE cannot read the private key of {certificate}: direct trust fails on this server.",
	}
	ruleTrustNames = schannel.Rule{
		Code: "exchangecert.trust.names", Title: "A name of the computer that the certificate of direct trust lacks", Severity: schannel.Failure, Evidence: schannel.Documented,
		Sources: []schannel.Source{srcDirectTrust}, Message: "{certificate} does not hold {name}, which is one of the DNS names of this computer.",
	}
)

// anonymous answers for X-ANONYMOUSTLS.
func (b *builder) anonymous() {
	q, c := b.q, b.q.connector
	if c.Send != (q.purpose == OutboundAnonymousTLS) {
		b.refuse(missingConnector)
		return
	}
	if q.purpose == InboundAnonymousTLS && c.Auth.Has(exchange.AuthExchangeServer) == schannel.No {
		b.notOffered(exchange.AuthExchangeServer)
		return
	}
	if q.purpose == InboundAnonymousTLS && c.SuppressXAnonymousTLS == schannel.Yes {
		b.answer.Offered = schannel.No
		b.main(ruleSuppressed)
		b.traceNone(reasonUnused)
		return
	}
	if q.purpose == OutboundAnonymousTLS && b.outboundUsed() == schannel.No {
		b.main(ruleNotUsed)
		b.traceNone(reasonUnused)
		return
	}
	b.published()
}

// outboundUsed is the conditions of the page on outbound anonymous TLS: on an
// Edge server and in Exchange 2007 Exchange Server authentication with the
// smart hosts, on an Edge server also "--" among them or the address spaces; on
// other servers the delivery to an Edge server of the same site.
func (b *builder) outboundUsed() schannel.Truth {
	s, c := b.q.server, b.q.connector
	edge := slices.Contains(s.Roles, exchange.Edge)
	switch {
	case edge && c.Auth.Has(exchange.AuthExchangeServer) == schannel.Yes:
		return truth(slices.ContainsFunc(slices.Concat(c.SmartHosts, c.AddressSpaces), func(a string) bool {
			return strings.Contains(a, "--")
		}))
	case edge, s.Version.Is2007():
		return c.Auth.Has(exchange.AuthExchangeServer)
	case len(s.Roles) == 0:
		return schannel.Unknown
	}
	return c.RelayWithinSiteToEdge
}

// published takes the certificate that the directory names.
func (b *builder) published() {
	in := b.q.server.Internal
	thumbprint := in.CertificateThumbprint()
	zero := thumbprint == schannel.Thumbprint{}
	switch {
	case in.Published == schannel.No:
		b.notPublished()
	case zero:
		b.refuse(missingInternal)
	case !b.q.server.Seen():
		b.answer.Name = thumbprint.String()
		b.refuse(missingCertificates)
	default:
		b.byThumbprint(thumbprint, ruleNotInStore)
	}
}

func (b *builder) notPublished() {
	b.answer.Offered = offeredIf(b.q.purpose, schannel.No)
	f := b.main(ruleNotPublished)
	e := b.event(12012)
	e.Conditions = append(e.Conditions, conditionStart)
	f.Events = []schannel.Event{e}
	b.offer(f, b.publish())
	b.traceNone(reasonUnused)
}

// publish is the remedy for a server without its internal certificate.
func (b *builder) publish() schannel.Remedy {
	name, _ := b.q.server.FQDN()
	return remedyNew.With(schannel.Text("name", psquote.Single(cmp.Or(name, b.q.server.Name))))
}

// byThumbprint looks a configured certificate up. There is no comparison of
// names, no chain, no revocation and no ranking.
func (b *builder) byThumbprint(t schannel.Thumbprint, none schannel.Rule) {
	b.answer.Name = t.String()
	all, winner := b.q.server.Certificates, -1
	for i := range all {
		c := Candidate{Index: i, Thumbprint: all[i].Thumbprint}
		if all[i].Thumbprint == t && winner < 0 {
			winner = i
			c.Verdict, c.Because, c.Steps = Won, reasonConfigured, []Step{{stepThumbprint.Code, Passed}}
		} else {
			c.Verdict, c.Because = Out, reasonOther.With(schannel.Text("thumbprint", t.String()))
			c.Steps = []Step{{stepThumbprint.Code, Failed}}
		}
		b.answer.Trace = append(b.answer.Trace, c)
	}
	if winner < 0 {
		b.notFound(t, none)
		return
	}
	b.answer.Winner = b.thumbprint(winner)
	if b.q.purpose == PurposeIIS {
		b.main(ruleBinding, schannel.Text("winner", t.String()), schannel.Text("site", b.siteName()))
		b.datesOfBound(winner)
		return
	}
	if b.q.purpose == InboundAnonymousTLS {
		b.answer.Offered = b.q.connector.Auth.Has(exchange.AuthExchangeServer)
	}
	b.main(ruleInternal, schannel.Text("winner", t.String()))
	b.datesOfInternal(winner)
}

func (b *builder) notFound(t schannel.Thumbprint, none schannel.Rule) {
	b.answer.Offered = offeredIf(b.q.purpose, schannel.No)
	if none.Code != ruleNotInStore.Code {
		b.main(none, schannel.Text("thumbprint", t.String()), schannel.Text("site", b.siteName()))
		return
	}
	f := b.main(none, schannel.Text("thumbprint", t.String()))
	f.Events = []schannel.Event{b.event(12013, schannel.Text("thumbprint", windowsHex(t)))}
	if b.q.server.Version == exchange.Exchange2010 {
		e := b.event(12024, schannel.Text("configured", windowsHex(t)))
		e.Conditions = append(e.Conditions, conditionInstead)
		f.Events = append(f.Events, e)
	}
	b.offer(f, b.publish())
}

// datesOfInternal is the last step: an expired certificate is logged with 12015,
// offered and used.
func (b *builder) datesOfInternal(w int) {
	c := &b.q.server.Certificates[w]
	certificate, subject := schannel.Text("certificate", b.q.label(w)), schannel.Nth("certificate", w)
	after := schannel.Text("not_after", isoTime(c.NotAfter))
	out, expired := c.OutOfDate(b.q.at)
	switch {
	case expired:
		d := b.detail(ruleInternalExpired, subject, certificate, after)
		d.Events = []schannel.Event{b.event(12015, schannel.Text("thumbprint", windowsHex(c.Thumbprint)))}
		d.Remedies = Renewals(*b.q.server, *c)
	case out == schannel.No && remaining(c, b.q.at) < soonDays:
		d := b.detail(ruleInternalSoon, subject, certificate, after, schannel.Number("days", remaining(c, b.q.at)))
		e := b.event(12017, schannel.Text("thumbprint", windowsHex(c.Thumbprint)), schannel.Number("hours", int(c.NotAfter.Sub(b.q.at)/time.Hour)))
		e.Conditions = append(e.Conditions, conditionThreshold)
		d.Events = []schannel.Event{e}
	}
}

// directTrust answers for the certificate by which this server is known to the
// others.
func (b *builder) directTrust() {
	in := b.q.server.Internal
	if in.Published == schannel.No || in.CertificateThumbprint() != (schannel.Thumbprint{}) || !b.q.server.Seen() {
		b.published()
	} else {
		b.latest()
	}
	if b.answer.Winner == nil {
		return
	}
	for i, c := range b.answer.Trace {
		if c.Verdict == Won || c.Verdict == Assumed {
			b.validate(i)
		}
	}
}

// latest chooses as direct trust does where nothing is published that was seen:
// the valid certificate with the latest time stamp that has SMTP and the name
// of the computer.
func (b *builder) latest() {
	q := b.q
	q.host, _ = q.server.FQDN()
	if q.host == "" {
		b.refuse(missingInternal)
		return
	}
	b.answer.Name = q.host
	q.policy[fieldDates], q.policy[fieldRanking] = uint8(Excludes), uint8(NewestOnly)
	basis := schannel.Basis{Certainty: schannel.InsufficientData, Missing: []schannel.Phrase{missingInternal}}
	b.premise(ruleAssumedInternal, basis, b.subject())
	b.decide()
	for i := range b.answer.Trace {
		if b.answer.Trace[i].Verdict == Won {
			b.answer.Trace[i].Verdict = Assumed
		}
	}
}

// validate looks for the causes of 1037 and 2019 in what is known of the
// certificate.
func (b *builder) validate(w int) {
	c := &b.q.server.Certificates[w]
	certificate, subject := schannel.Text("certificate", b.q.label(w)), schannel.Nth("certificate", w)
	events := []schannel.Event{b.event(1037), b.event(2019)}
	if c.Services.Has(exchange.SMTP) == schannel.No {
		d := b.detail(ruleTrustNoFlag, subject, certificate)
		d.Events = events
		b.offer(d, b.enable(w))
	}
	if c.NetworkServiceReads == schannel.No {
		b.detail(ruleTrustNoAccess, subject, certificate).Events = events
	}
	if c.DomainsComplete != schannel.Yes {
		return
	}
	for _, name := range b.q.server.DNS.All() {
		if hostname.Best(c.Domains, name) == hostname.None && hostname.Compare(dotnetname.CommonName(c.Subject), name) == hostname.None {
			b.detail(ruleTrustNames, subject.Named(name), certificate, schannel.Text("name", name)).Events = events
		}
	}
}
