// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package compose_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/dntest"
	"github.com/schanneltrust/schannel/internal/storetest"
	"github.com/schanneltrust/schannel/internal/vocabtest"
	"github.com/schanneltrust/schannel/trustlist"
	"github.com/schanneltrust/schannel/trustlist/certstore"
	"github.com/schanneltrust/schannel/trustlist/compose"
)

func setting(name string, data uint32) []schannel.RegistryValue {
	return []schannel.RegistryValue{schannel.DWORD(schannelKey, name, data)}
}

func TestManyTakeHundredBytes(t *testing.T) {
	t.Parallel()
	c := compose.Compose(compose.Host{Release: schannel.Server2008, Stores: compose.Stores{TrustedRoots: storetest.Many(7)}})
	require.Equal(t, 700, c.List.Size())
}

// names writes the common names of a list, which cn made.
func names(list trustlist.List) string {
	var out []string
	for _, n := range list {
		out = append(out, strings.TrimPrefix(n.String(), "CN="))
	}
	return strings.Join(out, " ")
}

const serverAuthentication = "1.3.6.1.5.5.7.3.1"

// TestComposeList checks which names of which store are taken.
func TestComposeList(t *testing.T) {
	t.Parallel()
	all := compose.Stores{
		Site:              []certstore.Certificate{storetest.Root("site")},
		ClientAuthIssuers: []certstore.Certificate{storetest.Root("cai")},
		TrustedRoots:      []certstore.Certificate{storetest.Root("one"), storetest.Root("two")},
	}
	type outcome struct {
		Sent schannel.Truth
		From compose.StoreKind
		List string
	}
	tests := []struct {
		name string
		why  string
		host compose.Host
		want outcome
	}{
		{"2003", "KB2464556: 1 by default; Platform SDK: the system store united with the application's", compose.Host{Release: schannel.Server2003, Stores: all}, outcome{schannel.Yes, compose.TrustedRootStore, "site one two"}},
		{"2008-r2", "TLS registry settings: TRUE up to Windows Server 2008 R2", compose.Host{Release: schannel.Server2008R2, Stores: all}, outcome{schannel.Yes, compose.TrustedRootStore, "site one two"}},
		{"2008-r2-off", "KB2464556, Method 3", compose.Host{Release: schannel.Server2008R2, Stores: all, Registry: setting("SendTrustedIssuerList", 0)}, outcome{schannel.No, compose.TrustedRootStore, "site one two"}},
		{"2012", "TLS registry settings: FALSE from 2012 on; SSP overview: the store of the site first", compose.Host{Release: schannel.Server2012, Stores: all}, outcome{schannel.No, compose.SiteStore, "site"}},
		{"2012-on", "TLS registry settings: 1 is TRUE", compose.Host{Release: schannel.Server2012, Stores: all, Registry: setting("SendTrustedIssuerList", 1)}, outcome{schannel.Yes, compose.SiteStore, "site"}},
		{"2012-five", "no document tells what 5 does", compose.Host{Release: schannel.Server2012, Stores: all, Registry: setting("SendTrustedIssuerList", 5)}, outcome{schannel.Unknown, compose.SiteStore, "site"}},
		{"2012-wrong-key", "the value counts below SCHANNEL itself only", compose.Host{Release: schannel.Server2012, Stores: all, Registry: []schannel.RegistryValue{schannel.DWORD(schannelKey+`\Messaging`, "SendTrustedIssuerList", 1)}}, outcome{schannel.No, compose.SiteStore, "site"}},
		{"2012-last-counts", "a file is carried out from top to bottom", compose.Host{Release: schannel.Server2012, Stores: all, Registry: append(setting("SendTrustedIssuerList", 1), setting("sendtrustedissuerlist", 0)...)}, outcome{schannel.No, compose.SiteStore, "site"}},
		{"2012-wrong-name", "SendTrustedIssuers does nothing", compose.Host{Release: schannel.Server2012, Stores: all, Registry: setting("SendTrustedIssuers", 1)}, outcome{schannel.No, compose.SiteStore, "site"}},
		{"2016-second", "SSP overview: Client Authentication Issuers if the site has none", compose.Host{Release: schannel.Server2016, Stores: compose.Stores{ClientAuthIssuers: all.ClientAuthIssuers, TrustedRoots: all.TrustedRoots}}, outcome{schannel.No, compose.ClientAuthIssuersStore, "cai"}},
		{"2016-third", "SSP overview: Trusted Roots if both are empty", compose.Host{Release: schannel.Server2016, Stores: compose.Stores{TrustedRoots: all.TrustedRoots}}, outcome{schannel.No, compose.TrustedRootStore, "one two"}},
		{"2016-none", "no store has certificates", compose.Host{Release: schannel.Server2016}, outcome{schannel.No, compose.StoreUnspecified, ""}},
		{"2008-issuers-only", "the store counts from 2012 on, and nothing is known of the others", compose.Host{Release: schannel.Server2008, Stores: compose.Stores{ClientAuthIssuers: all.ClientAuthIssuers}}, outcome{schannel.Yes, compose.StoreUnspecified, ""}},
		{"2012-r2-federation", "AD FS sends the list by default", compose.Host{Release: schannel.Server2012R2, Application: compose.FederationProxy, Stores: all}, outcome{schannel.Yes, compose.SiteStore, "site"}},
		{
			"2012-mixed", "SSP overview: of a mix only the issuers",
			compose.Host{Release: schannel.Server2012, Stores: compose.Stores{TrustedRoots: []certstore.Certificate{storetest.Root("one"), storetest.Issuer("sub", "one"), storetest.Root("two")}}},
			outcome{schannel.No, compose.TrustedRootStore, "sub"},
		},
		{
			"2012-site-mixed", "the rule speaks of the store of trusted roots",
			compose.Host{Release: schannel.Server2012, Stores: compose.Stores{Site: []certstore.Certificate{storetest.Root("one"), storetest.Issuer("sub", "one")}}},
			outcome{schannel.No, compose.SiteStore, "one sub"},
		},
		{
			"2008-mixed", "Platform SDK: self-signed certificates only",
			compose.Host{Release: schannel.Server2008, Stores: compose.Stores{TrustedRoots: []certstore.Certificate{storetest.Root("one"), storetest.Issuer("sub", "one")}}},
			outcome{schannel.Yes, compose.TrustedRootStore, "one"},
		},
		{
			"purposes", "KB2801679: trusted for client authentication; no limit is not no purpose",
			compose.Host{Release: schannel.Server2008, Stores: compose.Stores{TrustedRoots: []certstore.Certificate{
				storetest.Root("all"), storetest.Limited(storetest.Root("client"), serverAuthentication, certstore.ClientAuthentication),
				storetest.Limited(storetest.Root("server"), serverAuthentication), storetest.Limited(storetest.Root("none")),
			}}},
			outcome{schannel.Yes, compose.TrustedRootStore, "all client"},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			c := compose.Compose(tt.host)
			vocabtest.Findings(t, c.Findings)
			require.Len(t, c.Places, len(c.List))
			if diff := cmp.Diff(tt.want, outcome{c.Sent, c.From, names(c.List)}); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
			if c.Sent == schannel.No && len(c.Shown()) > 0 {
				t.Errorf("a list that is not sent shows %v", c.Shown())
			}
		})
	}
}

// TestComposeFindings checks one finding a row: that it is there or not, and
// how sure it is.
func TestComposeFindings(t *testing.T) {
	t.Parallel()
	at := time.Date(2013, 1, 1, 0, 0, 0, 0, time.UTC)
	expired := storetest.Root("old")
	expired.NotAfter = at.AddDate(-1, 0, 0)
	justOver := append(storetest.Many(163), expired)
	justOver[163].Subject = storetest.Many(1)[0].Subject
	few := compose.Stores{TrustedRoots: storetest.Many(3)}
	leaf := storetest.Root("leaf")
	leaf.Authority = schannel.No
	leaves := compose.Stores{TrustedRoots: []certstore.Certificate{storetest.Root("a"), leaf}}
	tests := []struct {
		name string
		why  string
		host compose.Host
		code schannel.Code
		want []schannel.Certainty
	}{
		{"federation", "AD FS sends by default", compose.Host{Release: schannel.Server2012R2, Application: compose.FederationProxy}, "trustlist.list.federation", []schannel.Certainty{schannel.Likely}},
		{"no-authority", "RFC 5280, Section 4.2.1.9: cA is false", compose.Host{Release: schannel.Server2008R2, Stores: leaves}, "trustlist.list.no_authority", []schannel.Certainty{schannel.Certain}},
		{"no-authority-unsent", "what is not named is no matter", compose.Host{Release: schannel.Server2016, Stores: leaves}, "trustlist.list.no_authority", nil},
		{"not-sent", "FALSE from 2012 on", compose.Host{Release: schannel.Server2012R2}, "trustlist.host.silent", []schannel.Certainty{schannel.Certain}},
		{"silent-2008", "told so by the registry, not by the release", compose.Host{Release: schannel.Server2008, Registry: setting("SendTrustedIssuerList", 0)}, "trustlist.host.silent", nil},
		{"cai-on-2008", "the store counts from 2012 on", compose.Host{Release: schannel.Server2008R2, Stores: compose.Stores{ClientAuthIssuers: storetest.Many(1)}}, "trustlist.store.ignored", []schannel.Certainty{schannel.Certain}},
		{"no-cai-on-2008", "nothing is in it", compose.Host{Release: schannel.Server2008R2, Stores: few}, "trustlist.store.ignored", nil},
		{"headroom-2003-hotfix", "the same of Windows Server 2003 with the hotfix", compose.Host{Release: schannel.Server2003KB933940, Stores: few}, "trustlist.list.headroom", []schannel.Certainty{schannel.InsufficientData}},
		{"united-2008", "Platform SDK", compose.Host{Release: schannel.Server2008R2, Stores: few}, "trustlist.store.united", []schannel.Certainty{schannel.Certain}},
		{"united-2008-application", "Platform SDK: older than every release; KB2801679 has the trusted roots alone", compose.Host{Release: schannel.Server2008R2, Stores: compose.Stores{Site: storetest.Many(1), TrustedRoots: storetest.Many(3)}}, "trustlist.store.united", []schannel.Certainty{schannel.Likely}},
		{"no-stores", "nothing is known of them", compose.Host{Release: schannel.Server2008R2}, "trustlist.store.none", []schannel.Certainty{schannel.InsufficientData}},
		{"http-sys-issuers", "newbetuts 1050679: the roots were seen although the store was filled", compose.Host{Release: schannel.Server2016, Application: compose.HTTPSys, Stores: compose.Stores{ClientAuthIssuers: storetest.Many(1)}}, "trustlist.store.used", []schannel.Certainty{schannel.Undocumented}},
		{"non-root-mode-2", "SSP overview: a mode in which it is no fault", compose.Host{Release: schannel.Server2012, Registry: setting("ClientAuthTrustMode", 2), Stores: compose.Stores{TrustedRoots: []certstore.Certificate{storetest.Issuer("b", "a")}}}, "trustlist.store.non_root", nil},
		{"logging-known", "KB260729: the bit is set, so the event is written", compose.Host{Release: schannel.Server2008, Registry: setting("EventLogging", 3), Stores: compose.Stores{TrustedRoots: storetest.Many(170)}}, "trustlist.event.logging", nil},
		{"headroom-2022", "no document gives the limit of 2022", compose.Host{Release: schannel.Server2022, Registry: setting("SendTrustedIssuerList", 1), Stores: few}, "trustlist.list.headroom", []schannel.Certainty{schannel.Likely}},
		{"assumed-type", "a list of PowerShell prints no types", compose.Host{Release: schannel.Server2016, Registry: []schannel.RegistryValue{{Key: schannelKey, Name: "SendTrustedIssuerList", Type: schannel.RegDWORD, Number: 1, Assumed: true}}}, "trustlist.registry.send", []schannel.Certainty{schannel.Likely}},
		{"control-set", "cc783264: an alias of the set that Select names, which is not there", compose.Host{Release: schannel.Server2016, Registry: []schannel.RegistryValue{schannel.DWORD(strings.Replace(schannelKey, "CurrentControlSet", "ControlSet001", 1), "SendTrustedIssuerList", 1)}}, "trustlist.registry.send", []schannel.Certainty{schannel.Likely}},
		{"used-2012", "SSP overview", compose.Host{Release: schannel.Server2012, Stores: few}, "trustlist.store.used", []schannel.Certainty{schannel.Certain}},
		{"mixed", "SSP overview, jpazureid and KB2802568 differ", compose.Host{Release: schannel.Server2012, Stores: compose.Stores{TrustedRoots: []certstore.Certificate{storetest.Root("a"), storetest.Issuer("b", "a")}}}, "trustlist.store.mixed", []schannel.Certainty{schannel.Undocumented}},
		{"untrusted", "no document tells whether they are named", compose.Host{Release: schannel.Server2008, Stores: compose.Stores{TrustedRoots: storetest.Many(2), Untrusted: storetest.Many(1)}}, "trustlist.store.untrusted", []schannel.Certainty{schannel.Undocumented}},
		{"tls-1.3", "RFC 8446, 4.2.4: an extension; no document tells what Schannel does", compose.Host{Release: schannel.Server2022, Registry: setting("SendTrustedIssuerList", 1), Stores: few}, "trustlist.list.tls13", []schannel.Certainty{schannel.Undocumented}},
		{"tls-1.3-2019", "curl/curl#21702: from 2022 on", compose.Host{Release: schannel.Server2019, Registry: setting("SendTrustedIssuerList", 1), Stores: few}, "trustlist.list.tls13", nil},
		{"all-non-roots", "a mix needs a root", compose.Host{Release: schannel.Server2012, Stores: compose.Stores{TrustedRoots: []certstore.Certificate{storetest.Issuer("b", "a"), storetest.Issuer("c", "a")}}}, "trustlist.store.mixed", nil},
		{"non-root", "KB2802568: may reject", compose.Host{Release: schannel.Server2012, Stores: compose.Stores{TrustedRoots: []certstore.Certificate{storetest.Issuer("b", "a")}}}, "trustlist.store.non_root", []schannel.Certainty{schannel.Likely}},
		{"non-root-2008", "KB2802568 speaks of IIS 8, that of Windows Server 2012", compose.Host{Release: schannel.Server2008, Stores: compose.Stores{TrustedRoots: []certstore.Certificate{storetest.Issuer("b", "a")}}}, "trustlist.store.non_root", nil},
		{"purposes", "KB2801679", compose.Host{Release: schannel.Server2008, Stores: compose.Stores{TrustedRoots: []certstore.Certificate{storetest.Limited(storetest.Root("a"))}}}, "trustlist.store.purposes", []schannel.Certainty{schannel.Certain}},
		{"required-without-roots", "of a store of which nothing is known nothing is missing", compose.Host{Release: schannel.Server2016, Stores: compose.Stores{Site: storetest.Many(1)}}, "trustlist.required.missing", nil},
		{"purposes-none", "all are trusted for it: nothing is left out", compose.Host{Release: schannel.Server2008, Stores: compose.Stores{TrustedRoots: storetest.Many(1)}}, "trustlist.store.purposes", nil},
		{"purposes-elsewhere", "no document", compose.Host{Release: schannel.Server2012, Stores: compose.Stores{Site: []certstore.Certificate{storetest.Limited(storetest.Root("a"))}}}, "trustlist.store.purposes_elsewhere", []schannel.Certainty{schannel.Undocumented}},
		{"too-large-2012", "KB2880390: whatever SendTrustedIssuerList is", compose.Host{Release: schannel.Server2012, Stores: compose.Stores{Site: storetest.Many(1), TrustedRoots: storetest.Many(164)}, Registry: setting("SendTrustedIssuerList", 0)}, "trustlist.store.too_large", []schannel.Certainty{schannel.Likely}},
		{"not-too-large-2012", "16,300 bytes", compose.Host{Release: schannel.Server2012, Stores: compose.Stores{TrustedRoots: storetest.Many(163)}}, "trustlist.store.too_large", nil},
		{"too-large-2008", "KB2880390 names Windows 8 and Server 2012", compose.Host{Release: schannel.Server2008R2, Stores: compose.Stores{TrustedRoots: storetest.Many(164)}}, "trustlist.store.too_large", nil},
		{"too-large-2012-r2", "KB2880390 does not name 2012 R2", compose.Host{Release: schannel.Server2012R2, Stores: compose.Stores{TrustedRoots: storetest.Many(164)}}, "trustlist.store.too_large", nil},
		{"large-for-other-purposes", "KB2801679: only those for client authentication are taken", compose.Host{Release: schannel.Server2012, Stores: compose.Stores{TrustedRoots: append(storetest.Many(163), storetest.Limited(storetest.Many(1)[0], serverAuthentication))}}, "trustlist.store.too_large", nil},
		{"truncated", "KB2464556", compose.Host{Release: schannel.Server2008, Stores: compose.Stores{TrustedRoots: storetest.Many(170)}}, "trustlist.list.truncated", []schannel.Certainty{schannel.Certain}},
		{"truncated-not-sent", "nothing is sent, nothing is cut", compose.Host{Release: schannel.Server2016, Stores: compose.Stores{TrustedRoots: storetest.Many(170)}}, "trustlist.list.truncated", nil},
		{"expired", "no document tells whether they are named", compose.Host{Release: schannel.Server2008, At: at, Stores: compose.Stores{TrustedRoots: []certstore.Certificate{expired}}}, "trustlist.list.expired", []schannel.Certainty{schannel.Likely}},
		{"expired-decides", "16,400 bytes with the expired one, 16,300 without", compose.Host{Release: schannel.Server2008, At: at, Stores: compose.Stores{TrustedRoots: justOver}}, "trustlist.list.expired", []schannel.Certainty{schannel.Undocumented}},
		{"expired-no-time", "no time, no expiry", compose.Host{Release: schannel.Server2008, Stores: compose.Stores{TrustedRoots: []certstore.Certificate{expired}}}, "trustlist.list.expired", nil},
		{"headroom", "KB2464556: automatic update is on by default", compose.Host{Release: schannel.Server2008, Stores: few}, "trustlist.list.headroom", []schannel.Certainty{schannel.Certain}},
		{"headroom-2003", "KB2464556 contradicts itself", compose.Host{Release: schannel.Server2003, Stores: few}, "trustlist.list.headroom", []schannel.Certainty{schannel.InsufficientData}},
		{"headroom-off", "roots are not updated", compose.Host{Release: schannel.Server2008, NoRootUpdate: true, Stores: few}, "trustlist.list.headroom", nil},
		{"headroom-none", "a list that is cut has no room", compose.Host{Release: schannel.Server2008, Stores: compose.Stores{TrustedRoots: storetest.Many(164)}}, "trustlist.list.headroom", nil},
		{"mapper", "dotnet/runtime#60949", compose.Host{Release: schannel.Server2008, Stores: few}, "trustlist.list.nt_authority", []schannel.Certainty{schannel.Likely}},
		{"mapper-off", "SCH_CRED_NO_SYSTEM_MAPPER removes it", compose.Host{Release: schannel.Server2008, NoSystemMapper: true, Stores: few}, "trustlist.list.nt_authority", nil},
		{"mapper-http-sys", "http.sys does not show it", compose.Host{Release: schannel.Server2008, Application: compose.HTTPSys, Stores: few}, "trustlist.list.nt_authority", nil},
		{"mode-default", "SSP overview: 0 by default", compose.Host{Release: schannel.Server2012}, "trustlist.trust.machine", []schannel.Certainty{schannel.Certain}},
		{"mode-2", "SSP overview", compose.Host{Release: schannel.Server2012, Registry: setting("ClientAuthTrustMode", 2)}, "trustlist.trust.machine", nil},
		{"mode-2008", "from 2012 on", compose.Host{Release: schannel.Server2008, Registry: setting("ClientAuthTrustMode", 2)}, "trustlist.trust.not_yet", []schannel.Certainty{schannel.Certain}},
		{"mode-2012", "from 2012 on", compose.Host{Release: schannel.Server2012, Registry: setting("ClientAuthTrustMode", 2)}, "trustlist.trust.not_yet", nil},
		{"required", "KB293781", compose.Host{Release: schannel.Server2008, Stores: few}, "trustlist.required.missing", []schannel.Certainty{schannel.Certain}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			c := compose.Compose(tt.host)
			vocabtest.Findings(t, c.Findings)
			if diff := cmp.Diff(tt.want, vocabtest.Certainties(c.Findings, tt.code)); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
		})
	}
}

// TestExpiredAreCounted: two of three names, of 100 bytes each.
func TestExpiredAreCounted(t *testing.T) {
	t.Parallel()
	at := time.Date(2013, 1, 1, 0, 0, 0, 0, time.UTC)
	roots := storetest.Many(3)
	roots[0].NotAfter, roots[2].NotAfter = at.AddDate(-1, 0, 0), at.AddDate(-1, 0, 0)
	c := compose.Compose(compose.Host{Release: schannel.Server2008, At: at, Stores: compose.Stores{TrustedRoots: roots}})
	for _, f := range c.Findings {
		if f.Code == "trustlist.list.expired" {
			require.Equal(t, []schannel.Arg{schannel.Number("certificates", 2), schannel.Number("bytes", 200)}, f.Args)
			return
		}
	}
	t.Error("nothing is said of them")
}

// TestNamedOfOtherStores: certificates that the stores do not have are not
// named.
func TestNamedOfOtherStores(t *testing.T) {
	t.Parallel()
	c := compose.Compose(compose.Host{Release: schannel.Server2008, Stores: compose.Stores{TrustedRoots: storetest.Many(2)}})
	require.Len(t, c.Named(compose.Stores{TrustedRoots: storetest.Many(1)}), 1)
	require.Empty(t, c.Named(compose.Stores{}))
}

// remediesOf returns those of the findings with a code, which is there.
func remediesOf(t *testing.T, h compose.Host, code schannel.Code) []schannel.Code {
	t.Helper()
	var codes []schannel.Code
	found := false
	for _, f := range compose.Compose(h).Findings {
		if f.Code == code {
			found = true
			codes = append(codes, vocabtest.RemedyCodes(f.Remedies)...)
		}
	}
	require.True(t, found, "%s", code)
	return codes
}

// TestRemediesFitTheHost: review item 2, and 10: what is done is not offered.
func TestRemediesFitTheHost(t *testing.T) {
	t.Parallel()
	large := compose.Stores{TrustedRoots: storetest.Many(170)}
	own := compose.Stores{ClientAuthIssuers: storetest.Many(170)}
	mixed := compose.Stores{TrustedRoots: []certstore.Certificate{storetest.Issuer("b", "a")}}
	const cut, nonRoot, tooLarge = "trustlist.list.truncated", "trustlist.store.non_root", "trustlist.store.too_large"
	const refill, remove, policy, silent = "trustlist.remedy.refill_roots", "trustlist.remedy.remove_roots", "trustlist.remedy.enterprise_policy", "trustlist.remedy.send_no_list"
	tests := []struct {
		name string
		why  string
		host compose.Host
		code schannel.Code
		want []schannel.Code
	}{
		{"2008-r2", "KB2464556, Methods 1 to 3", compose.Host{Release: schannel.Server2008R2, Stores: large}, cut, []schannel.Code{refill, remove, policy, silent}},
		{"stand-alone", "KB2464556, Method 2: a member of a domain", compose.Host{Release: schannel.Server2008R2, DomainMember: schannel.No, Stores: large}, cut, []schannel.Code{refill, remove, silent}},
		{"2016", "SSP overview: a store of their own", compose.Host{Release: schannel.Server2016, Registry: setting("SendTrustedIssuerList", 1), Stores: large}, cut, []schannel.Code{"trustlist.remedy.issuers_store", silent}},
		{"2016-done", "they are in a store of their own", compose.Host{Release: schannel.Server2016, Registry: setting("SendTrustedIssuerList", 1), Stores: own}, cut, []schannel.Code{silent}},
		{"non-root", "KB2802568; SSP overview", compose.Host{Release: schannel.Server2012, Stores: mixed}, nonRoot, []schannel.Code{"trustlist.remedy.move_issuers", "trustlist.remedy.exclusive_ca_trust"}},
		{"too-large", "KB2880390 is an update of 2012; the methods are for 2003 to 2008 R2", compose.Host{Release: schannel.Server2012, Stores: large}, tooLarge, []schannel.Code{"trustlist.remedy.update_2880390"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tt.want, remediesOf(t, tt.host, tt.code)); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
		})
	}
}

// TestNoEventWithoutWarnings: EventLogging without the bit of value 2 is known,
// so no event is predicted.
func TestNoEventWithoutWarnings(t *testing.T) {
	t.Parallel()
	for logging, want := range map[uint32]int{1: 0, 3: 1} {
		events := 0
		for _, f := range compose.Compose(compose.Host{
			Release: schannel.Server2008, Registry: setting("EventLogging", logging), Stores: compose.Stores{TrustedRoots: storetest.Many(170)},
		}).Findings {
			events += len(f.Events)
		}
		require.Equal(t, want, events, "EventLogging %d", logging)
	}
}

// TestHeadroom: of 16,384 bytes 3 names take 300, and 160 more would fit.
func TestHeadroom(t *testing.T) {
	t.Parallel()
	c := compose.Compose(compose.Host{Release: schannel.Server2008, Stores: compose.Stores{TrustedRoots: storetest.Many(3)}})
	require.Len(t, vocabtest.Certainties(c.Findings, "trustlist.list.headroom"), 1)
	for _, f := range c.Findings {
		if f.Code == "trustlist.list.headroom" {
			want := []schannel.Arg{schannel.Number("free", 16084), schannel.Number("limit", 16384), schannel.Number("names", 160)}
			if diff := cmp.Diff(want, f.Args); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		}
	}
}

// TestCompositionJSON writes the same bytes every time, and no list as null.
func TestCompositionJSON(t *testing.T) {
	t.Parallel()
	for release := range schannel.Releases() {
		c := compose.Compose(compose.Host{Release: release, Stores: compose.Stores{TrustedRoots: storetest.Many(200)}})
		first, err := json.Marshal(c)
		require.NoError(t, err)
		second, err := json.Marshal(c)
		require.NoError(t, err)
		require.Equal(t, string(first), string(second))
		require.NotContains(t, string(first), "null")
		offers, err := json.Marshal(c.Offers(storetest.Chain(dntest.CN("X"))))
		require.NoError(t, err)
		require.NotContains(t, string(offers), "null")
	}
	empty := compose.Compose(compose.Host{Release: schannel.Server2016})
	raw, err := json.Marshal(empty)
	require.NoError(t, err)
	require.NotContains(t, string(raw), "null")
}

// TestCompositionFromJSON asks a composition and the one that is read from its
// JSON: they give the same answers.
func TestCompositionFromJSON(t *testing.T) {
	t.Parallel()
	for release := range schannel.Releases() {
		host := compose.Host{Release: release, Registry: setting("SendTrustedIssuerList", 1), Stores: compose.Stores{TrustedRoots: storetest.Many(200)}}
		c := compose.Compose(host)
		raw, err := json.Marshal(c)
		require.NoError(t, err)
		var back compose.Composition
		require.NoError(t, json.Unmarshal(raw, &back))
		for _, i := range []int{0, 163, 199} {
			client := storetest.Chain(storetest.Many(200)[i].Subject)
			if diff := cmp.Diff(c.Offers(client), back.Offers(client)); diff != "" {
				t.Errorf("%v, root %d (-composed +read):\n%s", release, i, diff)
			}
		}
		require.Len(t, back.Shown(), len(c.Shown()))
	}
}

// TestComposeNothing: of the zero host nothing is known, and what is asked of
// its composition has no confident answer.
func TestComposeNothing(t *testing.T) {
	t.Parallel()
	for _, host := range []compose.Host{{}, {Release: 99}, {Stores: compose.Stores{TrustedRoots: storetest.Many(3)}}} {
		c := compose.Compose(host)
		require.Equal(t, []string{"trustlist.host.unknown"}, vocabtest.FindCodes(c.Findings))
		require.Equal(t, schannel.InsufficientData, c.Findings[0].Certainty)
		require.Equal(t, schannel.Unknown, c.Sent)
		o := c.Offers(storetest.Chain(dntest.CN("X")))[0]
		require.Equal(t, schannel.InsufficientData, o.Finding.Certainty)
	}
}

func ExampleCompose() {
	const key = `HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL`
	// The names are those that certstore.Certificates reads: CN=R and CN=I.
	root, issuing := trustlist.Name("0\x0c1\x0a0\x08\x06\x03\x55\x04\x03\x13\x01R"), trustlist.Name("0\x0c1\x0a0\x08\x06\x03\x55\x04\x03\x13\x01I")
	host := compose.Host{
		Release:  schannel.Server2012R2,
		Registry: []schannel.RegistryValue{schannel.DWORD(key, "SendTrustedIssuerList", 1)},
		Stores: compose.Stores{TrustedRoots: []certstore.Certificate{
			{Subject: root, Issuer: root, SelfIssued: true},
			{Subject: issuing, Issuer: root},
		}},
	}
	c := compose.Compose(host)
	fmt.Println(c.Sent, c.From, c.Shown())
	for _, f := range c.Findings {
		if f.Severity == schannel.Failure {
			fmt.Println(f.Code, f.Items[0].Index)
		}
	}
	// Output:
	// yes trusted-roots [CN=I]
	// trustlist.store.non_root 1
}

// TestFirstUntrusted: of several untrusted certificates that are named the first
// is told.
func TestFirstUntrusted(t *testing.T) {
	t.Parallel()
	roots := storetest.Many(3)
	c := compose.Compose(compose.Host{Release: schannel.Server2008, Stores: compose.Stores{TrustedRoots: roots, Untrusted: roots[:2]}})
	for _, f := range c.Findings {
		if f.Code == "trustlist.store.untrusted" {
			require.Equal(t, []string{"2", roots[0].Subject.String(), roots[0].SHA1.String()}, []string{f.Args[0].Value, f.Args[1].Value, f.Args[2].Value})
			return
		}
	}
	t.Error("none is told")
}
