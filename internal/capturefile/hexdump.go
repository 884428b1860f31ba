// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package capturefile

import (
	"cmp"
	"slices"
	"strings"

	"github.com/schanneltrust/schannel/internal/textfile"
	"github.com/schanneltrust/schannel/internal/tlswire"
)

// dumpLine is a line of a hex dump.
type dumpLine struct {
	offset int
	other  bool   // indented, as Wireshark and tshark do with the bytes of the second end
	bytes  []byte // aliases the space of the parser
	places []int  // of the bytes in the line
}

// dumpParser reads lines of hex dumps. What stands behind the bytes, such as
// their text, may look like more of them: a gap, or the offset of the line that
// follows, tells where they end.
type dumpParser struct {
	bytes  [maxPerLine]byte
	places [maxPerLine]int
	single bool // no groups of several bytes: what follows a pair at once is something else
	base   int  // of the offsets; 0: hexadecimal
}

const (
	maxPerLine = 256
	perLine    = 16 // of every program, unless the offsets say otherwise
	maxGap     = 3  // blanks in the middle of a line; before the text there are as many at least
)

// line reads one line, with at most limit bytes. It is false for a line of
// another kind.
func (p *dumpParser) line(s string, limit int) (dumpLine, bool) {
	at := lineBegin(s)
	indent := s[quoted(s):at]
	offset, at, ok := p.offset(s, at)
	if !ok {
		return dumpLine{}, false
	}
	n := p.pairs(s, at, min(limit, maxPerLine))
	if n == 0 {
		return dumpLine{}, false
	}
	return dumpLine{offset, indent == "    " || indent == "\t", p.bytes[:n], p.places[:n]}, true
}

// quoted returns how long the marks are with which mail quotes a line.
func quoted(s string) int {
	n := 0
	for at := range len(s) {
		if s[at] == '>' {
			n = at + 1
		} else if s[at] != ' ' {
			break
		}
	}
	if n > 0 && n < len(s) && s[n] == ' ' {
		n++ // the blank behind them
	}
	return n
}

// lineBegin returns where a line begins behind such marks and blanks.
func lineBegin(s string) int {
	at := quoted(s)
	for at < len(s) && (s[at] == ' ' || s[at] == '\t') {
		at++
	}
	return at
}

// offset reads the offset: 4 to 16 digits, perhaps behind 0x, then a colon, a
// dash, or blanks.
func (p *dumpParser) offset(s string, at int) (offset, behind int, ok bool) {
	const least, most = 4, 16
	if strings.HasPrefix(s[at:], "0x") {
		at += len("0x")
	}
	start, base := at, cmp.Or(p.base, 16)
	for at < len(s) && at-start < most && isHex(s[at]) {
		if int(digit(s[at])) >= base {
			return 0, 0, false
		}
		offset = (offset*base + int(digit(s[at]))) & 0x7fffffff
		at++
	}
	if at-start < least {
		return 0, 0, false
	}
	if at == len(s) { // the last line of hexdump: only where the bytes end
		return offset, at, true
	}
	if strings.IndexByte(": \t", s[at]) < 0 {
		return 0, 0, false
	}
	rest := strings.TrimLeft(s[at+1:], " \t")
	rest = strings.TrimLeft(strings.TrimPrefix(strings.TrimPrefix(rest, "- "), ": "), " ")
	return offset, len(s) - len(rest), true
}

// pairs reads pairs of digits from the given place on, and returns how many.
func (p *dumpParser) pairs(s string, at, limit int) int {
	n := 0
	for n < limit && at+1 < len(s) && isHex(s[at]) && isHex(s[at+1]) {
		p.bytes[n], p.places[n] = digit(s[at])<<4|digit(s[at+1]), at
		n, at = n+1, at+2
		if at < len(s) && isHex(s[at]) && !p.single {
			continue // groups of several bytes, as of xxd
		}
		gap := at
		for at < len(s) && (s[at] == ' ' || s[at] == '\t' || s[at] == '-') {
			at++
		}
		if at == gap || at-gap > maxGap || at-gap > 1 && n%8 != 0 || at-gap > 1 && n == perLine {
			break
		}
	}
	return n
}

// dumpKind tells whether a text is a hex dump: its first lines are.
func dumpKind(t text) Kind {
	const looked = 8
	var p dumpParser
	lines, dumps, words, frames := 0, 0, 0, 0
	for line := range t.Lines() {
		s := strings.TrimRight(line.Text, " \t")
		if strings.Trim(s, "> \t*") == "" || bareOffset(s) || heading(s) {
			continue // these tell nothing
		}
		lines++
		if wordLine(s) {
			words++
		} else if dumped, ok := p.line(s, perLine); ok {
			dumps++
			if dumped.offset == 0 && isFrame(dumped.bytes) {
				frames++
			}
		}
		if lines == looked {
			break
		}
	}
	switch {
	case words > 0 && words == lines:
		return HexWords
	case frames > 0:
		return PacketDetails
	case 2*dumps > lines:
		return HexDump
	}
	return UnknownKind
}

// isFrame reports whether bytes are the beginning of a packet of IP, as tcpdump -x
// dumps them, or of one in a frame of Ethernet, as tshark -x does: the two ends
// stand in one dump, each part of a stream behind headers. A stream of TLS begins
// with a type of records.
func isFrame(b []byte) bool {
	const macs, least = 12, 15
	if len(b) < least || b[0] >= tlswire.ContentChangeCipherSpec && b[0] <= tlswire.ContentHeartbeat {
		return false
	}
	if version := b[0] >> 4; version == 4 && b[0]&0xf >= 5 && isTransport(b[9]) || version == 6 && isTransport(b[6]) {
		return true
	}
	version := b[macs+2] >> 4
	return string(b[macs:macs+2]) == "\x08\x00" && version == 4 || string(b[macs:macs+2]) == "\x86\xdd" && version == 6
}

// isTransport reports whether a number of IP is TCP or UDP.
func isTransport(protocol byte) bool { return protocol == 6 || protocol == 17 }

// noOffsets reports whether what stands where a hex dump has its offsets are
// the first bytes: groups of eight digits and more, or as wide as all others,
// that do not count on. An offset of zero, or one with a colon, is one.
func noOffsets(t text) bool {
	var p dumpParser
	next := 0 // the offset that a second line of a dump would have
	for line := range t.Lines() {
		s := strings.Trim(line.Text, " \t")
		if s == "" {
			continue
		}
		offset, _, _ := p.offset(s, 0)
		if next > 0 {
			return offset != next
		}
		first := s[:len(s)-len(strings.TrimLeft(s, hexDigits))]
		if offset == 0 || len(first)%2 != 0 || strings.HasPrefix(s[len(first):], ":") || len(first) < 8 && !evenGroups(s, len(first)) {
			return false
		}
		dumped, _ := p.line(s, perLine)
		next = offset + len(dumped.bytes)
	}
	return true
}

// evenGroups reports whether all groups of digits but the last are that wide.
func evenGroups(s string, width int) bool {
	groups := strings.Fields(s)
	return !slices.ContainsFunc(groups[:len(groups)-1], func(g string) bool { return len(g) != width })
}

// heading recognises the lines that Format-Hex of PowerShell, tshark -z
// follow,tcp,hex and the recordings of crypto/tls have above a dump.
func heading(s string) bool {
	s = strings.TrimLeft(s, " \t")
	for _, begins := range [...]string{"Label: ", "Path: ", "Offset Bytes ", "------ ", "00 01 02 03 04 05 06 07 08 09 0A 0B 0C 0D 0E 0F", "=====", "Follow: ", "Filter: ", "Node ", flowHeading} {
		if strings.HasPrefix(s, begins) {
			return true
		}
	}
	return false
}

// flowHeading begins the line above each flow in the recordings of crypto/tls,
// such as ">>> Flow 2 (server to client)".
const flowHeading = ">>> Flow "

// bareOffset recognises the last line of hexdump and od: an offset, no bytes.
func bareOffset(s string) bool {
	return len(s) >= 6 && len(s) <= 8 && strings.Trim(s, "0123456789abcdef") == ""
}

// wordLine recognises what hexdump and od print without options: an offset of
// seven digits, then words of four or six, with one blank between.
func wordLine(s string) bool {
	words := strings.Split(s, " ")
	if len(words) < 2 || len(words[0]) != 7 || strings.Trim(words[0], "0123456789abcdef") != "" {
		return false
	}
	for _, w := range words[1:] {
		if w != "" && (len(w) != 4 && len(w) != 6 || strings.Trim(w, "0123456789abcdef") != "") {
			return false
		}
	}
	return true
}

// dump reads a hex dump. An offset of zero begins a new packet, whose bytes
// follow those before. Each line is read when the next one is there.
func (r *reader) dump() {
	d := dumpReader{reader: r, width: perLine}
	d.parser.base = offsetBase(r.text)
	held := textfile.Line{}
	for line := range r.text.Lines() {
		d.line(held, line.Text)
		held = line
	}
	d.line(held, "")
}

// offsetBase tells in which base offsets are: od counts in octal numbers of
// seven digits unless it is told otherwise, or in as many decimal ones. The
// second line says where the first one ended.
func offsetBase(t text) int {
	first := 0 // bytes of the first line
	for line := range t.Lines() {
		p := dumpParser{}
		const width = 7
		if at := strings.IndexByte(line.Text, ' '); at != width {
			continue
		}
		if first == 0 {
			if dumped, _ := p.line(line.Text, perLine); dumped.offset == 0 {
				first = len(dumped.bytes)
			}
			continue
		}
		for _, p.base = range [...]int{16, 10, 8} {
			if offset, _, _ := p.offset(line.Text, 0); offset == first {
				return p.base
			}
		}
		break
	}
	return 16
}

// dumpReader reads a hex dump.
type dumpReader struct {
	*reader
	parser dumpParser
	width  int     // bytes a line, as far as offsets have told
	repeat bool    // an asterisk stands before
	second bool    // a heading says that the lines are of the second end
	next   [2]int  // the offset that comes next in each direction
	broken [2]bool // lines are missing: what follows would be read at a wrong place
}

// line reads a line in front of another one.
func (d *dumpReader) line(line textfile.Line, behind string) {
	if strings.Trim(line.Text, " \t") == "*" {
		d.repeat = true
		return
	}
	if strings.HasPrefix(line.Text, flowHeading) {
		d.second = strings.Contains(line.Text, "(server to client)")
		return
	}
	found, ok := d.parser.line(line.Text, d.limit(line.Text, behind))
	if end := line.Text[lineBegin(line.Text):]; !ok && d.repeat && bareOffset(end) {
		found.offset, _, ok = d.parser.offset(end, 0) // where the lines end that the asterisk stands for
	}
	if !ok {
		return
	}
	who := 0
	if found.other || d.second {
		who = 1
	}
	if d.repeat {
		d.next[who] += d.repeated(&d.ways[who], found.offset-d.next[who])
		d.repeat = false
	}
	if found.offset != d.next[who] && found.offset != 0 {
		d.defects.Note(codeOffset, "hex dump", line.Offset, "the line begins with byte %d, the next one is %d", found.offset, d.next[who])
		d.broken[who] = true
	}
	if d.broken[who] {
		return
	}
	d.text.addAll(&d.ways[who], line, found.bytes, found.places)
	d.next[who] = found.offset + len(found.bytes)
}

// limit returns how many bytes a line has at most: up to the offset of the line
// behind, if that goes on.
func (d *dumpReader) limit(line, behind string) int {
	begin, beginBehind := lineBegin(line), lineBegin(behind)
	this, _, ok := d.parser.offset(line, begin)
	next, _, _ := d.parser.offset(behind, beginBehind)
	if ok && begin == beginBehind && next > this && next <= this+maxPerLine {
		d.width = next - this
	}
	return d.width
}

// repeated fills in the lines that an asterisk stands for, those before again,
// and returns how many bytes they have.
func (r *reader) repeated(d *Direction, missing int) int {
	if len(d.Bytes) < perLine || !r.fills(missing) {
		return 0
	}
	from := len(d.Bytes) - perLine
	for n := range missing {
		d.Bytes = append(d.Bytes, d.Bytes[from+n%perLine])
		d.places = append(d.places, d.places[from+n%perLine])
	}
	return missing
}
