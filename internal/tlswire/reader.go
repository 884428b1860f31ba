// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package tlswire

import (
	"fmt"
	"io"

	"github.com/schanneltrust/schannel"
)

// Kind says what an item is.
type Kind uint8

const (
	KindUnspecified  Kind = 0 // not a kind
	Message          Kind = 1 // a whole handshake message in clear
	ChangeCipherSpec Kind = 2
	Alert            Kind = 3 // an alert in clear
	Encrypted        Kind = 4 // a handshake or alert record after ChangeCipherSpec
	ApplicationData  Kind = 5 // also everything encrypted in TLS 1.3
)

// Handshake message types (RFC 5246, Section 7.4; RFC 8446, Section 4).
const (
	TypeHelloRequest        = 0
	TypeClientHello         = 1
	TypeServerHello         = 2
	TypeHelloVerifyRequest  = 3
	TypeNewSessionTicket    = 4
	TypeEncryptedExtensions = 8
	TypeCertificate         = 11
	TypeServerKeyExchange   = 12
	TypeCertificateRequest  = 13
	TypeServerHelloDone     = 14
	TypeCertificateVerify   = 15
	TypeClientKeyExchange   = 16
	TypeFinished            = 20
	TypeCertificateStatus   = 22
)

const (
	// HeaderLen is the length of the header of a handshake message: its type
	// and a 3-byte length.
	HeaderLen = 4

	recordHeaderLen = 5
	maxPlaintext    = 1 << 14             // RFC 5246, Section 6.2.1
	maxCiphertext   = maxPlaintext + 2048 // RFC 5246, Section 6.2.3
	recordChange    = 20                  // content types: RFC 5246, Section 6.2.1
	recordAlert     = 21
	recordHandshake = 22
	recordData      = 23
	recordHeartbeat = 24 // RFC 6520, Section 3
)

// Item is what a stream consists of: a handshake message, or a record of
// another type.
type Item struct {
	Kind    Kind
	Version schannel.TLSVersion // of the record in which it begins; zero in a stream without records
	Offset  int                 // of its first byte in the stream; record headers do not belong to it
	Records int                 // over how many records it goes; 0 in a stream without records

	// Raw is a whole handshake message with its header, or the payload of a
	// record. It aliases the stream unless a message goes over several records.
	Raw []byte

	// Where the parts of a message are is read again when it is asked for: a
	// list would take more memory than a stream of tiny records.
	stream []byte // nil for a message of one part
	first  int    // bytes of it in the first record
}

// Type returns the type of a handshake message.
func (i Item) Type() byte { return i.Raw[0] }

// Body returns a handshake message without its header.
func (i Item) Body() []byte { return i.Raw[HeaderLen:] }

// StreamOffset returns where the byte Raw[n] stands in the stream; for
// n == len(Raw), the place behind the last one. It takes time for each record
// of the message.
func (i Item) StreamOffset(n int) int {
	if i.stream == nil || n < i.first {
		return i.Offset + n
	}
	if n == len(i.Raw) {
		return i.StreamOffset(n-1) + 1
	}
	n -= i.first
	at := i.Offset + i.first
	for at+recordHeaderLen <= len(i.stream) {
		contentType, length := i.stream[at], int(i.stream[at+3])<<8|int(i.stream[at+4])
		at += recordHeaderLen
		if contentType == recordHandshake {
			if n < length {
				return at + n
			}
			n -= length
		}
		at += length
	}
	return at
}

// Reader reads a stream item by item. It holds no more than the stream and one
// message put together from it.
type Reader struct {
	// TLS13 says that a ChangeCipherSpec does not begin encryption. It may be
	// set between two calls of Next.
	TLS13 bool

	stream    []byte
	pos       int // where the next record begins
	bare      bool
	encrypted bool

	version   schannel.TLSVersion // of the current record
	payload   []byte              // what is left of the current handshake record
	payloadAt int                 // its offset
	pending   Item                // a message that is not complete yet
	fault     error               // comes when the payload is used up
}

// NewReader returns a reader of TLS records.
func NewReader(stream []byte) *Reader { return &Reader{stream: stream} }

// NewMessageReader returns a reader of handshake messages that follow each
// other without a record layer.
func NewMessageReader(stream []byte) *Reader {
	return &Reader{stream: stream, bare: true, pos: len(stream), payload: stream}
}

// LooksLikeRecords reports whether a stream begins with the header of a TLS
// record, and not with a bare handshake message. The second byte tells: a
// record has the major version 3 there, a hello the top byte of a length. A
// single byte, all of a stream that ends there, may begin a record.
func LooksLikeRecords(stream []byte) bool {
	return len(stream) > 0 && stream[0] >= recordChange && stream[0] <= recordHeartbeat && (len(stream) == 1 || stream[1] == 3)
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
	if contentType == recordHandshake && !r.encrypted {
		r.payload, r.payloadAt = body, at+recordHeaderLen
		return Item{}, false
	}
	if r.fault != nil {
		return Item{}, false
	}
	item := Item{Kind: r.kind(contentType), Version: r.version, Offset: at + recordHeaderLen, Records: 1, Raw: body}
	if contentType == recordChange && !r.TLS13 {
		r.encrypted = true
	}
	return item, true
}

// recordHeader checks the header of the record at r.pos.
func (r *Reader) recordHeader() (contentType byte, length int, err error) {
	h := r.stream[r.pos:]
	fault := func(code schannel.Code, field string, at int, format string, args ...any) error {
		return &schannel.Error{Code: code, Field: field, Offset: r.pos + at, Err: fmt.Errorf(format, args...)}
	}
	if h[0] < recordChange || h[0] > recordHeartbeat {
		return 0, 0, fault(codeRecordType, "record type", 0, "%d is no content type of TLS", h[0])
	}
	if len(h) < recordHeaderLen {
		return 0, 0, cutRecord(r.pos, 0, len(h)-recordHeaderLen)
	}
	r.version = schannel.TLSVersion(h[1])<<8 | schannel.TLSVersion(h[2])
	if h[1] != 3 {
		return 0, 0, fault(codeRecordVersion, "record version", 1, "%v is no version of TLS", r.version)
	}
	length = int(h[3])<<8 | int(h[4])
	limit := maxPlaintext
	if r.encrypted || h[0] == recordData {
		limit = maxCiphertext
	}
	switch {
	case length > limit:
		return 0, 0, fault(codeRecordLength, "record length", 3, "%d is more than the %d that a record may have", length, limit)
	// RFC 5246, Section 6.2.1: only application data may come in records of
	// no length.
	case length == 0 && h[0] != recordData:
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

func (r *Reader) kind(contentType byte) Kind {
	switch {
	case contentType == recordChange:
		return ChangeCipherSpec
	case contentType == recordData:
		return ApplicationData
	case contentType == recordAlert && !r.encrypted:
		return Alert
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
		item.Records = 1
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
	return HeaderLen + (int(raw[1])<<16 | int(raw[2])<<8 | int(raw[3]))
}
