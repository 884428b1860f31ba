// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package walk_test

import (
	"slices"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/autodiscover"
	"github.com/schanneltrust/schannel/autodiscover/walk"
)

// walkRow is a walk over a script. Reasons are those of the hops, without
// "autodiscover.reason.".
type walkRow struct {
	name    string
	product autodiscover.Product
	scps    []string
	change  func(*walk.Setup)
	answers []string
	end     walk.End
	reasons []string
	codes   []string
	why     string
}

const (
	root  = "https://corp.example/autodiscover/autodiscover.xml"
	host  = "https://autodiscover.corp.example/autodiscover/autodiscover.xml"
	probe = "http://autodiscover.corp.example/autodiscover/autodiscover.xml"
	srv   = "_autodiscover._tcp.corp.example"
	hub   = "https://autodiscover.hoster.example/autodiscover/autodiscover.xml"
	svc   = "https://a.corp.example/autodiscover/autodiscover.svc"
	probA = "https://a.corp.example/autodiscover/autodiscover.xml"
)

func asSOAP(s *walk.Setup) { s.Client.Protocol = autodiscover.SOAP }

func agrees(s *walk.Setup) { s.Consent = schannel.Yes }

func refuses(s *walk.Setup) { s.Consent = schannel.No }

func both(changes ...func(*walk.Setup)) func(*walk.Setup) {
	return func(s *walk.Setup) {
		for _, change := range changes {
			change(s)
		}
	}
}

func repeat(reason string, n int) []string { return slices.Repeat([]string{reason}, n) }

// soapSilence is no answer where the API speaks SOAP: it asks each host for its
// endpoints first.
var soapSilence = []string{"GET " + root + " = gone", "GET " + host + " = gone", "GET " + probe + " = gone", "SRV " + srv + " = gone"}

var walks = slices.Concat(docsWalks, ewsWalks, soapWalks, outlookWalks)

var docsWalks = []walkRow{
	{
		name: "301 of the GET", product: autodiscover.DocsClient,
		answers: []string{"POST " + root + " = gone", "POST " + host + " = gone", "GET " + probe + " = 301 > " + hub, "SRV " + srv + " = gone"},
		end:     walk.EndNotLocated, reasons: []string{"no_answer", "no_answer", "no_redirect", "no_answer"},
		why: "Autodiscover for Exchange, Phase 3: 302",
	},
	{
		name: "the example of MS-OXDSCLI", product: autodiscover.DocsClient,
		answers: []string{"POST " + root + " = 302 > https://webservice.corp.example/autodiscover/autodiscover.xml", "POST https://webservice.corp.example/autodiscover/autodiscover.xml = 200 settings"},
		end:     walk.EndSettings, reasons: []string{"redirect", "settings"}, codes: []string{"autodiscover.leak.no_suffixes"},
		why: "MS-OXDSCLI, page f9ed4346: POST to the domain, 302, POST again, settings",
	},
	{
		name: "hosted domain", product: autodiscover.DocsClient,
		answers: []string{"POST " + root + " = refused", "POST " + host + " = refused", "GET " + probe + " = 302 > " + hub, "POST " + hub + " = 200 settings"},
		end:     walk.EndSettings, reasons: []string{"no_answer", "no_answer", "probe", "settings"}, codes: []string{"autodiscover.leak.no_suffixes"},
		why: "Autodiscover for Exchange, Phase 3: 302 of the GET leads to the endpoint",
	},
	{
		name: "hosted domain whose user refuses", product: autodiscover.DocsClient, change: refuses,
		answers: []string{"POST " + root + " = refused", "POST " + host + " = refused", "GET " + probe + " = 302 > " + hub, "SRV " + srv + " = gone"},
		end:     walk.EndNotLocated, reasons: []string{"no_answer", "no_answer", "refused", "no_answer"}, codes: []string{"autodiscover.leak.no_suffixes"},
		why: "Resending your request to a new URL: get permission to follow",
	},
	{
		name: "401 is not conclusive", product: autodiscover.DocsClient,
		answers: []string{"POST " + root + " = 401 ? Negotiate", "POST " + host + " = 401", "GET " + probe + " = 404", "SRV " + srv + " = gone"},
		end:     walk.EndNotLocated, reasons: []string{"challenge", "unauthorized", "unauthorized", "no_redirect", "no_answer"},
		codes: []string{"autodiscover.walk.unauthorized"},
		why:   "Table 1: do not consider a single 401 to mean invalid credentials; after several, ask for the password",
	},
	{
		name: "credentials are accepted", product: autodiscover.DocsClient,
		answers: []string{"POST " + root + " = 401 ? Negotiate", "POST " + root + " = 200 settings"},
		end:     walk.EndSettings, reasons: []string{"challenge", "settings"},
		why: "RFC 9110, Section 11.6.1: the client asks again with credentials",
	},
	{
		name: "a handshake of NTLM", product: autodiscover.DocsClient,
		answers: []string{"POST " + root + " = 401 ? Negotiate ? NTLM", "POST " + root + " = 401 ? NTLM ~", "POST " + root + " = 200 settings"},
		end:     walk.EndSettings, reasons: []string{"challenge", "handshake", "settings"},
		why: "RFC 4559, Section 4.1: a 401 with a token asks for the client's next one, and refuses nothing",
	},
	{
		name: "a handshake that begins with the first request, and fails", product: autodiscover.DocsClient,
		answers: slices.Concat([]string{"POST " + root + " = 401 ? NTLM ~", "POST " + root + " = 401 ? NTLM ~", "POST " + root + " = 401 ? NTLM"}, silence()[1:]),
		end:     walk.EndNotLocated, reasons: []string{"challenge", "handshake", "unauthorized", "no_answer", "no_answer", "no_answer"},
		codes: []string{"autodiscover.walk.unauthorized"},
		why:   "RFC 4559, Section 4.1: a 401 without a token begins anew: the credentials were refused",
	},
	{
		name: "a recording that breaks off inside a handshake", product: autodiscover.DocsClient,
		answers: slices.Concat([]string{"POST " + root + " = 401 ? NTLM", "POST " + root + " = 401 ? NTLM ~"}, silence()[1:]),
		end:     walk.EndUnknown, reasons: []string{"challenge", "handshake", "broken_off", "no_answer", "no_answer", "no_answer"},
		codes: []string{"autodiscover.walk.handshake_open"},
		why:   "RFC 4559, Section 4.1: a 401 with a token asks for the client's next one; what the server makes of that nobody knows",
	},
	{
		name: "a handshake that breaks off where another host refuses", product: autodiscover.DocsClient,
		answers: slices.Concat([]string{"POST " + root + " = 401 ? NTLM ~", "POST " + root + " = 401 ? NTLM ~", "POST " + host + " = 401"}, silence()[2:]),
		end:     walk.EndUnknown, reasons: []string{"challenge", "handshake", "broken_off", "unauthorized", "no_answer", "no_answer"},
		codes: []string{"autodiscover.walk.unauthorized", "autodiscover.walk.handshake_open"},
		why:   "RFC 4559, Section 4.1: the one is a refusal, the other none",
	},
	{
		name: "somebody opened the URL in a browser", product: autodiscover.DocsClient,
		answers: append([]string{"GET " + host + " = 401 ? Negotiate", "GET " + host + " = 200 error:600", "GET " + root + " = 200 error:600"}, silence()...),
		end:     walk.EndNotLocated, reasons: []string{"no_answer", "no_answer", "no_answer", "no_answer"},
		codes: []string{"autodiscover.walk.unused", "autodiscover.walk.browser"},
		why:   "MS-OXDSCLI, page 713ef4f4: 600 is an invalid request, which a GET is",
	},
	{
		name: "a browser that gets another error", product: autodiscover.DocsClient,
		answers: append([]string{"GET " + host + " = 200 error:603", "GET " + root + " = 500 error:600"}, silence()...),
		end:     walk.EndNotLocated, reasons: []string{"no_answer", "no_answer", "no_answer", "no_answer"},
		codes: []string{"autodiscover.walk.unused"},
		why:   "MS-OXDSCLI, page 713ef4f4: 603 is an internal error",
	},
	{
		name: "Autodiscover V2", product: autodiscover.DocsClient, change: func(s *walk.Setup) { s.Client.Protocol = autodiscover.V2 },
		answers: []string{"GET https://autodiscover.corp.example/autodiscover/autodiscover.json/v1.0/user@corp.example?Protocol=EWS&ServerLocation=true = 200"},
		end:     walk.EndUnknown, reasons: []string{}, codes: []string{"autodiscover.walk.v2", "autodiscover.walk.unused"},
		why: "CSS-Exchange has one request of it, and no document says where a client goes on",
	},
	{
		name: "303 and 307 are no redirects", product: autodiscover.DocsClient,
		answers: slices.Concat([]string{"POST " + root + " = 303 > " + scpB, "POST " + host + " = 307 > " + scpB}, silence()[2:]),
		end:     walk.EndNotLocated, reasons: []string{"status", "status", "no_answer", "no_answer"},
		why: "Table 1: 301 and 302; any other status makes the URL invalid",
	},
	{
		name: "301 to http", product: autodiscover.DocsClient,
		answers: slices.Concat([]string{"POST " + root + " = 301 > http://b.corp.example/x"}, silence()[1:]),
		end:     walk.EndNotLocated, reasons: []string{"not_https", "no_answer", "no_answer", "no_answer"},
		codes: []string{"autodiscover.leak.downgrade", "autodiscover.leak.no_suffixes"},
		why:   "Resending your request to a new URL: verify that it is HTTPS",
	},
	{
		name: "two hosts that lead to each other", product: autodiscover.DocsClient,
		answers: []string{"POST " + root + " = 302 > " + host, "POST " + host + " = 302 > " + root},
		end:     walk.EndTooManyHops, reasons: append(repeat("redirect", 10), "limit"),
		codes: []string{"autodiscover.walk.redirect_limit", "autodiscover.walk.loop", "autodiscover.leak.no_suffixes"},
		why:   "POX: Action: stop after ten redirects",
	},
	{
		name: "a target that failed before", product: autodiscover.DocsClient,
		answers: slices.Concat([]string{"POST " + root + " = 404", "POST " + host + " = 200 to:" + root}, silence()[2:]),
		end:     walk.EndNotLocated, reasons: []string{"status", "failed_before", "no_answer", "no_answer"},
		codes: []string{"autodiscover.leak.no_suffixes"},
		why:   "Resending your request to a new URL: no error from it with this address before",
	},
	{
		name: "another address", product: autodiscover.DocsClient,
		answers: []string{"POST " + root + " = 200 mail:user@other.example", "POST https://other.example/autodiscover/autodiscover.xml = 200 settings"},
		end:     walk.EndSettings, reasons: []string{"restart", "settings"},
		why: "Restarting Autodiscover with a new email address: a new list of its own",
	},
	{
		name: "the address that was sent", product: autodiscover.DocsClient,
		answers: slices.Concat([]string{"POST " + root + " = 200 mail:USER@corp.example"}, silence()[1:]),
		end:     walk.EndNotLocated, reasons: []string{"same_address", "no_answer", "no_answer", "no_answer"},
		why: "Restarting Autodiscover with a new email address: then the URL is invalid; mail addresses have no case here",
	},
	{
		name: "two addresses that lead to each other", product: autodiscover.DocsClient,
		answers: []string{"POST " + root + " = 200 mail:user@other.example", "POST https://other.example/autodiscover/autodiscover.xml = 200 mail:user@corp.example"},
		end:     walk.EndTooManyHops, reasons: append(repeat("restart", 10), "limit"),
		codes: []string{"autodiscover.walk.redirect_limit", "autodiscover.walk.loop"},
		why:   "POX: Action: stop after ten redirects",
	},
	{
		name: "no mail address", product: autodiscover.DocsClient,
		answers: slices.Concat([]string{"POST " + root + " = 200 mail:nobody"}, silence()[1:]),
		end:     walk.EndNotLocated, reasons: []string{"no_mail", "no_answer", "no_answer", "no_answer"},
		why: "no list can be made of it",
	},
	{
		name: "an error", product: autodiscover.DocsClient,
		answers: []string{"POST " + root + " = 200 error:500", "POST " + host + " = 200 settings"},
		end:     walk.EndSettings, reasons: []string{"error", "settings"}, codes: []string{"autodiscover.walk.error_open"},
		why: "Phase 2: each candidate until one succeeds",
	},
	{
		name: "an error that is final", product: autodiscover.DocsClient, change: func(s *walk.Setup) { s.ErrorEnds = true },
		answers: []string{"POST " + root + " = 200 error:500"},
		end:     walk.EndError, reasons: []string{"final_error"}, codes: []string{"autodiscover.walk.error_open"},
		why: "POX Autodiscover errors: Error holds what is non-recoverable",
	},
	{
		name: "a web server and an action nobody knows", product: autodiscover.DocsClient,
		answers: slices.Concat([]string{"POST " + root + " = 200 html", "POST " + host + " = 200 action:migrate"}, silence()[2:]),
		end:     walk.EndNotLocated, reasons: []string{"no_autodiscover", "no_action", "no_answer", "no_answer"},
		why: "Phase 2: validate the result; an action that is no redirect with a target leads nowhere",
	},
	{
		name: "a busy server", product: autodiscover.DocsClient, change: asSOAP,
		answers: slices.Concat(
			[]string{"POST https://corp.example/autodiscover/autodiscover.svc = 200 soap-error:ServerBusy", "POST https://autodiscover.corp.example/autodiscover/autodiscover.svc = gone"},
			silence()[2:], []string{"POST https://corp.example/autodiscover/autodiscover.svc = 200 soap-settings"},
		),
		end: walk.EndSettings, reasons: []string{"busy", "no_answer", "no_answer", "no_answer", "settings"},
		why: "Table 2: move the URL to the end of the list",
	},
	{
		name: "a server that stays busy", product: autodiscover.DocsClient, change: asSOAP,
		answers: slices.Concat(
			[]string{"POST https://corp.example/autodiscover/autodiscover.svc = 200 soap-error:ServerBusy", "POST https://autodiscover.corp.example/autodiscover/autodiscover.svc = gone"},
			silence()[2:],
		),
		end: walk.EndNotLocated, reasons: []string{"busy", "no_answer", "no_answer", "no_answer", "error"}, codes: []string{"autodiscover.walk.error_open"},
		why: "Table 2: busy several times, the URL is invalid",
	},
	{
		name: "a certificate that does not pass", product: autodiscover.DocsClient,
		answers: slices.Concat([]string{"POST " + root + " = 200 settings ! untrusted"}, silence()[1:]),
		end:     walk.EndNotLocated, reasons: []string{"certificate", "no_answer", "no_answer", "no_answer"},
		why: "Phase 2: the certificate is valid and from a trusted authority",
	},
	{
		name: "service records", product: autodiscover.DocsClient,
		answers: slices.Concat(silence()[:3], []string{"SRV " + srv + " = records 20/9/443/c.hoster.example 10/1/443/a.hoster.example 10/5/443/b.hoster.example 0/0/80/d.hoster.example", "POST https://b.hoster.example/autodiscover/autodiscover.xml = 200 settings"}),
		end:     walk.EndSettings, reasons: []string{"no_answer", "no_answer", "no_answer", "record", "settings"},
		codes: []string{"autodiscover.walk.srv_choice", "autodiscover.leak.srv_other_domain"},
		why:   "RFC 2782: the lowest number is preferred; the guide: SSL endpoints only, highest weight",
	},
	{
		name: "two service records that are alike", product: autodiscover.DocsClient,
		answers: slices.Concat(silence()[:3], []string{"SRV " + srv + " = records 0/0/443/a.corp.example 0/0/443/b.corp.example", "POST https://a.corp.example/autodiscover/autodiscover.xml = 200 settings"}),
		end:     walk.EndSettings, reasons: []string{"no_answer", "no_answer", "no_answer", "record", "settings"},
		codes: []string{"autodiscover.walk.srv_choice"},
		why:   "RFC 2782 has one drawn at random; the first that is returned is as good as any",
	},
	{
		name: "401 at the first place", product: autodiscover.DocsClient,
		answers: append([]string{"POST " + root + " = 401"}, silence()[1:]...),
		end:     walk.EndNotLocated, reasons: []string{"unauthorized", "no_answer", "no_answer", "no_answer"},
		codes: []string{"autodiscover.walk.unauthorized"},
		why:   "Table 1: a 401 is no sign that nobody is there",
	},
	{
		name: "a certificate at http", product: autodiscover.DocsClient,
		answers: append(silence()[:2:2], "GET "+probe+" = 302 > "+hub+" ! untrusted", "POST "+hub+" = 200 settings"),
		end:     walk.EndSettings, reasons: []string{"no_answer", "no_answer", "probe", "settings"}, codes: []string{"autodiscover.leak.no_suffixes"},
		why: "a request over http shows no certificate, whatever a recording says",
	},
	{
		name: "no service record for 443", product: autodiscover.DocsClient,
		answers: slices.Concat(silence()[:3], []string{"SRV " + srv + " = records 0/0/80/d.corp.example 0/0/443/."}),
		end:     walk.EndNotLocated, reasons: []string{"no_answer", "no_answer", "no_answer", "no_record"},
		why: "Querying DNS for an SRV record: SSL endpoints only; RFC 2782: a dot means that the service is not there",
	},
	{
		name: "an address without @", product: autodiscover.DocsClient, change: func(s *walk.Setup) { s.Client.Mail = "user" },
		end: walk.EndNoAddress, reasons: []string{}, codes: []string{"autodiscover.walk.no_mail"},
		why: "no URL can be made of it",
	},
	{
		name: "an empty recording", product: autodiscover.DocsClient,
		end: walk.EndUnknown, reasons: repeat("not_recorded", 4), codes: []string{"autodiscover.walk.not_recorded"},
		why: "what was not recorded is no evidence",
	},
	{
		name: "a stale entry and a double one", product: autodiscover.DocsClient, scps: []string{scpA, scpB, "https://B.corp.example/x/Autodiscover.xml"},
		answers: []string{"POST " + scpA + " = gone", "POST " + scpB + " = 503", "POST https://B.corp.example/x/Autodiscover.xml = 503", "POST " + root + " = 200 settings"},
		end:     walk.EndSettings, reasons: []string{"no_answer", "status", "status", "settings"},
		codes: []string{"autodiscover.walk.stale_scp", "autodiscover.walk.same_host_twice"},
		why:   "KB3137323: the entry of a server that is gone; the same host twice",
	},
}

var ewsWalks = []walkRow{
	{
		name: "400 with HTML", product: autodiscover.EWSManagedAPI,
		answers: slices.Concat([]string{"POST " + root + " = 400 html"}, silence()[1:]),
		end:     walk.EndCouldNotLocate, reasons: []string{"status", "no_answer", "no_answer", "no_answer"},
		why: "AutodiscoverService.cs: .NET throws on any 4xx, and the next URL is tried; the body is not read",
	},
	{
		name: "the last chance asks for credentials", product: autodiscover.EWSManagedAPI, change: agrees,
		answers: []string{"POST " + root + " = gone", "POST " + host + " = gone", "GET " + probe + " = 302 > " + hub, "POST " + hub + " = 401 ? Negotiate", "POST " + hub + " = 200 settings"},
		end:     walk.EndSettings, reasons: []string{"no_answer", "no_answer", "probe", "challenge", "settings"}, codes: []string{"autodiscover.leak.no_suffixes"},
		why: "RFC 9110, Section 11.6.1: .NET asks again with the credentials that it has",
	},
	{
		name: "the wrong password", product: autodiscover.EWSManagedAPI,
		answers: []string{"POST " + root + " = gone", "POST " + host + " = 401 ? Negotiate", "GET " + probe + " = refused", "SRV " + srv + " = gone"},
		end:     walk.EndCouldNotLocate, reasons: []string{"no_answer", "challenge", "unauthorized", "no_answer", "no_answer"},
		codes: []string{"autodiscover.walk.unauthorized"},
		why:   "OfficeDev/ews-managed-api#26: every HTTP error is the next URL, and then it could not be located",
	},
	{
		name: "an error behind service connection points is final", product: autodiscover.EWSManagedAPI, scps: []string{scpA},
		answers: []string{"POST " + scpA + " = 200 error:600", "POST " + root + " = 200 error:500"},
		end:     walk.EndRemote, reasons: []string{"kept_error", "final_error"},
		why: "AutodiscoverService.cs: inconclusive from an SCP, conclusive from elsewhere",
	},
	{
		name: "no callback", product: autodiscover.EWSManagedAPI,
		answers: slices.Concat(silence()[:2], []string{"GET " + probe + " = 302 > " + hub}),
		end:     walk.EndBlocked, reasons: []string{"no_answer", "no_answer", "blocked"}, codes: []string{"autodiscover.walk.blocked", "autodiscover.leak.no_suffixes"},
		why: "AutodiscoverService.cs:162: the default callback throws",
	},
	{
		name: "a callback that refuses", product: autodiscover.EWSManagedAPI, change: refuses,
		answers: slices.Concat(silence()[:2], []string{"GET " + probe + " = 302 > " + hub, "SRV " + srv + " = records 0/0/443/x.corp.example"}),
		end:     walk.EndCouldNotLocate, reasons: []string{"no_answer", "no_answer", "refused", "refused"}, codes: []string{"autodiscover.leak.no_suffixes"},
		why: "AutodiscoverService.cs:579: then the service record",
	},
	{
		name: "a callback that agrees", product: autodiscover.EWSManagedAPI, change: agrees,
		answers: slices.Concat(silence()[:2], []string{"GET " + probe + " = 302 > " + hub, "POST " + hub + " = 200 settings"}),
		end:     walk.EndSettings, reasons: []string{"no_answer", "no_answer", "probe", "settings"}, codes: []string{"autodiscover.leak.no_suffixes"},
		why: "AutodiscoverService.cs:677: the last chance",
	},
	{
		name: "the last chance follows ten times", product: autodiscover.EWSManagedAPI, change: agrees,
		answers: slices.Concat(silence()[:2], []string{"GET " + probe + " = 302 > " + hub, "POST " + hub + " = 200 to:" + hub, "SRV " + srv + " = gone"}),
		end:     walk.EndCouldNotLocate, reasons: slices.Concat([]string{"no_answer", "no_answer", "probe"}, repeat("redirect_url", 9), []string{"limit", "no_answer"}),
		codes: []string{"autodiscover.walk.loop", "autodiscover.leak.no_suffixes"},
		why:   "AutodiscoverService.cs:693: a loop of ten requests; then the service record",
	},
	{
		name: "the last chance begins again with the old address", product: autodiscover.EWSManagedAPI, change: agrees,
		answers: slices.Concat(silence()[:2], []string{"GET " + probe + " = 302 > " + hub, "POST " + hub + " = 200 mail:user@other.example"}),
		end:     walk.EndForEver,
		reasons: slices.Concat(slices.Repeat([]string{"no_answer", "no_answer", "probe", "restart_old_address"}, 2), []string{"no_answer", "no_answer", "probe", "for_ever"}),
		codes:   []string{"autodiscover.walk.for_ever", "autodiscover.leak.no_suffixes"},
		why:     "AutodiscoverService.cs:709: InternalGetLegacyUserSettings gets emailAddress, not the target",
	},
	{
		name: "the last chance and a target that is none", product: autodiscover.EWSManagedAPI, change: agrees,
		answers: slices.Concat(silence()[:3], []string{"SRV " + srv + " = records 5/5/443/x.corp.example", "POST https://x.corp.example/autodiscover/autodiscover.xml = 200 to:nonsense"}),
		end:     walk.EndCouldNotLocate, reasons: []string{"no_answer", "no_answer", "no_answer", "record", "no_url"},
		why: "AutodiscoverService.cs:715: UriFormatException is caught here",
	},
	{
		name: "the last chance and no target", product: autodiscover.EWSManagedAPI, change: agrees,
		answers: append(silence()[:2], "GET "+probe+" = 302 > "+host+"?x", "POST "+host+"?x = 200 to:"),
		end:     walk.EndNullArgument, reasons: []string{"no_answer", "no_answer", "probe", "no_target"}, codes: []string{"autodiscover.walk.ends_call"},
		why: "AutodiscoverService.cs:715: only UriFormatException is caught",
	},
	{
		name: "locked", product: autodiscover.EWSManagedAPI,
		answers: []string{"POST " + root + " = 456"},
		end:     walk.EndLocked, reasons: []string{"locked"}, codes: []string{"autodiscover.walk.ends_call"},
		why: "ExchangeServiceBase.cs: status 456 raises AccountIsLockedException",
	},
	{
		name: "another scheme", product: autodiscover.EWSManagedAPI,
		answers: []string{"POST " + root + " = 200 to:ftp://b.corp.example/x"},
		end:     walk.EndLocal, reasons: []string{"no_url"}, codes: []string{"autodiscover.walk.ends_call", "autodiscover.leak.no_suffixes"},
		why: "ExchangeServiceBase.cs: only http and https are requested",
	},
	{
		name: "redirects without targets", product: autodiscover.EWSManagedAPI,
		answers: []string{"POST " + root + " = 200 to:"},
		end:     walk.EndNullArgument, reasons: []string{"no_target"}, codes: []string{"autodiscover.walk.ends_call"},
		why: "AutodiscoverService.cs: new Uri of nothing",
	},
	{
		name: "a redirect without an address", product: autodiscover.EWSManagedAPI,
		answers: []string{"POST " + root + " = 200 mail:"},
		end:     walk.EndNullReference, reasons: []string{"no_target"}, codes: []string{"autodiscover.walk.ends_call"},
		why: "AutodiscoverService.cs: the address is made lower-case before anybody looks whether it is there",
	},
	{
		name: "a pointer without a binding", product: autodiscover.EWSManagedAPI, change: func(s *walk.Setup) {
			s.Forest.Own.SCPs = []autodiscover.SCP{{Keywords: []string{"67661d7F-8FC4-4fa7-BFAC-E1D7794C1F68"}}}
		},
		end: walk.EndNoEndpoint, reasons: []string{}, codes: []string{"autodiscover.walk.directory_ends"},
		why: "DirectoryHelper.cs: the first binding is taken before their number is looked at",
	},
	{
		name: "an address that is none", product: autodiscover.EWSManagedAPI,
		answers: []string{"POST " + root + " = 200 mail:nobody"},
		end:     walk.EndMailFormat, reasons: []string{"restart"}, codes: []string{"autodiscover.walk.no_mail"},
		why: "Core/EwsUtilities.cs:1126: exactly one @",
	},
	{
		name: "303 and 307 are redirects", product: autodiscover.EWSManagedAPI,
		answers: []string{"POST " + root + " = 303 > /autodiscover/x/autodiscover.xml", "POST https://corp.example/autodiscover/x/autodiscover.xml = 307 > " + host, "POST " + host + " = 200 settings"},
		end:     walk.EndSettings, reasons: []string{"redirect", "redirect", "settings"}, codes: []string{"autodiscover.leak.no_suffixes"},
		why: "AutodiscoverRequest.cs:59: 301, 302, 303, 307; a Location is seen from the URL that gave it",
	},
	{
		name: "an entry of the directory that is no URL", product: autodiscover.EWSManagedAPI, scps: []string{"mail.corp.example/autodiscover/autodiscover.xml", scpA},
		end: walk.EndFormat, reasons: []string{}, codes: []string{"autodiscover.walk.directory_ends"},
		why: "AutodiscoverService.cs:1310: new Uri(text), and nobody catches it",
	},
	{
		name: "the password in the clear", product: autodiscover.EWSManagedAPI,
		answers: []string{"POST " + root + " = 401 ? NTLM", "POST " + root + " = 200 to:http://b.corp.example/x", "POST http://b.corp.example/x = 401 ? Basic", "POST http://b.corp.example/x = 200 settings"},
		end:     walk.EndSettings, reasons: []string{"challenge", "redirect_url", "challenge", "settings"},
		codes: []string{"autodiscover.leak.downgrade", "autodiscover.leak.no_suffixes", "autodiscover.leak.clear_text", "autodiscover.leak.basic_after_negotiate", "autodiscover.leak.credentials_in_clear"},
		why:   "a measured row: the target of an answer is not looked at",
	},
	{
		name: "Bearer beside Basic", product: autodiscover.EWSManagedAPI,
		answers: []string{"POST " + root + " = 401 ? Negotiate", "POST " + root + " = 302 > " + host, "POST " + host + " = 401 ? Bearer ? Basic", "POST " + host + " = 200 settings"},
		end:     walk.EndSettings, reasons: []string{"challenge", "redirect", "challenge", "settings"}, codes: []string{"autodiscover.leak.no_suffixes"},
		why: "Guardicore: the downgrade is a host that leaves nothing but Basic",
	},
	{
		name: "no service record", product: autodiscover.EWSManagedAPI,
		answers: slices.Concat(silence()[:3], []string{"SRV " + srv + " = records 0/0/8443/x.corp.example 0/0/443/."}),
		end:     walk.EndCouldNotLocate, reasons: []string{"no_answer", "no_answer", "no_answer", "no_record"},
		why: "AutodiscoverDnsClient.cs: port 443 only; RFC 2782: a dot means that the service is not there",
	},
}

var soapWalks = []walkRow{
	{
		name: "SOAP: 400 with settings in it", product: autodiscover.EWSManagedAPI, change: asSOAP, scps: []string{scpA},
		answers: slices.Concat([]string{"GET " + probA + " = 200 + X-SOAP-Enabled", "POST " + svc + " = 400 soap-settings"}, soapSilence),
		end:     walk.EndCouldNotLocate, reasons: []string{"endpoint", "status", "no_answer", "no_answer", "no_answer", "no_answer"},
		why: "AutodiscoverService.cs: .NET throws on any 4xx, and nothing is read",
	},
	{
		name: "SOAP: credentials are asked for", product: autodiscover.EWSManagedAPI, change: asSOAP, scps: []string{scpA},
		answers: []string{"GET " + probA + " = 200 + X-SOAP-Enabled", "POST " + svc + " = 401 ? Negotiate", "POST " + svc + " = 200 soap-settings"},
		end:     walk.EndSettings, reasons: []string{"endpoint", "challenge", "settings"},
		why: "RFC 9110, Section 11.6.1: .NET asks again with the credentials that it has",
	},
	{
		name: "SOAP: settings", product: autodiscover.EWSManagedAPI, change: asSOAP, scps: []string{scpA},
		answers: []string{"GET " + probA + " = 401 + X-SOAP-Enabled", "POST " + svc + " = 200 soap-settings"},
		end:     walk.EndSettings, reasons: []string{"endpoint", "settings"},
		why: "AutodiscoverService.cs:1348: the headers of any answer name the endpoints",
	},
	{
		name: "SOAP: no endpoint", product: autodiscover.EWSManagedAPI, change: asSOAP,
		answers: []string{"GET " + root + " = 200", "GET " + host + " = gone", "GET " + probe + " = gone"},
		end:     walk.EndUnknown, reasons: []string{"no_soap", "no_answer", "no_answer", "not_recorded"}, codes: []string{"autodiscover.walk.not_recorded"},
		why: "AutodiscoverService.cs:1165: without a header no endpoint; the last request is left out of the recording",
	},
	{
		name: "SOAP: redirected to another host for its endpoints", product: autodiscover.EWSManagedAPI, change: asSOAP,
		answers: []string{"GET " + root + " = 302 > " + probA, "GET " + probA + " = 200 + X-OAuth-Enabled", "POST " + svc + " = 200 soap-settings"},
		end:     walk.EndSettings, reasons: []string{"redirect", "endpoint", "settings"}, codes: []string{"autodiscover.leak.no_suffixes"},
		why: "AutodiscoverService.cs:1390: the host of the Location takes the place of the other",
	},
	{
		name: "SOAP: http will do", product: autodiscover.EWSManagedAPI, change: asSOAP, scps: []string{scpA},
		answers: []string{"GET " + probA + " = 200 + X-SOAP-Enabled", "POST " + svc + " = 302 > http://a.corp.example/x", "POST http://a.corp.example/x = 200 soap-settings"},
		end:     walk.EndSettings, reasons: []string{"endpoint", "redirect", "settings"}, codes: []string{"autodiscover.leak.downgrade", "autodiscover.leak.clear_text"},
		why: "AutodiscoverRequest.cs:288: http or https",
	},
	{
		name: "SOAP: ten redirects by status", product: autodiscover.EWSManagedAPI, change: asSOAP, scps: []string{scpA},
		answers: []string{"GET " + probA + " = 200 + X-SOAP-Enabled", "POST " + svc + " = 302 > " + svc},
		end:     walk.EndHops, reasons: slices.Concat([]string{"endpoint"}, repeat("redirect", 9), []string{"limit"}),
		codes: []string{"autodiscover.walk.redirect_limit", "autodiscover.walk.loop"},
		why:   "AutodiscoverService.cs:1075: ten requests",
	},
	{
		name: "SOAP: ten answers that name a URL", product: autodiscover.EWSManagedAPI, change: asSOAP, scps: []string{scpA},
		answers: []string{"GET " + probA + " = 200 + X-SOAP-Enabled", "POST " + svc + " = 200 soap-to:" + svc},
		end:     walk.EndCouldNotLocate, reasons: slices.Concat([]string{"endpoint"}, repeat("redirect_url", 9), []string{"limit"}),
		codes: []string{"autodiscover.walk.loop"},
		why:   "AutodiscoverService.cs:830: ten turns, then it could not be located",
	},
	{
		name: "SOAP: the same address switches service connection points off", product: autodiscover.EWSManagedAPI, change: asSOAP, scps: []string{scpA},
		answers: []string{
			"GET " + probA + " = 200 + X-SOAP-Enabled", "POST " + svc + " = 200 soap-mail:USER@corp.example",
			"GET " + root + " = gone", "GET " + host + " = gone", "GET " + probe + " = gone", "SRV " + srv + " = gone",
		},
		end: walk.EndCouldNotLocate, reasons: []string{"endpoint", "restart", "no_answer", "no_answer", "no_answer", "no_answer"},
		why: "AutodiscoverService.cs:839: the set begins with the address, in lower case",
	},
	{
		name: "SOAP: an error of the user is the answer", product: autodiscover.EWSManagedAPI, change: asSOAP, scps: []string{scpA},
		answers: []string{"GET " + probA + " = 200 + X-SOAP-Enabled", "POST " + svc + " = 200 soap-user:InvalidUser"},
		end:     walk.EndError, reasons: []string{"endpoint", "final_error"},
		why: "AutodiscoverService.cs:866: everything but a redirect is returned",
	},
	{
		name: "SOAP: an error of the response is the next host", product: autodiscover.EWSManagedAPI, change: asSOAP, scps: []string{scpA},
		answers: slices.Concat([]string{"GET " + probA + " = 200 + X-SOAP-Enabled", "POST " + svc + " = 200 soap-error:ServerBusy", "GET " + root + " = gone", "GET " + host + " = gone"}, silence()[2:]),
		end:     walk.EndCouldNotLocate, reasons: []string{"endpoint", "error", "no_answer", "no_answer", "no_answer", "no_answer"},
		why: "AutodiscoverService.cs:990: AutodiscoverResponseException is caught",
	},
	{
		name: "SOAP: an error of a URL that an answer named is the end", product: autodiscover.EWSManagedAPI, change: asSOAP, scps: []string{scpA},
		answers: []string{"GET " + probA + " = 200 + X-SOAP-Enabled", "POST " + svc + " = 200 soap-to:https://b.corp.example/x", "POST https://b.corp.example/x = 200 soap-error:ServerBusy"},
		end:     walk.EndResponse, reasons: []string{"endpoint", "redirect_url", "final_error"}, codes: []string{"autodiscover.walk.ends_call", "autodiscover.leak.no_suffixes"},
		why: "AutodiscoverService.cs:905: Url is set, and the exception is not caught",
	},
	{
		name: "SOAP: a URL of an answer has no next host", product: autodiscover.EWSManagedAPI, change: asSOAP, scps: []string{scpA},
		answers: []string{"GET " + probA + " = 200 + X-SOAP-Enabled", "POST " + svc + " = 200 soap-to:https://b.corp.example/x", "POST https://b.corp.example/x = 503"},
		end:     walk.EndRequest, reasons: []string{"endpoint", "redirect_url", "status"}, codes: []string{"autodiscover.walk.ends_call", "autodiscover.leak.no_suffixes"},
		why: "AutodiscoverService.cs:905: Url is set, and the exception is not caught",
	},
	{
		name: "SOAP: a fault", product: autodiscover.EWSManagedAPI, change: asSOAP, scps: []string{scpA},
		answers: []string{"GET " + probA + " = 200 + X-SOAP-Enabled", "POST " + svc + " = 500 soap-fault"},
		end:     walk.EndFault, reasons: []string{"endpoint", "final_error"}, codes: []string{"autodiscover.walk.ends_call"},
		why: "AutodiscoverRequest.cs, ProcessWebException: ServiceResponseException",
	},
	{
		name: "SOAP: a fault with another status", product: autodiscover.EWSManagedAPI, change: asSOAP, scps: []string{scpA},
		answers: append([]string{"GET " + probA + " = 200 + X-SOAP-Enabled", "POST " + svc + " = 503 soap-fault", "GET " + root + " = gone", "GET " + host + " = gone"}, silence()[2:]...),
		end:     walk.EndCouldNotLocate, reasons: []string{"endpoint", "status", "no_answer", "no_answer", "no_answer", "no_answer"},
		why: "AutodiscoverRequest.cs, ProcessWebException: a fault is read behind status 500 only",
	},
	{
		name: "SOAP: status 500 without a fault", product: autodiscover.EWSManagedAPI, change: asSOAP, scps: []string{scpA},
		answers: append([]string{"GET " + probA + " = 200 + X-SOAP-Enabled", "POST " + svc + " = 500 soap-error:ServerBusy", "GET " + root + " = gone", "GET " + host + " = gone"}, silence()[2:]...),
		end:     walk.EndCouldNotLocate, reasons: []string{"endpoint", "status", "no_answer", "no_answer", "no_answer", "no_answer"},
		why: "AutodiscoverRequest.cs, ProcessWebException: without a fault the exception stays one of the network",
	},
	{
		name: "SOAP: hosts that send each other the question for endpoints", product: autodiscover.EWSManagedAPI, change: asSOAP,
		answers: []string{"GET " + root + " = 302 > " + host, "GET " + host + " = 302 > " + root},
		end:     walk.EndHops, reasons: append(repeat("redirect", 9), "limit"),
		codes: []string{"autodiscover.walk.redirect_limit", "autodiscover.walk.loop", "autodiscover.leak.no_suffixes"},
		why:   "AutodiscoverService.cs:1348: ten requests for one host",
	},
	{
		name: "SOAP: a web page", product: autodiscover.EWSManagedAPI, change: asSOAP, scps: []string{scpA},
		answers: []string{"GET " + probA + " = 200 + X-SOAP-Enabled", "POST " + svc + " = 200 html"},
		end:     walk.EndDeserialization, reasons: []string{"endpoint", "other_xml"}, codes: []string{"autodiscover.walk.ends_call"},
		why: "AutodiscoverRequest.cs: the envelope is read, or the call ends",
	},
	{
		name: "SOAP: text", product: autodiscover.EWSManagedAPI, change: asSOAP, scps: []string{scpA},
		answers: append([]string{"GET " + probA + " = 200 + X-SOAP-Enabled", "POST " + svc + " = 200 text", "GET " + root + " = gone", "GET " + host + " = gone"}, silence()[2:]...),
		end:     walk.EndCouldNotLocate, reasons: []string{"endpoint", "no_autodiscover", "no_answer", "no_answer", "no_answer", "no_answer"},
		why: "AutodiscoverRequest.cs: what is no XML is an exception of the reader, and the next host is asked",
	},
	{
		name: "SOAP: POX where SOAP is due", product: autodiscover.EWSManagedAPI, change: asSOAP, scps: []string{scpA},
		answers: []string{"GET " + probA + " = 200 + X-SOAP-Enabled", "POST " + svc + " = 200 settings"},
		end:     walk.EndDeserialization, reasons: []string{"endpoint", "other_xml"}, codes: []string{"autodiscover.walk.ends_call"},
		why: "AutodiscoverRequest.cs: the envelope is read, or the call ends",
	},
	{
		name: "SOAP: a redirect to nowhere", product: autodiscover.EWSManagedAPI, change: asSOAP, scps: []string{scpA},
		answers: []string{"GET " + probA + " = 200 + X-SOAP-Enabled", "POST " + svc + " = 302 > ftp://x.example/"},
		end:     walk.EndBadRedirect, reasons: []string{"endpoint", "no_url"}, codes: []string{"autodiscover.walk.ends_call"},
		why: "AutodiscoverRequest.cs: InvalidRedirectionResponseReturned",
	},
	{
		name: "SOAP: the last chance", product: autodiscover.EWSManagedAPI, change: both(asSOAP, agrees),
		answers: []string{
			"GET " + root + " = gone", "GET " + host + " = gone", "GET " + probe + " = 302 > " + hub,
			"GET " + hub + " = 200 + X-SOAP-Enabled", "POST https://autodiscover.hoster.example/autodiscover/autodiscover.svc = 200 soap-settings",
		},
		end: walk.EndSettings, reasons: []string{"no_answer", "no_answer", "probe", "endpoint", "settings"}, codes: []string{"autodiscover.leak.no_suffixes"},
		why: "AutodiscoverService.cs:1016: callback, endpoints of the host, settings",
	},
}

var outlookWalks = []walkRow{
	{
		name: "Outlook and 301 of the GET", product: autodiscover.Outlook2010,
		answers: []string{"POST " + root + " = gone", "POST " + host + " = gone", "GET " + probe + " = 301 > " + host, "POST " + host + " = gone"},
		end:     walk.EndUnknown, reasons: []string{"no_answer", "no_answer", "failed_before", "not_recorded"},
		codes: []string{"autodiscover.walk.not_recorded", "autodiscover.walk.undocumented_turn"},
		why:   "no document speaks of 301 and Outlook",
	},
	{
		name: "Outlook and 301 of the GET to another host", product: autodiscover.Outlook2010,
		answers: []string{"POST " + root + " = gone", "POST " + host + " = gone", "GET " + probe + " = 301 > " + hub, "POST " + hub + " = 200 settings"},
		end:     walk.EndSettings, reasons: []string{"no_answer", "no_answer", "probe", "settings"},
		codes: []string{"autodiscover.walk.undocumented_turn", "autodiscover.walk.hangs_on_consent", "autodiscover.leak.no_suffixes"},
		why:   "the Remote Connectivity Analyzer takes 301 too; of Outlook no document says so",
	},
	{
		name: "Outlook and 404 of the GET", product: autodiscover.Outlook2010,
		answers: []string{"POST " + root + " = gone", "POST " + host + " = gone", "GET " + probe + " = 404", "SRV " + srv + " = gone"},
		end:     walk.EndNotLocated, reasons: []string{"no_answer", "no_answer", "no_redirect", "no_answer"},
		why: "MS-OXDISCO, page 115f06cf: a redirect is what is looked for",
	},
	{
		name: "Outlook finds settings by the service record", product: autodiscover.Outlook2010,
		answers: []string{"POST " + root + " = gone", "POST " + host + " = gone", "GET " + probe + " = gone", "SRV " + srv + " = records 0/0/443/autodiscover.corp.example", "POST " + host + " = 200 settings"},
		end:     walk.EndNotLocated, reasons: []string{"no_answer", "no_answer", "no_answer", "failed_before"},
		codes: []string{"autodiscover.walk.undocumented_turn"},
		why:   "Resending your request to a new URL: not one that failed with this address",
	},
	{
		name: "Outlook finds settings by a service record of another host", product: autodiscover.Outlook2010,
		answers: []string{"POST " + root + " = gone", "POST " + host + " = gone", "GET " + probe + " = gone", "SRV " + srv + " = records 0/0/443/a.corp.example", "POST " + probA + " = 200 settings"},
		end:     walk.EndSettings, reasons: []string{"no_answer", "no_answer", "no_answer", "record", "settings"},
		why: "Querying DNS for an SRV record: the last place, behind which nothing is asked",
	},
	{
		name: "Outlook 2007 and 302", product: autodiscover.Outlook2007, scps: []string{scpA},
		answers: []string{"POST " + scpA + " = 302 > " + scpB, "POST " + scpB + " = 200 settings"},
		end:     walk.EndSettings, reasons: []string{"redirect", "settings"}, codes: []string{"autodiscover.leak.no_suffixes"},
		why: "KB2006728: documented",
	},
	{
		name: "Outlook 2016 with nothing recorded about Office 365", product: autodiscover.Outlook2016, scps: []string{scpA},
		answers: []string{"POST " + scpA + " = 200 settings ! untrusted"},
		end:     walk.EndSettings, reasons: []string{"not_recorded", "settings"},
		why: "KB3211279: whether it is asked depends on more than the order; a certificate is shown to the user",
	},
	{
		name: "Outlook and 308", product: autodiscover.Outlook2010,
		answers: slices.Concat([]string{"POST " + root + " = 308 > " + hub}, silence()[1:]),
		end:     walk.EndNotLocated, reasons: []string{"status", "no_answer", "no_answer", "no_answer"},
		codes: []string{"autodiscover.walk.undocumented_turn"},
		why:   "no document speaks of 308 and Outlook; Table 1 of the pages makes the URL invalid",
	},
	{
		name: "a redirect to nowhere", product: autodiscover.DocsClient,
		answers: slices.Concat([]string{"POST " + root + " = 302"}, silence()[1:]),
		end:     walk.EndNotLocated, reasons: []string{"no_target", "no_answer", "no_answer", "no_answer"},
		why: "RFC 9110, Section 15.4.3: the Location is only a SHOULD; without one there is no HTTPS URL to resend to",
	},
	{
		name: "Outlook and 307", product: autodiscover.Outlook2016, scps: []string{scpA}, change: func(s *walk.Setup) { s.Client.Build = "16.0.4266.1001" },
		answers: []string{"POST " + scpA + " = 307 > " + scpB, "POST " + scpB + " = 200 settings"},
		end:     walk.EndSettings, reasons: []string{"redirect", "settings"}, codes: []string{"autodiscover.walk.undocumented_turn", "autodiscover.leak.no_suffixes"},
		why: "no document speaks of 307 and a POST of Outlook",
	},
	{
		name: "Outlook 2010 and a circle", product: autodiscover.Outlook2010, scps: []string{scpA},
		answers: []string{"POST " + scpA + " = 302 > " + scpB, "POST " + scpB + " = 302 > " + scpA},
		end:     walk.EndTooManyHops, reasons: append(repeat("redirect", 10), "limit"),
		codes: []string{"autodiscover.walk.redirect_limit", "autodiscover.walk.loop", "autodiscover.walk.undocumented_turn", "autodiscover.leak.no_suffixes"},
		why:   "bb204246 speaks to developers; the cap inside Outlook is not documented",
	},
	{
		name: "Outlook 2010 and an http redirect", product: autodiscover.Outlook2010, change: func(s *walk.Setup) { s.Client.Joined = schannel.No },
		answers: []string{"POST " + root + " = refused", "POST " + host + " = refused", "GET " + probe + " = 302 > " + hub, "POST " + hub + " = 200 settings"},
		end:     walk.EndSettings, reasons: []string{"no_answer", "no_answer", "probe", "settings"}, codes: []string{"autodiscover.walk.hangs_on_consent", "autodiscover.leak.no_suffixes"},
		why: "KB2480582: the user is asked",
	},
	{
		name: "Outlook 2010 and an http redirect that RedirectServers names", product: autodiscover.Outlook2010, change: func(s *walk.Setup) {
			s.Client.Joined = schannel.No
			s.Client.Registry = []schannel.RegistryValue{{
				Key: s.Client.Product.RegistryKey() + `\RedirectServers`, Name: "autodiscover.hoster.example", Type: schannel.RegSZ, Strings: []string{""},
			}}
		},
		answers: []string{"POST " + root + " = refused", "POST " + host + " = refused", "GET " + probe + " = 302 > " + hub, "POST " + hub + " = 200 settings"},
		end:     walk.EndSettings, reasons: []string{"no_answer", "no_answer", "probe", "settings"}, codes: []string{"autodiscover.leak.no_suffixes"},
		why: "KB2480582: a value of RedirectServers takes the question away",
	},
	{
		name: "Outlook 2010 in a hybrid organization", product: autodiscover.Outlook2010, scps: []string{scpA},
		answers: []string{
			"POST " + scpA + " as user@corp.example = 200 mail:user@tenant.mail.onmicrosoft.example", "POST " + scpA + " as user@tenant.mail.onmicrosoft.example = 200 error:500",
			"POST https://tenant.mail.onmicrosoft.example/autodiscover/autodiscover.xml = gone", "POST https://autodiscover.tenant.mail.onmicrosoft.example/autodiscover/autodiscover.xml = gone",
			"GET http://autodiscover.tenant.mail.onmicrosoft.example/autodiscover/autodiscover.xml = 302 > https://autodiscover-s.outlook.com/autodiscover/autodiscover.xml",
			"POST https://autodiscover-s.outlook.com/autodiscover/autodiscover.xml = 200 settings",
		},
		end: walk.EndSettings, reasons: []string{"restart", "error", "no_answer", "no_answer", "probe", "settings"},
		codes: []string{"autodiscover.walk.undocumented_turn", "autodiscover.walk.hangs_on_consent", "autodiscover.leak.expected_host"},
		why:   "the hybrid chain: redirectAddr, GET in the tenant's domain, 302 to a host of Exchange Online",
	},
	{
		name: "Outlook 2010 that asks its directory for another address", product: autodiscover.Outlook2010, scps: []string{scpA},
		answers: []string{
			"POST " + scpA + " = 200 mail:user@tenant.example",
			"POST https://tenant.example/autodiscover/autodiscover.xml = gone", "POST https://autodiscover.tenant.example/autodiscover/autodiscover.xml = 200 settings",
		},
		end: walk.EndSettings, reasons: []string{"restart", "not_recorded", "no_answer", "settings"},
		codes: []string{"autodiscover.walk.not_recorded"},
		why:   "MS-OXDSCLI, page 41e9fa78: what was an answer for one address is none for another",
	},
	{
		name: "Outlook 2016 that did not ask Office 365 first", product: autodiscover.Outlook2016, scps: []string{scpA},
		answers: []string{
			"POST " + scpA + " = 302 > https://autodiscover-s.outlook.com/autodiscover/autodiscover.xml",
			"POST https://autodiscover-s.outlook.com/autodiscover/autodiscover.xml = 200 settings",
		},
		end: walk.EndSettings, reasons: []string{"not_recorded", "redirect", "settings"}, codes: []string{"autodiscover.leak.expected_host"},
		why: "KB3211279, step 4: only where Outlook takes the address to be there; a recording stands in the order of its requests",
	},
	{
		name: "Outlook 2013 asks the domain beside the directory", product: autodiscover.Outlook2013, scps: []string{scpA},
		answers: slices.Concat([]string{"POST " + scpA + " = 200 settings", "POST " + root + " = 404"}, silence()[1:]),
		end:     walk.EndSettings, reasons: []string{"settings", "beside", "beside", "beside", "beside"},
		why: "rmilne, Outlook 2013: directory and domain in parallel",
	},
	{
		name: "Outlook 2010 and an error", product: autodiscover.Outlook2010, scps: []string{scpA},
		answers: []string{"POST " + scpA + " = 200 error:500", "POST " + root + " = 200 html", "POST " + host + " = 200 settings"},
		end:     walk.EndSettings, reasons: []string{"error", "no_autodiscover", "settings"},
		codes: []string{"autodiscover.walk.undocumented_turn", "autodiscover.walk.undocumented_turn"},
		why:   "what Outlook does with either is not documented",
	},
}
