// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Package certreq reads and writes the TLS messages in which authorities are
// named: CertificateRequest of SSL 3.0 to TLS 1.3 and the extension
// certificate_authorities of a ClientHello.
//
//   - To find the list in what a server sent, call [ParseFlight] or
//     [ParseFlightLenient], and [Flight.Inspect] to judge it; add what the
//     client sent with [Flight.Answered].
//   - To read the names that openssl s_client prints, call
//     [ParseSClientLenient].
//   - To read one message, call [ParseCertificateRequest],
//     [ParseCertificateRequestLenient], [ParseClientHello] or
//     [ParseClientHelloLenient].
//   - To write one, call [CertificateRequest.AppendBinary] or
//     [AppendExtension].
//   - To learn which products refuse a message of its size, call
//     [Preflight], or [Flight.Preflight] of a captured one.
//
// A strict parser gives a value that is written again with the same bytes, or
// an [*schannel.Error] and nothing. A lenient one gives what is there, the
// good prefix of a list that is cut, and every defect as such an error.
//
// Before the list a CertificateRequest has the types of certificates and, from
// TLS 1.2 on, signature algorithms (RFC 5246, Section 7.4.4); in TLS 1.3 the
// list is the extension 47 of CertificateRequest and of ClientHello (RFC 8446,
// Section 4.2.4). SSL 3.0, TLS 1.0 and TLS 1.3 forbid an empty list. Names are
// not checked to be DER, because stacks take any bytes; [trustlist.List.Check]
// does that.
package certreq

//go:generate go run github.com/schanneltrust/schannel/internal/enumgen
