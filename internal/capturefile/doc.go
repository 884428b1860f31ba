// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Package capturefile turns a file that somebody captured into the bytes of one
// direction of a connection, or of both: raw bytes as they are, hexadecimal
// text, hex dumps, base64, and the logs of TLS stacks that hold bytes. Other
// files are refused by name, with what to do instead.
//
//   - to know what a file is, call [Detect];
//   - to read it, call [Read], and [Direction.Flow] for the items;
//   - to say where an item stands in the file, call [Direction.Offset].
package capturefile

//go:generate go run github.com/schanneltrust/schannel/internal/enumgen
