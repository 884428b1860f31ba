// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package removal

import (
	"time"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/trustlist"
	"github.com/schanneltrust/schannel/trustlist/certstore"
)

// PlanFor is Plan for certificates that a list names and any limit.
func PlanFor(certificates []certstore.Certificate, profile trustlist.Profile, at time.Time, required []schannel.Thumbprint, options PlanOptions) RemovalPlan {
	p := newPlanner(certificates, profile, options)
	p.at, p.required = at, required
	if profile.Release != schannel.ReleaseUnspecified {
		p.known.Releases = []schannel.Release{profile.Release}
	}
	return p.plan()
}
