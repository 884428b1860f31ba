// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package main

import (
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

// tshark returns a row for each packet that the filter lets through.
func tshark(t *testing.T, file, filter string, fields ...string) [][]string {
	t.Helper()
	program, err := exec.LookPath("tshark")
	if err != nil {
		t.Skip("no tshark: install the package tshark")
	}
	args := []string{"-n", "-r", file, "-Y", filter, "-o", "tcp.reassemble_out_of_order:TRUE", "-T", "fields", "-E", "separator=;"}
	for _, f := range fields {
		args = append(args, "-e", f)
	}
	cmd := exec.CommandContext(t.Context(), program, args...)
	cmd.Env = []string{"HOME=" + t.TempDir(), "LC_ALL=C", "PATH=/usr/bin:/bin"} // no settings of this machine
	out, err := cmd.Output()
	require.NoError(t, err)
	var rows [][]string
	for line := range strings.Lines(string(out)) {
		rows = append(rows, strings.Split(strings.TrimSuffix(line, "\n"), ";"))
	}
	return rows
}

// seen is what two readers have to agree on about a hello.
type seen struct {
	Stream, Random, SessionID string
	EMS                       bool
}

// compare holds the facts of the hellos against those that tshark has.
func compare(t *testing.T, file string, got []answerLine, protocol, transport string) {
	t.Helper()
	for _, messageType := range []string{"1", "2"} {
		want := map[string]seen{}
		for _, row := range tshark(t, file, protocol+".handshake.type == "+messageType, transport+".stream",
			protocol+".handshake.random", protocol+".handshake.session_id", protocol+".handshake.extension.type") {
			name := transport + " " + row[0]
			want[name] = seen{name, row[1], row[2], slices.Contains(strings.Split(row[3], ","), "23")}
		}
		require.NotEmpty(t, want, "tshark sees hellos")
		have := map[string]seen{}
		for _, l := range got {
			hello := l.EMS.Capture.ClientHello
			if messageType == "2" {
				hello = l.EMS.Capture.ServerHello
			}
			if hello.Seen {
				have[l.Stream] = seen{l.Stream, hello.Random, hello.SessionID, hello.EMS}
			}
		}
		if diff := cmp.Diff(want, have); diff != "" {
			t.Errorf("hellos of type %s (-tshark +pcapcheck):\n%s", messageType, diff)
		}
	}
}
