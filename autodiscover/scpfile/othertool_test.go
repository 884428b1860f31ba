// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package scpfile_test

import (
	"strings"
	"testing"

	"github.com/schanneltrust/schannel/autodiscover/scpfile"
)

// TestOtherTool: what other tools print is refused by their name, with the way
// to a file that is read.
func TestOtherTool(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, tool, file string }{
		{"AdFind", "AdFind", "\nAdFind V01.52.00cpp\n\ndn:CN=CAS1\n>keywords: " + guidURL + "\n"},
		{"csvde", "csvde", "DN,objectClass,keywords\r\n\"CN=CAS1,DC=contoso\",serviceConnectionPoint," + guidURL + "\r\n"},
		{"csvde with quotation marks", "csvde", "\"DN\",objectClass,keywords\r\n"},
		{"ldp", "ldp", "Expanding base 'CN=CAS1,DC=contoso'...\nGetting 1 entries:\nDn: CN=CAS1,DC=contoso\n"},
		{"ldp that searches", "ldp", "***Searching...\nldap_search_s(ld, \"CN=Configuration\", 2, \"(a=b)\")\n"},
		{"repadmin", "repadmin", "DN: CN=CAS1,DC=contoso\r\n    4> objectClass: top; leaf; connectionPoint; serviceConnectionPoint\r\n    1> keywords: " + guidURL + "\r\n"},
		{"ConvertTo-Json", "ConvertTo-Json", "[\n    {\n        \"Name\": \"CAS1\"\n    }\n]\n"},
		{"dsquery", "dsquery", "  keywords                               serviceBindingInformation\r\n  " + guidURL + ";Site=Paris;  https://a/x;\r\n"},
		{"dsquery as a list", "dsquery", "objectClass: top\r\nobjectClass: serviceConnectionPoint\r\ncn: CAS1\r\nkeywords: Site=Paris\r\n"},
		{"dsquery of some attributes", "dsquery", "distinguishedName: CN=CAS1,DC=contoso\r\nkeywords: Site=Paris\r\n"},
		{"dsquery with a name", "dsquery", "  distinguishedName  cn  whenCreated  keywords\r\n  CN=CAS1  CAS1  x  y\r\n"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := scpfile.ReadLenient("", []byte(tt.file))
			if got.Format != scpfile.FormatUnknown || len(got.Defects) != 1 || got.Defects[0].Code != "autodiscover.file.format" || !got.Directory.Incomplete || len(got.Directory.SCPs) > 0 {
				t.Fatalf("%v", got)
			}
			for _, word := range []string{tt.tool, "ldifde"} {
				if !strings.Contains(got.Defects[0].Error(), word) {
					t.Errorf("%s does not name %s", got.Defects[0], word)
				}
			}
		})
	}
	for _, file := range []string{
		"dn: CN=CAS1\n> keywords: x\n", "dn: CN=CAS1\n1> \n", "dn: CN=CAS1\na> keywords: x\n",
		"Keywords\n--------\n{x}\n", // a table of a shell, of which the keywords are one column
		"keywords serviceDNSName mail\n", "cn  whenCreated\n", "DNSName : x\n", "keywords:\n", "keywords : {x}\n", "[PS] C:\\>Get-ClientAccessServer | fl\n\nName : x\n",
	} {
		got := scpfile.ReadLenient("", []byte(file))
		for _, d := range got.Defects {
			if d.Code == "autodiscover.file.format" {
				t.Errorf("%q: %s", file, d)
			}
		}
	}
}
