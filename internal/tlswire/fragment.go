// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package tlswire

import (
	"bytes"
	"cmp"
	"slices"

	"github.com/schanneltrust/schannel"
)

// fragment is a part of the body of a handshake message of DTLS.
type fragment struct {
	from, length int // in the body
	at           int // where its bytes stand in the stream
}

// reassembly is a handshake message of DTLS and what has come of it.
type reassembly struct {
	messageType byte
	version     schannel.TLSVersion // of the record in which it begins
	datagram    int
	seq, length int
	fragments   []fragment // in the order of coming
	bytes       int        // in all of them
	tried       int        // how many there were when they did not make a whole

	raw   []byte     // the whole message, once it is
	parts []fragment // where its bytes come from, in the order of the body; nil for one fragment
}

// item returns the whole message.
func (m *reassembly) item() Item {
	i := Item{
		Kind: Message, Content: ContentHandshake, Version: m.version, Datagram: m.datagram,
		Offset: m.fragments[0].at - DatagramHeaderLen, Records: 1, Raw: m.raw, fragments: m.parts, datagramHeader: true,
	}
	if m.parts != nil {
		i.Offset, i.Records = m.parts[0].at-DatagramHeaderLen, len(m.parts)
	}
	m.fragments = m.fragments[:1]
	return i
}

// fragment takes one fragment from the record at hand (RFC 6347, Section
// 4.2.2), and gives out the message that it makes whole.
func (d *datagramReader) fragment() {
	head := d.payload
	if len(head) < DatagramHeaderLen {
		d.badFragment("%d bytes are no header of a fragment", len(head))
		return
	}
	length, from, n := number(head[1:4]), number(head[6:9]), number(head[9:12])
	switch {
	case n > len(head)-DatagramHeaderLen:
		d.badFragment("a fragment of %d bytes in a record that has %d", n, len(head)-DatagramHeaderLen)
		return
	case from+n > length:
		d.badFragment("a fragment up to byte %d of a message of %d bytes", from+n, length)
		return
	case n == 0 && length > 0:
		d.advance(DatagramHeaderLen) // an empty part of a message says nothing
		return
	}
	m := d.message(head[0], number(head[4:6]), length, fragment{from, n, d.at + DatagramHeaderLen})
	d.advance(DatagramHeaderLen + n)
	if m != nil && m.complete(d) {
		d.order.message(m.seq, m.item())
	}
}

func (d *datagramReader) advance(n int) {
	d.payload = d.payload[n:]
	d.at += n
}

// badFragment gives up the rest of the record.
func (d *datagramReader) badFragment(format string, args ...int) {
	d.defects.Note(codeFragment, "handshake fragment", d.at, format, args...)
	item := d.record
	item.Kind, item.Offset, item.Raw = Other, d.at, d.payload
	d.payload = nil
	d.order.ready = append(d.order.ready, item)
}

// message returns the message that a fragment belongs to, with the fragment in
// it, or nil for one that was sent again. What differs under the same number is
// another message: some servers count HelloVerifyRequest and ServerHello alike.
func (d *datagramReader) message(messageType byte, seq, length int, f fragment) *reassembly {
	m := d.messages[seq]
	if m != nil && m.raw != nil && m.messageType == messageType && m.length == length &&
		bytes.Equal(m.raw[DatagramHeaderLen+f.from:][:f.length], d.stream[f.at:f.at+f.length]) {
		return nil
	}
	other := m == nil || m.raw != nil || m.messageType != messageType || m.length != length
	if m != nil && m.raw == nil && other {
		d.conflict(seq, f.at)
	}
	if m == nil {
		m = &reassembly{}
		d.messages[seq] = m
	}
	if other {
		// What was given out keeps its bytes; the rest is used again.
		*m = reassembly{
			messageType: messageType, version: d.record.Version, datagram: d.record.Datagram, seq: seq, length: length,
			fragments: m.fragments[:0],
		}
	}
	m.fragments = append(m.fragments, f)
	m.bytes += f.length
	return m
}

func (d *datagramReader) conflict(seq, at int) {
	d.defects.Note(codeConflict, "handshake fragment", at, "it differs from what the message %d had before", seq)
}

// complete reports whether the fragments make the whole message, and puts it
// together. A message in very many fragments is tried at every doubling only, so
// that the time stays in bounds.
func (m *reassembly) complete(d *datagramReader) bool {
	const always = 64
	if m.bytes < m.length || len(m.fragments) > always && len(m.fragments) < 2*m.tried {
		return false
	}
	if f := m.fragments[0]; f.length == m.length {
		start := f.at - DatagramHeaderLen
		m.raw = d.stream[start : f.at+f.length : f.at+f.length]
		return true
	}
	m.tried = len(m.fragments)
	ordered := slices.Clone(m.fragments)
	slices.SortStableFunc(ordered, func(a, b fragment) int { return cmp.Compare(a.from, b.from) })
	end := 0
	for _, f := range ordered {
		if f.from > end {
			break
		}
		end = max(end, f.from+f.length)
	}
	if end < m.length {
		return false
	}
	m.join(d, ordered)
	return true
}

// join puts the message together from fragments that cover it.
func (m *reassembly) join(d *datagramReader, ordered []fragment) {
	m.raw = make([]byte, DatagramHeaderLen, DatagramHeaderLen+m.length)
	copy(m.raw, d.stream[ordered[0].at-DatagramHeaderLen:][:6])
	copy(m.raw[9:], m.raw[1:4]) // in one fragment: offset 0, all of the length
	for _, f := range ordered {
		have := len(m.raw) - DatagramHeaderLen
		known := min(have-f.from, f.length)
		if !bytes.Equal(m.raw[DatagramHeaderLen+f.from:][:known], d.stream[f.at:f.at+known]) {
			d.conflict(m.seq, f.at)
		}
		if known < f.length {
			m.parts = append(m.parts, fragment{from: have, at: f.at + known})
			m.raw = append(m.raw, d.stream[f.at+known:f.at+f.length]...)
		}
	}
}

// fragmentOffset returns where the byte n of a message stands in the stream.
// Those of the header are those of its first fragment.
func fragmentOffset(parts []fragment, n int) int {
	n -= DatagramHeaderLen
	i, found := slices.BinarySearchFunc(parts, n, func(f fragment, n int) int { return cmp.Compare(f.from, n) })
	if !found {
		i = max(i-1, 0)
	}
	return parts[i].at + n - parts[i].from
}
