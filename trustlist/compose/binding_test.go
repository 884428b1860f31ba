// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package compose_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/storetest"
	"github.com/schanneltrust/schannel/internal/vocabtest"
	"github.com/schanneltrust/schannel/trustlist/certstore"
	"github.com/schanneltrust/schannel/trustlist/compose"
)

// TestBinding: what the binding of http.sys names decides the store where the
// documents leave it open.
func TestBinding(t *testing.T) {
	t.Parallel()
	of := func(text string) []certstore.Certificate { return []certstore.Certificate{storetest.Root(text)} }
	both := compose.Stores{ClientAuthIssuers: of("cai"), TrustedRoots: of("root")}
	site := compose.Stores{Site: of("site"), ClientAuthIssuers: of("cai"), TrustedRoots: of("root")}
	binding := func(store, identifier string) compose.Binding {
		return compose.Binding{Known: true, CtlStoreName: store, CtlIdentifier: identifier}
	}
	type outcome struct {
		From      compose.StoreKind
		Code      schannel.Code
		Certainty schannel.Certainty
	}
	const used, list, ignored, unread = "trustlist.store.used", "trustlist.store.trust_list", "trustlist.store.trust_list_ignored", "trustlist.store.unread"
	tests := []struct {
		name, why string
		release   schannel.Release
		stores    compose.Stores
		binding   compose.Binding
		want      outcome
	}{
		{"not-known", "two outcomes, settled by Ctl Store Name", schannel.Server2016, both, compose.Binding{}, outcome{compose.ClientAuthIssuersStore, used, schannel.Undocumented}},
		{"issuers", "jpazureid: sslctlstorename=ClientAuthIssuer", schannel.Server2016, both, binding("ClientAuthIssuer", ""), outcome{compose.ClientAuthIssuersStore, used, schannel.Certain}},
		{"none", "newbetuts 1050679: the roots were seen", schannel.Server2016, both, binding("", ""), outcome{compose.TrustedRootStore, used, schannel.Likely}},
		{"none-no-issuers", "SSP overview: the roots if both are empty, with a binding or without", schannel.Server2016, compose.Stores{TrustedRoots: of("root")}, binding("", ""), outcome{compose.TrustedRootStore, used, schannel.Certain}},
		{"root", "the store that it names", schannel.Server2016, both, binding("root", ""), outcome{compose.TrustedRootStore, used, schannel.Certain}},
		{"other", "SSP overview: the store of the site comes first; nothing is known of this one", schannel.Server2016, both, binding("Mine", ""), outcome{compose.StoreUnspecified, unread, schannel.InsufficientData}},
		{"other-given", "its certificates are those of the site", schannel.Server2016, site, binding("Mine", ""), outcome{compose.SiteStore, used, schannel.Certain}},
		{"list-2016", "SSP overview: no longer supported", schannel.Server2016, both, binding("ClientAuthIssuer", "list"), outcome{compose.ClientAuthIssuersStore, ignored, schannel.Certain}},
		{"list-2008-r2", "cc778242: it takes the place of the roots", schannel.Server2008R2, both, binding("CA", "list"), outcome{compose.StoreUnspecified, list, schannel.InsufficientData}},
		{"list-2008-r2-given", "its certificates are those of the site", schannel.Server2008R2, site, binding("CA", "list"), outcome{compose.SiteStore, list, schannel.Likely}},
		{"no-list-2008-r2", "KB2801679: the trusted roots", schannel.Server2008R2, compose.Stores{TrustedRoots: of("root")}, binding("", ""), outcome{compose.TrustedRootStore, "trustlist.store.united", schannel.Certain}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			c := compose.Compose(compose.Host{Release: tt.release, Application: compose.HTTPSys, Stores: tt.stores, Binding: tt.binding})
			vocabtest.Findings(t, c.Findings)
			got := outcome{From: c.From}
			for _, f := range c.Findings {
				if f.Code == tt.want.Code {
					got.Code, got.Certainty = f.Code, f.Certainty
				}
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
		})
	}
}

// TestBindingOfFederation: AD FS and Web Application Proxy have bindings too. By
// jpazureid the list comes from the trusted roots where theirs names no store,
// and from the store where it does, such as AdfsTrustedDevices.
func TestBindingOfFederation(t *testing.T) {
	t.Parallel()
	stores := compose.Stores{ClientAuthIssuers: storetest.Many(1), TrustedRoots: storetest.Many(2)}
	for _, tt := range []struct {
		binding compose.Binding
		want    compose.StoreKind
		bound   bool
	}{
		{compose.Binding{Known: true}, compose.TrustedRootStore, false},
		{compose.Binding{Known: true, CtlStoreName: "ClientAuthIssuer"}, compose.ClientAuthIssuersStore, true},
		{compose.Binding{Known: true, CtlStoreName: "Root"}, compose.TrustedRootStore, true},
		{compose.Binding{Known: true, CtlStoreName: "AdfsTrustedDevices"}, compose.StoreUnspecified, false},
	} {
		host := compose.Host{Release: schannel.Server2016, Application: compose.FederationProxy, Stores: stores, Binding: tt.binding}
		c := compose.Compose(host)
		vocabtest.Findings(t, c.Findings)
		if diff := cmp.Diff([]any{tt.want, tt.bound, false}, []any{c.From, c.Bound, c.SystemMapper}); diff != "" {
			t.Errorf("%q (-want +got):\n%s", tt.binding.CtlStoreName, diff)
		}
		host.Application = compose.ApplicationOther
		if c := compose.Compose(host); c.From != compose.ClientAuthIssuersStore || c.Bound {
			t.Errorf("%q: a binding does not count for a program with credentials of its own", tt.binding.CtlStoreName)
		}
	}
}

// TestBindingOfOthers: a trust list of a binding is none of a program with
// credentials of its own.
func TestBindingOfOthers(t *testing.T) {
	t.Parallel()
	host := compose.Host{Release: schannel.Server2008R2, Stores: compose.Stores{Site: storetest.Many(1), TrustedRoots: storetest.Many(2)}}
	host.Binding = compose.Binding{Known: true, CtlStoreName: "CA", CtlIdentifier: "list"}
	require.Equal(t, compose.TrustedRootStore, compose.Compose(host).From)
	host.Application = compose.HTTPSys
	require.Equal(t, compose.SiteStore, compose.Compose(host).From)
}

// TestBindingMissing: what would have to be given.
func TestBindingMissing(t *testing.T) {
	t.Parallel()
	stores := compose.Stores{TrustedRoots: storetest.Many(1)}
	for code, host := range map[schannel.Code]compose.Host{
		"trustlist.missing.bound_store": {Release: schannel.Server2016, Application: compose.HTTPSys, Stores: stores, Binding: compose.Binding{Known: true, CtlStoreName: "Mine"}},
		"trustlist.missing.trust_list":  {Release: schannel.Server2008, Application: compose.HTTPSys, Stores: stores, Binding: compose.Binding{Known: true, CtlIdentifier: "list"}},
	} {
		found := false
		for _, f := range compose.Compose(host).Findings {
			found = found || len(f.Missing) > 0 && f.Missing[0].Code == code
		}
		if !found {
			t.Errorf("no %s", code)
		}
	}
}
