// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package winreg_test

import (
	"fmt"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/winreg"
)

func ExampleReadLenient() {
	values, defects := winreg.ReadLenient([]byte(`REGEDIT4

[HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL]
"SendTrustedIssuerList"=dword:00000000
"EventLogging"=dword:many
`))
	for _, v := range values {
		fmt.Println(v.Name, v.Type, v.Number)
	}
	for _, d := range defects {
		fmt.Println(d)
	}
	// Output:
	// SendTrustedIssuerList REG_DWORD 0
	// winreg: registry text at byte 130: "many" is no number of eight hexadecimal digits
}

func ExampleFind() {
	values, _ := winreg.ReadLenient([]byte(`
HKEY_LOCAL_MACHINE\SYSTEM\ControlSet001\Control\SecurityProviders\SCHANNEL
    SendTrustedIssuerList     REG_DWORD    0x0
    ClientAuthTrustMode    REG_SZ    2
`))
	for _, m := range winreg.Find(
		values,
		winreg.Setting{Key: `HKLM\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL`, Name: "SendTrustedIssuerList", Type: schannel.RegDWORD},
		winreg.Setting{Key: `HKLM\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL`, Name: "ClientAuthTrustMode", Type: schannel.RegDWORD},
	) {
		fmt.Printf("%q: key %s (%s), name %s, wrong type %t\n", values[m.Value].Name, m.Key, m.Certainty, m.Name, m.WrongType)
	}
	// Output:
	// "SendTrustedIssuerList ": key same (likely), name stray-blank, wrong type false
	// "ClientAuthTrustMode": key same (likely), name same, wrong type true
}

func ExampleCanonicalKey() {
	fmt.Println(winreg.CanonicalKey(`HKLM:\SYSTEM\Select\`))
	// Output: HKEY_LOCAL_MACHINE\SYSTEM\Select
}

func ExampleSameKey() {
	fmt.Println(winreg.SameKey(`Computer\HKEY_LOCAL_MACHINE\SYSTEM\Select`, `hklm\system\select`))
	// Output: true
}
