// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package compose_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/dntest"
	"github.com/schanneltrust/schannel/internal/storetest"
	"github.com/schanneltrust/schannel/internal/vocabtest"
	"github.com/schanneltrust/schannel/trustlist"
	"github.com/schanneltrust/schannel/trustlist/certstore"
	"github.com/schanneltrust/schannel/trustlist/compose"
	"github.com/schanneltrust/schannel/trustlist/listtest"
	"github.com/schanneltrust/schannel/trustlist/offer"
)

// TestComposedOffers asks about lists that are cut, in an order that is known.
// Each name takes 100 bytes, so that 163 fit in 16,384 bytes; of 164 and more
// the first 163 are sent.
func TestComposedOffers(t *testing.T) {
	t.Parallel()
	type outcome struct {
		Verdict   offer.Verdict
		Position  int
		Past      int
		Certainty schannel.Certainty
	}
	store := func(n int) compose.Stores { return compose.Stores{TrustedRoots: storetest.Many(n)} }
	unfit := compose.Stores{TrustedRoots: []certstore.Certificate{storetest.Limited(storetest.Root("a"), serverAuthentication)}}
	at := func(i int) []certstore.Certificate { return storetest.Chain(storetest.Many(i + 1)[i].Subject) }
	tests := []struct {
		name  string
		why   string
		host  compose.Host
		chain []certstore.Certificate
		want  outcome
	}{
		{"kept", "the first is sent in any case", compose.Host{Release: schannel.Server2008, Ordered: true, Stores: store(400)}, at(0), outcome{offer.OfferedNamed, 0, 100 - 16384, schannel.Likely}},
		{"last-kept", "the names alone take 98 bytes: 167 fit", compose.Host{Release: schannel.Server2008, Ordered: true, Stores: store(400)}, at(162), outcome{offer.OfferedNamed, 162, 16300 - 16384, schannel.Likely}},
		{"at-risk", "sent if the names alone are counted", compose.Host{Release: schannel.Server2008, Ordered: true, Stores: store(400)}, at(163), outcome{offer.WithheldCut, 163, 16, schannel.Undocumented}},
		{"cut", "KB2464556, Cause", compose.Host{Release: schannel.Server2008, Ordered: true, Stores: store(400)}, at(399), outcome{offer.WithheldCut, 399, 40000 - 16384, schannel.Likely}},
		{"cut-2003", "12,288 bytes on Windows Server 2003", compose.Host{Release: schannel.Server2003, Ordered: true, Stores: store(163)}, at(162), outcome{offer.WithheldCut, 162, 16300 - 12288, schannel.Likely}},
		{"silent", "KB2464556, Method 3", compose.Host{Release: schannel.Server2008, Ordered: true, Stores: store(400), Registry: setting("SendTrustedIssuerList", 0)}, at(399), outcome{offer.OfferedAny, -1, 0, schannel.Likely}},
		{"not-sent", "TLS registry settings: FALSE from 2012 on", compose.Host{Release: schannel.Server2016, Stores: store(400)}, at(399), outcome{offer.OfferedAny, -1, 0, schannel.Likely}},
		{"unknown", "nobody says what 2 does", compose.Host{Release: schannel.Server2016, Stores: store(3), Registry: setting("SendTrustedIssuerList", 2)}, storetest.Chain(dntest.CN("X")), outcome{offer.WithheldUnnamed, -1, 0, schannel.Undocumented}},
		{"empty-with-mapper", "dotnet/runtime#60949: one name that nobody has, and clients send nothing", compose.Host{Release: schannel.Server2008, Stores: unfit}, at(0), outcome{offer.WithheldUnnamed, -1, 0, schannel.Likely}},
		{"empty-without-mapper", "SCH_CRED_NO_SYSTEM_MAPPER removes the name", compose.Host{Release: schannel.Server2008, NoSystemMapper: true, Stores: unfit}, at(0), outcome{offer.OfferedAny, -1, 0, schannel.Likely}},
		{"better-match", "lost below, at risk above", compose.Host{Release: schannel.Server2008, Ordered: true, Stores: store(400)}, append(at(399), at(164)...), outcome{offer.WithheldCut, 164, 116, schannel.Undocumented}},
		{"sure-match", "at risk below, safe above", compose.Host{Release: schannel.Server2008, Ordered: true, Stores: store(400)}, append(at(163), at(1)...), outcome{offer.OfferedNamed, 1, 200 - 16384, schannel.Likely}},
		{"by-policy", "sent if the names alone are counted, as this host is said to do", compose.Host{Release: schannel.Server2008, Ordered: true, Stores: store(400), Policy: trustlist.Policy{Counting: trustlist.CountNames}}, append(at(399), at(163)...), outcome{offer.OfferedNamed, 163, 164*98 - 16384, schannel.Undocumented}},
		{"unknown-but-named", "offered whether or not a list is sent", compose.Host{Release: schannel.Server2016, Stores: store(3), Registry: setting("SendTrustedIssuerList", 2)}, at(1), outcome{offer.OfferedNamed, 1, 200 - 16384, schannel.Likely}},
		{"order-unknown", "KB2880390: the order of a store can change", compose.Host{Release: schannel.Server2008, Stores: store(400)}, at(0), outcome{offer.OfferedNamed, 0, 100 - 16384, schannel.Undocumented}},
		{"order-unknown-cut", "in another order the name would be sent", compose.Host{Release: schannel.Server2008, Stores: store(400)}, at(399), outcome{offer.WithheldCut, 399, 40000 - 16384, schannel.Undocumented}},
		{"whole-whatever-the-order", "nothing is cut", compose.Host{Release: schannel.Server2008, Stores: store(100)}, at(3), outcome{offer.OfferedNamed, 3, 400 - 16384, schannel.Likely}},
		{"no-stores", "nothing is known of the list", compose.Host{Release: schannel.Server2008}, at(0), outcome{offer.OfferedAny, -1, 0, schannel.InsufficientData}},
		{"second-match", "the issuer is cut, the root is sent", compose.Host{Release: schannel.Server2008, Ordered: true, Stores: store(400)}, append(at(399), at(5)...), outcome{offer.OfferedNamed, 5, 600 - 16384, schannel.Likely}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			c := compose.Compose(tt.host)
			o := c.Offers(tt.chain)[0]
			require.Equal(t, offer.SchannelClient, o.Family)
			vocabtest.Findings(t, []schannel.Finding{o.Finding})
			if diff := cmp.Diff(tt.want, outcome{o.Verdict, o.Position, o.Past, o.Finding.Certainty}); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
		})
	}
}

func BenchmarkOffers(b *testing.B) {
	c := compose.Compose(compose.Host{Release: schannel.Server2008, Stores: compose.Stores{TrustedRoots: storetest.Many(353)}})
	client := storetest.Chain(dntest.CN("Sub"), dntest.CN("Middle"), dntest.CN("Top"))
	b.ReportAllocs()
	for b.Loop() {
		if len(c.Offers(client)) == 0 {
			b.Fatal("families")
		}
	}
}

func ExampleComposition_Offers() {
	names, _ := listtest.Synthesize(listtest.Synthesis{Names: 200, Bytes: 20000})
	var roots []certstore.Certificate
	for _, name := range names {
		roots = append(roots, certstore.Certificate{Subject: name, Issuer: name, SelfIssued: true})
	}
	c := compose.Compose(compose.Host{Release: schannel.Server2008R2, Stores: compose.Stores{TrustedRoots: roots}})
	o := c.Offers([]certstore.Certificate{{Issuer: names[199]}})[0]
	fmt.Println(o.Verdict.Offered())
	fmt.Println(o.Finding.Text)
	// Output:
	// false
	// Schannel, Internet Explorer offers no certificate: the issuer of certificate no. 1 of its chain is no. 200 of the list (identical), 3616 bytes beyond the limit, and is cut off.
}
