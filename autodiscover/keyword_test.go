// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package autodiscover_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/schanneltrust/schannel/autodiscover"
)

// guidHoster is the keyword that Setup of Exchange writes for a trusted hoster.
const guidHoster = "D3614C7C-D214-4F1F-BD4C-00D91C67F93F"

// TestIsFor: an entry is for every kind whose GUID it holds.
func TestIsFor(t *testing.T) {
	t.Parallel()
	type answer struct{ Kind, URL, Pointer, Hoster, Unknown any }
	for _, tt := range []struct {
		why      string
		keywords []string
		want     answer
	}{
		{"SCP lookup: the GUID of a URL", []string{"Site=Paris", guidURL}, answer{autodiscover.URLEntry, true, false, false, false}},
		{"SCP lookup: the GUID of a pointer", []string{guidPointer}, answer{autodiscover.PointerEntry, false, true, false, false}},
		{"Setup of Exchange: the GUID of a trusted hoster", []string{guidHoster}, answer{autodiscover.TrustedHoster, false, false, true, false}},
		{"a directory keeps no order of values, and clients look for each GUID", []string{guidURL, guidPointer}, answer{autodiscover.PointerEntry, true, true, false, false}},
		{"without a GUID it is for nothing", []string{"Site=Paris"}, answer{autodiscover.KindUnknown, false, false, false, false}},
		{"without keywords it is for nothing", nil, answer{autodiscover.KindUnknown, false, false, false, false}},
	} {
		s := autodiscover.SCP{Keywords: tt.keywords}
		got := answer{
			autodiscover.KindOf(tt.keywords), s.IsFor(autodiscover.URLEntry), s.IsFor(autodiscover.PointerEntry),
			s.IsFor(autodiscover.TrustedHoster), s.IsFor(autodiscover.KindUnknown),
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.why, diff)
		}
	}
}
