// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package capture_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/ems/capture"
)

// TestUnfinished has what a handshake lacks that stops behind the Finished of its
// client: KB4557473, More information, shows one.
func TestUnfinished(t *testing.T) {
	t.Parallel()
	client, server := script{suite: 0x009f, serverEnd: "certificate server_key_exchange server_hello_done", clientEnd: "client_key_exchange ccs encrypted"}.streams()
	want := map[schannel.Code][]schannel.Code{
		"ems.capture.unanswered":   {"ems.capture.missing.close"},
		"ems.capture.leading_zero": {"ems.capture.missing.zeros"},
	}
	missing := func(c capture.Capture) map[schannel.Code][]schannel.Code {
		got := map[schannel.Code][]schannel.Code{}
		for _, f := range c.Findings(ems.NoSession) {
			for _, phrase := range f.Missing {
				require.Equal(t, schannel.InsufficientData, f.Certainty)
				got[f.Code] = append(got[f.Code], phrase.Code)
			}
		}
		return got
	}
	c, err := capture.Read(client, server)
	require.NoError(t, err)
	if diff := cmp.Diff(want, missing(c)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}

	client2, _ := script{suite: 0x009f, clientEnd: "client_key_exchange"}.streams()
	halfway, err := capture.Read(client2, server)
	require.NoError(t, err)
	require.Empty(t, missing(halfway), "the client has not finished")
	client2, server2 := script{suite: 0x009f, clientID: "id", serverID: "id", clientEnd: "ccs encrypted"}.streams()
	resumed, err := capture.Read(client2, server2)
	require.NoError(t, err)
	require.NotContains(t, missing(resumed), schannel.Code("ems.capture.unanswered"), "no full handshake")

	cut, err := capture.Read(client, append(server, 0x14, 3, 3))
	require.NoError(t, err)
	require.Empty(t, missing(cut), "the server was about to answer")
	gap, err := capture.ReadPieces([]capture.Piece{{Bytes: client}}, []capture.Piece{{Bytes: server}, {Missing: 51}})
	require.NoError(t, err)
	require.NotContains(t, missing(gap), schannel.Code("ems.capture.unanswered"), "what it answered is missing")
}
