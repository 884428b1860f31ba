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
	const (
		key    = `HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL`
		client = "DisableClientExtendedMasterSecret"
		server = "DisableServerExtendedMasterSecret"
	)
	tests := []struct {
		name  string
		value schannel.RegistryValue
		want  string
		text  string
		why   string
	}{
		{
			"client-on",
			schannel.DWORD(key, client, 0),
			"registry.on certain",
			client + " is 0: as a client, Schannel negotiates the extended master secret, as it does without the value.",
			"KB4528489, Next steps: 0 enables it again",
		},
		{
			"server-on",
			schannel.DWORD(`HKLM\System\CurrentControlSet\Control\SecurityProviders\Schannel`, server, 0),
			"registry.on certain",
			server + " is 0: as a server, Schannel negotiates the extended master secret, as it does without the value.",
			"the key as KB4528489 writes it",
		},
		{
			"powershell-key",
			schannel.DWORD(`hklm:\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL`, server, 0),
			"registry.on certain",
			server + " is 0: as a server, Schannel negotiates the extended master secret, as it does without the value.",
			"the key as PowerShell writes it",
		},
		{
			"client-off",
			schannel.DWORD(key, client, 1),
			"registry.off certain",
			client + " is 1: as a client, Schannel does not negotiate the extended master secret; a client in that state was seen to resume no session.",
			"Decrypting Schannel, part 2, 1.2",
		},
		{
			"large",
			schannel.DWORD(key, client, 0xffffffff),
			"registry.data undocumented",
			client + " is 4294967295; 0 is documented and 1 was observed, others are not.",
			"no text says what other data does",
		},
		{
			"wrong-name",
			schannel.DWORD(key, "DisableExtendedMasterSecret", 1),
			"registry.name certain",
			"DisableExtendedMasterSecret is neither of the two values that KB4528489 names, DisableClientExtendedMasterSecret and DisableServerExtendedMasterSecret.",
			"KB4528489 names two values",
		},
		{
			"trailing-backslash",
			schannel.DWORD(key+`\`, server, 0),
			"registry.on certain",
			server + " is 0: as a server, Schannel negotiates the extended master secret, as it does without the value.",
			"the same key",
		},
		{
			"numbered-control-set",
			schannel.DWORD(`HKLM\SYSTEM\ControlSet001\Control\SecurityProviders\SCHANNEL`, server, 0),
			"registry.on likely",
			server + " is 0: as a server, Schannel negotiates the extended master secret, as it does without the value.",
			"most likely the current control set",
		},
		{
			"control-set-without-number",
			schannel.DWORD(`HKLM\SYSTEM\ControlSet00`, server, 0),
			"registry.key certain",
			server + ` stands below HKLM\SYSTEM\ControlSet00, where KB4528489 does not place it.`,
			"KB4528489, Next steps: the key",
		},
		{
			"no-key",
			schannel.DWORD("", client, 1),
			"registry.no_key insufficient-data",
			"No key is given for " + client + ": it counts only where KB4528489 places it.",
			"KB4528489, Next steps: the key",
		},
		{
			"wrong-key",
			schannel.DWORD(key+`\Protocols\TLS 1.2\Client`, client, 1),
			"registry.key certain",
			client + " stands below " + key + `\Protocols\TLS 1.2\Client, where KB4528489 does not place it.`,
			"KB4528489, Next steps: the key",
		},
	}
	for _, tt := range tests {
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
