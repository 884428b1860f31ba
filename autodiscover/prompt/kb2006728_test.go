// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package prompt_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/autodiscover"
	"github.com/schanneltrust/schannel/autodiscover/answer"
	"github.com/schanneltrust/schannel/autodiscover/prompt"
	"github.com/schanneltrust/schannel/autodiscover/walk"
	"github.com/schanneltrust/schannel/internal/vocabtest"
)

const (
	old   = "https://cas2007.corp.example/Autodiscover/Autodiscover.xml"
	newer = "https://cas2010.corp.example/Autodiscover/Autodiscover.xml"
	good  = `<?xml version="1.0"?><Autodiscover xmlns="http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006"><Response xmlns="http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a"><Account><Action>settings</Action></Account></Response></Autodiscover>`
)

var at = time.Date(2010, 3, 1, 9, 0, 0, 0, time.UTC)

// selfSigned is the certificate that Setup gives a server.
func selfSigned(host string) walk.Peer {
	return walk.Peer{
		Host: host, CommonName: strings.Split(host, ".")[0], Names: []string{strings.Split(host, ".")[0], host},
		NotBefore: at.AddDate(0, -6, 0), NotAfter: at.AddDate(0, 6, 0), Trusted: schannel.No, SelfSigned: schannel.Yes,
	}
}

// entry is a service connection point of a server.
func entry(server, url string, created time.Time) autodiscover.SCP {
	return autodiscover.SCP{
		Kind: autodiscover.URLEntry, Server: server, Created: created, Bindings: []string{url},
		Keywords: []string{"77378F46-2C66-4aa9-A6A6-3E7A48B19596", "Site=Default-First-Site-Name"},
	}
}

// kb2006728 is the case of KB2006728: Outlook 2007 on a computer of the domain,
// an Exchange 2007 server beside one of 2010, and a mailbox on the latter.
func kb2006728(peer walk.Peer) (walk.Setup, walk.Recording) {
	s := walk.Setup{
		Client: autodiscover.Client{Product: autodiscover.Outlook2007, Mail: "user@corp.example", Site: "Default-First-Site-Name", Joined: schannel.Yes},
		Forest: autodiscover.Forest{Own: autodiscover.Directory{SCPs: []autodiscover.SCP{
			entry("CAS2010", newer, at.AddDate(0, -6, 0)), entry("CAS2007", old, at.AddDate(-2, 0, 0)),
		}}},
		Peers: []walk.Peer{selfSigned("cas2007.corp.example"), peer}, At: at,
	}
	return s, walk.Recording{Exchanges: []walk.Exchange{
		{Method: autodiscover.Post, URL: old, Answer: walk.Answer{Status: 302, Location: newer}},
		{Method: autodiscover.Post, URL: newer, Answer: walk.Answer{Status: 200, Body: []byte(good)}},
	}}
}

func ExamplePredict() {
	setup, recording := kb2006728(selfSigned("cas2010.corp.example"))
	outcome := walk.Replay(setup, recording)
	prompts, findings := prompt.Predict(setup, outcome.Hops)
	fmt.Println("ends with", outcome.End)
	for _, p := range prompts {
		fmt.Println(p.Kind, p.Host, p.Certainty)
	}
	for _, f := range findings {
		fmt.Println(f.Text)
		for _, r := range f.Remedies {
			fmt.Println("  help:", r.Title)
		}
	}
	// Output:
	// ends with settings
	// untrusted cas2010.corp.example certain
	// Outlook 2007 does not warn about the self-signed certificate of cas2007.corp.example, because its URL comes from a service connection point; name and dates must fit all the same.
	// A service connection point was asked first, but it redirects to cas2010.corp.example; what is tolerated at the former is not tolerated at the latter.
	// The certificate of cas2010.corp.example does not come from an authority that the computer trusts.
	//   help: Give the server a certificate that is not self-signed
	//   help: Make the computer trust the self-signed certificate
	//   help: Check that the certificate is in the store
	//   help: See whether the server's certificate is self-signed
}

func ExampleCoexistence() {
	behaviour, finding := prompt.Coexistence(prompt.Exchange2007, prompt.Exchange2010)
	fmt.Println(behaviour)
	fmt.Println(finding.Text)
	// Output:
	// redirects
	// exchange2007 redirects for a mailbox on exchange2010, by status 302 to a Client Access server of that version.
}

// lines is the windows, one a line.
func lines(prompts []prompt.Prompt) []string {
	all := []string{}
	for _, p := range prompts {
		all = append(all, fmt.Sprintf("%s %s %s suppressed=%s", p.Kind, p.Host, p.Certainty, p.Suppressed))
	}
	return all
}

// TestKB2006728 holds the case and its variants.
func TestKB2006728(t *testing.T) {
	t.Parallel()
	bad := selfSigned("cas2010.corp.example")
	changed := func(change func(*walk.Peer)) walk.Peer {
		p := bad
		change(&p)
		return p
	}
	for _, row := range []struct {
		name   string
		peer   walk.Peer
		change func(*walk.Setup, *walk.Recording)
		want   []string
		codes  []string
		why    string
	}{
		{
			name: "the case", peer: bad,
			want:  []string{"untrusted cas2010.corp.example certain suppressed=no"},
			codes: []string{"autodiscover.prompt.tolerated", "autodiscover.prompt.tolerance_lost", "autodiscover.prompt.untrusted"},
			why:   "KB2006728: 2007 first, redirect to 2010, self-signed there",
		},
		{
			name: "mailbox on 2007", peer: bad,
			change: func(_ *walk.Setup, r *walk.Recording) {
				r.Exchanges[0].Answer = walk.Answer{Status: 200, Body: []byte(good)}
			},
			want: []string{}, codes: []string{"autodiscover.prompt.tolerated"},
			why: "KB2006728: the 2007 server answers itself; bb851554: its own certificate is passed over",
		},
		{
			name: "issued by an authority", peer: changed(func(p *walk.Peer) { p.SelfSigned, p.Trusted = schannel.No, schannel.Yes }),
			want: []string{}, codes: []string{"autodiscover.prompt.tolerated"}, why: "KB2006728, the resolution",
		},
		{
			name: "one server only, of 2010, found by its service connection point", peer: bad,
			change: func(s *walk.Setup, r *walk.Recording) {
				s.Forest.Own.SCPs, r.Exchanges = s.Forest.Own.SCPs[:1], r.Exchanges[1:]
			},
			want: []string{}, codes: []string{"autodiscover.prompt.tolerated"}, why: "bb851554: no redirect, so nothing is lost",
		},
		{
			name: "root installed", peer: changed(func(p *walk.Peer) { p.Trusted = schannel.Yes }),
			want: []string{}, codes: []string{"autodiscover.prompt.tolerated"}, why: "KB2006728, the workaround",
		},
		{
			name: "root installed but expired", peer: changed(func(p *walk.Peer) { p.Trusted, p.NotAfter = schannel.Yes, at.Add(-time.Hour) }),
			want: []string{"date cas2010.corp.example certain suppressed=no"}, codes: []string{"autodiscover.prompt.tolerated", "autodiscover.prompt.date"},
			why: "KB2006728: until its expiry date has come",
		},
		{
			name: "nothing is known of trust", peer: changed(func(p *walk.Peer) { p.Trusted = schannel.Unknown }),
			want:  []string{"untrusted cas2010.corp.example insufficient-data suppressed=no"},
			codes: []string{"autodiscover.prompt.tolerated", "autodiscover.prompt.untrusted"}, why: "unknown is not no: autodiscover.missing.trust",
		},
		{
			name: "no time", peer: bad, change: func(s *walk.Setup, _ *walk.Recording) { s.At = time.Time{} },
			want:  []string{"untrusted cas2010.corp.example certain suppressed=no"},
			codes: []string{"autodiscover.prompt.no_time", "autodiscover.prompt.tolerated", "autodiscover.prompt.no_time", "autodiscover.prompt.tolerance_lost", "autodiscover.prompt.untrusted"},
			why:   "time is an input: autodiscover.missing.time",
		},
		{
			name: "a name that is missing", peer: changed(func(p *walk.Peer) { p.Names = []string{"mail.corp.example"} }),
			want:  []string{"name cas2010.corp.example certain suppressed=no", "untrusted cas2010.corp.example certain suppressed=no"},
			codes: []string{"autodiscover.prompt.tolerated", "autodiscover.prompt.name", "autodiscover.prompt.tolerance_lost", "autodiscover.prompt.untrusted"},
			why:   "the window lists each thing that does not fit",
		},
		{
			name: "a program of the EWS Managed API", peer: bad, change: func(s *walk.Setup, _ *walk.Recording) { s.Client.Product = autodiscover.EWSManagedAPI },
			want: []string{}, why: "a program asks nobody",
		},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			s, r := kb2006728(row.peer)
			if row.change != nil {
				row.change(&s, &r)
			}
			prompts, findings := prompt.Predict(s, walk.Replay(s, r).Hops)
			if diff := cmp.Diff(row.want, lines(prompts)); diff != "" {
				t.Errorf("%s (-want +got):\n%s", row.why, diff)
			}
			vocabtest.Equal(t, row.codes, vocabtest.FindCodes(findings))
			vocabtest.Findings(t, findings)
		})
	}
}

// TestRemedySteps: KB2006728 in order: the resolution, the workaround, and both
// checks.
func TestRemedySteps(t *testing.T) {
	t.Parallel()
	s, r := kb2006728(selfSigned("cas2010.corp.example"))
	_, findings := prompt.Predict(s, walk.Replay(s, r).Hops)
	var got []string
	for _, f := range findings {
		for _, remedy := range f.Remedies {
			got = append(got, fmt.Sprintf("%s %d", remedy.Code, len(remedy.Steps)))
		}
	}
	want := []string{
		"autodiscover.remedy.certificate 2", "autodiscover.remedy.trusted_root 7",
		"autodiscover.remedy.check_store 4", "autodiscover.remedy.check_self_signed 3",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestRemediesSay: who may do it, and what else changes, is said with each.
func TestRemediesSay(t *testing.T) {
	t.Parallel()
	want := map[schannel.Code]string{
		"autodiscover.remedy.certificate":           "autodiscover.rights.exchange",
		"autodiscover.remedy.trusted_root":          "autodiscover.rights.user autodiscover.effect.trust", // KB2006728: into the store of roots
		"autodiscover.remedy.check_store":           "autodiscover.rights.user",
		"autodiscover.remedy.check_self_signed":     "autodiscover.rights.exchange",
		"autodiscover.remedy.renew":                 "autodiscover.rights.exchange",                         // KB2006728: its date has come
		"autodiscover.remedy.redirect_servers":      "autodiscover.rights.user autodiscover.effect.hidden",  // KB2480582: the window is gone
		"autodiscover.remedy.redirect_servers_case": "autodiscover.rights.user autodiscover.effect.hidden",  // KB2480582
		"autodiscover.remedy.exclude_root":          "autodiscover.rights.user autodiscover.effect.no_root", // KB2212902
		"autodiscover.remedy.principal":             "autodiscover.rights.exchange autodiscover.effect.principal",
	}
	got := map[schannel.Code]string{}
	for _, f := range everyFinding() {
		for _, remedy := range f.Remedies {
			if remedy.Code == "autodiscover.remedy.set_uri" {
				continue // of the package below
			}
			var said []string
			for _, p := range slices.Concat(remedy.Rights, remedy.SideEffects) {
				said = append(said, string(p.Code))
			}
			got[remedy.Code] = strings.Join(said, " ")
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// everyFinding is what is said of the rows of this package, of an expired
// certificate, and of the RPC proxy.
func everyFinding() []schannel.Finding {
	var all []schannel.Finding
	for _, row := range rows {
		_, findings := prompt.Predict(walk.Setup{
			Client: autodiscover.Client{Product: row.product, Mail: "user@corp.example", Registry: row.registry}, At: at,
		}, row.hops)
		all = append(all, findings...)
	}
	expired := selfSigned("cas2010.corp.example")
	expired.Trusted, expired.NotAfter = schannel.Yes, at.Add(-time.Hour)
	s, r := kb2006728(expired)
	_, findings := prompt.Predict(s, walk.Replay(s, r).Hops)
	all = append(all, findings...)
	s.Peers = []walk.Peer{{Host: "mail.corp.example", CommonName: "*.corp.example", Names: []string{"*.corp.example"}}}
	_, findings = prompt.Principals(s, answer.Response{Protocols: []answer.Protocol{{Type: "EXPR", Server: "mail.corp.example"}}})
	return append(all, findings...)
}
