// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package diagnosis

import (
	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/autodiscover"
	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/ems/winhost"
	"github.com/schanneltrust/schannel/examples/internal/casefile"
	"github.com/schanneltrust/schannel/examples/internal/evidence"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
	"github.com/schanneltrust/schannel/internal/storetest"
	"github.com/schanneltrust/schannel/symptom"
	"github.com/schanneltrust/schannel/trustlist/compose"
)

// needRows: what is missing, most useful first.
var needRows = []struct {
	name string
	c    casefile.Case
	want []schannel.Code
	why  string
}{
	{"nothing", casefile.Case{}, nil, "nobody asks about anything"},
	{
		"release",
		casefile.Case{Trustlist: &casefile.Trustlist{Host: compose.Host{Registry: []schannel.RegistryValue{{Key: "a", Name: "b", Type: schannel.RegDWORD}}}}},
		[]schannel.Code{"trustlist.missing.release", "trustlist.missing.stores", "diagnose.need.symptoms", "diagnose.need.chain"},
		"KB2464556: the limit depends on the release",
	},
	{
		"connection",
		casefile.Case{EMS: &casefile.EMS{Side: ems.Client}},
		[]schannel.Code{"diagnose.need.symptoms", "diagnose.need.connection"},
		"RFC 7627, Section 5: the hellos show it",
	},
	{
		"registry of both",
		casefile.Case{
			EMS:       &casefile.EMS{Local: winhost.Host{Registry: []schannel.RegistryValue{schannel.DWORD(compose.RegistryKey, "EventLogging", 1)}}},
			Trustlist: &casefile.Trustlist{Host: compose.Host{Registry: []schannel.RegistryValue{schannel.DWORD(compose.RegistryKey, "EventLogging", 1)}}},
		},
		[]schannel.Code{"trustlist.missing.release", "trustlist.missing.stores", "diagnose.need.symptoms", "diagnose.need.chain"},
		"KB4528489: nothing in it is about the extension",
	},
	{
		"registry of both, read from JSON",
		casefile.Case{
			EMS: &casefile.EMS{
				Local: winhost.Host{Updates: []string{}, Registry: []schannel.RegistryValue{schannel.DWORD(compose.RegistryKey, "EventLogging", 1)}},
				Peer:  winhost.Host{Registry: []schannel.RegistryValue{}}, Connections: []casefile.Connection{},
			},
			Trustlist: &casefile.Trustlist{Host: compose.Host{Registry: []schannel.RegistryValue{schannel.DWORD(compose.RegistryKey, "EventLogging", 1)}}},
		},
		[]schannel.Code{"trustlist.missing.release", "trustlist.missing.stores", "diagnose.need.symptoms", "diagnose.need.chain"},
		"a printed case has [] where a folder gave nothing: it says the same",
	},
	{
		"the same input twice",
		casefile.Case{Symptoms: []symptom.Row{{Event: symptom.Event{Provider: "Schannel", ID: 36885}}, {Code: symptom.Code{Kind: symptom.CodeHTTP, Numbers: []uint32{403, 16}}}}, Trustlist: &casefile.Trustlist{Host: compose.Host{Release: schannel.Server2016, Stores: compose.Stores{TrustedRoots: storetest.Many(1)}}}},
		[]schannel.Code{"trustlist.missing.chain"},
		"a finding asks for the chain; that a package was not asked for lack of it is no other input",
	},
	{
		"organization",
		casefile.Case{Exchangecert: &casefile.Exchangecert{}},
		[]schannel.Code{"diagnose.need.events", "diagnose.need.certificates", "diagnose.need.connectors"},
		"KB953354: which certificate, and which connector",
	},
	{
		"time",
		casefile.Case{Exchangecert: &casefile.Exchangecert{
			Servers:    []casefile.ExchangeServer{{Server: exchange.Server{DNS: exchange.DNSNames{DNSPhysicalFullyQualifiedDomainName: "hub1.contoso.example"}, Certificates: []exchange.Certificate{{Thumbprint: schannel.Thumbprint{1}}}}}},
			Connectors: []exchange.Connector{{Name: "other", Server: "elsewhere"}},
		}, Symptoms: []symptom.Row{{Text: "nobody knows"}}},
		[]schannel.Code{"diagnose.need.time"},
		"expiry counts for a time; symptoms are there",
	},
	{
		"culture",
		casefile.Case{Exchangecert: &casefile.Exchangecert{}, Symptoms: []symptom.Row{{Text: "nobody knows"}}, LeftOut: []casefile.LeftOut{{Reason: schannel.Phrase{Code: evidence.CodeCulture}}}},
		[]schannel.Code{"diagnose.need.culture", "diagnose.need.certificates", "diagnose.need.connectors"},
		"04.11.2019 is a day in April or in November: en-US, de-DE (DateTimeFormatInfo.ShortDatePattern)",
	},
	{
		"client",
		casefile.Case{Autodiscover: &casefile.Autodiscover{Client: autodiscover.Client{Product: autodiscover.Outlook2010}}},
		[]schannel.Code{"diagnose.need.scps", "diagnose.need.recording", "diagnose.need.mail"},
		"a client looks in the directory, and at the domain of its address",
	},
	{
		"window",
		casefile.Case{Symptoms: []symptom.Row{{Text: "The name on the security certificate is invalid or does not match the name of the site."}}},
		[]schannel.Code{"diagnose.need.recording", "diagnose.need.shown"},
		"KB2783881: the text does not say which host it is about; nothing else is known",
	},
	{
		"graver first",
		casefile.Case{
			Symptoms: []symptom.Row{{Event: symptom.Event{Provider: "MSExchangeTransport", ID: 1037}}},
		},
		[]schannel.Code{
			"exchangecert.missing.published", "exchangecert.missing.computer_names", "exchangecert.missing.key_access", "exchangecert.missing.load_balancing",
		},
		"direct trust article: four causes, in its order, but for what one command gives together; of the server nothing else is asked, for the case has no facts of it",
	},
}
