// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package diagnosis_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel/examples/internal/casefile"
	"github.com/schanneltrust/schannel/examples/internal/diagnosis"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
	"github.com/schanneltrust/schannel/symptom"
)

// factsOf is the facts of a case, a line each.
func factsOf(c casefile.Case) []string {
	var lines []string
	for _, p := range diagnosis.Run(c).Facts {
		lines = append(lines, string(p.Code)+": "+p.Text)
	}
	return lines
}

// TestFacts: every fact of a case is told, and nothing that is not known.
func TestFacts(t *testing.T) {
	t.Parallel()
	for _, tt := range factRows {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tt.want, factsOf(tt.c)); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
		})
	}
}

// TestManyFacts: what is left out is told.
func TestManyFacts(t *testing.T) {
	t.Parallel()
	var c casefile.Case
	for i := range 60 {
		c.Symptoms = append(c.Symptoms, symptom.Row{Text: fmt.Sprint("text ", i)})
	}
	facts := factsOf(c)
	require.Len(t, facts, 51)
	require.Equal(t, "diagnose.fact.more: the first 50 of 60:", facts[0])

	var x casefile.Exchangecert
	for i := range 20 {
		s := exchange.Server{Name: fmt.Sprint("HUB", i)}
		for range 20 {
			s.Certificates = append(s.Certificates, exchange.Certificate{Subject: "CN=a"})
		}
		x.Servers = append(x.Servers, casefile.ExchangeServer{Server: s})
	}
	facts = factsOf(casefile.Case{Exchangecert: &x})
	require.Len(t, facts, 301)
	require.Equal(t, "diagnose.fact.rest: further facts: 120", facts[300])
}

// TestLeftOut: what does not stand in a report is told, each with its reason.
func TestLeftOut(t *testing.T) {
	t.Parallel()
	for _, tt := range leftRows {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var got []string
			for _, l := range diagnosis.Run(tt.c).LeftOut {
				line := string(l.Reason.Code) + ": "
				if l.Error != nil {
					got = append(got, line+string(l.Error.Code))
					continue
				}
				got = append(got, line+l.Reason.Text)
			}
			begins := func(want, got string) bool { return strings.HasPrefix(got, want) }
			if !slices.EqualFunc(tt.want, got, begins) {
				t.Errorf("%s (-want +got):\n%s", tt.why, cmp.Diff(tt.want, got))
			}
		})
	}
}

func manyRows(n int) []symptom.Row {
	rows := make([]symptom.Row, n)
	for i := range rows {
		rows[i].Text = fmt.Sprint("row ", i)
	}
	return slices.Concat(rows, rows)
}

// hellos is a connection that ends behind its hellos.
func hellos() casefile.Connection {
	return casefile.Connection{Client: record(21, []byte{2, 40})}
}

// manyConnectors are those of one server.
func manyConnectors() casefile.Case {
	var x casefile.Exchangecert
	x.Servers = []casefile.ExchangeServer{{Server: exchange.Server{Name: "HUB1"}}}
	for i := range 300 {
		x.Connectors = append(x.Connectors, exchange.Connector{Name: fmt.Sprint("c", i), Send: true})
	}
	return casefile.Case{Exchangecert: &x}
}

// emptyNames is a CertificateRequest of TLS 1.2 whose names are empty.
func emptyNames(n int) []byte {
	body := append([]byte{1, 1, 0, 2, 4, 1, byte(2 * n >> 8), byte(2 * n)}, make([]byte, 2*n)...)
	return append([]byte{13, 0, byte(len(body) >> 8), byte(len(body))}, body...)
}

func at(row symptom.Row, t time.Time) symptom.Row {
	row.Event.Time = t
	return row
}
