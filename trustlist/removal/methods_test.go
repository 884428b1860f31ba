// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package removal_test

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
	"github.com/schanneltrust/schannel/trustlist/certstore"
	"github.com/schanneltrust/schannel/trustlist/compose"
	"github.com/schanneltrust/schannel/trustlist/listtest"
	"github.com/schanneltrust/schannel/trustlist/offer"
	"github.com/schanneltrust/schannel/trustlist/removal"
)

// numbered is many with a thumbprint of its own for each root.
func numbered(n int) []certstore.Certificate {
	store := storetest.Many(n)
	for i := range store {
		store[i].SHA1 = schannel.Thumbprint{byte(i >> 8), byte(i)}
	}
	return store
}

func thumbprints(store []certstore.Certificate) []schannel.Thumbprint {
	var t []schannel.Thumbprint
	for _, c := range store {
		t = append(t, c.SHA1)
	}
	return t
}

// holding is a store with exactly the roots that are required.
func holding(sets []certstore.RequiredSet) []certstore.Certificate {
	var store []certstore.Certificate
	for _, s := range sets {
		for _, r := range s.Roots {
			store = append(store, certstore.Certificate{SHA1: r.SHA1})
		}
	}
	return store
}

type verdict = offer.Verdict

type outcome struct {
	Before, After int
	Offers        [2]verdict
	Codes         []string
}

// applyRow is a row of TestApply.
type applyRow struct {
	name   string
	why    string
	host   compose.Host
	change removal.Change
	want   outcome
}

func applyRows() []applyRow {
	store := numbered(200)
	host := compose.Host{Release: schannel.Server2008R2, Stores: compose.Stores{TrustedRoots: store}}
	member, stranger := host, host
	member.DomainMember, stranger.DomainMember = schannel.Yes, schannel.No
	late := compose.Host{Release: schannel.Server2016, Stores: compose.Stores{Site: numbered(1), TrustedRoots: store}}
	sets, _ := certstore.RequiredRoots(schannel.Server2008R2)
	required := holding(sets)
	for i := range required {
		required[i].Subject, required[i].SelfIssued = dntest.CN("required"), true // 23 bytes each
	}
	locked := host
	locked.Stores.TrustedRoots = slices.Concat(required, store)
	return []applyRow{
		{
			"remove-enough", "Method 1: with 160 roots everything fits", host,
			removal.Change{Method: removal.RemoveRoots, Remove: thumbprints(store[:40])},
			outcome{163, 160, [2]verdict{offer.WithheldCut, offer.OfferedNamed}, []string{"trustlist.method.fits", "trustlist.method.gains"}},
		},
		{
			"remove-too-few", "190 roots are still too many", host,
			removal.Change{Method: removal.RemoveRoots, Remove: thumbprints(store[:10])},
			outcome{163, 163, [2]verdict{offer.WithheldCut, offer.WithheldCut}, []string{"trustlist.method.short"}},
		},
		{
			"remove-own", "Method 1, warning: clients below a removed root are cut off", host,
			removal.Change{Method: removal.RemoveRoots, Remove: thumbprints(store[160:])},
			outcome{163, 160, [2]verdict{offer.WithheldCut, offer.WithheldUnnamed}, []string{"trustlist.method.fits", "trustlist.method.untrusted"}},
		},
		{
			"remove-absent", "no such root", host,
			removal.Change{Method: removal.RemoveRoots, Remove: []schannel.Thumbprint{{0xff}}},
			outcome{163, 163, [2]verdict{offer.WithheldCut, offer.WithheldCut}, []string{"trustlist.method.absent", "trustlist.method.no_effect"}},
		},
		{
			"remove-required", "Method 1 refers to KB293781", locked,
			removal.Change{Method: removal.RemoveRoots, Remove: thumbprints(required[:1])},
			outcome{166, 165, [2]verdict{offer.WithheldCut, offer.WithheldCut}, []string{"trustlist.required.removed", "trustlist.method.short"}},
		},
		{
			"remove-elsewhere", "on 2016 the store of the site decides", late,
			removal.Change{Method: removal.RemoveRoots, Remove: thumbprints(store[:1])},
			outcome{0, 0, [2]verdict{offer.OfferedAny, offer.OfferedAny}, []string{"trustlist.method.no_effect"}},
		},
		{
			"policy", "Method 2: the enterprise roots alone, and the required ones must be added", member,
			removal.Change{Method: removal.EnterprisePolicy, Enterprise: slices.Concat(required[:2], store[199:])},
			outcome{163, 3, [2]verdict{offer.WithheldCut, offer.OfferedNamed}, []string{"trustlist.method.enterprise_only", "trustlist.required.missing", "trustlist.method.fits", "trustlist.method.gains"}},
		},
		{
			"policy-without-client", "Method 2: nothing else is trusted", member,
			removal.Change{Method: removal.EnterprisePolicy, Enterprise: required},
			outcome{163, 3, [2]verdict{offer.WithheldCut, offer.WithheldUnnamed}, []string{"trustlist.method.enterprise_only", "trustlist.method.fits", "trustlist.method.untrusted"}},
		},
		{
			"policy-outside", "Method 2: if the server is a member of a domain", stranger,
			removal.Change{Method: removal.EnterprisePolicy, Enterprise: required},
			outcome{163, 163, [2]verdict{offer.WithheldCut, offer.WithheldCut}, []string{"trustlist.method.domain", "trustlist.method.no_effect"}},
		},
		{
			"policy-unknown", "nothing is known of a domain", host,
			removal.Change{Method: removal.EnterprisePolicy, Enterprise: slices.Concat(required, store[199:])},
			outcome{163, 4, [2]verdict{offer.WithheldCut, offer.OfferedNamed}, []string{"trustlist.method.domain", "trustlist.method.enterprise_only", "trustlist.method.fits", "trustlist.method.gains"}},
		},
		{
			"silence", "Method 3: Internet Explorer shows all certificates", host,
			removal.Change{Method: removal.SendNoList},
			outcome{163, 0, [2]verdict{offer.WithheldCut, offer.OfferedAny}, []string{"trustlist.method.fits", "trustlist.method.gains"}},
		},
		{
			"silence-again", "2016 sends no list anyhow", late,
			removal.Change{Method: removal.SendNoList},
			outcome{0, 0, [2]verdict{offer.OfferedAny, offer.OfferedAny}, []string{"trustlist.method.no_effect"}},
		},
	}
}

// TestApply checks each method: how many names are sent before and after, what
// an Internet Explorer below root 199 does, and what is said of the change.
// Each of the 200 names takes 100 bytes: 163 fit.
func TestApply(t *testing.T) {
	t.Parallel()
	client := storetest.Chain(numbered(200)[199].Subject)
	for _, tt := range applyRows() {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			e, err := removal.Apply(tt.host, tt.change, client)
			require.NoError(t, err)
			vocabtest.Findings(t, e.Findings)
			got := outcome{
				len(e.Before.Shown()), len(e.After.Shown()),
				[2]verdict{e.Before.Offers(client)[0].Verdict, e.After.Offers(client)[0].Verdict},
				vocabtest.FindCodes(e.Findings),
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
		})
	}
}

// TestApplyTellsTwins removes a root that has a twin of its name: what stays is
// still named, so clients still offer, but only the key that verifies the
// client's certificate counts.
func TestApplyTellsTwins(t *testing.T) {
	t.Parallel()
	root := storetest.Keyed(storetest.Root("root"), "old key")
	twin, renewed := storetest.Keyed(storetest.Root("root"), "new key"), root
	twin.SHA1, renewed.SHA1 = schannel.Thumbprint{8}, schannel.Thumbprint{9}
	client := []certstore.Certificate{storetest.Issuer("client", "root"), root}
	for _, tt := range []struct {
		name string
		stay certstore.Certificate
		want []string
	}{
		{"other key", twin, []string{"trustlist.method.no_effect", "trustlist.method.untrusted"}},
		{"same key", renewed, []string{"trustlist.method.no_effect"}},
	} {
		host := compose.Host{Release: schannel.Server2016, Stores: compose.Stores{TrustedRoots: []certstore.Certificate{root, tt.stay}}}
		e, err := removal.Apply(host, removal.Change{Method: removal.RemoveRoots, Remove: []schannel.Thumbprint{root.SHA1}}, client)
		require.NoError(t, err)
		require.Equal(t, tt.want, vocabtest.FindCodes(e.Findings), tt.name)
	}
}

// TestApplySilence: the value takes the place of the one that Schannel reads, and
// of no other.
func TestApplySilence(t *testing.T) {
	t.Parallel()
	logging, near := schannel.DWORD(compose.RegistryKey, "EventLogging", 3), schannel.DWORD(compose.RegistryKey, "SendTrustedIssuers", 1)
	registry := []schannel.RegistryValue{logging, schannel.DWORD(`HKLM\SYSTEM\ControlSet001\Control\SecurityProviders\SCHANNEL`, "SendTrustedIssuerList", 1), near}
	e, err := removal.Apply(compose.Host{Release: schannel.Server2008, Registry: registry}, removal.Change{Method: removal.SendNoList})
	require.NoError(t, err)
	require.Equal(t, []schannel.RegistryValue{logging, near, schannel.DWORD(compose.RegistryKey, "SendTrustedIssuerList", 0)}, e.Host.Registry)
	require.Len(t, registry, 3)
}

// TestApplyToLongChain: what is behind the longest chain that is looked at may
// still be named, so it is not told that the client loses anything.
func TestApplyToLongChain(t *testing.T) {
	t.Parallel()
	chain := []certstore.Certificate{storetest.Issuer("client", "root")}
	for len(chain) <= offer.MaxChain {
		chain = append(chain, storetest.Issuer("other", "another"))
	}
	roots := []certstore.Certificate{storetest.Root("root"), storetest.Root("stays")}
	host := compose.Host{Release: schannel.Server2008, Stores: compose.Stores{TrustedRoots: roots}}
	change := removal.Change{Method: removal.RemoveRoots, Remove: []schannel.Thumbprint{roots[0].SHA1}}
	for length, want := range map[int]bool{offer.MaxChain: true, offer.MaxChain + 1: false} {
		e, err := removal.Apply(host, change, chain[:length])
		require.NoError(t, err)
		require.Equal(t, []string{"trustlist.method.loses", "trustlist.method.untrusted"}, vocabtest.FindCodes(e.Findings))
		families := e.Findings[0].Args[2].Value // others look at a few of the chain only
		require.Equal(t, want, slices.Contains(strings.Split(families, ", "), offer.GoTLS.String()), "%d certificates: %s", length, families)
	}
}

// TestApplyLoses removes the root that a client was offered by, while the
// server does not need it to trust: another store is sent.
func TestApplyLoses(t *testing.T) {
	t.Parallel()
	store := numbered(3)
	e, err := removal.Apply(
		compose.Host{Release: schannel.Server2008, Stores: compose.Stores{TrustedRoots: store}},
		removal.Change{Method: removal.RemoveRoots, Remove: thumbprints(store[:1])}, storetest.Chain(store[0].Subject))
	require.NoError(t, err)
	require.Equal(t, []string{"trustlist.method.loses", "trustlist.method.untrusted"}, vocabtest.FindCodes(e.Findings))
	require.Len(t, store, 3)
	require.Equal(t, schannel.Thumbprint{}, store[0].SHA1, "the host that was given stays as it is")
}

// TestApplyLeavesStrangers: a client whom the server did not trust before is no
// victim of the change.
func TestApplyLeavesStrangers(t *testing.T) {
	t.Parallel()
	store := numbered(170)
	e, err := removal.Apply(
		compose.Host{Release: schannel.Server2008, Stores: compose.Stores{TrustedRoots: store}},
		removal.Change{Method: removal.RemoveRoots, Remove: thumbprints(store[:20])}, storetest.Chain(dntest.CN("X")))
	require.NoError(t, err)
	require.Equal(t, []string{"trustlist.method.fits"}, vocabtest.FindCodes(e.Findings))
}

func TestApplyRefuses(t *testing.T) {
	t.Parallel()
	host := compose.Host{Release: schannel.Server2008}
	for _, method := range []removal.Method{removal.MethodUnspecified, 9} {
		e, err := removal.Apply(host, removal.Change{Method: method})
		vocabtest.Fault(t, err, "trustlist.method.unknown", schannel.NoOffset)
		require.Zero(t, e)
	}
}

// TestApplyToNothing: of the zero host nothing is known.
func TestApplyToNothing(t *testing.T) {
	t.Parallel()
	e, err := removal.Apply(compose.Host{}, removal.Change{Method: removal.SendNoList}, storetest.Chain(dntest.CN("X")))
	require.NoError(t, err)
	require.Equal(t, []string{"trustlist.method.host"}, vocabtest.FindCodes(e.Findings))
	require.Equal(t, schannel.InsufficientData, e.Findings[0].Certainty)
}

// TestDomainIsMissing: whether the policy reaches the server is not known, so
// what it does is not either.
func TestDomainIsMissing(t *testing.T) {
	t.Parallel()
	host := compose.Host{Release: schannel.Server2008R2, Stores: compose.Stores{TrustedRoots: numbered(3)}}
	e, err := removal.Apply(host, removal.Change{Method: removal.EnterprisePolicy, Enterprise: numbered(1)})
	require.NoError(t, err)
	require.Equal(t, []schannel.Certainty{schannel.InsufficientData}, vocabtest.Certainties(e.Findings, "trustlist.method.enterprise_only"))
	require.Equal(t, schannel.Code("trustlist.missing.domain"), e.Findings[0].Missing[0].Code)
}

// TestSilenceDoesNotHelp2012 is KB2880390: on Windows Server 2012 the size of
// the store of trusted roots breaks client authentication whatever
// SendTrustedIssuerList is.
func TestSilenceDoesNotHelp2012(t *testing.T) {
	t.Parallel()
	e, err := removal.Apply(
		compose.Host{
			Release: schannel.Server2012, Registry: []schannel.RegistryValue{schannel.DWORD(compose.RegistryKey, compose.SendTrustedIssuerList, 1)},
			Stores: compose.Stores{TrustedRoots: numbered(200)},
		},
		removal.Change{Method: removal.SendNoList})
	require.NoError(t, err)
	require.Len(t, vocabtest.Certainties(e.Before.Findings, "trustlist.store.too_large"), 1)
	require.Len(t, vocabtest.Certainties(e.After.Findings, "trustlist.store.too_large"), 1)
}

func ExampleApply() {
	names, _ := listtest.Synthesize(listtest.Synthesis{Names: 200, Bytes: 20000})
	var roots []certstore.Certificate
	for _, name := range names {
		roots = append(roots, certstore.Certificate{Subject: name, Issuer: name, SelfIssued: true})
	}
	client := []certstore.Certificate{{Issuer: names[199]}}
	e, err := removal.Apply(
		compose.Host{Release: schannel.Server2008R2, Stores: compose.Stores{TrustedRoots: roots}},
		removal.Change{Method: removal.SendNoList},
		client)
	if err != nil {
		panic(err)
	}
	fmt.Println(len(e.Before.Shown()), "names before,", len(e.After.Shown()), "after")
	fmt.Println(e.Before.Offers(client)[0].Verdict, "before,", e.After.Offers(client)[0].Verdict, "after")
	// Output:
	// 162 names before, 0 after
	// withheld-cut before, offered-any after
}
