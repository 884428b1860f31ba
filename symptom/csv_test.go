// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package symptom_test

import (
	"encoding/binary"
	"strings"
	"testing"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/symptom"
)

// TestSavedLists: what the Event Viewer saves as CSV, and Export-Csv (Microsoft
// Learn, Export-Csv: a line #TYPE, a heading, values in quotation marks).
func TestSavedLists(t *testing.T) {
	t.Parallel()
	const viewer = "Level,Date and Time,Source,Event ID,Task Category\r\n" +
		"Error,11/19/2019 8:12:31 AM,Schannel,36887,None,\"A fatal alert was received.\r\n\r\nThe code is \"\"20\"\".\"\r\n" +
		"Warning,11/19/2019 8:12:30 AM,Schannel,36885,None,cut\r\n"
	first := symptom.Event{
		Level: schannel.LevelError, Date: "11/19/2019 8:12:31 AM", Provider: "Schannel", ID: 36887,
		Message: "A fatal alert was received.\r\n\r\nThe code is \"20\".", Other: []symptom.Field{{Name: "Task Category", Value: "None"}},
	}
	first.Message = strings.ReplaceAll(first.Message, "\r\n", "\n") // as in every message
	second := symptom.Event{
		Level: schannel.LevelWarning, Date: "11/19/2019 8:12:30 AM", Provider: "Schannel", ID: 36885,
		Message: "cut", Other: []symptom.Field{{Name: "Task Category", Value: "None"}},
	}
	exported := `"EventID","MachineName","EntryType","Message","Source","InstanceId","TimeGenerated","Site"` + "\r\n" +
		`"12014","EX1","Error","x","MSExchangeTransport","3221237486","11/19/2019 8:12:31 AM",` + "\r\n"
	of12014 := symptom.Event{
		ID: 12014, Computer: "EX1", Level: schannel.LevelError, Message: "x", Provider: "MSExchangeTransport", Qualifiers: 49152, Date: "11/19/2019 8:12:31 AM",
	}
	german := "Ebene;Datum und Uhrzeit;Quelle;Ereignis-ID;Aufgabenkategorie\nFehler;19.11.2019 08:12:31;Schannel;36887;Keine;kurz\n"
	japanese := "レベル,日付と時刻,ソース,イベント ID,タスクのカテゴリ\nエラー,2019/11/19 8:12:31,Schannel,36887,なし,警告\n"
	testRead(t, []readRow{
		{"Event Viewer", "the last column has no name: it is the message", []byte(viewer), events(first, second), nil},
		{"UTF-16", "as Windows saves text", utf16With(binary.LittleEndian, viewer), events(first, second), nil},
		{"Export-Csv", "Windows PowerShell: a line #TYPE first", []byte("#TYPE System.Diagnostics.EventLogEntry\r\n" + exported), events(of12014), nil},
		{"without type", "Export-Csv -NoTypeInformation, and PowerShell 6 and later", []byte(exported), events(of12014), nil},
		{"German", "the separator of the culture", []byte(german), events(symptom.Event{
			Level: schannel.LevelError, Date: "19.11.2019 08:12:31", Provider: "Schannel", ID: 36887, Message: "kurz", Other: []symptom.Field{{Name: "Task Category", Value: "Keine"}},
		}), nil},
		{"Japanese", "labels of the Event Viewer", []byte(japanese), events(symptom.Event{
			Level: schannel.LevelError, Date: "2019/11/19 8:12:31", Provider: "Schannel", ID: 36887, Message: "警告", Other: []symptom.Field{{Name: "Task Category", Value: "なし"}},
		}), nil},
		{"from a table", "a spreadsheet copies with tabs", []byte("Level\tSource\tEvent ID\nError\tSchannel\t36887\n"), events(symptom.Event{Level: schannel.LevelError, Provider: "Schannel", ID: 36887}), nil},
		{"no number", "a row without one is no event; more values than columns are passed over", []byte("Level,Source,Event ID\nError,Schannel,\nError,Schannel,36887,x,y,z\n"), events(symptom.Event{Level: schannel.LevelError, Provider: "Schannel", ID: 36887, Message: "x"}), nil},
		{"quotation marks", "two are one; what stands behind the closing one is passed over", []byte("Level,Source,Event ID\nError,\"Sch\"\"annel\"x,36887,a\"b\n"), events(symptom.Event{Level: schannel.LevelError, Provider: "Sch\"annel", ID: 36887, Message: "a\"b"}), nil},
		{"quotation mark", "one that is not closed takes the rest", []byte("Level,Source,Event ID\nError,Schannel,36887,\"open\n"), events(symptom.Event{Level: schannel.LevelError, Provider: "Schannel", ID: 36887, Message: "open"}), nil},
		{"no line feed", "the text ends with its last value", []byte("Level,Source,Event ID,a\nError,Schannel,36887,\"b,\""), events(symptom.Event{Level: schannel.LevelError, Provider: "Schannel", ID: 36887, Other: []symptom.Field{{Name: "a", Value: "b,"}}}), nil},
		{"comma before the end", "of a value, which does not end there", []byte("Level,Source,a,Event ID\nError,\"Schannel\",\"b,\",36887\n"), events(symptom.Event{Level: schannel.LevelError, Provider: "Schannel", ID: 36887, Other: []symptom.Field{{Name: "a", Value: "b,"}}}), nil},
		{"long heading", "of many columns, those that tell come first", []byte("Level,Source,Event ID" + strings.Repeat(",a", 32<<10) + "\nError,Schannel,36887\n"), events(symptom.Event{Level: schannel.LevelError, Provider: "Schannel", ID: 36887}), nil},
		{"other CSV", "of no events: Export-Csv", []byte("#TYPE x\n\"Name\",\"Source\",\"Level\"\n"), nil, []flaw{{"symptom.rows.foreign", 0}}},
		{"number alone", "numbered, but neither a source nor a level", []byte("a,b,Event ID\n1,2,3"), []symptom.Row{{Text: "a,b,Event ID\n1,2,3"}}, nil},
		{"level alone", "a number and a level", []byte("Level,a,Event ID\nError,b,5"), events(symptom.Event{Level: schannel.LevelError, ID: 5, Other: []symptom.Field{{Name: "a", Value: "b"}}}), nil},
		{"source alone", "a number and a source", []byte("Source,a,Event ID\nSchannel,b,5"), events(symptom.Event{Provider: "Schannel", ID: 5, Other: []symptom.Field{{Name: "a", Value: "b"}}}), nil},
		{"two columns", "a sentence may have a comma", []byte("Source, Event ID\nx, 1"), []symptom.Row{{Text: "Source, Event ID\nx, 1"}}, nil},
	})
}
