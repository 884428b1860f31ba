// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Package netsh reads what netsh http show sslcert prints: the bindings of
// certificates to the endpoints of http.sys, with the store or the trust list
// of issuers that each names.
//
//   - To read the bindings, call [ReadLenient].
//   - To see whether a text is one of these, call [Is].
//
// netsh prints in the language of Windows. A binding is known by its
// application ID, a GUID in braces, and its lines by their order around that,
// which is the same in every language; English labels count for more.
package netsh
