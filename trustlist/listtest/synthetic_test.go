// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package listtest_test

import (
	"bytes"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/dntest"
	"github.com/schanneltrust/schannel/internal/vocabtest"
	"github.com/schanneltrust/schannel/trustlist"
	"github.com/schanneltrust/schannel/trustlist/listtest"
)

func TestSynthesize(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		s    listtest.Synthesis
		ok   bool
	}{
		{"after-kb931125", listtest.Synthesis{Names: 294, Bytes: 35917}, true},
		{"limit-2003", listtest.Synthesis{Bytes: 12288}, true},
		{"below", listtest.Synthesis{Bytes: 12287}, true},
		{"above", listtest.Synthesis{Bytes: 12289}, true},
		{"vector", listtest.Synthesis{Bytes: 65535, String: dntest.UTF8String, Seed: 7}, true},
		{"copies", listtest.Synthesis{Names: 100, Bytes: 12001, Repeat: 30, String: dntest.TeletexString}, true},
		{"names-only", listtest.Synthesis{Names: 10, String: dntest.IA5String}, true},
		{"shortest", listtest.Synthesis{Names: 1, Bytes: 36}, true},
		{"too-short", listtest.Synthesis{Names: 1, Bytes: 35}, false},
		{"no-such-der", listtest.Synthesis{Names: 1, Bytes: 132}, false},
		{"too-many-copies", listtest.Synthesis{Names: 3, Repeat: 2}, false},
		{"no-string", listtest.Synthesis{String: dntest.BMPString}, false},
		{"too-many", listtest.Synthesis{Names: 1 << 20}, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			list, err := listtest.Synthesize(tt.s)
			if !tt.ok {
				vocabtest.Fault(t, err, "trustlist.synthetic.impossible", schannel.NoOffset)
				require.Nil(t, list)
				return
			}
			require.NoError(t, err)
			require.NoError(t, list.Check())
			if tt.s.Names > 0 {
				require.Len(t, list, tt.s.Names)
			}
			if tt.s.Bytes > 0 {
				require.Equal(t, tt.s.Bytes, list.Size())
			}
			distinct := map[string]bool{}
			for _, n := range list {
				distinct[string(n)] = true
			}
			require.Len(t, distinct, len(list)-tt.s.Repeat)
			again, err := listtest.Synthesize(tt.s)
			require.NoError(t, err)
			require.True(t, sameNames(list, again), "the same Synthesis, the same list")
			tt.s.Seed++
			other, err := listtest.Synthesize(tt.s)
			require.NoError(t, err)
			require.Equal(t, len(list) == 1, sameNames(list, other), "another seed, another list")
		})
	}
}

func sameNames(a, b trustlist.List) bool {
	return slices.EqualFunc(a, b, func(a, b trustlist.Name) bool { return bytes.Equal(a, b) })
}
