// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package trustlist_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/vocabtest"
	"github.com/schanneltrust/schannel/trustlist"
	"github.com/schanneltrust/schannel/trustlist/listtest"
)

// synthesize makes a list for a test.
func synthesize(t *testing.T, s listtest.Synthesis) trustlist.List {
	t.Helper()
	list, err := listtest.Synthesize(s)
	require.NoError(t, err)
	return list
}

func profileOf(t *testing.T, release schannel.Release) trustlist.Profile {
	t.Helper()
	p, ok := trustlist.ProfileOf(release)
	require.True(t, ok)
	return p
}

// expected is what a row wants of one finding.
type expected struct {
	Code      schannel.Code
	Certainty schannel.Certainty
	Text      string
}

// analyzeRow is a row of TestAnalyze.
type analyzeRow struct {
	name    string
	why     string
	release schannel.Release
	list    trustlist.List
	want    []expected
}

func analyzeRows(t *testing.T) []analyzeRow {
	t.Helper()
	after := listtest.Synthesis{Names: 294, Bytes: 35917}
	withCopies := synthesize(t, listtest.Synthesis{Names: 100, Bytes: 12200})
	withCopies = append(withCopies, withCopies[0], withCopies[1])
	malformed := trustlist.List{nameA, trustlist.Name("\x30\x01")}
	return []analyzeRow{
		{
			"after-kb931125-2008r2", "KB2464556: more than 16,384 bytes whatever is counted", schannel.Server2008R2, synthesize(t, after),
			[]expected{
				{"trustlist.list.truncated", schannel.Certain, "294 names take 35917 bytes, 19533 more than the 16384 that Windows Server 2008 R2 sends: "},
				{"trustlist.client.no_offer", schannel.Certain, "authorities of a list with 294 entries are not named"},
				{"trustlist.event.logging", schannel.Certain, "the bit of value 2"},
			},
		},
		{
			"after-kb931125-2012", "TLS registry settings: not sent by default, so nothing is logged", schannel.Server2012, synthesize(t, after),
			[]expected{
				{"trustlist.list.not_sent", schannel.Certain, "Windows Server 2012 sends no list"},
				{"trustlist.list.truncated", schannel.Certain, "19533 more than the 16384"},
			},
		},
		{
			"after-kb931125-2022", "no document gives the limit of 2022", schannel.Server2022, synthesize(t, after),
			[]expected{
				{"trustlist.list.not_sent", schannel.Certain, ""},
				{"trustlist.limit.inferred", schannel.Likely, "Windows Server 2022"},
				{"trustlist.list.truncated", schannel.Likely, ""},
			},
		},
		{
			"small", "fits whatever is counted", schannel.Server2008, synthesize(t, listtest.Synthesis{Bytes: 11000}),
			[]expected{{"trustlist.list.fits", schannel.Certain, " names take 11000 of 16384 bytes; 5384 bytes are free."}},
		},
		{
			"only-without-prefixes", "no document says whether the 2-byte lengths count", schannel.Server2008, synthesize(t, listtest.Synthesis{Names: 130, Bytes: 16500}),
			[]expected{
				{"trustlist.list.truncated", schannel.Undocumented, "116 more than the 16384"},
				{"trustlist.client.no_offer", schannel.Undocumented, ""},
				{"trustlist.event.logging", schannel.Certain, ""},
			},
		},
		{
			"on-the-limit", "only the length of the vector makes it too long", schannel.Server2008, synthesize(t, listtest.Synthesis{Bytes: 16384}),
			[]expected{{"trustlist.list.fits", schannel.Undocumented, "0 bytes are free"}},
		},
		{
			"misprint", "KB933430 as quoted gives 12,228: one name less", schannel.Server2003, synthesize(t, listtest.Synthesis{Names: 100, Bytes: 12240}),
			[]expected{
				{"trustlist.list.fits", schannel.Certain, "48 bytes are free"},
				{"trustlist.limit.misprint", schannel.Likely, "as 12228 bytes. With that figure 99 names would be kept; with 12288 bytes (0x3000), which KB2464556 gives, 100 are."},
			},
		},
		{
			"copies-beyond-the-limit", "a name that is sent at its first place is not lost", schannel.Server2003, withCopies,
			[]expected{
				{"trustlist.list.truncated", schannel.Undocumented, "100 names (12200 bytes) are kept and 2 dropped"},
				{"trustlist.event.logging", schannel.Certain, ""},
				{"trustlist.list.duplicates", schannel.Likely, ""},
			},
		},
		{
			"duplicates", "no article speaks of removal", schannel.Server2008,
			trustlist.List{nameA, nameB, nameA, nameA},
			[]expected{
				{"trustlist.list.fits", schannel.Certain, ""},
				{"trustlist.list.duplicates", schannel.Likely, "2 entries repeat names that the list already has, and take 32 bytes"},
			},
		},
		{
			"malformed", "RFC 5246, Section 7.4.4: names are DER", schannel.Server2008, malformed,
			[]expected{
				{"trustlist.list.fits", schannel.Certain, ""},
				{"trustlist.name.malformed", schannel.Certain, "1, the first of them no. 2 (2 bytes): trustlist.name.der"},
			},
		},
		{
			"nobody", "RFC 5280, Section 4.1.2.6: a CA has a name", schannel.Server2008,
			trustlist.List{nameA, trustlist.Name("\x30\x00")},
			[]expected{
				{"trustlist.list.fits", schannel.Certain, ""},
				{"trustlist.name.nobody", schannel.Certain, "1, the first of them no. 2"},
			},
		},
		{
			"empty", "RFC 4346, Section 7.4.4: an empty list names nobody", schannel.Server2008,
			trustlist.List{},
			[]expected{{"trustlist.list.none", schannel.Certain, "any certificate"}},
		},
	}
}

func TestAnalyze(t *testing.T) {
	t.Parallel()
	seen := map[schannel.Code]bool{}
	for _, tt := range analyzeRows(t) {
		for _, w := range tt.want {
			seen[w.Code] = true
		}
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			r := trustlist.Analyze(tt.list, profileOf(t, tt.release))
			vocabtest.Findings(t, r.Findings)
			var got []expected
			for i, f := range r.Findings {
				got = append(got, expected{f.Code, f.Certainty, f.Text})
				if i < len(tt.want) {
					require.Contains(t, f.Text, tt.want[i].Text)
					got[i].Text = tt.want[i].Text
				}
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
		})
	}
	for _, code := range analyzeCodes {
		require.True(t, seen[code], "no row expects %s", code)
	}
}

// analyzeCodes is the rules that Analyze applies.
var analyzeCodes = []schannel.Code{
	"trustlist.client.no_offer", "trustlist.event.logging", "trustlist.limit.inferred", "trustlist.limit.misprint",
	"trustlist.list.duplicates", "trustlist.list.fits", "trustlist.list.none", "trustlist.list.not_sent",
	"trustlist.list.truncated", "trustlist.name.malformed", "trustlist.name.nobody",
}

func TestAnalyzePredictsTheEvent(t *testing.T) {
	t.Parallel()
	list := synthesize(t, listtest.Synthesis{Names: 294, Bytes: 35917})
	event := schannel.Event{Log: "System", Provider: "Schannel", ID: 36885, Level: schannel.LevelWarning}
	conditional := event
	conditional.Conditions = []schannel.Phrase{{
		Code: "trustlist.condition.warnings", Text: "warnings are logged: the registry value EventLogging has the bit of value 2",
	}}
	tests := []struct {
		name     string
		why      string
		warnings schannel.Truth
		want     []schannel.Event
		may      []string // codes about the log
	}{
		{"unknown", "KB933430: warnings are not logged by default", schannel.Unknown, []schannel.Event{conditional}, []string{"trustlist.event.logging"}},
		{"on", "KB260729: the bit of value 2 is set", schannel.Yes, []schannel.Event{event}, nil},
		{"off", "KB260729: it is not", schannel.No, nil, nil},
	}
	for _, tt := range tests {
		profile := profileOf(t, schannel.Server2008R2)
		profile.Warnings = tt.warnings
		findings := trustlist.Analyze(list, profile).Findings
		if diff := cmp.Diff(tt.want, findings[0].Events); diff != "" {
			t.Errorf("%s: %s (-want +got):\n%s", tt.name, tt.why, diff)
		}
		codes := append([]string{"trustlist.list.truncated", "trustlist.client.no_offer"}, tt.may...)
		require.Equal(t, codes, vocabtest.FindCodes(findings), tt.why)
	}
	notSent := trustlist.Analyze(list, profileOf(t, schannel.Server2012))
	for _, f := range notSent.Findings {
		require.Empty(t, f.Events, "what is not sent is not cut")
	}
}

func TestUndocumentedOutcomesAreListed(t *testing.T) {
	t.Parallel()
	list := synthesize(t, listtest.Synthesis{Names: 130, Bytes: 16500})
	f := trustlist.Analyze(list, profileOf(t, schannel.Server2008)).Findings[0]
	var got []string
	for _, o := range f.Outcomes {
		got = append(got, o.Text)
	}
	want := []string{
		"cut: 16500 bytes, counting entries, duplicates kept",
		"cut: 16500 bytes, counting entries, duplicates removed",
		"whole: 16240 bytes, counting names, duplicates kept",
		"whole: 16240 bytes, counting names, duplicates removed",
		"cut: 16502 bytes, counting vector, duplicates kept",
		"cut: 16502 bytes, counting vector, duplicates removed",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	require.Equal(t, []schannel.Code{"trustlist.outcome.cut", "trustlist.outcome.whole", "trustlist.settle.capture"},
		[]schannel.Code{f.Outcomes[0].Code, f.Outcomes[2].Code, f.Settle[0].Code})
}

// TestNothingIsKnown: the zero profile gives no confident answer.
func TestNothingIsKnown(t *testing.T) {
	t.Parallel()
	list := trustlist.List{nameA, nameB, nameA}
	r := trustlist.Analyze(list, trustlist.Profile{})
	require.Equal(t, []string{"trustlist.limit.unknown", "trustlist.list.duplicates"}, vocabtest.FindCodes(r.Findings))
	require.Equal(t, schannel.InsufficientData, r.Findings[0].Certainty)
	require.Equal(t, schannel.Code("trustlist.missing.release"), r.Findings[0].Missing[0].Code)
	want := trustlist.Truncation{Names: 3, Bytes: list.Size(), FirstDropped: -1}
	if diff := cmp.Diff(want, r.Truncation); diff != "" {
		t.Errorf("neither kept nor dropped (-want +got):\n%s", diff)
	}
	for _, fate := range trustlist.Fates(list, trustlist.Profile{}) {
		require.Equal(t, trustlist.FateUnspecified, fate.Fate)
	}
}

// TestKeptInAnyOrder: the order of a store is not documented (KB2880390), so
// the range over all orders is told beside that of the order given.
func TestKeptInAnyOrder(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		why         string
		list        trustlist.List
		least, most string
	}{
		{"entries of 9, 6 and 5 bytes under a limit of 12, of 7, 4 and 3 without their lengths: of 9 and 6 only one fits, the shortest two in any case", raw(7, 4, 3), "1", "2"},
		{"three of 6: two fit, one beside the length of the vector, all without their own lengths", raw(4, 4, 4), "1", "3"},
		{"three of 8: one fits; without their lengths two fill the limit to the byte", raw(6, 6, 6), "1", "2"},
	} {
		args := map[string]string{}
		for _, a := range trustlist.Analyze(row.list, trustlist.Profile{Limit: 12, Sent: true}).Findings[0].Args {
			args[a.Name] = a.Value
		}
		require.Equal(t, []string{row.least, row.most}, []string{args["least_any"], args["most_any"]}, row.why)
	}
}
