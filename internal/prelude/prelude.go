// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package prelude

import "bytes"

// Unit is a stretch of bytes of one protocol.
type Unit struct {
	Protocol   Protocol
	Side       Side // who sends it
	Start, End int
}

// maxUnits is how many protocols may follow each other before TLS; real
// connections have up to four (PROXY, SOCKS, CONNECT, SMTP).
const maxUnits = 16

// Scan reads what stands in clear at the start of data, up to where TLS begins,
// which begins says. With found it returns the stretches and their end; without,
// TLS was not found where the last known one ends. Its time is linear.
func Scan(data []byte, begins func([]byte) bool) (units []Unit, end int, found bool) {
	for len(units) < maxUnits {
		u, ok := next(data[end:], begins)
		if !ok {
			return units, end, false
		}
		u.Start, u.End = u.Start+end, u.End+end
		end = u.End
		if last := len(units) - 1; last >= 0 && units[last].Protocol == u.Protocol {
			units[last].End = end
		} else {
			units = append(units, u)
		}
		if end == len(data) {
			return units, end, false
		}
		if begins(data[end:]) {
			return units, end, true
		}
	}
	return units, end, false
}

// next recognises the first unit.
func next(data []byte, begins func([]byte) bool) (Unit, bool) {
	for _, binary := range [...]func([]byte) (Unit, bool){
		postgres, ldap, mysql, socks4, socks5, proxy2, rdp, amqp,
	} {
		if u, ok := binary(data); ok {
			return u, true
		}
	}
	if postgresAnswer(data, begins) {
		return Unit{PostgreSQL, Server, 0, 1}, true
	}
	n := textRun(data, begins)
	protocol, side := nameText(data[:n])
	if n > 0 && n < len(data) && begins(data[n:]) {
		return Unit{beforeTLS(protocol), side, 0, n}, true
	}
	return Unit{protocol, side, 0, n}, protocol.LeadsToTLS() && protocol != UnknownProtocol
}

// beforeTLS is what a text turns out to be when TLS follows it.
func beforeTLS(p Protocol) Protocol {
	if p == HTTP {
		return HTTPConnect // the answer 407 may come before
	}
	return p
}

// Name says what bytes look like that are no TLS, and which side sends such.
func Name(data []byte) (Protocol, Side) {
	never := func([]byte) bool { return false }
	if u, ok := foreign(data); ok {
		return u.Protocol, u.Side
	}
	if len(data) == 1 && (data[0] == 'S' || data[0] == 'N') {
		return PostgreSQL, Server
	}
	if u, ok := next(data, never); ok {
		if u.Protocol == HTTPConnect && u.Side == Server && !bytes.HasSuffix(data, []byte("\r\n\r\n")) {
			return HTTP, Server // an answer with a body
		}
		return u.Protocol, u.Side
	}
	if protocol, side := nameText(data[:textRun(data, never)]); protocol != UnknownProtocol {
		return protocol, side
	}
	if len(data) > 0 && len(bytes.TrimLeft(data, "\x00")) == 0 {
		return Zeros, UnknownSide
	}
	return UnknownProtocol, UnknownSide
}
