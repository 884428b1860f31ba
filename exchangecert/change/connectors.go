// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package change

import (
	"slices"
	"strings"
	"time"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/exchangecert"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
	"github.com/schanneltrust/schannel/internal/hostname"
)

// What is wrong with the settings of a connector.
var (
	ruleLintState = schannel.Rule{
		Code: "exchangecert.lint.state_key", Title: "ST instead of S in TlsCertificateName",
		Severity: schannel.Warning, Evidence: schannel.Inferred, Sources: []schannel.Source{{Document: "CSS-Exchange", Section: "Diagnostics/HealthChecker/Analyzer/Get-ExchangeConnectorCustomObject.ps1"}},
		Message: "{connector}: TlsCertificateName writes ST= where .NET writes S=.",
	}
	ruleLintOrder = schannel.Rule{
		Code: "exchangecert.lint.order", Title: "TlsCertificateName in the opposite order",
		Severity: schannel.Failure, Evidence: schannel.Inferred, Sources: []schannel.Source{{Document: "Set-SendConnector"}, {Document: "CSS-Exchange", Section: "Diagnostics/HealthChecker/Analyzer/Get-ExchangeConnectorCustomObject.ps1"}},
		Message: "{connector}: TlsCertificateName has the names of {certificate} in the opposite order.",
	}
	ruleLintLength = schannel.Rule{
		Code: "exchangecert.lint.length", Title: "TlsCertificateName too long for AD LDS",
		Severity: schannel.Warning, Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "KB4052493"}},
		Message: "{connector}: TlsCertificateName has {length} characters; an Edge server takes 256, with the update 1024.",
	}
	ruleLintVersion = schannel.Rule{
		Code: "exchangecert.lint.version", Title: "TlsCertificateName before Exchange 2013",
		Severity: schannel.Warning, Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "Set-SendConnector"}},
		Message: "{connector}: TlsCertificateName is documented from Exchange 2013 on, this server is {version}.",
	}
	ruleLintRequireTLS = schannel.Rule{
		Code: "exchangecert.lint.require_tls", Title: "TlsCertificateName without RequireTLS",
		Severity: schannel.Warning, Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "KB3062283"}},
		Message: "{connector}: TlsCertificateName is set and RequireTLS is not; the Hybrid Configuration Wizard refuses that.",
	}
	ruleLintFQDN = schannel.Rule{
		Code: "exchangecert.lint.fqdn_not_held", Title: "The named certificate does not hold the Fqdn",
		Severity: schannel.Warning, Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "win-acme/win-acme#2811"}, {Document: "Set-ReceiveConnector"}},
		Message: "{connector}: the certificate {certificate} that TlsCertificateName selects does not hold the Fqdn {fqdn}; nothing checks it.",
	}
	ruleLintAuth = schannel.Rule{
		Code: "exchangecert.lint.auth_mechanism", Title: "AuthMechanism that does not go together",
		Severity: schannel.Failure, Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "Set-ReceiveConnector"}},
		Message: "{connector}: {mechanism} needs {needs}.",
	}
	ruleLintExternal = schannel.Rule{
		Code: "exchangecert.lint.external", Title: "ExternalAuthoritative beside other mechanisms",
		Severity: schannel.Failure, Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "Set-ReceiveConnector"}},
		Message: "{connector}: ExternalAuthoritative goes together with Tls only, not with {mechanism}.",
	}
	ruleLintServerName = schannel.Rule{
		Code: "exchangecert.lint.exchange_server_fqdn", Title: "Fqdn that Exchange Server authentication does not take",
		Severity: schannel.Failure, Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "Set-ReceiveConnector"}, {Document: "networksteve 14128"}},
		Message: "{connector}: with ExchangeServer in AuthMechanism the Fqdn is the FQDN of the server, its NetBIOS name, or not set; it is {fqdn}.",
	}
)

// CheckConnectors finds settings of the connectors of a server that contradict
// each other or the certificates: what fails, or will, without an error where
// it is set.
func CheckConnectors(s exchange.Server, connectors []exchange.Connector, at time.Time) []schannel.Finding {
	l := lint{server: s, at: at}
	for _, c := range connectors {
		if !c.Of(s) {
			continue
		}
		l.connector = c
		l.certificateName()
		l.mechanisms()
		l.serverName()
		l.certificate()
	}
	return l.findings
}

type lint struct {
	server    exchange.Server
	connector exchange.Connector
	at        time.Time
	findings  []schannel.Finding
}

func (l *lint) add(c schannel.Certainty, rule schannel.Rule, args ...schannel.Arg) {
	label := l.connector.Label()
	args = append([]schannel.Arg{schannel.Text("connector", label)}, args...)
	l.findings = append(l.findings, schannel.NewFinding(rule, schannel.Basis{Certainty: c}, schannel.Whole("connector").Named(label), args...))
}

// Lengths that AD LDS takes: before the update of KB4052493, and after it.
const ldsLimit = 256

// certificateName looks at the text of TlsCertificateName.
func (l *lint) certificateName() {
	c, v := l.connector, l.server.Version
	name, set, err := c.CertificateName()
	if !set || err != nil { // of a malformed one the selection says so
		return
	}
	if v != exchange.VersionUnspecified && v < exchange.Exchange2013 {
		l.add(schannel.Likely, ruleLintVersion, schannel.Word("version", v))
	}
	if strings.Contains(strings.ToUpper(", "+name.Issuer+", "+name.Subject), ", ST=") {
		l.add(schannel.Likely, ruleLintState)
	}
	if length := len([]rune(c.TLSCertificateName)); length > ldsLimit && slices.Contains(l.server.Roles, exchange.Edge) {
		l.add(schannel.Likely, ruleLintLength, schannel.Number("length", length))
	}
	if c.Send && c.RequireTLS == schannel.No {
		l.add(schannel.Likely, ruleLintRequireTLS)
	}
	l.order(name)
}

// order looks for a certificate that has the names in the opposite order.
func (l *lint) order(name exchange.CertificateName) {
	if i := slices.IndexFunc(l.server.Certificates, name.Reversed); i >= 0 {
		l.add(schannel.Likely, ruleLintOrder, schannel.Text("certificate", l.server.Certificates[i].Thumbprint.String()))
	}
}

// need is a mechanism and what it does not work without.
type need struct{ mechanism, needs exchange.AuthMechanism }

var needs = [...]need{
	{exchange.AuthBasicRequireTLS, exchange.AuthBasic},
	{exchange.AuthBasicRequireTLS, exchange.AuthTLS},
}

// mechanisms looks at AuthMechanism of a Receive connector.
func (l *lint) mechanisms() {
	c := l.connector
	if c.Send {
		return
	}
	for _, n := range needs {
		if c.Auth.Has(n.mechanism) == schannel.Yes && c.Auth.Has(n.needs) == schannel.No {
			l.add(schannel.Certain, ruleLintAuth, schannel.Word("mechanism", n.mechanism), schannel.Word("needs", n.needs))
		}
	}
	if c.RequireTLS == schannel.Yes && c.Auth.Has(exchange.AuthTLS) == schannel.No {
		l.add(schannel.Certain, ruleLintAuth, schannel.Text("mechanism", "RequireTLS"), schannel.Word("needs", exchange.AuthTLS))
	}
	if others := c.Auth &^ exchange.AuthExternalAuthoritative &^ exchange.AuthTLS &^ exchange.NoAuth; others != 0 && c.Auth.Has(exchange.AuthExternalAuthoritative) == schannel.Yes {
		for m := exchange.AuthIntegrated; m <= exchange.AuthExchangeServer; m <<= 1 {
			if others&m != 0 {
				l.add(schannel.Certain, ruleLintExternal, schannel.Word("mechanism", m))
			}
		}
	}
}

// serverName looks at the Fqdn of a Receive connector with Exchange Server
// authentication.
func (l *lint) serverName() {
	c := l.connector
	if c.Send || c.Auth.Has(exchange.AuthExchangeServer) != schannel.Yes || !c.HasFQDN() {
		return
	}
	fqdn, _ := l.server.FQDN()
	host := hostname.FirstLabel(l.server.Name)
	if fqdn == "" && host == "" || hostname.SameHost(c.FQDN, fqdn) || hostname.SameHost(c.FQDN, l.server.Name) {
		return
	}
	l.add(schannel.Likely, ruleLintServerName, schannel.Text("fqdn", c.FQDN))
}

// certificate looks at the certificate that the connector gets.
func (l *lint) certificate() {
	p := exchangecert.InboundSTARTTLS
	if l.connector.Send {
		p = exchangecert.OutboundSTARTTLS
	}
	answer := exchangecert.Select(l.server, exchangecert.Request{Purpose: p, Connector: l.connector, At: l.at})
	if answer.Findings[0].Severity == schannel.Failure {
		l.findings = append(l.findings, answer.Findings...)
		return
	}
	_, set, _ := l.connector.CertificateName()
	c, ok := winnerOf(l.server, answer)
	if !ok || !set {
		return
	}
	l.renewed(c)
	fqdn := l.connector.FQDN
	if !l.connector.HasFQDN() || c.Holds(fqdn) != exchange.NoName || hostname.Best(c.Domains, fqdn) == hostname.Partial {
		return
	}
	l.findings = append(l.findings, answer.Findings...)
	label := l.connector.Label()
	basis := schannel.Basis{Certainty: schannel.Certain, Premises: answer.Findings[:1]}
	l.findings = append(l.findings, schannel.NewFinding(ruleLintFQDN, basis, schannel.Whole("connector").Named(label), schannel.Text("connector", label),
		schannel.Text("certificate", c.Thumbprint.String()), schannel.Text("fqdn", fqdn)))
}

// renewed looks for a certificate that is newer than the one that
// TlsCertificateName selects and has its subject, from another issuer: the
// renewal that the connector never gets.
func (l *lint) renewed(old exchange.Certificate) {
	newest := -1
	for i, c := range l.server.Certificates {
		issuer, subject := exchange.CertificateName{Issuer: old.Issuer, Subject: old.Subject}.Compare(c)
		same := subject == exchange.ExactName || subject == exchange.RewrittenName
		if !same || issuer != exchange.NoName || !c.NotBefore.After(old.NotBefore) {
			continue
		}
		if newest < 0 || c.NotBefore.After(l.server.Certificates[newest].NotBefore) {
			newest = i
		}
	}
	if newest >= 0 {
		l.findings = append(l.findings, CheckRenewal(old, l.server.Certificates[newest], []exchange.Connector{l.connector})...)
	}
}
