// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package tlswire

import (
	"fmt"

	"github.com/schanneltrust/schannel"
)

// SSL2Hello is a ClientHello in the format of SSL 2.0 (RFC 5246, Appendix E.2),
// which old clients send to offer a later version. It has no extensions.
type SSL2Hello struct {
	Version   schannel.TLSVersion // offered; 0x0002 for SSL 2.0 itself
	Ciphers   []byte              // kinds of three bytes; the suites of SSL 3.0 and later begin with zero
	SessionID []byte
	Challenge []byte // 16 to 32 bytes
}

// Random returns the random that the challenge stands for: it is filled up with
// zero bytes in front.
func (h SSL2Hello) Random() (random [32]byte) {
	copy(random[len(random)-len(h.Challenge):], h.Challenge)
	return random
}

// Suites yields the cipher suites of SSL 3.0 and later.
func (h SSL2Hello) Suites(yield func(suite uint16) bool) {
	for kind := h.Ciphers; len(kind) >= ssl2CipherLen; kind = kind[ssl2CipherLen:] {
		if kind[0] == 0 && !yield(uint16(number(kind[1:3]))) {
			return
		}
	}
}

const (
	ssl2HeaderLen = 2 // of its record: a length with the top bit set
	ssl2FixedLen  = 9 // type, version and three lengths
	ssl2CipherLen = 3
)

// ReadSSL2Hello reads an item of kind [HelloSSL2]. Its Raw, without the header
// of two bytes, is what the session hash takes (RFC 5246, Appendix E.2).
func ReadSSL2Hello(item Item) (SSL2Hello, error) {
	raw := item.Raw
	if !isSSL2Hello(raw) {
		return SSL2Hello{}, &schannel.Error{
			Code: codeSSL2, Field: "ClientHello", Offset: item.Offset,
			Err: fmt.Errorf("%d bytes do not have the lengths of a hello of SSL 2.0", len(raw)),
		}
	}
	ciphers, id := number(raw[3:5]), number(raw[5:7])
	parts := raw[ssl2FixedLen:]
	return SSL2Hello{
		Version: version(raw[1:]), Ciphers: parts[:ciphers], SessionID: parts[ciphers : ciphers+id], Challenge: parts[ciphers+id:],
	}, nil
}

// isSSL2Hello checks a whole CLIENT-HELLO without its record header.
func isSSL2Hello(raw []byte) bool {
	if len(raw) < ssl2FixedLen || raw[0] != TypeClientHello || (raw[1] != 3 && version(raw[1:]) != 2) {
		return false
	}
	ciphers, id, challenge := number(raw[3:5]), number(raw[5:7]), number(raw[7:9])
	return ciphers > 0 && ciphers%ssl2CipherLen == 0 && id <= 32 && challenge >= 16 && challenge <= 32 &&
		ssl2FixedLen+ciphers+id+challenge == len(raw)
}

// takeSSL2Hello recognises one with its header at the start of data.
func takeSSL2Hello(data []byte) (raw []byte, ok bool) {
	if len(data) < ssl2HeaderLen || data[0]&0x80 == 0 {
		return nil, false
	}
	n := number(data[:2]) & 0x7fff
	if len(data)-ssl2HeaderLen < n {
		return nil, false
	}
	raw = data[ssl2HeaderLen : ssl2HeaderLen+n : ssl2HeaderLen+n]
	return raw, isSSL2Hello(raw)
}
