// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package regtext

import (
	"iter"
	"strings"

	"github.com/schanneltrust/schannel/internal/textfile"
)

// Kind says what an [Entry] is.
type Kind uint8

const (
	Key          Kind = 1 // the values that follow belong to it
	DeletedKey   Kind = 2 // the file deletes it and what is below
	Value        Kind = 3
	DeletedValue Kind = 4
	Defect       Kind = 5 // see Fault
	Header       Kind = 6 // of an export; see Version4
)

// Fault says what is wrong with a line.
type Fault uint8

const (
	FaultNone   Fault = 0
	FaultLine   Fault = 1 // neither key nor value, or one without its end or its key
	FaultLong   Fault = 2 // longer than Windows allows
	FaultData   Fault = 3 // data that its type does not allow
	FaultType   Fault = 4 // a type that no document numbers
	FaultQuotes Fault = 5 // typographic quotation marks, which the registry editor does not read

	FaultUntyped Fault = 6 // a number of which the text does not say the type
)

// Entry is what a line, or several that belong together, says.
type Entry struct {
	Kind   Kind
	Offset int    // of the line in the file
	Name   string // path of the key, or name of the value; empty for the default value
	Data   Data   // of a value
	Fault  Fault  // of a defect
	Detail string // of a defect, for people

	Version4 bool // of a header: REGEDIT4, whose encoding is ANSI
}

// Bounds of Windows: a name of a key has at most 255 characters, that of a
// value 16,383 ("Registry element size limits"). The whole path is bounded
// here, where Windows only bounds its depth.
const (
	maxKeyName   = 255     // characters
	maxValueName = 16383   // characters
	maxPath      = 1 << 12 // bytes
)

// Read yields the entries of a text. Text that is no registry text yields
// defects only.
//
// A text that begins with the header of an export is one; any other may hold
// fragments of exports, output of reg query and lists of PowerShell side by
// side.
func Read(text textfile.Text) iter.Seq[Entry] {
	return func(yield func(Entry) bool) {
		r := reader{yield: yield}
		for line := range text.Lines() {
			if r.stopped {
				return
			}
			r.take(line)
		}
		r.flush()
		r.endList()
	}
}

// form is how a section of the text is written.
type form uint8

const (
	formNone     form = 0 // no key was seen yet
	formFragment form = 1 // of an export whose header is not there
	formVersion5 form = 2
	formVersion4 form = 3 // REGEDIT4
	formQuery    form = 4 // of reg query
)

const (
	header5     = "Windows Registry Editor Version 5.00"
	header4     = "REGEDIT4"
	headerQuery = "! REG.EXE VERSION" // of Windows XP and Server 2003
)

// reader reads line by line.
type reader struct {
	yield   func(Entry) bool
	stopped bool

	form   form
	export form // the form that a header says; formNone without a header
	keyed  bool // a key is open
	broken bool // the last key could not be read
	indent int  // blanks before the last key of reg query

	joined strings.Builder // lines that end in a backslash
	start  int             // where the first of them begins
	lead   int             // blanks before it

	quotesTold bool

	listed      []property      // the list of PowerShell that is being read
	wrapped     strings.Builder // what of its last value stands in further lines
	untypedTold bool
}

func (r *reader) emit(e Entry) {
	if !r.stopped {
		r.stopped = !r.yield(e)
	}
}

func (r *reader) fail(fault Fault, offset int, detail string) {
	r.emit(Entry{Kind: Defect, Offset: offset, Fault: fault, Detail: detail})
}

// take reads a line of the file, and with it those that it continues.
func (r *reader) take(line textfile.Line) {
	text := textfile.Trim(line.Text)
	if r.export == formNone && r.joined.Len() == 0 && r.listLine(line) {
		return
	}
	if r.joined.Len() == 0 {
		r.start, r.lead = line.Offset, leading(line.Text)
		if r.form == formQuery && r.queryLine(line, text) {
			return
		}
	}
	if part, more := strings.CutSuffix(text, `\`); more && (r.joined.Len() > 0 || continues(part)) {
		r.joined.WriteString(part)
		return
	}
	r.joined.WriteString(text)
	r.flush()
}

func (r *reader) flush() {
	if r.joined.Len() == 0 {
		return
	}
	line := r.joined.String()
	r.joined.Reset()
	r.exportLine(line, r.start)
}

// continues reports whether a backslash behind part goes on in the next line:
// only the bytes of hexadecimal data do.
func continues(part string) bool {
	_, data, ok := cutName(part)
	return ok && len(data) > 3 && strings.EqualFold(data[:3], "hex")
}

// exportLine reads a whole line of an export, or the first of reg query.
func (r *reader) exportLine(line string, offset int) {
	line = r.straighten(line, offset)
	switch {
	case line == "" || line[0] == ';':
	case r.header(line, offset):
	case line[0] == '[':
		r.section(line, offset)
	case line[0] == '"' || line[0] == '@':
		r.value(line, offset)
	case r.export == formNone && hasHive(line):
		r.queryKey(line, r.lead, offset)
	default:
		r.fail(FaultLine, offset, "neither a key nor a value nor a comment")
	}
}

// header takes the first line of a file, also where several were put together.
func (r *reader) header(line string, offset int) bool {
	switch {
	case strings.EqualFold(line, header5):
		r.export = formVersion5
	case strings.EqualFold(line, header4):
		r.export = formVersion4
	case r.export == formNone && strings.HasPrefix(line, headerQuery):
		return true
	default:
		return false
	}
	r.form, r.keyed, r.broken = r.export, false, false
	r.emit(Entry{Kind: Header, Offset: offset, Version4: r.export == formVersion4})
	return true
}

// section reads a key in brackets.
func (r *reader) section(line string, offset int) {
	if r.export == formNone {
		r.form = formFragment
	}
	r.keyed, r.broken = false, true
	key, closed := cutKey(line[1:])
	key, deletes := strings.CutPrefix(key, "-")
	switch {
	case !closed || key == "" || strings.ContainsRune(key, 0):
		r.fail(FaultLine, offset, "a key without its end")
	case r.export == formNone && !hasHive(key):
		r.fail(FaultLine, offset, "no key of the registry")
	case tooLong(key):
		r.fail(FaultLong, offset, "a key longer than Windows has")
	case deletes:
		r.emit(Entry{Kind: DeletedKey, Offset: offset, Name: key})
	default:
		r.keyed, r.broken = true, false
		r.emit(Entry{Kind: Key, Offset: offset, Name: key})
	}
}

// cutKey takes the bracket from behind a key, and a comment from behind that.
func cutKey(line string) (key string, closed bool) {
	end := strings.LastIndexByte(line, ']')
	if end < 0 || !onlyComment(line[end+1:]) {
		return line, false
	}
	return line[:end], true
}

// value reads a value of an export. One above every key of a fragment belongs
// to a key that was not pasted.
func (r *reader) value(line string, offset int) {
	name, text, ok := cutName(line)
	switch {
	case !ok:
		r.fail(FaultLine, offset, "a value without the end of its name")
		return
	case !r.keyed && (r.export != formNone || r.broken):
		r.fail(FaultLine, offset, "a value without a key")
		return
	case countAbove(name, maxValueName):
		r.fail(FaultLong, offset, "a name longer than Windows has")
		return
	}
	if !r.keyed {
		r.fail(FaultLine, offset, "a value whose key is not in the text")
	}
	if deletion(text) {
		r.emit(Entry{Kind: DeletedValue, Offset: offset, Name: name})
		return
	}
	r.emitData(name, offset, parseExport(text, r.export))
}

func (r *reader) emitData(name string, offset int, p parsed) {
	if p.fault != FaultNone {
		r.fail(p.fault, offset, p.detail)
	}
	if p.ok {
		r.emit(Entry{Kind: Value, Offset: offset, Name: name, Data: p.data})
	}
}

// hives are the names that a path begins with.
var hives = [...]string{
	"HKEY_LOCAL_MACHINE", "HKEY_CURRENT_USER", "HKEY_USERS", "HKEY_CLASSES_ROOT", "HKEY_CURRENT_CONFIG", "HKEY_PERFORMANCE_DATA",
	"HKLM", "HKCU", "HKU", "HKCR", "HKCC", "HKLM:", "HKCU:",
}

// hasHive reports whether a path begins with a name of a hive.
func hasHive(path string) bool {
	first, _, _ := strings.Cut(path, `\`)
	for _, hive := range hives {
		if strings.EqualFold(first, hive) {
			return true
		}
	}
	return false
}

func tooLong(path string) bool {
	if len(path) > maxPath {
		return true
	}
	for name := range strings.SplitSeq(path, `\`) {
		if countAbove(name, maxKeyName) {
			return true
		}
	}
	return false
}

// countAbove reports whether s has more than so many characters.
func countAbove(s string, most int) bool {
	if len(s) <= most {
		return false
	}
	n := 0
	for range s {
		n++
	}
	return n > most
}
