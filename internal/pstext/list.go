// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package pstext

import (
	"strings"
	"unicode"
)

// list is an object of Format-List that is being read.
type list struct {
	object Object
	indent int // of its names
	colon  int // where it stands in the line before
	wraps  []wrapped

	long     bool // the line before was so long that it may have been wrapped
	trailing bool // there were blanks at its end
}

// wrapped is a value in pieces, the lines that it was printed on.
type wrapped struct {
	property int
	pieces   []piece
}

type piece struct {
	text     string
	trailing bool
}

// listLine takes a line of Format-List.
func (r *textReader) listLine(l line) {
	indent := indentOf(l.text)
	if r.list != nil && indent > r.list.indent {
		r.continued(l)
		return
	}
	name, value, ok := splitProperty(l.text)
	message := ok && r.isMessage(l, name)
	if ok && strings.Contains(name, " ") {
		ok = r.aligned(l, name)
	}
	switch {
	case message:
		r.out.defect(codeLine, "text", r.lines.offset(l, indent), "line %d is a message of the shell", l.number)
	case ok:
		r.property(l, indent, name, value)
	case r.list != nil && r.list.long:
		r.continued(l)
	default:
		if !r.goesOn() {
			r.finish()
		}
		r.out.defect(codeLine, "text", r.lines.offset(l, indent), "line %d is no property, no heading of a table and no prompt", l.number)
	}
}

// isMessage reports whether a line is a warning or another message of the shell,
// such as "WARNING: …", which may come between the lines of an object. Its word
// is in capitals, and the colon follows at once or stands under none of an
// object.
func (r *textReader) isMessage(l line, name string) bool {
	if len(name) == 1 || !strings.ContainsFunc(name, unicode.IsLetter) || strings.ContainsFunc(name, unicode.IsLower) {
		return false
	}
	return strings.HasPrefix(strings.TrimLeft(l.text, " \t"), name+":") || !r.aligned(l, name)
}

// goesOn reports whether the object goes on in the next line.
func (r *textReader) goesOn() bool {
	next, ok := r.lines.peek()
	return ok && r.list != nil && strings.IndexByte(next.text, ':') == r.list.colon
}

// splitProperty takes "Name : value" apart. A colon that nothing but a blank
// follows ends the name; editors make tabs of blanks.
func splitProperty(text string) (name, value string, ok bool) {
	name, value, ok = strings.Cut(strings.TrimLeft(text, " \t"), ":")
	if !ok || value != "" && value[0] != ' ' && value[0] != '\t' {
		return "", "", false
	}
	name = strings.TrimRight(name, " \t")
	if name == "" || len(name) > 128 || strings.ContainsFunc(name, notInName) {
		return "", "", false
	}
	return name, strings.TrimSpace(value), true
}

func notInName(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("_-.() #", r)
}

// aligned reports whether the colon of a line stands where that of another name
// in the next line, or of the object before it, stands: a name with blanks in it
// is one of a calculated property, or the beginning of a sentence.
func (r *textReader) aligned(l line, name string) bool {
	column := strings.IndexByte(l.text, ':')
	if next, ok := r.lines.peek(); ok && strings.IndexByte(next.text, ':') == column {
		if again, _, _ := splitProperty(next.text); again != name {
			return true
		}
	}
	return r.list != nil && r.list.colon == column
}

// property begins a property, and an object if there is none or if it has one
// of that name already.
func (r *textReader) property(l line, indent int, name, value string) {
	if r.list != nil {
		if _, again := r.list.object.Get(name); again || indent < r.list.indent {
			r.finish()
		}
	}
	offset := r.lines.offset(l, indent)
	if r.list == nil {
		r.list = &list{object: Object{Line: l.number, Offset: offset, Properties: make([]Property, 0, r.alike)}, indent: indent}
	}
	if !r.out.spend(offset) {
		return
	}
	if len(r.list.object.Properties) == maxProperties {
		r.out.refuse(offset, "an object with more properties than any has")
		return
	}
	r.list.colon = strings.IndexByte(l.text, ':')
	r.list.long = cells(l.text) >= wrapsFrom
	v := printed(value)
	v.Line, v.Offset = l.number, r.lines.offset(l, len(l.text)-len(value))
	r.list.object.Properties = append(r.list.object.Properties, Property{name, v})
	r.list.trailing = l.trailing
}

// wrapsFrom is how long a line is at least that a mail program wrapped, so
// that the next one goes on at the margin.
const wrapsFrom = 60

// continued adds a line to the value of the property before it.
func (r *textReader) continued(l line) {
	last := len(r.list.object.Properties) - 1
	if last < 0 || !r.out.spend(r.lines.offset(l, 0)) {
		return
	}
	if n := len(r.list.wraps); n == 0 || r.list.wraps[n-1].property != last {
		first := piece{r.list.object.Properties[last].Value.Text, r.list.trailing}
		r.list.wraps = append(r.list.wraps, wrapped{last, []piece{first}})
	}
	w := &r.list.wraps[len(r.list.wraps)-1]
	w.pieces = append(w.pieces, piece{strings.TrimSpace(l.text), l.trailing})
	r.list.long = cells(l.text) >= wrapsFrom
}
