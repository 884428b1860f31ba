// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package trustlist_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/vocabtest"
	"github.com/schanneltrust/schannel/trustlist"
)

func TestExpect(t *testing.T) {
	t.Parallel()
	list := trustlist.List{cn("a"), cn("b"), cn("a"), trustlist.Name("x")}
	utf8 := name(rdn{{oidCN, utf8String, "b"}})
	tests := []struct {
		name            string
		why             string
		present, absent trustlist.List
		codes           []string
		texts           []string
	}{
		{"nothing", "nothing is asked", nil, nil, []string{}, nil},
		{"met", "all as expected", trustlist.List{cn("a"), cn("b")}, trustlist.List{cn("c"), trustlist.Name("y")}, []string{}, nil},
		{"missing", "a name that is not there", trustlist.List{cn("c")}, nil, []string{"trustlist.expect.missing"}, []string{"Names that must be in the list and are not: 1, the first of them CN=c. Clients whose certificates chain to no other authority of the list have nothing to offer."}},
		{"other-bytes", "most clients compare bytes", trustlist.List{utf8}, nil, []string{"trustlist.expect.reencoded"}, []string{"Names that must be in the list and are there in other bytes: 1. The first of them, CN=b, is entry no. 2 (string-type). Clients that compare bytes do not find it."}},
		{"unwanted", "the first place is told", nil, trustlist.List{cn("a")}, []string{"trustlist.expect.unwanted"}, []string{"Names that must not be in the list and are: 1. The first of them, CN=a, is entry no. 1."}},
		{
			"many", "one finding counts them",
			trustlist.List{cn("c"), cn("a"), cn("d")},
			trustlist.List{cn("b"), cn("a")},
			[]string{"trustlist.expect.missing", "trustlist.expect.unwanted"},
			[]string{
				"Names that must be in the list and are not: 2, the first of them CN=c. Clients whose certificates chain to no other authority of the list have nothing to offer.",
				"Names that must not be in the list and are: 2. The first of them, CN=b, is entry no. 2.",
			},
		},
		{"unwanted-in-other-bytes", "a name that must not be known must not be known in other bytes either", nil, trustlist.List{utf8}, []string{"trustlist.expect.unwanted"}, []string{"Names that must not be in the list and are: 1. The first of them, CN=b, is entry no. 2."}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			findings := trustlist.Expect(list, tt.present, tt.absent)
			var texts []string
			for _, f := range findings {
				texts = append(texts, f.Text)
			}
			require.Equal(t, tt.codes, vocabtest.FindCodes(findings), tt.why)
			if diff := cmp.Diff(tt.texts, texts); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
			vocabtest.Findings(t, findings)
		})
	}
}

// TestExpectOfReport: a name that is in the list and does not arrive is told.
// Names take 100 bytes each, of which 16,384 have room for 163, or for 167
// without their lengths.
func TestExpectOfReport(t *testing.T) {
	t.Parallel()
	long, full, short := ofBytes(40000), ofBytes(16384), ofBytes(5000)
	const lost, risk, missing = "trustlist.expect.cut", "trustlist.expect.at_risk", "trustlist.expect.missing"
	const truncated = "trustlist.list.truncated"
	tests := []struct {
		name, why     string
		release       schannel.Release
		ordered       bool
		list, present trustlist.List
		codes         []string
		certainty     schannel.Certainty // of the last finding
		count         int                // of its names
		because       schannel.Code      // of it
	}{
		{"fits", "the whole list is sent", schannel.Server2008R2, false, short, short[:3], []string{}, 0, 0, ""},
		{"any-order", "KB2880390: the order can change", schannel.Server2008R2, false, long, trustlist.List{long[0], long[399]}, []string{risk}, schannel.Undocumented, 2, truncated},
		{"ordered", "KB2464556, Cause: what is behind the limit is cut off", schannel.Server2008R2, true, long, trustlist.List{long[0], long[399], long[398]}, []string{lost}, schannel.Certain, 2, truncated},
		{"ordered-counting", "sent if the lengths do not count", schannel.Server2008R2, true, long, trustlist.List{long[163], long[399]}, []string{lost, risk}, schannel.Undocumented, 1, truncated},
		{"ordered-fits", "whether the length of the list counts is not documented", schannel.Server2008R2, true, full, trustlist.List{full[len(full)-1]}, []string{risk}, schannel.Undocumented, 1, "trustlist.list.fits"},
		{"missing-too", "each name by what becomes of it", schannel.Server2008R2, true, long, trustlist.List{cn("c"), long[399]}, []string{missing, lost}, schannel.Certain, 1, truncated},
		{"limit-inferred", "no document gives the limit of the release", schannel.Server2022, true, long, trustlist.List{long[399]}, []string{lost}, schannel.Likely, 1, truncated},
		{"nothing-known", "without a release nothing is cut", schannel.ReleaseUnspecified, true, long, trustlist.List{long[399]}, []string{}, 0, 0, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			profile, _ := trustlist.ProfileOf(tt.release)
			profile.Sent, profile.Ordered = true, tt.ordered
			report := trustlist.Analyze(tt.list, profile)
			findings := report.Expect(tt.list, tt.present, nil)
			require.Equal(t, tt.codes, vocabtest.FindCodes(findings), tt.why)
			vocabtest.Findings(t, append(report.Findings, findings...))
			if tt.count == 0 {
				return
			}
			last := findings[len(findings)-1]
			require.Equal(t, tt.certainty, last.Certainty, tt.why)
			require.Len(t, last.Items, tt.count)
			require.Equal(t, []schannel.Code{tt.because}, last.Because)
			if last.Code == risk {
				require.Equal(t, []schannel.Code{"trustlist.outcome.expected_sent", "trustlist.outcome.expected_cut"}, codesOf(last.Outcomes)[:2])
			}
		})
	}
}

func ExampleReport_Expect() {
	name := func(text string) trustlist.Name { // a common name of three letters
		return trustlist.Name("\x30\x0e\x31\x0c\x30\x0a\x06\x03\x55\x04\x03\x13\x03" + text)
	}
	list := trustlist.List{name("Our"), name("All")}
	profile, _ := trustlist.ProfileOf(schannel.Server2008R2)
	profile.Limit, profile.Ordered = 25, true // as if two names were too many
	report := trustlist.Analyze(list, profile)
	for _, f := range report.Expect(list, trustlist.List{name("All")}, nil) {
		fmt.Println(f.Severity, f.Text)
	}
	// Output:
	// error Names that must be in the list, stand in it and are cut off: 1. The first of them, CN=All, is entry no. 2.
}

func ExampleExpect() {
	name := func(text string) trustlist.Name { // a common name of three letters
		return trustlist.Name("\x30\x0e\x31\x0c\x30\x0a\x06\x03\x55\x04\x03\x13\x03" + text)
	}
	list := trustlist.List{name("Our"), name("All")}
	for _, f := range trustlist.Expect(list, trustlist.List{name("New")}, trustlist.List{name("All")}) {
		fmt.Println(f.Severity, f.Text)
	}
	// Output:
	// error Names that must be in the list and are not: 1, the first of them CN=New. Clients whose certificates chain to no other authority of the list have nothing to offer.
	// error Names that must not be in the list and are: 1. The first of them, CN=All, is entry no. 2.
}
