// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package ems

import (
	"iter"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/catalog"
)

// The codes of the clauses. What departs from a clause names it by its code.
const (
	CodeFullExtended     schannel.Code = "ems.full.extended"
	CodeFullLegacyClient schannel.Code = "ems.full.legacy_client"
	CodeFullLegacyServer schannel.Code = "ems.full.legacy_server"
	CodeFullNonEmpty     schannel.Code = "ems.full.non_empty"
	CodeFullOffer        schannel.Code = "ems.full.offer"
	CodeFullUnsolicited  schannel.Code = "ems.full.unsolicited"
	CodeFullUnsupported  schannel.Code = "ems.full.unsupported"

	CodeRenegotiationDowngrade schannel.Code = "ems.renegotiation.downgrade"
	CodeRenegotiationForbidden schannel.Code = "ems.renegotiation.forbidden"
	CodeRenegotiationUpgrade   schannel.Code = "ems.renegotiation.upgrade"

	CodeResumeAcceptedDowngrade schannel.Code = "ems.resume.accepted_downgrade"
	CodeResumeAcceptedLegacy    schannel.Code = "ems.resume.accepted_legacy"
	CodeResumeAcceptedUpgrade   schannel.Code = "ems.resume.accepted_upgrade"
	CodeResumeDowngrade         schannel.Code = "ems.resume.downgrade"
	CodeResumeExtended          schannel.Code = "ems.resume.extended"
	CodeResumeLegacy            schannel.Code = "ems.resume.legacy"
	CodeResumeOffer             schannel.Code = "ems.resume.offer"
	CodeResumeOfferLegacy       schannel.Code = "ems.resume.offer_legacy"
	CodeResumeSwitchedOff       schannel.Code = "ems.resume.switched_off"
	CodeResumeUnaware           schannel.Code = "ems.resume.unaware"
	CodeResumeUpgrade           schannel.Code = "ems.resume.upgrade"

	CodeVersionSSL30              schannel.Code = "ems.version.ssl30"
	CodeVersionTLS13              schannel.Code = "ems.version.tls13"
	CodeVersionTLS13Extension     schannel.Code = "ems.version.tls13_extension"
	CodeVersionTLS13HelloRequest  schannel.Code = "ems.version.tls13_hello_request"
	CodeVersionTLS13NonEmpty      schannel.Code = "ems.version.tls13_non_empty"
	CodeVersionTLS13Renegotiation schannel.Code = "ems.version.tls13_renegotiation"
	CodeVersionTLS13Unsolicited   schannel.Code = "ems.version.tls13_unsolicited"
)

// clauses is every rule of this package. The first source of a rule is the
// clause that a [Decision] names.
var clauses = [...]*schannel.Rule{
	&ruleFullExtended,
	&ruleFullLegacyClient,
	&ruleFullLegacyServer,
	&ruleFullNonEmpty,
	&ruleFullOffer,
	&ruleFullUnsolicited,
	&ruleFullUnsupported,
	&ruleRenegotiationDowngrade,
	&ruleRenegotiationForbidden,
	&ruleRenegotiationUpgrade,
	&ruleResumeAcceptedDowngrade,
	&ruleResumeAcceptedLegacy,
	&ruleResumeAcceptedUpgrade,
	&ruleResumeDowngrade,
	&ruleResumeExtended,
	&ruleResumeLegacy,
	&ruleResumeOffer,
	&ruleResumeOfferLegacy,
	&ruleResumeSwitchedOff,
	&ruleResumeUnaware,
	&ruleResumeUpgrade,
	&ruleVersionSSL30,
	&ruleVersionTLS13,
	&ruleVersionTLS13Extension,
	&ruleVersionTLS13HelloRequest,
	&ruleVersionTLS13NonEmpty,
	&ruleVersionTLS13Renegotiation,
	&ruleVersionTLS13Unsolicited,
}

// Catalog yields the clauses, ordered by code.
func Catalog() iter.Seq[schannel.CatalogEntry] {
	var tables catalog.Tables
	for _, c := range clauses {
		tables.Rules = append(tables.Rules, *c)
	}
	return tables.All()
}

// NewFinding states that a clause of this package, such as the Rule of a
// [Decision], decides about a subject. Any other code gives a finding without a
// code.
func NewFinding(clause schannel.Code, basis schannel.Basis, subject schannel.Subject) schannel.Finding {
	return schannel.NewFinding(ruleOf(clause), basis, subject)
}

func ruleOf(clause schannel.Code) schannel.Rule {
	for _, c := range clauses {
		if c.Code == clause {
			return *c
		}
	}
	return schannel.Rule{}
}

var ruleFullExtended = schannel.Rule{
	Code:     CodeFullExtended,
	Excludes: []schannel.Code{CodeFullLegacyClient, CodeFullLegacyServer, CodeFullUnsolicited, CodeFullUnsupported},
	Title:    "Both hellos have the extension",
	Severity: schannel.Info,
	Evidence: schannel.Specified,
	Sources:  []schannel.Source{{Document: "RFC 7627", Section: "Section 5.2"}},
	Message:  "The ClientHello and the ServerHello have the extension: the new session has an extended master secret.",
}

var ruleFullLegacyClient = schannel.Rule{
	Code:     CodeFullLegacyClient,
	Title:    "A ClientHello lacks the extension",
	Severity: schannel.Warning,
	Evidence: schannel.Specified,
	Sources:  []schannel.Source{{Document: "RFC 7627", Section: "Section 5.2"}, {Document: "RFC 7627", Section: "Section 5.4"}, {Document: "RFC 7627", Section: "Section 4"}},
	Message:  "The ClientHello lacks the extension: a server that does not wish to serve legacy clients should abort, any other continues without it.",
}

var ruleFullLegacyServer = schannel.Rule{
	Code:     CodeFullLegacyServer,
	Title:    "A ServerHello lacks the extension",
	Severity: schannel.Warning,
	Evidence: schannel.Specified,
	Sources:  []schannel.Source{{Document: "RFC 7627", Section: "Section 5.2"}, {Document: "RFC 7627", Section: "Section 5.4"}, {Document: "RFC 7627", Section: "Section 4"}},
	Message:  "The ServerHello lacks the extension: a client that does not wish to use legacy servers should abort, any other continues with the standard master secret.",
}

var ruleFullNonEmpty = schannel.Rule{
	Code:     CodeFullNonEmpty,
	Title:    "The extension has data",
	Severity: schannel.Failure,
	Evidence: schannel.Specified,
	Sources:  []schannel.Source{{Document: "RFC 5246", Section: "Section 7.2.2"}, {Document: "RFC 7627", Section: "Section 5.1"}},
	Message:  "The extension has data, and it is defined to have none: the hello cannot be decoded.",
}

var ruleFullOffer = schannel.Rule{
	Code:     CodeFullOffer,
	Title:    "A client offers a full handshake",
	Severity: schannel.Info,
	Evidence: schannel.Specified,
	Sources:  []schannel.Source{{Document: "RFC 7627", Section: "Section 5.2"}},
	Message:  "The client offers a full handshake; the extension must be in its ClientHello.",
}

var ruleFullUnsolicited = schannel.Rule{
	Code:     CodeFullUnsolicited,
	Title:    "The server sends an extension that the client did not ask for",
	Severity: schannel.Failure,
	Evidence: schannel.Specified,
	Sources:  []schannel.Source{{Document: "RFC 5246", Section: "Section 7.4.1.4"}},
	Message:  "The ServerHello has the extension and the ClientHello lacked it: the client must abort.",
}

var ruleFullUnsupported = schannel.Rule{
	Code:     CodeFullUnsupported,
	Title:    "An end does not support the extension",
	Severity: schannel.Warning,
	Evidence: schannel.Specified,
	Sources:  []schannel.Source{{Document: "RFC 7627", Section: "Section 5.2"}, {Document: "RFC 7627", Section: "Section 5.4"}},
	Message:  "One end does not support the extension: the new session has the standard master secret.",
}

var ruleRenegotiationDowngrade = schannel.Rule{
	Code:     CodeRenegotiationDowngrade,
	Title:    "A renegotiation drops the extension",
	Severity: schannel.Failure,
	Evidence: schannel.Specified,
	Sources:  []schannel.Source{{Document: "RFC 5246", Section: "Section 7.2.2"}},
	Message:  "The connection has an extended master secret and a hello of the renegotiation lacks the extension.",
}

var ruleRenegotiationForbidden = schannel.Rule{
	Code:     CodeRenegotiationForbidden,
	Title:    "A client must not renegotiate after resuming a legacy session",
	Severity: schannel.Failure,
	Evidence: schannel.Specified,
	Sources:  []schannel.Source{{Document: "RFC 7627", Section: "Section 5.4"}},
	Message:  "The connection resumed a session without an extended master secret: the client must not renegotiate on it.",
}

var ruleRenegotiationUpgrade = schannel.Rule{
	Code:     CodeRenegotiationUpgrade,
	Title:    "A renegotiation brings the extension in",
	Severity: schannel.Warning,
	Evidence: schannel.Specified,
	Sources:  []schannel.Source{{Document: "RFC 5246", Section: "Section 7.2.2"}},
	Message:  "The connection has no extended master secret and both hellos of the renegotiation have the extension.",
}

var ruleResumeAcceptedDowngrade = schannel.Rule{
	Code:     CodeResumeAcceptedDowngrade,
	Title:    "A session with the extended master secret is accepted without the extension",
	Severity: schannel.Failure,
	Evidence: schannel.Specified,
	Sources:  []schannel.Source{{Document: "RFC 7627", Section: "Section 5.3"}, {Document: "RFC 7627", Section: "Section 5.4"}},
	Message:  "The session has an extended master secret and the ServerHello that accepts it lacks the extension: the client must abort.",
}

var ruleResumeAcceptedLegacy = schannel.Rule{
	Code:     CodeResumeAcceptedLegacy,
	Title:    "A session without the extended master secret is accepted",
	Severity: schannel.Warning,
	Evidence: schannel.Specified,
	Sources:  []schannel.Source{{Document: "RFC 7627", Section: "Section 5.3"}, {Document: "RFC 7627", Section: "Section 5.4"}},
	Message:  "Neither the session nor the ServerHello that accepts it has the extension: legacy insecure resumption.",
}

var ruleResumeAcceptedUpgrade = schannel.Rule{
	Code:     CodeResumeAcceptedUpgrade,
	Title:    "A session without the extended master secret is accepted with the extension",
	Severity: schannel.Failure,
	Evidence: schannel.Specified,
	Sources:  []schannel.Source{{Document: "RFC 7627", Section: "Section 5.3"}},
	Message:  "The session has no extended master secret and the ServerHello that accepts it has the extension: the client must abort.",
}

var ruleResumeDowngrade = schannel.Rule{
	Code:     CodeResumeDowngrade,
	Title:    "A session with the extended master secret is offered without the extension",
	Severity: schannel.Failure,
	Evidence: schannel.Specified,
	Sources:  []schannel.Source{{Document: "RFC 7627", Section: "Section 5.3"}, {Document: "RFC 7627", Section: "Section 5.4"}},
	Message:  "The session has an extended master secret and the new ClientHello lacks the extension: the server must abort.",
}

var ruleResumeExtended = schannel.Rule{
	Code:     CodeResumeExtended,
	Excludes: []schannel.Code{CodeResumeAcceptedDowngrade, CodeResumeAcceptedLegacy, CodeResumeAcceptedUpgrade, CodeResumeDowngrade, CodeResumeLegacy, CodeResumeUpgrade},
	Title:    "A session with the extended master secret is resumed",
	Severity: schannel.Info,
	Evidence: schannel.Specified,
	Sources:  []schannel.Source{{Document: "RFC 7627", Section: "Section 5.3"}, {Document: "RFC 5246", Section: "Section 7.3"}},
	Message:  "The session and both hellos have the extension: the session may be resumed.",
}

var ruleResumeLegacy = schannel.Rule{
	Code:     CodeResumeLegacy,
	Title:    "A session without the extended master secret is offered without the extension",
	Severity: schannel.Warning,
	Evidence: schannel.Specified,
	Sources:  []schannel.Source{{Document: "RFC 7627", Section: "Section 5.3"}, {Document: "RFC 7627", Section: "Section 5.4"}},
	Message:  "Neither the session nor the new ClientHello has the extension: the server should abort; resuming is legacy insecure resumption.",
}

var ruleResumeOffer = schannel.Rule{
	Code:     CodeResumeOffer,
	Title:    "A client offers a session with the extended master secret",
	Severity: schannel.Info,
	Evidence: schannel.Specified,
	Sources:  []schannel.Source{{Document: "RFC 7627", Section: "Section 5.3"}},
	Message:  "The client has a session with an extended master secret; the extension must be in the ClientHello that offers it.",
}

var ruleResumeOfferLegacy = schannel.Rule{
	Code:     CodeResumeOfferLegacy,
	Title:    "A client has a session without the extended master secret",
	Severity: schannel.Warning,
	Evidence: schannel.Specified,
	Sources:  []schannel.Source{{Document: "RFC 7627", Section: "Section 5.3"}},
	Message:  "The client has a session without an extended master secret: it should not offer it but a full handshake.",
}

var ruleResumeSwitchedOff = schannel.Rule{
	Code:     CodeResumeSwitchedOff,
	Title:    "A server with the extension switched off is offered a session with the extended master secret",
	Severity: schannel.Warning,
	Evidence: schannel.Specified,
	Sources:  []schannel.Source{{Document: "RFC 7627", Section: "Section 5.3"}},
	Message:  "Resuming the session takes the extension in the ServerHello, and the server has it switched off: a full handshake follows.",
}

var ruleResumeUnaware = schannel.Rule{
	Code:     CodeResumeUnaware,
	Title:    "A server without the extension resumes a session",
	Severity: schannel.Warning,
	Evidence: schannel.Specified,
	Sources:  []schannel.Source{{Document: "RFC 5246", Section: "Section 7.3"}, {Document: "RFC 7627", Section: "Section 5.4"}},
	Message:  "The server does not know the extension and resumes the session without it.",
}

var ruleResumeUpgrade = schannel.Rule{
	Code:     CodeResumeUpgrade,
	Title:    "A session without the extended master secret is offered with the extension",
	Severity: schannel.Info,
	Evidence: schannel.Specified,
	Sources:  []schannel.Source{{Document: "RFC 7627", Section: "Section 5.3"}},
	Message:  "The session has no extended master secret and the new ClientHello has the extension: the server must not resume and continues with a full handshake.",
}

var ruleVersionSSL30 = schannel.Rule{
	Code:     CodeVersionSSL30,
	Title:    "The version is SSL 3.0",
	Severity: schannel.Failure,
	Evidence: schannel.Specified,
	Sources:  []schannel.Source{{Document: "RFC 7627", Section: "Section 6.4"}},
	Message:  "SSL 3.0 cannot carry the extension and should be refused; where it is kept, its sessions have the legacy master secret.",
}

var ruleVersionTLS13 = schannel.Rule{
	Code:     CodeVersionTLS13,
	Title:    "The version is TLS 1.3",
	Severity: schannel.Info,
	Evidence: schannel.Specified,
	Sources:  []schannel.Source{{Document: "RFC 8446", Section: "Appendix D"}},
	Message:  "TLS 1.3 has no extended master secret of this kind and counts as if it always had one.",
}

var ruleVersionTLS13Extension = schannel.Rule{
	Code:     CodeVersionTLS13Extension,
	Title:    "A ServerHello of TLS 1.3 has the extension",
	Severity: schannel.Failure,
	Evidence: schannel.Specified,
	Sources:  []schannel.Source{{Document: "RFC 8446", Section: "Section 4.2"}},
	Message:  "The extension is not specified for a ServerHello of TLS 1.3: the client must abort.",
}

var ruleVersionTLS13HelloRequest = schannel.Rule{
	Code:     CodeVersionTLS13HelloRequest,
	Title:    "A client of TLS 1.3 is asked to renegotiate",
	Severity: schannel.Failure,
	Evidence: schannel.Specified,
	Sources:  []schannel.Source{{Document: "RFC 8446", Section: "Section 4"}},
	Message:  "A HelloRequest comes on a connection of TLS 1.3, which has none: it ends.",
}

var ruleVersionTLS13NonEmpty = schannel.Rule{
	Code:     CodeVersionTLS13NonEmpty,
	Title:    "The extension has data, and TLS 1.3 is negotiated",
	Severity: schannel.Failure,
	Evidence: schannel.Specified,
	Sources:  []schannel.Source{{Document: "RFC 8446", Section: "Section 6.2"}, {Document: "RFC 7627", Section: "Section 5.1"}},
	Message:  "The extension has data, and it is defined to have none; a server of TLS 1.3 may also not look at it.",
}

var ruleVersionTLS13Renegotiation = schannel.Rule{
	Code:     CodeVersionTLS13Renegotiation,
	Title:    "TLS 1.3 has no renegotiation",
	Severity: schannel.Failure,
	Evidence: schannel.Specified,
	Sources:  []schannel.Source{{Document: "RFC 8446", Section: "Section 4.1.2"}},
	Message:  "A renegotiation is asked for and the connection is one of TLS 1.3: it ends.",
}

var ruleVersionTLS13Unsolicited = schannel.Rule{
	Code:     CodeVersionTLS13Unsolicited,
	Title:    "A ServerHello of TLS 1.3 has the extension, which the client did not send",
	Severity: schannel.Failure,
	Evidence: schannel.Specified,
	Sources:  []schannel.Source{{Document: "RFC 8446", Section: "Section 4.2"}},
	Message:  "The ServerHello of TLS 1.3 has the extension and the ClientHello lacked it: the client must abort.",
}
