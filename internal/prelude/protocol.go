// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package prelude

// Side is an end of a connection.
type Side uint8

const (
	UnknownSide Side = 0 // "unknown"
	Client      Side = 1 // "client"
	Server      Side = 2 // "server"
	BothSides   Side = 3 // "both": what both ends sent, mixed in one stream
)

// Protocol is what bytes outside TLS look like.
type Protocol uint8

const (
	UnknownProtocol Protocol = 0  // "unknown"
	SMTP            Protocol = 1  // "SMTP": RFC 3207; LMTP too
	POP3            Protocol = 2  // "POP3": RFC 2595
	IMAP            Protocol = 3  // "IMAP": RFC 2595, RFC 9051
	FTP             Protocol = 4  // "FTP": RFC 4217
	NNTP            Protocol = 5  // "NNTP": RFC 4642
	ManageSieve     Protocol = 6  // "ManageSieve": RFC 5804
	XMPP            Protocol = 7  // "XMPP": RFC 6120, Section 5
	IRC             Protocol = 8  // "IRC": IRCv3 tls
	LDAP            Protocol = 9  // "LDAP": RFC 4511, Section 4.14
	PostgreSQL      Protocol = 10 // "PostgreSQL": its manual, Message Formats, SSLRequest
	MySQL           Protocol = 11 // "MySQL": its internals, Protocol::SSLRequest
	HTTPConnect     Protocol = 12 // "HTTP CONNECT": RFC 9110, Section 9.3.6
	SOCKS4          Protocol = 13 // "SOCKS 4"
	SOCKS5          Protocol = 14 // "SOCKS 5": RFC 1928, RFC 1929
	Proxy           Protocol = 15 // "PROXY": the header of HAProxy, both versions
	RDP             Protocol = 16 // "RDP": [MS-RDPBCGR] 2.2.1.1 and 2.2.1.2
	AMQP            Protocol = 17 // "AMQP": AMQP 1.0, part 5
	TDS             Protocol = 18 // "TDS": [MS-TDS] 2.2.3.1; TLS stands inside its packets
	HTTP            Protocol = 19 // "HTTP": in clear
	HTTP2           Protocol = 20 // "HTTP/2": in clear, RFC 9113
	SSH             Protocol = 21 // "SSH": RFC 4253
	SMB             Protocol = 22 // "SMB": [MS-SMB2]
	DNS             Protocol = 23 // "DNS": RFC 1035
	RPC             Protocol = 24 // "DCE/RPC": C706
	Kerberos        Protocol = 25 // "Kerberos": RFC 4120
	STUN            Protocol = 26 // "STUN": RFC 8489
	QUIC            Protocol = 27 // "QUIC": RFC 9000
	SIP             Protocol = 28 // "SIP": RFC 3261
	RTSP            Protocol = 29 // "RTSP": RFC 7826
	RFB             Protocol = 30 // "RFB": RFC 6143
	MQTT            Protocol = 31 // "MQTT"
	SSL2            Protocol = 32 // "SSL 2.0": the whole protocol, not the hello of a later one
	Text            Protocol = 33 // "text": lines of no protocol that is known here
	Zeros           Protocol = 34 // "zeros": nothing but zero bytes
)

// Wraps reports whether the protocol carries TLS inside packets of its own, so
// that no record of TLS may be looked for in its bytes.
func (p Protocol) Wraps() bool { return p == TDS }

// LeadsToTLS reports whether TLS may follow the protocol on one connection,
// where the protocol ends.
func (p Protocol) LeadsToTLS() bool {
	return p <= AMQP || p == Text
}
