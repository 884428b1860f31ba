// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package tlsstack_test

import (
	"iter"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/ems/tlsstack"
	"github.com/schanneltrust/schannel/ems/winhost"
	"github.com/schanneltrust/schannel/internal/vocabtest"
)

func TestCatalog(t *testing.T) {
	t.Parallel()
	vocabtest.Catalog(t, "ems", tlsstack.Catalog())
}

func TestJSON(t *testing.T) {
	t.Parallel()
	vocabtest.JSON(t, vocabtest.Types{Values: []any{
		tlsstack.Stack{},
		tlsstack.Deviation{},
		tlsstack.Scenario{},
		tlsstack.Outcome{},
		tlsstack.Connection{},
		tlsstack.Course(0),
		tlsstack.Protocols{},
		tlsstack.Asked{},
		tlsstack.Answer(0),
		tlsstack.FTP{},
		tlsstack.Demand(0), tlsstack.Device(0),
	}})
}

// clauses are the codes that a deviation can name.
func clauses() []schannel.Code {
	codes := []schannel.Code{tlsstack.CodeKeysDiffer, tlsstack.CodeTranscriptsDiffer}
	for e := range ems.Catalog() {
		codes = append(codes, e.Code)
	}
	return codes
}

// anyStack takes one of those that are known, or makes one up that does
// anything anywhere.
func anyStack(r *rand.Rand, name string) tlsstack.Stack {
	known := slices.Collect(tlsstack.Stacks())
	s := known[r.IntN(len(known))]
	if r.IntN(2) == 0 {
		return s
	}
	if r.IntN(20) == 0 {
		return tlsstack.Stack{}
	}
	s.Name, s.Evidence = name, schannel.Evidence(r.IntN(7))
	bits := r.IntN(1 << 10)
	has := func(i int) bool { return bits>>i&1 == 1 }
	s.Client = ems.Policy{Disabled: has(0), Require: has(1), OfferLegacy: has(2), ResumeLegacy: has(3), RefuseUpgrade: has(4)}
	s.Server = ems.Policy{Disabled: has(0), Require: has(5), ResumeLegacy: has(6), DeclineLegacy: has(7), AllowDowngrade: has(8), CheckFirst: has(9)}
	s.Windows = r.IntN(2) == 0
	s.ClientAsked, s.ServerAsked, s.Asks = anyAsked(r), anyAsked(r), schannel.Truth(r.IntN(3))
	s.Insecure, s.GivesUp = r.IntN(4) == 0, [...]ems.Alert{0, 40}[r.IntN(2)]
	s.Sessions, s.Format = [...]string{"", "one", "two"}[r.IntN(3)], r.IntN(2)
	s.FTP.Demand = tlsstack.Demand(r.IntN(5))
	if r.IntN(3) == 0 {
		s.ClientSpeaks, s.ServerSpeaks = tlsstack.Protocols{}, tlsstack.Protocols{}
	}
	s.Unaware = s.Client.Disabled && r.IntN(2) == 0
	s.Deviations = nil
	codes := clauses()
	for range r.IntN(5) {
		s.Deviations = append(s.Deviations, tlsstack.Deviation{
			Side: ems.Side(1 + r.IntN(2)), At: codes[r.IntN(len(codes))], Action: ems.Action(r.IntN(5)),
			Alert: [...]ems.Alert{0, 40, 80, 123}[r.IntN(4)], NoExtension: r.IntN(4) == 0, Silent: r.IntN(4) == 0,
		})
	}
	return s
}

func anyAsked(r *rand.Rand) tlsstack.Asked {
	return tlsstack.Asked{
		Answer: tlsstack.Answer(r.IntN(5)), Alert: [...]ems.Alert{0, 10, 100}[r.IntN(3)],
		Setting: [...]string{"", "a setting"}[r.IntN(2)],
	}
}

type question struct {
	Client, Server tlsstack.Stack
	Scenario       tlsstack.Scenario
}

func anyQuestion(r *rand.Rand) question {
	q := question{anyStack(r, "one"), anyStack(r, "two"), tlsstack.Scenario{Course: tlsstack.Course(r.IntN(9))}}
	versions := [...]schannel.TLSVersion{0, 0, 0, schannel.TLS12, schannel.TLS13, schannel.DTLS12, schannel.SSL30, 0x0999}
	q.Scenario.Version = versions[r.IntN(len(versions))]
	q.Scenario.Asker, q.Scenario.SwitchedOn = ems.Side(r.IntN(3)), r.IntN(2) == 0
	if r.IntN(4) == 0 {
		q.Scenario.Device = tlsstack.Device(r.IntN(5))
		q.Scenario.Box = anyStack(r, "five")
	}
	if r.IntN(3) == 0 {
		q.Scenario.Node = anyStack(r, "three")
	}
	if r.IntN(3) == 0 {
		q.Scenario.Next = anyStack(r, "four")
	}
	return q
}

func TestLaws(t *testing.T) {
	t.Parallel()
	vocabtest.Laws{
		Catalogs: []iter.Seq[schannel.CatalogEntry]{tlsstack.Catalog(), ems.Catalog(), winhost.Catalog()},
		Generate: func(r *rand.Rand) vocabtest.Answer {
			q := anyQuestion(r)
			o := tlsstack.Simulate(q.Client, q.Server, q.Scenario)
			return vocabtest.Answer{Input: q, Value: o, Findings: o.Findings}
		},
	}.Hold(t)
}

// TestNoOutcomeIsUnspecified: whatever a stack is said to do, a course ends,
// and it is said how.
func TestNoOutcomeIsUnspecified(t *testing.T) {
	t.Parallel()
	for seed := range uint64(5000) {
		q := anyQuestion(rand.New(rand.NewPCG(seed, 4)))
		o := tlsstack.Simulate(q.Client, q.Server, q.Scenario)
		require.NotZero(t, o.Certainty, "seed %d", seed)
		require.NotEmpty(t, o.Findings, "seed %d", seed)
		for _, c := range o.Connections {
			require.Contains(t, []ems.Action{ems.Full, ems.Resume, ems.Abort}, c.Result, "seed %d", seed)
		}
	}
}

// TestCertaintyOfReports: a profile that is only reported, or of which nobody
// says how it is known, makes nothing certain.
func TestCertaintyOfReports(t *testing.T) {
	t.Parallel()
	for _, evidence := range []schannel.Evidence{schannel.EvidenceUnspecified, schannel.Reported, schannel.Inferred} {
		s := stack(t, "openssl-3")
		s.Evidence = evidence
		for _, f := range tlsstack.Simulate(s, stack(t, "go"), tlsstack.Scenario{}).Findings {
			require.Equal(t, schannel.Likely, f.Certainty, "%s from %s", f.Code, evidence)
			require.GreaterOrEqual(t, f.Evidence, schannel.Reported)
		}
	}
}
