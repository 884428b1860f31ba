// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package change

import (
	"time"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/exchangecert"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
)

// Certificates that are named by thumbprint: nothing is selected, so they are
// checked.
var (
	ruleAuthMissing = schannel.Rule{
		Code: "exchangecert.auth.not_in_store", Title: "The certificate for OAuth is not on this server",
		Severity: schannel.Failure, Evidence: schannel.Implemented, Sources: []schannel.Source{{Document: "CSS-Exchange", Section: "Admin/MonitorExchangeAuthCertificate/DataCollection/Get-ExchangeAuthCertificateStatus.ps1"}},
		Message: "{thumbprint} is configured for OAuth and is not among the certificates of this server.",
	}
	ruleAuthNone = schannel.Rule{
		Code: "exchangecert.auth.none", Title: "No certificate for OAuth is configured",
		Severity: schannel.Failure, Evidence: schannel.Implemented, Sources: []schannel.Source{{Document: "CSS-Exchange", Section: "Admin/MonitorExchangeAuthCertificate/DataCollection/Get-ExchangeAuthCertificateStatus.ps1"}},
		Message: "No current certificate for OAuth is configured.",
	}
	ruleAuthExpired = schannel.Rule{
		Code: "exchangecert.auth.expired", Title: "The certificate for OAuth has expired",
		Severity: schannel.Failure, Evidence: schannel.Implemented, Sources: []schannel.Source{{Document: "CSS-Exchange", Section: "Admin/MonitorExchangeAuthCertificate/DataCollection/Get-ExchangeAuthCertificateStatus.ps1"}, {Document: "microsoft/CSS-Exchange#2007"}},
		Message:  "{certificate} is configured for OAuth and expired at {not_after}.",
		Excludes: []schannel.Code{"exchangecert.auth.valid", "exchangecert.auth.last_day"},
	}
	ruleAuthLastDay = schannel.Rule{
		Code: "exchangecert.auth.last_day", Title: "The last day of the certificate for OAuth",
		Severity: schannel.Warning, Evidence: schannel.Implemented, Sources: []schannel.Source{{Document: "microsoft/CSS-Exchange#2007"}},
		Message: "{certificate} is valid until {not_after}, later on this day; MonitorExchangeAuthCertificate compares the date at midnight and reports -1 days.",
	}
	ruleAuthValid = schannel.Rule{
		Code: "exchangecert.auth.valid", Title: "The certificate for OAuth",
		Severity: schannel.Info, Evidence: schannel.Implemented, Sources: []schannel.Source{{Document: "CSS-Exchange", Section: "Admin/MonitorExchangeAuthCertificate/DataCollection/Get-ExchangeAuthCertificateStatus.ps1"}},
		Message: "{certificate} is configured for OAuth and valid until {not_after}, for {days} whole days.",
	}
	ruleAuthStage = schannel.Rule{
		Code: "exchangecert.auth.stage_next", Title: "The next certificate for OAuth should be staged",
		Severity: schannel.Warning, Evidence: schannel.Implemented, Sources: []schannel.Source{{Document: "CSS-Exchange", Section: "Admin/MonitorExchangeAuthCertificate/DataCollection/Get-ExchangeAuthCertificateStatus.ps1"}},
		Message: "The current certificate for OAuth is valid for {days} more days and no next one lasts longer than 120 days.",
	}
	ruleFederation = schannel.Rule{
		Code: "exchangecert.federation.unfit", Title: "Not fit for a federation trust",
		Severity: schannel.Failure, Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "Federation (Exchange 2013)"}},
		Message: "{certificate} does not meet the condition {condition} of a federation trust.",
	}
	ruleFederationUnknown = schannel.Rule{
		Code: "exchangecert.federation.unknown", Title: "Conditions of a federation trust that were not seen",
		Severity: schannel.Info, Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "Federation (Exchange 2013)"}},
		Message: "Whether {certificate} meets every condition of a federation trust cannot be said.",
	}
	ruleNotListed = schannel.Rule{
		Code: "exchangecert.check.not_in_store", Title: "The certificate is not on this server",
		Severity: schannel.Failure, Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "Get-ExchangeCertificate"}, {Document: "KB4495258"}},
		Message: "{thumbprint} is not among the certificates of this server; the shell lists only those with a private key.",
	}
	ruleDomainSecurity = schannel.Rule{
		Code: "exchangecert.domain_security.setting", Title: "Domain Security needs another setting",
		Severity: schannel.Failure, Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "Set-ReceiveConnector"}, {Document: "Set-SendConnector"}},
		Message: "Domain Security needs {setting} to be {value} on the connector.",
	}
	ruleDomainPeer = schannel.Rule{
		Code: "exchangecert.domain_security.name", Title: "The certificate of the other end lacks the domain",
		Severity: schannel.Failure, Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "Event 11015"}},
		Message: "Neither subject nor domains of the certificate of the other end hold the secure domain {domain}.",
	}

	conditionLevel   = schannel.Phrase{Code: "exchangecert.condition.level_unknown", Text: "no document gives the level of this event"}
	missingCondition = schannel.Phrase{Code: "exchangecert.missing.condition", Text: "what {certificate} has for {condition}"}
)

// CheckAuth checks the certificates for OAuth, which Get-AuthConfig names by
// thumbprint, as MonitorExchangeAuthCertificate does, but to the second: on its
// last day a certificate is still valid.
func CheckAuth(s exchange.Server, at time.Time) []schannel.Finding {
	subject := schannel.Whole("auth").Named(s.Name)
	if !s.Auth.Seen || at.IsZero() {
		missing := missingAuth
		if s.Auth.Seen {
			missing = missingAt
		}
		basis := schannel.Basis{Certainty: schannel.InsufficientData, Missing: []schannel.Phrase{missing}}
		return []schannel.Finding{schannel.NewFinding(ruleAuthUnseen, basis, subject)}
	}
	current := s.Auth.Current
	if s.Auth.Next != (schannel.Thumbprint{}) && !s.Auth.Effective.IsZero() && !at.Before(s.Auth.Effective) {
		current = s.Auth.Next
	}
	if current == (schannel.Thumbprint{}) {
		return []schannel.Finding{schannel.NewFinding(ruleAuthNone, schannel.Basis{Certainty: schannel.Certain}, subject)}
	}
	i := s.Find(current)
	if i < 0 {
		return []schannel.Finding{notInStore(s, current)}
	}
	return checkAuth(s, i, at)
}

var (
	missingAuth  = schannel.Phrase{Code: "exchangecert.missing.auth_config", Text: "Get-AuthConfig"}
	missingAt    = schannel.Phrase{Code: "exchangecert.missing.check_time", Text: "the time of the check"}
	missingDates = schannel.Phrase{Code: "exchangecert.missing.validity", Text: "until when {certificate} is valid, with the time zone"}
)

var ruleAuthUnseen = schannel.Rule{
	Code: "exchangecert.auth.not_seen", Title: "The certificates for OAuth cannot be checked",
	Severity: schannel.Info, Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "Get-ExchangeCertificate"}},
	Message: "The certificates for OAuth cannot be checked without what is missing.",
}

// listCertainty is how sure it is that what is not in the list is not there.
func listCertainty(s exchange.Server) schannel.Certainty {
	if s.WholeStore == schannel.Yes {
		return schannel.Certain
	}
	return schannel.Likely
}

// stageDays and nextDays are the thresholds of MonitorExchangeAuthCertificate.
const (
	stageDays = 60
	nextDays  = 120
)

func checkAuth(s exchange.Server, i int, at time.Time) []schannel.Finding {
	c := s.Certificates[i]
	subject := schannel.Nth("certificate", i)
	args := []schannel.Arg{schannel.Text("certificate", s.Certificates[i].Thumbprint.String()), schannel.Text("not_after", isoTime(c.NotAfter))}
	out, expired := c.OutOfDate(at)
	switch {
	case out == schannel.Unknown:
		basis := schannel.Basis{Certainty: schannel.InsufficientData, Missing: []schannel.Phrase{missingDates.With(args[0])}}
		return []schannel.Finding{schannel.NewFinding(ruleAuthUnseen, basis, schannel.Whole("auth").Named(s.Name))}
	case expired:
		return []schannel.Finding{schannel.NewFinding(ruleAuthExpired, schannel.Basis{Certainty: schannel.Certain}, subject, args...)}
	}
	sure := schannel.Basis{Certainty: schannel.Certain}
	days := remaining(c, at)
	findings := []schannel.Finding{schannel.NewFinding(ruleAuthValid, sure, subject, append(args, schannel.Number("days", days))...)}
	if days == 0 {
		findings = append(findings, schannel.NewFinding(ruleAuthLastDay, sure, subject, args...))
	}
	if s.Auth.Next == c.Thumbprint {
		return findings
	}
	next := s.Find(s.Auth.Next)
	switch {
	case next < 0 && s.Auth.Next != schannel.Thumbprint{}:
		findings = append(findings, notInStore(s, s.Auth.Next))
	case days > stageDays:
	case next < 0, !s.Certificates[next].NotAfter.IsZero() && remaining(s.Certificates[next], at) <= nextDays:
		findings = append(findings, schannel.NewFinding(ruleAuthStage, sure, subject, schannel.Number("days", days)))
	}
	return findings
}

// notInStore is a certificate for OAuth, the current or the next one, that this
// server lacks.
func notInStore(s exchange.Server, t schannel.Thumbprint) schannel.Finding {
	return schannel.NewFinding(ruleAuthMissing, schannel.Basis{Certainty: listCertainty(s)}, schannel.Whole("auth").Named(s.Name), thumbArg(t))
}

// CheckFederation checks a certificate against the conditions of a federation
// trust.
func CheckFederation(s exchange.Server, t schannel.Thumbprint, at time.Time) []schannel.Finding {
	i := s.Find(t)
	if i < 0 {
		return []schannel.Finding{schannel.NewFinding(ruleNotListed, schannel.Basis{Certainty: listCertainty(s)},
			schannel.Whole("server").Named(s.Name), schannel.Text("thumbprint", t.String()))}
	}
	c := s.Certificates[i]
	out, _ := c.OutOfDate(at)
	rsa := schannel.Unknown
	if c.KeyAlgorithm != "" {
		rsa = truth(c.KeyAlgorithm == "RSA")
	}
	conditions := [...]struct {
		name string
		met  schannel.Truth
	}{
		{"SubjectKeyIdentifier", c.SubjectKeyID},
		{"CryptoAPI", c.CNG.Not()},
		{"RSA", rsa},
		{"PrivateKeyExportable", c.Exportable},
		{"ValidityPeriod", out.Not()},
		{"1.3.6.1.5.5.7.3.2", c.ClientAuth},
	}
	certificate := schannel.Text("certificate", s.Certificates[i].Thumbprint.String())
	var findings []schannel.Finding
	var missing []schannel.Phrase
	for _, condition := range conditions {
		name := schannel.Text("condition", condition.name)
		switch condition.met {
		case schannel.No:
			findings = append(findings, schannel.NewFinding(ruleFederation, schannel.Basis{Certainty: schannel.Certain}, schannel.Nth("certificate", i).Named(condition.name), certificate, name))
		case schannel.Unknown:
			missing = append(missing, missingCondition.With(certificate, name))
		case schannel.Yes:
		}
	}
	if len(missing) > 0 {
		basis := schannel.Basis{Certainty: schannel.InsufficientData, Missing: missing}
		findings = append(findings, schannel.NewFinding(ruleFederationUnknown, basis, schannel.Nth("certificate", i), certificate))
	}
	return findings
}

// CheckDomainSecurity checks what mutual TLS with a secure domain needs of a
// connector, and of the certificate that the other end presents.
func CheckDomainSecurity(c exchange.Connector, domain string, peer exchange.Certificate) []schannel.Finding {
	settings := []setting{{"DomainSecureEnabled", "True", c.DomainSecure}}
	if c.Send {
		settings = append(settings, setting{"DNSRoutingEnabled", "True", c.DNSRouting}, setting{"IgnoreSTARTTLS", "False", c.IgnoreSTARTTLS.Not()})
	} else {
		settings = append(settings, setting{"AuthMechanism", "Tls", c.Auth.Has(exchange.AuthTLS)},
			setting{"ExternalAuthoritative", "False", c.Auth.Has(exchange.AuthExternalAuthoritative).Not()})
	}
	var findings []schannel.Finding
	for _, s := range settings {
		if s.met == schannel.No {
			findings = append(findings, schannel.NewFinding(ruleDomainSecurity, schannel.Basis{Certainty: schannel.Certain},
				schannel.Whole("connector").Named(c.Label()+"/"+s.name), schannel.Text("setting", s.name), schannel.Text("value", s.value)))
		}
	}
	if domain == "" || peer.Subject == "" && len(peer.Domains) == 0 {
		return findings
	}
	if peer.Holds(domain) != exchange.NoName {
		return findings
	}
	f := schannel.NewFinding(ruleDomainPeer, schannel.Basis{Certainty: schannel.Certain}, schannel.Whole("peer"), schannel.Text("domain", domain))
	f.Events = []schannel.Event{{Log: "Application", Provider: "MSExchangeTransport", ID: 11015, Level: schannel.LevelError, Conditions: []schannel.Phrase{conditionLevel}}}
	return append(findings, f)
}

// setting is a property that has to have a value.
type setting struct {
	name, value string
	met         schannel.Truth
}

func truth(is bool) schannel.Truth {
	if is {
		return schannel.Yes
	}
	return schannel.No
}

// remaining returns the whole days until a certificate expires.
func remaining(c exchange.Certificate, at time.Time) int {
	return int(c.NotAfter.Sub(at) / (24 * time.Hour))
}

// isoTime writes a time as an argument.
func isoTime(t time.Time) string {
	if t.IsZero() {
		return "?"
	}
	return t.UTC().Format(time.RFC3339)
}

// winnerOf returns the certificate that a selection chose, if its answer is at
// least likely: what depends on more is no ground for a comparison.
func winnerOf(s exchange.Server, answer exchangecert.Selection) (c exchange.Certificate, ok bool) {
	if answer.Certainty != schannel.Certain && answer.Certainty != schannel.Likely {
		return c, false
	}
	for _, candidate := range answer.Trace {
		if candidate.Verdict == exchangecert.Won {
			return s.Certificates[candidate.Index], true
		}
	}
	return c, false
}
