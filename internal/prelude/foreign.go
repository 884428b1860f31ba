// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package prelude

import "bytes"

// foreign names protocols that never lead to TLS on the same connection, and
// those that carry it inside packets of their own.
func foreign(data []byte) (Unit, bool) {
	whole := func(p Protocol, s Side) (Unit, bool) { return Unit{p, s, 0, len(data)}, true }
	switch {
	case tds(data):
		return whole(TDS, tdsSide(data[0]))
	case smb(data):
		return whole(SMB, UnknownSide)
	case hasPrefix(data, "SSH-"):
		return whole(SSH, UnknownSide)
	case hasPrefix(data, "PRI * HTTP/2.0\r\n"):
		return whole(HTTP2, Client)
	case len(data) >= 9 && data[0] == 0 && data[3] == 4 && data[4] == 0 && number(data[:3])%6 == 0 && number(data[5:9]) == 0 && number(data[:3]) < 256:
		return whole(HTTP2, Server) // RFC 9113, Section 6.5: SETTINGS comes first
	case hasPrefix(data, "RFB 00"):
		return whole(RFB, UnknownSide)
	case len(data) >= 20 && data[0]&0xc0 == 0 && string(data[4:8]) == "\x21\x12\xa4\x42":
		return whole(STUN, UnknownSide)
	case quic(data):
		return whole(QUIC, UnknownSide)
	case len(data) >= 16 && data[0] == 5 && data[1] <= 1 && data[2] <= 19 && string(data[4:8]) == "\x10\x00\x00\x00":
		return whole(RPC, UnknownSide)
	case len(data) >= 8 && data[0] == 0x10 && (string(data[2:8]) == "\x00\x04MQTT" || string(data[2:8]) == "\x00\x06MQIs"):
		return whole(MQTT, Client)
	case kerberos(data):
		return whole(Kerberos, UnknownSide)
	case len(data) > 2 && dns(data[2:]) && number(data[:2]) >= 12, dns(data):
		return whole(DNS, UnknownSide)
	case ssl2Server(data):
		return whole(SSL2, Server)
	}
	return Unit{}, false
}

// tds recognises a PRELOGIN and the answer to it ([MS-TDS] 2.2.3.1 and
// 2.2.6.5), in both of which the first option is the version.
func tds(data []byte) bool {
	const header, prelogin, tabular, maxPacket = 8, 0x12, 0x04, 1 << 15
	if len(data) < header+1 || (data[0] != prelogin && data[0] != tabular) || data[1] > 1 || data[7] != 0 {
		return false
	}
	length := number(data[2:4])
	version, handshake := data[8] == 0, data[0] == prelogin && data[8] == 0x16
	return length > header && length <= maxPacket && (version || handshake)
}

func tdsSide(packet byte) Side {
	if packet == 0x12 {
		return Client
	}
	return Server
}

// smb recognises the header behind the length of direct TCP ([MS-SMB2] 2.1).
func smb(data []byte) bool {
	return len(data) >= 8 && data[0] == 0 && data[4] >= 0xfc && string(data[5:8]) == "SMB" ||
		len(data) >= 4 && data[0] >= 0xfc && string(data[1:4]) == "SMB"
}

// quic recognises a long header of a known version (RFC 9000, Section 17.2).
func quic(data []byte) bool {
	if len(data) < 7 || data[0]&0xc0 != 0xc0 {
		return false
	}
	v := string(data[1:5])
	return v == "\x00\x00\x00\x01" || v == "\x6b\x33\x43\xcf" || v[:3] == "\xff\x00\x00"
}

// kerberos recognises a message behind its length (RFC 4120, Section 7.2.2).
func kerberos(data []byte) bool {
	if len(data) < 10 || data[0] != 0 || number(data[:4])+4 > len(data) {
		return false
	}
	switch data[4] {
	case 0x6a, 0x6b, 0x6c, 0x6d, 0x7e:
		_, header, ok := berLength(data[4:], data[4])
		return ok && 4+header < len(data) && data[4+header] == 0x30
	}
	return false
}

// dns recognises a message with one question (RFC 1035, Section 4.1).
func dns(data []byte) bool {
	const header, maxName = 12, 255
	if len(data) < header+5 || data[2]&0x78 > 0x28 || data[3]&0x40 != 0 || number(data[4:6]) != 1 {
		return false
	}
	at := header
	for at < len(data) && at < header+maxName && data[at] != 0 {
		if data[at] > 63 {
			return false
		}
		at += 1 + int(data[at])
	}
	if at+5 > len(data) || at == header+maxName {
		return false
	}
	class := number(data[at+3 : at+5])
	return data[at] == 0 && (class == 1 || class == 3 || class == 255)
}

// ssl2Server recognises the SERVER-HELLO of SSL 2.0 itself: a header of two
// bytes, the type 4, and the version 2.
func ssl2Server(data []byte) bool {
	return len(data) >= 13 && data[0]&0x80 != 0 && data[2] == 4 && data[3] <= 1 && bytes.Equal(data[5:7], []byte{0, 2})
}
