// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package red

import "testing"

func TestTwo(t *testing.T) {
	if Two() != 3 {
		t.Error("Two")
	}
}
