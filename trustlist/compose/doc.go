// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Package compose puts together the list of authorities that a Windows host
// sends, out of its release, registry, stores and application, says what is
// wrong with them, and whether the host accepts a client.
//
//   - To compose the list of a host, call [Compose], and
//     [Composition.Offers] for what a client makes of it.
//   - To learn whether the host accepts a client's certificate, whether or
//     not it sends the list, call [Composition.Accepts].
//   - To learn whether names that clients need arrive, call
//     [Composition.Expect]; what else would have to be known of the host,
//     [Composition.Missing].
//   - To learn what registry values do, call [CheckRegistry].
//   - To add what helps to the findings about a list, call [WithRemedies].
//
// A [Composition] holds the findings that its answers rest on, and what
// remedies go by; read back from JSON it answers as before. Of a host without
// a release nothing is known, nor of its list without a store that has
// certificates.
package compose

//go:generate go run github.com/schanneltrust/schannel/internal/enumgen
