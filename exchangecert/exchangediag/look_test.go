// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package exchangediag_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel/exchangecert/exchange"
	"github.com/schanneltrust/schannel/exchangecert/exchangediag"
	"github.com/schanneltrust/schannel/symptom"
)

// TestSure: a record of the provider makes a symptom certain, whatever else says
// the same.
func TestSure(t *testing.T) {
	t.Parallel()
	record, number := event(transport, 12019), text("event 12019")
	collected := symptom.Row{Event: symptom.Event{Provider: "Collector", ID: 7, Message: "The remote internal transport certificate expired. Certificate subject: CN=EX8."}}
	for _, tt := range []struct {
		rows []symptom.Row
		want string
	}{
		{[]symptom.Row{record, number}, "exchangecert.seen.peer_expired certain"},
		{[]symptom.Row{number, record}, "exchangecert.seen.peer_expired certain"},
		{[]symptom.Row{number, number}, "exchangecert.seen.peer_expired likely"},
		{[]symptom.Row{collected}, "exchangecert.seen.peer_expired likely"},
	} {
		require.Equal(t, tt.want, short(exchangediag.Diagnose(exchangediag.Incident{Symptoms: tt.rows}).Facts))
	}
}

// TestUnknownOnes: of many that are not known the first is named, and ten are
// pointed to.
func TestUnknownOnes(t *testing.T) {
	t.Parallel()
	d := exchangediag.Diagnose(exchangediag.Incident{Symptoms: slices.Repeat([]symptom.Row{text("the printer is out of paper")}, 11)})
	require.Contains(t, d.Facts[0].Text, "11 of the symptoms")
	require.Len(t, d.Facts[0].Items, 10)
	d = exchangediag.Diagnose(exchangediag.Incident{Sessions: []exchange.LogSession{session("Internet", false, "Something"), session("Internet", false, "Else")}})
	require.Contains(t, d.Facts[0].Text, "Something")
	require.Contains(t, d.Facts[0].Text, "2 such errors")
}
