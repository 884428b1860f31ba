// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package exchangereport

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/schanneltrust/schannel/exchangecert/exchange"
	"github.com/schanneltrust/schannel/symptom"
)

// TestConnectorsIn: event 12014 names the connector as a quoted or a bare word
// of its text, and of two names one may begin like the other.
func TestConnectorsIn(t *testing.T) {
	t.Parallel()
	connectors := []exchange.Connector{{Name: "Default HUB1"}, {Name: "Default HUB10"}, {}}
	for _, tt := range []struct {
		name string
		row  symptom.Row
		want []int
	}{
		{"none", symptom.Row{Text: "the connector Internet with a FQDN parameter of x"}, nil},
		{"short-one", symptom.Row{Text: "the connector Default HUB1 with a FQDN parameter of x"}, []int{0}},
		{"long-one", symptom.Row{Text: "the connector Default HUB10 with a FQDN parameter of x"}, []int{1}},
		{"long-before-short", symptom.Row{Text: "Default HUB10, Default HUB1"}, []int{0, 1}},
		{"at-the-end", symptom.Row{Event: symptom.Event{ID: 12014, Message: "Default HUB1"}}, []int{0}},
		{"in-data", symptom.Row{Event: symptom.Event{ID: 12014, Data: []symptom.Field{{Value: "x"}, {Value: "Default HUB10"}}}}, []int{1}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tt.want, ConnectorsIn(tt.row, connectors)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
