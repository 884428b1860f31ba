// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package trustlist_test

import (
	"fmt"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/trustlist"
	"github.com/schanneltrust/schannel/trustlist/listtest"
)

// A list of the size that KB931125 left on servers, on Windows Server 2008 R2.
func ExampleAnalyze() {
	list, _ := listtest.Synthesize(listtest.Synthesis{Names: 294, Bytes: 35917})
	profile, _ := trustlist.ProfileOf(schannel.Server2008R2)
	report := trustlist.Analyze(list, profile)
	for _, f := range report.Findings {
		fmt.Println(f.Severity, f.Certainty, f.Code)
	}
	// Output:
	// warning certain trustlist.list.truncated
	// error certain trustlist.client.no_offer
	// info certain trustlist.event.logging
}

func ExampleTruncate() {
	list, _ := listtest.Synthesize(listtest.Synthesis{Names: 100, Bytes: 12289})
	profile, _ := trustlist.ProfileOf(schannel.Server2003)
	t := trustlist.Truncate(list, profile)
	fmt.Println(t.Bytes, "bytes,", t.Over(), "over the limit:", t.Kept, "names kept,", t.Dropped, "dropped")
	// Output: 12289 bytes, 1 over the limit: 99 names kept, 1 dropped
}

func ExampleVary() {
	list, _ := listtest.Synthesize(listtest.Synthesis{Names: 102, Bytes: 12300})
	profile, _ := trustlist.ProfileOf(schannel.Server2003)
	for _, known := range []bool{false, true} {
		profile.Ordered = known
		s := trustlist.Vary(list, profile)
		fmt.Println("order known:", known, "safe:", s.Safe, "at risk:", s.AtRisk, "lost:", s.Lost)
	}
	// Output:
	// order known: false safe: 0 at risk: 102 lost: 0
	// order known: true safe: 101 at risk: 1 lost: 0
}

func ExampleParseList() {
	list, err := trustlist.ParseList([]byte("\x00\x10\x00\x0e\x30\x0c\x31\x0a\x30\x08\x06\x03\x55\x04\x03\x13\x01a"))
	fmt.Println(list, err)
	_, err = trustlist.ParseList([]byte("\x00\x10\x00\x0e"))
	fmt.Println(err)
	// Output:
	// [CN=a] <nil>
	// trustlist: certificate_authorities at byte 4: 16 bytes announced, 2 are there
}

func ExampleNames() {
	vector := []byte("\x00\x10\x00\x0e\x30\x0c\x31\x0a\x30\x08\x06\x03\x55\x04\x03\x13\x01a")
	for name, err := range trustlist.Names(vector) {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(len(name), name)
	}
	// Output: 14 CN=a
}

func ExampleName_Text() {
	name := trustlist.Name("\x30\x19\x31\x0b\x30\x09\x06\x03\x55\x04\x06\x13\x02ZZ\x31\x0a\x30\x08\x06\x03\x55\x04\x03\x0c\x01a")
	for _, form := range []trustlist.Form{trustlist.RFC4514, trustlist.X500, trustlist.X500Reverse} {
		text, _ := name.Text(form)
		fmt.Println(text)
	}
	// Output:
	// CN=a,C=ZZ
	// C=ZZ, CN=a
	// CN=a, C=ZZ
}

func ExampleCompare() {
	a := trustlist.Name("\x30\x0c\x31\x0a\x30\x08\x06\x03\x55\x04\x03\x13\x01a")
	b := trustlist.Name("\x30\x0c\x31\x0a\x30\x08\x06\x03\x55\x04\x03\x0c\x01A")
	c := trustlist.Compare(a, b)
	fmt.Println(c.Match, c.Reason, "in attribute", c.Attribute)
	// Output: folded case in attribute 0
}

// The last name exceeds the limit by 12 bytes. Whether it is cut depends on what
// Windows counts, which no document says.
func ExampleFates() {
	list, _ := listtest.Synthesize(listtest.Synthesis{Names: 102, Bytes: 12300})
	profile, _ := trustlist.ProfileOf(schannel.Server2003)
	profile.Ordered = true
	fates := trustlist.Fates(list, profile)
	fmt.Println(fates[0].Fate, fates[101].Fate)
	// Output: safe at-risk
}

func ExampleList_AppendBinary() {
	list := trustlist.List{trustlist.Name("\x30\x0c\x31\x0a\x30\x08\x06\x03\x55\x04\x03\x13\x01a")}
	vector, err := list.AppendBinary(nil)
	fmt.Printf("%x %v\n", vector, err)
	// Output: 0010000e300c310a30080603550403130161 <nil>
}
