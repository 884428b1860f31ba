// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package exchange_test

import (
	"crypto/sha1"
	"crypto/x509"
	"crypto/x509/pkix"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
)

// TestTags: what is a tag of TlsCertificateName and what is not.
func TestTags(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"<I>":                     "there is no <S>",
		"<I>CN=a<s":               "there is no <S>",
		"<I><I>CN=a<S>CN=b":       "a tag stands twice",
		"<I>CN=a<S>CN=b<S>":       "a tag stands twice",
		"<I>CN=a<S><S>CN=b":       "a tag stands twice",
		"<I>CN=a<S><I>CN=b":       "a tag stands twice",
		"<I><S>CN=b":              "no issuer stands behind <I>",
		"<I>CN=a>b <x<S>CN=c > d": "",
	} {
		name, err := exchange.ParseCertificateName(text)
		if want == "" {
			require.NoError(t, err)
			require.Equal(t, exchange.CertificateName{Issuer: "CN=a>b <x", Subject: "CN=c > d"}, name)
			continue
		}
		require.ErrorContains(t, err, want, text)
	}
}

// TestConnectorNames: an empty property and $null are not set.
func TestConnectorNames(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{"": false, " $NULL ": false, "mx": true} {
		require.Equal(t, want, exchange.Connector{FQDN: text}.HasFQDN(), text)
		_, set, _ := exchange.Connector{TLSCertificateName: text}.CertificateName()
		require.Equal(t, want, set, text)
	}
	byName, byFQDN := exchange.Server{Name: "MX1"}, exchange.Server{DNS: exchange.DNSNames{DNSPhysicalFullyQualifiedDomainName: "mx1.contoso.com"}}
	require.True(t, exchange.Connector{Server: "mx1"}.Of(byName))
	require.True(t, exchange.Connector{Server: "MX1"}.Of(byFQDN))
	require.False(t, exchange.Connector{Server: "MX2"}.Of(byName))
}

// TestHoldsEither: the subject or the subject alternative name.
func TestHoldsEither(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		subject string
		domains []string
		want    exchange.NameMatch
	}{
		{"CN=other", []string{"mx.contoso.com"}, exchange.ExactName},
		{"CN=mx.contoso.com", []string{"other"}, exchange.ExactName},
		{"CN=other", []string{"*.contoso.com"}, exchange.WildcardName},
		{"CN=*.contoso.com", []string{"other"}, exchange.WildcardName},
		{"CN=*.contoso.com", []string{"mx.contoso.com"}, exchange.ExactName},
		{"CN=other", []string{"other"}, exchange.NoName},
	} {
		c := exchange.Certificate{Subject: tt.subject, Domains: tt.domains, DomainsComplete: schannel.Yes}
		require.Equal(t, tt.want, c.Holds("mx.contoso.com"), "%s %v", tt.subject, tt.domains)
	}
}

// TestServerFacts: names, versions and roles at their edges.
func TestServerFacts(t *testing.T) {
	t.Parallel()
	name, guess := exchange.Server{DNS: exchange.DNSNames{DNSPhysicalFullyQualifiedDomainName: "mx1.contoso.com"}}.FQDN()
	require.Equal(t, "mx1.contoso.com", name)
	require.False(t, guess)
	name, guess = exchange.Server{DNS: exchange.DNSNames{DNSFullyQualifiedDomainName: "cluster.contoso.com"}}.FQDN()
	require.Equal(t, "cluster.contoso.com", name)
	require.True(t, guess, "the page names the physical FQDN")
	name, guess = exchange.Server{Name: "MX1"}.FQDN()
	require.Empty(t, name)
	require.False(t, guess, "nothing was guessed")
	require.True(t, exchange.Server{Certificates: make([]exchange.Certificate, 1)}.Seen())
	require.True(t, exchange.Server{WholeStore: schannel.No}.Seen())
	require.False(t, exchange.Server{}.Seen())
	for v, want := range map[exchange.Version]bool{
		exchange.VersionUnspecified: false, exchange.Exchange2007RTM: true, exchange.Exchange2007SP3: true, exchange.Exchange2010: false,
	} {
		require.Equal(t, want, v.Is2007(), v)
	}
	for v, want := range map[exchange.Version][]string{exchange.Exchange2010: nil, exchange.Exchange2013: {"hub-transport"}} {
		require.Equal(t, want, exchange.Server{Version: v, Roles: []exchange.Role{exchange.Mailbox}}.Scope().Roles, v)
	}
	require.Zero(t, exchange.Internal{Published: schannel.Yes, Raw: []byte("no certificate")}.CertificateThumbprint())
}

// TestInternalCertificate: the directory has the certificate itself, from which
// the thumbprint is derived (Server.InternalTransportCertificate); a thumbprint
// that was seen comes first.
func TestInternalCertificate(t *testing.T) {
	t.Parallel()
	der := mint(t, &x509.Certificate{Subject: pkix.Name{CommonName: "MX1"}}, newRSA(t), nil, nil)
	require.Equal(t, schannel.Thumbprint(sha1.Sum(der)), exchange.Internal{Raw: der}.CertificateThumbprint())
	require.Equal(t, schannel.Thumbprint{1}, exchange.Internal{Thumbprint: schannel.Thumbprint{1}, Raw: der}.CertificateThumbprint())
}

// TestFlagNumbers: a flag without a name is written in hexadecimal with its
// mark, as String does.
func TestFlagNumbers(t *testing.T) {
	t.Parallel()
	for text, fits := range map[string]bool{"0x80": true, "80": false, "0xzz": false, "0x0": false} {
		_, err := exchange.ParseServices(text)
		require.Equal(t, fits, err == nil, text)
	}
}
