// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package trustlist_test

import (
	"fmt"
	"time"

	"github.com/schanneltrust/schannel"

	"github.com/schanneltrust/schannel/trustlist"
)

// exampleStore is two certificates, the second of them cut short.
func exampleStore() []byte {
	good := armour("CERTIFICATE", string(certificate{subject: name(rdn{{oidO, printableString, "Example"}}, rdn{{oidCN, printableString, "Root 1"}})}.der()))
	return []byte("# our roots\n" + good + good[:len(good)-30])
}

func ExampleCertificates() {
	store := exampleStore()
	fmt.Println(trustlist.FormatOf(store))
	for c, err := range trustlist.Certificates(store) {
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

func ExampleReadStore() {
	certificates, defects := trustlist.ReadStore(exampleStore())
	fmt.Println(len(certificates), "read,", len(defects), "defect")
	// Output: 1 read, 1 defect
}

func ExampleParseCertificate() {
	c, err := trustlist.ParseCertificate(certificate{subject: cn("Root 1"), serial: "\x00\xc1", purposes: []string{oidServerAuth}}.der())
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(c.Subject, "serial", c.Serial)
	fmt.Println("for client authentication:", c.Allows(trustlist.ClientAuthentication))
	fmt.Println("expired in 2050:", c.Expired(time.Date(2050, 1, 1, 0, 0, 0, 0, time.UTC)))
	fmt.Println("self-issued:", c.SelfIssued, "self-signed:", c.SelfSigned())
	// Output:
	// CN=Root 1 serial 00c1
	// for client authentication: false
	// expired in 2050: true
	// self-issued: true self-signed: unknown
}

func ExampleParseThumbprint() {
	t, err := schannel.ParseThumbprint("CD D4 EE AE 60 00 AC 7F 40 C3 80 2C 17 1E 30 14 80 30 C0 72")
	fmt.Println(t, err)
	// Output: cdd4eeae6000ac7f40c3802c171e30148030c072 <nil>
}

func ExampleJoin() {
	certificates, _ := trustlist.ReadStore(certificate{subject: cn("Root 1")}.der())
	thumbprint := certificates[0].SHA1
	list := ctl(
		entry(string(thumbprint[:]), property("\x0b", utf16z("First root")), property("\x09", purposes(oidServerAuth))),
		entry("twenty bytes of text"),
	)
	var entries []trustlist.TrustEntry
	for e, err := range trustlist.TrustEntries([]byte(list)) {
		if err == nil {
			entries = append(entries, e)
		}
	}
	joined, unlisted, missing := trustlist.Join(entries, certificates)
	fmt.Println(joined[0].FriendlyName, joined[0].Property.OIDs)
	fmt.Println(len(unlisted), "not on the list,", len(missing), "without a certificate")
	// Output:
	// First root [1.3.6.1.5.5.7.3.1]
	// 0 not on the list, 1 without a certificate
}

func ExampleTrustEntries() {
	list := ctl(entry("twenty bytes of text", property("\x0b", utf16z("First root"))), entry("too short"))
	for e, err := range trustlist.TrustEntries([]byte(list)) {
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
