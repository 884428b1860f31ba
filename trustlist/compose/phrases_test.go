// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package compose_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/storetest"
	"github.com/schanneltrust/schannel/trustlist/certstore"
	"github.com/schanneltrust/schannel/trustlist/compose"
	"github.com/schanneltrust/schannel/trustlist/internal/mend"
)

func codesOf(phrases ...[]schannel.Phrase) []schannel.Code {
	var codes []schannel.Code
	for _, p := range slices.Concat(phrases...) {
		codes = append(codes, p.Code)
	}
	return codes
}

// TestWhatIsOpen: what a finding leaves open is told by its outcomes and by
// what would settle them, or by what is missing.
func TestWhatIsOpen(t *testing.T) {
	t.Parallel()
	at := time.Date(2013, 1, 1, 0, 0, 0, 0, time.UTC)
	expired := storetest.Many(1)[0]
	expired.NotAfter = at.AddDate(-1, 0, 0)
	asText := schannel.RegistryValue{Key: schannelKey, Name: "EventLogging", Type: schannel.RegSZ, Strings: []string{"3"}}
	sub := []certstore.Certificate{storetest.Root("a"), storetest.Issuer("b", "a")}
	tests := []struct {
		name string
		host compose.Host
		code schannel.Code
		want []schannel.Code
	}{
		{
			"mixed",
			compose.Host{Release: schannel.Server2012, Stores: compose.Stores{TrustedRoots: sub}},
			"trustlist.store.mixed",
			[]schannel.Code{"trustlist.outcome.issuers_only", "trustlist.outcome.list_broken", "trustlist.settle.capture"},
		},
		{
			"binding",
			compose.Host{Release: schannel.Server2016, Application: compose.HTTPSys, Stores: compose.Stores{ClientAuthIssuers: sub}},
			"trustlist.store.used",
			[]schannel.Code{"trustlist.outcome.issuers_store", "trustlist.outcome.binding", "trustlist.settle.binding"},
		},
		{
			"tls13",
			compose.Host{Release: schannel.Server2025, Registry: setting("SendTrustedIssuerList", 1), Stores: compose.Stores{TrustedRoots: storetest.Many(1)}},
			"trustlist.list.tls13",
			[]schannel.Code{"trustlist.outcome.extension", "trustlist.outcome.no_extension", "trustlist.settle.capture"},
		},
		{
			"purposes",
			compose.Host{Release: schannel.Server2016, Stores: compose.Stores{Site: []certstore.Certificate{storetest.Limited(sub[0])}}},
			"trustlist.store.purposes_elsewhere",
			[]schannel.Code{"trustlist.outcome.named", "trustlist.outcome.left_out", "trustlist.settle.capture"},
		},
		{
			"expired",
			compose.Host{Release: schannel.Server2008, At: at, Stores: compose.Stores{TrustedRoots: append(storetest.Many(163), expired)}},
			"trustlist.list.expired",
			[]schannel.Code{"trustlist.outcome.expired_named", "trustlist.outcome.expired_left_out", "trustlist.settle.capture"},
		},
		{
			"headroom",
			compose.Host{Release: schannel.Server2003, Stores: compose.Stores{TrustedRoots: storetest.Many(3)}},
			"trustlist.list.headroom",
			[]schannel.Code{"trustlist.missing.root_update"},
		},
		{
			"send",
			compose.Host{Release: schannel.Server2016, Registry: setting("SendTrustedIssuerList", 7)},
			"trustlist.registry.data",
			[]schannel.Code{"trustlist.outcome.sent", "trustlist.outcome.not_sent", "trustlist.settle.capture"},
		},
		{
			"mode",
			compose.Host{Release: schannel.Server2016, Registry: setting("ClientAuthTrustMode", 7)},
			"trustlist.registry.data",
			[]schannel.Code{"trustlist.outcome.machine_trust", "trustlist.outcome.exclusive_root_trust", "trustlist.outcome.exclusive_ca_trust", "trustlist.settle.accepts"},
		},
		{
			"logging",
			compose.Host{Release: schannel.Server2016, Registry: setting("EventLogging", 16)},
			"trustlist.registry.data",
			[]schannel.Code{"trustlist.outcome.warnings", "trustlist.outcome.no_warnings", "trustlist.settle.warning"},
		},
		{
			"type",
			compose.Host{Release: schannel.Server2016, Registry: []schannel.RegistryValue{asText}},
			"trustlist.registry.type",
			[]schannel.Code{"trustlist.outcome.value_ignored", "trustlist.outcome.value_read", "trustlist.settle.dword"},
		},
		{
			"key",
			compose.Host{Release: schannel.Server2016, Registry: []schannel.RegistryValue{schannel.DWORD("", "SendTrustedIssuerList", 1)}},
			"trustlist.registry.keyless",
			[]schannel.Code{"trustlist.missing.key"},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			for _, f := range compose.Compose(tt.host).Findings {
				if f.Code != tt.code {
					continue
				}
				if diff := cmp.Diff(tt.want, codesOf(f.Outcomes, f.Settle, f.Missing)); diff != "" {
					t.Errorf("(-want +got):\n%s", diff)
				}
				return
			}
			t.Errorf("no %s", tt.code)
		})
	}
}

// TestWhatRemediesAskAndCost: the rights that a remedy needs, its conditions
// and its side effects.
func TestWhatRemediesAskAndCost(t *testing.T) {
	t.Parallel()
	large := compose.Stores{TrustedRoots: storetest.Many(170)}
	sending := setting("SendTrustedIssuerList", 1)
	mixed := compose.Stores{TrustedRoots: []certstore.Certificate{storetest.Issuer("b", "a")}}
	const administrator = "trustlist.rights.administrator"
	want := map[schannel.Code][]schannel.Code{
		"trustlist.remedy.log_warnings":       {administrator},
		"trustlist.remedy.refill_roots":       {administrator, "trustlist.condition.package", "trustlist.side.refilled", "trustlist.side.removed_root", "trustlist.side.new_credentials"},
		"trustlist.remedy.remove_roots":       {administrator, "trustlist.side.removed_root", "trustlist.side.other_programs", "trustlist.side.comes_back"},
		"trustlist.remedy.enterprise_policy":  {"trustlist.rights.group_policy", "trustlist.side.enterprise_only"},
		"trustlist.remedy.send_no_list":       {administrator, "trustlist.side.all_shown"},
		"trustlist.remedy.issuers_store":      {administrator, "trustlist.side.roots_unnamed", "trustlist.side.others_refused"},
		"trustlist.remedy.move_issuers":       {administrator},
		"trustlist.remedy.exclusive_ca_trust": {administrator, "trustlist.condition.cannot_move", "trustlist.side.whole_computer"},
		"trustlist.remedy.update_2880390":     {administrator},
	}
	got := map[schannel.Code][]schannel.Code{}
	for _, h := range []compose.Host{
		{Release: schannel.Server2008R2, Stores: large},
		{Release: schannel.Server2012, Stores: large},
		{Release: schannel.Server2016, Registry: sending, Stores: large},
		{Release: schannel.Server2016, Stores: mixed},
	} {
		for _, f := range compose.Compose(h).Findings {
			for _, r := range f.Remedies {
				got[r.Code] = codesOf(r.Rights, r.Scope.Conditions, r.SideEffects)
			}
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestRemedyOfClient is the same of the one that mends a client, which package
// trustdiag attaches: the page on registry settings warns of both effects.
func TestRemedyOfClient(t *testing.T) {
	t.Parallel()
	r := mend.TakeLonger
	require.Equal(t, schannel.Code("trustlist.remedy.message_limit"), r.Code)
	want := []schannel.Code{"trustlist.rights.administrator", "trustlist.condition.long_request", "trustlist.side.whole_computer", "trustlist.side.unverified"}
	if diff := cmp.Diff(want, codesOf(r.Rights, r.Scope.Conditions, r.SideEffects)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestStepsByProduct: the binding of a site is a matter of http.sys alone.
func TestStepsByProduct(t *testing.T) {
	t.Parallel()
	for application, want := range map[compose.Application]int{compose.HTTPSys: 2, compose.ApplicationOther: 1} {
		c := compose.Compose(compose.Host{
			Release: schannel.Server2016, Application: application, Registry: setting("SendTrustedIssuerList", 1),
			Stores: compose.Stores{TrustedRoots: storetest.Many(170)},
		})
		for _, f := range c.Findings {
			if f.Code == "trustlist.list.truncated" {
				require.Len(t, f.Remedies[0].Steps, want, "%s", application)
			}
		}
	}
}
