// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package autodiscover_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/schanneltrust/schannel/autodiscover"
	"github.com/schanneltrust/schannel/internal/growtest"
)

func BenchmarkGrowOrder(b *testing.B) {
	c := autodiscover.Client{Product: autodiscover.Outlook2010, Mail: "anna@contoso.com", Site: "Site07"}
	growtest.Run(b, manySCPs, func(f autodiscover.Forest, n int) func() bool {
		return func() bool { return len(autodiscover.Order(f, c, autodiscover.PolicyOldest).Order) == n }
	})
}

// BenchmarkBoundOrder sorts the same URLs in one case.
func BenchmarkBoundOrder(b *testing.B) {
	growtest.Run(b, manySCPs, func(f autodiscover.Forest, n int) func() bool {
		return func() bool {
			urls := make([]string, 0, n)
			for i := range f.Own.SCPs {
				urls = append(urls, strings.ToUpper(f.Own.SCPs[i].URL()))
			}
			slices.Sort(urls)
			return len(urls) == n
		}
	})
}
