// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package main

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel/internal/vocabtest"
)

// TestChangedServersChangeTheAnswer turns one fact of KB2006728 at a time.
func TestChangedServersChangeTheAnswer(t *testing.T) {
	t.Parallel()
	raw, err := cases.ReadFile("cases/kb2006728.json")
	require.NoError(t, err)
	tests := []struct {
		name     string
		from, to string
		codes    []string // without "autodiscover."
		remedies []string // without "autodiscover.remedy."
		why      string
	}{
		{
			"nothing", "", "",
			[]string{"prompt.tolerance_lost", "prompt.untrusted", "coexistence.redirects"},
			[]string{"certificate", "trusted_root", "check_store", "check_self_signed"},
			"Cause; Resolution, then the steps for the workstation, then both checks",
		},
		{
			"mailbox on 2007", `"mailbox": "exchange2010"`, `"mailbox": "exchange2007"`,
			[]string{"coexistence.answers"},
			nil,
			"More information: the server of 2007 processes the request itself",
		},
		{
			"issued by an authority", `"trusted": "no", "self_signed": "yes"`, `"trusted": "yes", "self_signed": "no"`,
			[]string{"coexistence.redirects"},
			nil,
			"Resolution",
		},
		{
			"root installed", `"trusted": "no"`, `"trusted": "yes"`,
			[]string{"coexistence.redirects"},
			nil,
			"Resolution, the steps for the workstation",
		},
		{
			"root installed and expired", `"not_after": "2014-11-10T09:00:00Z",
          "trusted": "no"`, `"not_after": "2009-11-12T09:00:00Z",
          "trusted": "yes"`,
			[]string{"prompt.date", "coexistence.redirects"},
			[]string{"renew"},
			"Resolution, note: as long as its expiration date has not come",
		},
		{
			"2010 asked first", `"first": "CAS2007"`, `"first": "CAS2010"`,
			[]string{"prompt.tolerated", "coexistence.answers"},
			nil,
			"bb851554: at a URL of the directory the certificate that Setup makes is passed over",
		},
		{
			"nobody saw who is asked first", `"first": "CAS2007"`, `"first": ""`,
			[]string{"prompt.tolerance_lost", "prompt.untrusted", "coexistence.redirects", "first.several"},
			[]string{"certificate", "trusted_root", "check_store", "check_self_signed"},
			"More information: probably that of 2007; other documents disagree on the sort key",
		},
		{
			"Outlook 2010", `"outlook2007"`, `"outlook2010"`,
			[]string{"prompt.untrusted", "coexistence.redirects"},
			[]string{"certificate", "trusted_root", "check_store", "check_self_signed"},
			"the tolerance that a redirect loses is documented for 2007 alone",
		},
		{
			"a program", `"outlook2007"`, `"ews-managed-api"`,
			nil, nil,
			"EWS Managed API: one policy, which does not put CAS2007 first: the facts do not fit each other",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			require.Contains(t, string(raw), tt.from)
			a, err := work([]byte(strings.Replace(string(raw), tt.from, tt.to, 1)))
			if tt.codes == nil {
				require.ErrorContains(t, err, "no documented policy")
				return
			}
			require.NoError(t, err)
			var codes, remedies []string
			for _, f := range a.Findings {
				codes = append(codes, strings.TrimPrefix(string(f.Code), "autodiscover."))
				for _, r := range f.Remedies {
					remedies = append(remedies, strings.TrimPrefix(string(r.Code), "autodiscover.remedy."))
				}
			}
			if diff := cmp.Diff([][]string{tt.codes, tt.remedies}, [][]string{codes, remedies}); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
			vocabtest.Findings(t, a.Findings)
		})
	}
}
