// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package exchangecert

import (
	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
)

// What documents leave open, where it makes a difference.
var (
	openFlag = schannel.Rule{
		Code: "exchangecert.open.missing_flag", Title: "Whether a certificate without the flag is chosen", Severity: schannel.Info, Evidence: schannel.Documented,
		Sources: []schannel.Source{srcSTARTTLS, {Document: "Event 12014"}, srcNoFlag}, Message: "The conditions exclude a certificate without the flag of the service; a note on the same page lets it be chosen and fail, as KB4051498 shows for a Send connector.",
	}
	openKey = schannel.Rule{
		Code: "exchangecert.open.missing_key", Title: "Whether a certificate without its key is chosen", Severity: schannel.Info, Evidence: schannel.Documented,
		Sources: []schannel.Source{srcSTARTTLS, srcNoKey}, Message: "The conditions exclude a certificate without its private key; KB4495258 shows one that a Send connector with TlsCertificateName chose.",
	}
	openStatus = schannel.Rule{
		Code: "exchangecert.open.status", Title: "Whether the status of a certificate plays a part", Severity: schannel.Warning, Evidence: schannel.Documented,
		Sources: []schannel.Source{srcSTARTTLS, srcWhitePaper, srcMailflow}, Message: "No selection page names the status; the white paper of Exchange 2007 asks for a chain that passes the revocation check, and a Microsoft engineer lists a failed one as a cause.",
	}
	openDates = schannel.Rule{
		Code: "exchangecert.open.dates", Title: "What happens to a certificate that is out of date", Severity: schannel.Warning, Evidence: schannel.Documented,
		Sources: []schannel.Source{srcSTARTTLS, srcExpired2007, srcExpiredEBS, {Document: "Event 12016"}, {Document: "networksteve 14128"}}, Message: "Documents differ by version on whether a certificate that is out of date is used, loses to a valid one, or is not found.",
	}
	openWildcard = schannel.Rule{
		Code: "exchangecert.open.wildcard", Title: "Whether the name itself comes before a wildcard", Severity: schannel.Info, Evidence: schannel.Documented,
		Sources: []schannel.Source{srcSTARTTLS, {Document: "Exchange certificates"}}, Message: "No document ranks a certificate with the name itself and one with a wildcard for it.",
	}
	openRanking = schannel.Rule{
		Code: "exchangecert.open.ranking", Title: "In which order certificates are taken", Severity: schannel.Info, Evidence: schannel.Reported,
		Sources: []schannel.Source{srcSTARTTLS, srcDirectTrust, {Document: "microsoft/CSS-Exchange#1165"}}, Message: "Documents and reports differ on the order of the certificates that remain.",
	}
	openSeveral = schannel.Rule{
		Code: "exchangecert.open.several", Title: "Several open questions together", Severity: schannel.Info, Evidence: schannel.Documented,
		Sources: []schannel.Source{srcSTARTTLS}, Message: "Other readings of {fields} give another answer only together.",
	}
	openTie = schannel.Rule{
		Code: "exchangecert.open.tie", Title: "Two certificates that no document ranks", Severity: schannel.Warning, Evidence: schannel.Documented,
		Sources: []schannel.Source{srcSTARTTLS}, Message: "{winner} and {other} are equal in everything that the ranking looks at.",
	}
	open2007 = schannel.Rule{
		Code: "exchangecert.open.several_in_2007", Title: "Exchange 2007 with several certificates for SMTP", Severity: schannel.Info, Evidence: schannel.Reported,
		Sources: []schannel.Source{srcDirectTrust, {Document: "rmilne 2021-04-26"}}, Message: "Sources differ on whether Exchange 2007 knows more than one certificate for SMTP: the ranking is that of later versions.",
	}

	outcomeWinner = schannel.Phrase{Code: "exchangecert.outcome.winner", Text: "{reading}: {winner} is chosen"}
	outcomeNone   = schannel.Phrase{Code: "exchangecert.outcome.none", Text: "{reading}: none is chosen"}
	settleLog     = schannel.Phrase{Code: "exchangecert.settle.protocol_log", Text: "the row \"Sending certificate\" of the SMTP protocol log"}
	settleShell   = schannel.Phrase{Code: "exchangecert.settle.domain_name", Text: "the first certificate that Get-ExchangeCertificate -DomainName {name} returns"}
)

// openRules are the rules of the fields alone.
var openRules = [fieldCount]*schannel.Rule{&openFlag, &openKey, &openStatus, &openDates, &openWildcard, &openRanking}

func openRule(fields fieldSet) schannel.Rule {
	for f, rule := range openRules {
		if fields == 1<<f {
			return *rule
		}
	}
	return openSeveral
}

// leaveOpen adds a finding for each set of fields that gives another outcome,
// and the alternatives themselves.
func (b *builder) leaveOpen() {
	done := map[fieldSet]bool{}
	for _, v := range b.variants {
		b.answer.Alternatives = append(b.answer.Alternatives, b.alternative(v))
		if done[v.fields] {
			continue
		}
		done[v.fields] = true
		rule := openRule(v.fields)
		var args []schannel.Arg
		if rule.Code == openSeveral.Code {
			args = append(args, schannel.Text("fields", v.fields.names()))
		}
		b.premise(rule, b.openBasis(v.fields), b.subject(), args...)
	}
}

// openBasis lists the outcome under the default readings of the fields and
// those under the others.
func (b *builder) openBasis(fields fieldSet) schannel.Basis {
	basis := schannel.Basis{
		Certainty: schannel.Likely,
		Outcomes:  []schannel.Phrase{b.outcomePhrase(b.run.r.text(fields), b.run.winner)},
		Settle:    b.settle(),
	}
	for _, v := range b.variants {
		if v.fields == fields {
			basis.Certainty = max(basis.Certainty, v.certainty)
			basis.Outcomes = append(basis.Outcomes, b.outcomePhrase(v.readings.text(fields), v.winner))
		}
	}
	return basis
}

func (b *builder) settle() []schannel.Phrase {
	if b.q.byName {
		return []schannel.Phrase{settleLog}
	}
	return []schannel.Phrase{settleLog, settleShell.With(schannel.Text("name", b.q.host))}
}

func (b *builder) outcomePhrase(reading string, winner int) schannel.Phrase {
	if winner < 0 {
		return outcomeNone.With(schannel.Text("reading", reading))
	}
	return outcomeWinner.With(schannel.Text("reading", reading), schannel.Text("winner", b.q.label(winner)))
}

func (b *builder) alternative(v variant) Alternative {
	only := readings{}
	for f := range field(fieldCount) {
		if v.fields.has(f) {
			only[f] = v.readings[f]
		}
	}
	return Alternative{Policy: only.policy(), Winner: b.thumbprint(v.winner), Offered: b.offered(v.winner >= 0)}
}

// thumbprint returns that of certificate i, or nil.
func (b *builder) thumbprint(i int) *schannel.Thumbprint {
	if i < 0 {
		return nil
	}
	t := b.q.server.Certificates[i].Thumbprint
	return &t
}

// offered answers for an inbound session: yes with a certificate, as far as
// AuthMechanism has Tls; no without one.
func (b *builder) offered(found bool) schannel.Truth {
	switch {
	case b.q.purpose != InboundSTARTTLS:
		return schannel.Unknown
	case !found:
		return schannel.No
	}
	return b.q.connector.Auth.Has(exchange.AuthTLS)
}

// ties adds a finding if only the order of the list makes the winner the
// winner.
func (b *builder) ties() {
	w := b.run.winner
	for i := range b.facts {
		if b.run.excluded(i) || b.facts[i].name == exchange.UnknownName {
			continue // without a winner every one
		}
		_, rule := b.run.before(w, i, guessNone)
		if rule != rankInput.Code || b.facts[i].notBefore.IsZero() || b.q.label(i) == b.q.label(w) {
			continue
		}
		winner, other := b.q.label(w), b.q.label(i)
		basis := schannel.Basis{Certainty: schannel.Undocumented, Settle: b.settle(), Outcomes: []schannel.Phrase{
			outcomeWinner.With(schannel.Text("reading", "first"), schannel.Text("winner", winner)),
			outcomeWinner.With(schannel.Text("reading", "last"), schannel.Text("winner", other)),
		}}
		b.premise(openTie, basis, b.subject(), schannel.Text("winner", winner), schannel.Text("other", other))
		return
	}
}
