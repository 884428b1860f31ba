// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package tlswire_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel/internal/prelude"
	"github.com/schanneltrust/schannel/internal/tlswire"
)

func TestSwapped(t *testing.T) {
	t.Parallel()
	client, server, neither := record(22, clientHello), record(22, serverHello), record(23, "ciphertext")
	for _, tt := range []struct {
		name, first, second string
		swapped, known      bool
	}{
		{"in-order", client, server, false, true},
		{"the-other-way", server, client, true, true},
		{"client-and-unknown", client, neither, false, true},
		{"unknown-and-client", neither, client, true, true},
		{"server-and-nothing", server, "", true, true},
		{"nothing-and-server", "", server, false, true},
		{"two-clients", client, client, false, false},
		{"two-servers", server, server, false, false},
		{"both-late", neither, neither, false, false},
		{"by-the-dialogue", smtpServer + neither, smtpClient + neither, true, true},
		{"late-flights", record(22, exchange), record(22, ticket), false, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			swapped, known := tlswire.Swapped([]byte(tt.first), []byte(tt.second))
			require.Equal(t, tt.known, known)
			require.Equal(t, tt.swapped, swapped)
		})
	}
	require.Equal(t, prelude.Client, tlswire.SideOf([]byte(client)))
}
