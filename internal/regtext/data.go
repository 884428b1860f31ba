// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package regtext

import (
	"encoding/binary"
	"encoding/hex"
	"strconv"
	"strings"

	"github.com/schanneltrust/schannel/internal/textfile"
)

// Data is what a value holds. Which field does follows from the type: Number
// for 4 and 11, Strings for 1, 2 and 7, Bytes for all others.
type Data struct {
	Type    uint8
	Number  uint64
	Strings []string
	Bytes   []byte
	Assumed bool // the text prints no types
}

// The numbers of the types with data of their own ("Registry value types").
const (
	typeSZ       = 1
	typeExpandSZ = 2
	typeBinary   = 3
	typeDWORD    = 4
	typeMultiSZ  = 7
	typeQWORD    = 11
)

// parsed is data as far as it could be read.
type parsed struct {
	data   Data
	ok     bool
	fault  Fault
	detail string
}

func bad(fault Fault, detail string) parsed { return parsed{fault: fault, detail: detail} }

func good(data Data) parsed { return parsed{data: data, ok: true} }

// cutName splits a line into the name of a value, unescaped, and its data. The
// default value of a key has the sign @ and an empty name.
func cutName(line string) (name, data string, ok bool) {
	if rest, isDefault := strings.CutPrefix(line, "@"); isDefault {
		return cutData("", rest)
	}
	if line == "" || line[0] != '"' {
		return "", "", false
	}
	name, rest, ok := cutQuoted(line)
	if !ok {
		return "", "", false
	}
	return cutData(name, rest)
}

func cutData(name, rest string) (_, data string, ok bool) {
	data, ok = strings.CutPrefix(textfile.Trim(rest), "=")
	return name, textfile.Trim(data), ok
}

// cutQuoted reads a text in quotation marks, in which a backslash stands
// before a backslash or a quotation mark.
func cutQuoted(line string) (text, rest string, ok bool) {
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
			return b.String(), line[i+1:], true
		default:
			b.WriteByte(line[i])
		}
	}
	return "", "", false
}

// deletion reports whether data is the hyphen that deletes a value.
func deletion(data string) bool {
	rest, ok := strings.CutPrefix(data, "-")
	return ok && onlyComment(rest)
}

// onlyComment reports whether nothing but a comment follows.
func onlyComment(rest string) bool {
	rest = textfile.Trim(rest)
	return rest == "" || rest[0] == ';'
}

// withoutComment takes a comment from behind a number or bytes.
func withoutComment(data string) string {
	data, _, _ = strings.Cut(data, ";")
	return textfile.Trim(data)
}

// parseExport reads the data of a value as .reg files write it: a text in
// quotation marks, dword: and up to eight hexadecimal digits, or hex with the
// number of the type and bytes.
func parseExport(data string, version form) parsed {
	if strings.HasPrefix(data, `"`) {
		text, rest, ok := cutQuoted(data)
		if !ok {
			return bad(FaultData, "a text without its end")
		}
		if !onlyComment(rest) {
			return bad(FaultData, "something behind the end of a text")
		}
		return good(Data{Type: typeSZ, Strings: []string{text}})
	}
	if digits, ok := cutPrefixFold(data, "dword:"); ok {
		digits = withoutComment(digits)
		n, err := strconv.ParseUint(digits, 16, 32)
		if err != nil || len(digits) > 8 {
			return bad(FaultData, clip(digits)+" is no number of eight hexadecimal digits")
		}
		return good(Data{Type: typeDWORD, Number: n})
	}
	if rest, ok := cutPrefixFold(data, "hex"); ok {
		return parseHex(rest, version)
	}
	return bad(FaultData, clip(data)+" is neither a text nor a number nor bytes")
}

// parseHex reads what follows hex: the number of the type, in parentheses and
// itself hexadecimal, a colon, and bytes with commas between them.
func parseHex(rest string, version form) parsed {
	kind := uint64(typeBinary)
	if inner, ok := strings.CutPrefix(rest, "("); ok {
		digits, behind, closed := strings.Cut(inner, ")")
		n, err := strconv.ParseUint(digits, 16, 32)
		if !closed || err != nil {
			return bad(FaultData, "a type without its number")
		}
		kind, rest = n, behind
	}
	list, ok := strings.CutPrefix(rest, ":")
	if !ok {
		return bad(FaultData, "bytes without a colon before them")
	}
	if kind > 0xff {
		return bad(FaultType, "type 0x"+strconv.FormatUint(kind, 16)+" is none of Windows")
	}
	raw, ok := octets(withoutComment(list))
	if !ok {
		return bad(FaultData, clip(list)+" are no bytes of two hexadecimal digits each")
	}
	return ofBytes(uint8(kind), raw, version)
}

// octets reads bytes with commas between them.
func octets(list string) ([]byte, bool) {
	list = strings.Map(func(r rune) rune {
		if r == ' ' || r == '\t' {
			return -1
		}
		return r
	}, list)
	if list == "" {
		return nil, true
	}
	if len(list)%3 != 2 {
		return nil, false
	}
	raw := make([]byte, (len(list)+1)/3)
	for i := range raw {
		if i > 0 && list[3*i-1] != ',' {
			return nil, false
		}
		if _, err := hex.Decode(raw[i:i+1], []byte(list[3*i:3*i+2])); err != nil {
			return nil, false
		}
	}
	return raw, true
}

// ofBytes gives bytes the meaning of their type.
func ofBytes(kind uint8, raw []byte, version form) parsed {
	switch kind {
	case typeDWORD:
		if len(raw) != 4 {
			return bad(FaultData, strconv.Itoa(len(raw))+" bytes; a REG_DWORD has 4")
		}
		return good(Data{Type: kind, Number: uint64(binary.LittleEndian.Uint32(raw))})
	case typeQWORD:
		if len(raw) != 8 {
			return bad(FaultData, strconv.Itoa(len(raw))+" bytes; a REG_QWORD has 8")
		}
		return good(Data{Type: kind, Number: binary.LittleEndian.Uint64(raw)})
	case typeSZ, typeExpandSZ, typeMultiSZ:
		text, whole := textOf(raw, version)
		p := good(Data{Type: kind, Strings: textsOf(kind, text)})
		if !whole {
			p.fault, p.detail = FaultData, "half a character of UTF-16"
		}
		return p
	}
	return good(Data{Type: kind, Bytes: raw})
}

// textOf decodes the bytes of a text: UTF-16 in version 5, the code page of
// Windows in REGEDIT4. Without a header zero bytes tell which.
func textOf(raw []byte, version form) (text string, whole bool) {
	wide := version == formVersion5 || version != formVersion4 && looksWide(raw)
	if !wide {
		return textfile.ANSI(raw), true
	}
	return textfile.LittleEndian(raw)
}

// looksWide recognises UTF-16 by its end, a character of two zero bytes, or by
// a first character below 256. ANSI ends in single zero bytes.
func looksWide(raw []byte) bool {
	if len(raw) < 2 || len(raw)%2 != 0 {
		return false
	}
	return raw[1] == 0 || raw[len(raw)-1] == 0 && raw[len(raw)-2] == 0 && (len(raw) < 3 || raw[len(raw)-3] != 0)
}

// textsOf splits a list of texts at their ends; a single text only loses its
// end.
func textsOf(kind uint8, text string) []string {
	text = strings.TrimRight(text, "\x00")
	if kind != typeMultiSZ {
		return []string{text}
	}
	if text == "" {
		return nil
	}
	return strings.Split(text, "\x00")
}

func cutPrefixFold(s, prefix string) (after string, found bool) {
	if len(s) < len(prefix) || !strings.EqualFold(s[:len(prefix)], prefix) {
		return "", false
	}
	return s[len(prefix):], true
}

// clip quotes data for a defect and shortens it.
func clip(data string) string {
	const longest = 40
	if len(data) <= longest {
		return strconv.QuoteToASCII(data)
	}
	return strconv.QuoteToASCII(data[:longest]) + "…"
}

// typographic are the quotation marks that word processors and web pages put
// in place of straight ones.
var typographic = [...]string{"“", "”", "„", "‟", "″"}

// straighten replaces typographic quotation marks where a line has them in
// place of straight ones, and tells it once: the registry editor does not.
func (r *reader) straighten(line string, offset int) string {
	if !strings.Contains(line, "\xe2\x80") { // all of them begin so
		return line
	}
	at := 0
	if strings.HasPrefix(line, `"`) {
		if _, rest, ok := cutQuoted(line); ok {
			at = len(line) - len(strings.TrimLeft(rest, " \t="))
		}
	} else if rest, ok := strings.CutPrefix(line, "@"); ok {
		at = len(line) - len(strings.TrimLeft(rest, " \t="))
	}
	if !beginsTypographic(line[at:]) {
		return line
	}
	if !r.quotesTold {
		r.quotesTold = true
		r.fail(FaultQuotes, offset, "typographic quotation marks, here first: the registry editor reads straight ones only")
	}
	var pairs [2 * len(typographic)]string
	for i, mark := range typographic {
		pairs[2*i], pairs[2*i+1] = mark, `"`
	}
	return line[:at] + strings.NewReplacer(pairs[:]...).Replace(line[at:])
}

func beginsTypographic(text string) bool {
	for _, mark := range typographic {
		if strings.HasPrefix(text, mark) {
			return true
		}
	}
	return false
}
