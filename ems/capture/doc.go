// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Package capture tells, from the two directions of a captured TLS connection,
// which rules of RFC 7627 were followed and which were broken.
//
//   - To read a connection, call [Read]; a DTLS connection as datagrams,
//     [ReadDatagrams]; one with bytes missing, [ReadPieces]; files in any
//     known form, [ReadFiles].
//   - To judge its handshake, call [Capture.Findings].
//   - To learn whether one connection resumed the session of another, and what
//     follows, call [Resumed].
//   - To find out how an end derived its master secret, call
//     [Capture.Derivation].
//
// All readers are lenient, as a capture is what somebody's network let through:
// what is wrong in a stream is listed in [Capture.Defects], and only streams
// without anything of TLS are an error.
//
// The package opens no connection and reads no file: a file is its bytes. It
// decrypts nothing, and takes for plaintext only what can be nothing else.
package capture

//go:generate go run github.com/schanneltrust/schannel/internal/enumgen
