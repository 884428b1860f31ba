// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package diagnosis

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/symptom"
)

// line writes a finding down: family, code, certainty, severity, and behind
// "<" what it rests on.
func parseItem(line string) item {
	line, because, _ := strings.Cut(line, " < ")
	words := strings.Fields(line)
	i := item{Finding: schannel.Finding{
		Code: schannel.Code(words[1]), Subject: schannel.Whole("host"), Text: words[1], Evidence: schannel.Documented,
		Certainty: map[string]schannel.Certainty{"certain": 1, "likely": 2, "undocumented": 3, "insufficient": 4}[words[2]],
		Severity:  map[string]schannel.Severity{"info": 1, "warning": 2, "error": 3}[words[3]],
	}}
	for code := range strings.FieldsSeq(because) {
		i.Because = append(i.Because, schannel.Code(code))
	}
	for f := range noFamily {
		if f.String() == words[0] {
			i.family = f
		}
	}
	return i
}

func parseItems(lines []string) []item {
	var items []item
	for _, line := range lines {
		items = append(items, parseItem(line))
	}
	return items
}

const (
	cut       = "trustlist trustlist.list.truncated"
	noOffer   = "trustlist trustlist.client.no_offer"
	messaging = "exchangecert exchangecert.seen.unified_messaging"
	issuer    = "exchangecert exchangecert.cause.issuer_list"
)

// TestOrder: what comes first, and which pairs are linked.
func TestOrder(t *testing.T) {
	t.Parallel()
	for _, tt := range orderRows {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			findings, _, links := order(parseItems(tt.items))
			var codes []string
			for _, f := range findings {
				codes = append(codes, string(f.Code))
			}
			if diff := cmp.Diff([]any{tt.want, tt.links}, []any{codes, links}); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
		})
	}
}

// TestGather: what two packages say alike is said once, by the better founded.
func TestGather(t *testing.T) {
	t.Parallel()
	first, same := parseItem("ems a likely info"), parseItem("ems a certain info")
	same.Remedies = []schannel.Remedy{{Code: "r"}}
	first.Events = []schannel.Event{{ID: 1}}
	other := parseItem("ems a certain info")
	other.Subject.Name = "other"
	mixed := parseItem("ems a undocumented info")
	mixed.Evidence = schannel.Specified
	once := gather([]answer{{causes: []item{first, same}}, {facts: []item{other, mixed, mixed}}}, nil)
	if len(once) != 3 {
		t.Fatalf("%d findings, want 3: the two, one about another thing, and one better founded and less sure", len(once))
	}
	if f := once[0]; f.Certainty != schannel.Certain || len(f.Remedies) != 1 || len(f.Events) != 1 {
		t.Errorf("%+v: want the surer one with the remedies and events of both", f.Finding)
	}
}

// TestConsistent: of two findings that exclude each other the surer stays, and
// what rests on the other one goes with it.
func TestConsistent(t *testing.T) {
	t.Parallel()
	const fits = "trustlist trustlist.list.fits"
	tests := []struct {
		name  string
		items []string
		want  []string
		why   string
	}{
		{"surer", []string{cut + " likely warning", fits + " certain info"}, []string{"trustlist.list.fits"}, "Excludes of both rules"},
		{"first", []string{fits + " likely info", cut + " likely warning"}, []string{"trustlist.list.fits"}, "both are as sure"},
		{
			"cited",
			[]string{fits + " certain info", cut + " likely warning", "ems x likely info < trustlist.list.truncated"},
			[]string{"trustlist.list.truncated", "x"},
			"what others rest on stays",
		},
		{
			"both cited",
			[]string{fits + " certain info", cut + " likely warning", "ems x likely info < trustlist.list.truncated", "ems y likely info < x", "ems z certain info < trustlist.list.fits"},
			[]string{"trustlist.list.fits", "z"},
			"what rests on the one that goes, goes too",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var codes []string
			for _, i := range consistent(parseItems(tt.items)) {
				codes = append(codes, string(i.Code))
			}
			if diff := cmp.Diff(tt.want, codes); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
		})
	}
}

// TestShorten: the best stay, with what they rest on, as far as there is room.
func TestShorten(t *testing.T) {
	t.Parallel()
	items := parseItems([]string{"ems d insufficient error", "ems c likely info", "ems b likely error < a", "ems a likely info"})
	room := size(items[2].Finding) + size(items[3].Finding)
	for _, tt := range []struct {
		bytes int
		want  string
		why   string
	}{
		{10 * room, "d c b a", "all fit"},
		{room, "b a", "the gravest of the surest, with its premise"},
		{room - 1, "c a", "the gravest does not fit with its premise; the next ones do"},
		{0, "", "no room"},
	} {
		kept, left := shorten(items, tt.bytes)
		var codes []string
		for _, i := range kept {
			codes = append(codes, string(i.Code))
		}
		if got := strings.Join(codes, " "); got != tt.want || left != len(items)-len(kept) {
			t.Errorf("%d bytes: %q and %d left out, want %q: %s", tt.bytes, got, left, tt.want, tt.why)
		}
	}
}

// TestWeigh: who is heard.
func TestWeigh(t *testing.T) {
	t.Parallel()
	guess := parseItem("ems x.cause insufficient error")
	sure := parseItem("ems y.cause likely error")
	none := parseItem("ems trustlist.cause.other likely info")
	fact := parseItem("ems z certain info")
	seen := parseItem("trustlist seen certain info")
	seen.Subject = schannel.Nth("symptom", 0)
	others := seen
	others.Items = []schannel.Subject{schannel.Nth("symptom", 1)}
	concluded := parseItem("trustlist y.cause likely error < between")
	between := parseItem("trustlist between likely info < seen")
	took := func(rows ...bool) []symptom.Taken { return []symptom.Taken{rows} }
	tests := []struct {
		name    string
		answers []answer
		heard   string // how many causes and facts each has afterwards
		leftOut int
		why     string
	}{
		{"alone", []answer{{causes: []item{guess}, facts: []item{fact}}}, "1+1", 0, "there is nothing better"},
		{"both guess", []answer{{causes: []item{guess}}, {causes: []item{guess}}}, "1+0 1+0", 0, "neither is better founded"},
		{"a guess beside a cause", []answer{{causes: []item{guess}, facts: []item{fact}}, {causes: []item{sure}}}, "0+0 1+0", 1, "the case says nothing about the first"},
		{
			"a guess about another symptom",
			[]answer{{causes: []item{guess}, facts: []item{fact}, taken: took(true, true)}, {causes: []item{concluded}, facts: []item{between, seen}, taken: took(true, true)}},
			"1+1 1+2", 0, "nobody else explains the second one, though it was recognised",
		},
		{
			"a guess about the same symptoms",
			[]answer{{causes: []item{guess}, taken: took(true, true, true)}, {causes: []item{concluded}, facts: []item{between, others}, taken: took(true)}},
			"0+0 1+2", 1, "the third says what the second says",
		},
		{
			"a guess beside a cause that names no symptom",
			[]answer{{causes: []item{guess}, taken: took(true)}, {causes: []item{sure}, taken: took(true)}},
			"0+0 1+0", 1, "it rests on all that the family took",
		},
		{"a described guess", []answer{{described: true, causes: []item{guess}, facts: []item{fact}}, {causes: []item{sure}}}, "1+1 1+0", 0, "the case has facts for both"},
		{"no cause beside a cause", []answer{{causes: []item{none}, facts: []item{fact}}, {causes: []item{guess}}}, "0+0 1+0", 0, "that it has none is no news"},
		{"no cause beside facts", []answer{{causes: []item{none}}, {described: true, facts: []item{fact}}}, "0+0 0+1", 0, "the same"},
		{"described without a cause", []answer{{described: true, causes: []item{none}, facts: []item{fact}}, {causes: []item{guess}}}, "1+1 1+0", 0, "the other one only guesses"},
		{"described without, beside a cause", []answer{{described: true, causes: []item{none}, facts: []item{fact}}, {causes: []item{sure}}}, "0+1 1+0", 0, "the other one explains it"},
		{"nobody has a cause", []answer{{causes: []item{none}}, {causes: []item{none}}}, "1+0 1+0", 0, "then that is the answer"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			rows := make([]symptom.Row, 3)
			answers, leftOut := weigh(tt.answers, symptoms{rows: rows, same: []int{0, 1, 1}})
			var heard []string
			for _, a := range answers {
				heard = append(heard, string(rune('0'+len(a.causes)))+"+"+string(rune('0'+len(a.facts))))
			}
			if got := strings.Join(heard, " "); got != tt.heard || len(leftOut) != tt.leftOut {
				t.Errorf("%s, %d left out, want %s, %d: %s", got, len(leftOut), tt.heard, tt.leftOut, tt.why)
			}
		})
	}
}
