// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Package ems is an oracle for the extended master secret of TLS (RFC 7627):
// what conforms for each end, clause by clause. EMS is also what people call
// the Exchange Management Shell, with which it has nothing to do.
//
//   - To decide what an end does with the hello that it received, call
//     [Policy.Server] or [Policy.Client].
//   - To know what a client puts into its own hello, call [Policy.Offer].
//   - To test a TLS stack, call [Cases].
//   - To report which clause decides, call [NewFinding].
//   - To translate the clauses, call [Catalog].
//
// A [Policy] says what an end is set up to do where RFC 7627 leaves a choice,
// and a [Handshake] what it has seen. A [Decision] says which actions conform,
// which alert is sent, under which clause, and what the connection must not be
// used for afterwards. A stack passes if what it does is among the actions that
// conform.
//
// The extension is empty and has number 23: the bytes 00 17 00 00 in a
// ClientHello or a ServerHello. Whether a session was made with it is part of
// its state, in a cache or in a ticket.
//
// # Differences from the RFCs
//
//   - Where a session has lost the extension, RFC 7627 says to abort the
//     abbreviated handshake. Here that means to abort the handshake with
//     handshake_failure, as Section 5.4 suggests; GnuTLS goes on with a full one.
//   - RFC 7627 does not say what a server with the extension switched off does
//     with a session that it knows to be an extended one: it does not resume it,
//     and both a full handshake and an abort conform. Off is not unaware: a server
//     that has never heard of the extension takes the session for a legacy one.
//   - A change of the extension in a renegotiation is not in RFC 7627 either;
//     [Policy] has a setting for both directions.
//   - An extension that is not empty is answered with decode_error, which
//     RFC 5246 has for lengths that are wrong; RFC 7627 names no alert.
//   - A ServerHello of TLS 1.3 that has the extension is answered with
//     illegal_parameter if the client sent it too: RFC 8446, Section 4.2, has that
//     for an extension that is not specified for a message. Many stacks answer
//     unsupported_extension, which is for one that was not asked for.
package ems

//go:generate go run github.com/schanneltrust/schannel/internal/enumgen
