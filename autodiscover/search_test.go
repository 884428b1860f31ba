// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package autodiscover_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/autodiscover"
)

// TestSubjects: a finding about one entry points at it, the first too; one about
// the list points at the directory.
func TestSubjects(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		why, site, own string
		want           schannel.Subject
	}{
		{"the first entry ends the look-up", "Paris", "url mail/x\nurl https://a/x", schannel.Nth("scp", 0).Named("mail/x")},
		{"the second does", "Paris", "url https://a/x\nurl mail/x", schannel.Nth("scp", 1).Named("mail/x")},
		{"without a site no entry counts", "", "url https://a/x", schannel.Whole("directory")},
	} {
		f := autodiscover.Forest{Own: directory(t, "", tt.own)}
		got := autodiscover.Order(f, autodiscover.Client{Product: autodiscover.EWSManagedAPI, Site: tt.site}, autodiscover.PolicyEWS)
		if len(got.Findings) != 1 {
			t.Errorf("%s: %+v", tt.why, got.Findings)
			continue
		}
		if diff := cmp.Diff(tt.want, got.Findings[0].Subject); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.why, diff)
		}
	}
}
