// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package compose_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/vocabtest"
	"github.com/schanneltrust/schannel/trustlist"
	"github.com/schanneltrust/schannel/trustlist/compose"
	"github.com/schanneltrust/schannel/trustlist/listtest"
)

// TestWithRemedies gives a list that is cut the methods of KB2464556 in their
// order, or what took their place, and a list that is not sent nothing.
func TestWithRemedies(t *testing.T) {
	t.Parallel()
	list, err := listtest.Synthesize(listtest.Synthesis{Names: 294, Bytes: 35917})
	require.NoError(t, err)
	methods := []schannel.Code{"trustlist.remedy.refill_roots", "trustlist.remedy.remove_roots", "trustlist.remedy.enterprise_policy", "trustlist.remedy.send_no_list"}
	tests := []struct {
		name    string
		why     string
		release schannel.Release
		sent    bool
		want    []schannel.Code
	}{
		{"2008-r2", "KB2801679, Resolution, comes first; KB2464556, Methods 1 to 3", schannel.Server2008R2, true, methods},
		{"2012-told-to-send", "Schannel SSP overview: a store of its own from 2012 on", schannel.Server2012, true, []schannel.Code{"trustlist.remedy.refill_roots", "trustlist.remedy.issuers_store", "trustlist.remedy.send_no_list"}},
		{"2012", "what is not sent harms nobody", schannel.Server2012, false, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			profile, ok := trustlist.ProfileOf(tt.release)
			require.True(t, ok)
			profile.Sent = tt.sent
			bare := trustlist.Analyze(list, profile).Findings
			findings := compose.WithRemedies(profile, bare)
			vocabtest.Findings(t, findings)
			for i, f := range findings {
				require.Empty(t, bare[i].Remedies, "what is given stays as it is")
				want := tt.want
				if f.Code != "trustlist.list.truncated" && f.Code != "trustlist.client.no_offer" {
					want = nil
				}
				if f.Code == "trustlist.event.logging" {
					want = []schannel.Code{"trustlist.remedy.log_warnings"}
				}
				if diff := cmp.Diff(want, vocabtest.RemedyCodes(f.Remedies)); diff != "" {
					t.Errorf("%s: %s (-want +got):\n%s", f.Code, tt.why, diff)
				}
			}
		})
	}
}

// TestSilentRemedy is KB2464556, Method 3: it names the value, and says that
// the computer restarts.
func TestSilentRemedy(t *testing.T) {
	t.Parallel()
	profile, _ := trustlist.ProfileOf(schannel.Server2008R2)
	list, err := listtest.Synthesize(listtest.Synthesis{Names: 294, Bytes: 35917})
	require.NoError(t, err)
	remedies := compose.WithRemedies(profile, trustlist.Analyze(list, profile).Findings)[0].Remedies
	silent := remedies[len(remedies)-1]
	want := schannel.DWORD(`HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL`, "SendTrustedIssuerList", 0)
	if diff := cmp.Diff(want, silent.Steps[1].Registry); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	require.Equal(t, []string{"computer"}, silent.Restarts)
}

func ExampleWithRemedies() {
	list, _ := listtest.Synthesize(listtest.Synthesis{Names: 294, Bytes: 35917})
	profile, _ := trustlist.ProfileOf(schannel.Server2008R2)
	for _, f := range compose.WithRemedies(profile, trustlist.Analyze(list, profile).Findings)[:1] {
		for _, r := range f.Remedies {
			fmt.Println(r.Title)
		}
	}
	// Output:
	// Take out the third-party roots that KB931125 put in
	// Remove trusted root certificates that are not used
	// Have a group policy trust enterprise roots only
	// Send no list at all
}
