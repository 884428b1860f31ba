// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package compose_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/storetest"
	"github.com/schanneltrust/schannel/internal/vocabtest"
	"github.com/schanneltrust/schannel/trustlist/certstore"
	"github.com/schanneltrust/schannel/trustlist/compose"
	"github.com/schanneltrust/schannel/trustlist/offer"
)

// chainOf is a chain with its root: a client below the first name, and so on.
func chainOf(names ...string) []certstore.Certificate {
	subject, chain := "client", []certstore.Certificate{}
	for _, name := range names {
		chain = append(chain, storetest.Issuer(subject, name))
		subject = name
	}
	return append(chain, storetest.Root(subject))
}

// longChain is a chain of that many certificates, with its root.
func longChain(length int) []certstore.Certificate {
	names := make([]string, length-1)
	for i := range names {
		names[i] = fmt.Sprintf("sub %d", i)
	}
	names[length-2] = "root"
	return chainOf(names...)
}

// TestAccepts checks whether a server accepts a client, whether or not it
// sends its list.
func TestAccepts(t *testing.T) {
	t.Parallel()
	type stores = compose.Stores
	of := func(certificates ...certstore.Certificate) []certstore.Certificate { return certificates }
	root, other, sub := storetest.Root("root"), storetest.Root("other"), storetest.Issuer("sub", "root")
	twin := root
	twin.SHA1 = schannel.Thumbprint{9}
	forServers := storetest.Limited(root, serverAuthentication)
	direct, below := chainOf("root"), chainOf("sub", "root")
	oldRoot, oldSub := storetest.Keyed(root, "old"), storetest.Keyed(sub, "old sub")
	newRoot, renewed, newSub := storetest.Keyed(twin, "new"), storetest.Keyed(twin, "old"), storetest.Keyed(sub, "new sub")
	newSub.SHA1 = schannel.Thumbprint{8}
	old := of(direct[0], oldRoot)
	oldBelow := of(below[0], oldSub, oldRoot)
	const yes, unlisted, untrusted, open, unknown = "trustlist.accept.yes", "trustlist.accept.unlisted", "trustlist.accept.untrusted", "trustlist.accept.open", "trustlist.accept.unknown"
	on2016 := func(s stores, registry ...schannel.RegistryValue) compose.Host {
		return compose.Host{Release: schannel.Server2016, Stores: s, Registry: registry}
	}
	mode := func(n uint32) schannel.RegistryValue { return schannel.DWORD(schannelKey, "ClientAuthTrustMode", n) }
	sent := schannel.DWORD(schannelKey, "SendTrustedIssuerList", 1)
	bySys := on2016(stores{ClientAuthIssuers: of(other), TrustedRoots: of(root)})
	bySys.Application = compose.HTTPSys
	full := stores{ClientAuthIssuers: of(other), TrustedRoots: of(root)}
	bound := on2016(full, mode(2))
	bound.Application, bound.Binding = compose.HTTPSys, compose.Binding{Known: true, CtlStoreName: "ClientAuthIssuer"}
	tests := []struct {
		name, why string
		host      compose.Host
		chain     []certstore.Certificate
		want      schannel.Code
		certainty schannel.Certainty
	}{
		{"issuers-lack-it", "SSP overview: validated against the configured trusted issuers", on2016(full), direct, unlisted, schannel.Likely},
		{"issuers-lack-it-sent", "the same whether or not the list is sent", on2016(full, sent), direct, unlisted, schannel.Likely},
		{"issuers-have-it", "issued by a certificate in the list", on2016(stores{ClientAuthIssuers: of(root), TrustedRoots: of(root)}), direct, yes, schannel.Likely},
		{"site-lacks-it", "the store of the application comes first", on2016(stores{Site: of(other), ClientAuthIssuers: of(root), TrustedRoots: of(root)}), direct, unlisted, schannel.Likely},
		{"no-issuers", "measured: mode 0, no store of issuers, root among the trusted roots: 200", on2016(stores{TrustedRoots: of(root)}), below, yes, schannel.Likely},
		{"root-absent", "CERT_E_UNTRUSTEDROOT: the chain ends in no trusted root", on2016(stores{TrustedRoots: of(other)}), below, untrusted, schannel.Likely},
		{"root-absent-2008", "before 2012 too", compose.Host{Release: schannel.Server2008R2, Stores: stores{TrustedRoots: of(other)}}, below, untrusted, schannel.Likely},
		{"root-of-application-2008", "hRootStore: roots that the application trusts", compose.Host{Release: schannel.Server2008R2, Stores: stores{Site: of(root), TrustedRoots: of(other)}}, below, yes, schannel.Likely},
		{"issuers-ignored-2008", "the store counts from 2012 on", compose.Host{Release: schannel.Server2008R2, Stores: full}, direct, yes, schannel.Likely},
		{"listed-but-untrusted", "Machine Trust: the chain is validated too", on2016(stores{ClientAuthIssuers: of(root), TrustedRoots: of(other)}), direct, untrusted, schannel.Likely},
		{"root-above-in-list", "issued by may mean the client's own issuer alone", on2016(stores{ClientAuthIssuers: of(root), TrustedRoots: of(root)}), below, open, schannel.Undocumented},
		{"sub-in-list", "the issuing authority stands in the list", on2016(stores{ClientAuthIssuers: of(sub), TrustedRoots: of(root)}), below, yes, schannel.Likely},
		{"mode-1-sub-only", "mode 1: must chain to a root in the store of the application", on2016(stores{Site: of(sub), TrustedRoots: of(root)}, mode(1)), below, unlisted, schannel.Likely},
		{"mode-1-root", "mode 1: a root of that store, and the issuer", on2016(stores{Site: of(root)}, mode(1)), direct, yes, schannel.Likely},
		{"mode-2-sub", "mode 2: an intermediate of that store suffices", on2016(stores{Site: of(sub), TrustedRoots: of(other)}, mode(2)), below, yes, schannel.Likely},
		{"mode-2-lacks-it", "measured: 403.16 / 0x800B0109", on2016(stores{Site: of(other), TrustedRoots: of(root)}, mode(2)), direct, unlisted, schannel.Likely},
		{"mode-2-bound", "measured: mode 2 and sslctlstorename=ClientAuthIssuer, the root among the trusted roots: 403.16", bound, direct, unlisted, schannel.Likely},
		{"mode-2-no-site", "the pages speak of the store of the application, which is not there", on2016(full, mode(2)), direct, open, schannel.Undocumented},
		{"mode-5", "no document tells; Machine Trust would refuse, and so would the others", on2016(stores{Site: of(other), TrustedRoots: of(root)}, mode(5)), direct, unlisted, schannel.Undocumented},
		{"mode-5-differs", "Machine Trust would refuse, mode 2 would accept", on2016(stores{Site: of(sub), TrustedRoots: of(other)}, mode(5)), below, open, schannel.Undocumented},
		{"http-sys", "whether http.sys reads the store without a binding is open", bySys, direct, open, schannel.Undocumented},
		{"twin", "the same name with another key is another root", on2016(stores{TrustedRoots: of(twin)}), direct[:1], yes, schannel.Likely},
		{"twin-known", "the chain holds the root, so its thumbprint is known; by name the issuer of the leaf stands there", on2016(stores{TrustedRoots: of(twin)}), direct[1:], untrusted, schannel.Likely},
		{"new-key", "a root that was renewed with a new key did not issue what the old one issued", on2016(stores{TrustedRoots: of(newRoot)}), old, untrusted, schannel.Likely},
		{"new-key-below", "nor an authority below it", on2016(stores{TrustedRoots: of(newRoot)}), oldBelow, untrusted, schannel.Likely},
		{"same-key", "RFC 5280, 6.1: the key verifies, not the certificate", on2016(stores{TrustedRoots: of(newRoot, renewed)}), old, yes, schannel.Likely},
		{"new-key-2008", "before 2012 too", compose.Host{Release: schannel.Server2008R2, Stores: stores{TrustedRoots: of(newRoot)}}, old, untrusted, schannel.Likely},
		{"new-key-of-issuer", "the store of issuers has the renewed one alone", on2016(stores{ClientAuthIssuers: of(newSub), TrustedRoots: of(oldRoot)}), oldBelow, unlisted, schannel.Likely},
		{"key-of-leaf-alone", "whose key issued it, the chain does not tell", on2016(stores{TrustedRoots: of(newRoot)}), old[:1], yes, schannel.Likely},
		{"key-of-another", "what stands behind the leaf is not its issuer", on2016(stores{TrustedRoots: of(newRoot)}), of(direct[0], storetest.Keyed(other, "other")), yes, schannel.Likely},
		{"disallowed-twin", "of two of the name one may have issued it that is not disallowed", on2016(stores{TrustedRoots: of(root, twin), Untrusted: of(twin)}), direct[:1], yes, schannel.Likely},
		{"disallowed-issuer", "what may have issued it is disallowed", on2016(stores{TrustedRoots: of(root), Untrusted: of(root)}), direct[:1], "trustlist.accept.disallowed", schannel.Likely},
		{"disallowed-issuer-beside", "another root that is trusted did not issue it", on2016(stores{TrustedRoots: of(root, other), Untrusted: of(root)}), direct[:1], "trustlist.accept.disallowed", schannel.Likely},
		{"disallowed-namesake", "the certificate is known; the disallowed one of that name is another", on2016(stores{TrustedRoots: of(twin), Untrusted: of(twin)}), direct[1:], untrusted, schannel.Likely},
		{"disallowed-not-in-chain", "the chain holds its root, which is another", on2016(stores{TrustedRoots: of(root, twin), Untrusted: of(twin)}), direct, yes, schannel.Likely},
		{"disallowed", "Untrusted Certificates overrule every other store", on2016(stores{TrustedRoots: of(root), Untrusted: of(root)}), direct, "trustlist.accept.disallowed", schannel.Likely},
		{"disallowed-other", "another root is", on2016(stores{TrustedRoots: of(root), Untrusted: of(other)}), direct, yes, schannel.Likely},
		{"root-for-servers", "KB2801679: such a root is not named; of clients below it nothing is said", on2016(stores{TrustedRoots: of(forServers)}), direct, open, schannel.Undocumented},
		{"root-for-servers-2008", "before 2012 too", compose.Host{Release: schannel.Server2008R2, Stores: stores{TrustedRoots: of(forServers)}}, direct, open, schannel.Undocumented},
		{"root-for-servers-listed", "Machine Trust: the chain is validated too", on2016(stores{ClientAuthIssuers: of(root), TrustedRoots: of(forServers)}), direct, open, schannel.Undocumented},
		{"root-for-clients-too", "another certificate of the root is trusted for it", on2016(stores{TrustedRoots: of(forServers, root)}), direct, yes, schannel.Likely},
		{"root-for-servers-mode-2", "mode 2 asks for the store of the application alone", on2016(stores{Site: of(sub), TrustedRoots: of(forServers)}, mode(2)), below, yes, schannel.Likely},
		{"non-root", "KB2802568: may reject", on2016(stores{TrustedRoots: of(root, sub)}), direct, open, schannel.Undocumented},
		{"non-root-mode-2", "with mode 2 it is no fault", on2016(stores{TrustedRoots: of(root, sub)}, mode(2)), direct, yes, schannel.Likely},
		{"too-large", "KB2880390: unless the update is there", compose.Host{Release: schannel.Server2012, Stores: stores{TrustedRoots: append(storetest.Many(164), root)}}, direct, open, schannel.Undocumented},
		{"too-large-mode-2", "KB2880390 knows no exception", compose.Host{Release: schannel.Server2012, Stores: stores{TrustedRoots: append(storetest.Many(164), root)}, Registry: []schannel.RegistryValue{mode(2)}}, direct, open, schannel.Undocumented},
		{"leaf-alone", "what stands above the issuer is not known", on2016(stores{TrustedRoots: of(other)}), below[:1], unknown, schannel.InsufficientData},
		{"long-chain", "the last one that is looked at", on2016(stores{TrustedRoots: of(root)}), longChain(offer.MaxChain), yes, schannel.Likely},
		{"longer-chain", "a bound of ours: what is behind it may change everything", on2016(stores{TrustedRoots: of(root)}), longChain(offer.MaxChain + 1), unknown, schannel.InsufficientData},
		{"longer-chain-disallowed", "what is looked at is refused already", on2016(stores{TrustedRoots: of(root), Untrusted: of(storetest.Issuer("client", "root"))}), longChain(offer.MaxChain + 1), "trustlist.accept.disallowed", schannel.Likely},
		{"no-chain", "nothing is asked", on2016(full), nil, unknown, schannel.InsufficientData},
		{"no-stores", "nothing is known of them", on2016(stores{}), direct, unknown, schannel.InsufficientData},
		{"no-roots", "the issuers are known, the roots are not", on2016(stores{ClientAuthIssuers: of(root)}), direct, unknown, schannel.InsufficientData},
		{"no-release", "nothing is known of the server", compose.Host{Stores: full}, direct, unknown, schannel.InsufficientData},
	}
	verdicts := map[schannel.Code]schannel.Truth{yes: schannel.Yes, unlisted: schannel.No, untrusted: schannel.No, "trustlist.accept.disallowed": schannel.No, open: schannel.Unknown, unknown: schannel.Unknown}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			c := compose.Compose(tt.host)
			a := c.Accepts(tt.chain)
			vocabtest.Findings(t, append(c.Findings, a.Finding))
			if diff := cmp.Diff([]any{verdicts[tt.want], tt.want, tt.certainty}, []any{a.Verdict, a.Finding.Code, a.Finding.Certainty}); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
		})
	}
}

// TestAcceptsLeavesOpen: what may happen, what settles it, what is missing.
func TestAcceptsLeavesOpen(t *testing.T) {
	t.Parallel()
	root, sub := storetest.Root("root"), storetest.Issuer("sub", "root")
	tests := []struct {
		name  string
		host  compose.Host
		chain []certstore.Certificate
		want  []schannel.Code
	}{
		{"store", compose.Host{Release: schannel.Server2016, Application: compose.HTTPSys, Stores: compose.Stores{ClientAuthIssuers: storetest.Many(1), TrustedRoots: []certstore.Certificate{root}}}, chainOf("root"), []schannel.Code{"trustlist.outcome.refused", "trustlist.outcome.accepted"}},
		{"issuer", compose.Host{Release: schannel.Server2016, Stores: compose.Stores{ClientAuthIssuers: []certstore.Certificate{root}, TrustedRoots: []certstore.Certificate{root}}}, chainOf("sub", "root"), []schannel.Code{"trustlist.outcome.accepted", "trustlist.outcome.not_issuer", "trustlist.settle.request"}},
		{"non-root", compose.Host{Release: schannel.Server2016, Stores: compose.Stores{TrustedRoots: []certstore.Certificate{root, sub}}}, chainOf("root"), []schannel.Code{"trustlist.outcome.accepted", "trustlist.outcome.non_root_refuses", "trustlist.settle.request"}},
		{"purpose", compose.Host{Release: schannel.Server2016, Stores: compose.Stores{TrustedRoots: []certstore.Certificate{storetest.Limited(root)}}}, chainOf("root"), []schannel.Code{"trustlist.outcome.accepted", "trustlist.outcome.purpose_refuses", "trustlist.settle.request"}},
		{"size", compose.Host{Release: schannel.Server2012, Stores: compose.Stores{TrustedRoots: append(storetest.Many(164), root)}}, chainOf("root"), []schannel.Code{"trustlist.outcome.accepted", "trustlist.outcome.size_refuses", "trustlist.settle.request"}},
		{"rest", compose.Host{Release: schannel.Server2016, Stores: compose.Stores{TrustedRoots: []certstore.Certificate{root}}}, chainOf("sub", "other")[:1], []schannel.Code{"trustlist.missing.chain_rest"}},
		{"long", compose.Host{Release: schannel.Server2016, Stores: compose.Stores{TrustedRoots: []certstore.Certificate{root}}}, longChain(offer.MaxChain + 1), []schannel.Code{"trustlist.missing.short_chain"}},
	}
	for _, tt := range tests {
		f := compose.Compose(tt.host).Accepts(tt.chain).Finding
		got := codesOf(f.Outcomes, f.Settle, f.Missing)
		if tt.name == "store" {
			got = got[:2] // behind them stand those of the store that it rests on
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

// TestAcceptsBecause: a fault of the stores is a reason, once.
func TestAcceptsBecause(t *testing.T) {
	t.Parallel()
	mixed := compose.Stores{TrustedRoots: []certstore.Certificate{storetest.Root("root"), storetest.Issuer("sub", "root")}}
	for _, mode := range []uint32{0, 5} { // of 5 every mode is read
		host := compose.Host{Release: schannel.Server2016, Stores: mixed, Registry: []schannel.RegistryValue{schannel.DWORD(schannelKey, "ClientAuthTrustMode", mode)}}
		count := 0
		for _, code := range compose.Compose(host).Accepts(chainOf("root")).Finding.Because {
			if code == "trustlist.store.non_root" {
				count++
			}
		}
		require.Equal(t, 1, count, "mode %d", mode)
	}
}

// TestAcceptsCounts: the certificates of a chain count from 1, as they do for
// what clients offer.
func TestAcceptsCounts(t *testing.T) {
	t.Parallel()
	root, sub := storetest.Root("root"), storetest.Issuer("sub", "root")
	tests := []struct {
		name, why string
		stores    compose.Stores
		want      string
	}{
		{"first", "the root issued the client's own certificate", compose.Stores{TrustedRoots: []certstore.Certificate{sub, root}}, "1"},
		{"second", "the root issued the authority", compose.Stores{TrustedRoots: []certstore.Certificate{root}}, "2"},
		{"untrusted", "the authority itself is disallowed", compose.Stores{TrustedRoots: []certstore.Certificate{root}, Untrusted: []certstore.Certificate{sub}}, "2"},
		{"untrusted-root", "so is the root, the third", compose.Stores{TrustedRoots: []certstore.Certificate{root}, Untrusted: []certstore.Certificate{root}}, "3"},
	}
	for _, tt := range tests {
		registry := []schannel.RegistryValue{schannel.DWORD(schannelKey, "ClientAuthTrustMode", 2)} // a non-root is no fault there
		f := compose.Compose(compose.Host{Release: schannel.Server2016, Stores: tt.stores, Registry: registry}).Accepts(chainOf("sub", "root")).Finding
		require.Equal(t, schannel.Arg{Name: "certificate", Kind: "number", Value: tt.want}, f.Args[0], "%s: %s", tt.name, tt.why)
	}
}

// TestRefusalRemedies: what helps, and what it costs.
func TestRefusalRemedies(t *testing.T) {
	t.Parallel()
	const administrator, accepted, anew = "trustlist.rights.administrator", "trustlist.side.more_accepted", "trustlist.side.new_credentials"
	host := compose.Host{Release: schannel.Server2016, Stores: compose.Stores{ClientAuthIssuers: storetest.Many(1), TrustedRoots: []certstore.Certificate{storetest.Root("root")}}}
	want := map[schannel.Code][]schannel.Code{
		"trustlist.remedy.add_issuer": {administrator, accepted, anew},
		"trustlist.remedy.trust_root": {administrator, accepted, "trustlist.side.root_trusted", anew},
	}
	got := map[schannel.Code][]schannel.Code{}
	for range 2 {
		for _, r := range compose.Compose(host).Accepts(chainOf("root")).Finding.Remedies {
			got[r.Code] = codesOf(r.Rights, r.SideEffects)
		}
		host.Stores = compose.Stores{TrustedRoots: storetest.Many(1)}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func ExampleComposition_Accepts() {
	root := certstore.Certificate{Subject: []byte("root"), Issuer: []byte("root"), SelfIssued: true}
	issuer := certstore.Certificate{Subject: []byte("issuer"), Issuer: []byte("issuer"), SelfIssued: true, SHA1: schannel.Thumbprint{1}}
	c := compose.Compose(compose.Host{
		Release: schannel.Server2016,
		Stores:  compose.Stores{ClientAuthIssuers: []certstore.Certificate{issuer}, TrustedRoots: []certstore.Certificate{root}},
	})
	a := c.Accepts([]certstore.Certificate{{Subject: []byte("client"), Issuer: []byte("root")}})
	fmt.Println(a.Verdict, a.Finding.Certainty, a.Finding.Title)
	// Output:
	// no likely The issuer of the client is not among the trusted issuers of the server
}

func ExampleComposition_Named() {
	stores := compose.Stores{TrustedRoots: []certstore.Certificate{
		{Subject: []byte("root"), Issuer: []byte("root"), SelfIssued: true},
		{Subject: []byte("other"), Issuer: []byte("other"), SelfIssued: true, Property: certstore.Purposes{Limited: true}},
	}}
	c := compose.Compose(compose.Host{Release: schannel.Server2008R2, Stores: stores})
	for _, certificate := range c.Named(stores) {
		fmt.Println(string(certificate.Subject))
	}
	// Output: root
}

// TestNamedElsewhere: places that no store has, as a composition read from JSON
// may hold them, name nothing.
func TestNamedElsewhere(t *testing.T) {
	t.Parallel()
	c := compose.Composition{From: compose.SiteStore, Places: []int{-1, 1, 0}}
	site := []certstore.Certificate{{Subject: []byte("root")}}
	require.Equal(t, site, c.Named(compose.Stores{Site: site}))
}
