// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package tlsstack_test

import (
	"encoding/json"
	"fmt"
	"regexp"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/ems/tlsstack"
	"github.com/schanneltrust/schannel/internal/vocabtest"
)

func stack(t *testing.T, name string) tlsstack.Stack {
	t.Helper()
	s, ok := tlsstack.StackByName(name)
	require.True(t, ok, "the stack %s is known", name)
	return s
}

func TestStacks(t *testing.T) {
	t.Parallel()
	name := regexp.MustCompile(`^[a-z0-9]+([.-][a-z0-9]+)*$`)
	last := ""
	for s := range tlsstack.Stacks() {
		require.Regexp(t, name, s.Name)
		require.Less(t, last, s.Name, "ordered by name")
		last = s.Name
		require.NotEmpty(t, s.Product, "%s", s.Name)
		require.NotEmpty(t, s.Versions, "%s", s.Name)
		require.NotZero(t, s.Evidence, "%s", s.Name)
		vocabtest.Sources(t, s.Name, s.Sources)
		seen := map[tlsstack.Deviation]bool{}
		for _, dev := range s.Deviations {
			require.Contains(t, clauses(), dev.At, "%s departs from a rule that exists", s.Name)
			require.NotZero(t, dev.Side, "%s", s.Name)
			require.True(t, dev.Alert == 0 || dev.Action == ems.Abort, "%s: an alert goes with an abort", s.Name)
			step := tlsstack.Deviation{Side: dev.Side, At: dev.At}
			require.False(t, seen[step], "%s has two deviations at %s", s.Name, dev.At)
			seen[step] = true
		}
	}
	_, ok := tlsstack.StackByName("no-such-stack")
	require.False(t, ok)
}

// TestStackByName: the projects write their names with capitals and blanks.
func TestStackByName(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"boringssl": "boringssl", "BoringSSL": "boringssl", "wolfSSL": "wolfssl", "NSS": "nss",
		"Mbed TLS": "mbedtls", "Bouncy Castle": "bouncycastle", "JDK 8": "jdk-8", "Go 1.20": "go-1.20", "OpenSSL 1.0": "openssl-1.0",
		"ProFTPD": "openssl-3", "FileZilla Server 0.9": "openssl-1.0", "FileZilla Server 1": "gnutls",
		"OpenSSL": "", "OpenSSL 1.0.2": "", "": "", "-": "",
	} {
		s, ok := tlsstack.StackByName(name)
		require.Equal(t, want, s.Name, "%q", name)
		require.Equal(t, want != "", ok)
	}
	s, _ := tlsstack.StackByName("FileZilla Server 1")
	require.Equal(t, tlsstack.DemandAlways, s.FTP.Demand, "an alias brings what its server demands, however it is written")
}

// resumed is how a server ends the second handshake, and with which alert.
type resumed struct {
	action ems.Action
	alert  ems.Alert
}

// TestServerResumption has the cross product that the test suites of the
// stacks settle: whether the session has an extended master secret, and
// whether the new ClientHello has the extension.
func TestServerResumption(t *testing.T) {
	t.Parallel()
	resume, full := resumed{ems.Resume, 0}, resumed{ems.Full, 0}
	aborts := func(alert ems.Alert) resumed { return resumed{ems.Abort, alert} }
	tests := []struct {
		stack                    string
		yesYes, yesNo, noYes, no resumed
		why                      string
	}{
		{"rfc7627", resume, aborts(40), full, aborts(40), "RFC 7627, Section 5.3"},
		{"boringssl", resume, aborts(40), full, resume, "ssl/test/runner/ems_tests.go"},
		{"nss", resume, aborts(40), full, resume, "lib/ssl/ssl3con.c"},
		{"openssl-3", resume, aborts(40), full, resume, "70-test_tlsextms.t; the alert as seen from 3.0.22"},
		{"openssl-3-2025", resume, aborts(47), full, resume, "70-test_tlsextms.t; issue 9791 on the alert"},
		{"wolfssl", resume, aborts(0), full, resume, "tests/api/test_tls_ext.c: an error, the alert is optional"},
		{"botan", resume, aborts(40), full, resume, "tls_server_impl_12.cpp"},
		{"coretls", resume, aborts(40), full, resume, "lib/sslHandshakeHello.c"},
		{"s2n-tls", resume, aborts(109), full, resumed{}, "s2n_self_talk_session_id_test.c; no and no is not tested"},
		{"tlslite-ng", resume, aborts(40), full, resumed{}, "tlsconnection.py; no and no is not tested"},
		{"go", resume, aborts(0), full, resume, "handshake_server.go: an error without an alert"},
		{"rustls", resume, aborts(47), full, resume, "bogo/config.json.in"},
		{"jdk", resume, aborts(40), full, full, "ExtendedMasterSecretExtension.java: legacy sessions are never resumed"},
		{"jdk-8", resume, aborts(40), full, full, "ServerHandshaker.java of 7u: the same"},
		{"ibm-java-8", resume, aborts(40), full, resumed{}, "IBM 5027181 says what allowLegacyResumption=false does, and not what the default does"},
		{"jdk-no-legacy", resume, aborts(40), full, aborts(40), "the same with allowLegacyResumption=false"},
		{"bouncycastle", resume, aborts(40), full, aborts(40), "TlsServerProtocol.java, allowLegacyResumption false"},
		{"gnutls", resume, full, full, resume, "tests/resume.c"},
		{"mbedtls", resume, resume, resume, resume, "ssl_tls12_server.c: the session has no flag"},
		{"hs-tls", resume, aborts(0), full, resume, "HandshakeSpec.hs"},
		{"schannel-2019", resume, resumed{}, full, full, "CTX264377; what it does on a lost extension is not documented"},
	}
	for _, tt := range tests {
		t.Run(tt.stack, func(t *testing.T) {
			t.Parallel()
			for _, cell := range []struct {
				session ems.Session
				hello   bool
				want    resumed
			}{
				{ems.ExtendedSession, true, tt.yesYes},
				{ems.ExtendedSession, false, tt.yesNo},
				{ems.LegacySession, true, tt.noYes},
				{ems.LegacySession, false, tt.no},
			} {
				h := ems.Handshake{Version: schannel.TLS12, Attempt: ems.Resume, Session: cell.session, Resumable: true, ClientHello: cell.hello}
				d, known := tlsstack.Answered(stack(t, tt.stack), h)
				got := resumed{d.Action, d.Alert}
				if !known {
					got = resumed{}
				}
				if diff := cmp.Diff(cell.want, got, cmp.AllowUnexported(resumed{})); diff != "" {
					t.Errorf("session %s, extension %t, %s (-want +got):\n%s", cell.session, cell.hello, tt.why, diff)
				}
			}
		})
	}
}

// TestMbedTLSEchoes: resuming a legacy session with the extension in the
// ServerHello is what strict clients abort on.
func TestMbedTLSEchoes(t *testing.T) {
	t.Parallel()
	h := ems.Handshake{Version: schannel.TLS12, Attempt: ems.Resume, Session: ems.LegacySession, Resumable: true, ClientHello: true}
	d, _ := tlsstack.Answered(stack(t, "mbedtls"), h)
	if diff := cmp.Diff([]any{ems.Resume, true}, []any{d.Action, d.Extension}); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestCoreTLSPassesOver: what it does not look at is decided as if it were well,
// each end by its own policy.
func TestCoreTLSPassesOver(t *testing.T) {
	t.Parallel()
	s := stack(t, "coretls")
	hello := ems.Handshake{Version: schannel.TLS12, Attempt: ems.Full, ClientHello: true, NonEmpty: true}
	server, _ := tlsstack.Answered(s, hello)
	hello.ServerHello = true
	client, _ := tlsstack.Accepted(s, hello)
	unasked, _ := tlsstack.Accepted(s, ems.Handshake{Version: schannel.TLS12, Attempt: ems.Full, ServerHello: true})
	want := []schannel.Code{ems.CodeFullExtended, ems.CodeFullExtended, ems.CodeFullLegacyServer}
	if diff := cmp.Diff(want, []schannel.Code{server.Rule, client.Rule, unasked.Rule}); diff != "" {
		t.Errorf("lib/sslHandshakeHello.c looks at no length (-want +got):\n%s", diff)
	}
}

// What a cell of TestAlerts says instead of an alert.
const (
	silent = 0  // it fails without an alert, or with one that is not known
	goesOn = -1 // it does not fail
	open   = -2 // not known
	never  = -3 // the stack cannot come to it
)

// alertRows has the alerts that stacks send, as read in their sources, in the
// order of the columns of TestAlerts.
var alertRows = []struct {
	stack string
	want  [8]int
}{
	{"rfc7627", [8]int{40, 40, goesOn, goesOn, 50, 50, 110, 47}},
	{"boringssl", [8]int{40, 40, goesOn, goesOn, 50, 50, 110, 110}},
	{"openssl-3", [8]int{40, 40, goesOn, goesOn, 50, goesOn, silent, open}},
	{"nss", [8]int{40, 40, goesOn, goesOn, 50, 50, 110, silent}},
	{"nss-require", [8]int{40, 40, 40, 40, 50, 50, 110, silent}},
	{"gnutls", [8]int{goesOn, goesOn, goesOn, goesOn, 50, 50, 110, open}},
	{"gnutls-fips", [8]int{never, goesOn, 71, 71, 50, 50, 110, open}},
	{"go", [8]int{40, 40, goesOn, goesOn, 50, 50, never, 110}},
	{"go-fips", [8]int{40, 40, 40, 40, 50, 50, never, 110}},
	{"rustls", [8]int{47, 47, goesOn, goesOn, 50, 50, open, silent}},
	{"rustls-fips", [8]int{never, 47, 40, 40, 50, 50, open, silent}},
	{"jdk", [8]int{never, 40, goesOn, goesOn, 50, 50, 110, open}},
	{"jdk-8", [8]int{never, 40, goesOn, goesOn, open, open, 110, never}},
	{"jdk-no-identification", [8]int{never, 40, goesOn, goesOn, 50, 50, 110, open}},
	{"libressl", [8]int{never, never, goesOn, goesOn, goesOn, never, goesOn, never}},
	{"jdk-no-legacy", [8]int{never, 40, 40, 40, 50, 50, 110, open}},
	{"bouncycastle", [8]int{40, 40, goesOn, goesOn, 47, 47, 110, 47}},
	{"mbedtls", [8]int{goesOn, goesOn, goesOn, goesOn, 50, 110, 110, open}},
	{"s2n-tls", [8]int{never, 109, goesOn, goesOn, silent, silent, silent, open}},
	{"botan", [8]int{40, 40, goesOn, goesOn, 50, 50, 110, open}},
	{"botan-3.12", [8]int{40, 40, 40, 40, 50, 50, 110, open}},
	{"coretls", [8]int{silent, silent, goesOn, goesOn, goesOn, goesOn, goesOn, never}},
	{"openssl-3-fips", [8]int{40, 40, 80, 80, 50, goesOn, silent, open}},
	{"pion-require", [8]int{never, open, 71, 71, open, open, open, never}},
	{"wolfssl", [8]int{silent, silent, goesOn, goesOn, open, open, open, open}},
	{"rhel9-fips", [8]int{40, 40, silent, silent, 50, goesOn, silent, open}},
}

// TestAlerts has the alerts that stacks send, as read in their sources.
func TestAlerts(t *testing.T) {
	t.Parallel()
	type decide = func(tlsstack.Stack) (ems.Decision, bool)
	server := func(h ems.Handshake) decide {
		h.Version = schannel.TLS12
		return func(s tlsstack.Stack) (ems.Decision, bool) { return tlsstack.Answered(s, h) }
	}
	client := func(version schannel.TLSVersion, h ems.Handshake) decide {
		h.Version = version
		return func(s tlsstack.Stack) (ems.Decision, bool) { return tlsstack.Accepted(s, h) }
	}
	const tls12 = schannel.TLS12
	columns := []struct {
		name   string
		decide func(tlsstack.Stack) (ems.Decision, bool)
	}{
		{"session legacy, ServerHello has it", client(tls12, ems.Handshake{Attempt: ems.Resume, Session: ems.LegacySession, ClientHello: true, ServerHello: true})},
		{"session extended, ServerHello lacks it", client(tls12, ems.Handshake{Attempt: ems.Resume, Session: ems.ExtendedSession, ClientHello: true})},
		{"required, ClientHello lacks it", server(ems.Handshake{Attempt: ems.Full})},
		{"required, ServerHello lacks it", client(tls12, ems.Handshake{Attempt: ems.Full, ClientHello: true})},
		{"ClientHello has data", server(ems.Handshake{Attempt: ems.Full, ClientHello: true, NonEmpty: true})},
		{"ServerHello has data", client(tls12, ems.Handshake{Attempt: ems.Full, ClientHello: true, ServerHello: true, NonEmpty: true})},
		{"ServerHello has it unasked", client(tls12, ems.Handshake{Attempt: ems.Full, ServerHello: true})},
		{"ServerHello of TLS 1.3 has it", client(schannel.TLS13, ems.Handshake{Attempt: ems.Full, ClientHello: true, ServerHello: true})},
	}
	for _, tt := range alertRows {
		t.Run(tt.stack, func(t *testing.T) {
			t.Parallel()
			for i, column := range columns {
				if tt.want[i] == never {
					continue
				}
				d, known := column.decide(stack(t, tt.stack))
				got := goesOn
				switch {
				case !known:
					got = open
				case d.Action == ems.Abort:
					got = int(d.Alert)
				}
				if diff := cmp.Diff(tt.want[i], got); diff != "" {
					t.Errorf("%s (-want +got):\n%s", column.name, diff)
				}
			}
		})
	}
}

func TestStackJSON(t *testing.T) {
	t.Parallel()
	got, err := json.Marshal(stack(t, "openssl-3-2025").Deviations[:2])
	require.NoError(t, err)
	want := `[{"side":"server","at":"ems.resume.downgrade","action":"abort","silent":false,"no_extension":false,"alert":"illegal_parameter"},` +
		`{"side":"client","at":"ems.full.non_empty","action":"full","silent":false,"no_extension":false,"alert":null}]`
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	zero, err := json.Marshal(tlsstack.Stack{})
	require.NoError(t, err)
	require.Contains(t, string(zero), `"deviations":[],"evidence":"unspecified","sources":[],"gives_up":null}`)
}

// TestProtocols: numbers of DTLS go down.
func TestProtocols(t *testing.T) {
	t.Parallel()
	p := tlsstack.Protocols{MinTLS: schannel.TLS10, MaxTLS: schannel.TLS12, MinDTLS: schannel.DTLS10, MaxDTLS: schannel.DTLS12}
	for version, want := range map[schannel.TLSVersion]bool{
		schannel.SSL30: false, schannel.TLS10: true, schannel.TLS12: true, schannel.TLS13: false,
		schannel.DTLS10: true, schannel.DTLS12: true, schannel.DTLS13: false, 0: false,
	} {
		require.Equal(t, want, p.Speaks(version), "%s", version)
		require.False(t, tlsstack.Protocols{}.Speaks(version), "none")
	}
	require.Equal(t, "TLS 1.0 to TLS 1.2, DTLS 1.0 to DTLS 1.2", p.String())
	require.Equal(t, "DTLS 1.2", tlsstack.Protocols{MinDTLS: schannel.DTLS12, MaxDTLS: schannel.DTLS12}.String())
}

func ExampleProtocols_Speaks() {
	californium, _ := tlsstack.StackByName("californium")
	fmt.Println(californium.ClientSpeaks.Speaks(schannel.TLS12), californium.ClientSpeaks)
	// Output: false DTLS 1.2
}

// vsftpd is OpenSSL, with a demand of its own.
func ExampleStackByName() {
	s, _ := tlsstack.StackByName("vsftpd")
	fmt.Println(s.Name, s.FTP.Demand, s.FTP.Setting)
	// Output: openssl-3 default-on require_ssl_reuse
}

func ExampleStacks() {
	for s := range tlsstack.Stacks() {
		if s.Windows {
			fmt.Println(s.Name, "-", s.Versions)
		}
	}
	// Output:
	// schannel-2015 - Windows 10, and older ones with KB3081320, up to the updates of October 2019
	// schannel-2019 - of Windows 10, Server 2019 and older, with the updates of 2019-10-08 or later
	// schannel-2022 - of Windows 11, Server 2022 and later
	// schannel-none - before 2015-11, without KB3081320
}

// TestFTPServers holds what servers of FTP demand of data connections against
// their documents.
func TestFTPServers(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		server string
		want   tlsstack.Demand
		why    string
	}{
		{"vsftpd", tlsstack.DemandDefaultOn, "vsftpd.conf: require_ssl_reuse is YES by default"},
		{"proftpd", tlsstack.DemandDefaultOn, "mod_tls: NoSessionReuseRequired switches it off"},
		{"filezilla-server-1", tlsstack.DemandAlways, "FluentFTP#1738: without a choice"},
		{"filezilla-server-0.9", tlsstack.DemandDefaultOff, "an option of the settings"},
		{"iis-ftp", tlsstack.DemandNever, "ftpServer/security/ssl has no such setting"},
	} {
		require.Equal(t, tt.want, stack(t, tt.server).FTP.Demand, "%s: %s", tt.server, tt.why)
	}
	require.Equal(t, tlsstack.AnswerIgnores, stack(t, "s2n-tls").ClientAsked.Answer, "s2n: without a callback a HelloRequest is passed over")
}

// A stack of one's own, which has never heard of the extension, as a client of
// one that is known.
func ExampleStack() {
	appliance := tlsstack.Stack{Name: "appliance", Client: ems.Policy{Disabled: true}, Unaware: true}
	windows, _ := tlsstack.StackByName("schannel-2019")
	outcome := tlsstack.Simulate(appliance, windows, tlsstack.Scenario{Course: tlsstack.FirstConnection})
	fmt.Println(outcome.Works, outcome.Findings[0].Code)
	// Output: true ems.full.legacy_client
}
