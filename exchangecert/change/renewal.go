// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package change

import (
	"strings"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
	"github.com/schanneltrust/schannel/internal/psquote"
)

// What a renewed certificate does not do that the old one does.
var (
	ruleRenewalFits = schannel.Rule{
		Code: "exchangecert.renewal.same_names", Title: "Issuer and subject stay",
		Severity: schannel.Info, Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "Set-SendConnector"}, {Document: "Set-ReceiveConnector"}},
		Message:  "Issuer and subject stay: no TlsCertificateName has to be set.",
		Excludes: []schannel.Code{"exchangecert.renewal.issuer", "exchangecert.renewal.subject"},
	}
	ruleRenewalIssuer = schannel.Rule{
		Code: "exchangecert.renewal.issuer", Title: "Another issuer",
		Severity: schannel.Warning, Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "KB2989382"}, {Document: "win-acme/win-acme#1754"}},
		Message: "The new certificate has another issuer, {issuer}: a TlsCertificateName for the old one never matches it.",
	}
	ruleRenewalSubject = schannel.Rule{
		Code: "exchangecert.renewal.subject", Title: "Another subject",
		Severity: schannel.Warning, Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "KB2989382"}},
		Message: "The new certificate has another subject, {subject}: a TlsCertificateName for the old one never matches it.",
	}
	ruleRenewalUnknown = schannel.Rule{
		Code: "exchangecert.renewal.names_unknown", Title: "Issuer or subject was not seen",
		Severity: schannel.Info, Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "Set-SendConnector"}},
		Message: "Whether issuer and subject stay cannot be said.",
	}
	ruleRenewalStale = schannel.Rule{
		Code: "exchangecert.renewal.connector", Title: "A connector still names the old certificate",
		Severity: schannel.Failure, Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "KB2989382"}, {Document: "lalitbisht on mail flow to Office 365"}, {Document: "win-acme/win-acme#1754"}},
		Message: "TlsCertificateName of {connector} names the old certificate: when that one has expired or is removed, nothing matches.",
	}
	ruleRenewalDomain = schannel.Rule{
		Code: "exchangecert.renewal.name_lost", Title: "A name is lost",
		Severity: schannel.Failure, Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "Selection of inbound STARTTLS certificates"}, {Document: "Event 12014"}},
		Message: "The new certificate lacks {count} names of the old one: {names}.",
	}
	ruleRenewalServices = schannel.Rule{
		Code: "exchangecert.renewal.services", Title: "Not enabled for all services of the old one",
		Severity: schannel.Warning, Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "Enable-ExchangeCertificate"}},
		Message: "The new certificate is not enabled for {services}.",
	}
	ruleRenewalKey = schannel.Rule{
		Code: "exchangecert.renewal.private_key", Title: "No private key",
		Severity: schannel.Failure, Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "KB4495258"}},
		Message: "The new certificate has no private key on this computer.",
	}

	missingIssuers = schannel.Phrase{Code: "exchangecert.missing.issuers", Text: "issuer and subject of both certificates"}

	remedyConnectors = schannel.Remedy{
		Code: "exchangecert.remedy.connector_certificate_name", Title: "Set TlsCertificateName to the new certificate",
		Rights: []schannel.Phrase{rightsConnectors},
		Steps: []schannel.Step{
			{Number: 1, Text: "Install the new certificate on every server of the connector and enable it for SMTP."},
			{Number: 2, Text: "Set TlsCertificateName of the connector to issuer and subject of the new certificate, before the old one expires.", Command: "$c = Get-ExchangeCertificate -Thumbprint {thumbprint}; Set-{kind}Connector -Identity '{connector}' -TlsCertificateName \"<I>$($c.Issuer)<S>$($c.Subject)\""},
		},
		Sources: []schannel.Source{{Document: "Set-SendConnector"}, {Document: "Set-ReceiveConnector"}},
	}
	rightsConnectors = schannel.Phrase{Code: "exchangecert.rights.change_connectors", Text: "the right to change connectors and certificates"}
)

// CheckRenewal says what a renewed certificate will not do that the old one
// does, and which of the connectors still name the old one.
func CheckRenewal(old, renewed exchange.Certificate, connectors []exchange.Connector) []schannel.Finding {
	r := renewal{old: old, renewed: renewed}
	r.names()
	for _, c := range connectors {
		r.connector(c)
	}
	r.domains()
	if lost := old.Services &^ renewed.Services &^ exchange.NoServices; lost != 0 && renewed.Services != 0 {
		r.add(ruleRenewalServices, "renewal", schannel.Word("services", lost))
	}
	if renewed.PrivateKey == schannel.No {
		r.add(ruleRenewalKey, "renewal")
	}
	return r.findings
}

type renewal struct {
	old, renewed exchange.Certificate
	findings     []schannel.Finding
}

func (r *renewal) add(rule schannel.Rule, kind string, args ...schannel.Arg) *schannel.Finding {
	f := schannel.NewFinding(rule, schannel.Basis{Certainty: schannel.Certain}, schannel.Whole(kind), args...)
	r.findings = append(r.findings, f)
	return &r.findings[len(r.findings)-1]
}

// names compares issuer and subject, by which TlsCertificateName selects.
func (r *renewal) names() {
	name := exchange.CertificateName{Issuer: r.old.Issuer, Subject: r.old.Subject}
	issuer, subject := name.Compare(r.renewed)
	if r.old.Issuer == "" || r.old.Subject == "" || issuer == exchange.UnknownName || subject == exchange.UnknownName {
		basis := schannel.Basis{Certainty: schannel.InsufficientData, Missing: []schannel.Phrase{missingIssuers}}
		r.findings = append(r.findings, schannel.NewFinding(ruleRenewalUnknown, basis, schannel.Whole("renewal")))
		return
	}
	if issuer == exchange.NoName {
		r.add(ruleRenewalIssuer, "renewal", schannel.Text("issuer", r.renewed.Issuer))
	}
	if subject == exchange.NoName {
		r.add(ruleRenewalSubject, "renewal", schannel.Text("subject", r.renewed.Subject))
	}
	if issuer != exchange.NoName && subject != exchange.NoName {
		r.add(ruleRenewalFits, "renewal")
	}
}

// connector looks whether a connector goes on naming the old certificate.
func (r *renewal) connector(c exchange.Connector) {
	name, _, _ := c.CertificateName() // what is not set, or malformed, names none
	if !names(name, r.old) || names(name, r.renewed) {
		return
	}
	f := r.add(ruleRenewalStale, "connector", schannel.Text("connector", c.Label()))
	f.Subject = f.Subject.Named(c.Label())
	kind, identity := "Receive", c.Label()
	if c.Send {
		kind = "Send"
	} else if c.Server != "" {
		identity = c.Server + `\` + identity
	}
	f.Remedies = []schannel.Remedy{remedyConnectors.With(schannel.Text("thumbprint", strings.ToUpper(r.renewed.Thumbprint.String())),
		schannel.Text("kind", kind), schannel.Text("connector", psquote.Single(identity)))}
}

// maxNames is how many lost names are named; all are counted.
const maxNames = 10

// domains looks for names of the old certificate that the new one does not
// hold.
func (r *renewal) domains() {
	if r.renewed.DomainsComplete != schannel.Yes {
		return
	}
	known := map[string]bool{}
	for _, d := range r.renewed.Domains {
		known[strings.ToLower(d)] = true
	}
	lost := map[string]bool{}
	var named []string
	for _, d := range r.old.Domains {
		d = strings.ToLower(d)
		_, parent, _ := strings.Cut(d, ".")
		if known[d] || known["*."+parent] || lost[d] {
			continue
		}
		lost[d] = true
		if len(lost) <= maxNames {
			named = append(named, d)
		}
	}
	if len(lost) > 0 {
		r.add(ruleRenewalDomain, "renewal", schannel.Number("count", len(lost)), schannel.Text("names", strings.Join(named, ", ")))
	}
}
