// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package trustlist_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/vocabtest"
	"github.com/schanneltrust/schannel/trustlist"
)

// chain is a client's chain by its issuers, leaf first. The last issuer, that
// of the root, names itself.
func chain(issuers ...trustlist.Name) []trustlist.Certificate {
	var c []trustlist.Certificate
	for _, name := range issuers {
		c = append(c, trustlist.Certificate{Issuer: name})
	}
	return c
}

// verdicts is what Offers says, in the order Schannel, Chromium, Go, NSS, NSS
// before 3.39, OpenSSL strict, OpenSSL.
func verdicts(offers []trustlist.Offer) []string {
	var out []string
	for _, o := range offers {
		text := o.Verdict.String()
		if o.Position >= 0 {
			text = fmt.Sprintf("%s %d/%d %s", text, o.Element, o.Position, o.Match)
		}
		out = append(out, text)
	}
	return out
}

// codeOf is the code that goes with a verdict.
func codeOf(v trustlist.Verdict) schannel.Code {
	switch v {
	case trustlist.OfferedNamed:
		return "trustlist.offer.named"
	case trustlist.OfferedAny:
		return "trustlist.offer.any"
	case trustlist.OfferedAlways:
		return "trustlist.offer.always"
	case trustlist.WithheldCut:
		return "trustlist.offer.cut"
	case trustlist.WithheldUnnamed:
		return "trustlist.offer.unnamed"
	case trustlist.VerdictUnspecified:
	}
	return ""
}

func same(verdict string) []string {
	return []string{verdict, verdict, verdict, verdict, verdict, verdict, "offered-always"}
}

func TestOffers(t *testing.T) {
	t.Parallel()
	sub, top := cn("Sub"), cn("Top")
	inUTF8 := name(rdn{{oidCN, utf8String, "sub"}})
	headless := sub[2:] // 15 bytes of content behind a header of two
	deep := make([]trustlist.Name, 0, 24)
	for i := range 23 {
		deep = append(deep, cn(fmt.Sprintf("Level %d", i)))
	}
	tests := []struct {
		name  string
		why   string
		chain []trustlist.Certificate
		list  trustlist.List
		want  []string
	}{
		{"issuer-named", "the direct issuer is enough: CERT_CHAIN_FIND_BY_ISSUER_PARA", chain(sub, top, top), trustlist.List{cn("X"), sub}, same("offered-named 0/1 identical")},
		{"root-named", "KB2801679: a root of the list in its chain", chain(sub, top, top), trustlist.List{top}, same("offered-named 1/0 identical")},
		{"chain-without-root", "the issuer of the last certificate is the root", chain(sub, top), trustlist.List{top}, same("offered-named 1/0 identical")},
		{"leaf-alone", "what is not given cannot match", chain(sub), trustlist.List{top}, same("withheld-unnamed")},
		{"unnamed", "KB2464556, Cause: no entry matches", chain(sub, top, top), trustlist.List{cn("X")}, same("withheld-unnamed")},
		{"empty", "RFC 5246, Section 7.4.4: any certificate; NSS_CmpCertChainWCANames finds none", chain(sub, top), trustlist.List{}, []string{"offered-any", "offered-any", "offered-any", "withheld-unnamed", "withheld-unnamed", "offered-any", "offered-always"}},
		{
			"folded", "only X509_NAME_cmp folds letters and string types", chain(sub, top),
			trustlist.List{inUTF8},
			[]string{"withheld-unnamed", "withheld-unnamed", "withheld-unnamed", "withheld-unnamed", "withheld-unnamed", "offered-named 0/0 folded", "offered-always"},
		},
		{
			"without-header", "only NSS before 3.39 compares a second time without the header", chain(sub, top),
			trustlist.List{headless},
			[]string{"withheld-unnamed", "withheld-unnamed", "withheld-unnamed", "withheld-unnamed", "offered-named 0/0 header-stripped", "withheld-unnamed", "offered-always"},
		},
		{
			"twenty-three-levels", "NSS climbs 21 times at most", chain(deep...),
			trustlist.List{deep[22]},
			[]string{"offered-named 22/0 identical", "offered-named 22/0 identical", "offered-named 22/0 identical", "withheld-unnamed", "withheld-unnamed", "offered-named 22/0 identical", "offered-always"},
		},
		{"twenty-two-levels", "NSS climbs 21 times", chain(deep[:22]...), trustlist.List{deep[21]}, same("offered-named 21/0 identical")},
		{"no-chain", "without a certificate nothing matches", nil, trustlist.List{top}, same("withheld-unnamed")},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			offers := trustlist.Offers(tt.chain, tt.list)
			for _, o := range offers {
				vocabtest.Findings(t, []schannel.Finding{o.Finding})
				require.Equal(t, codeOf(o.Verdict), o.Finding.Code)
			}
			if diff := cmp.Diff(tt.want, verdicts(offers)); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
		})
	}
}

// TestComposedOffers asks about lists that are cut. Each name takes 100 bytes,
// so that 163 fit in 16,384 bytes; of 164 and more the first 163 are sent.
func TestComposedOffers(t *testing.T) {
	t.Parallel()
	type outcome struct {
		Verdict   trustlist.Verdict
		Position  int
		Past      int
		Certainty schannel.Certainty
	}
	store := func(n int) trustlist.Stores { return trustlist.Stores{TrustedRoots: many(n)} }
	at := func(i int) []trustlist.Certificate { return chain(many(i + 1)[i].Subject) }
	tests := []struct {
		name  string
		why   string
		host  trustlist.Host
		chain []trustlist.Certificate
		want  outcome
	}{
		{"kept", "the first is sent in any case", trustlist.Host{Release: schannel.Server2008, Stores: store(400)}, at(0), outcome{trustlist.OfferedNamed, 0, 100 - 16384, schannel.Likely}},
		{"last-kept", "the names alone take 98 bytes: 167 fit", trustlist.Host{Release: schannel.Server2008, Stores: store(400)}, at(162), outcome{trustlist.OfferedNamed, 162, 16300 - 16384, schannel.Likely}},
		{"at-risk", "sent if the names alone are counted", trustlist.Host{Release: schannel.Server2008, Stores: store(400)}, at(163), outcome{trustlist.WithheldCut, 163, 16, schannel.Undocumented}},
		{"cut", "KB2464556, Cause", trustlist.Host{Release: schannel.Server2008, Stores: store(400)}, at(399), outcome{trustlist.WithheldCut, 399, 40000 - 16384, schannel.Likely}},
		{"cut-2003", "12,288 bytes on Windows Server 2003", trustlist.Host{Release: schannel.Server2003, Stores: store(163)}, at(162), outcome{trustlist.WithheldCut, 162, 16300 - 12288, schannel.Likely}},
		{"silent", "KB2464556, Method 3", trustlist.Host{Release: schannel.Server2008, Stores: store(400), Registry: setting("SendTrustedIssuerList", 0)}, at(399), outcome{trustlist.OfferedAny, -1, 0, schannel.Likely}},
		{"not-sent", "TLS registry settings: FALSE from 2012 on", trustlist.Host{Release: schannel.Server2016, Stores: store(400)}, at(399), outcome{trustlist.OfferedAny, -1, 0, schannel.Likely}},
		{"unknown", "nobody says what 2 does", trustlist.Host{Release: schannel.Server2016, Stores: store(3), Registry: setting("SendTrustedIssuerList", 2)}, chain(cn("X")), outcome{trustlist.WithheldUnnamed, -1, 0, schannel.Undocumented}},
		{"empty-with-mapper", "dotnet/runtime#60949: one name that nobody has, and clients send nothing", trustlist.Host{Release: schannel.Server2008}, at(0), outcome{trustlist.WithheldUnnamed, -1, 0, schannel.Likely}},
		{"empty-without-mapper", "SCH_CRED_NO_SYSTEM_MAPPER removes the name", trustlist.Host{Release: schannel.Server2008, NoSystemMapper: true}, at(0), outcome{trustlist.OfferedAny, -1, 0, schannel.Likely}},
		{"better-match", "lost below, at risk above", trustlist.Host{Release: schannel.Server2008, Stores: store(400)}, append(at(399), at(164)...), outcome{trustlist.WithheldCut, 164, 116, schannel.Undocumented}},
		{"sure-match", "at risk below, safe above", trustlist.Host{Release: schannel.Server2008, Stores: store(400)}, append(at(163), at(1)...), outcome{trustlist.OfferedNamed, 1, 200 - 16384, schannel.Likely}},
		{"by-policy", "sent if the names alone are counted, as this host is said to do", trustlist.Host{Release: schannel.Server2008, Stores: store(400), Policy: trustlist.Policy{Counting: trustlist.CountNames}}, append(at(399), at(163)...), outcome{trustlist.OfferedNamed, 163, 164*98 - 16384, schannel.Undocumented}},
		{"unknown-but-named", "offered whether or not a list is sent", trustlist.Host{Release: schannel.Server2016, Stores: store(3), Registry: setting("SendTrustedIssuerList", 2)}, at(1), outcome{trustlist.OfferedNamed, 1, 200 - 16384, schannel.Likely}},
		{"second-match", "the issuer is cut, the root is sent", trustlist.Host{Release: schannel.Server2008, Stores: store(400)}, append(at(399), at(5)...), outcome{trustlist.OfferedNamed, 5, 600 - 16384, schannel.Likely}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			c, err := trustlist.Compose(tt.host)
			require.NoError(t, err)
			o := c.Offers(tt.chain)[0]
			require.Equal(t, trustlist.SchannelClient, o.Family)
			require.Equal(t, codeOf(o.Verdict), o.Finding.Code)
			vocabtest.Findings(t, []schannel.Finding{o.Finding})
			if diff := cmp.Diff(tt.want, outcome{o.Verdict, o.Position, o.Past, o.Finding.Certainty}); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
		})
	}
}

func BenchmarkOffers(b *testing.B) {
	c, err := trustlist.Compose(trustlist.Host{Release: schannel.Server2008, Stores: trustlist.Stores{TrustedRoots: many(353)}})
	require.NoError(b, err)
	client := chain(cn("Sub"), cn("Middle"), cn("Top"))
	b.ReportAllocs()
	for b.Loop() {
		if len(c.Offers(client)) != 7 {
			b.Fatal("families")
		}
	}
}

func ExampleOffers() {
	// A client below "Sub", which is below "Top", sees a list that names "top".
	list := trustlist.List{name(rdn{{oidCN, utf8String, "top"}})}
	for _, o := range trustlist.Offers(chain(cn("Sub"), cn("Top")), list) {
		fmt.Println(o.Family, o.Verdict)
	}
	// Output:
	// schannel withheld-unnamed
	// chromium-windows withheld-unnamed
	// go withheld-unnamed
	// nss withheld-unnamed
	// nss-before-3.39 withheld-unnamed
	// openssl offered-named
	// openssl-default offered-always
}

func ExampleComposition_Offers() {
	c, err := trustlist.Compose(trustlist.Host{
		Release: schannel.Server2008R2,
		Stores:  trustlist.Stores{TrustedRoots: many(200)},
	})
	if err != nil {
		panic(err)
	}
	o := c.Offers(chain(many(200)[199].Subject))[0]
	fmt.Println(o.Verdict.Offered())
	fmt.Println(o.Finding.Text)
	// Output:
	// false
	// Schannel, Internet Explorer offers no certificate: the issuer of element 0 of its chain stands at position 199 of the list (identical), 3616 bytes beyond the limit, and is cut off.
}
