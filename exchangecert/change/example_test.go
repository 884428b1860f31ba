// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package change_test

import (
	"fmt"
	"time"

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
	from := time.Date(2024, 3, 1, 0, 0, 0, 0, time.UTC)
	s := exchange.Server{Name: "MBX1", Version: exchange.Exchange2016, WholeStore: schannel.Yes, Certificates: []exchange.Certificate{{
		Thumbprint: schannel.Thumbprint{0xaa}, Issuer: "CN=Contoso CA", Subject: "CN=mail.contoso.com", Domains: []string{"mail.contoso.com"},
		NotBefore: from.AddDate(0, 0, -60), NotAfter: from.AddDate(0, 0, 30), Services: exchange.SMTP, PrivateKey: schannel.Yes,
	}}}
	in := exchange.Connector{Name: "Default MBX1", Complete: true, FQDN: "mail.contoso.com", Auth: exchange.AuthTLS}
	for i := range change.Calendar(s, []exchange.Connector{in}, from, from.AddDate(0, 2, 0)) {
		fmt.Println(i.From.Format(time.DateOnly), i.Winners[0].Offered, len(i.Because))
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
	s := exchange.Server{Name: "MBX1", Version: exchange.Exchange2016}
	in := exchange.Connector{Name: "Default MBX1", Auth: exchange.AuthTLS | exchange.AuthBasicRequireTLS}
	for _, f := range change.CheckConnectors(s, []exchange.Connector{in}, time.Date(2024, 1, 20, 0, 0, 0, 0, time.UTC)) {
		fmt.Println(f.Text)
	}
	// Output: Default MBX1: BasicAuthRequireTLS needs BasicAuth.
}

func ExampleCheckFleet() {
	with := func(name, issuer string, thumbprint byte) exchange.Server {
		return exchange.Server{Name: name, Version: exchange.Exchange2016, WholeStore: schannel.Yes, Certificates: []exchange.Certificate{{
			Thumbprint: schannel.Thumbprint{thumbprint}, Issuer: issuer, Subject: "CN=mail.contoso.com", Domains: []string{"mail.contoso.com"},
			NotBefore: time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC), NotAfter: time.Date(2024, 3, 31, 0, 0, 0, 0, time.UTC),
			Services: exchange.SMTP, PrivateKey: schannel.Yes, Status: exchange.StatusValid,
		}}}
	}
	servers := []exchange.Server{with("MBX1", "CN=Contoso CA 1", 0xaa), with("MBX2", "CN=Contoso CA 2", 0xbb)}
	out := exchange.Connector{Name: "To the cloud", Send: true, Complete: true, FQDN: "mail.contoso.com", RequireTLS: schannel.Yes}
	for _, f := range change.CheckFleet(servers, []exchange.Connector{out}, time.Date(2024, 1, 20, 0, 0, 0, 0, time.UTC)) {
		fmt.Println(f.Text)
	}
	// Output: To the cloud: the certificates of MBX2 and MBX1 differ in issuer or subject.
}

func ExampleCheckExpiry() {
	expired := exchange.Certificate{
		Thumbprint: schannel.Thumbprint{0xaa}, Issuer: "CN=Contoso CA", Subject: "CN=mail.contoso.com",
		NotAfter: time.Date(2009, 4, 1, 0, 0, 0, 0, time.UTC), Services: exchange.SMTP | exchange.IIS,
	}
	s := exchange.Server{Name: "MBX1", Version: exchange.Exchange2007SP3, Certificates: []exchange.Certificate{expired}}
	for _, f := range change.CheckExpiry(s, time.Date(2010, 1, 1, 0, 0, 0, 0, time.UTC)) {
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
	for _, f := range change.CheckAuth(exchange.Server{}, time.Date(2024, 1, 20, 0, 0, 0, 0, time.UTC)) {
		fmt.Println(f.Code, "needs", f.Missing[0].Text)
	}
	// Output: exchangecert.auth.not_seen needs Get-AuthConfig
}

func ExampleCheckFederation() {
	c := exchange.Certificate{
		Thumbprint: schannel.Thumbprint{0xaa}, SubjectKeyID: schannel.Yes, KeyAlgorithm: "RSA", CNG: schannel.Yes, Exportable: schannel.Yes, ClientAuth: schannel.Yes,
		NotBefore: time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC), NotAfter: time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC),
	}
	s := exchange.Server{Name: "MBX1", Version: exchange.Exchange2013, Certificates: []exchange.Certificate{c}}
	for _, f := range change.CheckFederation(s, c.Thumbprint, time.Date(2024, 1, 20, 0, 0, 0, 0, time.UTC)) {
		fmt.Println(f.Text)
	}
	// Output: aa00000000000000000000000000000000000000 does not meet the condition CryptoAPI of a federation trust.
}

func ExampleCheckDomainSecurity() {
	c := exchange.Connector{Name: "From partner", Auth: exchange.AuthIntegrated, DomainSecure: schannel.Yes}
	fmt.Println(change.CheckDomainSecurity(c, "", exchange.Certificate{})[0].Text)
	// Output: Domain Security needs AuthMechanism to be Tls on the connector.
}

func ExampleCompare() {
	at := time.Date(2024, 1, 20, 0, 0, 0, 0, time.UTC)
	old := exchange.Certificate{
		Thumbprint: schannel.Thumbprint{0xaa}, Issuer: "CN=Contoso CA 1", Subject: "CN=mail.contoso.com", Domains: []string{"mail.contoso.com"},
		NotBefore: at.AddDate(0, 0, -60), NotAfter: at.AddDate(0, 0, 30), Services: exchange.SMTP, PrivateKey: schannel.Yes,
	}
	renewed := old
	renewed.Thumbprint, renewed.NotBefore, renewed.NotAfter = schannel.Thumbprint{0xbb}, at.AddDate(0, 0, -5), at.AddDate(0, 0, 85)

	before := exchange.Server{Name: "MBX1", Version: exchange.Exchange2016, WholeStore: schannel.Yes, Certificates: []exchange.Certificate{old}}
	after, _ := change.Apply(before, nil, change.Change{Operation: change.Import, Certificate: renewed})
	in := exchange.Connector{Name: "Default MBX1", Complete: true, FQDN: "mail.contoso.com", Auth: exchange.AuthTLS}
	for _, d := range change.Compare(before, after, []exchange.Connector{in}, at) {
		fmt.Println(d.Connector, d.Before, d.After)
	}
	// Output: Default MBX1 aa00000000000000000000000000000000000000 bb00000000000000000000000000000000000000
}
