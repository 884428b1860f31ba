// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package exchange_test

import (
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
