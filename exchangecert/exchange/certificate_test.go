// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package exchange_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"math/big"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
	"github.com/schanneltrust/schannel/internal/vocabtest"
)

// mint makes a certificate as Exchange does: no authority, and self-signed
// unless an issuer is given.
func mint(tb testing.TB, template *x509.Certificate, key, issuerKey any, issuer *x509.Certificate) []byte {
	tb.Helper()
	template.SerialNumber = big.NewInt(0x0a1b)
	template.NotBefore = time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)
	template.NotAfter = time.Date(2029, 1, 1, 0, 0, 0, 0, time.UTC)
	if issuer == nil {
		issuer, issuerKey = template, key
	}
	public := any(nil)
	switch key := key.(type) {
	case *rsa.PrivateKey:
		public = &key.PublicKey
	case *ecdsa.PrivateKey:
		public = &key.PublicKey
	}
	der, err := x509.CreateCertificate(rand.Reader, template, issuer, public, issuerKey)
	require.NoError(tb, err)
	return der
}

func newRSA(tb testing.TB) *rsa.PrivateKey {
	tb.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	require.NoError(tb, err)
	return key
}

func TestParseCertificate(t *testing.T) {
	t.Parallel()
	key := newRSA(t)
	der := mint(t, &x509.Certificate{
		Subject:  pkix.Name{CommonName: "EX1", Organization: []string{"Acme, Inc."}, Province: []string{"NRW"}, Country: []string{"DE"}},
		DNSNames: []string{"EX1", "ex1.corp.example"}, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
		BasicConstraintsValid: true,
	}, key, nil, nil)
	got, err := exchange.ParseCertificate(der)
	require.NoError(t, err)
	parsed, err := x509.ParseCertificate(der)
	require.NoError(t, err)
	const name = `CN=EX1, O="Acme, Inc.", S=NRW, C=DE` // crypto/x509/pkix encodes C, ST, O, CN
	want := exchange.Certificate{
		Thumbprint: got.Thumbprint, Subject: name, Issuer: name, SerialNumber: "0A1B", Domains: []string{"EX1", "ex1.corp.example"},
		DomainsComplete: schannel.Yes, NotBefore: parsed.NotBefore, NotAfter: parsed.NotAfter, SelfSigned: schannel.Yes, KeyAlgorithm: "RSA", KeyBits: 2048,
		X509Version: 3, ServerAuth: schannel.Yes, ClientAuth: schannel.No, SubjectKeyID: got.SubjectKeyID, Raw: der,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestSelfSigned: equal names alone do not make a certificate self-signed; no
// extended key usage is fit for all; a common name stands for domains that are
// not there.
func TestSelfSigned(t *testing.T) {
	t.Parallel()
	ca, key := newRSA(t), newRSA(t)
	issuer := &x509.Certificate{Subject: pkix.Name{CommonName: "same"}}
	der := mint(t, &x509.Certificate{Subject: pkix.Name{CommonName: "same"}}, key, ca, issuer)
	got, err := exchange.ParseCertificate(der)
	require.NoError(t, err)
	require.Equal(t, schannel.No, got.SelfSigned)
	require.Equal(t, schannel.Yes, got.ClientAuth)
	require.Equal(t, []string{"same"}, got.Domains)
	ec, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	require.NoError(t, err)
	blanks, err := exchange.ParseCertificate(mint(t, &x509.Certificate{Subject: pkix.Name{CommonName: "Microsoft Exchange Server Auth Certificate"}}, ec, nil, nil))
	require.NoError(t, err)
	require.Empty(t, blanks.Domains)
	require.Equal(t, "ECDSA", blanks.KeyAlgorithm)
	require.Equal(t, 256, blanks.KeyBits)
	_, err = exchange.ParseCertificate(der[:len(der)-1])
	require.ErrorIs(t, err, &schannel.Error{Code: "exchangecert.certificate.malformed", Offset: schannel.NoOffset})
	_, err = exchange.ParseCertificate(make([]byte, 2<<20))
	require.ErrorIs(t, err, &schannel.Error{Code: "exchangecert.certificate.malformed", Offset: schannel.NoOffset})
}

// TestCommonNameAsDomain: the shell lists a common name as a domain if it could
// be a host name; the neighbours of letters and digits in ASCII could not.
func TestCommonNameAsDomain(t *testing.T) {
	t.Parallel()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	require.NoError(t, err)
	for name, want := range map[string][]string{
		"AZ-09.az_x": {"AZ-09.az_x"}, "*.AZ.example": {"*.AZ.example"},
		strings.Repeat("a", 255): {strings.Repeat("a", 255)}, strings.Repeat("a", 256): nil, "*.": nil, "": nil,
		"a/b": nil, "a:b": nil, "a@b": nil, "a[b": nil, "a`b": nil, "a{b": nil, "a*b": nil,
	} {
		got, err := exchange.ParseCertificate(mint(t, &x509.Certificate{Subject: pkix.Name{CommonName: name}}, key, nil, nil))
		require.NoError(t, err)
		require.Equal(t, want, got.Domains, name)
	}
}

// TestSubjectKeyID: the federation trust asks whether the extension is there.
func TestSubjectKeyID(t *testing.T) {
	t.Parallel()
	key := newRSA(t)
	for want, id := range map[schannel.Truth][]byte{schannel.Yes: {1}, schannel.No: nil} {
		got, err := exchange.ParseCertificate(mint(t, &x509.Certificate{SubjectKeyId: id}, key, nil, nil))
		require.NoError(t, err)
		require.Equal(t, want, got.SubjectKeyID)
	}
}

// TestLargestKey: a signature is checked with a key of 16,384 bits and with none
// that is larger, for the work that it takes.
func TestLargestKey(t *testing.T) {
	t.Parallel()
	for bits, want := range map[uint]schannel.Truth{16384: schannel.No, 16385: schannel.Unknown} {
		n := new(big.Int).Lsh(big.NewInt(1), bits-1)
		got := exchange.FromX509(&x509.Certificate{
			PublicKeyAlgorithm: x509.RSA, PublicKey: &rsa.PublicKey{N: n.SetBit(n, 0, 1), E: 65537},
			SignatureAlgorithm: x509.SHA256WithRSA, Signature: make([]byte, bits/8),
		})
		require.Equal(t, want, got.SelfSigned, "%d bits", bits)
	}
}

// TestLongestCertificate: a certificate of 1 MiB is read, and none that is longer.
func TestLongestCertificate(t *testing.T) {
	t.Parallel()
	key := newRSA(t) // its signatures are of one length
	long := func(n int) []byte {
		return mint(t, &x509.Certificate{ExtraExtensions: []pkix.Extension{{Id: asn1.ObjectIdentifier{1, 3, 6, 1, 4, 1, 311, 1}, Value: make([]byte, n)}}}, key, nil, nil)
	}
	const mebibyte = 1 << 20
	rest := len(long(mebibyte/2)) - mebibyte/2
	for n, fits := range map[int]bool{mebibyte: true, mebibyte + 1: false} {
		der := long(n - rest)
		require.Len(t, der, n)
		_, err := exchange.ParseCertificate(der)
		require.Equal(t, fits, err == nil, "%d bytes: %v", n, err)
	}
}

// TestNamesOfOthers: attributes without a key of CertNameToStr, and values
// that are no text.
func TestNamesOfOthers(t *testing.T) {
	t.Parallel()
	subject := pkix.Name{ExtraNames: []pkix.AttributeTypeAndValue{
		{Type: asn1.ObjectIdentifier{0, 9, 2342, 19200300, 100, 1, 25}, Value: "corp"},
		{Type: asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 1}, Value: "a@b.example"},
		{Type: asn1.ObjectIdentifier{2, 5, 4, 17}, Value: "50667"},
	}}
	got, err := exchange.ParseCertificate(mint(t, &x509.Certificate{Subject: subject}, newRSA(t), nil, nil))
	require.NoError(t, err)
	require.Equal(t, "PostalCode=50667, E=a@b.example, DC=corp", got.Subject)
}

// FuzzParseCertificate: no panic, and an error goes with nothing.
func FuzzParseCertificate(f *testing.F) {
	f.Add(mint(f, &x509.Certificate{Subject: pkix.Name{CommonName: "EX1"}, DNSNames: []string{"EX1"}}, newRSA(f), nil, nil))
	f.Fuzz(func(t *testing.T, der []byte) {
		c, err := exchange.ParseCertificate(der)
		if err != nil && c.Raw != nil || err == nil && c.Subject == "" && c.Raw == nil {
			t.Errorf("%+v, %v", c, err)
		}
		c.CompareNames("mail.contoso.com")
	})
}

func TestSeeds(t *testing.T) {
	t.Parallel()
	vocabtest.Seeds(t, map[string]int{"FuzzParseCertificate": 2, "FuzzTexts": 3})
}

// FuzzTexts: services, mechanisms and names of certificates that are read are
// written and read the same.
func FuzzTexts(f *testing.F) {
	f.Fuzz(func(t *testing.T, text string) {
		if services, err := exchange.ParseServices(text); err == nil {
			again, err := exchange.ParseServices(services.String())
			require.NoError(t, err)
			require.Equal(t, services, again)
		}
		if auth, err := exchange.ParseAuthMechanism(text); err == nil {
			again, err := exchange.ParseAuthMechanism(auth.String())
			require.NoError(t, err)
			require.Equal(t, auth, again)
		}
		if name, err := exchange.ParseCertificateName(text); err == nil {
			again, err := exchange.ParseCertificateName(name.String())
			require.NoError(t, err)
			require.Equal(t, name, again)
		}
	})
}
