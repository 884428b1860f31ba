// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package prelude

import "bytes"

// postgres recognises SSLRequest and GSSENCRequest, and the start-up and the
// error message that stand in clear where neither was granted. Its manual,
// chapter Message Formats: a length and a number in place of a version.
func postgres(data []byte) (Unit, bool) {
	const requestLen = 8
	switch {
	case hasPrefix(data, "\x00\x00\x00\x08\x04\xd2\x16\x2f"), hasPrefix(data, "\x00\x00\x00\x08\x04\xd2\x16\x30"):
		return Unit{PostgreSQL, Client, 0, requestLen}, true
	case len(data) > requestLen && data[0] == 0 && string(data[4:8]) == "\x00\x03\x00\x00":
		return upTo(PostgreSQL, Client, data, number(data[:4]))
	}
	return Unit{}, false
}

// postgresAnswer recognises the letter that answers a request, which only what
// follows tells from a text: TLS, or after the N that refuses encryption by GSSAPI
// the S of a second answer and then TLS.
func postgresAnswer(data []byte, begins func([]byte) bool) bool {
	switch {
	case len(data) < 2 || data[0] != 'S' && data[0] != 'N':
		return false
	case begins(data[1:]):
		return true
	}
	return len(data) > 2 && string(data[:2]) == "NS" && begins(data[2:])
}

// ldap recognises one LDAPMessage (RFC 4511, Section 4.1.1).
func ldap(data []byte) (Unit, bool) {
	const sequence, integer = 0x30, 0x02
	content, header, ok := berLength(data, sequence)
	if !ok {
		return Unit{}, false
	}
	body := data[header:]
	id, idHeader, ok := berLength(body, integer)
	if !ok || id < 1 || id > 4 || len(body) <= idHeader+id {
		return Unit{}, false
	}
	side := ldapSide(body[idHeader+id])
	if side == UnknownSide {
		return Unit{}, false
	}
	return upTo(LDAP, side, data, header+content)
}

// ldapSide tells who sends an operation, by its tag (RFC 4511, Section 4.2 to
// 4.14).
func ldapSide(tag byte) Side {
	switch tag {
	case 0x60, 0x42, 0x63, 0x66, 0x68, 0x4a, 0x6c, 0x6e, 0x50, 0x77:
		return Client
	case 0x61, 0x64, 0x65, 0x67, 0x69, 0x6b, 0x6d, 0x6f, 0x73, 0x78, 0x79:
		return Server
	}
	return UnknownSide
}

// berLength reads a tag and a definite length of up to two bytes.
func berLength(data []byte, tag byte) (content, header int, ok bool) {
	switch {
	case len(data) < 2 || data[0] != tag:
		return 0, 0, false
	case data[1] < 0x80:
		return int(data[1]), 2, true
	case data[1] == 0x81 && len(data) > 2:
		return int(data[2]), 3, true
	case data[1] == 0x82 && len(data) > 3:
		return number(data[2:4]), 4, true
	case data[1] == 0x84 && len(data) > 5 && data[2] == 0 && data[3] == 0: // what Windows writes
		return number(data[4:6]), 6, true
	}
	return 0, 0, false
}

// mysql recognises the greeting of version 10 and the request for TLS, whose
// packets have a length in little-endian order and a sequence number.
func mysql(data []byte) (Unit, bool) {
	const header, requestLen, useTLS = 4, 32, 0x08
	if len(data) < header+2 || data[2] != 0 {
		return Unit{}, false
	}
	length := int(data[1])<<8 | int(data[0])
	switch {
	case data[3] == 0 && data[4] == 10 && length >= 20 && printableUntilZero(data[5:]):
		return upTo(MySQL, Server, data, header+length)
	case data[3] == 1 && length == requestLen && data[5]&useTLS != 0:
		return upTo(MySQL, Client, data, header+length)
	}
	return Unit{}, false
}

func printableUntilZero(data []byte) bool {
	n := bytes.IndexByte(data[:min(len(data), 256)], 0)
	for _, b := range data[:max(n, 0)] {
		if b < ' ' || b > '~' {
			return false
		}
	}
	return n > 0
}

// socks4 recognises the request and the reply of SOCKS 4 and 4a.
func socks4(data []byte) (Unit, bool) {
	const fixed, maxText = 8, 256
	if len(data) < fixed {
		return Unit{}, false
	}
	if data[0] == 0 && data[1] >= 0x5a && data[1] <= 0x5d {
		return Unit{SOCKS4, Server, 0, fixed}, true
	}
	if data[0] != 4 || data[1] < 1 || data[1] > 2 {
		return Unit{}, false
	}
	end, texts := fixed, 1
	if data[4]|data[5]|data[6] == 0 && data[7] != 0 {
		texts = 2 // 4a: the name of the host follows
	}
	for range texts {
		n := bytes.IndexByte(data[end:min(len(data), end+maxText)], 0)
		if n < 0 {
			return Unit{}, false
		}
		end += n + 1
	}
	return Unit{SOCKS4, Client, 0, end}, true
}

// socks5 recognises the whole dialogue of one side: methods, the password of
// RFC 1929 if it comes, and the request or reply (RFC 1928, Sections 3 to 6).
func socks5(data []byte) (Unit, bool) {
	const version = 5
	if len(data) < 3 || data[0] != version {
		return Unit{}, false
	}
	if n := int(data[1]); n > 0 && len(data) > 2+n {
		at := 2 + n
		if data[at] == 1 {
			at = behindPassword(data, at)
		}
		if end, ok := socks5Address(data, at, 1, 3); ok {
			return Unit{SOCKS5, Client, 0, end}, true
		}
	}
	at := 2
	if data[at] == 1 {
		at += 2
	}
	if end, ok := socks5Address(data, at, 0, 8); ok {
		return Unit{SOCKS5, Server, 0, end}, true
	}
	return Unit{}, false
}

func behindPassword(data []byte, at int) int {
	for range 2 {
		if at+1 >= len(data) {
			return len(data)
		}
		at += 1 + int(data[at+1])
		if at+1 < len(data) && data[at+1] == 5 {
			break
		}
	}
	return at + 1
}

// socks5Address reads a request or a reply, whose second byte lies between
// two bounds.
func socks5Address(data []byte, at int, least, most byte) (end int, ok bool) {
	const fixed, port = 4, 2
	if at+fixed+1 > len(data) || data[at] != 5 || data[at+1] < least || data[at+1] > most || data[at+2] != 0 {
		return 0, false
	}
	switch data[at+3] {
	case 1:
		end = at + fixed + 4 + port
	case 3:
		end = at + fixed + 1 + int(data[at+4]) + port
	case 4:
		end = at + fixed + 16 + port
	default:
		return 0, false
	}
	return end, end <= len(data)
}

// proxy2 recognises the binary header of HAProxy's PROXY protocol, version 2.
func proxy2(data []byte) (Unit, bool) {
	const fixed = 16
	if !hasPrefix(data, "\r\n\r\n\x00\r\nQUIT\n") || len(data) < fixed || data[12]>>4 != 2 {
		return Unit{}, false
	}
	return upTo(Proxy, Client, data, fixed+number(data[14:16]))
}

// rdp recognises the X.224 connection request and confirm in a TPKT
// ([MS-RDPBCGR] 2.2.1.1 and 2.2.1.2), behind which TLS begins.
func rdp(data []byte) (Unit, bool) {
	const least, request, confirm = 11, 0xe0, 0xd0
	if len(data) < least || data[0] != 3 || data[1] != 0 || number(data[2:4]) < least || int(data[4])+5 != number(data[2:4]) {
		return Unit{}, false
	}
	switch data[5] {
	case request:
		return upTo(RDP, Client, data, number(data[2:4]))
	case confirm:
		return upTo(RDP, Server, data, number(data[2:4]))
	}
	return Unit{}, false
}

// amqp recognises a protocol header; the one of number 2 asks for TLS.
func amqp(data []byte) (Unit, bool) {
	const headerLen = 8
	if !hasPrefix(data, "AMQP") || len(data) < headerLen {
		return Unit{}, false
	}
	return Unit{AMQP, UnknownSide, 0, headerLen}, true
}

func upTo(p Protocol, s Side, data []byte, end int) (Unit, bool) {
	return Unit{p, s, 0, end}, end > 0 && end <= len(data)
}

func hasPrefix(data []byte, prefix string) bool {
	return len(data) >= len(prefix) && string(data[:len(prefix)]) == prefix
}

// number reads an unsigned number in network order.
func number(b []byte) int {
	n := 0
	for _, digit := range b {
		n = n<<8 | int(digit)
	}
	return n
}
