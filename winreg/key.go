// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package winreg

import (
	"strconv"
	"strings"
)

// CanonicalKey writes a key with the full name of its hive and without a
// backslash at its end. It takes the spellings of the registry editor, of reg
// and of PowerShell:
//
//	HKLM\SYSTEM\Select
//	HKLM:\SYSTEM\Select
//	Registry::HKEY_LOCAL_MACHINE\SYSTEM\Select
//	Computer\HKEY_LOCAL_MACHINE\SYSTEM\Select
//
// The word before the hive, which depends on the language of Windows, is
// passed over. Case stays, and so do blanks: they belong to the name of a key.
// A key without a hive that is known stays as it is.
func CanonicalKey(key string) string {
	if provider, behind, ok := strings.Cut(key, "::"); ok && isProvider(provider) {
		key = behind
	}
	parts := strings.FieldsFunc(key, func(r rune) bool { return r == '\\' })
	for i := range min(2, len(parts)) {
		if hive := fullHive(parts[i]); hive != "" {
			parts[i] = hive
			return strings.Join(parts[i:], `\`)
		}
	}
	return strings.TrimRight(key, `\`)
}

// isProvider recognises what PowerShell writes before a path of the registry.
func isProvider(name string) bool {
	return strings.EqualFold(name, "Registry") || strings.EqualFold(name, `Microsoft.PowerShell.Core\Registry`)
}

// SameKey reports whether two keys are the same but for spelling and case. A
// control set with a number is not the same as CurrentControlSet: see [Find].
func SameKey(a, b string) bool { return strings.EqualFold(CanonicalKey(a), CanonicalKey(b)) }

// The hives and their short names.
var hives = [...]struct{ short, full string }{
	{"HKLM", "HKEY_LOCAL_MACHINE"},
	{"HKCU", "HKEY_CURRENT_USER"},
	{"HKU", "HKEY_USERS"},
	{"HKCR", "HKEY_CLASSES_ROOT"},
	{"HKCC", "HKEY_CURRENT_CONFIG"},
}

// fullHive returns the full name of a hive, or "" if the name is none.
func fullHive(name string) string {
	name = strings.TrimSuffix(strings.TrimFunc(name, invisible), ":")
	for _, hive := range hives {
		if strings.EqualFold(name, hive.short) || strings.EqualFold(name, hive.full) {
			return hive.full
		}
	}
	return ""
}

const machine = `HKEY_LOCAL_MACHINE\`

// cutHive splits a canonical key below a hive: that of the running Windows,
// HKEY_LOCAL_MACHINE\SYSTEM, or one that was loaded offline, which reg load
// puts below HKEY_LOCAL_MACHINE or HKEY_USERS.
func cutHive(key string) (hive, below string, ok bool) {
	root, rest, _ := strings.Cut(key, `\`)
	name, below, ok := strings.Cut(rest, `\`)
	return root + `\` + name, below, ok && (root == fullHive("HKLM") || root == fullHive("HKU"))
}

// controlSet splits a canonical key below a control set with a number: the
// hive that it stands in, the number, and what is below the set.
func controlSet(key string) (hive string, number int, below string, ok bool) {
	hive, rest, ok := cutHive(key)
	if !ok {
		return "", 0, "", false
	}
	rest, ok = cutPrefixFold(rest, "ControlSet")
	if !ok || len(rest) < 3 || len(rest) > 3 && rest[3] != '\\' {
		return "", 0, "", false
	}
	n, err := strconv.ParseUint(rest[:3], 10, 16)
	return hive, int(n), rest[3:], err == nil
}

func cutPrefixFold(s, prefix string) (after string, found bool) {
	if len(s) < len(prefix) || !strings.EqualFold(s[:len(prefix)], prefix) {
		return s, false
	}
	return s[len(prefix):], true
}

// isSystem reports whether a hive is the one of the running Windows.
func isSystem(hive string) bool { return strings.EqualFold(hive, machine+"SYSTEM") }

// currentUser writes HKEY_CURRENT_USER for the hive of a user below
// HKEY_USERS, which it is for that user.
func currentUser(key string) (string, bool) {
	rest, ok := cutPrefixFold(key, `HKEY_USERS\`)
	if !ok {
		return key, false
	}
	user, below, _ := strings.Cut(rest, `\`)
	if _, domain := cutPrefixFold(user, "S-1-5-21-"); !domain || strings.Contains(user, "_") {
		return key, false
	}
	return `HKEY_CURRENT_USER\` + below, true
}

// without32 takes WOW6432Node out of a key, behind which 32-bit programs have
// their own values. It is empty for a key without it.
func without32(key string) string {
	const node = `\WOW6432Node`
	for i := 0; i+len(node) <= len(key); i++ {
		end := i + len(node)
		if strings.EqualFold(key[i:end], node) && (end == len(key) || key[end] == '\\') {
			return key[:i] + key[end:]
		}
	}
	return ""
}
