// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package main

import (
	"encoding/hex"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/ems/capture"
	"github.com/schanneltrust/schannel/examples/internal/cli"
)

func TestCases(t *testing.T) {
	t.Parallel()
	stdout, _ := check(t, cli.Answered, "-cases")
	lines := strings.Split(strings.TrimSpace(stdout), "\n")
	require.Len(t, lines, len(slices.Collect(ems.Cases())))
	keys := []string{
		"name", "side", "version", "attempt", "session", "resumable", "client_hello_ems", "server_hello_ems",
		"event", "policy", "action", "allowed", "alert", "clause", "level", "client_hello", "server_hello",
	}
	for _, line := range lines {
		var object map[string]any
		require.NoError(t, json.Unmarshal([]byte(line), &object))
		for _, key := range keys {
			require.Contains(t, object, key)
		}
		require.IsType(t, true, object["policy"].(map[string]any)["support"])
	}
	again, _ := check(t, cli.Answered, "-cases", "-json")
	if diff := cmp.Diff(stdout, again); diff != "" {
		t.Errorf("the cases are JSON with and without -json:\n%s", diff)
	}
}

// TestCasesHaveTheirHellos: what is written as hexadecimal is a hello with the
// extension where the case says so, and null where none is sent or, in SSL 3.0,
// none has extensions.
func TestCasesHaveTheirHellos(t *testing.T) {
	t.Parallel()
	stdout, _ := check(t, cli.Answered, "-cases")
	for line := range strings.Lines(stdout) {
		var c struct {
			Name              string  `json:"name"`
			Version           string  `json:"version"`
			Rule              string  `json:"rule"`
			ClientHelloEMS    bool    `json:"client_hello_ems"`
			ClientHello       *string `json:"client_hello"`
			ServerHello       *string `json:"server_hello"`
			Action, Extension any
		}
		require.NoError(t, json.Unmarshal([]byte(line), &c))
		silent := c.Version == "SSL 3.0" || c.Rule == "ems.renegotiation.forbidden" || c.Rule == "ems.version.tls13_hello_request"
		require.Equal(t, silent, c.ClientHello == nil, c.Name)
		require.Equal(t, silent || strings.HasPrefix(c.Name, "server-") && c.Action == "abort", c.ServerHello == nil, c.Name)
		if silent || strings.HasPrefix(c.Version, "DTLS") {
			continue
		}
		client, server := bytesOf(t, c.ClientHello), bytesOf(t, c.ServerHello)
		seen, err := capture.Read(client, server)
		require.NoError(t, err, c.Name)
		require.Equal(t, c.ClientHelloEMS, seen.ClientHello.EMS, c.Name)
		require.Equal(t, c.Version, seen.ClientHello.Version.String(), c.Name)
	}
}

func bytesOf(t *testing.T, text *string) []byte {
	t.Helper()
	if text == nil {
		return nil
	}
	raw, err := hex.DecodeString(*text)
	require.NoError(t, err)
	return raw
}

func TestCasesTakesNoArguments(t *testing.T) {
	t.Parallel()
	_, stderr := check(t, cli.Unusable, "-cases", "file")
	require.Contains(t, stderr, "unexpected argument")
}
