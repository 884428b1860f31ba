// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package dn_test

import (
	"strings"
	"testing"
	"unicode"

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

// TestFoldings compares values with what the standard library makes of whole
// texts, one fold after the other.
func TestFoldings(t *testing.T) {
	t.Parallel()
	texts := []string{
		"", " ", "a", "A", " a", "a ", "a  b", "A B", "a\tb", "a\u00a0b", "Ä", "ä", "İ", "i", "ı", "ſ", "s", "S", "\u212a", "k", "Ⱥ", "ⱥ", "ß", "ẞ", "1", "~", "=a", "#a",
	}
	ascii := func(r rune) rune {
		if r < unicode.MaxASCII {
			return unicode.ToLower(r)
		}
		return r
	}
	blanks := func(text string) string {
		return strings.Join(strings.FieldsFunc(text, func(r rune) bool { return r == ' ' }), " ")
	}
	spaces := func(text string) string {
		return strings.Join(strings.FieldsFunc(text, func(r rune) bool { return r < unicode.MaxASCII && unicode.IsSpace(r) }), " ")
	}
	for name, tt := range map[string]struct {
		folding dn.Folding
		slow    func(text string) string
	}{
		"rfc5280": {dn.RFC5280(), func(text string) string { return strings.ToLower(strings.Join(strings.Fields(text), " ")) }},
		"openssl": {dn.OpenSSL(), func(text string) string { return strings.Map(ascii, spaces(text)) }},
		"java":    {dn.Java(), func(text string) string { return strings.ToLower(strings.ToUpper(blanks(text))) }},
		"plain":   {dn.Plain(), func(text string) string { return text }},
	} {
		for _, a := range texts {
			for _, b := range texts {
				keyA, okA := tt.folding.Key(dntest.Name(dntest.Of(dntest.CommonName, dntest.UTF8String, a)))
				keyB, okB := tt.folding.Key(dntest.Name(dntest.Of(dntest.CommonName, dntest.UTF8String, b)))
				require.True(t, okA && okB)
				require.Equal(t, tt.slow(a) == tt.slow(b), keyA == keyB, "%s: %q and %q", name, a, b)
			}
		}
	}
}

// TestKeysOfParts: how attributes are spread over relative names counts, their
// order in one does not, but for text that is compared as it stands; and no
// text looks like the end of a part.
func TestKeysOfParts(t *testing.T) {
	t.Parallel()
	of := func(texts ...string) (relative []dntest.Attribute) {
		for _, text := range texts {
			relative = append(relative, dntest.Of(dntest.CommonName, dntest.UTF8String, text)...)
		}
		return relative
	}
	tests := []struct {
		name           string
		why            string
		a, b           []byte
		rfc5280, plain bool
		types          bool
	}{
		{"order", "RFC 5280, Section 7.1: a relative name is a set", dntest.Name(of("a", "b")), dntest.Name(of("b", "a")), true, false, true},
		{"relative-order", "the relative names are a sequence", dntest.Name(of("a"), of("b")), dntest.Name(of("b"), of("a")), false, false, true},
		{"grouping", "two attributes of one relative name are not two relative names", dntest.Name(of("a", "b")), dntest.Name(of("a"), of("b")), false, false, false},
		{"twice", "a relative name may stand twice", dntest.Name(of("a"), of("a")), dntest.Name(of("a")), false, false, false},
		{"framing", "no text looks like the end of a part", dntest.Name(of("a\x00\x03\x55\x04\x03\x00\x00\x00\x06=b")), dntest.Name(of("a"), of("b")), false, false, false},
		{"value", "types do not depend on it", dntest.Name(of("a")), dntest.Name(of("b")), false, false, true},
		{"type", "a common name is no unit", dntest.CN("a"), dntest.Name(dntest.Of(dntest.Unit, dntest.PrintableString, "a")), false, false, false},
	}
	for _, tt := range tests {
		for folding, want := range map[string]bool{"rfc5280": tt.rfc5280, "plain": tt.plain, "types": tt.types} {
			f := map[string]dn.Folding{"rfc5280": dn.RFC5280(), "plain": dn.Plain(), "types": dn.Types()}[folding]
			a, okA := f.Key(tt.a)
			b, okB := f.Key(tt.b)
			require.True(t, okA && okB)
			require.Equal(t, want, a == b, "%s by %s: %s", tt.name, folding, tt.why)
		}
	}
}
