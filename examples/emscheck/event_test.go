// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/examples/internal/cli"
)

const dheSuite = "TLS_DHE_RSA_WITH_AES_256_GCM_SHA384"

// eventRows are questions about events, and the causes in the answer.
var eventRows = []struct {
	name   string
	args   []string
	causes []string // code and certainty
	why    string
}{
	{
		"event-and-alert",
		[]string{"-event", "36887", "-alert", "20"},
		[]string{"ems.windows.cause.leading_zero insufficient-data", "ems.windows.cause.derivation insufficient-data", "ems.windows.cause.device insufficient-data"},
		"KB4528489, Symptoms; nothing is said about the ends",
	},
	{
		"everything-known",
		[]string{
			"-event", "36887", "-alert", "bad_record_mac", "-sspi", "0x8009030f", "-windows", "Windows Server 2016", "-kb", "KB4519998,KB4537806",
			"-side", "client", "-peer", "none", "-suite", dheSuite, "-failures", "4", "-attempts", "1024",
		},
		[]string{"ems.windows.cause.leading_zero likely"},
		"KB4528489, item 1 for administrators",
	},
	{
		"text",
		[]string{"-text", "A fatal alert was received from the remote endpoint. The TLS protocol defined fatal alert code is 40.", "-resuming", "-peer", "negotiates", "-windows", "Windows 11"},
		[]string{"ems.windows.cause.no_suite insufficient-data", "ems.windows.cause.mismatch insufficient-data"},
		"RFC 7627, Section 5.3; but handshake_failure is the most general alert there is",
	},
	{
		"name-of-the-code",
		[]string{"-sspi", "SEC_E_ALGORITHM_MISMATCH", "-windows", "Windows 7", "-updated", "2014-06-10"},
		[]string{"ems.windows.cause.required insufficient-data"},
		"RFC 7627, Section 5.2; but Schannel returns the code for faults of its own end too (dotnet/MQTTnet#1095)",
	},
	{
		"number-of-the-code",
		[]string{"-sspi", "-2146893007", "-windows", "Windows 7", "-updated", "2014-06-10"},
		[]string{"ems.windows.cause.required insufficient-data"},
		"the same code as .NET prints it",
	},
	{
		"name-in-small-letters",
		[]string{"-sspi", "sec_e_algorithm_mismatch", "-windows", "Windows 7", "-updated", "2014-06-10"},
		[]string{"ems.windows.cause.required insufficient-data"},
		"the same code, as people write it",
	},
	{
		"name-of-an-alert",
		[]string{"-event", "36887", "-alert", "Handshake Failure", "-windows", "Windows 10 1607", "-kb", "kb4519998, KB4537806"},
		[]string{"ems.windows.cause.no_suite insufficient-data", "ems.windows.cause.mismatch insufficient-data"},
		"an alert as Wireshark prints it, updates as a list in a sentence",
	},
	{
		"code-of-windows-sockets",
		[]string{"-sspi", "10060", "-windows", "Windows 10 1607", "-kb", "KB4519998", "-peer", "none"},
		[]string{"ems.windows.cause.full_handshakes likely", "ems.windows.cause.leading_zero insufficient-data", "ems.windows.cause.intolerant insufficient-data"},
		"WSAETIMEDOUT; CTX264377: full handshakes cost time",
	},
	{
		"text-that-is-a-code",
		[]string{"-text", "2148074289", "-windows", "Windows 7", "-updated", "2014-06-10"},
		[]string{"ems.windows.cause.required insufficient-data"},
		"the same code without its sign",
	},
	{
		"internal-error",
		[]string{"-event", "36887", "-alert", "80", "-windows", "Windows Server 2012", "-updated", "2015-06-09", "-side", "client", "-peer", "enforces"},
		[]string{"ems.windows.cause.required insufficient-data"},
		"openssl/openssl#19989: the check of the FIPS provider",
	},
	{
		"alert-without-event",
		[]string{"-alert", "20", "-peer", "none", "-suite", "TLS_DHE_RSA_WITH_AES_256_GCM_SHA384"},
		[]string{"ems.windows.cause.leading_zero likely"},
		"KB4528489, item 1: it does not matter which end could not decrypt",
	},
	{
		"several-symptoms",
		[]string{"-event", "36887", "-alert", "40", "-event", "36874", "-text", "The request was aborted: Could not create SSL/TLS secure channel"},
		[]string{"ems.windows.cause.no_suite likely"},
		"Schannel events: event 36874 stands beside the alert",
	},
	{
		"alert-before-its-event",
		[]string{"-alert", "51", "-event", "36888", "-attempts", "3", "-failures", "3"},
		[]string{"ems.windows.cause.device likely"},
		"a device that hides the extension",
	},
	{
		"as-microsoft-prints-it",
		[]string{"-event", "36887", "-alert", "71", "-windows", "Windows Server 2012 Datacenter", "-updated", "2015-06-09"},
		[]string{"ems.windows.cause.required likely"},
		"MS15-121: without the extension",
	},
	{
		"ftp",
		[]string{"-text", "TLS session of data connection has not resumed", "-ftp", "-peer", "none", "-windows", "Windows Server 2019", "-build", "17763.805"},
		[]string{"ems.windows.cause.ftp likely"},
		"KB4528489, item 3 for administrators",
	},
}

func TestEvent(t *testing.T) {
	t.Parallel()
	for _, tt := range eventRows {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			stdout, stderr := check(t, cli.Answered, append(tt.args, "-json")...)
			require.Empty(t, stderr)
			var answer struct {
				Causes []struct{ Code, Certainty, Title string }
			}
			require.NoError(t, json.Unmarshal([]byte(stdout), &answer))
			var causes []string
			text, _ := check(t, cli.Answered, tt.args...)
			text = strings.Join(strings.Fields(text), " ")
			for _, c := range answer.Causes {
				causes = append(causes, c.Code+" "+c.Certainty)
				require.Contains(t, text, c.Title)
				require.Contains(t, text, c.Certainty+", ")
			}
			if diff := cmp.Diff(tt.causes, causes); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
		})
	}
}

// TestSeveralFailures: two fatal alerts are of two connections (RFC 5246, Section
// 7.2.2), and each is answered by itself.
func TestSeveralFailures(t *testing.T) {
	t.Parallel()
	args := []string{
		"-event", "36887", "-alert", "40", "-event", "36887", "-alert", "20", "-sspi", "0x8009030f", "-text", "The quick brown fox",
		"-suite", dheSuite, "-peer", "none", "-attempts", "4", "-failures", "4",
	}
	stdout, _ := check(t, cli.Answered, append(args, "-json")...)
	var answer struct {
		Causes, Facts []schannel.Finding
		Taken         []bool
	}
	require.NoError(t, json.Unmarshal([]byte(stdout), &answer))
	var causes, facts []string
	for _, f := range answer.Causes {
		causes = append(causes, fmt.Sprint(f.Subject.Index, " ", f.Code))
	}
	for _, f := range answer.Facts {
		facts = append(facts, fmt.Sprint(f.Subject.Index, " ", f.Code))
	}
	require.Equal(t, []string{"0 ems.windows.cause.no_suite", "1 ems.windows.cause.leading_zero"}, causes)
	require.Equal(t, []string{
		"-1 ems.windows.suite.affected",
		"0 ems.windows.failure.apart", "0 ems.windows.alert.received",
		"1 ems.windows.failure.apart", "1 ems.windows.alert.received", "1 ems.windows.status.alerts", "1 ems.windows.keys.differ",
		"-1 ems.windows.rate.mixed", "-1 ems.windows.symptom.unknown",
	}, facts)
	require.Equal(t, []bool{true, true, true, false}, answer.Taken)

	text, _ := check(t, cli.Answered, args...)
	first, second, found := strings.Cut(text, "FAILURE 2: event 36887 with alert 20, 0x8009030f\n")
	require.True(t, found)
	require.True(t, strings.HasPrefix(first, "FAILURE 1: event 36887 with alert 40\n"))
	require.NotContains(t, first, "leading zeros")
	require.NotContains(t, second, "no cipher suite in common")
}

func TestEventUndocumented(t *testing.T) {
	t.Parallel()
	text, _ := check(t, cli.Answered, "-event", "36887", "-alert", "20", "-peer", "negotiates", "-windows", "Windows 10 1607", "-kb", "KB4519998", "-build", "14393.3274", "-suite", dheSuite)
	require.Contains(t, text, "- the fix is in every build")
	require.Contains(t, text, "To settle it: the ServerHello of a handshake that fails")
}

func TestEventUnusable(t *testing.T) {
	t.Parallel()
	refused(t, []refusal{
		{"alert", []string{"-alert", "256"}, `-alert: unknown alert "256"`},
		{"sspi", []string{"-sspi", "0x1ffffffff"}, "-sspi: unknown status"},
		{"side", []string{"-event", "36887", "-side", "left"}, "-side: unknown side"},
		{"peer", []string{"-event", "36887", "-peer", "yes"}, "-peer: unknown behaviour"},
		{"updated", []string{"-event", "36887", "-windows", "Windows 7", "-updated", "October"}, "-updated: parsing time"},
		{"windows", []string{"-event", "36887", "-windows", "OS/2"}, "unknown product"},
		{"event", []string{"-event", "5"}, "-event: 5 is none of"},
		{"second-event", []string{"-event", "36887", "-event", "5"}, "-event: 5 is none of"},
		{"no-number", []string{"-event", "many"}, "-event: \"many\" is no number"},
		{"no-alert", []string{"-alert", "none"}, `-alert: "none" names no alert`},
		{"no-file", []string{"-events", "/no/such/file"}, "/no/such/file: "},
		{"attempts", []string{"-event", "36887", "-attempts", "-3"}, "0 failures of -3 attempts"},
		{"failures", []string{"-event", "36887", "-attempts", "3", "-failures", "5"}, "5 failures of 3 attempts"},
		{"suite", []string{"-event", "36887", "-suite", "nope"}, `-suite: "nope" is no cipher suite`},
		{"kb", []string{"-event", "36887", "-kb", "KB4519998"}, "want -windows with them"},
		{"argument", []string{"-event", "36887", "20"}, "unexpected argument"},
	})
}

// TestEventFile reads records as wevtutil and the event viewer export them.
func TestEventFile(t *testing.T) {
	t.Parallel()
	const record = `<Event xmlns="http://schemas.microsoft.com/win/2004/08/events/event"><System><Provider Name="Schannel"/><EventID>36887</EventID>` +
		`<Level>2</Level><Channel>System</Channel></System><EventData><Data Name="AlertDesc">51</Data></EventData></Event>`
	file := filepath.Join(t.TempDir(), "system.xml")
	require.NoError(t, os.WriteFile(file, []byte("<Events>"+record+record+"</Events>"), 0o600))
	stdout, _ := check(t, cli.Answered, "-events", file, "-attempts", "2", "-failures", "2", "-json")
	require.Contains(t, stdout, "ems.windows.cause.device")
	require.Contains(t, stdout, `"defects": []`)
	require.NoError(t, os.WriteFile(file, []byte("<Events>"+record+"<Event><System>"), 0o600))
	text, _ := check(t, cli.Answered, "-events", file)
	require.Contains(t, text, "Not read: ")
	other := strings.NewReplacer(`"AlertDesc">51`, `"AlertDesc">20`, "36887", "36888").Replace(record)
	require.NoError(t, os.WriteFile(file, []byte("<Events>"+record+other+record+"</Events>"), 0o600))
	text, _ = check(t, cli.Answered, "-events", file)
	require.Contains(t, text, "FAILURE 1: event 36887 with alert 51, event 36887 with alert 51\n")
	require.Contains(t, text, "FAILURE 2: event 36888 with alert 20\n")
	pasted := "ProviderName : Schannel\nId           : 36887\nMessage      : A fatal alert was received from the remote endpoint. The TLS protocol defined fatal alert code is "
	require.NoError(t, os.WriteFile(file, []byte(pasted+"40.\n\n"+pasted+"70.\n"), 0o600))
	text, _ = check(t, cli.Answered, "-events", file)
	require.Contains(t, text, "FAILURE 2: event 36887, alert 70\n")
	require.NoError(t, os.WriteFile(file, []byte("<Events></Events>"), 0o600))
	_, stderr := check(t, cli.Unusable, "-events", file)
	require.Contains(t, stderr, "no event in it")
}

func TestProducts(t *testing.T) {
	t.Parallel()
	stdout, _ := check(t, cli.Answered, "-products")
	require.Contains(t, stdout, "Windows Server, version 1903\n")
	stdout, _ = check(t, cli.Answered, "-products", "-json")
	require.Contains(t, stdout, `"Windows 10 1903"`)
}
