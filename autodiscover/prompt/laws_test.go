// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package prompt_test

import (
	"iter"
	"math/rand/v2"
	"testing"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/autodiscover"
	"github.com/schanneltrust/schannel/autodiscover/prompt"
	"github.com/schanneltrust/schannel/autodiscover/walk"
	"github.com/schanneltrust/schannel/internal/vocabtest"
)

func TestEnums(t *testing.T) {
	t.Parallel()
	vocabtest.Enum[prompt.Behaviour](t)
	vocabtest.Enum[prompt.Kind](t)
	vocabtest.Enum[prompt.Server](t)
}

func TestCatalog(t *testing.T) {
	t.Parallel()
	vocabtest.Catalog(t, "autodiscover", prompt.Catalog())
}

func TestReadBack(t *testing.T) {
	t.Parallel()
	vocabtest.JSON(t, vocabtest.Types{Values: []any{prompt.Behaviour(0), prompt.Kind(0), prompt.Prompt{}, prompt.Server(0)}})
}

// TestLaws holds windows on generated hops.
func TestLaws(t *testing.T) {
	t.Parallel()
	vocabtest.Laws{
		Catalogs: []iter.Seq[schannel.CatalogEntry]{prompt.Catalog(), walk.Catalog(), autodiscover.Catalog()},
		Generate: func(r *rand.Rand) vocabtest.Answer {
			s := randomSetup(r)
			hops := randomHops(r)
			prompts, findings := prompt.Predict(s, hops)
			return vocabtest.Answer{
				Input: []any{s.Client, s.Forest, hops}, Value: prompts, Findings: findings, Registry: s.Client.Registry,
				Case: schannel.Scope{Products: []string{s.Client.Product.String()}},
			}
		},
	}.Hold(t)
}

// TestOtherValues: a value that is none of Outlook's Autodiscover changes
// nothing; what is to be said about it is said by autodiscover.CheckRegistry.
func TestOtherValues(t *testing.T) {
	t.Parallel()
	for seed := range uint64(500) {
		r := rand.New(rand.NewPCG(seed, 1))
		s, hops := randomSetup(r), randomHops(r)
		prompts, findings := prompt.Predict(s, hops)
		s.Client.Registry = append(s.Client.Registry, schannel.DWORD(`HKEY_CURRENT_USER\Software\Vendor`, "corp.example", 1))
		again, more := prompt.Predict(s, hops)
		vocabtest.Equal(t, prompts, again)
		vocabtest.Equal(t, findings, more)
	}
}

func pick[T any](r *rand.Rand, from []T) T { return from[r.IntN(len(from))] }

func randomSetup(r *rand.Rand) walk.Setup {
	s := walk.Setup{
		Client: autodiscover.Client{Product: autodiscover.Product(r.IntN(8)), Mail: "user@corp.example"},
		Forest: autodiscover.Forest{Own: autodiscover.Directory{SCPs: []autodiscover.SCP{entry("CAS2010", newer, at)}}},
	}
	for range r.IntN(3) {
		name := pick(r, []string{"corp.example", "Corp.example", "adatum.example", "autodiscover.adatum.example", "Autodiscover.adatum.example", "cas2010.corp.example"})
		s.Client.Registry = append(s.Client.Registry, redirectServers(pick(r, []string{"12.0", "14.0", "15.0", "16.0"}), name))
	}
	if r.IntN(2) == 0 {
		s.At = at.AddDate(0, r.IntN(3)*6-6, 0)
	}
	return s
}

func randomHops(r *rand.Rand) []walk.Hop {
	var hops []walk.Hop
	for range r.IntN(5) {
		peer := walk.Peer{}
		if r.IntN(4) > 0 {
			peer = walk.Peer{
				Names: pick(r, [][]string{nil, {"cas2010.corp.example"}, {"*.corp.example"}, {"autodiscover.other.example"}}), NotAfter: at,
				Trusted: schannel.Truth(r.IntN(3)), SelfSigned: schannel.Truth(r.IntN(3)),
			}
		}
		h := hop(autodiscover.Step(r.IntN(11)), pick(r, []string{newer, root, probe, hub}), r.IntN(2), peer)
		h.Status, h.Turn, h.Target = pick(r, []int{200, 302, 401}), walk.Turn(r.IntN(6)), pick(r, []string{"", hub, newer})
		h.Failure = pick(r, []walk.Failure{walk.NoFailure, walk.NoFailure, walk.NotRecorded, walk.Refused})
		h.Request.Method = pick(r, []autodiscover.Method{autodiscover.Post, autodiscover.Post, autodiscover.Get, autodiscover.DNS})
		hops = append(hops, h)
	}
	return hops
}
