// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package trustlist_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/vocabtest"
	"github.com/schanneltrust/schannel/trustlist"
)

// root is a self-issued certificate that nothing limits.
func root(text string) trustlist.Certificate {
	return trustlist.Certificate{
		Subject: cn(text), Issuer: cn(text), SelfIssued: true,
		SHA1: schannel.Thumbprint{1, byte(len(text)), text[0], text[len(text)-1]},
	}
}

// issuer is the certificate of an authority below a root.
func issuer(text, above string) trustlist.Certificate {
	c := root(text)
	c.Issuer, c.SelfIssued = cn(above), false
	return c
}

// limited is a certificate with a property that leaves those purposes only.
func limited(c trustlist.Certificate, purposes ...string) trustlist.Certificate {
	c.Property = trustlist.Purposes{Limited: true, OIDs: purposes}
	return c
}

// many is a store of n roots whose names take 100 bytes each in a list.
func many(n int) []trustlist.Certificate {
	store := make([]trustlist.Certificate, n)
	for i := range store {
		store[i] = root(fmt.Sprintf("%085d", i))
	}
	return store
}

func setting(name string, data uint32) []schannel.RegistryValue {
	return []schannel.RegistryValue{schannel.DWORD(schannelKey, name, data)}
}

func TestManyTakeHundredBytes(t *testing.T) {
	t.Parallel()
	c, err := trustlist.Compose(trustlist.Host{Release: schannel.Server2008, Stores: trustlist.Stores{TrustedRoots: many(7)}})
	require.NoError(t, err)
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
	all := trustlist.Stores{
		Site:              []trustlist.Certificate{root("site")},
		ClientAuthIssuers: []trustlist.Certificate{root("cai")},
		TrustedRoots:      []trustlist.Certificate{root("one"), root("two")},
	}
	type outcome struct {
		Sent schannel.Truth
		From trustlist.StoreKind
		List string
	}
	tests := []struct {
		name string
		why  string
		host trustlist.Host
		want outcome
	}{
		{"2003", "KB2464556: 1 by default; Platform SDK: the system store united with the application's", trustlist.Host{Release: schannel.Server2003, Stores: all}, outcome{schannel.Yes, trustlist.TrustedRootStore, "site one two"}},
		{"2008-r2", "TLS registry settings: TRUE up to Windows Server 2008 R2", trustlist.Host{Release: schannel.Server2008R2, Stores: all}, outcome{schannel.Yes, trustlist.TrustedRootStore, "site one two"}},
		{"2008-r2-off", "KB2464556, Method 3", trustlist.Host{Release: schannel.Server2008R2, Stores: all, Registry: setting("SendTrustedIssuerList", 0)}, outcome{schannel.No, trustlist.TrustedRootStore, "site one two"}},
		{"2012", "TLS registry settings: FALSE from 2012 on; SSP overview: the store of the site first", trustlist.Host{Release: schannel.Server2012, Stores: all}, outcome{schannel.No, trustlist.SiteStore, "site"}},
		{"2012-on", "TLS registry settings: 1 is TRUE", trustlist.Host{Release: schannel.Server2012, Stores: all, Registry: setting("SendTrustedIssuerList", 1)}, outcome{schannel.Yes, trustlist.SiteStore, "site"}},
		{"2012-five", "no document tells what 5 does", trustlist.Host{Release: schannel.Server2012, Stores: all, Registry: setting("SendTrustedIssuerList", 5)}, outcome{schannel.Unknown, trustlist.SiteStore, "site"}},
		{"2012-wrong-key", "the value counts below SCHANNEL itself only", trustlist.Host{Release: schannel.Server2012, Stores: all, Registry: []schannel.RegistryValue{schannel.DWORD(schannelKey+`\Messaging`, "SendTrustedIssuerList", 1)}}, outcome{schannel.No, trustlist.SiteStore, "site"}},
		{"2012-last-counts", "a file is carried out from top to bottom", trustlist.Host{Release: schannel.Server2012, Stores: all, Registry: append(setting("SendTrustedIssuerList", 1), setting("sendtrustedissuerlist", 0)...)}, outcome{schannel.No, trustlist.SiteStore, "site"}},
		{"2012-wrong-name", "SendTrustedIssuers does nothing", trustlist.Host{Release: schannel.Server2012, Stores: all, Registry: setting("SendTrustedIssuers", 1)}, outcome{schannel.No, trustlist.SiteStore, "site"}},
		{"2016-second", "SSP overview: Client Authentication Issuers if the site has none", trustlist.Host{Release: schannel.Server2016, Stores: trustlist.Stores{ClientAuthIssuers: all.ClientAuthIssuers, TrustedRoots: all.TrustedRoots}}, outcome{schannel.No, trustlist.ClientAuthIssuersStore, "cai"}},
		{"2016-third", "SSP overview: Trusted Roots if both are empty", trustlist.Host{Release: schannel.Server2016, Stores: trustlist.Stores{TrustedRoots: all.TrustedRoots}}, outcome{schannel.No, trustlist.TrustedRootStore, "one two"}},
		{"2016-none", "no store has certificates", trustlist.Host{Release: schannel.Server2016}, outcome{schannel.No, trustlist.StoreUnspecified, ""}},
		{"2012-r2-federation", "AD FS sends the list by default", trustlist.Host{Release: schannel.Server2012R2, Application: trustlist.FederationProxy, Stores: all}, outcome{schannel.Yes, trustlist.SiteStore, "site"}},
		{
			"2012-mixed", "SSP overview: of a mix only the issuers",
			trustlist.Host{Release: schannel.Server2012, Stores: trustlist.Stores{TrustedRoots: []trustlist.Certificate{root("one"), issuer("sub", "one"), root("two")}}},
			outcome{schannel.No, trustlist.TrustedRootStore, "sub"},
		},
		{
			"2012-site-mixed", "the rule speaks of the store of trusted roots",
			trustlist.Host{Release: schannel.Server2012, Stores: trustlist.Stores{Site: []trustlist.Certificate{root("one"), issuer("sub", "one")}}},
			outcome{schannel.No, trustlist.SiteStore, "one sub"},
		},
		{
			"2008-mixed", "Platform SDK: self-signed certificates only",
			trustlist.Host{Release: schannel.Server2008, Stores: trustlist.Stores{TrustedRoots: []trustlist.Certificate{root("one"), issuer("sub", "one")}}},
			outcome{schannel.Yes, trustlist.TrustedRootStore, "one"},
		},
		{
			"purposes", "KB2801679: trusted for client authentication; no limit is not no purpose",
			trustlist.Host{Release: schannel.Server2008, Stores: trustlist.Stores{TrustedRoots: []trustlist.Certificate{
				root("all"), limited(root("client"), serverAuthentication, trustlist.ClientAuthentication),
				limited(root("server"), serverAuthentication), limited(root("none")),
			}}},
			outcome{schannel.Yes, trustlist.TrustedRootStore, "all client"},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			c, err := trustlist.Compose(tt.host)
			require.NoError(t, err)
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

// verdict is what an expectation says of a finding.
type verdict struct {
	Code      string
	Certainty schannel.Certainty
}

// pick returns the findings with one of the codes.
func pick(findings []schannel.Finding, codes ...string) []verdict {
	var found []verdict
	for _, f := range findings {
		if slices.Contains(codes, string(f.Code)) {
			found = append(found, verdict{string(f.Code), f.Certainty})
		}
	}
	return found
}

// TestComposeFindings checks one finding a row: that it is there or not, and
// how sure it is.
func TestComposeFindings(t *testing.T) {
	t.Parallel()
	at := time.Date(2013, 1, 1, 0, 0, 0, 0, time.UTC)
	expired := root("old")
	expired.NotAfter = at.AddDate(-1, 0, 0)
	justOver := append(many(163), expired)
	justOver[163].Subject = many(1)[0].Subject
	few := trustlist.Stores{TrustedRoots: many(3)}
	tests := []struct {
		name string
		why  string
		host trustlist.Host
		code string
		want []verdict
	}{
		{"federation", "AD FS sends by default", trustlist.Host{Release: schannel.Server2012R2, Application: trustlist.FederationProxy}, "trustlist.list.federation", []verdict{{"", schannel.Likely}}},
		{"not-sent", "FALSE from 2012 on", trustlist.Host{Release: schannel.Server2012R2}, "trustlist.list.not_sent", []verdict{{"", schannel.Certain}}},
		{"silent-2008", "told so by the registry, not by the release", trustlist.Host{Release: schannel.Server2008, Registry: setting("SendTrustedIssuerList", 0)}, "trustlist.list.not_sent", nil},
		{"cai-on-2008", "the store counts from 2012 on", trustlist.Host{Release: schannel.Server2008R2, Stores: trustlist.Stores{ClientAuthIssuers: many(1)}}, "trustlist.store.ignored", []verdict{{"", schannel.Certain}}},
		{"united-2008", "Platform SDK", trustlist.Host{Release: schannel.Server2008R2, Stores: few}, "trustlist.store.united", []verdict{{"", schannel.Certain}}},
		{"used-2012", "SSP overview", trustlist.Host{Release: schannel.Server2012, Stores: few}, "trustlist.store.used", []verdict{{"", schannel.Certain}}},
		{"mixed", "SSP overview", trustlist.Host{Release: schannel.Server2012, Stores: trustlist.Stores{TrustedRoots: []trustlist.Certificate{root("a"), issuer("b", "a")}}}, "trustlist.store.mixed", []verdict{{"", schannel.Certain}}},
		{"non-root", "KB2802568", trustlist.Host{Release: schannel.Server2012, Stores: trustlist.Stores{TrustedRoots: []trustlist.Certificate{issuer("b", "a")}}}, "trustlist.store.non_root", []verdict{{"", schannel.Certain}}},
		{"non-root-2008", "the articles speak of later releases", trustlist.Host{Release: schannel.Server2008, Stores: trustlist.Stores{TrustedRoots: []trustlist.Certificate{issuer("b", "a")}}}, "trustlist.store.non_root", []verdict{{"", schannel.Likely}}},
		{"purposes", "KB2801679", trustlist.Host{Release: schannel.Server2008, Stores: trustlist.Stores{TrustedRoots: []trustlist.Certificate{limited(root("a"))}}}, "trustlist.store.purposes", []verdict{{"", schannel.Certain}}},
		{"purposes-elsewhere", "no document", trustlist.Host{Release: schannel.Server2012, Stores: trustlist.Stores{Site: []trustlist.Certificate{limited(root("a"))}}}, "trustlist.store.purposes_elsewhere", []verdict{{"", schannel.Undocumented}}},
		{"too-large-2012", "KB2880390: whatever SendTrustedIssuerList is", trustlist.Host{Release: schannel.Server2012, Stores: trustlist.Stores{Site: many(1), TrustedRoots: many(164)}, Registry: setting("SendTrustedIssuerList", 0)}, "trustlist.store.too_large", []verdict{{"", schannel.Likely}}},
		{"not-too-large-2012", "16,300 bytes", trustlist.Host{Release: schannel.Server2012, Stores: trustlist.Stores{TrustedRoots: many(163)}}, "trustlist.store.too_large", nil},
		{"too-large-2008", "KB2880390 names Windows 8 and Server 2012", trustlist.Host{Release: schannel.Server2008R2, Stores: trustlist.Stores{TrustedRoots: many(164)}}, "trustlist.store.too_large", nil},
		{"too-large-2012-r2", "KB2880390 does not name 2012 R2", trustlist.Host{Release: schannel.Server2012R2, Stores: trustlist.Stores{TrustedRoots: many(164)}}, "trustlist.store.too_large", nil},
		{"large-for-other-purposes", "KB2801679: only those for client authentication are taken", trustlist.Host{Release: schannel.Server2012, Stores: trustlist.Stores{TrustedRoots: append(many(163), limited(many(1)[0], serverAuthentication))}}, "trustlist.store.too_large", nil},
		{"truncated", "KB2464556", trustlist.Host{Release: schannel.Server2008, Stores: trustlist.Stores{TrustedRoots: many(170)}}, "trustlist.list.truncated", []verdict{{"", schannel.Certain}}},
		{"truncated-not-sent", "nothing is sent, nothing is cut", trustlist.Host{Release: schannel.Server2016, Stores: trustlist.Stores{TrustedRoots: many(170)}}, "trustlist.list.truncated", nil},
		{"expired", "no document tells whether they are named", trustlist.Host{Release: schannel.Server2008, At: at, Stores: trustlist.Stores{TrustedRoots: []trustlist.Certificate{expired}}}, "trustlist.list.expired", []verdict{{"", schannel.Likely}}},
		{"expired-decides", "16,400 bytes with the expired one, 16,300 without", trustlist.Host{Release: schannel.Server2008, At: at, Stores: trustlist.Stores{TrustedRoots: justOver}}, "trustlist.list.expired", []verdict{{"", schannel.Undocumented}}},
		{"expired-no-time", "no time, no expiry", trustlist.Host{Release: schannel.Server2008, Stores: trustlist.Stores{TrustedRoots: []trustlist.Certificate{expired}}}, "trustlist.list.expired", nil},
		{"headroom", "KB2464556: automatic update is on by default", trustlist.Host{Release: schannel.Server2008, Stores: few}, "trustlist.list.headroom", []verdict{{"", schannel.Certain}}},
		{"headroom-2003", "KB2464556 contradicts itself", trustlist.Host{Release: schannel.Server2003, Stores: few}, "trustlist.list.headroom", []verdict{{"", schannel.InsufficientData}}},
		{"headroom-off", "roots are not updated", trustlist.Host{Release: schannel.Server2008, NoRootUpdate: true, Stores: few}, "trustlist.list.headroom", nil},
		{"headroom-none", "a list that is cut has no room", trustlist.Host{Release: schannel.Server2008, Stores: trustlist.Stores{TrustedRoots: many(164)}}, "trustlist.list.headroom", nil},
		{"mapper", "dotnet/runtime#60949", trustlist.Host{Release: schannel.Server2008, Stores: few}, "trustlist.list.nt_authority", []verdict{{"", schannel.Likely}}},
		{"mapper-off", "SCH_CRED_NO_SYSTEM_MAPPER removes it", trustlist.Host{Release: schannel.Server2008, NoSystemMapper: true, Stores: few}, "trustlist.list.nt_authority", nil},
		{"mapper-http-sys", "http.sys does not show it", trustlist.Host{Release: schannel.Server2008, Application: trustlist.HTTPSys, Stores: few}, "trustlist.list.nt_authority", nil},
		{"mode-default", "SSP overview: 0 by default", trustlist.Host{Release: schannel.Server2012}, "trustlist.trust.machine", []verdict{{"", schannel.Certain}}},
		{"mode-2", "SSP overview", trustlist.Host{Release: schannel.Server2012, Registry: setting("ClientAuthTrustMode", 2)}, "trustlist.trust.machine", nil},
		{"mode-2008", "from 2012 on", trustlist.Host{Release: schannel.Server2008, Registry: setting("ClientAuthTrustMode", 2)}, "trustlist.trust.not_yet", []verdict{{"", schannel.Certain}}},
		{"mode-2012", "from 2012 on", trustlist.Host{Release: schannel.Server2012, Registry: setting("ClientAuthTrustMode", 2)}, "trustlist.trust.not_yet", nil},
		{"required", "KB293781", trustlist.Host{Release: schannel.Server2008, Stores: few}, "trustlist.required.missing", []verdict{{"", schannel.Certain}, {"", schannel.Certain}, {"", schannel.Certain}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			c, err := trustlist.Compose(tt.host)
			require.NoError(t, err)
			vocabtest.Findings(t, c.Findings)
			for i := range tt.want {
				tt.want[i].Code = tt.code
			}
			if diff := cmp.Diff(tt.want, pick(c.Findings, tt.code)); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
		})
	}
}

// TestNonRootRemedies: ClientAuthTrustMode came with Windows Server 2012.
func TestNonRootRemedies(t *testing.T) {
	t.Parallel()
	tests := []struct {
		release schannel.Release
		want    []schannel.Code
	}{
		{schannel.Server2008R2, []schannel.Code{"trustlist.remedy.move_issuers"}},
		{schannel.Server2012, []schannel.Code{"trustlist.remedy.move_issuers", "trustlist.remedy.exclusive_ca_trust"}},
	}
	for _, tt := range tests {
		c, err := trustlist.Compose(trustlist.Host{Release: tt.release, Stores: trustlist.Stores{TrustedRoots: []trustlist.Certificate{issuer("b", "a")}}})
		require.NoError(t, err)
		for _, f := range c.Findings {
			if f.Code != "trustlist.store.non_root" {
				continue
			}
			var got []schannel.Code
			for _, r := range f.Remedies {
				got = append(got, r.Code)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("%v (-want +got):\n%s", tt.release, diff)
			}
		}
	}
}

// TestHeadroom: of 16,384 bytes 3 names take 300, and 160 more would fit.
func TestHeadroom(t *testing.T) {
	t.Parallel()
	c, err := trustlist.Compose(trustlist.Host{Release: schannel.Server2008, Stores: trustlist.Stores{TrustedRoots: many(3)}})
	require.NoError(t, err)
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
		c, err := trustlist.Compose(trustlist.Host{Release: release, Stores: trustlist.Stores{TrustedRoots: many(200)}})
		require.NoError(t, err)
		first, err := json.Marshal(c)
		require.NoError(t, err)
		second, err := json.Marshal(c)
		require.NoError(t, err)
		require.Equal(t, string(first), string(second))
		require.NotContains(t, string(first), "null")
		offers, err := json.Marshal(c.Offers(chain(cn("X"))))
		require.NoError(t, err)
		require.NotContains(t, string(offers), "null")
	}
	empty, err := trustlist.Compose(trustlist.Host{Release: schannel.Server2016})
	require.NoError(t, err)
	raw, err := json.Marshal(empty)
	require.NoError(t, err)
	require.NotContains(t, string(raw), "null")
}

func TestComposeNeedsRelease(t *testing.T) {
	t.Parallel()
	c, err := trustlist.Compose(trustlist.Host{})
	requireFault(t, err, "trustlist.host.release", schannel.NoOffset)
	require.Zero(t, c)
}

func ExampleCompose() {
	host := trustlist.Host{
		Release:  schannel.Server2012R2,
		Registry: setting("SendTrustedIssuerList", 1),
		Stores: trustlist.Stores{
			TrustedRoots: []trustlist.Certificate{root("Root"), issuer("Issuing CA", "Root")},
		},
	}
	c, err := trustlist.Compose(host)
	if err != nil {
		panic(err)
	}
	fmt.Println(c.Sent, c.From, c.Shown())
	for _, f := range c.Findings {
		if f.Severity == schannel.Failure {
			fmt.Println(f.Code, f.Subject.Index)
		}
	}
	// Output:
	// yes trusted-roots [CN=Issuing CA]
	// trustlist.store.non_root 1
}
