// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package main

import (
	"fmt"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel/ems/derive"
	"github.com/schanneltrust/schannel/internal/livetest"
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
	Suite                     string // of a ServerHello
}

// compare holds the facts of the hellos and alerts against those that tshark
// has.
func compare(t *testing.T, file string, got []answerLine, protocol, transport string) {
	t.Helper()
	livetest.Proves(t, "tshark: hellos and alerts of %d connections over %s, read alike", len(got), transport)
	for _, messageType := range []string{"1", "2"} {
		want := map[string]seen{}
		for _, row := range tshark(t, file, protocol+".handshake.type == "+messageType, transport+".stream",
			protocol+".handshake.random", protocol+".handshake.session_id", protocol+".handshake.extension.type", protocol+".handshake.ciphersuite") {
			name := transport + " " + row[0]
			s := seen{Stream: name, Random: row[1], SessionID: row[2], EMS: slices.Contains(strings.Split(row[3], ","), "23")}
			if messageType == "2" {
				s.Suite = row[4]
			}
			want[name] = s
		}
		require.NotEmpty(t, want, "tshark sees hellos")
		have := map[string]seen{}
		for _, l := range got {
			hello, suite := l.EMS.Capture.ClientHello, ""
			if messageType == "2" {
				hello, suite = l.EMS.Capture.ServerHello, suiteNumber(t, l.EMS.Suite)
			}
			if hello.Seen {
				have[l.Stream] = seen{l.Stream, hello.Random, hello.SessionID, hello.EMS, suite}
			}
		}
		if diff := cmp.Diff(want, have); diff != "" {
			t.Errorf("hellos of type %s (-tshark +pcapcheck):\n%s", messageType, diff)
		}
	}
	compareAlerts(t, file, got, protocol, transport)
}

// suiteNumber writes a suite as tshark does.
func suiteNumber(t *testing.T, name string) string {
	t.Helper()
	if name == "" {
		return ""
	}
	var suite derive.Suite
	require.NoError(t, suite.UnmarshalText([]byte(name)))
	return fmt.Sprintf("0x%04x", uint16(suite))
}

// compareAlerts holds the alerts in clear against each other.
func compareAlerts(t *testing.T, file string, got []answerLine, protocol, transport string) {
	t.Helper()
	var want, have []string
	for _, row := range tshark(t, file, protocol+".alert_message.desc", transport+".stream", protocol+".alert_message.level", protocol+".alert_message.desc") {
		want = append(want, transport+" "+strings.Join(row, " "))
	}
	for _, l := range got {
		for _, a := range l.EMS.Alerts {
			if a.Alert == nil {
				continue
			}
			level := 1
			if a.Fatal {
				level = 2
			}
			have = append(have, fmt.Sprintf("%s %d %d", l.Stream, level, a.Alert.Number()))
		}
	}
	if diff := cmp.Diff(want, have); diff != "" {
		t.Errorf("alerts (-tshark +pcapcheck):\n%s", diff)
	}
}
