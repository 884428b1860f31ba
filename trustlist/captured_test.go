// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package trustlist_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/dntest"
	"github.com/schanneltrust/schannel/internal/vocabtest"
	"github.com/schanneltrust/schannel/trustlist"
	"github.com/schanneltrust/schannel/trustlist/listtest"
)

// ofBytes is a list of that size, of entries that take 100 bytes and a last one
// that takes the rest.
func ofBytes(bytes int) trustlist.List { return trustlist.FromNames(dntest.OfBytes(bytes)) }

func TestInspect(t *testing.T) {
	t.Parallel()
	system := name(rdn{{oidCN, printableString, "NT Authority"}})
	const cut, whole, beyond = "trustlist.captured.cut", "trustlist.captured.whole", "trustlist.captured.beyond"
	tests := []struct {
		name      string
		why       string
		list      trustlist.List
		cut       schannel.Truth
		limit     int
		certainty schannel.Certainty // of the first finding
		codes     []string
	}{
		{"empty", "RFC 5246, Section 7.4.4: an empty list names nobody", trustlist.List{}, schannel.No, 0, schannel.Certain, []string{"trustlist.list.none"}},
		{"full-2003", "KB2464556: 12,288 bytes, not one is free", ofBytes(12288), schannel.Yes, 12288, schannel.Likely, []string{cut}},
		{"near-2003", "an entry of 100 bytes, as the list has, does not fit any more", ofBytes(12200), schannel.Yes, 12288, schannel.Likely, []string{cut}},
		{"near-2008", "KB2801679: 16,384 bytes", ofBytes(16300), schannel.Yes, 16384, schannel.Likely, []string{cut}},
		{"far-2008", "only a name longer than all of the list would not fit; real ones have up to 335 bytes", ofBytes(16100), schannel.Unknown, 16384, schannel.Undocumented, []string{cut}},
		{"longest-fits", "the longest entry, of 144 bytes, would have fitted exactly", ofBytes(12144), schannel.Unknown, 12288, schannel.Undocumented, []string{cut}},
		{"in-reach", "KB2464556 does not say what is counted: with the length of the list 336 bytes are free, and 337 would be needed", append(ofBytes(15920), dntest.Long(999, 124)), schannel.Unknown, 16384, schannel.Undocumented, []string{cut}},
		{"out-of-reach", "with the length of the list 337 bytes are free, in which the longest known name has room", ofBytes(16045), schannel.No, 16384, schannel.Likely, []string{whole}},
		{"whole", "every name of a known root would have fitted", ofBytes(16000), schannel.No, 16384, schannel.Likely, []string{whole}},
		{"small", "far from both limits", ofBytes(1000), schannel.No, 12288, schannel.Likely, []string{whole}},
		{"between", "longer than 2003 sends, far from 16,384", ofBytes(14000), schannel.No, 16384, schannel.Likely, []string{whole}},
		{"without-prefixes", "KB2464556 does not say what is counted: the names alone take 16,289 bytes", ofBytes(16621), schannel.Unknown, 16384, schannel.Undocumented, []string{cut}},
		{"beyond", "no release sends so much", ofBytes(20000), schannel.No, 0, schannel.Likely, []string{beyond}},
		{"system-mapper", "dotnet/runtime#60949: a name that nobody has", trustlist.List{cn("a"), system}, schannel.No, 12288, schannel.Likely, []string{whole, "trustlist.captured.nt_authority"}},
		{"system-mapper-only", "dotnet/runtime#60949: a list that is meant to be empty", trustlist.List{system}, schannel.No, 12288, schannel.Likely, []string{whole, "trustlist.captured.nt_authority_only"}},
		{"odd", "duplicates and what is no name", trustlist.List{cn("a"), cn("a"), trustlist.Name("x")}, schannel.No, 12288, schannel.Likely, []string{whole, "trustlist.list.duplicates", "trustlist.name.malformed"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := trustlist.Inspect(tt.list)
			vocabtest.Findings(t, got.Findings)
			if diff := cmp.Diff([]any{tt.cut, tt.limit, tt.certainty, tt.codes}, []any{got.Cut, got.Limit, got.Findings[0].Certainty, vocabtest.FindCodes(got.Findings)}); diff != "" {
				t.Errorf("%s: cut, limit, certainty, codes (-want +got):\n%s", tt.why, diff)
			}
			require.Equal(t, tt.list.Size(), got.Bytes)
		})
	}
}

// TestInspectTellsTheEntry: entries count from 1.
func TestInspectTellsTheEntry(t *testing.T) {
	t.Parallel()
	system := name(rdn{{oidCN, printableString, "NT AUTHORITY"}})
	findings := trustlist.Inspect(trustlist.List{cn("a"), system, cn("b")}).Findings
	require.Contains(t, findings[len(findings)-1].Text, "Entry no. 2 reads NT AUTHORITY.")
}

// TestInspectWhatTruncateCuts cuts lists of every kind and asks whether that
// shows.
func TestInspectWhatTruncateCuts(t *testing.T) {
	t.Parallel()
	for seed := range uint64(20) {
		list := synthesize(t, listtest.Synthesis{Names: 294, Bytes: 35917, Seed: seed})
		for _, release := range []schannel.Release{schannel.Server2003, schannel.Server2008R2} {
			for policy := range trustlist.Policies() {
				profile := profileOf(t, release)
				profile.Policy = policy
				kept := profile.Kept(list)
				got := trustlist.Inspect(kept)
				require.NotEqual(t, schannel.No, got.Cut, "%+v: %d bytes", policy, kept.Size())
				require.Equal(t, profile.Limit, got.Limit)
			}
		}
	}
}

// TestInspectPart: of the beginning of a list nothing is concluded but that
// the rest is missing.
func TestInspectPart(t *testing.T) {
	t.Parallel()
	got := trustlist.InspectPart(ofBytes(16300))
	require.Equal(t, []string{"trustlist.captured.incomplete"}, vocabtest.FindCodes(got.Findings))
	require.Equal(t, []schannel.Code{"trustlist.missing.rest"}, codesOf(got.Findings[0].Missing))
}

// TestWhatACaptureLeavesOpen: a list whose last bytes allow both readings
// lists them and what would tell which.
func TestWhatACaptureLeavesOpen(t *testing.T) {
	t.Parallel()
	f := trustlist.Inspect(ofBytes(16100)).Findings[0]
	require.Equal(t, []schannel.Code{"trustlist.outcome.ends_cut", "trustlist.outcome.ends_there"}, codesOf(f.Outcomes))
	require.Equal(t, []schannel.Code{"trustlist.settle.log", "trustlist.settle.store"}, codesOf(f.Settle))
}

func codesOf(phrases []schannel.Phrase) []schannel.Code {
	var codes []schannel.Code
	for _, p := range phrases {
		codes = append(codes, p.Code)
	}
	return codes
}

func ExampleInspect() {
	list, _ := listtest.Synthesize(listtest.Synthesis{Names: 131, Bytes: 16260})
	captured := trustlist.Inspect(list)
	fmt.Println("cut:", captured.Cut)
	fmt.Println(captured.Findings[0].Text)
	// Output:
	// cut: yes
	// The list has 16260 bytes. It ends 124 bytes below the limit of 16384, where an entry of 185 bytes no longer fits. A list that Schannel has cut ends like this.
}
