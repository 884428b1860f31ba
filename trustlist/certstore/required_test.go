// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package certstore_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/vocabtest"
	"github.com/schanneltrust/schannel/trustlist/certstore"
)

// TestRequiredRoots holds the sets against the tables of KB293781: how many
// roots each has, and how many bytes they take in a list, from the lengths of
// the subjects of the certificates themselves.
func TestRequiredRoots(t *testing.T) {
	t.Parallel()
	type set struct{ Roots, Bytes int }
	sections := map[string]schannel.Source{
		"Windows XP and Windows Server 2003":                                       {Document: "KB293781", Section: "Windows XP and Windows Server 2003"},
		"Windows 7, Windows Vista, Windows Server 2008 R2 and Windows Server 2008": {Document: "KB293781", Section: "Windows 7, Windows Vista, Windows Server 2008 R2 and Windows Server 2008"},
		"Windows 8 and Windows Server 2012":                                        {Document: "KB293781 (Windows 10)"},
		"Windows 10 and newer":                                                     {Document: "KB293781 (Windows 10)"},
	}
	tests := []struct {
		release   schannel.Release
		certainty schannel.Certainty
		want      []set
		why       string
	}{
		{schannel.Server2003, schannel.Certain, []set{{7, 870}}, "the table of Windows XP and Server 2003"},
		{schannel.Server2003KB933940, schannel.Certain, []set{{7, 870}}, "a hotfix changes no roots"},
		{schannel.Server2008, schannel.Certain, []set{{3, 359}}, "the table of Windows Vista to 7"},
		{schannel.Server2008R2, schannel.Certain, []set{{3, 359}}, "the same"},
		{schannel.Server2012, schannel.Undocumented, []set{{3, 359}, {8, 1608 - 102 - 151 - 146 - 150 - 4*2}}, "no table; four of Windows 10 are said not to be in 8 and 2012"},
		{schannel.Server2012R2, schannel.Undocumented, []set{{3, 359}, {12, 1608}}, "no table"},
		{schannel.Server2016, schannel.Likely, []set{{12, 1608}}, "Windows 10 and newer; servers are not named"},
		{schannel.Server2025, schannel.Likely, []set{{12, 1608}}, "the same"},
		{schannel.ReleaseUnspecified, 0, nil, "no release"},
	}
	for _, tt := range tests {
		t.Run(tt.release.String(), func(t *testing.T) {
			t.Parallel()
			sets, certainty := certstore.RequiredRoots(tt.release)
			require.Equal(t, tt.certainty, certainty)
			var got []set
			for _, s := range sets {
				vocabtest.Sources(t, s.Windows, s.Sources)
				require.Equal(t, []schannel.Source{sections[s.Windows]}, s.Sources)
				bytes := 0
				for _, r := range s.Roots {
					bytes += 2 + r.NameBytes
				}
				got = append(got, set{len(s.Roots), bytes})
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
		})
	}
}

// TestRequiredTable2008 is the table of the article of method 1, with the
// thumbprints that Windows Update answers to.
func TestRequiredTable2008(t *testing.T) {
	t.Parallel()
	sets, _ := certstore.RequiredRoots(schannel.Server2008R2)
	got := map[string]string{}
	for _, r := range sets[0].Roots {
		got[r.Name] = r.SHA1.String()
	}
	want := map[string]string{
		"Microsoft Root Authority":             "a43489159a520f0d93d032ccaf37e7fe20a8b419",
		"Microsoft Root Certificate Authority": "cdd4eeae6000ac7f40c3802c171e30148030c072",
		"Thawte Timestamping CA":               "be36a4562fb2ee05dbb3d32323adf445084ed656",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestRequiredThumbprintsAreUnique(t *testing.T) {
	t.Parallel()
	seen := map[schannel.Thumbprint]string{}
	for release := range schannel.Releases() {
		sets, _ := certstore.RequiredRoots(release)
		for _, s := range sets {
			for _, r := range s.Roots {
				require.Contains(t, []string{"", r.Name}, seen[r.SHA1])
				seen[r.SHA1] = r.Name
			}
		}
	}
	require.Len(t, seen, 13)
}

// holding is a store with exactly the roots of the sets but those left out.
func holding(sets []certstore.RequiredSet, without ...string) []certstore.Certificate {
	var store []certstore.Certificate
	for _, s := range sets {
		for _, r := range s.Roots {
			if !slices.Contains(without, r.Name) {
				store = append(store, certstore.Certificate{SHA1: r.SHA1})
			}
		}
	}
	return store
}

func TestCheckRequired(t *testing.T) {
	t.Parallel()
	sets2008, _ := certstore.RequiredRoots(schannel.Server2008R2)
	sets10, _ := certstore.RequiredRoots(schannel.Server2016)
	sets2012R2, _ := certstore.RequiredRoots(schannel.Server2012R2)
	type verdict struct {
		Code      schannel.Code
		Certainty schannel.Certainty
		Count     string
		Items     []schannel.Subject
	}
	of := func(place int, root certstore.RequiredRoot) []schannel.Subject {
		return []schannel.Subject{schannel.Nth("certificate", place).Named(root.SHA1.String())}
	}
	both, one := sets2012R2[0].Roots[0], sets2012R2[1].Roots[7]
	tests := []struct {
		name    string
		why     string
		release schannel.Release
		store   []certstore.Certificate
		removed []schannel.Thumbprint
		want    []verdict
	}{
		{"whole", "all three are there", schannel.Server2008R2, holding(sets2008), nil, nil},
		{
			"missing", "expired ones must be there too", schannel.Server2008R2, holding(sets2008, "Thawte Timestamping CA"), nil,
			[]verdict{{"trustlist.required.missing", schannel.Certain, "1", of(-1, sets2008[0].Roots[2])}},
		},
		{
			"about-to-go", "KB2464556, Method 1: some roots are required", schannel.Server2008R2, holding(sets2008),
			[]schannel.Thumbprint{sets2008[0].Roots[1].SHA1},
			[]verdict{{"trustlist.required.removed", schannel.Certain, "1", of(1, sets2008[0].Roots[1])}},
		},
		{
			"other-removed", "a root that nobody requires", schannel.Server2008R2,
			append(holding(sets2008), certstore.Certificate{SHA1: schannel.Thumbprint{1}}),
			[]schannel.Thumbprint{{1}},
			nil,
		},
		{
			"missing-2016", "the table of Windows 10 is taken for 2016", schannel.Server2016, holding(sets10, "Microsoft Root Authority"), nil,
			[]verdict{{"trustlist.required.missing", schannel.Likely, "1", of(-1, sets10[0].Roots[0])}},
		},
		{
			"missing-2012-r2", "in both tables, and in one only", schannel.Server2012R2,
			holding(sets2012R2, both.Name, one.Name), nil,
			[]verdict{
				{"trustlist.required.missing", schannel.Likely, "1", of(-1, both)},
				{"trustlist.required.missing", schannel.Undocumented, "1", of(-1, one)},
			},
		},
		{
			"none-there", "one finding counts them", schannel.Server2016, nil, nil,
			[]verdict{{"trustlist.required.missing", schannel.Likely, "12", nil}},
		},
		{"no-release", "nothing is known of it", schannel.ReleaseUnspecified, nil, nil, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			findings := certstore.CheckRequired(tt.release, tt.store, tt.removed)
			vocabtest.Findings(t, findings)
			var got []verdict
			for _, f := range findings {
				v := verdict{f.Code, f.Certainty, f.Args[0].Value, f.Items}
				if len(f.Items) > 1 {
					require.Len(t, f.Items, 10, "the first few")
					v.Items = nil
				}
				got = append(got, v)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
		})
	}
}

// TestRequiredByOneOfTwoTables: no table names 2012 R2, so what one of the two
// possible ones has is open, and said to be.
func TestRequiredByOneOfTwoTables(t *testing.T) {
	t.Parallel()
	sets, _ := certstore.RequiredRoots(schannel.Server2012R2)
	f := certstore.CheckRequired(schannel.Server2012R2, holding(sets[:1]), nil)[0]
	require.Equal(t, schannel.Undocumented, f.Certainty)
	var codes []schannel.Code
	for _, p := range slices.Concat(f.Outcomes, f.Settle) {
		codes = append(codes, p.Code)
	}
	require.Equal(t, []schannel.Code{"trustlist.outcome.required", "trustlist.outcome.not_required", "trustlist.settle.table"}, codes)
}

func ExampleRequiredRoots() {
	sets, certainty := certstore.RequiredRoots(schannel.Server2008R2)
	fmt.Println(certainty)
	for _, r := range sets[0].Roots {
		fmt.Println(r.SHA1, r.Ends, r.Name)
	}
	// Output:
	// certain
	// a43489159a520f0d93d032ccaf37e7fe20a8b419 2020-12-31 Microsoft Root Authority
	// cdd4eeae6000ac7f40c3802c171e30148030c072 2021-05-09 Microsoft Root Certificate Authority
	// be36a4562fb2ee05dbb3d32323adf445084ed656 2020-12-31 Thawte Timestamping CA
}

func ExampleCheckRequired() {
	// A store with one root, which is to be removed.
	root, _ := schannel.ParseThumbprint("CDD4EEAE6000AC7F40C3802C171E30148030C072")
	store := []certstore.Certificate{{SHA1: root}}
	for _, f := range certstore.CheckRequired(schannel.Server2008R2, store, []schannel.Thumbprint{root}) {
		fmt.Println(f.Severity, f.Code, f.Args[0].Value)
	}
	// Output:
	// warning trustlist.required.missing 2
	// error trustlist.required.removed 1
}
