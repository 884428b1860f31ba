// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package scpfile_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/autodiscover"
	"github.com/schanneltrust/schannel/autodiscover/scpfile"
	"github.com/schanneltrust/schannel/internal/vocabtest"
)

func entry(server string, bindings []string, keywords ...string) autodiscover.SCP {
	return autodiscover.SCP{Kind: autodiscover.KindOf(keywords), Server: server, Keywords: keywords, Bindings: bindings}
}

func url(server, binding string, keywords ...string) autodiscover.SCP {
	return entry(server, []string{binding}, append([]string{guidURL}, keywords...)...)
}

const good = "https://mail.contoso.com/Autodiscover/Autodiscover.xml"

func TestCheck(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name  string
		why   string
		scps  []autodiscover.SCP
		sites []string
		want  []string
		fix   string // the URL that a remedy sets; empty: no remedy
	}{
		{"good", "the one name for every server", []autodiscover.SCP{url("CAS1", good, "Site=Paris"), url("CAS2", good, "Site=Paris")}, nil, nil, ""},
		{"no-url", "Set-ClientAccessService with $null leaves an entry without a URL", []autodiscover.SCP{entry("CAS1", nil, guidURL), url("CAS2", good)}, nil, []string{"autodiscover.scp.no_url"}, good},
		{"no-url-two-names", "two names are in use: which one is meant is not known", []autodiscover.SCP{entry("CAS1", nil, guidURL), url("CAS2", good), url("CAS3", "https://other.contoso.com/Autodiscover/Autodiscover.xml")}, nil, []string{"autodiscover.scp.no_url"}, ""},
		{"no-url-beside-another-scheme", "what clients cannot ask is no name for all", []autodiscover.SCP{entry("CAS1", nil, guidURL), url("CAS2", "ftp://mail.contoso.com/x")}, nil, []string{"autodiscover.scp.no_url", "autodiscover.scp.other_scheme"}, ""},
		{"no-scheme", "AutodiscoverService.cs:1310", []autodiscover.SCP{url("CAS1", "mail.contoso.com/Autodiscover/Autodiscover.xml")}, nil, []string{"autodiscover.scp.not_a_url"}, good},
		{"one-slash", ".NET finds no authority; what is there is no host to which a scheme could be added", []autodiscover.SCP{url("CAS1", "https:/mail.contoso.com/Autodiscover/Autodiscover.xml")}, nil, []string{"autodiscover.scp.not_a_url"}, ""},
		{"no-url-at-all", "a text of which nobody knows what was meant", []autodiscover.SCP{url("CAS1", "https:// mail/x")}, nil, []string{"autodiscover.scp.not_a_url"}, ""},
		{"host-and-port", ".NET reads the host as a scheme", []autodiscover.SCP{url("CAS1", "mail.contoso.com:443/x")}, nil, []string{"autodiscover.scp.other_scheme"}, ""},
		{"http", "Autodiscover for Exchange: never authenticate there", []autodiscover.SCP{url("CAS1", "http://mail.contoso.com/Autodiscover/Autodiscover.xml")}, nil, []string{"autodiscover.scp.http"}, good},
		{"own-name", "Setup writes the server's own name", []autodiscover.SCP{url("CAS1", "https://cas1.contoso.com/Autodiscover/Autodiscover.xml"), url("CAS2", good)}, nil, []string{"autodiscover.scp.default_url"}, good},
		{"own-name-hostile", "a name that a shell would take apart is in no command", []autodiscover.SCP{url("CAS1;x", "https://cas1;x"), url("a b", "mail/x")}, nil, []string{"autodiscover.scp.not_a_url"}, ""},
		{"short-name", "KB940726: a name that a public certificate cannot hold", []autodiscover.SCP{url("CAS1", "https://mail/Autodiscover/Autodiscover.xml")}, nil, []string{"autodiscover.scp.short_name"}, ""},
		{"address", "few certificates name an address", []autodiscover.SCP{url("CAS1", "https://192.0.2.1/Autodiscover/Autodiscover.xml"), url("CAS2", "https://[2001:db8::1]/Autodiscover/Autodiscover.xml")}, nil, []string{"autodiscover.scp.address"}, ""},
		{"letters", "not in its form for DNS", []autodiscover.SCP{url("CAS1", "https://müller.example/Autodiscover/Autodiscover.xml")}, nil, []string{"autodiscover.scp.host_letters"}, ""},
		{"path", "SCP URLs are those of POX", []autodiscover.SCP{url("CAS1", "https://mail.contoso.com/owa")}, nil, []string{"autodiscover.scp.path"}, ""},
		{"two-bindings", "exactly one is allowed", []autodiscover.SCP{entry("CAS1", []string{good, good}, guidURL)}, nil, []string{"autodiscover.scp.two_bindings"}, ""},
		{"unknown-guid", "clients look for two GUIDs", []autodiscover.SCP{entry("CAS1", []string{good}, "11111111-2222-3333-4444-555555555555")}, nil, []string{"autodiscover.scp.unknown_guid"}, ""},
		{"two-kinds", "DirectoryHelper.cs asks for each GUID by itself", []autodiscover.SCP{entry("CAS1", []string{good}, guidURL, guidPointer)}, nil, []string{"autodiscover.scp.two_kinds"}, ""},
		{"keyword-case", "the sample compares the prefix in its case", []autodiscover.SCP{url("CAS1", good, "site=Paris")}, nil, []string{"autodiscover.scp.keyword_case"}, ""},
		{"keyword-case-and-nothing", "the prefix by itself has a case too", []autodiscover.SCP{url("CAS1", good, "site=")}, nil, []string{"autodiscover.scp.keyword_case"}, ""},
		{"keyword-with-blanks", "SCP lookup compares whole keywords", []autodiscover.SCP{url("CAS1", good, " Site=Paris"), url("CAS2", good, "Site = Paris")}, nil, []string{"autodiscover.scp.unknown_keyword"}, ""},
		{"keyword-of-another-service", "an entry that is not of Autodiscover has keywords of its own", []autodiscover.SCP{entry("vc", []string{"https://vc.contoso.com"}, "VMware vCenter")}, nil, []string{"autodiscover.scp.unknown_guid"}, ""},
		{"tiers", "the EWS Managed API and the page place it differently", []autodiscover.SCP{url("CAS1", good), url("CAS2", good, "Site=Paris")}, nil, []string{"autodiscover.scp.tiers"}, ""},
		{"sites", "a site that is not there, and one without an entry", []autodiscover.SCP{url("CAS1", good, "Site=Pariss")}, []string{"Paris"}, []string{"autodiscover.scp.unknown_site", "autodiscover.scp.site_without"}, ""},
		{"sites-case", "the names of sites have no case", []autodiscover.SCP{url("CAS1", good, "Site=PARIS")}, []string{"Paris"}, nil, ""},
		{"hoster", "KB3115825: the entry without its value", []autodiscover.SCP{entry("Microsoft Exchange Online", nil, guidHoster)}, nil, []string{"autodiscover.scp.hoster_without_host"}, ""},
		{"hoster-good", "the value is no URL and need not be", []autodiscover.SCP{entry("Microsoft Exchange Online", []string{"*.outlook.com"}, guidHoster)}, nil, nil, ""},
		{"pointer-good", "MS-OXDISCO, Section 3.1.5.1", []autodiscover.SCP{entry("p", []string{"LDAP://dc:389"}, guidPointer)}, nil, nil, ""},
		{"pointer-no-binding", "DirectoryHelper.cs:189", []autodiscover.SCP{entry("p", nil, guidPointer)}, nil, []string{"autodiscover.scp.pointer_no_binding"}, ""},
		{"pointer-no-ldap", "LDAP:// and a host", []autodiscover.SCP{entry("p", []string{"dc.contoso.com"}, guidPointer), entry("q", []string{"LDAP://"}, guidPointer)}, nil, []string{"autodiscover.scp.pointer_not_ldap"}, ""},
		{"pointer-no-host", "MS-OXDISCO, Section 3.1.5.1: LDAP:// and a host", []autodiscover.SCP{entry("p", []string{"LDAP://"}, guidPointer)}, nil, []string{"autodiscover.scp.pointer_not_ldap"}, ""},
		{"pointer-https", "MS-OXDISCO, Section 3.1.5.1: LDAP:// and a host", []autodiscover.SCP{entry("p", []string{"https://dc.contoso.com/"}, guidPointer)}, nil, []string{"autodiscover.scp.pointer_not_ldap"}, ""},
		{"pointer-scoped", "the page and the EWS Managed API disagree", []autodiscover.SCP{entry("p", []string{"LDAP://dc"}, guidPointer, "Site=Paris")}, nil, []string{"autodiscover.scp.pointer_scoped"}, ""},
		{"pointer-twice", "the first that the directory returns counts", []autodiscover.SCP{entry("p", []string{"LDAP://dc"}, guidPointer, "Domain=contoso.com"), entry("q", []string{"LDAP://dc"}, guidPointer, "Domain=CONTOSO.com")}, nil, []string{"autodiscover.scp.pointer_twice"}, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := scpfile.Check(autodiscover.Forest{Own: autodiscover.Directory{SCPs: tt.scps}}, tt.sites)
			if diff := cmp.Diff(tt.want, vocabtest.FindCodes(got), cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
			if diff := cmp.Diff(tt.fix, fixOf(got)); diff != "" {
				t.Errorf("%s: the URL that the remedy sets (-want +got):\n%s", tt.why, diff)
			}
			vocabtest.Findings(t, got)
		})
	}
}

func fixOf(findings []schannel.Finding) string {
	for _, f := range findings {
		for _, r := range f.Remedies {
			for _, a := range r.Steps[0].Args {
				if a.Name == "url" {
					return a.Value
				}
			}
		}
	}
	return ""
}

// TestCheckDirectories holds what concerns several directories.
func TestCheckDirectories(t *testing.T) {
	t.Parallel()
	pointer := entry("p", []string{"LDAP://dc"}, guidPointer, "Domain=contoso.com")
	f := autodiscover.Forest{Own: autodiscover.Directory{SCPs: []autodiscover.SCP{pointer}}, Others: []autodiscover.Directory{
		{Host: "dc", SCPs: []autodiscover.SCP{pointer}}, {Host: "DC"},
	}}
	two := autodiscover.Forest{Others: []autodiscover.Directory{{Host: "dc"}, {Host: "dc2"}}}
	if got := scpfile.Check(two, nil); len(got) != 0 {
		t.Errorf("two hosts have a directory each: %v", got)
	}
	want := []string{"autodiscover.scp.directory_twice"}
	if diff := cmp.Diff(want, vocabtest.FindCodes(scpfile.Check(f, nil))); diff != "" {
		t.Errorf("a host has one directory; pointers of different directories are not two for one domain (-want +got):\n%s", diff)
	}
}

// TestCheckNamesTheEntries holds that a finding about several entries names and
// counts them, and points to each.
func TestCheckNamesTheEntries(t *testing.T) {
	t.Parallel()
	got := scpfile.Check(autodiscover.Forest{Own: autodiscover.Directory{SCPs: []autodiscover.SCP{url("CAS1", "x/y"), url("CAS2", good), url("CAS3", "z")}}}, nil)
	want := []schannel.Subject{schannel.Nth("scp", 0).Named("CAS1"), schannel.Nth("scp", 2).Named("CAS3")}
	if diff := cmp.Diff(want, got[0].Items); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
