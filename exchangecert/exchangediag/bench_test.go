// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package exchangediag_test

import (
	"testing"

	"github.com/schanneltrust/schannel/exchangecert/exchange"
	"github.com/schanneltrust/schannel/exchangecert/exchangediag"
	"github.com/schanneltrust/schannel/symptom"
)

// BenchmarkDiagnose is a night of one event: the time is that of reading the
// rows.
func BenchmarkDiagnose(b *testing.B) {
	rows := make([]symptom.Row, 1000)
	for i := range rows {
		rows[i] = event(transport, 12014, mx, "Internet", mx)
	}
	incident := exchangediag.Incident{Symptoms: rows, Server: server(exchange.Exchange2016, own(2, nil)), Connectors: []exchange.Connector{receive(mx, "")}, At: noon}
	b.ReportAllocs()
	for b.Loop() {
		if d := exchangediag.Diagnose(incident); len(d.Causes) != 1 {
			b.Fatal(len(d.Causes))
		}
	}
}
