// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package emstest

import (
	"encoding/binary"
	"slices"

	"golang.org/x/crypto/cryptobyte"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems/derive"
	"github.com/schanneltrust/schannel/ems/hello"
	"github.com/schanneltrust/schannel/internal/tlswire"
)

// Numbers of extensions in IANA's registry.
const (
	extensionGroups        = 10
	extensionPoints        = 11
	extensionSignatures    = 13
	extensionTicket        = 35
	extensionVersions      = 43
	extensionRenegotiation = 0xff01

	signallingSuite = 0x00ff // RFC 5746, Section 3.3
)

// theirHello is a ClientHello or a ServerHello of the stack.
type theirHello struct {
	version    schannel.TLSVersion // the legacy one
	random     [32]byte
	sessionID  []byte
	suites     []derive.Suite
	extensions map[uint16][]byte
}

func (h theirHello) has(extension uint16) bool {
	_, found := h.extensions[extension]
	return found
}

// parseHello reads a hello of TLS. A ServerHello has one suite, and the method
// of compression without the length of a list.
func parseHello(message []byte) (h theirHello, ok bool) {
	fromClient := message[0] == tlswire.TypeClientHello
	s := cryptobyte.String(message[tlswire.HeaderLen:])
	var id, suites, compression cryptobyte.String
	ok = s.ReadUint16((*uint16)(&h.version)) && s.CopyBytes(h.random[:]) && s.ReadUint8LengthPrefixed(&id)
	if fromClient {
		ok = ok && s.ReadUint16LengthPrefixed(&suites) && s.ReadUint8LengthPrefixed(&compression)
	} else {
		ok = ok && s.ReadBytes((*[]byte)(&suites), 2) && s.Skip(1)
	}
	if !ok {
		return h, false
	}
	h.sessionID = id
	for !suites.Empty() {
		var suite uint16
		if !suites.ReadUint16(&suite) {
			return h, false
		}
		h.suites = append(h.suites, derive.Suite(suite))
	}
	h.extensions, ok = parseExtensions(s)
	return h, ok
}

func parseExtensions(s cryptobyte.String) (list map[uint16][]byte, ok bool) {
	list = map[uint16][]byte{}
	if s.Empty() {
		return list, true
	}
	var block cryptobyte.String
	if !s.ReadUint16LengthPrefixed(&block) || !s.Empty() {
		return nil, false
	}
	for !block.Empty() {
		var kind uint16
		var data cryptobyte.String
		if !block.ReadUint16(&kind) || !block.ReadUint16LengthPrefixed(&data) {
			return nil, false
		}
		list[kind] = data
	}
	return list, true
}

// offers reports whether a ClientHello lets the server choose a version.
func (h theirHello) offers(version schannel.TLSVersion) bool {
	list, found := h.extensions[extensionVersions]
	if !found || len(list) == 0 {
		return h.version >= version
	}
	for i := 1; i+1 < len(list); i += 2 {
		if binary.BigEndian.Uint16(list[i:]) == uint16(version) {
			return true
		}
	}
	return false
}

// lists reports whether a number stands in the list of an extension.
func (h theirHello) lists(extension, number uint16) bool {
	list := h.extensions[extension]
	for i := 2; i+1 < len(list); i += 2 {
		if binary.BigEndian.Uint16(list[i:]) == number {
			return true
		}
	}
	return false
}

// renegotiates reports whether a ClientHello signals RFC 5746.
func (h theirHello) renegotiates() bool {
	return slices.Contains(h.suites, signallingSuite) || h.has(extensionRenegotiation)
}

// parseTicket reads a NewSessionTicket (RFC 5077, Section 3.3).
func parseTicket(message []byte) (ticket []byte, ok bool) {
	s := cryptobyte.String(message[tlswire.HeaderLen:])
	var data cryptobyte.String
	ok = s.Skip(4) && s.ReadUint16LengthPrefixed(&data) && s.Empty()
	return data, ok
}

// renegotiationInfo is that extension (RFC 5746, Section 3.2).
func renegotiationInfo(verifyData []byte) hello.Extension {
	return hello.Extension{Type: extensionRenegotiation, Data: append([]byte{byte(len(verifyData))}, verifyData...)}
}

// clientExtensions is what the raw client sends besides extension 23.
func clientExtensions(version schannel.TLSVersion, verifyData []byte) []hello.Extension {
	list := []hello.Extension{
		{Type: extensionGroups, Data: []byte{0, 4, 0, groupX25519, 0, groupP256}},
		{Type: extensionPoints, Data: []byte{1, 0}},
		renegotiationInfo(verifyData),
	}
	if version == schannel.TLS12 {
		list = append(list, hello.Extension{Type: extensionSignatures, Data: []byte{0, 14, 8, 4, 8, 5, 4, 1, 5, 1, 4, 3, 5, 3, 2, 1}})
	}
	return list
}

// message puts a header before a body.
func message(kind byte, body []byte) []byte {
	return append(append([]byte{kind}, uint24(len(body))...), body...)
}
