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

// eventXML is the least event with this number, in XML.
func eventXML(id, inside string) string {
	return "<Event><System><EventID>" + id + "</EventID></System>" + inside + "</Event>"
}

// TestXMLInPastes: XML between other lines, and below what it completes.
func TestXMLInPastes(t *testing.T) {
	t.Parallel()
	of := func(id int, message string) symptom.Event { return symptom.Event{ID: id, Message: message} }
	padded := func(size int) string { // lines of that size, then the end
		begin := "<Event><System><EventID>1</EventID></System>"
		return "x\n" + begin + strings.Repeat(" ", size-len(begin)-1) + "\n</Event>\nbehind"
	}
	testRead(t, []readRow{
		{"two in a line", "both are read", []byte("x\n" + eventXML("1", "") + eventXML("2", "")), append(texts("x"), events(of(1, ""), of(2, ""))...), nil},
		{"text behind", "the XML ends with its event", []byte("x\n" + eventXML("1", "") + "\nbehind"), append(append(texts("x"), events(of(1, ""))...), texts("behind")...), nil},
		{"broken", "the fault is where the XML begins", []byte("x\n<Event><System>\n</Event>"), texts("x"), []flaw{{"symptom.rows.xml", 2}}},
		{"largest", "1 MiB of XML is waited for", []byte(padded(1 << 20)), append(append(texts("x"), events(of(1, ""))...), texts("behind")...), nil},
		{"larger", "one more is given up", []byte(padded(1<<20 + 1)), append(append(texts("x"), events(of(1, ""))...), texts("</Event>\nbehind")...), []flaw{{"symptom.rows.xml", 2}}},
		{"other event", "it completes none but its own", []byte("Event ID: 5\nDescription: a\n" + eventXML("1", "")), events(of(5, "a"), of(1, "")), nil},
		{"has a message", "there is nothing to complete", []byte("Event ID: 1\nDescription: a\n" + eventXML("1", "<RenderingInfo><Message>b</Message></RenderingInfo>")), events(of(1, "a"), of(1, "b")), nil},
		{"broken below", "the event above it stays", []byte("Event ID: 5\n<Event><a b></Event>"), events(of(5, "")), []flaw{{"symptom.rows.xml", 12}}},
		{"label of something else", "only that of the XML is taken from the message", []byte("Log Name: System\nEvent ID: 1\nDescription:\nSee:\n" + eventXML("1", "")), events(of(1, "See:")), nil},
		{"no label", "a line about XML is one of the message", []byte("Log Name: System\nEvent ID: 1\nDescription:\na\nabout XML\n" + eventXML("1", "")), events(of(1, "a\nabout XML")), nil},
		{"wide colon", "the label in Japanese", []byte("Log Name: System\nEvent ID: 1\nDescription:\na\nイベント XML：\n" + eventXML("1", "")), events(of(1, "a")), nil},
	})
}

// TestRecords: where an event begins and ends among lines with labels.
func TestRecords(t *testing.T) {
	t.Parallel()
	five := symptom.Event{ID: 5}
	with := func(change func(*symptom.Event)) []symptom.Row {
		e := five
		change(&e)
		return events(e)
	}
	insertions := func(value string) readRow {
		return readRow{"insertions " + value, "what cannot be told apart stays as it is", []byte("Id : 5\nReplacementStrings : " + value), with(func(e *symptom.Event) { e.Other = other("ReplacementStrings", value) }), nil}
	}
	most := make([]symptom.Field, 1024)
	for i := range most {
		most[i].Value = "1"
	}
	many := "{" + strings.Join(slices.Repeat([]string{"1"}, 1024), ", ") + "}"
	testRead(t, []readRow{
		{"label in a sentence", "only a number makes an event of it", []byte("see Source: Schannel"), texts("see Source: Schannel"), nil},
		{"number in a sentence", "a number makes one", []byte("see Event ID: 5"), with(func(e *symptom.Event) { e.Other = other("", "see") }), nil},
		{"title with words", "a source is one word", []byte("Event 5, in the log\n0x80090326\n"), append(texts("Event 5, in the log"), symptom.Row{Code: symptom.StatusCode(0x80090326)}), nil},
		{"title too large", "no number of an event", []byte("Event 99999999999999999999, Schannel\n0x80090326\n"), append(texts("Event 99999999999999999999, Schannel"), symptom.Row{Code: symptom.StatusCode(0x80090326)}), nil},
		{"again", "a label that comes again begins the next", []byte("Source: a\nEvent ID: 5\nSource: b\nEvent ID: 6\n"), events(symptom.Event{Provider: "a", ID: 5}, symptom.Event{Provider: "b", ID: 6}), nil},
		{"behind an index", "lines of wevtutil belong to the index above them", []byte("Event[0]:\n  hello\n  Event ID: 5\n"), texts("Event[0]:\n  hello\n  Event ID: 5"), nil},
		{"empty lines", "one is kept of several", []byte("Log Name: System\nEvent ID: 5\nDescription:\na\n\n\n\nb\n"), with(func(e *symptom.Event) { e.Log, e.Message = "System", "a\n\nb" }), nil},
		{"indented label", "a list of PowerShell goes on indented", []byte("Id      : 5\nMessage : first\n          Level : second\n"), with(func(e *symptom.Event) { e.Message = "first Level : second" }), nil},
		{"label of something else", "PowerShell writes a blank before the colon", []byte("Id      : 5\nMessage : first\nSource: second\n"), with(func(e *symptom.Event) { e.Message = "first Source: second" }), nil},
		{"two scripts", "a blank belongs between words of different scripts", []byte("Id      : 5\nMessage : code\n          コード\n"), with(func(e *symptom.Event) { e.Message = "code コード" }), nil},
		{"two scripts, the other way round", "the same", []byte("Id      : 5\nMessage : コード\n          code\n"), with(func(e *symptom.Event) { e.Message = "コード code" }), nil},
		{"first of the script", "U+2E80 is the first character of East Asia", []byte("Id      : 5\nMessage : \u2e80\n          \u2e80\n"), with(func(e *symptom.Event) { e.Message = "\u2e80\u2e80" }), nil},
		insertions("40}"), insertions("{40"), insertions("{}"), insertions("{40, ...}"), insertions("{40, a…}"), insertions("{a b}"), insertions(many[:len(many)-1] + ", 1}"),
		{"most insertions", "an event is bounded", []byte("Id : 5\nReplacementStrings : " + many), with(func(e *symptom.Event) { e.Data = most }), nil},
		{"most labels", "an event is bounded", []byte("Log Name: System\n" + strings.Repeat("a: b\n", 1025) + "Event ID: 5\n"), with(func(e *symptom.Event) {
			e.Log, e.Other = "System", slices.Repeat(other("a", "b"), 1024)
		}), nil},
	})
}

// TestLabels: what a label is.
func TestLabels(t *testing.T) {
	t.Parallel()
	text := func(name, why, line string) readRow { return readRow{name, why, []byte(line), texts(line), nil} }
	const before = "x:"
	testRead(t, []readRow{
		{"last colon", "64 colons of a line are looked at", []byte(strings.Repeat(before, 63) + "Event ID: 5"), events(symptom.Event{ID: 5, Other: other("", strings.Repeat(before, 63))}), nil},
		text("colon too many", "one more is none", strings.Repeat(before, 64)+"Event ID: 5"),
		text("long word", "no label has 26 letters", "abcdefghijklmnopqrstuvwxyz: 5"),
		text("end of a word", "a label is a word of its own", "preEvent ID: 5"),
		text("behind a digit", "the same", "7Event ID: 5"),
		text("property in a line", "PowerShell begins a line with it", "an Id : 36887"),
		text("property without a blank", "PowerShell writes one before the colon", "Id: 36887"),
		{"syslog", "RFC 3164, Section 4.1.1: what begins with a priority is no XML", []byte("<13>Jan  2 03:04:05 web01 MSWinEventLog\t1\tSystem"), []symptom.Row{{Text: "<13>Jan  2 03:04:05 web01 MSWinEventLog\t1\tSystem"}}, nil},
		{"record", "a number that is none stays", []byte("Id : 5\nRecordId : a5"), events(symptom.Event{ID: 5, Other: []symptom.Field{{Name: "RecordId", Value: "a5"}}}), nil},
		{"level", "a word of the three languages", []byte("Id : 5\nLevelDisplayName : Warnung"), events(symptom.Event{ID: 5, Level: schannel.LevelWarning}), nil},
	})
}
