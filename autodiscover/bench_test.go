// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package autodiscover_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/autodiscover"
)

// manySCPs is a directory of n servers at a hundred sites.
func manySCPs(n int) autodiscover.Forest {
	d := autodiscover.Directory{InOrder: schannel.Yes}
	for i := range n {
		s := autodiscover.SCP{
			Kind: autodiscover.URLEntry, Server: fmt.Sprintf("CAS%05d", i),
			Keywords: []string{guidURL}, Bindings: []string{fmt.Sprintf("https://cas%05d.contoso.com/Autodiscover/Autodiscover.xml", i*7919%n)},
			Created: time.Unix(int64(1e9+i*104729%n), 0).UTC(),
		}
		if i%3 > 0 {
			s.Keywords = append(s.Keywords, fmt.Sprintf("Site=Site%02d", i%100))
		}
		d.SCPs = append(d.SCPs, s)
	}
	return autodiscover.Forest{Own: d}
}

// BenchmarkOrder sorts 10,000 entries by each policy, beside a plain sort of
// the same URLs in one case, which is the least that has to be done.
func BenchmarkOrder(b *testing.B) {
	const n = 10_000
	f := manySCPs(n)
	b.Run("plain-sort", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			urls := make([]string, 0, n)
			for _, s := range f.Own.SCPs {
				urls = append(urls, strings.ToUpper(s.URL()))
			}
			slices.Sort(urls)
		}
	})
	c := autodiscover.Client{Product: autodiscover.Outlook2010, Mail: "anna@contoso.com", Site: "Site07"}
	for p := autodiscover.PolicyDocs; p <= autodiscover.PolicyOXDISCO; p++ {
		b.Run(p.String(), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				autodiscover.Order(f, c, p)
			}
		})
	}
}

// TestOrderGrows holds that twice the entries need about twice the memory, by
// every policy: nothing is compared with everything.
func TestOrderGrows(t *testing.T) {
	c := autodiscover.Client{Product: autodiscover.Outlook2010, Mail: "anna@contoso.com", Site: "Site07"}
	for p := autodiscover.PolicyDocs; p <= autodiscover.PolicyOXDISCO; p++ {
		allocations := func(n int) float64 {
			f := manySCPs(n)
			return testing.AllocsPerRun(3, func() { autodiscover.Order(f, c, p) })
		}
		if one, two := allocations(4_000), allocations(8_000); two > 2.3*one {
			t.Errorf("%s: %.0f allocations for 4,000 entries, %.0f for 8,000", p, one, two)
		}
	}
}
