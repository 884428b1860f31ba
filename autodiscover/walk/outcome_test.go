// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package walk_test

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/autodiscover"
	"github.com/schanneltrust/schannel/autodiscover/walk"
	"github.com/schanneltrust/schannel/internal/vocabtest"
)

// itemsOf is what a finding names, as "INDEX NAME".
func itemsOf(t *testing.T, o walk.Outcome, code schannel.Code) []string {
	t.Helper()
	f := findingOf(t, o, code)
	var items []string
	for _, item := range f.Items {
		items = append(items, strconv.Itoa(item.Index)+" "+item.Name)
	}
	return items
}

func findingOf(t *testing.T, o walk.Outcome, code schannel.Code) schannel.Finding {
	t.Helper()
	i := slices.IndexFunc(o.Findings, func(f schannel.Finding) bool { return f.Code == code })
	require.GreaterOrEqual(t, i, 0, "%s", code)
	return o.Findings[i]
}

// TestUnrecorded: which hops lack their answers. Office 365 may not have been
// asked at all (KB3211279), and a request with credentials was answered by the
// one before it.
func TestUnrecorded(t *testing.T) {
	t.Parallel()
	o := walk.Replay(setup(autodiscover.Outlook2016), script(t, []string{"POST " + root + " = 401 ? NTLM", "GET " + probe + " = gone"}))
	vocabtest.Equal(t, []string{"not_recorded", "challenge", "unauthorized", "not_recorded", "no_answer", "not_recorded", "not_recorded"}, reasonsOf(o))
	vocabtest.Equal(t, []string{"3 autodiscover.corp.example", "5 " + srv}, itemsOf(t, o, "autodiscover.walk.not_recorded"))
	vocabtest.Equal(t, []string{"2 corp.example"}, itemsOf(t, o, "autodiscover.walk.unauthorized"))
}

// TestManyUnrecorded: ten are named.
func TestManyUnrecorded(t *testing.T) {
	t.Parallel()
	var urls []string
	for i := range 12 {
		urls = append(urls, "https://cas"+strconv.Itoa(i)+".corp.example/Autodiscover/Autodiscover.xml")
	}
	o := walk.Replay(setup(autodiscover.DocsClient, urls...), walk.Recording{})
	items := itemsOf(t, o, "autodiscover.walk.not_recorded")
	require.Len(t, items, 10)
	require.Equal(t, "9 cas9.corp.example", items[9])
}

// TestUnauthorizedElsewhere: where settings were found, nobody looks for a
// password.
func TestUnauthorizedElsewhere(t *testing.T) {
	t.Parallel()
	o := walk.Replay(setup(autodiscover.DocsClient), script(t, []string{"POST " + root + " = 401", "POST " + host + " = 200 settings"}))
	require.Equal(t, walk.EndSettings, o.End)
	require.Empty(t, o.Findings)
}

// TestEndsCall: how many places one answer keeps from being asked.
func TestEndsCall(t *testing.T) {
	t.Parallel()
	for at, want := range map[string]int{root: 3, host: 2} {
		lines := silence()
		for i := range lines {
			lines[i] = strings.Replace(lines[i], "POST "+at+" = gone", "POST "+at+" = 200 html", 1)
		}
		o := walk.Replay(setup(autodiscover.EWSManagedAPI), script(t, lines))
		require.Equal(t, fmt.Sprint(want), findingOf(t, o, "autodiscover.walk.ends_call").Args[2].Value, at)
	}
}

// TestCircle: how many places lead to one another.
func TestCircle(t *testing.T) {
	t.Parallel()
	c := "https://c.corp.example/autodiscover/autodiscover.xml"
	o := walk.Replay(setup(autodiscover.DocsClient, scpA), script(t, []string{
		"POST " + scpA + " = 302 > " + host, "POST " + host + " = 302 > " + scpB, "POST " + scpB + " = 302 > " + c, "POST " + c + " = 302 > " + scpB,
	}))
	f := findingOf(t, o, "autodiscover.walk.loop")
	vocabtest.Equal(t, []schannel.Arg{schannel.Text("target", scpB), schannel.Number("count", 2)}, f.Args)
}

// TestOpenItems: one finding for each reason, with its own hops.
func TestOpenItems(t *testing.T) {
	t.Parallel()
	o := walk.Replay(setup(autodiscover.Outlook2010), script(t, []string{
		"POST " + root + " = 200 html", "POST " + host + " = 307 > http://a.example/", "GET " + probe + " = 404", "SRV " + srv + " = gone",
	}))
	var got []string
	for _, f := range o.Findings {
		if f.Code == "autodiscover.walk.undocumented_turn" {
			got = append(got, fmt.Sprintf("%d %s %s %d", f.Subject.Index, f.Subject.Name, f.Args[1].Value, len(f.Items)))
		}
	}
	vocabtest.Equal(t, []string{"0 corp.example 1 1", "1 autodiscover.corp.example 1 1"}, got)
}

// TestManyRecords: ten hosts are listed of those that a client may choose.
func TestManyRecords(t *testing.T) {
	t.Parallel()
	line := "SRV " + srv + " = records"
	for i := range 11 {
		line += " 0/0/443/h" + strconv.Itoa(i) + ".corp.example"
	}
	o := walk.Replay(setup(autodiscover.DocsClient), script(t, append(silence()[:3], line)))
	f := findingOf(t, o, "autodiscover.walk.srv_choice")
	require.Len(t, f.Outcomes, 10)
	require.Equal(t, schannel.Number("count", 11), f.Args[0])
}

// TestConsentFirst: the question may come with the first request.
func TestConsentFirst(t *testing.T) {
	t.Parallel()
	s := setup(autodiscover.Outlook2010)
	for _, name := range []string{"ExcludeScpLookup", "ExcludeHttpsRootDomain", "ExcludeHttpsAutoDiscoverDomain"} {
		s.Client.Registry = append(s.Client.Registry, schannel.DWORD(`HKCU\Software\Microsoft\Office\14.0\Outlook\AutoDiscover`, name, 1))
	}
	o := walk.Replay(s, script(t, []string{"GET " + probe + " = 302 > " + hub, "POST " + hub + " = 200 settings"}))
	vocabtest.Equal(t, []string{"probe", "settings"}, reasonsOf(o))
	vocabtest.Equal(t, []string{"autodiscover.walk.hangs_on_consent", "autodiscover.leak.no_suffixes"}, vocabtest.FindCodes(o.Findings))
}

// TestPeersOfSetup: what the setup knows of a host counts for requests by HTTPS.
func TestPeersOfSetup(t *testing.T) {
	t.Parallel()
	s := setup(autodiscover.DocsClient)
	bad := walk.Peer{Host: "corp.example", Trusted: schannel.No}
	web := walk.Peer{Host: "autodiscover.corp.example", Trusted: schannel.Yes}
	s.Peers = []walk.Peer{bad, web}
	o := walk.Replay(s, script(t, append([]string{"POST " + root + " = 200 settings"}, silence()[1:]...)))
	vocabtest.Equal(t, []string{"certificate", "no_answer", "no_answer", "no_answer"}, reasonsOf(o))
	vocabtest.Equal(t, []walk.Peer{bad, web, {}, {}}, []walk.Peer{o.Hops[0].Peer, o.Hops[1].Peer, o.Hops[2].Peer, o.Hops[3].Peer})
}

// TestWhoseAnswers: an answer for another address is none, one without an
// address is anybody's.
func TestWhoseAnswers(t *testing.T) {
	t.Parallel()
	o := walk.Replay(setup(autodiscover.DocsClient), script(t, []string{
		"POST " + root + " as other@corp.example = 200 error:600", "POST " + root + " = 200 settings",
	}))
	require.Equal(t, walk.EndSettings, o.End)
	require.Len(t, o.Hops, 1)
}

// TestBesideSettings: Outlook 2013 asks the domain beside the directory, but
// not the next entry behind the one that answered; what comes then is not the
// answer.
func TestBesideSettings(t *testing.T) {
	t.Parallel()
	o := walk.Replay(setup(autodiscover.Outlook2013, scpA, scpB), script(t, []string{
		"POST " + scpA + " = 200 settings", "POST " + scpB + " = 200 error:600", "POST " + root + " = 200 error:603",
	}))
	require.Equal(t, walk.EndSettings, o.End)
	var asked []string
	for _, h := range o.Hops {
		asked = append(asked, h.Request.URL+h.Request.Name)
	}
	vocabtest.Equal(t, []string{scpA, root, host, probe, srv}, asked)
	require.Empty(t, o.Hops[1].Code, "settled")
	require.Empty(t, o.Settings.Error.Code)
}

// TestCodes: the code of an error stands at its hop, and no code at one that got
// no answer.
func TestCodes(t *testing.T) {
	t.Parallel()
	r := script(t, append([]string{"POST " + root + " = 200 error:600"}, silence()[1:]...))
	r.Exchanges[1].Answer.Body = []byte(body(t, "error:601"))
	o := walk.Replay(setup(autodiscover.DocsClient), r)
	require.Equal(t, "600", o.Hops[0].Code)
	require.Empty(t, o.Hops[1].Code)
	require.Equal(t, "600", o.Settings.Error.Code)
}

// TestRedirectsCounted: how far a request is behind its candidate, which decides
// whether a certificate is tolerated (bb851554).
func TestRedirectsCounted(t *testing.T) {
	t.Parallel()
	o := walk.Replay(setup(autodiscover.DocsClient, scpA), script(t, []string{
		"POST " + scpA + " = 302 > " + scpB, "POST " + scpB + " = 302 > " + host, "POST " + host + " = 200 settings",
	}))
	vocabtest.Equal(t, []int{0, 1, 2}, []int{o.Hops[0].Request.Redirects, o.Hops[1].Request.Redirects, o.Hops[2].Request.Redirects})
}
