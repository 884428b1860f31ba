// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/examples/internal/cli"
	"github.com/schanneltrust/schannel/internal/vocabtest"
)

var update = flag.Bool("update", false, "write the golden files anew")

// now is the clock of the tests.
var now = time.Date(2026, time.November, 26, 12, 0, 0, 0, time.UTC)

// output runs the program with files below testdata.
func output(t *testing.T, args ...string) string {
	t.Helper()
	var stdout, stderr bytes.Buffer
	require.Equal(t, cli.Answered, run(below(args), &stdout, &stderr, now), "%s", stderr.String())
	require.Empty(t, stderr.String())
	return stdout.String()
}

// below puts files where they are.
func below(args []string) []string {
	args = slices.Clone(args)
	for i, arg := range args {
		if _, err := os.Stat(filepath.Join("testdata", arg)); err == nil {
			args[i] = filepath.Join("testdata", arg)
		}
	}
	return args
}

// answers is what the tests look at of the JSON.
type answers struct {
	At      time.Time `json:"at"`
	AtFrom  string    `json:"at_from"`
	Servers []struct {
		Name         string `json:"name"`
		Certificates []struct {
			NotAfter time.Time `json:"not_after"`
		} `json:"certificates"`
	} `json:"servers"`
	Answers []struct {
		Server    string             `json:"server"`
		Connector string             `json:"connector"`
		Purpose   string             `json:"purpose"`
		Winner    *string            `json:"winner"`
		Certainty string             `json:"certainty"`
		Offered   string             `json:"offered"`
		Findings  []schannel.Finding `json:"findings"`
		Events    []schannel.Event   `json:"events"`
		Remedies  []schannel.Remedy  `json:"remedies"`
		Trace     []struct {
			Verdict string  `json:"verdict"`
			LostTo  *string `json:"lost_to"`
		} `json:"trace"`
	} `json:"answers"`
	Diagnosis []schannel.Finding `json:"diagnosis"`
	Calendar  []struct {
		From    time.Time         `json:"from"`
		Because []schannel.Phrase `json:"because"`
	} `json:"calendar"`
	Changes []struct {
		Connector string  `json:"connector"`
		Before    *string `json:"before"`
		After     *string `json:"after"`
	} `json:"changes"`
	Problems []struct {
		File string `json:"file"`
	} `json:"problems"`
}

func asked(t *testing.T, args ...string) answers {
	t.Helper()
	var a answers
	require.NoError(t, json.Unmarshal([]byte(output(t, append([]string{"-json"}, args...)...)), &a))
	return a
}

// findings are all of an answer.
func (a answers) findings() []schannel.Finding {
	var all []schannel.Finding
	for _, answer := range a.Answers {
		all = append(all, answer.Findings...)
	}
	return append(all, a.Diagnosis...)
}

// thumb is a thumbprint of the test data: one byte, twenty times.
func thumb(b string) string { return strings.Repeat(b, 20) }

func first(t *string) string {
	if t == nil {
		return "none"
	}
	return (*t)[:2]
}

// winners writes the answers in short.
func (a answers) winners() string {
	var words []string
	for _, answer := range a.Answers {
		who := strings.Trim(answer.Server+"/"+answer.Connector, "/")
		words = append(words, strings.TrimSpace(who+" "+answer.Purpose+" "+first(answer.Winner)+" "+answer.Certainty))
	}
	return strings.Join(words, "; ")
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", "golden", name)
	if *update {
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o700))
		require.NoError(t, os.WriteFile(path, []byte(got), 0o600))
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err)
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", path, diff)
	}
}

// TestReports compares reports with golden files, and what they must hold with
// the hand-written lists beside them.
func TestReports(t *testing.T) {
	t.Parallel()
	for _, tt := range reports {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			golden(t, tt.name+".txt", output(t, tt.args...))
			golden(t, tt.name+".json", output(t, append([]string{"-json"}, tt.args...)...))
			findings := asked(t, tt.args...).findings()
			vocabtest.Findings(t, findings)
			vocabtest.Holds(t, filepath.Join("testdata", "golden", tt.name+".must"), findings)
		})
	}
}

// TestWinners asks in different ways.
func TestWinners(t *testing.T) {
	t.Parallel()
	for _, tt := range questions {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tt.want, asked(t, tt.args...).winners()); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
		})
	}
}

// TestTimes: which time the answers are for.
func TestTimes(t *testing.T) {
	t.Parallel()
	for _, tt := range times {
		a := asked(t, tt.args...)
		require.Equal(t, tt.want, a.At.Format(time.RFC3339)+" "+a.AtFrom, tt.why)
	}
}

// TestChanges tries changes.
func TestChanges(t *testing.T) {
	t.Parallel()
	for _, tt := range changes {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			a := asked(t, tt.args...)
			var words []string
			for _, c := range a.Changes {
				words = append(words, c.Connector+" "+first(c.Before)+" "+first(c.After))
			}
			require.Equal(t, tt.want, strings.Join(words, "; "), tt.why)
			codes := vocabtest.FindCodes(a.Diagnosis)
			for code := range strings.FieldsSeq(tt.codes) {
				require.Contains(t, codes, code, tt.why)
			}
		})
	}
}

// TestInvalidTokenIsNotSelection: nothing that is said leads to a certificate.
func TestInvalidTokenIsNotSelection(t *testing.T) {
	t.Parallel()
	for _, asJSON := range [][]string{nil, {"-json"}} {
		got := output(t, append(asJSON, "-inventory", "three.txt", "-log", "token.log", "-culture", "en-US", "-zone", "UTC", "-at", "2021-06-01")...)
		for _, wrong := range []string{"Enable-ExchangeCertificate", "12014", "certificate missing"} {
			require.NotContains(t, got, wrong)
		}
		require.Contains(t, got, "protocol versions and cipher suites")
	}
}

// TestEventOfOneServer: an event that names a connector is asked of its server
// alone.
func TestEventOfOneServer(t *testing.T) {
	t.Parallel()
	const text = "MSExchangeFrontEndTransport 12014 could not find a certificate that contains the domain name <I>CN=Fabrikam Issuing CA 1, O=Fabrikam, C=US<S>CN=mx.fabrikam.example, O=Fabrikam, S=Bavaria, C=DE in the personal store; STARTTLS SMTP verb for the connector Internet EX9 with a FQDN parameter of x"
	a := asked(t, german("-inventory", "renewed.txt", "-inventory", "second.txt", "-connectors", "renewed-connectors.txt", "-connectors", "second-connectors.txt", "-at", "2020-01-01", "-event", text)...)
	var causes []string
	for _, f := range a.Diagnosis {
		if strings.HasPrefix(string(f.Code), "exchangecert.cause.") {
			causes = append(causes, string(f.Code))
		}
	}
	require.Equal(t, []string{"exchangecert.cause.stale_name"}, causes)
}

// TestVersionAlone: a version counts without an inventory.
func TestVersionAlone(t *testing.T) {
	t.Parallel()
	const event, asterisk = "MSExchangeTransport 1037", "Get-ExchangeCertificate | Format-List *"
	require.Contains(t, output(t, "-event", event), asterisk)
	require.NotContains(t, output(t, "-event", event, "-version", "2007sp1"), asterisk)
}

// TestUnusable: one line on standard error, nothing on standard output.
func TestUnusable(t *testing.T) {
	t.Parallel()
	for _, tt := range unusable {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var stdout, stderr bytes.Buffer
			require.Equal(t, cli.Unusable, run(below(tt.args), &stdout, &stderr, now))
			require.Empty(t, stdout.String())
			require.Equal(t, 1, strings.Count(stderr.String(), "\n"))
			for _, part := range tt.says {
				require.Contains(t, stderr.String(), part)
			}
		})
	}
}

// full is a device that takes nothing.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("no space left") }

func TestNobodyGotTheAnswer(t *testing.T) {
	t.Parallel()
	var stderr bytes.Buffer
	require.Equal(t, cli.Unusable, run(below([]string{"-inventory", "three.txt", "-zone", "UTC"}), full{}, &stderr, now))
	require.Contains(t, stderr.String(), "no space left")
}

func TestHelp(t *testing.T) {
	t.Parallel()
	got := output(t, "-h")
	for _, name := range []string{
		"inventory", "connectors", "connector", "internal", "auth", "store", "log", "version", "edge", "purpose", "fqdn", "tls-certificate-name",
		"server-fqdn", "at", "culture", "zone", "what-if", "calendar", "until", "event", "symptom", "json",
	} {
		require.Contains(t, got, "  -"+name)
	}
}

// TestHostile: what stands in files moves nothing on a terminal and breaks no
// JSON.
func TestHostile(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile(filepath.Join("testdata", "three.txt"))
	require.NoError(t, err)
	evil := "\x1b]0;owned\x07\x1b[2J\u202e\u009b1m"
	file := filepath.Join(t.TempDir(), "evil.txt")
	text := strings.ReplaceAll(string(raw), "CN=EX9", "CN=EX9"+evil)
	require.NoError(t, os.WriteFile(file, []byte(text), 0o600))
	args := []string{"-inventory", file, "-zone", "UTC", "-culture", "en-US", "-fqdn", "x" + evil, "-symptom", "TLS negotiation failed with error " + evil, "-event", "P" + evil + " 12014 x"}
	got := output(t, args...)
	for _, bad := range []string{"\x1b", "\x07", "\u202e", "\u009b"} {
		require.NotContains(t, got, bad)
		require.NotContains(t, output(t, append([]string{"-json"}, args...)...), bad)
	}
	asked(t, args...)
}

// TestLarge: an answer stays small whatever the inventory is.
func TestLarge(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	raw, err := os.ReadFile(filepath.Join("testdata", "three.txt"))
	require.NoError(t, err)
	certificates := filepath.Join(dir, "certificates.txt")
	require.NoError(t, os.WriteFile(certificates, bytes.Repeat(raw, 500), 0o600))
	raw, err = os.ReadFile(filepath.Join("testdata", "renewed-connectors.txt"))
	require.NoError(t, err)
	connectors := filepath.Join(dir, "connectors.txt")
	require.NoError(t, os.WriteFile(connectors, bytes.Repeat(raw, 2000), 0o600))
	info, err := os.Stat(connectors)
	require.NoError(t, err)
	got := output(t, "-json", "-inventory", certificates, "-connectors", connectors, "-culture", "en-US", "-zone", "UTC", "-at", "2021-06-01")
	require.Less(t, int64(len(got)), 4*(info.Size()+500*1300)+1<<20)
	require.Contains(t, got, `"connectors": 1800`, "what is left out is counted")
}
