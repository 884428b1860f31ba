// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Package listtest makes lists of authorities for the tests of TLS stacks:
// lists that lie exactly on a limit, or one byte beyond it, and messages with
// each kind of defect.
//
//   - To make a list, call [Synthesize].
//   - To make malformed CertificateRequests, range over [Defects].
package listtest
