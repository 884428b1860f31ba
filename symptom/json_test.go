// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package symptom_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/symptom"
)

// TestJSONLists: what ConvertTo-Json makes of events (Microsoft Learn: EventLogRecord
// and EventLogEntry have these properties), and what Winlogbeat and NXLog send.
func TestJSONLists(t *testing.T) {
	t.Parallel()
	const message = "A fatal alert was received from the remote endpoint."
	noon := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)
	record := `{"Id":36887,"ProviderName":"Schannel","LogName":"System","MachineName":"SRV1","LevelDisplayName":"Error","Message":"` + message + `","Properties":[{"Value":20}],"TimeCreated":"\/Date(1577836800000)\/","Bookmark":{},"Task":null}`
	want := symptom.Event{
		ID: 36887, Provider: "Schannel", Log: "System", Computer: "SRV1", Level: schannel.LevelError, Message: message,
		Data: []symptom.Field{{Value: "20"}}, Time: noon,
	}
	entry := `{"EventID":36887,"MachineName":"SRV1","EntryType":"Error","Message":"` + message + `","Source":"Schannel","InstanceId":36887,"ReplacementStrings":["20"],"TimeGenerated":"2020-01-01T01:00:00+01:00"}`
	beat := `{"@timestamp":"2020-01-01T00:00:00.000Z","message":"` + message + `","winlog":{"event_id":"36887","provider_name":"Schannel","channel":"System","computer_name":"SRV1","event_data":{"AlertDesc":"20"}}}`
	ofBeat := symptom.Event{
		ID: 36887, Provider: "Schannel", Log: "System", Computer: "SRV1", Message: message, UserData: []symptom.Field{{Name: "AlertDesc", Value: "20"}}, Time: noon,
	}
	nxlog := `{"EventID":36888,"SourceName":"Schannel","Hostname":"SRV1","Channel":"System","EventTime":"2020-01-01 00:00:00"}`
	ofEntry := want
	ofEntry.Log = ""
	testRead(t, []readRow{
		{"Get-WinEvent", "ConvertTo-Json of Windows PowerShell: one object", []byte(record), events(want), nil},
		{"several", "a list of them", []byte("[" + record + ",\r\n" + record + "]"), events(want, want), nil},
		{"Get-EventLog", "another class, a time with its zone", []byte(entry), events(ofEntry), nil},
		{"Winlogbeat", "an object a line, the record inside", []byte(beat + "\n" + beat + "\n"), events(ofBeat, ofBeat), nil},
		{"NXLog", "names of its own", []byte(nxlog), events(symptom.Event{
			ID: 36888, Provider: "Schannel", Computer: "SRV1", Log: "System", Other: []symptom.Field{{Name: "EventTime", Value: "2020-01-01 00:00:00"}},
		}), nil},
		{"cut", "what was read stays read", []byte("[" + record + `,{"Id":36888,"Prov`), events(want), []flaw{{"symptom.rows.foreign", len(record) + 2}}},
		{"something long", "no event is as long", []byte("[" + record + `,{"Id":1,"Message":"` + strings.Repeat("x", 1<<20) + `"},` + record + "]"), events(want, want), []flaw{{"symptom.rows.long", len(record) + 2 + 1<<20 + 21}}},
		{"many values", "of an event, the first 1,024", []byte(`{"Id":1,"Source":"a","ReplacementStrings":[` + strings.Repeat("1,", 2000) + "1]}"), events(symptom.Event{
			ID: 1, Provider: "a", Data: slices.Repeat([]symptom.Field{{Value: "1"}}, 1024),
		}), []flaw{{"symptom.rows.long", 4046}}},
		{"number alone", "an object of anything has an Id", []byte(`{"Id":36887,"Name":"x"}`), nil, []flaw{{"symptom.rows.foreign", 0}}},
		{"of another kind", "a recording of HTTP", []byte(`{"log":{"version":"1.2"}}`), nil, []flaw{{"symptom.rows.foreign", 0}}},
		{"broken", "nothing was read", []byte(`{"Id":`), nil, []flaw{{"symptom.rows.foreign", 0}}},
	})
}
