// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package dn_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel/internal/dn"
	"github.com/schanneltrust/schannel/internal/dntest"
)

func TestFaults(t *testing.T) {
	t.Parallel()
	good := string(dntest.CN("a"))
	tests := []struct {
		name string
		why  string
		der  string
		want *dn.Fault
	}{
		{"good", "RFC 5280, Section 4.1.2.4", good, nil},
		{"empty", "a name without attributes is a name", "\x30\x00", nil},
		{"nothing", "a name is a SEQUENCE", "", &dn.Fault{RDN: -1, Need: dn.Sequence}},
		{"trailing", "nothing may follow", good + "\x00", &dn.Fault{RDN: -1, Offset: len(good), Need: dn.Nothing, Extra: 1}},
		{"empty-set", "RFC 5280, Appendix A.1: SET SIZE (1..MAX)", "\x30\x02\x31\x00", &dn.Fault{Offset: 2, Need: dn.Set}},
		{"no-value", "an attribute has a value", "\x30\x09\x31\x07\x30\x05\x06\x03\x55\x04\x03", &dn.Fault{Offset: 4, Need: dn.TypeValue}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var got *dn.Fault
			for _, fault := range dn.Attributes([]byte(tt.der)) {
				got = fault
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
			require.Equal(t, tt.want == nil, dn.WellFormed([]byte(tt.der)))
		})
	}
}

func TestKeys(t *testing.T) {
	t.Parallel()
	utf8 := func(text string) []byte {
		return dntest.Name(dntest.Of(dntest.CommonName, dntest.UTF8String, text))
	}
	tests := []struct {
		name    string
		why     string
		a, b    []byte
		rfc5280 bool
		openssl bool
	}{
		{"string-type", "RFC 5280, Section 7.1", dntest.CN("Root"), utf8("Root"), true, true},
		{"case-and-spaces", "RFC 5280, Section 7.1", dntest.CN("Root CA"), dntest.CN(" rOOT  ca "), true, true},
		{"case-outside-ascii", "X509_NAME_cmp folds ASCII letters only", utf8("Ä"), utf8("ä"), true, false},
		{"value", "another name", dntest.CN("a"), dntest.CN("b"), false, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			same := func(f dn.Folding) bool {
				a, okA := f.Key(tt.a)
				b, okB := f.Key(tt.b)
				require.True(t, okA && okB)
				return a == b
			}
			got := []bool{same(dn.RFC5280()), same(dn.OpenSSL())}
			if diff := cmp.Diff([]bool{tt.rfc5280, tt.openssl}, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
		})
	}
	_, ok := dn.RFC5280().Key([]byte("x"))
	require.False(t, ok, "what is no name has no key")
	_, ok = dn.RFC5280().Key([]byte("\x30\x00"))
	require.False(t, ok, "nor has a name without attributes")
}

func TestIsContentOf(t *testing.T) {
	t.Parallel()
	short, long := dntest.CN("a"), dntest.CN(strings.Repeat("a", 200))
	require.True(t, dn.IsContentOf(short[2:], short))
	require.True(t, dn.IsContentOf(long[3:], long), "a header of three bytes")
	require.False(t, dn.IsContentOf(long[2:], long), "a part of the header is there")
	require.False(t, dn.IsContentOf(nil, []byte("\x30\x00")))
	require.False(t, dn.IsContentOf(short, short))
}
