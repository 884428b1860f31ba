// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package winhost_test

import (
	"github.com/schanneltrust/schannel"
)

const (
	emsKey        = `HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL`
	disableClient = "DisableClientExtendedMasterSecret"
	disableServer = "DisableServerExtendedMasterSecret"
)

// registryRows are single values of the registry.
var registryRows = []struct {
	name  string
	value schannel.RegistryValue
	want  string
	text  string
	why   string
}{
	{
		"client-on",
		schannel.DWORD(emsKey, disableClient, 0),
		"registry.on certain",
		disableClient + " is 0: as a client, Schannel negotiates the extended master secret, as it does without the value.",
		"KB4528489, Next steps: 0 enables it again",
	},
	{
		"server-on",
		schannel.DWORD(`HKLM\System\CurrentControlSet\Control\SecurityProviders\Schannel`, disableServer, 0),
		"registry.on certain",
		disableServer + " is 0: as a server, Schannel negotiates the extended master secret, as it does without the value.",
		"the key as KB4528489 writes it",
	},
	{
		"powershell-key",
		schannel.DWORD(`hklm:\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL`, disableServer, 0),
		"registry.on certain",
		disableServer + " is 0: as a server, Schannel negotiates the extended master secret, as it does without the value.",
		"the key as PowerShell writes it",
	},
	{
		"client-off",
		schannel.DWORD(emsKey, disableClient, 1),
		"registry.off certain",
		disableClient + " is 1: as a client, Schannel does not negotiate the extended master secret; a client in that state was seen to resume no session.",
		"Decrypting Schannel, part 2, 1.2",
	},
	{
		"large",
		schannel.DWORD(emsKey, disableClient, 0xffffffff),
		"registry.data undocumented",
		disableClient + " is 4294967295; 0 is documented and 1 was observed, others are not.",
		"no text says what other data does",
	},
	{
		"wrong-name",
		schannel.DWORD(emsKey, "DisableExtendedMasterSecret", 1),
		"registry.name certain",
		"DisableExtendedMasterSecret is neither of the two values that KB4528489 names, DisableClientExtendedMasterSecret and DisableServerExtendedMasterSecret.",
		"KB4528489 names two values",
	},
	{
		"trailing-backslash",
		schannel.DWORD(emsKey+`\`, disableServer, 0),
		"registry.on certain",
		disableServer + " is 0: as a server, Schannel negotiates the extended master secret, as it does without the value.",
		"the same key",
	},
	{
		"numbered-control-set",
		schannel.DWORD(`HKLM\SYSTEM\ControlSet001\Control\SecurityProviders\SCHANNEL`, disableServer, 0),
		"registry.on likely",
		disableServer + " is 0: as a server, Schannel negotiates the extended master secret, as it does without the value.",
		"most likely the current control set",
	},
	{
		"control-set-without-number",
		schannel.DWORD(`HKLM\SYSTEM\ControlSet00`, disableServer, 0),
		"registry.key certain",
		disableServer + ` stands below HKLM\SYSTEM\ControlSet00, where KB4528489 does not place it.`,
		"KB4528489, Next steps: the key",
	},
	{
		"no-key",
		schannel.DWORD("", disableClient, 1),
		"registry.no_key insufficient-data",
		"No key is given for " + disableClient + ": it counts only where KB4528489 places it.",
		"KB4528489, Next steps: the key",
	},
	{
		"wrong-key",
		schannel.DWORD(emsKey+`\Protocols\TLS 1.2\Client`, disableClient, 1),
		"registry.key certain",
		disableClient + " stands below " + emsKey + `\Protocols\TLS 1.2\Client, where KB4528489 does not place it.`,
		"KB4528489, Next steps: the key",
	},
}
