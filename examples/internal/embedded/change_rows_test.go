// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package embedded_test

// incidentRows turn one fact of KB4528489 at a time.
var incidentRows = []struct {
	name         string
	from, to     string
	causes       []string
	fact         string // a finding that comes with the change
	undocumented int
	why          string
}{
	{
		"nothing", "", "",
		[]string{"leading_zero likely"},
		"host.enforces", 0,
		"item 1 for administrators",
	},
	{
		"suite", "TLS_DHE_", "TLS_ECDHE_",
		[]string{"other likely"},
		"suite.immune", 0,
		"item 1 speaks of TLS_DHE",
	},
	{
		"other-end", `"none"`, `"negotiates"`,
		[]string{"leading_zero undocumented"},
		"keys.differ", 1,
		"item 1 speaks of a device without the extension; KB4557473 does not ask for that",
	},
	{
		"alert", `"value": "20"`, `"value": "40"`,
		[]string{"other likely"},
		"alert.received", 0,
		"Symptoms: alert 20; a device without the extension has no rule of RFC 7627 to send another by, and ends that negotiated a suite have one in common (RFC 5246, Section 7.4.1.3)",
	},
	{
		"rate", `"failures": 16`, `"failures": 4096`,
		[]string{"other likely"},
		"rate.always", 0,
		"item 1: 1 of 256 attempts",
	},
	{
		"product", `"Windows 10 1809"`, `"Windows Server 2012 R2"`,
		[]string{"leading_zero likely"},
		"leading_zero.missing", 0,
		"KB4557473: Windows Server 2012 R2 lacks the fix",
	},
	{
		"update", `"KB4519338"`, `"KB4512578"`,
		[]string{"leading_zero likely"},
		"host.unknown", 0,
		"Affected updates: that of September 2019 is not among them",
	},
}

// What is said of Outlook in KB2006728, without "autodiscover.".
const (
	ownName   = "scp.default_url certain"
	lost      = "prompt.tolerance_lost certain"
	untrusted = "prompt.untrusted certain"
	redirects = "coexistence.redirects certain"
)

// article is what helps, in the order of KB2006728.
var article = []string{"certificate", "trusted_root", "check_store", "check_self_signed"}

// serverRows turn one fact of KB2006728 at a time.
var serverRows = []struct {
	name     string
	from, to string
	codes    []string
	remedies []string // without "autodiscover.remedy."
	leftOut  string
	why      string
}{
	{"nothing", "", "", []string{redirects, ownName, lost, untrusted}, article, "", "Cause; Resolution, then the steps for the workstation, then both checks"},
	{
		"mailbox on 2007", `"mailbox": "exchange2010"`, `"mailbox": "exchange2007"`,
		[]string{ownName, "coexistence.answers certain"},
		nil, "",
		"More information: the server of 2007 processes the request itself",
	},
	{
		"issued by an authority", "\"trusted\": \"no\",\n        \"self_signed\": \"yes\"", "\"trusted\": \"yes\",\n        \"self_signed\": \"no\"",
		[]string{redirects, ownName},
		nil, "",
		"Resolution",
	},
	{"root installed", `"trusted": "no"`, `"trusted": "yes"`, []string{redirects, ownName}, nil, "", "Resolution, the steps for the workstation"},
	{
		"root installed and expired", "\"not_after\": \"2014-11-10T09:00:00Z\",\n        \"trusted\": \"no\"", "\"not_after\": \"2009-11-12T09:00:00Z\",\n        \"trusted\": \"yes\"",
		[]string{redirects, "prompt.date certain", ownName},
		[]string{"renew"},
		"",
		"Resolution, note: as long as its expiration date has not come",
	},
	{
		"2010 asked first", `"first": "CAS2007"`, `"first": "CAS2010"`,
		[]string{ownName, "coexistence.answers certain", "prompt.tolerated certain"},
		nil, "",
		"bb851554: at a URL of the directory the certificate that Setup makes is passed over",
	},
	{
		"nobody saw who is asked first", `"first": "CAS2007"`, `"first": ""`,
		[]string{redirects, ownName, lost, untrusted, "first.several undocumented"},
		article, "",
		"More information: probably that of 2007; other documents disagree on the sort key",
	},
	{
		"Outlook 2010", `"outlook2007"`, `"outlook2010"`,
		[]string{redirects, untrusted, ownName},
		article, "",
		"the tolerance that a redirect loses is documented for 2007 alone",
	},
	{
		"a program", `"outlook2007"`, `"ews-managed-api"`, nil, nil, "diagnose.left_out.first",
		"EWS Managed API: one policy, which does not put CAS2007 first: the facts do not fit each other",
	},
	{
		"another server asked first", `"first": "CAS2007"`, `"first": "CAS2019"`, nil, nil, "diagnose.left_out.first",
		"no entry of the directory is that server's",
	},
}
