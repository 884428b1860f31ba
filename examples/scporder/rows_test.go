// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package main

// row is a question, and the parts of the answer that documents give.
type row struct {
	name string
	ask  string // arguments; files are in testdata

	order   []string // URLs, the host alone where it is https and the usual path
	ends    string
	first   []string
	certain string // of who can be first
	end     string // of the walk
	prompts []string
	codes   []string // that must be among the findings, without "autodiscover."
	why     string
}

var rows = []row{
	{
		name: "oldest", ask: "-scp coexistence.ldif -site Tokyo -client outlook2007 -policy outlook-oldest",
		order: []string{"ex07.corp.example", "ex10.corp.example"}, first: []string{"ex10.corp.example", "ex07.corp.example"}, certain: "undocumented",
		codes: []string{"first.several"}, why: "KB2006728 lets the older server be first; the deployment site of the Exchange Team the newer",
	},
	{
		name: "newest", ask: "-scp coexistence.ldif -site Tokyo -client outlook2007 -policy outlook-newest",
		order: []string{"ex10.corp.example", "ex07.corp.example"}, first: []string{"ex10.corp.example", "ex07.corp.example"}, certain: "undocumented",
		why: "Exchange Active Directory Deployment Site: the newest",
	},
	{
		name: "joined to no domain", ask: "-scp coexistence.ldif -site Tokyo -client outlook2007 -joined no", certain: "certain",
		codes: []string{"first.not_joined"}, why: "Autodiscover for Exchange, Phase 1: the directory is that of the computer's domain",
	},
	{
		name: "order of the EWS Managed API", ask: "-scp no-scheme.ldif -site Kyoto -policy ews-managed-api",
		order: []string{"side.corp.example", "mail.corp.example", "front.corp.example/autodiscover/autodiscover.xml"}, ends: "UriFormatException",
		certain: "certain", codes: []string{"order.ends_format", "scp.not_a_url"},
		why: "DirectoryHelper.cs:288: those without a site in reverse; AutodiscoverService.cs:1310: new Uri(text), and nobody catches it",
	},
	{
		name: "the same by the pages", ask: "-scp no-scheme.ldif -site Kyoto -policy docs",
		order: []string{"side.corp.example", "front.corp.example/autodiscover/autodiscover.xml", "mail.corp.example"},
		first: []string{"side.corp.example"}, certain: "certain", codes: []string{"scp.not_a_url"}, why: "SCP lookup: own site, no site",
	},
	{
		name: "a cmdlet without creation times", ask: "-scp servers.txt -site Osaka -client outlook2013 -policy docs",
		order: []string{"mail.corp.example", "new1.corp.example"}, first: []string{"mail.corp.example", "new1.corp.example"}, certain: "insufficient-data",
		codes: []string{"scp.no_url", "scp.default_url"}, why: "both are of the own site; the sort key is not in the file",
	},
	{
		name: "a pointer", ask: "-scp forest.ldif -directory dc.resources.example=coexistence.ldif -site Tokyo -mail user@corp.example -policy docs -client outlook2010",
		order: []string{"ex10.corp.example", "ex07.corp.example"}, first: []string{"ex10.corp.example", "ex07.corp.example"}, certain: "undocumented",
		codes: []string{"order.pointer"}, why: "SCP lookup: a pointer for the mail domain starts the search again there",
	},
	{
		name: "a pointer to nowhere", ask: "-scp forest.ldif -site Tokyo -mail user@corp.example -policy docs",
		certain: "insufficient-data", codes: []string{"order.no_directory"}, why: "what stands in that directory is not known",
	},
	{
		name: "redirect from 2007 to 2010",
		ask: "-scp coexistence.ldif -site Tokyo -joined yes -client outlook2007 -mail user@corp.example -answers coexistence-answers.json" +
			" -peer ex10.corp.example=ex10.txt -at 2010-04-01",
		order: []string{"ex07.corp.example", "ex10.corp.example"}, first: []string{"ex10.corp.example", "ex07.corp.example"}, certain: "undocumented",
		end: "settings", prompts: []string{"untrusted ex10.corp.example certain no"}, codes: []string{"prompt.untrusted", "prompt.tolerance_lost"}, why: "KB2006728",
	},
	{
		name: "the same after the certificate has expired",
		ask: "-scp coexistence.ldif -site Tokyo -joined yes -client outlook2007 -mail user@corp.example -answers coexistence-answers.json" +
			" -peer ex10.corp.example=ex10.txt -at 2016-04-01",
		order: []string{"ex07.corp.example", "ex10.corp.example"}, first: []string{"ex10.corp.example", "ex07.corp.example"}, certain: "undocumented",
		end: "settings", prompts: []string{"date ex10.corp.example certain no", "untrusted ex10.corp.example certain no"}, why: "KB2006728: until its date has come",
	},
	{
		name: "names of a certificate alone", ask: "-scp servers.txt -site Osaka -client outlook2016 -peer mail.corp.example=ex10.txt",
		order: []string{"mail.corp.example", "new1.corp.example"}, first: []string{"mail.corp.example", "new1.corp.example"}, certain: "insufficient-data",
		prompts: []string{"name mail.corp.example certain no", "untrusted mail.corp.example likely no"}, codes: []string{"prompt.name"}, why: "KB940726: the host is none of its names",
	},
	{
		name: "hosted domain", ask: "-mail user@shop.example -joined no -client outlook2010 -plan -registry hosted.reg -answers hosted-answers.json -suffix example",
		certain: "certain", end: "settings", prompts: []string{"redirect autodiscover.provider.example certain no"},
		codes: []string{"prompt.not_suppressed", "registry.no_effect", "leak.other_domain"},
		why:   "HMC documentation; KB2480582: the whole name of the host; KB2212902: ExcludeSrvLookup is not in Outlook's code",
	},
	{
		name: "wrong password, EWS Managed API", ask: "-mail user@corp.example -answers refused-answers.json -walk-as ews-managed-api",
		certain: "insufficient-data", end: "AutodiscoverCouldNotBeLocated", codes: []string{"walk.unauthorized"}, why: "AutodiscoverService.cs: any HTTP error is the next URL",
	},
	{
		name: "wrong password, pages", ask: "-mail user@corp.example -answers refused-answers.json -walk-as docs",
		certain: "insufficient-data", end: "not-located", codes: []string{"walk.unauthorized"}, why: "Handling Autodiscover error messages, Table 1: one 401 is not conclusive",
	},
	{
		name: "an error of the server", ask: "-mail user@corp.example -answers error-answers.json -client ews-managed-api -joined no",
		certain: "certain", end: "AutodiscoverRemoteException", codes: []string{"pox.603", "answer.namespace_scheme"},
		why: "MS-OXDSCLI: what the code means; the samples' namespace",
	},
	{
		name: "hosts seen", ask: "-mail user@office.shop.co.uk -seen seen.txt -suffix @suffixes.txt",
		certain: "insufficient-data", codes: []string{"leak.public_suffix", "leak.above_domain"}, why: "Guardicore; Phase 1: the domain of the address alone",
	},
	{
		name: "hosts seen, without suffixes", ask: "-mail user@office.shop.co.uk -seen seen.txt",
		certain: "insufficient-data", codes: []string{"leak.no_suffixes"}, why: "what is missing is named",
	},
	{
		name: "account detection", ask: "-mail user@shop.example -answers detection.json",
		certain: "insufficient-data", end: "unknown", codes: []string{"detection.not_autodiscover"}, why: "tinyapps: a service of its own",
	},
}

// goldens are the questions whose whole answers are kept.
var goldens = map[string]string{
	"coexistence": "-scp coexistence.ldif -site Tokyo -joined yes -client outlook2007 -mail user@corp.example -answers coexistence-answers.json" +
		" -peer ex10.corp.example=ex10.txt -at 2010-04-01 -suffix example",
	"hosted":    "-mail user@shop.example -joined no -client outlook2010 -plan -registry hosted.reg -answers hosted-answers.json -suffix example",
	"no-scheme": "-scp no-scheme.ldif -site Kyoto -client ews-managed-api -mail user@corp.example -joined yes -plan",
	"servers":   "-scp servers.txt -site Osaka -client outlook2013",
	"seen":      "-mail user@office.shop.co.uk -seen seen.txt -suffix co.uk,com.au",
}
