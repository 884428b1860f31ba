// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package offer_test

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
	"github.com/schanneltrust/schannel/trustlist/offer"
)

// utf8CN is a name with a common name in UTF-8 only.
func utf8CN(text string) trustlist.Name {
	return dntest.Name(dntest.Of(dntest.CommonName, dntest.UTF8String, text))
}

// verdicts is what Offers says, in the order Schannel, Chromium, Go, NSS, NSS
// before 3.39, OpenSSL strict, OpenSSL.
func verdicts(offers []offer.Offer) []string {
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
func codeOf(v offer.Verdict) schannel.Code {
	switch v {
	case offer.OfferedNamed:
		return "trustlist.offer.named"
	case offer.OfferedAny:
		return "trustlist.offer.any"
	case offer.OfferedAlways:
		return "trustlist.offer.always"
	case offer.WithheldCut:
		return "trustlist.offer.cut"
	case offer.WithheldUnnamed:
		return "trustlist.offer.unnamed"
	case offer.VerdictUnspecified:
	}
	return ""
}

func same(verdict string) []string {
	return []string{verdict, verdict, verdict, verdict, verdict, verdict, "offered-always"}
}

func TestOffers(t *testing.T) {
	t.Parallel()
	sub, top := trustlist.Name(dntest.CN("Sub")), trustlist.Name(dntest.CN("Top"))
	inUTF8 := utf8CN("sub")
	headless := sub[2:] // 15 bytes of content behind a header of two
	deep := make([]trustlist.Name, 0, 24)
	for i := range 23 {
		deep = append(deep, dntest.CN(fmt.Sprintf("Level %d", i)))
	}
	tests := []struct {
		name  string
		why   string
		chain []certstore.Certificate
		list  trustlist.List
		want  []string
	}{
		{"issuer-named", "the direct issuer is enough: CERT_CHAIN_FIND_BY_ISSUER_PARA", storetest.Chain(sub, top, top), trustlist.List{dntest.CN("X"), sub}, same("offered-named 0/1 identical")},
		{"root-named", "KB2801679: a root of the list in its chain", storetest.Chain(sub, top, top), trustlist.List{top}, same("offered-named 1/0 identical")},
		{"chain-without-root", "the issuer of the last certificate is the root", storetest.Chain(sub, top), trustlist.List{top}, same("offered-named 1/0 identical")},
		{"leaf-alone", "what is not given cannot match", storetest.Chain(sub), trustlist.List{top}, same("withheld-unnamed")},
		{"unnamed", "KB2464556, Cause: no entry matches", storetest.Chain(sub, top, top), trustlist.List{dntest.CN("X")}, same("withheld-unnamed")},
		{"empty", "RFC 5246, Section 7.4.4: any certificate; NSS_CmpCertChainWCANames finds none", storetest.Chain(sub, top), trustlist.List{}, []string{"offered-any", "offered-any", "offered-any", "withheld-unnamed", "withheld-unnamed", "offered-any", "offered-always"}},
		{
			"folded", "only X509_NAME_cmp folds letters and string types", storetest.Chain(sub, top),
			trustlist.List{inUTF8},
			[]string{"withheld-unnamed", "withheld-unnamed", "withheld-unnamed", "withheld-unnamed", "withheld-unnamed", "offered-named 0/0 folded", "offered-always"},
		},
		{
			"without-header", "only NSS before 3.39 compares a second time without the header", storetest.Chain(sub, top),
			trustlist.List{headless},
			[]string{"withheld-unnamed", "withheld-unnamed", "withheld-unnamed", "withheld-unnamed", "offered-named 0/0 header-stripped", "withheld-unnamed", "offered-always"},
		},
		{
			"twenty-three-levels", "NSS climbs 21 times at most", storetest.Chain(deep...),
			trustlist.List{deep[22]},
			[]string{"offered-named 22/0 identical", "offered-named 22/0 identical", "offered-named 22/0 identical", "withheld-unnamed", "withheld-unnamed", "offered-named 22/0 identical", "offered-always"},
		},
		{"twenty-two-levels", "NSS climbs 21 times", storetest.Chain(deep[:22]...), trustlist.List{deep[21]}, same("offered-named 21/0 identical")},
		{"no-chain", "without a certificate nothing matches", nil, trustlist.List{top}, same("withheld-unnamed")},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			offers := offer.Offers(tt.chain, tt.list)
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

func ExampleOffers() {
	// A client below "Sub", which is below "Top", sees a list that names "top".
	list := trustlist.List{utf8CN("top")}
	for _, o := range offer.Offers(storetest.Chain(dntest.CN("Sub"), dntest.CN("Top")), list) {
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
