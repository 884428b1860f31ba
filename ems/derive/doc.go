// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Package derive computes what the extended master secret of TLS (RFC 7627) is
// made of, and keeps secrets from being printed.
//
//   - To derive a master secret, call [ExtendedMasterSecret] or
//     [LegacyMasterSecret].
//   - To make a session hash from handshake messages, call [Transcript.Add].
//   - To compute a Finished message, call [AppendVerifyData].
//   - To read a line of an NSS key log, call [ParseKeyLogLine].
//   - To know the hash of a cipher suite, call [Suite.Hash].
//
// It is for tests and analysis of TLS 1.0 to 1.2 and secures nothing: to make a
// connection use crypto/tls.
package derive

//go:generate go run github.com/schanneltrust/schannel/internal/enumgen
