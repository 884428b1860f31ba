// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package winhost_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

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

// TestRegistryWhole has values that depend on each other.
func TestRegistryWhole(t *testing.T) {
	t.Parallel()
	in := func(set string) string {
		return `HKLM\SYSTEM\` + set + `\Control\SecurityProviders\SCHANNEL`
	}
	tests := []struct {
		name   string
		values []schannel.RegistryValue
		want   []string
		client winhost.Behaviour
		why    string
	}{
		{
			"two-control-sets",
			[]schannel.RegistryValue{schannel.DWORD(in("ControlSet001"), disableClient, 1), schannel.DWORD(in("ControlSet002"), disableClient, 0)},
			[]string{"ems.windows.registry.no_key insufficient-data", "ems.windows.registry.no_key insufficient-data"},
			winhost.BehaviourUnspecified,
			"nothing says which set is current",
		},
		{
			"selected-control-set",
			[]schannel.RegistryValue{
				schannel.DWORD(`HKLM\SYSTEM\Select`, "Current", 2),
				schannel.DWORD(in("ControlSet001"), disableClient, 1), schannel.DWORD(in("ControlSet002"), disableClient, 0),
			},
			[]string{"ems.windows.registry.key certain", "ems.windows.registry.on certain", "ems.windows.registry.other certain"},
			winhost.EnforcesEMS,
			"Select says which set is current",
		},
		{
			"twice",
			[]schannel.RegistryValue{schannel.DWORD(in("CurrentControlSet"), disableClient, 1), schannel.DWORD(in("ControlSet001"), disableClient, 0)},
			[]string{"ems.windows.registry.twice insufficient-data", "ems.windows.registry.twice insufficient-data"},
			winhost.BehaviourUnspecified,
			"one answer, not two that contradict each other",
		},
		{
			"twice-the-same",
			[]schannel.RegistryValue{schannel.DWORD(in("CurrentControlSet"), disableClient, 1), schannel.DWORD(in("ControlSet001"), disableClient, 1)},
			[]string{"ems.windows.registry.off certain", "ems.windows.registry.off likely"},
			winhost.NoEMS,
			"they say the same: whichever is in force",
		},
		{
			"twice-by-type",
			[]schannel.RegistryValue{
				schannel.DWORD(in("CurrentControlSet"), disableClient, 0),
				{Key: in("ControlSet001"), Name: disableClient, Type: schannel.RegSZ, Strings: []string{"0"}},
			},
			[]string{"ems.windows.registry.twice insufficient-data", "ems.windows.registry.twice insufficient-data"},
			winhost.BehaviourUnspecified,
			"a value has one type: one of the two is not in force",
		},
		{
			"many-others",
			slices.Repeat([]schannel.RegistryValue{schannel.DWORD(`HKLM\SOFTWARE\Contoso`, "Other", 1)}, 1000),
			[]string{"ems.windows.registry.other certain"},
			winhost.EnforcesEMS,
			"one finding counts them",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			findings := winhost.CheckRegistry(tt.values)
			vocabtest.Findings(t, findings)
			require.Equal(t, tt.want, verdicts(findings), tt.why)
			a, err := winhost.Host{Product: "Windows Server 2022", Registry: tt.values}.Assess()
			require.NoError(t, err)
			require.Equal(t, tt.client, a.Client, tt.why)
		})
	}
}

// TestOthersNamed: the finding that counts the others names the first five.
func TestOthersNamed(t *testing.T) {
	t.Parallel()
	for count, named := range map[int]int{1: 1, 5: 5, 7: 5} {
		f := winhost.CheckRegistry(slices.Repeat([]schannel.RegistryValue{schannel.DWORD(`HKLM\SOFTWARE\Contoso`, "Other", 1)}, count))[0]
		require.Equal(t, []any{named, schannel.Number("count", count)}, []any{len(f.Items), f.Args[0]})
	}
}

// TestRemedyOfWhatIsRead: a value that Windows does not read has mended nothing.
func TestRemedyOfWhatIsRead(t *testing.T) {
	t.Parallel()
	off := schannel.DWORD(emsKey, disableClient, 1)
	for _, tt := range []struct {
		name   string
		beside schannel.RegistryValue
		why    string
	}{
		{"key", schannel.DWORD(emsKey+`\Protocols\TLS 1.2\Client`, disableClient, 0), "KB4528489, Next steps: the key"},
		{"name", schannel.DWORD(emsKey, disableClient+"s", 0), "KB4528489, Next steps: the name"},
	} {
		findings := winhost.CheckRegistry([]schannel.RegistryValue{tt.beside, off})
		i := slices.IndexFunc(findings, func(f schannel.Finding) bool { return f.Code == winhost.CodeRegistryOff })
		require.NotEqual(t, -1, i, tt.name)
		require.Len(t, findings[i].Remedies, 1, "%s: %s", tt.name, tt.why)
	}
}

// TestNoRemedyOfWhatIsDone: where the right value is 0, a misspelt one asks for
// nothing; KB4528489, Next steps.
func TestNoRemedyOfWhatIsDone(t *testing.T) {
	t.Parallel()
	misspelt := schannel.DWORD(emsKey, disableClient+"s", 1)
	for number, remedies := range map[uint32]int{0: 0, 1: 1} {
		f := winhost.CheckRegistry([]schannel.RegistryValue{misspelt, schannel.DWORD(emsKey, disableClient, number)})[0]
		require.Equal(t, schannel.Code("ems.windows.registry.name"), f.Code)
		require.Len(t, f.Remedies, remedies, "the right one is %d", number)
	}
}

// TestEventsOff: KB260729: without the bit of value 1 no errors are written.
func TestEventsOff(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		value schannel.RegistryValue
		want  bool
		why   string
	}{
		{schannel.DWORD(emsKey, "EventLogging", 2), true, "warnings alone"},
		{schannel.DWORD(emsKey, "EventLogging", 3), false, "errors and warnings"},
		{schannel.RegistryValue{Key: emsKey, Name: "EventLogging", Type: schannel.RegSZ, Strings: []string{"0"}}, false, "of another type: nothing is known"},
	} {
		a, err := winhost.Host{Registry: []schannel.RegistryValue{tt.value}}.Assess()
		require.NoError(t, err)
		require.Equal(t, tt.want, a.EventsOff, tt.why)
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
	// do: Enable the extended master secret on the Windows end
}
