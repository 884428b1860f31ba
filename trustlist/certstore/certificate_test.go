// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package certstore_test

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/md5"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/hex"
	"encoding/json"
	"errors"
	"math/big"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
	"golang.org/x/crypto/cryptobyte"
	"golang.org/x/crypto/cryptobyte/asn1"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/dntest"
	"github.com/schanneltrust/schannel/internal/livetest"
	"github.com/schanneltrust/schannel/internal/vocabtest"
	"github.com/schanneltrust/schannel/trustlist"
	"github.com/schanneltrust/schannel/trustlist/certstore"
)

// certificate is a certificate that a test builds, with a signature of no
// meaning. The zero value of a field is something usual.
type certificate struct {
	subject, issuer     trustlist.Name // issuer: subject
	serial              string         // content of the INTEGER: 1
	notBefore, notAfter asn1Time       // 2000 to 2049
	purposes            []string       // contents of identifiers; nil: no extension
	version             string         // content of the INTEGER: 2, for version 3
	constraints         string         // of basicConstraints, encoded; none: no extension
	modulus             *big.Int       // of an RSA key; nil: a key that nobody can read
}

type asn1Time struct {
	tag  asn1.Tag
	text string
}

const (
	oidClientAuth = "\x2b\x06\x01\x05\x05\x07\x03\x02"
	oidServerAuth = "\x2b\x06\x01\x05\x05\x07\x03\x01"
	oidAny        = "\x55\x1d\x25\x00"
)

func (c certificate) der() []byte {
	if c.issuer == nil {
		c.issuer = c.subject
	}
	if c.serial == "" {
		c.serial = "\x01"
	}
	if c.version == "" {
		c.version = "\x02"
	}
	notBefore := first(c.notBefore, asn1Time{asn1.UTCTime, "000101000000Z"})
	notAfter := first(c.notAfter, asn1Time{asn1.UTCTime, "491231235959Z"})
	rsaSHA256 := sequence(element(asn1.OBJECT_IDENTIFIER, "\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0b"), element(asn1.NULL, ""))
	extensions := ""
	if c.constraints != "" {
		extensions = sequence(element(asn1.OBJECT_IDENTIFIER, "\x55\x1d\x13"), element(asn1.BOOLEAN, "\xff"), element(asn1.OCTET_STRING, c.constraints))
	}
	if c.purposes != nil {
		extensions += sequence(element(asn1.OBJECT_IDENTIFIER, "\x55\x1d\x25"), element(asn1.OCTET_STRING, purposes(c.purposes...)))
	}
	if extensions != "" {
		extensions = element(0xa3, sequence(extensions))
	}
	key := sequence(rsaSHA256, element(asn1.BIT_STRING, "\x00"))
	if c.modulus != nil {
		numbers := sequence(element(asn1.INTEGER, "\x00"+string(c.modulus.Bytes())), element(asn1.INTEGER, "\x01\x00\x01"))
		key = sequence(sequence(element(asn1.OBJECT_IDENTIFIER, "\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01"), element(asn1.NULL, "")), element(asn1.BIT_STRING, "\x00"+numbers))
	}
	return []byte(sequence(
		sequence(
			element(0xa0, element(asn1.INTEGER, c.version)),
			element(asn1.INTEGER, c.serial), rsaSHA256, string(c.issuer),
			sequence(element(notBefore.tag, notBefore.text), element(notAfter.tag, notAfter.text)),
			string(c.subject), key, extensions,
		),
		rsaSHA256, element(asn1.BIT_STRING, "\x00"),
	))
}

func first(t, usual asn1Time) asn1Time {
	if t.text == "" {
		return usual
	}
	return t
}

// purposes is a SEQUENCE of identifiers.
func purposes(oids ...string) string {
	var list []string
	for _, oid := range oids {
		list = append(list, element(asn1.OBJECT_IDENTIFIER, oid))
	}
	return sequence(list...)
}

func element(tag asn1.Tag, content string) string {
	var b cryptobyte.Builder
	b.AddASN1(tag, func(b *cryptobyte.Builder) { b.AddBytes([]byte(content)) })
	return string(b.BytesOrPanic())
}

func sequence(parts ...string) string { return element(asn1.SEQUENCE, strings.Join(parts, "")) }

func year(y int) time.Time { return time.Date(y, 1, 1, 0, 0, 0, 0, time.UTC) }

// certificateRow is a row of TestParseCertificate.
type certificateRow struct {
	name string
	why  string
	in   certificate
	want certstore.Certificate // Raw, SHA1, names and times as usual where they are zero
}

func certificateRows() []certificateRow {
	subject, issuer := dntest.CN("subject"), dntest.CN("issuer")
	return []certificateRow{
		{
			"usual", "RFC 5280, Section 4.1",
			certificate{subject: subject},
			certstore.Certificate{Issuer: subject, Serial: "01", SelfIssued: true},
		},
		{
			"not-self-issued", "RFC 5280, Section 3.2: subject and issuer differ",
			certificate{subject: subject, issuer: issuer},
			certstore.Certificate{Issuer: issuer, Serial: "01", Authority: schannel.No},
		},
		{
			"authority", "RFC 5280, Section 4.2.1.9: cA is asserted",
			certificate{subject: subject, issuer: issuer, constraints: sequence(element(asn1.BOOLEAN, "\xff"), element(asn1.INTEGER, "\x00"))},
			certstore.Certificate{Issuer: issuer, Serial: "01", Authority: schannel.Yes},
		},
		{
			"no-authority", "RFC 5280, Section 4.2.1.9: cA is false by default",
			certificate{subject: subject, constraints: sequence()},
			certstore.Certificate{Issuer: subject, Serial: "01", SelfIssued: true, Authority: schannel.No},
		},
		{
			"authority-unreadable", "what cannot be read says nothing",
			certificate{subject: subject, issuer: issuer, constraints: "\x30\x05\x01"},
			certstore.Certificate{Issuer: issuer, Serial: "01"},
		},
		{
			"authority-of-two-bytes", "X.690, Section 8.2.1: a BOOLEAN has one byte",
			certificate{subject: subject, issuer: issuer, constraints: sequence(element(asn1.BOOLEAN, "\xff\xff"))},
			certstore.Certificate{Issuer: issuer, Serial: "01"},
		},
		{
			"version-1", "RFC 5280, Section 4.1.2.9: extensions belong to version 3",
			certificate{subject: subject, issuer: issuer, version: "\x00"},
			certstore.Certificate{Issuer: issuer, Serial: "01"},
		},
		{
			"negative-serial", "RFC 5280, Section 4.1.2.2 wants it positive; a real root has another",
			certificate{subject: subject, serial: "\x80\x01"},
			certstore.Certificate{Issuer: subject, Serial: "8001", SelfIssued: true},
		},
		{
			"sign-byte", "KB293781 prints serials with their leading zero byte",
			certificate{subject: subject, serial: "\x00\xc1"},
			certstore.Certificate{Issuer: subject, Serial: "00c1", SelfIssued: true},
		},
		{
			"bit-string-in-name", "a real root has a BIT STRING in its subject",
			certificate{subject: dntest.Name(dntest.Of(dntest.CommonName, dntest.BitString, "\x00\x01"))},
			certstore.Certificate{Subject: dntest.Name(dntest.Of(dntest.CommonName, dntest.BitString, "\x00\x01")), Issuer: dntest.Name(dntest.Of(dntest.CommonName, dntest.BitString, "\x00\x01")), Serial: "01", SelfIssued: true},
		},
		{
			"last-century", "RFC 5280, Section 4.1.2.5.1: 50 and more are 19YY",
			certificate{subject: subject, notBefore: asn1Time{asn1.UTCTime, "500101000000Z"}},
			certstore.Certificate{Issuer: subject, Serial: "01", SelfIssued: true, NotBefore: year(1950)},
		},
		{
			"no-seconds", "X.680, Section 47.3: UTCTime may lack seconds",
			certificate{subject: subject, notBefore: asn1Time{asn1.UTCTime, "0101010000Z"}},
			certstore.Certificate{Issuer: subject, Serial: "01", SelfIssued: true, NotBefore: year(2001)},
		},
		{
			"with-offset", "X.680, Section 47.3: UTCTime may have an offset",
			certificate{subject: subject, notBefore: asn1Time{asn1.UTCTime, "010101020000+0200"}},
			certstore.Certificate{Issuer: subject, Serial: "01", SelfIssued: true, NotBefore: year(2001)},
		},
		{
			"generalized", "RFC 5280, Section 4.1.2.5.2",
			certificate{subject: subject, notAfter: asn1Time{asn1.GeneralizedTime, "20600101000000Z"}},
			certstore.Certificate{Issuer: subject, Serial: "01", SelfIssued: true, NotAfter: year(2060)},
		},
		{
			"limited", "RFC 5280, Section 4.2.1.12",
			certificate{subject: subject, purposes: []string{oidServerAuth, oidClientAuth}},
			certstore.Certificate{
				Issuer: subject, Serial: "01", SelfIssued: true,
				Extension: certstore.Purposes{Limited: true, OIDs: []string{"1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2"}},
			},
		},
		{
			"limited-to-nothing", "an empty list of purposes is none, not all",
			certificate{subject: subject, purposes: []string{}},
			certstore.Certificate{Issuer: subject, Serial: "01", SelfIssued: true, Extension: certstore.Purposes{Limited: true, OIDs: []string{}}},
		},
	}
}

func TestParseCertificate(t *testing.T) {
	t.Parallel()
	for _, tt := range certificateRows() {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			der := tt.in.der()
			tt.want.Raw, tt.want.SHA1 = der, sha1.Sum(der)
			if tt.want.Subject == nil {
				tt.want.Subject = dntest.CN("subject")
			}
			if tt.want.NotBefore.IsZero() {
				tt.want.NotBefore = year(2000)
			}
			if tt.want.NotAfter.IsZero() {
				tt.want.NotAfter = time.Date(2049, 12, 31, 23, 59, 59, 0, time.UTC)
			}
			got, err := certstore.ParseCertificate(der)
			require.NoError(t, err, tt.why)
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
			require.Equal(t, sha256.Sum256(der), got.SHA256())
			for n := range der {
				_, err := certstore.ParseCertificate(der[:n])
				require.Error(t, err, "%d bytes of it", n)
			}
		})
	}
}

func TestParseCertificateTimeless(t *testing.T) {
	t.Parallel()
	c, err := certstore.ParseCertificate(certificate{subject: dntest.CN("a"), notAfter: asn1Time{asn1.UTCTime, "soon"}}.der())
	require.NoError(t, err, "one odd time costs no root")
	require.True(t, c.NotAfter.IsZero())
	require.False(t, c.Expired(time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)), "what is not known is not expired")
}

func TestParseCertificateRefuses(t *testing.T) {
	t.Parallel()
	good := string(certificate{subject: dntest.CN("a")}.der())
	unreadable := string(certificate{subject: dntest.CN("a"), purposes: []string{"\x80"}}.der())
	const signature = 15 + 3 // bytes of algorithm and value
	tests := []struct {
		name   string
		why    string
		der    string
		offset int
	}{
		{"nothing", "no bytes are no SEQUENCE", "", 0},
		{"text", "not DER at all", "hello", 0},
		{"trailing", "nothing may follow", good + "\x00", len(good)},
		{"empty", "a certificate has content", "\x30\x00", 0},
		{"integer", "the content is a SEQUENCE", "\x30\x03\x02\x01\x01", 0},
		{"no-signature", "RFC 5280, Section 4.1: algorithm and value follow the content", sequence(sequence("")), 4},
		{"no-value", "RFC 5280, Section 4.1: algorithm and value follow the content", sequence(sequence(""), sequence("")), 6},
		{"behind-value", "RFC 5280, Section 4.1: nothing follows the value", sequence(sequence(""), sequence(""), element(asn1.BIT_STRING, "\x00"), element(asn1.NULL, "")), 9},
		{"no-serial", "RFC 5280, Section 4.1.2.2", sequence(sequence(""), sequence(""), element(asn1.BIT_STRING, "\x00")), 4},
		{"no-integer", "RFC 5280, Section 4.1.2.2: the serial number is an INTEGER", sequence(sequence(element(asn1.NULL, "")), sequence(""), element(asn1.BIT_STRING, "\x00")), 4},
		{"bad-purposes", "without its purposes nobody can tell whether it is listed", unreadable, len(unreadable) - signature},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, err := certstore.ParseCertificate([]byte(tt.der))
			require.Zero(t, got)
			require.Error(t, err, tt.why)
			vocabtest.Fault(t, err, "trustlist.certificate.der", tt.offset)
		})
	}
}

// TestLongestCertificate: a bound of ours.
func TestLongestCertificate(t *testing.T) {
	t.Parallel()
	shell := len(certificate{subject: dntest.CN("a"), serial: strings.Repeat("\x01", 1<<16)}.der()) - 1<<16
	for extra, code := range map[int]schannel.Code{0: "", 1: "trustlist.certificate.der"} {
		der := certificate{subject: dntest.CN("a"), serial: strings.Repeat("\x01", 1<<20-shell+extra)}.der()
		require.Len(t, der, 1<<20+extra)
		_, err := certstore.ParseCertificate(der)
		if fault, ok := errors.AsType[*schannel.Error](err); ok {
			require.Equal(t, "certificate", fault.Field)
			require.Equal(t, code, fault.Code)
		} else {
			require.Empty(t, code)
		}
	}
	_, err := certstore.ParseCertificate(nil)
	require.ErrorContains(t, err, "certificate at byte 0: no SEQUENCE of at most")
}

// TestUnreadableExtensions: behind a field that cannot be read nothing is known
// of the extensions.
func TestUnreadableExtensions(t *testing.T) {
	t.Parallel()
	der := certificate{subject: dntest.CN("a"), issuer: dntest.CN("b"), constraints: sequence(element(asn1.BOOLEAN, "\xff"))}.der()
	for _, tag := range []string{"\x81\x7f", "\x82\x7f"} { // issuerUniqueID, subjectUniqueID, longer than what is left
		spoiled := bytes.Replace(der, []byte("\xa3\x13\x30\x11"), []byte(tag+"\x30\x11"), 1)
		require.NotEqual(t, der, spoiled)
		c, err := certstore.ParseCertificate(spoiled)
		require.NoError(t, err)
		require.Equal(t, schannel.Unknown, c.Authority)
	}
}

func TestAllows(t *testing.T) {
	t.Parallel()
	const server = "1.3.6.1.5.5.7.3.1"
	only := func(oids ...string) certstore.Purposes { return certstore.Purposes{Limited: true, OIDs: oids} }
	tests := []struct {
		name      string
		why       string
		extension certstore.Purposes
		property  certstore.Purposes
		want      bool
	}{
		{"neither", "CertGetEnhancedKeyUsage: neither means all uses", certstore.Purposes{}, certstore.Purposes{}, true},
		{"extension", "CertGetEnhancedKeyUsage: the uses of the one it has", only(certstore.ClientAuthentication), certstore.Purposes{}, true},
		{"other-extension", "the same", only(server), certstore.Purposes{}, false},
		{"property", "the same", certstore.Purposes{}, only(server, certstore.ClientAuthentication), true},
		{"other-property", "the same", certstore.Purposes{}, only(server), false},
		{"both", "CertGetEnhancedKeyUsage: the uses on both lists", only(certstore.ClientAuthentication), only(certstore.ClientAuthentication), true},
		{"not-both", "the same", only(server), only(certstore.ClientAuthentication), false},
		{"none", "a list without a use is no use", only(), certstore.Purposes{}, false},
		{"any", "RFC 5280, Section 4.2.1.12: anyExtendedKeyUsage", only("2.5.29.37.0"), certstore.Purposes{}, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			c := certstore.Certificate{Extension: tt.extension, Property: tt.property}
			require.Equal(t, tt.want, c.Allows(certstore.ClientAuthentication), tt.why)
		})
	}
}

// TestCertificateJSON writes what a certificate looks like for programs.
func TestCertificateJSON(t *testing.T) {
	t.Parallel()
	c, err := certstore.ParseCertificate(certificate{subject: dntest.Name(), purposes: []string{oidAny}}.der())
	require.NoError(t, err)
	b, err := json.Marshal(c)
	require.NoError(t, err)
	require.JSONEq(t, `{"raw":"`+hex.EncodeToString(c.Raw)+`","subject":"3000","issuer":"3000","serial":"01","sha1":"`+c.SHA1.String()+`",
		"not_before":"2000-01-01T00:00:00Z","not_after":"2049-12-31T23:59:59Z","self_issued":true,"authority":"unknown",
		"extension":{"limited":true,"oids":["2.5.29.37.0"]},"property":{"limited":false,"oids":[]},
		"store":"","friendly_name":"","index":0,"offset":0}`, string(b))
}

// TestSelfSigned asks about certificates that crypto/x509 made.
func TestSelfSigned(t *testing.T) {
	t.Parallel()
	one, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	require.NoError(t, err)
	two, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	require.NoError(t, err)
	weak, err := rsa.GenerateKey(rand.Reader, 2048)
	require.NoError(t, err)
	subject := pkix.Name{CommonName: "CA"}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: subject}
	other := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "other"}}
	make := func(parent *x509.Certificate, public, signer any) []byte {
		der, err := x509.CreateCertificate(rand.Reader, template, parent, public, signer)
		require.NoError(t, err)
		return der
	}
	rsaSigned := make(template, weak.Public(), weak)
	tests := []struct {
		name string
		why  string
		der  []byte
		want schannel.Truth
	}{
		{"ecdsa", "RFC 5280, Section 3.2: verified by its own key", make(template, one.Public(), one), schannel.Yes},
		{"rsa", "the same", rsaSigned, schannel.Yes},
		{"other-key", "self-issued, but the signature is of another key", make(template, one.Public(), two), schannel.No},
		{"other-key-rsa", "the same", make(template, weak.Public(), otherRSA(t)), schannel.No},
		{"other-issuer", "RFC 5280, Section 3.2: a self-signed certificate is self-issued", make(other, one.Public(), one), schannel.No},
		{"md5", "old roots are signed with MD5", withMD5(t, rsaSigned, weak), schannel.Yes},
		{"longest-key", "a bound of ours; the signature is none", certificate{subject: dntest.CN("a"), modulus: ofBits(16384)}.der(), schannel.No},
		{"longer-key", "with a longer key it is not looked at", certificate{subject: dntest.CN("a"), modulus: ofBits(16392)}.der(), schannel.Unknown},
		{"unparsable", "crypto/x509 refuses the key, so nobody can tell", certificate{subject: dntest.CN("a")}.der(), schannel.Unknown},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			c, err := certstore.ParseCertificate(tt.der)
			require.NoError(t, err)
			if diff := cmp.Diff(tt.want, c.SelfSigned()); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
		})
	}
}

// ofBits is an odd number of that many bits, a multiple of eight.
func ofBits(bits uint) *big.Int {
	one := big.NewInt(1)
	return new(big.Int).Or(new(big.Int).Lsh(one, bits-1), one)
}

func otherRSA(t *testing.T) *rsa.PrivateKey {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	require.NoError(t, err)
	return key
}

// withMD5 signs a certificate that is signed with SHA-256 and RSA once more,
// with MD5.
func withMD5(t *testing.T, der []byte, key *rsa.PrivateKey) []byte {
	t.Helper()
	c, err := x509.ParseCertificate(der)
	require.NoError(t, err)
	const sha256RSA, md5RSA = "\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0b", "\x2a\x86\x48\x86\xf7\x0d\x01\x01\x04"
	tbs := bytes.ReplaceAll(c.RawTBSCertificate, []byte(sha256RSA), []byte(md5RSA))
	digest := md5.Sum(tbs)
	signature, err := rsa.SignPKCS1v15(nil, key, crypto.MD5, digest[:])
	require.NoError(t, err)
	return []byte(sequence(string(tbs), sequence(element(asn1.OBJECT_IDENTIFIER, md5RSA), element(asn1.NULL, "")), element(asn1.BIT_STRING, "\x00"+string(signature))))
}

// TestCertificatesOfX509 compares with what crypto/x509 says.
func TestCertificatesOfX509(t *testing.T) {
	t.Parallel()
	livetest.Proves(t, "crypto/x509: 40 certificates, fields read alike")
	for _, theirs := range livetest.Roots(t, 40) {
		ours, err := certstore.ParseCertificate(theirs.Raw)
		require.NoError(t, err)
		require.True(t, bytes.Equal(theirs.RawSubject, ours.Subject))
		require.True(t, bytes.Equal(theirs.RawIssuer, ours.Issuer))
		require.Equal(t, theirs.NotBefore, ours.NotBefore)
		require.Equal(t, theirs.NotAfter, ours.NotAfter)
		serial, err := hex.DecodeString(ours.Serial)
		require.NoError(t, err)
		require.Zero(t, theirs.SerialNumber.Cmp(new(big.Int).SetBytes(serial)))
		require.Equal(t, schannel.Yes, ours.SelfSigned(), "%s", ours.Subject)
	}
}

func TestThumbprintsOfOpenSSL(t *testing.T) {
	t.Parallel()
	openssl, err := exec.LookPath("openssl")
	if err != nil {
		t.Skip("needs openssl: Debian package openssl")
	}
	der := certificate{subject: dntest.CN("a"), serial: "\x00\xc1"}.der()
	livetest.Proves(t, "%s x509: 2 thumbprints alike", livetest.OpenSSL(t))
	for flag, want := range map[string]func(certstore.Certificate) string{
		"-sha1":   func(c certstore.Certificate) string { return c.SHA1.String() },
		"-sha256": func(c certstore.Certificate) string { sum := c.SHA256(); return hex.EncodeToString(sum[:]) },
	} {
		cmd := exec.CommandContext(t.Context(), openssl, "x509", "-inform", "DER", "-noout", "-fingerprint", flag)
		cmd.Stdin = bytes.NewReader(der)
		out, err := cmd.CombinedOutput()
		require.NoError(t, err, "%s", out)
		_, digits, found := strings.Cut(strings.TrimSpace(string(out)), "=")
		require.True(t, found)
		c, err := certstore.ParseCertificate(der)
		require.NoError(t, err)
		require.Equal(t, want(c), strings.ToLower(strings.ReplaceAll(digits, ":", "")))
	}
}

// TestOtherExtensionsDoNotMatter spoils an extension of a certificate. Only the
// purposes are looked at, and must be right.
func TestOtherExtensionsDoNotMatter(t *testing.T) {
	t.Parallel()
	der := certificate{subject: dntest.CN("a"), purposes: []string{oidServerAuth}}.der()
	purposes := []byte("\x55\x1d\x25")
	require.Equal(t, 1, bytes.Count(der, purposes))
	spoiled := bytes.Replace(der, append(slices.Clone(purposes), 4), append(slices.Clone(purposes), 5), 1)
	_, err := certstore.ParseCertificate(spoiled)
	require.ErrorContains(t, err, "extKeyUsage")
	other := bytes.Replace(spoiled, purposes, []byte("\x55\x1d\x26"), 1)
	c, err := certstore.ParseCertificate(other)
	require.NoError(t, err, "the extension of another kind is passed over")
	require.Equal(t, trustlist.Name(dntest.CN("a")), c.Subject)
	require.True(t, c.Allows(certstore.ClientAuthentication))
}

func FuzzParseCertificate(f *testing.F) {
	f.Add(certificate{subject: dntest.CN("a")}.der())
	f.Add(certificate{subject: dntest.Name(), issuer: dntest.CN("b"), purposes: []string{oidAny}, notAfter: asn1Time{asn1.GeneralizedTime, "20600101000000Z"}}.der())
	f.Fuzz(func(t *testing.T, der []byte) {
		c, err := certstore.ParseCertificate(der)
		if err != nil {
			require.Zero(t, c)
			return
		}
		require.True(t, bytes.Equal(der, c.Raw))
		c.SelfSigned()
		again, err := certstore.ParseCertificate(der)
		require.NoError(t, err)
		require.Equal(t, c, again)
		for n := range der {
			_, err := certstore.ParseCertificate(der[:n])
			require.Error(t, err)
		}
	})
}
