// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package compose_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/dntest"
	"github.com/schanneltrust/schannel/internal/storetest"
	"github.com/schanneltrust/schannel/internal/vocabtest"
	"github.com/schanneltrust/schannel/trustlist"
	"github.com/schanneltrust/schannel/trustlist/certstore"
	"github.com/schanneltrust/schannel/trustlist/compose"
)

func TestExpect(t *testing.T) {
	t.Parallel()
	many := compose.Stores{TrustedRoots: storetest.Many(400)}
	first, last := storetest.Many(1)[0].Subject, storetest.Many(400)[399].Subject
	tests := []struct {
		name, why       string
		host            compose.Host
		present, absent trustlist.List
		want            []string
	}{
		{"ordered", "KB2464556, Cause", compose.Host{Release: schannel.Server2008R2, Ordered: true, Stores: many}, trustlist.List{first, last}, nil, []string{"trustlist.expect.cut certain"}},
		{"any-order", "KB2880390: the order can change", compose.Host{Release: schannel.Server2008R2, Stores: many}, trustlist.List{first}, nil, []string{"trustlist.expect.at_risk undocumented"}},
		{"not-sent", "TLS registry settings: FALSE from 2012 on", compose.Host{Release: schannel.Server2016, Stores: many}, trustlist.List{first}, trustlist.List{last}, []string{"trustlist.expect.unwanted certain", "trustlist.expect.not_sent certain"}},
		{"not-sent-not-asked", "no name is wanted", compose.Host{Release: schannel.Server2016, Stores: many}, nil, trustlist.List{dntest.CN("x")}, []string{}},
		{"perhaps-sent", "no document tells what 2 does", compose.Host{Release: schannel.Server2016, Ordered: true, Registry: setting("SendTrustedIssuerList", 2), Stores: many}, trustlist.List{last}, nil, []string{"trustlist.expect.cut certain"}},
		{"small", "the whole list is sent", compose.Host{Release: schannel.Server2008R2, Stores: compose.Stores{TrustedRoots: storetest.Many(3)}}, trustlist.List{first}, nil, []string{}},
		{"nothing-known", "of a host without a release there is no list", compose.Host{Stores: many}, trustlist.List{first}, nil, []string{"trustlist.expect.unknown insufficient-data"}},
		{"no-stores", "nor of one without stores", compose.Host{Release: schannel.Server2008R2}, nil, trustlist.List{first}, []string{"trustlist.expect.unknown insufficient-data"}},
		{"no-stores-both", "one name that must be there and one that must not", compose.Host{Release: schannel.Server2008R2}, trustlist.List{first}, trustlist.List{last}, []string{"trustlist.expect.unknown insufficient-data"}},
		{"nothing-asked", "no name is asked about", compose.Host{}, nil, nil, []string{}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			c := compose.Compose(tt.host)
			got := []string{}
			findings := c.Expect(tt.present, tt.absent)
			for _, f := range findings {
				got = append(got, string(f.Code)+" "+f.Certainty.String())
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
			vocabtest.Findings(t, slices.Concat(c.Findings, findings))
		})
	}
}

// TestMissing: what would have to be known of a host.
func TestMissing(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, why string
		host      compose.Host
		want      []schannel.Code
	}{
		{"nothing", "neither the release nor the stores", compose.Host{}, []schannel.Code{"trustlist.missing.release", "trustlist.missing.stores"}},
		{"no-release", "the stores alone do not tell", compose.Host{Stores: compose.Stores{TrustedRoots: storetest.Many(1)}}, []schannel.Code{"trustlist.missing.release"}},
		{"no-stores", "the release alone does not", compose.Host{Release: schannel.Server2016}, []schannel.Code{"trustlist.missing.stores"}},
		{"issuers-2008", "a store that does not count there tells nothing", compose.Host{Release: schannel.Server2008, Stores: compose.Stores{ClientAuthIssuers: storetest.Many(1)}}, []schannel.Code{"trustlist.missing.stores"}},
		{"all", "both are there", compose.Host{Release: schannel.Server2016, Stores: compose.Stores{TrustedRoots: storetest.Many(1)}}, nil},
	}
	for _, tt := range tests {
		if diff := cmp.Diff(tt.want, codesOf(compose.Compose(tt.host).Missing())); diff != "" {
			t.Errorf("%s: %s (-want +got):\n%s", tt.name, tt.why, diff)
		}
	}
}

func ExampleComposition_Missing() {
	for _, phrase := range compose.Compose(compose.Host{Release: schannel.Server2016}).Missing() {
		fmt.Println(phrase.Text)
	}
	// Output:
	// the registry values and the certificate stores of the server
}

func ExampleComposition_Expect() {
	root := certstore.Certificate{Subject: []byte("root"), Issuer: []byte("root"), SelfIssued: true}
	c := compose.Compose(compose.Host{Release: schannel.Server2016, Stores: compose.Stores{TrustedRoots: []certstore.Certificate{root}}})
	for _, f := range c.Expect(trustlist.List{root.Subject}, nil) {
		fmt.Println(f.Text)
	}
	// Output:
	// The server sends no list, so none of the 1 names that must be in it is named. A client may then offer any certificate.
}
