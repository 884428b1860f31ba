// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package answer_test

import (
	"encoding/json"
	"errors"
	"iter"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/autodiscover/answer"
	"github.com/schanneltrust/schannel/internal/vocabtest"
)

func TestEnums(t *testing.T) {
	t.Parallel()
	vocabtest.Enum[answer.Action](t)
	vocabtest.Enum[answer.Form](t)
	vocabtest.Enum[answer.Start](t)
}

func TestCatalog(t *testing.T) {
	t.Parallel()
	vocabtest.Catalog(t, "autodiscover", answer.Catalog())
}

func TestReadBack(t *testing.T) {
	t.Parallel()
	vocabtest.JSON(t, vocabtest.Types{Values: []any{
		answer.Action(0), answer.Fault{}, answer.Form(0), answer.Protocol{}, answer.Response{}, answer.Setting{}, answer.Start(0),
	}})
}

func TestLaws(t *testing.T) {
	t.Parallel()
	var bodies []string
	for _, row := range bodyRows {
		bodies = append(bodies, row.body)
	}
	vocabtest.Laws{
		Catalogs: []iter.Seq[schannel.CatalogEntry]{answer.Catalog()},
		Generate: func(r *rand.Rand) vocabtest.Answer {
			body := []byte(bodies[r.IntN(len(bodies))])
			for range r.IntN(4) {
				body = mutate(r, body)
			}
			response, _ := answer.Parse(body)
			return vocabtest.Answer{Input: body, Value: response, Findings: response.Findings}
		},
	}.Hold(t)
}

// mutate changes a byte, cuts a piece out, or doubles one.
func mutate(r *rand.Rand, body []byte) []byte {
	if len(body) < 2 {
		return body
	}
	from := r.IntN(len(body))
	to := from + r.IntN(min(len(body)-from, 40))
	switch r.IntN(3) {
	case 0:
		changed := append([]byte(nil), body...)
		changed[from] = byte(32 + r.IntN(95))
		return changed
	case 1:
		return append(append([]byte(nil), body[:from]...), body[to:]...)
	}
	return append(append([]byte(nil), body[:to]...), body[from:]...)
}

func FuzzPOX(f *testing.F) {
	for _, row := range bodyRows[:15] {
		f.Add([]byte(row.body))
	}
	for _, row := range refusedRows[:14] {
		f.Add([]byte(row.body))
	}
	f.Fuzz(holds)
}

func FuzzSOAP(f *testing.F) {
	for _, row := range bodyRows[15:] {
		f.Add([]byte(row.body))
	}
	f.Fuzz(holds)
}

// holds: an error leaves nothing, is an *Error with a place in the body, and
// an answer reads back equal and is bounded by its body.
func holds(t *testing.T, body []byte) {
	answer.StartOf(body)
	r, err := answer.Parse(body)
	if err != nil {
		e, ok := errors.AsType[*schannel.Error](err)
		if !ok || e.Offset < 0 || e.Offset > len(body) {
			t.Fatalf("%v", err)
		}
		vocabtest.Equal(t, answer.Response{}, r)
		return
	}
	vocabtest.Findings(t, r.Findings)
	text, err := json.Marshal(r)
	if err != nil || len(text) > 4*len(body)+1<<20 {
		t.Fatalf("%d bytes of JSON for %d: %v", len(text), len(body), err)
	}
	again, _ := answer.Parse(body)
	if diff := cmp.Diff(r, again); diff != "" {
		t.Fatal(diff)
	}
}

func TestSeeds(t *testing.T) {
	t.Parallel()
	vocabtest.Seeds(t, map[string]int{"FuzzPOX": 29, "FuzzSOAP": 9})
}
