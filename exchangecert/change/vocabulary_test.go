// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package change_test

import (
	"iter"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/exchangecert"
	"github.com/schanneltrust/schannel/exchangecert/change"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
	"github.com/schanneltrust/schannel/internal/vocabtest"
)

func TestEnumsAreWhole(t *testing.T) {
	t.Parallel()
	vocabtest.Enum[change.Operation](t)
}

func TestCatalog(t *testing.T) {
	t.Parallel()
	vocabtest.Catalog(t, "exchangecert", change.Catalog())
}

func TestReadBack(t *testing.T) {
	t.Parallel()
	vocabtest.JSON(t, vocabtest.Types{Values: []any{
		change.Change{}, change.Difference{}, change.Interval{}, change.Operation(0), change.Winner{},
	}})
}

// everything is what the package says of a server.
type everything struct {
	Server    exchange.Server      `json:"server"`
	Intervals []change.Interval    `json:"intervals"`
	Changes   []change.Difference  `json:"changes"`
	Findings  [][]schannel.Finding `json:"findings"`
}

type input struct {
	Server     exchange.Server
	Connectors []exchange.Connector
	Change     change.Change
}

func pick[T any](r *rand.Rand, values ...T) T { return values[r.IntN(len(values))] }

func generate(r *rand.Rand) input {
	any3 := func() schannel.Truth { return schannel.Truth(r.IntN(3)) }
	one := func(n byte) exchange.Certificate {
		c := certificate(n, pick(r, issuer1, issuer2, ""), pick(r, "2023-06-01", "2024-01-01", "2024-03-01"), pick(r, smtp, "*.fabrikam.example", "MBX1"))
		c.Services, c.PrivateKey, c.Exportable, c.CNG, c.DomainsComplete = pick(r, 0, exchange.SMTP, exchange.IIS|exchange.POP), any3(), any3(), any3(), any3()
		c.ZoneUnknown = r.IntN(4) == 0
		return c
	}
	s := server(exchange.Version(r.IntN(10)))
	s.Roles = pick(r, nil, []exchange.Role{exchange.Edge}, []exchange.Role{exchange.HubTransport})
	for n := range r.IntN(4) {
		s.Certificates = append(s.Certificates, one(byte(n+1)))
	}
	s.Internal.Thumbprint = pick(r, schannel.Thumbprint{}, thumb(1))
	s.Bindings = pick(r, nil, []exchange.Binding{{Site: "W3SVC/1", Thumbprint: thumb(2)}})
	s.Auth = exchange.AuthConfig{Seen: r.IntN(2) == 0, Current: thumb(byte(r.IntN(4))), Next: thumb(2), Effective: at("2024-02-01")}
	in, out := receive(pick(r, "", smtp)), sendTo(pick(r, "", "CN=x", "<I>"+issuer1+"<S>CN="+smtp))
	in.Auth, in.Complete, out.RequireTLS = exchange.AuthMechanism(r.IntN(64)), r.IntN(2) == 0, any3()
	return input{s, []exchange.Connector{in, out}, change.Change{
		Operation: change.Operation(r.IntN(6)), Thumbprint: thumb(byte(r.IntN(4))), Services: pick(r, exchange.SMTP, exchange.IIS|exchange.POP),
		Domains: pick(r, nil, []string{smtp}, []string{"bad_name"}), Certificate: one(9), At: at("2024-01-20"), ReplaceDefault: any3(),
	}}
}

// TestLaws holds the laws over generated inventories and changes.
func TestLaws(t *testing.T) {
	t.Parallel()
	for _, of := range []func(in input) []schannel.Finding{
		func(in input) []schannel.Finding { _, f := change.Apply(in.Server, in.Connectors, in.Change); return f },
		func(in input) []schannel.Finding {
			return change.CheckConnectors(in.Server, in.Connectors, in.Change.At)
		},
		func(in input) []schannel.Finding {
			return change.CheckFleet([]exchange.Server{in.Server, server(0, in.Change.Certificate)}, in.Connectors, in.Change.At)
		},
		func(in input) []schannel.Finding { return change.CheckExpiry(in.Server, in.Change.At) },
		func(in input) []schannel.Finding { return change.CheckAuth(in.Server, in.Change.At) },
		func(in input) []schannel.Finding { return change.CheckFederation(in.Server, thumb(1), in.Change.At) },
		func(in input) []schannel.Finding {
			return change.CheckDomainSecurity(in.Connectors[0], "x.example", in.Change.Certificate)
		},
	} {
		vocabtest.Laws{
			Catalogs: []iter.Seq[schannel.CatalogEntry]{exchangecert.Catalog(), exchange.Catalog(), change.Catalog()},
			Names:    []string{"Outlook Web Access", "Exchange ActiveSync", "Outlook Anywhere", "Availability service", "offline address book"},
			Runs:     120,
			Generate: func(r *rand.Rand) vocabtest.Answer {
				in := generate(r)
				findings := of(in)
				return vocabtest.Answer{Input: in, Value: findings, Findings: findings, Case: in.Server.Scope()}
			},
		}.Hold(t)
	}
}

// TestAnswersReadBack: laws 7 and 8 for the answers that are no findings.
func TestAnswersReadBack(t *testing.T) {
	t.Parallel()
	vocabtest.Laws{Runs: 60, Generate: func(r *rand.Rand) vocabtest.Answer {
		in := generate(r)
		after, _ := change.Apply(in.Server, in.Connectors, in.Change)
		value := everything{
			Server: after, Changes: change.Compare(in.Server, after, in.Connectors, in.Change.At),
			Intervals: slices.Collect(change.Calendar(after, in.Connectors, in.Change.At, in.Change.At.Add(300*24*time.Hour))),
		}
		return vocabtest.Answer{Input: in, Value: value}
	}}.Hold(t)
}
