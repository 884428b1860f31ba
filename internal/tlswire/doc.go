// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Package tlswire reads one direction of a TLS connection as raw bytes: it
// takes records apart and puts handshake messages together, whatever the
// fragmentation, and keeps the offset of every byte in the stream.
//
// It knows nothing of the content of messages and decrypts nothing. After a
// ChangeCipherSpec everything is Encrypted, unless the reader is told that the
// connection is TLS 1.3, where that message means nothing (RFC 8446,
// Appendix D.4). DTLS is not read here.
package tlswire
