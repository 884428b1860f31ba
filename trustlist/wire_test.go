// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package trustlist_test

import (
	"bytes"
	"encoding/asn1"
	"encoding/binary"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/vocabtest"
	"github.com/schanneltrust/schannel/trustlist"
	"github.com/schanneltrust/schannel/trustlist/listtest"
)

func TestParseList(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		why    string
		vector string
		want   trustlist.List
		code   schannel.Code
		offset int
		says   string
	}{
		{name: "empty", why: "RFC 4346, Section 7.4.4: <0..2^16-1>", vector: "\x00\x00", want: trustlist.List{}},
		{name: "two", why: "names come in the order of the wire", vector: "\x00\x07\x00\x02ab\x00\x01c", want: trustlist.List{trustlist.Name("ab"), trustlist.Name("c")}},
		{name: "nothing", why: "the length is missing", code: "trustlist.list.cut", offset: 0},
		{name: "half-length", why: "the length is cut", vector: "\x00", code: "trustlist.list.cut", offset: 1},
		{name: "short", why: "fewer bytes than announced", vector: "\x00\x04\x00\x01a", code: "trustlist.list.cut", offset: 5},
		{name: "long", why: "more bytes than announced", vector: "\x00\x03\x00\x01ab", code: "trustlist.list.trailing", offset: 5, says: "1 bytes follow the list"},
		{name: "no-name", why: "RFC 5246, Section 7.4.4: DistinguishedName<1..2^16-1>", vector: "\x00\x02\x00\x00", code: "trustlist.name.empty", offset: 2},
		{name: "entry-cut", why: "a name ends behind its list", vector: "\x00\x06\x00\x01a\x00\x02b", code: "trustlist.list.cut", offset: 5, says: "certificate_authorities[1] at byte 5: the entry needs 4 bytes, 3 are left of the list"},
		{name: "entry-length-cut", why: "one byte is no length", vector: "\x00\x04\x00\x01a\x00", code: "trustlist.list.cut", offset: 5},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, err := trustlist.ParseList([]byte(tt.vector))
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
			if tt.code == "" {
				require.NoError(t, err, tt.why)
				return
			}
			vocabtest.Fault(t, err, tt.code, tt.offset)
			require.ErrorContains(t, err, tt.says)
		})
	}
}

func TestAppendListRefuses(t *testing.T) {
	t.Parallel()
	full := make(trustlist.Name, 65533)
	tests := []struct {
		name string
		why  string
		list trustlist.List
		code schannel.Code
	}{
		{"empty-name", "RFC 5246, Section 7.4.4: a name has at least one byte", trustlist.List{{}}, "trustlist.name.empty"},
		{"long-name", "a name has at most 2^16-1 bytes", trustlist.List{make(trustlist.Name, 65536)}, "trustlist.name.long"},
		{"longest-name", "a name may have 2^16-1 bytes, but no vector has room for it", trustlist.List{make(trustlist.Name, 65535)}, "trustlist.list.long"},
		{"65536", "the vector has at most 2^16-1 bytes", trustlist.List{make(trustlist.Name, 65534)}, "trustlist.list.long"},
		{"65538", "the vector has at most 2^16-1 bytes", append(trustlist.List{full}, trustlist.Name("a")), "trustlist.list.long"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, err := tt.list.AppendBinary([]byte("dst"))
			vocabtest.Fault(t, err, tt.code, schannel.NoOffset)
			require.Equal(t, "dst", string(got), tt.why)
		})
	}
	vector, err := trustlist.List{full}.MarshalBinary()
	require.NoError(t, err, "65,535 bytes are allowed")
	require.Len(t, vector, 65537)
}

// TestListByHand compares with an encoder written by hand.
func TestListByHand(t *testing.T) {
	t.Parallel()
	names := names(150)
	var want []byte
	for _, n := range names {
		want = append(binary.BigEndian.AppendUint16(want, uint16(len(n))), n...)
	}
	require.Equal(t, len(want), trustlist.FromNames(names).Size())
	want = append(binary.BigEndian.AppendUint16(nil, uint16(len(want))), want...)
	got, err := trustlist.FromNames(names).MarshalBinary()
	require.NoError(t, err)
	require.True(t, bytes.Equal(want, got))
	list, err := trustlist.ParseList(got)
	require.NoError(t, err)
	require.NoError(t, list.Check())
	for i := range names {
		require.True(t, bytes.Equal(names[i], list[i]))
	}
}

// synthetic returns the list of 150 names that the benchmarks are run on.
func synthetic(tb testing.TB) (trustlist.List, []byte) {
	tb.Helper()
	list, err := listtest.Synthesize(listtest.Synthesis{Names: 150, Bytes: 150 * 122})
	require.NoError(tb, err)
	vector, err := list.MarshalBinary()
	require.NoError(tb, err)
	return list, vector
}

func TestAllocations(t *testing.T) {
	if vocabtest.Race {
		return
	}
	list, vector := synthetic(t)
	dst := make([]byte, 0, len(vector))
	total := 0
	for what, f := range map[string]func(){
		"iterate": func() {
			for n := range trustlist.Names(vector) {
				total += len(n)
			}
		},
		"append": func() { _, _ = list.AppendBinary(dst[:0]) },
		"check": func() {
			if list.Check() != nil {
				t.Error("a name is refused")
			}
		},
	} {
		if got := testing.AllocsPerRun(100, f); got != 0 {
			t.Errorf("%s allocates %v times, want 0", what, got)
		}
	}
}

func BenchmarkAppendList(b *testing.B) {
	list, vector := synthetic(b)
	dst := make([]byte, 0, len(vector))
	b.SetBytes(int64(len(vector)))
	b.ReportAllocs()
	for b.Loop() {
		_, _ = list.AppendBinary(dst[:0])
	}
}

// BenchmarkBoundCopy is what a loop by hand takes for the same.
func BenchmarkBoundCopy(b *testing.B) {
	list, vector := synthetic(b)
	dst := make([]byte, 0, len(vector))
	b.SetBytes(int64(len(vector)))
	b.ReportAllocs()
	for b.Loop() {
		out := append(dst[:0], vector[:2]...)
		for _, n := range list {
			out = append(out, byte(len(n)>>8), byte(len(n)))
			out = append(out, n...)
		}
		if len(out) != len(vector) {
			b.Fatal("wrong length")
		}
	}
}

func BenchmarkIterate(b *testing.B) {
	_, vector := synthetic(b)
	b.SetBytes(int64(len(vector)))
	b.ReportAllocs()
	count := 0
	for b.Loop() {
		for n, err := range trustlist.Names(vector) {
			if err != nil {
				b.Fatal(err)
			}
			count += len(n)
		}
	}
}

// BenchmarkBoundWalk is what walking the bare lengths takes.
func BenchmarkBoundWalk(b *testing.B) {
	_, vector := synthetic(b)
	b.SetBytes(int64(len(vector)))
	b.ReportAllocs()
	count := 0
	for b.Loop() {
		for rest := vector[2:]; len(rest) > 1; {
			n := int(rest[0])<<8 | int(rest[1])
			count += n
			rest = rest[2+n:]
		}
	}
}

func BenchmarkCheckNames(b *testing.B) {
	list, vector := synthetic(b)
	b.SetBytes(int64(len(vector)))
	b.ReportAllocs()
	for b.Loop() {
		for _, n := range list {
			if err := n.Check(); err != nil {
				b.Fatal(err)
			}
		}
	}
}

// BenchmarkBoundASN1 decodes the same names with encoding/asn1.
func BenchmarkBoundASN1(b *testing.B) {
	type attribute struct {
		Type  asn1.ObjectIdentifier
		Value asn1.RawValue
	}
	type relativeNameSET []attribute
	list, vector := synthetic(b)
	b.SetBytes(int64(len(vector)))
	b.ReportAllocs()
	for b.Loop() {
		for _, n := range list {
			var decoded []relativeNameSET
			if _, err := asn1.Unmarshal(n, &decoded); err != nil {
				b.Fatal(err)
			}
		}
	}
}

func FuzzParseList(f *testing.F) {
	f.Fuzz(func(t *testing.T, vector []byte) {
		list, err := trustlist.ParseList(vector)
		if err != nil {
			require.Nil(t, list)
			return
		}
		again, err := list.MarshalBinary()
		require.NoError(t, err)
		require.True(t, bytes.Equal(vector, again))
		for n := range vector {
			_, err := trustlist.ParseList(vector[:n])
			require.Error(t, err)
		}
	})
}

func FuzzName(f *testing.F) {
	f.Fuzz(func(t *testing.T, raw []byte) {
		n := trustlist.Name(raw)
		err := n.Check()
		for _, form := range []trustlist.Form{trustlist.RFC4514, trustlist.X500, trustlist.X500Reverse} {
			text, textErr := n.Text(form)
			require.Equal(t, err == nil, textErr == nil)
			require.Equal(t, err == nil && len(raw) > 2, text != "")
		}
		if err == nil {
			require.Equal(t, trustlist.Identical, trustlist.Compare(n, n.Clone()).Match)
			for i := range raw {
				require.Error(t, n[:i].Check())
			}
		}
	})
}
