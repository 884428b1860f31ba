// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package capture_test

import (
	"encoding/json"
	"iter"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/ems/capture"
	"github.com/schanneltrust/schannel/ems/derive"
	"github.com/schanneltrust/schannel/internal/vocabtest"
)

func TestCatalog(t *testing.T) {
	t.Parallel()
	vocabtest.Catalog(t, "ems", capture.Catalog())
}

func TestJSON(t *testing.T) {
	t.Parallel()
	vocabtest.JSON(t, vocabtest.Types{
		Exceptions: map[string]string{"Piece": "an input of ReadPieces, which nobody writes"},
		Values:     []any{capture.Capture{}, capture.Hello{}, capture.SentAlert{}, capture.Gap{}, capture.Stretch{}, capture.HandshakeKind(0), capture.Mechanism(0), capture.Resumption{}},
	})
}

// TestKnownBy has each sign by which the kind of a handshake is known.
func TestKnownBy(t *testing.T) {
	t.Parallel()
	tests := []struct {
		code, why string
		script    script
	}{
		{"ems.capture.known_by.certificate", "RFC 5246, Section 7.3", script{serverEnd: "certificate"}},
		{"ems.capture.known_by.certificate_request", "RFC 5246, Section 7.3", script{serverEnd: "certificate_request"}},
		{"ems.capture.known_by.client_key_exchange", "RFC 5246, Section 7.3", script{clientEnd: "client_key_exchange"}},
		{"ems.capture.known_by.echo", "RFC 5246, Section 7.4.1.3", script{clientID: "id", serverID: "id"}},
		{"ems.capture.known_by.finished", "RFC 5246, Section 7.3", script{clientID: "id", serverID: "id", serverEnd: "ccs"}},
		{"ems.capture.known_by.no_offer", "RFC 5246, Section 7.4.1.2", script{serverID: "new"}},
		{"ems.capture.known_by.no_pre_shared_key", "RFC 8446, Section 2.2", script{version: 0x0304, suite: 0x1301}},
		{"ems.capture.known_by.other_id", "RFC 5246, Section 7.4.1.3", script{clientID: "id", serverID: "other"}},
		{"ems.capture.known_by.pre_shared_key", "RFC 8446, Section 2.2", script{version: 0x0304, suite: 0x1301, psk: true}},
		{"ems.capture.known_by.server_hello_done", "RFC 5246, Section 7.3", script{serverEnd: "server_hello_done"}},
		{"ems.capture.known_by.server_key_exchange", "RFC 5246, Section 7.3", script{serverEnd: "server_key_exchange"}},
	}
	for _, tt := range tests {
		c, err := capture.Read(tt.script.streams())
		require.NoError(t, err)
		require.Equal(t, tt.code, string(c.KnownBy.Code), tt.why)
	}
}

// TestKnownByBehindSSL2: the messages are looked at in the order of a handshake
// (RFC 5246, Section 7.3), whatever format its hello has.
func TestKnownByBehindSSL2(t *testing.T) {
	t.Parallel()
	client := "\x80\x1c\x01\x03\x01\x00\x03\x00\x00\x00\x10\x00\x00\x2f" + strings.Repeat("c", 16)
	_, server := script{version: 0x0301, serverEnd: "certificate server_hello_done"}.streams()
	c, err := capture.Read([]byte(client+script{}.items("client_key_exchange")), server)
	require.NoError(t, err)
	require.Equal(t, "ems.capture.known_by.certificate", string(c.KnownBy.Code))
}

// TestMissing names what a verdict lacks, the zero capture first.
func TestMissing(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name    string
		script  *script // nil: the zero capture
		missing []schannel.Code
		why     string
	}{
		{"nothing", nil, []schannel.Code{"ems.capture.missing.client_hello", "ems.capture.missing.server_hello"}, "nothing was seen"},
		{"server-hello", &script{serverEnd: "nothing"}, []schannel.Code{"ems.capture.missing.server_hello"}, "half a handshake"},
		{"version", &script{version: 0x0200, serverEnd: fullServer}, []schannel.Code{"ems.capture.missing.version"}, "no rule is known for it"},
		{"directions", &script{serverEnd: resumedServer, clientEnd: fullClient}, []schannel.Code{"ems.capture.missing.directions"}, "RFC 5246, Section 7.3"},
		{"reason", &script{serverEnd: "nothing alert:0250"}, []schannel.Code{"ems.capture.missing.reason"}, "RFC 5246, Section 7.4.1.3: no ServerHello follows"},
		{"warned", &script{clientID: "id", serverEnd: "nothing alert:0128"}, []schannel.Code{"ems.capture.missing.server_hello"}, "RFC 5246, Section 7.2.2: a warning refuses nothing"},
		{"beginning", &script{serverEnd: "nothing certificate"}, []schannel.Code{"ems.capture.missing.server_hello", "ems.capture.missing.beginning"}, "RFC 5246, Section 7.3: a Certificate follows a hello"},
		{"after-hello", &script{ticket: "ticket"}, []schannel.Code{"ems.capture.missing.after_hello"}, "RFC 5077, Section 3.4"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var c capture.Capture
			if tt.script != nil {
				var err error
				c, err = capture.Read(tt.script.streams())
				require.NoError(t, err)
			}
			f := c.Findings(ems.NoSession)[0]
			require.Equal(t, schannel.InsufficientData, f.Certainty)
			var missing []schannel.Code
			for _, m := range f.Missing {
				missing = append(missing, m.Code)
			}
			require.Equal(t, tt.missing, missing, tt.why)
		})
	}
}

// TestRecordsThatAreNone: what no record begins is told, and leaves what stands
// before it alone.
func TestRecordsThatAreNone(t *testing.T) {
	t.Parallel()
	client, _ := script{}.streams()
	for _, tt := range []struct {
		code schannel.Code
		tail string
	}{
		{"schannel.record.length", "\x16\x03\x03\x48\x01"},
		{"schannel.record.type", "\x13\x03\x03\x00\x01x"},
		{"schannel.record.version", "\x16\x04\x03\x00\x01x"},
	} {
		c, err := capture.Read(append(slices.Clip(client), tt.tail...), nil)
		require.NoError(t, err)
		require.True(t, c.ClientHello.Seen)
		require.Equal(t, tt.code, c.Defects[0].Code)
		require.Equal(t, []capture.Stretch{{Sender: ems.Client, Offset: len(client), Len: len(tt.tail), Protocol: "unknown"}}, c.Outside)
	}
}

// TestManyDefects: a hundred are noted, the rest are counted.
func TestManyDefects(t *testing.T) {
	t.Parallel()
	client, _ := script{}.streams()
	empty := strings.Repeat("\x16\x03\x03\x00\x00", 150) // RFC 5246, Section 6.2.1: only application data may be empty
	c, err := capture.Read(append(slices.Clip(client), empty...), nil)
	require.NoError(t, err)
	require.Equal(t, []int{100, 50}, []int{len(c.Defects), c.MoreDefects})
}

// TestMegabyteOfAlerts: a hundred are noted, the rest are counted, a fatal one
// ends the connection, and what comes out is no larger than four times what
// went in and a megabyte.
func TestMegabyteOfAlerts(t *testing.T) {
	t.Parallel()
	const records = 1 << 20 / 7
	client, server := script{client: "ems", server: "ems", serverEnd: "certificate"}.streams()
	for _, tt := range []struct {
		name, level string
		noted, more int
	}{
		{"warnings", "\x01", 100, records - 100},
		{"fatal", "\x02", 1, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			flood := append(slices.Clip(client), strings.Repeat("\x15\x03\x03\x00\x02"+tt.level+"\x28", records)...)
			c, err := capture.Read(flood, server)
			require.NoError(t, err)
			require.Equal(t, []int{tt.noted, tt.more}, []int{len(c.Alerts), c.MoreAlerts})
			findings := c.Findings(ems.NoSession)
			require.LessOrEqual(t, len(findings), 5)
			text, err := json.Marshal([]any{c, findings})
			require.NoError(t, err)
			require.Less(t, len(text), 4*len(flood)+1<<20)
		})
	}
}

// TestFatalAlertBehindManyWarnings: the one that ended the connection is told.
func TestFatalAlertBehindManyWarnings(t *testing.T) {
	t.Parallel()
	client, server := script{client: "ems", server: "ems", serverEnd: "certificate " + strings.Repeat("alert:0170 ", 150) + "alert:0228"}.streams()
	c, err := capture.Read(client, server)
	require.NoError(t, err)
	require.Len(t, c.Alerts, 100)
	require.Equal(t, []any{51, true, ems.HandshakeFailure}, []any{c.MoreAlerts, c.Alerts[99].Fatal, c.Alerts[99].Alert})
}

// TestEncryptedAlertInTheMiddle: RFC 5246, Section 7.2: an alert in clear has
// two bytes; a capture that begins later has encrypted ones.
func TestEncryptedAlertInTheMiddle(t *testing.T) {
	t.Parallel()
	c, err := capture.Read(nil, []byte(script{}.items("encrypted-alert")))
	require.NoError(t, err)
	require.Equal(t, []capture.SentAlert{{Sender: ems.Server, Encrypted: true, Offset: 5}}, c.Alerts)
}

// answer is everything that a capture says.
type answer struct {
	Capture  capture.Capture    `json:"capture"`
	Findings []schannel.Finding `json:"findings"`
	Refused  *schannel.Error    `json:"refused"`
}

// anyScript makes up a handshake, mostly one that is nearly right.
func anyScript(r *rand.Rand) script {
	pick := func(of ...string) string { return of[r.IntN(len(of))] }
	versions := [...]uint16{0x0303, 0x0303, 0x0303, 0x0301, 0x0302, 0x0300, 0x0304, 0x0200}
	suites := [...]uint16{suiteRSA, suiteDHE, suiteECDHE, 0x009d, 0xfefe}
	s := script{
		version: versions[r.IntN(len(versions))], suite: suites[r.IntN(len(suites))],
		client: pick("ems", "ems", "", "data"), server: pick("ems", "ems", "", "data"),
		clientID: pick("", "id"), serverID: pick("", "id", "other"), ticket: pick("", "", "ticket"), psk: r.IntN(8) == 0,
		serverEnd: pick(fullServer, fullServer, resumedServer, "nothing", "nothing alert:0228", "certificate dh server_hello_done ccs encrypted",
			"certificate certificate_request server_hello_done ccs encrypted", "certificate server_hello_done alert:0214", "", "ccs alert:0214"),
		clientEnd: pick(fullClient, fullClient, resumedClient, "", "alert:0228", "alert:0170 "+fullClient, "alert:026e", "client_key_exchange alert:0214",
			"certificate client_key_exchange certificate_verify ccs encrypted"),
		split: pick2(r, 0, 0, 1, 7), bare: r.IntN(10) == 0,
	}
	return s
}

func pick2(r *rand.Rand, of ...int) int { return of[r.IntN(len(of))] }

// anyDerivation is the findings about a secret that was derived in some way.
func anyDerivation(r *rand.Rand, c capture.Capture) []schannel.Finding {
	if len(c.ClientHello.Random) != 32 || len(c.ServerHello.Random) != 32 {
		return nil
	}
	premaster := []byte("\x00\x00secret")[r.IntN(3):]
	used := premaster
	if r.IntN(3) == 0 {
		used = []byte(strings.TrimLeft(string(premaster), "\x00"))
	}
	master, err := derive.LegacyMasterSecret(c.Hash, used, append(c.ClientHello.Random[:32:32], c.ServerHello.Random...))
	if hash, errHash := c.AppendSessionHash(nil); errHash == nil && r.IntN(2) == 0 {
		master, err = derive.ExtendedMasterSecret(c.Hash, used, hash)
	}
	if err != nil {
		return nil
	}
	findings, _ := c.Derivation(premaster, derive.KeyLogLine{ClientRandom: [32]byte(c.ClientHello.Random), Master: master})
	return findings
}

// clauseNames is every clause as it is cited.
func clauseNames() []string {
	var names []string
	for e := range ems.Catalog() {
		for _, s := range e.Sources {
			names = append(names, s.String())
		}
	}
	return names
}

func TestLaws(t *testing.T) {
	t.Parallel()
	vocabtest.Laws{
		Catalogs: []iter.Seq[schannel.CatalogEntry]{capture.Catalog(), ems.Catalog(), derive.Catalog()},
		Names:    clauseNames(),
		Generate: func(r *rand.Rand) vocabtest.Answer {
			s := anyScript(r)
			session := ems.Session(r.IntN(5))
			var a answer
			c, err := capture.Read(s.streams())
			if err == nil {
				a.Capture, a.Findings = c, append(c.Findings(session), anyDerivation(r, c)...)
				a.Refused = c.Refused
			}
			if before, errBefore := capture.Read(anyScript(r).streams()); err == nil && errBefore == nil && r.IntN(2) == 0 {
				resumption := capture.Resumed(before, c)
				return vocabtest.Answer{Input: []any{s.client, s.server, session}, Value: resumption, Findings: resumption.Findings}
			}
			return vocabtest.Answer{Input: []any{s.client, s.server, session}, Value: a, Findings: a.Findings}
		},
	}.Hold(t)
}

// TestReadBackAnswersTheSame writes captures to JSON and asks the ones that
// come back everything that was asked of the first.
func TestReadBackAnswersTheSame(t *testing.T) {
	t.Parallel()
	for seed := range uint64(500) {
		r := rand.New(rand.NewPCG(seed, 2))
		c, err := capture.Read(anyScript(r).streams())
		if err != nil {
			continue
		}
		text, err := json.Marshal(c)
		require.NoError(t, err)
		var back capture.Capture
		require.NoError(t, json.Unmarshal(text, &back))
		for session := ems.NoSession; session <= ems.UnknownSession; session++ {
			require.Empty(t, cmp.Diff(c.Findings(session), back.Findings(session)))
		}
		hash, err := c.AppendSessionHash(nil)
		again, errAgain := back.AppendSessionHash(nil)
		require.Equal(t, hash, again)
		require.Equal(t, errorText(err), errorText(errAgain))
		require.Empty(t, cmp.Diff(anyDerivation(rand.New(rand.NewPCG(seed, 3)), c), anyDerivation(rand.New(rand.NewPCG(seed, 3)), back)))
	}
}

func errorText(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}
