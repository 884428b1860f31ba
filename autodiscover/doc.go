// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Package autodiscover says in which order a client of Exchange tries the
// service connection points of its directory and the other places in which
// Autodiscover may be found.
//
//   - To sort service connection points as a client does, call [Order] with the
//     policy whose answer you want.
//   - To learn which server can be asked first, whatever the policy, call
//     [PossibleFirst].
//   - To list every request that a client may make for a mail address, skipped
//     ones too, call [Plan].
//   - To make a service connection point of LDAP attributes, call
//     [FromAttributes]; LDIF and what cmdlets print are read by package scpfile.
//   - To check what is registered, call [CheckSCPs] and [CheckRegistry].
//
// Outlook is closed source, and the documents disagree about its sort key.
// [Policies] yields what is documented for a product, and PossibleFirst takes
// all of it. The EWS Managed API is modelled as its published source behaves.
package autodiscover

//go:generate go run github.com/schanneltrust/schannel/internal/enumgen
