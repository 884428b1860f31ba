// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package winhost_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems/winhost"
)

func TestProductByName(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, want, why string }{
		{"Windows 10, version 1903", "Windows 10 1903", "KB4528489"},
		{"Windows 10 Version 1809 for x64-based Systems", "Windows 10 1809", "CVE-2019-1318"},
		{"Windows Server, version 1903 (Server Core installation)", "Windows Server, version 1903", "CVE-2019-1318"},
		{"windows server 1803", "Windows Server, version 1803", "as people write it"},
		{"Windows 7 Service Pack 1", "Windows 7", "KB4528489"},
		{"Windows 7 SP1", "Windows 7", "as people write it"},
		{"Windows Server 2008 R2 SP1", "Windows Server 2008 R2", "KB4528489"},
		{"Windows Server 2008 R2 for x64-based Systems Service Pack 1", "Windows Server 2008 R2", "CVE-2019-1318"},
		{"Windows Server 2008 Service Pack 2", "Windows Server 2008", "KB4528489"},
		{"Windows 8.1 for 32-bit systems", "Windows 8.1", "CVE-2019-1318"},
		{"Windows 11 22H2", "Windows 11", "winver"},
		{"Windows 11 21H2", "Windows 11", "the first version"},
		{"Windows 11 26H1", "Windows 11", "a later one"},
		{"Windows 11 20H2", "", "a version of Windows 10"},
		{"Windows 11 22H3", "", "a year has two halves"},
		{"Windows 11 XXH2", "", "no year"},
		{"Windows 11 22", "", "no half"},
		{"Microsoft Windows 11 Pro, version 23H2", "Windows 11", "winver"},
		{"Windows 10 (1809)", "Windows 10 1809", "people put the version in parentheses"},
		{"Windows 10 Pro (Version 22H2)", "Windows 10 22H2", "the same"},
		{"Windows Server 2016 (1607)", "Windows Server 2016", "the same of a server"},
		{"Windows Server 2019 (Build 17763.1)", "Windows Server 2019", "a build is no version"},
		{"server2016", "Windows Server 2016", "as schannel.Release is written"},
		{"Server2012R2", "Windows Server 2012 R2", "the same"},
		{"Win10 1809", "Windows 10 1809", "in short"},
		{"Win7 SP1", "Windows 7", "in short"},
		{"Microsoft Windows Server 2019 Datacenter", "Windows Server 2019", "systeminfo"},
		{"Windows 10 for x64-based Systems", "Windows 10 1507", "CVE-2019-1318: the one without a version is the first"},
		{"Windows 10 for 32-bit Systems", "Windows 10 1507", "CVE-2019-1318"},
		{"Windows 10 Enterprise LTSC 2019", "Windows 10 1809", "Long-Term Servicing Channel: 2019 is version 1809"},
		{"Windows 10 Enterprise 2016 LTSB", "Windows 10 1607", "winver: 2016 is version 1607"},
		{"Windows 10 Enterprise 2015 LTSB", "Windows 10 1507", "2015 is version 1507"},
		{"Windows 10 IoT Enterprise LTSC 2021", "Windows 10 21H2", "2021 is version 21H2"},
		{"Windows 10 2019", "", "a year alone is no version"},
		{"Windows Server 2022, version 21H2", "Windows Server 2022", "Windows release health"},
		{"Windows Server 2022 Datacenter: Azure Edition", "Windows Server 2022", "winver"},
		{"Windows Server 2016 Datacenter, Version 1607", "Windows Server 2016", "winver"},
		{"Windows Server 2022, 23H2 Edition (Server Core installation)", "Windows Server, version 23H2", "lists of updates"},
		{"Windows 11 IoT Enterprise LTSC 2024", "Windows 11", "winver: 2024 is version 24H2"},
		{"Windows Server (R) 2008 Enterprise", "Windows Server 2008", "ProductName in the registry"},
		{"Windows Vista (TM) Business", "Windows Vista", "ProductName in the registry"},
		{"Microsoft® Windows Vista™ Home Premium", "Windows Vista", "Win32_OperatingSystem, Caption"},
		{"Windows 7 Starter", "Windows 7", "an edition"},
		{"Windows 7 Ultimate N", "Windows 7", "an edition for Europe"},
		{"Windows 8.1 Single Language", "Windows 8.1", "an edition"},
		{"Windows 10 Pro for Workstations, version 1809", "Windows 10 1809", "an edition"},
		{"Windows Server 2008 R2 for Itanium-Based Systems Service Pack 1", "Windows Server 2008 R2", "MS15-121"},
		{"Windows Server 2012 R2 Standard Evaluation", "Windows Server 2012 R2", "Win32_OperatingSystem, Caption"},
		{"Windows Server 2012R2", "Windows Server 2012 R2", "as people write it"},
		{"Server 2016", "Windows Server 2016", "as people write it"},
		{"Windows 2012 R2", "Windows Server 2012 R2", "as people write it: no other Windows has that year"},
		{"Windows 2004", "", "a version of Windows 10 and of Windows Server"},
		{"Server 2003", "", "none that is known"},
		{"Windows 10", "", "which version is open, and the updates are by version"},
		{"Windows 12", "", "none that is known"},
		{"Linux", "", "none"},
		{"", "", "none"},
	}
	for _, tt := range tests {
		got, ok := winhost.ProductByName(tt.name)
		require.Equal(t, tt.want != "", ok, "%q", tt.name)
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%q, %s (-want +got):\n%s", tt.name, tt.why, diff)
		}
	}
	for product := range winhost.Products() {
		got, _ := winhost.ProductByName(product)
		require.Equal(t, product, got, "each is known by its own name")
	}
}

// TestUnknownProduct: the error names those that may be meant.
func TestUnknownProduct(t *testing.T) {
	t.Parallel()
	_, err := winhost.Host{Product: "Windows 10, version 1904"}.Assess()
	require.ErrorContains(t, err, "Windows 10 20H2; Windows 10 21H1; Windows 10 21H2; Windows 10 22H2")
	_, err = winhost.Host{Product: "Linux"}.Assess()
	require.ErrorContains(t, err, `unknown product "Linux"`)
}

// TestProductsOfTheCVE: releases that CVE-2019-1318 names and KB4528489 does not
// get the updates of those with the same code base.
func TestProductsOfTheCVE(t *testing.T) {
	t.Parallel()
	tests := []struct{ product, update, build string }{
		{"Windows RT 8.1", "KB4520005", ""},
		{"Windows Server, version 1803", "KB4520008", "17134.1069"},
		{"Windows Server, version 1903", "KB4517389", "18362.418"},
	}
	for _, tt := range tests {
		a, err := winhost.Host{Product: tt.product, Updates: []string{tt.update}, Build: tt.build}.Assess()
		require.NoError(t, err)
		require.Equal(t, schannel.Yes, a.Enforcement, "%s", tt.product)
		for _, f := range a.Findings {
			require.NotEqual(t, schannel.Code("ems.windows.host.contradiction"), f.Code, "%s: %s", tt.product, f.Text)
			if f.Code == "ems.windows.host.enforces" {
				require.Equal(t, []any{schannel.Likely, schannel.Inferred}, []any{f.Certainty, f.Evidence}, "%s", tt.product)
			}
		}
	}
}

func ExampleProductByName() {
	fmt.Println(winhost.ProductByName("Windows Server 2012 R2 Datacenter"))
	// Output: Windows Server 2012 R2 true
}

// TestProductOfOneWord: the name of all releases is that of none.
func TestProductOfOneWord(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"Windows", "Server", ""} {
		_, known := winhost.ProductByName(name)
		require.False(t, known, "%q", name)
	}
}
