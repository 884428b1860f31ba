// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package offer_test

import (
	"fmt"
	"slices"
	"strings"
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

// verdicts is what Offers says, in the order Schannel, Chromium on Windows, Go,
// NSS, NSS before 3.39, OpenSSL strict, OpenSSL, Firefox, Java, GnuTLS, Chromium
// elsewhere, NSS_CmpCertChainWCANames.
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
		return "trustlist.offer.unknown"
	}
	return ""
}

func same(verdict string) []string {
	return others(verdict, nil)
}

// others is one verdict for all families but those that are given by position,
// and OpenSSL, which compares nothing.
func others(verdict string, but map[int]string) []string {
	all := slices.Repeat([]string{verdict}, 12)
	all[6] = "offered-always"
	for i, other := range but {
		all[i] = other
	}
	return all
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
		{"named-twice", "the first of two names that are as sure to be sent", storetest.Chain(sub, top, top), trustlist.List{sub, sub}, same("offered-named 0/0 identical")},
		{"named-twice-behind", "wherever the first is", storetest.Chain(sub, top, top), trustlist.List{dntest.CN("X"), sub, sub}, same("offered-named 0/1 identical")},
		{"root-named", "KB2801679: a root of the list in its chain", storetest.Chain(sub, top, top), trustlist.List{top}, same("offered-named 1/0 identical")},
		{"chain-without-root", "the issuer of the last certificate is the root", storetest.Chain(sub, top), trustlist.List{top}, same("offered-named 1/0 identical")},
		{"leaf-alone", "what is not given cannot match", storetest.Chain(sub), trustlist.List{top}, same("withheld-unnamed")},
		{"unnamed", "KB2464556, Cause: no entry matches", storetest.Chain(sub, top, top), trustlist.List{dntest.CN("X")}, same("withheld-unnamed")},
		{"empty", "RFC 5246, Section 7.4.4: any certificate; NSS_CmpCertChainWCANames finds none", storetest.Chain(sub, top), trustlist.List{}, others("offered-any", map[int]string{4: "withheld-unnamed", 11: "withheld-unnamed"})},
		{
			"folded", "X509_NAME_cmp and X500Principal fold letters and string types", storetest.Chain(sub, top),
			trustlist.List{inUTF8},
			others("withheld-unnamed", map[int]string{5: "offered-named 0/0 folded", 8: "offered-named 0/0 folded"}),
		},
		{
			"without-header", "only NSS before 3.39 compares a second time without the header", storetest.Chain(sub, top),
			trustlist.List{headless},
			others("withheld-unnamed", map[int]string{4: "offered-named 0/0 header-stripped"}),
		},
		{
			"twenty-three-levels", "NSS_CmpCertChainWCANames climbs 21 times at most", storetest.Chain(deep...),
			trustlist.List{deep[22]},
			others("offered-named 22/0 identical", map[int]string{4: "withheld-unnamed", 11: "withheld-unnamed"}),
		},
		{"twenty-two-levels", "NSS climbs 21 times", storetest.Chain(deep[:22]...), trustlist.List{deep[21]}, same("offered-named 21/0 identical")},
		{
			"string-type", "NSS_GetClientAuthData compares text", storetest.Chain(sub, top),
			trustlist.List{utf8CN("Sub")},
			others("withheld-unnamed", map[int]string{3: "offered-named 0/0 folded", 5: "offered-named 0/0 folded", 8: "offered-named 0/0 folded"}),
		},
		{
			"subject-named", "Firefox looks at subjects too: a server that names the leaf itself",
			[]certstore.Certificate{{Subject: dntest.CN("Leaf"), Issuer: sub}},
			trustlist.List{dntest.CN("Leaf")},
			others("withheld-unnamed", map[int]string{7: "offered-named 0/0 identical"}),
		},
		{"no-attributes", "two names without attributes are the same", storetest.Chain(dntest.Name()), trustlist.List{dntest.Name()}, same("offered-named 0/0 identical")},
		{
			"control-character", "AVA of the JDK trims what is not above U+0020", storetest.Chain(utf8CN("Sub\x00")),
			trustlist.List{sub},
			others("withheld-unnamed", map[int]string{8: "offered-named 0/0 folded"}),
		},
		{
			"malformed", "what is no name is compared by its bytes, if bytes are compared", storetest.Chain(trustlist.Name("a")),
			trustlist.List{trustlist.Name("a")},
			others("offered-named 0/0 identical", map[int]string{3: "withheld-unnamed", 5: "withheld-unnamed", 8: "withheld-unnamed"}),
		},
		{"nothing", "no bytes are like nothing that is no name", storetest.Chain(trustlist.Name("a")), trustlist.List{{}}, same("withheld-unnamed")},
		{"nothing-inside", "no bytes are not what is inside of a name", storetest.Chain(nil), trustlist.List{dntest.Name()}, same("withheld-unnamed")},
		{"no-names", "what is no name is like no other", storetest.Chain(trustlist.Name("a")), trustlist.List{trustlist.Name("b")}, same("withheld-unnamed")},
		{"no-chain", "nothing is known of the client", nil, trustlist.List{top}, slices.Repeat([]string{"unspecified"}, 12)},
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

// TestOffersOfNothing: the zero Seen knows neither a list nor whether one is
// sent.
func TestOffersOfNothing(t *testing.T) {
	t.Parallel()
	for _, o := range (offer.Seen{}).Offers(storetest.Chain(dntest.CN("Sub"))) {
		if o.Family == offer.OpenSSLDefault {
			require.Equal(t, offer.OfferedAlways, o.Verdict, "it takes no notice of the list")
			continue
		}
		require.Equal(t, schannel.InsufficientData, o.Finding.Certainty)
		require.Equal(t, []schannel.Code{"trustlist.missing.sending"}, missing(o))
		require.Empty(t, o.Finding.Outcomes, "what is not known is not open")
	}
	for _, o := range offer.Offers(nil, trustlist.List{dntest.CN("Sub")}) {
		require.Equal(t, []schannel.Code{"trustlist.missing.chain"}, missing(o), "the list is known")
	}
	for _, o := range (offer.Seen{}).Offers(nil) {
		require.Equal(t, o.Family == offer.OpenSSLDefault, len(missing(o)) == 1, "it takes no notice of the list")
	}
}

// missing is the codes of what a verdict lacks.
func missing(o offer.Offer) []schannel.Code {
	var codes []schannel.Code
	for _, p := range o.Finding.Missing {
		codes = append(codes, p.Code)
	}
	return codes
}

// TestOffersAreNoSurerThanTheirGrounds: review items 5 and 6.
func TestOffersAreNoSurerThanTheirGrounds(t *testing.T) {
	t.Parallel()
	sub, other := trustlist.Name(dntest.CN("Sub")), trustlist.Name(dntest.CN("X"))
	rule := schannel.Rule{Code: "trustlist.example.ground", Evidence: schannel.Reported}
	likely := []schannel.Finding{schannel.NewFinding(rule, schannel.Basis{Certainty: schannel.Likely}, schannel.Whole("list"))}
	kept, gone := trustlist.NameFate{Fate: trustlist.Safe, Kept: true}, trustlist.NameFate{Fate: trustlist.Lost}
	tests := []struct {
		name     string
		why      string
		seen     offer.Seen
		verdict  offer.Verdict // of crypto/tls, whose rule is certain
		want     schannel.Certainty
		evidence schannel.Evidence
	}{
		{"fact", "nothing is open", offer.Seen{List: trustlist.List{sub}, Sent: schannel.Yes}, offer.OfferedNamed, schannel.Certain, schannel.Implemented},
		{
			"listed", "a list that is likely",
			offer.Seen{List: trustlist.List{sub}, Sent: schannel.Yes, Grounds: offer.Grounds{Listing: likely}},
			offer.OfferedNamed, schannel.Likely, schannel.Reported,
		},
		{
			"offered-in-any-case", "whether it is sent decides nothing",
			offer.Seen{List: trustlist.List{sub}, Sent: schannel.Yes, Grounds: offer.Grounds{Sending: likely}},
			offer.OfferedNamed, schannel.Certain, schannel.Implemented,
		},
		{
			"withheld", "AD FS: that the list is sent is likely",
			offer.Seen{List: trustlist.List{other}, Sent: schannel.Yes, Grounds: offer.Grounds{Sending: likely}},
			offer.WithheldUnnamed, schannel.Likely, schannel.Reported,
		},
		{
			"mapper", "dotnet/runtime#60949: that the name is there is likely",
			offer.Seen{Sent: schannel.Yes, SystemMapper: true, Grounds: offer.Grounds{Mapper: likely}},
			offer.WithheldUnnamed, schannel.Likely, schannel.Reported,
		},
		{
			"not-sent", "that no list is sent is likely",
			offer.Seen{Sent: schannel.No, Grounds: offer.Grounds{Sending: likely}},
			offer.OfferedAny, schannel.Likely, schannel.Reported,
		},
		{
			"order-unknown", "KB2880390: the order of a store can change",
			offer.Seen{List: trustlist.List{sub, other}, Sent: schannel.Yes, Fates: []trustlist.NameFate{kept, gone}},
			offer.OfferedNamed, schannel.Undocumented, schannel.Implemented,
		},
		{
			"another-at-risk", "KB2880390: in another order it is this one",
			offer.Seen{List: trustlist.List{sub, other}, Sent: schannel.Yes, Fates: []trustlist.NameFate{kept, {Fate: trustlist.AtRisk, Kept: true}}},
			offer.OfferedNamed, schannel.Undocumented, schannel.Implemented,
		},
		{
			"order-known", "the list was captured before it was cut",
			offer.Seen{List: trustlist.List{sub, other}, Sent: schannel.Yes, Ordered: true, Fates: []trustlist.NameFate{kept, gone}},
			offer.OfferedNamed, schannel.Certain, schannel.Implemented,
		},
		{
			"cut", "its name is beyond the limit in the order that is known",
			offer.Seen{List: trustlist.List{other, sub}, Sent: schannel.Yes, Ordered: true, Fates: []trustlist.NameFate{kept, gone}, Grounds: offer.Grounds{Cutting: likely}},
			offer.WithheldCut, schannel.Likely, schannel.Reported,
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			o := tt.seen.Offers(storetest.Chain(sub))[2]
			require.Equal(t, offer.GoTLS, o.Family)
			got := []any{o.Verdict, o.Finding.Certainty, o.Finding.Evidence}
			if diff := cmp.Diff([]any{tt.verdict, tt.want, tt.evidence}, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
		})
	}
}

// TestNumbered: people count from one.
func TestNumbered(t *testing.T) {
	t.Parallel()
	sub, top, x := trustlist.Name(dntest.CN("Sub")), trustlist.Name(dntest.CN("Top")), trustlist.Name(dntest.CN("X"))
	o := offer.Offers(storetest.Chain(sub, top), trustlist.List{x, x, top})[2]
	require.Equal(t, "Go crypto/tls offers the certificate: the issuer of certificate no. 2 of its chain is no. 3 of the list (identical).", o.Finding.Text)
	require.Equal(t, []int{1, 2}, []int{o.Element, o.Position}, "programs count from zero")
}

// TestOffered: what a verdict says of the certificate.
func TestOffered(t *testing.T) {
	t.Parallel()
	for verdict, want := range map[offer.Verdict]bool{
		offer.VerdictUnspecified: false, offer.OfferedNamed: true, offer.OfferedAny: true,
		offer.OfferedAlways: true, offer.WithheldCut: false, offer.WithheldUnnamed: false,
	} {
		require.Equal(t, want, verdict.Offered(), verdict)
	}
}

// TestHowSure: what no document says of Schannel is likely; so is what a family
// offers to an empty list if the program or its other certificates decide it.
func TestHowSure(t *testing.T) {
	t.Parallel()
	sub := trustlist.Name(dntest.CN("Sub"))
	likely := func(list trustlist.List) []offer.Family {
		var families []offer.Family
		for _, o := range offer.Offers(storetest.Chain(sub), list) {
			if o.Finding.Certainty != schannel.Certain {
				require.Equal(t, schannel.Likely, o.Finding.Certainty)
				families = append(families, o.Family)
			}
		}
		return families
	}
	inferred := []offer.Family{offer.SchannelClient, offer.ChromiumWindows}
	if diff := cmp.Diff(inferred, likely(trustlist.List{sub})); diff != "" {
		t.Errorf("a list (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(append(inferred, offer.OldNSS, offer.GnuTLS, offer.NSSChain), likely(nil)); diff != "" {
		t.Errorf("an empty list (-want +got):\n%s", diff)
	}
}

// TestJavaOutsideASCII: Java normalizes characters outside ASCII, which is not
// modelled. Where that can decide the verdict, it is likely.
func TestJavaOutsideASCII(t *testing.T) {
	t.Parallel()
	withUnit := func(text string) trustlist.Name {
		return dntest.Name(dntest.Of(dntest.Unit, dntest.PrintableString, "Unit"), dntest.Of(dntest.CommonName, dntest.UTF8String, text))
	}
	email := func(text string) trustlist.Name {
		return dntest.Name(dntest.Of(dntest.Email, dntest.UTF8String, text))
	}
	listed := func(names ...trustlist.Name) trustlist.List { return names }
	unnamed, named := offer.WithheldUnnamed, offer.OfferedNamed
	tests := []struct {
		name, why string
		issuer    trustlist.Name
		list      trustlist.List
		verdict   offer.Verdict
		want      schannel.Certainty
	}{
		{"composed", "measured with OpenJDK 17: form KD makes them the same", utf8CN("Müller"), listed(utf8CN("Mu\u0308ller")), unnamed, schannel.Likely},
		{"wide", "the own name is in ASCII, the listed one is not", utf8CN("CA"), listed(utf8CN("ＣＡ")), unnamed, schannel.Likely},
		{"wide-own", "the listed name is in ASCII, the own one is not", utf8CN("ＣＡ"), listed(utf8CN("CA")), unnamed, schannel.Likely},
		{"one-of-many", "the others do not matter", utf8CN("CA"), listed(utf8CN("X"), utf8CN("ＣＡ"), utf8CN("Y")), unnamed, schannel.Likely},
		{"other-types", "names of other attributes are never the same", utf8CN("Müller"), listed(withUnit("Mu\u0308ller")), unnamed, schannel.Certain},
		{"ascii", "all of it is modelled", utf8CN("CA"), listed(utf8CN("X")), unnamed, schannel.Certain},
		{"no-keyword", "RFC 2253 has no keyword for it: bytes are compared", email("Müller"), listed(email("Mu\u0308ller")), unnamed, schannel.Certain},
		{"case", "that these are the same needs tables of Unicode", utf8CN("MÜLLER"), listed(utf8CN("müller")), named, schannel.Likely},
		{"kelvin", "one of the two is in ASCII", utf8CN("\u212a"), listed(utf8CN("k")), named, schannel.Likely},
		{"case-beside", "that the other letter stays as it is needs the tables too", utf8CN("Müller"), listed(utf8CN("MüLLER")), named, schannel.Likely},
		{"identical", "the same bytes are the same name", utf8CN("Müller"), listed(utf8CN("Müller")), named, schannel.Certain},
		{"case-in-ascii", "all of it is modelled", utf8CN("ca"), listed(utf8CN("CA")), named, schannel.Certain},
		{"empty-list", "nothing is compared", utf8CN("Müller"), nil, offer.OfferedAny, schannel.Certain},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			for _, o := range offer.Offers(storetest.Chain(tt.issuer), tt.list) {
				if o.Family == offer.GoTLS || o.Family == offer.OpenSSL {
					require.Equal(t, schannel.Certain, o.Finding.Certainty)
				}
				if o.Family != offer.Java {
					continue
				}
				if diff := cmp.Diff([]any{tt.verdict, tt.want}, []any{o.Verdict, o.Finding.Certainty}); diff != "" {
					t.Errorf("%s (-want +got):\n%s", tt.why, diff)
				}
			}
		})
	}
}

// TestJavaOutsideASCIIOpen: what is undocumented does not become likely.
func TestJavaOutsideASCIIOpen(t *testing.T) {
	t.Parallel()
	seen := offer.Seen{List: trustlist.List{utf8CN("müller")}, Sent: schannel.Yes, Fates: []trustlist.NameFate{{Fate: trustlist.AtRisk, Kept: true}}}
	for _, o := range seen.Offers(storetest.Chain(utf8CN("MÜLLER"))) {
		if o.Family == offer.Java {
			require.Equal(t, schannel.Undocumented, o.Finding.Certainty)
		}
	}
}

// TestListed: a name of a list that is not sent is of no use to those that need
// one.
func TestListed(t *testing.T) {
	t.Parallel()
	sub := trustlist.Name(dntest.CN("Sub"))
	seen := offer.Seen{List: trustlist.List{sub}, Sent: schannel.No}
	want := others("offered-any", map[int]string{4: "withheld-unnamed", 11: "withheld-unnamed"})
	if diff := cmp.Diff(want, verdicts(seen.Offers(storetest.Chain(sub)))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestSurestName: of names that match, the one counts that is surest to be
// sent, wherever it stands.
func TestSurestName(t *testing.T) {
	t.Parallel()
	sub := trustlist.Name(dntest.CN("Sub"))
	safe, kept := trustlist.NameFate{Fate: trustlist.Safe, Kept: true}, trustlist.NameFate{Fate: trustlist.AtRisk, Kept: true}
	risky, lost := trustlist.NameFate{Fate: trustlist.AtRisk}, trustlist.NameFate{Fate: trustlist.Lost}
	bare, x := sub[2:], trustlist.Name(dntest.CN("X"))
	for _, row := range []struct {
		name     string
		family   offer.Family
		list     trustlist.List
		fates    []trustlist.NameFate
		position int
	}{
		{"risky-before-lost", offer.GoTLS, trustlist.List{sub, sub, x}, []trustlist.NameFate{lost, risky, safe}, 1},
		{"kept-before-risky", offer.GoTLS, trustlist.List{sub, sub, x}, []trustlist.NameFate{risky, kept, safe}, 1},
		{"safe-before-kept", offer.GoTLS, trustlist.List{sub, sub, x}, []trustlist.NameFate{kept, safe, safe}, 1},
		{"first-of-two-lost", offer.GoTLS, trustlist.List{sub, sub, x}, []trustlist.NameFate{lost, lost, safe}, 0},
		{"bare-second", offer.OldNSS, trustlist.List{sub, bare}, nil, 0},
		{"bare-first", offer.OldNSS, trustlist.List{bare, sub}, nil, 0},
		{"bare-first-behind", offer.OldNSS, trustlist.List{x, bare, sub}, nil, 1},
		{"bare-surer", offer.OldNSS, trustlist.List{sub, bare}, []trustlist.NameFate{lost, safe}, 1},
		{"bare-less-sure", offer.OldNSS, trustlist.List{bare, sub}, []trustlist.NameFate{lost, safe}, 1},
		{"bare-lost-behind", offer.OldNSS, trustlist.List{sub, bare}, []trustlist.NameFate{safe, lost}, 0},
	} {
		seen := offer.Seen{List: row.list, Sent: schannel.Yes, Fates: row.fates}
		for _, o := range seen.Offers(storetest.Chain(sub)) {
			if o.Family == row.family {
				require.Equal(t, row.position, o.Position, row.name)
			}
		}
	}
}

// phrasesOf are the codes of what a finding leaves open.
func phrasesOf(f schannel.Finding) []schannel.Code {
	var codes []schannel.Code
	for _, p := range slices.Concat(f.Outcomes, f.Settle) {
		codes = append(codes, p.Code)
	}
	return codes
}

// TestWhatIsOpen: where a verdict depends on what no document tells, it says on
// what.
func TestWhatIsOpen(t *testing.T) {
	t.Parallel()
	sub, other := trustlist.Name(dntest.CN("Sub")), trustlist.Name(dntest.CN("X"))
	open := schannel.NewFinding(schannel.Rule{Code: "trustlist.example.ground"}, schannel.Basis{Certainty: schannel.Certain}, schannel.Whole("list"))
	maybe := offer.Seen{List: trustlist.List{other}, Grounds: offer.Grounds{Sending: []schannel.Finding{open}}}
	require.Equal(t, []schannel.Code{"trustlist.outcome.list_sent", "trustlist.outcome.list_not_sent", "trustlist.settle.capture"},
		phrasesOf(maybe.Offers(storetest.Chain(sub))[0].Finding))
	risky := offer.Seen{List: trustlist.List{sub}, Sent: schannel.Yes, Fates: []trustlist.NameFate{{Fate: trustlist.AtRisk, Kept: true}}}
	require.Equal(t, []schannel.Code{"trustlist.outcome.name_sent", "trustlist.outcome.name_cut", "trustlist.settle.capture"},
		phrasesOf(risky.Offers(storetest.Chain(sub))[0].Finding))
}

// TestOffersTakeTimeInProportion: many certificates and many names that all
// are the same when folded cost no more than others.
func TestOffersTakeTimeInProportion(t *testing.T) {
	const many = 2000
	chain := make([]certstore.Certificate, many)
	list := make(trustlist.List, many)
	for i := range many {
		spaces := strings.Repeat(" ", i%50)
		chain[i].Issuer, list[i] = dntest.CN("Sub"+spaces), utf8CN("sub"+spaces)
	}
	allocated := testing.AllocsPerRun(1, func() { offer.Offers(chain, list) })
	require.Less(t, allocated, float64(400*many), "pairs would be %d", many*many)
}

// TestLongChain: the bound of MaxChain is told where something depends on it, and
// only there.
func TestLongChain(t *testing.T) {
	t.Parallel()
	named := trustlist.Name(dntest.CN("named"))
	chainWith := func(length, place int) []certstore.Certificate {
		chain := make([]certstore.Certificate, length)
		for i := range chain {
			chain[i].Issuer = dntest.CN("other")
		}
		if place < length {
			chain[place].Issuer = named
		}
		return chain
	}
	list := trustlist.List{named, dntest.CN("X")}
	captured := offer.Seen{List: list, Sent: schannel.Yes, Ordered: true}
	cut := captured
	cut.Fates = []trustlist.NameFate{{Fate: trustlist.Lost, Past: 9}, {Fate: trustlist.Safe, Kept: true}}
	tests := []struct {
		name, why string
		seen      offer.Seen
		chain     []certstore.Certificate
		family    offer.Family
		want      offer.Verdict
	}{
		{"last", "the last certificate that is looked at", captured, chainWith(offer.MaxChain, offer.MaxChain-1), offer.GoTLS, offer.OfferedNamed},
		{"behind", "one behind it is not", captured, chainWith(offer.MaxChain+1, offer.MaxChain), offer.GoTLS, offer.VerdictUnspecified},
		{"before", "what is behind a match that arrives changes nothing", captured, chainWith(offer.MaxChain+1, 3), offer.GoTLS, offer.OfferedNamed},
		{"cut", "a name behind may arrive where the one that matches does not", cut, chainWith(offer.MaxChain+1, 3), offer.GoTLS, offer.VerdictUnspecified},
		{"unnamed", "all of the chain was looked at", captured, chainWith(offer.MaxChain, offer.MaxChain), offer.GoTLS, offer.WithheldUnnamed},
		{"none-needed", "with no name to be seen any certificate fits", offer.Seen{Sent: schannel.Yes}, chainWith(offer.MaxChain+1, 0), offer.GoTLS, offer.OfferedAny},
		{"always", "OpenSSL compares nothing", captured, chainWith(offer.MaxChain+1, offer.MaxChain), offer.OpenSSLDefault, offer.OfferedAlways},
		{"nss", "NSS looks at 22 certificates, whatever is behind them", captured, chainWith(offer.MaxChain+1, offer.MaxChain), offer.NSSChain, offer.WithheldUnnamed},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			for _, o := range tt.seen.Offers(tt.chain) {
				if o.Family != tt.family {
					continue
				}
				if diff := cmp.Diff(tt.want, o.Verdict); diff != "" {
					t.Errorf("%s (-want +got):\n%s", tt.why, diff)
				}
				if tt.want == offer.VerdictUnspecified {
					require.Equal(t, "a chain of at most 100 certificates: those behind are not looked at", o.Finding.Missing[0].Text)
				}
			}
		})
	}
}

func ExampleOffers() {
	// A client below "Sub", which is below "Top", sees a list that names "top".
	name := func(text, kind string) trustlist.Name { // a common name of three letters
		return trustlist.Name("\x30\x0e\x31\x0c\x30\x0a\x06\x03\x55\x04\x03" + kind + "\x03" + text)
	}
	const printableString, utf8String = "\x13", "\x0c"
	chain := []certstore.Certificate{{Issuer: name("Sub", printableString)}, {Issuer: name("Top", printableString)}}
	for _, o := range offer.Offers(chain, trustlist.List{name("top", utf8String)}) {
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
	// firefox withheld-unnamed
	// java offered-named
	// gnutls withheld-unnamed
	// chromium withheld-unnamed
	// nss-chain withheld-unnamed
}

func ExampleSeen_Offers() {
	// Of a list of two names that is cut behind the first, in an order that
	// nobody knows, the second may arrive or not.
	name := func(text string) trustlist.Name { // a common name of three letters
		return trustlist.Name("\x30\x0e\x31\x0c\x30\x0a\x06\x03\x55\x04\x03\x13\x03" + text)
	}
	seen := offer.Seen{
		List: trustlist.List{name("Sub"), name("Top")}, Sent: schannel.Yes,
		Fates: []trustlist.NameFate{{Fate: trustlist.AtRisk, Kept: true}, {Fate: trustlist.AtRisk}},
	}
	o := seen.Offers([]certstore.Certificate{{Issuer: name("Top")}})[0]
	fmt.Println(o.Verdict, o.Finding.Certainty)
	for _, outcome := range o.Finding.Outcomes {
		fmt.Println("-", outcome.Text)
	}
	// Output:
	// withheld-cut undocumented
	// - the name is sent: the certificate is offered
	// - the name is cut off: it is withheld
}

func ExampleFamilyRules() {
	for rule := range offer.FamilyRules() {
		if rule.Compares != offer.CompareBytes {
			fmt.Println(rule.Product, "compares by", rule.Compares)
		}
	}
	// Output:
	// NSS compares by text
	// OpenSSL, strict compares by openssl
	// Java compares by java
}

// TestOffersAllocations: what is noted of a list is what the chain asks for, so
// a longer list takes no more.
func TestOffersAllocations(t *testing.T) {
	if vocabtest.Race {
		return
	}
	chain := storetest.Chain(dntest.CN("Sub"), dntest.CN("Top"))
	allocations := func(n int) float64 {
		seen := offer.Seen{Sent: schannel.Yes}
		for _, name := range dntest.Names(n) {
			seen.List = append(seen.List, name)
		}
		return testing.AllocsPerRun(10, func() { _ = seen.Offers(chain) })
	}
	require.LessOrEqual(t, allocations(2000), allocations(100)+20)
}

// TestPart: a subject of the chain is what Firefox takes too, an issuer is what
// all take: TLSClientAuthCertSelection.cpp.
func TestPart(t *testing.T) {
	t.Parallel()
	subject, issuer := trustlist.Name(dntest.CN("Leaf")), trustlist.Name(dntest.CN("Top"))
	chain := []certstore.Certificate{{Subject: subject, Issuer: issuer}}
	part := func(list trustlist.List) offer.Part {
		offers := offer.Offers(chain, list)
		i := slices.IndexFunc(offers, func(o offer.Offer) bool { return o.Family == offer.Firefox })
		require.Equal(t, offer.OfferedNamed, offers[i].Verdict)
		return offers[i].Part
	}
	require.Equal(t, offer.PartSubject, part(trustlist.List{subject}))
	require.Equal(t, offer.PartIssuer, part(trustlist.List{issuer}))
}
