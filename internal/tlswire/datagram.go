// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package tlswire

import (
	"io"
	"maps"
	"slices"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/prelude"
)

// datagramRecordLen is the length of a record header of DTLS: type, version,
// epoch, sequence number, length (RFC 6347, Section 4.1).
const datagramRecordLen = 13

// NewDatagrams returns the items of the datagrams of one direction. Offsets
// count through all of them as if they followed each other without a gap.
// Datagrams that are no DTLS, such as those of STUN between, are items of kind
// [Outside].
func NewDatagrams(datagrams [][]byte) (*Flow, error) {
	total := 0
	for _, d := range datagrams {
		total += len(d)
	}
	if total > MaxInput {
		return nil, TooLong(total)
	}
	ends := make([]int, 0, len(datagrams))
	stream := make([]byte, 0, total)
	for _, d := range datagrams {
		stream = append(stream, d...)
		ends = append(ends, len(stream))
	}
	f := &Flow{form: Datagrams}
	f.source = newDatagramReader(stream, ends, &f.defects)
	return f, nil
}

// datagramReader reads records of DTLS, and puts together and in order what
// handshake messages were sent in, however it comes.
type datagramReader struct {
	stream  []byte
	ends    []int // of the datagrams; nil if their bounds are not known
	defects *Defects

	datagram int
	pos      int
	record   Item   // the record of handshake fragments at hand
	payload  []byte // what is left of it
	at       int    // where that begins

	messages map[int]*reassembly // by message_seq, at most 65,536
	order    messageOrder
	ended    bool
}

func newDatagramReader(stream []byte, ends []int, defects *Defects) *datagramReader {
	return &datagramReader{stream: stream, ends: ends, defects: defects, messages: map[int]*reassembly{}}
}

// Next returns the next item, and io.EOF at the end.
func (d *datagramReader) Next() (Item, error) {
	for {
		item, ok := d.order.take()
		switch {
		case ok:
			return item, nil
		case len(d.payload) > 0:
			d.fragment()
		case d.pos < len(d.stream):
			d.takeRecord()
		case d.ended:
			return Item{}, io.EOF
		default:
			d.end()
		}
	}
}

// limit returns where the datagram at hand ends.
func (d *datagramReader) limit() int {
	for d.datagram < len(d.ends) && d.ends[d.datagram] <= d.pos {
		d.datagram++
	}
	if d.datagram < len(d.ends) {
		return d.ends[d.datagram]
	}
	return len(d.stream)
}

// takeRecord reads one record, and leaves the payload of handshake fragments in
// clear for fragment.
func (d *datagramReader) takeRecord() {
	limit := d.limit()
	rest := d.stream[d.pos:limit]
	item := Item{Kind: Encrypted, Content: rest[0], Offset: d.pos, Records: 1, Raw: rest, Datagram: d.datagram}
	switch {
	case rest[0]&0xe0 == 0x20:
		item.Version, item.Content = schannel.DTLS13, ContentApplicationData
		item.Raw = rest[:unifiedLen(rest)]
		d.pos += len(item.Raw)
		d.order.other(item)
		return
	case !beginsDTLS(rest):
		item.Kind, item.Content, item.Records = Outside, 0, 0
		item.Protocol, _ = prelude.Name(rest)
		d.pos = limit
		d.order.ready = append(d.order.ready, item)
		return
	case len(rest) < datagramRecordLen:
		d.cut(d.pos, datagramRecordLen, len(rest))
		d.pos = limit
		return
	}
	item.Version, item.Epoch = version(rest[1:]), uint16(number(rest[3:5]))
	if rest[0] == ContentConnectionID {
		// RFC 9146, Section 4: the length of the connection id is not said.
		d.pos = limit
		d.order.other(item)
		return
	}
	d.takeBody(item, rest, limit)
}

// unifiedLen returns the length of a record of ciphertext of DTLS 1.3, header
// included (RFC 9147, Section 4). All that is left belongs to it where the
// header has no length, or a connection id, whose own length was agreed on.
func unifiedLen(rest []byte) int {
	const hasID, longSequence, hasLength = 0x10, 0x08, 0x04
	at := 2
	if rest[0]&longSequence != 0 {
		at++
	}
	if rest[0]&hasID != 0 || rest[0]&hasLength == 0 || len(rest) < at+2 {
		return len(rest)
	}
	return min(len(rest), at+2+number(rest[at:at+2]))
}

// takeBody finishes a record whose header tells its length.
func (d *datagramReader) takeBody(item Item, rest []byte, limit int) {
	length := number(rest[11:13])
	start := d.pos + datagramRecordLen
	cut := length > limit-start
	if cut {
		d.cut(d.pos, datagramRecordLen+length, len(rest))
		length = limit - start
	}
	d.pos = start + length
	if cut && item.Content == ContentAlert {
		return // what is left of it does not tell a clear alert from an encrypted one
	}
	item.Offset, item.Raw = start, d.stream[start:d.pos:d.pos]
	if item.Content == ContentHandshake && item.Epoch == 0 {
		d.record, d.payload, d.at = item, item.Raw, start
		return
	}
	item.Kind = datagramKind(item.Content, item.Epoch, length)
	d.order.other(item)
}

func datagramKind(content byte, epoch uint16, length int) Kind {
	switch {
	case content == ContentApplicationData:
		return ApplicationData
	case epoch > 0:
		return Encrypted
	case content == ContentChangeCipherSpec:
		return ChangeCipherSpec
	case content == ContentAlert && length == alertLen:
		return Alert
	case content == ContentAlert:
		return Encrypted
	}
	return Other
}

func (d *datagramReader) cut(at, need, have int) {
	d.defects.Note(codeRecordCut, "record", at+have, "the record that begins at byte %d needs %d bytes, there are %d of them", at, need, have)
}

// end gives out the messages that the last fragments made whole unnoticed, and
// takes note of those that never were, and of those of which nothing came.
func (d *datagramReader) end() {
	d.ended = true
	next := 0 // unknown: the stream may begin late
	for _, seq := range slices.Sorted(maps.Keys(d.messages)) {
		m := d.messages[seq]
		if at := m.fragments[0].at; next > 0 && seq > next {
			d.defects.Note(codeGap, "handshake message", at, "messages that are missing before message %d: %d", seq, seq-next)
		}
		next = seq + 1
		if m.raw != nil {
			continue
		}
		m.tried = 0
		if m.complete(d) {
			d.order.message(seq, m.item())
			continue
		}
		d.defects.Note(codeGap, "handshake message", m.fragments[0].at,
			"of the message %d of type %d, which has %d bytes, fragments are missing", m.seq, int(m.messageType), m.length)
	}
	d.order.release()
}
