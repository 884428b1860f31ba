// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package diagnosis_test

import (
	"slices"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/autodiscover"
	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/ems/winhost"
	"github.com/schanneltrust/schannel/examples/internal/casefile"
	"github.com/schanneltrust/schannel/internal/storetest"
	"github.com/schanneltrust/schannel/symptom"
	"github.com/schanneltrust/schannel/trustlist/compose"
)

// leftRows: what does not stand in a report is told.
var leftRows = []struct {
	name string
	c    casefile.Case
	want []string
	why  string
}{
	{"product", casefile.Case{EMS: &casefile.EMS{Local: winhost.Host{Product: "OS/2"}}}, []string{"diagnose.left_out.ems: ems.windows.product.unknown"}, "winhost.Host.Assess refuses it"},
	{"counts", casefile.Case{EMS: &casefile.EMS{Attempts: 1, Failures: 2}}, []string{"diagnose.left_out.ems: ems.windows.attempts.range"}, "more failures than attempts"},
	{
		"connections",
		casefile.Case{EMS: &casefile.EMS{Connections: []casefile.Connection{{Client: []byte("GET / HTTP/1.1\r\n\r\n")}}}},
		[]string{"diagnose.left_out.connection: ems.capture.not_tls"},
		"no TLS in it",
	},
	{"made-up", casefile.Case{Trustlist: &casefile.Trustlist{Synthetic: &casefile.Synthetic{Names: 1, Bytes: 1}}}, []string{"diagnose.left_out.synthetic: trustlist.synthetic.impossible"}, "no name has one byte"},
	{
		"two-stores",
		casefile.Case{Trustlist: &casefile.Trustlist{Host: compose.Host{Stores: compose.Stores{TrustedRoots: storetest.Many(1)}}, Synthetic: &casefile.Synthetic{Names: 1}}},
		[]string{"diagnose.left_out.synthetic: no list of the size that was asked for is made up"},
		"the store has certificates",
	},
	{
		"cut-capture",
		casefile.Case{Trustlist: &casefile.Trustlist{Captured: cutRequest(), TLS: schannel.TLS12}},
		[]string{
			"diagnose.left_out.captured: schannel.handshake.cut", "diagnose.left_out.captured: trustlist.message.cut",
			"diagnose.left_out.captured: trustlist.list.cut", "diagnose.left_out.captured: trustlist.list.cut",
		},
		"RFC 5246, Section 7.4.4: the message, the list in it and its last name end early",
	},
	{"answer", casefile.Case{Autodiscover: &casefile.Autodiscover{Answers: []string{settled, "<html>"}}}, []string{"diagnose.left_out.answer: autodiscover.answer.html"}, "a web page is no answer"},
	{"answers", casefile.Case{Autodiscover: &casefile.Autodiscover{Answers: slices.Repeat([]string{settled}, 22)}}, []string{"diagnose.left_out.answers: answers of Autodiscover that were not asked about, for there are too many: 2"}, "twenty are asked about"},
	{
		"first",
		casefile.Case{Autodiscover: &casefile.Autodiscover{First: "CAS", Client: autodiscover.Client{Product: autodiscover.Outlook2007}, Forest: autodiscover.Forest{
			Own: autodiscover.Directory{SCPs: []autodiscover.SCP{{Kind: autodiscover.URLEntry, Server: "other", Keywords: []string{"77378F46-2C66-4aa9-A6A6-3E7A48B19596"}, Bindings: []string{"https://other/"}}}},
		}}},
		[]string{"diagnose.left_out.first: no documented policy of the client puts CAS first: what was seen does not fit the service connection points"},
		"it is not in the directory",
	},
	{
		"family",
		casefile.Case{Symptoms: []symptom.Row{event("Schannel", 36874, ""), alertEvent(36888, "40")}},
		[]string{"diagnose.left_out.family: what the family trustlist could say about the events, codes and messages: nothing else was given for it, and other families have a better-founded cause"},
		"Schannel events, Event ID 36874: no cipher suite in common; that the list might be too long is a guess",
	},
	{
		"family that knows more",
		casefile.Case{EMS: &casefile.EMS{
			Local: winhost.Host{Product: "Windows 10 1809", Updates: []string{"KB4519338"}}, Side: ems.Client, PeerBehaviour: winhost.NoEMS, FTPData: true,
			Suite: "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
		}, Symptoms: []symptom.Row{{Text: "425 TLS session of data connection has not resumed or the session does not match the control connection"}, event("MSExchangeTransport", 1037, "")}},
		nil,
		"the causes of event 1037 are those of the direct trust article: what failed on FTP explains none of them",
	},
	{
		"third-connection",
		casefile.Case{EMS: &casefile.EMS{Connections: []casefile.Connection{hellos(), hellos(), hellos()}}},
		[]string{"diagnose.left_out.more_connections: connections beside the first two that can be read: 1"},
		"two are compared",
	},
	{
		"many-faults",
		casefile.Case{Trustlist: &casefile.Trustlist{Captured: emptyNames(30), TLS: schannel.TLS12}},
		append(slices.Repeat([]string{"diagnose.left_out.captured: trustlist."}, 20), "diagnose.left_out.faults: faults beside those that are listed: "),
		"RFC 5246, Section 7.4.4: a name has at least one byte",
	},
	{
		"connectors", manyConnectors(),
		[]string{"diagnose.left_out.connectors: connectors that were not asked about, for there are too many: 100"},
		"bounds of this package",
	},
	{
		"symptoms",
		casefile.Case{Symptoms: manyRows(503)},
		[]string{"diagnose.left_out.unasked_symptoms: different symptoms that not every package was asked about, for there are too many: 3"},
		"a bound of this package",
	},
	{
		"servers", servers(51),
		[]string{"diagnose.left_out.findings: findings that were left out, for there are too many: ", "diagnose.left_out.servers: servers of Exchange that were not asked, for there are too many: 1"},
		"bounds of this package",
	},
}

// cutRequest is a CertificateRequest without its last byte.
func cutRequest() []byte {
	request := someRequest(generator(1))
	return request[:len(request)-1]
}
