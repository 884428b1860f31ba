// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package trustlist_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/vocabtest"
	"github.com/schanneltrust/schannel/trustlist"
	"github.com/schanneltrust/schannel/trustlist/listtest"
)

// diffRow is a row of TestDiff.
type diffRow struct {
	name          string
	why           string
	first, second trustlist.List
	want          trustlist.Difference
	codes         []string
}

func diffRows() []diffRow {
	a, b, c := cn("a"), cn("b"), cn("c")
	utf8 := name(rdn{{oidCN, utf8String, "B"}})
	none := []int{}
	return []diffRow{
		{
			"same", "nothing changed",
			trustlist.List{a, b},
			trustlist.List{a, b},
			trustlist.Difference{Removed: none, Added: none},
			[]string{"trustlist.diff.same"},
		},
		{
			"both-empty", "two lists without a name", nil,
			trustlist.List{},
			trustlist.Difference{Removed: none, Added: none},
			[]string{"trustlist.diff.same"},
		},
		{
			"added-and-removed", "after an exchange of roots",
			trustlist.List{a, b},
			trustlist.List{c, b},
			trustlist.Difference{Removed: []int{0}, Added: []int{0}},
			[]string{"trustlist.diff.removed", "trustlist.diff.added"},
		},
		{
			"order", "KB2880390: the order of a store can change",
			trustlist.List{a, b, c},
			trustlist.List{c, a, b},
			trustlist.Difference{Removed: none, Added: none, Moved: true},
			[]string{"trustlist.diff.order"},
		},
		{
			"cut", "the second list is the first one cut off",
			trustlist.List{a, b, c},
			trustlist.List{a},
			trustlist.Difference{Removed: []int{1, 2}, Added: none},
			[]string{"trustlist.diff.removed", "trustlist.diff.prefix"},
		},
		{
			"longer", "the first list is the second one cut off",
			trustlist.List{a},
			trustlist.List{a, b},
			trustlist.Difference{Removed: none, Added: []int{1}},
			[]string{"trustlist.diff.added", "trustlist.diff.prefix"},
		},
		{
			"from-nothing", "an empty list is no list that was cut", nil,
			trustlist.List{a},
			trustlist.Difference{Removed: none, Added: []int{0}},
			[]string{"trustlist.diff.added"},
		},
		{
			"duplicate", "a name that stands once less",
			trustlist.List{a, a, b},
			trustlist.List{a, b},
			trustlist.Difference{Removed: []int{1}, Added: none},
			[]string{"trustlist.diff.removed"},
		},
		{
			"reencoded", "RFC 5280, Section 7.1: case and string type do not count",
			trustlist.List{a, b},
			trustlist.List{a, utf8},
			trustlist.Difference{Removed: []int{1}, Added: []int{1}, Reencoded: [][2]int{{1, 1}}},
			[]string{"trustlist.diff.removed", "trustlist.diff.added", "trustlist.diff.reencoded"},
		},
		{
			"malformed", "what is no name is compared by its bytes",
			trustlist.List{trustlist.Name("x")},
			trustlist.List{trustlist.Name("y")},
			trustlist.Difference{Removed: []int{0}, Added: []int{0}},
			[]string{"trustlist.diff.removed", "trustlist.diff.added"},
		},
	}
}

func TestDiff(t *testing.T) {
	t.Parallel()
	for _, tt := range diffRows() {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := trustlist.Diff(tt.first, tt.second)
			if tt.want.Reencoded == nil {
				tt.want.Reencoded = [][2]int{}
			}
			if diff := cmp.Diff(tt.want, got, cmpopts.IgnoreFields(trustlist.Difference{}, "Findings")); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
			if diff := cmp.Diff(tt.codes, vocabtest.FindCodes(got.Findings)); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
			vocabtest.Findings(t, got.Findings)
		})
	}
}

// TestDiffOfEncoding: entries count from 1.
func TestDiffOfEncoding(t *testing.T) {
	t.Parallel()
	findings := trustlist.Diff(trustlist.List{cn("a"), cn("b")}, trustlist.List{cn("c"), cn("d"), name(rdn{{oidCN, utf8String, "b"}})}).Findings
	require.Contains(t, findings[2].Text, "The first of them is no. 2 of the first list and no. 3 of the second (string-type).")
}

// TestDiffOfPrefix: which list is the beginning of the other, and how many
// names it lacks.
func TestDiffOfPrefix(t *testing.T) {
	t.Parallel()
	whole := ofBytes(1000)
	for _, row := range []struct {
		first, second trustlist.List
		list          string
		missing       string
	}{{whole, whole[:7], "2", "3"}, {whole[:8], whole, "1", "2"}} {
		findings := trustlist.Diff(row.first, row.second).Findings
		last := findings[len(findings)-1]
		require.Equal(t, schannel.Code("trustlist.diff.prefix"), last.Code)
		require.Equal(t, "List "+row.list+" is the other one without its last "+row.missing+" names. A list that was cut off looks like this.", last.Text)
	}
}

func ExampleDiff() {
	before, _ := listtest.Synthesize(listtest.Synthesis{Names: 3})
	for _, f := range trustlist.Diff(before, before[:2]).Findings {
		fmt.Println(f.Severity, f.Code)
	}
	// Output:
	// warning trustlist.diff.removed
	// warning trustlist.diff.prefix
}

func BenchmarkDiff(b *testing.B) {
	list, _ := synthetic(b)
	b.ReportAllocs()
	for b.Loop() {
		trustlist.Diff(list, list[10:])
	}
}
