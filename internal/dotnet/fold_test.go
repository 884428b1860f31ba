// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package dotnet

import "testing"

func TestSameText(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, a, b string
		want       bool
		why        string
	}{
		{"ascii", "Site=Paris", "site=PARIS", true, "letters in another case"},
		{"accents", "Site=Malmö", "site=MALMÖ", true, "letters beyond ASCII have cases too"},
		{"other", "Site=Paris", "Site=Pari", false, "no prefix"},
		{"kelvin", "k", "\u212a", false, "the Kelvin sign has no upper case of its own and is no k"},
		{"long s", "s", "\u017f", false, "the long s is not mapped to S by the invariant table"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := SameText(tt.a, tt.b); got != tt.want {
				t.Errorf("%q and %q: want %v, got %v: %s", tt.a, tt.b, tt.want, got, tt.why)
			}
		})
	}
}
