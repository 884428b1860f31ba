// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package symptom_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/symptom"
)

// tabled is events of a table, with what all of them have in common.
func tabled(provider string, all ...symptom.Event) []symptom.Row {
	all = slices.Clone(all)
	for i := range all {
		if all[i].Provider == "" {
			all[i].Provider = provider
		}
	}
	return events(all...)
}

// TestTables: what Get-WinEvent and Get-EventLog print if nobody asks for a
// list (Microsoft Learn, the examples of both cmdlets; about_Format.ps1xml).
func TestTables(t *testing.T) {
	t.Parallel()
	const winEvent = `
   ProviderName: Schannel

TimeCreated                     Id LevelDisplayName Message
-----------                     -- ---------------- -------
11/19/2019 8:12:31 AM        36887 Error            A fatal alert was received fr...
11/19/2019 8:12:30 AM        36885 Warning          When asking for client authen...
`
	winEvents := []symptom.Event{
		{ID: 36887, Level: schannel.LevelError, Date: "11/19/2019 8:12:31 AM", Message: "A fatal alert was received fr..."},
		{ID: 36885, Level: schannel.LevelWarning, Date: "11/19/2019 8:12:30 AM", Message: "When asking for client authen..."},
	}
	const eventLog = `
   Index Time          EntryType   Source                 InstanceID Message
   ----- ----          ---------   ------                 ---------- -------
    2211 Nov 19 08:12  Error       Schannel                    36887 The following fatal alert was received: 20.
   88123 Nov 19 08:11  Error       MSExchangeTransport    3221237486 Microsoft Exchange could not find a certif...
`
	eventLogs := []symptom.Event{
		{Record: 2211, Date: "Nov 19 08:12", Level: schannel.LevelError, Provider: "Schannel", ID: 36887, Message: "The following fatal alert was received: 20."},
		{Record: 88123, Date: "Nov 19 08:11", Level: schannel.LevelError, Provider: "MSExchangeTransport", ID: 12014, Qualifiers: 49152, Message: "Microsoft Exchange could not find a certif..."},
	}
	other := strings.Replace(winEvent, "Schannel", "LsaSrv", 1)
	testRead(t, []readRow{
		{"Get-WinEvent", "the provider stands above the rows; a number is wider than its heading", []byte(winEvent), tabled("Schannel", winEvents...), nil},
		{"two groups", "a group for each provider", []byte(winEvent + "\n" + other), append(tabled("Schannel", winEvents...), tabled("LsaSrv", winEvents...)...), nil},
		{"without the group", "somebody pasted the rows alone", []byte(winEvent[strings.Index(winEvent, "TimeCreated"):]), tabled("", winEvents...), nil},
		{"Get-EventLog", "EventLogEntry.InstanceId: the lower half is the number", []byte(eventLog), tabled("", eventLogs...), nil},
		{
			"text around", "a table ends with an empty line", []byte("before\n" + winEvent + "\nbehind"),
			append(append([]symptom.Row{{Text: "before"}}, tabled("Schannel", winEvents...)...), symptom.Row{Text: "behind"}), nil,
		},
		{
			"wrapped", "Format-Table -Wrap: the message goes on below itself",
			[]byte("   Id LevelDisplayName Message\n   -- ---------------- -------\n36887 Error            A fatal alert was received\n                       from the remote endpoint.\n36888 Error            x\n"),
			events(
				symptom.Event{ID: 36887, Level: schannel.LevelError, Message: "A fatal alert was received from the remote endpoint."},
				symptom.Event{ID: 36888, Level: schannel.LevelError, Message: "x"},
			), nil,
		},
		{
			"wide", "characters of East Asia take two cells",
			[]byte("   Id LevelDisplayName Message\n   -- ---------------- -------\n36887 エラー           致命的な警告\n36888 ｴﾗｰ              短い\n"),
			events(
				symptom.Event{ID: 36887, Level: schannel.LevelError, Message: "致命的な警告"},
				symptom.Event{ID: 36888, Message: "短い", Other: []symptom.Field{{Name: "Level", Value: "ｴﾗｰ"}}},
			), nil,
		},
		{
			"wide to the end", "a value that fills its column; U+FF61 to U+FFDC are the half-width forms",
			[]byte("   Id LevelDisplayName Message\n   -- ---------------- -------\n36887 ｡｡｡｡｡｡｡｡ￜￜￜￜￜￜￜￜ a\n36888 ⺀⺀⺀⺀⺀⺀⺀⺀ b\n"),
			events(
				symptom.Event{ID: 36887, Message: "a", Other: []symptom.Field{{Name: "Level", Value: "｡｡｡｡｡｡｡｡ￜￜￜￜￜￜￜￜ"}}},
				symptom.Event{ID: 36888, Message: "b", Other: []symptom.Field{{Name: "Level", Value: "⺀⺀⺀⺀⺀⺀⺀⺀"}}},
			), nil,
		},
		{"number beside a name", "it begins behind the last blank", []byte("A       Id\n-       --\nx 12345678\n"), events(symptom.Event{ID: 12345678, Other: []symptom.Field{{Name: "A", Value: "x"}}}), nil},
		{"hyphens in a sentence", "no line below a heading", []byte("Id\nsee -- here"), texts("Id\nsee -- here"), nil},
		{"empty lines", "PowerShell writes one, a mail program more", []byte(strings.Replace(winEvent, "Schannel\n", "Schannel\n\n\n\n", 1)), tabled("Schannel", winEvents...), nil},
		{"no group", "what stands above a table is no provider", []byte("see\n\n" + winEvent[strings.Index(winEvent, "TimeCreated"):]), append(texts("see"), tabled("", winEvents...)...), nil},
		{"group without a table", "then it is text, and empty lines behind it end its paragraph", []byte("ProviderName: Schannel\n\n\nsee\n"), texts("ProviderName: Schannel", "see"), nil},
		{"group at the end", "of a text", []byte("see\nProviderName: Schannel"), texts("see\nProviderName: Schannel"), nil},
		{"blanks behind the hyphens", "they are no column", []byte("Id Message\n-- -------  \n 5 longer than its heading\n"), events(symptom.Event{ID: 5, Message: "longer than its heading"}), nil},
		{"short line", "blanks at its end were lost, not those in its last value", []byte("Id TimeCreated           Message\n-- -----------           -------\n 5 11/19/2019 8:12:31 AM x\n 6 11/19/2019 8:12:30 AM\n"), events(
			symptom.Event{ID: 5, Date: "11/19/2019 8:12:31 AM", Message: "x"}, symptom.Event{ID: 6, Date: "11/19/2019 8:12:30 AM"},
		), nil},
		{"value missing", "an event has a number, whatever else is missing", []byte("Level Id Message\n----- -- -------\nError  5 a\n       6 b\n"), events(symptom.Event{ID: 5, Level: schannel.LevelError, Message: "a"}, symptom.Event{ID: 6, Message: "b"}), nil},
		{"65 columns", "64 are told apart, and the last one has the rest", []byte("Id" + strings.Repeat(" a", 64) + "\n--" + strings.Repeat(" -", 64) + "\n 5" + strings.Repeat(" b", 64)), events(symptom.Event{
			ID: 5, Other: append(slices.Repeat([]symptom.Field{{Name: "a", Value: "b"}}, 62), symptom.Field{Name: "a a", Value: "b b"}),
		}), nil},
		{
			"cut names", "a name that is cut off is none; one dot more is a name",
			[]byte("Source      InstanceID Computer Message\n------      ---------- -------- -------\nMSExchan...      12014 ex1.c…   x\nSchannel         36887 ex1.     y\n"),
			events(
				symptom.Event{ID: 12014, Message: "x", Other: []symptom.Field{{Name: "source", Value: "MSExchan..."}, {Name: "computer", Value: "ex1.c…"}}},
				symptom.Event{ID: 36887, Provider: "Schannel", Computer: "ex1.", Message: "y"},
			), nil,
		},
		{
			"other columns", "kept by their names",
			[]byte("EventID UserName Source\n------- -------- ------\n  36887 SYSTEM   Schannel\n"),
			events(symptom.Event{ID: 36887, Provider: "Schannel", Other: []symptom.Field{{Name: "User Name", Value: "SYSTEM"}}}), nil,
		},
		{"no events", "nothing is numbered", []byte("Name Value\n---- -----\na    1\n"), []symptom.Row{{Text: "Name Value\n---- -----\na    1"}}, nil},
		{"a group alone", "a label as any other", []byte("ProviderName: Schannel\nEvent ID: 36887\n"), events(symptom.Event{Provider: "Schannel", ID: 36887}), nil},
		{"a group and text", "no table follows", []byte("ProviderName: Schannel\n\nhello"), []symptom.Row{{Text: "ProviderName: Schannel"}, {Text: "hello"}}, nil},
		{"a group at the end", "nothing follows", []byte("ProviderName: Schannel"), []symptom.Row{{Text: "ProviderName: Schannel"}}, nil},
		{"hyphens alone", "no heading", []byte("-----\n403.16"), []symptom.Row{{Text: "-----"}, {Code: symptom.Code{Kind: symptom.CodeHTTP, Numbers: []uint32{403, 16}}}}, nil},
	})
}
