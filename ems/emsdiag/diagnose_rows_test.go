// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package emsdiag_test

import (
	"strconv"
	"time"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/ems/derive"
	"github.com/schanneltrust/schannel/ems/emsdiag"
	"github.com/schanneltrust/schannel/ems/winhost"
	"github.com/schanneltrust/schannel/symptom"
)

const (
	dheSuite   = "TLS_DHE_RSA_WITH_AES_256_GCM_SHA384"
	ecdheSuite = "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"
)

var (
	updated10     = winhost.Host{Product: "Windows 10 1809", Updates: []string{"KB4519338"}}
	updated2019   = winhost.Host{Product: "Windows Server 2019", Build: "17763.805"}
	updated2012R2 = winhost.Host{Product: "Windows Server 2012 R2", Updates: []string{"KB4520005"}}
	windows7old   = winhost.Host{Product: "Windows 7", Updated: time.Date(2014, time.June, 10, 0, 0, 0, 0, time.UTC)}
)

// macReceived is what KB4528489 quotes.
var macReceived = []symptom.Row{event(36887, ems.BadRecordMAC), status(0x8009030f), text("The request was aborted: Could not create SSL/TLS secure channel.")}

func alertReceived(a ems.Alert) []symptom.Row { return []symptom.Row{event(36887, a)} }

// event is a record of source Schannel as Windows writes it; without an alert
// that of a person who remembers the number alone.
func event(id int, alert ems.Alert) symptom.Row {
	e := symptom.Event{Log: "System", Provider: "Schannel", ID: id}
	if alert != 0 {
		e.UserData = []symptom.Field{{Name: "AlertDesc", Value: strconv.Itoa(int(alert.Number()))}}
	}
	return symptom.Row{Event: e}
}

func status(number uint32) symptom.Row { return symptom.Row{Code: symptom.StatusCode(number)} }

func text(s string) symptom.Row { return symptom.Row{Text: s} }

// diagnoses has each cause where the sources place it, and where what is
// known contradicts it.
var diagnoses = []struct {
	name     string
	incident emsdiag.Incident
	facts    []string
	causes   []string
	why      string
}{
	{
		"kb4528489",
		emsdiag.Incident{Symptoms: macReceived, Local: updated10, Side: ems.Client, PeerBehaviour: winhost.NoEMS, Suite: dheSuite, Failures: 16, Attempts: 4096},
		[]string{
			"ems.windows.host.enforces certain", "ems.windows.leading_zero.fixed certain", "ems.windows.pair.no_resumption likely", "ems.windows.suite.affected certain",
			"ems.windows.alert.received certain", "ems.windows.status.alerts certain", "ems.windows.keys.differ likely", "ems.windows.rate.one likely",
		},
		[]string{"ems.windows.cause.leading_zero likely"},
		"KB4528489, item 1 for administrators",
	},
	{
		"device-hides",
		emsdiag.Incident{Symptoms: alertReceived(ems.DecryptError), Attempts: 5, Failures: 5},
		[]string{"ems.windows.alert.received certain", "ems.windows.rate.always likely"},
		[]string{"ems.windows.cause.device likely"},
		"measured: behind a proxy that hides extension 23 every attempt ends with decrypt_error",
	},
	{
		"no-suite-by-text",
		emsdiag.Incident{Symptoms: []symptom.Row{text("SSL Library Error: error:0A0000C1:SSL routines::no shared cipher")}},
		[]string{},
		[]string{"ems.windows.cause.no_suite likely"},
		"OpenSSL as a server says so itself",
	},
	{
		"no-suite-by-texts",
		emsdiag.Incident{Symptoms: []symptom.Row{text("tls: no cipher suite supported by both client and server"), text("SSLV3_ALERT_HANDSHAKE_FAILURE"), text("javax.net.ssl.SSLHandshakeException: no cipher suites in common")}},
		[]string{"ems.windows.alert.seen certain"},
		[]string{"ems.windows.cause.no_suite likely"},
		"RFC 5246, Section 7.2.2: handshake_failure goes with it, one failure",
	},
	{
		"reset-of-a-driver",
		emsdiag.Incident{Symptoms: []symptom.Row{text("[Microsoft][ODBC Driver 17 for SQL Server]TCP Provider: Error code 0x2746")}, Local: updated2012R2, Suite: dheSuite, Failures: 16, Attempts: 4096},
		[]string{"ems.windows.host.enforces certain", "ems.windows.leading_zero.missing certain", "ems.windows.suite.affected certain", "ems.windows.rate.one likely"},
		[]string{"ems.windows.cause.leading_zero likely", "ems.windows.cause.short_public insufficient-data", "ems.windows.cause.mismatch insufficient-data"},
		"KB4557473: what the driver says varies, and it is the same failure",
	},
	{
		"code-of-a-device",
		emsdiag.Incident{Symptoms: []symptom.Row{status(0x80090330)}, Attempts: 5, Failures: 5},
		[]string{"ems.windows.status.alerts certain", "ems.windows.rate.always likely"},
		[]string{"ems.windows.cause.device insufficient-data"},
		"Schannel error codes: it stands for decrypt_error, and for faults of its own end",
	},
	{
		"code-of-no-device",
		emsdiag.Incident{Symptoms: []symptom.Row{status(0x80090330)}, Captured: emsdiag.Captured{ClientHello: schannel.Yes, ServerHello: schannel.Yes}},
		[]string{"ems.windows.hellos certain", "ems.windows.status.alerts certain"},
		[]string{"ems.windows.cause.unknown insufficient-data"},
		"what a device hides is answered by nobody",
	},
	{
		"close-notify",
		emsdiag.Incident{Symptoms: alertReceived(ems.CloseNotify)},
		[]string{"ems.windows.alert.received certain"},
		[]string{"ems.windows.cause.other likely"},
		"RFC 5246, Section 7.2.1: zero is an alert, and not one that is missing",
	},
	{
		"device-hides-once",
		emsdiag.Incident{Symptoms: []symptom.Row{event(36888, ems.DecryptError)}},
		[]string{"ems.windows.alert.sent certain"},
		[]string{"ems.windows.cause.device insufficient-data"},
		"RFC 5246, Section 7.2.2: a signature that is wrong is answered alike",
	},
	{
		"device-rewrites",
		emsdiag.Incident{Symptoms: alertReceived(ems.BadRecordMAC), Local: updated10, Peer: updated2019, Attempts: 5, Failures: 5},
		[]string{
			"ems.windows.host.enforces certain", "ems.windows.leading_zero.fixed certain", "ems.windows.host.enforces certain", "ems.windows.leading_zero.fixed certain",
			"ems.windows.pair.updated certain", "ems.windows.alert.received certain", "ems.windows.keys.differ likely", "ems.windows.rate.always likely",
		},
		[]string{"ems.windows.cause.device insufficient-data"},
		"measured: behind a proxy that changes another extension every attempt ends with bad_record_mac",
	},
	{
		"code-alone",
		emsdiag.Incident{Symptoms: []symptom.Row{status(0x80090331)}},
		[]string{"ems.windows.status.alerts certain"},
		[]string{"ems.windows.cause.unknown insufficient-data"},
		"dotnet/MQTTnet#1095: AcquireCredentialsHandle returns it before a byte is sent",
	},
	{
		"go-server-says-why",
		emsdiag.Incident{Symptoms: []symptom.Row{text("tls: session supported extended_master_secret but client does not")}, Local: updated10, Side: ems.Client},
		[]string{"ems.windows.host.enforces certain", "ems.windows.leading_zero.fixed certain"},
		[]string{"ems.windows.cause.mismatch likely"},
		"Go, src/crypto/tls/handshake_server.go",
	},
	{
		"openssl-says-why",
		emsdiag.Incident{Symptoms: []symptom.Row{text("error:1C8000BD:Provider routines::ems not enabled")}, Local: windows7old},
		[]string{"ems.windows.host.none certain", "ems.windows.leading_zero.missing certain"},
		[]string{"ems.windows.cause.required likely"},
		"openssl/openssl#19989",
	},
	{
		"event-alone",
		emsdiag.Incident{Symptoms: alertReceived(ems.BadRecordMAC)},
		[]string{"ems.windows.alert.received certain", "ems.windows.keys.differ likely"},
		[]string{"ems.windows.cause.leading_zero insufficient-data", "ems.windows.cause.derivation insufficient-data", "ems.windows.cause.device insufficient-data"},
		"two ways to keys that differ; nothing is known of the ends",
	},
	{
		"code-alone",
		emsdiag.Incident{Symptoms: []symptom.Row{status(0x8009030f)}},
		[]string{"ems.windows.status.alerts certain"},
		[]string{"ems.windows.cause.leading_zero insufficient-data", "ems.windows.cause.short_public insufficient-data"},
		"curl issue 5488 has the same code from a short public value",
	},
	{
		"two-updated-ends",
		emsdiag.Incident{Symptoms: macReceived[:1], Local: updated10, Side: ems.Client, Peer: updated2019, Suite: dheSuite},
		[]string{
			"ems.windows.host.enforces certain", "ems.windows.leading_zero.fixed certain", "ems.windows.host.enforces certain", "ems.windows.leading_zero.fixed certain",
			"ems.windows.pair.updated certain", "ems.windows.suite.affected certain", "ems.windows.alert.received certain", "ems.windows.keys.differ likely",
		},
		[]string{"ems.windows.cause.device insufficient-data"},
		"KB4528489, Next steps: they do not have the problem; a device between them may bring it",
	},
	{
		"two-updated-ends-one-old",
		emsdiag.Incident{Symptoms: macReceived[:1], Local: updated2012R2, Side: ems.Server, Peer: updated10, Suite: dheSuite},
		[]string{
			"ems.windows.host.enforces certain", "ems.windows.leading_zero.missing certain", "ems.windows.host.enforces certain", "ems.windows.leading_zero.fixed certain",
			"ems.windows.pair.updated certain", "ems.windows.suite.affected certain", "ems.windows.alert.received certain", "ems.windows.keys.differ likely",
		},
		[]string{"ems.windows.cause.leading_zero undocumented", "ems.windows.cause.device insufficient-data"},
		"KB4528489 says they do not fail, KB4557473 has Server 2012 R2 and Server 2019 fail",
	},
	{
		"extension-on-both-ends",
		emsdiag.Incident{Symptoms: macReceived[:1], Local: updated10, Side: ems.Client, PeerBehaviour: winhost.NegotiatesEMS, Suite: dheSuite, Failures: 5, Attempts: 5},
		[]string{
			"ems.windows.host.enforces certain", "ems.windows.leading_zero.fixed certain", "ems.windows.suite.affected certain",
			"ems.windows.alert.received certain", "ems.windows.keys.differ likely", "ems.windows.rate.always likely",
		},
		[]string{"ems.windows.cause.derivation insufficient-data", "ems.windows.cause.device insufficient-data"},
		"a short value does not fail every time; RFC 7627, Section 4",
	},
	{
		"ecdhe",
		emsdiag.Incident{Symptoms: macReceived[:1], Local: updated10, Side: ems.Client, PeerBehaviour: winhost.NoEMS, Suite: ecdheSuite},
		[]string{
			"ems.windows.host.enforces certain", "ems.windows.leading_zero.fixed certain", "ems.windows.pair.no_resumption likely", "ems.windows.suite.immune certain",
			"ems.windows.alert.received certain", "ems.windows.keys.differ likely",
		},
		[]string{"ems.windows.cause.other likely"},
		"RFC 8422, Section 5.10: no zero is stripped; and without the extension there is one derivation",
	},
	{
		"alert-sent",
		emsdiag.Incident{
			Symptoms: []symptom.Row{text("The following fatal alert was generated: 20. The internal error state is 960")},
			Local:    winhost.Host{Product: "Windows Server 2008 R2"}, Side: ems.Server, Suite: "TLS_DHE_RSA_WITH_AES_128_CBC_SHA",
		},
		[]string{
			"ems.windows.host.unknown insufficient-data", "ems.windows.leading_zero.missing certain", "ems.windows.suite.affected certain",
			"ems.windows.alert.sent certain", "ems.windows.keys.differ likely",
		},
		[]string{"ems.windows.cause.leading_zero likely", "ems.windows.cause.derivation insufficient-data", "ems.windows.cause.device insufficient-data"},
		"TLS handshake failing, 36888: alert 20 with TLS_DHE suites on Server 2008 R2",
	},
	{
		"both-younger",
		emsdiag.Incident{Symptoms: macReceived[:1], Local: winhost.Host{Product: "Windows Server 2022"}, Side: ems.Server, Peer: winhost.Host{Product: "Windows 11"}},
		[]string{
			"ems.windows.host.younger likely", "ems.windows.leading_zero.fixed likely", "ems.windows.host.younger likely", "ems.windows.leading_zero.fixed likely",
			"ems.windows.pair.updated likely", "ems.windows.alert.received certain", "ems.windows.keys.differ likely",
		},
		[]string{"ems.windows.cause.device insufficient-data"},
		"no article says that releases after it have the enforcement, so that no pair of them is certain",
	},
	{
		"sql-server",
		emsdiag.Incident{
			Symptoms: []symptom.Row{text("(provider: SSL Provider, error: 0 - An existing connection was forcibly closed by the remote host.)")},
			Local:    updated2012R2, Side: ems.Client, Peer: updated2019, Suite: dheSuite,
		},
		[]string{
			"ems.windows.host.enforces certain", "ems.windows.leading_zero.missing certain", "ems.windows.host.enforces certain", "ems.windows.leading_zero.fixed certain",
			"ems.windows.pair.updated certain", "ems.windows.suite.affected certain",
		},
		[]string{"ems.windows.cause.leading_zero undocumented", "ems.windows.cause.short_public insufficient-data"},
		"KB4557473, Symptoms, note 2: from Server 2012 R2 to Server 2019",
	},
	{
		"buffer-too-small",
		emsdiag.Incident{Symptoms: []symptom.Row{text("schannel: next InitializeSecurityContext failed: SEC_E_BUFFER_TOO_SMALL (0x80090321)")}, Local: windows7old, Side: ems.Client, Suite: dheSuite, Failures: 12, Attempts: 999},
		[]string{
			"ems.windows.host.none certain", "ems.windows.leading_zero.missing certain", "ems.windows.suite.affected certain", "ems.windows.status.other certain", "ems.windows.rate.three likely",
		},
		[]string{"ems.windows.cause.short_public likely"},
		"curl issue 5488: about 1 in 100 on Windows 7",
	},
	{
		"buffer-too-small-new",
		emsdiag.Incident{Symptoms: []symptom.Row{status(0x80090321)}, Local: updated10, Side: ems.Client},
		[]string{"ems.windows.host.enforces certain", "ems.windows.leading_zero.fixed certain", "ems.windows.status.other certain"},
		[]string{"ems.windows.cause.short_public insufficient-data"},
		"dotnet/corefx issue 7812: fixed in build 14393",
	},
	{
		"handshake-failure-resuming",
		emsdiag.Incident{Symptoms: alertReceived(ems.HandshakeFailure), Local: updated10, Side: ems.Client, PeerBehaviour: winhost.NegotiatesEMS, Resuming: schannel.Yes},
		[]string{"ems.windows.host.enforces certain", "ems.windows.leading_zero.fixed certain", "ems.windows.alert.received certain"},
		[]string{"ems.windows.cause.no_suite insufficient-data", "ems.windows.cause.mismatch insufficient-data"},
		"RFC 7627, Section 5.3; but the alert is the most general one there is",
	},
	{
		"missing-extension",
		emsdiag.Incident{Symptoms: alertReceived(ems.MissingExtension)},
		[]string{"ems.windows.alert.received certain"},
		[]string{"ems.windows.cause.mismatch insufficient-data"},
		"another stack's alert for the same clause; whether it resumed is not said",
	},
	{
		"illegal-message-code",
		emsdiag.Incident{Symptoms: []symptom.Row{status(0x80090326)}, Resuming: schannel.Yes, PeerBehaviour: winhost.EnforcesEMS, Local: updated10},
		[]string{"ems.windows.host.enforces certain", "ems.windows.leading_zero.fixed certain", "ems.windows.status.alerts certain"},
		[]string{"ems.windows.cause.mismatch insufficient-data"},
		"SEC_E_ILLEGAL_MESSAGE stands for alerts 40, 47 and 109 too, and for any malformed message without an alert",
	},
	{
		"required",
		emsdiag.Incident{Symptoms: alertReceived(ems.InsufficientSecurity), Local: windows7old, Side: ems.Client},
		[]string{"ems.windows.host.none certain", "ems.windows.leading_zero.missing certain", "ems.windows.alert.received certain"},
		[]string{"ems.windows.cause.required likely"},
		"RFC 7627, Section 5.2",
	},
	{
		"handshake-failure-alone",
		emsdiag.Incident{Symptoms: alertReceived(ems.HandshakeFailure)},
		[]string{"ems.windows.alert.received certain"},
		[]string{"ems.windows.cause.no_suite insufficient-data", "ems.windows.cause.mismatch insufficient-data", "ems.windows.cause.required insufficient-data"},
		"RFC 7627, Sections 5.2 and 5.3 have the same alert, and RFC 5246 has it for a missing common suite",
	},
	{
		"ftp",
		emsdiag.Incident{Symptoms: []symptom.Row{text("425 TLS session of data connection has not resumed or the session does not match the control connection")}, Local: updated10, Side: ems.Client, PeerBehaviour: winhost.NoEMS},
		[]string{"ems.windows.host.enforces certain", "ems.windows.leading_zero.fixed certain", "ems.windows.pair.no_resumption likely"},
		[]string{"ems.windows.cause.ftp likely"},
		"KB4528489, item 3 for administrators",
	},
	{
		"ftp-flag",
		emsdiag.Incident{FTPData: true, Local: updated10, Side: ems.Client, Suite: ecdheSuite, Failures: 9, Attempts: 9},
		[]string{"ems.windows.host.enforces certain", "ems.windows.leading_zero.fixed certain", "ems.windows.suite.immune certain", "ems.windows.rate.always likely"},
		[]string{"ems.windows.cause.ftp insufficient-data"},
		"whether the server has the extension is not said",
	},
	{
		"late-certificate",
		emsdiag.Incident{LateCertRequest: true, Local: updated2019, Side: ems.Client, PeerBehaviour: winhost.NoEMS, Suite: ecdheSuite, Failures: 9, Attempts: 9},
		[]string{
			"ems.windows.host.enforces certain", "ems.windows.leading_zero.fixed certain", "ems.windows.pair.no_resumption likely", "ems.windows.suite.immune certain", "ems.windows.rate.always likely",
		},
		[]string{"ems.windows.cause.late_certificate likely"},
		"KB4528489, item 2 for administrators",
	},
	{
		"time-out",
		emsdiag.Incident{Symptoms: []symptom.Row{text("The operation has timed out")}, Local: updated2019, Side: ems.Server, PeerBehaviour: winhost.NoEMS, Suite: ecdheSuite},
		[]string{"ems.windows.host.enforces certain", "ems.windows.leading_zero.fixed certain", "ems.windows.pair.no_resumption likely", "ems.windows.suite.immune certain"},
		[]string{"ems.windows.cause.full_handshakes likely", "ems.windows.cause.intolerant insufficient-data"},
		"the note of KB4517389: latency and CPU from full handshakes",
	},
	{
		"reset",
		emsdiag.Incident{Symptoms: []symptom.Row{text("An existing connection was forcibly closed by the remote host")}, Local: updated10, Side: ems.Client, Suite: ecdheSuite},
		[]string{"ems.windows.host.enforces certain", "ems.windows.leading_zero.fixed certain", "ems.windows.suite.immune certain"},
		[]string{"ems.windows.cause.mismatch insufficient-data", "ems.windows.cause.intolerant insufficient-data"},
		"OpenSSL pull request 3910; some stacks close without an alert",
	},
	{
		"certificate-alert",
		emsdiag.Incident{Symptoms: alertReceived(46), Local: updated10},
		[]string{"ems.windows.host.enforces certain", "ems.windows.leading_zero.fixed certain", "ems.windows.alert.received certain"},
		[]string{"ems.windows.cause.other likely"},
		"certificate_unknown has nothing to do with it",
	},
	{
		"dhe-always",
		emsdiag.Incident{Symptoms: macReceived[:1], PeerBehaviour: winhost.NoEMS, Suite: dheSuite, Failures: 50, Attempts: 50},
		[]string{"ems.windows.suite.affected certain", "ems.windows.alert.received certain", "ems.windows.keys.differ likely", "ems.windows.rate.always likely"},
		[]string{"ems.windows.cause.other likely"},
		"a leading zero is rare",
	},
	{
		"dhe-half",
		emsdiag.Incident{Symptoms: macReceived[:1], PeerBehaviour: winhost.NoEMS, Suite: dheSuite, Failures: 25, Attempts: 50},
		[]string{"ems.windows.suite.affected certain", "ems.windows.alert.received certain", "ems.windows.keys.differ likely", "ems.windows.rate.other likely"},
		[]string{"ems.windows.cause.other likely"},
		"a leading zero is rarer than that",
	},
	{
		"dhe-few",
		emsdiag.Incident{Symptoms: macReceived[:1], PeerBehaviour: winhost.NoEMS, Suite: dheSuite, Failures: 1, Attempts: 100},
		[]string{"ems.windows.suite.affected certain", "ems.windows.alert.received certain", "ems.windows.keys.differ likely", "ems.windows.rate.either likely"},
		[]string{"ems.windows.cause.leading_zero likely"},
		"1 of 100 fits one short value as well as any of three",
	},
	{
		"ftp-after-registry",
		emsdiag.Incident{
			FTPData: true, Side: ems.Client, PeerBehaviour: winhost.NegotiatesEMS, Suite: ecdheSuite,
			Local: winhost.Host{Product: "Windows 11", Registry: []schannel.RegistryValue{{
				Key:  `HKLM\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL`,
				Name: "DisableClientExtendedMasterSecret", Type: schannel.RegDWORD, Number: 1,
			}}},
		},
		[]string{"ems.windows.host.younger likely", "ems.windows.leading_zero.fixed likely", "ems.windows.registry.off certain", "ems.windows.suite.immune certain"},
		[]string{"ems.windows.cause.ftp likely"},
		"Decrypting Schannel, part 2, 1.2: with the extension off, nothing is resumed",
	},
	{
		"ftp-registry-before-enforcement",
		emsdiag.Incident{
			FTPData: true, Side: ems.Client, PeerBehaviour: winhost.NegotiatesEMS, Suite: ecdheSuite,
			Local: winhost.Host{Product: "Windows 10 1809", Build: "17763.1", Registry: []schannel.RegistryValue{{
				Key:  `HKLM\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL`,
				Name: "DisableClientExtendedMasterSecret", Type: schannel.RegDWORD, Number: 1,
			}}},
		},
		[]string{"ems.windows.host.negotiates certain", "ems.windows.leading_zero.fixed certain", "ems.windows.registry.off certain", "ems.windows.suite.immune certain"},
		[]string{"ems.windows.cause.other likely"},
		"before October 2019 sessions without the extension are resumed",
	},
	{
		"ftp-registry-of-the-other-side",
		emsdiag.Incident{
			FTPData: true, Side: ems.Client, PeerBehaviour: winhost.NegotiatesEMS, Suite: ecdheSuite,
			Local: winhost.Host{Product: "Windows 11", Registry: []schannel.RegistryValue{{
				Key:  `HKLM\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL`,
				Name: "DisableServerExtendedMasterSecret", Type: schannel.RegDWORD, Number: 1,
			}}},
		},
		[]string{"ems.windows.host.younger likely", "ems.windows.leading_zero.fixed likely", "ems.windows.registry.off certain", "ems.windows.suite.immune certain"},
		[]string{"ems.windows.cause.other likely"},
		"the value speaks of servers",
	},
	{
		"ftp-side-not-said",
		emsdiag.Incident{
			FTPData: true, PeerBehaviour: winhost.NegotiatesEMS, Suite: ecdheSuite,
			Local: winhost.Host{Product: "Windows 11", Registry: []schannel.RegistryValue{{
				Key:  `HKLM\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL`,
				Name: "DisableServerExtendedMasterSecret", Type: schannel.RegDWORD, Number: 1,
			}}},
		},
		[]string{"ems.windows.host.younger likely", "ems.windows.leading_zero.fixed likely", "ems.windows.registry.off certain", "ems.windows.suite.immune certain"},
		[]string{"ems.windows.cause.ftp insufficient-data"},
		"what this end does depends on its side",
	},
	{
		"time-out-old-windows",
		emsdiag.Incident{Symptoms: []symptom.Row{text("The operation has timed out")}, Local: windows7old, Side: ems.Server, Peer: updated10, Suite: ecdheSuite},
		[]string{
			"ems.windows.host.none certain", "ems.windows.leading_zero.missing certain", "ems.windows.host.enforces certain", "ems.windows.leading_zero.fixed certain",
			"ems.windows.pair.no_resumption likely", "ems.windows.suite.immune certain",
		},
		[]string{"ems.windows.cause.full_handshakes likely"},
		"the other end declines: KB4528489, Cause",
	},
	{
		"time-out-resumed",
		emsdiag.Incident{Symptoms: []symptom.Row{text("The operation has timed out")}, Local: updated10, Peer: updated2019, Suite: ecdheSuite},
		[]string{
			"ems.windows.host.enforces certain", "ems.windows.leading_zero.fixed certain", "ems.windows.host.enforces certain", "ems.windows.leading_zero.fixed certain",
			"ems.windows.pair.updated certain", "ems.windows.suite.immune certain",
		},
		[]string{"ems.windows.cause.other likely"},
		"KB4528489, Next steps",
	},
	{
		"time-out-one-in-256",
		emsdiag.Incident{Symptoms: []symptom.Row{text("The operation has timed out")}, Local: updated10, PeerBehaviour: winhost.NoEMS, Suite: dheSuite, Failures: 40, Attempts: 10240},
		[]string{
			"ems.windows.host.enforces certain", "ems.windows.leading_zero.fixed certain", "ems.windows.pair.no_resumption likely", "ems.windows.suite.affected certain", "ems.windows.rate.one likely",
		},
		[]string{"ems.windows.cause.leading_zero likely"},
		"KB4528489, Symptoms: connections fail or time out; the rate is that of item 1",
	},
	{
		"suite-not-said",
		emsdiag.Incident{Symptoms: macReceived[:1], Local: updated10, PeerBehaviour: winhost.NegotiatesEMS},
		[]string{"ems.windows.host.enforces certain", "ems.windows.leading_zero.fixed certain", "ems.windows.alert.received certain", "ems.windows.keys.differ likely"},
		[]string{"ems.windows.cause.leading_zero insufficient-data", "ems.windows.cause.derivation insufficient-data", "ems.windows.cause.device insufficient-data"},
		"the suite decides whether KB4528489 and KB4557473 speak of it at all",
	},
	{
		"suite-without-name",
		emsdiag.Incident{Symptoms: macReceived[:1], Suite: derive.Suite(0x00ff).String()},
		[]string{"ems.windows.suite.unknown insufficient-data", "ems.windows.alert.received certain", "ems.windows.keys.differ likely"},
		[]string{"ems.windows.cause.leading_zero insufficient-data", "ems.windows.cause.derivation insufficient-data", "ems.windows.cause.device insufficient-data"},
		"a number that has no name here may be any suite",
	},
	{
		"suite-of-openssl",
		emsdiag.Incident{Symptoms: macReceived[:1], Suite: "DHE-RSA-AES256-GCM-SHA384"},
		[]string{"ems.windows.suite.unknown insufficient-data", "ems.windows.alert.received certain", "ems.windows.keys.differ likely"},
		[]string{"ems.windows.cause.leading_zero insufficient-data", "ems.windows.cause.derivation insufficient-data", "ems.windows.cause.device insufficient-data"},
		"not the name of Windows",
	},
	{
		"suite-not-registered",
		emsdiag.Incident{Symptoms: macReceived[:1], Suite: "TLS_NOPE"},
		[]string{"ems.windows.suite.unknown insufficient-data", "ems.windows.alert.received certain", "ems.windows.keys.differ likely"},
		[]string{"ems.windows.cause.leading_zero insufficient-data", "ems.windows.cause.derivation insufficient-data", "ems.windows.cause.device insufficient-data"},
		"a name that begins well is not yet one",
	},
	{
		"suite-of-windows-10",
		emsdiag.Incident{Symptoms: macReceived[:1], Suite: "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384_P384", PeerBehaviour: winhost.NoEMS},
		[]string{"ems.windows.suite.immune certain", "ems.windows.alert.received certain", "ems.windows.keys.differ likely"},
		[]string{"ems.windows.cause.other likely"},
		"older Windows writes the curve behind the name",
	},
	{
		"suite-of-tls13",
		emsdiag.Incident{Symptoms: macReceived[:1], Suite: "TLS_AES_128_GCM_SHA256", PeerBehaviour: winhost.NoEMS},
		[]string{"ems.windows.suite.immune certain", "ems.windows.alert.received certain", "ems.windows.keys.differ likely"},
		[]string{"ems.windows.cause.other likely"},
		"RFC 8446, Section 7.4.1",
	},
	{
		"late-certificate-resumed",
		emsdiag.Incident{LateCertRequest: true, Local: updated2019, Side: ems.Client, PeerBehaviour: winhost.NegotiatesEMS},
		[]string{"ems.windows.host.enforces certain", "ems.windows.leading_zero.fixed certain"},
		[]string{"ems.windows.cause.other likely"},
		"the extension is there, so no resumption is declined for want of it",
	},
	{
		"dhe-never",
		emsdiag.Incident{Symptoms: macReceived[:1], PeerBehaviour: winhost.NoEMS, Suite: dheSuite, Attempts: 10000},
		[]string{"ems.windows.suite.affected certain", "ems.windows.alert.received certain", "ems.windows.keys.differ likely", "ems.windows.rate.none likely"},
		[]string{"ems.windows.cause.other likely"},
		"39 failures of a leading zero would be expected",
	},
	{
		"suite-without-ephemeral-key",
		emsdiag.Incident{Symptoms: macReceived[:1], Suite: "TLS_DH_anon_WITH_AES_128_CBC_SHA"},
		[]string{"ems.windows.alert.received certain", "ems.windows.keys.differ likely"},
		[]string{"ems.windows.cause.leading_zero insufficient-data", "ems.windows.cause.derivation insufficient-data", "ems.windows.cause.device insufficient-data"},
		"RFC 5246, Section 8.1.2 strips its secret too; KB4528489 and KB4557473 speak of TLS_DHE",
	},
	{
		"short-value-by-build",
		emsdiag.Incident{Symptoms: []symptom.Row{status(0x80090321)}, Local: winhost.Host{Build: "10586.0"}, Suite: dheSuite},
		[]string{"ems.windows.host.unknown insufficient-data", "ems.windows.leading_zero.unknown insufficient-data", "ems.windows.suite.affected certain", "ems.windows.status.other certain"},
		[]string{"ems.windows.cause.short_public likely"},
		"dotnet/corefx issue 7812: fixed in build 14393",
	},
	{
		"other-event",
		emsdiag.Incident{Symptoms: []symptom.Row{event(36874, 0)}},
		[]string{"ems.windows.event.other certain"},
		[]string{"ems.windows.cause.no_suite likely"},
		"Schannel events: 36874 tells of no common cipher suite",
	},
	{
		"unknown-event",
		emsdiag.Incident{Symptoms: []symptom.Row{event(5, 0)}},
		[]string{"ems.windows.symptom.unknown certain"},
		[]string{"ems.windows.cause.unknown insufficient-data"},
		"nothing contradicts a cause, and nothing speaks for one",
	},
	{
		"unknown-code",
		emsdiag.Incident{Symptoms: []symptom.Row{status(0x1234)}},
		[]string{"ems.windows.symptom.unknown certain"},
		[]string{"ems.windows.cause.unknown insufficient-data"},
		"nothing contradicts a cause, and nothing speaks for one",
	},
	{
		"unknown-text",
		emsdiag.Incident{Symptoms: []symptom.Row{text("hello world")}, Local: updated10, PeerBehaviour: winhost.NoEMS, Suite: dheSuite},
		[]string{"ems.windows.host.enforces certain", "ems.windows.leading_zero.fixed certain", "ems.windows.pair.no_resumption likely", "ems.windows.suite.affected certain", "ems.windows.symptom.unknown certain"},
		[]string{"ems.windows.cause.unknown insufficient-data"},
		"a text that no article quotes says nothing",
	},
	{
		"dotnet-text",
		emsdiag.Incident{Symptoms: macReceived[2:]},
		[]string{},
		[]string{
			"ems.windows.cause.leading_zero insufficient-data", "ems.windows.cause.mismatch insufficient-data",
			"ems.windows.cause.required insufficient-data", "ems.windows.cause.full_handshakes insufficient-data",
		},
		"KB4528489, Symptoms: the error tells that the handshake failed, and no more",
	},
	{
		"dotnet-text-japanese",
		emsdiag.Incident{Symptoms: []symptom.Row{text("要求が中止されました: SSL/TLS のセキュリティで保護されたチャネルを作成できませんでした")}, Local: updated10, PeerBehaviour: winhost.NoEMS, Suite: ecdheSuite},
		[]string{"ems.windows.host.enforces certain", "ems.windows.leading_zero.fixed certain", "ems.windows.pair.no_resumption likely", "ems.windows.suite.immune certain"},
		[]string{"ems.windows.cause.full_handshakes insufficient-data"},
		"KB4528489 in Japanese, Symptoms; without the extension at the other end there is no mismatch",
	},
	{
		"received-without-alert",
		emsdiag.Incident{Symptoms: []symptom.Row{event(36887, 0)}},
		[]string{},
		[]string{
			"ems.windows.cause.leading_zero insufficient-data", "ems.windows.cause.derivation insufficient-data",
			"ems.windows.cause.mismatch insufficient-data", "ems.windows.cause.required insufficient-data",
		},
		"the alerts 20, 40, 47, 71, 109 and 110 fit one cause or another",
	},
	{
		"received-without-alert-dhe",
		emsdiag.Incident{Symptoms: []symptom.Row{event(36887, 0)}, Local: updated10, PeerBehaviour: winhost.EnforcesEMS, Suite: dheSuite, Resuming: schannel.Yes},
		[]string{"ems.windows.host.enforces certain", "ems.windows.leading_zero.fixed certain", "ems.windows.suite.affected certain"},
		[]string{"ems.windows.cause.leading_zero insufficient-data", "ems.windows.cause.derivation insufficient-data", "ems.windows.cause.mismatch insufficient-data"},
		"the alert decides between them",
	},
	{
		"sent-without-alert",
		emsdiag.Incident{Symptoms: []symptom.Row{event(36888, 0)}},
		[]string{},
		[]string{"ems.windows.cause.leading_zero insufficient-data", "ems.windows.cause.derivation insufficient-data", "ems.windows.cause.mismatch insufficient-data"},
		"no end refuses itself",
	},
	{
		"handshake-failure-sent",
		emsdiag.Incident{
			Symptoms: []symptom.Row{event(36888, ems.HandshakeFailure)}, Side: ems.Server, Resuming: schannel.Yes,
			Local: winhost.Host{Product: "Windows Server 2019", Updated: time.Date(2020, time.January, 1, 0, 0, 0, 0, time.UTC)},
		},
		[]string{"ems.windows.host.enforces certain", "ems.windows.leading_zero.fixed certain", "ems.windows.alert.sent certain"},
		[]string{"ems.windows.cause.mismatch undocumented", "ems.windows.cause.no_suite insufficient-data"},
		"RFC 7627, Section 5.3: an extended session without the extension is aborted; with which alert Schannel does it is not documented",
	},
	{
		"handshake-failure-sent-alone",
		emsdiag.Incident{Symptoms: []symptom.Row{event(36888, ems.HandshakeFailure)}},
		[]string{"ems.windows.alert.sent certain"},
		[]string{"ems.windows.cause.no_suite insufficient-data", "ems.windows.cause.mismatch insufficient-data"},
		"whether a session is offered is not said, nor which Windows it is",
	},
	{
		"handshake-failure-sent-without-extension",
		emsdiag.Incident{Symptoms: []symptom.Row{event(36888, ems.HandshakeFailure)}, Local: windows7old, Resuming: schannel.Yes},
		[]string{"ems.windows.host.none certain", "ems.windows.leading_zero.missing certain", "ems.windows.alert.sent certain"},
		[]string{"ems.windows.cause.no_suite insufficient-data"},
		"an end without the extension looks for no mismatch; the alert mostly means that no suite is common",
	},
	{
		"unsupported-extension",
		emsdiag.Incident{Symptoms: alertReceived(ems.UnsupportedExtension), Local: updated10, Resuming: schannel.Yes},
		[]string{"ems.windows.host.enforces certain", "ems.windows.leading_zero.fixed certain", "ems.windows.alert.received certain"},
		[]string{"ems.windows.cause.mismatch likely"},
		"JDK, ExtendedMasterSecretExtension.java: the client's alert for the extension on a session without it",
	},
	{
		"captured-both-extended",
		emsdiag.Incident{Symptoms: alertReceived(ems.HandshakeFailure), Side: ems.Client, Captured: emsdiag.Captured{ClientHello: schannel.Yes, ServerHello: schannel.Yes}, Resuming: schannel.Yes},
		[]string{"ems.windows.hellos certain", "ems.windows.alert.received certain"},
		[]string{"ems.windows.cause.other likely"},
		"RFC 5246, Section 7.4.1.3: a ServerHello has a suite; RFC 7627, Section 5.3: no clause makes a server abort what has the extension",
	},
	{
		"captured-no-server-hello",
		emsdiag.Incident{Symptoms: alertReceived(ems.HandshakeFailure), Side: ems.Client, Captured: emsdiag.Captured{ClientHello: schannel.Yes}, Resuming: schannel.Yes},
		[]string{"ems.windows.hellos certain", "ems.windows.alert.received certain"},
		[]string{"ems.windows.cause.no_suite insufficient-data"},
		"RFC 5246, Section 7.4.1.3: without a ServerHello the suites may have been the reason",
	},
	{
		"captured-client-without",
		emsdiag.Incident{Symptoms: alertReceived(ems.HandshakeFailure), Side: ems.Client, Captured: emsdiag.Captured{ClientHello: schannel.No}, Resuming: schannel.Yes, Suite: ecdheSuite},
		[]string{"ems.windows.suite.immune certain", "ems.windows.hellos certain", "ems.windows.alert.received certain"},
		[]string{"ems.windows.cause.mismatch likely", "ems.windows.cause.required likely"},
		"RFC 7627, Sections 5.2 and 5.3: either clause makes the server abort",
	},
	{
		"captured-suite-alone",
		emsdiag.Incident{Symptoms: alertReceived(ems.HandshakeFailure), Suite: ecdheSuite},
		[]string{"ems.windows.suite.immune certain", "ems.windows.alert.received certain"},
		[]string{"ems.windows.cause.mismatch insufficient-data", "ems.windows.cause.required insufficient-data"},
		"RFC 5246, Section 7.4.1.3: where a suite was negotiated, the ends have one in common",
	},
	{
		"captured-anonymous-suite",
		emsdiag.Incident{Symptoms: alertReceived(ems.HandshakeFailure), Suite: "TLS_DH_anon_WITH_AES_128_CBC_SHA"},
		[]string{"ems.windows.alert.received certain"},
		[]string{"ems.windows.cause.mismatch insufficient-data", "ems.windows.cause.required insufficient-data"},
		"RFC 5246, Section 7.4.1.3: the same",
	},
	{
		"suite-unknown-and-alert",
		emsdiag.Incident{Symptoms: alertReceived(ems.HandshakeFailure), Suite: "AES256"},
		[]string{"ems.windows.suite.unknown insufficient-data", "ems.windows.alert.received certain"},
		[]string{"ems.windows.cause.no_suite insufficient-data", "ems.windows.cause.mismatch insufficient-data", "ems.windows.cause.required insufficient-data"},
		"what is not recognised is no evidence",
	},
	{
		"captured-beside-the-event",
		emsdiag.Incident{Symptoms: []symptom.Row{event(36874, 0), event(36888, ems.HandshakeFailure)}, Side: ems.Server, Captured: emsdiag.Captured{ClientHello: schannel.Yes, ServerHello: schannel.Yes}},
		[]string{"ems.windows.hellos certain", "ems.windows.event.other certain", "ems.windows.alert.sent certain"},
		[]string{"ems.windows.cause.no_suite likely"},
		"Schannel events: the event says it in so many words; the capture may be of another attempt",
	},
	{
		"captured-no-session",
		emsdiag.Incident{Symptoms: alertReceived(ems.IllegalParameter), Resuming: schannel.No},
		[]string{"ems.windows.alert.received certain"},
		[]string{"ems.windows.cause.other likely"},
		"RFC 7627, Section 5.3 is about sessions that are offered",
	},
	{
		"captured-server-sent",
		emsdiag.Incident{Symptoms: []symptom.Row{event(36888, ems.HandshakeFailure)}, Local: updated2019, Side: ems.Server, Captured: emsdiag.Captured{ClientHello: schannel.Yes, ServerHello: schannel.Yes}, Resuming: schannel.Yes},
		[]string{"ems.windows.host.enforces certain", "ems.windows.leading_zero.fixed certain", "ems.windows.hellos certain", "ems.windows.alert.sent certain"},
		[]string{"ems.windows.cause.other likely"},
		"RFC 7627, Section 5.3: the same where Windows is the server",
	},
	{
		"captured-client-sent",
		emsdiag.Incident{Symptoms: alertReceived(ems.HandshakeFailure), Side: ems.Server, Captured: emsdiag.Captured{ClientHello: schannel.Yes, ServerHello: schannel.No}, Resuming: schannel.Yes},
		[]string{"ems.windows.hellos certain", "ems.windows.alert.received certain"},
		[]string{"ems.windows.cause.mismatch likely", "ems.windows.cause.required likely"},
		"RFC 7627, Section 5.3: a client that resumes an extended session aborts; Section 5.2: so does one that refuses such servers",
	},
	{
		"captured-client-sent-without",
		emsdiag.Incident{Symptoms: alertReceived(ems.InsufficientSecurity), Side: ems.Server, Captured: emsdiag.Captured{ClientHello: schannel.No, ServerHello: schannel.No}},
		[]string{"ems.windows.hellos certain", "ems.windows.alert.received certain"},
		[]string{"ems.windows.cause.other likely"},
		"RFC 7627, Section 5.2: a client that wants the extension offers it",
	},
	{
		"captured-and-keys",
		emsdiag.Incident{Symptoms: alertReceived(ems.BadRecordMAC), Suite: ecdheSuite, Captured: emsdiag.Captured{ClientHello: schannel.Yes, ServerHello: schannel.Yes}, Failures: 5, Attempts: 5},
		[]string{"ems.windows.suite.immune certain", "ems.windows.hellos certain", "ems.windows.alert.received certain", "ems.windows.keys.differ likely", "ems.windows.rate.always likely"},
		[]string{"ems.windows.cause.derivation likely", "ems.windows.cause.device insufficient-data"},
		"RFC 7627, Section 4: both hellos carry it, so that one derivation is due",
	},
	{
		"captured-and-keys-without",
		emsdiag.Incident{Symptoms: alertReceived(ems.BadRecordMAC), Local: updated10, PeerBehaviour: winhost.NegotiatesEMS, Suite: dheSuite, Captured: emsdiag.Captured{ClientHello: schannel.Yes, ServerHello: schannel.No}},
		[]string{"ems.windows.host.enforces certain", "ems.windows.leading_zero.fixed certain", "ems.windows.suite.affected certain", "ems.windows.hellos certain", "ems.windows.alert.received certain", "ems.windows.keys.differ likely"},
		[]string{"ems.windows.cause.leading_zero likely"},
		"KB4528489, item 1: what was sent counts, whatever the other end is said to do",
	},
	{
		"captured-and-transcripts",
		emsdiag.Incident{Symptoms: alertReceived(ems.DecryptError), Captured: emsdiag.Captured{ClientHello: schannel.Yes, ServerHello: schannel.Yes}, Failures: 5, Attempts: 5},
		[]string{"ems.windows.hellos certain", "ems.windows.alert.received certain", "ems.windows.rate.always likely"},
		[]string{"ems.windows.cause.other likely"},
		"RFC 7627, Section 5.2: a server does not answer an extension that a device has hidden from it",
	},
	{
		"captured-reset",
		emsdiag.Incident{Symptoms: []symptom.Row{text("An existing connection was forcibly closed by the remote host")}, Side: ems.Client, Suite: ecdheSuite, Captured: emsdiag.Captured{ClientHello: schannel.No}, Resuming: schannel.Yes},
		[]string{"ems.windows.suite.immune certain", "ems.windows.hellos certain"},
		[]string{"ems.windows.cause.mismatch insufficient-data"},
		"openssl/openssl#3910: what is not in the hello troubles nobody",
	},
	{
		"captured-and-several-failures",
		emsdiag.Incident{Symptoms: []symptom.Row{event(36887, ems.HandshakeFailure), event(36888, ems.IllegalParameter)}, Captured: emsdiag.Captured{ClientHello: schannel.Yes, ServerHello: schannel.Yes}},
		[]string{"ems.windows.hellos certain", "ems.windows.failure.apart likely", "ems.windows.alert.received certain", "ems.windows.failure.apart likely", "ems.windows.alert.sent certain"},
		[]string{"ems.windows.cause.no_suite insufficient-data", "ems.windows.cause.mismatch insufficient-data", "ems.windows.cause.required insufficient-data", "ems.windows.cause.mismatch insufficient-data"},
		"RFC 5246, Section 7.2.2: one fatal alert a connection; of which one the capture is, is not said",
	},
	{
		"suite-of-one-of-several",
		emsdiag.Incident{Symptoms: []symptom.Row{event(36887, ems.HandshakeFailure), event(36888, ems.IllegalParameter)}, Suite: ecdheSuite},
		[]string{"ems.windows.suite.immune certain", "ems.windows.failure.apart likely", "ems.windows.alert.received certain", "ems.windows.failure.apart likely", "ems.windows.alert.sent certain"},
		[]string{"ems.windows.cause.no_suite insufficient-data", "ems.windows.cause.mismatch insufficient-data", "ems.windows.cause.required insufficient-data", "ems.windows.cause.mismatch insufficient-data"},
		"RFC 5246, Section 7.2.2: in which of the two connections it was negotiated is not said",
	},
	{
		"captured-one-of-several",
		emsdiag.Incident{Symptoms: []symptom.Row{event(36887, ems.HandshakeFailure), event(36888, ems.IllegalParameter)}, Captured: emsdiag.Captured{ClientHello: schannel.Yes, ServerHello: schannel.Yes, Alert: ems.HandshakeFailure}},
		[]string{"ems.windows.hellos certain", "ems.windows.failure.apart likely", "ems.windows.alert.received certain", "ems.windows.failure.apart likely", "ems.windows.alert.sent certain"},
		[]string{"ems.windows.cause.mismatch insufficient-data", "ems.windows.cause.mismatch insufficient-data"},
		"RFC 5246, Section 7.2.2: the capture is of the failure with its alert, which had a ServerHello",
	},
	{
		"captured-beside-another-computer",
		emsdiag.Incident{
			Symptoms: []symptom.Row{on("HOST1", event(36887, ems.HandshakeFailure)), on("HOST2", text("forcibly closed by the remote host"))},
			Suite:    ecdheSuite, Captured: emsdiag.Captured{ClientHello: schannel.No, Alert: ems.HandshakeFailure}, Resuming: schannel.No,
		},
		[]string{"ems.windows.suite.immune certain", "ems.windows.hellos certain", "ems.windows.failure.apart likely", "ems.windows.alert.received certain", "ems.windows.failure.apart likely"},
		[]string{"ems.windows.cause.no_suite insufficient-data", "ems.windows.cause.required insufficient-data", "ems.windows.cause.intolerant insufficient-data"},
		"RFC 5246, Section 7.2.2: what ended with an alert is not what was reset without one",
	},
	{
		"captured-another-failure",
		emsdiag.Incident{Symptoms: alertReceived(ems.HandshakeFailure), Captured: emsdiag.Captured{ClientHello: schannel.Yes, ServerHello: schannel.Yes, Alert: ems.DecryptError}},
		[]string{"ems.windows.hellos certain", "ems.windows.alert.received certain"},
		[]string{"ems.windows.cause.no_suite insufficient-data", "ems.windows.cause.mismatch insufficient-data", "ems.windows.cause.required insufficient-data"},
		"RFC 5246, Section 7.2.2: a handshake that ends with another alert is another one",
	},
	{
		"captured-and-code",
		emsdiag.Incident{Symptoms: []symptom.Row{status(0x80090326)}, Side: ems.Client, Captured: emsdiag.Captured{ClientHello: schannel.No, Alert: ems.HandshakeFailure}, Resuming: schannel.Yes},
		[]string{"ems.windows.hellos certain", "ems.windows.status.alerts certain"},
		[]string{"ems.windows.cause.mismatch insufficient-data", "ems.windows.cause.required insufficient-data"},
		"Schannel error codes: the code is that of the captured alert",
	},
	{
		"captured-and-other-code",
		emsdiag.Incident{Symptoms: []symptom.Row{status(0x8009030f)}, Captured: emsdiag.Captured{ClientHello: schannel.Yes, ServerHello: schannel.No, Alert: ems.HandshakeFailure}},
		[]string{"ems.windows.hellos certain", "ems.windows.status.alerts certain"},
		[]string{"ems.windows.cause.leading_zero insufficient-data", "ems.windows.cause.short_public insufficient-data"},
		"Schannel error codes: the code is not that of the captured alert",
	},
	{
		"nothing", emsdiag.Incident{}, []string{}, []string{"ems.windows.cause.unknown insufficient-data"}, "nothing was seen: what is missing is named",
	},
}
