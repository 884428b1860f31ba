// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package tlswire

import "github.com/schanneltrust/schannel"

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
	return hasForm(raw[0], raw[HeaderLen:], n == len(raw)) && n-HeaderLen <= most
}

// maxRequest is all that the lengths in a CertificateRequest can say: types,
// algorithms and names (RFC 5246, Section 7.4.4).
const maxRequest = 1 + 0xff + 2 + 0xffff + 2 + 0xffff

// maxMessage is a length that no message of a real handshake reaches: s2n and
// OpenSSL stop at 64 and 100 KiB, lists of certificates have been seen larger.
const maxMessage = 1 << 20

// hasForm reports whether the body has the form of its type in some version. Of
// a body that is not whole only its beginning is looked at; lengths that lie
// beyond are believed.
func hasForm(messageType byte, body []byte, whole bool) bool {
	b := bodyReader{body, whole}
	switch messageType {
	case TypeHelloRequest, TypeServerHelloDone, TypeEndOfEarlyData:
		return whole && len(body) == 0
	case TypeClientHello, TypeServerHello:
		return len(body) >= 2 && (body[0] == 3 || body[0] == 0x7f || isDTLS(version(body))) && (!whole || len(body) >= 2+32+3)
	case TypeHelloVerifyRequest:
		return len(body) >= 3 && isDTLS(version(body)) && b.vector(2, 1)
	case TypeHelloRetryRequest:
		return len(body) >= 4 && body[0] == 0x7f
	case TypeNewSessionTicket:
		return b.vector(4, 2) || b.ticket13()
	case TypeEncryptedExtensions:
		return b.vector(0, 2)
	case TypeCertificate:
		return b.vector(0, 3) || b.behindContext(3)
	case TypeCertificateRequest:
		return b.certificateRequest()
	case TypeCertificateVerify:
		return b.vector(0, 2) || b.vector(2, 2) // from TLS 1.2 on behind an algorithm
	case TypeServerKeyExchange:
		return !whole || len(body) > 0
	case TypeClientKeyExchange:
		return true // also empty: the client's certificate has the key (RFC 5246, Section 7.4.7.2)
	case TypeFinished:
		return whole && isFinished(len(body))
	case TypeCertificateStatus:
		return len(body) > 0 && (body[0] == 1 || body[0] == 2) && b.vector(1, 3)
	case TypeSupplementalData:
		return b.vector(0, 3)
	case TypeKeyUpdate:
		return whole && len(body) == 1 && body[0] <= 1
	case TypeCompressedCertificate:
		return b.vector(5, 3)
	}
	return false
}

// isFinished tells by the length of verify_data: 36 bytes in SSL 3.0 (RFC 6101,
// Section 5.6.9), 12 up to TLS 1.2, that of the hash in TLS 1.3.
func isFinished(length int) bool {
	return length == 36 || length == 12 || length == 32 || length == 48
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
	return bodyReader{b.body, true}.vector(at, 2)
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

// certificateRequest knows three forms (RFC 4346, Section 7.4.4; RFC 5246,
// Section 7.4.4; RFC 8446, Section 4.3.2). A list of names whose own length is
// wrong still begins behind types and algorithms.
func (b bodyReader) certificateRequest() bool {
	if len(b.body) == 0 {
		return false
	}
	types := 1 + int(b.body[0])
	if b.body[0] > 0 && b.vector(types, 2) || b.behindContext(2) && b.extensions(types) {
		return true
	}
	if b.body[0] == 0 || len(b.body) < types+2 {
		return false
	}
	algorithms := number(b.body[types : types+2])
	return algorithms%2 == 0 && algorithms > 0 && b.vector(types+2+algorithms, 2)
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
