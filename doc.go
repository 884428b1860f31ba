// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Package schannel holds the vocabulary that the packages below it share: what
// a conclusion is, on whose word it rests and how sure it is.
//
// The module answers, from data alone, questions about trust on Windows
// servers that are otherwise settled by guesswork. Its packages are pure: no
// input or output, no clock, no global state. Import the one you need:
//
//   - trustlist: which certification authorities a Schannel server names in
//     its CertificateRequest, which were cut off, and what a client then
//     offers.
//   - ems: what RFC 7627 demands of a handshake, and what TLS stacks and
//     Windows make of it.
//
// Nothing here verifies a certificate or secures a connection. To do that use
// crypto/x509 and crypto/tls; this module explains what Windows would say.
//
// # Findings
//
// Every conclusion is a [Finding]. Its [Rule] is the fixed part: a stable
// [Code], a [Severity], the [Evidence] behind the rule and its [Source]s. The
// rest belongs to the case at hand: a [Certainty], the [Subject] it is about,
// named arguments from which its English text is made, the codes of the
// findings that cause it, the Windows [Event]s that it predicts and the
// [Remedy] steps that help.
//
// Evidence and certainty are two different things. Evidence says how a rule is
// known: an open specification, a vendor's document, published source code, a
// measurement. Certainty says how sure the conclusion is for this input. Where
// documents are silent or contradict each other, the choice is a field of a
// policy in the package concerned; a finding is [Undocumented] only where the
// documented choices lead to different outcomes, and then it lists them and
// names the observation that would settle the matter.
//
// # Errors
//
// A verdict is data; only malformed input is an error. Every parser of the
// packages returns an [*Error], with a code, the field that was being read and
// the byte offset at which it failed, and nothing else: no partial value. A
// lenient parser returns what could be read and the same errors as a list.
//
// # Codes and compatibility
//
// Codes are a contract. Once released, a code is never renamed and never given
// another meaning; one that is no longer produced is listed as retired. Texts
// are advice for people and may change in any release: match codes.
//
// JSON uses snake_case keys in a fixed order, enumerations as text, bytes as
// lower-case hexadecimal, and never omits a boolean. The same input always
// gives the same bytes.
package schannel

//go:generate go run github.com/schanneltrust/schannel/internal/enumgen
