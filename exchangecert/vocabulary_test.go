// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package exchangecert_test

import (
	"iter"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/exchangecert"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
	"github.com/schanneltrust/schannel/internal/vocabtest"
)

func TestEnumsAreWhole(t *testing.T) {
	t.Parallel()
	vocabtest.Enum[exchangecert.Purpose](t)
	vocabtest.Enum[exchangecert.Ranking](t)
	vocabtest.Enum[exchangecert.Reading](t)
	vocabtest.Enum[exchangecert.Verdict](t)
}

func TestCatalog(t *testing.T) {
	t.Parallel()
	vocabtest.Catalog(t, "exchangecert", exchangecert.Catalog())
}

func TestReadBack(t *testing.T) {
	t.Parallel()
	vocabtest.JSON(t, vocabtest.Types{Values: []any{
		exchangecert.Alternative{},
		exchangecert.Candidate{},
		exchangecert.Policy{},
		exchangecert.Purpose(0),
		exchangecert.Ranking(0), exchangecert.Reading(0),
		exchangecert.Request{},
		exchangecert.Selection{},
		exchangecert.Step{},
		exchangecert.Verdict(0),
	}})
}

// generated is a server and a request about it.
type generated struct {
	Server  exchange.Server
	Request exchangecert.Request
}

func pick[T any](r *rand.Rand, values ...T) T { return values[r.IntN(len(values))] }

func anyTruth(r *rand.Rand) schannel.Truth { return schannel.Truth(r.IntN(3)) }

// generateCertificate makes a certificate of which any fact may be unknown.
func generateCertificate(r *rand.Rand, n byte) exchange.Certificate {
	from := day("2023-01-01").AddDate(0, r.IntN(20), 0)
	c := exchange.Certificate{
		Thumbprint:      thumb(n),
		Subject:         pick(r, "", "CN=mail.contoso.com", "CN=EX1", "CN=*.contoso.com", "CN=Microsoft Exchange Server Auth Certificate"),
		Issuer:          pick(r, "", "CN=Contoso Issuing CA, O=Contoso, C=US", "CN=EX1", "CN=Contoso Issuing CA 2"),
		Domains:         pick(r, nil, []string{mail}, []string{"*.contoso.com", "ex1.corp.example"}, []string{"EX1"}),
		DomainsComplete: anyTruth(r),
		NotBefore:       pick(r, from, from, from, time.Time{}),
		NotAfter:        pick(r, from.AddDate(1, 0, 0), from.AddDate(0, 3, 0), from.AddDate(5, 0, 0), time.Time{}),
		ZoneUnknown:     r.IntN(4) == 0,
		Services:        pick(r, 0, exchange.NoServices, exchange.SMTP, exchange.SMTP, exchange.SMTP|exchange.IIS, exchange.POP|exchange.IMAP),
		SelfSigned:      anyTruth(r), PrivateKey: anyTruth(r), NetworkServiceReads: anyTruth(r), ServerAuth: anyTruth(r),
		Status: exchange.Status(r.IntN(9)), KeyAlgorithm: "RSA", KeyBits: pick(r, 0, 512, 2048), X509Version: pick(r, 0, 1, 3, 3),
	}
	return c
}

func generate(r *rand.Rand) generated {
	s := exchange.Server{
		Name: pick(r, "", "EX1"), Version: exchange.Version(r.IntN(10)), WholeStore: anyTruth(r),
		Roles:    pick(r, nil, []exchange.Role{exchange.HubTransport}, []exchange.Role{exchange.Edge}, []exchange.Role{exchange.Mailbox}),
		DNS:      exchange.DNSNames{DNSPhysicalFullyQualifiedDomainName: pick(r, "", "ex1.corp.example"), DNSHostName: pick(r, "", "EX1")},
		Internal: exchange.Internal{Published: anyTruth(r), Thumbprint: pick(r, schannel.Thumbprint{}, thumb(1), thumb(99))},
		Bindings: pick(r, nil, []exchange.Binding{{Site: "W3SVC/1", Thumbprint: thumb(2)}}),
	}
	for n := range r.IntN(6) {
		s.Certificates = append(s.Certificates, generateCertificate(r, byte(n+1)))
	}
	c := exchange.Connector{
		Name: pick(r, "Default EX1", "EX1\\Outbound to Office"), Server: pick(r, "", "EX1"), Send: r.IntN(2) == 0, Complete: r.IntN(2) == 0,
		FQDN: pick(r, "", mail, "a.contoso.com", "ex1.corp.example"), TLSCertificateName: pick(r, "", "", mailNamed, "CN=no tags", "<I>CN=EX1<S>CN=EX1"),
		Auth:           pick(r, 0, exchange.NoAuth, exchange.AuthTLS, exchange.AuthTLS|exchange.AuthExchangeServer),
		IgnoreSTARTTLS: anyTruth(r), RelayWithinSiteToEdge: anyTruth(r), TransportRole: exchange.Role(r.IntN(4)),
	}
	q := exchangecert.Request{Purpose: exchangecert.Purpose(r.IntN(9)), Connector: c, Name: pick(r, "", mail, "*.contoso.com", "W3SVC/1"), At: pick(r, noon, noon, time.Time{})}
	q.Policy = exchangecert.Policy{
		MissingFlag: pick(r, 0, 0, exchangecert.Excludes, exchangecert.NoPart, exchangecert.Behind), MissingKey: pick(r, 0, 0, exchangecert.NoPart),
		Status: pick(r, 0, 0, exchangecert.Behind), Dates: pick(r, 0, 0, exchangecert.Excludes), Wildcard: pick(r, 0, 0, exchangecert.Behind),
		Ranking: pick(r, 0, 0, exchangecert.LongestLife, exchangecert.NewestOnly),
	}
	return generated{s, q}
}

// TestLaws holds the laws over generated inventories. Law 3 for certificates:
// unknown facts exclude nothing, see TestUnknownExcludesNothing.
func TestLaws(t *testing.T) {
	t.Parallel()
	vocabtest.Laws{
		Catalogs: []iter.Seq[schannel.CatalogEntry]{exchangecert.Catalog(), exchange.Catalog(), schannel.Catalog()},
		Generate: func(r *rand.Rand) vocabtest.Answer {
			g := generate(r)
			answer := exchangecert.Select(g.Server, g.Request)
			return vocabtest.Answer{Input: g, Value: answer, Findings: answer.Findings, Case: g.Server.Scope()}
		},
	}.Hold(t)
}

// TestUnknownExcludesNothing: whatever becomes unknown of a certificate that is
// not out, it is not out then either; and an answer that is certain stays the
// same whatever the unknown facts are.
func TestUnknownExcludesNothing(t *testing.T) {
	t.Parallel()
	for seed := range uint64(3000) {
		r := rand.New(rand.NewPCG(seed, 3))
		g := generate(r)
		if len(g.Server.Certificates) == 0 {
			continue
		}
		before := exchangecert.Select(g.Server, g.Request)
		i := r.IntN(len(g.Server.Certificates))
		forget(r, &g.Server.Certificates[i])
		after := exchangecert.Select(g.Server, g.Request)
		if len(before.Trace) <= i || before.Trace[i].Verdict == exchangecert.Out {
			continue
		}
		if after.Trace[i].Verdict == exchangecert.Out {
			t.Fatalf("seed %d: certificate %d is out for what is not known: %s", seed, i, after.Trace[i].Because.Text)
		}
	}
}

// forget makes one fact unknown.
func forget(r *rand.Rand, c *exchange.Certificate) {
	switch r.IntN(8) {
	case 0:
		c.Services = 0
	case 1:
		c.PrivateKey = schannel.Unknown
	case 2:
		c.Status = exchange.StatusUnspecified
	case 3:
		c.NotAfter = time.Time{}
	case 4:
		c.X509Version = 0
	case 5:
		c.SelfSigned = schannel.Unknown
	case 6:
		c.ServerAuth = schannel.Unknown
	case 7:
		c.KeyBits = 0
	}
}

// TestCertainWhateverIsUnknown: an answer that is certain, or likely, or hangs
// on documents only, has the same winner whatever the unknown facts are; and it
// stays as sure whatever each Status is.
func TestCertainWhateverIsUnknown(t *testing.T) {
	t.Parallel()
	checked := 0
	for seed := range uint64(5000) {
		r := rand.New(rand.NewPCG(seed, 4))
		g := generate(r)
		g.Request.Connector.FQDN, g.Request.Connector.TLSCertificateName, g.Request.At = mail, "", noon
		g.Request.Connector.Auth = exchange.AuthTLS
		g.Request.Purpose = exchangecert.InboundSTARTTLS
		if g.Request.Connector.Send {
			g.Request.Purpose = exchangecert.OutboundSTARTTLS
		}
		before := exchangecert.Select(g.Server, g.Request)
		if before.Certainty == schannel.InsufficientData || before.Winner == nil {
			continue
		}
		for i := range g.Server.Certificates {
			learnStatus(r, &g.Server.Certificates[i])
		}
		if sure := exchangecert.Select(g.Server, g.Request).Certainty; sure != before.Certainty {
			t.Fatalf("seed %d: the answer was %s, and is %s when each Status is known", seed, before.Certainty, sure)
		}
		for i := range g.Server.Certificates {
			learn(r, &g.Server.Certificates[i], g.Server.WholeStore)
		}
		after := exchangecert.Select(g.Server, g.Request)
		checked++
		if diff := cmp.Diff(before.Winner, after.Winner); diff != "" {
			t.Fatalf("seed %d: %s answer changes when more is known:\n%s", seed, before.Certainty, diff)
		}
	}
	if checked < 300 {
		t.Errorf("%d answers checked", checked)
	}
}

// learnStatus fills in a Status that says nothing.
func learnStatus(r *rand.Rand, c *exchange.Certificate) {
	if c.Status == exchange.StatusUnspecified || c.Status == exchange.StatusUnknown {
		c.Status = pick(r, exchange.StatusValid, exchange.StatusRevoked)
	}
}

// learn fills in unknown facts that documents call conditions.
func learn(r *rand.Rand, c *exchange.Certificate, whole schannel.Truth) {
	if c.Services == 0 {
		c.Services = pick(r, exchange.SMTP, exchange.NoServices)
	}
	if c.PrivateKey == schannel.Unknown && whole != schannel.No {
		c.PrivateKey = pick(r, schannel.Yes, schannel.No)
	}
	if c.SelfSigned == schannel.Unknown && (c.Issuer == "" || c.Subject == "") {
		c.SelfSigned = pick(r, schannel.Yes, schannel.No)
	}
	if c.NotBefore.IsZero() {
		c.NotBefore = pick(r, day("2019-01-01"), day("2024-05-30"))
	}
}
