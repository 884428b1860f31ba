// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package walk_test

import (
	"bytes"
	"encoding/json"
	"iter"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/autodiscover"
	"github.com/schanneltrust/schannel/autodiscover/answer"
	"github.com/schanneltrust/schannel/autodiscover/walk"
	"github.com/schanneltrust/schannel/internal/vocabtest"
)

func TestEnums(t *testing.T) {
	t.Parallel()
	vocabtest.Enum[walk.End](t)
	vocabtest.Enum[walk.Failure](t)
	vocabtest.Enum[walk.Profile](t)
	vocabtest.Enum[walk.Turn](t)
	vocabtest.Enum[walk.Windows](t)
}

func TestReadBack(t *testing.T) {
	t.Parallel()
	vocabtest.JSON(t, vocabtest.Types{
		Values: []any{
			walk.Answer{},
			walk.End(0),
			walk.Exchange{},
			walk.Failure(0),
			walk.Hop{},
			walk.Outcome{},
			walk.Peer{},
			walk.Profile(0),
			walk.Recording{},
			walk.Request{},
			walk.SRV{},
			walk.Turn(0), walk.Windows(0),
		},
		Exceptions: map[string]string{
			"Setup": "an input with a function in it",
			"Walk":  "a client on its way; its outcome is what is written",
		},
	})
}

// urls and bodies are what generated answers are made of.
var (
	someURLs = []string{
		root, host, hub, probe, scpA, scpB, probA, svc, "http://b.corp.example/x", "https://b.corp.example/owa",
		"nonsense", "", "ftp://x.example/", "//b.corp.example/autodiscover/autodiscover.xml", "https://autodiscover-s.outlook.com/autodiscover/autodiscover.xml",
	}
	someBodies = []string{
		"settings:mail.corp.example", "to:" + scpA, "to:" + hub, "to:http://b.corp.example/x", "to:nonsense", "to:", "mail:other@corp.example",
		"mail:user@corp.example", "mail:user@other.example", "mail:nobody", "mail:", "error:500", "error:603", "action:x", "undeclared", "twice",
		"html", "doctype", "text", "empty", "soap-settings", "soap-to:" + svc, "soap-mail:other@corp.example", "soap-user:InvalidUser",
		"soap-error:ServerBusy", "soap-error:InternalServerError", "soap-fault",
	}
	someStatus     = []int{200, 200, 200, 301, 302, 302, 303, 307, 401, 401, 404, 456, 500, 503, 0}
	someChallenges = [][]string{nil, {"Basic"}, {"Negotiate", "NTLM"}}
)

func pick[T any](r *rand.Rand, from []T) T { return from[r.IntN(len(from))] }

func randomAnswer(tb testing.TB, r *rand.Rand) walk.Answer {
	tb.Helper()
	if r.IntN(4) == 0 {
		return walk.Answer{Failure: walk.Failure(1 + r.IntN(6)), Fault: "x"}
	}
	a := walk.Answer{Status: pick(r, someStatus), Location: pick(r, someURLs), Challenges: pick(r, someChallenges), Body: []byte(body(tb, pick(r, someBodies)))}
	if r.IntN(2) == 0 {
		a.Endpoints = []string{"X-SOAP-Enabled"}
	}
	for range r.IntN(3) {
		a.Records = append(a.Records, walk.SRV{Priority: uint16(r.IntN(2)), Port: pick(r, []uint16{443, 80}), Target: pick(r, []string{"x.corp.example", "y.other.example", "."})})
	}
	if r.IntN(3) == 0 {
		a.Peer = randomPeer(r)
	}
	return a
}

func randomPeer(r *rand.Rand) walk.Peer {
	return walk.Peer{
		Names: pick(r, [][]string{nil, {"a.corp.example"}, {"*.corp.example"}, {"other.example"}}), NotAfter: until,
		Trusted: schannel.Truth(r.IntN(3)), SelfSigned: schannel.Truth(r.IntN(3)),
	}
}

func randomSetup(r *rand.Rand) walk.Setup {
	s := setup(autodiscover.Product(r.IntN(8)), []string{scpA, scpB, "no url"}[:r.IntN(4)]...)
	s.As = walk.Profile(r.IntN(4))
	s.Consent, s.ErrorEnds = schannel.Truth(r.IntN(3)), r.IntN(2) == 0
	s.Client.Protocol = autodiscover.Protocol(r.IntN(2))
	s.Client.Joined = schannel.Truth(r.IntN(3))
	if r.IntN(2) == 0 {
		s.At = until.AddDate(0, r.IntN(3)-1, 0)
	}
	if r.IntN(2) == 0 {
		s.Suffix = suffix
	}
	return s
}

// randomWalk walks to its end over answers that fit whatever is asked.
func randomWalk(tb testing.TB, r *rand.Rand) (walk.Setup, []walk.Answer, walk.Outcome) {
	tb.Helper()
	s := randomSetup(r)
	w := walk.Begin(s)
	var answers []walk.Answer
	for {
		if _, ok := w.Request(); !ok {
			return s, answers, w.Outcome()
		}
		a := randomAnswer(tb, r)
		answers = append(answers, a)
		w = w.Next(a)
	}
}

func TestLaws(t *testing.T) {
	t.Parallel()
	runs := 1000
	if vocabtest.Race {
		runs = 200 // there it is for races, and takes ten times as long
	}
	vocabtest.Laws{
		Runs:     runs,
		Catalogs: []iter.Seq[schannel.CatalogEntry]{walk.Catalog(), answer.Catalog()},
		Generate: func(r *rand.Rand) vocabtest.Answer {
			s, answers, o := randomWalk(t, r)
			return vocabtest.Answer{
				Input: []any{s.Client, s.Forest, answers, o.Hops}, Value: o, Findings: o.Findings,
				Case: schannel.Scope{Products: []string{s.Client.Product.String()}},
			}
		},
		Unknown: func(r *rand.Rand) vocabtest.Unknown {
			s := randomSetup(r)
			var recording walk.Recording
			if first, ok := walk.Begin(s).Request(); ok { // one that the walk comes to
				recording.Exchanges = []walk.Exchange{{Method: first.Method, URL: first.URL, Name: first.Name, Answer: randomAnswer(t, r)}}
			}
			without := walk.Replay(s, recording)
			recording.Exchanges = append(recording.Exchanges, walk.Exchange{Method: autodiscover.Get, URL: "https://telemetry.other.example/", Answer: randomAnswer(t, r)})
			recording.Ignored = append(recording.Ignored, "CONNECT")
			with := walk.Replay(s, recording)
			return vocabtest.Unknown{
				Without: vocabtest.Answer{Value: without, Findings: without.Findings},
				With:    vocabtest.Answer{Input: []any{s.Client, s.Forest, recording, with.Hops}, Value: with, Findings: with.Findings},
				About: func(f schannel.Finding) bool {
					return f.Code == "autodiscover.walk.unused" || f.Code == "autodiscover.walk.ignored"
				},
			}
		},
	}.Hold(t)
}

// FuzzMachine: a walk ends whatever it is answered, and its outcome is whole.
func FuzzMachine(f *testing.F) {
	for seed := range uint64(8) {
		f.Add(seed, uint64(0), "https://x.example/autodiscover/autodiscover.xml", []byte("<html>"), 302)
	}
	f.Fuzz(func(t *testing.T, seed, more uint64, location string, text []byte, status int) {
		r := rand.New(rand.NewPCG(seed, more))
		s := randomSetup(r)
		w := walk.Begin(s)
		for n := 0; ; n++ {
			if _, ok := w.Request(); !ok {
				break
			}
			if n > 1000 {
				t.Fatal("it does not end")
			}
			a := randomAnswer(t, r)
			switch r.IntN(4) {
			case 0:
				a.Location = location
			case 1:
				a.Body = text
			case 2:
				a.Status = status
			}
			w = w.Next(a)
		}
		o := w.Outcome()
		vocabtest.Findings(t, o.Findings)
		require.NotEqual(t, walk.EndNone, o.End)
		if seed%4 == 0 { // it takes three times as long as the walk
			readBack(t, o, utf8.ValidString(location) && utf8.Valid(text))
		}
	})
}

// readBack holds that an outcome reads back from its JSON; if its texts are
// UTF-8, then as it was.
func readBack(t *testing.T, o walk.Outcome, same bool) {
	t.Helper()
	encoded, err := json.Marshal(o)
	require.NoError(t, err)
	var back walk.Outcome
	require.NoError(t, json.Unmarshal(encoded, &back))
	if same {
		again, err := json.Marshal(back)
		require.NoError(t, err)
		require.True(t, bytes.Equal(encoded, again), "what is read back is what was written")
	}
}

func TestCatalog(t *testing.T) {
	t.Parallel()
	vocabtest.Catalog(t, "autodiscover", walk.Catalog())
}

// TestReasons: testdata/reasons.tsv names for each reason a row in which it is
// expected.
func TestReasons(t *testing.T) {
	t.Parallel()
	rows := map[string][]string{}
	for _, row := range walks {
		rows[row.name] = row.reasons
	}
	for _, row := range measured {
		o := walk.Replay(setup(autodiscover.EWSManagedAPI, scpA), script(t, append(row.answers, silence()...)))
		rows[row.name] = reasonsOf(o)
	}
	text, err := os.ReadFile("testdata/reasons.tsv")
	require.NoError(t, err)
	listed := map[string]bool{}
	for line := range strings.Lines(string(text)) {
		code, row, _ := strings.Cut(strings.TrimSpace(line), "\t")
		listed[code] = true
		if !slices.Contains(rows[row], strings.TrimPrefix(code, "autodiscover.reason.")) {
			t.Errorf("%s is no reason of the row %q", code, row)
		}
	}
	for e := range walk.Catalog() {
		if strings.HasPrefix(string(e.Code), "autodiscover.reason.") && !listed[string(e.Code)] {
			t.Errorf("%s stands in no line", e.Code)
		}
	}
}

// TestUnfinished: 1,200 service connection points that lead nowhere.
func TestUnfinished(t *testing.T) {
	t.Parallel()
	var urls []string
	for i := range 1200 {
		urls = append(urls, "https://cas"+strconv.Itoa(i)+".corp.example/Autodiscover/Autodiscover.xml")
	}
	o := walk.Replay(setup(autodiscover.DocsClient, urls...), walk.Recording{})
	if o.End != walk.EndUnfinished || len(o.Hops) != 1000 {
		t.Errorf("%s, %d hops", o.End, len(o.Hops))
	}
	vocabtest.Equal(t, []string{"autodiscover.walk.not_recorded", "autodiscover.walk.unfinished"}, vocabtest.FindCodes(o.Findings))
}

func TestSeeds(t *testing.T) {
	t.Parallel()
	vocabtest.Seeds(t, map[string]int{"FuzzMachine": 6})
}
