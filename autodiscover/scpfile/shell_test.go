// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package scpfile_test

import (
	"strings"
	"testing"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/autodiscover"
	"github.com/schanneltrust/schannel/autodiscover/scpfile"
)

func TestShell(t *testing.T) {
	t.Parallel()
	for _, row := range shellRows {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			row.test(t)
		})
	}
}

func printedServer(name, url string, sites ...string) brief {
	b := brief{Kind: autodiscover.URLEntry, Server: name, Keywords: []string{guidURL}}
	for _, s := range sites {
		b.Keywords = append(b.Keywords, "Site="+s)
	}
	if url != "" {
		b.Binding = []string{url}
	}
	return b
}

const clixmlHead = `<Objs Version="1.1.0.1" xmlns="http://schemas.microsoft.com/powershell/2004/04">`

var shellRows = []fileRow{
	{
		name: "list", why: "Set-ClientAccessService: one block a server; no URL, several sites, no site", format: scpfile.ShellText,
		file: "\nName                           : CAS1\nAutoDiscoverServiceInternalUri : \nAutoDiscoverSiteScope          : {Lyon}\n\n" +
			"Name                           : CAS2\nAutoDiscoverServiceInternalUri : https://mail.contoso.com/Autodiscover/Autodiscover.xml\nAutoDiscoverSiteScope          : {Paris, Site with blanks}\n\n" +
			"Name                           : CAS3\nAutoDiscoverServiceInternalUri : https://cas3.contoso.com/Autodiscover/Autodiscover.xml\nAutoDiscoverSiteScope          : {}\n\n",
		want: []brief{
			printedServer("CAS1", "", "Lyon"),
			printedServer("CAS2", "https://mail.contoso.com/Autodiscover/Autodiscover.xml", "Paris", "Site with blanks"),
			printedServer("CAS3", "https://cas3.contoso.com/Autodiscover/Autodiscover.xml"),
		},
	},
	{
		name: "table", why: "the same as a table", format: scpfile.ShellText,
		file: "Name AutoDiscoverServiceInternalUri                      AutoDiscoverSiteScope\n---- ------------------------------                      ---------------------\nCAS1 https://a.contoso.com/Autodiscover/Autodiscover.xml {Paris}\n",
		want: []brief{printedServer("CAS1", "https://a.contoso.com/Autodiscover/Autodiscover.xml", "Paris")},
	},
	{
		name: "table-cut", why: "a URL that the window cut is not known, which is not none", format: scpfile.ShellText,
		file: "Name AutoDiscoverServiceInternalUri AutoDiscoverSiteScope\n---- ------------------------------ ---------------------\nCAS1 https://a.contoso.com/Autod... {Paris}\nCAS2 https://b/x                    {Paris...}\n",
		defects: []string{
			"autodiscover.file.cut AutoDiscoverServiceInternalUri",
			"autodiscover.file.cut AutoDiscoverSiteScope",
		},
	},
	{
		name: "created", why: "WhenCreated is printed if asked for; of the server or of the entry is not documented", format: scpfile.ShellText,
		file:  "Name                           : CAS1\nAutoDiscoverServiceInternalUri : https://a/x\nAutoDiscoverSiteScope          : {}\nWhenCreatedUTC                 : 2010-11-25 12:00:00\n",
		want:  []brief{{Kind: autodiscover.URLEntry, Server: "CAS1", Keywords: []string{guidURL}, Binding: []string{"https://a/x"}, Year: 2010}},
		codes: []string{"autodiscover.file.server_created"},
	},
	{
		name: "created-two-ways", why: "a date that reads in two ways is none", format: scpfile.ShellText,
		file: "Name                           : CAS1\nAutoDiscoverServiceInternalUri : https://a/x\nAutoDiscoverSiteScope          : {}\nWhenCreated                    : 3/4/2010 12:00:00\n",
		want: []brief{printedServer("CAS1", "https://a/x")}, codes: []string{"autodiscover.file.date"},
	},
	{
		name: "created-local-only", why: "where the one property is empty the other counts", format: scpfile.ShellText,
		file:  "Name                           : CAS1\nAutoDiscoverServiceInternalUri : https://a/x\nAutoDiscoverSiteScope          : {}\nWhenCreatedUTC                 : \nWhenCreated                    : 2010-11-25 12:00:00\n",
		want:  []brief{{Kind: autodiscover.URLEntry, Server: "CAS1", Keywords: []string{guidURL}, Binding: []string{"https://a/x"}, Year: 2010}},
		codes: []string{"autodiscover.file.server_created"},
	},
	{
		name: "created-empty", why: "what is not printed is not odd", format: scpfile.ShellText,
		file: "Name                           : CAS1\nAutoDiscoverServiceInternalUri : https://a/x\nAutoDiscoverSiteScope          : {}\nWhenCreated                    : \n",
		want: []brief{printedServer("CAS1", "https://a/x")},
	},
	{
		name: "created-cut", why: "of a date that was cut the rest is not known", format: scpfile.ShellText,
		file: "Name WhenCreated   AutoDiscoverSiteScope AutoDiscoverServiceInternalUri\n---- -----------   --------------------- ------------------------------\nCAS1 2010-11-25... {}                    https://a/x\n",
		want: []brief{printedServer("CAS1", "https://a/x")}, codes: []string{"autodiscover.file.date"},
	},
	{
		name: "no-scope", why: "sites that were not asked for are not none", format: scpfile.ShellText,
		file: "Name                           : CAS1\nAutoDiscoverServiceInternalUri : https://a/x\n",
		want: []brief{printedServer("CAS1", "https://a/x")}, codes: []string{"autodiscover.file.no_scope"},
	},
	{
		name: "entries", why: "Get-ADObject prints the attributes of the entries themselves, pointers too", format: scpfile.ShellText,
		file: "\nDistinguishedName         : CN=CAS1,CN=Autodiscover,CN=Protocols,DC=contoso,DC=com\nkeywords                  : {Site=Paris, " + guidURL + "}\nName                      : CAS1\nObjectClass               : serviceConnectionPoint\n" +
			"serviceBindingInformation : {https://a.contoso.com/Autodiscover/Autodiscover.xml}\nwhenCreated               : 2010-11-25 12:00:00\n\n" +
			"CN                        : fabrikam.com\nDistinguishedName         : CN=fabrikam.com,CN=Microsoft Exchange Autodiscover,DC=contoso,DC=com\nkeywords                  : {" + guidPointer + "}\nObjectClass               : serviceConnectionPoint\nserviceBindingInformation : {LDAP://dc.fabrikam.com}\nwhenCreated               : 3/4/2010 12:00:00\n\n" +
			"DistinguishedName         : CN=CAS3,DC=contoso,DC=com\nkeywords                  : {" + guidURL + "}\nserviceBindingInformation : {}\n\n",
		want: []brief{
			{Kind: autodiscover.URLEntry, DN: "CN=CAS1,CN=Autodiscover,CN=Protocols,DC=contoso,DC=com", Server: "CAS1", Keywords: []string{"Site=Paris", guidURL}, Binding: []string{"https://a.contoso.com/Autodiscover/Autodiscover.xml"}, Year: 2010},
			{Kind: autodiscover.PointerEntry, DN: "CN=fabrikam.com,CN=Microsoft Exchange Autodiscover,DC=contoso,DC=com", Server: "fabrikam.com", Keywords: []string{guidPointer}, Binding: []string{"LDAP://dc.fabrikam.com"}},
			{Kind: autodiscover.URLEntry, DN: "CN=CAS3,DC=contoso,DC=com", Server: "CAS3", Keywords: []string{guidURL}},
		},
		codes: []string{"autodiscover.file.date"},
	},
	{
		name: "entries-of-another-class", why: "MS-OXDISCO, Section 2.2.1.2: clients filter for the class", format: scpfile.ShellText,
		file:  "DistinguishedName         : CN=x,DC=contoso,DC=com\nObjectClass               : {top, user}\nkeywords                  : {a}\nserviceBindingInformation : {b}\n",
		codes: []string{"autodiscover.file.other_entries"},
	},
	{
		name: "entries-cut", why: "a list that was cut is not known; nor is what was not asked for", format: scpfile.ShellText,
		file:    "DistinguishedName         : CN=x\nkeywords                  : {a, b, c, d...}\nserviceBindingInformation : {https://a/x}\n\nDistinguishedName         : CN=y\nkeywords                  : {" + guidURL + "}\n",
		defects: []string{"autodiscover.file.cut keywords", "autodiscover.file.property serviceBindingInformation"},
	},
	{
		name: "lines-of-dsquery", why: "no shell prints a colon right behind a name; dsquery does, and is named", format: scpfile.FormatUnknown,
		file:    "keywords: " + guidURL + "\nkeywords: Site=Paris\nserviceBindingInformation: https://a/x\n",
		defects: []string{"autodiscover.file.format file"},
	},
	{
		name: "torn-apart", why: "a property that stands twice is that of the next object: what was torn apart is not read as an entry", format: scpfile.ShellText,
		file:    "keywords : " + guidURL + "\nkeywords : Site=Paris\nserviceBindingInformation : https://a/x\n",
		defects: []string{"autodiscover.file.property serviceBindingInformation", "autodiscover.file.property keywords"},
	},
	{
		name: "clixml-entry", why: "Export-Clixml of Get-ADObject", format: scpfile.CLIXML,
		file: clixmlHead + `<Obj RefId="0"><Props><S N="DistinguishedName">CN=CAS1,DC=contoso</S><Obj N="keywords" RefId="1"><LST><S>` + guidURL + `</S><S>Site=Paris</S></LST></Obj>` +
			`<Obj N="serviceBindingInformation" RefId="2"><LST><S>https://a/x</S></LST></Obj><S N="ObjectClass">serviceConnectionPoint</S><DT N="whenCreated">2012-01-01T12:00:00+01:00</DT></Props></Obj></Objs>`,
		want: []brief{{Kind: autodiscover.URLEntry, DN: "CN=CAS1,DC=contoso", Server: "CAS1", Keywords: []string{guidURL, "Site=Paris"}, Binding: []string{"https://a/x"}, Year: 2012}},
	},
	{
		name: "identity", why: "Format-List Identity,… gives the same name", format: scpfile.ShellText,
		file: "Identity                       : CAS1\nAutoDiscoverServiceInternalUri : https://a/x\nAutoDiscoverSiteScope          : {Paris}\n",
		want: []brief{printedServer("CAS1", "https://a/x", "Paris")},
	},
	{
		name: "fence", why: "pasted as a block of code on the web: the marks are no part of the last value", format: scpfile.ShellText,
		file: "```powershell\nName                           : CAS1\nAutoDiscoverSiteScope          : {Paris}\nAutoDiscoverServiceInternalUri : https://a/x\n```\n",
		want: []brief{printedServer("CAS1", "https://a/x", "Paris")},
	},
	{
		name: "other-cmdlet", why: "the output of another cmdlet holds no URL", format: scpfile.ShellText,
		file: "Name    : CAS1\nEnabled : True\n", defects: []string{"autodiscover.file.property AutoDiscoverServiceInternalUri"},
	},
	{
		name: "clixml", why: "Export-Clixml: the URL as a URI, the sites as a list", format: scpfile.CLIXML,
		file: clixmlHead + `<Obj RefId="0"><Props><S N="Name">CAS1</S><URI N="AutoDiscoverServiceInternalUri">https://a/x</URI>` +
			`<Obj N="AutoDiscoverSiteScope" RefId="1"><LST><S>Paris</S><S>Oslo</S></LST></Obj><DT N="WhenCreated">2012-01-01T12:00:00+01:00</DT></Props></Obj>` +
			`<Obj RefId="2"><Props><S N="Name">CAS2</S><Nil N="AutoDiscoverServiceInternalUri" /><Obj N="AutoDiscoverSiteScope" RefId="3"><LST /></Obj></Props></Obj></Objs>`,
		want: []brief{
			{Kind: autodiscover.URLEntry, Server: "CAS1", Keywords: []string{guidURL, "Site=Paris", "Site=Oslo"}, Binding: []string{"https://a/x"}, Year: 2012},
			printedServer("CAS2", ""),
		},
		codes: []string{"autodiscover.file.server_created"},
	},
	{
		name: "clixml-broken", why: "what was read before stays read", format: scpfile.CLIXML,
		file: clixmlHead + `<Obj RefId="0"><Props><S N="Name">CAS1</S><S N="AutoDiscoverServiceInternalUri">https://a/x</S><S N="AutoDiscoverSiteScope">Paris</S></Props></Obj><Obj RefId=`,
		want: []brief{printedServer("CAS1", "https://a/x", "Paris")}, defects: []string{"schannel.powershell.xml document"},
	},
	{
		name: "other-file", why: "what is something else is named", file: "MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00", format: scpfile.FormatUnknown,
		defects: []string{"schannel.powershell.format file"},
	},
}

// TestInOrder holds that what a shell prints is not taken for the order of the
// directory.
func TestInOrder(t *testing.T) {
	t.Parallel()
	if got := scpfile.ReadLenient("", []byte(shellRows[0].file)).Directory.InOrder; got != schannel.Unknown {
		t.Errorf("want unknown, got %s", got)
	}
}

func TestTooLarge(t *testing.T) {
	t.Parallel()
	many := []byte("dn: a\n" + strings.Repeat("dn: a\nkeywords: b\n\n", 20_000))
	got := scpfile.ReadLenient("", many)
	if len(got.Defects) != 1 || got.Defects[0].Code != "autodiscover.file.size" || len(got.Directory.SCPs) > 4096+len(many)/64 {
		t.Errorf("entries are bounded by the length of the file; got %d and %v", len(got.Directory.SCPs), got.Defects)
	}
	if got := scpfile.ReadLenient("", make([]byte, 64<<20+1)); len(got.Defects) != 1 || got.Defects[0].Code != "autodiscover.file.size" {
		t.Errorf("the file is too large, got %v", got.Defects)
	}
	got = scpfile.ReadLenient("", []byte("dn: a\n"+strings.Repeat("?\n", 1000)))
	if len(got.Defects) != 101 || got.Defects[100].Code != "autodiscover.file.more" || !strings.Contains(got.Defects[100].Error(), " 900 ") {
		t.Errorf("a hundred defects are noted and the rest counted, got %d", len(got.Defects))
	}
}

// TestNoScopeIsMissing holds that what was not asked for is named.
func TestNoScopeIsMissing(t *testing.T) {
	t.Parallel()
	got := scpfile.ReadLenient("", []byte("Name : CAS1\nAutoDiscoverServiceInternalUri : https://a/x\n")).Findings
	if len(got) != 1 || got[0].Certainty != schannel.InsufficientData || got[0].Missing[0].Code != "autodiscover.missing.scope" {
		t.Errorf("the sites are missing, got %+v", got)
	}
}
