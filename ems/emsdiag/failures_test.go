// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package emsdiag_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/ems/emsdiag"
	"github.com/schanneltrust/schannel/internal/vocabtest"
	"github.com/schanneltrust/schannel/symptom"
)

// on is a row as a computer logged it.
func on(computer string, row symptom.Row) symptom.Row {
	row.Event.Computer = computer
	return row
}

// TestFailuresApart tells which symptoms are of one failure: RFC 5246, Section
// 7.2.2, a fatal alert ends a connection, so that there is one.
func TestFailuresApart(t *testing.T) {
	t.Parallel()
	cut, reset := text("The request was aborted: Could not create SSL/TLS secure channel"), text("forcibly closed by the remote host")
	tests := []struct {
		name string
		rows []symptom.Row
		want [][]int // the symptoms of each failure; of one alone nothing is said
		why  string
	}{
		{"one", []symptom.Row{event(36887, 20), status(0x8009030f), cut}, nil, "KB4528489, Symptoms"},
		{"again", []symptom.Row{event(36887, 20), event(36887, 20), event(36887, 20)}, nil, "the same failure, three times"},
		{"suite", []symptom.Row{event(36874, 0), event(36888, 40)}, nil, "Schannel events: 36874 stands beside the alert"},
		{"two-alerts", []symptom.Row{event(36887, 40), event(36887, 20)}, [][]int{{0}, {1}}, "two fatal alerts, two connections"},
		{"two-alerts-often", []symptom.Row{event(36887, 40), event(36887, 20), event(36887, 40), event(36887, 20)}, [][]int{{0, 2}, {1, 3}}, "each alert is a failure"},
		{"both-directions", []symptom.Row{event(36887, 40), event(36888, 40)}, [][]int{{0}, {1}}, "who sends a fatal alert gets none behind it"},
		{"both-directions-back", []symptom.Row{event(36888, 40), event(36887, 40)}, [][]int{{0}, {1}}, "the same, the other way round"},
		{"suite-of-two", []symptom.Row{event(36888, 20), event(36888, 40), event(36874, 0)}, [][]int{{0}, {1, 2}}, "without a common suite the alert is handshake_failure"},
		{"suite-first", []symptom.Row{event(36874, 0), event(36887, 20)}, [][]int{{1}, {0}}, "bad_record_mac comes behind a suite that was found"},
		{"code-of-two", []symptom.Row{event(36887, 40), event(36887, 20), status(0x8009030f)}, [][]int{{0}, {1, 2}}, "Schannel error codes: MESSAGE_ALTERED is the code of bad_record_mac"},
		{"code-first", []symptom.Row{status(0x8009030f), event(36887, 40), event(36887, 20)}, [][]int{{1}, {0, 2}}, "whatever the order"},
		{"code-of-none", []symptom.Row{event(36887, 40), event(36887, 20), status(0x80090321)}, [][]int{{0}, {1}, {2}}, "BUFFER_TOO_SMALL is the code of no alert"},
		{"two-codes", []symptom.Row{status(0x8009030f), {}, status(0x80090326)}, [][]int{{0}, {2}}, "a call fails with one code"},
		{"text-behind", []symptom.Row{event(36887, 40), event(36887, 20), cut}, [][]int{{0}, {1, 2}}, "what names nothing goes with the one before it"},
		{"text-between", []symptom.Row{event(36887, 40), reset, event(36887, 20)}, [][]int{{0, 1}, {2}}, "what names nothing goes with the one before it"},
		{"text-first", []symptom.Row{cut, event(36887, 40), event(36887, 20)}, [][]int{{0, 1}, {2}}, "or with the first"},
		{"text-behind-the-first", []symptom.Row{event(36887, 40), event(36887, 20), event(36887, 40), cut}, [][]int{{0, 2, 3}, {1}}, "what names nothing goes with the one before it"},
		{"code-of-one", []symptom.Row{event(36887, 40), status(0x80090321)}, nil, "there is one failure that it can be of"},
		{"no-computer", []symptom.Row{on("web1", event(36888, 40)), event(36888, 40)}, nil, "nobody says that it is another computer's"},
		{"text-of-a-suite", []symptom.Row{event(36874, 0), cut}, nil, "what names nothing goes with the one before it"},
		{"alert-of-two-directions", []symptom.Row{event(36887, 20), event(36888, 20), alertAlone(20)}, [][]int{{0, 2}, {1}}, "it says the same as the first"},
		{"event-without-alert", []symptom.Row{event(36887, 40), event(36888, 0)}, [][]int{{0}, {1}}, "the other direction, whatever the alert"},
		{"alert-alone", []symptom.Row{event(36888, 40), event(36888, 20), alertAlone(20)}, [][]int{{0}, {1, 2}}, "nobody says who sent it; there is one like it"},
		{"unknown", []symptom.Row{event(36887, 40), text("The quick brown fox"), event(36887, 20)}, [][]int{{0}, {2}}, "what is not known is no evidence"},
		{"computers", []symptom.Row{on("web1", event(36888, 40)), on("WEB1", event(36888, 40)), on("web2", event(36888, 40))}, [][]int{{0, 1}, {2}}, "each computer is an end of its own"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d, err := emsdiag.Diagnose(emsdiag.Incident{Symptoms: tt.rows})
			require.NoError(t, err)
			var got [][]int
			for _, f := range d.Facts {
				if f.Code != "ems.windows.failure.apart" {
					continue
				}
				require.Equal(t, len(got), f.Subject.Index)
				var rows []int
				for _, item := range f.Items {
					rows = append(rows, item.Index)
				}
				got = append(got, rows)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
		})
	}
}

// TestEachFailureIsExplained: each of several failures has the causes that it
// has alone, and the counts of all are those of none.
func TestEachFailureIsExplained(t *testing.T) {
	t.Parallel()
	incident := emsdiag.Incident{Local: updated10, Side: ems.Client, Suite: dheSuite, Resuming: schannel.Yes}
	parts := [][]symptom.Row{macReceived, alertReceived(ems.IllegalParameter), {event(36888, ems.DecryptError)}}
	whole := incident
	whole.Symptoms = slices.Concat(parts...)
	d, err := emsdiag.Diagnose(whole)
	require.NoError(t, err)
	var numbers []string
	for _, f := range d.Facts {
		if f.Code == emsdiag.CodeFailureApart {
			numbers = append(numbers, fmt.Sprint(f.Subject.Index, " ", f.Args[0].Value, " ", f.Args[1].Value, " of ", f.Args[2].Value))
		}
	}
	require.Equal(t, []string{"0 3 1 of 3", "1 1 2 of 3", "2 1 3 of 3"}, numbers, "counted from one")
	for k, part := range parts {
		incident.Symptoms = part
		alone, err := emsdiag.Diagnose(incident)
		require.NoError(t, err)
		of := slices.DeleteFunc(slices.Clone(d.Causes), func(f schannel.Finding) bool { return f.Subject.Index != k })
		require.Equal(t, verdicts(alone.Causes), verdicts(of))
	}
	whole.Attempts, whole.Failures = 5, 5
	d, err = emsdiag.Diagnose(whole)
	require.NoError(t, err)
	require.Contains(t, verdicts(d.Facts), "ems.windows.rate.mixed insufficient-data")
	require.NotContains(t, vocabtest.FindCodes(d.Facts), "ems.windows.rate.always")
	whole.Failures = 0
	d, err = emsdiag.Diagnose(whole)
	require.NoError(t, err)
	require.Contains(t, verdicts(d.Facts), "ems.windows.rate.few insufficient-data", "that none fails is said of each")
}

// TestManyFailures: of a log with every alert the first failures are explained,
// the others counted, and what comes out stays in proportion.
func TestManyFailures(t *testing.T) {
	t.Parallel()
	var rows []symptom.Row
	size := 0
	for n := range 10_000 {
		row := on(fmt.Sprintf("host%d", n), event(36887+n%2, ems.Alert(1+n%255)))
		text, err := json.Marshal(row)
		require.NoError(t, err)
		rows, size = append(rows, row), size+len(text)
	}
	d, err := emsdiag.Diagnose(emsdiag.Incident{Symptoms: rows})
	require.NoError(t, err)
	at := slices.IndexFunc(d.Facts, func(f schannel.Finding) bool { return f.Code == "ems.windows.failure.more" })
	require.GreaterOrEqual(t, at, 0)
	require.Equal(t, "9984", d.Facts[at].Args[0].Value)
	text, err := json.Marshal(d)
	require.NoError(t, err)
	require.Less(t, len(text), 4*size+1<<20)
	require.Equal(t, 10_000, strings.Count(string(text), "true"), "every row was understood")
}

// TestManyFailuresAndOneAgain: what is of a failure that is explained is not counted
// with those that are not.
func TestManyFailuresAndOneAgain(t *testing.T) {
	t.Parallel()
	var rows []symptom.Row
	for n := range 17 {
		rows = append(rows, on(fmt.Sprintf("host%d", n), event(36887, ems.BadRecordMAC)))
	}
	d, err := emsdiag.Diagnose(emsdiag.Incident{Symptoms: append(rows, rows[0])})
	require.NoError(t, err)
	at := slices.IndexFunc(d.Facts, func(f schannel.Finding) bool { return f.Code == "ems.windows.failure.more" })
	require.GreaterOrEqual(t, at, 0)
	require.Equal(t, "1", d.Facts[at].Args[0].Value)
}
