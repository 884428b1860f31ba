// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package exchange_test

import (
	"crypto/x509"
	"fmt"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
)

func ExampleCertificate_CompareNames() {
	c := exchange.Certificate{Subject: "CN=mail.contoso.com", DomainsComplete: schannel.Yes}
	for _, v := range c.CompareNames("mail.contoso.com") {
		fmt.Println(v.Matcher, v.Matches)
	}
	// Output:
	// exchange yes
	// windows unknown
	// rfc6125 yes
	// rfc9525 no
	// go no
}

func ExampleParseCertificateName() {
	name, err := exchange.ParseCertificateName("<I>CN=Contoso CA, C=US<S>CN=mail.contoso.com")
	fmt.Println(name.Subject, err)
	// Output: CN=mail.contoso.com <nil>
}

func ExampleParseServices() {
	s, err := exchange.ParseServices("IP.WS..")
	fmt.Println(s, err, s.Has(exchange.UM))
	// Output: IMAP, POP, IIS, SMTP <nil> no
}

func ExampleParseCertificate() {
	_, err := exchange.ParseCertificate([]byte("-----BEGIN CERTIFICATE-----"))
	fmt.Println(err != nil)
	// Output: true
}

func ExampleCertificate_Holds() {
	c := exchange.Certificate{Subject: "CN=mail.contoso.com", Domains: []string{"mail.contoso.com", "*.contoso.com"}, DomainsComplete: schannel.Yes}
	for _, host := range []string{"mail.contoso.com", "smtp.contoso.com", "contoso.com"} {
		fmt.Println(host, c.Holds(host))
	}
	// Output:
	// mail.contoso.com exact
	// smtp.contoso.com wildcard
	// contoso.com none
}

func ExampleConnector_CertificateName() {
	c := exchange.Connector{TLSCertificateName: "<I>CN=Contoso CA<S>CN=mail.contoso.com"}
	name, set, err := c.CertificateName()
	fmt.Println(name.Issuer, "-", name.Subject, set, err)
	// Output: CN=Contoso CA - CN=mail.contoso.com true <nil>
}

func ExampleParseAuthMechanism() {
	auth, err := exchange.ParseAuthMechanism("Tls, Integrated")
	fmt.Println(auth, err)
	// Output: Tls, Integrated <nil>
}

// A certificate says which names it has, and nothing of its private key.
func ExampleFromX509() {
	c := exchange.FromX509(&x509.Certificate{DNSNames: []string{"mail.contoso.com"}})
	fmt.Println(c.Domains, c.DomainsComplete, c.PrivateKey)
	// Output: [mail.contoso.com] yes unknown
}
