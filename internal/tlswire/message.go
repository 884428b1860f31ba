// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package tlswire

import "github.com/schanneltrust/schannel"

// fit is a set of versions whose form of a message is alike.
type fit uint8

const (
	fitOld fit = 1 << 0 // SSL 3.0, TLS 1.0, TLS 1.1
	fit12  fit = 1 << 1
	fit13  fit = 1 << 2
	fitAll     = fitOld | fit12 | fit13
)

// Fits tells of which versions a whole handshake message with its header can
// be, by its form alone: TLS 1.0 stands for SSL 3.0 and TLS 1.1 too. It is empty
// for bytes that are no handshake message. A hello fits the versions that it
// may be sent in, which is not what it negotiates.
func Fits(message []byte) []schannel.TLSVersion {
	if len(message) < HeaderLen || messageLen(message) != len(message) {
		return nil
	}
	found := form(message[0], message[HeaderLen:], true)
	var versions []schannel.TLSVersion
	for _, row := range [...]struct {
		bit     fit
		version schannel.TLSVersion
	}{{fitOld, schannel.TLS10}, {fit12, schannel.TLS12}, {fit13, schannel.TLS13}} {
		if found&row.bit != 0 {
			versions = append(versions, row.version)
		}
	}
	return versions
}

// structured reports whether a message of which there may be only the beginning
// has the structure that its type demands.
func structured(raw []byte) bool {
	if len(raw) < HeaderLen {
		return false
	}
	n := messageLen(raw)
	most := maxMessage
	if raw[0] == TypeCertificateRequest {
		most = maxRequest
	}
	return form(raw[0], raw[HeaderLen:], n == len(raw)) != 0 && n-HeaderLen <= most
}

// maxRequest is all that the lengths in a CertificateRequest can say: types,
// algorithms and names (RFC 5246, Section 7.4.4).
const maxRequest = 1 + 0xff + 2 + 0xffff + 2 + 0xffff

// maxMessage is a length that no message of a real handshake reaches: s2n and
// OpenSSL stop at 64 and 100 KiB, lists of certificates have been seen larger.
const maxMessage = 1 << 20

// form returns the versions whose form the body has. Of a body that is not
// whole only its beginning is looked at; lengths that lie beyond are believed.
func form(messageType byte, body []byte, whole bool) fit {
	b := bodyReader{body, whole}
	switch messageType {
	case TypeHelloRequest:
		return when(whole && len(body) == 0, fitOld|fit12)
	case TypeClientHello, TypeServerHello:
		return when(len(body) >= 2 && (body[0] == 3 || body[0] == 0x7f || isDTLS(version(body))) && (!whole || len(body) >= 2+32+3), fitAll)
	case TypeHelloVerifyRequest:
		return when(len(body) >= 3 && isDTLS(version(body)) && b.vector(2, 1), fitOld|fit12)
	case TypeHelloRetryRequest:
		return when(len(body) >= 4 && body[0] == 0x7f, fit13)
	case TypeNewSessionTicket:
		return when(b.vector(4, 2), fitOld|fit12) | when(b.ticket13(), fit13)
	case TypeEncryptedExtensions:
		return when(b.vector(0, 2), fit13)
	case TypeCertificate:
		return when(b.vector(0, 3), fitOld|fit12) | when(b.behindContext(3), fit13)
	case TypeCertificateRequest:
		return b.certificateRequest()
	case TypeServerHelloDone:
		return when(whole && len(body) == 0, fitOld|fit12)
	case TypeEndOfEarlyData:
		return when(whole && len(body) == 0, fit13)
	case TypeCertificateVerify:
		return when(b.vector(0, 2), fitOld) | when(b.vector(2, 2), fit12|fit13)
	case TypeServerKeyExchange:
		return when(!whole || len(body) > 0, fitOld|fit12)
	case TypeClientKeyExchange:
		return fitOld | fit12 // also empty: the client's certificate has the key (RFC 5246, Section 7.4.7.2)
	case TypeFinished:
		return finished(len(body), whole)
	case TypeCertificateStatus:
		return when(len(body) > 0 && (body[0] == 1 || body[0] == 2) && b.vector(1, 3), fitOld|fit12)
	case TypeSupplementalData:
		return when(b.vector(0, 3), fitOld|fit12)
	case TypeKeyUpdate:
		return when(whole && len(body) == 1 && body[0] <= 1, fit13)
	case TypeCompressedCertificate:
		return when(b.vector(5, 3), fit13)
	}
	return 0
}

func when(ok bool, f fit) fit {
	if ok {
		return f
	}
	return 0
}

// finished tells by the length of verify_data: 36 bytes in SSL 3.0 (RFC 6101,
// Section 5.6.9), 12 up to TLS 1.2, that of the hash in TLS 1.3.
func finished(length int, whole bool) fit {
	switch {
	case !whole:
		return 0
	case length == 12:
		return fitOld | fit12
	case length == 36:
		return fitOld
	case length == 32, length == 48:
		return fit13
	}
	return 0
}

// bodyReader checks the structure of a body that may be cut.
type bodyReader struct {
	body  []byte
	whole bool
}

// vector reports whether all that follows the first skip bytes is a vector with
// a length of size bytes.
func (b bodyReader) vector(skip, size int) bool {
	if len(b.body) < skip+size {
		return !b.whole && len(b.body) > skip
	}
	n := number(b.body[skip : skip+size])
	rest := len(b.body) - skip - size
	return n == rest || !b.whole && n > rest
}

// behindContext reports whether a certificate_request_context and then a vector
// is all (RFC 8446, Section 4.4.2).
func (b bodyReader) behindContext(size int) bool {
	return len(b.body) > 0 && b.vector(1+int(b.body[0]), size)
}

// ticket13 is the form of RFC 8446, Section 4.6.1: a nonce, a ticket, and
// extensions behind two numbers.
func (b bodyReader) ticket13() bool {
	const numbers = 8
	if !b.whole || len(b.body) < numbers+1 {
		return false
	}
	at := numbers + 1 + int(b.body[numbers])
	if len(b.body) < at+2 {
		return false
	}
	at += 2 + number(b.body[at:at+2])
	return at <= len(b.body) && bodyReader{b.body, true}.vector(at, 2)
}

// extensions reports whether whole extensions follow a length at the given
// place (RFC 8446, Section 4.2). Of a body that is cut nothing more is known.
func (b bodyReader) extensions(at int) bool {
	if !b.whole {
		return true
	}
	for at += 2; at+4 <= len(b.body); {
		at += 4 + number(b.body[at+2:at+4])
	}
	return at == len(b.body)
}

// certificateRequest tells the three forms apart (RFC 4346, Section 7.4.4; RFC
// 5246, Section 7.4.4; RFC 8446, Section 4.3.2). A list of names whose own
// length is wrong still begins behind types and algorithms.
func (b bodyReader) certificateRequest() fit {
	if len(b.body) == 0 {
		return 0
	}
	types := 1 + int(b.body[0])
	found := when(b.body[0] > 0 && b.vector(types, 2), fitOld) | when(b.behindContext(2) && b.extensions(1+int(b.body[0])), fit13)
	if b.body[0] > 0 && len(b.body) >= types+2 {
		algorithms := number(b.body[types : types+2])
		found |= when(algorithms%2 == 0 && algorithms > 0 && b.vector(types+2+algorithms, 2), fit12)
	}
	return found
}

// number reads an unsigned number in network order.
func number(b []byte) int {
	n := 0
	for _, digit := range b {
		n = n<<8 | int(digit)
	}
	return n
}

func version(b []byte) schannel.TLSVersion {
	return schannel.TLSVersion(b[0])<<8 | schannel.TLSVersion(b[1])
}
