// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package render_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/autodiscover"
	"github.com/schanneltrust/schannel/autodiscover/prompt"
	"github.com/schanneltrust/schannel/autodiscover/walk"
	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/examples/internal/casefile"
	"github.com/schanneltrust/schannel/examples/internal/diagnosis"
	"github.com/schanneltrust/schannel/exchangecert"
	"github.com/schanneltrust/schannel/exchangecert/change"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
	"github.com/schanneltrust/schannel/trustlist"
	"github.com/schanneltrust/schannel/trustlist/compose"
	"github.com/schanneltrust/schannel/trustlist/listtest"
)

// at is the time of every sample.
var at = time.Date(2025, 3, 1, 12, 30, 0, 0, time.UTC)

// sample is a report with every part, put together from the packages' answers.
func sample(tb testing.TB) diagnosis.Report {
	tb.Helper()
	r := diagnosis.Report{
		Format: diagnosis.Format, Name: "sample", Title: "Everything at once", Source: "a test",
		Question: "Why do clients offer no certificate, and what happens next?", At: at,
		Release: schannel.Server2008R2, Product: "Windows Server 2008 R2",
		Facts: []schannel.Phrase{
			schannel.Phrase{Code: "diagnose.fact.test", Text: "server: {name}"}.With(schannel.Text("name", "EX1")),
		},
		Origin: []casefile.Origin{{File: "roots.reg", Kind: "trusted-roots", Items: 294}, {File: "system.xml", Kind: "system-log", Items: 3}},
		LeftOut: []casefile.LeftOut{{
			File: "notes.bin", Reason: schannel.Phrase{Code: "diagnose.left_out.test", Text: "nobody here knows what it is"},
			Error: &schannel.Error{Code: "trustlist.certificate.malformed", Field: "tbsCertificate", Offset: 17, Err: errors.New("tag 0x31 where 0x30 belongs")},
		}},
		Needs: []diagnosis.Need{{
			What: []schannel.Phrase{
				{Code: "diagnose.need.test", Text: "the values of SCHANNEL in the registry"},
				{Code: "diagnose.need.other_test", Text: "whether warnings are logged"},
			},
			Where:   schannel.Phrase{Code: "diagnose.where.test", Text: "the server that shows the failure"},
			Command: `reg export HKLM\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL schannel.reg`,
			Flag:    "-release", Opens: []schannel.Code{"trustlist.event.logging", "trustlist.list.truncated"},
		}},
	}
	withList(tb, &r)
	withCertificates(&r)
	withPath(&r)
	withHandshake(&r)
	for effect, f := range r.Findings {
		for _, code := range f.Because {
			cause := slices.IndexFunc(r.Findings, func(o schannel.Finding) bool { return o.Code == code })
			r.Links = append(r.Links, diagnosis.Link{Cause: cause, Effect: effect})
		}
	}
	for _, places := range [][]int{{1, 0}, {6}} {
		head := r.Findings[places[0]]
		r.Problems = append(r.Problems, diagnosis.Problem{
			Code: head.Code, Findings: places, Remedies: []diagnosis.Cure{{Code: head.Remedies[0].Code, Finding: places[0]}},
		})
	}
	return r
}

// withList adds a list that is cut.
func withList(tb testing.TB, r *diagnosis.Report) {
	tb.Helper()
	profile, ok := trustlist.ProfileOf(schannel.Server2008R2)
	require.True(tb, ok)
	list, err := listtest.Synthesize(listtest.Synthesis{Names: 294, Bytes: 35917, Seed: 1})
	require.NoError(tb, err)
	answer := trustlist.Analyze(list, profile)
	r.Findings = append(r.Findings, compose.WithRemedies(profile, answer.Findings)...)
	r.List = &diagnosis.List{Truncation: &answer.Truncation}
	for i, fate := range trustlist.Fates(list, profile) {
		r.List.Names = append(r.List.Names, diagnosis.ListName{
			Text: list[i].String(), Bytes: len(list[i]) + 2, Fate: fate.Fate, Kept: fate.Kept, Remove: i%90 == 7, SHA1: schannel.Thumbprint{byte(i)},
		})
	}
}

// withCertificates adds a server with a certificate that is about to expire.
func withCertificates(r *diagnosis.Report) {
	certificate := func(first byte, issuer string, from time.Time, years int) exchange.Certificate {
		return exchange.Certificate{
			Thumbprint: schannel.Thumbprint{first, 0xbb, 0xcc}, Subject: "CN=mail.contoso.com", Issuer: issuer,
			Domains: []string{"mail.contoso.com", "EX1.contoso.com"}, DomainsComplete: schannel.Yes,
			NotBefore: from, NotAfter: from.AddDate(years, 0, 0), Services: exchange.SMTP, SelfSigned: schannel.No,
			Status: exchange.StatusValid, PrivateKey: schannel.Yes, RootCAType: exchange.RootEnterprise,
		}
	}
	s := exchange.Server{
		Name: "EX1", Version: exchange.Exchange2016, Roles: []exchange.Role{exchange.Mailbox},
		Certificates: []exchange.Certificate{
			certificate(0xa1, "CN=Contoso CA", at.AddDate(0, -7, 0), 1),
			certificate(0xb2, "CN=Contoso CA", at.AddDate(0, 2, 0), 1),
			certificate(0xc3, "CN=mail.contoso.com", at.AddDate(-3, 0, 0), 2),
		},
	}
	connectors := []exchange.Connector{{Name: `Default EX1`, Server: "EX1", FQDN: "mail.contoso.com", Enabled: schannel.Yes, Auth: exchange.AuthTLS, Complete: true}}
	for selection := range exchangecert.SelectAll(s, connectors, at) {
		r.Selections = append(r.Selections, selection)
		r.Findings = append(r.Findings, selection.Findings...)
	}
	r.Calendars = []diagnosis.Calendar{{Server: "EX1", Intervals: slices.Collect(change.Calendar(s, connectors, at, at.AddDate(1, 0, 0)))}}
}

// withPath adds a client that is sent to a host with a certificate of its own.
func withPath(r *diagnosis.Report) {
	old, renewed := "https://cas2007.corp.example/autodiscover/autodiscover.xml", "https://cas2010.corp.example/autodiscover/autodiscover.xml"
	setup := walk.Setup{
		Client: autodiscover.Client{Product: autodiscover.Outlook2007, Mail: "user@corp.example", Joined: schannel.Yes, Site: "Site1"},
		At:     at, Policy: autodiscover.PolicyOldest,
		Suffix: func(string) string { return "example" },
		Peers: []walk.Peer{
			{Host: "cas2007.corp.example", Names: []string{"cas2007.corp.example"}, Trusted: schannel.Yes, NotAfter: at.AddDate(1, 0, 0)},
			{Host: "cas2010.corp.example", Names: []string{"cas2010.corp.example"}, Trusted: schannel.No, NotAfter: at.AddDate(1, 0, 0)},
		},
	}
	setup.Forest.Own.InOrder = schannel.Yes
	for i, address := range []string{old, renewed} {
		setup.Forest.Own.SCPs = append(setup.Forest.Own.SCPs, autodiscover.SCP{
			Kind: autodiscover.URLEntry, Server: []string{"CAS2007", "CAS2010"}[i], Created: at.AddDate(i-3, 0, 0), Bindings: []string{address},
			Keywords: []string{"77378F46-2C66-4aa9-A6A6-3E7A48B19596", "Site=Site1"},
		})
	}
	outcome := walk.Replay(setup, walk.Recording{Exchanges: []walk.Exchange{
		{Method: autodiscover.Post, URL: old, Answer: walk.Answer{Status: 302, Location: renewed}},
		{Method: autodiscover.Post, URL: renewed, Answer: walk.Answer{Status: 200, Body: []byte(settings)}},
	}})
	prompts, windows := prompt.Predict(setup, outcome.Hops)
	r.Findings = append(append(r.Findings, windows...), outcome.Findings...)
	rare := walk.Hop{
		Request: walk.Request{Method: autodiscover.DNS, Name: "_autodiscover._tcp.corp.example", Mail: "user@corp.example", Credentials: true, Step: autodiscover.StepSRV},
		Failure: walk.TLSFailed, Code: "500", Turn: walk.Advance, Open: true, Parallel: true,
		Challenges: []string{"Negotiate"}, Records: []walk.SRV{{Target: "mail.corp.example", Port: 443}},
	}
	r.Path = &diagnosis.Path{
		Order: autodiscover.Order(setup.Forest, setup.Client, setup.Policy).Order,
		Hops:  append(outcome.Hops, rare), End: outcome.End,
		Prompts: append(prompts, prompt.Prompt{Kind: prompt.Credentials, Host: "mail.corp.example", Hop: 200, Suppressed: schannel.Yes, Remembered: schannel.Yes}),
	}
}

// settings is an answer that ends the search.
const settings = `<?xml version="1.0"?><Autodiscover xmlns="http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006">` +
	`<Response xmlns="http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a">` +
	`<Account><Action>settings</Action></Account></Response></Autodiscover>`

// withHandshake adds a handshake that ends with an alert.
func withHandshake(r *diagnosis.Report) {
	note := func(text string) []schannel.Phrase {
		return []schannel.Phrase{{Code: "diagnose.step.test", Text: text}}
	}
	r.Handshakes = []diagnosis.Handshake{{Version: schannel.TLS12, Suite: "TLS_DHE_RSA_WITH_AES_256_GCM_SHA384", Steps: []diagnosis.Step{
		{From: ems.Client, Message: "ClientHello", Notes: note("offers the extended master secret")},
		{From: ems.Server, Message: "ServerHello", Notes: note("does not answer with it")},
		{From: ems.Server, Message: "Certificate"},
		{From: ems.Server, Message: "ServerHelloDone"},
		{From: ems.Client, Message: "ClientKeyExchange"},
		{From: ems.Client, Message: "ChangeCipherSpec"},
		{From: ems.Client, Message: "Finished"},
		{From: ems.Server, Message: "Alert bad_record_mac", Notes: note("fatal"), Failed: true},
	}}}
}
