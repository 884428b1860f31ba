// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Package compose puts together the list of authorities that a Windows host
// sends, out of its release, registry, stores and application, and says what is
// wrong with them.
//
//   - to compose the list of a host call [Compose], and [Composition.Offers] for
//     what a client makes of it;
//   - to learn what registry values do call [CheckRegistry];
//   - to add what helps to the findings about a list call [WithRemedies].
package compose

//go:generate go run github.com/schanneltrust/schannel/internal/enumgen
