// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package emstest

import (
	"encoding/binary"
	"errors"
	"net"
	"slices"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/ems/derive"
	"github.com/schanneltrust/schannel/internal/tlswire"
)

// wire is a connection as the raw peer sees it: records below, messages above.
type wire struct {
	*link
	version schannel.TLSVersion // in the header of records
	in, out *protection         // nil: in clear

	records int    // that have come
	pending []byte // of a handshake message that has begun
	bad     []byte // the record that did not decrypt

	// Of the handshake that goes on.
	log  []byte            // its messages so far
	hash derive.Transcript // the same up to the ClientKeyExchange
}

// arrivalKind says what has come.
type arrivalKind uint8

const (
	aMessage          arrivalKind = 1
	aChangeCipherSpec arrivalKind = 2
	anAlert           arrivalKind = 3
	theEnd            arrivalKind = 4 // the connection is closed
	aSilence          arrivalKind = 5 // nothing comes until the deadline
	aBadRecord        arrivalKind = 6 // it does not decrypt
	aGarbage          arrivalKind = 7 // it is no TLS
)

// arrival is what comes next from the stack.
type arrival struct {
	kind    arrivalKind
	message []byte // with its header
	alert   ems.Alert
}

func (a arrival) is(messageType byte) bool { return a.kind == aMessage && a.message[0] == messageType }

// maxMessage is more than a chain of certificates has in a test, maxRecords more
// than a few handshakes have: a stack that says more than that is not heard out.
const (
	maxMessage = 1 << 18
	maxRecords = 1 << 10
)

// next returns what comes next. A message is added to the log of the
// handshake, unless it is a Finished, which is checked before it is added.
func (w *wire) next() arrival {
	for {
		if message, whole := w.message(); whole {
			if message[0] != tlswire.TypeFinished {
				w.add(message)
			}
			return arrival{kind: aMessage, message: message}
		}
		if len(w.pending) > maxMessage {
			return arrival{kind: aGarbage}
		}
		kind, content, failed := w.record()
		if failed != 0 {
			return arrival{kind: failed}
		}
		if a, done := w.take(kind, content); done {
			return a
		}
	}
}

// take takes a record; done if it is an arrival of its own.
func (w *wire) take(kind byte, content []byte) (a arrival, done bool) {
	switch kind {
	case recordHandshake:
		w.pending = append(w.pending, content...)
		return arrival{}, false
	case recordChangeCipherSpec:
		return arrival{kind: aChangeCipherSpec}, true
	case recordData:
		return arrival{}, false // what an application says is none of our business
	case recordAlert:
		if len(content) != 2 {
			return arrival{kind: aGarbage}, true
		}
		return takeAlert(content[0], ems.AlertOf(content[1]))
	}
	return arrival{kind: aGarbage}, true
}

// takeAlert: of the warnings, two say something about the handshake.
func takeAlert(level byte, alert ems.Alert) (a arrival, done bool) {
	const fatal = 2
	switch {
	case alert == ems.CloseNotify:
		return arrival{kind: theEnd}, true
	case level == fatal, alert == ems.NoRenegotiation:
		return arrival{kind: anAlert, alert: alert}, true
	}
	return arrival{}, false
}

// message takes the next handshake message out of what is pending.
func (w *wire) message() (message []byte, whole bool) {
	if len(w.pending) < tlswire.HeaderLen {
		return nil, false
	}
	n := tlswire.HeaderLen + (int(w.pending[1])<<16 | int(w.pending[2])<<8 | int(w.pending[3]))
	if len(w.pending) < n {
		return nil, false
	}
	message = slices.Clone(w.pending[:n])
	w.pending = w.pending[n:]
	return message, true
}

// record reads a record. Failed says why there is none.
func (w *wire) record() (kind byte, content []byte, failed arrivalKind) {
	var header [recordHeader]byte
	if err := w.read(header[:]); err != nil {
		return 0, nil, endOf(err)
	}
	n := int(binary.BigEndian.Uint16(header[3:]))
	w.records++
	if header[1] != 3 || n > maxFragment || w.records > maxRecords {
		return 0, nil, aGarbage
	}
	fragment := make([]byte, n)
	if err := w.read(fragment); err != nil {
		return 0, nil, endOf(err)
	}
	if w.in == nil {
		return header[0], fragment, 0
	}
	content, err := w.in.open(header[0], fragment)
	if err != nil {
		w.bad = fragment
		return 0, nil, aBadRecord
	}
	return header[0], content, 0
}

func endOf(err error) arrivalKind {
	var late net.Error
	if errors.As(err, &late) && late.Timeout() {
		return aSilence
	}
	return theEnd
}

// begin forgets the handshake before.
func (w *wire) begin() { w.log, w.hash = nil, derive.Transcript{} }

// add puts a message into the log. RFC 5246, Section 7.4.1.1: a HelloRequest
// is not part of it.
func (w *wire) add(message []byte) {
	if message[0] == tlswire.TypeHelloRequest {
		return
	}
	w.log = append(w.log, message...)
	_ = w.hash.Add(message) // what is out of order has no session hash: see master
}

// sendMessages sends handshake messages in one record for each.
func (w *wire) sendMessages(messages ...[]byte) {
	w.write(w.flight(messages))
}

// flight returns the records of handshake messages, which it puts into the log.
func (w *wire) flight(messages [][]byte) []byte {
	var out []byte
	for _, m := range messages {
		w.add(m)
		out = append(out, w.sealed(recordHandshake, m)...)
	}
	return out
}

// sendFinished sends ChangeCipherSpec, and Finished under the new keys.
func (w *wire) sendFinished(flight [][]byte, k keys, sender ems.Side, finished func() ([]byte, error)) error {
	out := w.flight(flight)
	message, err := finished()
	if err != nil {
		return err
	}
	out = append(out, w.sealed(recordChangeCipherSpec, []byte{1})...)
	w.out = k.of(sender)
	w.add(message)
	w.write(append(out, w.sealed(recordHandshake, message)...))
	return nil
}

func (w *wire) sendAlert(level byte, alert ems.Alert) {
	w.write(w.sealed(recordAlert, []byte{level, alert.Number()}))
}

// sealed returns the records of some content.
func (w *wire) sealed(kind byte, content []byte) []byte {
	var out []byte
	for len(content) > 0 {
		part := content[:min(len(content), maxPlaintext)]
		content = content[len(part):]
		fragment := part
		if w.out != nil {
			fragment = w.out.seal(kind, part)
		}
		out = append(out, kind)
		out = binary.BigEndian.AppendUint16(out, uint16(w.version))
		out = binary.BigEndian.AppendUint16(out, uint16(len(fragment)))
		out = append(out, fragment...)
	}
	return out
}

// leave says goodbye and hears whether the stack has something against what
// was last sent to it.
func (w *wire) leave() arrival {
	w.sendAlert(1, ems.CloseNotify)
	for {
		if a := w.next(); a.kind != aMessage && a.kind != aChangeCipherSpec {
			return a
		}
	}
}
