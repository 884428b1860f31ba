// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package scpfile_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/autodiscover"
	"github.com/schanneltrust/schannel/autodiscover/scpfile"
	"github.com/schanneltrust/schannel/internal/vocabtest"
)

// What administrators ask, from the file that they have to the answer. Each is
// the kind of a public report or document, with names of our own but for the
// worked example.

func urlsOf(places []autodiscover.Place) []string {
	var urls []string
	for _, p := range places {
		urls = append(urls, p.URL)
	}
	return urls
}

// TestWorkedExample is MS-OXDISCO, Section 4.2: a pointer without a domain
// leads to a second directory, whose entry is found last. The example prints
// the GUIDs in quotation marks.
func TestWorkedExample(t *testing.T) {
	t.Parallel()
	own := scpfile.ReadLenient("", []byte(`DN: CN=mail.contoso.com,CN=Microsoft Exchange Autodiscover,CN=Services,CN=Configuration,DC=Users,DC=Contoso,DC=com
Changetype: add
Objectcategory: serviceConnectionPoint
serviceBindingInformation: LDAP://MailLdap.Contoso.com
Keywords: "`+guidPointer+`"
`))
	second := scpfile.ReadLenient("mailldap.contoso.com", []byte(`DN: CN=WebServices,CN=Autodiscover,CN=Protocols,CN=WebServices,CN=Servers,CN=Configuration,DC=Contoso,DC=com
Changetype: add
Objectcategory: serviceConnectionPoint
serviceBindingInformation: https://WebServices.Contoso.com/Autodiscover/Autodiscover.xml
Keywords: "`+guidURL+`"
`))
	want := []string{"autodiscover.file.adds", "autodiscover.scp.quoted_keyword"}
	if diff := cmp.Diff(want, vocabtest.FindCodes(own.Findings)); diff != "" {
		t.Errorf("the marks are reported (-want +got):\n%s", diff)
	}
	f := autodiscover.Forest{Own: own.Directory, Others: []autodiscover.Directory{second.Directory}}
	for p := autodiscover.PolicyDocs; p <= autodiscover.PolicyOXDISCO; p++ {
		got := autodiscover.Order(f, autodiscover.Client{Product: autodiscover.Outlook2010, Mail: "user@contoso.com", Site: "Paris"}, p)
		if diff := cmp.Diff([]string{"https://WebServices.Contoso.com/Autodiscover/Autodiscover.xml"}, urlsOf(got.Order)); diff != "" || got.Searches != 2 {
			t.Errorf("%s: %d searches (-want +got):\n%s", p, got.Searches, diff)
		}
	}
}

// TestNewServerTonight is the question of the Exchange Team's blog on
// deployment sites: a server was installed, and its entry is there at once.
func TestNewServerTonight(t *testing.T) {
	t.Parallel()
	file := scpfile.ReadLenient("", []byte(`
Name                           : MB1
AutoDiscoverServiceInternalUri : https://mail.fabrikam.com/Autodiscover/Autodiscover.xml
AutoDiscoverSiteScope          : {North}

Name                           : MB2
AutoDiscoverServiceInternalUri : https://mail.fabrikam.com/Autodiscover/Autodiscover.xml
AutoDiscoverSiteScope          : {North}

Name                           : NEW1
AutoDiscoverServiceInternalUri : https://new1.fabrikam.com/Autodiscover/Autodiscover.xml
AutoDiscoverSiteScope          : {North}

Name                           : OLD1
AutoDiscoverServiceInternalUri :
AutoDiscoverSiteScope          : {South}
`))
	f := autodiscover.Forest{Own: file.Directory}
	client := autodiscover.Client{Product: autodiscover.Outlook2013, Mail: "user@fabrikam.com", Site: "North"}
	firsts := autodiscover.PossibleFirst(f, client)
	want := []string{"https://mail.fabrikam.com/Autodiscover/Autodiscover.xml", "https://new1.fabrikam.com/Autodiscover/Autodiscover.xml"}
	if diff := cmp.Diff(want, urlsOf(firsts.Places)); diff != "" || firsts.Certainty != schannel.InsufficientData {
		t.Errorf("%s (-want +got):\n%s", firsts.Certainty, diff)
	}
	codes := []string{"autodiscover.scp.default_url", "autodiscover.scp.no_url"}
	if diff := cmp.Diff(codes, vocabtest.FindCodes(scpfile.Check(f, nil))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestOneEntryWithoutScheme is what AutodiscoverService.cs:1310 does with one
// bad entry among good ones; others list it and go on.
func TestOneEntryWithoutScheme(t *testing.T) {
	t.Parallel()
	file := scpfile.ReadLenient("", []byte(`dn: CN=A,DC=fabrikam,DC=com
keywords: `+guidURL+`
keywords: Site=North
serviceBindingInformation: mail.fabrikam.com/Autodiscover/Autodiscover.xml

dn: CN=B,DC=fabrikam,DC=com
keywords: `+guidURL+`
keywords: Site=North
serviceBindingInformation: https://mail.fabrikam.com/Autodiscover/Autodiscover.xml
`))
	f := autodiscover.Forest{Own: file.Directory}
	client := autodiscover.Client{Product: autodiscover.EWSManagedAPI, Mail: "user@fabrikam.com", Site: "North"}
	want := []string{"mail.fabrikam.com/Autodiscover/Autodiscover.xml", "https://mail.fabrikam.com/Autodiscover/Autodiscover.xml"}
	for policy, ends := range map[autodiscover.Policy]autodiscover.Exception{
		autodiscover.PolicyEWS: autodiscover.ExceptionFormat, autodiscover.PolicyDocs: autodiscover.ExceptionNone,
	} {
		got := autodiscover.Order(f, client, policy)
		if diff := cmp.Diff(want, urlsOf(got.Order)); diff != "" || got.Ends != ends {
			t.Errorf("%s: ends %s (-want +got):\n%s", policy, got.Ends, diff)
		}
	}
}
