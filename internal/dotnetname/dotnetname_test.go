// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package dotnetname

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/schanneltrust/schannel/internal/vocabtest"
)

func TestParse(t *testing.T) {
	t.Parallel()
	one := func(key, value string) relativeName { return relativeName{{key, value}} }
	tests := []struct {
		name string
		text string
		want Name
		why  string
	}{
		{"plain", "CN=mail, O=Contoso, C=US", Name{one("CN", "mail"), one("O", "Contoso"), one("C", "US")}, "separators of CertNameToStr"},
		{"quoted", `O="Acme, Inc.", CN=x`, Name{one("O", "Acme, Inc."), one("CN", "x")}, "a comma inside quotation marks"},
		{"doubled", `O="The ""Best""", CN=x`, Name{one("O", `The "Best"`), one("CN", "x")}, "a doubled quotation mark is one"},
		{"multi", "CN=a + OU=b, C=US", Name{{{"CN", "a"}, {"OU", "b"}}, one("C", "US")}, "several attributes of one relative name"},
		{"hand", " cn = mail ,ST=NRW;emailAddress=a@b", Name{one("CN", "mail"), one("S", "NRW"), one("E", "a@b")}, "as other programs write it"},
		{"oid", "OID.2.5.4.15=Private, 2.5.4.97=x", Name{one("OID.2.5.4.15", "Private"), one("2.5.4.97", "x")}, "a type without a key"},
		{"oid-of-key", "OID.2.5.4.17=1, oid.2.5.4.8=2, 2.5.4.5=3, PostalCode=4", Name{one("POSTALCODE", "1"), one("S", "2"), one("SERIALNUMBER", "3"), one("POSTALCODE", "4")}, "a type that Windows has a key for"},
		{"empty-value", "CN=, C=US", Name{one("CN", ""), one("C", "US")}, "an empty value"},
	}
	for _, tt := range tests {
		got, ok := Parse(tt.text)
		if diff := cmp.Diff(tt.want, got, cmp.AllowUnexported(attribute{})); !ok || diff != "" {
			t.Errorf("%s: %s: %t (-want +got):\n%s", tt.name, tt.why, ok, diff)
		}
	}
	for _, text := range []string{"", "mail", "CN=a, ", `CN="a`, `CN="a"b`, "=x", "CN=a,,C=b"} {
		if got, ok := Parse(text); ok || got != nil {
			t.Errorf("%q is no name: %v", text, got)
		}
	}
}

func TestSame(t *testing.T) {
	t.Parallel()
	parse := func(text string) Name { n, _ := Parse(text); return n }
	a := parse("CN=mail, O=Contoso, C=US")
	if !Same(a, parse(`cn="MAIL",O=contoso,C=US`)) || Same(a, parse("C=US, O=Contoso, CN=mail")) || Same(a, parse("CN=mail, O=Contoso")) {
		t.Error("the same attributes in the same order, without regard to case and quotation marks")
	}
	if !Reversed(a, parse("C=US, O=Contoso, CN=mail")) || Reversed(a, a) || Reversed(parse("CN=a"), parse("CN=a")) {
		t.Error("the opposite order, of more than one")
	}
	if CommonName("O=x, CN=mail") != "mail" || CommonName("nothing") != "" {
		t.Error("the first common name")
	}
}

// TestFormat: bytes that are no name, and values that are no text, as
// X500DistinguishedNameTests of .NET have them; the rows of package trustlist hold
// the rest of the form.
func TestFormat(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		der  string
		want string
	}{
		{"no-name", "\x30\x01", "#3001"},
		{"empty", "\x30\x00", ""},
		{"empty-set", "\x30\x02\x31\x00", "#30023100"},
		{"bmp", "\x30\x0f\x31\x0d\x30\x0b\x06\x03\x55\x04\x03\x1e\x04\x00A\x00B", "CN=AB"},
		{"latin-1", "\x30\x0c\x31\x0a\x30\x08\x06\x03\x55\x04\x03\x14\x01\xe9", "CN=é"},
		{"integer", "\x30\x0c\x31\x0a\x30\x08\x06\x03\x55\x04\x03\x02\x01\x05", "CN=#020105"},
		{"keys", "\x30\x18\x31\x0a\x30\x08\x06\x03\x55\x04\x05\x13\x011\x31\x0a\x30\x08\x06\x03\x55\x04\x11\x13\x012", "PostalCode=2, SERIALNUMBER=1"},
		{"em-quad", "\x30\x0f\x31\x0d\x30\x0b\x06\x03\x55\x04\x03\x0c\x04\xe2\x80\x82N", "CN=\u2002N"},
		{"quoted", "\x30\x0d\x31\x0b\x30\x09\x06\x03\x55\x04\x03\x0c\x02\x22,", `CN=""","`},
		{"big-oid", "\x30\x0e\x31\x0c\x30\x0a\x06\x05\x2a\x86\x48\x86\xf7\x0c\x01a", "#300E310C300A06052A864886F70C0161"},
	}
	for _, tt := range tests {
		if got := Format([]byte(tt.der)); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

// FuzzParse: a name that is read says the same as itself with blanks
// around it.
func FuzzParse(f *testing.F) {
	f.Add("CN=mail, O=\"Acme, Inc.\", C=US")
	f.Fuzz(func(t *testing.T, text string) {
		n, ok := Parse(text)
		again, _ := Parse(" " + text + " ")
		if ok && (!Same(n, n) || !Same(n, again)) || !ok && n != nil {
			t.Errorf("%q: %v, %v", text, n, again)
		}
	})
}

func TestFuzzSeeds(t *testing.T) {
	t.Parallel()
	vocabtest.Seeds(t, map[string]int{"FuzzParse": 2})
}
