// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Package prelude knows what stands in clear on a connection before TLS begins
// (the dialogues that end in STARTTLS, the requests of databases, proxies), and
// names protocols that are no TLS at all by their first bytes.
//
// It reads bytes of one direction. It finds no content in them but the place
// where they end, a name, and the side that sends them. A protocol that carries
// TLS inside packets of its own, as TDS does, is named and not taken apart here.
package prelude

//go:generate go run github.com/schanneltrust/schannel/internal/enumgen
