// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package tlswire

import (
	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/prelude"
)

// Kind says what an item is.
type Kind uint8

const (
	KindUnspecified  Kind = 0 // "unspecified": not a kind
	Message          Kind = 1 // "message": a whole handshake message in clear
	ChangeCipherSpec Kind = 2 // "change_cipher_spec"
	Alert            Kind = 3 // "alert": a record of alerts in clear, as a rule of one
	Encrypted        Kind = 4 // "encrypted": a record that is ciphertext; Content tells what of
	ApplicationData  Kind = 5 // "application_data": also everything encrypted in TLS 1.3
	// From here on: what comes from a Flow only.

	Outside   Kind = 6 // "outside": bytes that are no TLS, before it, behind it, or instead of it; Protocol names them
	HelloSSL2 Kind = 7 // "ssl2_hello": a ClientHello in the format of SSL 2.0, see ReadSSL2Hello
	Other     Kind = 8 // "other": a record in clear of another content type, such as a heartbeat
)

// Handshake message types (RFC 5246, Section 7.4; RFC 8446, Section 4).
const (
	TypeHelloRequest          = 0
	TypeClientHello           = 1
	TypeServerHello           = 2
	TypeHelloVerifyRequest    = 3
	TypeNewSessionTicket      = 4
	TypeEndOfEarlyData        = 5
	TypeHelloRetryRequest     = 6 // of drafts up to 21 of TLS 1.3
	TypeEncryptedExtensions   = 8
	TypeCertificate           = 11
	TypeServerKeyExchange     = 12
	TypeCertificateRequest    = 13
	TypeServerHelloDone       = 14
	TypeCertificateVerify     = 15
	TypeClientKeyExchange     = 16
	TypeFinished              = 20
	TypeCertificateURL        = 21
	TypeCertificateStatus     = 22
	TypeSupplementalData      = 23
	TypeKeyUpdate             = 24
	TypeCompressedCertificate = 25
)

// Content types of records (RFC 5246, Section 6.2.1).
const (
	ContentChangeCipherSpec = 20
	ContentAlert            = 21
	ContentHandshake        = 22
	ContentApplicationData  = 23
	ContentHeartbeat        = 24 // RFC 6520, Section 3
	ContentConnectionID     = 25 // RFC 9146, Section 3: DTLS only
	ContentACK              = 26 // RFC 9147, Section 7: DTLS only
)

const (
	// HeaderLen is the length of the header of a handshake message of TLS: its
	// type and a 3-byte length.
	HeaderLen = 4

	// DatagramHeaderLen is that of a handshake message of DTLS: type, length,
	// message_seq, fragment_offset, fragment_length (RFC 6347, Section 4.2.2).
	DatagramHeaderLen = 12

	recordHeaderLen = 5
	alertLen        = 2                   // RFC 5246, Section 7.2
	maxPlaintext    = 1 << 14             // RFC 5246, Section 6.2.1
	maxCiphertext   = maxPlaintext + 2048 // RFC 5246, Section 6.2.3
)

// Item is what a stream consists of: a handshake message, a record of another
// type, or bytes that are no TLS.
type Item struct {
	Kind    Kind
	Content byte                // the content type of its records; 0 outside of records
	Version schannel.TLSVersion // of the record in which it begins; zero in a stream without records
	Offset  int                 // of its first byte in the stream; record headers do not belong to it
	Records int                 // over how many records it goes; 0 in a stream without records

	// Raw is a whole handshake message with its header, or the payload of a
	// record. It aliases the stream unless a message goes over several records.
	// A message of DTLS has the header that it would have in one fragment.
	Raw []byte

	Epoch    uint16           // of a record of DTLS
	Datagram int              // in which it begins; 0 where there are none
	Protocol prelude.Protocol // of bytes outside TLS

	// Where the parts of a message are is read again when it is asked for: a
	// list would take more memory than a stream of tiny records.
	stream []byte // nil for a message of one part
	first  int    // bytes of it in the first record

	fragments []fragment // of a message of DTLS in several fragments

	// A message that somebody only says to be of DTLS may have the header of TLS.
	datagramHeader bool
}

// Type returns the type of a handshake message.
func (i Item) Type() byte { return i.Raw[0] }

// HeaderLen returns the length of the header of a handshake message.
func (i Item) HeaderLen() int {
	if i.datagramHeader {
		return DatagramHeaderLen
	}
	return HeaderLen
}

// Body returns a handshake message without its header.
func (i Item) Body() []byte { return i.Raw[i.HeaderLen():] }

// MessageSeq returns the message_seq of a handshake message of DTLS.
func (i Item) MessageSeq() int { return number(i.Raw[4:6]) }

// StreamOffset returns where the byte Raw[n] stands in the stream; for
// n == len(Raw), the place behind the last one. It takes time for each record
// of the message.
func (i Item) StreamOffset(n int) int {
	if i.fragments != nil {
		return fragmentOffset(i.fragments, n)
	}
	if i.stream == nil || n < i.first {
		return i.Offset + n
	}
	if n == len(i.Raw) {
		return i.StreamOffset(n-1) + 1
	}
	n -= i.first
	at := i.Offset + i.first
	for at+recordHeaderLen <= len(i.stream) {
		contentType, length := i.stream[at], number(i.stream[at+3:at+5])
		at += recordHeaderLen
		if contentType == ContentHandshake {
			if n < length {
				return at + n
			}
			n -= length
		}
		at += length
	}
	return at
}

// isDTLS reports whether v is a version of DTLS, OpenSSL's number from before
// RFC 4347 among them.
func isDTLS(v schannel.TLSVersion) bool { return v.IsDTLS() || v == 0x0100 }
