// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Package offer tells whether a client offers its certificate to a server that
// names authorities.
//
//   - to ask about a list as it was sent call [Offers];
//   - to ask about a list of which names may be cut off call [Seen.Offers];
//   - to see how a family of clients compares names call [FamilyRules].
package offer

//go:generate go run github.com/schanneltrust/schannel/internal/enumgen
