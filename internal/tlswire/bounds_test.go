// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package tlswire_test

import (
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel/internal/tlswire"
)

// TestRefragmented holds that the facts do not depend on how the messages of a
// server are cut into records: every cut into up to three gives the same.
func TestRefragmented(t *testing.T) {
	t.Parallel()
	for _, flight := range []string{
		serverHello + certificate + request + done, // whole
		clientHello,
		hello13,
	} {
		want := messagesOf(t, record(22, flight))
		for a := 1; a < len(flight); a++ {
			for b := a; b < len(flight); b += 7 {
				stream := record(22, flight[:a])
				if b > a {
					stream += record(22, flight[a:b])
				}
				stream += record(22, flight[b:])
				if diff := cmp.Diff(want, messagesOf(t, stream)); diff != "" {
					t.Fatalf("cut at %d and %d (-want +got):\n%s", a, b, diff)
				}
			}
		}
	}
}

// messagesOf returns the messages of a stream and checks that each byte of them
// is found in it.
func messagesOf(t *testing.T, stream string) []string {
	t.Helper()
	f, err := tlswire.NewFlow([]byte(stream))
	require.NoError(t, err)
	var all []string
	for i, more := f.Next(); more; i, more = f.Next() {
		require.Equal(t, tlswire.Message, i.Kind, "%s", show(i))
		for n := range i.Raw {
			require.Equal(t, i.Raw[n], stream[i.StreamOffset(n)])
		}
		all = append(all, string(i.Raw))
	}
	return all
}

// hostile are inputs that cost the most for their size.
var hostile = []struct {
	name, unit string
}{
	{"alerts", record(21, "\x02\x28")},
	{"empty-records", record(22, "")},
	{"one-byte-records", record(22, "\x0b")},
	{"hello-requests", record(22, message(0, ""))},
	{"lines", "a\n"},
	{"high-lines", "\x80\n"},
	{"postgres", "\x00\x00\x00\x08\x04\xd2\x16\x2f"},
	{"ldap-and-text", "\x30\x03\x02\x01\x01NOOP\r\n"},
	{"almost-records", "\x16\x03\x03\x00"},
	{"zeros", "\x00"},
	{"datagram-fragments", datagramRecord(22, 0, part(11, 0, "ab", 0, 1))},
	{"datagram-alternating", datagramRecord(22, 0, part(11, 0, "ab", 0, 1)+part(12, 0, "ab", 1, 2))},
	{"datagram-empty-messages", datagramRecord(22, 0, strings.Repeat(wholePart(14, 0, "")+wholePart(0, 0, ""), 20))},
	{"datagram-alerts", datagramRecord(21, 0, "\x02\x28")},
}

// TestBounds holds the memory that a megabyte of each takes: at most 16 times the
// input and 64 MB.
func TestBounds(t *testing.T) {
	const size = 1 << 20
	for _, tt := range hostile {
		t.Run(tt.name, func(t *testing.T) {
			prefix := ""
			if strings.HasPrefix(tt.unit, "\x16\x03\x03") || strings.HasPrefix(tt.unit, "\x15\x03\x03") {
				prefix = record(22, hello13)
			}
			stream := []byte(prefix + strings.Repeat(tt.unit, size/len(tt.unit)))
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			f, err := tlswire.NewFlow(stream)
			require.NoError(t, err)
			for more := true; more; {
				_, more = f.Next()
			}
			runtime.ReadMemStats(&after)
			allocated := after.TotalAlloc - before.TotalAlloc
			t.Logf("%d bytes: %d allocated, %d defects", len(stream), allocated, f.Defects().Count)
			require.LessOrEqual(t, len(f.Defects().Noted), 100)
			require.Less(t, allocated, uint64(16*len(stream)+64<<20))
		})
	}
}

// TestAllocations holds that reading a flight in whole records takes nothing
// but the reader itself.
func TestAllocations(t *testing.T) {
	stream := []byte(record(22, serverHello+certificate+request+done) + record(20, "\x01") + record(22, aead) + record(23, "data"))
	allocations := testing.AllocsPerRun(100, func() {
		f, err := tlswire.NewFlow(stream)
		if err != nil {
			t.Fatal(err)
		}
		for more := true; more; {
			_, more = f.Next()
		}
	})
	// The flow, its reader, what it adds to that, and the error of the end.
	require.LessOrEqual(t, allocations, 4.0)
}

func BenchmarkFlow(b *testing.B) {
	stream := []byte(record(22, serverHello+certificate+request+done) + record(20, "\x01") + strings.Repeat(record(23, strings.Repeat("d", 1<<14)), 64))
	b.SetBytes(int64(len(stream)))
	b.ReportAllocs()
	for b.Loop() {
		f, err := tlswire.NewFlow(stream)
		if err != nil {
			b.Fatal(err)
		}
		for more := true; more; {
			_, more = f.Next()
		}
	}
}
