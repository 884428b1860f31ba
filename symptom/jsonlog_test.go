// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package symptom_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/symptom"
)

func TestJSONLog(t *testing.T) {
	t.Parallel()
	const of2008 = `{"Message":"The following fatal alert was received: 47.","Id":36887,"Version":0,"Qualifiers":null,"Level":2,"Task":0,"RecordId":17,"ProviderName":"Schannel","ProviderId":"1f678132-5938-4686-9fdc-c8ff68f15c85","LogName":"System","MachineName":"web01","UserId":{"BinaryLength":12,"Value":"S-1-5-18"},"LevelDisplayName":"Error","Properties":[{"Value":47},{"Value":"x"}]}`
	event := symptom.Event{
		Log: "System", Provider: "Schannel", ID: 36887, Record: 17, Level: schannel.LevelError, Computer: "web01",
		Data: []symptom.Field{{Value: "47"}, {Value: "x"}}, Message: "The following fatal alert was received: 47.",
		Other: []symptom.Field{
			{Name: "Version", Value: "0"},
			{Name: "Level", Value: "2"},
			{Name: "Task", Value: "0"},
			{Name: "ProviderId", Value: "1f678132-5938-4686-9fdc-c8ff68f15c85"},
			{Name: "UserId/BinaryLength", Value: "12"},
			{Name: "UserId/Value", Value: "S-1-5-18"},
		},
	}
	newYear := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)
	small := symptom.Event{Provider: "Schannel", ID: 36888}
	tests := []struct {
		name, why string
		text      string
		want      []symptom.Event
		fault     schannel.Code
	}{
		{"one", "Get-WinEvent | ConvertTo-Json", of2008, []symptom.Event{event}, ""},
		{"list", "several are a list", "[\r\n" + of2008 + ",\r\n" + `{"Id":36888,"ProviderName":"Schannel"}` + "\r\n]", []symptom.Event{event, small}, ""},
		{"lines", "collectors write one record a line", `{"Id":36888,"ProviderName":"Schannel"}` + "\n" + of2008 + "\n", []symptom.Event{small, event}, ""},
		{"old", "Get-EventLog | ConvertTo-Json: the level is a number there", `{"EventID":36888,"MachineName":"web01","Source":"Schannel","EntryType":1,"Message":"a\r\nb"}`, []symptom.Event{{Provider: "Schannel", ID: 36888, Computer: "web01", Message: "a\nb", Other: []symptom.Field{{Name: "EntryType", Value: "1"}}}}, ""},
		{"old-values", "EventLogEntry.ReplacementStrings; a time with its zone", `{"EventID":36887,"Source":"Schannel","ReplacementStrings":["20"],"TimeGenerated":"2020-01-01T01:00:00+01:00"}`, []symptom.Event{{Provider: "Schannel", ID: 36887, Time: newYear, Data: []symptom.Field{{Value: "20"}}}}, ""},
		{"milliseconds", "Windows PowerShell writes times so; a list prints the type of what is too deep", `{"Id":36887,"ProviderName":"Schannel","TimeCreated":"\/Date(1577836800000)\/","Properties":["System.Diagnostics.Eventing.Reader.EventProperty"]}`, []symptom.Event{{Provider: "Schannel", ID: 36887, Time: newYear, Other: []symptom.Field{{Name: "Properties", Value: "System.Diagnostics.Eventing.Reader.EventProperty"}}}}, ""},
		{"nxlog", "names of its own; a time of an unknown zone", `{"EventID":36888,"SourceName":"Schannel","Hostname":"web01","EventTime":"2020-01-01 00:00:00"}`, []symptom.Event{{Provider: "Schannel", ID: 36888, Computer: "web01", Date: "2020-01-01 00:00:00"}}, ""},
		{"many-values", "of an event, the first 1,024", `{"Id":1,"Source":"a","ReplacementStrings":[` + strings.Repeat("1,", 1024) + "1]}", []symptom.Event{{ID: 1, Provider: "a", Data: slices.Repeat([]symptom.Field{{Value: "1"}}, 1024)}}, "symptom.rows.long"},
		{"user-data", "winlogbeat keeps the two apart, as the event schema does", `{"winlog":{"event_id":1,"channel":"System","user_data":{"a":"1"}}}`, []symptom.Event{{ID: 1, Log: "System", UserData: []symptom.Field{{Name: "a", Value: "1"}}}}, ""},
		{"winlogbeat", "Elastic's fields of Windows events", `{"@timestamp":"2026-01-01T00:00:00Z","message":"m","winlog":{"channel":"System","event_id":"36887","provider_name":"Schannel","computer_name":"web01","event_data":{"AlertDesc":"47"}},"host":{"id":"1","name":"x"}}`, []symptom.Event{{Log: "System", Provider: "Schannel", ID: 36887, Computer: "web01", Time: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), Data: []symptom.Field{{Name: "AlertDesc", Value: "47"}}, Message: "m", Other: []symptom.Field{{Name: "host/id", Value: "1"}, {Name: "host/name", Value: "x"}}}}, ""},
		{"cut", "what was read stays read", "[" + of2008 + `,{"Id":368`, []symptom.Event{event}, "symptom.rows.json"},
		{"no-object", "values outside of events say nothing", `{"Id":36888,"ProviderName":"Schannel"}` + "\n1\n", []symptom.Event{small}, ""},
		{"other-names", "what has no field here is kept by its name there, unless it is null", `{"Id":36888,"ProviderName":"Schannel","ActivityId":"x","TaskDisplayName":"y","Collector":"z","RelatedActivityId":null}`, []symptom.Event{{Provider: "Schannel", ID: 36888, Other: []symptom.Field{{Name: "ActivityId", Value: "x"}, {Name: "TaskDisplayName", Value: "y"}, {Name: "Collector", Value: "z"}}}}, ""},
		{"cut-number", "a number where the text ends may go on", `{"Id":36888,"ProviderName":"Schannel"}` + "\n" + `{"ProviderName":"Schannel","Id":3688`, []symptom.Event{small}, "symptom.rows.json"},
		{"deep-lists", "deeper than any log", of2008 + strings.Repeat("[", 40) + strings.Repeat("]", 40), []symptom.Event{event}, "symptom.rows.json"},
		{"cut-inside", "what was read of an event that breaks off is yielded", `{"Id":36888,"ProviderName":"Schannel","Message":"The follow`, []symptom.Event{small}, "symptom.rows.json"},
		{"cut-behind", "a list that does not end", `[{"Id":36888,"ProviderName":"Schannel"}`, []symptom.Event{small}, "symptom.rows.json"},
		{"other", "JSON without an event is another file", `{"log":{"entries":[{"id":"page"}]}}`, nil, "symptom.rows.foreign"},
		{"malformed", "so is what is no JSON", `{"log":`, nil, "symptom.rows.foreign"},
		{"deep", "deeper than any log", of2008 + strings.Repeat(`{"a":`, 40), []symptom.Event{event}, "symptom.rows.json"},
		{"deepest", "as deep as is read", of2008 + strings.Repeat(`{"a":`, 32) + "1" + strings.Repeat("}", 32), []symptom.Event{event}, ""},
		{"no-provider", "many things have an id", `{"Id":36885,"Message":"a"}`, nil, "symptom.rows.foreign"},
		{"log-alone", "a record of a log", `{"EventID":36885,"Channel":"System"}`, []symptom.Event{{Log: "System", ID: 36885}}, ""},
		{"zero", "no event has the number 0", `{"Id":0,"Message":"a"}`, nil, "symptom.rows.foreign"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var got []symptom.Event
			var fault schannel.Code
			for row, err := range symptom.ReadLenient([]byte(tt.text)) {
				if err != nil {
					fault = err.(*schannel.Error).Code //nolint:errorlint // the reader promises this very type
					continue
				}
				got = append(got, row.Event)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
			if fault != tt.fault {
				t.Errorf("%s: %q, not %q", tt.why, fault, tt.fault)
			}
		})
	}
}
