// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Package trustdiag explains why client authentication fails: which cause the
// events on record speak for, and what helps.
//
//   - to explain what was seen call [Diagnose].
package trustdiag
