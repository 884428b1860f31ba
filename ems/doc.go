// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Package ems is an oracle for the extended master secret of TLS (RFC 7627)
// and for what Windows makes of it since October 2019.
//
// The package computes; it opens no connection and reads no file. It secures
// nothing: to make a connection use crypto/tls.
//
// # Decisions
//
// A [Policy] says what an end is set up to do where RFC 7627 leaves a choice,
// and a [Handshake] what it has seen. [Policy.Server] and [Policy.Client] say
// what the end does with the hello that it received, which actions conform,
// which alert it sends, under which clause, and what the connection must not
// be used for afterwards; [Policy.Offer] says what a client puts into its own
// hello. [Cases] yields every decision on a received hello, for the unit test
// of a TLS stack to range over. A stack passes if what it does is among the
// actions that conform.
//
// The extension is empty and has number 23: the bytes 00 17 00 00 in a
// ClientHello or a ServerHello. Whether a session was made with it is part of
// its state, in a cache or in a ticket.
//
// # Derivation
//
// [ExtendedMasterSecret] and [LegacyMasterSecret] derive master secrets for
// TLS 1.0 to 1.2; a [Transcript] is fed with handshake messages and makes the
// session hash. [ReadCapture] reads the two directions of a connection and says
// which rule was followed or broken.
//
// # Stacks
//
// A [Stack] is an implementation as data: its policies and the steps at which
// it departs from them. [Simulate] lets two of them run a [Course], such as a
// resumption on another node of a farm, and says who ends it, with which
// alert, and what Windows logs. No outcome is stored. Where no source tells
// what a stack does, every way is tried, and the outcome is undocumented only
// if they differ.
//
// # Windows
//
// [Host.Assess] says what a computer does by its product, updates and registry,
// and [Diagnose] ranks the causes of a connection that fails.
//
// # Differences from the RFCs
//
//   - What a server without the extension does with a session of which it
//     knows that it is an extended one is not in RFC 7627: here its rules hold
//     for such a session, so the server does not resume it.
//   - A change of the extension in a renegotiation is not in RFC 7627 either;
//     [Policy] has a setting for both directions.
//   - An extension that is not empty is answered with decode_error, which
//     RFC 5246 has for lengths that are wrong; RFC 7627 names no alert.
//   - A ServerHello of TLS 1.3 that has the extension is answered with
//     illegal_parameter if the client sent it too, as RFC 8446, Section 4.2,
//     has it for what is not specified for a message; many stacks answer
//     unsupported_extension, which is for what was not asked for.
package ems

//go:generate go run github.com/schanneltrust/schannel/internal/enumgen
