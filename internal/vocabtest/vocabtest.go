// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Package vocabtest holds the checks that keep the vocabulary and the laws of
// this module true in every package. It is used by tests only.
//
//   - [Enum]: an enumeration is whole.
//   - [Catalog]: the codes of a package are whole, sorted, committed, and each
//     is the expectation of some test.
//   - [Laws.Hold]: generated answers break none of the laws.
//   - [JSON]: every exported type reads back equal.
//   - [Findings], [Holds]: findings are whole; they are those of a hand-written
//     list.
//   - [Seeds]: no fuzz target has lost its seeds.
//
// Functions that look at source read the package in the current directory,
// which in a test is the package under test.
package vocabtest
