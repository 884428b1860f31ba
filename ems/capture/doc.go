// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Package capture says from the two directions of a captured TLS connection
// which rule of RFC 7627 was followed or broken.
//
//   - To read a connection, call [Read]; one of DTLS out of datagrams,
//     [ReadDatagrams]; one of which bytes are missing, [ReadPieces]; files of
//     any known form, [ReadFiles].
//   - To judge its handshake, call [Capture.Findings].
//   - To know whether one connection resumed the session of another, and what
//     follows, call [Resumed].
//   - To find out how an end derived its master secret, call
//     [Capture.Derivation].
//
// The package opens no connection and reads no file: a file is its bytes. It
// decrypts nothing, and reads as plaintext only what can be none but that.
package capture

//go:generate go run github.com/schanneltrust/schannel/internal/enumgen
