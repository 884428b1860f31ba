// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package compose_test

import (
	"bytes"
	"testing"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/dntest"
	"github.com/schanneltrust/schannel/internal/growtest"
	"github.com/schanneltrust/schannel/internal/storetest"
	"github.com/schanneltrust/schannel/trustlist/certstore"
	"github.com/schanneltrust/schannel/trustlist/compose"
)

func composed(roots []certstore.Certificate) compose.Composition {
	return compose.Compose(compose.Host{Release: schannel.Server2008R2, Stores: compose.Stores{TrustedRoots: roots}})
}

func BenchmarkGrowCompose(b *testing.B) {
	growtest.Run(b, storetest.Many, func(roots []certstore.Certificate, n int) func() bool {
		return func() bool { return len(composed(roots).List) == n }
	})
}

// BenchmarkBoundCompose looks each subject up, to know duplicates, and adds the
// lengths.
func BenchmarkBoundCompose(b *testing.B) {
	growtest.Run(b, storetest.Many, func(roots []certstore.Certificate, n int) func() bool {
		return func() bool {
			seen, bytes := make(map[string]bool, n), 0
			for i := range roots {
				seen[string(roots[i].Subject)] = true
				bytes += 2 + len(roots[i].Subject)
			}
			return len(seen) == n && bytes > 0
		}
	})
}

func BenchmarkGrowOffers(b *testing.B) {
	client := storetest.Chain(dntest.CN("Sub"), dntest.CN("Middle"), dntest.CN("Top"))
	growtest.Run(b, storetest.Many, func(roots []certstore.Certificate, _ int) func() bool {
		c := composed(roots)
		return func() bool { return len(c.Offers(client)) > 0 }
	})
}

// BenchmarkBoundOffers compares the issuers of the chain with every name.
func BenchmarkBoundOffers(b *testing.B) {
	client := storetest.Chain(dntest.CN("Sub"), dntest.CN("Middle"), dntest.CN("Top"))
	growtest.Run(b, storetest.Many, func(roots []certstore.Certificate, _ int) func() bool {
		return func() bool {
			named := false
			for i := range client {
				for j := range roots {
					named = named || bytes.Equal(client[i].Issuer, roots[j].Subject)
				}
			}
			return !named
		}
	})
}
