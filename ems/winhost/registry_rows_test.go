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
		"ems.windows.registry.on certain",
		disableClient + " is 0: as a client, Schannel negotiates the extended master secret, as it does without the value.",
		"KB4528489, Next steps: 0 enables it again",
	},
	{
		"server-on",
		schannel.DWORD(`HKLM\System\CurrentControlSet\Control\SecurityProviders\Schannel`, disableServer, 0),
		"ems.windows.registry.on certain",
		disableServer + " is 0: as a server, Schannel negotiates the extended master secret, as it does without the value.",
		"the key as KB4528489 writes it",
	},
	{
		"powershell-key",
		schannel.DWORD(`hklm:\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL`, disableServer, 0),
		"ems.windows.registry.on certain",
		disableServer + " is 0: as a server, Schannel negotiates the extended master secret, as it does without the value.",
		"the key as PowerShell writes it",
	},
	{
		"client-off",
		schannel.DWORD(emsKey, disableClient, 1),
		"ems.windows.registry.off certain",
		disableClient + " is 1: as a client, Schannel does not negotiate the extended master secret; a client in that state was seen to resume no session.",
		"Decrypting Schannel, part 2, 1.2",
	},
	{
		"large",
		schannel.DWORD(emsKey, disableClient, 0xffffffff),
		"ems.windows.registry.data undocumented",
		disableClient + " is 4294967295; 0 is documented and 1 was observed, others are not.",
		"no text says what other data does",
	},
	{
		"wrong-name",
		schannel.DWORD(emsKey, "DisableExtendedMasterSecret", 1),
		"ems.windows.registry.neither certain",
		"DisableExtendedMasterSecret is neither DisableClientExtendedMasterSecret nor DisableServerExtendedMasterSecret, the two values that are documented: nothing is concluded from it.",
		"KB4528489 names two values; a third-party tool writes this one",
	},
	{
		"enabling-name",
		schannel.DWORD(emsKey, "EnableExtendedMasterSecret", 1),
		"ems.windows.registry.neither certain",
		"EnableExtendedMasterSecret is neither DisableClientExtendedMasterSecret nor DisableServerExtendedMasterSecret, the two values that are documented: nothing is concluded from it.",
		"KB4528489 names two values",
	},
	{
		"misspelt-name",
		schannel.DWORD(emsKey, "DisableClientExtendedMasterSecert", 1),
		"ems.windows.registry.name certain",
		"DisableClientExtendedMasterSecert is not DisableClientExtendedMasterSecret, for which it seems to be meant: Windows does not read it.",
		"KB4528489 names two values",
	},
	{
		"blank-behind-the-name",
		schannel.DWORD(emsKey, disableClient+" ", 1),
		"ems.windows.registry.blank certain",
		disableClient + "  has a blank or an invisible character at an end of its name, or of a name in its key: it is another name, and Windows does not read it.",
		"a name with a blank is another name",
	},
	{
		"blank-in-the-key",
		schannel.DWORD(`HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Control\SecurityProviders \SCHANNEL`, disableClient, 1),
		"ems.windows.registry.blank certain",
		disableClient + " has a blank or an invisible character at an end of its name, or of a name in its key: it is another name, and Windows does not read it.",
		"a key with a blank is another key",
	},
	{
		"text-instead-of-number",
		schannel.RegistryValue{Key: emsKey, Name: disableClient, Type: schannel.RegSZ, Strings: []string{"1"}},
		"ems.windows.registry.type undocumented",
		disableClient + " is of type REG_SZ, where a REG_DWORD is known to work: what Windows makes of it is not documented.",
		"Decrypting Schannel, part 2, 1.2 has a REG_DWORD",
	},
	{
		"key-below",
		schannel.DWORD(`HKLM\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL\Ciphers`, disableServer, 1),
		"ems.windows.registry.key certain",
		disableServer + ` stands below HKLM\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL\Ciphers, where KB4528489 does not place it.`,
		"KB4528489, Next steps: the key",
	},
	{
		"errors-logged",
		schannel.DWORD(emsKey, "EventLogging", 1),
		"ems.windows.registry.logging certain",
		"EventLogging is set; errors, and with them alerts, are written to the System log: yes.",
		"KB260729: 1 is errors",
	},
	{
		"errors-not-logged",
		schannel.DWORD(emsKey, "EventLogging", 2),
		"ems.windows.registry.logging certain",
		"EventLogging is set; errors, and with them alerts, are written to the System log: no.",
		"KB260729: 2 is warnings alone",
	},
	{
		"logging-of-another-type",
		schannel.RegistryValue{Key: emsKey, Name: "EventLogging", Type: schannel.RegSZ, Strings: []string{"1"}},
		"ems.windows.registry.logging insufficient-data",
		"EventLogging is set; errors, and with them alerts, are written to the System log: unknown.",
		"KB260729 has a REG_DWORD",
	},
	{
		"logging-of-somebody-else",
		schannel.DWORD(`HKLM\SOFTWARE\Contoso`, "EventLogging", 0),
		"ems.windows.registry.other certain",
		"Values that have nothing to do with the extended master secret: 1. Nothing is concluded from them.",
		"a common name",
	},
	{
		"trailing-backslash",
		schannel.DWORD(emsKey+`\`, disableServer, 0),
		"ems.windows.registry.on certain",
		disableServer + " is 0: as a server, Schannel negotiates the extended master secret, as it does without the value.",
		"the same key",
	},
	{
		"numbered-control-set",
		schannel.DWORD(`HKLM\SYSTEM\ControlSet001\Control\SecurityProviders\SCHANNEL`, disableServer, 0),
		"ems.windows.registry.on likely",
		disableServer + " is 0: as a server, Schannel negotiates the extended master secret, as it does without the value.",
		"most likely the current control set",
	},
	{
		"control-set-without-number",
		schannel.DWORD(`HKLM\SYSTEM\ControlSet00`, disableServer, 0),
		"ems.windows.registry.key certain",
		disableServer + ` stands below HKLM\SYSTEM\ControlSet00, where KB4528489 does not place it.`,
		"KB4528489, Next steps: the key",
	},
	{
		"no-key",
		schannel.DWORD("", disableClient, 1),
		"ems.windows.registry.no_key insufficient-data",
		"Where " + disableClient + " stands is not known: it counts only where KB4528489 places it.",
		"KB4528489, Next steps: the key",
	},
	{
		"wrong-key",
		schannel.DWORD(emsKey+`\Protocols\TLS 1.2\Client`, disableClient, 1),
		"ems.windows.registry.key certain",
		disableClient + " stands below " + emsKey + `\Protocols\TLS 1.2\Client, where KB4528489 does not place it.`,
		"KB4528489, Next steps: the key",
	},
}
