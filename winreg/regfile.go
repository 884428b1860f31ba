// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package winreg

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"iter"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/schanneltrust/schannel"
)

// Codes of what may be wrong with a registry export.
const (
	codeExportHeader schannel.Code = "winreg.export.header"
	codeExportLine   schannel.Code = "winreg.export.line"
	codeExportLong   schannel.Code = "winreg.export.long"
	codeExportNumber schannel.Code = "winreg.export.number"
	codeExportType   schannel.Code = "winreg.export.type"
)

// Bounds of a registry export. That of keys is far above what Windows allows.
const (
	maxExport       = 16 << 20 // bytes
	maxExportValues = 1 << 16
	maxExportKey    = 1 << 10 // bytes
	maxExportFaults = 1 << 10
)

// ParseExportLenient reads a registry export (.reg) and returns the values of type
// REG_DWORD as they are after the whole file was imported into an empty
// registry: in the order of the file, without those that it deletes again, and
// of one that stands twice the last.
//
// It takes both formats, "Windows Registry Editor Version 5.00" and REGEDIT4,
// in UTF-16 with a byte order mark, in UTF-8, or in ANSI, of which only ASCII
// and Latin-1 are read right. Values of other types are passed over, but one
// under the key of Schannel that should be a REG_DWORD is a fault. What is
// wrong with a line harms no other line, and the first 1,024 faults are told.
// An export without the header of either format, or of more than 16 MiB, gives
// no values at all.
func ParseExportLenient(export []byte) ([]schannel.RegistryValue, []*schannel.Error) {
	r := regReader{keys: map[string]int{}, places: map[regPlace]int{}, deleted: map[string]int{}}
	if len(export) > maxExport {
		return nil, []*schannel.Error{fault(codeExportLong, "export", maxExport, "%d bytes; %d are read at most", len(export), maxExport)}
	}
	text := decodeText(export)
	seen := false
	for line := range text.lines() {
		switch {
		case line.text == "" || line.text[0] == ';':
		case !seen:
			if seen = line.text == regHeader5 || line.text == regHeader4; !seen {
				r.fail(codeExportHeader, line, "no header of a registry export")
				return nil, r.faults
			}
		default:
			r.line(line)
		}
	}
	if !seen {
		r.fail(codeExportHeader, regLine{}, "no header of a registry export")
	}
	return r.values(), r.faults
}

const (
	regHeader5 = "Windows Registry Editor Version 5.00"
	regHeader4 = "REGEDIT4"
)

// regText is an export whose encoding is known.
type regText struct {
	raw   []byte
	start int              // of the text, behind the byte order mark
	order binary.ByteOrder // nil: one byte a unit
}

func decodeText(export []byte) regText {
	switch {
	case bytes.HasPrefix(export, []byte{0xff, 0xfe}):
		return regText{export, 2, binary.LittleEndian}
	case bytes.HasPrefix(export, []byte{0xfe, 0xff}):
		return regText{export, 2, binary.BigEndian}
	case bytes.HasPrefix(export, []byte{0xef, 0xbb, 0xbf}):
		return regText{export, 3, nil}
	}
	return regText{export, 0, nil}
}

// regLine is a line without spaces at its ends, and where it begins in the
// input. Lines joined by a backslash are one.
type regLine struct {
	text   string
	offset int
}

// lines yields the logical lines.
func (t regText) lines() iter.Seq[regLine] {
	return func(yield func(regLine) bool) {
		var joined strings.Builder
		start := 0
		for line := range t.physical() {
			if joined.Len() == 0 {
				start = line.offset
			}
			if part, more := strings.CutSuffix(line.text, `\`); more && continues(joined.String(), part) {
				joined.WriteString(part)
				continue
			}
			joined.WriteString(line.text)
			if !yield(regLine{joined.String(), start}) {
				return
			}
			joined.Reset()
		}
		if joined.Len() > 0 {
			yield(regLine{joined.String(), start})
		}
	}
}

// continues reports whether a backslash at the end of part goes on in the next
// line: only the bytes of hexadecimal data do, and they end in a comma.
func continues(before, part string) bool {
	return strings.HasSuffix(part, ",") && (before != "" || part[0] == '"' || part[0] == '@')
}

// physical yields the lines of the file.
func (t regText) physical() iter.Seq[regLine] {
	return func(yield func(regLine) bool) {
		for at := t.start; at < len(t.raw); {
			line, next := t.next(at)
			if !yield(regLine{strings.Trim(t.decode(line), " \t\r"), at}) {
				return
			}
			at = next
		}
	}
}

// next returns the line that begins at the offset, and where the following
// one begins.
func (t regText) next(at int) (line []byte, next int) {
	if t.order == nil {
		if n := bytes.IndexByte(t.raw[at:], '\n'); n >= 0 {
			return t.raw[at : at+n], at + n + 1
		}
		return t.raw[at:], len(t.raw)
	}
	for i := at; i+1 < len(t.raw); i += 2 {
		if t.order.Uint16(t.raw[i:]) == '\n' {
			return t.raw[at:i], i + 2
		}
	}
	return t.raw[at:], len(t.raw)
}

func (t regText) decode(line []byte) string {
	switch {
	case t.order != nil:
		units := make([]uint16, 0, len(line)/2)
		for ; len(line) > 1; line = line[2:] {
			units = append(units, t.order.Uint16(line))
		}
		return string(utf16.Decode(units))
	case utf8.Valid(line):
		return string(line)
	}
	runes := make([]rune, len(line))
	for i, c := range line {
		runes[i] = rune(c)
	}
	return string(runes)
}

// regReader carries out an export line by line.
type regReader struct {
	key     string // the present one; "" if its values are not wanted
	step    int    // counts keys and values, to tell which came later
	entries []regEntry
	keys    map[string]int   // numbers the keys
	places  map[regPlace]int // of the values in entries
	deleted map[string]int   // the step at which a key was deleted last
	faults  []*schannel.Error
}

// regPlace is where a value stands. Keys and names are in lower case; keys are
// numbered, so that a long one with many values is kept once.
type regPlace struct {
	key  int
	name string
}

type regEntry struct {
	value schannel.RegistryValue
	step  int  // when it was set or deleted
	set   bool // false: deleted
}

func (r *regReader) fail(code schannel.Code, line regLine, format string, args ...any) {
	if len(r.faults) == maxExportFaults {
		return
	}
	r.faults = append(r.faults, fault(code, "export", line.offset, format, args...))
}

func (r *regReader) line(line regLine) {
	r.step++
	switch line.text[0] {
	case '[':
		r.section(line)
	case '"':
		r.value(line)
	case '@': // the default value of a key: none of Schannel
	default:
		r.fail(codeExportLine, line, "neither a key nor a value nor a comment")
	}
}

func (r *regReader) section(line regLine) {
	r.key = ""
	key, closed := strings.CutSuffix(line.text[1:], "]")
	key, deletes := strings.CutPrefix(key, "-")
	switch {
	case !closed || key == "":
		r.fail(codeExportLine, line, "a key without its end")
	case len(key) > maxExportKey:
		r.fail(codeExportLong, line, "a key of %d bytes; %d are read at most", len(key), maxExportKey)
	case deletes:
		r.deleted[strings.ToLower(key)] = r.step
	default:
		r.key = key
		if lower := strings.ToLower(key); r.keys[lower] == 0 {
			r.keys[lower] = len(r.keys) + 1
		}
	}
}

func (r *regReader) value(line regLine) {
	name, data, ok := cutName(line.text)
	if !ok {
		r.fail(codeExportLine, line, "a value without the end of its name")
		return
	}
	if r.key == "" {
		r.fail(codeExportLine, line, "a value without a key")
		return
	}
	entry := regEntry{schannel.DWORD(r.key, name, 0), r.step, data != "-"}
	if entry.set {
		number, is, ok := dword(data)
		if !is {
			r.otherType(line, entry.value)
			return
		}
		if !ok {
			r.fail(codeExportNumber, line, "%q is no REG_DWORD", clip(data))
			return
		}
		entry.value.Type, entry.value.Number = schannel.RegDWORD, uint64(number)
	}
	r.put(line, entry)
}

// otherType notes a value that Schannel cannot read because of its type.
func (r *regReader) otherType(line regLine, value schannel.RegistryValue) {
	if isDWORD(value) {
		r.fail(codeExportType, line, "%s is no REG_DWORD, which it must be", value.Name)
	}
}

// isDWORD reports whether it is a value of Schannel that must be a REG_DWORD.
func isDWORD(value schannel.RegistryValue) bool {
	const path = `\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL`
	hive, rest, _ := strings.Cut(strings.TrimSuffix(value.Key, `\`), `\`)
	hive = strings.TrimSuffix(strings.ToUpper(hive), ":")
	if hive != "HKLM" && hive != "HKEY_LOCAL_MACHINE" || !strings.EqualFold(`\`+rest, path) {
		return false
	}
	for _, name := range [...]string{"SendTrustedIssuerList", "ClientAuthTrustMode", "EventLogging"} {
		if strings.EqualFold(value.Name, name) {
			return true
		}
	}
	return false
}

func (r *regReader) put(line regLine, entry regEntry) {
	id := regPlace{r.keys[strings.ToLower(r.key)], strings.ToLower(entry.value.Name)}
	if place, again := r.places[id]; again {
		r.entries[place] = entry
		return
	}
	if len(r.entries) == maxExportValues {
		r.fail(codeExportLong, line, "more than %d values", maxExportValues)
		return
	}
	r.places[id] = len(r.entries)
	r.entries = append(r.entries, entry)
}

// values returns what is left after all deletions.
func (r *regReader) values() []schannel.RegistryValue {
	values := []schannel.RegistryValue{}
	for _, e := range r.entries {
		if e.set && !r.deletedAfter(e) {
			values = append(values, e.value)
		}
	}
	return values
}

// deletedAfter reports whether the key of a value, or one above it, was deleted
// after the value was set.
func (r *regReader) deletedAfter(e regEntry) bool {
	if len(r.deleted) == 0 {
		return false
	}
	key := strings.ToLower(e.value.Key)
	for {
		if r.deleted[key] > e.step {
			return true
		}
		i := strings.LastIndexByte(key, '\\')
		if i < 0 {
			return false
		}
		key = key[:i]
	}
}

// cutName splits a line into the name of the value, unescaped, and its data.
func cutName(line string) (name, data string, ok bool) {
	var b strings.Builder
	for i := 1; i < len(line); i++ {
		switch line[i] {
		case '\\':
			i++
			if i == len(line) {
				return "", "", false
			}
			b.WriteByte(line[i])
		case '"':
			data, ok = strings.CutPrefix(strings.TrimLeft(line[i+1:], " \t"), "=")
			return b.String(), strings.TrimSpace(data), ok
		default:
			b.WriteByte(line[i])
		}
	}
	return "", "", false
}

// dword reads data of type REG_DWORD in either spelling: a number of up to
// eight hexadecimal digits, or four bytes in little-endian order. It reports
// whether the data is of that type, and whether it is well-formed.
func dword(data string) (number uint32, is, ok bool) {
	if digits, found := cutPrefixFold(data, "dword:"); found {
		n, err := strconv.ParseUint(digits, 16, 32)
		return uint32(n), true, err == nil && len(digits) <= 8
	}
	octets, found := cutPrefixFold(data, "hex(4):")
	if !found {
		return 0, false, false
	}
	octets = strings.NewReplacer(" ", "", "\t", "").Replace(octets)
	raw, err := hex.DecodeString(strings.ReplaceAll(octets, ",", ""))
	if err != nil || len(raw) != 4 || strings.Count(octets, ",") != 3 {
		return 0, true, false
	}
	return binary.LittleEndian.Uint32(raw), true, true
}

func cutPrefixFold(s, prefix string) (after string, found bool) {
	if len(s) < len(prefix) || !strings.EqualFold(s[:len(prefix)], prefix) {
		return "", false
	}
	return s[len(prefix):], true
}

// clip shortens data for an error.
func clip(data string) string {
	const longest = 40
	if len(data) <= longest {
		return data
	}
	return data[:longest] + "…"
}

// fault returns the error for a malformed input.
func fault(code schannel.Code, field string, offset int, format string, args ...any) *schannel.Error {
	return &schannel.Error{Code: code, Field: field, Offset: offset, Err: fmt.Errorf(format, args...)}
}
