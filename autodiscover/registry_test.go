// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package autodiscover_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/autodiscover"
	"github.com/schanneltrust/schannel/internal/vocabtest"
)

const (
	userKey14   = `HKEY_CURRENT_USER\Software\Microsoft\Office\14.0\Outlook\AutoDiscover`
	userKey16   = `HKEY_CURRENT_USER\Software\Microsoft\Office\16.0\Outlook\AutoDiscover`
	policyKey14 = `HKEY_CURRENT_USER\Software\Policies\Microsoft\Office\14.0\Outlook\AutoDiscover`
	policyKey16 = `HKEY_CURRENT_USER\Software\Policies\Microsoft\Office\16.0\Outlook\AutoDiscover`
)

func text(key, name, data string) schannel.RegistryValue {
	return schannel.RegistryValue{Key: key, Name: name, Type: schannel.RegSZ, Strings: []string{data}}
}

// untyped is a value as a list of PowerShell prints it.
func untyped(key, name string) schannel.RegistryValue {
	return assumed(schannel.DWORD(key, name, 1))
}

func allFive(key string, last uint32) []schannel.RegistryValue {
	return []schannel.RegistryValue{
		schannel.DWORD(key, "ExcludeScpLookup", 1), schannel.DWORD(key, "ExcludeHttpsRootDomain", 1),
		schannel.DWORD(key, "ExcludeHttpsAutoDiscoverDomain", 1), schannel.DWORD(key, "ExcludeHttpRedirect", 1),
		schannel.DWORD(key, "ExcludeSrvRecord", last),
	}
}

func TestCheckRegistry(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name     string
		why      string
		product  autodiscover.Product
		build    string
		registry []schannel.RegistryValue
		want     []string
	}{
		{"plain", "KB2212902: a documented value of the documented type", autodiscover.Outlook2016, "", []schannel.RegistryValue{schannel.DWORD(userKey16, "excludescplookup", 1)}, nil},
		{"short-hive", "HKCU is the same hive", autodiscover.Outlook2016, "", []schannel.RegistryValue{schannel.DWORD(`HKCU\software\microsoft\office\16.0\outlook\autodiscover\`, "PreferLocalXML", 0)}, nil},
		{"by-sid", "an export of another user's hive", autodiscover.Outlook2016, "", []schannel.RegistryValue{schannel.DWORD(`HKEY_USERS\S-1-5-21-1\Software\Microsoft\Office\16.0\Outlook\AutoDiscover`, "ExcludeScpLookup", 1)}, nil},
		{"no-effect", "KB2212902: ExcludeSrvLookup is not in the code", autodiscover.Outlook2010, "", []schannel.RegistryValue{schannel.DWORD(userKey14, "ExcludeSrvLookup", 1)}, []string{"autodiscover.registry.no_effect"}},
		{"wrong-type", "KB2212902: REG_DWORD", autodiscover.Outlook2016, "", []schannel.RegistryValue{text(userKey16, "ExcludeScpLookup", "1")}, []string{"autodiscover.registry.wrong_type"}},
		{"odd-number", "KB2212902 documents 0 and 1", autodiscover.Outlook2016, "", []schannel.RegistryValue{schannel.DWORD(userKey16, "ExcludeScpLookup", 2)}, []string{"autodiscover.registry.odd_number"}},
		{"other-version", "KB2212902: the key of each version", autodiscover.Outlook2016, "", []schannel.RegistryValue{schannel.DWORD(userKey14, "ExcludeScpLookup", 1)}, []string{"autodiscover.registry.other_version"}},
		{"machine", "KB2212902 names HKEY_CURRENT_USER only", autodiscover.Outlook2016, "", []schannel.RegistryValue{schannel.DWORD(`HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Office\16.0\Outlook\AutoDiscover`, "ExcludeScpLookup", 1)}, []string{"autodiscover.registry.machine"}},
		{"unknown", "in no document", autodiscover.Outlook2016, "", []schannel.RegistryValue{schannel.DWORD(userKey16, "ExcludeEverything", 1)}, []string{"autodiscover.registry.unknown"}},
		{"misspelt", "a few letters: Outlook reads documented names only (KB2212902)", autodiscover.Outlook2016, "", []schannel.RegistryValue{schannel.DWORD(userKey16, "ExcludeHttpsRootDomian", 1)}, []string{"autodiscover.registry.misspelt"}},
		{"blank-behind", "a name with a blank is another name, which nobody sees", autodiscover.Outlook2016, "", []schannel.RegistryValue{schannel.DWORD(userKey16, "ExcludeScpLookup ", 1)}, []string{"autodiscover.registry.misspelt"}},
		{"powershell-key", "another spelling of the same key", autodiscover.Outlook2016, "", []schannel.RegistryValue{schannel.DWORD(`HKCU:\Software\Microsoft\Office\16.0\Outlook\AutoDiscover`, "ExcludeSrvLookup", 1)}, []string{"autodiscover.registry.no_effect"}},
		{"unknown-subkey", "in no document", autodiscover.Outlook2016, "", []schannel.RegistryValue{schannel.DWORD(userKey16+`\Elsewhere`, "x", 1)}, []string{"autodiscover.registry.unknown"}},
		{"elsewhere", "not about Autodiscover", autodiscover.Outlook2016, "", []schannel.RegistryValue{schannel.DWORD(`HKEY_CURRENT_USER\Software\Contoso`, "x", 1), schannel.DWORD(`HKEY_CURRENT_USER\Software\Microsoft\Office\16.0\Outlook\AutoDiscovery`, "x", 1)}, []string{"autodiscover.registry.elsewhere"}},
		{"redirect", "KB2480582: the name is the host, the data empty", autodiscover.Outlook2010, "", []schannel.RegistryValue{text(userKey14+`\RedirectServers`, "autodiscover.contoso.com", "")}, nil},
		{"redirect-data", "KB2480582: the data is empty", autodiscover.Outlook2010, "", []schannel.RegistryValue{text(userKey14+`\RedirectServers`, "1", "autodiscover.contoso.com")}, []string{"autodiscover.registry.redirect_data"}},
		{"redirect-type", "KB2480582: REG_SZ", autodiscover.Outlook2010, "", []schannel.RegistryValue{schannel.DWORD(userKey14+`\RedirectServers`, "autodiscover.contoso.com", 1)}, []string{"autodiscover.registry.redirect_type"}},
		{"redirect-url", "KB2480582: the name is that of the server", autodiscover.Outlook2016, "", []schannel.RegistryValue{text(userKey16+`\RedirectServers`, "https://autodiscover.contoso.com", "")}, []string{"autodiscover.registry.redirect_name"}},
		{"redirect-wildcard", "OfficeDocs-Support#952: the whole name of a host", autodiscover.Outlook2016, "", []schannel.RegistryValue{text(userKey16+`\RedirectServers`, "*.contoso.com", ""), text(userKey16+`\RedirectServers`, "autodiscover.contoso.com.", "")}, []string{"autodiscover.registry.redirect_name"}},
		{"redirect-default", "a key has a value without a name, which reg export prints", autodiscover.Outlook2016, "", []schannel.RegistryValue{text(userKey16+`\RedirectServers`, "", "")}, nil},
		{"redirect-value", "KB2480582: RedirectServers is a key", autodiscover.Outlook2010, "", []schannel.RegistryValue{text(userKey14, "RedirectServers", "autodiscover.contoso.com")}, []string{"autodiscover.registry.redirect_value"}},
		{"local-file", "SmarterTools: the name is the mail domain", autodiscover.Outlook2016, "", []schannel.RegistryValue{text(userKey16, "contoso.com", `C:\auto.xml`)}, []string{"autodiscover.registry.local_file"}},
		{"local-file-number", "a path is text: a number under such a name is in no document", autodiscover.Outlook2016, "", []schannel.RegistryValue{schannel.DWORD(userKey16, "contoso.com", 1)}, []string{"autodiscover.registry.unknown"}},
		{"text-without-a-dot", "SmarterTools: the name is a mail domain; this one is in no document", autodiscover.Outlook2016, "", []schannel.RegistryValue{text(userKey16, "Remark", "x")}, []string{"autodiscover.registry.unknown"}},
		{"cached-2007", "KB2212902: the cached URL came with 14.0.7140.5001", autodiscover.Outlook2007, "", []schannel.RegistryValue{schannel.DWORD(`HKCU\Software\Microsoft\Office\12.0\Outlook\AutoDiscover`, "ExcludeLastKnownGoodURL", 1)}, []string{"autodiscover.registry.too_old"}},
		{"cached-before", "one build before", autodiscover.Outlook2010, "14.0.7140.5000", []schannel.RegistryValue{schannel.DWORD(userKey14, "ExcludeLastKnownGoodURL", 1)}, []string{"autodiscover.registry.too_old"}},
		{"cached-with", "that build", autodiscover.Outlook2010, "14.0.7140.5001", []schannel.RegistryValue{schannel.DWORD(userKey14, "ExcludeLastKnownGoodURL", 1)}, nil},
		{"cached-unknown-build", "nothing says that it is older", autodiscover.Outlook2010, "", []schannel.RegistryValue{schannel.DWORD(userKey14, "ExcludeLastKnownGoodURL", 1)}, nil},
		{"office365-2010", "KB2212902: from 16.0.6741.2017", autodiscover.Outlook2010, "", []schannel.RegistryValue{schannel.DWORD(userKey14, "ExcludeExplicitO365Endpoint", 1)}, []string{"autodiscover.registry.too_old"}},
		{"office365-before", "KB2212902: from 16.0.6741.2017", autodiscover.Outlook2016, "16.0.4266.1001", []schannel.RegistryValue{schannel.DWORD(userKey16, "ExcludeExplicitO365Endpoint", 1)}, []string{"autodiscover.registry.too_old"}},
		{"office365-2016", "nothing says that the build is older", autodiscover.Outlook2016, "", []schannel.RegistryValue{schannel.DWORD(userKey16, "ExcludeExplicitO365Endpoint", 1)}, nil},
		{"conflict", "no document says whether the policy or the user wins", autodiscover.Outlook2016, "", []schannel.RegistryValue{schannel.DWORD(userKey16, "ExcludeScpLookup", 1), schannel.DWORD(policyKey16, "ExcludeScpLookup", 0)}, []string{"autodiscover.registry.conflict"}},
		{"policy-of-another-version", "KB2212902: the key has the version in it, so that the policy is not this client's", autodiscover.Outlook2016, "", []schannel.RegistryValue{schannel.DWORD(userKey16, "ExcludeScpLookup", 1), schannel.DWORD(policyKey14, "ExcludeScpLookup", 0)}, []string{"autodiscover.registry.other_version"}},
		{"policy-as-enabled", "KB2612922: enabled as it stands it ticks all five boxes", autodiscover.Outlook2016, "", allFive(policyKey16, 1), []string{"autodiscover.registry.all_excluded"}},
		{"policy-four", "four boxes leave one", autodiscover.Outlook2016, "", allFive(policyKey16, 0), nil},
		{"user-five", "it is the policy that ticks them by itself", autodiscover.Outlook2016, "", allFive(userKey16, 1), nil},
		{"program", "the values are Outlook's", autodiscover.EWSManagedAPI, "", []schannel.RegistryValue{schannel.DWORD(userKey16, "ExcludeScpLookup", 1)}, []string{"autodiscover.registry.not_outlook"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := autodiscover.CheckRegistry(autodiscover.Client{Product: tt.product, Build: tt.build, Registry: tt.registry})
			if diff := cmp.Diff(tt.want, vocabtest.FindCodes(got), cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
			checkOpen(t, got)
		})
	}
}

// TestAssumedTypes: what hangs on a type that no text printed is likely at most.
func TestAssumedTypes(t *testing.T) {
	t.Parallel()
	five := allFive(policyKey16, 1)
	five[4].Assumed = true
	tests := []struct {
		name     string
		why      string
		registry []schannel.RegistryValue
		code     schannel.Code
		want     schannel.Certainty
	}{
		{"redirect-number", "a REG_SZ of digits looks the same, and is one", []schannel.RegistryValue{untyped(userKey16+`\RedirectServers`, "mail")}, "autodiscover.registry.redirect_type", schannel.Likely},
		{"redirect-number-known", "reg query prints the type", []schannel.RegistryValue{schannel.DWORD(userKey16+`\RedirectServers`, "mail", 1)}, "autodiscover.registry.redirect_type", schannel.Certain},
		{"second-assumed", "the least certain of several counts", []schannel.RegistryValue{
			schannel.DWORD(userKey16+`\RedirectServers`, "a", 1), untyped(userKey16+`\RedirectServers`, "b"),
		}, "autodiscover.registry.redirect_type", schannel.Likely},
		{"large-number", "a number beyond 32 bits may be a REG_SZ as well", []schannel.RegistryValue{
			{Key: userKey16, Name: "ExcludeScpLookup", Type: schannel.RegQWORD, Number: 1 << 40, Assumed: true},
		}, "autodiscover.registry.wrong_type", schannel.Likely},
		{"policy", "one of the five may be a REG_SZ", five, "autodiscover.registry.all_excluded", schannel.Likely},
		{"machine", "the place does not hang on the type", []schannel.RegistryValue{untyped(`HKLM\Software\Microsoft\Office\16.0\Outlook\AutoDiscover`, "ExcludeScpLookup")}, "autodiscover.registry.machine", schannel.Certain},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := autodiscover.CheckRegistry(autodiscover.Client{Product: autodiscover.Outlook2016, Registry: tt.registry})
			if len(got) != 1 || got[0].Code != tt.code || got[0].Certainty != tt.want {
				t.Errorf("%s: want %s, %s, got %+v", tt.why, tt.code, tt.want, got)
			}
		})
	}
}

func assumed(v schannel.RegistryValue) schannel.RegistryValue {
	v.Assumed = true
	return v
}

// TestRedirectServer: what hides the windows about a host.
func TestRedirectServer(t *testing.T) {
	t.Parallel()
	const host = "autodiscover.contoso.com"
	at := func(key, name string) schannel.RegistryValue { return text(key+`\RedirectServers`, name, "") }
	tests := []struct {
		name    string
		why     string
		product autodiscover.Product
		value   schannel.RegistryValue
		want    schannel.Truth
	}{
		{"user", "KB2480582: the user's key", autodiscover.Outlook2016, at(userKey16, host), schannel.Yes},
		{"policy", "KB2480582: or that of policies", autodiscover.Outlook2016, at(policyKey16, host), schannel.Yes},
		{"another-user", "HKEY_CURRENT_USER is a key below HKEY_USERS", autodiscover.Outlook2016, at(`HKU\S-1-5-21-1\Software\Microsoft\Office\16.0\Outlook\AutoDiscover`, host), schannel.Yes},
		{"machine", "KB2480582 names HKEY_CURRENT_USER only", autodiscover.Outlook2016, at(`HKLM\Software\Microsoft\Office\16.0\Outlook\AutoDiscover`, host), schannel.No},
		{"other-version", "the key has the version in it", autodiscover.Outlook2016, at(userKey14, host), schannel.No},
		{"above", "OfficeDocs-Support#952: the whole name", autodiscover.Outlook2016, at(userKey16, "contoso.com"), schannel.No},
		{"number", "KB2480582: REG_SZ", autodiscover.Outlook2016, schannel.DWORD(userKey16+`\RedirectServers`, host, 1), schannel.No},
		{"not-below", "KB2480582: in the key RedirectServers", autodiscover.Outlook2016, text(userKey16, host, ""), schannel.No},
		{"case-2007", "no document tells", autodiscover.Outlook2007, at(`HKCU\Software\Microsoft\Office\12.0\Outlook\AutoDiscover`, "Autodiscover.contoso.com"), schannel.Unknown},
		{"same-case-2007", "KB2783881 lists 12.0", autodiscover.Outlook2007, at(`HKCU\Software\Microsoft\Office\12.0\Outlook\AutoDiscover`, host), schannel.Yes},
		{"case-2010", "KB2480582: with case in 2010", autodiscover.Outlook2010, at(userKey14, "Autodiscover.contoso.com"), schannel.No},
		{"case-2013", "KB2480582: without case from 2013 on", autodiscover.Outlook2013, at(`HKCU\Software\Microsoft\Office\15.0\Outlook\AutoDiscover`, "Autodiscover.contoso.com"), schannel.Yes},
		{"program", "the values are Outlook's", autodiscover.EWSManagedAPI, at(userKey16, host), schannel.No},
		{"assumed", "law 1: KB2480582 names REG_SZ, and the type is not known", autodiscover.Outlook2010, assumed(at(userKey14, host)), schannel.Unknown},
		{"assumed-case", "KB2480582: with case in 2010, of whatever type", autodiscover.Outlook2010, assumed(at(userKey14, "Autodiscover.contoso.com")), schannel.No},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			c := autodiscover.Client{Product: tt.product, Registry: []schannel.RegistryValue{tt.value}}
			value, got := c.RedirectServer(host)
			if got != tt.want || value.IsZero() != (tt.want == schannel.No) {
				t.Errorf("%s: want %s, got %s by %+v", tt.why, tt.want, got, value)
			}
		})
	}
}
