// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Package red has a test that fails.
package red

// Two is not three.
func Two() int { return 2 }
