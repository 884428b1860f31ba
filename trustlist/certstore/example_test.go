// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package certstore_test

import (
	"fmt"
	"time"

	"github.com/schanneltrust/schannel/internal/dntest"
	"github.com/schanneltrust/schannel/trustlist/certstore"
)

// exampleStore is two certificates, the second of them cut short.
func exampleStore() []byte {
	good := armour("CERTIFICATE", string(certificate{subject: dntest.Name(dntest.Of(dntest.Organization, dntest.PrintableString, "Example"), dntest.Of(dntest.CommonName, dntest.PrintableString, "Root 1"))}.der()))
	return []byte("# our roots\n" + good + good[:len(good)-30])
}

func ExampleCertificates() {
	store := exampleStore()
	fmt.Println(certstore.FormatOf(store))
	for c, err := range certstore.Certificates(store) {
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(c.Subject, "from byte", c.Offset)
	}
	// Output:
	// pem
	// CN=Root 1,O=Example from byte 12
	// trustlist: store[1].CERTIFICATE at byte 302: no END line
}

func ExampleReadStoreLenient() {
	certificates, defects := certstore.ReadStoreLenient(exampleStore())
	fmt.Println(len(certificates), "read,", len(defects), "defect")
	// Output: 1 read, 1 defect
}

func ExampleParseCertificate() {
	c, err := certstore.ParseCertificate(certificate{subject: dntest.CN("Root 1"), serial: "\x00\xc1", purposes: []string{oidServerAuth}}.der())
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(c.Subject, "serial", c.Serial)
	fmt.Println("for client authentication:", c.Allows(certstore.ClientAuthentication))
	fmt.Println("expired in 2050:", c.Expired(time.Date(2050, 1, 1, 0, 0, 0, 0, time.UTC)))
	fmt.Println("self-issued:", c.SelfIssued, "self-signed:", c.SelfSigned())
	// Output:
	// CN=Root 1 serial 00c1
	// for client authentication: false
	// expired in 2050: true
	// self-issued: true self-signed: unknown
}

func ExampleJoin() {
	certificates, _ := certstore.ReadStoreLenient(certificate{subject: dntest.CN("Root 1")}.der())
	thumbprint := certificates[0].SHA1
	list := ctl(
		entry(string(thumbprint[:]), property("\x0b", utf16z("First root")), property("\x09", purposes(oidServerAuth))),
		entry("twenty bytes of text"),
	)
	var entries []certstore.TrustEntry
	for e, err := range certstore.TrustEntries([]byte(list)) {
		if err == nil {
			entries = append(entries, e)
		}
	}
	joined, unlisted, missing := certstore.Join(entries, certificates)
	fmt.Println(joined[0].FriendlyName, joined[0].Property.OIDs)
	fmt.Println(len(unlisted), "not on the list,", len(missing), "without a certificate")
	// Output:
	// First root [1.3.6.1.5.5.7.3.1]
	// 0 not on the list, 1 without a certificate
}

func ExampleUntrustedCertificates() {
	const head = "Windows Registry Editor Version 5.00\r\n\r\n"
	blob := sstItem(sstCert, string(certificate{subject: dntest.CN("Bad CA")}.der()))
	for c, err := range certstore.UntrustedCertificates([]byte(head + export("ROOT", blob) + export("Disallowed", blob))) {
		fmt.Println(c.Store, c.Subject, err)
	}
	// Output: Disallowed CN=Bad CA <nil>
}

func ExampleTrustEntries() {
	list := ctl(entry("twenty bytes of text", property("\x0b", utf16z("First root"))), entry("too short"))
	for e, err := range certstore.TrustEntries([]byte(list)) {
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(e.SHA1, e.FriendlyName)
	}
	// Output:
	// 7477656e7479206279746573206f662074657874 First root
	// trustlist: ctl[1].subjectIdentifier at byte 159: 9 bytes; SHA-1 has 20
}
