// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package diagnosis

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/schanneltrust/schannel/examples/internal/casefile"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
	"github.com/schanneltrust/schannel/symptom"
)

// TestPlaces: which of three servers are asked about a symptom.
func TestPlaces(t *testing.T) {
	t.Parallel()
	servers := []casefile.ExchangeServer{
		{Server: exchange.Server{Name: "HUB1"}},
		{Server: exchange.Server{Name: "hub2.contoso.example"}},
		{Server: exchange.Server{Name: "EDGE", DNS: exchange.DNSNames{DNSHostName: "gate"}}},
	}
	connectors := []exchange.Connector{{Name: `HUB1\Default HUB1`, Server: "HUB1"}, {Name: "Internet", Send: true, SourceServers: []string{"HUB1", "EDGE"}}, {Name: ""}}
	on := func(computer string, data ...string) symptom.Row {
		row := symptom.Row{Event: symptom.Event{ID: 1, Computer: computer}}
		for _, value := range data {
			row.Event.Data = append(row.Event.Data, symptom.Field{Value: value})
		}
		return row
	}
	tests := []struct {
		name string
		row  symptom.Row
		want string // which servers are asked
		why  string
	}{
		{"nothing", on(""), "0 1 2", "it says nothing of where it was seen"},
		{"computer", on("HUB1.contoso.example"), "0", "the record names it, with its domain"},
		{"case", on("Hub2"), "1", "names of computers have no case"},
		{"second name", on("GATE"), "2", "one of the four DNS names"},
		{"stranger", on("PC7"), "0 1 2", "no server of the case"},
		{"connector", on("", "Default HUB1"), "0", "event 12014 names the connector without the server"},
		{"shared connector", on("", "Internet"), "0 2", "a Send connector of two servers"},
		{"computer before connector", on("hub2", "Internet"), "1", "where it was logged is where it happened"},
		{"text", symptom.Row{Text: "for the connector Default HUB1"}, "0", "a pasted text names it too"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			o := organization{rows: []symptom.Row{tt.row}, servers: servers, connectors: connectors}
			o.places = placesOf(o.rows, servers, connectors)
			got := ""
			for n := range servers {
				if !o.rowsOf(n)[0].IsZero() {
					got += " " + string(rune('0'+n))
				}
			}
			if diff := cmp.Diff(" "+tt.want, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
		})
	}
}
