// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package tlswire

// lateReader is what a [Flow] adds to a [Reader]: it may begin in the middle of
// a connection, where nobody has said yet whether records are encrypted, and it
// passes over what a strict reader refuses.
type lateReader struct {
	defects *Defects
	hello   []byte // how the first ClientHello begins
}

// helloHead is how much of a ClientHello is compared with the first one: its
// header, its version and its random.
const helloHead = HeaderLen + 2 + 32

// lateRecord looks at a record before it is read and settles whether its bytes
// are ciphertext.
func (r *Reader) lateRecord(at int, contentType byte, body []byte) {
	if contentType != ContentHandshake && contentType != ContentAlert {
		r.interrupted()
	}
	switch contentType {
	case ContentApplicationData:
		r.keys = keysOn // there is no application data in clear
	case ContentAlert:
		// RFC 5246, Section 7.2: an alert has two bytes; encrypted it has more.
		if r.keys == keysUnknown && len(body) != alertLen {
			r.keys = keysOn
		}
	case ContentHeartbeat:
		if r.keys == keysUnknown {
			r.keys = keysOn // RFC 6520, Section 3: only behind a handshake
		}
	case ContentHandshake:
		r.lateHandshake(at, body)
	}
}

// skipsEmpty passes over an empty record at r.pos, which only application data
// may have (RFC 5246, Section 6.2.1).
func (r *Reader) skipsEmpty() bool {
	h := r.stream[r.pos:]
	if len(h) < recordHeaderLen || h[1] != 3 || h[3]|h[4] != 0 || h[0] == ContentApplicationData ||
		h[0] < ContentChangeCipherSpec || h[0] > ContentHeartbeat {
		return false
	}
	r.late.defects.Note(codeRecordLength, "record length", r.pos+3, "a record of type %d is empty", int(h[0]))
	r.pos += recordHeaderLen
	return true
}

// lateHandshake settles it for a record of handshake messages.
func (r *Reader) lateHandshake(at int, body []byte) {
	switch {
	case r.keys == keysUnknown && r.readsAsMessages(at):
		r.keys = keysOff
	case r.keys == keysUnknown:
		r.keys = keysOn
	case r.keys == keysOn && r.repeatsHello(body):
		r.keys, r.TLS13 = keysOff, true
	}
	if r.keys == keysOn {
		r.interrupted()
	} else if len(body) > maxPlaintext {
		r.late.defects.Note(codeRecordLength, "record length", at+3, "%d is more than the %d that a record in clear may have", len(body), maxPlaintext)
	}
}

// interrupted gives up a message whose rest cannot come any more.
func (r *Reader) interrupted() {
	if len(r.pending.Raw) == 0 {
		return
	}
	r.late.defects.Note(codeMessageCut, "handshake message", r.pending.Offset,
		"the message of type %d needs %d bytes, another record follows %d of them",
		int(r.pending.Type()), messageLen(r.pending.Raw), len(r.pending.Raw))
	r.pending = Item{}
}

// repeatsHello reports whether a record behind a ChangeCipherSpec or behind
// early data is the second ClientHello of TLS 1.3, which has the random of the
// first (RFC 8446, Section 4.1.2). What is shorter than any ciphertext of a
// handshake message, and begins like a hello, is a part of one.
func (r *Reader) repeatsHello(body []byte) bool {
	const leastCiphertext = HeaderLen + 12 + 16 // a Finished and the shortest MAC
	if len(body) == 0 || len(r.late.hello) < helloHead || body[0] != TypeClientHello || len(body) < helloHead && len(body) >= leastCiphertext {
		return false
	}
	n := min(len(body), helloHead)
	from := min(n, HeaderLen)
	return string(body[from:n]) == string(r.late.hello[from:n])
}

// maxProbed is how many messages are looked at where a stream begins in the
// middle; no flight in clear has more.
const maxProbed = 12

// readsAsMessages reports whether the record at the given place begins messages
// in clear, and not ciphertext, which has no such structure. All of its messages
// are read; that happens once in a stream.
func (r *Reader) readsAsMessages(at int) bool {
	probe := Reader{stream: r.stream, pos: at}
	for n := range maxProbed {
		item, err := probe.Next()
		if err != nil {
			pending := probe.pending.Raw
			switch {
			case len(pending) == 0:
				return n > 0
			case len(pending) <= HeaderLen:
				return n > 0 && mayBeClear(pending[0])
			}
			return mayBeClear(pending[0]) && structured(pending)
		}
		if item.Kind == Alert && len(item.Raw) == alertLen && len(probe.pending.Raw) > 0 {
			return mayBeClear(probe.pending.Raw[0]) // an alert between two fragments, itself in clear
		}
		if item.Kind != Message {
			return len(probe.pending.Raw) == 0
		}
		// Zero bytes begin the explicit nonce of an AEAD (RFC 5288, Section 3):
		// only a record that holds nothing else is a HelloRequest.
		if item.Type() == TypeHelloRequest && probe.pos != at+recordHeaderLen+HeaderLen {
			return false
		}
		if n == 0 && (item.Type() == TypeClientHello || item.Type() == TypeServerHello) && structured(item.Raw) {
			return true // whatever follows
		}
		if !mayBeClear(item.Type()) || len(probe.payload) > 0 && !structured(item.Raw) {
			return false
		}
	}
	return true
}

// mayBeClear reports whether messages of a type stand in records in clear.
// Finished and what comes later never do.
func mayBeClear(messageType byte) bool {
	switch messageType {
	case TypeHelloRequest, TypeClientHello, TypeServerHello, TypeNewSessionTicket, TypeHelloRetryRequest, TypeCertificate,
		TypeServerKeyExchange, TypeCertificateRequest, TypeServerHelloDone, TypeCertificateVerify, TypeClientKeyExchange,
		TypeCertificateURL, TypeCertificateStatus, TypeSupplementalData:
		return true
	}
	return false
}
