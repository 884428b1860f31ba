// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package tlswire

import (
	"fmt"
	"io"

	"github.com/schanneltrust/schannel"
)

// Reader reads a stream item by item. It holds no more than the stream and one
// message put together from it.
type Reader struct {
	// TLS13 says that a ChangeCipherSpec does not begin encryption. It may be
	// set between two calls of Next.
	TLS13 bool

	stream []byte
	pos    int // where the next record begins
	bare   bool
	keys   keys
	late   *lateReader // what a Flow adds; nil for a strict reader

	version   schannel.TLSVersion // of the current record
	payload   []byte              // what is left of the current handshake record
	payloadAt int                 // its offset
	pending   Item                // a message that is not complete yet
	fault     error               // comes when the payload is used up
}

// keys is whether the records of the stream are encrypted.
type keys uint8

const (
	keysOff     keys = 0
	keysOn      keys = 1
	keysUnknown keys = 2 // the stream began in the middle of a connection
)

// NewReader returns a reader of TLS records.
func NewReader(stream []byte) *Reader { return &Reader{stream: stream} }

// NewMessageReader returns a reader of handshake messages that follow each
// other without a record layer.
func NewMessageReader(stream []byte) *Reader {
	r := messageReader(stream)
	return &r
}

func messageReader(stream []byte) Reader {
	return Reader{stream: stream, bare: true, pos: len(stream), payload: stream}
}

// LooksLikeRecords reports whether a stream begins with the header of a TLS
// record, and not with a bare handshake message. The second byte tells: a
// record has the major version 3 there, a hello the top byte of a length. A
// single byte, all of a stream that ends there, may begin a record.
func LooksLikeRecords(stream []byte) bool {
	return len(stream) > 0 && stream[0] >= ContentChangeCipherSpec && stream[0] <= ContentHeartbeat && (len(stream) == 1 || stream[1] == 3)
}

// Next returns the next item, io.EOF at the clean end of the stream, and an
// *schannel.Error where the stream is no TLS or ends in the middle of
// something. After an error it returns the same one again.
func (r *Reader) Next() (Item, error) {
	for {
		if item, ok := r.takeMessage(); ok {
			return item, nil
		}
		if r.fault == nil && r.pos == len(r.stream) {
			r.fault = r.end()
		}
		if r.fault != nil {
			return Item{}, r.fault
		}
		if item, ok := r.takeRecord(); ok {
			return item, nil
		}
	}
}

// Pending returns the handshake message that has begun and is not complete.
// Its Raw is empty if there is none.
func (r *Reader) Pending() Item { return r.pending }

// end returns the error for the end of the stream.
func (r *Reader) end() error {
	if len(r.pending.Raw) == 0 {
		return io.EOF
	}
	return &schannel.Error{
		Code: codeMessageCut, Field: "handshake message", Offset: len(r.stream),
		Err: fmt.Errorf("the message of type %d that begins at byte %d needs %d bytes, the stream has %d of them",
			r.pending.Type(), r.pending.Offset, messageLen(r.pending.Raw), len(r.pending.Raw)),
	}
}

// takeRecord reads one record. It returns an item for anything but a handshake
// record in clear, whose payload it leaves for takeMessage.
func (r *Reader) takeRecord() (Item, bool) {
	at := r.pos
	if r.late != nil && r.skipsEmpty() {
		return Item{}, false
	}
	contentType, length, err := r.recordHeader()
	if err != nil {
		r.fault = err
		return Item{}, false
	}
	body := r.stream[at+recordHeaderLen:]
	if length > len(body) {
		r.fault = cutRecord(at, length, len(body))
		r.pos = len(r.stream)
	} else {
		body = body[:length]
		r.pos = at + recordHeaderLen + length
	}
	if r.late != nil {
		r.lateRecord(at, contentType, body)
	}
	if contentType == ContentHandshake && r.keys == keysOff {
		r.payload, r.payloadAt = body, at+recordHeaderLen
		return Item{}, false
	}
	if r.fault != nil {
		return Item{}, false
	}
	item := Item{
		Kind: r.kind(contentType, len(body)), Content: contentType, Version: r.version,
		Offset: at + recordHeaderLen, Records: 1, Raw: body,
	}
	if contentType == ContentChangeCipherSpec && !r.TLS13 {
		r.keys = keysOn
	}
	return item, true
}

// recordHeader checks the header of the record at r.pos.
func (r *Reader) recordHeader() (contentType byte, length int, err error) {
	h := r.stream[r.pos:]
	fault := func(code schannel.Code, field string, at int, format string, args ...any) error {
		return &schannel.Error{Code: code, Field: field, Offset: r.pos + at, Err: fmt.Errorf(format, args...)}
	}
	if h[0] < ContentChangeCipherSpec || h[0] > ContentHeartbeat {
		return 0, 0, fault(codeRecordType, "record type", 0, "%d is no content type of TLS", h[0])
	}
	if len(h) < recordHeaderLen {
		return 0, 0, cutRecord(r.pos, 0, len(h)-recordHeaderLen)
	}
	r.version = version(h[1:])
	if h[1] != 3 {
		return 0, 0, fault(codeRecordVersion, "record version", 1, "%v is no version of TLS", r.version)
	}
	length = number(h[3:5])
	limit := maxPlaintext
	if r.keys != keysOff || r.late != nil || h[0] == ContentApplicationData {
		limit = maxCiphertext
	}
	switch {
	case length > limit:
		return 0, 0, fault(codeRecordLength, "record length", 3, "%d is more than the %d that a record may have", length, limit)
	// RFC 5246, Section 6.2.1: only application data may come in records of
	// no length.
	case length == 0 && h[0] != ContentApplicationData:
		return 0, 0, fault(codeRecordLength, "record length", 3, "a record of type %d is empty", h[0])
	}
	return h[0], length, nil
}

func cutRecord(at, need, have int) error {
	return &schannel.Error{
		Code: codeRecordCut, Field: "record", Offset: at + recordHeaderLen + have,
		Err: fmt.Errorf("the record that begins at byte %d needs %d bytes, the stream has %d of them",
			at, recordHeaderLen+need, recordHeaderLen+have),
	}
}

func (r *Reader) kind(contentType byte, length int) Kind {
	switch {
	case contentType == ContentChangeCipherSpec:
		return ChangeCipherSpec
	case contentType == ContentApplicationData:
		return ApplicationData
	case contentType == ContentAlert && r.keys != keysOn:
		return Alert
	// What is sent under keys of TLS 1.3 looks like application data: an alert
	// that does not was sent before (RFC 8446, Section 5.2).
	case contentType == ContentAlert && r.late != nil && r.TLS13 && length == alertLen:
		return Alert
	case contentType == ContentHeartbeat && r.late != nil && r.keys == keysOff:
		return Other
	}
	return Encrypted
}

// takeMessage takes a handshake message from the payload at hand, or puts what
// there is to the pending one.
func (r *Reader) takeMessage() (Item, bool) {
	if len(r.payload) == 0 {
		return Item{}, false
	}
	if len(r.pending.Raw) == 0 {
		if r.bare && r.late != nil && !known(r.payload[0]) {
			r.fault = unknownMessage(r.payload[0], r.payloadAt)
			r.payload, r.pos = nil, r.payloadAt
			return Item{}, false
		}
		if n := messageLen(r.payload); n <= len(r.payload) {
			item := r.begin(r.payload[:n:n])
			r.advance(n)
			return item, true
		}
		r.pending = r.begin(nil)
		if !r.bare {
			r.pending.stream, r.pending.first = r.stream, len(r.payload)
		}
	} else if !r.bare {
		r.pending.Records++
	}
	return r.complete()
}

// begin returns a message that begins with the payload.
func (r *Reader) begin(raw []byte) Item {
	item := Item{Kind: Message, Version: r.version, Offset: r.payloadAt, Raw: raw}
	if !r.bare {
		item.Records, item.Content = 1, ContentHandshake
	}
	return item
}

// complete adds from the payload to the pending message what it needs.
func (r *Reader) complete() (Item, bool) {
	for len(r.payload) > 0 {
		need := messageLen(r.pending.Raw) - len(r.pending.Raw)
		if need == 0 {
			break
		}
		n := min(need, len(r.payload))
		r.pending.Raw = append(r.pending.Raw, r.payload[:n]...)
		r.advance(n)
	}
	if len(r.pending.Raw) < HeaderLen || messageLen(r.pending.Raw) > len(r.pending.Raw) {
		return Item{}, false
	}
	item := r.pending
	r.pending = Item{}
	return item, true
}

func (r *Reader) advance(n int) {
	r.payload = r.payload[n:]
	r.payloadAt += n
}

// messageLen returns how long the message is that raw begins, its header
// included; for less than a header, the length of a header.
func messageLen(raw []byte) int {
	if len(raw) < HeaderLen {
		return HeaderLen
	}
	return HeaderLen + number(raw[1:4])
}
