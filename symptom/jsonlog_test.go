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
		{"level-numbers", "LevelType of the event schema; those without a name here stay numbers", `[{"Id":1,"ProviderName":"a","Level":2},{"Id":1,"ProviderName":"a","Level":3},{"Id":1,"ProviderName":"a","Level":4},{"Id":1,"ProviderName":"a","Level":5}]`, []symptom.Event{levelled(schannel.LevelError, "Level", "2"), levelled(schannel.LevelWarning, "Level", "3"), levelled(schannel.LevelInformation, "Level", "4"), levelled(schannel.LevelUnspecified, "Level", "5")}, ""},
		{"entry-types", "EventLogEntryType: 1, 2, 4 and 16 are error, warning, information and failure audit; 8 is no failure", `[{"Id":1,"ProviderName":"a","EntryType":1},{"Id":1,"ProviderName":"a","EntryType":2},{"Id":1,"ProviderName":"a","EntryType":4},{"Id":1,"ProviderName":"a","EntryType":8},{"Id":1,"ProviderName":"a","EntryType":16}]`, []symptom.Event{levelled(schannel.LevelError, "EntryType", "1"), levelled(schannel.LevelWarning, "EntryType", "2"), levelled(schannel.LevelInformation, "EntryType", "4"), levelled(schannel.LevelUnspecified, "EntryType", "8"), levelled(schannel.LevelAuditFailure, "EntryType", "16")}, ""},
		{"level-words-count", "a word that is known counts more than the number, before it or behind it", `[{"Id":1,"ProviderName":"a","Level":2,"LevelDisplayName":"Warning"},{"Id":1,"ProviderName":"a","LevelDisplayName":"Warning","Level":2}]`, []symptom.Event{levelled(schannel.LevelWarning, "Level", "2"), levelled(schannel.LevelWarning, "Level", "2")}, ""},
		{"level-other-language", "a word of no language here: the number beside it tells", `{"Id":1,"ProviderName":"a","Level":2,"LevelDisplayName":"Erreur"}`, []symptom.Event{{ID: 1, Provider: "a", Level: schannel.LevelError, Other: []symptom.Field{{Name: "Level", Value: "2"}, {Name: "Level", Value: "Erreur"}}}}, ""},
		{"audit-mask", "winmeta.xml, win:AuditFailure is 0x10000000000000; PowerShell prints the mask with a sign", `[{"Id":6273,"ProviderName":"a","Level":0,"Keywords":-9218868437227405312},{"Id":6272,"ProviderName":"a","Level":0,"Keywords":-9214364837600034816}]`, []symptom.Event{
			{ID: 6273, Provider: "a", Level: schannel.LevelAuditFailure, Other: []symptom.Field{{Name: "Level", Value: "0"}, {Name: "Keywords", Value: "-9218868437227405312"}}},
			{ID: 6272, Provider: "a", Other: []symptom.Field{{Name: "Level", Value: "0"}, {Name: "Keywords", Value: "-9214364837600034816"}}},
		}, ""},
		{"old", "Get-EventLog | ConvertTo-Json: the level is a number there", `{"EventID":36888,"MachineName":"web01","Source":"Schannel","EntryType":1,"Message":"a\r\nb"}`, []symptom.Event{{Provider: "Schannel", ID: 36888, Level: schannel.LevelError, Computer: "web01", Message: "a\nb", Other: []symptom.Field{{Name: "EntryType", Value: "1"}}}}, ""},
		{"old-values", "EventLogEntry.ReplacementStrings; a time with its zone", `{"EventID":36887,"Source":"Schannel","ReplacementStrings":["20"],"TimeGenerated":"2020-01-01T01:00:00+01:00"}`, []symptom.Event{{Provider: "Schannel", ID: 36887, Time: newYear, Data: []symptom.Field{{Value: "20"}}}}, ""},
		{"milliseconds", "Windows PowerShell writes times so; a list prints the type of what is too deep", `{"Id":36887,"ProviderName":"Schannel","TimeCreated":"\/Date(1577836800000)\/","Properties":["System.Diagnostics.Eventing.Reader.EventProperty"]}`, []symptom.Event{{Provider: "Schannel", ID: 36887, Time: newYear, Other: []symptom.Field{{Name: "Properties", Value: "System.Diagnostics.Eventing.Reader.EventProperty"}}}}, ""},
		{"nxlog", "names of its own; a time of an unknown zone", `{"EventID":36888,"SourceName":"Schannel","Hostname":"web01","EventTime":"2020-01-01 00:00:00"}`, []symptom.Event{{Provider: "Schannel", ID: 36888, Computer: "web01", Date: "2020-01-01 00:00:00"}}, ""},
		{"many-values", "of an event, the first 1,024", `{"Id":1,"Source":"a","ReplacementStrings":[` + strings.Repeat("1,", 1024) + "1]}", []symptom.Event{{ID: 1, Provider: "a", Data: slices.Repeat([]symptom.Field{{Value: "1"}}, 1024)}}, "symptom.rows.long"},
		{"user-data", "winlogbeat keeps the two apart, as the event schema does", `{"winlog":{"event_id":1,"channel":"System","user_data":{"a":"1"}}}`, []symptom.Event{{ID: 1, Log: "System", UserData: []symptom.Field{{Name: "a", Value: "1"}}}}, ""},
		{"winlogbeat", "Elastic's fields of Windows events", `{"@timestamp":"2026-01-01T00:00:00Z","message":"m","winlog":{"channel":"System","event_id":"36887","provider_name":"Schannel","computer_name":"web01","event_data":{"AlertDesc":"47"}},"host":{"id":"1","name":"x"}}`, []symptom.Event{{Log: "System", Provider: "Schannel", ID: 36887, Computer: "web01", Time: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), Data: []symptom.Field{{Name: "AlertDesc", Value: "47"}}, Message: "m", Other: []symptom.Field{{Name: "host/id", Value: "1"}, {Name: "host/name", Value: "x"}}}}, ""},
		{"evtx-dump", "the event schema as evtx_dump writes it: attributes apart", `{"Event":{"#attributes":{"xmlns":"x"},"System":{"Provider":{"#attributes":{"Name":"Schannel","Guid":"g"}},"EventID":{"#attributes":{"Qualifiers":5},"#text":36887},"Level":2,"TimeCreated":{"#attributes":{"SystemTime":"2020-01-01T00:00:00.000000Z"}},"EventRecordID":17,"Channel":"System","Computer":"web01"},"EventData":{"AlertDesc":20}}}`, []symptom.Event{{Log: "System", Provider: "Schannel", ID: 36887, Qualifiers: 5, Record: 17, Level: schannel.LevelError, Time: newYear, Computer: "web01", Data: []symptom.Field{{Name: "AlertDesc", Value: "20"}}, Other: []symptom.Field{{Name: "xmlns", Value: "x"}, {Name: "Provider/Guid", Value: "g"}, {Name: "Level", Value: "2"}}}}, ""},
		{"evtx-dump-positional", "Data without names", `{"Event":{"System":{"Provider":{"#attributes":{"Name":"Schannel"}},"EventID":36888},"EventData":{"Data":{"#text":["20","960"]}}}}`, []symptom.Event{{Provider: "Schannel", ID: 36888, Data: []symptom.Field{{Value: "20"}, {Value: "960"}}}}, ""},
		{"xmltodict", "the same of another program: marks before names, pairs of name and text", `{"Event":{"System":{"Provider":{"@Name":"Schannel"},"EventID":{"@Qualifiers":"0","#text":"36887"},"Channel":"System"},"EventData":{"Data":[{"@Name":"AlertDesc","#text":"20"},{"@Name":"Empty"},{"#text":"9"},"8"]}}}`, []symptom.Event{{Log: "System", Provider: "Schannel", ID: 36887, Data: []symptom.Field{{Name: "AlertDesc", Value: "20"}, {Name: "Empty"}, {Value: "9"}, {Value: "8"}}}}, ""},
		{"velociraptor", "parse_evtx: the number of the event in an object", `{"System":{"Provider":{"Name":"Schannel"},"EventID":{"Value":36888},"Channel":"System"},"EventData":{"AlertDesc":20},"Message":"m"}`, []symptom.Event{{Log: "System", Provider: "Schannel", ID: 36888, Data: []symptom.Field{{Name: "AlertDesc", Value: "20"}}, Message: "m"}}, ""},
		{"kibana", "Elastic's fields with dots, as its Discover copies them", `{"_index":"i","_source":{"winlog.channel":"System","winlog.event_id":"36887","winlog.provider_name":"Schannel","winlog.event_data.AlertDesc":"20"}}`, []symptom.Event{{Log: "System", Provider: "Schannel", ID: 36887, Data: []symptom.Field{{Name: "AlertDesc", Value: "20"}}, Other: []symptom.Field{{Name: "_index", Value: "i"}}}}, ""},
		{"graylog", "Graylog's names of the fields of winlogbeat", `{"winlogbeat_winlog_event_id":36887,"winlogbeat_winlog_provider_name":"Schannel","winlogbeat_winlog_event_data_AlertDesc":"20"}`, []symptom.Event{{Provider: "Schannel", ID: 36887, Data: []symptom.Field{{Name: "AlertDesc", Value: "20"}}}}, ""},
		{"azure", "table Event of Azure Monitor", `[{"TimeGenerated":"2020-01-01T00:00:00Z","Source":"Schannel","EventLog":"System","EventLevel":2,"EventLevelName":"Error","EventID":36887,"RenderedDescription":"m"}]`, []symptom.Event{{Log: "System", Provider: "Schannel", ID: 36887, Level: schannel.LevelError, Time: newYear, Message: "m", Other: []symptom.Field{{Name: "EventLevel", Value: "2"}}}}, ""},
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

// levelled is an event with a level and what tells it.
func levelled(level schannel.Level, name, number string) symptom.Event {
	return symptom.Event{ID: 1, Provider: "a", Level: level, Other: []symptom.Field{{Name: name, Value: number}}}
}
