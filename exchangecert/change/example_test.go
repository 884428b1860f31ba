// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package change_test

import (
	"fmt"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/exchangecert/change"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
)

func ExampleApply() {
	s := exchange.Server{Name: "EX1", Version: exchange.Exchange2019, Certificates: []exchange.Certificate{
		{Thumbprint: schannel.Thumbprint{0xaa}, Issuer: "CN=Contoso CA", Subject: "CN=mail.contoso.com"},
	}}
	out := exchange.Connector{Name: "To the cloud", Send: true, TLSCertificateName: "<I>CN=Contoso CA<S>CN=mail.contoso.com"}
	_, findings := change.Apply(s, []exchange.Connector{out}, change.Change{Operation: change.Remove, Thumbprint: schannel.Thumbprint{0xaa}})
	fmt.Println(findings[0].Text)
	// Output: Refused: issuer and subject of aa00000000000000000000000000000000000000 are those of TlsCertificateName of the Send connectors To the cloud.
}

func ExampleCalendar() {
	s := server(exchange.Exchange2016, certificate(1, issuer1, "2024-01-01", smtp))
	for i := range change.Calendar(s, []exchange.Connector{receive(smtp)}, at("2024-03-01"), at("2024-05-01")) {
		fmt.Println(i.From.Format("2006-01-02"), i.Winners[0].Offered, len(i.Because))
	}
	// Output:
	// 2024-03-01 yes 0
	// 2024-03-31 yes 1
}

func ExampleCheckRenewal() {
	old := exchange.Certificate{Issuer: "CN=Contoso CA 1", Subject: "CN=mail.contoso.com"}
	renewed := exchange.Certificate{Issuer: "CN=Contoso CA 2", Subject: "CN=mail.contoso.com"}
	out := exchange.Connector{Name: "To the cloud", Send: true, TLSCertificateName: "<I>CN=Contoso CA 1<S>CN=mail.contoso.com"}
	for _, f := range change.CheckRenewal(old, renewed, []exchange.Connector{out}) {
		fmt.Println(f.Code, f.Severity)
	}
	// Output:
	// exchangecert.renewal.issuer warning
	// exchangecert.renewal.connector error
}

func ExampleCheckConnectors() {
	s := server(exchange.Exchange2016, certificate(1, issuer1, "2024-01-01", smtp))
	c := receive(smtp)
	c.Auth = exchange.AuthTLS | exchange.AuthBasicRequireTLS
	for _, f := range change.CheckConnectors(s, []exchange.Connector{c}, at("2024-01-20")) {
		fmt.Println(f.Text)
	}
	// Output: Default MBX1: BasicAuthRequireTLS needs BasicAuth.
}

func ExampleCheckFleet() {
	a := server(exchange.Exchange2016, certificate(1, issuer1, "2024-01-01", smtp))
	b := server(exchange.Exchange2016, certificate(2, issuer2, "2024-01-01", smtp))
	b.Name = "MBX2"
	for _, f := range change.CheckFleet([]exchange.Server{a, b}, []exchange.Connector{sendTo("")}, at("2024-01-20")) {
		fmt.Println(f.Text)
	}
	// Output: To the cloud: the certificates of MBX2 and MBX1 differ in issuer or subject.
}

func ExampleCheckExpiry() {
	s := server(exchange.Exchange2007SP3, certificate(1, issuer1, "2009-01-01", smtp))
	for _, f := range change.CheckExpiry(s, at("2010-01-01")) {
		fmt.Println(f.Subject.Name, f.Severity)
	}
	// Output:
	// STARTTLS error
	// Outlook Web Access error
	// Exchange ActiveSync error
	// Outlook Anywhere error
	// Availability service warning
	// offline address book warning
	// Autodiscover warning
}

func ExampleCheckAuth() {
	fmt.Println(change.CheckAuth(exchange.Server{}, at("2024-01-20"))[0].Missing[0].Text)
	// Output: Get-AuthConfig
}

func ExampleCheckFederation() {
	c := certificate(1, issuer1, "2024-01-01", smtp)
	c.CNG = schannel.Yes
	fmt.Println(change.CheckFederation(server(exchange.Exchange2013, c), thumb(1), at("2024-01-20"))[0].Text)
	// Output: ee00000000000000000000000000000000000001 does not meet the condition CryptoAPI of a federation trust.
}

func ExampleCheckDomainSecurity() {
	c := exchange.Connector{Name: "From partner", Auth: exchange.AuthIntegrated, DomainSecure: schannel.Yes}
	fmt.Println(change.CheckDomainSecurity(c, "", exchange.Certificate{})[0].Text)
	// Output: Domain Security needs AuthMechanism to be Tls on the connector.
}

func ExampleCompare() {
	before := server(exchange.Exchange2016, certificate(1, issuer1, "2023-12-01", smtp))
	after, _ := change.Apply(before, nil, change.Change{Operation: change.Import, Certificate: certificate(2, issuer2, "2024-01-15", smtp)})
	for _, d := range change.Compare(before, after, []exchange.Connector{receive(smtp)}, at("2024-01-20")) {
		fmt.Println(d.Connector, d.Before, d.After)
	}
	// Output: Default MBX1 ee00000000000000000000000000000000000001 ee00000000000000000000000000000000000002
}
