// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package exchangediag_test

import (
	"slices"
	"testing"

	"github.com/schanneltrust/schannel/exchangecert/exchange"
	"github.com/schanneltrust/schannel/exchangecert/exchangediag"
	"github.com/schanneltrust/schannel/internal/vocabtest"
	"github.com/schanneltrust/schannel/symptom"
)

// FuzzDiagnose: whatever somebody pastes, findings are whole.
func FuzzDiagnose(f *testing.F) {
	f.Fuzz(func(t *testing.T, pasted string) {
		var rows []symptom.Row
		for row, err := range symptom.ReadLenient([]byte(pasted)) {
			if err == nil && len(rows) < 100 {
				rows = append(rows, row)
			}
		}
		for _, s := range []exchange.Server{{}, server(exchange.Exchange2016, issued(1, nil), own(2, lapsed))} {
			d := exchangediag.Diagnose(one(symptom.Row{}, s, receive(mx, oldName), send(oldName)))
			if len(d.Causes) > 0 {
				t.Fatal("no symptom, and a cause")
			}
			d = exchangediag.Diagnose(exchangediag.Incident{Symptoms: rows, Server: s, Connectors: []exchange.Connector{receive(mx, oldName), send(oldName)}, At: noon})
			if len(d.Taken) != len(rows) {
				t.Fatalf("%d rows, taken %d", len(rows), len(d.Taken))
			}
			vocabtest.Findings(t, slices.Concat(d.Causes, d.Facts))
		}
	})
}

func TestSeeds(t *testing.T) {
	t.Parallel()
	vocabtest.Seeds(t, map[string]int{"FuzzDiagnose": 6})
}
