// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package ems_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/internal/vocabtest"
)

const (
	dheSuite   = "TLS_DHE_RSA_WITH_AES_256_GCM_SHA384"
	ecdheSuite = "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"
)

var (
	updated10     = ems.Host{Product: "Windows 10 1809", Updates: []string{"KB4519338"}}
	updated2019   = ems.Host{Product: "Windows Server 2019", Build: "17763.805"}
	updated2012R2 = ems.Host{Product: "Windows Server 2012 R2", Updates: []string{"KB4520005"}}
	windows7old   = ems.Host{Product: "Windows 7", Updated: time.Date(2014, time.June, 10, 0, 0, 0, 0, time.UTC)}
)

// macReceived is what KB4528489 quotes.
var macReceived = []ems.Symptom{
	{Event: 36887, Alert: ems.BadRecordMAC},
	{Status: 0x8009030f},
	{Text: "The request was aborted: Could not create SSL/TLS secure channel."},
}

func alertReceived(a ems.Alert) []ems.Symptom { return []ems.Symptom{{Event: 36887, Alert: a}} }

// TestDiagnose has each cause where the sources place it, and where what is
// known contradicts it.
func TestDiagnose(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name     string
		incident ems.Incident
		facts    []string
		causes   []string
		why      string
	}{
		{
			"kb4528489",
			ems.Incident{Symptoms: macReceived, Local: updated10, Side: ems.Client, PeerBehaviour: ems.NoEMS, Suite: dheSuite, Failures: 16, Attempts: 4096},
			[]string{
				"host.enforces certain", "leading_zero.fixed certain", "pair.no_resumption likely", "suite.affected certain",
				"alert.received certain", "status.alerts certain", "keys.differ likely", "rate.one likely",
			},
			[]string{"cause.leading_zero likely"},
			"KB4528489, item 1 for administrators",
		},
		{
			"event-alone",
			ems.Incident{Symptoms: alertReceived(ems.BadRecordMAC)},
			[]string{"alert.received certain", "keys.differ likely"},
			[]string{"cause.leading_zero insufficient-data", "cause.derivation insufficient-data"},
			"two ways to keys that differ; nothing is known of the ends",
		},
		{
			"code-alone",
			ems.Incident{Symptoms: []ems.Symptom{{Status: 0x8009030f}}},
			[]string{"status.alerts certain"},
			[]string{"cause.leading_zero insufficient-data", "cause.short_public insufficient-data"},
			"curl issue 5488 has the same code from a short public value",
		},
		{
			"two-updated-ends",
			ems.Incident{Symptoms: macReceived[:1], Local: updated10, Side: ems.Client, Peer: updated2019, Suite: dheSuite},
			[]string{
				"host.enforces certain", "leading_zero.fixed certain", "host.enforces certain", "leading_zero.fixed certain",
				"pair.updated certain", "suite.affected certain", "alert.received certain", "keys.differ likely",
			},
			[]string{"cause.other likely"},
			"KB4528489, Next steps: they do not have the problem",
		},
		{
			"two-updated-ends-one-old",
			ems.Incident{Symptoms: macReceived[:1], Local: updated2012R2, Side: ems.Server, Peer: updated10, Suite: dheSuite},
			[]string{
				"host.enforces certain", "leading_zero.missing certain", "host.enforces certain", "leading_zero.fixed certain",
				"pair.updated certain", "suite.affected certain", "alert.received certain", "keys.differ likely",
			},
			[]string{"cause.leading_zero undocumented"},
			"KB4528489 says they do not fail, KB4557473 has Server 2012 R2 and Server 2019 fail",
		},
		{
			"extension-on-both-ends",
			ems.Incident{Symptoms: macReceived[:1], Local: updated10, Side: ems.Client, PeerBehaviour: ems.NegotiatesEMS, Suite: dheSuite, Failures: 5, Attempts: 5},
			[]string{
				"host.enforces certain", "leading_zero.fixed certain", "suite.affected certain",
				"alert.received certain", "keys.differ likely", "rate.always likely",
			},
			[]string{"cause.derivation insufficient-data"},
			"a short value does not fail every time; RFC 7627, Section 4",
		},
		{
			"ecdhe",
			ems.Incident{Symptoms: macReceived[:1], Local: updated10, Side: ems.Client, PeerBehaviour: ems.NoEMS, Suite: ecdheSuite},
			[]string{
				"host.enforces certain", "leading_zero.fixed certain", "pair.no_resumption likely", "suite.immune certain",
				"alert.received certain", "keys.differ likely",
			},
			[]string{"cause.other likely"},
			"RFC 8422, Section 5.10: no zero is stripped; and without the extension there is one derivation",
		},
		{
			"alert-sent",
			ems.Incident{
				Symptoms: []ems.Symptom{{Text: "The following fatal alert was generated: 20. The internal error state is 960"}},
				Local:    ems.Host{Product: "Windows Server 2008 R2"}, Side: ems.Server, Suite: "TLS_DHE_RSA_WITH_AES_128_CBC_SHA",
			},
			[]string{
				"host.unknown insufficient-data", "leading_zero.missing certain", "suite.affected certain",
				"alert.sent certain", "keys.differ likely",
			},
			[]string{"cause.leading_zero likely", "cause.derivation insufficient-data"},
			"TLS handshake failing, 36888: alert 20 with TLS_DHE suites on Server 2008 R2",
		},
		{
			"sql-server",
			ems.Incident{
				Symptoms: []ems.Symptom{{Text: "(provider: SSL Provider, error: 0 - An existing connection was forcibly closed by the remote host.)"}},
				Local:    updated2012R2, Side: ems.Client, Peer: updated2019, Suite: dheSuite,
			},
			[]string{
				"host.enforces certain", "leading_zero.missing certain", "host.enforces certain", "leading_zero.fixed certain",
				"pair.updated certain", "suite.affected certain",
			},
			[]string{"cause.leading_zero undocumented", "cause.short_public insufficient-data"},
			"KB4557473, Symptoms, note 2: from Server 2012 R2 to Server 2019",
		},
		{
			"buffer-too-small",
			ems.Incident{Symptoms: []ems.Symptom{{Text: "schannel: next InitializeSecurityContext failed: SEC_E_BUFFER_TOO_SMALL (0x80090321)"}}, Local: windows7old, Side: ems.Client, Suite: dheSuite, Failures: 12, Attempts: 999},
			[]string{
				"host.none certain", "leading_zero.missing certain", "suite.affected certain", "status.other certain", "rate.three likely",
			},
			[]string{"cause.short_public likely"},
			"curl issue 5488: about 1 in 100 on Windows 7",
		},
		{
			"buffer-too-small-new",
			ems.Incident{Symptoms: []ems.Symptom{{Status: 0x80090321}}, Local: updated10, Side: ems.Client},
			[]string{"host.enforces certain", "leading_zero.fixed certain", "status.other certain"},
			[]string{"cause.short_public insufficient-data"},
			"dotnet/corefx issue 7812: fixed in build 14393",
		},
		{
			"handshake-failure-resuming",
			ems.Incident{Symptoms: alertReceived(ems.HandshakeFailure), Local: updated10, Side: ems.Client, PeerBehaviour: ems.NegotiatesEMS, Resuming: true},
			[]string{"host.enforces certain", "leading_zero.fixed certain", "alert.received certain"},
			[]string{"cause.mismatch likely"},
			"RFC 7627, Section 5.3",
		},
		{
			"missing-extension",
			ems.Incident{Symptoms: alertReceived(ems.MissingExtension)},
			[]string{"alert.received certain"},
			[]string{"cause.mismatch insufficient-data"},
			"another stack's alert for the same clause; whether it resumed is not said",
		},
		{
			"illegal-message-code",
			ems.Incident{Symptoms: []ems.Symptom{{Status: 0x80090326}}, Resuming: true, PeerBehaviour: ems.EnforcesEMS, Local: updated10},
			[]string{"host.enforces certain", "leading_zero.fixed certain", "status.alerts certain"},
			[]string{"cause.mismatch likely"},
			"SEC_E_ILLEGAL_MESSAGE stands for alerts 40, 47 and 109 too",
		},
		{
			"required",
			ems.Incident{Symptoms: alertReceived(ems.InsufficientSecurity), Local: windows7old, Side: ems.Client},
			[]string{"host.none certain", "leading_zero.missing certain", "alert.received certain"},
			[]string{"cause.required likely"},
			"RFC 7627, Section 5.2",
		},
		{
			"handshake-failure-alone",
			ems.Incident{Symptoms: alertReceived(ems.HandshakeFailure)},
			[]string{"alert.received certain"},
			[]string{"cause.mismatch insufficient-data", "cause.required insufficient-data"},
			"RFC 7627, Sections 5.2 and 5.3 have the same alert",
		},
		{
			"ftp",
			ems.Incident{Symptoms: []ems.Symptom{{Text: "425 TLS session of data connection has not resumed or the session does not match the control connection"}}, Local: updated10, Side: ems.Client, PeerBehaviour: ems.NoEMS},
			[]string{"host.enforces certain", "leading_zero.fixed certain", "pair.no_resumption likely"},
			[]string{"cause.ftp likely"},
			"KB4528489, item 3 for administrators",
		},
		{
			"ftp-flag",
			ems.Incident{FTPData: true, Local: updated10, Side: ems.Client, Suite: ecdheSuite, Failures: 9, Attempts: 9},
			[]string{"host.enforces certain", "leading_zero.fixed certain", "suite.immune certain", "rate.always likely"},
			[]string{"cause.ftp insufficient-data"},
			"whether the server has the extension is not said",
		},
		{
			"late-certificate",
			ems.Incident{LateCertRequest: true, Local: updated2019, Side: ems.Client, PeerBehaviour: ems.NoEMS, Suite: ecdheSuite, Failures: 9, Attempts: 9},
			[]string{
				"host.enforces certain", "leading_zero.fixed certain", "pair.no_resumption likely", "suite.immune certain", "rate.always likely",
			},
			[]string{"cause.late_certificate likely"},
			"KB4528489, item 2 for administrators",
		},
		{
			"time-out",
			ems.Incident{Symptoms: []ems.Symptom{{Text: "The operation has timed out"}}, Local: updated2019, Side: ems.Server, PeerBehaviour: ems.NoEMS, Suite: ecdheSuite},
			[]string{"host.enforces certain", "leading_zero.fixed certain", "pair.no_resumption likely", "suite.immune certain"},
			[]string{"cause.full_handshakes likely", "cause.intolerant insufficient-data"},
			"the note of KB4517389: latency and CPU from full handshakes",
		},
		{
			"reset",
			ems.Incident{Symptoms: []ems.Symptom{{Reset: true}}, Local: updated10, Side: ems.Client, Suite: ecdheSuite},
			[]string{"host.enforces certain", "leading_zero.fixed certain", "suite.immune certain"},
			[]string{"cause.mismatch insufficient-data", "cause.intolerant insufficient-data"},
			"OpenSSL pull request 3910; some stacks close without an alert",
		},
		{
			"certificate-alert",
			ems.Incident{Symptoms: alertReceived(46), Local: updated10},
			[]string{"host.enforces certain", "leading_zero.fixed certain", "alert.received certain"},
			[]string{"cause.other likely"},
			"certificate_unknown has nothing to do with it",
		},
		{
			"dhe-always",
			ems.Incident{Symptoms: macReceived[:1], PeerBehaviour: ems.NoEMS, Suite: dheSuite, Failures: 50, Attempts: 50},
			[]string{"suite.affected certain", "alert.received certain", "keys.differ likely", "rate.always likely"},
			[]string{"cause.other likely"},
			"a leading zero is rare",
		},
		{
			"dhe-half",
			ems.Incident{Symptoms: macReceived[:1], PeerBehaviour: ems.NoEMS, Suite: dheSuite, Failures: 25, Attempts: 50},
			[]string{"suite.affected certain", "alert.received certain", "keys.differ likely", "rate.other likely"},
			[]string{"cause.other likely"},
			"a leading zero is rarer than that",
		},
		{
			"dhe-few",
			ems.Incident{Symptoms: macReceived[:1], PeerBehaviour: ems.NoEMS, Suite: dheSuite, Failures: 1, Attempts: 100},
			[]string{"suite.affected certain", "alert.received certain", "keys.differ likely", "rate.either likely"},
			[]string{"cause.leading_zero likely"},
			"1 of 100 fits one short value as well as any of three",
		},
		{
			"ftp-after-registry",
			ems.Incident{
				FTPData: true, Side: ems.Client, PeerBehaviour: ems.NegotiatesEMS, Suite: ecdheSuite,
				Local: ems.Host{Product: "Windows 11", Registry: []schannel.RegistryValue{{
					Key:  `HKLM\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL`,
					Name: "DisableClientExtendedMasterSecret", Type: schannel.RegDWORD, Number: 1,
				}}},
			},
			[]string{"host.younger likely", "registry.off certain", "leading_zero.fixed likely", "suite.immune certain"},
			[]string{"cause.ftp likely"},
			"Decrypting Schannel, part 2, 1.2: with the extension off, nothing is resumed",
		},
		{
			"ftp-registry-before-enforcement",
			ems.Incident{
				FTPData: true, Side: ems.Client, PeerBehaviour: ems.NegotiatesEMS, Suite: ecdheSuite,
				Local: ems.Host{Product: "Windows 10 1809", Build: "17763.1", Registry: []schannel.RegistryValue{{
					Key:  `HKLM\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL`,
					Name: "DisableClientExtendedMasterSecret", Type: schannel.RegDWORD, Number: 1,
				}}},
			},
			[]string{"host.negotiates certain", "registry.off certain", "leading_zero.fixed certain", "suite.immune certain"},
			[]string{"cause.other likely"},
			"before October 2019 sessions without the extension are resumed",
		},
		{
			"ftp-registry-of-the-other-side",
			ems.Incident{
				FTPData: true, Side: ems.Client, PeerBehaviour: ems.NegotiatesEMS, Suite: ecdheSuite,
				Local: ems.Host{Product: "Windows 11", Registry: []schannel.RegistryValue{{
					Key:  `HKLM\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL`,
					Name: "DisableServerExtendedMasterSecret", Type: schannel.RegDWORD, Number: 1,
				}}},
			},
			[]string{"host.younger likely", "registry.off certain", "leading_zero.fixed likely", "suite.immune certain"},
			[]string{"cause.other likely"},
			"the value speaks of servers",
		},
		{
			"ftp-side-not-said",
			ems.Incident{
				FTPData: true, PeerBehaviour: ems.NegotiatesEMS, Suite: ecdheSuite,
				Local: ems.Host{Product: "Windows 11", Registry: []schannel.RegistryValue{{
					Key:  `HKLM\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL`,
					Name: "DisableServerExtendedMasterSecret", Type: schannel.RegDWORD, Number: 1,
				}}},
			},
			[]string{"host.younger likely", "registry.off certain", "leading_zero.fixed likely", "suite.immune certain"},
			[]string{"cause.ftp insufficient-data"},
			"what this end does depends on its side",
		},
		{
			"time-out-old-windows",
			ems.Incident{Symptoms: []ems.Symptom{{TimedOut: true}}, Local: windows7old, Side: ems.Server, Peer: updated10, Suite: ecdheSuite},
			[]string{
				"host.none certain", "leading_zero.missing certain", "host.enforces certain", "leading_zero.fixed certain",
				"pair.no_resumption likely", "suite.immune certain",
			},
			[]string{"cause.full_handshakes likely"},
			"the other end declines: KB4528489, Cause",
		},
		{
			"time-out-resumed",
			ems.Incident{Symptoms: []ems.Symptom{{TimedOut: true}}, Local: updated10, Peer: updated2019, Suite: ecdheSuite},
			[]string{
				"host.enforces certain", "leading_zero.fixed certain", "host.enforces certain", "leading_zero.fixed certain",
				"pair.updated certain", "suite.immune certain",
			},
			[]string{"cause.other likely"},
			"KB4528489, Next steps",
		},
		{
			"time-out-one-in-256",
			ems.Incident{Symptoms: []ems.Symptom{{TimedOut: true}}, Local: updated10, PeerBehaviour: ems.NoEMS, Suite: dheSuite, Failures: 40, Attempts: 10240},
			[]string{
				"host.enforces certain", "leading_zero.fixed certain", "pair.no_resumption likely", "suite.affected certain", "rate.one likely",
			},
			[]string{"cause.leading_zero likely"},
			"KB4528489, Symptoms: connections fail or time out; the rate is that of item 1",
		},
		{
			"suite-not-said",
			ems.Incident{Symptoms: macReceived[:1], Local: updated10, PeerBehaviour: ems.NegotiatesEMS},
			[]string{"host.enforces certain", "leading_zero.fixed certain", "alert.received certain", "keys.differ likely"},
			[]string{"cause.leading_zero insufficient-data", "cause.derivation insufficient-data"},
			"the suite decides whether KB4528489 and KB4557473 speak of it at all",
		},
		{
			"suite-without-name",
			ems.Incident{Symptoms: macReceived[:1], Suite: ems.Suite(0x00ff).String()},
			[]string{"suite.unknown insufficient-data", "alert.received certain", "keys.differ likely"},
			[]string{"cause.leading_zero insufficient-data", "cause.derivation insufficient-data"},
			"a number that has no name here may be any suite",
		},
		{
			"suite-of-openssl",
			ems.Incident{Symptoms: macReceived[:1], Suite: "DHE-RSA-AES256-GCM-SHA384"},
			[]string{"suite.unknown insufficient-data", "alert.received certain", "keys.differ likely"},
			[]string{"cause.leading_zero insufficient-data", "cause.derivation insufficient-data"},
			"not the name of Windows",
		},
		{
			"suite-not-registered",
			ems.Incident{Symptoms: macReceived[:1], Suite: "TLS_NOPE"},
			[]string{"suite.unknown insufficient-data", "alert.received certain", "keys.differ likely"},
			[]string{"cause.leading_zero insufficient-data", "cause.derivation insufficient-data"},
			"a name that begins well is not yet one",
		},
		{
			"suite-of-windows-10",
			ems.Incident{Symptoms: macReceived[:1], Suite: "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384_P384", PeerBehaviour: ems.NoEMS},
			[]string{"suite.immune certain", "alert.received certain", "keys.differ likely"},
			[]string{"cause.other likely"},
			"older Windows writes the curve behind the name",
		},
		{
			"suite-of-tls13",
			ems.Incident{Symptoms: macReceived[:1], Suite: "TLS_AES_128_GCM_SHA256", PeerBehaviour: ems.NoEMS},
			[]string{"suite.immune certain", "alert.received certain", "keys.differ likely"},
			[]string{"cause.other likely"},
			"RFC 8446, Section 7.4.1",
		},
		{
			"late-certificate-resumed",
			ems.Incident{LateCertRequest: true, Local: updated2019, Side: ems.Client, PeerBehaviour: ems.NegotiatesEMS},
			[]string{"host.enforces certain", "leading_zero.fixed certain"},
			[]string{"cause.other likely"},
			"the extension is there, so no resumption is declined for want of it",
		},
		{
			"dhe-never",
			ems.Incident{Symptoms: macReceived[:1], PeerBehaviour: ems.NoEMS, Suite: dheSuite, Attempts: 10000},
			[]string{"suite.affected certain", "alert.received certain", "keys.differ likely", "rate.none likely"},
			[]string{"cause.other likely"},
			"39 failures of a leading zero would be expected",
		},
		{
			"suite-without-ephemeral-key",
			ems.Incident{Symptoms: macReceived[:1], Suite: "TLS_DH_anon_WITH_AES_128_CBC_SHA"},
			[]string{"alert.received certain", "keys.differ likely"},
			[]string{"cause.leading_zero insufficient-data", "cause.derivation insufficient-data"},
			"RFC 5246, Section 8.1.2 strips its secret too; KB4528489 and KB4557473 speak of TLS_DHE",
		},
		{
			"short-value-by-build",
			ems.Incident{Symptoms: []ems.Symptom{{Status: 0x80090321}}, Local: ems.Host{Build: "10586.0"}, Suite: dheSuite},
			[]string{"host.unknown insufficient-data", "leading_zero.unknown insufficient-data", "suite.affected certain", "status.other certain"},
			[]string{"cause.short_public likely"},
			"dotnet/corefx issue 7812: fixed in build 14393",
		},
		{
			"other-event",
			ems.Incident{Symptoms: []ems.Symptom{{Event: 36874}}},
			[]string{"event.other certain"},
			[]string{"cause.other likely"},
			"Schannel events: 36874 tells of no common cipher suite",
		},
		{
			"unknown-event",
			ems.Incident{Symptoms: []ems.Symptom{{Event: 5}}},
			[]string{"event.unknown certain"},
			[]string{"cause.unknown insufficient-data"},
			"nothing contradicts a cause, and nothing speaks for one",
		},
		{
			"unknown-code",
			ems.Incident{Symptoms: []ems.Symptom{{Status: 0x1234}}},
			[]string{"status.other certain"},
			[]string{"cause.unknown insufficient-data"},
			"nothing contradicts a cause, and nothing speaks for one",
		},
		{
			"unknown-text",
			ems.Incident{Symptoms: []ems.Symptom{{Text: "hello world"}}, Local: updated10, PeerBehaviour: ems.NoEMS, Suite: dheSuite},
			[]string{"host.enforces certain", "leading_zero.fixed certain", "pair.no_resumption likely", "suite.affected certain", "text.unknown certain"},
			[]string{},
			"a text that no article quotes says nothing",
		},
		{
			"dotnet-text",
			ems.Incident{Symptoms: macReceived[2:]},
			[]string{},
			[]string{
				"cause.leading_zero insufficient-data", "cause.mismatch insufficient-data",
				"cause.required insufficient-data", "cause.full_handshakes insufficient-data",
			},
			"KB4528489, Symptoms: the error tells that the handshake failed, and no more",
		},
		{
			"dotnet-text-japanese",
			ems.Incident{Symptoms: []ems.Symptom{{Text: "要求が中止されました: SSL/TLS のセキュリティで保護されたチャネルを作成できませんでした"}}, Local: updated10, PeerBehaviour: ems.NoEMS, Suite: ecdheSuite},
			[]string{"host.enforces certain", "leading_zero.fixed certain", "pair.no_resumption likely", "suite.immune certain"},
			[]string{"cause.full_handshakes insufficient-data"},
			"KB4528489 in Japanese, Symptoms; without the extension at the other end there is no mismatch",
		},
		{
			"received-without-alert",
			ems.Incident{Symptoms: []ems.Symptom{{Event: 36887}}},
			[]string{},
			[]string{
				"cause.leading_zero insufficient-data", "cause.derivation insufficient-data",
				"cause.mismatch insufficient-data", "cause.required insufficient-data",
			},
			"the alerts 20, 40, 47, 71, 109 and 110 fit one cause or another",
		},
		{
			"received-without-alert-dhe",
			ems.Incident{Symptoms: []ems.Symptom{{Event: 36887}}, Local: updated10, PeerBehaviour: ems.EnforcesEMS, Suite: dheSuite, Resuming: true},
			[]string{"host.enforces certain", "leading_zero.fixed certain", "suite.affected certain"},
			[]string{"cause.leading_zero insufficient-data", "cause.derivation insufficient-data", "cause.mismatch insufficient-data"},
			"the alert decides between them",
		},
		{
			"sent-without-alert",
			ems.Incident{Symptoms: []ems.Symptom{{Event: 36888}}},
			[]string{},
			[]string{"cause.leading_zero insufficient-data", "cause.derivation insufficient-data", "cause.mismatch insufficient-data"},
			"no end refuses itself",
		},
		{
			"handshake-failure-sent",
			ems.Incident{
				Symptoms: []ems.Symptom{{Event: 36888, Alert: ems.HandshakeFailure}}, Side: ems.Server, Resuming: true,
				Local: ems.Host{Product: "Windows Server 2019", Updated: time.Date(2020, time.January, 1, 0, 0, 0, 0, time.UTC)},
			},
			[]string{"host.enforces certain", "leading_zero.fixed certain", "alert.sent certain"},
			[]string{"cause.mismatch undocumented"},
			"RFC 7627, Section 5.3: an extended session without the extension is aborted; with which alert Schannel does it is not documented",
		},
		{
			"handshake-failure-sent-alone",
			ems.Incident{Symptoms: []ems.Symptom{{Event: 36888, Alert: ems.HandshakeFailure}}},
			[]string{"alert.sent certain"},
			[]string{"cause.mismatch insufficient-data"},
			"whether a session is offered is not said, nor which Windows it is",
		},
		{
			"handshake-failure-sent-without-extension",
			ems.Incident{Symptoms: []ems.Symptom{{Event: 36888, Alert: ems.HandshakeFailure}}, Local: windows7old, Resuming: true},
			[]string{"host.none certain", "leading_zero.missing certain", "alert.sent certain"},
			[]string{"cause.other likely"},
			"an end without the extension looks for no mismatch",
		},
		{
			"unsupported-extension",
			ems.Incident{Symptoms: alertReceived(ems.UnsupportedExtension), Local: updated10, Resuming: true},
			[]string{"host.enforces certain", "leading_zero.fixed certain", "alert.received certain"},
			[]string{"cause.mismatch likely"},
			"JDK, ExtendedMasterSecretExtension.java: the client's alert for the extension on a session without it",
		},
		{
			"nothing", ems.Incident{}, []string{}, []string{}, "nothing was seen",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, err := ems.Diagnose(tt.incident)
			require.NoError(t, err)
			vocabtest.Findings(t, got.Facts)
			vocabtest.Findings(t, got.Causes)
			if diff := cmp.Diff([][]string{tt.facts, tt.causes}, [][]string{verdicts(got.Facts), verdicts(got.Causes)}); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
			for _, cause := range got.Causes {
				for _, code := range cause.Because {
					require.Contains(t, vocabtest.FindCodes(got.Facts), string(code), "a cause rests on facts that are stated")
				}
			}
		})
	}
}

// TestDiagnoseTexts holds that a text says what the fields would.
func TestDiagnoseTexts(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		text string
		want ems.Symptom
	}{
		{"english-received", "A fatal alert was received from the remote endpoint. The TLS protocol defined fatal alert code is 20.", ems.Symptom{Event: 36887, Alert: 20}},
		{"japanese-received", "リモート エンドポイントから致命的な警告を受け取りました。 TLS プロトコルで定義されているこの致命的な警告のコードは 20 です。", ems.Symptom{Event: 36887, Alert: 20}},
		{"english-sent", "A fatal alert was generated and sent to the remote endpoint. The TLS protocol defined fatal error code is 40.", ems.Symptom{Event: 36888, Alert: 40}},
		{"short-sent", "The following fatal alert was generated: 20. The internal error state is 960.", ems.Symptom{Event: 36888, Alert: 20}},
		{"number-at-the-end", "fatal alert was received from the remote endpoint; defined fatal alert code is 40", ems.Symptom{Event: 36887, Alert: 40}},
		{"status-number", "AcquireCredentials failed: 0x8009030F", ems.Symptom{Status: 0x8009030f}},
		{"status-after-others", "0x8009 and 0x8009zzzz and 0x80090326", ems.Symptom{Status: 0x80090326}},
		{"status-name", "sec_e_algorithm_mismatch", ems.Symptom{Status: 0x80090331}},
		{"japanese-time-out", "失敗するかタイムアウトになる", ems.Symptom{TimedOut: true}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			want, err := ems.Diagnose(ems.Incident{Symptoms: []ems.Symptom{tt.want}})
			require.NoError(t, err)
			got, err := ems.Diagnose(ems.Incident{Symptoms: []ems.Symptom{{Text: tt.text}}})
			require.NoError(t, err)
			if diff := cmp.Diff(want.Facts, got.Facts); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestDiagnoseUnknownTexts has texts of which nothing is understood.
func TestDiagnoseUnknownTexts(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"number-too-large": "The TLS protocol defined fatal alert code is 256.",
		"status-cut":       "0x80090",
		"nothing":          "The quick brown fox",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := ems.Diagnose(ems.Incident{Symptoms: []ems.Symptom{{Text: text}}})
			require.NoError(t, err)
			require.Equal(t, []string{"text.unknown certain"}, verdicts(got.Facts))
			require.Empty(t, got.Causes)
		})
	}
}

// TestDiagnoseMissingAlert holds that an event without its alert asks for it.
func TestDiagnoseMissingAlert(t *testing.T) {
	t.Parallel()
	for _, event := range []int{36887, 36888} {
		got, err := ems.Diagnose(ems.Incident{Symptoms: []ems.Symptom{{Event: event}}})
		require.NoError(t, err)
		require.NotEmpty(t, got.Causes)
		for _, cause := range got.Causes {
			require.Contains(t, cause.Missing, "the alert code", "%d: %s", event, cause.Code)
		}
	}
}

// TestSymptomsLeadBack holds that each symptom that a cause is said to show
// leads to that cause, and that the events of a finding are among them.
func TestSymptomsLeadBack(t *testing.T) {
	t.Parallel()
	withoutSymptoms := []string{}
	for rule := range ems.Rules() {
		if !strings.HasPrefix(string(rule.Code), "ems.windows.cause.") {
			require.Empty(t, ems.Symptoms(rule.Code))
			continue
		}
		symptoms := ems.Symptoms(rule.Code)
		if len(symptoms) == 0 {
			withoutSymptoms = append(withoutSymptoms, string(rule.Code))
		}
		for _, s := range symptoms {
			d, err := ems.Diagnose(ems.Incident{Symptoms: []ems.Symptom{s}})
			require.NoError(t, err)
			i := slices.IndexFunc(d.Causes, func(f schannel.Finding) bool { return f.Code == rule.Code })
			require.GreaterOrEqual(t, i, 0, "%s from %+v", rule.Code, s)
			if s.Event != 0 {
				require.True(t, slices.ContainsFunc(d.Causes[i].Events, func(e schannel.Event) bool { return e.ID == s.Event }))
			}
		}
	}
	require.Equal(t, []string{"ems.windows.cause.late_certificate", "ems.windows.cause.other", "ems.windows.cause.unknown"}, withoutSymptoms)
}

// TestLeadingZeroRemedies holds the order that KB4528489 sets.
func TestLeadingZeroRemedies(t *testing.T) {
	t.Parallel()
	d, err := ems.Diagnose(ems.Incident{Symptoms: macReceived, Local: updated10, PeerBehaviour: ems.NoEMS, Suite: dheSuite})
	require.NoError(t, err)
	var codes []string
	for _, r := range d.Causes[0].Remedies {
		codes = append(codes, strings.TrimPrefix(string(r.Code), "ems.windows.remedy."))
	}
	require.Equal(t, []string{"enable", "ask_vendor", "remove_dhe", "install_updates"}, codes)
}

// symptomTextSeeds is the number of files in testdata/fuzz/FuzzSymptomText.
const symptomTextSeeds = 6

func TestSymptomTextSeeds(t *testing.T) {
	t.Parallel()
	seeds, err := filepath.Glob(filepath.Join("testdata", "fuzz", "FuzzSymptomText", "*"))
	require.NoError(t, err)
	require.Len(t, seeds, symptomTextSeeds)
}

func FuzzSymptomText(f *testing.F) {
	f.Fuzz(func(t *testing.T, text string) {
		incident := ems.Incident{Symptoms: []ems.Symptom{{Text: text}}}
		once, err := ems.Diagnose(incident)
		require.NoError(t, err)
		again, err := ems.Diagnose(incident)
		require.NoError(t, err)
		if diff := cmp.Diff(once, again); diff != "" {
			t.Errorf("the same text, another answer:\n%s", diff)
		}
		vocabtest.Findings(t, once.Facts)
		vocabtest.Findings(t, once.Causes)
	})
}

// TestWindowsRulesAreExpected holds that every rule about Windows is what a row
// of a test expects.
func TestWindowsRulesAreExpected(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("*_test.go")
	require.NoError(t, err)
	var tests strings.Builder
	for _, file := range files {
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		tests.Write(text)
	}
	for rule := range ems.Rules() {
		if short, found := strings.CutPrefix(string(rule.Code), "ems.windows."); found && !strings.Contains(tests.String(), `"`+short+" ") {
			t.Errorf("no row expects %s", rule.Code)
		}
	}
}

// TestDiagnosisJSON holds that lists are lists, and bytes the same every time.
func TestDiagnosisJSON(t *testing.T) {
	t.Parallel()
	d, err := ems.Diagnose(ems.Incident{})
	require.NoError(t, err)
	text, err := json.Marshal(d)
	require.NoError(t, err)
	require.JSONEq(t, `{"facts":[],"causes":[]}`, string(text))

	incident := ems.Incident{Symptoms: macReceived, Local: updated10, Side: ems.Client, PeerBehaviour: ems.NoEMS, Suite: dheSuite}
	text, err = json.Marshal(incident)
	require.NoError(t, err)
	var back ems.Incident
	require.NoError(t, json.Unmarshal(text, &back))
	if diff := cmp.Diff(incident, back); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func ExampleDiagnose() {
	d, err := ems.Diagnose(ems.Incident{
		Symptoms:      []ems.Symptom{{Event: 36887, Alert: ems.BadRecordMAC}},
		Local:         ems.Host{Product: "Windows 10 1809", Updates: []string{"KB4519338"}},
		Side:          ems.Client,
		PeerBehaviour: ems.NoEMS,
		Suite:         "TLS_DHE_RSA_WITH_AES_256_GCM_SHA384",
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, cause := range d.Causes {
		fmt.Println(cause.Certainty, cause.Title)
		for _, r := range cause.Remedies {
			fmt.Println("-", r.Title)
		}
	}
	// Output:
	// likely The ends treat leading zeros of the TLS_DHE secret differently
	// - Enable the extended master secret on both ends
	// - Ask the vendor of the other end for an update
	// - Remove the TLS_DHE suites from the list of the client
	// - Install the updates with the leading zero fix for TLS_DHE on both ends
}

func ExampleSymptoms() {
	for _, s := range ems.Symptoms("ems.windows.cause.required") {
		fmt.Println(s.Event, s.Alert, s.Status)
	}
	// Output:
	// 36887 handshake_failure SEC_E_ILLEGAL_MESSAGE
	// 36887 insufficient_security SEC_E_ALGORITHM_MISMATCH
}
