// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package change

import (
	"strings"
	"time"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/exchangecert"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
	"github.com/schanneltrust/schannel/internal/hostname"
)

// Servers that differ where they must not.
var (
	ruleFleetNone = schannel.Rule{
		Code: "exchangecert.fleet.no_certificate", Title: "A server without the certificate that others have",
		Severity: schannel.Failure, Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "Hybrid certificate requirements"}, {Document: "lalitbisht on mail flow to Office 365"}},
		Message: "{connector}: {server} has no certificate for it, {other} has one.",
	}
	ruleFleetNames = schannel.Rule{
		Code: "exchangecert.fleet.other_names", Title: "Servers of a connector with certificates of different names",
		Severity: schannel.Failure, Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "Hybrid certificate requirements"}},
		Message: "{connector}: the certificates of {server} and {other} differ in issuer or subject.",
	}
	ruleFleetSetting = schannel.Rule{
		Code: "exchangecert.fleet.certificate_name", Title: "Connectors of one name with different TlsCertificateName",
		Severity: schannel.Warning, Evidence: schannel.Reported, Sources: []schannel.Source{{Document: "exchangechallengeaccepted 2017"}},
		Message: "{connector}: TlsCertificateName of {server} differs from that of {other}; part of the mail fails with 450 4.7.320.",
	}
	ruleFleetAuth = schannel.Rule{
		Code: "exchangecert.fleet.auth", Title: "A server without the certificate for OAuth",
		Severity: schannel.Failure, Evidence: schannel.Implemented, Sources: []schannel.Source{{Document: "CSS-Exchange", Section: "Admin/MonitorExchangeAuthCertificate/DataCollection/Get-ExchangeAuthCertificateStatus.ps1"}},
		Message: "{thumbprint}, which is configured for OAuth, is not among the certificates of {server}.",
	}
)

// CheckFleet finds servers that differ: in the certificates of a connector that
// they share, in the settings of connectors of one name, and in the certificate
// for OAuth. Every server is compared with the first one of its kind.
func CheckFleet(servers []exchange.Server, connectors []exchange.Connector, at time.Time) []schannel.Finding {
	f := fleet{servers: servers, at: at}
	for _, c := range connectors {
		f.shared(c)
	}
	f.settings(connectors)
	f.auth()
	return f.findings
}

type fleet struct {
	servers  []exchange.Server
	at       time.Time
	findings []schannel.Finding
}

func (f *fleet) add(c schannel.Certainty, rule schannel.Rule, subject schannel.Subject, args ...schannel.Arg) {
	f.findings = append(f.findings, schannel.NewFinding(rule, schannel.Basis{Certainty: c}, subject, args...))
}

// shared compares the certificates that the servers of one Send connector
// present.
func (f *fleet) shared(c exchange.Connector) {
	if !c.Send {
		return
	}
	var first exchange.Certificate
	other := ""
	var without []string
	for _, s := range f.servers {
		if !c.Of(s) {
			continue
		}
		answer := exchangecert.Select(s, exchangecert.Request{Purpose: exchangecert.OutboundSTARTTLS, Connector: c, At: f.at})
		winner, ok := winnerOf(s, answer)
		switch {
		case answer.Winner == nil && answer.Certainty <= schannel.Likely:
			without = append(without, s.Name)
		case !ok:
		case other == "":
			other, first = s.Name, winner
		default:
			f.compare(c, s, other, first, winner)
		}
	}
	if other == "" {
		return
	}
	for _, server := range without {
		f.add(schannel.Likely, ruleFleetNone, schannel.Whole("connector").Named(c.Label()+"/"+server),
			schannel.Text("connector", c.Label()), schannel.Text("server", server), schannel.Text("other", other))
	}
}

func (f *fleet) compare(c exchange.Connector, s exchange.Server, other string, a, b exchange.Certificate) {
	issuer, subject := exchange.CertificateName{Issuer: a.Issuer, Subject: a.Subject}.Compare(b)
	if a.SelfSigned == schannel.Yes && b.SelfSigned == schannel.Yes || issuer != exchange.NoName && subject != exchange.NoName {
		return // self-signed ones carry the names of their servers
	}
	f.add(schannel.Likely, ruleFleetNames, schannel.Whole("connector").Named(c.Label()+"/"+s.Name),
		schannel.Text("connector", c.Label()), schannel.Text("server", s.Name), schannel.Text("other", other))
}

// settings compares TlsCertificateName of Receive connectors that are called
// the same but for the name of the server.
func (f *fleet) settings(connectors []exchange.Connector) {
	type seen struct{ server, name string }
	first := map[string]seen{}
	for _, c := range connectors {
		if c.Send || c.Server == "" {
			continue
		}
		host := strings.ToLower(hostname.FirstLabel(c.Server))
		key := strings.TrimSpace(strings.ReplaceAll(strings.ToLower(c.Label()), host, ""))
		name := strings.TrimSpace(c.TLSCertificateName)
		known, ok := first[key]
		if !ok {
			first[key] = seen{c.Server, name}
			continue
		}
		if !hostname.SameHost(known.server, c.Server) && !strings.EqualFold(known.name, name) {
			f.add(schannel.Likely, ruleFleetSetting, schannel.Whole("connector").Named(c.Label()+"/"+c.Server),
				schannel.Text("connector", c.Label()), schannel.Text("server", c.Server), schannel.Text("other", known.server))
		}
	}
}

// auth looks for the certificate for OAuth on every server.
func (f *fleet) auth() {
	var current schannel.Thumbprint
	for _, s := range f.servers {
		if s.Auth.Seen && s.Auth.Current != (schannel.Thumbprint{}) {
			current = s.Auth.Current
			break
		}
	}
	if current == (schannel.Thumbprint{}) {
		return
	}
	for _, s := range f.servers {
		if s.Seen() && s.Find(current) < 0 {
			f.add(listCertainty(s), ruleFleetAuth, schannel.Whole("server").Named(s.Name), thumbArg(current), schannel.Text("server", s.Name))
		}
	}
}
