// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package compose_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/vocabtest"
	"github.com/schanneltrust/schannel/trustlist/compose"
)

const schannelKey = `HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL`

func TestCheckRegistry(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name  string
		why   string
		value schannel.RegistryValue
		want  []string
	}{
		{"off", "KB2464556, Method 3: 0 is false", schannel.DWORD(schannelKey, "SendTrustedIssuerList", 0), []string{"trustlist.registry.send_not"}},
		{"on", "KB2464556, Method 3: 1 is true", schannel.DWORD(schannelKey, "SendTrustedIssuerList", 1), []string{"trustlist.registry.send"}},
		{"case", "the registry knows no case", schannel.DWORD(`hklm\system\currentcontrolset\control\securityproviders\schannel\`, "sendtrustedissuerlist", 0), []string{"trustlist.registry.send_not"}},
		{"two", "no document says what 2 does", schannel.DWORD(schannelKey, "SendTrustedIssuerList", 2), []string{"trustlist.registry.data"}},
		{"seen-in-the-wild", "an administrator set SendTrustedIssuers and found it did nothing", schannel.DWORD(schannelKey, "SendTrustedIssuers", 1), []string{"trustlist.registry.name"}},
		{"slip", "one letter more", schannel.DWORD(schannelKey, "ClientAuthTrustsMode", 2), []string{"trustlist.registry.name"}},
		{"wrong-key", "the value belongs to SecurityProviders\\SCHANNEL itself", schannel.DWORD(schannelKey+`\Protocols`, "SendTrustedIssuerList", 0), []string{"trustlist.registry.key"}},
		{"machine-trust", "Schannel SSP overview: 0, the default", schannel.DWORD(schannelKey, "ClientAuthTrustMode", 0), []string{"trustlist.trust.machine"}},
		{"exclusive-root", "Schannel SSP overview: 1", schannel.DWORD(schannelKey, "ClientAuthTrustMode", 1), []string{"trustlist.trust.exclusive_root"}},
		{"exclusive-ca", "Schannel SSP overview: 2", schannel.DWORD(schannelKey, "ClientAuthTrustMode", 2), []string{"trustlist.trust.exclusive_ca"}},
		{"mode-three", "Schannel SSP overview: no such mode", schannel.DWORD(schannelKey, "ClientAuthTrustMode", 3), []string{"trustlist.registry.data"}},
		{"errors-only", "KB260729: 1 is errors; KB933430: no warnings then", schannel.DWORD(schannelKey, "EventLogging", 1), []string{"trustlist.registry.warnings_not"}},
		{"everything", "KB260729: 7 is errors, warnings and information", schannel.DWORD(schannelKey, "EventLogging", 7), []string{"trustlist.registry.warnings"}},
		{"beyond-everything", "KB260729: no such bit", schannel.DWORD(schannelKey, "EventLogging", 8), []string{"trustlist.registry.data"}},
		{"offline-hive", "reg load puts a hive below HKEY_USERS too", schannel.DWORD(`HKU\OFFLINE\ControlSet001\Control\SecurityProviders\SCHANNEL`, "SendTrustedIssuerList", 0), []string{"trustlist.registry.send_not"}},
		{"wrong-type", "KB2464556, Method 3: a DWORD", schannel.RegistryValue{Key: schannelKey, Name: "SendTrustedIssuerList", Type: schannel.RegSZ, Strings: []string{"1"}}, []string{"trustlist.registry.type"}},
		{"blank", "another name to Windows", schannel.DWORD(schannelKey, "SendTrustedIssuerList ", 1), []string{"trustlist.registry.blank"}},
		{"keyless", "a fragment that was pasted without its key", schannel.DWORD("", "SendTrustedIssuerList", 1), []string{"trustlist.registry.keyless"}},
		{"control-set", "cc783264: the set that Select names", schannel.DWORD(strings.Replace(schannelKey, "CurrentControlSet", "ControlSet001", 1), "SendTrustedIssuerList", 1), []string{"trustlist.registry.send"}},
		{"somebody-elses", "a common name under another program's key", schannel.DWORD(`HKEY_LOCAL_MACHINE\SOFTWARE\Contoso`, "EventLogging", 1), nil},
		{"other-value", "not a value of this package, and like none", schannel.DWORD(schannelKey, "DisableClientExtendedMasterSecret", 1), nil},
		{"long-name", "like none", schannel.DWORD(schannelKey, "SendTrustedIssuerListToAllClients", 1), nil},
		{"other-key", "an unknown name elsewhere", schannel.DWORD(`HKEY_CURRENT_USER\Software`, "SendTrustedIssuers", 1), nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			findings := compose.CheckRegistry(schannel.Server2016, []schannel.RegistryValue{tt.value})
			vocabtest.Findings(t, findings)
			if diff := cmp.Diff(append([]string{}, tt.want...), vocabtest.FindCodes(findings)); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
		})
	}
}

// TestSettingsByRelease: ClientAuthTrustMode came with Windows Server 2012, and
// of no release nothing is said.
func TestSettingsByRelease(t *testing.T) {
	t.Parallel()
	mode := setting("ClientAuthTrustMode", 2)
	for release, want := range map[schannel.Release]string{
		schannel.Server2008R2: "trustlist.trust.not_yet certain", schannel.Server2012: "trustlist.trust.exclusive_ca certain",
		schannel.ReleaseUnspecified: "trustlist.trust.exclusive_ca insufficient-data",
	} {
		findings := compose.CheckRegistry(release, mode)
		require.Len(t, findings, 1)
		require.Equal(t, want, fmt.Sprintf("%s %s", findings[0].Code, findings[0].Certainty))
	}
}

// TestTwiceAndInDoubt: of a value that stands twice the last counts; with two
// control sets and no Select it is not known which one does.
func TestTwiceAndInDoubt(t *testing.T) {
	t.Parallel()
	twice := append(setting("SendTrustedIssuerList", 1), setting("SendTrustedIssuerList", 0)...)
	require.Equal(t, []string{"trustlist.registry.again", "trustlist.registry.send_not"}, vocabtest.FindCodes(compose.CheckRegistry(schannel.Server2016, twice)))
	var sets []schannel.RegistryValue
	for _, set := range []string{"ControlSet001", "ControlSet002"} {
		sets = append(sets, schannel.DWORD(strings.Replace(schannelKey, "CurrentControlSet", set, 1), "SendTrustedIssuerList", 1))
	}
	findings := compose.CheckRegistry(schannel.Server2016, sets)
	last := findings[len(findings)-1]
	require.Equal(t, schannel.InsufficientData, last.Certainty)
	require.Equal(t, schannel.Code("trustlist.missing.control_set"), last.Missing[0].Code)
	require.Equal(t, schannel.Unknown, compose.Compose(compose.Host{Release: schannel.Server2016, Registry: sets}).Sent)
}

func ExampleCheckRegistry() {
	for _, f := range compose.CheckRegistry(schannel.Server2016, []schannel.RegistryValue{
		{Key: `HKLM\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL`, Name: "SendTrustedIssuers", Type: schannel.RegDWORD, Number: 0},
	}) {
		fmt.Println(f.Code)
		fmt.Println(f.Text)
	}
	// Output:
	// trustlist.registry.name
	// SendTrustedIssuers is no value of Schannel. SendTrustedIssuerList seems to be meant.
}

// TestSettingsOfComposition: remedies go by the values that count, under their
// documented names.
func TestSettingsOfComposition(t *testing.T) {
	t.Parallel()
	values := append(setting("sendtrustedissuerlist", 1), schannel.RegistryValue{Key: schannelKey, Name: "EventLogging", Type: schannel.RegSZ, Strings: []string{"three"}}, schannel.DWORD(schannelKey, "Other", 1))
	require.Equal(t, setting("SendTrustedIssuerList", 1), compose.Compose(compose.Host{Release: schannel.Server2016, Registry: values}).Settings)
	require.Empty(t, compose.Compose(compose.Host{Release: schannel.Server2016}).Settings)
}
