// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Package offer tells which clients offer their certificate to a server that
// names authorities, family by family.
//
//   - To learn what clients do with a list as it is, call [Offers].
//   - To learn what they do with one of which not every name may arrive,
//     call [Seen.Offers].
//   - To learn how each family compares names, range over [FamilyRules].
//
// A [Seen] names the findings by which it is known; what is said of an offer
// is no surer than these. Which names of a list that is cut arrive depends on
// its order.
package offer

//go:generate go run github.com/schanneltrust/schannel/internal/enumgen
