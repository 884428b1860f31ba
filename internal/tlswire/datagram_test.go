// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package tlswire_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/prelude"
	"github.com/schanneltrust/schannel/internal/tlswire"
)

// datagramRecord is a record of DTLS 1.2 (RFC 6347, Section 4.1).
func datagramRecord(contentType byte, epoch int, payload string) string {
	return string([]byte{contentType, 0xfe, 0xfd, byte(epoch >> 8), byte(epoch), 0, 0, 0, 0, 0, 0, byte(len(payload) >> 8), byte(len(payload))}) + payload
}

// part is a fragment of a message (RFC 6347, Section 4.2.2).
func part(messageType byte, seq int, body string, from, to int) string {
	three := func(n int) string { return string([]byte{byte(n >> 16), byte(n >> 8), byte(n)}) }
	return string([]byte{messageType}) + three(len(body)) + string([]byte{byte(seq >> 8), byte(seq)}) + three(from) + three(to-from) + body[from:to]
}

func wholePart(messageType byte, seq int, body string) string {
	return part(messageType, seq, body, 0, len(body))
}

const body = "abcdefghij"

var datagramRows = []struct {
	name      string
	why       string
	datagrams []string
	items     []string
	side      prelude.Side
	defects   []schannel.Code
	cut       bool
}{
	{
		name: "cookie-round-client", why: "RFC 6347, Section 4.2.1: the hello comes twice, the second time with a cookie",
		datagrams: []string{datagramRecord(22, 0, wholePart(1, 0, "hello")), datagramRecord(22, 0, wholePart(1, 1, "hello+cookie"))},
		items:     []string{"message 1 at 13+17", "message 1 at 43+24"}, side: prelude.Client,
	},
	{
		name: "cookie-round-server", why: "RFC 6347, Section 4.2.2: some servers count the ServerHello like the HelloVerifyRequest",
		datagrams: []string{datagramRecord(22, 0, wholePart(3, 0, "\xfe\xfd\x01c")), datagramRecord(22, 0, wholePart(2, 0, "server")+wholePart(14, 1, ""))},
		items:     []string{"message 3 at 13+16", "message 2 at 42+18", "message 14 at 60+12"}, side: prelude.Server,
	},
	{
		name: "fragments-out-of-order", why: "RFC 6347, Section 4.2.3: fragments may come in any order",
		datagrams: []string{datagramRecord(22, 0, part(11, 2, body, 6, 10)), datagramRecord(22, 0, part(11, 2, body, 0, 3)), datagramRecord(22, 0, part(11, 2, body, 3, 6))},
		items:     []string{"message 11 at 42+22 in 3"},
	},
	{
		name: "messages-out-of-order", why: "RFC 6347, Section 4.2.2: a message that is ahead waits for those before it",
		datagrams: []string{datagramRecord(22, 0, wholePart(14, 2, "")), datagramRecord(22, 0, wholePart(11, 1, body)), datagramRecord(22, 0, wholePart(2, 0, body))},
		items:     []string{"message 2 at 73+22", "message 11 at 38+22", "message 14 at 13+12"}, side: prelude.Server,
	},
	{
		name: "messages-out-of-order-before-keys", why: "RFC 6347, Section 4.2.2: what waits at a ChangeCipherSpec was sent before it",
		datagrams: []string{datagramRecord(22, 0, wholePart(16, 3, body)), datagramRecord(22, 0, wholePart(11, 2, body)), datagramRecord(20, 0, "\x01")},
		items:     []string{"message 11 at 48+22", "message 16 at 13+22", "change_cipher_spec at 83+1"}, side: prelude.Client,
	},
	{
		name: "message-missing", why: "RFC 6347, Section 4.2.2: numbers go up by one",
		datagrams: []string{datagramRecord(22, 0, wholePart(2, 1, body)), datagramRecord(22, 0, wholePart(14, 4, ""))},
		items:     []string{"message 2 at 13+22", "message 14 at 48+12"}, side: prelude.Server, defects: []schannel.Code{"schannel.fragment.gap"},
	},
	{
		name: "number-twice-while-waiting", why: "RFC 6347, Section 4.2.2: one number, two messages: neither is lost",
		datagrams: []string{datagramRecord(22, 0, wholePart(11, 2, body)), datagramRecord(22, 0, wholePart(12, 2, body))},
		items:     []string{"message 11 at 13+22", "message 12 at 48+22"}, side: prelude.Server,
	},
	{
		name: "messages-behind-others", why: "RFC 6347, Section 4.2.2: what waits comes when what it waits for has come, and not before",
		datagrams: []string{datagramRecord(22, 0, wholePart(2, 0, body)), datagramRecord(22, 0, wholePart(12, 2, body)), datagramRecord(22, 0, wholePart(11, 1, body)+wholePart(14, 3, ""))},
		items:     []string{"message 2 at 13+22", "message 11 at 83+22", "message 12 at 48+22", "message 14 at 105+12"}, side: prelude.Server,
	},
	{
		name: "fragments-overlap", why: "RFC 6347, Section 4.2.3: ranges may overlap when the size of packets changes",
		datagrams: []string{datagramRecord(22, 0, part(11, 2, body, 0, 6)), datagramRecord(22, 0, part(11, 2, body, 4, 10))},
		items:     []string{"message 11 at 13+22 in 2"},
	},
	{
		name: "sent-again", why: "RFC 6347, Section 4.2.4: a flight that is sent again says nothing new",
		datagrams: []string{datagramRecord(22, 0, wholePart(1, 0, body)), datagramRecord(22, 0, wholePart(1, 0, body)), datagramRecord(22, 0, part(1, 0, body, 2, 5))},
		items:     []string{"message 1 at 13+22"}, side: prelude.Client,
	},
	{
		name: "fragment-twice", why: "RFC 6347, Section 4.2.4: a part that is sent again adds nothing; the message is whole before the keys change",
		datagrams: []string{
			datagramRecord(22, 0, part(11, 2, body, 0, 6)), datagramRecord(22, 0, part(11, 2, body, 0, 6)), datagramRecord(22, 0, part(11, 2, body, 6, 10)), datagramRecord(20, 0, "\x01"),
		},
		items: []string{"message 11 at 13+22 in 2", "change_cipher_spec at 104+1"},
	},
	{
		name: "contradiction", why: "overlapping ranges that differ", datagrams: []string{
			datagramRecord(22, 0, part(11, 2, body, 0, 6)), datagramRecord(22, 0, part(11, 2, strings.ToUpper(body), 4, 10)),
		},
		items: []string{"message 11 at 13+22 in 2"}, defects: []schannel.Code{"schannel.fragment.conflict"},
	},
	{
		name: "gap", why: "a fragment was lost", datagrams: []string{datagramRecord(22, 0, part(11, 2, body, 0, 6)), datagramRecord(22, 0, part(11, 2, body, 7, 10))},
		defects: []schannel.Code{"schannel.fragment.gap"},
	},
	{
		name: "does-not-fit", why: "a fragment beyond its message; one beyond its record; half a header",
		datagrams: []string{datagramRecord(22, 0, "\x0b\x00\x00\x02\x00\x00\x00\x00\x01\x00\x00\x02xx"), datagramRecord(22, 0, wholePart(1, 0, body)[:20]), datagramRecord(22, 0, "\x0b")},
		items:     []string{"other 22 at 13+14", "other 22 at 40+20", "other 22 at 73+1"},
		defects:   []schannel.Code{"schannel.fragment.length", "schannel.fragment.length", "schannel.fragment.length"},
	},
	{
		name: "epochs", why: "RFC 6347, Section 4.1: epoch 0 is in clear, what comes later is encrypted",
		datagrams: []string{datagramRecord(20, 0, "\x01") + datagramRecord(22, 1, "ciphertext"), datagramRecord(21, 0, "\x02\x28"), datagramRecord(21, 1, "ciphertext"), datagramRecord(23, 1, "data"), datagramRecord(21, 0, "long alert")},
		items:     []string{"change_cipher_spec at 13+1", "encrypted 22 at 27+10", "alert at 50+2", "encrypted 21 at 65+10", "application_data at 88+4", "encrypted 21 at 105+10"},
	},
	{
		name: "others-between", why: "RFC 5764, Section 5.1.2: STUN shares the port", datagrams: []string{"\x00\x01\x00\x00\x21\x12\xa4\x42abcdefghijkl", datagramRecord(22, 0, wholePart(1, 0, body))},
		items: []string{"outside STUN at 0+20", "message 1 at 33+22"}, side: prelude.Client,
	},
	{
		name: "ciphertext-of-1.3", why: "RFC 9147, Section 4: with a length another record may follow, without one none",
		datagrams: []string{"\x2c\x00\x01\x00\x03abc\x20\x01rest", "\x19\xfe\xfd\x00\x01\x00\x00\x00\x00\x00\x00cid"},
		items:     []string{"encrypted 23 at 0+8", "encrypted 23 at 8+6", "encrypted 25 at 14+14"},
	},
	{
		name: "ciphertext-with-an-id", why: "RFC 9147, Section 4: how long a connection id is, was agreed on: all that is left belongs to the record",
		datagrams: []string{"\x34i\x00\x01abcd"}, items: []string{"encrypted 23 at 0+8"},
	},
	{
		name: "ciphertext-without-a-length", why: "RFC 9147, Section 4: what stands where a length would be is ciphertext",
		datagrams: []string{"\x20\x01\x00\x01rest"}, items: []string{"encrypted 23 at 0+8"},
	},
	{
		name: "ciphertext-cut", why: "RFC 9147, Section 4: a length that says more than there is, and half of one",
		datagrams: []string{"\x24\x00\x00\x09abc", "\x24\x00\x00"}, items: []string{"encrypted 23 at 0+7", "encrypted 23 at 7+3"},
	},
	{
		name: "empty-record", why: "RFC 6347, Section 4.1: thirteen bytes of header; application data may be empty",
		datagrams: []string{datagramRecord(23, 1, "")}, items: []string{"application_data at 13+0"},
	},
	{
		name: "cut", why: "a datagram that was captured in part", datagrams: []string{datagramRecord(22, 0, wholePart(1, 0, body))[:20], datagramRecord(22, 0, wholePart(1, 0, body)), "\x16\xfe\xfd\x00"},
		items: []string{"other 22 at 13+7", "message 1 at 33+22"}, side: prelude.Client, cut: true,
		defects: []schannel.Code{"schannel.record.cut", "schannel.fragment.length", "schannel.record.cut"},
	},
	{
		name: "alerts that are cut", why: "RFC 5246, Section 7.2: two bytes in clear; fewer are no alert, and not a longer, encrypted one either",
		datagrams: []string{datagramRecord(21, 0, "\x02\x28")[:13], datagramRecord(21, 0, "\x02\x28")[:14], datagramRecord(21, 1, "ciphertext")[:15]},
		cut:       true, defects: []schannel.Code{"schannel.record.cut", "schannel.record.cut", "schannel.record.cut"},
	},
}

func TestDatagrams(t *testing.T) {
	t.Parallel()
	for _, tt := range datagramRows {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var datagrams [][]byte
			for _, d := range tt.datagrams {
				datagrams = append(datagrams, []byte(d))
			}
			f, err := tlswire.NewDatagrams(datagrams)
			require.NoError(t, err)
			if diff := cmp.Diff(tt.items, drain(f)); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
			if diff := cmp.Diff(tt.defects, codes(f.Defects())); diff != "" {
				t.Errorf("defects (-want +got):\n%s", diff)
			}
			require.Equal(t, tt.side.String(), f.Side().String())
			require.Equal(t, tt.cut, f.Cut())
		})
	}
}

// TestDatagramsInARow reads what is left of datagrams whose bounds are lost.
func TestDatagramsInARow(t *testing.T) {
	t.Parallel()
	stream := datagramRecord(22, 0, part(1, 0, body, 0, 4)) + datagramRecord(22, 0, part(1, 0, body, 4, 10)) + datagramRecord(20, 0, "\x01") + "no record"
	f, err := tlswire.NewFlow([]byte(stream))
	require.NoError(t, err)
	i, more := f.Next()
	require.True(t, more)
	require.Equal(t, tlswire.Datagrams, f.Form())
	require.Equal(t, wholePart(1, 0, body), string(i.Raw), "as if in one fragment")
	require.Equal(t, body, string(i.Body()))
	require.Equal(t, 0, i.MessageSeq())
	for n := range i.Body() {
		require.Equal(t, body[n], stream[i.StreamOffset(n+tlswire.DatagramHeaderLen)])
	}
	require.Equal(t, 13, i.StreamOffset(0))
	require.Equal(t, 60, i.StreamOffset(len(i.Raw)))
	require.Equal(t, []string{"change_cipher_spec at 73+1", "outside unknown at 74+9"}, drain(f))
}

// TestRefragmentedDatagrams cuts a message in every way into three fragments
// and puts them into every order: the same message comes out.
func TestRefragmentedDatagrams(t *testing.T) {
	t.Parallel()
	orders := [][3]int{{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}}
	for a := 1; a < len(body); a++ {
		for b := a + 1; b < len(body); b++ {
			parts := []string{part(1, 7, body, 0, a), part(1, 7, body, a, b), part(1, 7, body, b, len(body))}
			for _, order := range orders {
				var datagrams [][]byte
				for _, n := range order {
					datagrams = append(datagrams, []byte(datagramRecord(22, 0, parts[n])))
				}
				stream := string(slices.Concat(datagrams...))
				f, err := tlswire.NewDatagrams(datagrams)
				require.NoError(t, err)
				i, more := f.Next()
				require.True(t, more)
				require.Equal(t, wholePart(1, 7, body), string(i.Raw), "%d %d %v", a, b, order)
				for n := range i.Body() {
					require.Equal(t, body[n], stream[i.StreamOffset(n+tlswire.DatagramHeaderLen)])
				}
			}
		}
	}
}

// TestManyFragments holds that a message in very many overlapping fragments is
// found, if only at the end.
func TestManyFragments(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("0123456789", 200)
	var stream strings.Builder
	for n := len(long) - 5; n >= 0; n-- {
		stream.WriteString(datagramRecord(22, 0, part(11, 0, long, n, n+5)))
	}
	f, err := tlswire.NewFlow([]byte(stream.String()))
	require.NoError(t, err)
	i, more := f.Next()
	require.True(t, more)
	require.Equal(t, long, string(i.Body()))
	require.Zero(t, f.Defects().Count)
}

// TestMissingMessages says how many messages are missing, and where.
func TestMissingMessages(t *testing.T) {
	t.Parallel()
	f, err := tlswire.NewDatagrams([][]byte{[]byte(datagramRecord(22, 0, wholePart(2, 1, body))), []byte(datagramRecord(22, 0, wholePart(14, 4, "")))})
	require.NoError(t, err)
	for _, more := f.Next(); more; _, more = f.Next() {
	}
	defects := f.Defects()
	require.Equal(t, 1, defects.Count)
	require.Equal(t, 60, defects.Noted[0].Offset, "that of the body behind them")
	require.ErrorContains(t, defects.Noted[0], "missing before message 4: 2")
}

// TestDatagramDefects: a defect says where it is, and how many bytes there are and
// should be.
func TestDatagramDefects(t *testing.T) {
	t.Parallel()
	before := datagramRecord(20, 0, "\x01") // 14 bytes
	for _, tt := range []struct {
		name, datagram string
		offset         int
		text           string
	}{
		{"record", datagramRecord(22, 1, body+body)[:20], 34, "the record that begins at byte 14 needs 33 bytes, there are 20 of them"},
		{"fragment-beyond-its-record", datagramRecord(22, 0, wholePart(1, 0, body)[:20]), 27, "a fragment of 10 bytes in a record that has 8"},
		{"fragment-beyond-its-message", datagramRecord(22, 0, "\x0b\x00\x00\x02\x00\x00\x00\x00\x01\x00\x00\x02xx"), 27, "a fragment up to byte 3 of a message of 2 bytes"},
		{"record-header", datagramRecord(22, 1, body)[:12], 26, "the record that begins at byte 14 needs 13 bytes, there are 12 of them"},
	} {
		f, err := tlswire.NewDatagrams([][]byte{[]byte(before), []byte(tt.datagram)})
		require.NoError(t, err)
		drain(f)
		require.Equal(t, 1, f.Defects().Count, tt.name)
		require.Equal(t, tt.offset, f.Defects().Noted[0].Offset, tt.name)
		require.EqualError(t, f.Defects().Noted[0].Err, tt.text, tt.name)
	}
}

// TestOftenRepeatedFragments: a message in very many fragments is put together
// when the last one comes, and not only in the end.
func TestOftenRepeatedFragments(t *testing.T) {
	t.Parallel()
	for _, count := range []int{2, 63, 64, 128} { // 65 to 127 are too few for another try
		first, last := datagramRecord(22, 0, part(11, 0, body, 0, 5)), datagramRecord(22, 0, part(11, 0, body, 5, 10))
		f, err := tlswire.NewFlow([]byte(strings.Repeat(first, count-1) + last + datagramRecord(20, 0, "\x01")))
		require.NoError(t, err)
		i, _ := f.Next()
		require.Equal(t, tlswire.Message, i.Kind, "%d", count)
		require.Equal(t, body, string(i.Body()))
	}
}
