// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package winhost_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel/ems/winhost"
	"github.com/schanneltrust/schannel/internal/vocabtest"
)

// TestUpdates has the lists of KB4528489 in its words: the cumulative updates
// and rollups, then the security-only updates.
func TestUpdates(t *testing.T) {
	t.Parallel()
	want := []string{
		"KB4517389 cumulative: Windows 10 1903",
		"KB4519338 cumulative: Windows 10 1809, Windows Server 2019",
		"KB4520008 cumulative: Windows 10 1803",
		"KB4520004 cumulative: Windows 10 1709",
		"KB4520010 cumulative: Windows 10 1703",
		"KB4519998 cumulative: Windows 10 1607, Windows Server 2016",
		"KB4520011 cumulative: Windows 10 1507",
		"KB4520005 cumulative: Windows 8.1, Windows Server 2012 R2",
		"KB4520007 cumulative: Windows Server 2012",
		"KB4519976 cumulative: Windows 7, Windows Server 2008 R2",
		"KB4520002 cumulative: Windows Server 2008",
		"KB4519990 security-only: Windows 8.1, Windows Server 2012 R2",
		"KB4519985 security-only: Windows Server 2012, Windows Embedded 8 Standard",
		"KB4520003 security-only: Windows 7, Windows Server 2008 R2",
		"KB4520009 security-only: Windows Server 2008",
	}
	var got []string
	for u := range winhost.Updates() {
		if u.Released != "2019-10-08" {
			continue
		}
		kind := "cumulative"
		if u.SecurityOnly {
			kind = "security-only"
		}
		got = append(got, fmt.Sprintf("%s %s: %s", u.ID, kind, strings.Join(u.Products, ", ")))
	}
	slices.Sort(want)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("KB4528489, affected updates (-want +got):\n%s", diff)
	}
}

func TestUpdatesAreWhole(t *testing.T) {
	t.Parallel()
	products := slices.Collect(winhost.Products())
	last := ""
	for u := range winhost.Updates() {
		require.Less(t, last, u.Released+u.ID, "by date and ID")
		last = u.Released + u.ID
		require.NotZero(t, u.Behaviour)
		require.NotEmpty(t, u.Products)
		for _, p := range u.Products {
			require.Contains(t, products, p)
		}
		vocabtest.Sources(t, u.ID, u.Sources)
		u.Products[0] = "changed"
	}
	for u := range winhost.Updates() {
		require.NotEqual(t, "changed", u.Products[0], "the caller's copy is its own")
	}
	for range winhost.Updates() {
		break
	}
	for range winhost.Products() {
		break
	}
}

func ExampleUpdates() {
	for u := range winhost.Updates() {
		if u.LeadingZeroFix {
			fmt.Println(u.Released, u.ID, u.Build)
		}
	}
	// Output:
	// 2020-02-25 KB4537806 14393.3542
	// 2020-03-10 KB4540670 14393.3564
}

func ExampleHost_Assess() {
	host := winhost.Host{Product: "Windows Server 2016", Build: "14393.3542"}
	a, err := host.Assess()
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(a.Client)
	for _, f := range a.Findings {
		fmt.Println(f.Certainty, f.Text)
	}
	// Output:
	// enforces
	// certain Windows Server 2016 enforces the extended master secret for resumption, going by its build: 14393.3542.
	// certain Windows Server 2016 has the leading zero fix for TLS_DHE.
}
