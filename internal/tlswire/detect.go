// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package tlswire

import (
	"fmt"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/prelude"
)

// beginsTLS reports whether a stream begins with a record of TLS, of which
// there may be only the beginning, or with a hello in the format of SSL 2.0.
func beginsTLS(stream []byte) bool {
	if _, ok := takeSSL2Hello(stream); ok {
		return true
	}
	if !LooksLikeRecords(stream) {
		return false
	}
	const newest = 4
	if len(stream) < recordHeaderLen {
		return len(stream) < 3 || stream[2] <= newest
	}
	length := number(stream[3:5])
	return stream[2] <= newest && length <= maxCiphertext && (stream[0] != ContentChangeCipherSpec || length == 1)
}

// beginsDTLS reports whether datagrams begin with a record of DTLS (RFC 6347,
// Section 4.1).
func beginsDTLS(stream []byte) bool {
	return len(stream) >= 3 && stream[0] >= ContentChangeCipherSpec && stream[0] <= ContentACK && isDTLS(version(stream[1:])) &&
		(len(stream) < datagramRecordLen || stream[0] == ContentConnectionID || number(stream[11:13]) <= maxCiphertext)
}

// looksLikeMessages reports whether a stream consists of handshake messages
// without records: of whole ones that fill it, or of a whole hello and the
// beginning of another message, or the beginning of a hello.
func looksLikeMessages(stream []byte) bool {
	at := 0
	for n := range maxProbed {
		raw := stream[at:]
		length := messageLen(raw)
		switch {
		case len(raw) < HeaderLen:
			return n > 0
		case raw[0] == TypeHelloRequest || !known(raw[0]):
			return false
		case length == len(raw):
			return true // the lengths fit to the end
		case length > len(raw) && n == 0 && leadsElsewhere(raw):
			return false
		case length > len(raw):
			return structured(raw) && (n > 0 || len(raw) > HeaderLen+1)
		case !structured(raw[:length]):
			return false
		case n == 0 && (raw[0] == TypeClientHello || raw[0] == TypeServerHello):
			return true // whatever follows
		}
		at += length
	}
	return true
}

// looksLikeDatagramMessages reports whether a stream consists of whole messages
// with the header of DTLS, none of them in fragments (RFC 6347, Section 4.2.2).
func looksLikeDatagramMessages(stream []byte) bool {
	for len(stream) >= DatagramHeaderLen && known(stream[0]) {
		length := number(stream[1:4])
		if number(stream[6:9]) != 0 || number(stream[9:12]) != length || length > len(stream)-DatagramHeaderLen {
			return false
		}
		stream = stream[DatagramHeaderLen+length:]
		if len(stream) == 0 {
			return true
		}
	}
	return false
}

// leadsElsewhere reports whether bytes that would be the beginning of a message
// begin as a proxy's or another dialogue does: a request of SOCKS 4 has the type
// of a NewSessionTicket, the header of PROXY that of a CertificateRequest.
func leadsElsewhere(stream []byte) bool {
	p, _ := prelude.Name(stream)
	return p != prelude.UnknownProtocol && p.LeadsToTLS()
}

// known reports whether a type of handshake messages exists.
func known(messageType byte) bool {
	switch messageType {
	case TypeEncryptedExtensions, TypeFinished, TypeKeyUpdate, TypeEndOfEarlyData, TypeCompressedCertificate:
		return true
	}
	return mayBeClear(messageType)
}

func unknownMessage(messageType byte, at int) error {
	return &schannel.Error{
		Code: codeMessageType, Field: "handshake message type", Offset: at,
		Err: fmt.Errorf("%d is no type of handshake messages", messageType),
	}
}

// findTLS looks for TLS in bytes that nobody knows: a record that holds the
// beginning of a hello, or records that follow each other.
func findTLS(stream []byte) (at int, ok bool) {
	for at := range stream {
		if stream[at] < ContentChangeCipherSpec || stream[at] > ContentApplicationData {
			continue
		}
		if rest := stream[at:]; beginsHello(rest) || recordsFollow(rest) {
			return at, true
		}
	}
	return 0, false
}

// beginsHello reports whether a record with the beginning of a hello stands at
// the start of stream.
func beginsHello(stream []byte) bool {
	const least = recordHeaderLen + HeaderLen + 2
	if len(stream) < least || !beginsTLS(stream) || stream[0] != ContentHandshake {
		return false
	}
	message := stream[recordHeaderLen:]
	return (message[0] == TypeClientHello || message[0] == TypeServerHello) && message[1] == 0 &&
		message[4] == 3 && message[5] <= 4 && number(stream[3:5]) >= HeaderLen+helloHead
}

// recordsFollow reports whether enough records follow each other for it to be
// no accident: three, or two that end the stream.
func recordsFollow(stream []byte) bool {
	const enough = 3
	for n := range enough {
		if len(stream) == 0 {
			return n == enough-1
		}
		if len(stream) < recordHeaderLen || !beginsTLS(stream) || stream[0] > ContentApplicationData {
			return false
		}
		length := number(stream[3:5])
		if length == 0 || length > len(stream)-recordHeaderLen {
			return false
		}
		stream = stream[recordHeaderLen+length:]
	}
	return true
}
