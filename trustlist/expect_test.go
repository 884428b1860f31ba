// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package trustlist_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

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
		{"other-bytes", "most clients compare bytes", trustlist.List{utf8}, nil, []string{"trustlist.expect.reencoded"}, []string{"Names that must be in the list and are there in other bytes: 1. The first of them, CN=b, is entry 1 (string-type). Clients that compare bytes do not find it."}},
		{"unwanted", "the first place is told", nil, trustlist.List{cn("a")}, []string{"trustlist.expect.unwanted"}, []string{"Names that must not be in the list and are: 1. The first of them, CN=a, is entry 0."}},
		{
			"many", "one finding counts them",
			trustlist.List{cn("c"), cn("a"), cn("d")},
			trustlist.List{cn("b"), cn("a")},
			[]string{"trustlist.expect.missing", "trustlist.expect.unwanted"},
			[]string{
				"Names that must be in the list and are not: 2, the first of them CN=c. Clients whose certificates chain to no other authority of the list have nothing to offer.",
				"Names that must not be in the list and are: 2. The first of them, CN=b, is entry 1.",
			},
		},
		{"unwanted-in-other-bytes", "a name that must not be known must not be known in other bytes either", nil, trustlist.List{utf8}, []string{"trustlist.expect.unwanted"}, []string{"Names that must not be in the list and are: 1. The first of them, CN=b, is entry 1."}},
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

func ExampleExpect() {
	list := trustlist.List{cn("Partner CA"), cn("Internal CA")}
	for _, f := range trustlist.Expect(list, trustlist.List{cn("Partner CA 2")}, trustlist.List{cn("Internal CA")}) {
		fmt.Println(f.Severity, f.Text)
	}
	// Output:
	// error Names that must be in the list and are not: 1, the first of them CN=Partner CA 2. Clients whose certificates chain to no other authority of the list have nothing to offer.
	// error Names that must not be in the list and are: 1. The first of them, CN=Internal CA, is entry 1.
}
