// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package regtext

import (
	"encoding/hex"
	"strconv"
	"strings"

	"github.com/schanneltrust/schannel/internal/textfile"
)

// queryLine reads a line below a key of reg query. False: it belongs to an
// export.
func (r *reader) queryLine(line textfile.Line, trimmed string) bool {
	switch {
	case trimmed == "":
		return true
	case hasHive(trimmed):
		r.queryKey(trimmed, leading(line.Text), line.Offset)
		return true
	}
	if row, ok := cutQuery(line.Text, r.indent); ok {
		r.queryValue(row, line.Offset)
		return true
	}
	if trimmed[0] == '[' || trimmed[0] == '"' || trimmed[0] == '@' || isHeader(trimmed) {
		return false
	}
	if !isFooter(trimmed) {
		r.fail(FaultLine, line.Offset, "neither a key nor a value of reg query")
	}
	return true
}

func isHeader(line string) bool {
	return strings.EqualFold(line, header5) || strings.EqualFold(line, header4) || strings.HasPrefix(line, headerQuery)
}

// isFooter recognises what reg query /s prints at the end in English.
func isFooter(line string) bool { return strings.HasPrefix(line, "End of search:") }

func leading(line string) int { return len(line) - len(strings.TrimLeft(line, " \t")) }

// queryKey takes a path without brackets. Blanks behind it cannot be told from
// those of a terminal and do not belong to it.
func (r *reader) queryKey(path string, indent, offset int) {
	r.form, r.indent = formQuery, indent
	if tooLong(path) || strings.ContainsRune(path, 0) {
		r.keyed, r.broken = false, true
		r.fail(FaultLong, offset, "a key longer than Windows has")
		return
	}
	r.keyed, r.broken = true, false
	r.emit(Entry{Kind: Key, Offset: offset, Name: path})
}

// queryRow is a line of reg query: name, type, data.
type queryRow struct {
	name, kind, data string
}

// gap is what Windows Vista and later put before each column. Windows XP and
// Server 2003 put it before the name and a tab before the others.
const gap = "    "

// cutQuery splits a line at the first name of a type in it. Where the columns
// stand as Windows prints them, blanks beyond the gap belong to the name;
// elsewhere they may come from copying.
func cutQuery(line string, indent int) (queryRow, bool) {
	line = line[min(indent, leading(line)):]
	for from := 0; ; {
		i := strings.Index(line[from:], "REG_")
		if i < 0 {
			return queryRow{}, false
		}
		at := from + i
		end := at + 4
		for end < len(line) && (line[end] >= 'A' && line[end] <= 'Z' || line[end] == '_') {
			end++
		}
		before, after := line[:at], line[end:]
		// What looks at all that stands before comes last: a line may hold any number of types.
		if endsInGap(before) && (after == "" || beginsWithGap(after)) && !isSwitch(before) && textfile.Trim(before) != "" {
			return queryRow{queryName(before, after), line[at:end], queryData(after)}, true
		}
		from = end
	}
}

// isSwitch recognises the switch /t of reg add, before the type of a value in
// a command that was copied with the output of others.
func isSwitch(before string) bool {
	before = strings.TrimRight(before, gaps)
	return strings.HasSuffix(before, " /t") || strings.HasSuffix(before, " /T")
}

const gaps = " \t\u00a0"

func endsInGap(s string) bool { return len(strings.TrimRight(s, gaps)) < len(s) }

func beginsWithGap(s string) bool { return len(strings.TrimLeft(s, gaps)) < len(s) }

// queryName takes the gaps from both sides of a name.
func queryName(before, after string) string {
	exact := after == "" || strings.HasPrefix(after, gap) || strings.HasPrefix(after, "\t")
	name, left := strings.CutPrefix(before, gap)
	name, right := strings.CutSuffix(name, gap)
	if !right {
		name, right = strings.CutSuffix(name, "\t")
	}
	if exact && left && right && textfile.Trim(name) != "" {
		return defaultName(name)
	}
	return defaultName(textfile.Trim(before))
}

// defaultName turns what reg query prints for the default value of a key into
// the empty name. The word depends on the language of Windows; where it is not
// of ASCII letters no real name looks like it.
func defaultName(name string) string {
	switch name {
	case "(Default)", "(Standard)", "(Predeterminado)", "(Predefinito)", "(Standaard)", "<NO NAME>":
		return ""
	}
	if strings.HasPrefix(name, "(") && strings.HasSuffix(name, ")") && strings.ContainsFunc(name, func(r rune) bool { return r > 0x7f }) {
		return ""
	}
	return name
}

// queryData takes the gap before the data, and the number of the type that
// reg query /z prints.
func queryData(after string) string {
	if number, ok := strings.CutPrefix(after, " ("); ok {
		if digits, behind, closed := strings.Cut(number, ")"); closed && len(digits) <= 2 && digits != "" && strings.Trim(digits, "0123456789") == "" {
			after = behind
		}
	}
	for _, lead := range [...]string{gap, "\t"} {
		if data, ok := strings.CutPrefix(after, lead); ok {
			return data
		}
	}
	return textfile.Trim(after)
}

// typeNames are the types as reg query prints them, by their number.
var typeNames = [...]string{
	"REG_NONE", "REG_SZ", "REG_EXPAND_SZ", "REG_BINARY", "REG_DWORD", "REG_DWORD_BIG_ENDIAN", "REG_LINK", "REG_MULTI_SZ",
	"REG_RESOURCE_LIST", "REG_FULL_RESOURCE_DESCRIPTOR", "REG_RESOURCE_REQUIREMENTS_LIST", "REG_QWORD",
}

func typeNumber(name string) (uint8, bool) {
	for i, known := range typeNames {
		if known == name {
			return uint8(i), true
		}
	}
	return 0, false
}

func (r *reader) queryValue(row queryRow, offset int) {
	if !r.keyed {
		r.fail(FaultLine, offset, "a value without a key")
		return
	}
	kind, ok := typeNumber(row.kind)
	if !ok {
		r.fail(FaultType, offset, clip(row.kind)+" is no type of Windows")
		return
	}
	if countAbove(row.name, maxValueName) {
		r.fail(FaultLong, offset, "a name longer than Windows has")
		return
	}
	if row.name == "" && kind == typeSZ && notSet(row.data) {
		return
	}
	r.emitData(row.name, offset, parseQuery(kind, row.data))
}

// notSet recognises the words that reg query prints for a default value that
// was never set.
func notSet(data string) bool {
	switch data {
	case "(value not set)", "(Wert nicht gesetzt)", "(Wert nicht festgelegt)", "(値の設定なし)":
		return true
	}
	return false
}

// parseQuery reads data as reg query prints it: numbers with 0x, texts as they
// are, lists with \0 between their texts, all else as digits.
func parseQuery(kind uint8, data string) parsed {
	switch kind {
	case typeSZ, typeExpandSZ:
		return good(Data{Type: kind, Strings: []string{data}})
	case typeMultiSZ:
		text := strings.ReplaceAll(data, `\0`, "\x00")
		return good(Data{Type: kind, Strings: textsOf(kind, text)})
	case typeDWORD, typeQWORD:
		bits := 32
		if kind == typeQWORD {
			bits = 64
		}
		digits, ok := cutPrefixFold(textfile.Trim(data), "0x")
		n, err := strconv.ParseUint(digits, 16, bits)
		if !ok || err != nil {
			return bad(FaultData, clip(data)+" is no number with 0x")
		}
		return good(Data{Type: kind, Number: n})
	}
	digits := textfile.Trim(data)
	raw, err := hex.DecodeString(strings.TrimPrefix(digits, "0x"))
	if err != nil {
		return bad(FaultData, clip(data)+" are no bytes")
	}
	if len(raw) == 0 {
		raw = nil
	}
	return good(Data{Type: kind, Bytes: raw})
}
