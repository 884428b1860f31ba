// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package winreg_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/vocabtest"
	"github.com/schanneltrust/schannel/winreg"
)

func TestEnumsAreWhole(t *testing.T) {
	t.Parallel()
	vocabtest.Enum[winreg.KeyFit](t)
	vocabtest.Enum[winreg.NameFit](t)
}

func TestCodes(t *testing.T) {
	t.Parallel()
	vocabtest.Catalog(t, "winreg", winreg.Catalog())
}

func TestSeeds(t *testing.T) {
	t.Parallel()
	vocabtest.Seeds(t, map[string]int{"FuzzReadLenient": 8})
}

const (
	behind    = `\Control\SecurityProviders\SCHANNEL`
	exchange  = `HKEY_CURRENT_USER\Software\Microsoft\Office\16.0\Outlook\AutoDiscover`
	trustMode = "ClientAuthTrustMode"
)

func dword(key, name string) schannel.RegistryValue { return schannel.DWORD(key, name, 1) }

type findRow struct {
	name   string
	why    string
	values values
	want   []winreg.Match
}

func findRows() []findRow {
	current := func(number uint32) schannel.RegistryValue {
		return schannel.DWORD(`HKLM\SYSTEM\Select`, "Current", number)
	}
	set := func(number string) schannel.RegistryValue {
		return dword(`HKEY_LOCAL_MACHINE\SYSTEM\ControlSet`+number+behind, sendList)
	}
	same := func(value, setting int, sure schannel.Certainty) winreg.Match {
		return winreg.Match{Value: value, Setting: setting, Key: winreg.KeySame, Name: winreg.NameSame, Certainty: sure}
	}
	one := func(key winreg.KeyFit, name winreg.NameFit, sure schannel.Certainty) []winreg.Match {
		return []winreg.Match{{Key: key, Name: name, Certainty: sure}}
	}
	return []findRow{
		{"exact", "key and name as documented", values{dword(schannelKey, sendList)}, []winreg.Match{same(0, 0, schannel.Certain)}},
		{"case", "the registry knows no case", values{dword(`hklm\system\currentcontrolset\control\securityproviders\schannel\`, "sendtrustedissuerlist")}, []winreg.Match{same(0, 0, schannel.Certain)}},
		{"set-known", "Select names it", values{current(1), set("001")}, []winreg.Match{same(1, 0, schannel.Certain)}},
		{"set-not-current", "Select names another", values{set("002"), current(1)}, one(winreg.KeyOtherSet, winreg.NameSame, schannel.Certain)},
		{"set-unknown", "without Select the only one is likely the current one", values{set("001")}, []winreg.Match{same(0, 0, schannel.Likely)}},
		{"sets-unknown", "one of two is the current one, and nothing tells which", values{set("001"), set("002")}, []winreg.Match{same(0, 0, schannel.InsufficientData), same(1, 0, schannel.InsufficientData)}},
		{"sets-known", "two, and Select", values{set("001"), set("002"), current(2)}, []winreg.Match{{Key: winreg.KeyOtherSet, Name: winreg.NameSame, Certainty: schannel.Certain}, same(1, 0, schannel.Certain)}},
		{"select-of-another-type", "a text is not what Windows reads there", values{text(`HKLM\SYSTEM\Select`, "Current", schannel.RegSZ, "1"), set("001")}, []winreg.Match{same(1, 0, schannel.Likely)}},
		{"offline-hive", "reg load puts the hive under a name of its own", values{schannel.DWORD(`HKLM\BROKEN\Select`, "Current", 1), dword(`HKLM\BROKEN\ControlSet001`+behind, sendList)}, []winreg.Match{same(1, 0, schannel.Likely)}},
		{"offline-hive-of-users", "reg load takes HKLM and HKU", values{schannel.DWORD(`HKU\BROKEN\Select`, "Current", 1), dword(`HKU\BROKEN\ControlSet001`+behind, sendList), dword(`HKU\BROKEN\ControlSet002`+behind, sendList)}, []winreg.Match{same(1, 0, schannel.Likely), {Value: 2, Key: winreg.KeyOtherSet, Name: winreg.NameSame, Certainty: schannel.Certain}}},
		{"assumed-type", "a list of PowerShell prints no types: REG_SZ 1 looks the same, and Windows would not take it", values{{Key: schannelKey, Name: sendList, Type: schannel.RegDWORD, Number: 1, Assumed: true}}, []winreg.Match{same(0, 0, schannel.Likely)}},
		{"no-hive", "reg load takes no other", values{dword(`HKCU\BROKEN\ControlSet001`+behind, sendList)}, one(winreg.KeyOther, winreg.NameSame, schannel.Certain)},
		{"other-hive-tells-nothing", "Select of one hive is not that of another", values{schannel.DWORD(`HKLM\BROKEN\Select`, "Current", 2), set("001")}, []winreg.Match{same(1, 0, schannel.Likely)}},
		{"no-set", "four digits are no control set", values{dword(`HKEY_LOCAL_MACHINE\SYSTEM\ControlSet0001`+behind, sendList)}, one(winreg.KeyOther, winreg.NameSame, schannel.Certain)},
		{"user", "HKEY_CURRENT_USER is below HKEY_USERS for its user", values{dword(`HKU\S-1-5-21-1-2-3-1001\Software\Microsoft\Office\16.0\Outlook\AutoDiscover`, "ExcludeScpLookup")}, []winreg.Match{same(0, 2, schannel.Likely)}},
		{"no-user", "the system's own account is nobody's HKEY_CURRENT_USER", values{dword(`HKU\S-1-5-18\Software\Microsoft\Office\16.0\Outlook\AutoDiscover`, "ExcludeScpLookup")}, []winreg.Match{{Setting: 2, Key: winreg.KeyOther, Name: winreg.NameSame, Certainty: schannel.Certain}}},
		{"32-bit", "WOW6432Node is kept apart", values{dword(`HKEY_CURRENT_USER\Software\WOW6432Node\Microsoft\Office\16.0\Outlook\AutoDiscover`, "ExcludeScpLookup")}, []winreg.Match{{Setting: 2, Key: winreg.Key32Bit, Name: winreg.NameSame, Certainty: schannel.Certain}}},
		{"blank-behind", "X with a blank is not X", values{dword(schannelKey, sendList+" ")}, one(winreg.KeySame, winreg.NameBlank, schannel.Certain)},
		{"blank-before", "before it as well", values{dword(schannelKey, " "+sendList)}, one(winreg.KeySame, winreg.NameBlank, schannel.Certain)},
		{"no-break", "what a web page puts there", values{dword(schannelKey, sendList+"\u00a0")}, one(winreg.KeySame, winreg.NameBlank, schannel.Certain)},
		{"zero-width", "a character of no width within", values{dword(schannelKey, "SendTrusted\u200bIssuerList")}, one(winreg.KeySame, winreg.NameBlank, schannel.Certain)},
		{"blank-in-key", "a key with a blank is another key", values{dword(schannelKey+" ", sendList)}, one(winreg.KeyBlank, winreg.NameSame, schannel.Certain)},
		{"seen-in-the-wild", "an administrator set SendTrustedIssuers and found it did nothing", values{dword(schannelKey, "SendTrustedIssuers")}, one(winreg.KeySame, winreg.NameNear, schannel.Certain)},
		{"slip", "one letter more", values{dword(schannelKey, "ClientAuthTrustsMode")}, []winreg.Match{{Setting: 1, Key: winreg.KeySame, Name: winreg.NameNear, Certainty: schannel.Certain}}},
		{"inner-blank", "a blank within is a letter more", values{dword(schannelKey, "SendTrusted IssuerList")}, one(winreg.KeySame, winreg.NameNear, schannel.Certain)},
		{"not-near", "like none", values{dword(schannelKey, "SendTrustedIssuerListToAllClients"), dword(schannelKey, "EventLogging"), dword(schannelKey, "")}, []winreg.Match{}},
		{"near-elsewhere", "an unknown name elsewhere is somebody else's", values{dword(`HKEY_CURRENT_USER\Software`, "SendTrustedIssuers")}, []winreg.Match{}},
		{"wrong-key", "the value belongs to SecurityProviders\\SCHANNEL itself", values{dword(schannelKey+`\Protocols`, sendList)}, one(winreg.KeyOther, winreg.NameSame, schannel.Certain)},
		{"no-key", "a value alone", values{dword("", sendList)}, one(winreg.KeyMissing, winreg.NameSame, schannel.InsufficientData)},
		{"wrong-type", "KB2464556 says REG_DWORD", values{text(schannelKey, sendList, schannel.RegSZ, "1")}, []winreg.Match{{Key: winreg.KeySame, Name: winreg.NameSame, WrongType: true, Certainty: schannel.Certain}}},
		{"current-elsewhere", "Current is that of the key Select alone", values{schannel.DWORD(`HKLM\SYSTEM\Setup`, "Current", 2), set("001")}, []winreg.Match{same(1, 0, schannel.Likely)}},
		{"ninth-set", "each of the three characters is a digit up to nine", values{set("009")}, []winreg.Match{same(0, 0, schannel.Likely)}},
		{"set-of-letters", "three letters are no number", values{dword(`HKEY_LOCAL_MACHINE\SYSTEM\ControlSetABC`+behind, sendList)}, one(winreg.KeyOther, winreg.NameSame, schannel.Certain)},
		{"set-of-two-digits", "a control set has three", values{dword(`HKEY_LOCAL_MACHINE\SYSTEM\ControlSet01`, sendList)}, one(winreg.KeyOther, winreg.NameSame, schannel.Certain)},
		{"32-bit-elsewhere", "WOW6432Node in another key makes it no copy of this one", values{dword(`HKEY_LOCAL_MACHINE\SOFTWARE\WOW6432Node\K`, sendList)}, one(winreg.KeyOther, winreg.NameSame, schannel.Certain)},
		{"blank-elsewhere", "a blank in another key makes it no misspelling of this one", values{dword(`HKEY_LOCAL_MACHINE\SOFTWARE\K `, sendList)}, one(winreg.KeyOther, winreg.NameSame, schannel.Certain)},
		{"four-letters", "as long as the name, four letters replaced: one too many", values{dword(schannelKey, "SendTrustedIssuerXXXX")}, []winreg.Match{}},
		{"three-before", "three letters before it, two replaced: two too many", values{dword(schannelKey, "XYZSendTrustedIssuerLiXX")}, []winreg.Match{}},
		{"nothing", "no values", nil, []winreg.Match{}},
	}
}

// TestFind follows "What are Control Sets? What is CurrentControlSet?"
// (Microsoft Learn, cc783264): the value Current of the key Select numbers the
// control set that CurrentControlSet is; and "Registry Redirector": 32-bit
// programs have their values below WOW6432Node.
func TestFind(t *testing.T) {
	t.Parallel()
	settings := []winreg.Setting{
		{Key: schannelKey, Name: sendList, Type: schannel.RegDWORD},
		{Key: schannelKey, Name: trustMode, Type: schannel.RegDWORD},
		{Key: exchange, Name: "ExcludeScpLookup", Type: schannel.RegDWORD},
	}
	for _, row := range findRows() {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			got := winreg.Find(row.values, settings...)
			if diff := cmp.Diff(row.want, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", row.why, diff)
			}
			raw, err := json.Marshal(got)
			require.NoError(t, err)
			var back []winreg.Match
			require.NoError(t, json.Unmarshal(raw, &back))
			if diff := cmp.Diff(got, back); diff != "" {
				t.Errorf("JSON gives back something else:\n%s", diff)
			}
			for i := range got {
				if got[i].Reads() != back[i].Reads() {
					t.Error("the reading of JSON answers otherwise")
				}
			}
		})
	}
}

func TestFindAnyType(t *testing.T) {
	t.Parallel()
	got := winreg.Find(values{text(schannelKey, sendList, schannel.RegSZ, "1")}, winreg.Setting{Key: schannelKey, Name: sendList})
	require.Len(t, got, 1)
	require.False(t, got[0].WrongType)
}

// TestReads: a program finds its value by the exact key and the exact name.
func TestReads(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name  string
		match winreg.Match
		want  bool
	}{
		{"both", winreg.Match{Key: winreg.KeySame, Name: winreg.NameSame}, true},
		{"wrong-type", winreg.Match{Key: winreg.KeySame, Name: winreg.NameSame, WrongType: true}, true},
		{"other-key", winreg.Match{Key: winreg.KeyOther, Name: winreg.NameSame}, false},
		{"near-name", winreg.Match{Key: winreg.KeySame, Name: winreg.NameNear}, false},
		{"neither", winreg.Match{Key: winreg.KeyOther, Name: winreg.NameNear}, false},
		{"zero", winreg.Match{}, false},
	} {
		if got := row.match.Reads(); got != row.want {
			t.Errorf("%s: %t, want %t", row.name, got, row.want)
		}
	}
}

// TestFindBest: of several settings that a value is like, the best one counts,
// of equal ones the first.
func TestFindBest(t *testing.T) {
	t.Parallel()
	const k, set = `HKEY_LOCAL_MACHINE\K`, `HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet`
	for _, row := range []struct {
		name     string
		value    schannel.RegistryValue
		settings []winreg.Setting
		want     winreg.Match
	}{
		{"key", dword(k, "Port"), []winreg.Setting{{Key: k + "2", Name: "Port"}, {Key: k, Name: "Port"}}, winreg.Match{Setting: 1, Key: winreg.KeySame, Name: winreg.NameSame, Certainty: schannel.Certain}},
		{"key-first", dword(k, "Port"), []winreg.Setting{{Key: k, Name: "Port"}, {Key: k + "2", Name: "Port"}}, winreg.Match{Key: winreg.KeySame, Name: winreg.NameSame, Certainty: schannel.Certain}},
		{"name", dword(k, "Port"), []winreg.Setting{{Key: k, Name: "Sort"}, {Key: k, Name: "Port"}}, winreg.Match{Setting: 1, Key: winreg.KeySame, Name: winreg.NameSame, Certainty: schannel.Certain}},
		{"equal", dword(k, "Port"), []winreg.Setting{{Key: k, Name: "Port"}, {Key: k, Name: "Port"}}, winreg.Match{Key: winreg.KeySame, Name: winreg.NameSame, Certainty: schannel.Certain}},
		{"set-itself", dword(`HKLM\SYSTEM\ControlSet001`, "Port"), []winreg.Setting{{Key: set, Name: "Port"}}, winreg.Match{Key: winreg.KeySame, Name: winreg.NameSame, Certainty: schannel.Likely}},
		{"node-itself", dword(`HKLM\SOFTWARE\WOW6432Node`, "Port"), []winreg.Setting{{Key: `HKLM\SOFTWARE`, Name: "Port"}}, winreg.Match{Key: winreg.Key32Bit, Name: winreg.NameSame, Certainty: schannel.Certain}},
		{"system-account", dword(`HKU\S-1-5-18\K`, "Port"), []winreg.Setting{{Key: `HKU\S-1-5-18\K`, Name: "Port"}}, winreg.Match{Key: winreg.KeySame, Name: winreg.NameSame, Certainty: schannel.Certain}},
	} {
		if diff := cmp.Diff([]winreg.Match{row.want}, winreg.Find(values{row.value}, row.settings...)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", row.name, diff)
		}
	}
}

// TestLongNames: names of up to 128 bytes are compared letter by letter.
func TestLongNames(t *testing.T) {
	t.Parallel()
	const k = `HKEY_LOCAL_MACHINE\K`
	name := func(n int, last string) string { return strings.Repeat("n", n-1) + last }
	for _, row := range []struct {
		name        string
		value, want string
		near        int
	}{
		{"both-128", name(128, "a"), name(128, "b"), 1},
		{"value-129", name(129, "a"), name(128, "b"), 0},
		{"setting-129", name(128, "a"), name(129, "b"), 0},
		{"both-129", name(129, "a"), name(129, "b"), 0},
	} {
		if got := winreg.Find(values{dword(k, row.value)}, winreg.Setting{Key: k, Name: row.want}); len(got) != row.near {
			t.Errorf("%s: %d matches, want %d", row.name, len(got), row.near)
		}
	}
}

// TestShortNames: in a short name fewer letters make another word.
func TestShortNames(t *testing.T) {
	t.Parallel()
	const k = `HKEY_LOCAL_MACHINE\K`
	require.Empty(t, winreg.Find(values{dword(k, "Part"), dword(k, "Pt")}, winreg.Setting{Key: k, Name: "Pot"}))
	require.Len(t, winreg.Find(values{dword(k, "Part")}, winreg.Setting{Key: k, Name: "Port"}), 1)
}

func TestCanonicalKey(t *testing.T) {
	t.Parallel()
	const want = `HKEY_LOCAL_MACHINE\SYSTEM\Select`
	for name, key := range map[string]string{
		"full": want, "short": `HKLM\SYSTEM\Select`, "drive": `HKLM:\SYSTEM\Select`, "lower": `hklm\SYSTEM\Select`,
		"provider":   `Registry::HKEY_LOCAL_MACHINE\SYSTEM\Select`,
		"ps-path":    `Microsoft.PowerShell.Core\Registry::HKEY_LOCAL_MACHINE\SYSTEM\Select`,
		"editor":     `Computer\HKEY_LOCAL_MACHINE\SYSTEM\Select`,
		"japanese":   `コンピューター\HKEY_LOCAL_MACHINE\SYSTEM\Select`,
		"trailing":   `HKLM\SYSTEM\Select\`,
		"doubled":    `HKLM\\SYSTEM\\Select`,
		"with-blank": ` HKLM\SYSTEM\Select`,
	} {
		if got := winreg.CanonicalKey(key); got != want {
			t.Errorf("%s: %q gives %q, want %q", name, key, got, want)
		}
		if !winreg.SameKey(key, strings.ToUpper(want)) {
			t.Errorf("%s: not the same key", name)
		}
	}
	for _, key := range []string{"", `A\B`, `HKLM\a::b`, `HKEY_LOCAL_MACHINES\x`, `\\server\HKLM`} {
		if winreg.SameKey(key, want) {
			t.Errorf("%q is the same", key)
		}
	}
	if got := winreg.CanonicalKey(`HKLM\Software\a::b`); got != `HKEY_LOCAL_MACHINE\Software\a::b` {
		t.Errorf("two colons in a name: %q", got)
	}
}
