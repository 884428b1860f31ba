// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Package removal finds what to remove so that the list of a server fits, and
// shows what each of the three methods of KB2464556 changes.
//
//   - To plan which certificates to remove, call [Plan].
//   - To try a method on a host, call [Apply].
package removal

//go:generate go run github.com/schanneltrust/schannel/internal/enumgen
