// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Package emstest drives a TLS stack through the cases of package ems, in tests
// that the stack's author writes.
//
//   - To test a stack, describe it as a [Stack] and call [Run].
//   - To measure one outside of a test, call [Measure].
//   - To see which cases a stack is run through, call [Stack.Cases].
//   - To translate the reasons, call [Catalog].
//
// The other end is a raw peer that sends exactly the hello of the case, in TLS
// 1.0 to 1.2, and goes on to Finished both ways, so that a stack that derives
// another master secret than it negotiates is found out. Sessions are made by
// a connection of their own and offered by ID and by ticket. What the stack
// does, the alert that it sends and the extension in its hello are compared
// with what conforms; the alert only where a document gives one.
//
// All input and output is on connections that the caller hands over; each read
// has a deadline, and nothing is left running. The raw peer checks no
// certificate and no signature and secures nothing.
//
// # What the words of a case mean for a stack
//
// A session that is not resumable is one that the stack knows and refuses for
// another reason: here it is made in another version (RFC 5246, Section 7.3) or,
// where the stack has only one, with another suite.
//
// A stack has the extension switched off if it knows it and does not use it, like
// OpenSSL with SSL_OP_NO_EXTENDED_MASTER_SECRET: [ems.Policy] with Disabled. It
// may hold an extended session from before, or from another node: where the
// session offered or in place is [ems.ExtendedSession], leave the extension on in
// all connections but the last, or skip those cases.
//
// A stack is unaware if it has never heard of the extension, like OpenSSL 1.0. It
// has Disabled set, too, and no extended sessions, since it takes every session
// for a legacy one: skip the cases of [ems.ExtendedSession] with that reason.
package emstest

//go:generate go run github.com/schanneltrust/schannel/internal/enumgen
