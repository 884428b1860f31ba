// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package autodiscover_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/autodiscover"
	"github.com/schanneltrust/schannel/internal/vocabtest"
)

// A row of a plan is "GROUP STEP METHOD URL", with "auth" if credentials may
// go out, the protocol if it is not POX, and "- REASON" if it is skipped.
func printed(attempts []autodiscover.Attempt) []string {
	var lines []string
	for _, a := range attempts {
		line := fmt.Sprintf("%d %s %s %s", a.Group, a.Step, a.Method, a.URL)
		if a.Credentials {
			line += " auth"
		}
		if a.Protocol != autodiscover.POX {
			line += " " + a.Protocol.String()
		}
		if a.Skipped != nil {
			line += " - " + string(a.Skipped.Code)
		}
		if len(a.Registry) > 0 {
			line += " by " + a.Registry[0].Name
		}
		lines = append(lines, line)
	}
	return lines
}

const twoSCPs = "url https://p/Autodiscover/Autodiscover.xml Site=Paris @2007\nurl https://o:444/x.XML Site=Oslo @2010"

type planRow struct {
	name   string
	why    string
	client autodiscover.Client
	own    string
	want   []string
	ends   autodiscover.Exception
	codes  []string
}

func client(p autodiscover.Product, joined schannel.Truth, registry ...schannel.RegistryValue) autodiscover.Client {
	return autodiscover.Client{Product: p, Mail: "anna@contoso.com", Site: "Paris", Joined: joined, Registry: registry}
}

func TestPlan(t *testing.T) {
	t.Parallel()
	for _, row := range append(outlookPlans, programPlans...) {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			f := autodiscover.Forest{Own: directory(t, "", row.own)}
			got := autodiscover.Plan(f, row.client, autodiscover.PolicyUnspecified)
			if diff := cmp.Diff(row.want, printed(got.Plan), cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("%s (-want +got):\n%s", row.why, diff)
			}
			if diff := cmp.Diff(row.codes, vocabtest.FindCodes(got.Findings), cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("%s: findings (-want +got):\n%s", row.why, diff)
			}
			if got.Ends != row.ends {
				t.Errorf("%s: want %s, got %s", row.why, row.ends, got.Ends)
			}
			checkOpen(t, got.Findings)
		})
	}
}

var outlookPlans = []planRow{
	{
		name: "outlook2007-joined", why: "Outlook 2016 Autodiscover implementation: SCP first, then https root, https autodiscover, http redirect, SRV, local XML",
		client: client(autodiscover.Outlook2007, schannel.Yes), own: twoSCPs,
		want: []string{
			"1 scp POST https://p/Autodiscover/Autodiscover.xml auth",
			"2 scp POST https://o:444/x.XML auth",
			"3 root-domain POST https://contoso.com/autodiscover/autodiscover.xml auth",
			"4 autodiscover-host POST https://autodiscover.contoso.com/autodiscover/autodiscover.xml auth",
			"5 http-redirect GET http://autodiscover.contoso.com/autodiscover/autodiscover.xml",
			"6 srv DNS _autodiscover._tcp.contoso.com",
			"7 local-xml none  - autodiscover.skip.no_file",
		},
	},
	{
		name: "outlook2007-not-joined", why: "not joined to a domain: no SCP",
		client: client(autodiscover.Outlook2007, schannel.No), own: "url https://p/Autodiscover/Autodiscover.xml @2007",
		want: []string{
			"1 scp POST https://p/Autodiscover/Autodiscover.xml auth - autodiscover.skip.not_joined",
			"2 root-domain POST https://contoso.com/autodiscover/autodiscover.xml auth",
			"3 autodiscover-host POST https://autodiscover.contoso.com/autodiscover/autodiscover.xml auth",
			"4 http-redirect GET http://autodiscover.contoso.com/autodiscover/autodiscover.xml",
			"5 srv DNS _autodiscover._tcp.contoso.com",
			"6 local-xml none  - autodiscover.skip.no_file",
		},
	},
	{
		name: "outlook2010-registry", why: "KB2212902: the cached URL of 2010, the values that exclude, PreferLocalXML; ExcludeSrvLookup does nothing",
		client: with(client(autodiscover.Outlook2010, schannel.Yes,
			schannel.DWORD(userKey14, "ExcludeScpLookup", 1), schannel.DWORD(userKey14, "ExcludeHttpsRootDomain", 1),
			schannel.DWORD(userKey14, "ExcludeSrvLookup", 1), schannel.DWORD(userKey14, "PreferLocalXML", 1), text(userKey14, "contoso.com", `C:\auto.xml`), text(userKey14, "fabrikam.com", `C:\other.xml`)),
			func(c *autodiscover.Client) { c.LastKnownGood = "https://old/a.xml" }),
		own: "url https://p/Autodiscover/Autodiscover.xml @2007",
		want: []string{
			`1 local-xml none C:\auto.xml by PreferLocalXML`,
			"2 last-known-good POST https://old/a.xml auth",
			"3 scp POST https://p/Autodiscover/Autodiscover.xml auth - autodiscover.skip.excluded by ExcludeScpLookup",
			"4 root-domain POST https://contoso.com/autodiscover/autodiscover.xml auth - autodiscover.skip.excluded by ExcludeHttpsRootDomain",
			"5 autodiscover-host POST https://autodiscover.contoso.com/autodiscover/autodiscover.xml auth",
			"6 http-redirect GET http://autodiscover.contoso.com/autodiscover/autodiscover.xml",
			"7 srv DNS _autodiscover._tcp.contoso.com",
		},
	},
	{
		name: "outlook2010-old-build", why: "KB2212902: the cached URL came with 14.0.7140.5001",
		client: with(client(autodiscover.Outlook2010, schannel.No), func(c *autodiscover.Client) { c.LastKnownGood, c.Build = "https://old/a.xml", "14.0.6000.0" }),
		want: []string{
			"1 last-known-good POST https://old/a.xml auth - autodiscover.skip.too_old",
			"2 scp none  - autodiscover.skip.not_joined",
			"3 root-domain POST https://contoso.com/autodiscover/autodiscover.xml auth",
			"4 autodiscover-host POST https://autodiscover.contoso.com/autodiscover/autodiscover.xml auth",
			"5 http-redirect GET http://autodiscover.contoso.com/autodiscover/autodiscover.xml",
			"6 srv DNS _autodiscover._tcp.contoso.com",
			"7 local-xml none  - autodiscover.skip.no_file",
		},
	},
	{
		name: "outlook2013", why: "Outlook 2013 Autodiscover: directory and domain are looked up at the same time",
		client: client(autodiscover.Outlook2013, schannel.Yes), own: twoSCPs,
		want: []string{
			"1 last-known-good POST  auth - autodiscover.skip.nothing_stored",
			"2 scp POST https://p/Autodiscover/Autodiscover.xml auth",
			"2 scp POST https://o:444/x.XML auth",
			"2 root-domain POST https://contoso.com/autodiscover/autodiscover.xml auth",
			"2 autodiscover-host POST https://autodiscover.contoso.com/autodiscover/autodiscover.xml auth",
			"2 http-redirect GET http://autodiscover.contoso.com/autodiscover/autodiscover.xml",
			"2 srv DNS _autodiscover._tcp.contoso.com",
			"3 local-xml none  - autodiscover.skip.no_file",
		},
		codes: []string{"autodiscover.plan.parallel"},
	},
	{
		name: "outlook2016", why: "KB3211279: the eleven steps",
		client: client(autodiscover.Outlook2016, schannel.Unknown, text(userKey16, "CONTOSO.com", `C:\auto.xml`)), own: "url https://p/Autodiscover/Autodiscover.xml @2007",
		want: []string{
			"1 restart none  - autodiscover.skip.no_restart",
			`2 local-xml none C:\auto.xml - autodiscover.skip.not_preferred by CONTOSO.com`,
			"3 last-known-good POST  auth - autodiscover.skip.nothing_stored",
			"4 office365 POST https://autodiscover-s.outlook.com/autodiscover/autodiscover.xml auth",
			"5 scp POST https://p/Autodiscover/Autodiscover.xml auth",
			"6 root-domain POST https://contoso.com/autodiscover/autodiscover.xml auth",
			"7 autodiscover-host POST https://autodiscover.contoso.com/autodiscover/autodiscover.xml auth",
			`8 local-xml none C:\auto.xml by CONTOSO.com`,
			"9 http-redirect GET http://autodiscover.contoso.com/autodiscover/autodiscover.xml",
			"10 srv DNS _autodiscover._tcp.contoso.com",
			"11 office365-failsafe POST https://autodiscover-s.outlook.com/autodiscover/autodiscover.xml auth",
		},
		codes: []string{"autodiscover.plan.joined_unknown", "autodiscover.plan.office365"},
	},
	{
		name: "outlook2016-local", why: "KB3211279, step 2: the local file, if the registry prefers it",
		client: client(autodiscover.Outlook2016, schannel.No, schannel.DWORD(userKey16, "PreferLocalXML", 1), text(userKey16, "contoso.com", `C:\auto.xml`)),
		want: []string{
			"1 restart none  - autodiscover.skip.no_restart",
			`2 local-xml none C:\auto.xml by PreferLocalXML`,
			"3 last-known-good POST  auth - autodiscover.skip.nothing_stored",
			"4 office365 POST https://autodiscover-s.outlook.com/autodiscover/autodiscover.xml auth",
			"5 scp none  - autodiscover.skip.not_joined",
			"6 root-domain POST https://contoso.com/autodiscover/autodiscover.xml auth",
			"7 autodiscover-host POST https://autodiscover.contoso.com/autodiscover/autodiscover.xml auth",
			`8 local-xml none C:\auto.xml by PreferLocalXML`,
			"9 http-redirect GET http://autodiscover.contoso.com/autodiscover/autodiscover.xml",
			"10 srv DNS _autodiscover._tcp.contoso.com",
			"11 office365-failsafe POST https://autodiscover-s.outlook.com/autodiscover/autodiscover.xml auth",
		},
		codes: []string{"autodiscover.plan.office365"},
	},
	{
		name: "outlook2010-types", why: "KB2212902: REG_DWORD excludes; a file is named by text, and by the value of the mail domain",
		client: client(autodiscover.Outlook2010, schannel.No, text(userKey14, "ExcludeSrvRecord", "1"), schannel.DWORD(userKey14, "contoso.com", 1), text(userKey14, "fabrikam.com", `C:\other.xml`)),
		want: []string{
			"1 last-known-good POST  auth - autodiscover.skip.nothing_stored",
			"2 scp none  - autodiscover.skip.not_joined",
			"3 root-domain POST https://contoso.com/autodiscover/autodiscover.xml auth",
			"4 autodiscover-host POST https://autodiscover.contoso.com/autodiscover/autodiscover.xml auth",
			"5 http-redirect GET http://autodiscover.contoso.com/autodiscover/autodiscover.xml",
			"6 srv DNS _autodiscover._tcp.contoso.com",
			"7 local-xml none  - autodiscover.skip.no_file",
		},
	},
	{
		name: "outlook365-policy", why: "KB2212902: ExcludeExplicitO365Endpoint drops both steps of Office 365; a policy counts before the user",
		client: client(autodiscover.Outlook365, schannel.No, append(allFive(policyKey16, 1), schannel.DWORD(userKey16, "ExcludeExplicitO365Endpoint", 1), schannel.DWORD(userKey16, "ExcludeSrvRecord", 0))...),
		want: []string{
			"1 restart none  - autodiscover.skip.no_restart",
			"2 local-xml none  - autodiscover.skip.not_preferred",
			"3 last-known-good POST  auth - autodiscover.skip.nothing_stored",
			"4 office365 POST https://autodiscover-s.outlook.com/autodiscover/autodiscover.xml auth - autodiscover.skip.excluded by ExcludeExplicitO365Endpoint",
			"5 scp none  - autodiscover.skip.not_joined",
			"6 root-domain POST https://contoso.com/autodiscover/autodiscover.xml auth - autodiscover.skip.excluded by ExcludeHttpsRootDomain",
			"7 autodiscover-host POST https://autodiscover.contoso.com/autodiscover/autodiscover.xml auth - autodiscover.skip.excluded by ExcludeHttpsAutoDiscoverDomain",
			"8 local-xml none  - autodiscover.skip.no_file",
			"9 http-redirect GET http://autodiscover.contoso.com/autodiscover/autodiscover.xml - autodiscover.skip.excluded by ExcludeHttpRedirect",
			"10 srv DNS _autodiscover._tcp.contoso.com - autodiscover.skip.excluded by ExcludeSrvRecord",
			"11 office365-failsafe POST https://autodiscover-s.outlook.com/autodiscover/autodiscover.xml auth - autodiscover.skip.excluded by ExcludeExplicitO365Endpoint",
		},
		codes: []string{"autodiscover.plan.nothing_left"},
	},
	{
		name: "assumed", why: "law 1: a list of PowerShell prints no types; a REG_SZ excludes nothing (KB2212902)",
		client: client(autodiscover.Outlook2007, schannel.Yes, untyped(`HKCU\Software\Microsoft\Office\12.0\Outlook\AutoDiscover`, "ExcludeSrvRecord")),
		want: []string{
			"1 scp none  - autodiscover.skip.no_scp",
			"2 root-domain POST https://contoso.com/autodiscover/autodiscover.xml auth",
			"3 autodiscover-host POST https://autodiscover.contoso.com/autodiscover/autodiscover.xml auth",
			"4 http-redirect GET http://autodiscover.contoso.com/autodiscover/autodiscover.xml",
			"5 srv DNS _autodiscover._tcp.contoso.com - autodiscover.skip.excluded by ExcludeSrvRecord",
			"6 local-xml none  - autodiscover.skip.no_file",
		},
		codes: []string{"autodiscover.plan.assumed_type"},
	},
	{
		name: "u-label", why: "nothing says what a client makes of letters beyond ASCII; nothing is derived from them; RFC 3986, Section 3.2.3 and 16 bits of a port: no URL either",
		client: with(client(autodiscover.Outlook2007, schannel.Yes), func(c *autodiscover.Client) { c.Mail = "anna@müller.example" }), own: "url no-url @2007\nurl https://p:99999/x @2008",
		want: []string{
			"1 scp POST no-url auth - autodiscover.skip.no_url",
			"2 scp POST https://p:99999/x auth - autodiscover.skip.no_url",
			"3 root-domain POST  auth - autodiscover.skip.no_domain",
			"4 autodiscover-host POST  auth - autodiscover.skip.no_domain",
			"5 http-redirect GET  - autodiscover.skip.no_domain",
			"6 srv DNS  - autodiscover.skip.no_domain",
			"7 local-xml none  - autodiscover.skip.no_file",
		},
		codes: []string{"autodiscover.mail.u_label", "autodiscover.plan.nothing_left"},
	},
}

var programPlans = []planRow{
	{
		name: "ews-pox", why: "AutodiscoverService.cs:1301-1323, 579-640: SCP URLs as they are, root, autodiscover, http GET, SRV",
		client: client(autodiscover.EWSManagedAPI, schannel.Yes), own: twoSCPs,
		want: []string{
			"1 scp POST https://p/Autodiscover/Autodiscover.xml auth",
			"2 scp POST https://o:444/x.XML auth",
			"3 root-domain POST https://contoso.com/autodiscover/autodiscover.xml auth",
			"4 autodiscover-host POST https://autodiscover.contoso.com/autodiscover/autodiscover.xml auth",
			"5 http-redirect GET http://autodiscover.contoso.com/autodiscover/autodiscover.xml",
			"6 srv DNS _autodiscover._tcp.contoso.com",
		},
	},
	{
		name: "ews-soap", why: "AutodiscoverService.cs:1331, 1348: of SCP URLs the host only, found by a GET; ExchangeService.cs:4997: POX after SOAP",
		client: with(client(autodiscover.EWSManagedAPI, schannel.Yes), func(c *autodiscover.Client) { c.Protocol = autodiscover.SOAP }), own: "url https://o:444/x.xml",
		want: []string{
			"1 scp GET https://o/autodiscover/autodiscover.xml soap",
			"2 scp POST https://o/autodiscover/autodiscover.svc auth soap",
			"3 root-domain GET https://contoso.com/autodiscover/autodiscover.xml soap",
			"4 root-domain POST https://contoso.com/autodiscover/autodiscover.svc auth soap",
			"5 autodiscover-host GET https://autodiscover.contoso.com/autodiscover/autodiscover.xml soap",
			"6 autodiscover-host POST https://autodiscover.contoso.com/autodiscover/autodiscover.svc auth soap",
			"7 http-redirect GET http://autodiscover.contoso.com/autodiscover/autodiscover.xml soap",
			"8 srv DNS _autodiscover._tcp.contoso.com soap",
			"9 scp POST https://o:444/x.xml auth",
			"10 root-domain POST https://contoso.com/autodiscover/autodiscover.xml auth",
			"11 autodiscover-host POST https://autodiscover.contoso.com/autodiscover/autodiscover.xml auth",
			"12 http-redirect GET http://autodiscover.contoso.com/autodiscover/autodiscover.xml",
			"13 srv DNS _autodiscover._tcp.contoso.com",
		},
	},
	{
		name: "ews-ends", why: "AutodiscoverService.cs:1310-1313: one entry without https:// ends it before anything is tried",
		client: client(autodiscover.EWSManagedAPI, schannel.Yes), own: "url mail/x",
		want: []string{
			"1 scp POST mail/x auth - autodiscover.skip.ended",
			"2 root-domain POST https://contoso.com/autodiscover/autodiscover.xml auth - autodiscover.skip.ended",
			"3 autodiscover-host POST https://autodiscover.contoso.com/autodiscover/autodiscover.xml auth - autodiscover.skip.ended",
			"4 http-redirect GET http://autodiscover.contoso.com/autodiscover/autodiscover.xml - autodiscover.skip.ended",
			"5 srv DNS _autodiscover._tcp.contoso.com - autodiscover.skip.ended",
		},
		ends: autodiscover.ExceptionFormat, codes: []string{"autodiscover.order.ends_format", "autodiscover.plan.nothing_left"},
	},
	{
		name: "docs-soap", why: "Autodiscover endpoint list: another extension for SOAP; Autodiscover for Exchange: https only, a GET for a redirect, SRV; MS-OXDISCO, Section 3.1.5.1: a URL is http:// or https://; two entries of Oslo have no order",
		client: with(client(autodiscover.DocsClient, schannel.Yes), func(c *autodiscover.Client) { c.Protocol = autodiscover.SOAP }), own: "url https://p/A.XML Site=Paris\nurl https://p/xml\nurl http://o/A.xml Site=Oslo\nurl ftp://o/A.xml Site=Oslo",
		want: []string{
			"1 scp POST https://p/A.svc auth soap",
			"2 scp POST https://p/xml auth soap",
			"3 scp POST http://o/A.xml auth soap - autodiscover.skip.plain_http",
			"4 scp POST ftp://o/A.xml auth soap - autodiscover.skip.no_url",
			"5 root-domain POST https://contoso.com/autodiscover/autodiscover.svc auth soap",
			"6 autodiscover-host POST https://autodiscover.contoso.com/autodiscover/autodiscover.svc auth soap",
			"7 http-redirect GET http://autodiscover.contoso.com/autodiscover/autodiscover.xml soap",
			"8 srv DNS _autodiscover._tcp.contoso.com soap",
		},
		codes: []string{"autodiscover.order.within_tier"},
	},
	{
		name: "docs-no-scp", why: "a directory without entries gives none",
		client: client(autodiscover.DocsClient, schannel.Yes),
		want: []string{
			"1 scp none  - autodiscover.skip.no_scp",
			"2 root-domain POST https://contoso.com/autodiscover/autodiscover.xml auth",
			"3 autodiscover-host POST https://autodiscover.contoso.com/autodiscover/autodiscover.xml auth",
			"4 http-redirect GET http://autodiscover.contoso.com/autodiscover/autodiscover.xml",
			"5 srv DNS _autodiscover._tcp.contoso.com",
		},
	},
	{
		name: "v2", why: "Get-ProtocolEndpointViaAutoDv2.ps1: the form of the URL; no authentication; RFC 3986, Section 2.3: letters, digits and -._~ stand as they are",
		client: with(client(autodiscover.DocsClient, schannel.Yes), func(c *autodiscover.Client) { c.Protocol, c.Mail = autodiscover.V2, "a/-._~b@contoso.com" }), own: twoSCPs,
		want:  []string{"1 autodiscover-host GET https://autodiscover.contoso.com/autodiscover/autodiscover.json/v1.0/a%2F-._~b@contoso.com?Protocol=EWS&ServerLocation=true v2"},
		codes: []string{"autodiscover.plan.v2_host"},
	},
	{
		name: "no-address", why: "EwsUtilities.cs:1126: exactly one @",
		client: with(client(autodiscover.EWSManagedAPI, schannel.No), func(c *autodiscover.Client) { c.Mail = "anna@contoso.com@x" }),
		want: []string{
			"1 scp none  - autodiscover.skip.not_joined",
			"2 root-domain POST  auth - autodiscover.skip.no_domain",
			"3 autodiscover-host POST  auth - autodiscover.skip.no_domain",
			"4 http-redirect GET  - autodiscover.skip.no_domain",
			"5 srv DNS  - autodiscover.skip.no_domain",
		},
		codes: []string{"autodiscover.mail.malformed", "autodiscover.plan.nothing_left"},
	},
	{
		name: "no-address-soap", why: "EwsUtilities.cs:1126: exactly one @, whatever the protocol",
		client: with(client(autodiscover.EWSManagedAPI, schannel.No), func(c *autodiscover.Client) { c.Protocol, c.Mail = autodiscover.SOAP, "anna" }),
		want: []string{
			"1 scp none  soap - autodiscover.skip.not_joined",
			"2 root-domain POST  auth soap - autodiscover.skip.no_domain",
			"3 autodiscover-host POST  auth soap - autodiscover.skip.no_domain",
			"4 http-redirect GET  soap - autodiscover.skip.no_domain",
			"5 srv DNS  soap - autodiscover.skip.no_domain",
			"6 scp none  - autodiscover.skip.not_joined",
			"7 root-domain POST  auth - autodiscover.skip.no_domain",
			"8 autodiscover-host POST  auth - autodiscover.skip.no_domain",
			"9 http-redirect GET  - autodiscover.skip.no_domain",
			"10 srv DNS  - autodiscover.skip.no_domain",
		},
		codes: []string{"autodiscover.mail.malformed", "autodiscover.plan.nothing_left"},
	},
	{
		name: "odd-build", why: "KB2212902 writes builds as four numbers",
		client: with(client(autodiscover.DocsClient, schannel.Yes), func(c *autodiscover.Client) { c.Protocol, c.Build = autodiscover.V2, "16.0" }),
		want:   []string{"1 autodiscover-host GET https://autodiscover.contoso.com/autodiscover/autodiscover.json/v1.0/anna@contoso.com?Protocol=EWS&ServerLocation=true v2"},
		codes:  []string{"autodiscover.plan.build", "autodiscover.plan.v2_host"},
	},
	{name: "no-product", why: "no product, no steps", codes: []string{"autodiscover.plan.no_product"}},
}
