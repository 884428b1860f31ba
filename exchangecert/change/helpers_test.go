// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package change_test

import (
	"strings"
	"time"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
)

func thumb(n byte) schannel.Thumbprint { return schannel.Thumbprint{0: 0xee, 19: n} }

func at(text string) time.Time {
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		panic(err)
	}
	return t
}

const (
	issuer1 = "CN=Fabrikam CA X1, O=Fabrikam, C=US"
	issuer2 = "CN=Y2, O=Fabrikam, C=US"
)

// certificate is one of an authority, for ninety days, with everything known.
func certificate(n byte, issuer, from string, domains ...string) exchange.Certificate {
	return exchange.Certificate{
		Thumbprint: thumb(n), Subject: "CN=" + domains[0], Issuer: issuer, Domains: domains, DomainsComplete: schannel.Yes,
		NotBefore: at(from), NotAfter: at(from).AddDate(0, 0, 90), Services: exchange.SMTP | exchange.IIS, SelfSigned: truth(issuer == ""),
		Status: exchange.StatusValid, PrivateKey: schannel.Yes, KeyAlgorithm: "RSA", KeyBits: 2048, X509Version: 3, ServerAuth: schannel.Yes,
	}
}

func truth(is bool) schannel.Truth {
	if is {
		return schannel.Yes
	}
	return schannel.No
}

func with(c exchange.Certificate, change func(c *exchange.Certificate)) exchange.Certificate {
	change(&c)
	return c
}

func but(c exchange.Connector, change func(c *exchange.Connector)) exchange.Connector {
	change(&c)
	return c
}

func server(v exchange.Version, certificates ...exchange.Certificate) exchange.Server {
	return exchange.Server{
		Name: "MBX1", Version: v, WholeStore: schannel.Yes, Certificates: certificates, Roles: []exchange.Role{exchange.HubTransport},
		DNS: exchange.DNSNames{DNSPhysicalFullyQualifiedDomainName: "mbx1.fabrikam.example"},
	}
}

func sendTo(name string) exchange.Connector {
	return exchange.Connector{
		Name: "To the cloud", Send: true, Complete: true, TLSCertificateName: name, FQDN: "smtp.fabrikam.example",
		RequireTLS: schannel.Yes, Auth: exchange.NoAuth,
	}
}

func receive(fqdn string) exchange.Connector {
	return exchange.Connector{Name: "Default MBX1", Server: "MBX1", Complete: true, FQDN: fqdn, Auth: exchange.AuthTLS, TransportRole: exchange.HubTransport}
}

func codes(findings []schannel.Finding) string {
	var words []string
	for _, f := range findings {
		words = append(words, string(f.Code))
	}
	return strings.Join(words, " ")
}
