// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package capture_test

import (
	"bytes"
	"encoding/hex"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/ems/capture"
	"github.com/schanneltrust/schannel/ems/derive"
	"github.com/schanneltrust/schannel/internal/tlswire"
	"github.com/schanneltrust/schannel/internal/vocabtest"
)

func TestHandshakeKind(t *testing.T) {
	t.Parallel()
	vocabtest.Enum[capture.HandshakeKind](t)
}

// rsaRecordings are all full handshakes with RSA key exchange among the
// recordings of Go 1.26; all of them have the extension.
var rsaRecordings = []struct {
	name, version, suite string
}{
	{"Client-TLSv10-RSA-RC4", "TLS 1.0", "TLS_RSA_WITH_RC4_128_SHA"},
	{"Client-TLSv11-RSA-RC4", "TLS 1.1", "TLS_RSA_WITH_RC4_128_SHA"},
	{"Client-TLSv12-AES128-GCM-SHA256", "TLS 1.2", "TLS_RSA_WITH_AES_128_GCM_SHA256"},
	{"Client-TLSv12-AES128-SHA256", "TLS 1.2", "TLS_RSA_WITH_AES_128_CBC_SHA256"},
	{"Client-TLSv12-AES256-GCM-SHA384", "TLS 1.2", "TLS_RSA_WITH_AES_256_GCM_SHA384"},
	{"Client-TLSv12-RSA-RC4", "TLS 1.2", "TLS_RSA_WITH_RC4_128_SHA"},
	{"Server-TLSv10-RSA-3DES", "TLS 1.0", "TLS_RSA_WITH_3DES_EDE_CBC_SHA"},
	{"Server-TLSv10-RSA-AES", "TLS 1.0", "TLS_RSA_WITH_AES_128_CBC_SHA"},
	{"Server-TLSv10-RSA-RC4", "TLS 1.0", "TLS_RSA_WITH_RC4_128_SHA"},
	{"Server-TLSv11-RSA-RC4", "TLS 1.1", "TLS_RSA_WITH_RC4_128_SHA"},
	{"Server-TLSv12-ClientAuthRequestedAndECDSAGiven", "TLS 1.2", "TLS_RSA_WITH_AES_128_CBC_SHA"},
	{"Server-TLSv12-ClientAuthRequestedAndEd25519Given", "TLS 1.2", "TLS_RSA_WITH_AES_128_CBC_SHA"},
	{"Server-TLSv12-ClientAuthRequestedAndGiven", "TLS 1.2", "TLS_RSA_WITH_AES_128_CBC_SHA"},
	{"Server-TLSv12-ClientAuthRequestedAndPKCS1v15Given", "TLS 1.2", "TLS_RSA_WITH_AES_128_CBC_SHA"},
	{"Server-TLSv12-ClientAuthRequestedNotGiven", "TLS 1.2", "TLS_RSA_WITH_AES_128_CBC_SHA"},
	{"Server-TLSv12-IssueTicket", "TLS 1.2", "TLS_RSA_WITH_AES_128_CBC_SHA"},
	{"Server-TLSv12-IssueTicketPreDisable", "TLS 1.2", "TLS_RSA_WITH_AES_128_CBC_SHA"},
	{"Server-TLSv12-RSA-3DES", "TLS 1.2", "TLS_RSA_WITH_3DES_EDE_CBC_SHA"},
	{"Server-TLSv12-RSA-AES", "TLS 1.2", "TLS_RSA_WITH_AES_128_CBC_SHA"},
	{"Server-TLSv12-RSA-RC4", "TLS 1.2", "TLS_RSA_WITH_RC4_128_SHA"},
	{"Server-TLSv12-ResumeDisabled", "TLS 1.2", "TLS_RSA_WITH_AES_128_CBC_SHA"},
	{"Server-TLSv12-SNI", "TLS 1.2", "TLS_RSA_WITH_AES_128_CBC_SHA"},
	{"Server-TLSv12-SNI-GetCertificate", "TLS 1.2", "TLS_RSA_WITH_AES_128_CBC_SHA"},
	{"Server-TLSv12-SNI-GetCertificateNotFound", "TLS 1.2", "TLS_RSA_WITH_AES_128_CBC_SHA"},
}

// TestRecordings goes from raw bytes to the client's Finished: what OpenSSL or
// Go encrypted there must come out of the extended master secret and of no
// other one.
func TestRecordings(t *testing.T) {
	t.Parallel()
	count := 0
	for _, name := range goRecordings(t) {
		client, server := goRecording(t, name)
		c, err := capture.Read(client, server)
		if err != nil || c.Handshake != capture.FullHandshake || !c.ClientFinished || !strings.HasPrefix(c.Suite.String(), "TLS_RSA_") {
			continue
		}
		count++
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			checkRecording(t, name, c, readWire(t, client, server))
		})
	}
	// Later versions of Go have recordings of their own, and fewer of them
	// with RSA key exchange.
	if strings.HasPrefix(goVersion(t), "go1.26") {
		require.Len(t, rsaRecordings, count)
	}
	require.NotZero(t, count)
}

// TestKnownRecordings says which those are, with their versions and suites.
func TestKnownRecordings(t *testing.T) {
	t.Parallel()
	require.Len(t, rsaRecordings, 24)
	if !strings.HasPrefix(goVersion(t), "go1.26") {
		return
	}
	for _, tt := range rsaRecordings {
		c, err := capture.Read(goRecording(t, tt.name))
		require.NoError(t, err)
		require.Equal(t, []string{tt.version, tt.suite}, []string{c.Version.String(), c.Suite.String()}, tt.name)
	}
}

func checkRecording(t *testing.T, name string, c capture.Capture, w wire) {
	t.Helper()
	require.True(t, c.ClientHello.EMS && c.ServerHello.EMS)
	premaster := w.premaster(t, goKey(t, w))
	sessionHash, err := c.AppendSessionHash(nil)
	require.NoError(t, err)
	master, err := derive.ExtendedMasterSecret(c.Hash, premaster, sessionHash)
	require.NoError(t, err)
	require.True(t, opensFinished(t, w, c, master), "RFC 7627, Section 4")
	if strings.HasPrefix(goVersion(t), "go1.26") {
		requireKnown(t, name, premaster, sessionHash, master, w.decryptFinished(t, ems.Client, c.Version, c.Suite, c.Hash, master)[4:])
	}

	legacy, err := derive.LegacyMasterSecret(c.Hash, premaster, w.randoms())
	require.NoError(t, err)
	require.False(t, opensFinished(t, w, c, legacy), "the legacy derivation must not fit")

	line := derive.KeyLogLine{ClientRandom: [32]byte(c.ClientHello.Random), Master: master}
	findings, err := c.Derivation(premaster, line)
	require.NoError(t, err)
	require.Equal(t, []string{"ems.derivation.extended"}, vocabtest.FindCodes(findings))
	verify := w.messages[tlswire.TypeCertificateVerify]
	require.Equal(t, c.ClientCertificate, verify != nil, "RFC 5246, Section 7.4.8: after a client certificate, and only then")
	if verify != nil {
		late, err := c.Hash.AppendSum(nil, w.before)
		require.NoError(t, err)
		wrong, err := derive.ExtendedMasterSecret(c.Hash, premaster, late)
		require.NoError(t, err)
		require.False(t, opensFinished(t, w, c, wrong), "RFC 7627, Section 3: without CertificateVerify")
	}
}

// opensFinished decrypts the client's Finished and compares its verify_data.
func opensFinished(t *testing.T, w wire, c capture.Capture, master derive.MasterSecret) bool {
	t.Helper()
	sum, err := c.Hash.AppendSum(nil, w.before)
	require.NoError(t, err)
	want, err := derive.AppendVerifyData([]byte("\x14\x00\x00\x0c"), c.Hash, master, ems.Client, sum)
	require.NoError(t, err)
	return bytes.Equal(want, w.decryptFinished(t, ems.Client, c.Version, c.Suite, c.Hash, master))
}

// knownRecordings are values computed from the same recordings by an
// implementation of its own.
var knownRecordings = []struct {
	name, premaster, sessionHash, master, verifyData string
}{
	{
		name:        "Server-TLSv12-RSA-AES",
		premaster:   "0303b03982a21e0e8a7a472f106942d5bcb5312b43f5479b53bb835193c5d90094a8a9e674086e098f7bfaf7dc5cd2af",
		sessionHash: "308e8917ebb0fb51bd614b8660c690b66ec84896e4238d81060bb59da7cbe5ce",
		master:      "91a1ba1ea463ff643acfbee46eee46c02b764220be95b11939894a14013d2e1e29bec4618a6cbdb39c670b93e32e2505",
		verifyData:  "42baaeb3e4c148915683dc47",
	},
	{
		name:        "Client-TLSv12-AES256-GCM-SHA384",
		premaster:   "030300000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000",
		sessionHash: "c00ba4cf5e2e159d0742f8e74c57d81e4d5a86e8ff9eba8ec8f59dcf28b019ef104e7566982e18bb8954b5f9149be82a",
		master:      "cd4152463030f95451451bbe47969511b1ea354fae58af238bfaa62c7492c5c8c0382947ff9d796b05dd0ad2b77d6010",
		verifyData:  "51f82c78b84f25ce6185f5f5",
	},
	{
		name:        "Server-TLSv10-RSA-AES",
		premaster:   "0301c8efe457f531f60959c94021a135e1a2117b6faf1870440a96b173ba0f81af65b67c9a5374655696b6eb39bcea1a",
		sessionHash: "af65b8a06352b9df4591e7f21f50c5fc4211c953a1b86442d605d014183b0ea82f7db7f8",
		master:      "e7654f2da9b00e5c93494d2060e2ebd072975cac98a4397bd855f7dcc1abdfc3dd2c70de6bd31583aaa8d4e95e3ecc6e",
		verifyData:  "c6751b681c199c74d104cab0",
	},
	{
		name:        "Server-TLSv12-ClientAuthRequestedAndGiven",
		premaster:   "03036536f997f3a9ce60e9aaae794b60366a26181db9c036e0a5b206aea211bc4b386a0f2e9c446bd434ba8191e12da9",
		sessionHash: "51cbddb797ec51547f2b77192f9e515a9411e134f56ce7de613a8065e427f258",
		master:      "932f1df32f61860b5910d979e4d19fcc23f338fa7086c3220c983a5c979899dfcb8a40af099635f2388aa8b4bb9c8efe",
		verifyData:  "ac14b06c3872477059e95cae",
	},
}

func requireKnown(t *testing.T, name string, premaster, sessionHash []byte, master derive.MasterSecret, verifyData []byte) {
	t.Helper()
	for _, known := range knownRecordings {
		if known.name != name {
			continue
		}
		got := []string{
			hex.EncodeToString(premaster), hex.EncodeToString(sessionHash),
			hex.EncodeToString(master.AppendSecret(nil)), hex.EncodeToString(verifyData),
		}
		if diff := cmp.Diff([]string{known.premaster, known.sessionHash, known.master, known.verifyData}, got); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	}
}

// TestRecordedResumption carries the master secret of one recording into
// another one that resumes its session by a ticket: RFC 7627, Section 5.3.
func TestRecordedResumption(t *testing.T) {
	t.Parallel()
	if !strings.HasPrefix(goVersion(t), "go1.26") {
		return // the premaster secret of later recordings is nowhere to be had
	}
	client, server := goRecording(t, "Server-TLSv12-IssueTicket")
	first, err := capture.Read(client, server)
	require.NoError(t, err)
	require.True(t, first.NewSessionTicket)
	sessionHash, err := first.AppendSessionHash(nil)
	require.NoError(t, err)
	w := readWire(t, client, server)
	master, err := derive.ExtendedMasterSecret(first.Hash, w.premaster(t, goKey(t, w)), sessionHash)
	require.NoError(t, err)

	client, server = goRecording(t, "Server-TLSv12-Resume")
	c, err := capture.Read(client, server)
	require.NoError(t, err)
	require.Equal(t, capture.AbbreviatedHandshake, c.Handshake)
	require.NotEmpty(t, c.ClientHello.Offered)
	require.Equal(t, c.ClientHello.SessionID, c.ServerHello.SessionID)
	require.True(t, c.NewSessionTicket, "a new ticket in an abbreviated handshake")
	_, err = c.AppendSessionHash(nil)
	requireCode(t, "ems.transcript.incomplete", err)
	_, err = c.Derivation(make([]byte, 48), derive.KeyLogLine{ClientRandom: [32]byte(c.ClientHello.Random), Master: master})
	requireCode(t, "ems.derivation.no_key_exchange", err)

	w = readWire(t, client, server)
	messages := w.before
	for _, side := range []ems.Side{ems.Server, ems.Client} {
		sum, err := c.Hash.AppendSum(nil, messages)
		require.NoError(t, err)
		want, err := derive.AppendVerifyData([]byte("\x14\x00\x00\x0c"), c.Hash, master, side, sum)
		require.NoError(t, err)
		finished := w.decryptFinished(t, side, c.Version, c.Suite, c.Hash, master)
		if diff := cmp.Diff(want, finished); diff != "" {
			t.Errorf("Finished of the %s (-want +got):\n%s", side, diff)
		}
		messages = append(messages, finished...)
	}
}
