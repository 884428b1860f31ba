// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package exchangediag_test

import (
	"iter"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/exchangecert"
	"github.com/schanneltrust/schannel/exchangecert/change"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
	"github.com/schanneltrust/schannel/exchangecert/exchangediag"
	"github.com/schanneltrust/schannel/internal/vocabtest"
	"github.com/schanneltrust/schannel/symptom"
)

func TestCatalog(t *testing.T) {
	t.Parallel()
	vocabtest.Catalog(t, "exchangecert", exchangediag.Catalog())
}

func TestReadBack(t *testing.T) {
	t.Parallel()
	vocabtest.JSON(t, vocabtest.Types{Values: []any{exchangediag.Incident{}, exchangediag.Diagnosis{}}})
}

func pick[T any](r *rand.Rand, values ...T) T { return values[r.IntN(len(values))] }

// generate makes an incident of symptoms, sessions and a server of which
// anything may be unknown.
func generate(r *rand.Rand) exchangediag.Incident {
	any3 := func() schannel.Truth { return schannel.Truth(r.IntN(3)) }
	i := exchangediag.Incident{NamesFound: any3(), LoadBalanced: any3(), Server: server(exchange.Version(r.IntN(10)))}
	for range r.IntN(4) {
		i.Symptoms = append(i.Symptoms, symptoms[r.IntN(len(symptoms)-1)].row)
	}
	for n := range r.IntN(4) {
		c := pick(r, issued, own)(byte(n+1), pick(r, nil, noFlag, noKey, lapsed))
		if r.IntN(3) == 0 {
			c.Services, c.PrivateKey, c.NetworkServiceReads, c.DomainsComplete = 0, any3(), any3(), any3()
		}
		i.Server.Certificates = append(i.Server.Certificates, c)
	}
	i.Server.WholeStore = any3()
	i.Server.Roles = pick(r, nil, []exchange.Role{exchange.Edge}, []exchange.Role{exchange.Mailbox})
	i.Server.Internal = pick(r, exchange.Internal{}, exchange.Internal{Published: any3(), Thumbprint: schannel.Thumbprint{19: 1}})
	i.Server.DNS = pick(r, i.Server.DNS, exchange.DNSNames{}, names("a.example", "B", "c.example", "D").DNS)
	i.Connectors = pick(r, nil, []exchange.Connector{
		pick(r, noTLS, exchangeServer, other)(receive(pick(r, mx, ""), pick(r, "", oldName))), receive(mx, ""), send(pick(r, "", oldName)),
	})
	if r.IntN(2) == 0 {
		s := session(pick(r, "To Partner", "Internet", "nobody's"), r.IntN(2) == 0, pick(r, "", "NoCredentials", "UnknownCredentials", "InvalidToken"))
		s.Sent = pick(r, nil, []exchange.Certificate{issued(1, nil)}, []exchange.Certificate{issued(8, nil)})
		i.Sessions = append(i.Sessions, replied(s, pick(r, "250 ok", "454 4.7.5 none")))
	}
	i.At = pick(r, noon, noon, noon.AddDate(2, 0, 0), noon.AddDate(-8, 0, 0))
	return i
}

func answerTo(i exchangediag.Incident) vocabtest.Answer {
	d := exchangediag.Diagnose(i)
	return vocabtest.Answer{Input: i, Value: d, Findings: slices.Concat(d.Causes, d.Facts), Case: i.Server.Scope()}
}

// runs is how many inputs are generated; the race detector takes its time.
func runs(n int) int {
	if vocabtest.Race {
		return n / 10
	}
	return n
}

// TestLaws holds the laws over generated incidents; law 3 for symptoms and for
// errors of the log.
func TestLaws(t *testing.T) {
	t.Parallel()
	vocabtest.Laws{
		Catalogs: []iter.Seq[schannel.CatalogEntry]{exchangediag.Catalog(), exchangecert.Catalog(), exchange.Catalog(), change.Catalog()},
		Runs:     runs(300),
		Generate: func(r *rand.Rand) vocabtest.Answer { return answerTo(generate(r)) },
		Unknown: func(r *rand.Rand) vocabtest.Unknown {
			i := generate(r)
			i.Symptoms = slices.DeleteFunc(i.Symptoms, func(row symptom.Row) bool {
				return !exchangediag.Diagnose(exchangediag.Incident{Symptoms: []symptom.Row{row}}).Taken[0]
			})
			with := i
			about := schannel.Code("exchangecert.symptom.unknown")
			if r.IntN(2) == 0 {
				with.Symptoms = append(slices.Clone(i.Symptoms), pick(r, event("Printer", 12014), event(transport, 4711), text("Enable-ExchangeCertificate"), reply(250, 2, 0, 0)))
			} else {
				about = "exchangecert.symptom.unknown_error"
				with.Sessions = append(slices.Clone(i.Sessions), session("Internet", false, "Whatever"))
			}
			return vocabtest.Unknown{Without: answerTo(i), With: answerTo(with), About: func(f schannel.Finding) bool { return f.Code == about }}
		},
	}.Hold(t)
}

// TestLawsOfChecks holds the laws for the two functions that need no symptom.
func TestLawsOfChecks(t *testing.T) {
	t.Parallel()
	for _, of := range []func(i exchangediag.Incident) []schannel.Finding{
		exchangediag.CheckDirectTrust,
		func(i exchangediag.Incident) []schannel.Finding {
			return exchangediag.CompareLog(i.Server, i.Connectors, i.Sessions)
		},
	} {
		vocabtest.Laws{
			Catalogs: []iter.Seq[schannel.CatalogEntry]{exchangediag.Catalog(), exchangecert.Catalog(), exchange.Catalog()},
			Runs:     runs(300),
			Generate: func(r *rand.Rand) vocabtest.Answer {
				i := generate(r)
				findings := of(i)
				return vocabtest.Answer{Input: i, Value: findings, Findings: findings, Case: i.Server.Scope()}
			},
		}.Hold(t)
	}
}

// TestSymptomsAreNamedByCodes: law 6, the name of a symptom begins with a code of
// the catalogue, and holds nothing but that and what the input has.
func TestSymptomsAreNamedByCodes(t *testing.T) {
	t.Parallel()
	codes := map[string]bool{}
	for entry := range exchangediag.Catalog() {
		codes[string(entry.Code)] = true
	}
	named := 0
	for _, row := range symptoms {
		for _, f := range answerTo(exchangediag.Incident{Symptoms: []symptom.Row{row.row}}).Findings {
			if f.Subject.Kind != "symptom" || f.Subject.Name == "" {
				continue
			}
			named++
			if code, _, _ := strings.Cut(f.Subject.Name, " "); !codes[code] {
				t.Errorf("%s: %q begins with no code", f.Code, f.Subject.Name)
			}
		}
	}
	require.NotZero(t, named)
}
