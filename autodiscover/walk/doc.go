// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Package walk follows a client of Autodiscover from its first request to the
// end of its search.
//
//   - To see where a recording leads, read it with package recording and call
//     [Replay].
//   - To decide each answer yourself, call [Begin], and then [Walk.Request] and
//     [Walk.Next] in turn until there is no request; [Walk.Outcome] tells the
//     rest.
//   - To know which windows Outlook shows on the way, give the hops of an
//     [Outcome] to package prompt.
//   - To judge hosts that a client was seen to ask, call [CheckHosts].
//
// Nothing here connects to anything. Certificates come as facts, with the
// caller's verdict on trust ([NewPeer] takes them out of a certificate); time is
// an input.
//
// # Profiles
//
// Two profiles are exact: [Docs] does what Microsoft's pages for developers
// say, [EWSManagedAPI] what the published source of that library does, its
// oversights included. [Outlook] is closed source: what documents tell of it is
// followed, and every other turn is that of the pages and marked as open.
// Autodiscover V2 is not followed. A walk always ends; where the client itself would not, its end is [EndForEver].
//
// # Differences
//
// A client that asks its user about a certificate is assumed to get Yes. In SOAP
// the EWS Managed API is followed to the end of SOAP; its AutodiscoverUrl goes on
// to POX after most of those ends. In a program, a certificate that is known to
// be refused counts as a failed connection, whatever the recording holds.
package walk

//go:generate go run github.com/schanneltrust/schannel/internal/enumgen
