// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package prelude_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel/internal/prelude"
	"github.com/schanneltrust/schannel/internal/vocabtest"
)

func TestEnums(t *testing.T) {
	t.Parallel()
	vocabtest.Enum[prelude.Side](t)
	vocabtest.Enum[prelude.Protocol](t)
}

func TestSeeds(t *testing.T) {
	t.Parallel()
	vocabtest.Seeds(t, map[string]int{"FuzzScan": 8})
}

func beginsTLS(b []byte) bool { return bytes.HasPrefix(b, []byte("\x16\x03")) }

// show is what the rows compare.
func show(u prelude.Unit) string {
	return fmt.Sprintf("%v of %v %d-%d", u.Protocol, u.Side, u.Start, u.End)
}

const hello = "\x16\x03\x01\x00\x05hello"

func TestScan(t *testing.T) {
	t.Parallel()
	for _, tt := range scanRows {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			units, end, found := prelude.Scan([]byte(tt.clear+hello), beginsTLS)
			require.True(t, found, tt.why)
			require.Equal(t, len(tt.clear), end)
			var got []string
			for _, u := range units {
				got = append(got, show(u))
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
		})
	}
}

func TestName(t *testing.T) {
	t.Parallel()
	for _, tt := range nameRows {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			protocol, side := prelude.Name([]byte(tt.data))
			require.Equal(t, tt.protocol.String(), protocol.String(), tt.why)
			require.Equal(t, tt.side.String(), side.String(), tt.why)
		})
	}
}

// TestEveryProtocol holds that each protocol is the expectation of a row.
func TestEveryProtocol(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, row := range nameRows {
		seen[row.protocol.String()] = true
	}
	for _, row := range scanRows {
		for _, unit := range row.want {
			name, _, _ := strings.Cut(unit, " of ")
			seen[name] = true
		}
	}
	for p := prelude.UnknownProtocol; p <= prelude.Zeros; p++ {
		require.True(t, seen[p.String()], "%v", p)
	}
}

func TestWhatLeadsToTLS(t *testing.T) {
	t.Parallel()
	for p, leads := range map[prelude.Protocol]bool{
		prelude.UnknownProtocol: true, prelude.SMTP: true, prelude.AMQP: true, prelude.Text: true,
		prelude.TDS: false, prelude.HTTP: false, prelude.DNS: false, prelude.SSL2: false, prelude.Zeros: false,
	} {
		require.Equal(t, leads, p.LeadsToTLS(), "%v", p)
		require.Equal(t, p == prelude.TDS, p.Wraps(), "%v", p)
	}
}

// FuzzScan holds that units follow each other without gaps, from the start to
// the end that is told.
func FuzzScan(f *testing.F) {
	f.Fuzz(func(t *testing.T, data []byte) {
		units, end, found := prelude.Scan(data, beginsTLS)
		at := 0
		for _, u := range units {
			require.Equal(t, at, u.Start)
			require.Greater(t, u.End, u.Start)
			at = u.End
		}
		require.Equal(t, at, end)
		require.LessOrEqual(t, end, len(data))
		require.True(t, !found || beginsTLS(data[end:]))
		_, _ = prelude.Name(data)
	})
}
