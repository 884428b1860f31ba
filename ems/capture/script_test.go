// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package capture_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
)

// messageTypes are the names by which tests write a sequence of handshake
// messages; each gets its own name as its body.
var messageTypes = map[string]byte{
	"hello_request": 0, "client_hello": 1, "server_hello": 2, "new_session_ticket": 4, "certificate": 11,
	"server_key_exchange": 12, "certificate_request": 13, "server_hello_done": 14, "certificate_verify": 15,
	"client_key_exchange": 16, "finished": 20,
}

func handshakeMessage(messageType byte, body string) string {
	return string([]byte{messageType, byte(len(body) >> 16), byte(len(body) >> 8), byte(len(body))}) + body
}

func tlsMessage(name string) string { return handshakeMessage(messageTypes[name], name) }

// script is a handshake that a test makes up, as far as it goes.
type script struct {
	version   uint16 // 0: TLS 1.2
	suite     uint16 // 0: TLS_RSA_WITH_AES_128_CBC_SHA
	client    string // the extension in the ClientHello: "ems", "data", or none
	server    string // in the ServerHello
	clientID  string
	serverID  string
	ticket    string // in the ClientHello
	psk       bool   // pre_shared_key in both hellos
	offerPSK  bool   // in the ClientHello alone
	clientEnd string // what the client sends after its hello, as items
	serverEnd string // what the server sends after its hello, as items; "nothing": no ServerHello either
	bare      bool   // without records
	split     int    // bytes of payload to a record; 0: as many as fit
}

// streams returns the bytes of both directions.
func (s script) streams() (client, server []byte) {
	clientText := s.message(1, s.clientHello()) + s.items(s.clientEnd)
	var serverText string
	if rest, without := strings.CutPrefix(s.serverEnd, "nothing"); without {
		serverText = s.items(rest)
	} else {
		serverText = s.message(2, s.serverHello()) + s.items(s.serverEnd)
	}
	return []byte(clientText), []byte(serverText)
}

// items spells out what follows a hello: names of messages, "ccs", "data",
// "encrypted", "encrypted-alert", "alert:" with its level and number in
// hexadecimal, "dh", "empty_certificate",
// "clear", "issue:" with a ticket.
func (s script) items(text string) string {
	var b strings.Builder
	for item := range strings.FieldsSeq(text) {
		kind, rest, _ := strings.Cut(item, ":")
		switch kind {
		case "ccs":
			b.WriteString(s.record(20, "\x01"))
		case "encrypted":
			b.WriteString(s.record(22, strings.Repeat("e", 40)))
		case "encrypted-alert":
			b.WriteString(s.record(21, strings.Repeat("a", 26)))
		case "data":
			b.WriteString(s.record(23, strings.Repeat("d", 100)))
		case "alert":
			b.WriteString(s.record(21, fromHex(rest)))
		case "issue": // a ticket
			b.WriteString(s.message(4, "\x00\x00\x0e\x10"+vector(2, rest)))
		case "clear":
			b.WriteString("HTTP/1.1 400 Bad Request\r\n\r\n")
		case "dh": // a ServerKeyExchange with a prime of 32 bytes
			b.WriteString(s.message(12, vector(2, strings.Repeat("p", 32))+"rest"))
		case "empty_certificate":
			b.WriteString(s.message(11, "\x00\x00\x00"))
		default:
			b.WriteString(s.message(messageTypes[kind], kind))
		}
	}
	return b.String()
}

func fromHex(text string) string {
	var b strings.Builder
	for i := 0; i+1 < len(text); i += 2 {
		const digits = "0123456789abcdef"
		b.WriteByte(byte(strings.IndexByte(digits, text[i])<<4 | strings.IndexByte(digits, text[i+1])))
	}
	return b.String()
}

func (s script) record(contentType byte, payload string) string {
	return string([]byte{contentType, 3, 3}) + vector(2, payload)
}

// message returns a handshake message in its records.
func (s script) message(messageType byte, body string) string {
	text := handshakeMessage(messageType, body)
	if s.bare {
		return text
	}
	if s.split == 0 {
		return s.record(22, text)
	}
	var b strings.Builder
	for len(text) > 0 {
		n := min(s.split, len(text))
		b.WriteString(s.record(22, text[:n]))
		text = text[n:]
	}
	return b.String()
}

// vector puts the length in front, in the given number of bytes.
func vector(lengthLen int, text string) string {
	var length [4]byte
	for i := range length {
		length[i] = byte(len(text) >> (8 * (3 - i)))
	}
	return string(length[4-lengthLen:]) + text
}

func (s script) wireVersion() uint16 {
	if s.version == 0 {
		return 0x0303
	}
	return s.version
}

func uint16Text(n uint16) string { return string([]byte{byte(n >> 8), byte(n)}) }

func (s script) hello(random, id string) string {
	return uint16Text(min(s.wireVersion(), 0x0303)) + strings.Repeat(random, 32) + vector(1, id)
}

func (s script) chosen() string {
	if s.suite == 0 {
		return uint16Text(0x002f)
	}
	return uint16Text(s.suite)
}

func (s script) clientHello() string {
	extensions := emsExtension(s.client)
	if s.ticket != "" {
		extensions += "\x00\x23" + vector(2, s.ticket)
	}
	if s.wireVersion() == 0x0304 {
		extensions += "\x00\x2b" + vector(2, vector(1, "\x7a\x7a\x03\x04\x03\x03"))
	}
	if s.psk || s.offerPSK {
		extensions += "\x00\x29" + vector(2, "psk")
	}
	hello := s.hello("C", s.clientID) + vector(2, s.chosen()+"\x00\xff") + vector(1, "\x00")
	return hello + optional(extensions)
}

func (s script) serverHello() string {
	extensions := emsExtension(s.server)
	if s.wireVersion() == 0x0304 {
		extensions += "\x00\x2b" + vector(2, "\x03\x04")
	}
	if s.psk {
		extensions += "\x00\x29" + vector(2, "\x00\x00")
	}
	return s.hello("S", s.serverID) + s.chosen() + "\x00" + optional(extensions)
}

// optional leaves an empty list of extensions out.
func optional(extensions string) string {
	if extensions == "" {
		return ""
	}
	return vector(2, extensions)
}

func emsExtension(kind string) string {
	switch kind {
	case "ems":
		return "\x00\x17" + vector(2, "")
	case "data":
		return "\x00\x17" + vector(2, "xyz")
	}
	return ""
}

// requireCode checks that err is an error of this module with the code.
func requireCode(t *testing.T, code schannel.Code, err error) {
	t.Helper()
	fault, ok := errors.AsType[*schannel.Error](err)
	require.True(t, ok, "%v is no *schannel.Error", err)
	require.Equal(t, code, fault.Code)
}
