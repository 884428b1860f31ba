// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package winhost_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems/winhost"
)

var allRemedies = []schannel.Code{
	winhost.RemedyEnable, winhost.RemedyEnableOther, winhost.RemedyFTPReuse, winhost.RemedyInstallUpdates, winhost.RemedyRemoveDHE,
}

func TestRemedyByCode(t *testing.T) {
	t.Parallel()
	for _, code := range allRemedies {
		got, ok := winhost.RemedyByCode(code)
		require.True(t, ok)
		require.Equal(t, code, got.Code)
		got.Steps[0].Text = "changed"
		again, _ := winhost.RemedyByCode(code)
		require.NotEqual(t, "changed", again.Steps[0].Text, "the caller's copy is its own")
	}
	_, ok := winhost.RemedyByCode("no.such.remedy")
	require.False(t, ok)
}

// TestRemediesFit has what is offered where, by step.
func TestRemediesFit(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name     string
		remedy   schannel.Code
		known    schannel.Scope
		registry []schannel.RegistryValue
		steps    []int
		why      string
	}{
		{"updates-2016", "ems.windows.remedy.install_updates", schannel.Scope{Products: []string{"Windows Server 2016"}}, nil, []int{1}, "KB4557473, Resolution"},
		{"updates-2012-r2", "ems.windows.remedy.install_updates", schannel.Scope{Products: []string{"Windows Server 2012 R2"}}, nil, []int{2}, "KB4557473, second list"},
		{"updates-2019", "ems.windows.remedy.install_updates", schannel.Scope{Products: []string{"Windows Server 2019"}}, nil, nil, "KB4557473, first list: it has the fix"},
		{"updates-unknown", "ems.windows.remedy.install_updates", schannel.Scope{}, nil, []int{1, 2}, "nothing is known"},
		{"dhe-2012-r2", "ems.windows.remedy.remove_dhe", schannel.Scope{Products: []string{"Windows Server 2012 R2"}}, nil, []int{2}, "Disable-TlsCipherSuite: Server 2016 and later"},
		{"enable-client", "ems.windows.remedy.enable", schannel.Scope{Roles: []string{"client"}}, nil, []int{1, 3}, "KB4528489, Next steps: a value for each side"},
		{"enable-client-done", "ems.windows.remedy.enable", schannel.Scope{Roles: []string{"client"}}, []schannel.RegistryValue{schannel.DWORD(emsKey, disableClient, 0)}, nil, "the value is 0 already"},
		{"enable-other", "ems.windows.remedy.enable_other", schannel.Scope{}, nil, []int{1}, "KB4528489, item 1 for administrators"},
		{"ftp-vsftpd", "ems.windows.remedy.ftp_reuse", schannel.Scope{Products: []string{"vsftpd"}}, nil, []int{2}, "FluentFTP#236"},
		{"ftp-filezilla", "ems.windows.remedy.ftp_reuse", schannel.Scope{Products: []string{"filezilla-server-1"}}, nil, nil, "FluentFTP#1738: it cannot be switched off"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			r, ok := winhost.RemedyByCode(tt.remedy)
			require.True(t, ok)
			fitting, fits := r.For(tt.known, tt.registry)
			require.Equal(t, tt.steps != nil, fits, tt.why)
			var steps []int
			for _, s := range fitting.Steps {
				steps = append(steps, s.Number)
			}
			require.Equal(t, tt.steps, steps, tt.why)
		})
	}
}

// TestRegistryOfRemedy holds that what the remedy sets is what CheckRegistry
// calls on.
func TestRegistryOfRemedy(t *testing.T) {
	t.Parallel()
	var values []schannel.RegistryValue
	for _, code := range allRemedies {
		r, _ := winhost.RemedyByCode(code)
		for _, s := range r.Steps {
			if !s.Registry.IsZero() {
				values = append(values, s.Registry)
			}
		}
	}
	require.Equal(t, []string{"ems.windows.registry.on certain", "ems.windows.registry.on certain"}, verdicts(winhost.CheckRegistry(values)))
}

// TestPhrasesOfHosts has the outcomes, what settles them and what is missing.
func TestPhrasesOfHosts(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name  string
		host  winhost.Host
		codes []schannel.Code
		why   string
	}{
		{"nothing", winhost.Host{}, []schannel.Code{"ems.windows.missing.updates", "ems.windows.missing.product", "ems.windows.missing.updates", "ems.windows.missing.product"}, "a zero host is no evidence"},
		{
			"security-only",
			winhost.Host{Product: "Windows Server 2012 R2", Updated: day(t, "2020-06-09"), SecurityOnly: true},
			[]schannel.Code{"ems.windows.outcome.negotiates", "ems.windows.outcome.enforces", "ems.windows.settle.security_only"},
			"KB4528489 says both",
		},
		{
			"disputed-zeros",
			winhost.Host{Product: "Windows 10 1607", Build: "14393.3274"},
			[]schannel.Code{"ems.windows.outcome.zero_every", "ems.windows.outcome.zero_update", "ems.windows.settle.zero"},
			"KB4557473 says both",
		},
		{
			"not-said-2017",
			winhost.Host{Product: "Windows Server 2012 R2", Updated: day(t, "2017-03-14")},
			[]schannel.Code{"ems.windows.missing.extension"},
			"KB3081320 may be left out",
		},
		{
			"data",
			winhost.Host{Product: "Windows 11", Registry: []schannel.RegistryValue{schannel.DWORD(emsKey, disableServer, 7)}},
			[]schannel.Code{"ems.windows.outcome.off", "ems.windows.outcome.on", "ems.windows.settle.hello"},
			"no text says what 7 does",
		},
		{
			"no-key",
			winhost.Host{Product: "Windows 11", Registry: []schannel.RegistryValue{schannel.DWORD("", disableServer, 1)}},
			[]schannel.Code{"ems.windows.missing.key"},
			"KB4528489, Next steps: the key",
		},
		{
			"sets",
			winhost.Host{Product: "Windows 11", Registry: []schannel.RegistryValue{
				schannel.DWORD(`HKLM\SYSTEM\ControlSet001\Control\SecurityProviders\SCHANNEL`, disableServer, 1),
				schannel.DWORD(`HKLM\SYSTEM\ControlSet002\Control\SecurityProviders\SCHANNEL`, "Other", 1),
			}},
			[]schannel.Code{"ems.windows.missing.control_set"},
			"several control sets",
		},
		{
			"twice",
			winhost.Host{Product: "Windows 11", Registry: []schannel.RegistryValue{schannel.DWORD(emsKey, disableServer, 1), schannel.DWORD(emsKey, disableServer, 0)}},
			[]schannel.Code{"ems.windows.missing.which", "ems.windows.missing.which"},
			"they contradict each other",
		},
		{
			"logging",
			winhost.Host{Product: "Windows 11", Registry: []schannel.RegistryValue{{Key: emsKey, Name: "EventLogging", Type: schannel.RegSZ, Strings: []string{"1"}}}},
			[]schannel.Code{"ems.windows.missing.logging"},
			"KB260729 has a REG_DWORD",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			a, err := tt.host.Assess()
			require.NoError(t, err)
			var codes []schannel.Code
			for _, f := range a.Findings {
				for _, p := range slices.Concat(f.Outcomes, f.Settle, f.Missing) {
					codes = append(codes, p.Code)
				}
			}
			require.Equal(t, tt.codes, codes, tt.why)
		})
	}
}

// TestPhrasesOfRemedies has what a person needs, and what else changes.
func TestPhrasesOfRemedies(t *testing.T) {
	t.Parallel()
	want := map[schannel.Code][]schannel.Code{
		winhost.RemedyEnable:         {"ems.windows.condition.implements", "ems.windows.rights.administrator", "ems.windows.effect.first"},
		winhost.RemedyEnableOther:    {"ems.windows.condition.implements", "ems.windows.rights.other", "ems.windows.effect.first"},
		winhost.RemedyFTPReuse:       {"ems.windows.condition.demands", "ems.windows.rights.ftp", "ems.windows.effect.impostor"},
		winhost.RemedyInstallUpdates: {"ems.windows.rights.administrator", "ems.windows.effect.enforces"},
		winhost.RemedyRemoveDHE:      {"ems.windows.condition.no_ems", "ems.windows.rights.policy", "ems.windows.effect.no_suite", "ems.windows.effect.list_length"},
	}
	for _, code := range allRemedies {
		r, _ := winhost.RemedyByCode(code)
		var codes []schannel.Code
		for _, p := range slices.Concat(r.Scope.Conditions, r.Rights, r.SideEffects) {
			codes = append(codes, p.Code)
		}
		require.Equal(t, want[code], codes)
	}
}

func ExampleRemedyByCode() {
	r, _ := winhost.RemedyByCode(winhost.RemedyFTPReuse)
	fitting, _ := r.For(schannel.Scope{Products: []string{"vsftpd"}}, nil)
	fmt.Println(fitting.Title)
	fmt.Println(fitting.Steps[0].Command)
	// Output:
	// Let the FTP server accept data connections that do not resume the session
	// require_ssl_reuse=NO
}
