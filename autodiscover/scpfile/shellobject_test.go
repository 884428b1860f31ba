// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package scpfile_test

import (
	"testing"

	"github.com/schanneltrust/schannel/autodiscover"
	"github.com/schanneltrust/schannel/autodiscover/scpfile"
)

const entryDN = "CN=CAS1,CN=Autodiscover,CN=Protocols,DC=contoso,DC=com"

// adsiEntry is a service connection point that ADSI gave.
func adsiEntry(url string, year int) brief {
	return brief{
		Kind: autodiscover.URLEntry, Server: "CAS1", DN: entryDN,
		Keywords: []string{guidURL, "Site=Paris"}, Binding: []string{url}, Year: year,
	}
}

func dated(name string, year int) brief {
	b := printedServer(name, "https://a/x", "Paris")
	b.Year = year
	return b
}

func printed(name, created string) string {
	return "Name                           : " + name + "\nAutoDiscoverServiceInternalUri : https://a/x\nAutoDiscoverSiteScope          : {Paris}\nWhenCreated                    : " + created + "\n\n"
}

var serverCreated = []string{"autodiscover.file.server_created"}

var shellObjectRows = []fileRow{
	{
		name: "DirectorySearcher", why: "its properties are a dictionary: a table of names and values", format: scpfile.ShellText,
		file: "\nName                           Value\n----                           -----\n" +
			"keywords                       {" + guidURL + ", Site=Paris}\n" +
			"servicebindinginformation      {https://a/x}\n" +
			"whencreated                    {4/13/2019 12:00:00 PM}\n" +
			"cn                             {CAS1}\n" +
			"distinguishedname              {" + entryDN + "}\n" +
			"objectclass                    {top, leaf, connectionPoint, serviceConnectionPoint}\n",
		want: []brief{adsiEntry("https://a/x", 2019)},
	},
	{
		name: "DirectorySearcher, two results", why: "a name that comes again begins the next result", format: scpfile.ShellText,
		file: "\nName                           Value\n----                           -----\n" +
			"keywords                       {" + guidURL + ", Site=Paris}\nservicebindinginformation      {https://a/x}\ncn                             {CAS1}\ndistinguishedname              {" + entryDN + "}\n" +
			"keywords                       {" + guidURL + ", Site=Paris}\nservicebindinginformation      {https://b/x}\ncn                             {CAS1}\ndistinguishedname              {" + entryDN + "}\n",
		want: []brief{adsiEntry("https://a/x", 0), adsiEntry("https://b/x", 0)},
	},
	{
		name: "DirectorySearcher, and a server", why: "entries stay in the order in which they were printed", format: scpfile.ShellText,
		file: "\nName                           Value\n----                           -----\n" +
			"keywords                       {" + guidURL + ", Site=Paris}\nservicebindinginformation      {https://a/x}\ncn                             {CAS1}\ndistinguishedname              {" + entryDN + "}\n\n" +
			"Name                           : CAS2\nAutoDiscoverServiceInternalUri : https://b/x\nAutoDiscoverSiteScope          : {}\n",
		want: []brief{adsiEntry("https://a/x", 0), printedServer("CAS2", "https://b/x")},
	},
	{
		name: "Get-ADObject, no keyword", why: "an attribute without a value is printed empty, which is no list and nothing lost", format: scpfile.ShellText,
		file: "cn                        : CAS1\nkeywords                  : \nserviceBindingInformation : {https://a/x}\n",
		want: []brief{{Server: "CAS1", Binding: []string{"https://a/x"}}},
	},
	{
		name: "DirectorySearcher, cut", why: "what the window cut is not known, which is not none", format: scpfile.ShellText,
		file: "\nName                           Value\n----                           -----\n" +
			"keywords                       {" + guidURL + ", Site=...\nservicebindinginformation      {https://a/x}\n",
		defects: []string{"autodiscover.file.cut keywords"},
	},
	{
		name: "DirectorySearcher, a date that is cut", why: "the window cut the list, and with it the time of day", format: scpfile.ShellText,
		file: "\nName                           Value\n----                           -----\n" +
			"keywords                       {" + guidURL + ", Site=Paris}\nservicebindinginformation      {https://a/x}\nwhencreated                    {4/13/2019...\ncn                             {CAS1}\ndistinguishedname              {" + entryDN + "}\n",
		want: []brief{adsiEntry("https://a/x", 0)}, codes: []string{"autodiscover.file.date"},
	},
	{
		name: "DirectoryEntry", why: "ADSI prints every property in the braces of a list, the date too", format: scpfile.ShellText,
		file: "objectClass               : {top, leaf, connectionPoint, serviceConnectionPoint}\ncn                        : {CAS1}\ndistinguishedName         : {" + entryDN + "}\n" +
			"whenCreated               : {13/04/2019 12:00:00}\nkeywords                  : {" + guidURL + ", Site=Paris}\nserviceBindingInformation : {https://a/x}\n",
		want: []brief{adsiEntry("https://a/x", 2019)},
	},
	{
		name: "one date tells the order of the others", why: "one command printed them, in one culture: 13 is no month", format: scpfile.ShellText,
		file: printed("CAS1", "12/05/2008 11:02:01") + printed("CAS2", "13/05/2011 09:12:44"),
		want: []brief{dated("CAS1", 2008), dated("CAS2", 2011)}, codes: serverCreated,
	},
	{
		name: "no date tells the order", why: "12/05/2008 reads in two ways", format: scpfile.ShellText,
		file: printed("CAS1", "12/05/2008 11:02:01") + printed("CAS2", "11/06/2011 09:12:44"),
		want: []brief{dated("CAS1", 0), dated("CAS2", 0)}, codes: []string{"autodiscover.file.date"},
	},
}

func TestShellObjects(t *testing.T) {
	t.Parallel()
	for _, row := range shellObjectRows {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			row.test(t)
		})
	}
}
