// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package offer_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel/trustlist"
	"github.com/schanneltrust/schannel/trustlist/certstore"
	"github.com/schanneltrust/schannel/trustlist/offer"
)

// TestChainOutsideASCII: a name in ASCII is found although every name of the chain
// has characters outside it: U+212A, the Kelvin sign, is k in lower case
// (CaseFolding.txt of Unicode), which is how X500Principal of the JDK folds.
func TestChainOutsideASCII(t *testing.T) {
	t.Parallel()
	kelvin := utf8CN("\u212a")
	offers := offer.Offers([]certstore.Certificate{{Subject: kelvin, Issuer: kelvin}}, trustlist.List{utf8CN("x"), utf8CN("k")})
	i := slices.IndexFunc(offers, func(o offer.Offer) bool { return o.Family == offer.Java })
	require.Equal(t, offer.OfferedNamed, offers[i].Verdict)
	require.Equal(t, 1, offers[i].Position)
}
