// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package derive_test

import (
	"crypto/tls"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"

	"github.com/schanneltrust/schannel/ems/derive"
	"github.com/schanneltrust/schannel/internal/vocabtest"
)

func TestSuiteHash(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name    string
		why     string
		suite   derive.Suite
		version schannel.TLSVersion
		want    derive.Hash
	}{
		{"tls10", "RFC 7627, Section 3: MD5 and SHA-1, whatever the suite", 0xffff, schannel.TLS10, derive.MD5SHA1},
		{"tls11", "RFC 7627, Section 3", 0x002f, schannel.TLS11, derive.MD5SHA1},
		{"dtls10", "RFC 4347: as TLS 1.1", 0x002f, schannel.DTLS10, derive.MD5SHA1},
		{"default", "RFC 5246, Section 5: SHA-256 unless the suite says otherwise", 0x002f, schannel.TLS12, derive.SHA256},
		{"dtls12", "RFC 6347: as TLS 1.2", 0xc02f, schannel.DTLS12, derive.SHA256},
		{"gcm384", "RFC 5288, Section 3: SHA-384", 0x009d, schannel.TLS12, derive.SHA384},
		{"cbc384", "RFC 5289, Section 3: SHA-384", 0xc028, schannel.TLS12, derive.SHA384},
		{"ccm", "RFC 6655, Section 3: SHA-256", 0xc09d, schannel.TLS12, derive.SHA256},
		{"chacha", "RFC 7905, Section 2: SHA-256", 0xcca8, schannel.TLS12, derive.SHA256},
		{"unknown", "a suite that is not known here", 0xffff, schannel.TLS12, derive.HashUnspecified},
		{"ssl30", "RFC 7627, Section 6.4: none", 0x002f, schannel.SSL30, derive.HashUnspecified},
		{"tls13", "RFC 8446: no session hash", 0x1301, schannel.TLS13, derive.HashUnspecified},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, tt.want, tt.suite.Hash(tt.version), tt.why)
		})
	}
}

func TestKeyExchange(t *testing.T) {
	t.Parallel()
	vocabtest.Enum[derive.KeyExchange](t)
	tests := []struct {
		name  string
		suite derive.Suite
		want  derive.KeyExchange
		why   string
	}{
		{"rsa", 0x002f, derive.OtherExchange, "TLS_RSA_WITH_AES_128_CBC_SHA"},
		{"dhe", 0x0033, derive.DHE, "TLS_DHE_RSA_WITH_AES_128_CBC_SHA"},
		{"ecdhe", 0xc013, derive.ECDHE, "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA"},
		{"tls13", 0x1301, derive.OtherExchange, "RFC 8446, Appendix B.4: a suite names no key exchange"},
		{"unknown", 0xfefe, derive.OtherExchange, "a suite that is not known here"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, tt.want, tt.suite.KeyExchange(), tt.why)
		})
	}
}

func TestNamesDHE(t *testing.T) {
	t.Parallel()
	tests := []struct {
		suite string
		want  schannel.Truth
		why   string
	}{
		{"TLS_DHE_RSA_WITH_AES_256_GCM_SHA384", schannel.Yes, "RFC 5288, Section 3"},
		{"TLS_DHE_PSK_WITH_AES_128_CBC_SHA", schannel.Yes, "RFC 4279, Section 2: not in the table of suites"},
		{"TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384_P384", schannel.No, "older Windows writes the curve behind the name"},
		{"TLS_RSA_WITH_AES_128_CBC_SHA", schannel.No, "RFC 5246, Section 8.1.1: no Diffie-Hellman"},
		{"TLS_AES_128_GCM_SHA256", schannel.No, "RFC 8446, Section 7.4.1: zeros stay"},
		{"TLS_DH_RSA_WITH_AES_128_CBC_SHA", schannel.Unknown, "RFC 5246, Section 8.1.2 strips its secret too; the articles speak of TLS_DHE"},
		{"TLS_DHE_", schannel.Unknown, "a name that begins well is not yet one"},
		{"", schannel.Unknown, "nothing"},
	}
	for _, tt := range tests {
		t.Run(tt.suite, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, tt.want, derive.NamesDHE(tt.suite), tt.why)
		})
	}
}

func ExampleNamesDHE() {
	fmt.Println(derive.NamesDHE("TLS_DHE_RSA_WITH_AES_256_GCM_SHA384"))
	fmt.Println(derive.NamesDHE("TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"))
	// Output:
	// yes
	// no
}

// TestSuiteNames compares with the names that crypto/tls has.
func TestSuiteNames(t *testing.T) {
	t.Parallel()
	all := append(tls.CipherSuites(), tls.InsecureCipherSuites()...)
	require.NotEmpty(t, all)
	for _, s := range all {
		require.Equal(t, s.Name, derive.Suite(s.ID).String())
	}
	require.Equal(t, "0xffff", derive.Suite(0xffff).String())
	text, err := derive.Suite(0x002f).AppendText([]byte("x"))
	require.NoError(t, err)
	require.Equal(t, "xTLS_RSA_WITH_AES_128_CBC_SHA", string(text))
}

// TestSuiteFromText: what String returns is read, and nothing else.
func TestSuiteFromText(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		text, why string
		want      derive.Suite
		ok        bool
	}{
		{"TLS_RSA_WITH_AES_128_CBC_SHA", "RFC 5246, Appendix A.5", 0x002f, true},
		{"TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA", "RFC 8422, Section 6", 0xc013, true},
		{"0xfefe", "a number that has no name", 0xfefe, true},
		{"0x002f", "a number that has one", 0x002f, true},
		{"TLS_RSA_WITH_NOTHING", "not a name", 0, false},
		{"002f", "no 0x", 0, false},
		{"0x2f", "too few digits", 0, false},
		{"0x0002f", "too many digits", 0, false},
		{"0xzzzz", "no digits", 0, false},
		{"", "nothing", 0, false},
	} {
		var got derive.Suite
		err := got.UnmarshalText([]byte(tt.text))
		require.Equal(t, tt.ok, err == nil, "%q: %s", tt.text, tt.why)
		require.Equal(t, tt.want, got, "%q: %s", tt.text, tt.why)
	}
}
