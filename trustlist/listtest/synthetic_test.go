// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package listtest_test

import (
	"bytes"
	"crypto/sha256"
	"fmt"
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
		{"longest", listtest.Synthesis{Names: 1, Bytes: 1002}, true},
		{"too-long", listtest.Synthesis{Names: 1, Bytes: 1003}, false},
		{"half-copies", listtest.Synthesis{Names: 4, Bytes: 400, Repeat: 2}, true},
		{"half-copies-odd", listtest.Synthesis{Names: 4, Bytes: 401, Repeat: 2}, false},
		{"too-short", listtest.Synthesis{Names: 1, Bytes: 35}, false},
		{"no-such-der", listtest.Synthesis{Names: 1, Bytes: 132}, false},
		{"too-many-copies", listtest.Synthesis{Names: 3, Repeat: 2}, false},
		{"no-string", listtest.Synthesis{String: dntest.BMPString}, false},
		{"too-many", listtest.Synthesis{Names: 1<<16 + 1}, false},
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

// TestMost: so many names are made, each of them once.
func TestMost(t *testing.T) {
	t.Parallel()
	list, err := listtest.Synthesize(listtest.Synthesis{Names: 1 << 16})
	require.NoError(t, err)
	distinct := map[string]bool{}
	for _, n := range list {
		distinct[string(n)] = true
	}
	require.Len(t, distinct, 1<<16)
}

// TestSameInEveryRelease: tests of other people count on the list that they have
// once asked for.
func TestSameInEveryRelease(t *testing.T) {
	t.Parallel()
	for want, s := range map[string]listtest.Synthesis{
		"24d428f012af169eb6b87eb9309f83a504a7b326d05c32c405f2be18054b329e": {Names: 294, Bytes: 35917, Seed: 1},
		"cb40ff94e1747ee37d4c1bf937319103f1b2d1bcd77613885b82bdbd99e6b0e1": {Bytes: 16384, String: dntest.UTF8String},
		"814d8d68ea3eb17ce70b2dda47f8424a1c9f03e5831ab85d23392a3c73f674f0": {Names: 5, Bytes: 4800},
		"2467ffb93bc9844b80a9e851e59347d52a8697a3ec4a72ad5cbb4991477c90a4": {Names: 7, Bytes: 280, Repeat: 2, Seed: 9},
	} {
		list, err := listtest.Synthesize(s)
		require.NoError(t, err)
		vector, err := list.MarshalBinary()
		require.NoError(t, err)
		require.Equal(t, want, fmt.Sprintf("%x", sha256.Sum256(vector)), "%+v", s)
	}
}

func sameNames(a, b trustlist.List) bool {
	return slices.EqualFunc(a, b, func(a, b trustlist.Name) bool { return bytes.Equal(a, b) })
}
