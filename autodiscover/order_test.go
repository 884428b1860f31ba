// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package autodiscover_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/autodiscover"
	"github.com/schanneltrust/schannel/internal/vocabtest"
)

const (
	guidURL     = "77378F46-2C66-4aa9-A6A6-3E7A48B19596"
	guidPointer = "67661d7F-8FC4-4fa7-BFAC-E1D7794C1F68"
)

// directory reads the short form of the tables: an entry a line, "url BINDING
// KEYWORD…" or "ptr BINDING KEYWORD…", with @YEAR for the creation time and -
// for no binding.
func directory(t *testing.T, host, text string) autodiscover.Directory {
	t.Helper()
	d := autodiscover.Directory{Host: host, InOrder: schannel.Yes}
	for line := range strings.Lines(text) {
		fields := strings.Fields(line)
		if len(fields) == 0 {
			continue
		}
		var s autodiscover.SCP
		switch fields[0] {
		case "url":
			s.Keywords = []string{guidURL}
		case "ptr":
			s.Keywords = []string{guidPointer}
		default:
			require.Fail(t, "unknown kind", fields[0])
		}
		if fields[1] != "-" {
			s.Bindings = []string{fields[1]}
		}
		for _, word := range fields[2:] {
			year, dated := strings.CutPrefix(word, "@")
			if !dated {
				s.Keywords = append(s.Keywords, word)
				continue
			}
			created, err := time.Parse("2006", year)
			require.NoError(t, err)
			s.Created = created
		}
		s.Kind = autodiscover.KindOf(s.Keywords)
		d.SCPs = append(d.SCPs, s)
	}
	return d
}

type orderRow struct {
	name     string
	why      string
	policy   autodiscover.Policy
	site     string
	host     string // of the client's own directory
	own      string
	others   map[string]string
	want     []string
	tiers    []int
	reasons  []string // the last word of each code; nil: not compared
	searches int
	codes    []string
}

func (r orderRow) forest(t *testing.T) autodiscover.Forest {
	t.Helper()
	f := autodiscover.Forest{Own: directory(t, r.host, r.own)}
	for _, host := range sortedKeys(r.others) {
		f.Others = append(f.Others, directory(t, host, r.others[host]))
	}
	return f
}

func sortedKeys(m map[string]string) []string {
	var keys []string
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

func TestOrder(t *testing.T) {
	t.Parallel()
	for _, row := range slices.Concat(docsRows, outlookRows, oxdiscoRows, ewsRows) {
		t.Run(row.policy.String()+"/"+row.name, func(t *testing.T) {
			t.Parallel()
			require.NotEmpty(t, row.why)
			client := autodiscover.Client{Product: autodiscover.Outlook2010, Mail: "anna@contoso.com", Site: row.site}
			got := autodiscover.Order(row.forest(t), client, row.policy)
			want := result{row.want, row.tiers, row.reasons, row.searches, row.codes}
			have := result{urlsOf(got.Order), tiersOf(got.Order), nil, got.Searches, vocabtest.FindCodes(got.Findings)}
			if row.reasons != nil {
				have.Reasons = reasonsOf(got.Order)
			}
			if diff := cmp.Diff(want, have, cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("%s (-want +got):\n%s", row.why, diff)
			}
			for _, p := range got.Order {
				if strings.Contains(p.Reason.Text, "{") {
					t.Errorf("%s: a reason lacks an argument: %s", row.why, p.Reason.Text)
				}
			}
			checkOpen(t, got.Findings)
		})
	}
}

type result struct {
	URLs     []string
	Tiers    []int
	Reasons  []string
	Searches int
	Codes    []string
}

func tiersOf(places []autodiscover.Place) []int {
	var tiers []int
	for _, p := range places {
		tiers = append(tiers, p.Tier)
	}
	return tiers
}

func reasonsOf(places []autodiscover.Place) []string {
	var reasons []string
	for _, p := range places {
		reasons = append(reasons, string(p.Reason.Code))
	}
	return reasons
}

func TestOrderWithoutPolicy(t *testing.T) {
	t.Parallel()
	f := autodiscover.Forest{Own: directory(t, "", "url https://a/x")}
	got := autodiscover.Order(f, autodiscover.Client{}, autodiscover.PolicyUnspecified)
	if diff := cmp.Diff([]string{"autodiscover.order.no_policy"}, vocabtest.FindCodes(got.Findings)); diff != "" {
		t.Errorf("neither product nor policy (-want +got):\n%s", diff)
	}
	got = autodiscover.Order(f, autodiscover.Client{Product: autodiscover.EWSManagedAPI, Site: "Paris"}, autodiscover.PolicyUnspecified)
	if got.Policy != autodiscover.PolicyEWS || len(got.Order) != 1 {
		t.Errorf("the policy of the product is taken: got %s and %v", got.Policy, got.Order)
	}
	got = autodiscover.Order(f, autodiscover.Client{}, 99)
	if len(got.Findings) != 1 {
		t.Errorf("a policy that is none gives one finding, got %v", got.Findings)
	}
}

// TestOrderUnsorted holds that a list which depends on the directory's order says
// so where that is not known.
func TestOrderUnsorted(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		policy autodiscover.Policy
		text   string
		want   bool
		why    string
	}{
		{"one", autodiscover.PolicyDirectory, "url https://a/x", false, "one entry has one order"},
		{"directory", autodiscover.PolicyDirectory, "url https://a/x\nurl https://b/x", true, "the policy is the directory's order"},
		{"dated", autodiscover.PolicyOldest, "url https://a/x @2008\nurl https://b/x @2010", false, "the times tell"},
		{"same-time", autodiscover.PolicyOldest, "url https://a/x @2010\nurl https://b/x @2010", true, "equal times tell nothing"},
		{"tiers", autodiscover.PolicyEWS, "url https://a/x Site=Paris\nurl https://b/x", false, "each tier has one URL"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			f := autodiscover.Forest{Own: directory(t, "", tt.text)}
			f.Own.InOrder = schannel.Unknown
			got := autodiscover.Order(f, autodiscover.Client{Mail: "anna@contoso.com", Site: "Paris"}, tt.policy)
			have := slices.Contains(vocabtest.FindCodes(got.Findings), "autodiscover.order.unsorted")
			if have != tt.want {
				t.Errorf("%s: want %v, got %v", tt.why, tt.want, have)
			}
		})
	}
}
