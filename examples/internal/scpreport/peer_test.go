// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package scpreport

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/autodiscover/walk"
)

var at = time.Date(2010, 3, 1, 0, 0, 0, 0, time.UTC)

// mint makes a certificate that is signed with its own key.
func mint(t *testing.T) []byte {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	require.NoError(t, err)
	template := x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "cas"}, DNSNames: []string{"cas.corp.example"},
		NotBefore: at, NotAfter: at.AddDate(1, 0, 0),
	}
	certificate, err := x509.CreateCertificate(rand.Reader, &template, &template, &key.PublicKey, key)
	require.NoError(t, err)
	return certificate
}

func certified(names ...string) walk.Peer { return walk.Peer{Host: "cas.corp.example", Names: names} }

func TestParsePeer(t *testing.T) {
	t.Parallel()
	der := mint(t)
	text := string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}))
	minted := walk.Peer{
		Host: "cas.corp.example", CommonName: "cas", Names: []string{"cas.corp.example"},
		NotBefore: at, NotAfter: at.AddDate(1, 0, 0), SelfSigned: schannel.Yes,
	}
	trusted := minted
	trusted.Trusted = schannel.Yes
	for _, tt := range []struct {
		name string
		file string
		want walk.Peer
	}{
		{"PEM", text, minted},
		{"DER", string(der), minted},
		{"PEM of a chain with a verdict", "subject=/CN=x\n" + text + text + "trusted=yes\n", walk.Peer{}},
		{"PEM with a verdict", text + "trusted=yes\n", trusted},
		{"PEM of a chain", text + text, minted},
		{
			"names", "\ufeff# names\nmail.corp.example\r\n*.corp.example\n\nTrusted=no\n",
			walk.Peer{},
		},
		{
			"names and facts", "\ufeff# names\nmail.corp.example\r\n*.corp.example\n\ntrusted=no\nself-signed = Yes\ncommon-name=mail\nnot-before=2009-01-01\nnot-after=2010-03-01T01:00:00+01:00\n",
			walk.Peer{
				Host: "cas.corp.example", CommonName: "mail", Names: []string{"mail.corp.example", "*.corp.example"},
				NotBefore: time.Date(2009, 1, 1, 0, 0, 0, 0, time.UTC), NotAfter: at, Trusted: schannel.No, SelfSigned: schannel.Yes,
			},
		},
		{"as Windows shows them", "DNS Name=mail.corp.example\r\nDNS-Name=*.corp.example\r\nNom DNS=autodiscover.corp.example\r\nIP Address=192.0.2.4\r\n", certified("mail.corp.example", "*.corp.example", "autodiscover.corp.example", "192.0.2.4")},
		{"as certutil prints them in a line", "DNS Name=mail.corp.example, DNS Name=autodiscover.corp.example\n", certified("mail.corp.example", "autodiscover.corp.example")},
		{"as OpenSSL prints them", "X509v3 Subject Alternative Name: \n    DNS:mail.corp.example, DNS:*.corp.example, IP Address:2001:DB8::1\n", certified("mail.corp.example", "*.corp.example", "2001:DB8::1")},
		{"as the shell prints them", "CertificateDomains : {mail.corp.example, autodiscover.corp.example}\n", certified("mail.corp.example", "autodiscover.corp.example")},
		{"in a list", "{mail.corp.example, mail2.corp.example}\nb\u00fccher.example; a.example b.example\n", certified("mail.corp.example", "mail2.corp.example", "b\u00fccher.example", "a.example", "b.example")},
		{"a subject", "CN=mail.corp.example, O=Corp\n", walk.Peer{Host: "cas.corp.example", CommonName: "mail.corp.example"}},
		{"an address of IPv6", "2001:db8::1\n", certified("2001:db8::1")},
		{"a URL", "https://mail.corp.example/owa\n", walk.Peer{}},
		{"another property", "NotAfter : 01.02.2030 00:00:00\n", walk.Peer{}},
		{"nothing", " \n# nothing\n", walk.Peer{}},
		{"a key", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", walk.Peer{}},
		{"neither yes nor no", "mail.corp.example\ntrusted=perhaps\n", walk.Peer{}},
		{"no time", "mail.corp.example\nnot-after=soon\n", walk.Peer{}},
		{"another file", "PK\x03\x04", walk.Peer{}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, err := ParsePeer("cas.corp.example", []byte(tt.file))
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			require.Equal(t, tt.want.Known(), err == nil, "%v", err)
		})
	}
}
