// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package exchangediag_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel/exchangecert/exchangediag"
	"github.com/schanneltrust/schannel/symptom"
)

// TestValues: connector and name out of the values of a record, where it has no
// text, or where its text lacks one of them.
func TestValues(t *testing.T) {
	t.Parallel()
	const mail1, mail2 = "mail1.fabrikam.example", "mail2.fabrikam.example"
	short, long := strings.Repeat("a", 1024-4)+".com", strings.Repeat("a", 1025-4)+".com"
	message := func(row symptom.Row, text string) symptom.Row {
		row.Event.Message = text
		return row
	}
	for _, tt := range []struct {
		row             symptom.Row
		connector, name string
		why             string
	}{
		{event(transport, 12014, mail1, "Internet", mail2), "Internet", mail1, "expta: the name and the FQDN differ; the first is the one that is looked for"},
		{event(transport, 12014, mail1, mail2, "Internet"), "Internet", mail1, "no document gives the order"},
		{event(transport, 12014, mail1, "Internet", "second connector"), "Internet", mail1, "the first that is no name"},
		{event(transport, 11012, "partner.example", "Internet"), "Internet", "?", "page of event 11012: the second is the connector"},
		{event(transport, 11012, "partner.example"), "?", "?", "there is no second"},
		{event(transport, 12016, mail1), "?", mail1, "page of event 12016: its value is the FQDN"},
		{message(event(transport, 12014, mail2, "Internet"), "could not find a certificate that contains the domain name "+mail1+" in the personal store"), "Internet", mail1, "the text was cut before the connector"},
		{event(transport, 12014, short, "Internet"), "Internet", short, "no host name is longer than 255, no TlsCertificateName than 1,024 (KB4052493)"},
		{event(transport, 12014, long, "Internet"), "Internet", "?", "what is longer is neither"},
		{event(transport, 12014, mail1, strings.Repeat("a", 1024)), strings.Repeat("a", 1024), mail1, "the same of a connector"},
		{event(transport, 12014, mail1, strings.Repeat("a", 1025)), "?", mail1, "the same of a connector"},
	} {
		got := map[string]string{}
		for _, a := range exchangediag.Diagnose(exchangediag.Incident{Symptoms: []symptom.Row{tt.row}}).Facts[0].Args {
			got[a.Name] = a.Value
		}
		require.Equal(t, []string{tt.connector, tt.name}, []string{got["connector"], got["name"]}, tt.why)
	}
}
