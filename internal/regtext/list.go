// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package regtext

import (
	"math"
	"strconv"
	"strings"

	"github.com/schanneltrust/schannel/internal/textfile"
)

// property is a line "Name : value" of a list, as Get-ItemProperty prints the
// values of a key. The key comes behind them, as a property of its own.
type property struct {
	name, value string
	column      int // in which the value begins
	offset      int
}

const (
	maxListed = 1 << 12 // lines of a list

	listProvider = `Microsoft.PowerShell.Core\Registry::`
)

// listLine takes a line of a list. False: it belongs to something else.
func (r *reader) listLine(line textfile.Line) bool {
	if n := len(r.listed); n > 0 && leading(line.Text) == r.listed[n-1].column {
		// PowerShell wraps a long value to the column in which it begins.
		r.wrapped.WriteString(textfile.Trim(line.Text))
		return true
	}
	p, ok := cutProperty(line)
	if !ok || len(r.listed) == maxListed {
		r.endList()
		return false
	}
	r.endValue()
	r.listed = append(r.listed, p)
	return true
}

// endValue puts the lines to which the last value is wrapped behind it, all at once:
// there may be as many as the text has.
func (r *reader) endValue() {
	if r.wrapped.Len() > 0 {
		r.listed[len(r.listed)-1].value += r.wrapped.String()
		r.wrapped.Reset()
	}
}

// cutProperty splits a line at the first colon between blanks.
func cutProperty(line textfile.Line) (property, bool) {
	const colon = " : "
	name, value, ok := strings.Cut(line.Text+" ", colon)
	return property{
		strings.TrimRight(name, " "), textfile.Trim(value), len(name) + len(colon), line.Offset,
	}, ok && leading(line.Text) == 0
}

// endList yields the values of a list under the key that it names. Of another
// list the lines are nothing of a registry.
func (r *reader) endList() {
	r.endValue()
	listed := r.listed
	r.listed = nil
	key := ""
	for _, p := range listed {
		if path, ok := cutPrefixFold(p.value, listProvider); ok && p.name == "PSPath" && hasHive(path) && !tooLong(path) {
			key = path
		}
	}
	if key != "" {
		r.emit(Entry{Kind: Key, Offset: listed[0].offset, Name: key})
		r.keyed, r.broken = false, true // what comes behind the list is not of its key
	}
	for _, p := range listed {
		switch {
		case key == "":
			r.fail(FaultLine, p.offset, "neither a key nor a value nor a comment")
		case !isOfProvider(p.name):
			r.listValue(p)
		}
	}
}

// isOfProvider recognises what PowerShell adds to the values of a key.
func isOfProvider(name string) bool {
	switch name {
	case "PSPath", "PSParentPath", "PSChildName", "PSDrive", "PSProvider":
		return true
	}
	return false
}

// listValue takes a value of a list, which prints no type: a number may be one,
// or a text with the same digits.
func (r *reader) listValue(p property) {
	if strings.HasPrefix(p.value, "{") {
		r.fail(FaultData, p.offset, "several texts or bytes, of which PowerShell prints the first few only")
		return
	}
	name := p.name
	if strings.EqualFold(name, "(default)") {
		name = ""
	}
	data, isNumber := listNumber(p.value)
	if !isNumber {
		data = Data{Type: typeSZ, Strings: []string{p.value}}
	}
	data.Assumed = isNumber
	if isNumber && !r.untypedTold {
		r.untypedTold = true
		r.fail(FaultUntyped, p.offset, "a list of PowerShell prints no types: its numbers, here the first, are taken for REG_DWORD and, where they are larger, REG_QWORD; reg query prints them")
	}
	r.emit(Entry{Kind: Value, Offset: p.offset, Name: name, Data: data})
}

// listNumber reads a number as .NET prints it, of 32 bits with a sign or
// without.
func listNumber(digits string) (Data, bool) {
	if n, err := strconv.ParseInt(digits, 10, 32); err == nil {
		return Data{Type: typeDWORD, Number: uint64(uint32(n))}, true
	}
	n, err := strconv.ParseUint(digits, 10, 64)
	if err != nil {
		return Data{}, false
	}
	kind := uint8(typeDWORD)
	if n > math.MaxUint32 {
		kind = typeQWORD
	}
	return Data{Type: kind, Number: n}, true
}
