// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package symptom

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/schanneltrust/schannel"
)

// field is what a label stands before.
type field uint8

const (
	fieldNone        field = 0
	fieldLog         field = 1
	fieldProvider    field = 2
	fieldID          field = 3
	fieldLevel       field = 4
	fieldDate        field = 5
	fieldTime        field = 6
	fieldComputer    field = 7
	fieldMessage     field = 8
	fieldKeywords    field = 9
	fieldRecord      field = 10
	fieldInstance    field = 11 // qualifiers and ID in one number
	fieldQualifiers  field = 12
	fieldInsertions  field = 13 // the values in the message, in braces
	fieldUnspecified field = 14 // kept by the label's name
)

// label is a label, in lower case and without blanks, and what it stands
// before. English names of fields that have no place of their own are written
// as the Event Viewer does.
type label struct {
	text  string
	field field
	name  string // for fieldUnspecified

	shell bool // a property of PowerShell: no label elsewhere, as its word is a common one
}

// labels are those of wevtutil, of the Event Viewer since Windows Vista and
// before, of articles, and of PowerShell, whose properties are English in
// every Windows.
var labels = [...]label{
	{text: "logname", field: fieldLog},
	{text: "source", field: fieldProvider},
	{text: "eventsource", field: fieldProvider},
	{text: "providername", field: fieldProvider},
	{text: "provider", field: fieldProvider},
	{text: "eventid", field: fieldID},
	{text: "id", field: fieldID, shell: true},
	{text: "eventtype", field: fieldLevel},
	{text: "type", field: fieldLevel},
	{text: "level", field: fieldLevel},
	{text: "leveldisplayname", field: fieldLevel, shell: true},
	{text: "entrytype", field: fieldLevel, shell: true},
	{text: "date", field: fieldDate},
	{text: "dateandtime", field: fieldDate},
	{text: "timecreated", field: fieldDate, shell: true},
	{text: "timegenerated", field: fieldDate, shell: true},
	{text: "time", field: fieldTime},
	{text: "computer", field: fieldComputer},
	{text: "computername", field: fieldComputer},
	{text: "machinename", field: fieldComputer, shell: true},
	{text: "description", field: fieldMessage},
	{text: "message", field: fieldMessage, shell: true},
	{text: "keywords", field: fieldKeywords},
	{text: "keyword", field: fieldKeywords},
	{text: "keywordsdisplaynames", field: fieldKeywords, shell: true},
	{text: "recordid", field: fieldRecord, shell: true},
	{text: "index", field: fieldRecord, shell: true},
	{text: "instanceid", field: fieldInstance, shell: true},
	{text: "qualifiers", field: fieldQualifiers, shell: true},
	{text: "replacementstrings", field: fieldInsertions, shell: true},
	{text: "taskcategory", field: fieldUnspecified, name: "Task Category"},
	{text: "eventcategory", field: fieldUnspecified, name: "Task Category"},
	{text: "category", field: fieldUnspecified, name: "Task Category"},
	{text: "task", field: fieldUnspecified, name: "Task"},
	{text: "opcode", field: fieldUnspecified, name: "OpCode"},
	{text: "username", field: fieldUnspecified, name: "User Name"},
	{text: "user", field: fieldUnspecified, name: "User"},
	{text: "version", field: fieldUnspecified, name: "Version", shell: true},
	{text: "processid", field: fieldUnspecified, name: "ProcessId", shell: true},
	{text: "threadid", field: fieldUnspecified, name: "ThreadId", shell: true},
	{text: "providerid", field: fieldUnspecified, name: "ProviderId", shell: true},
	{text: "userid", field: fieldUnspecified, name: "UserId", shell: true},
	{text: "activityid", field: fieldUnspecified, name: "ActivityId", shell: true},
	{text: "relatedactivityid", field: fieldUnspecified, name: "RelatedActivityId", shell: true},
	{text: "containerlog", field: fieldUnspecified, name: "ContainerLog", shell: true},
	{text: "matchedqueryids", field: fieldUnspecified, name: "MatchedQueryIds", shell: true},
	{text: "bookmark", field: fieldUnspecified, name: "Bookmark", shell: true},
	{text: "opcodedisplayname", field: fieldUnspecified, name: "OpCode", shell: true},
	{text: "taskdisplayname", field: fieldUnspecified, name: "Task Category", shell: true},
	{text: "properties", field: fieldUnspecified, name: "Properties", shell: true},
	{text: "timewritten", field: fieldUnspecified, name: "TimeWritten", shell: true},
	{text: "categorynumber", field: fieldUnspecified, name: "CategoryNumber", shell: true},
	{text: "data", field: fieldUnspecified, name: "Data", shell: true},
	{text: "site", field: fieldUnspecified, name: "Site", shell: true},
	{text: "container", field: fieldUnspecified, name: "Container", shell: true},

	{text: "ログの名前", field: fieldLog},
	{text: "ログ名", field: fieldLog},
	{text: "ソース", field: fieldProvider},
	{text: "イベントソース", field: fieldProvider},
	{text: "イベントid", field: fieldID},
	{text: "レベル", field: fieldLevel},
	{text: "種類", field: fieldLevel},
	{text: "イベントの種類", field: fieldLevel},
	{text: "日付", field: fieldDate},
	{text: "日付と時刻", field: fieldDate},
	{text: "時間", field: fieldTime},
	{text: "時刻", field: fieldTime},
	{text: "コンピューター", field: fieldComputer},
	{text: "コンピュータ", field: fieldComputer},
	{text: "説明", field: fieldMessage},
	{text: "キーワード", field: fieldKeywords},
	{text: "タスクのカテゴリ", field: fieldUnspecified, name: "Task Category"},
	{text: "イベントカテゴリ", field: fieldUnspecified, name: "Task Category"},
	{text: "カテゴリ", field: fieldUnspecified, name: "Task Category"},
	{text: "分類", field: fieldUnspecified, name: "Task Category"},
	{text: "ユーザー", field: fieldUnspecified, name: "User"},
	{text: "ユーザ", field: fieldUnspecified, name: "User"},

	{text: "protokollname", field: fieldLog},
	{text: "quelle", field: fieldProvider},
	{text: "ereignisquelle", field: fieldProvider},
	{text: "ereignis-id", field: fieldID},
	{text: "ereignisid", field: fieldID},
	{text: "ereigniskennung", field: fieldID},
	{text: "ebene", field: fieldLevel},
	{text: "ereignistyp", field: fieldLevel},
	{text: "datum", field: fieldDate},
	{text: "datumunduhrzeit", field: fieldDate},
	{text: "zeit", field: fieldTime},
	{text: "uhrzeit", field: fieldTime},
	{text: "beschreibung", field: fieldMessage},
	{text: "schlüsselwörter", field: fieldKeywords},
	{text: "aufgabenkategorie", field: fieldUnspecified, name: "Task Category"},
	{text: "ereigniskategorie", field: fieldUnspecified, name: "Task Category"},
	{text: "benutzer", field: fieldUnspecified, name: "User"},
}

// found is a label in a line, and the value behind it.
type found struct {
	label label
	value string
	shell bool // blanks stand before the colon, as PowerShell writes lists
}

const (
	longestLabel = 24 // characters without blanks
	maxColons    = 64 // of a line that are looked at
)

// findLabels splits a line at the labels in it. What stands before the first
// of them is returned too.
func findLabels(line string) (before string, all []found) {
	from := 0 // of the value before
	for colons, i := 0, 0; i < len(line) && colons < maxColons; {
		r, size := utf8.DecodeRuneInString(line[i:])
		i += size
		if r != ':' && r != '：' {
			continue
		}
		colons++
		l, start, ok := labelBefore(line, from, i-size)
		if !ok {
			continue
		}
		if len(all) == 0 {
			before = tidy(line[:start])
		} else {
			all[len(all)-1].value = tidy(line[from:start])
		}
		all = append(all, found{label: l, shell: strings.HasSuffix(line[:i-size], " ")})
		from = i
		if l.field == fieldMessage {
			break // the rest is text
		}
	}
	if len(all) > 0 {
		all[len(all)-1].value = strings.TrimSpace(line[from:])
	}
	return before, all
}

// tidy takes blanks and what separates labels from both ends.
func tidy(s string) string { return strings.Trim(s, " \t\u00a0,;|•*-") }

// labelBefore finds the longest label that ends at a colon and does not begin
// before from. Labels are of letters, hyphens and blanks.
func labelBefore(line string, from, colon int) (found label, start int, ok bool) {
	space := strings.HasSuffix(line[:colon], " ")
	var text [longestLabel]rune // the end of the line, without blanks and in lower case
	begin := len(text)
	for at := colon; at > from && begin > 0; {
		r, size := utf8.DecodeLastRuneInString(line[:at])
		at -= size
		if r == ' ' || r == '\u3000' {
			continue
		}
		if !unicode.IsLetter(r) && r != '-' {
			break
		}
		begin--
		text[begin] = unicode.ToLower(r)
		if !beginsWord(line[from:at]) {
			continue
		}
		if l, known := labelOf(string(text[begin:])); known && (!l.shell || space && at == 0) {
			found, start, ok = l, at, true
		}
	}
	return found, start, ok
}

func labelOf(text string) (label, bool) {
	for _, l := range &labels {
		if l.text == text {
			return l, true
		}
	}
	return label{}, false
}

// beginsWord reports whether a word begins behind a text.
func beginsWord(before string) bool {
	r, _ := utf8.DecodeLastRuneInString(before)
	return before == "" || !unicode.IsLetter(r) && !unicode.IsDigit(r)
}

// levelOf recognises the words for a level in the three languages.
func levelOf(word string) schannel.Level {
	switch strings.ToLower(word) {
	case "error", "エラー", "fehler":
		return schannel.LevelError
	case "warning", "警告", "warnung":
		return schannel.LevelWarning
	case "information", "informational", "情報", "informationen":
		return schannel.LevelInformation
	case "audit failure", "failure audit", "failureaudit", "失敗の監査", "監査の失敗", "überwachung gescheitert", "überwachungsfehler", "fehlerüberwachung":
		return schannel.LevelAuditFailure
	}
	return schannel.LevelUnspecified
}

// levelNumbered recognises the number that a label of PowerShell has for a
// level: that of an EventRecord ("LevelType complex type") or of an
// EventLogEntry ("EventLogEntryType").
func levelNumbered(label, number string) schannel.Level {
	switch label + " " + number {
	case "level 2", "entrytype 1":
		return schannel.LevelError
	case "level 3", "entrytype 2":
		return schannel.LevelWarning
	case "level 4", "entrytype 4":
		return schannel.LevelInformation
	case "entrytype 16":
		return schannel.LevelAuditFailure
	}
	return schannel.LevelUnspecified
}
