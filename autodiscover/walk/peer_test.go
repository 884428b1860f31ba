// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package walk_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"math/big"
	"net"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/autodiscover/walk"
	"github.com/schanneltrust/schannel/internal/vocabtest"
)

var (
	from  = time.Date(2009, 11, 1, 0, 0, 0, 0, time.UTC)
	until = time.Date(2010, 11, 1, 0, 0, 0, 0, time.UTC)
)

// certificate is one for a host, signed by itself or by an authority.
func certificate(t *testing.T, selfSigned bool) *x509.Certificate {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	require.NoError(t, err)
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "cas2010"}, NotBefore: from, NotAfter: until,
		DNSNames: []string{"cas2010", "cas2010.corp.example"}, IPAddresses: []net.IP{net.IPv4(192, 0, 2, 1)},
	}
	parent := template
	if !selfSigned {
		parent = &x509.Certificate{Subject: pkix.Name{CommonName: "Corp CA"}}
	}
	der, err := x509.CreateCertificate(rand.Reader, template, parent, key.Public(), key)
	require.NoError(t, err)
	c, err := x509.ParseCertificate(der)
	require.NoError(t, err)
	return c
}

func TestNewPeer(t *testing.T) {
	t.Parallel()
	for _, self := range []bool{true, false} {
		p := walk.NewPeer("cas2010.corp.example", certificate(t, self), schannel.No)
		want := walk.Peer{
			Host: "cas2010.corp.example", CommonName: "cas2010", Names: []string{"cas2010", "cas2010.corp.example", "192.0.2.1"},
			NotBefore: from, NotAfter: until, Trusted: schannel.No, SelfSigned: schannel.Yes,
		}
		if !self {
			want.SelfSigned = schannel.No
		}
		vocabtest.Equal(t, want, p)
	}
	vocabtest.Equal(t, walk.Peer{Host: "a", Trusted: schannel.No}, walk.NewPeer("a", nil, schannel.No))
}

// TestSelfSignedSHA1: crypto/x509 refuses SHA-1, with which Exchange 2007 and
// 2010 sign.
func TestSelfSignedSHA1(t *testing.T) {
	t.Parallel()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	require.NoError(t, err)
	template := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "cas2010"}, NotBefore: from, NotAfter: until, SignatureAlgorithm: x509.SHA1WithRSA}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	require.NoError(t, err)
	c, err := x509.ParseCertificate(der)
	require.NoError(t, err)
	require.Equal(t, schannel.Yes, walk.NewPeer("cas2010", c, schannel.Unknown).SelfSigned)

	own, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	require.NoError(t, err)
	issuer, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	require.NoError(t, err)
	template.SignatureAlgorithm = x509.UnknownSignatureAlgorithm
	der, err = x509.CreateCertificate(rand.Reader, template, template, own.Public(), issuer)
	require.NoError(t, err)
	c, err = x509.ParseCertificate(der)
	require.NoError(t, err)
	require.Equal(t, schannel.No, walk.NewPeer("cas2010", c, schannel.Unknown).SelfSigned, "its own name, and another's key")
}

func TestPeer(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		peer walk.Peer
		host string
		want schannel.Truth
		why  string
	}{
		{walk.Peer{}, "a.corp.example", schannel.Unknown, "nothing is known"},
		{walk.Peer{Names: []string{"A.corp.example"}}, "a.CORP.example", schannel.Yes, "names have no case"},
		{walk.Peer{Names: []string{"*.corp.example"}}, "a.corp.example", schannel.Yes, "RFC 9525, Section 6.3: the leftmost label"},
		{walk.Peer{Names: []string{"*.corp.example"}}, "a.b.corp.example", schannel.No, "RFC 9525, Section 6.3: one label"},
		{walk.Peer{Names: []string{"*.corp.example"}}, "corp.example", schannel.No, "RFC 9525, Section 6.3: one label"},
		{walk.Peer{CommonName: "a.corp.example", Names: []string{"b.corp.example"}}, "a.corp.example", schannel.No, "RFC 9525: the common name is no alternative to names"},
		{walk.Peer{CommonName: "a.corp.example"}, "a.corp.example", schannel.Yes, "without names the common name is what there is"},
		{walk.Peer{Names: []string{"192.0.2.1"}}, "192.0.2.1", schannel.Yes, "an address"},
		{walk.Peer{Names: []string{"192.0.2.2", "a.corp.example"}}, "192.0.2.1", schannel.No, "another address"},
		{walk.Peer{Names: []string{"b\u00fccher.example"}}, "xn--bcher-kva.example", schannel.Unknown, "RFC 9525, Section 6.3: DNS forms are compared, and this name is not in its"},
		{walk.Peer{CommonName: "xn--bcher-kva.example"}, "b\u00fccher.example", schannel.Unknown, "the host is not in its DNS form"},
		{walk.Peer{Names: []string{"a.corp.example"}}, "a.corp.example.", schannel.Yes, "RFC 3986, Section 3.2.2: the dot makes no other host"},
		{walk.Peer{Names: []string{"::1"}}, "0:0:0:0:0:0:0:1", schannel.Yes, "an address in another spelling"},
	} {
		if got := row.peer.Named(row.host); got != row.want {
			t.Errorf("%s: %v for %s: %s, want %s", row.why, row.peer.Names, row.host, got, row.want)
		}
	}
	p := walk.Peer{NotBefore: from, NotAfter: until}
	for at, want := range map[time.Time]schannel.Truth{
		{}:                      schannel.Unknown,
		from.Add(-time.Second):  schannel.No,
		from:                    schannel.Yes,
		until:                   schannel.Yes, // RFC 5280, Section 4.1.2.5: inclusive
		until.Add(time.Second):  schannel.No,
		from.Add(1 * time.Hour): schannel.Yes,
	} {
		if got := p.Dated(at); got != want {
			t.Errorf("%s: %s, want %s", at, got, want)
		}
	}
}

// TestKnown: any fact about a certificate is one.
func TestKnown(t *testing.T) {
	t.Parallel()
	for _, p := range []walk.Peer{
		{CommonName: "a"}, {Names: []string{"a"}}, {NotBefore: from}, {NotAfter: until}, {Trusted: schannel.No}, {SelfSigned: schannel.Yes},
	} {
		require.True(t, p.Known(), "%+v", p)
	}
	require.False(t, walk.Peer{Host: "a"}.Known())
}

func TestPeerOf(t *testing.T) {
	t.Parallel()
	a, b := walk.Peer{Host: "a.example", CommonName: "a"}, walk.Peer{Host: "b.example", CommonName: "b"}
	s := walk.Setup{Peers: []walk.Peer{a, b}}
	vocabtest.Equal(t, b, s.PeerOf("B.example"))
	vocabtest.Equal(t, walk.Peer{}, s.PeerOf("c.example"))
}
