// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package tlswire_test

import (
	"bytes"
	"errors"
	"io"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/catalog"
	"github.com/schanneltrust/schannel/internal/tlswire"
	"github.com/schanneltrust/schannel/internal/vocabtest"
)

func TestCodes(t *testing.T) {
	t.Parallel()
	vocabtest.Catalog(t, "schannel", catalog.Tables{Errors: tlswire.Errors()}.All())
}

func TestSeeds(t *testing.T) {
	t.Parallel()
	vocabtest.Seeds(t, map[string]int{"FuzzReader": 5, "FuzzFlow": 12, "FuzzDatagrams": 3})
}

func record(contentType byte, payload string) string {
	return string([]byte{contentType, 3, 3, byte(len(payload) >> 8), byte(len(payload))}) + payload
}

func message(messageType byte, body string) string {
	return string([]byte{messageType, 0, byte(len(body) >> 8), byte(len(body))}) + body
}

// datagramMessage gives a message the header of DTLS (RFC 6347, Section 4.2.2).
func datagramMessage(msg string) string {
	return msg[:4] + "\x00\x00" + "\x00\x00\x00" + msg[1:4] + msg[4:]
}

// item is what the tests compare.
type item struct {
	Kind    tlswire.Kind
	Offset  int
	Records int
	Raw     string
}

func readAll(r *tlswire.Reader) ([]item, error) {
	var items []item
	for {
		i, err := r.Next()
		if err != nil {
			return items, err
		}
		items = append(items, item{i.Kind, i.Offset, i.Records, string(i.Raw)})
	}
}

func TestReader(t *testing.T) {
	t.Parallel()
	hello := message(2, "hello")
	done := message(14, "")
	tests := []struct {
		name   string
		why    string
		stream string
		want   []item
		code   schannel.Code // of the error; "" for a clean end
		offset int
		text   string
	}{
		{name: "empty", why: "nothing to read is a clean end"},
		{
			name: "two-messages-in-one-record", why: "RFC 5246, Section 6.2.1: several messages may stand in one record",
			stream: record(22, hello+done),
			want:   []item{{tlswire.Message, 5, 1, hello}, {tlswire.Message, 14, 1, done}},
		},
		{
			name: "one-message-in-three-records", why: "RFC 5246, Section 6.2.1: a message may go over several records",
			stream: record(22, hello[:2]) + record(22, hello[2:5]) + record(22, hello[5:]+done),
			want:   []item{{tlswire.Message, 5, 3, hello}, {tlswire.Message, 24, 1, done}},
		},
		{
			name: "alert-between", why: "another record does not disturb a message that has begun",
			stream: record(22, hello[:6]) + record(21, "\x01\x5a") + record(22, hello[6:]),
			want:   []item{{tlswire.Alert, 16, 1, "\x01\x5a"}, {tlswire.Message, 5, 2, hello}},
		},
		{
			name: "encrypted-after-change", why: "RFC 5246, Section 7.1: what follows is under the new keys",
			stream: record(20, "\x01") + record(22, hello) + record(21, "\x02\x28") + record(23, ""),
			want: []item{
				{tlswire.ChangeCipherSpec, 5, 1, "\x01"},
				{tlswire.Encrypted, 11, 1, hello},
				{tlswire.Encrypted, 25, 1, "\x02\x28"},
				{tlswire.ApplicationData, 32, 1, ""},
			},
		},
		{
			name: "cut-in-record-header", why: "a record header has 5 bytes",
			stream: record(22, hello) + "\x16\x03", want: []item{{tlswire.Message, 5, 1, hello}},
			code: "schannel.record.cut", offset: 16, text: "needs 5 bytes, the stream has 2",
		},
		{
			name: "cut-in-record", why: "the whole message before the cut is not lost",
			stream: record(22, hello+done)[:16], want: []item{{tlswire.Message, 5, 1, hello}},
			code: "schannel.record.cut", offset: 16, text: "needs 18 bytes, the stream has 16",
		},
		{
			name: "cut-between-records", why: "a message that never ends is said with what is missing",
			stream: record(22, hello[:6]), code: "schannel.handshake.cut", offset: 11,
			text: "type 2 that begins at byte 5 needs 9 bytes, the stream has 6",
		},
		{
			name: "cut-in-message-header", why: "less than a header is not a message",
			stream: record(22, "\x0d"), code: "schannel.handshake.cut", offset: 6, text: "needs 4 bytes, the stream has 1",
		},
		{
			name: "heartbeat", why: "RFC 6520, Section 3: what it says is of no use to a strict reader",
			stream: record(24, "\x01\x00\x01x"), want: []item{{tlswire.Encrypted, 5, 1, "\x01\x00\x01x"}},
		},
		{name: "http", why: "not TLS at all", stream: "HTTP/1.1 400", code: "schannel.record.type", text: "72 is no content type"},
		{name: "version", why: "the major version is 3 in every TLS", stream: "\x16\x02\x00\x00\x01\x00", code: "schannel.record.version", offset: 1, text: "0x0200"},
		{name: "long", why: "RFC 5246, Section 6.2.1: at most 2^14", stream: "\x16\x03\x03\x40\x01", code: "schannel.record.length", offset: 3, text: "16385 is more than the 16384"},
		{name: "no-length", why: "RFC 5246, Section 6.2.1: no empty fragments of handshake", stream: record(22, ""), code: "schannel.record.length", offset: 3, text: "empty"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, err := readAll(tlswire.NewReader([]byte(tt.stream)))
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
			if tt.code == "" {
				require.ErrorIs(t, err, io.EOF)
				return
			}
			fault, ok := errors.AsType[*schannel.Error](err)
			require.True(t, ok, "%v", err)
			require.Equal(t, tt.code, fault.Code)
			require.Equal(t, tt.offset, fault.Offset)
			require.Contains(t, err.Error(), tt.text)
		})
	}
}

// TestRawAliases: a message in one record is not copied.
func TestRawAliases(t *testing.T) {
	t.Parallel()
	stream := []byte(record(22, message(2, "hello")))
	i, err := tlswire.NewReader(stream).Next()
	require.NoError(t, err)
	require.Same(t, &stream[5], &i.Raw[0])
}

func TestTLS13IgnoresChangeCipherSpec(t *testing.T) {
	t.Parallel()
	hello := message(2, "hello")
	r := tlswire.NewReader([]byte(record(20, "\x01") + record(22, hello)))
	r.TLS13 = true
	got, err := readAll(r)
	require.ErrorIs(t, err, io.EOF)
	require.Equal(t, tlswire.Message, got[1].Kind, "RFC 8446, Appendix D.4")
}

func TestPendingKeepsWhatThereIs(t *testing.T) {
	t.Parallel()
	r := tlswire.NewReader([]byte(record(22, message(13, "0123456789")[:8])))
	_, err := r.Next()
	require.Error(t, err)
	require.Equal(t, "\x0d\x00\x00\x0a0123", string(r.Pending().Raw))
	_, again := r.Next()
	require.Equal(t, err, again)
}

// TestStreamOffset cuts a message in every way into up to three records and
// checks that each of its bytes is found again in the stream.
func TestStreamOffset(t *testing.T) {
	t.Parallel()
	const text = "abcdefgh"
	msg := message(1, text)
	for first := 1; first < len(msg); first++ {
		for second := first; second < len(msg); second++ {
			stream := record(22, msg[:first])
			if second > first {
				stream += record(22, msg[first:second])
			}
			stream += record(22, msg[second:])
			i, err := tlswire.NewReader([]byte(stream)).Next()
			require.NoError(t, err)
			require.Equal(t, msg, string(i.Raw))
			for n := range msg {
				require.Equal(t, msg[n], stream[i.StreamOffset(n)], "cut at %d and %d, byte %d", first, second, n)
			}
		}
	}
}

// TestStreamOffsetPassesOverAlerts has other records between the parts.
func TestStreamOffsetPassesOverAlerts(t *testing.T) {
	t.Parallel()
	msg := message(1, "abcdefgh")
	stream := record(22, msg[:3]) + record(21, "\x01\x5a") + record(22, msg[3:7]) + record(21, "\x01\x5a") + record(22, msg[7:])
	r := tlswire.NewReader([]byte(stream))
	for {
		i, err := r.Next()
		require.NoError(t, err)
		if i.Kind != tlswire.Message {
			continue
		}
		for n := range msg {
			require.Equal(t, msg[n], stream[i.StreamOffset(n)], "byte %d", n)
		}
		require.Equal(t, len(stream), i.StreamOffset(len(msg)))
		return
	}
}

// TestTinyRecords bounds what a message in records of one byte allocates.
func TestTinyRecords(t *testing.T) {
	const size = 100_000
	msg := "\x0b\x01\x86\xa0" + strings.Repeat("x", size)
	var b strings.Builder
	for n := range msg {
		b.WriteString(record(22, msg[n:n+1]))
	}
	stream := []byte(b.String())
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	i, err := tlswire.NewReader(stream).Next()
	runtime.ReadMemStats(&after)
	require.NoError(t, err)
	require.Equal(t, msg, string(i.Raw))
	require.Equal(t, size+4, i.Records)
	require.Less(t, after.TotalAlloc-before.TotalAlloc, uint64(2*len(stream)))
}

func TestMessageReader(t *testing.T) {
	t.Parallel()
	stream := message(2, "hello") + message(14, "")
	got, err := readAll(tlswire.NewMessageReader([]byte(stream)))
	require.ErrorIs(t, err, io.EOF)
	want := []item{{tlswire.Message, 0, 0, stream[:9]}, {tlswire.Message, 9, 0, stream[9:]}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for n := 1; n < len(stream); n++ {
		_, err := readAll(tlswire.NewMessageReader([]byte(stream[:n])))
		require.Equal(t, n == 9, errors.Is(err, io.EOF), "prefix of %d bytes", n)
	}
	require.False(t, tlswire.LooksLikeRecords([]byte(stream)))
	require.False(t, tlswire.LooksLikeRecords(nil))
	for n := 1; n < 10; n++ {
		require.True(t, tlswire.LooksLikeRecords([]byte(record(22, stream)[:n])), "%d bytes of a record", n)
		require.False(t, tlswire.LooksLikeRecords([]byte(stream[:n])), "%d bytes of a message", n)
	}
}

// FuzzReader holds that whatever stands in the records of a stream in clear
// comes out as messages, in order and without loss, and that every item lies
// inside the stream.
func FuzzReader(f *testing.F) {
	f.Fuzz(func(t *testing.T, stream []byte) {
		r := tlswire.NewReader(stream)
		total := 0
		for {
			i, err := r.Next()
			if err != nil {
				require.Equal(t, tlswire.Item{}, i)
				break
			}
			total += len(i.Raw)
			require.LessOrEqual(t, total, len(stream))
			for n := range i.Raw {
				at := i.StreamOffset(n)
				require.Less(t, at, len(stream))
				require.Equal(t, stream[at], i.Raw[n])
			}
			if i.Kind == tlswire.Message && i.Records == 1 {
				require.True(t, bytes.Equal(i.Raw, stream[i.Offset:i.Offset+len(i.Raw)]))
			}
		}
	})
}
