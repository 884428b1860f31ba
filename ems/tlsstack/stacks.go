// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package tlsstack

import (
	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
)

// The versions that both ends of a stack speak.
var (
	ssl30to12dtls10to12 = Protocols{MinTLS: schannel.SSL30, MaxTLS: schannel.TLS12, MinDTLS: schannel.DTLS10, MaxDTLS: schannel.DTLS12}
	tls10to12           = Protocols{MinTLS: schannel.TLS10, MaxTLS: schannel.TLS12}
	tls10to12dtls10     = Protocols{MinTLS: schannel.TLS10, MaxTLS: schannel.TLS12, MinDTLS: schannel.DTLS10, MaxDTLS: schannel.DTLS10}
	tls10to12dtls10to12 = Protocols{MinTLS: schannel.TLS10, MaxTLS: schannel.TLS12, MinDTLS: schannel.DTLS10, MaxDTLS: schannel.DTLS12}
	tls10to13           = Protocols{MinTLS: schannel.TLS10, MaxTLS: schannel.TLS13}
	tls10to13dtls10to12 = Protocols{MinTLS: schannel.TLS10, MaxTLS: schannel.TLS13, MinDTLS: schannel.DTLS10, MaxDTLS: schannel.DTLS12}
	tls10to13dtls10to13 = Protocols{MinTLS: schannel.TLS10, MaxTLS: schannel.TLS13, MinDTLS: schannel.DTLS10, MaxDTLS: schannel.DTLS13}
	tls12to13           = Protocols{MinTLS: schannel.TLS12, MaxTLS: schannel.TLS13}
	tls12to13dtls12     = Protocols{MinTLS: schannel.TLS12, MaxTLS: schannel.TLS13, MinDTLS: schannel.DTLS12, MaxDTLS: schannel.DTLS12}
	dtls12              = Protocols{MinDTLS: schannel.DTLS12, MaxDTLS: schannel.DTLS12}
)

// stacks is every stack that is known here, ordered by name. The steps of which
// none of the sources tells what a stack does stand in openSteps.
var stacks = [...]Stack{
	{
		Name: "boringssl", Product: "BoringSSL", Versions: "since 2014-10",
		Client:       ems.Policy{OfferLegacy: true, ResumeLegacy: true, RefuseUpgrade: true},
		Server:       ems.Policy{ResumeLegacy: true, CheckFirst: true, RefuseUpgrade: true},
		ClientSpeaks: tls10to13dtls10to13, ServerSpeaks: tls10to13dtls10to13,
		ServerAsked: Asked{Answer: AnswerAborts, Alert: ems.NoRenegotiation}, ClientAsked: Asked{Setting: "SSL_set_renegotiate_mode"}, Asks: schannel.No,
		Sessions: "boringssl",
		Deviations: []Deviation{
			{Side: ems.Client, At: ems.CodeRenegotiationDowngrade, Action: ems.Abort, Alert: ems.IllegalParameter},
			{Side: ems.Client, At: ems.CodeRenegotiationUpgrade, Action: ems.Abort, Alert: ems.IllegalParameter},
			{Side: ems.Client, At: ems.CodeVersionTLS13Extension, Action: ems.Abort, Alert: ems.UnsupportedExtension},
		},
		Evidence: schannel.Implemented,
		Sources: []schannel.Source{
			{Document: "BoringSSL", Section: "ssl/extensions.cc"},
			{Document: "BoringSSL", Section: "ssl/handshake_server.cc"},
			{Document: "BoringSSL", Section: "ssl/handshake_client.cc"},
		},
	},
	{
		Name: "botan", Product: "Botan", Versions: "1.11.26 to 3.11",
		Client:       ems.Policy{OfferLegacy: true, ResumeLegacy: true, RefuseUpgrade: true},
		Server:       ems.Policy{ResumeLegacy: true},
		ClientSpeaks: tls10to13dtls10to12, ServerSpeaks: tls10to13dtls10to12,
		Sessions: "botan",
		Evidence: schannel.Implemented,
		Sources: []schannel.Source{
			{Document: "Botan", Section: "src/lib/tls/tls12/tls_client_impl_12.cpp"},
			{Document: "Botan", Section: "src/lib/tls/tls12/tls_server_impl_12.cpp"},
		},
	},
	{
		Name: "botan-3.12", Product: "Botan", Versions: "3.12 and later, which require the extension",
		Client:       ems.Policy{OfferLegacy: true, ResumeLegacy: true, RefuseUpgrade: true, Require: true},
		Server:       ems.Policy{ResumeLegacy: true, Require: true},
		ClientSpeaks: tls12to13dtls12, ServerSpeaks: tls12to13dtls12,
		Sessions: "botan",
		Evidence: schannel.Implemented,
		Sources: []schannel.Source{
			{Document: "Botan", Section: "src/lib/tls/tls12/tls_client_impl_12.cpp"},
			{Document: "Botan", Section: "src/lib/tls/tls12/tls_server_impl_12.cpp"},
			{Document: "Botan", Section: "news.rst"}, // TLS 1.0, TLS 1.1 and DTLS 1.0 left with 3.0
		},
	},
	{
		Name: "bouncycastle", Product: "Bouncy Castle for Java", Versions: "with its default of no legacy resumption",
		Client:       ems.Policy{RefuseUpgrade: true},
		Server:       ems.Policy{RefuseUpgrade: true},
		ClientSpeaks: tls10to13dtls10to12, ServerSpeaks: tls10to13dtls10to12,
		Sessions: "bouncycastle",
		Deviations: []Deviation{
			{Side: ems.Client, At: ems.CodeFullNonEmpty, Action: ems.Abort, Alert: ems.IllegalParameter},
			{Side: ems.Server, At: ems.CodeFullNonEmpty, Action: ems.Abort, Alert: ems.IllegalParameter},
		},
		Evidence: schannel.Implemented,
		Sources: []schannel.Source{
			{Document: "Bouncy Castle", Section: "tls/src/main/java/org/bouncycastle/tls/TlsServerProtocol.java"},
			{Document: "Bouncy Castle", Section: "tls/src/main/java/org/bouncycastle/tls/TlsClientProtocol.java"},
			{Document: "Bouncy Castle", Section: "docs/releasenotes.html"},
		},
	},
	{
		Name: "californium", Product: "Eclipse Californium (DTLS)", Versions: "mode ENABLED",
		Client:       ems.Policy{OfferLegacy: true, ResumeLegacy: true, RefuseUpgrade: true},
		Server:       ems.Policy{DeclineLegacy: true, RefuseUpgrade: true},
		ClientSpeaks: dtls12, ServerSpeaks: dtls12,
		Sessions: "californium",
		Deviations: []Deviation{
			{Side: ems.Server, At: ems.CodeResumeDowngrade, Action: ems.Full},
		},
		Evidence: schannel.Implemented,
		Sources: []schannel.Source{
			{Document: "Californium", Section: "ExtendedMasterSecretMode.java"},
			{Document: "Californium", Section: "DTLSConnectorResumeTest.java"},
		},
	},
	{
		Name: "coretls", Product: "Apple coreTLS", Versions: "121.1.1",
		Client:       ems.Policy{OfferLegacy: true, ResumeLegacy: true, RefuseUpgrade: true},
		Server:       ems.Policy{ResumeLegacy: true, RefuseUpgrade: true},
		ClientSpeaks: tls10to12dtls10, ServerSpeaks: tls10to12dtls10,
		Sessions: "coretls",
		Deviations: []Deviation{
			{Side: ems.Client, At: ems.CodeResumeAcceptedDowngrade, Action: ems.Abort},
			{Side: ems.Client, At: ems.CodeResumeAcceptedUpgrade, Action: ems.Abort},
			{Side: ems.Server, At: ems.CodeFullNonEmpty, Action: ems.Full},
			{Side: ems.Client, At: ems.CodeFullNonEmpty, Action: ems.Full},
			{Side: ems.Client, At: ems.CodeFullUnsolicited, Action: ems.Full},
		},
		Evidence: schannel.Implemented,
		Sources: []schannel.Source{
			{Document: "coreTLS", Section: "lib/sslSession.c"},
			{Document: "coreTLS", Section: "lib/sslHandshakeHello.c"},
		},
	},
	{
		Name: "erlang", Product: "Erlang/OTP", Versions: "without the extension, as the issue has it",
		Client:       ems.Policy{Disabled: true, OfferLegacy: true, ResumeLegacy: true},
		Server:       ems.Policy{Disabled: true, ResumeLegacy: true},
		ClientSpeaks: tls10to13dtls10to12, ServerSpeaks: tls10to13dtls10to12,
		Unaware:  true,
		Evidence: schannel.Reported,
		Sources: []schannel.Source{
			{Document: "erlang/otp#9235"},
		},
	},
	{
		Name: "gnutls", Product: "GnuTLS", Versions: "3.5 and later",
		Aliases:      []string{"filezilla", "filezilla-server-1"},
		Client:       ems.Policy{OfferLegacy: true, ResumeLegacy: true},
		Server:       ems.Policy{ResumeLegacy: true},
		ClientSpeaks: tls10to13dtls10to12, ServerSpeaks: tls10to13dtls10to12,
		ServerAsked: Asked{Setting: "what the program does on GNUTLS_E_REHANDSHAKE"}, ClientAsked: Asked{Setting: "what the program does on GNUTLS_E_REHANDSHAKE"}, Asks: schannel.Yes,
		Sessions: "gnutls",
		Deviations: []Deviation{
			{Side: ems.Server, At: ems.CodeResumeDowngrade, Action: ems.Full},
			{Side: ems.Client, At: ems.CodeResumeAcceptedDowngrade, Action: ems.Resume},
			{Side: ems.Client, At: ems.CodeResumeAcceptedUpgrade, Action: ems.Resume},
			{Side: ems.Server, At: ems.CodeRenegotiationDowngrade, Action: ems.Abort, Alert: ems.BadRecordMAC},
		},
		Evidence: schannel.Implemented,
		Sources: []schannel.Source{
			{Document: "GnuTLS", Section: "lib/ext/ext_master_secret.c"},
			{Document: "GnuTLS", Section: "lib/db.c"},
			{Document: "GnuTLS", Section: "tests/resume.c"},
			{Document: "tlsfuzzer", Section: "scripts/test-extended-master-secret-extension.py"},
		},
	},
	{
		Name: "gnutls-fips", Product: "GnuTLS", Versions: "3.8.1 and later in FIPS mode, or with %FORCE_SESSION_HASH",
		Client:       ems.Policy{OfferLegacy: true, ResumeLegacy: true, Require: true},
		Server:       ems.Policy{ResumeLegacy: true, Require: true},
		ClientSpeaks: tls10to13dtls10to12, ServerSpeaks: tls10to13dtls10to12,
		ServerAsked: Asked{Setting: "what the program does on GNUTLS_E_REHANDSHAKE"}, ClientAsked: Asked{Setting: "what the program does on GNUTLS_E_REHANDSHAKE"}, Asks: schannel.Yes,
		Sessions: "gnutls",
		Deviations: []Deviation{
			{Side: ems.Server, At: ems.CodeResumeDowngrade, Action: ems.Full},
			{Side: ems.Client, At: ems.CodeResumeAcceptedDowngrade, Action: ems.Resume},
			{Side: ems.Server, At: ems.CodeRenegotiationDowngrade, Action: ems.Abort, Alert: ems.BadRecordMAC},
			{Side: ems.Client, At: ems.CodeFullLegacyServer, Action: ems.Abort, Alert: ems.InsufficientSecurity},
			{Side: ems.Server, At: ems.CodeFullLegacyClient, Action: ems.Abort, Alert: ems.InsufficientSecurity},
		},
		Evidence: schannel.Implemented,
		Sources: []schannel.Source{
			{Document: "GnuTLS", Section: "lib/ext/ext_master_secret.c"},
			{Document: "GnuTLS", Section: "lib/alert.c"},
			{Document: "GnuTLS", Section: "lib/nettle/int/tls1-prf.c"},
		},
	},
	{
		Name: "gnutls-no-session-hash", Product: "GnuTLS", Versions: "3.5 and later with %NO_SESSION_HASH",
		Client:       ems.Policy{Disabled: true, OfferLegacy: true, ResumeLegacy: true},
		Server:       ems.Policy{Disabled: true, ResumeLegacy: true},
		ClientSpeaks: tls10to13dtls10to12, ServerSpeaks: tls10to13dtls10to12,
		ServerAsked: Asked{Setting: "what the program does on GNUTLS_E_REHANDSHAKE"}, ClientAsked: Asked{Setting: "what the program does on GNUTLS_E_REHANDSHAKE"}, Asks: schannel.Yes,
		Sessions: "gnutls",
		Deviations: []Deviation{
			{Side: ems.Server, At: ems.CodeResumeDowngrade, Action: ems.Full},
			{Side: ems.Client, At: ems.CodeResumeAcceptedDowngrade, Action: ems.Resume},
			{Side: ems.Client, At: ems.CodeResumeOffer, Action: ems.Resume},
		},
		Evidence: schannel.Implemented,
		Sources: []schannel.Source{
			{Document: "GnuTLS", Section: "lib/ext/ext_master_secret.c"},
			{Document: "GnuTLS", Section: "lib/db.c"},
			{Document: "GnuTLS", Section: "tests/resume.c"},
		},
	},
	{
		Name: "go", Product: "Go crypto/tls", Versions: "1.21 and later",
		Client:       ems.Policy{OfferLegacy: true, ResumeLegacy: true, AllowDowngrade: true},
		Server:       ems.Policy{ResumeLegacy: true},
		NoSessionIDs: true,
		ClientSpeaks: tls10to13, ServerSpeaks: tls10to13,
		ServerAsked: Asked{Answer: AnswerAborts, Alert: ems.UnexpectedMessage}, ClientAsked: Asked{Answer: AnswerDeclines, Setting: "Config.Renegotiation"}, Asks: schannel.No,
		Sessions: "go",
		Deviations: []Deviation{
			{Side: ems.Server, At: ems.CodeResumeDowngrade, Action: ems.Abort, Silent: true},
			{Side: ems.Server, At: CodeTranscriptsDiffer, Action: ems.Abort, Alert: ems.HandshakeFailure},
			{Side: ems.Client, At: ems.CodeVersionTLS13Extension, Action: ems.Abort, Alert: ems.UnsupportedExtension},
			{Side: ems.Client, At: ems.CodeRenegotiationForbidden, Action: ems.Full},
		},
		Evidence: schannel.Implemented,
		Sources: []schannel.Source{
			{Document: "Go", Section: "src/crypto/tls/handshake_server.go"},
			{Document: "Go", Section: "src/crypto/tls/handshake_client.go"},
		},
	},
	{
		Name: "go-1.20", Product: "Go crypto/tls", Versions: "before 1.21",
		Client:       ems.Policy{Disabled: true, OfferLegacy: true, ResumeLegacy: true},
		Server:       ems.Policy{Disabled: true, ResumeLegacy: true},
		ClientSpeaks: tls10to13, ServerSpeaks: tls10to13,
		ServerAsked: Asked{Answer: AnswerAborts, Alert: ems.UnexpectedMessage}, ClientAsked: Asked{Answer: AnswerDeclines, Setting: "Config.Renegotiation"}, Asks: schannel.No,
		NoSessionIDs: true,
		Unaware:      true,
		Evidence:     schannel.Reported,
		Sources: []schannel.Source{
			{Document: "traefik/traefik#8853"},
		},
	},
	{
		Name: "go-fips", Product: "Go crypto/tls", Versions: "1.24 and later in FIPS 140-3 mode",
		Client:       ems.Policy{OfferLegacy: true, ResumeLegacy: true, Require: true},
		Server:       ems.Policy{ResumeLegacy: true, Require: true},
		NoSessionIDs: true,
		ClientSpeaks: tls12to13, ServerSpeaks: tls12to13,
		ServerAsked: Asked{Answer: AnswerAborts, Alert: ems.UnexpectedMessage}, ClientAsked: Asked{Answer: AnswerDeclines, Setting: "Config.Renegotiation"}, Asks: schannel.No,
		Sessions: "go",
		Deviations: []Deviation{
			{Side: ems.Server, At: ems.CodeResumeDowngrade, Action: ems.Abort, Silent: true},
			{Side: ems.Client, At: ems.CodeVersionTLS13Extension, Action: ems.Abort, Alert: ems.UnsupportedExtension},
		},
		Evidence: schannel.Implemented,
		Sources: []schannel.Source{
			{Document: "Go", Section: "src/crypto/tls/handshake_server.go"},
			{Document: "Go", Section: "src/crypto/tls/handshake_client.go"},
		},
	},
	{
		Name: "hs-tls", Product: "Haskell tls", Versions: "1.5 to 1.9",
		Client:       ems.Policy{OfferLegacy: true, ResumeLegacy: true, RefuseUpgrade: true},
		Server:       ems.Policy{ResumeLegacy: true, RefuseUpgrade: true},
		ClientSpeaks: tls10to13, ServerSpeaks: tls10to13,
		Sessions: "hs-tls",
		Deviations: []Deviation{
			{Side: ems.Server, At: ems.CodeResumeDowngrade, Action: ems.Abort},
			{Side: ems.Client, At: ems.CodeResumeAcceptedDowngrade, Action: ems.Abort},
			{Side: ems.Client, At: ems.CodeResumeAcceptedUpgrade, Action: ems.Abort},
		},
		Evidence: schannel.Implemented,
		Sources: []schannel.Source{
			{Document: "hs-tls", Section: "tls/test/HandshakeSpec.hs"},
			{Document: "vincenthz/hs-tls#406"},
		},
	},
	{
		Name: "hs-tls-2", Product: "Haskell tls", Versions: "2.0 and later, which require the extension",
		Client:       ems.Policy{OfferLegacy: true, ResumeLegacy: true, RefuseUpgrade: true, Require: true},
		Server:       ems.Policy{ResumeLegacy: true, RefuseUpgrade: true, Require: true},
		ClientSpeaks: tls12to13, ServerSpeaks: tls12to13,
		Sessions: "hs-tls",
		Deviations: []Deviation{
			{Side: ems.Server, At: ems.CodeResumeDowngrade, Action: ems.Abort},
			{Side: ems.Client, At: ems.CodeResumeAcceptedDowngrade, Action: ems.Abort},
		},
		Evidence: schannel.Implemented,
		Sources: []schannel.Source{
			{Document: "hs-tls", Section: "tls/test/HandshakeSpec.hs"},
			{Document: "vincenthz/hs-tls#406"},
		},
	},
	{
		Name: "ibm-http-server", Product: "IBM HTTP Server", Versions: "of WebSphere 8.5.5.7",
		Client:       ems.Policy{Disabled: true, OfferLegacy: true, ResumeLegacy: true},
		Server:       ems.Policy{Disabled: true, ResumeLegacy: true},
		Unaware:      true,
		Intolerant:   true,
		ClientSpeaks: tls10to12, ServerSpeaks: tls10to12,
		Sessions: "ibm-http-server",
		Evidence: schannel.Reported,
		Sources: []schannel.Source{
			{Document: "openssl/openssl#3910"},
		},
	},
	{
		Name: "ibm-java-8", Product: "IBM Java", Versions: "8 SR5 FP10 and later, 7 SR10 FP20 and later",
		Client:       ems.Policy{OfferLegacy: true, ResumeLegacy: true, RefuseUpgrade: true},
		Server:       ems.Policy{DeclineLegacy: true, RefuseUpgrade: true},
		ClientSpeaks: tls10to12, ServerSpeaks: tls10to12,
		Sessions: "ibm-java",
		Evidence: schannel.Documented,
		Sources: []schannel.Source{
			{Document: "IBM 5027181"},
		},
	},
	{
		Name: "jdk", Product: "Java SunJSSE", Versions: "11 and later; as a client with endpoint identification, as for HTTPS and LDAP",
		Client:       ems.Policy{OfferLegacy: true, ResumeLegacy: true, RefuseUpgrade: true},
		Server:       ems.Policy{DeclineLegacy: true, RefuseUpgrade: true},
		ClientSpeaks: tls10to13dtls10to12, ServerSpeaks: tls10to13dtls10to12,
		Sessions: "jdk",
		Deviations: []Deviation{
			{Side: ems.Client, At: ems.CodeResumeOfferLegacy, Action: ems.Resume, NoExtension: true},
		},
		Evidence: schannel.Implemented,
		Sources: []schannel.Source{
			{Document: "JDK", Section: "sun/security/ssl/ExtendedMasterSecretExtension.java"},
			{Document: "JDK", Section: "sun/security/ssl/ClientHello.java"},
		},
	},
	{
		Name: "jdk-8", Product: "Java SunJSSE", Versions: "8u161 and later without TLS 1.3, 7u171 and later; as a client with endpoint identification, as for HTTPS and LDAP",
		Client:       ems.Policy{OfferLegacy: true, ResumeLegacy: true, AllowDowngrade: true},
		Server:       ems.Policy{DeclineLegacy: true, AllowDowngrade: true},
		ClientSpeaks: tls10to12, ServerSpeaks: tls10to12,
		ServerAsked: Asked{Answer: AnswerRenegotiates}, ClientAsked: Asked{Answer: AnswerRenegotiates}, Asks: schannel.Yes,
		Sessions:  "jdk",
		NoTickets: true, NoClientTickets: true,
		Deviations: []Deviation{
			{Side: ems.Client, At: ems.CodeResumeOfferLegacy, Action: ems.Resume, NoExtension: true},
		},
		Evidence: schannel.Implemented,
		Sources: []schannel.Source{
			{Document: "JDK 7 updates", Section: "sun/security/ssl/ServerHandshaker.java"},
			{Document: "JDK 7 updates", Section: "sun/security/ssl/ClientHandshaker.java"},
			{Document: "javaee/grizzly-npn#5"}, // 8u161
		},
	},
	{
		Name: "jdk-no-identification", Product: "Java SunJSSE", Versions: "11 and later; as a client without endpoint identification, as those of FTPS are",
		Client:       ems.Policy{ResumeLegacy: true, RefuseUpgrade: true},
		Server:       ems.Policy{DeclineLegacy: true, RefuseUpgrade: true},
		ClientSpeaks: tls10to13dtls10to12, ServerSpeaks: tls10to13dtls10to12,
		Sessions: "jdk",
		Evidence: schannel.Implemented,
		Sources: []schannel.Source{
			{Document: "JDK", Section: "sun/security/ssl/ExtendedMasterSecretExtension.java"},
			{Document: "JDK", Section: "sun/security/ssl/ClientHello.java"},
			{Document: "mulesoft/docs-connectors#1514"},
		},
	},
	{
		Name: "jdk-no-legacy", Product: "Java SunJSSE", Versions: "11 and later with jdk.tls.allowLegacyMasterSecret=false and jdk.tls.allowLegacyResumption=false",
		Client:       ems.Policy{Require: true, RefuseUpgrade: true},
		Server:       ems.Policy{Require: true, RefuseUpgrade: true},
		ClientSpeaks: tls10to13dtls10to12, ServerSpeaks: tls10to13dtls10to12,
		Sessions: "jdk",
		Evidence: schannel.Implemented,
		Sources: []schannel.Source{
			{Document: "JDK", Section: "sun/security/ssl/ExtendedMasterSecretExtension.java"},
		},
	},
	{
		Name: "jdk-none", Product: "Java SunJSSE", Versions: "8 before 8u161 and 7 before 7u171",
		Client:       ems.Policy{Disabled: true, OfferLegacy: true, ResumeLegacy: true},
		Server:       ems.Policy{Disabled: true, ResumeLegacy: true},
		ClientSpeaks: tls10to12, ServerSpeaks: tls10to12,
		Sessions:  "jdk",
		Unaware:   true,
		NoTickets: true, NoClientTickets: true,
		Evidence: schannel.Reported,
		Sources: []schannel.Source{
			{Document: "javaee/grizzly-npn#5"},
			{Document: "JDK 7 updates", Section: "jdk7u171-b00"},
		},
	},
	{
		Name: "libressl", Product: "LibreSSL", Versions: "3.8.1 to 4.3",
		Client:       ems.Policy{Disabled: true, OfferLegacy: true, ResumeLegacy: true},
		Server:       ems.Policy{Disabled: true, ResumeLegacy: true},
		ClientSpeaks: tls12to13dtls12, ServerSpeaks: tls12to13dtls12,
		ServerAsked: Asked{Answer: AnswerRenegotiates}, ClientAsked: Asked{Answer: AnswerRenegotiates},
		Asks: schannel.Yes, GivesUp: ems.HandshakeFailure,
		Sessions:       "libressl",
		Unaware:        true,
		NoResumption13: true,
		Deviations: []Deviation{
			{Side: ems.Client, At: ems.CodeFullUnsolicited, Action: ems.Full},
		},
		Evidence: schannel.Implemented,
		Sources: []schannel.Source{
			{Document: "LibreSSL", Section: "src/lib/libssl/ssl_tlsext.c"},
			{Document: "LibreSSL", Section: "src/lib/libssl/ssl_pkt.c"},
			{Document: "LibreSSL", Section: "src/regress/lib/libssl/tlsfuzzer/tlsfuzzer.py"},
			{Document: "LibreSSL Portable", Section: "ChangeLog"},
		},
	},
	{
		Name: "mbedtls", Product: "Mbed TLS", Versions: "1.3.10 and later",
		Client:       ems.Policy{OfferLegacy: true, ResumeLegacy: true, AllowDowngrade: true},
		Server:       ems.Policy{ResumeLegacy: true, AllowDowngrade: true},
		ClientSpeaks: tls10to13dtls10to12, ServerSpeaks: tls10to13dtls10to12,
		ServerAsked: Asked{Answer: AnswerDeclines, Setting: "mbedtls_ssl_conf_renegotiation"}, ClientAsked: Asked{Answer: AnswerDeclines, Setting: "mbedtls_ssl_conf_renegotiation"}, Asks: schannel.Yes,
		Sessions: "mbedtls",
		Deviations: []Deviation{
			{Side: ems.Server, At: ems.CodeResumeDowngrade, Action: ems.Resume},
			{Side: ems.Server, At: ems.CodeResumeUpgrade, Action: ems.Resume},
			{Side: ems.Client, At: ems.CodeResumeAcceptedDowngrade, Action: ems.Resume},
			{Side: ems.Client, At: ems.CodeResumeAcceptedUpgrade, Action: ems.Resume},
			{Side: ems.Client, At: ems.CodeFullNonEmpty, Action: ems.Abort, Alert: ems.UnsupportedExtension},
		},
		Evidence: schannel.Implemented,
		Sources: []schannel.Source{
			{Document: "Mbed TLS", Section: "library/ssl_tls12_server.c"},
			{Document: "Mbed TLS", Section: "library/ssl_tls12_client.c"},
		},
	},
	{
		Name: "netscaler-12", Product: "Citrix ADC", Versions: "before 13.0-61.48",
		Client:       ems.Policy{Disabled: true, OfferLegacy: true, ResumeLegacy: true},
		Server:       ems.Policy{Disabled: true, ResumeLegacy: true},
		Unaware:      true,
		ClientSpeaks: tls10to12, ServerSpeaks: tls10to12,
		Sessions: "netscaler",
		Evidence: schannel.Documented,
		Sources: []schannel.Source{
			{Document: "CTX264377"},
		},
	},
	{
		Name: "nss", Product: "NSS", Versions: "3.21 and later",
		Client:       ems.Policy{OfferLegacy: true, ResumeLegacy: true, RefuseUpgrade: true},
		Server:       ems.Policy{ResumeLegacy: true, RefuseUpgrade: true},
		ClientSpeaks: tls10to13dtls10to13, ServerSpeaks: tls10to13dtls10to13,
		Sessions: "nss",
		Deviations: []Deviation{
			{Side: ems.Client, At: ems.CodeVersionTLS13Extension, Action: ems.Abort},
		},
		Evidence: schannel.Implemented,
		Sources: []schannel.Source{
			{Document: "NSS", Section: "lib/ssl/ssl3con.c"},
			{Document: "NSS", Section: "lib/ssl/ssl3exthandle.c"},
		},
	},
	{
		Name: "nss-require", Product: "NSS", Versions: "3.21 and later with the policy TLS-REQUIRE-EMS",
		Client:       ems.Policy{OfferLegacy: true, ResumeLegacy: true, RefuseUpgrade: true, Require: true},
		Server:       ems.Policy{ResumeLegacy: true, RefuseUpgrade: true, Require: true},
		ClientSpeaks: tls10to13dtls10to13, ServerSpeaks: tls10to13dtls10to13,
		Sessions: "nss",
		Deviations: []Deviation{
			{Side: ems.Client, At: ems.CodeVersionTLS13Extension, Action: ems.Abort},
		},
		Evidence: schannel.Implemented,
		Sources: []schannel.Source{
			{Document: "NSS", Section: "lib/ssl/ssl3con.c"},
		},
	},
	{
		Name: "nss-require-rsa", Product: "NSS", Versions: "3.21 and later with the policy TLS-REQUIRE-EMS, in a suite with static RSA",
		Client:       ems.Policy{OfferLegacy: true, ResumeLegacy: true, RefuseUpgrade: true, Require: true},
		Server:       ems.Policy{ResumeLegacy: true, RefuseUpgrade: true, Require: true},
		ClientSpeaks: tls10to13dtls10to13, ServerSpeaks: tls10to13dtls10to13,
		Sessions: "nss",
		Deviations: []Deviation{
			{Side: ems.Server, At: ems.CodeFullLegacyClient, Action: ems.Abort, Alert: ems.BadRecordMAC}, // noticed at Finished only
			{Side: ems.Client, At: ems.CodeVersionTLS13Extension, Action: ems.Abort},
		},
		Evidence: schannel.Inferred,
		Sources: []schannel.Source{
			{Document: "NSS", Section: "lib/ssl/ssl3con.c"},
		},
	},
	{
		Name: "openssl-1.0", Product: "OpenSSL", Versions: "1.0.x",
		Aliases:      []string{"filezilla-server-0.9"},
		Client:       ems.Policy{Disabled: true, OfferLegacy: true, ResumeLegacy: true, AllowSSL30: true},
		Server:       ems.Policy{Disabled: true, ResumeLegacy: true, AllowSSL30: true},
		Unaware:      true,
		ClientSpeaks: ssl30to12dtls10to12, ServerSpeaks: ssl30to12dtls10to12,
		Sessions: "openssl", Format: 1,
		Evidence: schannel.Implemented,
		Sources: []schannel.Source{
			{Document: "OpenSSL", Section: "CHANGES"},
		},
	},
	{
		Name: "openssl-1.1", Product: "OpenSSL", Versions: "1.1.1",
		Client:       ems.Policy{OfferLegacy: true, ResumeLegacy: true},
		Server:       ems.Policy{ResumeLegacy: true},
		ClientSpeaks: tls10to13dtls10to12, ServerSpeaks: tls10to13dtls10to12,
		Asks:     schannel.Yes,
		Sessions: "openssl", Format: 2,
		Deviations: []Deviation{
			{Side: ems.Server, At: ems.CodeResumeDowngrade, Action: ems.Abort, Alert: ems.IllegalParameter},
			{Side: ems.Client, At: ems.CodeFullNonEmpty, Action: ems.Full},
			{Side: ems.Client, At: ems.CodeFullUnsolicited, Action: ems.Abort},
		},
		Evidence: schannel.Implemented,
		Sources: []schannel.Source{
			{Document: "OpenSSL", Section: "ssl/ssl_sess.c"},
			{Document: "OpenSSL", Section: "ssl/statem/extensions.c"},
			{Document: "OpenSSL", Section: "ssl/statem/extensions_clnt.c"},
			{Document: "openssl/openssl#9791"},
		},
	},
	{
		Name: "openssl-3", Product: "OpenSSL", Versions: "3.x of 2026, such as 3.0.22",
		Aliases:      []string{"proftpd", "vsftpd"},
		Client:       ems.Policy{OfferLegacy: true, ResumeLegacy: true},
		Server:       ems.Policy{ResumeLegacy: true},
		ClientSpeaks: tls10to13dtls10to12, ServerSpeaks: tls10to13dtls10to12,
		ServerAsked: Asked{Answer: AnswerDeclines, Setting: "SSL_OP_ALLOW_CLIENT_RENEGOTIATION"}, ClientAsked: Asked{Answer: AnswerRenegotiates},
		Asks: schannel.Yes, GivesUp: ems.HandshakeFailure,
		Sessions: "openssl", Format: 2,
		Deviations: []Deviation{
			{Side: ems.Client, At: ems.CodeFullNonEmpty, Action: ems.Full},
			{Side: ems.Client, At: ems.CodeFullUnsolicited, Action: ems.Abort},
			{Side: ems.Client, At: ems.CodeRenegotiationForbidden, Action: ems.Full},
		},
		Evidence: schannel.Implemented,
		Sources: []schannel.Source{
			{Document: "OpenSSL", Section: "ssl/ssl_sess.c"},
			{Document: "OpenSSL", Section: "ssl/statem/extensions.c"},
			{Document: "OpenSSL", Section: "ssl/statem/extensions_clnt.c"},
			{Document: "openssl/openssl#29706"},
		},
	},
	{
		Name: "openssl-3-2025", Product: "OpenSSL", Versions: "3.0 to 3.x of 2025",
		Client:       ems.Policy{OfferLegacy: true, ResumeLegacy: true},
		Server:       ems.Policy{ResumeLegacy: true},
		ClientSpeaks: tls10to13dtls10to12, ServerSpeaks: tls10to13dtls10to12,
		ServerAsked: Asked{Answer: AnswerDeclines, Setting: "SSL_OP_ALLOW_CLIENT_RENEGOTIATION"}, ClientAsked: Asked{Answer: AnswerRenegotiates},
		Asks: schannel.Yes, GivesUp: ems.HandshakeFailure,
		Sessions: "openssl", Format: 2,
		Deviations: []Deviation{
			{Side: ems.Server, At: ems.CodeResumeDowngrade, Action: ems.Abort, Alert: ems.IllegalParameter},
			{Side: ems.Client, At: ems.CodeFullNonEmpty, Action: ems.Full},
			{Side: ems.Client, At: ems.CodeFullUnsolicited, Action: ems.Abort},
			{Side: ems.Client, At: ems.CodeRenegotiationForbidden, Action: ems.Full},
		},
		Evidence: schannel.Implemented,
		Sources: []schannel.Source{
			{Document: "OpenSSL", Section: "ssl/ssl_sess.c"},
			{Document: "OpenSSL", Section: "ssl/statem/extensions.c"},
			{Document: "OpenSSL", Section: "ssl/statem/extensions_clnt.c"},
			{Document: "openssl/openssl#9791"},
		},
	},
	{
		Name: "openssl-3-fips", Product: "OpenSSL", Versions: "3.1 and later with the check of the FIPS provider (tls1-prf-ems-check)",
		Client:       ems.Policy{OfferLegacy: true, ResumeLegacy: true, Require: true},
		Server:       ems.Policy{ResumeLegacy: true, Require: true},
		ClientSpeaks: tls12to13dtls12, ServerSpeaks: tls12to13dtls12,
		ServerAsked: Asked{Answer: AnswerDeclines, Setting: "SSL_OP_ALLOW_CLIENT_RENEGOTIATION"}, ClientAsked: Asked{Answer: AnswerRenegotiates},
		Asks: schannel.Yes, GivesUp: ems.HandshakeFailure,
		Sessions: "openssl", Format: 2,
		Deviations: []Deviation{
			{Side: ems.Server, At: ems.CodeFullLegacyClient, Action: ems.Abort, Alert: ems.InternalError},
			{Side: ems.Client, At: ems.CodeFullLegacyServer, Action: ems.Abort, Alert: ems.InternalError},
			{Side: ems.Client, At: ems.CodeFullNonEmpty, Action: ems.Full},
			{Side: ems.Client, At: ems.CodeFullUnsolicited, Action: ems.Abort},
		},
		Evidence: schannel.Implemented,
		Sources: []schannel.Source{
			{Document: "OpenSSL", Section: "ssl/ssl_sess.c"},
			{Document: "OpenSSL", Section: "ssl/statem/extensions.c"},
			{Document: "OpenSSL", Section: "ssl/statem/extensions_clnt.c"},
			{Document: "openssl/openssl#19989"},
		},
	},
	{
		Name: "openssl-3-no-ems", Product: "OpenSSL", Versions: "3.x of 2026 with SSL_OP_NO_EXTENDED_MASTER_SECRET",
		Client:       ems.Policy{Disabled: true, OfferLegacy: true, ResumeLegacy: true},
		Server:       ems.Policy{Disabled: true, ResumeLegacy: true},
		ClientSpeaks: tls10to13dtls10to12, ServerSpeaks: tls10to13dtls10to12,
		ServerAsked: Asked{Answer: AnswerDeclines, Setting: "SSL_OP_ALLOW_CLIENT_RENEGOTIATION"}, ClientAsked: Asked{Answer: AnswerRenegotiates},
		Asks: schannel.Yes, GivesUp: ems.HandshakeFailure,
		Sessions: "openssl", Format: 2,
		Deviations: []Deviation{
			{Side: ems.Server, At: ems.CodeResumeSwitchedOff, Action: ems.Abort, Alert: ems.HandshakeFailure},
			{Side: ems.Client, At: ems.CodeResumeOffer, Action: ems.Resume},
			{Side: ems.Client, At: ems.CodeRenegotiationForbidden, Action: ems.Full},
		},
		Evidence: schannel.Implemented,
		Sources: []schannel.Source{
			{Document: "OpenSSL", Section: "ssl/ssl_sess.c"},
			{Document: "OpenSSL", Section: "ssl/statem/extensions_clnt.c"},
			{Document: "OpenSSL", Section: "test/sslapitest.c"},
		},
	},
	{
		Name: "pion", Product: "pion/dtls", Versions: "with its default of a request",
		Client:       ems.Policy{OfferLegacy: true, ResumeLegacy: true, RefuseUpgrade: true},
		Server:       ems.Policy{ResumeLegacy: true, RefuseUpgrade: true},
		ClientSpeaks: dtls12, ServerSpeaks: dtls12,
		Sessions: "pion",
		Evidence: schannel.Implemented,
		Sources: []schannel.Source{
			{Document: "pion/dtls", Section: "conn_test.go"},
		},
	},
	{
		Name: "pion-require", Product: "pion/dtls", Versions: "with RequireExtendedMasterSecret",
		Client:       ems.Policy{OfferLegacy: true, ResumeLegacy: true, RefuseUpgrade: true, Require: true},
		Server:       ems.Policy{ResumeLegacy: true, RefuseUpgrade: true, Require: true},
		ClientSpeaks: dtls12, ServerSpeaks: dtls12,
		Sessions: "pion",
		Deviations: []Deviation{
			{Side: ems.Server, At: ems.CodeFullLegacyClient, Action: ems.Abort, Alert: ems.InsufficientSecurity},
			{Side: ems.Client, At: ems.CodeFullLegacyServer, Action: ems.Abort, Alert: ems.InsufficientSecurity},
		},
		Evidence: schannel.Implemented,
		Sources: []schannel.Source{
			{Document: "pion/dtls", Section: "conn_test.go"},
		},
	},
	{
		Name: "rfc7627", Product: "RFC 7627", Versions: "its recommendations, with legacy peers allowed",
		Client:       ems.Policy{},
		Server:       ems.Policy{},
		ClientSpeaks: tls10to13dtls10to13, ServerSpeaks: tls10to13dtls10to13,
		Evidence: schannel.Specified,
		Sources: []schannel.Source{
			{Document: "RFC 7627", Section: "Section 5"},
		},
	},
	{
		Name: "rhel9-fips", Product: "OpenSSL of Red Hat Enterprise Linux", Versions: "9.2 and later in FIPS mode",
		Client:       ems.Policy{OfferLegacy: true, ResumeLegacy: true, Require: true},
		Server:       ems.Policy{ResumeLegacy: true, Require: true},
		ClientSpeaks: tls12to13dtls12, ServerSpeaks: tls12to13dtls12,
		ServerAsked: Asked{Answer: AnswerDeclines, Setting: "SSL_OP_ALLOW_CLIENT_RENEGOTIATION"}, ClientAsked: Asked{Answer: AnswerRenegotiates},
		Asks: schannel.Yes, GivesUp: ems.HandshakeFailure,
		Sessions: "openssl", Format: 2,
		Deviations: []Deviation{
			{Side: ems.Server, At: ems.CodeResumeDowngrade, Action: ems.Abort, Alert: ems.IllegalParameter},
			{Side: ems.Client, At: ems.CodeFullNonEmpty, Action: ems.Full},
			{Side: ems.Server, At: ems.CodeFullLegacyClient, Action: ems.Abort},
			{Side: ems.Client, At: ems.CodeFullLegacyServer, Action: ems.Abort},
			{Side: ems.Client, At: ems.CodeFullUnsolicited, Action: ems.Abort},
		},
		Evidence: schannel.Documented,
		Sources: []schannel.Source{
			{Document: "Red Hat 7018256"},
		},
	},
	{
		Name: "rustls", Product: "rustls", Versions: "since 2017-02",
		Client:       ems.Policy{OfferLegacy: true, ResumeLegacy: true},
		Server:       ems.Policy{ResumeLegacy: true},
		ClientSpeaks: tls12to13, ServerSpeaks: tls12to13,
		ServerAsked: Asked{Answer: AnswerDeclines}, ClientAsked: Asked{Answer: AnswerDeclines}, Asks: schannel.No,
		Sessions: "rustls",
		Deviations: []Deviation{
			{Side: ems.Server, At: ems.CodeResumeDowngrade, Action: ems.Abort, Alert: ems.IllegalParameter},
			{Side: ems.Client, At: ems.CodeResumeAcceptedDowngrade, Action: ems.Abort, Alert: ems.IllegalParameter},
			{Side: ems.Client, At: ems.CodeResumeAcceptedUpgrade, Action: ems.Abort, Alert: ems.IllegalParameter},
			{Side: ems.Client, At: ems.CodeVersionTLS13Extension, Action: ems.Abort},
		},
		Evidence: schannel.Implemented,
		Sources: []schannel.Source{
			{Document: "rustls", Section: "rustls/src/server/tls12.rs"},
			{Document: "rustls", Section: "rustls/src/client/tls12.rs"},
			{Document: "rustls", Section: "bogo/config.json.in"},
		},
	},
	{
		Name: "rustls-fips", Product: "rustls", Versions: "0.23 and later with require_ems, the default of its FIPS provider",
		Client:       ems.Policy{OfferLegacy: true, ResumeLegacy: true, Require: true},
		Server:       ems.Policy{ResumeLegacy: true, Require: true},
		ClientSpeaks: tls12to13, ServerSpeaks: tls12to13,
		ServerAsked: Asked{Answer: AnswerDeclines}, ClientAsked: Asked{Answer: AnswerDeclines}, Asks: schannel.No,
		Sessions: "rustls",
		Deviations: []Deviation{
			{Side: ems.Server, At: ems.CodeResumeDowngrade, Action: ems.Abort, Alert: ems.IllegalParameter},
			{Side: ems.Client, At: ems.CodeResumeAcceptedDowngrade, Action: ems.Abort, Alert: ems.IllegalParameter},
			{Side: ems.Client, At: ems.CodeVersionTLS13Extension, Action: ems.Abort},
		},
		Evidence: schannel.Implemented,
		Sources: []schannel.Source{
			{Document: "rustls", Section: "rustls/src/server/tls12.rs"},
			{Document: "rustls", Section: "rustls/src/client/tls12.rs"},
		},
	},
	{
		Name: "s2n-tls", Product: "s2n-tls", Versions: "1.3.19 and later",
		Client:       ems.Policy{OfferLegacy: true, ResumeLegacy: true, RefuseUpgrade: true},
		Server:       ems.Policy{ResumeLegacy: true, RefuseUpgrade: true},
		ClientSpeaks: tls10to13, ServerSpeaks: tls10to13,
		ServerAsked: Asked{Answer: AnswerAborts}, ClientAsked: Asked{Answer: AnswerIgnores, Setting: "a callback for requests to renegotiate"}, Asks: schannel.No,
		Sessions: "s2n-tls",
		Deviations: []Deviation{
			{Side: ems.Client, At: ems.CodeResumeOfferLegacy, Action: ems.Resume, NoExtension: true},
			{Side: ems.Server, At: ems.CodeResumeDowngrade, Action: ems.Abort, Alert: ems.MissingExtension},
			{Side: ems.Client, At: ems.CodeResumeAcceptedDowngrade, Action: ems.Abort, Alert: ems.MissingExtension},
			{Side: ems.Server, At: ems.CodeFullNonEmpty, Action: ems.Abort, Silent: true},
			{Side: ems.Client, At: ems.CodeFullNonEmpty, Action: ems.Abort, Silent: true},
			{Side: ems.Client, At: ems.CodeFullUnsolicited, Action: ems.Abort, Silent: true},
		},
		Evidence: schannel.Implemented,
		Sources: []schannel.Source{
			{Document: "s2n-tls", Section: "tls/extensions/s2n_server_ems.c"},
			{Document: "s2n-tls", Section: "tls/s2n_handshake_io.c"},
			{Document: "s2n-tls", Section: "tests/unit/s2n_ems_extension_test.c"},
		},
	},
	{
		Name: "schannel-2015", Product: "Schannel", Versions: "Windows 10, and older ones with KB3081320, up to the updates of October 2019",
		Client:       ems.Policy{OfferLegacy: true, ResumeLegacy: true, RefuseUpgrade: true},
		Server:       ems.Policy{ResumeLegacy: true, RefuseUpgrade: true},
		Windows:      true,
		NoTickets:    true,
		ClientSpeaks: tls10to12dtls10to12, ServerSpeaks: tls10to12dtls10to12,
		Sessions: "schannel",
		Evidence: schannel.Reported,
		Sources: []schannel.Source{
			{Document: "microsoft/msquic#1325"}, // no tickets by default
			{Document: "MS15-121"},
			{Document: "KB4528489"},
		},
	},
	{
		Name: "schannel-2019", Product: "Schannel", Versions: "of Windows 10, Server 2019 and older, with the updates of 2019-10-08 or later",
		Client:       ems.Policy{RefuseUpgrade: true},
		Server:       ems.Policy{DeclineLegacy: true, RefuseUpgrade: true},
		Windows:      true,
		NoTickets:    true,
		ClientSpeaks: tls10to12dtls10to12, ServerSpeaks: tls10to12dtls10to12,
		Sessions: "schannel",
		Evidence: schannel.Reported,
		Sources: []schannel.Source{
			{Document: "microsoft/msquic#1325"}, // no tickets by default
			{Document: "KB4528489"},
			{Document: "Decrypting Schannel, part 2", Section: "Section 1.2"},
			{Document: "CTX264377"},
		},
	},
	{
		Name: "schannel-2022", Product: "Schannel", Versions: "of Windows 11, Server 2022 and later",
		Aliases:      []string{"iis-ftp", "windows"},
		Client:       ems.Policy{RefuseUpgrade: true},
		Server:       ems.Policy{DeclineLegacy: true, RefuseUpgrade: true},
		Windows:      true,
		NoTickets:    true,
		ClientSpeaks: tls10to13dtls10to12, ServerSpeaks: tls10to13dtls10to12,
		Sessions: "schannel",
		Evidence: schannel.Reported,
		Sources: []schannel.Source{
			{Document: "microsoft/msquic#1325"}, // no tickets by default
			{Document: "KB4528489"},
			{Document: "curl/curl#21702"}, // TLS 1.3
			{Document: "Decrypting Schannel, part 2", Section: "Section 1.2"},
			{Document: "CTX264377"},
		},
	},
	{
		Name: "schannel-none", Product: "Schannel", Versions: "before 2015-11, without KB3081320",
		Client:       ems.Policy{Disabled: true, OfferLegacy: true, ResumeLegacy: true},
		Server:       ems.Policy{Disabled: true, ResumeLegacy: true},
		Unaware:      true,
		Windows:      true,
		NoTickets:    true,
		ClientSpeaks: tls10to12dtls10to12, ServerSpeaks: tls10to12dtls10to12,
		Evidence: schannel.Documented,
		Sources: []schannel.Source{
			{Document: "microsoft/msquic#1325"}, // no tickets by default
			{Document: "MS15-121"},
		},
	},
	{
		Name: "tlslite-ng", Product: "tlslite-ng", Versions: "with the extension, as in Chromium since 2015",
		Client:       ems.Policy{OfferLegacy: true, ResumeLegacy: true, RefuseUpgrade: true},
		Server:       ems.Policy{ResumeLegacy: true, RefuseUpgrade: true},
		ClientSpeaks: tls10to13, ServerSpeaks: tls10to13,
		Sessions: "tlslite-ng",
		Evidence: schannel.Implemented,
		Sources: []schannel.Source{
			{Document: "tlslite-ng", Section: "tlslite/tlsconnection.py"},
		},
	},
	{
		Name: "wolfssl", Product: "wolfSSL", Versions: "since 2016-09",
		Client:       ems.Policy{OfferLegacy: true, ResumeLegacy: true, RefuseUpgrade: true},
		Server:       ems.Policy{ResumeLegacy: true, RefuseUpgrade: true},
		ClientSpeaks: tls10to13dtls10to13, ServerSpeaks: tls10to13dtls10to13,
		Sessions: "wolfssl",
		Deviations: []Deviation{
			{Side: ems.Server, At: ems.CodeResumeDowngrade, Action: ems.Abort, Silent: true},
			{Side: ems.Client, At: ems.CodeResumeAcceptedDowngrade, Action: ems.Abort, Silent: true},
			{Side: ems.Client, At: ems.CodeResumeAcceptedUpgrade, Action: ems.Abort, Silent: true},
		},
		Evidence: schannel.Implemented,
		Sources: []schannel.Source{
			{Document: "wolfSSL", Section: "tests/api/test_tls_ext.c"},
		},
	},
}
