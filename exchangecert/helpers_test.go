// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package exchangecert_test

import (
	"fmt"
	"strings"
	"time"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/exchangecert"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
)

// thumb is a thumbprint that is told apart by its last byte.
func thumb(n byte) schannel.Thumbprint { return schannel.Thumbprint{19: n} }

func day(text string) time.Time {
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		panic(err)
	}
	return t
}

// issued is a certificate of an authority, enabled for SMTP, with everything
// known, valid for two years from a day.
func issued(n byte, from string, domains ...string) exchange.Certificate {
	return exchange.Certificate{
		Thumbprint: thumb(n), Subject: "CN=" + domains[0], Issuer: "CN=Contoso Issuing CA, O=Contoso, C=US",
		Domains: domains, DomainsComplete: schannel.Yes, NotBefore: day(from), NotAfter: day(from).AddDate(2, 0, 0),
		Services: exchange.SMTP, SelfSigned: schannel.No, RootCAType: exchange.RootThirdParty, Status: exchange.StatusValid,
		PrivateKey: schannel.Yes, KeyAlgorithm: "RSA", KeyBits: 2048, X509Version: 3, ServerAuth: schannel.Yes,
	}
}

// own is issued for a self-signed certificate, which is valid for five years.
func own(n byte, from string, domains ...string) exchange.Certificate {
	c := issued(n, from, domains...)
	c.Issuer, c.SelfSigned, c.RootCAType = c.Subject, schannel.Yes, exchange.RootRegistry
	c.NotAfter = day(from).AddDate(5, 0, 0)
	return c
}

// but returns a certificate with something changed.
func but(c exchange.Certificate, change func(c *exchange.Certificate)) exchange.Certificate {
	change(&c)
	return c
}

func server(v exchange.Version, certificates ...exchange.Certificate) exchange.Server {
	return exchange.Server{
		Name: "EX1", Version: v, Roles: []exchange.Role{exchange.HubTransport}, WholeStore: schannel.Yes,
		DNS:          exchange.DNSNames{DNSPhysicalFullyQualifiedDomainName: "ex1.corp.example"},
		Certificates: certificates,
	}
}

// receive is a Receive connector of the back end with everything known.
func receive(fqdn string) exchange.Connector {
	return exchange.Connector{
		Name: "Default EX1", Server: "EX1", Complete: true, FQDN: fqdn, TransportRole: exchange.HubTransport,
		Auth: exchange.AuthTLS | exchange.AuthBasic,
	}
}

// send is a Send connector with everything known.
func send(fqdn, certificateName string) exchange.Connector {
	return exchange.Connector{
		Name: "Outbound", Send: true, Complete: true, FQDN: fqdn, TLSCertificateName: certificateName,
		SourceServers: []string{"EX1"}, Auth: exchange.NoAuth,
	}
}

const (
	mail      = "mail.contoso.com"
	mailNamed = "<I>CN=Contoso Issuing CA, O=Contoso, C=US<S>CN=mail.contoso.com"
)

var noon = day("2024-06-01").Add(12 * time.Hour)

// summary writes an answer in one line: winner, certainty, whether STARTTLS is
// offered.
func summary(s exchangecert.Selection) string {
	winner := "none"
	if s.Winner != nil {
		winner = fmt.Sprint(s.Winner[19])
	}
	return fmt.Sprintf("%s %s %s", winner, s.Certainty, s.Offered)
}

// verdicts writes the trace: for each certificate its number, the verdict, whom
// it lost to, and the end of the code of the reason.
func verdicts(s exchangecert.Selection) string {
	var words []string
	for _, c := range s.Trace {
		word := fmt.Sprintf("%d %s %s", c.Thumbprint[19], c.Verdict, c.Because.Code)
		if c.LostTo != nil {
			word += fmt.Sprintf(" %d", c.LostTo[19])
		}
		words = append(words, word)
	}
	return strings.Join(words, "; ")
}

// events writes what is logged: provider, id, level.
func events(s exchangecert.Selection) string {
	var words []string
	for _, e := range s.Events() {
		words = append(words, fmt.Sprintf("%s %d %s", e.Provider, e.ID, e.Level))
	}
	return strings.Join(words, "; ")
}

// codes writes the codes of the findings behind the answer.
func codes(findings []schannel.Finding) string {
	var words []string
	for _, f := range findings {
		words = append(words, string(f.Code))
	}
	return strings.Join(words, " ")
}

func remedies(s exchangecert.Selection) string {
	var words []string
	for _, r := range s.Remedies() {
		words = append(words, string(r.Code))
	}
	return strings.Join(words, " ")
}
