// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package office_test

import (
	"testing"

	"github.com/schanneltrust/schannel/autodiscover/internal/office"
)

func TestIsBefore(t *testing.T) {
	t.Parallel()
	first := [4]int{14, 0, 7140, 5001} // KB2212902
	for _, row := range []struct {
		build  string
		before bool
		why    string
	}{
		{"14.0.7140.5000", true, "one before"},
		{"14.0.7140.5001", false, "that build"},
		{"14.0.999.9999", true, "numbers, not texts"},
		{"15.0.0.0", false, "the next version"},
		{"14.0.7140", false, "three numbers are no build of Outlook: nothing is known"},
		{"14.0.7140.-1", false, "nor is a negative one"},
		{"14.0.7140.2147483648", false, "nor one beyond 31 bits"},
		{"14.0.7140.x", false, "nor a text"},
		{"", false, "unknown"},
	} {
		if got := office.IsBefore(row.build, first); got != row.before {
			t.Errorf("%q: %v; %s", row.build, got, row.why)
		}
	}
}
