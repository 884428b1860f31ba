// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package prompt_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/autodiscover"
	"github.com/schanneltrust/schannel/autodiscover/answer"
	"github.com/schanneltrust/schannel/autodiscover/prompt"
	"github.com/schanneltrust/schannel/autodiscover/walk"
	"github.com/schanneltrust/schannel/internal/vocabtest"
)

const (
	root  = "https://corp.example/autodiscover/autodiscover.xml"
	probe = "http://autodiscover.corp.example/autodiscover/autodiscover.xml"
	hub   = "https://autodiscover.adatum.example/autodiscover/autodiscover.xml"
)

// hop is a request by POST that was answered, and what the server showed.
func hop(step autodiscover.Step, url string, redirects int, peer walk.Peer) walk.Hop {
	return walk.Hop{
		Request: walk.Request{Method: autodiscover.Post, URL: url, Mail: "user@corp.example", Step: step, Redirects: redirects},
		Status:  200, Turn: walk.Finish, Peer: peer,
	}
}

// beside is a request that went out with one that succeeded.
func beside(h walk.Hop) walk.Hop {
	h.Failure, h.Parallel = walk.NotRecorded, true
	return h
}

// unrecorded is a request whose answer nobody recorded.
func unrecorded(h walk.Hop) walk.Hop {
	h.Failure, h.Turn = walk.NotRecorded, walk.Advance
	return h
}

// redirected is the GET without credentials that leads to the hoster.
func redirected(turn walk.Turn) walk.Hop {
	return walk.Hop{
		Request: walk.Request{Method: autodiscover.Get, URL: probe, Mail: "user@corp.example", Step: autodiscover.StepHTTPRedirect},
		Status:  302, Turn: turn, Target: hub,
	}
}

func named(names ...string) walk.Peer { return walk.Peer{Names: names, Trusted: schannel.Yes} }

// openly is a hop whose turn no document gives.
func openly(h walk.Hop) walk.Hop {
	h.Open = true
	return h
}

// redirectServers is a value of that key.
func redirectServers(version, name string) schannel.RegistryValue {
	return schannel.RegistryValue{
		Key:  `HKEY_CURRENT_USER\Software\Microsoft\Office\` + version + `\Outlook\AutoDiscover\RedirectServers`,
		Name: name, Type: schannel.RegSZ, Strings: []string{""},
	}
}

type row struct {
	name     string
	product  autodiscover.Product
	hops     []walk.Hop
	registry []schannel.RegistryValue
	want     []string
	codes    []string
	remedies []string
	why      string
}

var rows = []row{
	{
		name: "redirect from http", product: autodiscover.Outlook2010, hops: []walk.Hop{redirected(walk.Follow)},
		want: []string{"redirect autodiscover.adatum.example certain suppressed=no"}, codes: []string{"autodiscover.prompt.redirect"},
		remedies: []string{"autodiscover.remedy.redirect_servers"}, why: "KB2480582",
	},
	{
		name: "redirect that the user refused", product: autodiscover.Outlook2010, hops: []walk.Hop{func() walk.Hop {
			h := redirected(walk.Advance)
			h.Reason.Code = "autodiscover.reason.refused"
			return h
		}()},
		want: []string{"redirect autodiscover.adatum.example certain suppressed=no"}, codes: []string{"autodiscover.prompt.redirect"},
		remedies: []string{"autodiscover.remedy.redirect_servers"}, why: "KB2480582: the window comes before the answer",
	},
	{
		name: "redirect by a status of which no document speaks", product: autodiscover.Outlook2016, hops: []walk.Hop{openly(redirected(walk.Follow))},
		want: []string{"redirect autodiscover.adatum.example undocumented suppressed=no"}, codes: []string{"autodiscover.prompt.redirect"},
		remedies: []string{"autodiscover.remedy.redirect_servers"}, why: "law 1: KB2480582 says which window a redirect gives, not that 301 is one to Outlook",
	},
	{
		name: "redirect by such a status that was followed", product: autodiscover.Outlook2016,
		hops: []walk.Hop{openly(redirected(walk.Follow)), hop(autodiscover.StepHTTPRedirect, "https://autodiscover.adatum.example/autodiscover/autodiscover.xml", 1, walk.Peer{})},
		want: []string{"redirect autodiscover.adatum.example certain suppressed=no"}, codes: []string{"autodiscover.prompt.redirect"},
		remedies: []string{"autodiscover.remedy.redirect_servers"}, why: "that the target was asked shows that the client took it for a redirect",
	},
	{
		name: "RedirectServers has it", product: autodiscover.Outlook2010, hops: []walk.Hop{redirected(walk.Follow)},
		registry: []schannel.RegistryValue{redirectServers("14.0", "autodiscover.adatum.example")},
		want:     []string{"redirect autodiscover.adatum.example certain suppressed=yes"},
		codes:    []string{"autodiscover.prompt.suppressed"}, why: "KB2480582",
	},
	{
		name: "RedirectServers has the domain above", product: autodiscover.Outlook2010, hops: []walk.Hop{redirected(walk.Follow)},
		registry: []schannel.RegistryValue{redirectServers("14.0", "adatum.example")},
		want:     []string{"redirect autodiscover.adatum.example certain suppressed=no"},
		codes:    []string{"autodiscover.prompt.not_suppressed", "autodiscover.prompt.redirect"},
		remedies: []string{"autodiscover.remedy.redirect_servers"}, why: "OfficeDocs-Support#952: the whole name of the host",
	},
	{
		name: "RedirectServers in another case, 2010", product: autodiscover.Outlook2010, hops: []walk.Hop{redirected(walk.Follow)},
		registry: []schannel.RegistryValue{redirectServers("14.0", "Autodiscover.Adatum.example")},
		want:     []string{"redirect autodiscover.adatum.example certain suppressed=no"},
		codes:    []string{"autodiscover.prompt.not_suppressed", "autodiscover.prompt.redirect"},
		remedies: []string{"autodiscover.remedy.redirect_servers_case"},
		why:      "KB2480582: 2010 compares with case; the registry cannot hold both spellings, so the one has to go first",
	},
	{
		name: "RedirectServers in another case, 2013", product: autodiscover.Outlook2013, hops: []walk.Hop{redirected(walk.Follow)},
		registry: []schannel.RegistryValue{redirectServers("15.0", "Autodiscover.Adatum.example")},
		want:     []string{"redirect autodiscover.adatum.example certain suppressed=yes"},
		codes:    []string{"autodiscover.prompt.suppressed"}, why: "KB2480582: from 2013 on without case",
	},
	{
		name: "RedirectServers in another case, 2007", product: autodiscover.Outlook2007, hops: []walk.Hop{redirected(walk.Follow)},
		registry: []schannel.RegistryValue{redirectServers("12.0", "Autodiscover.Adatum.example")},
		want:     []string{"redirect autodiscover.adatum.example certain suppressed=unknown"},
		codes:    []string{"autodiscover.prompt.case_open", "autodiscover.prompt.redirect"},
		remedies: []string{"autodiscover.remedy.redirect_servers_case"},
		why:      "of 2007 no document tells: autodiscover.outcome.prompt or autodiscover.outcome.no_prompt, autodiscover.settle.prompt",
	},
	{
		name: "RedirectServers of another version", product: autodiscover.Outlook2016, hops: []walk.Hop{redirected(walk.Follow)},
		registry: []schannel.RegistryValue{redirectServers("15.0", "autodiscover.adatum.example")},
		want:     []string{"redirect autodiscover.adatum.example certain suppressed=no"}, codes: []string{"autodiscover.prompt.redirect"},
		remedies: []string{"autodiscover.remedy.redirect_servers"}, why: "the key has the version in it",
	},
	{
		name: "RedirectServers among policies", product: autodiscover.Outlook365, hops: []walk.Hop{redirected(walk.Follow)},
		registry: []schannel.RegistryValue{{
			Key: `HKCU\software\policies\microsoft\office\16.0\outlook\autodiscover\redirectservers\`, Name: "autodiscover.adatum.example", Type: schannel.RegSZ, Strings: []string{""},
		}},
		want:  []string{"redirect autodiscover.adatum.example certain suppressed=yes"},
		codes: []string{"autodiscover.prompt.suppressed"}, why: "KB2480582: user or Policies",
	},
	{
		name: "RedirectServers hides two windows about a host", product: autodiscover.Outlook2016, hops: []walk.Hop{
			redirected(walk.Follow),
			{Request: walk.Request{Method: autodiscover.Post, URL: hub, Step: autodiscover.StepHTTPRedirect, Redirects: 1}, Status: 200, Turn: walk.Finish, Peer: walk.Peer{Names: []string{"mail.adatum.example"}, Trusted: schannel.Yes}},
		},
		registry: []schannel.RegistryValue{redirectServers("16.0", "autodiscover.adatum.example")},
		want:     []string{"redirect autodiscover.adatum.example certain suppressed=yes", "name autodiscover.adatum.example certain suppressed=yes"},
		codes:    []string{"autodiscover.prompt.suppressed"}, why: "KB2480582 and KB2783881: one value hides both",
	},
	{
		name: "RedirectServers of another user", product: autodiscover.Outlook2016, hops: []walk.Hop{redirected(walk.Follow)},
		registry: []schannel.RegistryValue{{
			Key: `HKEY_USERS\S-1-5-21-1-2-3-1001\Software\Microsoft\Office\16.0\Outlook\AutoDiscover\RedirectServers`, Name: "autodiscover.adatum.example", Type: schannel.RegSZ, Strings: []string{""},
		}},
		want:  []string{"redirect autodiscover.adatum.example certain suppressed=yes"},
		codes: []string{"autodiscover.prompt.suppressed"}, why: "KB2480582: HKEY_CURRENT_USER is the key of the user below HKEY_USERS",
	},
	{
		name: "RedirectServers has a URL", product: autodiscover.Outlook2016, hops: []walk.Hop{redirected(walk.Follow)},
		registry: []schannel.RegistryValue{redirectServers("16.0", "https://autodiscover.adatum.example/autodiscover/autodiscover.xml")},
		want:     []string{"redirect autodiscover.adatum.example certain suppressed=no"},
		codes:    []string{"autodiscover.prompt.not_suppressed", "autodiscover.prompt.redirect"},
		remedies: []string{"autodiscover.remedy.redirect_servers"}, why: "KB2480582: the name of the value is that of the server",
	},
	{
		name: "RedirectServers has a wildcard and a dot at the end", product: autodiscover.Outlook2016, hops: []walk.Hop{redirected(walk.Follow)},
		registry: []schannel.RegistryValue{redirectServers("16.0", "other.example"), redirectServers("16.0", "*.adatum.example.")},
		want:     []string{"redirect autodiscover.adatum.example certain suppressed=no"},
		codes:    []string{"autodiscover.prompt.not_suppressed", "autodiscover.prompt.redirect"},
		remedies: []string{"autodiscover.remedy.redirect_servers"}, why: "OfficeDocs-Support#952: the whole name of the host",
	},
	{
		name: "RedirectServers as a number", product: autodiscover.Outlook365, hops: []walk.Hop{redirected(walk.Follow)},
		registry: []schannel.RegistryValue{schannel.DWORD(`HKEY_CURRENT_USER\Software\Microsoft\Office\16.0\Outlook\AutoDiscover\RedirectServers`, "autodiscover.adatum.example", 1)},
		want:     []string{"redirect autodiscover.adatum.example certain suppressed=no"},
		codes:    []string{"autodiscover.prompt.not_suppressed", "autodiscover.prompt.redirect"},
		remedies: []string{"autodiscover.remedy.redirect_servers"}, why: "KB2480582: REG_SZ",
	},
	{
		name: "a redirect over https asks nothing", product: autodiscover.Outlook2016,
		hops: []walk.Hop{{Request: walk.Request{Method: autodiscover.Post, URL: root, Step: autodiscover.StepRootDomain}, Status: 302, Turn: walk.Follow, Target: hub}},
		want: []string{}, why: "KB2480582 speaks of http to https",
	},
	{
		name: "a service record of another domain", product: autodiscover.Outlook2010,
		hops: []walk.Hop{{Request: walk.Request{Method: autodiscover.DNS, Name: "_autodiscover._tcp.corp.example", Mail: "user@corp.example", Step: autodiscover.StepSRV}, Turn: walk.Follow, Target: hub}},
		want: []string{"redirect autodiscover.adatum.example likely suppressed=no"}, codes: []string{"autodiscover.prompt.redirect"},
		remedies: []string{"autodiscover.remedy.redirect_servers"}, why: "gromox: observed",
	},
	{
		name: "a service record of the domain", product: autodiscover.Outlook2010,
		hops: []walk.Hop{{Request: walk.Request{Method: autodiscover.DNS, Name: "_autodiscover._tcp.corp.example", Mail: "user@corp.example", Step: autodiscover.StepSRV}, Turn: walk.Follow, Target: "https://mail.corp.example/autodiscover/autodiscover.xml"}},
		want: []string{}, why: "gromox: where the host differs from the mail domain",
	},
	{
		name: "the name in the directory", product: autodiscover.Outlook2016,
		hops: []walk.Hop{unrecorded(hop(autodiscover.StepSCP, "https://mxsrv.corp.local/Autodiscover/Autodiscover.xml", 0, named("mail.corp.example", "autodiscover.corp.example")))},
		want: []string{"name mxsrv.corp.local certain suppressed=no"}, codes: []string{"autodiscover.prompt.name"},
		remedies: []string{"autodiscover.remedy.set_uri", "autodiscover.remedy.redirect_servers"}, why: "KB940726; win-acme#1088: solved by the URI",
	},
	{
		name: "the root domain's web server", product: autodiscover.Outlook2013,
		hops: []walk.Hop{hop(autodiscover.StepRootDomain, root, 0, named("www.corp.example"))},
		want: []string{"name corp.example certain suppressed=no"}, codes: []string{"autodiscover.prompt.name"},
		remedies: []string{"autodiscover.remedy.redirect_servers", "autodiscover.remedy.exclude_root"}, why: "KB2783881",
	},
	{
		name: "the root domain's web server among the RedirectServers", product: autodiscover.Outlook2013,
		hops:     []walk.Hop{hop(autodiscover.StepRootDomain, root, 0, named("www.corp.example"))},
		registry: []schannel.RegistryValue{redirectServers("15.0", "corp.example")},
		want:     []string{"name corp.example certain suppressed=yes"},
		codes:    []string{"autodiscover.prompt.suppressed"}, why: "KB2783881: the value hides this window too",
	},
	{
		name: "a place that is reached only if one before fails", product: autodiscover.Outlook2010,
		hops: []walk.Hop{
			unrecorded(hop(autodiscover.StepSCP, "https://a.corp.example/x", 0, named("a.corp.example"))),
			unrecorded(hop(autodiscover.StepRootDomain, root, 0, named("www.corp.example"))),
		},
		want: []string{"name corp.example insufficient-data suppressed=no"}, codes: []string{"autodiscover.prompt.name"},
		remedies: []string{"autodiscover.remedy.redirect_servers", "autodiscover.remedy.exclude_root"}, why: "autodiscover.missing.earlier",
	},
	{
		name: "a name in other letters", product: autodiscover.Outlook2016,
		hops: []walk.Hop{
			hop(autodiscover.StepSCP, "https://xn--bcher-kva.example/x", 0, named("b\u00fccher.example")),
			hop(autodiscover.StepSCP, "https://b\u00fccher.example/x", 0, walk.Peer{CommonName: "xn--bcher-kva.example", Trusted: schannel.Yes}),
			hop(autodiscover.StepSCP, "https://m\u00fcnchen.example/x", 0, named("m\u00fcnchen.example")),
		},
		want:     []string{"name xn--bcher-kva.example undocumented suppressed=no", "name b\u00fccher.example undocumented suppressed=no"},
		codes:    []string{"autodiscover.prompt.name", "autodiscover.prompt.name"},
		remedies: []string{"autodiscover.remedy.redirect_servers", "autodiscover.remedy.redirect_servers"}, why: "RFC 9525, Section 6.3: the DNS forms are compared; what Outlook makes of others is not documented",
	},
	{
		name: "behind an answer that is recorded", product: autodiscover.Outlook2010,
		hops: []walk.Hop{
			hop(autodiscover.StepSCP, "https://a.corp.example/x", 0, named("a.corp.example")),
			unrecorded(hop(autodiscover.StepRootDomain, root, 0, named("www.corp.example"))),
		},
		want: []string{"name corp.example certain suppressed=no"}, codes: []string{"autodiscover.prompt.name"},
		remedies: []string{"autodiscover.remedy.redirect_servers", "autodiscover.remedy.exclude_root"}, why: "nothing before it is missing",
	},
	{
		name: "behind Office 365, whose answer is not recorded", product: autodiscover.Outlook2016,
		hops: []walk.Hop{
			unrecorded(hop(autodiscover.StepOffice365, "https://autodiscover-s.outlook.com/x", 0, walk.Peer{})),
			unrecorded(hop(autodiscover.StepRootDomain, root, 0, named("www.corp.example"))),
		},
		want: []string{"name corp.example certain suppressed=no"}, codes: []string{"autodiscover.prompt.name"},
		remedies: []string{"autodiscover.remedy.redirect_servers", "autodiscover.remedy.exclude_root"}, why: "KB3211279: more than the order decides that it is asked",
	},
	{
		name: "the root domain is asked beside the directory", product: autodiscover.Outlook2013,
		hops: []walk.Hop{
			unrecorded(hop(autodiscover.StepSCP, "https://a.corp.example/x", 0, named("a.corp.example"))),
			unrecorded(hop(autodiscover.StepRootDomain, root, 0, named("www.corp.example"))),
		},
		want: []string{"name corp.example likely suppressed=no"}, codes: []string{"autodiscover.prompt.name"},
		remedies: []string{"autodiscover.remedy.redirect_servers", "autodiscover.remedy.exclude_root"}, why: "Outlook 2013 Autodiscover: reported to look up both side by side",
	},
	{
		name: "the second entry of the directory is asked after the first", product: autodiscover.Outlook2013,
		hops: []walk.Hop{
			unrecorded(hop(autodiscover.StepSCP, "https://a.corp.example/x", 0, named("a.corp.example"))),
			unrecorded(hop(autodiscover.StepSCP, "https://b.corp.example/x", 0, named("www.corp.example"))),
			unrecorded(hop(autodiscover.StepRootDomain, "https://c.corp.example/x", 1, named("www.corp.example"))),
		},
		want:     []string{"name b.corp.example insufficient-data suppressed=no", "name c.corp.example insufficient-data suppressed=no"},
		codes:    []string{"autodiscover.prompt.name", "autodiscover.prompt.name"},
		remedies: []string{"autodiscover.remedy.redirect_servers", "autodiscover.remedy.redirect_servers"}, why: "Outlook 2013 Autodiscover: directory and domain side by side, not what follows within them",
	},
	{
		name: "the root domain beside what succeeded", product: autodiscover.Outlook2013,
		hops: []walk.Hop{
			hop(autodiscover.StepSCP, "https://a.corp.example/x", 0, named("a.corp.example")),
			beside(hop(autodiscover.StepRootDomain, root, 0, named("www.corp.example"))),
		},
		want: []string{"name corp.example likely suppressed=no"}, codes: []string{"autodiscover.prompt.name"},
		remedies: []string{"autodiscover.remedy.redirect_servers", "autodiscover.remedy.exclude_root"}, why: "the same",
	},
	{
		name: "refused credentials", product: autodiscover.Outlook2016,
		hops: []walk.Hop{{Request: walk.Request{Method: autodiscover.Post, URL: root, Step: autodiscover.StepRootDomain}, Status: 401, Turn: walk.Advance}},
		want: []string{"credentials corp.example likely suppressed=no"}, codes: []string{"autodiscover.prompt.credentials"}, why: "KB3049615",
	},
	{
		name: "self-signed at the directory's URL, 2010", product: autodiscover.Outlook2010,
		hops: []walk.Hop{hop(autodiscover.StepSCP, newer, 0, untrusted(schannel.Yes))},
		want: []string{"untrusted cas2010.corp.example undocumented suppressed=no"}, codes: []string{"autodiscover.prompt.untrusted"},
		remedies: fourRemedies, why: "when later ones stopped is not documented",
	},
	{
		name: "self-signed at the directory's URL, 2013", product: autodiscover.Outlook2013,
		hops: []walk.Hop{hop(autodiscover.StepSCP, newer, 0, untrusted(schannel.Yes))},
		want: []string{"untrusted cas2010.corp.example likely suppressed=no"}, codes: []string{"autodiscover.prompt.untrusted"},
		remedies: fourRemedies, why: "Exchange Team, deployment site: expect a prompt",
	},
	{
		name: "unknown whether self-signed, 2016", product: autodiscover.Outlook2016,
		hops: []walk.Hop{hop(autodiscover.StepSCP, newer, 0, untrusted(schannel.Unknown))},
		want: []string{"untrusted cas2010.corp.example likely suppressed=no"}, codes: []string{"autodiscover.prompt.untrusted"},
		remedies: fourRemedies, why: "bb851554 is about 2007: later ones are not known to tolerate a certificate for being self-signed",
	},
	{
		name: "unknown whether self-signed behind a redirect, 2007", product: autodiscover.Outlook2007,
		hops: []walk.Hop{hop(autodiscover.StepSCP, newer, 1, untrusted(schannel.Unknown))},
		want: []string{"untrusted cas2010.corp.example certain suppressed=no"}, codes: []string{"autodiscover.prompt.untrusted"},
		remedies: fourRemedies, why: "KB2006728: a redirect loses the tolerance, of whatever",
	},
	{
		name: "untrusted authority at the directory's URL, 2007", product: autodiscover.Outlook2007,
		hops: []walk.Hop{hop(autodiscover.StepSCP, newer, 0, untrusted(schannel.No))},
		want: []string{"untrusted cas2010.corp.example undocumented suppressed=no"}, codes: []string{"autodiscover.prompt.untrusted"},
		remedies: fourRemedies, why: "bb851554 speaks of the self-signed default certificate",
	},
	{
		name: "unknown whether self-signed, 2007", product: autodiscover.Outlook2007,
		hops: []walk.Hop{hop(autodiscover.StepSCP, newer, 0, untrusted(schannel.Unknown))},
		want: []string{"untrusted cas2010.corp.example insufficient-data suppressed=no"}, codes: []string{"autodiscover.prompt.untrusted"},
		remedies: fourRemedies, why: "autodiscover.missing.self_signed",
	},
	{
		name: "untrusted elsewhere, 2007", product: autodiscover.Outlook2007,
		hops: []walk.Hop{hop(autodiscover.StepRootDomain, root, 0, walk.Peer{Names: []string{"corp.example"}, Trusted: schannel.No, SelfSigned: schannel.Yes})},
		want: []string{"untrusted corp.example certain suppressed=no"}, codes: []string{"autodiscover.prompt.untrusted"},
		remedies: fourRemedies, why: "bb851554: for URLs of service connection points only",
	},
	{
		name: "names only", product: autodiscover.Outlook2016,
		hops: []walk.Hop{hop(autodiscover.StepHost, "https://autodiscover.corp.example/x", 0, walk.Peer{Names: []string{"*.corp.example"}})},
		want: []string{}, codes: []string{"autodiscover.prompt.no_trust"}, why: "unknown is not no",
	},
}

var fourRemedies = []string{
	"autodiscover.remedy.certificate", "autodiscover.remedy.trusted_root",
	"autodiscover.remedy.check_store", "autodiscover.remedy.check_self_signed",
}

func untrusted(self schannel.Truth) walk.Peer {
	return walk.Peer{Names: []string{"cas2010.corp.example"}, Trusted: schannel.No, SelfSigned: self}
}

func TestPredict(t *testing.T) {
	t.Parallel()
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			s := walk.Setup{
				Client: autodiscover.Client{Product: row.product, Mail: "user@corp.example", Registry: row.registry},
				Forest: autodiscover.Forest{Own: autodiscover.Directory{SCPs: []autodiscover.SCP{entry("MXSRV", "https://mxsrv.corp.local/Autodiscover/Autodiscover.xml", at)}}},
				At:     at,
			}
			prompts, findings := prompt.Predict(s, row.hops)
			if diff := cmp.Diff(row.want, lines(prompts)); diff != "" {
				t.Errorf("%s (-want +got):\n%s", row.why, diff)
			}
			vocabtest.Equal(t, row.codes, vocabtest.FindCodes(findings))
			vocabtest.Findings(t, findings)
			var remedies []string
			for _, f := range findings {
				for _, r := range f.Remedies {
					remedies = append(remedies, string(r.Code))
				}
			}
			vocabtest.Equal(t, row.remedies, remedies)
		})
	}
}

// TestOpenEnds: what no document tells is said with what may happen and what
// would settle it; what is not known is asked for.
func TestOpenEnds(t *testing.T) {
	t.Parallel()
	open := []schannel.Code{"autodiscover.outcome.prompt", "autodiscover.outcome.no_prompt", "autodiscover.settle.prompt"}
	for _, tt := range []struct {
		row  string
		code schannel.Code
		want []schannel.Code
	}{
		{"RedirectServers in another case, 2007", "autodiscover.prompt.case_open", open},
		{"self-signed at the directory's URL, 2010", "autodiscover.prompt.untrusted", open},
		{"a place that is reached only if one before fails", "autodiscover.prompt.name", []schannel.Code{"autodiscover.missing.earlier"}},
		{"unknown whether self-signed, 2007", "autodiscover.prompt.untrusted", []schannel.Code{"autodiscover.missing.self_signed"}},
		{"names only", "autodiscover.prompt.no_trust", []schannel.Code{"autodiscover.missing.trust"}},
	} {
		i := slices.IndexFunc(rows, func(r row) bool { return r.name == tt.row })
		require.GreaterOrEqual(t, i, 0, "%s is a row", tt.row)
		client := autodiscover.Client{Product: rows[i].product, Mail: "user@corp.example", Registry: rows[i].registry}
		_, findings := prompt.Predict(walk.Setup{Client: client, At: at}, rows[i].hops)
		require.Equal(t, tt.want, vocabtest.PhraseCodes(findings, tt.code), tt.row)
	}
	dated := named("corp.example")
	dated.NotAfter = at
	client := autodiscover.Client{Product: autodiscover.Outlook2016}
	_, findings := prompt.Predict(walk.Setup{Client: client}, []walk.Hop{hop(autodiscover.StepRootDomain, root, 0, dated)})
	require.Equal(t, []schannel.Code{"autodiscover.missing.time"}, vocabtest.PhraseCodes(findings, "autodiscover.prompt.no_time"))
}

// TestSuppressedBy: the value is there to be set, and the remedies carry it.
func TestSuppressedBy(t *testing.T) {
	t.Parallel()
	s := walk.Setup{Client: autodiscover.Client{Product: autodiscover.Outlook2010}}
	prompts, findings := prompt.Predict(s, []walk.Hop{redirected(walk.Follow)})
	want := redirectServers("14.0", "autodiscover.adatum.example")
	vocabtest.Equal(t, want, prompts[0].SuppressedBy)
	vocabtest.Equal(t, want, findings[0].Remedies[0].Steps[0].Registry)
	if prompts[0].Remembered != schannel.Yes {
		t.Error("KB2480582: the window has a box to keep it from coming back")
	}
}

// TestSetURI: the command names the server of the entry and a name that is on
// the certificate.
func TestSetURI(t *testing.T) {
	t.Parallel()
	s := walk.Setup{
		Client: autodiscover.Client{Product: autodiscover.Outlook2016},
		Forest: autodiscover.Forest{Own: autodiscover.Directory{SCPs: []autodiscover.SCP{entry("MXSRV", "https://mxsrv.corp.local/Autodiscover/Autodiscover.xml", at)}}},
	}
	_, findings := prompt.Predict(s, []walk.Hop{hop(autodiscover.StepSCP, "https://mxsrv.corp.local/Autodiscover/Autodiscover.xml", 0, named("mail.corp.example", "autodiscover.corp.example"))})
	var commands []string
	for _, step := range findings[0].Remedies[0].Steps {
		if step.Command != "" {
			commands = append(commands, step.Command)
		}
	}
	want := "Set-ClientAccessService -Identity MXSRV -AutoDiscoverServiceInternalUri https://autodiscover.corp.example/Autodiscover/Autodiscover.xml"
	if !slices.Contains(commands, want) {
		t.Errorf("%q is none of %q", want, commands)
	}
}

func TestPrincipals(t *testing.T) {
	t.Parallel()
	wildcard := walk.Peer{Host: "mail.corp.example", CommonName: "*.corp.example", Names: []string{"*.corp.example"}}
	several := walk.Peer{Host: "mail.corp.example", CommonName: "www.corp.example", Names: []string{"www.corp.example", "mail.corp.example"}}
	for _, row := range []struct {
		name    string
		peer    walk.Peer
		told    string
		windows walk.Windows
		want    string
		command string
		why     string
	}{
		{"wildcard and nothing said", wildcard, "", walk.Windows7, "autodiscover.prompt.principal", "Set-OutlookProvider EXPR -CertPrincipalName msstd:*.corp.example", "POX: CertPrincipalName: msstd: and the server, which the wildcard is not"},
		{"wildcard that is named", wildcard, "msstd:*.corp.example", walk.WindowsXP, "", "", "Exchange 2007 help"},
		{"not compared", wildcard, "none", walk.Windows7, "", "", "POX: CertPrincipalName"},
		{"another name, Vista", several, "", walk.WindowsVista, "", "", "Exchange 2007 help: from Vista on any name"},
		{"another name, XP", several, "", walk.WindowsXP, "autodiscover.prompt.principal_xp", "Set-OutlookProvider EXPR -CertPrincipalName msstd:www.corp.example", "Exchange 2007 help: XP compares the common name"},
		{"other names only", walk.Peer{Host: "mail.corp.example", Names: []string{"*.corp.example"}}, "", walk.Windows7, "autodiscover.prompt.principal", "Set-OutlookProvider EXPR -CertPrincipalName msstd:*.corp.example", "POX: CertPrincipalName: the names are those of the certificate, wherever they stand in it"},
		{"a common name only", walk.Peer{Host: "mail.corp.example", CommonName: "www.corp.example"}, "", walk.Windows7, "autodiscover.prompt.principal", "Set-OutlookProvider EXPR -CertPrincipalName msstd:www.corp.example", "POX: CertPrincipalName"},
		{"nothing known", walk.Peer{}, "", walk.Windows7, "", "", "no names, no verdict"},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			s := walk.Setup{Client: autodiscover.Client{Product: autodiscover.Outlook2007}, Windows: row.windows, Peers: []walk.Peer{row.peer}}
			prompts, findings := prompt.Principals(s, answer.Response{Protocols: []answer.Protocol{{Type: "EXPR", Server: "mail.corp.example", CertPrincipalName: row.told}}})
			if row.want == "" {
				vocabtest.Equal(t, []string{}, vocabtest.FindCodes(findings))
				return
			}
			vocabtest.Equal(t, []string{row.want}, vocabtest.FindCodes(findings))
			vocabtest.Equal(t, []string{"credentials mail.corp.example likely suppressed=no"}, lines(prompts))
			if got := fmt.Sprint(findings[0].Remedies[0].Steps[0].Command); got != row.command {
				t.Errorf("%s: %s, want %s", row.why, got, row.command)
			}
		})
	}
}

// TestTwoProxies: one window for a proxy, however often the settings name it.
func TestTwoProxies(t *testing.T) {
	t.Parallel()
	var s walk.Setup
	s.Client.Product = autodiscover.Outlook2010
	var settings answer.Response
	for _, host := range []string{"a.corp.example", "b.corp.example", "A.corp.example"} {
		s.Peers = append(s.Peers, walk.Peer{Host: host, Names: []string{"www.corp.example"}})
		settings.Protocols = append(settings.Protocols, answer.Protocol{Type: "EXPR", Server: host})
	}
	prompts, _ := prompt.Principals(s, settings)
	vocabtest.Equal(t, []string{"credentials a.corp.example likely suppressed=no", "credentials b.corp.example likely suppressed=no"}, lines(prompts))
}

// TestHidden: that a value hides a window is likely for Outlook 2007, whose
// version one of the two articles lists, and certain for later ones.
func TestHidden(t *testing.T) {
	t.Parallel()
	for product, want := range map[autodiscover.Product]schannel.Certainty{autodiscover.Outlook2007: schannel.Likely, autodiscover.Outlook2010: schannel.Certain} {
		version := map[autodiscover.Product]string{autodiscover.Outlook2007: "12.0", autodiscover.Outlook2010: "14.0"}[product]
		s := walk.Setup{Client: autodiscover.Client{Product: product, Registry: []schannel.RegistryValue{redirectServers(version, "autodiscover.adatum.example")}}}
		_, findings := prompt.Predict(s, []walk.Hop{redirected(walk.Follow)})
		require.Equal(t, schannel.Code("autodiscover.prompt.suppressed"), findings[0].Code)
		require.Equal(t, want, findings[0].Certainty, product)
	}
}

// TestName: the URL that an entry should have is under a whole name of the
// certificate, best that of Autodiscover; behind a redirect the entry is not to
// blame.
func TestName(t *testing.T) {
	t.Parallel()
	const url = "https://mxsrv.corp.local/Autodiscover/Autodiscover.xml"
	s := walk.Setup{
		Client: autodiscover.Client{Product: autodiscover.Outlook2016},
		Forest: autodiscover.Forest{Own: autodiscover.Directory{SCPs: []autodiscover.SCP{entry("MXSRV", url, at)}}},
	}
	for _, row := range []struct {
		step      autodiscover.Step
		redirects int
		names     []string
		want      string
	}{
		{autodiscover.StepSCP, 0, []string{"*.corp.example", "mx1", "mail.corp.example", "www.corp.example"}, "mail.corp.example"},
		{autodiscover.StepSCP, 0, []string{"mail.corp.example", "AutoDiscover.corp.example"}, "AutoDiscover.corp.example"},
		{autodiscover.StepSCP, 0, []string{"*.corp.example", "mx1"}, ""},
		{autodiscover.StepSCP, 1, []string{"mail.corp.example"}, ""},
		{autodiscover.StepLastKnownGood, 0, []string{"mail.corp.example"}, ""},
	} {
		_, findings := prompt.Predict(s, []walk.Hop{hop(row.step, url, row.redirects, named(row.names...))})
		got := ""
		for _, r := range findings[0].Remedies {
			if r.Code == "autodiscover.remedy.set_uri" {
				got = strings.TrimSuffix(strings.TrimPrefix(r.Steps[0].Args[len(r.Steps[0].Args)-1].Value, "https://"), "/Autodiscover/Autodiscover.xml")
			}
		}
		require.Equal(t, row.want, got, "%v", row)
	}
}

// TestManyPrompts: "autodiscover.prompt.more" counts what is left out.
func TestManyPrompts(t *testing.T) {
	t.Parallel()
	var hops []walk.Hop
	for i := range 150 {
		hops = append(hops, hop(autodiscover.StepSCP, fmt.Sprintf("https://cas%d.corp.example/x", i), 0, named("other.example")))
	}
	prompts, findings := prompt.Predict(walk.Setup{Client: autodiscover.Client{Product: autodiscover.Outlook2016}, At: at}, hops)
	if last := findings[len(findings)-1]; len(prompts) != 100 || last.Code != "autodiscover.prompt.more" || last.Args[0].Value != "50" {
		t.Errorf("%d windows, %s", len(prompts), last.Text)
	}
}

func ExamplePrincipals() {
	setup := walk.Setup{
		Client: autodiscover.Client{Product: autodiscover.Outlook2010},
		Peers:  []walk.Peer{{Host: "mail.corp.example", CommonName: "*.corp.example", Names: []string{"*.corp.example"}}},
	}
	prompts, findings := prompt.Principals(setup, answer.Response{Protocols: []answer.Protocol{{Type: "EXPR", Server: "mail.corp.example"}}})
	fmt.Println(prompts[0].Kind, prompts[0].Host)
	fmt.Println(findings[0].Remedies[0].Steps[0].Command)
	// Output:
	// credentials mail.corp.example
	// Set-OutlookProvider EXPR -CertPrincipalName msstd:*.corp.example
}
