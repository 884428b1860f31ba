// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package derive

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/schanneltrust/schannel"
)

// Suite is a cipher suite as it stands on the wire.
type Suite uint16

// String returns the name of s in IANA's registry, such as
// "TLS_RSA_WITH_AES_128_CBC_SHA", or its number in hexadecimal where this
// package does not know it.
func (s Suite) String() string {
	if name := s.name(); name != "" {
		return name
	}
	return fmt.Sprintf("0x%04x", uint16(s))
}

// AppendText appends what String returns; the error is always nil.
func (s Suite) AppendText(dst []byte) ([]byte, error) { return append(dst, s.String()...), nil }

// MarshalText returns what String returns; the error is always nil.
func (s Suite) MarshalText() ([]byte, error) { return s.AppendText(nil) }

// UnmarshalText accepts what String returns: the names that this package
// knows, and four hexadecimal digits after 0x.
func (s *Suite) UnmarshalText(text []byte) error {
	for _, known := range suites {
		if known.name == string(text) {
			*s = known.number
			return nil
		}
	}
	digits, found := strings.CutPrefix(string(text), "0x")
	number, err := strconv.ParseUint(digits, 16, 16)
	if !found || err != nil || len(digits) != 4 {
		return fmt.Errorf("unknown cipher suite %q", text)
	}
	*s = Suite(number)
	return nil
}

// Hash returns what a connection with that version and suite hashes with.
// There is none in SSL 3.0 and TLS 1.3, which have no session hash, and none
// is known in TLS 1.2 for a suite that this package does not know.
func (s Suite) Hash(version schannel.TLSVersion) Hash {
	switch version {
	case schannel.TLS10, schannel.TLS11, schannel.DTLS10:
		return MD5SHA1
	case schannel.TLS12, schannel.DTLS12:
		return s.hash12()
	case schannel.SSL30, schannel.TLS13, schannel.DTLS13:
	}
	return HashUnspecified
}

func (s Suite) hash12() Hash {
	name := s.name()
	switch {
	case name == "":
		return HashUnspecified
	// RFC 5246, Section 5: SHA-256, unless the suite says otherwise; those
	// that do have it in their names (RFC 5288, Section 3; RFC 5289,
	// Section 3).
	case strings.HasSuffix(name, "_SHA384"):
		return SHA384
	default:
		return SHA256
	}
}

// KeyExchange is how a premaster secret comes about, as far as its length
// depends on that.
type KeyExchange uint8

const (
	OtherExchange KeyExchange = 0 // "other": RSA, or a suite that is not known here
	DHE           KeyExchange = 1 // "dhe": Diffie-Hellman over integers
	ECDHE         KeyExchange = 2 // "ecdhe": Diffie-Hellman over an elliptic curve
)

const (
	prefixDHE   = "TLS_DHE_"
	prefixECDHE = "TLS_ECDHE_"
)

// KeyExchange returns that of s.
func (s Suite) KeyExchange() KeyExchange {
	switch name := s.name(); {
	case strings.HasPrefix(name, prefixDHE):
		return DHE
	case strings.HasPrefix(name, prefixECDHE):
		return ECDHE
	default:
		return OtherExchange
	}
}

// NamesDHE tells from its name whether a cipher suite is one of TLS_DHE. Other
// names than those of IANA's registry may be known, such as those of older
// Windows, which end in the name of the curve.
//
// With TLS_DHE the premaster secret is the shared secret without its leading
// zeros (RFC 5246, Section 8.1.2), with TLS_ECDHE all of it (RFC 8422, Section
// 5.10), and in TLS 1.3 all of it too (RFC 8446, Section 7.4.1). It is not
// known for static Diffie-Hellman, TLS_DH, whose secret is stripped as well.
func NamesDHE(suite string) schannel.Truth {
	const with = "_WITH_"
	switch {
	case strings.HasPrefix(suite, prefixDHE) && strings.Contains(suite, with):
		return schannel.Yes
	case strings.HasPrefix(suite, prefixECDHE) && strings.Contains(suite, with), strings.HasPrefix(suite, "TLS_RSA_WITH_"):
		return schannel.No
	}
	for _, known := range suites {
		if known.name == suite {
			return schannel.No
		}
	}
	return schannel.Unknown
}

func (s Suite) name() string {
	i, found := slices.BinarySearchFunc(suites[:], s, func(known suite, s Suite) int {
		return cmp.Compare(known.number, s)
	})
	if !found {
		return ""
	}
	return suites[i].name
}

type suite struct {
	number Suite
	name   string
}

// suites are those of IANA's registry with RSA, DHE and ECDHE key exchange
// that are in use, ordered by number.
var suites = [...]suite{
	{0x0001, "TLS_RSA_WITH_NULL_MD5"},
	{0x0002, "TLS_RSA_WITH_NULL_SHA"},
	{0x0004, "TLS_RSA_WITH_RC4_128_MD5"},
	{0x0005, "TLS_RSA_WITH_RC4_128_SHA"},
	{0x000a, "TLS_RSA_WITH_3DES_EDE_CBC_SHA"},
	{0x0013, "TLS_DHE_DSS_WITH_3DES_EDE_CBC_SHA"},
	{0x0016, "TLS_DHE_RSA_WITH_3DES_EDE_CBC_SHA"},
	{0x002f, "TLS_RSA_WITH_AES_128_CBC_SHA"},
	{0x0032, "TLS_DHE_DSS_WITH_AES_128_CBC_SHA"},
	{0x0033, "TLS_DHE_RSA_WITH_AES_128_CBC_SHA"},
	{0x0035, "TLS_RSA_WITH_AES_256_CBC_SHA"},
	{0x0038, "TLS_DHE_DSS_WITH_AES_256_CBC_SHA"},
	{0x0039, "TLS_DHE_RSA_WITH_AES_256_CBC_SHA"},
	{0x003b, "TLS_RSA_WITH_NULL_SHA256"},
	{0x003c, "TLS_RSA_WITH_AES_128_CBC_SHA256"},
	{0x003d, "TLS_RSA_WITH_AES_256_CBC_SHA256"},
	{0x0040, "TLS_DHE_DSS_WITH_AES_128_CBC_SHA256"},
	{0x0041, "TLS_RSA_WITH_CAMELLIA_128_CBC_SHA"},
	{0x0044, "TLS_DHE_DSS_WITH_CAMELLIA_128_CBC_SHA"},
	{0x0045, "TLS_DHE_RSA_WITH_CAMELLIA_128_CBC_SHA"},
	{0x0067, "TLS_DHE_RSA_WITH_AES_128_CBC_SHA256"},
	{0x006a, "TLS_DHE_DSS_WITH_AES_256_CBC_SHA256"},
	{0x006b, "TLS_DHE_RSA_WITH_AES_256_CBC_SHA256"},
	{0x0084, "TLS_RSA_WITH_CAMELLIA_256_CBC_SHA"},
	{0x0087, "TLS_DHE_DSS_WITH_CAMELLIA_256_CBC_SHA"},
	{0x0088, "TLS_DHE_RSA_WITH_CAMELLIA_256_CBC_SHA"},
	{0x009c, "TLS_RSA_WITH_AES_128_GCM_SHA256"},
	{0x009d, "TLS_RSA_WITH_AES_256_GCM_SHA384"},
	{0x009e, "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256"},
	{0x009f, "TLS_DHE_RSA_WITH_AES_256_GCM_SHA384"},
	{0x00a2, "TLS_DHE_DSS_WITH_AES_128_GCM_SHA256"},
	{0x00a3, "TLS_DHE_DSS_WITH_AES_256_GCM_SHA384"},
	{0x00ba, "TLS_RSA_WITH_CAMELLIA_128_CBC_SHA256"},
	{0x00bd, "TLS_DHE_DSS_WITH_CAMELLIA_128_CBC_SHA256"},
	{0x00be, "TLS_DHE_RSA_WITH_CAMELLIA_128_CBC_SHA256"},
	{0x00c0, "TLS_RSA_WITH_CAMELLIA_256_CBC_SHA256"},
	{0x00c3, "TLS_DHE_DSS_WITH_CAMELLIA_256_CBC_SHA256"},
	{0x00c4, "TLS_DHE_RSA_WITH_CAMELLIA_256_CBC_SHA256"},
	{0x1301, "TLS_AES_128_GCM_SHA256"},
	{0x1302, "TLS_AES_256_GCM_SHA384"},
	{0x1303, "TLS_CHACHA20_POLY1305_SHA256"},
	{0x5600, "TLS_FALLBACK_SCSV"},
	{0xc006, "TLS_ECDHE_ECDSA_WITH_NULL_SHA"},
	{0xc007, "TLS_ECDHE_ECDSA_WITH_RC4_128_SHA"},
	{0xc009, "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA"},
	{0xc00a, "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA"},
	{0xc010, "TLS_ECDHE_RSA_WITH_NULL_SHA"},
	{0xc011, "TLS_ECDHE_RSA_WITH_RC4_128_SHA"},
	{0xc012, "TLS_ECDHE_RSA_WITH_3DES_EDE_CBC_SHA"},
	{0xc013, "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA"},
	{0xc014, "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA"},
	{0xc023, "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256"},
	{0xc024, "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384"},
	{0xc027, "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256"},
	{0xc028, "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384"},
	{0xc02b, "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"},
	{0xc02c, "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384"},
	{0xc02f, "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"},
	{0xc030, "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"},
	{0xc072, "TLS_ECDHE_ECDSA_WITH_CAMELLIA_128_CBC_SHA256"},
	{0xc073, "TLS_ECDHE_ECDSA_WITH_CAMELLIA_256_CBC_SHA384"},
	{0xc076, "TLS_ECDHE_RSA_WITH_CAMELLIA_128_CBC_SHA256"},
	{0xc077, "TLS_ECDHE_RSA_WITH_CAMELLIA_256_CBC_SHA384"},
	{0xc09c, "TLS_RSA_WITH_AES_128_CCM"},
	{0xc09d, "TLS_RSA_WITH_AES_256_CCM"},
	{0xc09e, "TLS_DHE_RSA_WITH_AES_128_CCM"},
	{0xc09f, "TLS_DHE_RSA_WITH_AES_256_CCM"},
	{0xc0a0, "TLS_RSA_WITH_AES_128_CCM_8"},
	{0xc0a1, "TLS_RSA_WITH_AES_256_CCM_8"},
	{0xc0a2, "TLS_DHE_RSA_WITH_AES_128_CCM_8"},
	{0xc0a3, "TLS_DHE_RSA_WITH_AES_256_CCM_8"},
	{0xc0ac, "TLS_ECDHE_ECDSA_WITH_AES_128_CCM"},
	{0xc0ad, "TLS_ECDHE_ECDSA_WITH_AES_256_CCM"},
	{0xc0ae, "TLS_ECDHE_ECDSA_WITH_AES_128_CCM_8"},
	{0xc0af, "TLS_ECDHE_ECDSA_WITH_AES_256_CCM_8"},
	{0xcca8, "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256"},
	{0xcca9, "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256"},
	{0xccaa, "TLS_DHE_RSA_WITH_CHACHA20_POLY1305_SHA256"},
}
