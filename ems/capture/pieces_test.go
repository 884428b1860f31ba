// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package capture_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/ems/capture"
)

// lacking cuts a stream: of each pair of places the bytes between them are
// missing; negative ones count from the end.
func lacking(stream []byte, places ...int) []capture.Piece {
	var cut []capture.Piece
	at, missing := 0, 0
	for i := 0; i+1 < len(places); i += 2 {
		from, to := places[i], places[i+1]
		if from < 0 {
			from, to = from+len(stream), to+len(stream)
		}
		cut = append(cut, capture.Piece{Missing: missing, Bytes: stream[at:from]})
		missing, at = to-from, to
	}
	return append(cut, capture.Piece{Missing: missing, Bytes: stream[at:]})
}

// TestPieces has streams of which bytes are missing. RFC 5246, Section 6.2.1:
// where a record begins is known from the one before it alone.
func TestPieces(t *testing.T) {
	t.Parallel()
	const hello = 5 + 4 + 2 + 32 + 1 + 2 + 1 + 2 + 4 // the ServerHello with its extension, in its record
	resumed := script{client: "ems", server: "ems", clientID: "id", serverID: "id", serverEnd: "ccs encrypted", clientEnd: "ccs encrypted"}
	tests := []struct {
		name   string
		script script
		client []int // what is missing
		server []int
		want   []string
		gaps   string
		why    string
	}{
		{
			name: "nothing", script: script{client: "ems", server: "ems", serverEnd: fullServer, clientEnd: fullClient},
			want: []string{"ems.full.extended", wellCode}, gaps: "[]", why: "the same as without pieces",
		},
		{
			name: "behind-the-hello", script: script{client: "ems", server: "ems", serverEnd: fullServer, clientEnd: fullClient}, server: []int{hello + 4, hello + 14},
			want: []string{"ems.full.extended", "ems.capture.gap", wellCode}, gaps: "[server 57: 10, 188]", why: "the client's stream shows a full handshake",
		},
		{
			name: "in-the-hello", script: script{client: "ems", server: "ems", serverEnd: fullServer, clientEnd: fullClient}, server: []int{30, 40},
			want: []string{"ems.capture.incomplete", "ems.capture.gap"}, gaps: "[server 30: 10, 215]", why: "nothing is read into a hello that is not whole",
		},
		{
			name: "alert-behind", script: script{client: "ems", server: "ems", serverEnd: "certificate server_hello_done alert:0228", clientEnd: "client_key_exchange"}, server: []int{hello, hello + 8},
			want: []string{"ems.full.extended", "ems.capture.aborted", "ems.capture.gap"}, gaps: "[server 53: 8, 45]", why: "RFC 5246, Section 7.2.2: a fatal alert ended it; why is open",
		},
		{
			name: "hello-lost-and-alert", script: script{clientID: "id", serverEnd: "certificate alert:0228"}, server: []int{0, 60},
			want: []string{"ems.capture.incomplete", "ems.capture.aborted", "ems.capture.gap"}, gaps: "[server 0: 60, 0]", why: "RFC 7627, Section 5.3 says nothing of an alert that may follow a ServerHello",
		},
		{
			name: "client-refuses-behind", script: script{client: "ems", clientID: "id", serverID: "id", serverEnd: "ccs encrypted", clientEnd: "alert:0170 alert:0228"}, client: []int{-14, -7},
			want: []string{"ems.resume.accepted_legacy likely", sessionCode, "ems.capture.aborted", "ems.capture.gap"}, gaps: "[client 60: 7, 7]", why: "no reason is told for an alert behind a gap",
		},
		{
			name: "both", script: resumed, client: []int{-45, -40}, server: []int{-45, -40, -20, -10},
			want: []string{"ems.resume.extended likely", sessionCode, "ems.capture.gap", "ems.capture.gap", wellCode + " likely"}, gaps: "[client 66: 5, 40 server 61: 5, 20 server 81: 10, 10]",
			why: "each stream lacks something",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			client, server := tt.script.streams()
			c, err := capture.ReadPieces(lacking(client, tt.client...), lacking(server, tt.server...))
			require.NoError(t, err)
			var got, gaps []string
			for _, f := range c.Findings(ems.NoSession) {
				code := string(f.Code)
				if f.Certainty == schannel.Likely {
					code += " likely"
				}
				got = append(got, code)
			}
			for _, g := range c.Gaps {
				gaps = append(gaps, fmt.Sprintf("%s %d: %d, %d", g.Sender, g.Offset, g.Missing, g.Behind))
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
			require.Equal(t, tt.gaps, fmt.Sprint(gaps))
		})
	}
}

// TestGapFindings: a finding for each stream, about its first gap, with the bytes
// of all of them.
func TestGapFindings(t *testing.T) {
	t.Parallel()
	client, server := full.streams()
	c, err := capture.ReadPieces(lacking(client, -45, -40), lacking(server, -45, -40, -20, -10))
	require.NoError(t, err)
	var got []string
	for _, f := range c.Findings(ems.NoSession) {
		if f.Code == "ems.capture.gap" {
			got = append(got, fmt.Sprint(f.Subject.Name, f.Subject.Offset, f.Args[1].Value, f.Args[2].Value))
		}
	}
	want := []string{
		fmt.Sprint("client", len(client)-45, "5", "40"),
		fmt.Sprint("server", len(server)-45, "15", "30"),
	}
	require.Equal(t, want, got)
}

// TestPiecesOfAPrelude: a gap in the dialogue before TLS stands in nobody's way,
// and neither does one before the first byte that was captured.
func TestPiecesOfAPrelude(t *testing.T) {
	t.Parallel()
	s := script{client: "ems", server: "ems", serverEnd: fullServer, clientEnd: fullClient}
	client, server := s.streams()
	dialogue := []capture.Piece{{Missing: 7, Bytes: []byte("220 ready\r\n")}, {Missing: 100, Bytes: []byte("220 go ahead\r\n")}}
	c, err := capture.ReadPieces([]capture.Piece{{Missing: 3, Bytes: []byte("EHLO me\r\nSTARTTLS\r\n")}, {Bytes: client}}, append(dialogue, capture.Piece{Missing: 5, Bytes: server}))
	require.NoError(t, err)
	require.Equal(t, capture.FullHandshake, c.Handshake)
	require.Equal(t, len("220 ready\r\n220 go ahead\r\n")+5, c.ServerHello.Offset, "offsets count what is there")
	require.Len(t, c.Gaps, 4)
	for _, g := range c.Gaps {
		require.Zero(t, g.Behind, "everything was read")
	}
	swapped, err := capture.ReadPieces(append(dialogue, capture.Piece{Bytes: server}), []capture.Piece{{Missing: 3, Bytes: client}})
	require.NoError(t, err)
	require.True(t, swapped.Swapped)
	require.Equal(t, []ems.Side{ems.Client, ems.Server, ems.Server}, []ems.Side{swapped.Gaps[0].Sender, swapped.Gaps[1].Sender, swapped.Gaps[2].Sender})
}

// TestMissingGap: what a verdict lacks may stand in a gap.
func TestMissingGap(t *testing.T) {
	t.Parallel()
	client, server := script{client: "ems", server: "ems", serverEnd: fullServer, clientEnd: fullClient}.streams()
	c, err := capture.ReadPieces(lacking(client), lacking(server, 30, 40))
	require.NoError(t, err)
	var missing []schannel.Code
	for _, m := range c.Findings(ems.NoSession)[0].Missing {
		missing = append(missing, m.Code)
	}
	require.Equal(t, []schannel.Code{"ems.capture.missing.server_hello", "ems.capture.missing.gap"}, missing)
}

// TestManyPieces: gaps and alerts are counted, and what comes out stays in
// proportion.
func TestManyPieces(t *testing.T) {
	t.Parallel()
	client, server := script{client: "ems", server: "ems", serverEnd: fullServer, clientEnd: fullClient}.streams()
	cut := []capture.Piece{{Bytes: client}}
	for range 50_000 {
		cut = append(cut, capture.Piece{Missing: 2, Bytes: []byte("\x15\x03\x03\x00\x02\x01\x28")})
	}
	c, err := capture.ReadPieces(cut, lacking(server))
	require.NoError(t, err)
	require.Equal(t, []int{100, 49_900, 1 + 100, 49_900}, []int{len(c.Gaps), c.MoreGaps, len(c.Alerts), c.MoreAlerts})
	findings := c.Findings(ems.NoSession)
	at := slices.IndexFunc(findings, func(f schannel.Finding) bool { return f.Code == "ems.capture.gap" })
	require.Equal(t, []string{"100000", "350000"}, []string{findings[at].Args[1].Value, findings[at].Args[2].Value})
	text, err := json.Marshal([]any{c, findings})
	require.NoError(t, err)
	require.Less(t, len(text), 4*7*50_000+1<<20)

	_, err = capture.ReadPieces([]capture.Piece{{Missing: -1, Bytes: client}}, nil)
	requireCode(t, "ems.capture.pieces", err)
	_, err = capture.ReadPieces([]capture.Piece{{Bytes: []byte(strings.Repeat("GET ", 9))}}, []capture.Piece{{Missing: 4}})
	requireCode(t, "ems.capture.not_tls", err)
	_, err = capture.ReadPieces(nil, nil)
	requireCode(t, "ems.capture.empty", err)
}

// TestPiecesBehindAGap: what follows each other behind a gap has no gap between,
// and a record that has begun is the beginning of TLS.
func TestPiecesBehindAGap(t *testing.T) {
	t.Parallel()
	client, _ := script{client: "ems", clientEnd: "client_key_exchange"}.streams()
	const alert = "\x15\x03\x03\x00\x02\x02\x28"
	c, err := capture.ReadPieces([]capture.Piece{{Bytes: client}, {Missing: 5, Bytes: []byte("xxxx")}, {Bytes: []byte(alert)}}, nil)
	require.NoError(t, err)
	n := len(client)
	require.Equal(t, []capture.Gap{{Sender: ems.Client, Offset: n, Missing: 5, Behind: 11}}, c.Gaps)
	require.Equal(t, []capture.SentAlert{{Sender: ems.Client, Fatal: true, Alert: ems.HandshakeFailure, BehindGap: true, Offset: n + 4 + 5}}, c.Alerts)

	for _, begun := range []int{1, 3, 5, 20} {
		c, err = capture.ReadPieces([]capture.Piece{{Bytes: client[:begun]}, {Missing: 2, Bytes: client}}, nil)
		require.NoError(t, err)
		require.Equal(t, []capture.Gap{{Sender: ems.Client, Offset: begun, Missing: 2, Behind: len(client)}}, c.Gaps)
		require.False(t, c.ClientHello.Seen)
	}
}
