// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package tlswire_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/tlswire"
	"github.com/schanneltrust/schannel/internal/vocabtest"
)

func TestEnums(t *testing.T) {
	t.Parallel()
	vocabtest.Enum[tlswire.Kind](t)
	vocabtest.Enum[tlswire.Form](t)
}

// show is what the rows compare: one line an item.
func show(i tlswire.Item) string {
	var b strings.Builder
	switch i.Kind {
	case tlswire.Message:
		fmt.Fprintf(&b, "message %d", i.Type())
	case tlswire.Outside:
		fmt.Fprintf(&b, "outside %v", i.Protocol)
	case tlswire.Encrypted, tlswire.Other:
		fmt.Fprintf(&b, "%v %d", i.Kind, i.Content)
	case tlswire.KindUnspecified, tlswire.ChangeCipherSpec, tlswire.Alert, tlswire.ApplicationData, tlswire.HelloSSL2:
		b.WriteString(i.Kind.String())
	}
	fmt.Fprintf(&b, " at %d+%d", i.Offset, len(i.Raw))
	if i.Records > 1 {
		fmt.Fprintf(&b, " in %d", i.Records)
	}
	return b.String()
}

// drain reads a flow to its end.
func drain(f *tlswire.Flow) []string {
	var items []string
	for i, more := f.Next(); more; i, more = f.Next() {
		items = append(items, show(i))
	}
	return items
}

// TestNoHello: what looks almost like a record with a hello is none; the hello
// behind it is found.
func TestNoHello(t *testing.T) {
	t.Parallel()
	for name, near := range map[string]string{
		"no version of TLS":  "\x16\x07\x03\x00\x40\x01\x00\x00\x3c\x03\x03",
		"another message":    "\x16\x03\x03\x00\x40\x03\x00\x00\x3c\x03\x03",
		"a hello of 64 KB":   "\x16\x03\x03\x00\x40\x01\x01\x00\x3c\x03\x03",
		"no version of SSL":  "\x16\x03\x03\x00\x40\x01\x00\x00\x3c\x02\x03",
		"a version to come":  "\x16\x03\x03\x00\x40\x01\x00\x00\x3c\x03\x05",
		"a short record":     "\x16\x03\x03\x00\x29\x01\x00\x00\x3c\x03\x03",
		"no handshake":       "\x17\x03\x03\x00\x40\x01\x00\x00\x3c\x03\x03",
		"no record, but 22s": "\x16\x16\x16\x16\x16\x16\x16\x16\x16\x16\x16",
	} {
		f, err := tlswire.NewFlow([]byte("\x01\x02\xff\xfe" + near + record(22, clientHello)))
		require.NoError(t, err)
		if diff := cmp.Diff([]string{"outside unknown at 0+15", "message 1 at 20+45"}, drain(f)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func codes(d *tlswire.Defects) []schannel.Code {
	var found []schannel.Code
	for _, e := range d.Noted {
		found = append(found, e.Code)
	}
	return found
}

func TestFlow(t *testing.T) {
	t.Parallel()
	for _, tt := range flowRows {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			f, err := tlswire.NewFlow([]byte(tt.stream))
			require.NoError(t, err)
			if tt.tls13 {
				f.SetTLS13()
			}
			if diff := cmp.Diff(tt.items, drain(f)); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
			if diff := cmp.Diff(tt.defects, codes(f.Defects())); diff != "" {
				t.Errorf("defects (-want +got):\n%s", diff)
			}
			require.Equal(t, tt.side.String(), f.Side().String())
			require.Equal(t, tt.form.String(), f.Form().String())
			require.Equal(t, tt.begins, f.Begins())
			require.Equal(t, tt.cut, f.Cut())
		})
	}
}

// TestTooLong holds the bound on the input.
func TestTooLong(t *testing.T) {
	t.Parallel()
	long := make([]byte, tlswire.MaxInput+1)
	_, err := tlswire.NewFlow(long)
	require.ErrorIs(t, err, &schannel.Error{Code: "schannel.capture.long"})
	_, err = tlswire.NewMessages(long, schannel.TLS12)
	require.ErrorIs(t, err, &schannel.Error{Code: "schannel.capture.long"})
	_, err = tlswire.NewDatagrams([][]byte{long[1:], {0}})
	require.ErrorIs(t, err, &schannel.Error{Code: "schannel.capture.long"})
	_, err = tlswire.NewDecrypted(long, nil)
	require.ErrorIs(t, err, &schannel.Error{Code: "schannel.capture.long"})
	_, err = tlswire.NewFlow(long[1:])
	require.NoError(t, err)
	_, err = tlswire.NewDecrypted(long[1:], nil)
	require.NoError(t, err)
	_, err = tlswire.NewMessages(long[1:], schannel.TLS12)
	require.NoError(t, err)
	_, err = tlswire.NewDatagrams([][]byte{long[2:], {0}})
	require.NoError(t, err)
}

// TestMessagesOfAVersion reads messages without records, what they are being
// told.
func TestMessagesOfAVersion(t *testing.T) {
	t.Parallel()
	f, err := tlswire.NewMessages([]byte(message(0, "")+message(20, strings.Repeat("v", 32))+"\x63\x00\x00\x01z"), schannel.TLS13)
	require.NoError(t, err)
	i, more := f.Next()
	require.True(t, more)
	require.Equal(t, schannel.TLS13, i.Version)
	require.Equal(t, []string{"message 20 at 4+36", "outside unknown at 40+5"}, drain(f))
	require.Equal(t, []schannel.Code{"schannel.handshake.type"}, codes(f.Defects()))
}

// TestPending keeps the part of a message that is there.
// TestMessagesOfDTLS: whoever says DTLS may mean messages with the header of TLS,
// whose length shows it.
func TestMessagesOfDTLS(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, stream string
		told         schannel.TLSVersion
		items        []string
		version      schannel.TLSVersion // of the first
	}{
		{"the header of TLS", request, schannel.DTLS12, []string{"message 13 at 0+15"}, schannel.DTLS12},
		{"the header of DTLS", datagramMessage(request), schannel.DTLS10, []string{"message 13 at 0+23"}, schannel.DTLS10},
		{"the header of DTLS, told otherwise", datagramMessage(request), schannel.TLS12, []string{"message 13 at 0+23"}, schannel.DTLS12},
		{"and a part behind it", datagramMessage(request) + done, schannel.DTLS12, []string{"message 13 at 0+23"}, schannel.DTLS12},
		{"of TLS, cut", request + done[:2], schannel.TLS12, []string{"message 13 at 0+15"}, schannel.TLS12},
	} {
		f, err := tlswire.NewMessages([]byte(tt.stream), tt.told)
		require.NoError(t, err)
		first, _ := f.Next()
		require.Equal(t, tt.version, first.Version, tt.name)
		if diff := cmp.Diff(tt.items, append([]string{show(first)}, drain(f)...)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

func TestPending(t *testing.T) {
	t.Parallel()
	f, err := tlswire.NewFlow([]byte(record(22, serverHello) + record(22, message(13, "0123456789")[:8])))
	require.NoError(t, err)
	drain(f)
	require.True(t, f.Cut())
	require.Equal(t, "\x0d\x00\x00\x0a0123", string(f.Pending().Raw))
}

// TestManyDefects counts what it does not keep.
// TestFlowDefects: a defect says where it is, and how many bytes there are and
// should be.
func TestFlowDefects(t *testing.T) {
	t.Parallel()
	before := record(22, serverHello) // 47 bytes
	for _, tt := range []struct {
		name, stream string
		offset       int
		text         string
	}{
		{"empty", before + record(22, ""), 50, "a record of type 22 is empty"},
		{"long", before + record(22, "\x0b\x00\x3f\xfd\x00\x3f\xfa"+strings.Repeat("c", 16378)), 50, "16385 is more than the 16384 that a record in clear may have"},
		{"interrupted", before + record(22, certificate[:7]) + record(20, "\x01"), 52, "the message of type 11 needs 13 bytes, another record follows 7 of them"},
		{"garbage", before + "\x16\x02", 49, "the record that begins at byte 47 needs 5 bytes, the stream has 2 of them"},
		{"no record", before + "zz", 47, "122 is no content type of TLS"},
	} {
		f, err := tlswire.NewFlow([]byte(tt.stream))
		require.NoError(t, err)
		drain(f)
		require.Equal(t, 1, f.Defects().Count, tt.name)
		require.Equal(t, tt.offset, f.Defects().Noted[0].Offset, tt.name)
		require.EqualError(t, f.Defects().Noted[0].Err, tt.text, tt.name)
	}
}

func TestManyDefects(t *testing.T) {
	t.Parallel()
	f, err := tlswire.NewFlow([]byte(record(22, serverHello) + strings.Repeat(record(22, ""), 1000)))
	require.NoError(t, err)
	drain(f)
	d := f.Defects()
	require.Equal(t, 1000, d.Count)
	require.Len(t, d.Noted, 100)
	require.True(t, d.Has("schannel.record.length"))
	require.False(t, d.Has("schannel.record.cut"))
	f, err = tlswire.NewFlow([]byte(record(22, serverHello) + strings.Repeat(record(22, ""), 100) + "\x16\x02"))
	require.NoError(t, err)
	drain(f)
	require.Equal(t, []int{101, 100}, []int{f.Defects().Count, len(f.Defects().Noted)}, "one more, which stops the reading")
}
