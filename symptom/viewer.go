// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package symptom

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// viewerLines is what the Event Viewer copies, line by line: the labels are in
// the language of Windows, the order is not.
var viewerLines = [...]label{
	{field: fieldLog},
	{field: fieldProvider},
	{field: fieldDate},
	{field: fieldID},
	{field: fieldUnspecified, name: "Task Category"},
	{field: fieldLevel},
	{field: fieldKeywords},
	{field: fieldUnspecified, name: "User"},
	{field: fieldComputer},
	{field: fieldMessage},
}

// beginsCopy recognises the first of these lines by its value, the name of a
// log, where nobody here knows the label.
func beginsCopy(line string) bool {
	name, value, ok := cutLabel(line)
	if !ok || strings.IndexFunc(name, isNoLabel) >= 0 {
		return false
	}
	if before, all := findLabels(line); before == "" && len(all) > 0 {
		return false
	}
	return value == "System" || value == "Application" || value == "Security" || !strings.Contains(value, " ") && strings.HasSuffix(value, "/Operational")
}

// isNoLabel reports whether a character stands in no label. Of other code pages
// than those that are read, any character may remain.
func isNoLabel(r rune) bool {
	return r < utf8.RuneSelf && !unicode.IsLetter(r) && r != ' ' && r != '\'' && r != '-'
}

// cutLabel splits a line at its first colon.
func cutLabel(line string) (name, value string, ok bool) {
	at := strings.IndexAny(line, ":：")
	if at < 0 {
		return line, "", false
	}
	_, size := utf8.DecodeRuneInString(line[at:])
	return tidy(line[:at]), tidy(line[at+size:]), at > 0
}

// copied takes the next line of a copy. False: the lines are no copy.
func (r *record) copied(trimmed string) bool {
	_, value, ok := cutLabel(trimmed)
	l := viewerLines[r.viewer]
	if !ok || l.field == fieldID && number(value) == 0 {
		return false
	}
	if r.viewer++; r.viewer == len(viewerLines) {
		r.viewer = 0
	}
	if l.field == fieldMessage || value != "" {
		r.setOne(l, value)
	}
	return true
}
