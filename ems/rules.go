// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package ems

import (
	"cmp"
	"iter"
	"slices"

	"github.com/schanneltrust/schannel"
)

// The codes of the clauses.
const (
	codeFullExtended     schannel.Code = "ems.full.extended"
	codeFullLegacyClient schannel.Code = "ems.full.legacy_client"
	codeFullLegacyServer schannel.Code = "ems.full.legacy_server"
	codeFullNonEmpty     schannel.Code = "ems.full.non_empty"
	codeFullOffer        schannel.Code = "ems.full.offer"
	codeFullUnsolicited  schannel.Code = "ems.full.unsolicited"
	codeFullUnsupported  schannel.Code = "ems.full.unsupported"

	codeRenegotiationDowngrade schannel.Code = "ems.renegotiation.downgrade"
	codeRenegotiationForbidden schannel.Code = "ems.renegotiation.forbidden"
	codeRenegotiationUpgrade   schannel.Code = "ems.renegotiation.upgrade"

	codeResumeAcceptedDowngrade schannel.Code = "ems.resume.accepted_downgrade"
	codeResumeAcceptedLegacy    schannel.Code = "ems.resume.accepted_legacy"
	codeResumeAcceptedUpgrade   schannel.Code = "ems.resume.accepted_upgrade"
	codeResumeDowngrade         schannel.Code = "ems.resume.downgrade"
	codeResumeExtended          schannel.Code = "ems.resume.extended"
	codeResumeLegacy            schannel.Code = "ems.resume.legacy"
	codeResumeOffer             schannel.Code = "ems.resume.offer"
	codeResumeOfferLegacy       schannel.Code = "ems.resume.offer_legacy"
	codeResumeSwitchedOff       schannel.Code = "ems.resume.switched_off"
	codeResumeUnaware           schannel.Code = "ems.resume.unaware"
	codeResumeUpgrade           schannel.Code = "ems.resume.upgrade"

	codeStackAborts          schannel.Code = "ems.stack.aborts"
	codeStackDeparts         schannel.Code = "ems.stack.departs"
	codeStackIntolerant      schannel.Code = "ems.stack.intolerant"
	codeStackNoRenegotiation schannel.Code = "ems.stack.no_renegotiation"
	codeStackNotResumed      schannel.Code = "ems.stack.not_resumed"
	codeStackReuseMissing    schannel.Code = "ems.stack.reuse_missing"
	codeStackUndocumented    schannel.Code = "ems.stack.undocumented"

	codeVersionSSL30              schannel.Code = "ems.version.ssl30"
	codeVersionTLS13              schannel.Code = "ems.version.tls13"
	codeVersionTLS13Extension     schannel.Code = "ems.version.tls13_extension"
	codeVersionTLS13HelloRequest  schannel.Code = "ems.version.tls13_hello_request"
	codeVersionTLS13NonEmpty      schannel.Code = "ems.version.tls13_non_empty"
	codeVersionTLS13Renegotiation schannel.Code = "ems.version.tls13_renegotiation"
	codeVersionTLS13Unsolicited   schannel.Code = "ems.version.tls13_unsolicited"
)

// Rules about Windows, and the faults of what is known of a host.
const (
	codeAlertReceived        schannel.Code = "ems.windows.alert.received"
	codeAlertSent            schannel.Code = "ems.windows.alert.sent"
	codeCauseDerivation      schannel.Code = "ems.windows.cause.derivation"
	codeCauseFTP             schannel.Code = "ems.windows.cause.ftp"
	codeCauseFullHandshakes  schannel.Code = "ems.windows.cause.full_handshakes"
	codeCauseIntolerant      schannel.Code = "ems.windows.cause.intolerant"
	codeCauseLateCertificate schannel.Code = "ems.windows.cause.late_certificate"
	codeCauseLeadingZero     schannel.Code = "ems.windows.cause.leading_zero"
	codeCauseMismatch        schannel.Code = "ems.windows.cause.mismatch"
	codeCauseOther           schannel.Code = "ems.windows.cause.other"
	codeCauseRequired        schannel.Code = "ems.windows.cause.required"
	codeCauseShortPublic     schannel.Code = "ems.windows.cause.short_public"
	codeCauseUnknown         schannel.Code = "ems.windows.cause.unknown"
	codeEventOther           schannel.Code = "ems.windows.event.other"
	codeEventUnknown         schannel.Code = "ems.windows.event.unknown"
	codeHostContradiction    schannel.Code = "ems.windows.host.contradiction"
	codeHostEnforces         schannel.Code = "ems.windows.host.enforces"
	codeHostNegotiates       schannel.Code = "ems.windows.host.negotiates"
	codeHostNone             schannel.Code = "ems.windows.host.none"
	codeHostSecurityOnly     schannel.Code = "ems.windows.host.security_only"
	codeHostUnknown          schannel.Code = "ems.windows.host.unknown"
	codeHostYounger          schannel.Code = "ems.windows.host.younger"
	codeKeysDiffer           schannel.Code = "ems.windows.keys.differ"
	codeLeadingZeroDisputed  schannel.Code = "ems.windows.leading_zero.disputed"
	codeLeadingZeroFixed     schannel.Code = "ems.windows.leading_zero.fixed"
	codeLeadingZeroMissing   schannel.Code = "ems.windows.leading_zero.missing"
	codeLeadingZeroUnknown   schannel.Code = "ems.windows.leading_zero.unknown"
	codePairNoResumption     schannel.Code = "ems.windows.pair.no_resumption"
	codePairUpdated          schannel.Code = "ems.windows.pair.updated"
	codeRateAlways           schannel.Code = "ems.windows.rate.always"
	codeRateEither           schannel.Code = "ems.windows.rate.either"
	codeRateFew              schannel.Code = "ems.windows.rate.few"
	codeRateNone             schannel.Code = "ems.windows.rate.none"
	codeRateOne              schannel.Code = "ems.windows.rate.one"
	codeRateOther            schannel.Code = "ems.windows.rate.other"
	codeRateThree            schannel.Code = "ems.windows.rate.three"
	codeRegistryData         schannel.Code = "ems.windows.registry.data"
	codeRegistryKey          schannel.Code = "ems.windows.registry.key"
	codeRegistryName         schannel.Code = "ems.windows.registry.name"
	codeRegistryNoKey        schannel.Code = "ems.windows.registry.no_key"
	codeRegistryOff          schannel.Code = "ems.windows.registry.off"
	codeRegistryOn           schannel.Code = "ems.windows.registry.on"
	codeStatusAlerts         schannel.Code = "ems.windows.status.alerts"
	codeStatusOther          schannel.Code = "ems.windows.status.other"
	codeSuiteAffected        schannel.Code = "ems.windows.suite.affected"
	codeSuiteImmune          schannel.Code = "ems.windows.suite.immune"
	codeSuiteUnknown         schannel.Code = "ems.windows.suite.unknown"
	codeTextUnknown          schannel.Code = "ems.windows.text.unknown"
)

const (
	codeAttemptsRange   schannel.Code = "ems.windows.attempts.range"
	codeBuildMalformed  schannel.Code = "ems.windows.build.malformed"
	codeModulusSize     schannel.Code = "ems.windows.modulus.size"
	codeSymptomsDiffer  schannel.Code = "ems.windows.symptoms.differ"
	codeUpdateMalformed schannel.Code = "ems.windows.update.malformed"
)

// rules is every rule of this package, ordered by code. The first source of a
// rule is the clause that a Decision names.
var rules = [...]schannel.Rule{
	{
		Code:     codeCaptureAborted,
		Title:    "A fatal alert ended the handshake",
		Severity: schannel.Failure,
		Evidence: schannel.Specified,
		Sources:  []schannel.Source{{Document: "RFC 5246", Section: "Section 7.2.2"}},
		Message:  "The {side} sent the fatal alert {alert} ({number}).",
	},
	{
		Code:     codeCaptureIncomplete,
		Title:    "The capture does not show enough for a verdict",
		Severity: schannel.Info,
		Evidence: schannel.Specified,
		Sources:  []schannel.Source{{Document: "RFC 5246", Section: "Section 7.3"}},
		Message:  "The capture lacks a message on which the verdict rests.",
	},
	{
		Code:     codeCaptureKeysDiffer,
		Title:    "The two ends have different keys",
		Severity: schannel.Failure,
		Evidence: schannel.Specified,
		Sources:  []schannel.Source{{Document: "RFC 5246", Section: "Section 7.2.2"}},
		Message:  "The {side} could not decrypt the first record under the new keys, the Finished of the other end ({alert}, {number}): the master secrets differ, or the record was changed on its way.",
	},
	{
		Code:     codeCaptureSession,
		Title:    "The verdict depends on the session that was resumed",
		Severity: schannel.Info,
		Evidence: schannel.Specified,
		Sources:  []schannel.Source{{Document: "RFC 7627", Section: "Section 5.3"}},
		Message:  "a capture does not show what kind of session was resumed; assumed: {session}, and {server}",
	},
	{
		Code:     codeCaptureViolation,
		Title:    "One end broke a rule",
		Severity: schannel.Failure,
		Evidence: schannel.Specified,
		Sources:  []schannel.Source{{Document: "RFC 7627", Section: "Section 5"}},
		Message:  "The {side} {deed}, against {clause}.",
	},
	{
		Code:     codeCaptureWell,
		Title:    "No rule was broken",
		Severity: schannel.Info,
		Evidence: schannel.Specified,
		Sources:  []schannel.Source{{Document: "RFC 7627", Section: "Section 5"}},
		Message:  "The capture shows nothing that RFC 7627 does not allow.",
	},
	{
		Code:     codeDerivationCertificateVerify,
		Title:    "The session hash wrongly covers CertificateVerify",
		Severity: schannel.Failure,
		Evidence: schannel.Specified,
		Sources:  []schannel.Source{{Document: "RFC 7627", Section: "Section 3"}},
		Message:  "The master secret is an extended one over a session hash that goes up to CertificateVerify; it must end with ClientKeyExchange.",
	},
	{
		Code:     codeDerivationExtended,
		Title:    "The master secret is an extended one",
		Severity: schannel.Info,
		Evidence: schannel.Specified,
		Sources:  []schannel.Source{{Document: "RFC 7627", Section: "Section 4"}},
		Message:  "The master secret was derived from the premaster secret and the session hash.",
	},
	{
		Code:     codeDerivationLegacy,
		Title:    "The master secret is not an extended one",
		Severity: schannel.Info,
		Evidence: schannel.Specified,
		Sources:  []schannel.Source{{Document: "RFC 5246", Section: "Section 8.1"}},
		Message:  "The master secret was derived from the premaster secret and the two randoms.",
	},
	{
		Code:     codeDerivationNegotiation,
		Title:    "The master secret is not of the kind that was negotiated",
		Severity: schannel.Failure,
		Evidence: schannel.Specified,
		Sources: []schannel.Source{
			{Document: "RFC 7627", Section: "Section 5.2"},
		},
		Message: "The hellos negotiated the {negotiated} master secret and the {used} one was derived: the two ends have different keys unless both made the mistake.",
	},
	{
		Code:     codeDerivationUnexplained,
		Title:    "The master secret does not follow from the premaster secret",
		Severity: schannel.Warning,
		Evidence: schannel.Specified,
		Sources: []schannel.Source{
			{Document: "RFC 7627", Section: "Section 4"},
			{Document: "RFC 5246", Section: "Section 8.1"},
		},
		Message: "Neither derivation, nor any of the known mistakes, gives the master secret of the key log: the premaster secret is another one, or a message of the capture was changed on its way.",
	},
	{
		Code:     codeDerivationZeroKept,
		Title:    "Leading zeros of a Diffie-Hellman secret were kept",
		Severity: schannel.Failure,
		Evidence: schannel.Specified,
		Sources:  []schannel.Source{{Document: "RFC 5246", Section: "Section 8.1.2"}},
		Message:  "The premaster secret was used with {zeros} leading zero bytes, which must be stripped: the other end has different keys.",
	},
	{
		Code:     codeDerivationZeroStripped,
		Title:    "Leading zeros of an elliptic-curve secret were stripped",
		Severity: schannel.Failure,
		Evidence: schannel.Specified,
		Sources:  []schannel.Source{{Document: "RFC 8422", Section: "Section 5.10"}},
		Message:  "The premaster secret was used without its {zeros} leading zero bytes, which must stay: the other end has different keys.",
	},
	{
		Code:     codeFullExtended,
		Title:    "Both hellos have the extension",
		Severity: schannel.Info,
		Evidence: schannel.Specified,
		Sources:  []schannel.Source{{Document: "RFC 7627", Section: "Section 5.2"}},
		Message:  "The ClientHello and the ServerHello have the extension: the new session has an extended master secret.",
	},
	{
		Code:     codeFullLegacyClient,
		Title:    "A ClientHello lacks the extension",
		Severity: schannel.Warning,
		Evidence: schannel.Specified,
		Sources:  []schannel.Source{{Document: "RFC 7627", Section: "Section 5.2"}},
		Message:  "The ClientHello lacks the extension: a server that does not wish to serve legacy clients should abort, any other continues without it.",
	},
	{
		Code:     codeFullLegacyServer,
		Title:    "A ServerHello lacks the extension",
		Severity: schannel.Warning,
		Evidence: schannel.Specified,
		Sources:  []schannel.Source{{Document: "RFC 7627", Section: "Section 5.2"}},
		Message:  "The ServerHello lacks the extension: a client that does not wish to use legacy servers should abort, any other continues with the standard master secret.",
	},
	{
		Code:     codeFullNonEmpty,
		Title:    "The extension has data",
		Severity: schannel.Failure,
		Evidence: schannel.Specified,
		Sources:  []schannel.Source{{Document: "RFC 5246", Section: "Section 7.2.2"}, {Document: "RFC 7627", Section: "Section 5.1"}},
		Message:  "The extension has data, and it is defined to have none: the hello cannot be decoded.",
	},
	{
		Code:     codeFullOffer,
		Title:    "A client offers a full handshake",
		Severity: schannel.Info,
		Evidence: schannel.Specified,
		Sources:  []schannel.Source{{Document: "RFC 7627", Section: "Section 5.2"}},
		Message:  "The client offers a full handshake; the extension must be in its ClientHello.",
	},
	{
		Code:     codeFullUnsolicited,
		Title:    "The server sends an extension that the client did not ask for",
		Severity: schannel.Failure,
		Evidence: schannel.Specified,
		Sources:  []schannel.Source{{Document: "RFC 5246", Section: "Section 7.4.1.4"}},
		Message:  "The ServerHello has the extension and the ClientHello lacked it: the client must abort.",
	},
	{
		Code:     codeFullUnsupported,
		Title:    "An end does not support the extension",
		Severity: schannel.Warning,
		Evidence: schannel.Specified,
		Sources:  []schannel.Source{{Document: "RFC 7627", Section: "Section 5.2"}},
		Message:  "One end does not support the extension: the new session has the standard master secret.",
	},
	{
		Code:     codeRenegotiationDowngrade,
		Title:    "A renegotiation drops the extension",
		Severity: schannel.Failure,
		Evidence: schannel.Specified,
		Sources:  []schannel.Source{{Document: "RFC 5246", Section: "Section 7.2.2"}},
		Message:  "The connection has an extended master secret and a hello of the renegotiation lacks the extension.",
	},
	{
		Code:     codeRenegotiationForbidden,
		Title:    "A client must not renegotiate after resuming a legacy session",
		Severity: schannel.Failure,
		Evidence: schannel.Specified,
		Sources:  []schannel.Source{{Document: "RFC 7627", Section: "Section 5.4"}},
		Message:  "The connection resumed a session without an extended master secret: the client must not renegotiate on it.",
	},
	{
		Code:     codeRenegotiationUpgrade,
		Title:    "A renegotiation brings the extension in",
		Severity: schannel.Warning,
		Evidence: schannel.Specified,
		Sources:  []schannel.Source{{Document: "RFC 5246", Section: "Section 7.2.2"}},
		Message:  "The connection has no extended master secret and both hellos of the renegotiation have the extension.",
	},
	{
		Code:     codeResumeAcceptedDowngrade,
		Title:    "A session with the extended master secret is accepted without the extension",
		Severity: schannel.Failure,
		Evidence: schannel.Specified,
		Sources:  []schannel.Source{{Document: "RFC 7627", Section: "Section 5.3"}},
		Message:  "The session has an extended master secret and the ServerHello that accepts it lacks the extension: the client must abort.",
	},
	{
		Code:     codeResumeAcceptedLegacy,
		Title:    "A session without the extended master secret is accepted",
		Severity: schannel.Warning,
		Evidence: schannel.Specified,
		Sources:  []schannel.Source{{Document: "RFC 7627", Section: "Section 5.3"}, {Document: "RFC 7627", Section: "Section 5.4"}},
		Message:  "Neither the session nor the ServerHello that accepts it has the extension: legacy insecure resumption.",
	},
	{
		Code:     codeResumeAcceptedUpgrade,
		Title:    "A session without the extended master secret is accepted with the extension",
		Severity: schannel.Failure,
		Evidence: schannel.Specified,
		Sources:  []schannel.Source{{Document: "RFC 7627", Section: "Section 5.3"}},
		Message:  "The session has no extended master secret and the ServerHello that accepts it has the extension: the client must abort.",
	},
	{
		Code:     codeResumeDowngrade,
		Title:    "A session with the extended master secret is offered without the extension",
		Severity: schannel.Failure,
		Evidence: schannel.Specified,
		Sources:  []schannel.Source{{Document: "RFC 7627", Section: "Section 5.3"}},
		Message:  "The session has an extended master secret and the new ClientHello lacks the extension: the server must abort.",
	},
	{
		Code:     codeResumeExtended,
		Title:    "A session with the extended master secret is resumed",
		Severity: schannel.Info,
		Evidence: schannel.Specified,
		Sources:  []schannel.Source{{Document: "RFC 7627", Section: "Section 5.3"}, {Document: "RFC 5246", Section: "Section 7.3"}},
		Message:  "The session and both hellos have the extension: the session may be resumed.",
	},
	{
		Code:     codeResumeLegacy,
		Title:    "A session without the extended master secret is offered without the extension",
		Severity: schannel.Warning,
		Evidence: schannel.Specified,
		Sources:  []schannel.Source{{Document: "RFC 7627", Section: "Section 5.3"}},
		Message:  "Neither the session nor the new ClientHello has the extension: the server should abort; resuming is legacy insecure resumption.",
	},
	{
		Code:     codeResumeOffer,
		Title:    "A client offers a session with the extended master secret",
		Severity: schannel.Info,
		Evidence: schannel.Specified,
		Sources:  []schannel.Source{{Document: "RFC 7627", Section: "Section 5.3"}},
		Message:  "The client has a session with an extended master secret; the extension must be in the ClientHello that offers it.",
	},
	{
		Code:     codeResumeOfferLegacy,
		Title:    "A client has a session without the extended master secret",
		Severity: schannel.Warning,
		Evidence: schannel.Specified,
		Sources:  []schannel.Source{{Document: "RFC 7627", Section: "Section 5.3"}},
		Message:  "The client has a session without an extended master secret: it should not offer it but a full handshake.",
	},
	{
		Code:     codeResumeSwitchedOff,
		Title:    "A server with the extension switched off is offered a session with the extended master secret",
		Severity: schannel.Warning,
		Evidence: schannel.Specified,
		Sources:  []schannel.Source{{Document: "RFC 7627", Section: "Section 5.3"}},
		Message:  "Resuming the session takes the extension in the ServerHello, and the server has it switched off: a full handshake follows.",
	},
	{
		Code:     codeResumeUnaware,
		Title:    "A server without the extension resumes a session",
		Severity: schannel.Warning,
		Evidence: schannel.Specified,
		Sources:  []schannel.Source{{Document: "RFC 5246", Section: "Section 7.3"}, {Document: "RFC 7627", Section: "Section 5.4"}},
		Message:  "The server does not know the extension and resumes the session without it.",
	},
	{
		Code:     codeResumeUpgrade,
		Title:    "A session without the extended master secret is offered with the extension",
		Severity: schannel.Info,
		Evidence: schannel.Specified,
		Sources:  []schannel.Source{{Document: "RFC 7627", Section: "Section 5.3"}},
		Message:  "The session has no extended master secret and the new ClientHello has the extension: the server must not resume and continues with a full handshake.",
	},
	{
		Code:     codeStackAborts,
		Title:    "A stack ends the connection",
		Severity: schannel.Failure,
		Evidence: schannel.Specified,
		Sources:  []schannel.Source{{Document: "RFC 5246", Section: "Section 7.2.2"}, {Document: "Schannel events", Section: "Event ID 36887"}},
		Message:  "{stack}, the {side}, ends the connection with {alert}.",
	},
	{
		Code:     codeStackDeparts,
		Title:    "A stack departs from the rule",
		Severity: schannel.Warning,
		Evidence: schannel.Implemented,
		Sources:  []schannel.Source{{Document: "RFC 7627", Section: "Section 5"}},
		Message:  "{stack}, the {side}, departs from the rule: {does}.",
	},
	{
		Code:     codeStackIntolerant,
		Title:    "A server cannot cope with the extension",
		Severity: schannel.Failure,
		Evidence: schannel.Reported,
		Sources:  []schannel.Source{{Document: "openssl/openssl#3910"}, {Document: "RFC 5246", Section: "Section 7.4.1.4.1"}},
		Message:  "The server fails on a ClientHello with the extension, which it should have ignored.",
	},
	{
		Code:     codeStackNoRenegotiation,
		Title:    "A stack does not renegotiate",
		Severity: schannel.Info,
		Evidence: schannel.Specified,
		Sources:  []schannel.Source{{Document: "RFC 5246", Section: "Section 7.2.2"}},
		Message:  "A renegotiation is asked for, and one end declines it; the connection in place goes on if the other end lets it.",
	},
	{
		Code:     codeStackNotResumed,
		Title:    "A full handshake instead of a resumed session",
		Severity: schannel.Info,
		Evidence: schannel.Specified,
		Sources:  []schannel.Source{{Document: "RFC 5246", Section: "Section 7.3"}},
		Message:  "The session is not resumed: a full handshake takes place, which costs time and computation on both ends.",
	},
	{
		Code:     codeStackReuseMissing,
		Title:    "A data connection does not resume the session",
		Severity: schannel.Failure,
		Evidence: schannel.Documented,
		Sources:  []schannel.Source{{Document: "KB4528489"}, {Document: "proftpd/proftpd#1175"}},
		Message:  "The data connection makes a full handshake: a server that demands the session of the control connection refuses the transfer.",
	},
	{
		Code:     codeStackUndocumented,
		Title:    "It is not documented what a stack does",
		Severity: schannel.Warning,
		Evidence: schannel.Inferred,
		Sources:  []schannel.Source{{Document: "RFC 7627", Section: "Section 5"}},
		Message:  "What {stacks} does at a step of this course is not documented, and the course depends on it.",
	},
	{
		Code:     codeVersionSSL30,
		Title:    "The version is SSL 3.0",
		Severity: schannel.Failure,
		Evidence: schannel.Specified,
		Sources:  []schannel.Source{{Document: "RFC 7627", Section: "Section 6.4"}},
		Message:  "SSL 3.0 cannot carry the extension and should be refused.",
	},
	{
		Code:     codeVersionTLS13,
		Title:    "The version is TLS 1.3",
		Severity: schannel.Info,
		Evidence: schannel.Specified,
		Sources:  []schannel.Source{{Document: "RFC 8446", Section: "Appendix D"}},
		Message:  "TLS 1.3 has no extended master secret of this kind and counts as if it always had one.",
	},
	{
		Code:     codeVersionTLS13Extension,
		Title:    "A ServerHello of TLS 1.3 has the extension",
		Severity: schannel.Failure,
		Evidence: schannel.Specified,
		Sources:  []schannel.Source{{Document: "RFC 8446", Section: "Section 4.2"}},
		Message:  "The extension is not specified for a ServerHello of TLS 1.3: the client must abort.",
	},
	{
		Code:     codeVersionTLS13HelloRequest,
		Title:    "A client of TLS 1.3 is asked to renegotiate",
		Severity: schannel.Failure,
		Evidence: schannel.Specified,
		Sources:  []schannel.Source{{Document: "RFC 8446", Section: "Section 4"}},
		Message:  "A HelloRequest comes on a connection of TLS 1.3, which has none: it ends.",
	},
	{
		Code:     codeVersionTLS13NonEmpty,
		Title:    "The extension has data, and TLS 1.3 is negotiated",
		Severity: schannel.Failure,
		Evidence: schannel.Specified,
		Sources:  []schannel.Source{{Document: "RFC 8446", Section: "Section 6.2"}, {Document: "RFC 7627", Section: "Section 5.1"}},
		Message:  "The extension has data, and it is defined to have none; a server of TLS 1.3 may also not look at it.",
	},
	{
		Code:     codeVersionTLS13Renegotiation,
		Title:    "TLS 1.3 has no renegotiation",
		Severity: schannel.Failure,
		Evidence: schannel.Specified,
		Sources:  []schannel.Source{{Document: "RFC 8446", Section: "Section 4.1.2"}},
		Message:  "A renegotiation is asked for and the connection is one of TLS 1.3: it ends.",
	},
	{
		Code:     codeVersionTLS13Unsolicited,
		Title:    "A ServerHello of TLS 1.3 has the extension, which the client did not send",
		Severity: schannel.Failure,
		Evidence: schannel.Specified,
		Sources:  []schannel.Source{{Document: "RFC 8446", Section: "Section 4.2"}},
		Message:  "The ServerHello of TLS 1.3 has the extension and the ClientHello lacked it: the client must abort.",
	},
	{
		Code:     codeAlertReceived,
		Title:    "The other end ended the connection with an alert",
		Severity: schannel.Failure,
		Evidence: schannel.Documented,
		Sources:  []schannel.Source{{Document: "Schannel events", Section: "Event ID 36887"}, {Document: "Schannel error codes"}},
		Message:  "The other end sent the fatal alert {alert} ({number}).",
	},
	{
		Code:     codeAlertSent,
		Title:    "This end ended the connection with an alert",
		Severity: schannel.Failure,
		Evidence: schannel.Documented,
		Sources:  []schannel.Source{{Document: "Schannel events", Section: "Event ID 36888"}},
		Message:  "This end sent the fatal alert {alert} ({number}).",
	},
	{
		Code:     codeCauseDerivation,
		Title:    "One end derives another master secret than agreed",
		Severity: schannel.Failure,
		Evidence: schannel.Inferred,
		Sources:  []schannel.Source{{Document: "RFC 7627", Section: "Section 4"}, {Document: "RFC 5246", Section: "Section 7.2.2"}},
		Message:  "One end may derive the extended and the other the legacy master secret: then no record of one decrypts at the other, in every attempt.",
	},
	{
		Code:     codeCauseFTP,
		Title:    "An FTP end wants its data connections resumed",
		Severity: schannel.Failure,
		Evidence: schannel.Documented,
		Sources:  []schannel.Source{{Document: "KB4528489", Section: "Advanced information for administrators, item 3"}, {Document: "Limilabs on FTP and EMS"}},
		Message:  "Where the FTP server or client wants the data connection to resume the session of the control connection, and Windows makes a full handshake instead, each transfer fails.",
	},
	{
		Code:     codeCauseFullHandshakes,
		Title:    "Every connection costs a full handshake",
		Severity: schannel.Warning,
		Evidence: schannel.Documented,
		Sources:  []schannel.Source{{Document: "Limilabs on FTP and EMS", Section: "Cause"}, {Document: "CTX264377"}},
		Message:  "Where no session is resumed, each connection costs a full handshake, which shows as latency and load until attempts time out.",
	},
	{
		Code:     codeCauseIntolerant,
		Title:    "The other end, or a device between, cannot cope with the extension",
		Severity: schannel.Failure,
		Evidence: schannel.Reported,
		Sources:  []schannel.Source{{Document: "openssl/openssl#3910"}, {Document: "silverf0x00 on EMS"}},
		Message:  "The other end may break off when it sees the extension, or a device that decrypts in passing may not be able to follow it.",
	},
	{
		Code:     codeCauseLateCertificate,
		Title:    "The other end asks for a certificate only after a resumption",
		Severity: schannel.Failure,
		Evidence: schannel.Documented,
		Sources:  []schannel.Source{{Document: "KB4528489", Section: "Advanced information for administrators, item 2"}},
		Message:  "Where the other end sends its CertificateRequest only in a full handshake that follows a resumption, and Windows does not resume, each connection fails.",
	},
	{
		Code:     codeCauseLeadingZero,
		Title:    "The ends treat leading zeros of the TLS_DHE secret differently",
		Severity: schannel.Failure,
		Evidence: schannel.Documented,
		Sources:  []schannel.Source{{Document: "KB4528489", Section: "Advanced information for administrators, item 1"}, {Document: "KB4557473", Section: "Cause"}, {Document: "RFC 5246", Section: "Section 8.1.2"}},
		Message:  "In about 1 of 256 handshakes the shared secret of TLS_DHE begins with a zero byte; where one end strips it and the other does not, their keys differ.",
	},
	{
		Code:     codeCauseMismatch,
		Title:    "An end found the extension of session and hello to differ",
		Severity: schannel.Failure,
		Evidence: schannel.Specified,
		Sources:  []schannel.Source{{Document: "RFC 7627", Section: "Section 5.3"}},
		Message:  "Where the session was made with the extension and the hello lacks it, or the other way round, the end that finds it has to abort.",
	},
	{
		Code:     codeCauseOther,
		Title:    "The extended master secret does not explain this",
		Severity: schannel.Info,
		Evidence: schannel.Inferred,
		Sources:  []schannel.Source{{Document: "KB4528489", Section: "Symptoms"}, {Document: "KB4528489", Section: "Advanced information for administrators"}},
		Message:  "What is known contradicts every cause that has to do with the extended master secret: look elsewhere.",
	},
	{
		Code:     codeCauseRequired,
		Title:    "The other end refuses ends without the extension",
		Severity: schannel.Failure,
		Evidence: schannel.Specified,
		Sources:  []schannel.Source{{Document: "RFC 7627", Section: "Section 5.2"}, {Document: "Red Hat 7018256"}},
		Message:  "Where this end does not negotiate the extension, another that accepts nobody without it aborts.",
	},
	{
		Code:     codeCauseShortPublic,
		Title:    "Windows refuses a short Diffie-Hellman public value",
		Severity: schannel.Failure,
		Evidence: schannel.Reported,
		Sources:  []schannel.Source{{Document: "curl/curl#5488"}, {Document: "openssl/openssl#12331"}, {Document: "dotnet/corefx#7812"}, {Document: "tls-attacker/TLS-Attacker#50"}},
		Message:  "In about 1 of 256 handshakes a public value of TLS_DHE begins with a zero byte; where it is sent without that byte, Windows before build 14393 may refuse it.",
	},
	{
		Code:     codeCauseUnknown,
		Title:    "Nothing that was seen bears on the extended master secret",
		Severity: schannel.Info,
		Evidence: schannel.Inferred,
		Sources:  []schannel.Source{{Document: "KB4528489", Section: "Symptoms"}, {Document: "Schannel error codes"}},
		Message:  "What was seen speaks neither for nor against a cause that has to do with the extended master secret.",
	},
	{
		Code:     codeEventOther,
		Title:    "The event tells of no alert",
		Severity: schannel.Info,
		Evidence: schannel.Documented,
		Sources:  []schannel.Source{{Document: "Schannel events"}},
		Message:  "Event {event} tells of no alert, but that the two ends have no cipher suite in common.",
	},
	{
		Code:     codeEventUnknown,
		Title:    "The event is not recognised",
		Severity: schannel.Info,
		Evidence: schannel.Documented,
		Sources:  []schannel.Source{{Document: "Schannel events"}},
		Message:  "Event {event} is none of those that are read here: 36874, 36887 and 36888.",
	},
	{
		Code:     codeHostContradiction,
		Title:    "What is said of the host cannot all be true",
		Severity: schannel.Warning,
		Evidence: schannel.Inferred,
		Sources:  []schannel.Source{{Document: "KB4528489", Section: "Affected updates"}, {Document: "DataForGeeks", Section: "content/ms/mswin/buildnumbers.json"}},
		Message:  "The facts contradict each other: {why}.",
	},
	{
		Code:     codeHostEnforces,
		Title:    "Schannel resumes only sessions with the extended master secret",
		Severity: schannel.Info,
		Evidence: schannel.Documented,
		Sources:  []schannel.Source{{Document: "KB4528489", Section: "Cause"}, {Document: "KB4528489", Section: "Affected updates"}},
		Message:  "{product} enforces the extended master secret for resumption: {why}.",
	},
	{
		Code:     codeHostNegotiates,
		Title:    "Schannel negotiates the extended master secret",
		Severity: schannel.Info,
		Evidence: schannel.Documented,
		Sources:  []schannel.Source{{Document: "MS15-121", Section: "Affected Software"}, {Document: "Limilabs on FTP and EMS", Section: "Cause"}, {Document: "KB4528489", Section: "Affected updates"}},
		Message:  "{product} negotiates the extended master secret and does not enforce it for resumption: {why}.",
	},
	{
		Code:     codeHostNone,
		Title:    "Schannel does not know the extended master secret",
		Severity: schannel.Warning,
		Evidence: schannel.Documented,
		Sources:  []schannel.Source{{Document: "MS15-121", Section: "Affected Software"}},
		Message:  "{product} does not know the extended master secret: its newest update is of {released}, before MS15-121.",
	},
	{
		Code:     codeHostSecurityOnly,
		Title:    "A later security-only update may not bring the enforcement",
		Severity: schannel.Info,
		Evidence: schannel.Documented,
		Sources:  []schannel.Source{{Document: "KB4528489", Section: "Cause"}, {Document: "KB4528489", Section: "Affected updates, security-only updates"}},
		Message:  "{product} has security-only updates of {released}: by its cause paragraph KB4528489 counts them, by its list only those of October 2019.",
	},
	{
		Code:     codeHostUnknown,
		Title:    "What Schannel does depends on updates that are not known",
		Severity: schannel.Info,
		Evidence: schannel.Documented,
		Sources:  []schannel.Source{{Document: "KB4528489", Section: "Affected updates"}, {Document: "MS15-121", Section: "Affected Software"}},
		Message:  "What {product} does with the extended master secret depends on its updates.",
	},
	{
		Code:     codeHostYounger,
		Title:    "Schannel is younger than the enforcement",
		Severity: schannel.Info,
		Evidence: schannel.Inferred,
		Sources:  []schannel.Source{{Document: "KB4528489", Section: "Cause"}},
		Message:  "{product} was released after the updates of October 2019 and is taken to enforce the extended master secret for resumption.",
	},
	{
		Code:     codeKeysDiffer,
		Title:    "The keys of the two ends differ",
		Severity: schannel.Failure,
		Evidence: schannel.Inferred,
		Sources:  []schannel.Source{{Document: "RFC 5246", Section: "Section 7.2.2"}, {Document: "TLS handshake failing, 36888"}},
		Message:  "A record did not decrypt: the two ends derived different keys.",
	},
	{
		Code:     codeLeadingZeroDisputed,
		Title:    "Documents disagree about the leading zero fix",
		Severity: schannel.Info,
		Evidence: schannel.Documented,
		Sources:  []schannel.Source{{Document: "KB4557473", Section: "Cause"}, {Document: "KB4557473", Section: "Windows versions that contain the leading zero fixes for TLS_DHE"}},
		Message:  "KB4557473 says both that {product} has the leading zero fix and that it needs an update for it.",
	},
	{
		Code:     codeLeadingZeroFixed,
		Title:    "Schannel has the leading zero fix",
		Severity: schannel.Info,
		Evidence: schannel.Documented,
		Sources:  []schannel.Source{{Document: "KB4557473", Section: "Windows versions that contain the leading zero fixes for TLS_DHE"}},
		Message:  "{product} has the leading zero fix for TLS_DHE.",
	},
	{
		Code:     codeLeadingZeroMissing,
		Title:    "Schannel lacks the leading zero fix",
		Severity: schannel.Warning,
		Evidence: schannel.Documented,
		Sources:  []schannel.Source{{Document: "KB4557473", Section: "Windows versions that don't contain the leading zero fixes for TLS_DHE"}},
		Message:  "{product} lacks the leading zero fix for TLS_DHE.",
	},
	{
		Code:     codeLeadingZeroUnknown,
		Title:    "Whether Schannel has the leading zero fix is not known",
		Severity: schannel.Info,
		Evidence: schannel.Documented,
		Sources:  []schannel.Source{{Document: "KB4557473", Section: "Resolution"}},
		Message:  "Whether {product} has the leading zero fix for TLS_DHE depends on its release and updates.",
	},
	{
		Code:     codePairNoResumption,
		Title:    "No session is resumed between the two ends",
		Severity: schannel.Warning,
		Evidence: schannel.Observed,
		Sources:  []schannel.Source{{Document: "Decrypting Schannel, part 2", Section: "Section 1.2"}, {Document: "CTX264377"}, {Document: "KB4528489", Section: "Cause"}},
		Message:  "One end enforces the extended master secret for resumption and the other does not negotiate it: every connection makes a full handshake.",
	},
	{
		Code:     codePairUpdated,
		Title:    "Both ends run updated Windows",
		Severity: schannel.Info,
		Evidence: schannel.Documented,
		Sources:  []schannel.Source{{Document: "KB4528489", Section: "Next steps"}},
		Message:  "Both ends run Windows with the enforcement: they should not have this problem, and no update is needed for it.",
	},
	{
		Code:     codeRateAlways,
		Title:    "Every attempt fails",
		Severity: schannel.Info,
		Evidence: schannel.Inferred,
		Sources:  []schannel.Source{{Document: "KB4528489", Section: "Advanced information for administrators, items 2 and 3"}},
		Message:  "{failures} of {attempts} attempts failed; one short value would fail 1 in {one}, any of three 1 in {three}: the cause is not chance.",
	},
	{
		Code:     codeRateEither,
		Title:    "The failures are as rare as short values",
		Severity: schannel.Info,
		Evidence: schannel.Inferred,
		Sources:  []schannel.Source{{Document: "KB4528489", Section: "Advanced information for administrators, item 1"}, {Document: "RFC 5246", Section: "Section 8.1.2"}},
		Message:  "{failures} of {attempts} attempts failed, which fits one short value (1 in {one}) as well as any of three (1 in {three}).",
	},
	{
		Code:     codeRateFew,
		Title:    "The attempts are too few to tell",
		Severity: schannel.Info,
		Evidence: schannel.Inferred,
		Sources:  []schannel.Source{{Document: "KB4528489", Section: "Advanced information for administrators, item 1"}, {Document: "RFC 5246", Section: "Section 8.1.2"}},
		Message:  "{failures} of {attempts} attempts failed, which tells nothing: one short value would fail 1 in {one}, any of three 1 in {three}.",
	},
	{
		Code:     codeRateNone,
		Title:    "No attempt fails, and short values would show",
		Severity: schannel.Info,
		Evidence: schannel.Inferred,
		Sources:  []schannel.Source{{Document: "KB4528489", Section: "Advanced information for administrators, item 1"}, {Document: "RFC 5246", Section: "Section 8.1.2"}},
		Message:  "{failures} of {attempts} attempts failed; one short value would have failed 1 in {one}, any of three 1 in {three}: these attempts do not show it.",
	},
	{
		Code:     codeRateOne,
		Title:    "The failures are as rare as one short value",
		Severity: schannel.Info,
		Evidence: schannel.Inferred,
		Sources:  []schannel.Source{{Document: "KB4528489", Section: "Advanced information for administrators, item 1"}, {Document: "RFC 5246", Section: "Section 8.1.2"}},
		Message:  "{failures} of {attempts} attempts failed, which fits one short value (1 in {one}) and not any of three (1 in {three}).",
	},
	{
		Code:     codeRateOther,
		Title:    "The failures are not those of short values",
		Severity: schannel.Info,
		Evidence: schannel.Inferred,
		Sources:  []schannel.Source{{Document: "KB4528489", Section: "Advanced information for administrators, item 1"}, {Document: "RFC 5246", Section: "Section 8.1.2"}},
		Message:  "{failures} of {attempts} attempts failed, which fits neither one short value (1 in {one}) nor any of three (1 in {three}).",
	},
	{
		Code:     codeRateThree,
		Title:    "The failures are as rare as any of three short values",
		Severity: schannel.Info,
		Evidence: schannel.Inferred,
		Sources:  []schannel.Source{{Document: "KB4528489", Section: "Advanced information for administrators, item 1"}, {Document: "RFC 5246", Section: "Section 8.1.2"}},
		Message:  "{failures} of {attempts} attempts failed, which fits any of three short values, the public ones and the secret (1 in {three}), and not one alone (1 in {one}).",
	},
	{
		Code:     codeRegistryData,
		Title:    "The value's data is not documented",
		Severity: schannel.Warning,
		Evidence: schannel.Documented,
		Sources:  []schannel.Source{{Document: "KB4528489", Section: "Next steps, note"}},
		Message:  "{name} is {data}; 0 is documented and 1 was observed, others are not.",
	},
	{
		Code:     codeRegistryKey,
		Title:    "The value stands below another key",
		Severity: schannel.Warning,
		Evidence: schannel.Documented,
		Sources:  []schannel.Source{{Document: "KB4528489", Section: "Next steps, note"}},
		Message:  "{name} stands below {key}, where KB4528489 does not place it.",
	},
	{
		Code:     codeRegistryName,
		Title:    "KB4528489 knows no value of that name",
		Severity: schannel.Warning,
		Evidence: schannel.Documented,
		Sources:  []schannel.Source{{Document: "KB4528489", Section: "Next steps, note"}},
		Message:  "{name} is neither of the two values that KB4528489 names, DisableClientExtendedMasterSecret and DisableServerExtendedMasterSecret.",
	},
	{
		Code:     codeRegistryNoKey,
		Title:    "The key of the value is not given",
		Severity: schannel.Warning,
		Evidence: schannel.Documented,
		Sources:  []schannel.Source{{Document: "KB4528489", Section: "Next steps, note"}},
		Message:  "No key is given for {name}: it counts only where KB4528489 places it.",
	},
	{
		Code:     codeRegistryOff,
		Title:    "The registry turns the extended master secret off",
		Severity: schannel.Warning,
		Evidence: schannel.Observed,
		Sources:  []schannel.Source{{Document: "Decrypting Schannel, part 2", Section: "Section 1.2"}, {Document: "KB4528489", Section: "Next steps, note"}},
		Message:  "{name} is 1: as a {side}, Schannel does not negotiate the extended master secret; a client in that state was seen to resume no session.",
	},
	{
		Code:     codeRegistryOn,
		Title:    "The registry leaves the extended master secret on",
		Severity: schannel.Info,
		Evidence: schannel.Documented,
		Sources:  []schannel.Source{{Document: "KB4528489", Section: "Next steps, note"}},
		Message:  "{name} is 0: as a {side}, Schannel negotiates the extended master secret, as it does without the value.",
	},
	{
		Code:     codeStatusAlerts,
		Title:    "The code stands for an alert of the other end",
		Severity: schannel.Info,
		Evidence: schannel.Documented,
		Sources:  []schannel.Source{{Document: "Schannel error codes"}},
		Message:  "{code} is what Schannel returns after one of these alerts: {alerts}.",
	},
	{
		Code:     codeStatusOther,
		Title:    "The code stands for no alert",
		Severity: schannel.Info,
		Evidence: schannel.Documented,
		Sources:  []schannel.Source{{Document: "Schannel error codes"}},
		Message:  "{code} is not what Schannel returns after an alert.",
	},
	{
		Code:     codeSuiteAffected,
		Title:    "The cipher suite strips leading zeros",
		Severity: schannel.Info,
		Evidence: schannel.Documented,
		Sources:  []schannel.Source{{Document: "KB4528489", Section: "Advanced information for administrators, item 1"}, {Document: "RFC 5246", Section: "Section 8.1.2"}},
		Message:  "{suite} is one of TLS_DHE: its premaster secret is the shared secret without its leading zeros.",
	},
	{
		Code:     codeSuiteImmune,
		Title:    "The cipher suite is not one of TLS_DHE",
		Severity: schannel.Info,
		Evidence: schannel.Specified,
		Sources:  []schannel.Source{{Document: "RFC 8422", Section: "Section 5.10"}, {Document: "RFC 8446", Section: "Section 7.4.1"}, {Document: "RFC 5246", Section: "Section 8.1.2"}},
		Message:  "{suite} is not one of TLS_DHE: no leading zero is stripped from a secret.",
	},
	{
		Code:     codeSuiteUnknown,
		Title:    "The name of the cipher suite is not known",
		Severity: schannel.Info,
		Evidence: schannel.Documented,
		Sources:  []schannel.Source{{Document: "KB4528489", Section: "Advanced information for administrators, item 1"}},
		Message:  "{suite} is no name of a cipher suite that is known here, such as TLS_DHE_RSA_WITH_AES_256_GCM_SHA384: whether it is one of TLS_DHE is open.",
	},
	{
		Code:     codeTextUnknown,
		Title:    "The text is not recognised",
		Severity: schannel.Info,
		Evidence: schannel.Documented,
		Sources:  []schannel.Source{{Document: "KB4528489", Section: "Symptoms"}, {Document: "Schannel events"}},
		Message:  "The text is none of those that the articles quote: nothing is concluded from it.",
	},
}

// Rules yields the rules of this package, ordered by code.
func Rules() iter.Seq[schannel.Rule] { return slices.Values(rules[:]) }

// RuleByCode finds a rule of this package.
func RuleByCode(code schannel.Code) (schannel.Rule, bool) {
	i, found := slices.BinarySearchFunc(rules[:], code, func(r schannel.Rule, code schannel.Code) int {
		return cmp.Compare(r.Code, code)
	})
	if !found {
		return schannel.Rule{}, false
	}
	return rules[i], true
}

// newFinding applies the rule with that code.
func newFinding(code schannel.Code, certainty schannel.Certainty, subject schannel.Subject, args ...schannel.Arg) schannel.Finding {
	rule, _ := RuleByCode(code)
	return schannel.NewFinding(rule, certainty, subject, args...)
}
