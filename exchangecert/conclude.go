// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package exchangecert

import (
	"time"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
)

// The answer itself, and what follows from it.
var (
	ruleWinner = schannel.Rule{
		Code: "exchangecert.select.winner", Title: "The certificate that is chosen", Severity: schannel.Info, Evidence: schannel.Documented,
		Sources: []schannel.Source{srcSTARTTLS, srcSend}, Message: "For {name} the certificate {winner} is chosen.",
		Excludes: []schannel.Code{"exchangecert.select.none", "exchangecert.select.not_offered", "exchangecert.select.ignored", "exchangecert.select.missing"},
	}
	ruleNone = schannel.Rule{
		Code: "exchangecert.select.none", Title: "No certificate is found", Severity: schannel.Failure, Evidence: schannel.Documented,
		Sources: []schannel.Source{srcSTARTTLS, {Document: "Event 12014"}}, Message: "No certificate can be chosen for {name}.",
		Excludes: []schannel.Code{"exchangecert.select.winner", "exchangecert.select.not_offered", "exchangecert.select.ignored", "exchangecert.select.missing"},
	}
	ruleNotOffered = schannel.Rule{
		Code: "exchangecert.select.not_offered", Title: "The connector does not offer it", Severity: schannel.Info, Evidence: schannel.Documented,
		Sources: []schannel.Source{srcSTARTTLS, srcAnonymousIn}, Message: "AuthMechanism lacks {mechanism}: it is not offered, no certificate is looked for, and nothing is logged.",
	}
	ruleIgnored = schannel.Rule{
		Code: "exchangecert.select.ignored", Title: "The connector does not begin TLS", Severity: schannel.Info, Evidence: schannel.Documented,
		Sources: []schannel.Source{srcSend}, Message: "The connector ignores STARTTLS: no certificate is looked for.",
	}
	ruleNameMalformed = schannel.Rule{
		Code: "exchangecert.name.malformed", Title: "TlsCertificateName is malformed", Severity: schannel.Failure, Evidence: schannel.Documented,
		Sources: []schannel.Source{srcSend, srcReceive}, Message: "TlsCertificateName is not of the form <I>issuer<S>subject, so no certificate matches it: {name}.",
	}
	ruleWildcardName = schannel.Rule{
		Code: "exchangecert.name.wildcard", Title: "X509CertificateName is a wildcard", Severity: schannel.Failure, Evidence: schannel.Documented,
		Sources: []schannel.Source{{Document: "KB948896"}}, Message: "X509CertificateName is the wildcard {name}, for which no certificate is found.",
	}

	ruleOtherIssuer = schannel.Rule{
		Code: "exchangecert.name.other_issuer", Title: "Renewed by another issuer than TlsCertificateName names", Severity: schannel.Failure, Evidence: schannel.Documented,
		Sources: []schannel.Source{srcStaleName, {Document: "blackmarble 2016-03-02"}}, Message: "{certificate} has the subject of TlsCertificateName and another issuer: the property still names the old one.",
	}
	ruleSendNone = schannel.Rule{
		Code: "exchangecert.name.send_reply", Title: "What the queue shows: 454 4.7.5", Severity: schannel.Failure, Evidence: schannel.Documented,
		Sources: []schannel.Source{srcMailflow}, Message: "Mail waits in the queue with 454 4.7.5: the certificate that TlsCertificateName names was not found.",
	}
	ruleNoFlag = schannel.Rule{
		Code: "exchangecert.candidate.no_service", Title: "It holds the name and is not enabled for the service", Severity: schannel.Failure, Evidence: schannel.Documented,
		Sources: []schannel.Source{srcSTARTTLS, {Document: "Event 12014"}}, Message: "{certificate} holds the name and is not enabled for {service}.",
	}
	ruleNoKey = schannel.Rule{
		Code: "exchangecert.candidate.no_private_key", Title: "It holds the name and has no private key here", Severity: schannel.Failure, Evidence: schannel.Documented,
		Sources: []schannel.Source{srcSTARTTLS, srcNoKey}, Message: "{certificate} holds the name and its private key is not on this computer.",
	}
	ruleStatusOut = schannel.Rule{
		Code: "exchangecert.candidate.status", Title: "It holds the name and its status speaks against it", Severity: schannel.Failure, Evidence: schannel.Documented,
		Sources: []schannel.Source{srcWhitePaper}, Message: "{certificate} holds the name and its status is {status}.",
	}
	ruleExpiredOut = schannel.Rule{
		Code: "exchangecert.candidate.expired", Title: "It holds the name and is out of date", Severity: schannel.Failure, Evidence: schannel.Documented,
		Sources: []schannel.Source{srcExpired2007, srcExpiredEBS}, Message: "{certificate} holds the name and is out of date: valid from {not_before} until {not_after}.",
	}

	ruleChosenNoFlag = schannel.Rule{
		Code: "exchangecert.chosen.no_service", Title: "Chosen, and then the handshake fails: UnknownCredentials", Severity: schannel.Failure, Evidence: schannel.Documented,
		Sources: []schannel.Source{srcNoFlag, srcSTARTTLS}, Message: "{certificate} is chosen although it is not enabled for {service}: the protocol log has UnknownCredentials, the queue 421 4.4.1 or 421 4.2.1.",
	}
	ruleChosenNoKey = schannel.Rule{
		Code: "exchangecert.chosen.no_private_key", Title: "Chosen, and then the handshake fails: NoCredentials", Severity: schannel.Failure, Evidence: schannel.Documented,
		Sources: []schannel.Source{srcNoKey}, Message: "{certificate} is chosen although its private key is not on this computer: the protocol log has NoCredentials, the queue 421 4.4.1.",
	}
	ruleChosenExpired = schannel.Rule{
		Code: "exchangecert.chosen.expired", Title: "The certificate that is chosen has expired", Severity: schannel.Failure, Evidence: schannel.Documented,
		Sources: []schannel.Source{srcSTARTTLS, {Document: "Event 12016"}}, Message: "{certificate} is chosen and expired at {not_after}.",
	}
	ruleChosenNotYet = schannel.Rule{
		Code: "exchangecert.chosen.not_yet_valid", Title: "The certificate that is chosen is not valid yet", Severity: schannel.Warning, Evidence: schannel.Inferred,
		Sources: []schannel.Source{srcSTARTTLS}, Message: "{certificate} is chosen and is not valid before {not_before}; of such certificates no document speaks.",
	}
	ruleChosenStatus = schannel.Rule{
		Code: "exchangecert.chosen.status", Title: "The status of the certificate that is chosen", Severity: schannel.Warning, Evidence: schannel.Documented,
		Sources: []schannel.Source{srcGet, srcMailflow, {Document: "techcommunity 591628"}}, Message: "{certificate} is chosen and its status is {status}.",
	}
	ruleSoon = schannel.Rule{
		Code: "exchangecert.chosen.expires_soon", Title: "The certificate that is chosen expires soon", Severity: schannel.Warning, Evidence: schannel.Implemented,
		Sources: []schannel.Source{{Document: "CSS-Exchange", Section: "docs/Diagnostics/HealthChecker/CertificateCheck.md"}, {Document: "Event 12018"}}, Message: "{certificate} expires at {not_after}, in {days} whole days.",
	}

	ruleAssumedConnector = schannel.Rule{
		Code: "exchangecert.assumed.connector", Title: "What was not seen of the connector", Severity: schannel.Info, Evidence: schannel.Documented,
		Sources: []schannel.Source{srcSTARTTLS}, Message: "Not everything that decides which name is looked for was seen; {name} is assumed.",
	}
	ruleAssumedText = schannel.Rule{
		Code: "exchangecert.assumed.text", Title: "The same names, written in another way", Severity: schannel.Info, Evidence: schannel.Inferred,
		Sources: []schannel.Source{srcSend, {Document: "CSS-Exchange", Section: "Diagnostics/HealthChecker/Analyzer/Get-ExchangeConnectorCustomObject.ps1"}}, Message: "TlsCertificateName and {certificate} write the same names in different ways; whether Exchange compares texts is in no document.",
	}
	ruleAssumedList = schannel.Rule{
		Code: "exchangecert.assumed.list", Title: "The list of the shell is not the store", Severity: schannel.Info, Evidence: schannel.Documented,
		Sources: []schannel.Source{srcNoKey}, Message: "The list leaves out certificates without a private key, of which a Send connector may choose one by TlsCertificateName and fail with NoCredentials.",
	}
	ruleAssumedFacts = schannel.Rule{
		Code: "exchangecert.assumed.facts", Title: "Conditions that nearly every certificate meets", Severity: schannel.Info, Evidence: schannel.Documented,
		Sources: []schannel.Source{srcSTARTTLS, srcWhitePaper}, Message: "{certificate} is assumed to meet conditions that the list does not show, as nearly every certificate does.",
	}
)

// conclude says what the answer is.
func (b *builder) conclude() {
	w := b.run.winner
	if b.q.guess {
		b.premise(ruleAssumedConnector, schannel.Basis{Certainty: schannel.Likely}, b.subject(), schannel.Text("name", b.q.host))
	}
	if w >= 0 {
		b.restOn()
		b.assumptions(w)
	}
	if w < 0 && b.q.sendByName() && b.q.server.WholeStore == schannel.No {
		b.premise(ruleAssumedList, schannel.Basis{Certainty: schannel.Likely}, b.subject())
	}
	b.leaveOpen()
	b.ties()
	b.answer.Winner, b.answer.Offered = b.thumbprint(w), b.offered(w >= 0)
	if w < 0 {
		b.none()
		return
	}
	b.main(ruleWinner, schannel.Text("name", b.answer.Name), schannel.Text("winner", b.q.label(w)))
	b.aboutWinner(w)
}

// assumptions lowers certainty for what is taken for granted of the winner.
func (b *builder) assumptions(w int) {
	certificate := schannel.Text("certificate", b.q.label(w))
	likely, subject := schannel.Basis{Certainty: schannel.Likely}, schannel.Nth("certificate", w)
	if b.facts[w].name == exchange.RewrittenName {
		b.premise(ruleAssumedText, likely, subject, certificate)
	}
	if b.facts[w].minor {
		b.premise(ruleAssumedFacts, likely, subject, certificate)
	}
	if b.run.ordered && b.q.server.Version.Is2007() {
		b.premise(open2007, likely, b.subject())
	}
}

// none is the answer without a certificate: event 12014, and what is nearest.
func (b *builder) none() {
	b.main(ruleNone, schannel.Text("name", b.answer.Name))
	expired := b.near()
	f := &b.answer.Findings[0]
	if b.q.service == exchange.SMTP {
		f.Events = b.eventsOfNone(expired)
	}
	if len(b.answer.Findings) == 1+len(b.premises) {
		b.offer(f, b.remediesOfNone()...)
	}
	if b.q.sendByName() {
		b.detail(ruleSendNone, b.subject())
	}
}

// near adds a finding for the first certificate of each kind that misses by one
// condition. It reports whether one has expired that would be chosen.
func (b *builder) near() bool {
	expired := false
	var done [fieldCount + 1]bool
	for i := range b.facts {
		kind := fieldCount
		if !b.stale(i) {
			if b.facts[i].out != "" {
				continue
			}
			kind = int(b.firstExcluding(i))
		}
		expired = expired || field(kind) == fieldDates && b.facts[i].expired
		if !done[kind] {
			done[kind] = true
			b.nearFinding(i, kind)
		}
	}
	return expired
}

// stale reports whether all that a certificate lacks is the issuer of TlsCertificateName.
func (b *builder) stale(i int) bool {
	f := &b.facts[i]
	return (f.subject == exchange.ExactName || f.subject == exchange.RewrittenName) && f.issuer == exchange.NoName && !b.q.wanted.Reversed(b.q.server.Certificates[i])
}

func (b *builder) nearFinding(i, kind int) {
	c, subject := &b.q.server.Certificates[i], schannel.Nth("certificate", i)
	certificate := schannel.Text("certificate", b.q.label(i))
	switch {
	case kind == fieldCount:
		f := b.detail(ruleOtherIssuer, subject, certificate)
		b.offer(f, b.rewriteName(i))
	case field(kind) == fieldFlag:
		f := b.detail(ruleNoFlag, subject, certificate, schannel.Word("service", b.q.service))
		b.offer(f, b.enable(i))
	case field(kind) == fieldKey:
		f := b.detail(ruleNoKey, subject, certificate)
		b.offer(f, b.importWithKey(i))
	case field(kind) == fieldStatus:
		f := b.detail(ruleStatusOut, subject, certificate, schannel.Word("status", c.Status))
		b.offer(f, remedyRevocation)
	default:
		f := b.detail(ruleExpiredOut, subject, certificate, schannel.Text("not_before", isoTime(c.NotBefore)), schannel.Text("not_after", isoTime(c.NotAfter)))
		b.offer(f, b.create())
	}
}

// aboutWinner says what is wrong, or soon will be, with the certificate that
// is chosen.
func (b *builder) aboutWinner(w int) {
	c, f := &b.q.server.Certificates[w], &b.facts[w]
	certificate, subject := schannel.Text("certificate", b.q.label(w)), schannel.Nth("certificate", w)
	if f.against[fieldKey] == schannel.Yes {
		b.offer(b.detail(ruleChosenNoKey, subject, certificate), b.importWithKey(w))
	}
	if f.against[fieldFlag] == schannel.Yes {
		b.offer(b.detail(ruleChosenNoFlag, subject, certificate, schannel.Word("service", b.q.service)), b.enable(w))
	}
	if f.against[fieldStatus] == schannel.Yes {
		b.offer(b.detail(ruleChosenStatus, subject, certificate, schannel.Word("status", c.Status)), remedyRevocation)
	}
	switch {
	case f.against[fieldDates] == schannel.Yes && f.expired:
		d := b.detail(ruleChosenExpired, subject, certificate, schannel.Text("not_after", isoTime(c.NotAfter)))
		if b.q.service == exchange.SMTP {
			d.Events = []schannel.Event{b.event(12016, schannel.Text("fqdn", b.answer.Name))}
		}
		b.offer(d, b.create())
	case f.against[fieldDates] == schannel.Yes:
		b.detail(ruleChosenNotYet, subject, certificate, schannel.Text("not_before", isoTime(c.NotBefore)))
	case f.against[fieldDates] == schannel.No:
		b.soon(w)
	}
}

// soonDays is when HealthChecker begins to warn. From when on Exchange logs
// 12017 and 12018 is in no document.
const soonDays = 60

// remaining returns the whole days until a certificate expires.
func remaining(c *exchange.Certificate, at time.Time) int {
	return int(c.NotAfter.Sub(at) / (24 * time.Hour))
}

func (b *builder) soon(w int) {
	c := &b.q.server.Certificates[w]
	days := remaining(c, b.q.at)
	if days >= soonDays {
		return
	}
	d := b.detail(ruleSoon, schannel.Nth("certificate", w), schannel.Text("certificate", b.q.label(w)),
		schannel.Text("not_after", isoTime(c.NotAfter)), schannel.Number("days", days))
	if b.q.service != exchange.SMTP {
		return
	}
	e := b.event(12018, schannel.Text("subject", c.Subject), schannel.Text("thumbprint", windowsHex(c.Thumbprint)),
		schannel.Number("hours", int(c.NotAfter.Sub(b.q.at)/time.Hour)))
	e.Conditions = append(e.Conditions, conditionThreshold)
	d.Events = []schannel.Event{e}
}
