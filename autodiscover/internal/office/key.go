// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Package office tells where Outlook keeps its values about Autodiscover, and
// which of its builds came before another.
package office

import (
	"strings"

	"github.com/schanneltrust/schannel/internal/dotnet"
)

// Location is where a value stands.
type Location struct {
	Known   bool   // in a key of Autodiscover
	Machine bool   // of the computer, which no document names
	Policy  bool   // in the key of policies
	Version string // of Office, such as "14.0"
	Below   string // the key below AutoDiscover; empty: that key itself
}

// Locate reads the path of a key: Software\[Policies\]Microsoft\Office\V\Outlook\AutoDiscover
// below a user or the computer (KB2212902).
func Locate(key string) Location {
	hive, path, _ := strings.Cut(key, `\`)
	at := Location{}
	switch strings.ToUpper(hive) {
	case "HKEY_CURRENT_USER", "HKCU":
	case "HKEY_USERS", "HKU": // another user's, by SID
		_, path, _ = strings.Cut(path, `\`)
	case "HKEY_LOCAL_MACHINE", "HKLM":
		at.Machine = true
	default:
		return Location{}
	}
	path, ok := dotnet.CutPrefix(path, `Software\`)
	if !ok {
		return Location{}
	}
	path, at.Policy = dotnet.CutPrefix(path, `Policies\`)
	if path, ok = dotnet.CutPrefix(path, `Microsoft\Office\`); !ok {
		return Location{}
	}
	at.Version, path, _ = strings.Cut(path, `\`)
	path = strings.TrimSuffix(path, `\`)
	rest, ok := dotnet.CutPrefix(path, `Outlook\AutoDiscover`)
	if !ok || rest != "" && rest[0] != '\\' {
		return Location{}
	}
	at.Known, at.Below = true, strings.TrimPrefix(rest, `\`)
	return at
}
