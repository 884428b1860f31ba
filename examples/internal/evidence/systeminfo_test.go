// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package evidence_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel/ems/winhost"
	"github.com/schanneltrust/schannel/examples/internal/evidence"
)

// systemInfo is what systeminfo prints, with labels as they are in English.
const systemInfo = "\r\nHost Name:                 APP2\r\n" +
	"OS Name:                   Microsoft Windows Server 2012 R2 Standard\r\n" +
	"OS Version:                6.3.9600 N/A Build 9600\r\n" +
	"OS Manufacturer:           Microsoft Corporation\r\n" +
	"Hotfix(s):                 2 Hotfix(s) Installed.\r\n" +
	"                           [01]: KB2919355\r\n" +
	"                           [02]: KB4519990\r\n" +
	"Network Card(s):           1 NIC(s) Installed.\r\n" +
	"                           [01]: vmxnet3 Ethernet Adapter\r\n"

// TestSystemInfo: which Windows it is and its updates, whatever the language.
func TestSystemInfo(t *testing.T) {
	t.Parallel()
	local := winhost.Host{Product: "Windows Server 2012 R2", Build: "6.3.9600", Updates: []string{"KB2919355", "KB4519990"}}
	german := strings.NewReplacer("OS Name:   ", "Betriebssystemname:", "OS Version: ", "Betriebssystemversion: ", "N/A", "Nicht zutreffend").Replace(systemInfo)
	ten := strings.NewReplacer("Server 2012 R2 Standard", "10 Pro", "6.3.9600 N/A Build 9600", "10.0.14393 N/A Build 14393").Replace(systemInfo)
	for _, tt := range []struct {
		name, why string
		files     map[string]string
		product   string // of the flag
		local     winhost.Host
		want      []string
	}{
		{"english", "", map[string]string{"x.txt": systemInfo}, "", local, []string{"x.txt updates 3"}},
		{"german", "labels are translated, their order is not", map[string]string{"x.txt": german}, "", local, []string{"x.txt updates 3"}},
		{"powershell", "a redirection of Windows PowerShell is UTF-16", map[string]string{"x.txt": wide(systemInfo)}, "", local, []string{"x.txt updates 3"}},
		{"ticket", "an event beside it", map[string]string{"x.txt": systemInfo + "\r\n" + viewed}, "", local, []string{"x.txt updates 3", "x.txt system-log 1"}},
		{
			"ten", "the build tells which Windows 10 it is",
			map[string]string{"x.txt": ten},
			"",
			winhost.Host{Product: "Microsoft Windows 10 Pro", Build: "10.0.14393", Updates: local.Updates},
			[]string{"x.txt updates 3"},
		},
		{
			"two", "a case has one computer that shows the failure",
			map[string]string{"a.txt": systemInfo, "b.txt": ten},
			"", local,
			[]string{"a.txt updates 3", "b.txt updates 3", "b.txt diagnose.left_out.second_computer"},
		},
		{
			"two-alike", "the same Windows with other updates is another computer",
			map[string]string{"a.txt": systemInfo, "b.txt": strings.ReplaceAll(systemInfo, "KB2919355", "KB2919442")},
			"", local,
			[]string{"a.txt updates 3", "b.txt updates 3", "b.txt diagnose.left_out.second_computer"},
		},
		{"twice", "pasted twice, it is one", map[string]string{"a.txt": systemInfo, "b.txt": systemInfo}, "", local, []string{"a.txt updates 3", "b.txt updates 3"}},
		{
			"flag", "-product says that the failure is elsewhere",
			map[string]string{"x.txt": systemInfo},
			"Windows Server 2019",
			winhost.Host{Product: "Windows Server 2019"},
			[]string{"x.txt updates 3", "x.txt diagnose.left_out.second_computer"},
		},
		{"same-flag", "-product says the same", map[string]string{"x.txt": systemInfo}, "Windows Server 2012 R2", local, []string{"x.txt updates 3"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var o evidence.Options
			if tt.product != "" {
				require.NoError(t, o.Set("product", tt.product))
			}
			c, err := evidence.Collect([]string{folderOf(t, tt.files)}, o)
			require.NoError(t, err)
			require.Equal(t, tt.want, seen(c), tt.why)
			require.Equal(t, tt.local, c.EMS.Local)
		})
	}
	_, err := evidence.Collect([]string{folderOf(t, map[string]string{"x.txt": strings.ReplaceAll(systemInfo, "2012 R2 Standard", "2099")})}, evidence.Options{})
	require.Error(t, err, "a Windows that nobody here knows")
}
