// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package office_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/schanneltrust/schannel/autodiscover/internal/office"
)

func TestLocate(t *testing.T) {
	t.Parallel()
	user := office.Location{Known: true, Version: "16.0"}
	tests := []struct {
		key  string
		want office.Location
		why  string
	}{
		{`HKEY_CURRENT_USER\Software\Microsoft\Office\16.0\Outlook\AutoDiscover`, user, "KB2212902"},
		{`hkcu\SOFTWARE\microsoft\office\16.0\outlook\autodiscover\`, user, "the registry knows no case, and people end keys with a backslash"},
		{`HKU\S-1-5-21-1\Software\Microsoft\Office\16.0\Outlook\AutoDiscover`, user, "HKEY_CURRENT_USER is a key below HKEY_USERS"},
		{`HKCU\Software\Policies\Microsoft\Office\16.0\Outlook\AutoDiscover`, office.Location{Known: true, Policy: true, Version: "16.0"}, "KB2212902: the key of policies"},
		{`HKLM\Software\Microsoft\Office\16.0\Outlook\AutoDiscover`, office.Location{Known: true, Machine: true, Version: "16.0"}, "KB2212902 names users only"},
		{`HKCU\Software\Microsoft\Office\14.0\Outlook\AutoDiscover\RedirectServers`, office.Location{Known: true, Version: "14.0", Below: "RedirectServers"}, "KB2480582"},
		{`HKCU\Software\Microsoft\Office\16.0\Outlook\AutoDiscovery`, office.Location{}, "another key"},
		{`HKCU\Software\Microsoft\Office\16.0\Outlook`, office.Location{}, "the key above"},
		{`HKCU\Software\Contoso\16.0\Outlook\AutoDiscover`, office.Location{}, "another vendor's"},
		{`HKCU\Microsoft\Office\16.0\Outlook\AutoDiscover`, office.Location{}, "not below Software"},
		{`HKCR\Software\Microsoft\Office\16.0\Outlook\AutoDiscover`, office.Location{}, "another hive"},
		{"", office.Location{}, "no key"},
	}
	for _, tt := range tests {
		if diff := cmp.Diff(tt.want, office.Locate(tt.key)); diff != "" {
			t.Errorf("%s: %s (-want +got):\n%s", tt.key, tt.why, diff)
		}
	}
}
