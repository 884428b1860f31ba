// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package tlsstack_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/ems/tlsstack"
	"github.com/schanneltrust/schannel/ems/winhost"
	"github.com/schanneltrust/schannel/internal/vocabtest"
)

// simulations is how courses end: the result of the last connection, whether
// it has an extended master secret, who aborts and with which alert, and the
// rules that must be among the findings.
var simulations = []struct {
	name           string
	client, server string
	course         tlsstack.Course
	node, next     string
	works          bool
	result         ems.Action
	extended       bool
	by             ems.Side
	alert          ems.Alert
	status         winhost.Status
	certainty      schannel.Certainty
	rules          []string
	why            string
}{
	{
		name: "openssl-first", client: "openssl-3", server: "openssl-3", course: tlsstack.FirstConnection,
		works: true, result: ems.Full, extended: true, certainty: schannel.Certain, rules: []string{"ems.full.extended"},
		why: "OpenSSL, 70-test_tlsextms.t, row 1",
	},
	{
		name: "openssl-resumed", client: "openssl-3", server: "openssl-3", course: tlsstack.ResumeByTicket,
		works: true, result: ems.Resume, extended: true, certainty: schannel.Certain, rules: []string{"ems.resume.extended"},
		why: "OpenSSL, 70-test_tlsextms.t, row 5",
	},
	{
		name: "openssl-legacy-then-extended", client: "openssl-3-no-ems", server: "openssl-3", course: tlsstack.ResumeByID, next: "openssl-3",
		works: true, result: ems.Full, extended: true, certainty: schannel.Certain, rules: []string{"ems.resume.upgrade", "ems.stack.not_resumed"},
		why: "OpenSSL, 70-test_tlsextms.t, row 6: a full handshake with the extension",
	},
	{
		name: "openssl-extended-then-legacy", client: "openssl-3", server: "openssl-3", course: tlsstack.ResumeByID, next: "openssl-3-no-ems",
		result: ems.Abort, by: ems.Server, alert: 40, certainty: schannel.Certain, rules: []string{"ems.resume.downgrade", "ems.stack.aborts", "ems.stack.departs"},
		why: "OpenSSL, 70-test_tlsextms.t, row 7; the client departs by offering the session",
	},
	{
		name: "openssl-2025-extended-then-legacy", client: "openssl-3", server: "openssl-3-2025", course: tlsstack.ResumeByID, next: "openssl-3-no-ems",
		result: ems.Abort, by: ems.Server, alert: 47, certainty: schannel.Certain, rules: []string{"ems.resume.downgrade", "ems.stack.aborts", "ems.stack.departs"},
		why: "OpenSSL, 70-test_tlsextms.t, row 7; the alert as in issue 9791",
	},
	{
		name: "openssl-server-without", client: "openssl-3", server: "openssl-3-no-ems", course: tlsstack.FirstConnection,
		works: true, result: ems.Full, certainty: schannel.Certain, rules: []string{"ems.full.unsupported"},
		why: "OpenSSL, test_no_ems: both ends report no extended master secret",
	},
	{
		name: "gnutls-extended-then-legacy", client: "gnutls", server: "gnutls", course: tlsstack.ResumeByTicket, next: "gnutls-no-session-hash",
		works: true, result: ems.Full, certainty: schannel.Certain, rules: []string{"ems.stack.departs", "ems.stack.not_resumed"},
		why: "GnuTLS, tests/resume.c: success without resumption",
	},
	{
		name: "gnutls-legacy-then-extended", client: "gnutls-no-session-hash", server: "gnutls", course: tlsstack.ResumeByID, next: "gnutls",
		works: true, result: ems.Full, extended: true, certainty: schannel.Certain, rules: []string{"ems.resume.upgrade"},
		why: "GnuTLS, tests/resume.c",
	},
	{
		name: "gnutls-renegotiation", client: "gnutls", server: "gnutls", course: tlsstack.Renegotiation,
		works: true, result: ems.Full, extended: true, certainty: schannel.Certain, rules: []string{"ems.full.extended"},
		why: "GnuTLS, tests/rehandshake-ext-secret.c: the extension stays",
	},
	{
		name: "mbedtls-echo-meets-a-strict-client", client: "openssl-3-no-ems", server: "mbedtls", course: tlsstack.ResumeByID, next: "boringssl",
		result: ems.Abort, by: ems.Client, alert: 40, certainty: schannel.Certain, rules: []string{"ems.resume.accepted_upgrade"},
		why: "Mbed TLS resumes a legacy session and echoes; RFC 7627, Section 5.3: the client must abort",
	},
	{
		name: "go-closes-silently", client: "openssl-3", server: "go", course: tlsstack.ResumeByTicket, next: "openssl-3-no-ems",
		result: ems.Abort, by: ems.Server, alert: 0, certainty: schannel.Certain, rules: []string{"ems.resume.downgrade", "ems.stack.departs"},
		why: "Go, handshake_server.go: an error without an alert",
	},
	{
		name: "go-has-no-session-ids", client: "openssl-3", server: "go", course: tlsstack.ResumeByID,
		works: true, result: ems.Full, extended: true, certainty: schannel.Certain, rules: []string{"ems.stack.not_resumed"},
		why: "Go resumes by ticket only",
	},
	{
		name: "rustls-alert", client: "openssl-3", server: "rustls", course: tlsstack.ResumeByID, next: "openssl-3-no-ems",
		result: ems.Abort, by: ems.Server, alert: 47, certainty: schannel.Certain, rules: []string{"ems.resume.downgrade"},
		why: "rustls, bogo/config.json.in: RESUMED_SESSION_WITH_VARIED_EMS",
	},
	{
		name: "s2n-alert", client: "openssl-3", server: "s2n-tls", course: tlsstack.ResumeByID, next: "openssl-3-no-ems",
		result: ems.Abort, by: ems.Server, alert: 109, certainty: schannel.Certain, rules: []string{"ems.resume.downgrade"},
		why: "s2n-tls, s2n_ems_extension_test.c: S2N_ERR_MISSING_EXTENSION",
	},
	{
		name: "jdk-offers-legacy-without", client: "jdk", server: "openssl-3-no-ems", course: tlsstack.OtherNode, node: "openssl-3",
		works: true, result: ems.Resume, certainty: schannel.Certain, rules: []string{"ems.stack.departs", "ems.resume.legacy"},
		why: "JDK: no extension when a legacy session is offered, so OpenSSL resumes it",
	},
	{
		name: "jdk-server-never-resumes-legacy", client: "openssl-1.0", server: "jdk", course: tlsstack.ResumeByID,
		works: true, result: ems.Full, certainty: schannel.Certain, rules: []string{"ems.resume.legacy", "ems.stack.not_resumed"},
		why: "JDK, ExtendedMasterSecretExtension.java",
	},
	{
		name: "required-by-gnutls", client: "gnutls-fips", server: "openssl-1.0", course: tlsstack.FirstConnection,
		result: ems.Abort, by: ems.Client, alert: 71, certainty: schannel.Certain, rules: []string{"ems.full.legacy_server", "ems.stack.departs"},
		why: "GnuTLS, lib/alert.c: insufficient_security",
	},
	{
		name: "required-by-a-server", client: "openssl-1.0", server: "rustls-fips", course: tlsstack.FirstConnection,
		result: ems.Abort, by: ems.Server, alert: 40, certainty: schannel.Certain, rules: []string{"ems.full.legacy_client"},
		why: "rustls: ExtendedMainSecretExtensionRequired",
	},
	{
		name: "rhel-fips", client: "openssl-1.0", server: "rhel9-fips", course: tlsstack.FirstConnection,
		result: ems.Abort, by: ems.Server, alert: 0, certainty: schannel.Certain, rules: []string{"ems.full.legacy_client"},
		why: "Red Hat 7018256: older releases cannot connect",
	},
	{
		name: "farm-with-an-old-node", client: "openssl-3", server: "openssl-3", course: tlsstack.OtherNode, node: "openssl-1.0",
		result: ems.Abort, by: ems.Client, alert: 40, certainty: schannel.Certain, rules: []string{"ems.resume.accepted_downgrade"},
		why: "RFC 7627, Section 5.4: a node that is not aware of the extension resumes without it; the client must abort",
	},
	{
		name: "farm-with-a-new-node", client: "openssl-3", server: "openssl-1.0", course: tlsstack.OtherNode, node: "openssl-3",
		works: true, result: ems.Full, extended: true, certainty: schannel.Certain, rules: []string{"ems.resume.upgrade"},
		why: "RFC 7627, Section 5.3: must not resume, continues in full",
	},
	{
		name: "rolling-upgrade", client: "boringssl", server: "openssl-1.0", course: tlsstack.RollingUpgrade, node: "openssl-3",
		result: ems.Abort, by: ems.Client, alert: 40, certainty: schannel.Certain, rules: []string{"ems.resume.upgrade", "ems.resume.accepted_downgrade"},
		why: "on the upgraded node the session becomes an extended one, and back on the old node it is resumed without the extension",
	},
	{
		name: "renegotiation-after-nothing-odd", client: "openssl-3", server: "openssl-1.0", course: tlsstack.Renegotiation,
		works: true, result: ems.Full, certainty: schannel.Certain, rules: []string{"ems.full.unsupported"},
		why: "BoringSSL, Renego-NoEMS: none to none is fine",
	},
	{
		name: "no-renegotiation-in-go", client: "openssl-3", server: "go", course: tlsstack.Renegotiation,
		result: ems.Abort, by: ems.Server, alert: 100, certainty: schannel.Certain, rules: []string{"ems.stack.no_renegotiation"},
		why: "Go, src/crypto/tls/conn.go: a server answers no_renegotiation",
	},
	{
		name: "updated-windows-ends", client: "schannel-2019", server: "schannel-2019", course: tlsstack.ResumeByID,
		works: true, result: ems.Resume, extended: true, certainty: schannel.Likely, rules: []string{"ems.resume.extended"},
		why: "KB4528489: two updated ends have no problem",
	},
	{
		name: "windows-client-legacy-server", client: "schannel-2019", server: "netscaler-12", course: tlsstack.ResumeByID,
		works: true, result: ems.Full, certainty: schannel.Likely, rules: []string{"ems.resume.offer_legacy", "ems.stack.not_resumed"},
		why: "CTX264377: every reuse becomes a full handshake",
	},
	{
		name: "windows-server-legacy-client", client: "netscaler-12", server: "schannel-2019", course: tlsstack.ResumeByID,
		works: true, result: ems.Full, certainty: schannel.Likely, rules: []string{"ems.resume.legacy", "ems.stack.not_resumed"},
		why: "CTX264377: every reuse becomes a full handshake",
	},
	{
		name: "windows-client-ftp", client: "schannel-2019", server: "openssl-1.0", course: tlsstack.DataChannel,
		result: ems.Full, certainty: schannel.Likely, rules: []string{"ems.resume.offer_legacy", "ems.stack.reuse_missing"},
		why: "KB4528489: FTP data connections that must resume fail",
	},
	{
		name: "ftp-with-the-extension", client: "schannel-2019", server: "openssl-3", course: tlsstack.DataChannel,
		works: true, result: ems.Resume, extended: true, certainty: schannel.Likely, rules: []string{"ems.resume.extended"},
		why: "KB4528489: with the extension on both ends sessions are resumed",
	},
	{
		name: "windows-told-by-a-strict-server", client: "schannel-none", server: "nss-require", course: tlsstack.FirstConnection,
		result: ems.Abort, by: ems.Server, alert: 40, status: 0x80090326, certainty: schannel.Certain, rules: []string{"ems.full.legacy_client", "ems.stack.aborts"},
		why: "handshake_failure becomes SEC_E_ILLEGAL_MESSAGE, event 36887",
	},
	{
		name: "windows-told-by-gnutls", client: "schannel-none", server: "gnutls-fips", course: tlsstack.FirstConnection,
		result: ems.Abort, by: ems.Server, alert: 71, status: 0x80090331, certainty: schannel.Certain, rules: []string{"ems.full.legacy_client", "ems.stack.aborts"},
		why: "insufficient_security becomes SEC_E_ALGORITHM_MISMATCH",
	},
	{
		name: "windows-farm-half-updated", client: "schannel-2019", server: "openssl-3", course: tlsstack.OtherNode, node: "openssl-1.0",
		result: ems.Abort, by: ems.Client, alert: 40, certainty: schannel.Undocumented, rules: []string{"ems.stack.undocumented"},
		why: "what Schannel does when the ServerHello drops the extension is not documented",
	},
	{
		name: "windows-server-loses-the-extension", client: "openssl-3", server: "schannel-2019", course: tlsstack.ResumeByID, next: "openssl-3-no-ems",
		result: ems.Abort, by: ems.Server, alert: 40, certainty: schannel.Undocumented, rules: []string{"ems.stack.undocumented"},
		why: "nor what it does when the ClientHello drops it",
	},
	{
		name: "intolerant", client: "openssl-3", server: "ibm-http-server", course: tlsstack.FirstConnection,
		result: ems.Abort, by: ems.Server, alert: 0, certainty: schannel.Likely, rules: []string{"ems.stack.intolerant"},
		why: "OpenSSL pull request 3910: the handshake dies",
	},
	{
		name: "intolerant-spared", client: "openssl-3-no-ems", server: "ibm-http-server", course: tlsstack.FirstConnection,
		works: true, result: ems.Full, certainty: schannel.Likely, rules: []string{"ems.full.unsupported"},
		why: "OpenSSL pull request 3910: which is what -no_ems is for",
	},
	{
		name: "undocumented-but-no-matter", client: "schannel-2015", server: "jdk", course: tlsstack.ResumeByID,
		works: true, result: ems.Resume, extended: true, certainty: schannel.Likely, rules: []string{"ems.resume.extended"},
		why: "no unknown step is on this way",
	},
}

func TestCourse(t *testing.T) {
	t.Parallel()
	vocabtest.Enum[tlsstack.Course](t)
}

func TestSimulate(t *testing.T) {
	t.Parallel()
	for _, tt := range simulations {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			scenario := tlsstack.Scenario{Course: tt.course}
			if tt.node != "" {
				scenario.Node = stack(t, tt.node)
			}
			if tt.next != "" {
				scenario.Next = stack(t, tt.next)
			}
			o := tlsstack.Simulate(stack(t, tt.client), stack(t, tt.server), scenario)
			last := o.Connections[len(o.Connections)-1]
			want := []any{tt.works, tt.result, tt.extended, tt.by, tt.alert, tt.status, tt.certainty}
			got := []any{o.Works, last.Result, last.Extended, last.By, last.Alert, last.Status, o.Certainty}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
			vocabtest.Findings(t, o.Findings)
			for _, code := range tt.rules {
				require.Contains(t, vocabtest.FindCodes(o.Findings), code, "%s", tt.why)
			}
		})
	}
}

// TestSimulateEverything: every pair in every course has an outcome, whole and
// the same each time, and the rules of this family are all expected above.
func TestSimulateEverything(t *testing.T) {
	t.Parallel()
	expected := map[string]bool{}
	for _, tt := range simulations {
		for _, code := range tt.rules {
			expected[code] = true
		}
	}
	for r := range tlsstack.Rules() {
		if code := string(r.Code); len(code) > 10 && code[:10] == "ems.stack." {
			require.True(t, expected[code], "%s is expected by no row", code)
		}
	}
	for client := range tlsstack.Stacks() {
		for server := range tlsstack.Stacks() {
			for course := tlsstack.FirstConnection; course <= tlsstack.DataChannel; course++ {
				for _, version := range []schannel.TLSVersion{0, schannel.TLS13} {
					s := tlsstack.Scenario{Course: course, Version: version}
					o := tlsstack.Simulate(client, server, s)
					require.NotEmpty(t, o.Connections)
					require.NotZero(t, o.Certainty)
					vocabtest.Findings(t, o.Findings)
					for _, c := range o.Connections {
						require.NotZero(t, c.Result, "%s with %s, %s", client.Name, server.Name, course)
						require.Equal(t, c.Result == ems.Abort, c.By != 0)
					}
				}
			}
		}
	}
}

// TestUndocumentedIsRare: saying that something is not documented is no way
// out; these are the pairs of documented stacks for which it is said.
func TestUndocumentedIsRare(t *testing.T) {
	t.Parallel()
	total, open := 0, 0
	for client := range tlsstack.Stacks() {
		for server := range tlsstack.Stacks() {
			for course := tlsstack.FirstConnection; course <= tlsstack.DataChannel; course++ {
				total++
				if tlsstack.Simulate(client, server, tlsstack.Scenario{Course: course}).Certainty == schannel.Undocumented {
					open++
				}
			}
		}
	}
	require.Less(t, open*20, total, "%d of %d", open, total)
}

// TestSimulateUndecidable: a version or a course that is none is no reason to
// fail, and none to be sure.
func TestSimulateUndecidable(t *testing.T) {
	t.Parallel()
	for _, scenario := range []tlsstack.Scenario{{Version: 0x0999}, {Course: 99}} {
		o := tlsstack.Simulate(stack(t, "go"), stack(t, "go"), scenario)
		want := tlsstack.Outcome{Course: scenario.Course, Certainty: schannel.InsufficientData, Connections: []tlsstack.Connection{}, Findings: []schannel.Finding{}}
		if diff := cmp.Diff(want, o); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	}
}

// TestWindowsEvents: the end that runs Windows logs what it sent or received.
func TestWindowsEvents(t *testing.T) {
	t.Parallel()
	o := tlsstack.Simulate(stack(t, "schannel-none"), stack(t, "nss-require"), tlsstack.Scenario{})
	var events []int
	for _, f := range o.Findings {
		for _, e := range f.Events {
			events = append(events, e.ID)
		}
	}
	if diff := cmp.Diff([]int{36887}, events); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestRenegotiationAfterLegacyResumption: RFC 7627, Section 5.4. Scenarios
// renegotiate on the first connection, so the step is asked directly.
func TestRenegotiationAfterLegacyResumption(t *testing.T) {
	t.Parallel()
	d := stack(t, "openssl-3").Client.Offer(ems.Handshake{
		Version: schannel.TLS12, Session: ems.LegacySession, Renegotiation: true, Resumed: true,
	})
	if diff := cmp.Diff([]any{ems.Abort, ems.NoRenegotiation}, []any{d.Action, d.Alert}); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestOutcomeJSON(t *testing.T) {
	t.Parallel()
	o := tlsstack.Simulate(stack(t, "schannel-none"), stack(t, "gnutls-fips"), tlsstack.Scenario{})
	got, err := json.Marshal(o.Connections)
	require.NoError(t, err)
	want := `[{"client":"schannel-none","server":"gnutls-fips","result":"abort","client_hello_ems":false,"server_hello_ems":false,` +
		`"extended":false,"by":"server","alert":71,"status":"SEC_E_ALGORITHM_MISMATCH","rule":"ems.full.legacy_client"}]`
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	all, err := json.Marshal(o)
	require.NoError(t, err)
	require.NotContains(t, string(all), ":null", "only a connection has what may be null")
}

// An FTP client on Windows and a server that knows nothing of the extension
// but demands that data connections resume the session.
func ExampleSimulate() {
	client, _ := tlsstack.StackByName("schannel-2019")
	server, _ := tlsstack.StackByName("openssl-1.0")
	o := tlsstack.Simulate(client, server, tlsstack.Scenario{Course: tlsstack.DataChannel})
	fmt.Println("works:", o.Works)
	for _, f := range o.Findings[1:] {
		fmt.Println(f.Code)
	}
	// Output:
	// works: false
	// ems.resume.offer_legacy
	// ems.full.unsupported
	// ems.stack.reuse_missing
}
