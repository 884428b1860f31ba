// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package main

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel/ems/tlsstack"
	"github.com/schanneltrust/schannel/examples/internal/cli"
)

func TestStacks(t *testing.T) {
	t.Parallel()
	stdout, _ := check(t, cli.Answered, "-stacks")
	for s := range tlsstack.Stacks() {
		require.Contains(t, stdout, "\n"+s.Name+" ")
		for _, alias := range s.Aliases {
			require.Contains(t, stdout, alias)
		}
	}
	stdout, _ = check(t, cli.Answered, "-stacks", "-json")
	var list []map[string]any
	require.NoError(t, json.Unmarshal([]byte(stdout), &list))
	require.Len(t, list, len(slices.Collect(tlsstack.Stacks())))
}

func TestPair(t *testing.T) {
	t.Parallel()
	stdout, _ := check(t, cli.Answered, "-client", "boringssl", "-server", "openssl-1.0", "-node", "openssl-3")
	want := [][]string{
		{"COURSE", "WORKS", "HANDSHAKE", "EMS", "ENDED", "BY", "ALERT", "WINDOWS", "CERTAINTY", "RULE"},
		{"first-connection", "yes", "full", "no", "-", "-", "-", "certain", "ems.full.unsupported"},
		{"resume-by-id", "yes", "resume", "no", "-", "-", "-", "certain", "ems.resume.unaware"},
		{"resume-by-ticket", "yes", "resume", "no", "-", "-", "-", "certain", "ems.resume.unaware"},
		{"other-node", "yes", "full", "yes", "-", "-", "-", "certain", "ems.resume.upgrade"},
		{"rolling-upgrade", "yes", "full", "no", "-", "-", "-", "certain", "ems.full.unsupported"},
		{"renegotiation", "no", "full", "no", "-", "-", "-", "certain", "ems.full.unsupported"},
		{"data-channel", "yes", "resume", "no", "-", "-", "-", "likely", "ems.resume.unaware"},
		{"renegotiation-of-resumed", "no", "resume", "no", "-", "-", "-", "certain", "ems.resume.unaware"},
	}
	var got [][]string
	for line := range strings.Lines(stdout) {
		got = append(got, strings.Fields(line))
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestPairJSON(t *testing.T) {
	t.Parallel()
	stdout, _ := check(t, cli.Answered, "-client", "schannel-2019", "-server", "netscaler-12", "-json")
	var outcomes []struct {
		Course   string
		Works    bool
		Findings []struct{ Code string }
	}
	require.NoError(t, json.Unmarshal([]byte(stdout), &outcomes))
	require.Len(t, outcomes, 6, "without another node")
	ftp := outcomes[len(outcomes)-2]
	require.Equal(t, "data-channel", ftp.Course)
	require.False(t, ftp.Works)
	require.Contains(t, stdout, "ems.stack.reuse_missing")
}

func TestPairSaysWhatIsNotDocumented(t *testing.T) {
	t.Parallel()
	stdout, _ := check(t, cli.Answered, "-client", "openssl-3", "-server", "schannel-2019")
	require.Contains(t, stdout, "What can happen:")
	require.Contains(t, stdout, "What would tell: a capture of schannel-2019")
}

func TestPairTLS13(t *testing.T) {
	t.Parallel()
	stdout, _ := check(t, cli.Answered, "-client", "go", "-server", "openssl-3", "-version", "TLS 1.3")
	require.Contains(t, stdout, "ems.version.tls13")
}

func TestPairWithDevice(t *testing.T) {
	t.Parallel()
	stdout, _ := check(t, cli.Answered, "-client", "schannel-2019", "-server", "vsftpd", "-device", "hides")
	require.Contains(t, stdout, "51 decrypt_error")
	require.Contains(t, stdout, "SEC_E_DECRYPT_FAILURE")
	stdout, _ = check(t, cli.Answered, "-client", "openssl-3", "-server", "openssl-3", "-device", "rewrites")
	require.Contains(t, stdout, "20 bad_record_mac")
	stdout, _ = check(t, cli.Answered, "-client", "windows", "-server", "openssl-3", "-device", "terminates", "-box", "netscaler-12", "-json")
	require.Contains(t, stdout, "ems.stack.terminated")
}

func TestUnusablePair(t *testing.T) {
	t.Parallel()
	refused(t, []refusal{
		{"no-server", []string{"-client", "go"}, `-server: unknown stack ""`},
		{"unknown-client", []string{"-client", "nossl", "-server", "go"}, `-client: unknown stack "nossl"`},
		{"version-of-a-client", []string{"-client", "Go 1.22", "-server", "go"}, `"Go 1.22"; it may be one of go, go-1.20, go-fips; -stacks lists them`},
		{"product", []string{"-client", "go", "-server", "Windows Server"}, "it may be one of schannel-2015"},
		{"unknown-node", []string{"-client", "go", "-server", "go", "-node", "x"}, `-node: unknown stack "x"`},
		{"unknown-version", []string{"-client", "go", "-server", "go", "-version", "TLS 9"}, "-version:"},
		{"ssl30", []string{"-client", "go", "-server", "go", "-version", "SSL 3.0"}, "-version:"},
		{"device", []string{"-client", "go", "-server", "go", "-device", "eats"}, "-device:"},
		{"no-box", []string{"-client", "go", "-server", "go", "-device", "terminates"}, "-box"},
		{"argument", []string{"-client", "go", "-server", "go", "x"}, "unexpected argument"},
		{"stacks-argument", []string{"-stacks", "x"}, "unexpected argument"},
		{"two-questions", []string{"-stacks", "-cases"}, "2 questions"},
	})
}

// TestPairWindows: the table says what the end with Windows logs and returns.
func TestPairWindows(t *testing.T) {
	t.Parallel()
	var stdout, stderr strings.Builder
	require.Equal(t, 0, run([]string{"-client", "schannel-none", "-server", "nss-require"}, &stdout, &stderr))
	require.Contains(t, stdout.String(), "event 36887, SEC_E_ILLEGAL_MESSAGE")
}
