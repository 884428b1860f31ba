// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package walk_test

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/autodiscover"
	"github.com/schanneltrust/schannel/autodiscover/walk"
	"github.com/schanneltrust/schannel/internal/vocabtest"
)

const (
	scpA = "https://a.corp.example/Autodiscover/Autodiscover.xml"
	scpB = "https://b.corp.example/Autodiscover/Autodiscover.xml"
)

// measured is what the EWS Managed API did with one URL of a service
// connection point that answered so: OfficeDev/ews-managed-api@25a393d, POX, run
// with Mono 6.8.0.105 against a TLS server on loopback, no callback, credentials
// set. Requests are those that reached that server, or one that it led to.
var measured = []struct {
	name     string
	answers  []string
	end      walk.End
	external schannel.Truth
	requests int
}{
	{"settings", []string{"POST " + scpA + " = 200 settings"}, walk.EndSettings, schannel.No, 1},
	{"302 between two hosts", []string{"POST " + scpA + " = 302 > " + scpB, "POST " + scpB + " = 302 > " + scpA}, walk.EndHops, schannel.Unknown, 10},
	{"redirectUrl between two hosts", []string{"POST " + scpA + " = 200 to:" + scpB, "POST " + scpB + " = 200 to:" + scpA}, walk.EndHops, schannel.Unknown, 10},
	{"HTML", []string{"POST " + scpA + " = 200 html"}, walk.EndDeserialization, schannel.Unknown, 1},
	{"HTML with a doctype", []string{"POST " + scpA + " = 200 doctype"}, walk.EndCouldNotLocate, schannel.Unknown, 1},
	{"empty body", []string{"POST " + scpA + " = 200 empty"}, walk.EndCouldNotLocate, schannel.Unknown, 1},
	{"plain text", []string{"POST " + scpA + " = 200 text"}, walk.EndCouldNotLocate, schannel.Unknown, 1},
	{"settings without a declaration", []string{"POST " + scpA + " = 200 undeclared"}, walk.EndDeserialization, schannel.Unknown, 1},
	{"401", []string{"POST " + scpA + " = 401"}, walk.EndCouldNotLocate, schannel.Unknown, 1},
	{"503", []string{"POST " + scpA + " = 503"}, walk.EndCouldNotLocate, schannel.Unknown, 1},
	{"redirectAddr from a to b and back", []string{
		"POST " + scpA + " as user@corp.example = 200 mail:other@corp.example", "POST " + scpA + " as other@corp.example = 200 mail:user@corp.example",
	}, walk.EndCouldNotLocate, schannel.Unknown, 3},
	{"redirectAddr to the same address", []string{"POST " + scpA + " = 200 mail:user@corp.example"}, walk.EndCouldNotLocate, schannel.Unknown, 2},
	{"302 to http", []string{"POST " + scpA + " = 302 > http://b.corp.example/autodiscover/autodiscover.xml"}, walk.EndCouldNotLocate, schannel.Unknown, 1},
	{"302 to another path, with HTML", []string{"POST " + scpA + " = 302 html > https://b.corp.example/owa"}, walk.EndDeserialization, schannel.Unknown, 1},
	{"302 to a longer path", []string{
		"POST " + scpA + " = 302 > https://b.corp.example/Autodiscover/shared@x/Autodiscover.xml.bak", "POST https://b.corp.example/Autodiscover/shared@x/Autodiscover.xml.bak = 200 settings",
	}, walk.EndSettings, schannel.No, 2},
	{"error 600", []string{"POST " + scpA + " = 200 error:600"}, walk.EndRemote, schannel.Unknown, 1},
	{"EXCH twice", []string{"POST " + scpA + " = 200 twice"}, walk.EndLocal, schannel.Unknown, 1},
	{"redirectUrl that is none", []string{"POST " + scpA + " = 200 to:nonsense"}, walk.EndFormat, schannel.Unknown, 1},
	{"redirectUrl to http, where Basic is asked for", []string{
		"POST " + scpA + " = 200 to:http://b.corp.example/x", "POST http://b.corp.example/x = 401 ? Basic", "POST http://b.corp.example/x = 200 settings",
	}, walk.EndSettings, schannel.No, 3},
}

func TestMeasured(t *testing.T) {
	t.Parallel()
	for _, row := range measured {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			o := walk.Replay(setup(autodiscover.EWSManagedAPI, scpA), script(t, append(row.answers, silence()...)))
			if o.End != row.end || o.External != row.external {
				t.Errorf("ends with %s, external %s; want %s, %s", o.End, o.External, row.end, row.external)
			}
			requests := 0
			for _, h := range o.Hops {
				if h.Request.Step == autodiscover.StepSCP {
					requests++
				}
			}
			if requests != row.requests {
				t.Errorf("%d requests, want %d: %v", requests, row.requests, reasonsOf(o))
			}
			vocabtest.Findings(t, o.Findings)
		})
	}
}

// profiles are those of the clients that are modelled exactly.
var profiles = map[autodiscover.Product]walk.Profile{
	autodiscover.DocsClient: walk.Docs, autodiscover.EWSManagedAPI: walk.EWSManagedAPI,
}

func TestWalks(t *testing.T) {
	t.Parallel()
	for _, row := range walks {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			s := setup(row.product, row.scps...)
			if row.change != nil {
				row.change(&s)
			}
			o := walk.Replay(s, script(t, row.answers))
			if o.End != row.end {
				t.Errorf("%s: ends with %s, want %s", row.why, o.End, row.end)
			}
			if diff := cmp.Diff(row.reasons, reasonsOf(o)); diff != "" {
				t.Errorf("%s (-want +got):\n%s", row.why, diff)
			}
			vocabtest.Equal(t, row.codes, vocabtest.FindCodes(o.Findings))
			if want, known := profiles[row.product]; known && o.As != want {
				t.Errorf("told as %s, want %s", o.As, want)
			}
			vocabtest.Findings(t, o.Findings)
		})
	}
}

// TestOpenEnds: what no document tells, or nobody recorded, is said with what
// may happen, what would settle it, and what is missing.
func TestOpenEnds(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name, walk string
		code       schannel.Code
		want       []schannel.Code
		why        string
	}{
		{
			"a turn of Outlook", "Outlook and 307", "autodiscover.walk.undocumented_turn",
			[]schannel.Code{"autodiscover.outcome.as_taken", "autodiscover.outcome.otherwise", "autodiscover.settle.log"},
			"the pages speak of 302 only",
		},
		{
			"an error", "an error", "autodiscover.walk.error_open",
			[]schannel.Code{"autodiscover.outcome.error_ends", "autodiscover.outcome.error_next", "autodiscover.settle.error"},
			"POX Autodiscover errors: non-recoverable; Phase 2: each candidate until one succeeds",
		},
		{
			"service records", "service records", "autodiscover.walk.srv_choice",
			[]schannel.Code{"autodiscover.outcome.record", "autodiscover.settle.record"},
			"RFC 2782 and the guide choose differently",
		},
		{
			"answers", "an empty recording", "autodiscover.walk.not_recorded",
			[]schannel.Code{"autodiscover.missing.answers"},
			"what was not recorded is no evidence",
		},
		{
			"a token", "a recording that breaks off inside a handshake", "autodiscover.walk.handshake_open",
			[]schannel.Code{"autodiscover.missing.token"},
			"what was not recorded is no evidence",
		},
		{
			"suffixes", "Outlook and 307", "autodiscover.leak.no_suffixes",
			[]schannel.Code{"autodiscover.missing.suffixes"},
			"which domain is registrable is in no request",
		},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			i := slices.IndexFunc(walks, func(w walkRow) bool { return w.name == row.walk })
			require.GreaterOrEqual(t, i, 0, "%s is a row", row.walk)
			s := setup(walks[i].product, walks[i].scps...)
			if walks[i].change != nil {
				walks[i].change(&s)
			}
			o := walk.Replay(s, script(t, walks[i].answers))
			require.Equal(t, row.want, vocabtest.PhraseCodes(o.Findings, row.code), row.why)
		})
	}
}

// TestBranches: the same walk may be given other answers.
func TestBranches(t *testing.T) {
	t.Parallel()
	w := walk.Begin(setup(autodiscover.DocsClient, scpA))
	one := w.Next(exchange(t, "POST "+scpA+" = 302 > "+scpB).Answer)
	two := w.Next(exchange(t, "POST "+scpA+" = 404").Answer)
	first, _ := one.Request()
	second, _ := two.Request()
	if first.URL != scpB || second.URL != "https://corp.example/autodiscover/autodiscover.xml" {
		t.Errorf("%s, %s", first.URL, second.URL)
	}
	again, _ := w.Request()
	if again.URL != scpA || len(w.Outcome().Hops) != 0 || len(one.Outcome().Hops) != 1 {
		t.Errorf("the walk itself has changed: %v", w.Outcome())
	}
}

func TestZeroWalk(t *testing.T) {
	t.Parallel()
	var w walk.Walk
	if _, ok := w.Request(); ok {
		t.Error("the zero walk asks something")
	}
	vocabtest.Equal(t, walk.Outcome{}, w.Next(walk.Answer{}).Outcome())
}

// TestRequests: what a client of the documents asks, step by step.
func TestRequests(t *testing.T) {
	t.Parallel()
	w := walk.Begin(setup(autodiscover.DocsClient, scpA))
	var asked []string
	for {
		r, ok := w.Request()
		if !ok {
			break
		}
		asked = append(asked, r.Method.String()+" "+r.URL+r.Name)
		w = w.Next(walk.Answer{Failure: walk.Refused})
	}
	want := []string{
		"POST " + scpA,
		"POST https://corp.example/autodiscover/autodiscover.xml",
		"POST https://autodiscover.corp.example/autodiscover/autodiscover.xml",
		"GET http://autodiscover.corp.example/autodiscover/autodiscover.xml",
		"DNS _autodiscover._tcp.corp.example",
	}
	if diff := cmp.Diff(want, asked); diff != "" {
		t.Error(diff)
	}
}

// TestPathRule: AutodiscoverService.cs:99: not anchored, any case, segments
// between that are not empty, and any character for the dot.
func TestPathRule(t *testing.T) {
	t.Parallel()
	fits := []string{
		"/autodiscover/autodiscover.xml", "/AutoDiscover/AUTODISCOVER.XML", "/x/autodiscover/y/z/autodiscover.xml",
		"/autodiscover/autodiscoverXxml", "/autodiscover/autodiscover.xml.bak", "/autodiscover/autodiscover/xml",
		"/autodiscover//autodiscover/autodiscover.xml",
	}
	for _, path := range slices.Concat(fits, []string{
		"/", "/autodiscover.xml", "/autodiscover/", "/autodiscover//autodiscover.xml", "/xautodiscover/autodiscover.xml",
		"/autodiscover/autodiscover.json", "/autodiscover/autodiscover", "/autodiscover/xautodiscover.xml",
	}) {
		location := "https://b.corp.example" + path
		o := walk.Replay(setup(autodiscover.EWSManagedAPI, scpA), script(t, append(
			[]string{"POST " + scpA + " = 302 > " + location, "POST " + location + " = 200 settings"}, silence()...,
		)))
		if got, want := o.End == walk.EndSettings, slices.Contains(fits, path); got != want {
			t.Errorf("%s: %v, want %v", path, got, want)
		}
	}
}

// TestUndocumentedTurns: the turns of a reason are counted.
func TestUndocumentedTurns(t *testing.T) {
	t.Parallel()
	o := walk.Replay(setup(autodiscover.Outlook2010, scpA), script(t, []string{"POST " + scpA + " = 302 > " + scpB, "POST " + scpB + " = 302 > " + scpA}))
	i := slices.IndexFunc(o.Findings, func(f schannel.Finding) bool { return f.Code == "autodiscover.walk.undocumented_turn" })
	require.GreaterOrEqual(t, i, 0)
	require.Equal(t, []schannel.Arg{schannel.Text("host", "a.corp.example"), schannel.Number("count", 1)}, o.Findings[i].Args, "ten redirects are documented, the limit is not")
	i = slices.IndexFunc(o.Findings, func(f schannel.Finding) bool { return f.Code == "autodiscover.walk.redirect_limit" })
	require.GreaterOrEqual(t, i, 0)
	require.Equal(t, schannel.Undocumented, o.Findings[i].Certainty, "law 1: a page for developers gives the limit, none that Outlook keeps it")
}

// TestUnused: ten of what the walk did not come to are named.
func TestUnused(t *testing.T) {
	t.Parallel()
	lines := silence()
	for i := range 11 {
		lines = append(lines, "GET https://h"+strconv.Itoa(i)+".example/ = 200")
	}
	o := walk.Replay(setup(autodiscover.DocsClient), script(t, lines))
	last := o.Findings[len(o.Findings)-1]
	require.Equal(t, "autodiscover.walk.unused 11", string(last.Code)+" "+last.Args[0].Value)
	require.Len(t, last.Items, 10)
}

// TestWhoseOrder: the EWS Managed API sorts in its own way, whatever policy is
// asked for; other clients as they are told.
func TestWhoseOrder(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		product autodiscover.Product
		policy  autodiscover.Policy
		first   string
	}{
		{autodiscover.EWSManagedAPI, autodiscover.PolicyDocs, scpB}, // DirectoryHelper.cs:288: entries without a site in reverse
		{autodiscover.DocsClient, autodiscover.PolicyDocs, scpA},
		{autodiscover.Outlook2010, autodiscover.PolicyDirectory, scpA},
	} {
		s := setup(row.product, scpA, scpB)
		s.Policy, s.Client.Site = row.policy, "S1"
		for i := range s.Forest.Own.SCPs {
			s.Forest.Own.SCPs[i].Keywords = s.Forest.Own.SCPs[i].Keywords[:1] // the GUID alone
		}
		r, ok := walk.Begin(s).Request()
		require.True(t, ok)
		require.Equal(t, row.first, r.URL, "%s", row.product)
	}
}

// TestLongestTargets: what is read of a target is bounded, and the longest is
// still followed.
func TestLongestTargets(t *testing.T) {
	t.Parallel()
	label := strings.Repeat("a", 63)
	for _, row := range []struct {
		target string
		end    walk.End
	}{
		{"https://b.corp.example/" + strings.Repeat("a", 8192-len("https://b.corp.example/")), walk.EndSettings},
		{"https://b.corp.example/" + strings.Repeat("a", 8193-len("https://b.corp.example/")), walk.EndFormat},
		{"https://" + label + "." + label + "." + label + "." + label + "/x", walk.EndSettings},     // 255 bytes
		{"https://" + label + "." + label + "." + label + "." + label[1:] + ".b/x", walk.EndFormat}, // 256
	} {
		o := walk.Replay(setup(autodiscover.EWSManagedAPI, scpA), script(t, []string{
			"POST " + scpA + " = 200 to:" + row.target, "POST " + row.target + " = 200 settings",
		}))
		require.Equal(t, row.end, o.End, "%d bytes", len(row.target))
	}
}

// TestAddressHops: AutodiscoverService.cs:104 and 422: nine redirects to
// addresses are followed too.
func TestAddressHops(t *testing.T) {
	t.Parallel()
	var lines []string
	for i := range 20 {
		mail := "user" + strconv.Itoa(i)
		if i == 0 {
			mail = "user"
		}
		lines = append(lines, "POST "+scpA+" as "+mail+"@corp.example = 200 mail:user"+strconv.Itoa(i+1)+"@corp.example")
	}
	o := walk.Replay(setup(autodiscover.EWSManagedAPI, scpA), script(t, lines))
	require.Equal(t, walk.EndHops, o.End)
	require.Equal(t, 10, o.Requests)
}

// TestExternal: ExchangeService.cs:5105: settings that a service connection
// point led to are internal, in SOAP too.
func TestExternal(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		scps    []string
		answers []string
		want    schannel.Truth
	}{
		{[]string{scpA}, []string{"GET " + probA + " = 200 + X-SOAP-Enabled", "POST " + svc + " = 200 soap-settings"}, schannel.No},
		{nil, []string{"GET " + root + " = 200 + X-SOAP-Enabled", "POST https://corp.example/autodiscover/autodiscover.svc = 200 soap-settings"}, schannel.Unknown},
	} {
		s := setup(autodiscover.EWSManagedAPI, row.scps...)
		asSOAP(&s)
		o := walk.Replay(s, script(t, row.answers))
		require.Equal(t, walk.EndSettings, o.End)
		require.Equal(t, row.want == schannel.No, o.External == schannel.No, "%v", o.External)
	}
}

// TestAnswerJSON: an answer reads back, and what is none is refused.
func TestAnswerJSON(t *testing.T) {
	t.Parallel()
	want := walk.Answer{Status: 401, Challenges: []string{"NTLM"}, Body: []byte("x\x00y")}
	text, err := json.Marshal(want)
	require.NoError(t, err)
	var got walk.Answer
	require.NoError(t, json.Unmarshal(text, &got))
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		t.Error(diff)
	}
	require.Error(t, json.Unmarshal([]byte(`{"body":"xyz"}`), &got), "no hexadecimal")
}
