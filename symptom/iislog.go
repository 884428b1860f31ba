// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package symptom

import (
	"slices"
	"strings"
)

// logFields are the places of the columns of an IIS log that make a code.
type logFields struct {
	status, sub, win32 int // -1: not in the log
	known              bool
	lines              bool // a header was seen: each line is a row of its own
}

// logHeader reads a line of the header of a W3C extended log. It reports
// whether the line is one.
func logHeader(line string, now logFields) (logFields, bool) {
	for _, name := range [...]string{"#Software:", "#Version:", "#Date:", "#Log-type:"} {
		if strings.HasPrefix(line, name) {
			return now, true
		}
	}
	names, ok := strings.CutPrefix(line, "#Fields:")
	if !ok {
		return now, false
	}
	columns := strings.Fields(names)
	f := logFields{
		status: slices.Index(columns, "sc-status"),
		sub:    slices.Index(columns, "sc-substatus"),
		win32:  slices.Index(columns, "sc-win32-status"),
		lines:  true,
	}
	f.known = f.status >= 0
	return f, true
}

// code reads the code of a line of the log, up to the first column that is not
// there.
func (f logFields) code(line string) (Code, bool) {
	if !f.known || len(line) > maxLine {
		return Code{}, false
	}
	words := strings.Fields(line)
	var parts []string
	for _, i := range [...]int{f.status, f.sub, f.win32} {
		if i < 0 || i >= len(words) {
			break
		}
		parts = append(parts, words[i])
	}
	return httpCode(parts)
}

// methods stand in every line of a log of IIS, before the answer.
var methods = [...]string{
	"GET", "POST", "HEAD", "OPTIONS", "PUT", "DELETE", "PROPFIND", "SEARCH", "SUBSCRIBE", "POLL",
	"RPC_IN_DATA", "RPC_OUT_DATA", "CONNECT", "PATCH", "MOVE", "COPY", "MKCOL", "PROPPATCH", "LOCK", "UNLOCK",
}

// logTail reads the end of a line of a log without its header: in the order of
// the default columns, the run of numbers at the end begins with status,
// substatus and Win32 status, and the time taken follows.
func logTail(words []string) (Code, bool) {
	run := len(words)
	for run > 0 && strings.Trim(words[run-1], "0123456789") == "" {
		run--
	}
	count := len(words) - run
	whole := run == 0 && count == 4 // the numbers alone
	if count < 3 || count > 6 || !whole && !slices.ContainsFunc(words[:run], isMethod) {
		return Code{}, false
	}
	return httpCode(words[run : run+3])
}

func isMethod(word string) bool { return slices.Contains(methods[:], strings.TrimLeft(word, `"`)) }
