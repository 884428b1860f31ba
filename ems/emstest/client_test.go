// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package emstest

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems/derive"
)

// TestSuitesOfOffer: RFC 5246, Section 7.4.1.2: a client that offers a session offers
// its suite too.
func TestSuitesOfOffer(t *testing.T) {
	t.Parallel()
	one, other := cipherSuites[0], cipherSuites[1]
	for _, tt := range []struct {
		name    string
		session *session
		want    []derive.Suite
		why     string
	}{
		{"none", nil, []derive.Suite{one.id}, "no session, one suite"},
		{"same", &session{suite: one, version: schannel.TLS12}, []derive.Suite{one.id}, "its suite stands there already"},
		{"other", &session{suite: other, version: schannel.TLS11}, []derive.Suite{one.id, other.id}, "the suite of a session of another version"},
		{"same-of-another-version", &session{suite: one, version: schannel.TLS11}, []derive.Suite{one.id}, "its suite stands there already"},
		{"unusable", &session{suite: other, version: schannel.TLS12}, []derive.Suite{one.id}, "what a stack has to refuse: its suite is not offered"},
		{"unknown", &session{version: schannel.TLS12}, []derive.Suite{one.id}, "a session that never was has no suite"},
	} {
		o := offer{suite: one, session: tt.session, by: ByID}
		if diff := cmp.Diff(tt.want, o.fields([32]byte{}, schannel.TLS12, nil).Suites); diff != "" {
			t.Errorf("%s: %s (-want +got):\n%s", tt.name, tt.why, diff)
		}
	}
}
