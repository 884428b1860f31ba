// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package autodiscover_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/autodiscover"
	"github.com/schanneltrust/schannel/internal/vocabtest"
)

// open is what findings leave open: of one that is undocumented the outcomes
// and what settles it, of one that lacks data what is missing.
var open = map[schannel.Code][]schannel.Code{
	"autodiscover.order.no_policy":       {"autodiscover.missing.product"},
	"autodiscover.plan.no_product":       {"autodiscover.missing.product"},
	"autodiscover.order.no_site":         {"autodiscover.missing.site"},
	"autodiscover.order.site_missing":    {"autodiscover.missing.site"},
	"autodiscover.order.site_unknown":    {"autodiscover.outcome.no_site_tiers", "autodiscover.outcome.no_url", "autodiscover.settle.site"},
	"autodiscover.order.within_tier":     {"autodiscover.outcome.directory_order", "autodiscover.outcome.any_order", "autodiscover.settle.trace"},
	"autodiscover.order.undated":         {"autodiscover.missing.created"},
	"autodiscover.order.no_directory":    {"autodiscover.missing.directory"},
	"autodiscover.order.foreign_pointer": {"autodiscover.outcome.foreign_ignored", "autodiscover.outcome.foreign_last", "autodiscover.settle.trace"},
	"autodiscover.order.pointer":         {"autodiscover.outcome.pointer_followed", "autodiscover.outcome.pointer_ignored", "autodiscover.settle.outlook_log"},
	"autodiscover.mail.u_label":          {"autodiscover.outcome.a_label", "autodiscover.outcome.no_domain", "autodiscover.settle.trace"},
	"autodiscover.plan.joined_unknown":   {"autodiscover.missing.joined"},
	"autodiscover.plan.office365":        {"autodiscover.missing.office365"},
	"autodiscover.plan.v2_host":          {"autodiscover.outcome.v2_host", "autodiscover.outcome.v2_office365", "autodiscover.settle.trace"},
	"autodiscover.registry.odd_number":   {"autodiscover.outcome.value_on", "autodiscover.outcome.value_off", "autodiscover.settle.outlook_log"},
	"autodiscover.first.not_read":        {"autodiscover.outcome.policy_wins", "autodiscover.outcome.user_wins", "autodiscover.settle.outlook_log"},
	"autodiscover.registry.conflict":     {"autodiscover.outcome.policy_wins", "autodiscover.outcome.user_wins", "autodiscover.settle.outlook_log"},
}

// checkOpen holds that findings are whole and leave open what the table says.
func checkOpen(t *testing.T, findings []schannel.Finding) {
	t.Helper()
	vocabtest.Findings(t, findings)
	for _, f := range findings {
		var have []schannel.Code
		for _, p := range slices.Concat(f.Outcomes, f.Settle, f.Missing) {
			have = append(have, p.Code)
		}
		if len(have) == 0 || f.Code == "autodiscover.first.several" || f.Code == "autodiscover.first.one" {
			continue // certain; or told by the rows of TestPossibleFirst
		}
		if diff := cmp.Diff(open[f.Code], have); diff != "" {
			t.Errorf("%s leaves open (-want +got):\n%s", f.Code, diff)
		}
	}
}

// TestFirstSeveral is what a question that documents leave open looks like.
func TestFirstSeveral(t *testing.T) {
	t.Parallel()
	f := autodiscover.Forest{Own: directory(t, "", "url https://old/x @2007\nurl https://new/x @2010")}
	got := autodiscover.PossibleFirst(f, paris2010)
	last := got.Findings[len(got.Findings)-1]
	var have []string
	for _, p := range slices.Concat(last.Outcomes, last.Settle) {
		have = append(have, string(p.Code)+" "+p.Text)
	}
	want := []string{
		"autodiscover.outcome.first https://old/x is tried first",
		"autodiscover.outcome.first https://new/x is tried first",
		`autodiscover.settle.outlook_log the log of "Test E-mail AutoConfiguration" in Outlook, which names each URL that it tries`,
	}
	if diff := cmp.Diff(want, have); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestFirstBehindPointer holds that a first URL behind a pointer is no surer than
// the pointer.
func TestFirstBehindPointer(t *testing.T) {
	t.Parallel()
	f := autodiscover.Forest{
		Own:    directory(t, "", "ptr LDAP://dc Domain=contoso.com"),
		Others: []autodiscover.Directory{directory(t, "dc", "url https://a/x @2007")},
	}
	for product, want := range map[autodiscover.Product]schannel.Certainty{
		autodiscover.Outlook2010: schannel.Undocumented, autodiscover.EWSManagedAPI: schannel.Likely, autodiscover.DocsClient: schannel.Certain,
	} {
		got := autodiscover.PossibleFirst(f, client(product, schannel.Yes))
		if got.Certainty != want {
			t.Errorf("%s: want %s, got %s", product, want, got.Certainty)
		}
	}
}

func TestSetURI(t *testing.T) {
	t.Parallel()
	const url = "https://mail.contoso.com/Autodiscover/Autodiscover.xml"
	remedy, ok := autodiscover.SetURI(autodiscover.SCP{Server: "CAS1"}, url)
	if !ok || remedy.Code != "autodiscover.remedy.set_uri" || len(remedy.Steps) != 2 {
		t.Errorf("a plain name gives the remedy with its two steps, got %v and %+v", ok, remedy)
	}
	want := "Set-ClientAccessService -Identity CAS1 -AutoDiscoverServiceInternalUri " + url
	if diff := cmp.Diff(want, remedy.Steps[0].Command); diff != "" {
		t.Errorf("command (-want +got):\n%s", diff)
	}
	if _, ok := autodiscover.SetURI(autodiscover.SCP{Server: "EX-01_a"}, "https://mail-1.contoso.com:444/a_b.xml"); !ok {
		t.Error("hyphens and underscores are plain to a shell")
	}
	if remedy.Rights[0].Code != "autodiscover.rights.organization" || remedy.SideEffects[0].Code != "autodiscover.effect.certificate" {
		t.Errorf("rights and side effects are said, got %v and %v", remedy.Rights, remedy.SideEffects)
	}
	for _, hostile := range []string{"", "CAS1; Remove-Mailbox", "$(x)", "-Confirm:0", "CAS\u00a01", "a'b"} {
		if _, ok := autodiscover.SetURI(autodiscover.SCP{Server: hostile}, url); ok {
			t.Errorf("%q would be taken apart by a shell", hostile)
		}
	}
}

// TestIncomplete holds that a list of which entries could not be read says so,
// and a whole one does not.
func TestIncomplete(t *testing.T) {
	t.Parallel()
	f := autodiscover.Forest{
		Own:    directory(t, "", "ptr LDAP://q Domain=contoso.com"),
		Others: []autodiscover.Directory{directory(t, "q", "url https://a/x Site=Paris @2007"), directory(t, "elsewhere", "")},
	}
	for _, tt := range []struct{ own, led, elsewhere, want bool }{
		{false, false, false, false},
		{own: true, want: true}, // what could not be read may be a pointer that comes first
		{led: true, want: true}, // or a URL that does
		{elsewhere: true},       // a directory that is not searched does not matter
	} {
		f.Own.Incomplete, f.Others[0].Incomplete, f.Others[1].Incomplete = tt.own, tt.led, tt.elsewhere
		codes := vocabtest.FindCodes(autodiscover.Order(f, paris2010, autodiscover.PolicyOldest).Findings)
		if got := slices.Contains(codes, "autodiscover.order.incomplete"); got != tt.want {
			t.Errorf("%+v: %v", tt, codes)
		}
	}
}
