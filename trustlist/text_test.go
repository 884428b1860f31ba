// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package trustlist_test

import (
	"crypto/x509/pkix"
	"encoding/asn1"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel/internal/vocabtest"
	"github.com/schanneltrust/schannel/trustlist"
)

// textRow is a row of TestText.
type textRow struct {
	name    string
	why     string
	der     trustlist.Name
	rfc4514 string
	x500    string
}

func textRows() []textRow {
	return []textRow{
		{
			"three-relative-names", "RFC 4514, Section 4, first example: the last comes first; CertNameToStr keeps the order of the encoding",
			name(rdn{{oidDC, ia5String, "net"}}, rdn{{oidDC, ia5String, "example"}}, rdn{{oidUID, utf8String, "jsmith"}}),
			"UID=jsmith,DC=example,DC=net", "DC=net, DC=example, OID.0.9.2342.19200300.100.1.1=jsmith",
		},
		{
			"multi-valued", "RFC 4514, Section 4, second example",
			name(rdn{{oidDC, ia5String, "net"}}, rdn{{oidDC, ia5String, "example"}}, rdn{{oidOU, utf8String, "Sales"}, {oidCN, utf8String, "J.  Smith"}}),
			"OU=Sales+CN=J.  Smith,DC=example,DC=net", "DC=net, DC=example, OU=Sales + CN=J.  Smith",
		},
		{
			"quotes-and-comma", "RFC 4514, Section 4, third example; CertNameToStr doubles quotation marks inside",
			name(rdn{{oidDC, ia5String, "net"}}, rdn{{oidCN, utf8String, "James \"Jim\" Smith, III"}}),
			`CN=James \"Jim\" Smith\, III,DC=net`, `DC=net, CN="James ""Jim"" Smith, III"`,
		},
		{
			"carriage-return", "RFC 4514, Section 4, fourth example",
			name(rdn{{oidCN, utf8String, "Before\rAfter"}}), `CN=Before\0dAfter`, "CN=Before\rAfter",
		},
		{
			"unknown-type", "RFC 4514, Section 4, fifth example: the value as the hexadecimal of its BER",
			name(rdn{{"\x2b\x06\x01\x04\x01\x8b\x3a\x00", octetString, "\x48\x69"}}),
			"1.3.6.1.4.1.1466.0=#04024869", "OID.1.3.6.1.4.1.1466.0=#4869",
		},
		{
			"not-ascii", "RFC 4514, Section 4, sixth example, in the form without escapes that Section 2.4 allows",
			name(rdn{{oidCN, utf8String, "Lu\xc4\x8di\xc4\x87"}}), "CN=Lučić", "CN=Lučić",
		},
		{
			"spaces-and-number-sign", "RFC 4514, Section 2.4: at the ends only; CertNameToStr quotes",
			name(rdn{{oidO, utf8String, " a "}}, rdn{{oidCN, utf8String, "#b#"}}),
			`CN=\#b#,O=\ a\ `, `O=" a ", CN="#b#"`,
		},
		{
			"one-space", "RFC 4514, Section 2.4: a space at the beginning", name(rdn{{oidCN, utf8String, " "}}), `CN=\ `, `CN=" "`,
		},
		{
			"empty-value", "CertNameToStr: empty strings are enclosed", name(rdn{{oidCN, utf8String, ""}}), "CN=", `CN=""`,
		},
		{
			"teletex-latin1", "CertNameToStr: what is no UTF-8 is decoded byte by byte",
			name(rdn{{oidCN, teletexString, "Caf\xe9"}}), "CN=Café", "CN=Café",
		},
		{
			"teletex-utf8", "CertNameToStr: TeletexString is decoded as UTF-8 first",
			name(rdn{{oidCN, teletexString, "Caf\xc3\xa9"}}), "CN=Café", "CN=Café",
		},
		{"bmp", "X.680, Section 41: two bytes a character", name(rdn{{oidCN, bmpString, "\x00C\x01\x0d"}}), "CN=Cč", "CN=Cč"},
		{"universal", "X.680, Section 41: four bytes a character", name(rdn{{oidCN, universalString, "\x00\x00\x00C\x00\x01\xf6\x00"}}), "CN=C😀", "CN=C😀"},
		{"bmp-odd", "half a character is no text", name(rdn{{oidCN, bmpString, "\x00C\x01"}}), "CN=#1e03004301", "CN=#1E03004301"},
		{
			"bmp-half-a-pair", "half of a surrogate pair is no character",
			name(rdn{{oidCN, bmpString, "\xd8\x00"}}), "CN=#1e02d800", "CN=#1E02D800",
		},
		{
			"documented-keys", "CertNameToStr: T, G, I and SN; CertStrToName: STREET",
			name(rdn{{"\x55\x04\x0c", 19, "t"}}, rdn{{"\x55\x04\x2a", 19, "g"}}, rdn{{"\x55\x04\x2b", 19, "i"}}, rdn{{"\x55\x04\x04", 19, "s"}}, rdn{{"\x55\x04\x09", 19, "r"}}),
			"STREET=r,2.5.4.4=#130173,2.5.4.43=#130169,2.5.4.42=#130167,2.5.4.12=#130174", "T=t, G=g, I=i, SN=s, STREET=r",
		},
		{
			"line-feed-and-semicolon", "CertNameToStr: both need quotation marks",
			name(rdn{{oidCN, utf8String, "a\nb"}}, rdn{{oidCN, utf8String, "c;d"}}), `CN=c\;d,CN=a\0ab`, "CN=\"a\nb\", CN=\"c;d\"",
		},
		{
			"other-strings", "X.680, Section 41: NumericString and VisibleString are one byte a character",
			name(rdn{{oidCN, 18, "12"}}, rdn{{oidO, 26, "v"}}), "O=v,CN=12", "CN=12, O=v",
		},
		{
			"bit-string", "a real root has one in its name: RFC 4514, Section 2.4, hexadecimal for what is no string",
			name(rdn{{oidCN, bitString, "\x00\xff"}}), "CN=#030200ff", "CN=#030200FF",
		},
		{
			"mail-and-state", "CertNameToStr: E and S; RFC 4514 has no name for the mail address",
			name(rdn{{oidST, utf8String, "x"}}, rdn{{oidEmail, ia5String, "a@b"}}),
			"1.2.840.113549.1.9.1=#1603614062,ST=x", "S=x, E=a@b",
		},
		{
			"terminal-escape", "what is not visible is escaped: a name comes from anywhere",
			name(rdn{{oidCN, utf8String, "\x1b[2J\u202e\x7f"}}), `CN=\1b[2J\e2\80\ae\7f`, "CN=\x1b[2J\u202e\x7f",
		},
		{
			"keys-of-windows", "X500DistinguishedNameTests of .NET, run on Windows: SERIALNUMBER, PostalCode, TPM; 2.5.4.15 and 2.5.4.97 have none",
			name(rdn{{"\x55\x04\x05", 19, "1"}}, rdn{{"\x55\x04\x11", 19, "2"}}, rdn{{"\x67\x81\x05\x02\x01", 19, "3"}}, rdn{{"\x67\x81\x05\x02\x02", 19, "4"}}, rdn{{"\x67\x81\x05\x02\x03", 19, "5"}}, rdn{{"\x55\x04\x0f", 19, "6"}}, rdn{{"\x55\x04\x61", 19, "7"}}),
			"2.5.4.97=#130137,2.5.4.15=#130136,2.23.133.2.3=#130135,2.23.133.2.2=#130134,2.23.133.2.1=#130133,2.5.4.17=#130132,2.5.4.5=#130131",
			"SERIALNUMBER=1, PostalCode=2, TPMManufacturer=3, TPMModel=4, TPMVersion=5, OID.2.5.4.15=6, OID.2.5.4.97=7",
		},
		{
			"edges", "the same tests: at the edges blank, tab, LF and CR are quoted, other white space is not",
			name(rdn{{oidCN, utf8String, "\u2002a"}}, rdn{{oidCN, utf8String, "a\u00a0"}}, rdn{{oidCN, utf8String, "\ta"}}, rdn{{oidCN, utf8String, "a\r"}}),
			"CN=a\\0d,CN=\\09a,CN=a\u00a0,CN=\u2002a", "CN=\u2002a, CN=a\u00a0, CN=\"\ta\", CN=\"a\r\"",
		},
		{"first-arc-2", "X.690, Section 8.19.4: 40*2 + 999", name(rdn{{"\x88\x37\x03", 19, "a"}}), "2.999.3=#130161", "OID.2.999.3=a"},
		{"no-attributes", "an empty name has an empty text", trustlist.Name("\x30\x00"), "", ""},
	}
}

func TestText(t *testing.T) {
	t.Parallel()
	for _, tt := range textRows() {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, tt.rfc4514, tt.der.String(), tt.why)
			got, err := tt.der.Text(trustlist.X500)
			require.NoError(t, err)
			require.Equal(t, tt.x500, got, tt.why)
		})
	}
	reversed, err := name(rdn{{oidC, 19, "DE"}}, rdn{{oidO, 19, "b"}, {oidCN, 19, "c"}}).Text(trustlist.X500Reverse)
	require.NoError(t, err)
	require.Equal(t, "O=b + CN=c, C=DE", reversed, "CERT_NAME_STR_REVERSE_FLAG: the order of the relative names")
	require.Equal(t, "malformed:3001", trustlist.Name("\x30\x01").String())
	dst, err := trustlist.Name("\x30\x01").AppendForm([]byte("x"), trustlist.X500)
	vocabtest.Fault(t, err, "trustlist.name.der", 0)
	require.Equal(t, "x", string(dst))
}

// TestTextOfPkix compares with crypto/x509/pkix on names that have only
// attributes for which both have a key, each in a relative name of its own.
func TestTextOfPkix(t *testing.T) {
	t.Parallel()
	same := map[string]bool{"2.5.4.3": true, "2.5.4.6": true, "2.5.4.7": true, "2.5.4.8": true, "2.5.4.10": true, "2.5.4.11": true}
	compared := 0
	for _, raw := range names(200) {
		var rdns pkix.RDNSequence
		_, err := asn1.Unmarshal(raw, &rdns)
		require.NoError(t, err)
		if slices.ContainsFunc(rdns, func(set pkix.RelativeDistinguishedNameSET) bool { return !same[set[0].Type.String()] }) {
			continue
		}
		compared++
		require.Equal(t, rdns.String(), trustlist.Name(raw).String())
	}
	require.Greater(t, compared, 90)
}
