// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package main

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

// TestChangedServerChangesTheAnswer turns one fact of the Exchange cases at a
// time.
func TestChangedServerChangesTheAnswer(t *testing.T) {
	t.Parallel()
	const trust = "exchangecert.cause.trust_"
	tests := []struct {
		name, file, from, to string
		causes               []string // with their certainty
		why                  string
	}{
		{
			"trust", "events1037-2019", "", "",
			[]string{trust + "no_service insufficient-data", trust + "no_key_access insufficient-data", trust + "names insufficient-data", trust + "load_balancing insufficient-data"},
			"the article names four, of which nothing is known yet",
		},
		{
			"not-balanced", "events1037-2019", `"server": {`, `"load_balanced": "no", "server": {`,
			[]string{trust + "no_service insufficient-data", trust + "no_key_access insufficient-data", trust + "names insufficient-data"},
			"fourth cause ruled out",
		},
		{
			"names-not-found", "events1037-2019", `"server": {`, `"names_found": "no", "server": {`,
			[]string{trust + "names likely", trust + "no_service insufficient-data", trust + "no_key_access insufficient-data", trust + "load_balancing insufficient-data"},
			"third cause: the query fails",
		},
		{
			"own-certificate-without-smtp", "events1037-2019", `"version"`,
			`"certificates": [{"thumbprint": "0102030405060708090a0b0c0d0e0f1011121314", "services": "IIS"}], "internal": {"published": "yes", "thumbprint": "0102030405060708090a0b0c0d0e0f1011121314"}, "version"`,
			[]string{trust + "no_service likely", trust + "no_key_access insufficient-data", trust + "names insufficient-data", trust + "load_balancing insufficient-data"},
			"first cause: a certificate of one's own, not enabled for SMTP",
		},
		{
			"expiry", "kb953354", "", "",
			[]string{"exchangecert.cause.expired likely", "exchangecert.cause.internal_expired likely"},
			"the article's cause, for each of its events",
		},
		{
			"renewed", "kb953354", `"not_after": "2008-05-01`, `"not_after": "2012-05-01`,
			[]string{"exchangecert.cause.not_shown likely", "exchangecert.cause.not_shown likely"},
			"the certificate is good: the events are of another time",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			raw, err := cases.ReadFile("cases/" + tt.file + ".json")
			require.NoError(t, err)
			require.Contains(t, string(raw), tt.from)
			a, err := work([]byte(strings.Replace(string(raw), tt.from, tt.to, 1)))
			require.NoError(t, err)
			var causes []string
			for _, f := range a.Findings {
				if strings.HasPrefix(string(f.Code), "exchangecert.cause.") {
					causes = append(causes, string(f.Code)+" "+f.Certainty.String())
				}
			}
			if diff := cmp.Diff(tt.causes, causes); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
		})
	}
}

// TestOrderOfTheArticle: the fixes stand in the order of the articles.
func TestOrderOfTheArticle(t *testing.T) {
	t.Parallel()
	const remedy = "exchangecert.remedy."
	for name, want := range map[string][]string{
		"events1037-2019": {remedy + "trust_service", remedy + "trust_key", remedy + "trust_names", remedy + "trust_load_balancing"},
		"kb953354":        {remedy + "trusted", remedy + "renew_transport", remedy + "edge_subscription", remedy + "renew_client_access"},
	} {
		answers, err := diagnose(name)
		require.NoError(t, err)
		var got []string
		seen := map[string]bool{}
		for _, f := range answers[0].Findings {
			for _, r := range f.Remedies {
				if code := string(r.Code); !seen[code] && strings.HasPrefix(string(f.Code), "exchangecert.cause.") {
					seen[code] = true
					got = append(got, code)
				}
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}
