// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package exchangediag_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel/exchangecert/exchange"
	"github.com/schanneltrust/schannel/exchangecert/exchangediag"
	"github.com/schanneltrust/schannel/symptom"
)

// TestConnectorOfTheCause: a symptom that names no connector is about the only
// one that was asked; of two states of one connector the first is asked.
func TestConnectorOfTheCause(t *testing.T) {
	t.Parallel()
	required := text("451 5.7.3 STARTTLS is required to send mail")
	lacking := receive("other.example", "")
	for _, tt := range []struct {
		name       string
		row        symptom.Row
		connectors []exchange.Connector
		want       string
	}{
		{"one", required, []exchange.Connector{lacking}, "Internet"},
		{"two", required, []exchange.Connector{lacking, called("Partner", receive("another.example", ""))}, "?"},
		{"two states", required, []exchange.Connector{lacking, receive("another.example", "")}, "Internet"},
		{"another one in the symptom", event(transport, 12014, "other.example", "Elsewhere"), []exchange.Connector{lacking}, "Elsewhere"},
	} {
		d := exchangediag.Diagnose(exchangediag.Incident{Symptoms: []symptom.Row{tt.row}, Server: server(exchange.Exchange2016, issued(1, nil)), Connectors: tt.connectors, At: noon})
		require.NotEmpty(t, d.Causes, tt.name)
		require.Equal(t, "connector", d.Causes[0].Args[0].Name)
		require.Equal(t, tt.want, d.Causes[0].Args[0].Value, tt.name)
	}
}
