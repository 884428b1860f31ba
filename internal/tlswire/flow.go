// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package tlswire

import (
	"errors"
	"fmt"
	"slices"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/prelude"
)

// MaxInput is how many bytes of one direction are read.
const MaxInput = 16 << 20

// Form is what a stream consists of.
type Form uint8

const (
	UnknownForm Form = 0 // "unknown": no TLS was found
	Records     Form = 1 // "records": records of TLS, perhaps behind a dialogue in clear
	Messages    Form = 2 // "messages": handshake messages without records
	Datagrams   Form = 3 // "datagrams": records of DTLS
	Decrypted   Form = 4 // "decrypted": messages, alerts and the like out of a log
)

// Flow reads one direction of a connection as people capture it: behind a
// dialogue in clear, from the middle, with something else behind. What was read
// stays read; what is no TLS is an item of kind [Outside]. Nothing is an error:
// what was wrong is in [Flow.Defects]. Packets of TDS are opened where they carry
// a handshake.
type Flow struct {
	form   Form
	side   prelude.Side
	clear  []Item // what stands in clear before TLS, and is still to come
	begins int    // where TLS begins
	source source
	reader *Reader  // the source, if it has records or messages
	room   struct { // what reader and its part for late beginnings are, without memory of their own
		reader Reader
		late   lateReader
	}
	tail    Item // what comes when the source is empty
	defects Defects
	cut     bool
	proven  bool // a message has shown the side
}

// source is where the items of TLS come from.
type source interface{ Next() (Item, error) }

// NewFlow returns the items of a stream, whose form it finds out. It fails for
// more than [MaxInput] bytes only.
func NewFlow(stream []byte) (*Flow, error) {
	if len(stream) > MaxInput {
		return nil, TooLong(len(stream))
	}
	f := &Flow{}
	f.open(stream)
	return f, nil
}

// NewMessages returns the items of handshake messages that follow each other
// without a record layer: of TLS up to 1.2, of DTLS, or decrypted ones of TLS
// 1.3. The version, if it is known, becomes that of the items.
func NewMessages(stream []byte, v schannel.TLSVersion) (*Flow, error) {
	if len(stream) > MaxInput {
		return nil, TooLong(len(stream))
	}
	f := &Flow{}
	if looksLikeDatagramMessages(stream) || isDTLS(v) && messageLen(stream) != len(stream) {
		f.datagramMessages(stream, v)
		return f, nil
	}
	f.form = Messages
	f.read(messageReader(stream))
	f.reader.version = v
	return f, nil
}

// datagramMessages reads messages with the header of DTLS, of DTLS 1.2 unless
// another version is told.
func (f *Flow) datagramMessages(stream []byte, v schannel.TLSVersion) {
	if !isDTLS(v) {
		v = schannel.DTLS12
	}
	f.form = Messages
	f.source = &chunkReader{stream: stream, chunks: []Chunk{{ContentHandshake, v, 0, len(stream)}}, defects: &f.defects}
}

// TooLong is the error for a capture that is longer than [MaxInput].
func TooLong(length int) error {
	return &schannel.Error{
		Code: codeLong, Field: "capture", Offset: MaxInput,
		Err: fmt.Errorf("%d bytes are more than the %d that are read", length, MaxInput),
	}
}

// open finds out what the stream consists of.
func (f *Flow) open(stream []byte) {
	switch {
	case len(stream) == 0:
	case beginsTLS(stream):
		f.records(stream, 0)
	case beginsDTLS(stream):
		f.form, f.source = Datagrams, newDatagramReader(stream, nil, &f.defects)
	case looksLikeMessages(stream):
		f.form = Messages
		f.read(messageReader(stream))
	case looksLikeDatagramMessages(stream):
		f.datagramMessages(stream, 0)
	default:
		f.openClear(stream)
	}
}

// openClear looks for TLS behind what stands in clear.
func (f *Flow) openClear(stream []byte) {
	name, side := prelude.Name(stream)
	if name.Wraps() && f.openWrapped(stream, name, side) {
		return
	}
	units, end, found := prelude.Scan(stream, beginsTLS)
	if !found && !name.Wraps() && name.LeadsToTLS() {
		if at, ok := findTLS(stream[end:]); ok {
			end += at
			found = true
		}
	}
	if !found {
		f.side = side
		f.clear = []Item{outside(stream, 0, name)}
		return
	}
	for _, u := range units {
		f.clear = append(f.clear, outside(stream[:u.End:u.End], u.Start, u.Protocol))
		if f.side == prelude.UnknownSide {
			f.side = u.Side
		}
	}
	named := 0 // where the last unit ends
	if n := len(units); n > 0 {
		named = units[n-1].End
	}
	if named < end {
		f.clear = append(f.clear, outside(stream[:end:end], named, prelude.UnknownProtocol))
	}
	f.records(stream, end)
}

// openWrapped reads TLS out of the packets of another protocol, whose headers no
// offset behind Begins counts. It returns false if there is none in them.
func (f *Flow) openWrapped(stream []byte, p prelude.Protocol, side prelude.Side) bool {
	joined, begins, found := unwrapTDS(stream)
	if !found {
		return false
	}
	if begins > 0 {
		f.side = side
		f.clear = []Item{outside(joined[:begins:begins], 0, p)}
	}
	f.records(joined, begins)
	return true
}

func outside(stream []byte, at int, p prelude.Protocol) Item {
	return Item{Kind: Outside, Offset: at, Raw: stream[at:], Protocol: p}
}

// records reads records from the given place on.
func (f *Flow) records(stream []byte, at int) {
	f.form, f.begins = Records, at
	r := Reader{stream: stream, pos: at, keys: keysUnknown}
	if raw, ok := takeSSL2Hello(stream[at:]); ok {
		f.clear = append(f.clear, Item{
			Kind: HelloSSL2, Content: ContentHandshake, Version: version(raw[1:]), Offset: at + ssl2HeaderLen, Records: 1, Raw: raw,
		})
		r.pos, r.keys = at+ssl2HeaderLen+len(raw), keysOff
	}
	f.read(r)
}

func (f *Flow) read(r Reader) {
	f.room.reader, f.room.late.defects = r, &f.defects
	f.reader = &f.room.reader
	f.reader.late, f.source = &f.room.late, f.reader
}

// Next returns the next item, and false at the end.
func (f *Flow) Next() (Item, bool) {
	if len(f.clear) > 0 {
		item := f.clear[0]
		f.clear = f.clear[1:]
		f.observe(item)
		return item, true
	}
	if f.source != nil {
		item, err := f.source.Next()
		if err == nil {
			f.observe(item)
			return item, true
		}
		f.stopped(err)
		f.source = nil
	}
	item := f.tail
	f.tail = Item{}
	return item, item.Kind != KindUnspecified
}

// stopped takes note of what stopped the source, and names what follows.
func (f *Flow) stopped(err error) {
	fault, ok := errors.AsType[*schannel.Error](err)
	if !ok { // io.EOF
		return
	}
	f.defects.add(fault)
	r := f.reader
	if fault.Code == codeRecordCut || fault.Code == codeMessageCut {
		f.cut = true
		return
	}
	r.interrupted()
	name, _ := prelude.Name(r.stream[r.pos:])
	f.tail = outside(r.stream, r.pos, name)
}

// observe learns from an item what the reading of the next ones needs.
func (f *Flow) observe(item Item) {
	f.side = f.sideWith(item)
	if item.Kind != Message || f.reader == nil {
		return
	}
	switch item.Type() {
	case TypeClientHello:
		if f.reader.late.hello == nil {
			f.reader.late.hello = item.Raw[:min(len(item.Raw), helloHead)]
		}
	case TypeServerHello:
		if IsTLS13(SelectedVersion(item.Body())) {
			f.reader.TLS13 = true
		}
	}
}

// Form returns what the stream consists of.
func (f *Flow) Form() Form { return f.form }

// Begins returns where TLS begins: behind what stands in clear.
func (f *Flow) Begins() int { return f.begins }

// SetTLS13 says that the connection is TLS 1.3, which the stream of a client
// does not tell by itself: a ChangeCipherSpec then does not begin encryption.
func (f *Flow) SetTLS13() {
	if f.reader != nil {
		f.reader.TLS13 = true
	}
}

// Pending returns the handshake message that has begun and is not complete.
// Its Raw is empty if there is none.
func (f *Flow) Pending() Item {
	if f.reader == nil {
		return Item{}
	}
	return f.reader.pending
}

// Cut reports whether the stream ended inside a record or a message.
func (f *Flow) Cut() bool {
	return f.cut || f.defects.Has(codeRecordCut) && f.form == Datagrams
}

// Defects returns what was wrong with what has been read.
func (f *Flow) Defects() *Defects {
	return &Defects{f.defects.Count, slices.Clone(f.defects.Noted)}
}
