// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package winhost_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/schanneltrust/schannel"

	"github.com/schanneltrust/schannel/ems/winhost"
	"github.com/schanneltrust/schannel/internal/vocabtest"
)

func TestCheckRegistry(t *testing.T) {
	t.Parallel()
	for _, tt := range registryRows {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := winhost.CheckRegistry([]schannel.RegistryValue{tt.value})
			vocabtest.Findings(t, got)
			if diff := cmp.Diff([]string{tt.want, tt.text}, append(verdicts(got), got[0].Text)); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
		})
	}
}

func ExampleCheckRegistry() {
	findings := winhost.CheckRegistry([]schannel.RegistryValue{{
		Key:  `HKLM\System\CurrentControlSet\Control\SecurityProviders\Schannel`,
		Name: "DisableClientExtendedMasterSecret",
		Type: schannel.RegDWORD, Number: 1,
	}})
	for _, f := range findings {
		fmt.Println(f.Severity, f.Text)
		fmt.Println("do:", f.Remedies[0].Title)
	}
	// Output:
	// warning DisableClientExtendedMasterSecret is 1: as a client, Schannel does not negotiate the extended master secret; a client in that state was seen to resume no session.
	// do: Enable the extended master secret on both ends
}
