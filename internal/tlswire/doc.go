// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Package tlswire reads one direction of a TLS connection as bytes: it takes
// records and datagrams apart and puts handshake messages together, whatever
// the fragmentation, and keeps the offset of every byte in the stream.
//
//   - to read what people capture, leniently, call [NewFlow], or [NewDatagrams],
//     [NewMessages] and [NewDecrypted] where the form is known;
//   - to read records strictly, call [NewReader] or [NewMessageReader];
//   - to know whose stream it is, call [SideOf], [Swapped], or [Flow.Side];
//   - to know the version of a single message, call [Fits]; that which a
//     ServerHello selects, [SelectedVersion].
//
// It decrypts nothing and reads as plaintext only what can be none but that.
// After a ChangeCipherSpec everything is Encrypted, unless the connection is TLS
// 1.3, where that message means nothing (RFC 8446, Appendix D.4). What a stream
// that begins in the middle holds is judged by the structure of its messages.
package tlswire

//go:generate go run github.com/schanneltrust/schannel/internal/enumgen
