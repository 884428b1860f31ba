// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package toy

import "testing"

func TestToy(t *testing.T) {
	if Grade(10) != "fail" || Grade(90) != "pass" {
		t.Error("Grade")
	}
	if Both(true, false) || Both(false, true) || !Both(true, true) {
		t.Error("Both")
	}
	if Area(2, 3) != 6 {
		t.Error("Area")
	}
	if Count(3) != 3 {
		t.Error("Count")
	}
	if !Known(map[string]bool{"a": true}, "a") {
		t.Error("Known")
	}
	if Opposite(answer) != 0 {
		t.Error("Opposite")
	}
}

// TestSlow is left out: it would notice the sign.
func TestSlow(t *testing.T) {
	if Opposite(1) != -1 {
		t.Error("Opposite")
	}
}
