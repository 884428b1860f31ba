// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package capturefile

import (
	"strconv"
	"strings"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/tlswire"
)

// header is the first line of a block of a log of openssl -msg.
type header struct {
	way     Way
	content byte // 0: a record header or the like, which is left out
	version schannel.TLSVersion
	length  int
	at      int // where the line stands in the file
}

// msgHeader reads a line such as "<<< TLS 1.2, Handshake [length 0041],
// ServerHello". Programs that pass the text on put something before it. The
// arrows are as the program sees it: >>> was sent.
func msgHeader(line string) (header, bool) {
	at, way := strings.Index(line, "<<< "), Received
	if at < 0 {
		at, way = strings.Index(line, ">>> "), Sent
	}
	if at < 0 {
		return header{}, false
	}
	label, rest, _ := strings.Cut(line[at+4:], "[length ")
	digits, _, closed := strings.Cut(rest, "]")
	length, err := strconv.ParseUint(digits, 16, 24)
	if !closed || err != nil {
		return header{}, false
	}
	return header{way: way, content: labelContent(label), version: labelVersion(label), length: int(length)}, true
}

// labelContent tells the content type, 0 for a record header and the like. A
// hello in the format of SSL 2.0 has no name of its content.
func labelContent(label string) byte {
	for _, row := range [...]struct {
		word    string
		content byte
	}{
		{"Handshake", tlswire.ContentHandshake},
		{"ChangeCipherSpec", tlswire.ContentChangeCipherSpec},
		{"Alert", tlswire.ContentAlert},
		{"Heartbeat", tlswire.ContentHeartbeat},
		{"SSL 2.0", tlswire.ContentHandshake},
	} {
		if strings.Contains(label, row.word) {
			return row.content
		}
	}
	return 0
}

func labelVersion(label string) schannel.TLSVersion {
	for _, v := range [...]schannel.TLSVersion{
		schannel.DTLS10, schannel.DTLS12, schannel.SSL30, schannel.TLS10, schannel.TLS11, schannel.TLS12, schannel.TLS13,
	} {
		if strings.HasPrefix(label, v.String()) {
			return v
		}
	}
	return 0
}

// msg reads a log of openssl -msg: the bytes of a block stand in indented lines
// below its header; other output may come between.
func (r *reader) msg() {
	var now header
	missing := 0
	torn := func(begin string) bool { return msgTorn(begin, missing) }
	for line := range r.text.joinedLines(torn) {
		if next, ok := msgHeader(line.Text); ok {
			r.endBlock(now, missing)
			now, missing = next, next.length
			now.at = line.Offset
			r.beginChunk(now)
			continue
		}
		missing -= r.msgBytes(now, line, missing)
	}
	r.endBlock(now, missing)
	for way := range r.ways {
		r.ways[way].closeChunk()
	}
}

// beginChunk begins the bytes of a block.
func (r *reader) beginChunk(h header) {
	d := &r.ways[h.way]
	d.closeChunk()
	if h.content != 0 {
		d.chunks = append(d.chunks, tlswire.Chunk{Content: h.content, Version: h.version, Start: len(d.Bytes), End: len(d.Bytes)})
	}
}

// closeChunk ends the last chunk where the bytes end.
func (d *Direction) closeChunk() {
	if n := len(d.chunks); n > 0 {
		d.chunks[n-1].End = len(d.Bytes)
	}
}

// msgBytes reads a line of a block, and returns how many bytes of it there are.
func (r *reader) msgBytes(h header, line joined, missing int) int {
	var p dumpParser
	n := p.msgPairs(line.Text, missing)
	if h.content != 0 {
		r.text.addJoined(&r.ways[h.way], line, p.bytes[:n], p.places[:n])
	}
	return n
}

// msgPairs reads a line of nothing but pairs, which is indented.
func (p *dumpParser) msgPairs(line string, missing int) int {
	s := strings.TrimRight(line, " \t")
	at := len(s) - len(strings.TrimLeft(s, " \t"))
	if at == 0 {
		return 0
	}
	n := p.pairs(s, at, min(missing, maxPerLine))
	if n == 0 || p.places[n-1]+2 != len(s) {
		return 0
	}
	return n
}

// msgTorn reports whether a line of openssl -msg lacks what is read of it.
func msgTorn(begin string, missing int) bool {
	if missing > 0 {
		var p dumpParser
		return p.msgPairs(begin, missing) < min(perLine, missing)
	}
	_, whole := msgHeader(begin)
	return !whole && (beginAlike(begin, "<<< ") || beginAlike(begin, ">>> "))
}

func (r *reader) endBlock(h header, missing int) {
	if missing > 0 {
		r.defects.Note(codeShort, "block", h.at, "it says %d bytes, %d of them are missing", h.length, missing)
	}
}

// debugHeader reads the line of openssl -debug above the bytes of one call, such
// as "read from 0x… [0x…] (5 bytes => 5 (0x5))".
func debugHeader(line string) (way Way, length int, ok bool) {
	way = Sent
	at := strings.Index(line, "write to 0x")
	if at < 0 {
		at, way = strings.Index(line, "read from 0x"), Received
	}
	if at < 0 {
		return UnknownWay, 0, false
	}
	_, rest, ok := strings.Cut(line[at:], " bytes => ")
	if !ok {
		return UnknownWay, 0, false
	}
	digits := rest[:len(rest)-len(strings.TrimLeft(rest, "0123456789"))]
	length, err := strconv.Atoi(digits)
	if err != nil {
		length = 0 // -1: the call gave nothing
	}
	return way, length, true
}

// javaHeader recognises the line of Java above the bytes of one call, which
// releases up to 8 and from 9 on write with and without brackets.
func javaHeader(line string) (Way, bool) {
	switch {
	case strings.Contains(line, "Raw read"):
		return Received, true
	case strings.Contains(line, "Raw write"):
		return Sent, true
	}
	return UnknownWay, false
}

// What Mbed TLS writes above the bytes of records from level 4 on
// (library/ssl_msg.c), and above those of everything else.
const (
	mbedOutput = mbedDump + "output record sent to network'"
	mbedInput  = mbedDump + "input record from network'"
	mbedDump   = "dumping '"
)

// mbedHeader reads a line such as "dumping 'input record from network' (91
// bytes)". Other dumps, such as those of secrets, are of no direction.
func mbedHeader(line string) (way Way, length int, ok bool) {
	_, name, _ := strings.Cut(line, mbedDump)
	_, size, _ := strings.Cut(name, "' (")
	digits, _, closed := strings.Cut(size, " bytes)")
	length, err := strconv.Atoi(digits)
	switch {
	case !closed || err != nil:
		return UnknownWay, 0, false
	case strings.Contains(line, mbedOutput):
		return Sent, length, true
	case strings.Contains(line, mbedInput):
		return Received, length, true
	}
	return UnknownWay, 0, true
}

// behindLevel returns where a line goes on behind the place in the code and the
// level of records, as programs that use Mbed TLS print them: "ssl_msg.c:2100: |4| ".
func behindLevel(line string) int {
	if _, behind, ok := strings.Cut(line, "|4| "); ok {
		return len(line) - len(behind)
	}
	return 0
}

// blocks reads a log of openssl -debug, of Java or of Mbed TLS: the bytes of each
// call stand as a hex dump below its line.
func (r *reader) blocks() {
	b := blockReader{reader: r}
	b.parser.single = true
	for line := range r.text.joinedLines(b.torn) {
		b.line(line)
	}
	b.finish()
}

// blockReader reads blocks of bytes. Once bytes are missing, what follows in
// the direction would be read at a wrong place, and is left out.
type blockReader struct {
	*reader
	parser dumpParser
	way    Way // of the block at hand
	next   int // the offset that comes next in it
	length int // that the log gives it; 0 if it does not
	at     int // where it begins in the file
	broken [3]bool
}

func (b *blockReader) line(line joined) {
	if way, length, ok := blockHeader(line.Text); ok {
		b.finish()
		b.way, b.next, b.length, b.at = way, 0, length, line.Offset
		return
	}
	if b.way == UnknownWay {
		return
	}
	found, ok := b.parser.line(line.Text, perLine)
	if !ok {
		begin := behindLevel(line.Text)
		found, ok = b.parser.line(line.Text[begin:], perLine)
		for i := range found.places {
			found.places[i] += begin
		}
	}
	switch {
	case ok && found.offset == b.next:
		if !b.broken[b.way] {
			b.text.addJoined(&b.ways[b.way], line, found.bytes, found.places)
		}
		b.next += len(found.bytes)
	case ok:
		b.defects.Note(codeOffset, "block", line.Offset, "the line begins with byte %d, the next one is %d", found.offset, b.next)
		b.broken[b.way], b.way = true, UnknownWay
	case strings.Contains(line.Text, "<SPACES/NULS>"):
		b.next += b.trimmed(b.way, b.length-b.next, line.Offset)
	case b.next > 0 && (b.length == 0 || b.next >= b.length):
		b.way = UnknownWay // what follows is something else
	}
}

// torn reports whether a line of openssl -debug lacks what is read of it.
func (b *blockReader) torn(begin string) bool {
	if b.way != UnknownWay && b.next < b.length {
		found, ok := b.parser.line(begin, perLine)
		return !ok || len(found.bytes) < min(perLine, b.length-b.next)
	}
	if _, _, whole := debugHeader(begin); whole && strings.HasSuffix(begin, ")") {
		return false
	}
	return beginAlike(begin, "write to 0x") || beginAlike(begin, "read from 0x")
}

// finish takes note of a block that ends early.
func (b *blockReader) finish() {
	if b.way == UnknownWay || b.next >= b.length {
		return
	}
	b.endBlock(header{length: b.length, at: b.at}, b.length-b.next)
	b.broken[b.way] = true
}

func blockHeader(line string) (way Way, length int, ok bool) {
	if way, length, ok = debugHeader(line); ok {
		return way, length, true
	}
	if way, length, ok = mbedHeader(line); ok {
		return way, length, true
	}
	way, ok = javaHeader(line)
	return way, 0, ok
}

// trimmed puts zeros where older releases of OpenSSL leave out blanks and zeros
// at the end of a dump.
func (r *reader) trimmed(way Way, missing, at int) int {
	if !r.fills(missing) {
		return 0
	}
	r.defects.Note(codeTrimmed, "block", at, "%d bytes are left out", missing)
	for range missing {
		r.ways[way].add(0, at, 0)
	}
	return missing
}
