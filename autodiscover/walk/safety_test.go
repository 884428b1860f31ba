// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package walk_test

import (
	"strconv"
	"strings"
	"testing"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/autodiscover"
	"github.com/schanneltrust/schannel/autodiscover/walk"
	"github.com/schanneltrust/schannel/internal/vocabtest"
)

// suffix is a public suffix list of three lines.
func suffix(host string) string {
	host = strings.ToLower(host)
	for _, s := range []string{"co.uk", "com.au"} {
		if host == s || strings.HasSuffix(host, "."+s) {
			return s
		}
	}
	return host[strings.LastIndexByte(host, '.')+1:]
}

// exactSuffix knows names in lower case only, as the public suffix list has them.
func exactSuffix(host string) string {
	if strings.HasSuffix(host, "co.uk") {
		return "co.uk"
	}
	return host[strings.LastIndexByte(host, '.')+1:]
}

func TestCheckHosts(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name   string
		mail   string
		hosts  []string
		suffix func(string) string
		scps   []string
		want   []string
		why    string
	}{
		{"in the domain", "u@sales.corp.co.uk", []string{"autodiscover.sales.corp.co.uk", "SALES.corp.co.uk."}, suffix, nil, nil, "Phase 1: two URLs are made of the domain"},
		{"above every domain", "u@sales.corp.co.uk", []string{"autodiscover.co.uk", "co.uk", "https://autodiscover.uk/x"}, suffix, nil, []string{"autodiscover.leak.public_suffix co.uk", "autodiscover.leak.public_suffix autodiscover.co.uk", "autodiscover.leak.public_suffix autodiscover.uk"}, "Guardicore: clients that back off to autodiscover.TLD"},
		{"another country's suffix", "u@corp.example", []string{"autodiscover.com.au"}, suffix, nil, []string{"autodiscover.leak.public_suffix autodiscover.com.au"}, "Guardicore: bought domains of this kind"},
		{"above the domain of the address", "u@sales.corp.co.uk", []string{"autodiscover.corp.co.uk"}, suffix, nil, []string{"autodiscover.leak.above_domain autodiscover.corp.co.uk"}, "Phase 1: the domain of the address, not one above"},
		{"elsewhere", "u@corp.example", []string{"mail.other.example"}, suffix, nil, []string{"autodiscover.leak.foreign_host mail.other.example"}, "Phase 1: only the directory or a redirect leads there"},
		{"as a log writes it", "u@sales.corp.co.uk", []string{"AUTODISCOVER.CO.UK:443", "AutoDiscover.Sales.corp.co.uk:443"}, exactSuffix, nil, []string{"autodiscover.leak.public_suffix autodiscover.co.uk"}, "a port and capitals change no host"},
		{"one label", "u@corp.example", []string{"autodiscover"}, suffix, nil, []string{"autodiscover.leak.foreign_host autodiscover"}, "a name without a dot is that of a computer nearby, not a suffix"},
		{"nothing seen", "", nil, nil, nil, nil, "nothing is asked, and nothing is missing"},
		{"no host", "u@corp.example", []string{"Test Steps", "GetLastError=0; httpStatus=401.", "", "---- ", "https://", "corp\u00a0example", "3/1/2026 10:00:01 AM PACKET", "mail/x y"}, suffix, nil, []string{"autodiscover.leak.not_a_host"}, "law 3: what is not recognised gives a finding that says so, and nothing else"},
		{"addresses", "u@corp.example", []string{"2001:db8::1", "[2001:db8::1]:443", "192.0.2.4:443"}, suffix, nil, []string{"autodiscover.leak.foreign_host 2001:db8::1", "autodiscover.leak.foreign_host 192.0.2.4"}, "RFC 3986, Section 3.2.2: an address of IPv6 stands in brackets where a port follows"},
		{"other letters", "u@corp.example", []string{"autodiscover.b\u00fccher.example"}, suffix, nil, []string{"autodiscover.leak.foreign_host autodiscover.b\u00fccher.example"}, "the host of another domain, in whatever letters"},
		{"named by the directory", "u@corp.example", []string{"a.other.example"}, suffix, []string{"https://a.other.example/autodiscover/autodiscover.xml"}, nil, "Phase 1: service connection points"},
		{"Exchange Online", "u@corp.example", []string{"autodiscover-s.outlook.com"}, suffix, nil, nil, "CSS-Exchange, Get-CloudServiceEndpoint.ps1"},
		{"without an address", "", []string{"autodiscover.co.uk", "mail.other.example"}, suffix, nil, []string{"autodiscover.leak.no_domain", "autodiscover.leak.public_suffix autodiscover.co.uk"}, "nobody is registered there, whatever the address"},
		{"without a list of suffixes", "u@corp.co.uk", []string{"autodiscover.corp.co.uk", "autodiscover.co.uk"}, nil, nil, []string{"autodiscover.leak.no_suffixes", "autodiscover.leak.above_domain autodiscover.co.uk"}, "what is missing is named"},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			s := walk.Setup{Client: autodiscover.Client{Mail: row.mail}, Forest: forest(row.scps...), Suffix: row.suffix}
			findings := walk.CheckHosts(s, row.hosts)
			got := map[string]bool{}
			for _, f := range findings {
				got[strings.TrimSpace(string(f.Code)+" "+f.Subject.Name)] = true
			}
			want := map[string]bool{}
			for _, line := range row.want {
				want[line] = true
			}
			vocabtest.Equal(t, want, got)
			vocabtest.Findings(t, findings)
			if row.mail == "" && len(row.hosts) > 0 {
				vocabtest.Equal(t, []schannel.Code{"autodiscover.missing.mail"}, vocabtest.PhraseCodes(findings, "autodiscover.leak.no_domain"))
			}
		})
	}
}

// TestRegistrableDomains: a redirect that leaves the registrable domain is
// told, but for the hosts of Exchange Online.
func TestRegistrableDomains(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		target string
		want   []string
	}{
		{"https://mail.corp.example/autodiscover/autodiscover.xml", nil},
		{"https://mail.corp.example./autodiscover/autodiscover.xml", nil},                                        // RFC 3986, Section 3.2.2: the dot makes no other host
		{"https://mail.other.example/autodiscover/autodiscover.xml", []string{"autodiscover.leak.other_domain"}}, // under the same suffix
		{"https://co.uk/autodiscover/autodiscover.xml", []string{"autodiscover.leak.other_domain"}},              // a suffix itself
		{"https://mail.other.example.co.uk/autodiscover/autodiscover.xml", []string{"autodiscover.leak.other_domain"}},
		{"https://autodiscover-s.outlook.com/autodiscover/autodiscover.xml", []string{"autodiscover.leak.expected_host"}},
		{"https://autodiscover-s.outlook.com./autodiscover/autodiscover.xml", []string{"autodiscover.leak.expected_host"}},
	} {
		s := setup(autodiscover.DocsClient)
		s.Suffix = suffix
		o := walk.Replay(s, script(t, []string{"POST " + root + " = 302 > " + row.target, "POST " + row.target + " = 200 settings"}))
		vocabtest.Equal(t, row.want, vocabtest.FindCodes(o.Findings))
	}
}

// TestOddSuffix: a function that gives the suffix of another name is taken at
// no word.
func TestOddSuffix(t *testing.T) {
	t.Parallel()
	s := setup(autodiscover.DocsClient)
	s.Suffix = func(string) string { return "zz" }
	target := "https://mail.other.example/autodiscover/autodiscover.xml"
	o := walk.Replay(s, script(t, []string{"POST " + root + " = 302 > " + target, "POST " + target + " = 200 settings"}))
	vocabtest.Equal(t, []string{"autodiscover.leak.other_domain"}, vocabtest.FindCodes(o.Findings))
}

// TestDetection: what the account detection of Outlook answers is no cause to
// look for in SCPs, DNS or redirects.
func TestDetection(t *testing.T) {
	t.Parallel()
	o := walk.Replay(setup(autodiscover.Outlook365), walk.Recording{Detection: []string{"imap.elsewhere.example"}})
	vocabtest.Equal(t, []string{"autodiscover.detection.not_autodiscover"}, vocabtest.FindCodes(o.Findings))
	vocabtest.Equal(t, []schannel.Code{"autodiscover.missing.trace"}, vocabtest.PhraseCodes(o.Findings, "autodiscover.detection.not_autodiscover"))
	if f := o.Findings[0]; f.Certainty != schannel.InsufficientData || strings.Contains(f.Text, "SRV") {
		t.Errorf("%s: %s", f.Certainty, f.Text)
	}
}

// TestManyHosts: what is said is bounded, and what is left out is counted.
func TestManyHosts(t *testing.T) {
	t.Parallel()
	var hosts []string
	for i := range 50_000 {
		hosts = append(hosts, "h"+strconv.Itoa(i)+".other.example")
	}
	findings := walk.CheckHosts(walk.Setup{Client: autodiscover.Client{Mail: "u@corp.example"}, Suffix: suffix}, hosts)
	last := findings[len(findings)-1]
	if len(findings) != 201 || last.Code != "autodiscover.leak.more" || last.Args[0].Value != "49800" {
		t.Errorf("%d findings, %s", len(findings), last.Text)
	}
}
