// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package exchangereport

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/schanneltrust/schannel/exchangecert/exchange"
)

// TestSettle: facts go to the server of the same name, which may be written
// without its domain; a server of the same name in another domain is another.
func TestSettle(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, facts string
		want        exchange.Version
	}{
		{"same", "hub1.fabrikam.example", exchange.Exchange2016},
		{"short", "HUB1", exchange.Exchange2016},
		{"other-domain", "hub1.contoso.example", exchange.VersionUnspecified},
		{"other", "hub2", exchange.VersionUnspecified},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			g := Gathered{
				Hosts: []Host{{Server: exchange.Server{Name: "hub1.fabrikam.example"}}, {Server: exchange.Server{Name: "hub3"}}},
				Facts: []exchange.Server{{Name: tt.facts, Version: exchange.Exchange2016}},
			}
			g.Settle()
			if diff := cmp.Diff(tt.want, g.Hosts[0].Version); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
