// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package casefile

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math/big"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
	"github.com/schanneltrust/schannel/internal/vocabtest"
	"github.com/schanneltrust/schannel/trustlist/certstore"
)

// mint makes a certificate.
func mint(t *testing.T) []byte {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	require.NoError(t, err)
	der, err := x509.CreateCertificate(rand.Reader, &x509.Certificate{
		SerialNumber: big.NewInt(0x1a2b),
		Subject:      pkix.Name{CommonName: "mail.contoso.com", Organization: []string{"Contoso"}},
		NotBefore:    time.Date(2020, 1, 2, 3, 4, 5, 0, time.UTC),
		NotAfter:     time.Date(2030, 1, 2, 3, 4, 5, 0, time.UTC),
		DNSNames:     []string{"mail.contoso.com"},
		ExtKeyUsage:  []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}, &x509.Certificate{Subject: pkix.Name{CommonName: "Contoso CA"}}, key.Public(), key)
	require.NoError(t, err)
	return der
}

// The bytes of a certificate are enough, whatever else is said beside them.
func TestShortCertificates(t *testing.T) {
	t.Parallel()
	der := mint(t)
	text := strings.ReplaceAll(head+`
		"trustlist": {
			"client": [{"raw": "DER"}, {}, {"friendly_name": "second", "raw": "DER", "index": 7}],
			"host": {"stores": {"trusted_roots": [{"property": {"limited": true, "oids": ["1.2"]}, "raw": "DER"}]}}
		},
		"exchangecert": {"servers": [
			{"server": {"certificates": [{"raw": "DER", "services": "SMTP", "domains": ["one of them"], "domains_complete": "no"}]}},
			{"sessions": [{"sent": [{"raw": "DER"}], "received": [{"zone_unknown": true, "raw": "DER"}]}]}
		]}}`, "DER", hex.EncodeToString(der))
	got, err := Parse([]byte(text))
	require.NoError(t, err)

	plain, err := certstore.ParseCertificate(der)
	require.NoError(t, err)
	named, limited := plain, plain
	named.FriendlyName, named.Index = "second", 7
	limited.Property = certstore.Purposes{Limited: true, OIDs: []string{"1.2"}}
	vocabtest.Equal(t, []certstore.Certificate{plain, {}, named}, got.Trustlist.Client)
	vocabtest.Equal(t, []certstore.Certificate{limited}, got.Trustlist.Host.Stores.TrustedRoots)

	full, err := exchange.ParseCertificate(der)
	require.NoError(t, err)
	cut, timeless := full, full
	cut.Services, cut.Domains, cut.DomainsComplete = exchange.SMTP, []string{"one of them"}, schannel.No
	timeless.NotBefore, timeless.NotAfter, timeless.ZoneUnknown = time.Time{}, time.Time{}, true
	servers := got.Exchangecert.Servers
	vocabtest.Equal(t, []exchange.Certificate{cut}, servers[0].Server.Certificates)
	vocabtest.Equal(t, []exchange.Certificate{full}, servers[1].Sessions[0].Sent)
	vocabtest.Equal(t, []exchange.Certificate{timeless}, servers[1].Sessions[0].Received)
}

// What is written whole is read back equal, and what stands beside the bytes
// has to agree with them.
func TestContradictions(t *testing.T) {
	t.Parallel()
	der := mint(t)
	store, err := certstore.ParseCertificate(der)
	require.NoError(t, err)
	shell, err := exchange.ParseCertificate(der)
	require.NoError(t, err)
	tests := []struct {
		field, value string
		store, shell bool // whether it is refused
	}{
		{"subject", `"3000"`, true, false}, // the shell's is a text, which programs write in more than one way
		{"issuer", `"3000"`, true, false},
		{"serial", `"1a2c"`, true, false},
		{"sha1", `"` + strings.Repeat("00", 20) + `"`, true, false},
		{"self_issued", `true`, true, false},
		{"authority", `"yes"`, true, false},
		{"extension", `{"limited": false}`, true, false},
		{"not_before", `"2020-01-02T03:05:05Z"`, true, true},
		{"not_after", `"2030-01-02T03:04:00Z"`, true, false}, // some programs print no seconds
		{"not_after", `"2030-01-02T04:04:05Z"`, true, true},
		{"thumbprint", `"` + strings.Repeat("01", 20) + `"`, false, true},
		{"thumbprint", `"` + strings.Repeat("00", 20) + `"`, false, false}, // was not seen
		{"serial_number", `"1A2C"`, false, true},
		{"serial_number", `"00001a2b"`, false, false},
		{"key_bits", `255`, false, true},
		{"key_bits", `0`, false, false},
		{"x509_version", `1`, false, true},
		{"self_signed", `"yes"`, false, false}, // as the shell judges it
		{"server_auth", `"no"`, false, false},  // the store may limit it
		{"client_auth", `"yes"`, false, false},
		{"subject_key_id", `"yes"`, false, true},
	}
	try := func(place string, certificate any, field, value string, refused bool) {
		before, after, _ := strings.Cut(place, "X")
		fields := map[string]json.RawMessage{}
		text, err := json.Marshal(certificate)
		require.NoError(t, err)
		require.NoError(t, json.Unmarshal(text, &fields))
		if _, has := fields[field]; !has {
			return
		}
		fields[field] = json.RawMessage(value)
		text, err = json.Marshal(fields)
		require.NoError(t, err)
		text = []byte(head + before + string(text) + after)
		_, err = Parse(text)
		if !refused {
			require.NoError(t, err, "%s %s", field, value)
			return
		}
		vocabtest.Fault(t, err, "diagnose.case.contradiction", strings.Index(string(text), fmt.Sprintf("%q:", field))+len(field)+3)
		require.ErrorContains(t, err, "."+field)
	}
	for _, test := range tests {
		try(`"trustlist":{"client":[X]}}`, store, test.field, test.value, test.store)
		try(`"exchangecert":{"servers":[{"server":{"certificates":[X]}}]}}`, shell, test.field, test.value, test.shell)
	}
}
