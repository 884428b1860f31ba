// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Package emstest drives a TLS stack through the cases of package ems, in a
// test of the stack's author.
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
// with what conforms; an alert only where a document gives one.
//
// All input and output is on connections that the caller hands over; each read
// has a deadline, and nothing is left running. The raw peer checks no
// certificate and no signature and secures nothing.
//
// # What the words of a case mean for a stack
//
// A session that is not resumable is one that the stack knows and has another
// reason to refuse: here it is made in another version (RFC 5246, Section 7.3)
// or, where the stack has only one, with another suite.
//
// Switched off is a stack that knows the extension and does not use it, as
// OpenSSL with SSL_OP_NO_EXTENDED_MASTER_SECRET: [ems.Policy] with Disabled.
// It can come by an extended session from before, or from another node: have
// the extension on in the connections before the last where the session offered
// or in place is [ems.ExtendedSession], or skip those cases.
//
// Unaware is a stack that has never heard of it, as OpenSSL 1.0. It has
// Disabled set, too, and no extended sessions, since it takes every session
// for a legacy one: skip the cases of [ems.ExtendedSession] with that reason.
package emstest

//go:generate go run github.com/schanneltrust/schannel/internal/enumgen
