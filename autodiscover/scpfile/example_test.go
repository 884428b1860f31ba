// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package scpfile_test

import (
	"fmt"

	"github.com/schanneltrust/schannel/autodiscover"
	"github.com/schanneltrust/schannel/autodiscover/scpfile"
)

// What Get-ClientAccessServer prints is read as it is pasted.
func ExampleReadLenient() {
	file := scpfile.ReadLenient("", []byte(`
Name                           : CAS1
AutoDiscoverServiceInternalUri : https://mail.contoso.com/Autodiscover/Autodiscover.xml
AutoDiscoverSiteScope          : {Paris}

Name                           : CAS2
AutoDiscoverServiceInternalUri :
AutoDiscoverSiteScope          : {Oslo}
`))
	for _, scp := range file.Directory.SCPs {
		fmt.Printf("%s %q %q\n", scp.Server, scp.URL(), scp.Sites())
	}
	// Output:
	// CAS1 "https://mail.contoso.com/Autodiscover/Autodiscover.xml" ["Paris"]
	// CAS2 "" ["Oslo"]
}

// What is malformed is told in its place; the rest is read.
func ExampleRead() {
	file := []byte(`dn: CN=CAS1,CN=Autodiscover,DC=contoso,DC=com
keywords: 77378F46-2C66-4aa9-A6A6-3E7A48B19596
keywords:< file:///c:/secret.txt
serviceBindingInformation: https://mail.contoso.com/Auto
 discover/Autodiscover.xml
`)
	for entry, err := range scpfile.Read(file) {
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(entry.SCP.Kind, entry.SCP.Server, entry.SCP.URL())
	}
	// Output:
	// autodiscover: keywords at byte 93: the value stands in another file, which is not opened
	// url CAS1 https://mail.contoso.com/Autodiscover/Autodiscover.xml
}

// FromAttributes takes what an LDAP client returns.
func ExampleFromAttributes() {
	scp, findings := scpfile.FromAttributes("CN=CAS1,CN=Autodiscover,DC=contoso,DC=com", map[string][]string{
		"keywords":                  {`"77378F46-2C66-4aa9-A6A6-3E7A48B19596"`, "Site=Paris"},
		"serviceBindingInformation": {"https://mail.contoso.com/Autodiscover/Autodiscover.xml"},
	})
	fmt.Println(scp.Kind, scp.Sites(), findings[0].Code)
	// Output:
	// url [Paris] autodiscover.scp.quoted_keyword
}

// Check finds what would go wrong whoever reads the entries.
func ExampleCheck() {
	scp, _ := scpfile.FromAttributes("CN=CAS1", map[string][]string{
		"keywords":                  {"77378F46-2C66-4aa9-A6A6-3E7A48B19596"},
		"serviceBindingInformation": {"mail.contoso.com/Autodiscover/Autodiscover.xml"},
	})
	forest := autodiscover.Forest{Own: autodiscover.Directory{SCPs: []autodiscover.SCP{scp}}}
	for _, f := range scpfile.Check(forest, nil) {
		fmt.Println(f.Code, f.Severity)
		fmt.Println(f.Remedies[0].Steps[0].Command)
	}
	// Output:
	// autodiscover.scp.not_a_url error
	// Set-ClientAccessService -Identity CAS1 -AutoDiscoverServiceInternalUri https://mail.contoso.com/Autodiscover/Autodiscover.xml
}

// FormatOf looks at how a file begins.
func ExampleFormatOf() {
	fmt.Println(scpfile.FormatOf([]byte("version: 1\ndn: CN=CAS1\n")))
	// Output:
	// ldif
}
