// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package exchangediag_test

import (
	"slices"
	"testing"

	"github.com/schanneltrust/schannel/exchangecert/exchange"
	"github.com/schanneltrust/schannel/exchangecert/exchangediag"
	"github.com/schanneltrust/schannel/internal/growtest"
	"github.com/schanneltrust/schannel/symptom"
)

// night is the same event n times.
func night(n int) []symptom.Row {
	return slices.Repeat([]symptom.Row{event(transport, 12014, mx, "Internet", mx)}, n)
}

func BenchmarkGrowDiagnose(b *testing.B) {
	growtest.Run(b, night, func(rows []symptom.Row, _ int) func() bool {
		incident := exchangediag.Incident{Symptoms: rows, Server: server(exchange.Exchange2016, own(2, nil)), Connectors: []exchange.Connector{receive(mx, "")}, At: noon}
		return func() bool { return len(exchangediag.Diagnose(incident).Causes) == 1 }
	})
}

// BenchmarkBoundDiagnose looks at number and parameters of each row.
func BenchmarkBoundDiagnose(b *testing.B) {
	growtest.Run(b, night, func(rows []symptom.Row, n int) func() bool {
		return func() bool {
			count := 0
			for i := range rows {
				if e := &rows[i].Event; e.Provider == transport && e.ID == 12014 && len(e.Data) == 3 && e.Data[0].Value == mx {
					count++
				}
			}
			return count == n
		}
	})
}
