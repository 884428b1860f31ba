// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Package tlsstack has TLS stacks as data, as far as the extended master secret
// (RFC 7627) goes, and predicts how two of them get on with each other.
//
//   - To predict how two stacks get on, call [Simulate].
//   - To find a stack, call [StackByName]; to list all, range over [Stacks].
//   - To describe a stack that is not among them, fill in a [Stack].
//
// A [Stack] is its policies, the versions that it speaks, how it takes being
// asked to renegotiate, and the steps at which it departs from its policies. A
// [Scenario] is a course, with what changes on the way and what stands between
// the ends. No outcome is stored. Where no source tells what a stack does, every
// way is tried: then nothing is certain, and the outcome is undocumented if they
// differ.
package tlsstack

//go:generate go run github.com/schanneltrust/schannel/internal/enumgen
