// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package tlswire_test

import (
	"strings"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/prelude"
	"github.com/schanneltrust/schannel/internal/tlswire"
)

// Messages that the rows are made of.
var (
	random      = strings.Repeat("r", 32)
	clientHello = message(1, "\x03\x03"+random+"\x00\x00\x02\xc0\x2f\x01\x00")
	secondHello = message(1, "\x03\x03"+random+"\x00\x00\x02\x13\x01\x01\x00\x00\x02\x00\x2c")
	serverHello = message(2, "\x03\x03"+random+"\x00\xc0\x2f\x00")
	hello13     = message(2, "\x03\x03"+random+"\x00\x13\x01\x00\x00\x06\x00\x2b\x00\x02\x03\x04")
	hello28     = message(2, "\x03\x03"+random+"\x00\x13\x01\x00\x00\x06\x00\x2b\x00\x02\x7f\x1c")
	hello18     = message(2, "\x7f\x12"+random+"\x13\x01\x00\x00")
	ticket      = message(4, "\x00\x00\x0e\x10\x00\x05abcde")
	certificate = message(11, "\x00\x00\x06\x00\x00\x03der")
	request     = message(13, "\x01\x40\x00\x02\x04\x03\x00\x03\x00\x01n")
	done        = message(14, "")
	verify      = message(15, "\x04\x03\x00\x02sg")
	exchange    = message(16, "\x20"+strings.Repeat("p", 32))
	aead        = strings.Repeat("\x00", 8) + strings.Repeat("\xc3", 32) // a Finished under AEAD with a zero nonce
	ssl2        = "\x80\x25\x01\x03\x00\x00\x0c\x00\x00\x00\x10" + "\x01\x00\x80\x00\x00\x2f\x00\x00\x35\x00\x00\x0a" + strings.Repeat("c", 16)

	smtpServer = "220 mail.example.com ESMTP\r\n250-mail.example.com\r\n250 STARTTLS\r\n220 2.0.0 Ready\r\n"
	smtpClient = "EHLO client.example.com\r\nSTARTTLS\r\n"

	tdsOptions = "\x00\x00\x06\x00\x05\xff\x0f\x00\x07\xd0\x00" // a PRELOGIN with its version alone
)

// tds is a packet of SQL Server's protocol.
func tds(packet byte, payload string) string {
	length := 8 + len(payload)
	return string([]byte{packet, 1, byte(length >> 8), byte(length), 0, 0, 1, 0}) + payload
}

// flowRow is a stream and what stands in it.
type flowRow struct {
	name    string
	why     string
	stream  string
	tls13   bool
	items   []string
	side    prelude.Side
	form    tlswire.Form
	begins  int
	cut     bool
	defects []schannel.Code
}

var flowRows = []flowRow{
	{name: "empty", why: "nothing to read"},
	{
		name: "full-handshake", why: "RFC 5246, Section 7.3", stream: record(22, serverHello+certificate+done) + record(20, "\x01") + record(22, aead) + record(23, "data"),
		items: []string{"message 2 at 5+42", "message 11 at 47+13", "message 14 at 60+4", "change_cipher_spec at 69+1", "encrypted 22 at 75+40", "application_data at 120+4"},
		side:  prelude.Server, form: tlswire.Records,
	},
	{
		name: "cut-behind-a-header", why: "a capture may end behind the header of an encrypted record, of which nothing is compared with the ClientHello then",
		stream: record(22, clientHello) + record(20, "\x01") + record(22, aead)[:5],
		items:  []string{"message 1 at 5+45", "change_cipher_spec at 55+1"}, side: prelude.Client, form: tlswire.Records, cut: true,
		defects: []schannel.Code{"schannel.record.cut"},
	},
	{
		name: "messages-behind-a-hello", why: "a hello without records shows what the stream is, whatever follows it",
		stream: serverHello + message(11, "no list"), items: []string{"message 2 at 0+42", "message 11 at 42+11"}, side: prelude.Server, form: tlswire.Messages,
	},
	{
		name: "garbage-behind-a-hello", why: "also what is no message",
		stream: serverHello + message(99, "x"), items: []string{"message 2 at 0+42", "outside unknown at 42+5"}, side: prelude.Server, form: tlswire.Messages,
		defects: []schannel.Code{"schannel.handshake.type"},
	},
	{
		name: "record-version-1.3", why: "RFC 8446, Section 5.1: the version of a record is ignored", stream: "\x16\x03\x04" + record(22, clientHello)[3:],
		items: []string{"message 1 at 5+45"}, side: prelude.Client, form: tlswire.Records,
	},
	{
		name: "socks4", why: "SOCKS 4 has its version where a message has its type: 4, as a NewSessionTicket has",
		stream: "\x04\x01\x01\xbb\x01\x02\x03\x04user\x00" + record(22, clientHello),
		items:  []string{"outside SOCKS 4 at 0+13", "message 1 at 18+45"}, side: prelude.Client, form: tlswire.Records, begins: 13,
	},
	{
		name: "proxy2", why: "the PROXY protocol, version 2, begins with a carriage return: 13, as a CertificateRequest has",
		stream: "\r\n\r\n\x00\r\nQUIT\n\x21\x11\x00\x0c" + "\x01\x02\x03\x04\x05\x06\x07\x08\x00\x01\x01\xbb" + record(22, clientHello),
		items:  []string{"outside PROXY at 0+28", "message 1 at 33+45"}, side: prelude.Client, form: tlswire.Records, begins: 28,
	},
	{
		name: "begins-at-ticket", why: "RFC 5077, Section 3.3: the ticket comes before ChangeCipherSpec, in clear", stream: record(22, ticket) + record(20, "\x01") + record(22, aead),
		items: []string{"message 4 at 5+15", "change_cipher_spec at 25+1", "encrypted 22 at 31+40"}, side: prelude.Server, form: tlswire.Records,
	},
	{
		name: "begins-at-certificate", why: "RFC 5246, Section 7.4.2: a vector of three bytes length fills it", stream: record(22, certificate+request+done),
		items: []string{"message 11 at 5+13", "message 13 at 18+15", "message 14 at 33+4"}, side: prelude.Server, form: tlswire.Records,
	},
	{
		name: "begins-at-key-exchange", why: "RFC 5246, Section 7.4.7: only a client sends it", stream: record(22, exchange) + record(20, "\x01") + record(22, aead),
		items: []string{"message 16 at 5+37", "change_cipher_spec at 47+1", "encrypted 22 at 53+40"}, side: prelude.Client, form: tlswire.Records,
	},
	{
		name: "begins-at-verify", why: "RFC 5246, Section 7.4.8: of those in clear only a client's", stream: record(22, verify) + record(20, "\x01") + record(22, aead),
		items: []string{"message 15 at 5+10", "change_cipher_spec at 20+1", "encrypted 22 at 26+40"}, side: prelude.Client, form: tlswire.Records,
	},
	{
		name: "begins-at-ciphertext", why: "RFC 5246, Section 7.4.2: nothing is behind the list, here an empty one", stream: record(22, "\x0b\x00\x01\x00\x00\x00\x00\x00"+strings.Repeat("\xc3", 32)),
		items: []string{"encrypted 22 at 5+40"}, form: tlswire.Records,
	},
	{
		name: "begins-at-long-ciphertext", why: "RFC 5246, Section 6.2.3: longer than a record in clear may be", stream: record(22, strings.Repeat("\x0b", 1<<14+1)),
		items: []string{"encrypted 22 at 5+16385"}, form: tlswire.Records,
	},
	{
		name: "begins-at-two-bytes", why: "less than a header shows no message", stream: record(22, certificate[:2]),
		items: []string{"encrypted 22 at 5+2"}, form: tlswire.Records,
	},
	{
		name: "begins-at-certificate-and-two-bytes", why: "behind a whole message they may be the beginning of another", stream: record(22, certificate+done[:2]),
		items: []string{"message 11 at 5+13"}, form: tlswire.Records, cut: true, defects: []schannel.Code{"schannel.handshake.cut"},
	},
	{
		name: "begins-at-certificate-and-header", why: "so may a whole header", stream: record(22, certificate+certificate[:4]),
		items: []string{"message 11 at 5+13"}, form: tlswire.Records, cut: true, defects: []schannel.Code{"schannel.handshake.cut"},
	},
	{
		name: "begins-at-certificate-and-finished", why: "a Finished is never in clear, so that the first was no certificate either", stream: record(22, certificate+"\x14\x00"),
		items: []string{"encrypted 22 at 5+15"}, form: tlswire.Records,
	},
	{
		name: "begins-at-finished-without-nonce", why: "RFC 5246, Section 7.4.9: a Finished is never in clear", stream: record(22, message(20, strings.Repeat("v", 12))),
		items: []string{"encrypted 22 at 5+16"}, form: tlswire.Records,
	},
	{
		name: "begins-at-certificate-and-ciphertext", why: "all messages of a record are in clear, or none", stream: record(22, certificate+strings.Repeat("\xc3", 20)),
		items: []string{"encrypted 22 at 5+33"}, form: tlswire.Records,
	},
	{
		name: "begins-at-hello-and-garbage", why: "a hello is in clear, whatever follows it", stream: record(22, clientHello+"\x63\x00\x00\x00"),
		items: []string{"message 1 at 5+45", "message 99 at 50+4"}, side: prelude.Client, form: tlswire.Records,
	},
	{
		name: "begins-at-a-fit", why: "a message that is as long as its record, of whatever form", stream: record(22, message(11, "no list")),
		items: []string{"message 11 at 5+11"}, form: tlswire.Records,
	},
	{
		name: "begins-at-no-list", why: "RFC 5246, Section 7.4.2: before another message it has its form", stream: record(22, message(11, "no list")+done),
		items: []string{"encrypted 22 at 5+15"}, form: tlswire.Records,
	},
	{
		name: "begins-at-hello-request-and-more", why: "RFC 5288, Section 3: zero bytes begin a nonce unless they are alone", stream: record(22, message(0, "")+certificate),
		items: []string{"encrypted 22 at 5+17"}, form: tlswire.Records,
	},
	{
		name: "begins-at-hello-request-of-five", why: "RFC 5246, Section 7.4.1.1: it is empty", stream: record(22, message(0, "x")),
		items: []string{"encrypted 22 at 5+5"}, form: tlswire.Records,
	},
	{
		name: "begins-at-thirteen-messages", why: "more than any flight has", stream: record(22, strings.Repeat(ticket, 13)),
		items: []string{
			"message 4 at 5+15", "message 4 at 20+15", "message 4 at 35+15", "message 4 at 50+15", "message 4 at 65+15", "message 4 at 80+15", "message 4 at 95+15",
			"message 4 at 110+15", "message 4 at 125+15", "message 4 at 140+15", "message 4 at 155+15", "message 4 at 170+15", "message 4 at 185+15",
		}, side: prelude.Server, form: tlswire.Records,
	},
	{
		name: "begins-at-certificate-then-alert", why: "RFC 5246, Section 7.2: an alert of two bytes is in clear, and so is what comes before it", stream: record(22, certificate) + record(21, "\x02\x28"),
		items: []string{"message 11 at 5+13", "alert at 23+2"}, form: tlswire.Records,
	},
	{
		name: "begins-at-part-then-alert", why: "RFC 5246, Section 7.2: a warning between the parts of a message", stream: record(22, certificate[:7]) + record(21, "\x01\x5a") + record(22, certificate[7:]),
		items: []string{"alert at 17+2", "message 11 at 5+13 in 2"}, form: tlswire.Records,
	},
	{
		name: "begins-at-ciphertext-then-alert", why: "RFC 5246, Section 7.2: an alert that is longer is encrypted, and so is what comes before it", stream: record(22, "\x0b\x00\x01\x00"+strings.Repeat("\xc3", 32)) + record(21, strings.Repeat("\xc3", 26)),
		items: []string{"encrypted 22 at 5+36", "encrypted 21 at 46+26"}, form: tlswire.Records,
	},
	{
		name: "begins-at-finished-then-alert", why: "a type that is never in clear, whatever the alert looks like", stream: record(22, "\x14\x00\x00\x30"+strings.Repeat("\xc3", 32)) + record(21, "\x01\x5a"),
		items: []string{"encrypted 22 at 5+36", "encrypted 21 at 46+2"}, form: tlswire.Records,
	},
	{
		name: "begins-at-change", why: "RFC 5246, Section 7.1: what follows is under the new keys", stream: record(20, "\x01") + record(22, aead),
		items: []string{"change_cipher_spec at 5+1", "encrypted 22 at 11+40"}, form: tlswire.Records,
	},
	{
		name: "begins-at-finished", why: "RFC 5288, Section 3: an explicit nonce of zeros is no HelloRequest", stream: record(22, aead) + record(21, "12345678901234567890123456"),
		items: []string{"encrypted 22 at 5+40", "encrypted 21 at 50+26"}, form: tlswire.Records,
	},
	{
		name: "begins-at-hello-request", why: "RFC 5246, Section 7.4.1.1: alone in its record it is one", stream: record(22, message(0, "")),
		items: []string{"message 0 at 5+4"}, side: prelude.Server, form: tlswire.Records,
	},
	{
		name: "begins-at-data", why: "there is no application data in clear, so the alert behind is encrypted too", stream: record(23, "ciphertext") + record(21, "\x01\x00"),
		items: []string{"application_data at 5+10", "encrypted 21 at 20+2"}, form: tlswire.Records,
	},
	{
		name: "begins-at-long-alert", why: "RFC 5246, Section 7.2: an alert has two bytes", stream: record(21, strings.Repeat("\x02\x28", 11)),
		items: []string{"encrypted 21 at 5+22"}, form: tlswire.Records,
	},
	{
		name: "alert-alone", why: "two bytes cannot be ciphertext: every cipher adds a MAC", stream: record(21, "\x02\x28"),
		items: []string{"alert at 5+2"}, form: tlswire.Records,
	},
	{
		name: "two-alerts-behind-a-hello", why: "RFC 5246, Section 6.2.1: messages of one type may share a record", stream: record(22, serverHello) + record(21, "\x01\x5a\x02\x28"),
		items: []string{"message 2 at 5+42", "alert at 52+4"}, side: prelude.Server, form: tlswire.Records,
	},
	{
		name: "middle-of-a-record", why: "three records that follow each other are no accident", stream: "\xd1\xd2\xd3" + record(23, "one") + record(23, "two") + record(23, "three"),
		items: []string{"outside unknown at 0+3", "application_data at 8+3", "application_data at 16+3", "application_data at 24+5"},
		form:  tlswire.Records, begins: 3,
	},
	{
		name: "tls13-server", why: "RFC 8446, Appendix D.4: ChangeCipherSpec means nothing", stream: record(22, hello13) + record(20, "\x01") + record(23, "ciphertext"),
		items: []string{"message 2 at 5+50", "change_cipher_spec at 60+1", "application_data at 66+10"}, side: prelude.Server, form: tlswire.Records,
	},
	{
		name: "tls13-two-bytes", why: "RFC 8446, Section 6: an alert has a content type of its own", stream: record(22, hello13) + record(23, "ciphertext") + record(22, "\xaa\xbb"),
		items: []string{"message 2 at 5+50", "application_data at 60+10", "encrypted 22 at 75+2"}, side: prelude.Server, form: tlswire.Records,
	},
	{
		name: "tls13-draft-alert", why: "draft 28 behaves as TLS 1.3: an alert that is no application data is in clear", stream: record(22, hello28) + record(20, "\x01") + record(21, "\x02\x28"),
		items: []string{"message 2 at 5+50", "change_cipher_spec at 60+1", "alert at 66+2"}, side: prelude.Server, form: tlswire.Records,
	},
	{
		name: "tls13-alert-in-clear", why: "RFC 8446, Section 5.2: under keys it would look like application data", stream: record(22, hello13) + record(23, "ciphertext") + record(21, "\x02\x28"),
		items: []string{"message 2 at 5+50", "application_data at 60+10", "alert at 75+2"}, side: prelude.Server, form: tlswire.Records,
	},
	{
		name: "tls13-long-alert", why: "RFC 8446, Section 6: an alert has two bytes", stream: record(22, hello13) + record(23, "ciphertext") + record(21, "abc"),
		items: []string{"message 2 at 5+50", "application_data at 60+10", "encrypted 21 at 75+3"}, side: prelude.Server, form: tlswire.Records,
	},
	{
		name: "tls13-retry-client", why: "RFC 8446, Section 4.1.2: the second hello has the random of the first", stream: record(22, clientHello) + record(20, "\x01") + record(22, secondHello) + record(23, "ciphertext"),
		items: []string{"message 1 at 5+45", "change_cipher_spec at 55+1", "message 1 at 61+49", "application_data at 115+10"}, side: prelude.Client, form: tlswire.Records,
	},
	{
		name: "tls13-told", why: "the stream of a client does not tell its version", stream: record(22, clientHello) + record(20, "\x01") + record(21, "\x02\x2f"), tls13: true,
		items: []string{"message 1 at 5+45", "change_cipher_spec at 55+1", "alert at 61+2"}, side: prelude.Client, form: tlswire.Records,
	},
	{
		name: "another-hello-behind-change", why: "a hello of a renegotiation is encrypted", stream: record(22, clientHello) + record(20, "\x01") + record(22, "\x01"+strings.Repeat("\x7b", 44)),
		items: []string{"message 1 at 5+45", "change_cipher_spec at 55+1", "encrypted 22 at 61+45"}, side: prelude.Client, form: tlswire.Records,
	},
	{
		name: "ssl2-hello", why: "RFC 5246, Appendix E.2", stream: ssl2 + "\x16\x03\x00\x00\x25" + exchange,
		items: []string{"ssl2_hello at 2+37", "message 16 at 44+37"}, side: prelude.Client, form: tlswire.Records,
	},
	{
		name: "smtp-server", why: "RFC 3207", stream: smtpServer + record(22, serverHello),
		items: []string{"outside SMTP at 0+81", "message 2 at 86+42"}, side: prelude.Server, form: tlswire.Records, begins: 81,
	},
	{
		name: "smtp-client-ssl2", why: "a hello of SSL 2.0 begins with no control character", stream: smtpClient + ssl2,
		items: []string{"outside SMTP at 0+35", "ssl2_hello at 37+37"}, side: prelude.Client, form: tlswire.Records, begins: 35,
	},
	{
		name: "starttls-refused-by-alert", why: "RFC 5246, Section 7.2: the first record of a server may be an alert", stream: smtpServer + record(21, "\x02\x28"),
		items: []string{"outside SMTP at 0+81", "alert at 86+2"}, side: prelude.Server, form: tlswire.Records, begins: 81,
	},
	{
		name: "postgres-server", why: "PostgreSQL, SSLRequest: S says yes", stream: "S" + record(22, serverHello),
		items: []string{"outside PostgreSQL at 0+1", "message 2 at 6+42"}, side: prelude.Server, form: tlswire.Records, begins: 1,
	},
	{
		name: "postgres-refused", why: "N says no, and TLS never comes", stream: "N",
		items: []string{"outside PostgreSQL at 0+1"}, side: prelude.Server,
	},
	{
		name: "unknown-dialogue", why: "a hello is found behind bytes that nobody knows", stream: "\x01\x02\xff\xfe" + record(22, clientHello),
		items: []string{"outside unknown at 0+4", "message 1 at 9+45"}, side: prelude.Client, form: tlswire.Records, begins: 4,
	},
	{
		name: "no-hello-before-a-hello", why: "RFC 5246, Section 7.4.1.2: a hello begins with its version",
		stream: "\x01\x02\xff\xfe\x16\x03\x03\x00\x40\x01\x00\x00\x3c\x07\x07" + record(22, clientHello),
		items:  []string{"outside unknown at 0+15", "message 1 at 20+45"}, side: prelude.Client, form: tlswire.Records, begins: 15,
	},
	{
		name: "postgres-request-alone", why: "PostgreSQL, SSLRequest: no HelloRequest of eight bytes", stream: "\x00\x00\x00\x08\x04\xd2\x16\x2f",
		items: []string{"outside PostgreSQL at 0+8"}, side: prelude.Client,
	},
	{
		name: "http-answer", why: "a server that does not speak TLS", stream: "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n",
		items: []string{"outside HTTP at 0+47"}, side: prelude.Server,
	},
	{
		name: "http-with-a-capture", why: "what HTTP carries is not on this connection", stream: "HTTP/1.1 200 OK\r\n\r\nabc\x00" + record(22, clientHello),
		items: []string{"outside HTTP at 0+73"}, side: prelude.Server,
	},
	{
		name: "tds", why: "[MS-TDS] 2.2.6.5: the records stand inside packets", stream: tds(0x12, record(22, clientHello)),
		items: []string{"message 1 at 5+45"}, side: prelude.Client, form: tlswire.Records,
	},
	{
		name: "tds-client", why: "[MS-TDS] 2.2.6.5: behind the PRELOGIN; then TDS stands inside of records",
		stream: tds(0x12, tdsOptions) + tds(0x12, record(22, clientHello)) + tds(0x12, record(22, exchange)+record(20, "\x01")+record(22, aead)) + record(23, "login"),
		items:  []string{"outside TDS at 0+19", "message 1 at 24+45", "message 16 at 74+37", "change_cipher_spec at 116+1", "encrypted 22 at 122+40", "application_data at 167+5"},
		side:   prelude.Client, form: tlswire.Records, begins: 19,
	},
	{
		name: "tds-server", why: "[MS-TDS] 2.2.3.1: a message goes over several packets, a record as well",
		stream: tds(0x04, tdsOptions) + tds(0x12, record(22, serverHello+certificate+done)[:30]) + tds(0x12, record(22, serverHello+certificate+done)[30:]),
		items:  []string{"outside TDS at 0+19", "message 2 at 24+42", "message 11 at 66+13", "message 14 at 79+4"},
		side:   prelude.Server, form: tlswire.Records, begins: 19,
	},
	{
		name: "tds-alert", why: "a server that refuses the hello answers in a packet too",
		stream: tds(0x04, tdsOptions) + tds(0x12, record(21, "\x02\x28")),
		items:  []string{"outside TDS at 0+19", "alert at 24+2"}, side: prelude.Server, form: tlswire.Records, begins: 19,
	},
	{
		name: "tds-login-only", why: "[MS-TDS] 2.2.6.5, ENCRYPT_OFF: behind the login the packets are in clear again",
		stream: tds(0x04, tdsOptions) + tds(0x12, record(22, serverHello)+record(20, "\x01")+record(22, aead)) + tds(0x04, "\xe3answer"),
		items:  []string{"outside TDS at 0+19", "message 2 at 24+42", "change_cipher_spec at 71+1", "encrypted 22 at 77+40", "outside unknown at 117+15"},
		side:   prelude.Server, form: tlswire.Records, begins: 19, defects: []schannel.Code{"schannel.record.type"},
	},
	{
		name: "tds-cut", why: "a capture may end inside a packet", stream: tds(0x12, record(22, clientHello))[:40],
		form: tlswire.Records, cut: true, defects: []schannel.Code{"schannel.record.cut"},
	},
	{
		name: "tds-without-tls", why: "[MS-TDS] 2.2.6.5, ENCRYPT_NOT_SUP: nothing follows but TDS", stream: tds(0x12, tdsOptions) + "\x10\x01\x00\x0c\x00\x00\x01\x00user",
		items: []string{"outside TDS at 0+31"}, side: prelude.Client,
	},
	{
		name: "tds-of-no-length", why: "[MS-TDS] 2.2.3.1: the length counts the header", stream: tds(0x12, tdsOptions) + "\x12\x01\x00\x08\x00\x00\x00\x00\x16",
		items: []string{"outside TDS at 0+28"}, side: prelude.Client,
	},
	{
		name: "smb", why: "[MS-SMB2] 2.1: no HelloRequest", stream: "\x00\x00\x00\x45\xfeSMB" + strings.Repeat("\x00", 65),
		items: []string{"outside SMB at 0+73"},
	},
	{
		name: "clear-behind", why: "RFC 4217, Section 12.3: after CCC the connection is in clear", stream: record(22, serverHello) + record(20, "\x01") + record(21, aead) + "227 Entering Passive Mode\r\n",
		items: []string{"message 2 at 5+42", "change_cipher_spec at 52+1", "encrypted 21 at 58+40", "outside FTP at 98+27"},
		side:  prelude.Server, form: tlswire.Records, defects: []schannel.Code{"schannel.record.type"},
	},
	{
		name: "garbage-behind", why: "what was read stays read", stream: record(22, serverHello+done) + "\x16\x02garbage",
		items: []string{"message 2 at 5+42", "message 14 at 47+4", "outside unknown at 51+9"},
		side:  prelude.Server, form: tlswire.Records, defects: []schannel.Code{"schannel.record.version"},
	},
	{
		name: "cut-in-a-record", why: "the part of a record is no item", stream: (record(22, serverHello) + record(20, "\x01") + record(22, aead))[:70],
		items: []string{"message 2 at 5+42", "change_cipher_spec at 52+1"}, side: prelude.Server, form: tlswire.Records, cut: true, defects: []schannel.Code{"schannel.record.cut"},
	},
	{
		name: "interrupted", why: "RFC 8446, Section 5.1: nothing comes between the parts of a message", stream: record(22, serverHello+certificate[:7]) + record(20, "\x01") + record(22, aead),
		items: []string{"message 2 at 5+42", "change_cipher_spec at 59+1", "encrypted 22 at 65+40"},
		side:  prelude.Server, form: tlswire.Records, defects: []schannel.Code{"schannel.handshake.cut"},
	},
	{
		name: "interrupted-by-data", why: "RFC 8446, Section 5.1: the rest of the message cannot come any more", stream: record(22, serverHello+certificate[:7]) + record(23, "data"),
		items: []string{"message 2 at 5+42", "application_data at 59+4"}, side: prelude.Server, form: tlswire.Records, defects: []schannel.Code{"schannel.handshake.cut"},
	},
	{
		name: "alert-between", why: "RFC 5246, Section 7.2: a warning ends nothing", stream: record(22, serverHello+certificate[:7]) + record(21, "\x01\x5a") + record(22, certificate[7:]),
		items: []string{"message 2 at 5+42", "alert at 59+2", "message 11 at 47+13 in 2"}, side: prelude.Server, form: tlswire.Records,
	},
	{
		name: "dialogue-and-unknown", why: "bytes that nobody knows behind a dialogue are told apart from it", stream: smtpServer + "\x01\x02\xfe" + record(22, serverHello),
		items: []string{"outside SMTP at 0+81", "outside unknown at 81+3", "message 2 at 89+42"}, side: prelude.Server, form: tlswire.Records, begins: 84,
	},
	{
		name: "empty-record-last", why: "RFC 5246, Section 6.2.1 forbids it", stream: record(22, serverHello) + record(22, ""),
		items: []string{"message 2 at 5+42"}, side: prelude.Server, form: tlswire.Records, defects: []schannel.Code{"schannel.record.length"},
	},
	{
		name: "empty-change", why: "RFC 5246, Section 7.1: it has a byte; without it nothing changes", stream: record(22, serverHello) + record(20, "") + record(22, done),
		items: []string{"message 2 at 5+42", "message 14 at 57+4"}, side: prelude.Server, form: tlswire.Records, defects: []schannel.Code{"schannel.record.length"},
	},
	{
		name: "longest-record", why: "RFC 5246, Section 6.2.1: 2^14 bytes", stream: record(22, serverHello) + record(22, "\x0b\x00\x3f\xfc\x00\x3f\xf9"+strings.Repeat("c", 16377)),
		items: []string{"message 2 at 5+42", "message 11 at 52+16384"}, side: prelude.Server, form: tlswire.Records,
	},
	{
		name: "tls13-retry-client-in-parts", why: "RFC 8446, Section 4.1.2: the second hello, cut behind its random",
		stream: record(22, clientHello) + record(20, "\x01") + record(22, secondHello[:38]) + record(22, secondHello[38:]),
		items:  []string{"message 1 at 5+45", "change_cipher_spec at 55+1", "message 1 at 61+49 in 2"}, side: prelude.Client, form: tlswire.Records,
	},
	{
		name: "tls13-retry-client-in-small-parts", why: "no ciphertext of a message has less than 32 bytes: a Finished of 16 and a MAC of 16",
		stream: record(22, clientHello) + record(20, "\x01") + record(22, secondHello[:31]) + record(22, secondHello[31:]),
		items:  []string{"message 1 at 5+45", "change_cipher_spec at 55+1", "message 1 at 61+49 in 2"}, side: prelude.Client, form: tlswire.Records,
	},
	{
		name: "finished-like-a-hello", why: "32 bytes may be ciphertext, however they begin",
		stream: record(22, clientHello) + record(20, "\x01") + record(22, secondHello[:32]),
		items:  []string{"message 1 at 5+45", "change_cipher_spec at 55+1", "encrypted 22 at 61+32"}, side: prelude.Client, form: tlswire.Records,
	},
	{
		name: "empty-record", why: "RFC 5246, Section 6.2.1 forbids it; the rest is read all the same", stream: record(22, serverHello) + record(22, "") + record(22, done),
		items: []string{"message 2 at 5+42", "message 14 at 57+4"}, side: prelude.Server, form: tlswire.Records, defects: []schannel.Code{"schannel.record.length"},
	},
	{
		name: "long-record", why: "RFC 5246, Section 6.2.1: 2^14 bytes; one more is told, and read", stream: record(22, serverHello) + record(22, "\x0b\x00\x3f\xfd\x00\x3f\xfa"+strings.Repeat("c", 16378)),
		items: []string{"message 2 at 5+42", "message 11 at 52+16385"}, side: prelude.Server, form: tlswire.Records, defects: []schannel.Code{"schannel.record.length"},
	},
	{
		name: "empty-heartbeat", why: "RFC 6520, Section 4: it is not empty; the rest is read all the same", stream: record(22, serverHello) + record(24, "") + record(22, done),
		items: []string{"message 2 at 5+42", "message 14 at 57+4"}, side: prelude.Server, form: tlswire.Records, defects: []schannel.Code{"schannel.record.length"},
	},
	{
		name: "heartbeat", why: "RFC 6520, Section 3: before the keys are on it is in clear", stream: record(22, serverHello) + record(24, "\x01\x00\x01x"),
		items: []string{"message 2 at 5+42", "other 24 at 52+4"}, side: prelude.Server, form: tlswire.Records,
	},
	{
		name: "heartbeat-encrypted", why: "RFC 6520, Section 3: behind the ChangeCipherSpec it is encrypted", stream: record(22, serverHello) + record(20, "\x01") + record(24, "ciphertext"),
		items: []string{"message 2 at 5+42", "change_cipher_spec at 52+1", "encrypted 24 at 58+10"}, side: prelude.Server, form: tlswire.Records,
	},
	{
		name: "both-sides", why: "messages of both ends in one file", stream: record(22, clientHello) + record(22, serverHello),
		items: []string{"message 1 at 5+45", "message 2 at 55+42"}, side: prelude.BothSides, form: tlswire.Records,
	},
	{
		name: "message-alone", why: "a CertificateRequest without records", stream: request,
		items: []string{"message 13 at 0+15"}, side: prelude.Server, form: tlswire.Messages,
	},
	{
		name: "datagram-messages", why: "RFC 6347, Section 4.2.2: twelve bytes of header, without records",
		stream: datagramMessage(request) + datagramMessage(done), items: []string{"message 13 at 0+23", "message 14 at 23+12"}, side: prelude.Server, form: tlswire.Messages,
	},
	{
		name: "datagram-message-in-fragments", why: "RFC 6347, Section 4.2.3: a part of a message alone",
		stream: request[:4] + "\x00\x00\x00\x00\x00\x00\x00\x02" + request[4:6], items: []string{"outside unknown at 0+14"},
	},
	{
		name: "datagram-message-cut", why: "RFC 6347, Section 4.2.2: less than its length says",
		stream: datagramMessage(request)[:20], items: []string{"outside unknown at 0+20"},
	},
	{
		name: "verify-alone", why: "RFC 8446, Section 4.4.3: in TLS 1.3 either end sends it", stream: verify,
		items: []string{"message 15 at 0+10"}, form: tlswire.Messages,
	},
	{
		name: "certificate-alone-cut", why: "RFC 5246, Section 7.4.2: the beginning of a list", stream: certificate[:9],
		form: tlswire.Messages, cut: true, defects: []schannel.Code{"schannel.handshake.cut"},
	},
	{
		name: "request-alone-cut", why: "RFC 8446, Section 4.3.2: an empty context and the beginning of extensions", stream: message(13, "\x00\x00\x08\x00\x2f\x00\x04\x00\x02\x30\x00")[:9],
		form: tlswire.Messages, cut: true, defects: []schannel.Code{"schannel.handshake.cut"},
	},
	{
		name: "longest-request-cut", why: "RFC 5246, Section 7.4.4: 1 + 255 of types, 2 + 65,535 of algorithms and of names", stream: "\x0d\x02\x01\x02" + request[4:],
		form: tlswire.Messages, cut: true, defects: []schannel.Code{"schannel.handshake.cut"},
	},
	{
		name: "longer-than-a-request", why: "RFC 5246, Section 7.4.4: no lengths add up to a byte more", stream: "\x0d\x02\x01\x03" + request[4:],
		items: []string{"outside unknown at 0+15"},
	},
	{
		name: "decrypted-tls13", why: "RFC 8446, Section 4: EncryptedExtensions, CertificateRequest, Certificate, Finished",
		stream: message(8, "\x00\x00") + message(13, "\x00\x00\x00") + message(11, "\x00\x00\x00\x00") + message(20, strings.Repeat("v", 32)),
		items:  []string{"message 8 at 0+6", "message 13 at 6+7", "message 11 at 13+8", "message 20 at 21+36"}, side: prelude.Server, form: tlswire.Messages,
	},
	{
		name: "decrypted-tls13-client", why: "RFC 8446, Section 4.5: EndOfEarlyData, which begins as an answer of SOCKS 5 does",
		stream: message(5, "") + message(20, strings.Repeat("v", 32)), items: []string{"message 5 at 0+4", "message 20 at 4+36"}, side: prelude.Client, form: tlswire.Messages,
	},
	{
		name: "done-alone", why: "RFC 5246, Section 7.4.5: a message without a body", stream: done,
		items: []string{"message 14 at 0+4"}, side: prelude.Server, form: tlswire.Messages,
	},
	{
		name: "header-of-no-record", why: "RFC 5246, Section 6.2.3: 2^14 + 2,048 bytes at most", stream: "\x16\x03\x03\x48\x01",
		items: []string{"outside unknown at 0+5"},
	},
	{
		name: "longest-record-first", why: "RFC 5246, Section 6.2.3: 2^14 + 2,048 bytes", stream: record(23, strings.Repeat("c", 1<<14+2048)),
		items: []string{"application_data at 5+18432"}, form: tlswire.Records,
	},
	{
		name: "version-that-is-not-there", why: "RFC 8446, Section 5.1: the last version that a record has is 0x0303; 0x0304 is passed over", stream: "\x15\x03\x05\x00\x02\x02\x28",
		items: []string{"outside unknown at 0+7"},
	},
	{
		name: "version-cut", why: "three bytes have the version", stream: "\x16\x03\x05",
		items: []string{"outside unknown at 0+3"},
	},
	{
		name: "three-bytes", why: "the newest version", stream: "\x16\x03\x04",
		form: tlswire.Records, cut: true, defects: []schannel.Code{"schannel.record.cut"},
	},
	{
		name: "three-bytes-of-dtls", why: "RFC 6347, Section 4.1: the version is there", stream: "\x16\xfe\xfd",
		form: tlswire.Datagrams, cut: true, defects: []schannel.Code{"schannel.record.cut"},
	},
	{
		name: "acknowledged", why: "RFC 9147, Section 7: a content type of its own", stream: datagramRecord(26, 0, "\x00\x00"),
		items: []string{"other 26 at 13+2"}, form: tlswire.Datagrams,
	},
	{
		name: "longest-of-dtls", why: "RFC 6347, Section 4.1: 2^14 + 2,048 bytes", stream: datagramRecord(23, 1, strings.Repeat("c", 1<<14+2048)),
		items: []string{"application_data at 13+18432"}, form: tlswire.Datagrams,
	},
	{
		name: "too-long-for-dtls", why: "RFC 6347, Section 4.1: a byte more", stream: "\x17\xfe\xfd\x00\x01\x00\x00\x00\x00\x00\x00\x48\x01",
		items: []string{"outside unknown at 0+13"},
	},
	{
		name: "hello-alone-cut", why: "RFC 5246, Section 7.4.1.2: the beginning of a hello", stream: clientHello[:30],
		form: tlswire.Messages, cut: true, defects: []schannel.Code{"schannel.handshake.cut"},
	},
	{
		name: "five-bytes", why: "a header and a byte might be anything", stream: certificate[:5],
		items: []string{"outside unknown at 0+5"},
	},
	{
		name: "five-bytes-behind-a-message", why: "behind a whole message they are the beginning of another", stream: certificate + certificate[:5],
		items: []string{"message 11 at 0+13"}, form: tlswire.Messages, cut: true, defects: []schannel.Code{"schannel.handshake.cut"},
	},
	{
		name: "garbage-behind-a-message", why: "what is no hello shows nothing by itself", stream: certificate + message(99, "x"),
		items: []string{"outside unknown at 0+18"},
	},
	{
		name: "garbage-behind-a-client-hello", why: "a hello without records shows what the stream is, whatever follows it", stream: clientHello + message(99, "x"),
		items: []string{"message 1 at 0+45", "outside unknown at 45+5"}, side: prelude.Client, form: tlswire.Messages, defects: []schannel.Code{"schannel.handshake.type"},
	},
	{
		name: "thirteen-messages", why: "more than any flight has in clear", stream: strings.Repeat(done, 13) + done[:2],
		items: []string{
			"message 14 at 0+4", "message 14 at 4+4", "message 14 at 8+4", "message 14 at 12+4", "message 14 at 16+4", "message 14 at 20+4", "message 14 at 24+4",
			"message 14 at 28+4", "message 14 at 32+4", "message 14 at 36+4", "message 14 at 40+4", "message 14 at 44+4", "message 14 at 48+4",
		}, side: prelude.Server, form: tlswire.Messages, cut: true, defects: []schannel.Code{"schannel.handshake.cut"},
	},
	{
		name: "datagram-message-alone", why: "RFC 6347, Section 4.2.2: twelve bytes of header, without a record",
		stream: datagramMessage(request), items: []string{"message 13 at 0+23"}, side: prelude.Server, form: tlswire.Messages,
	},
	{
		name: "datagram-message-and-garbage", why: "messages fill the stream",
		stream: datagramMessage(request) + "xx", items: []string{"outside unknown at 0+25"},
	},
	{
		name: "datagram-message-of-a-fragment", why: "RFC 6347, Section 4.2.3: the header is that of a part, and more than the part follows",
		stream: request[:4] + "\x00\x00\x00\x00\x00\x00\x00\x02" + request[4:], items: []string{"outside unknown at 0+23"},
	},
	{
		name: "datagram-message-of-the-end", why: "RFC 6347, Section 4.2.3: it begins behind the beginning",
		stream: request[:4] + "\x00\x00\x00\x00\x01" + request[1:], items: []string{"outside unknown at 0+23"},
	},
	{
		name: "server-hello-behind-unknown", why: "a hello is found behind bytes that nobody knows; this one fills its record", stream: "\x01\x02\x16\xfe" + record(22, serverHello),
		items: []string{"outside unknown at 0+4", "message 2 at 9+42"}, side: prelude.Server, form: tlswire.Records, begins: 4,
	},
	{
		name: "hello-of-1.3-behind-unknown", why: "a client may say 0x0304 in its old place", stream: "\x01\x02\xff\xfe" + record(22, message(1, "\x03\x04"+random+"\x00\x00\x02\xc0\x2f\x01\x00")),
		items: []string{"outside unknown at 0+4", "message 1 at 9+45"}, side: prelude.Client, form: tlswire.Records, begins: 4,
	},
	{
		name: "hello-behind-unknown-cut", why: "eleven bytes show a hello", stream: "\x01\x02\xff\xfe" + record(22, clientHello)[:11],
		items: []string{"outside unknown at 0+4"}, form: tlswire.Records, begins: 4, cut: true, defects: []schannel.Code{"schannel.record.cut"},
	},
	{
		name: "hello-behind-unknown-cut-short", why: "ten do not", stream: "\x01\x02\xff\xfe" + record(22, clientHello)[:10],
		items: []string{"outside unknown at 0+14"},
	},
	{
		name: "two-records-behind-unknown", why: "two that end the stream are no accident", stream: "\x01\xd2\x02" + record(23, "one") + record(23, "two"),
		items: []string{"outside unknown at 0+3", "application_data at 8+3", "application_data at 16+3"}, form: tlswire.Records, begins: 3,
	},
	{
		name: "three-records-behind-unknown", why: "three that follow each other are none either", stream: "\x01\xd2\x02" + record(23, "one") + record(23, "two") + record(23, "three") + "\x17\x03",
		items: []string{"outside unknown at 0+3", "application_data at 8+3", "application_data at 16+3", "application_data at 24+5"},
		form:  tlswire.Records, begins: 3, cut: true, defects: []schannel.Code{"schannel.record.cut"},
	},
	{
		name: "change-behind-unknown", why: "RFC 5246, Section 7.1: a ChangeCipherSpec is a record too", stream: "\x01\xd2\x02" + record(20, "\x01") + record(22, aead) + record(23, "data"),
		items: []string{"outside unknown at 0+3", "change_cipher_spec at 8+1", "encrypted 22 at 14+40", "application_data at 59+4"}, form: tlswire.Records, begins: 3,
	},
	{
		name: "one-record-behind-unknown", why: "one may be an accident", stream: "\x01\xd2\x02" + record(23, "one"), items: []string{"outside unknown at 0+11"},
	},
	{
		name: "two-records-and-garbage", why: "so may two with something else behind them", stream: "\x01\xd2\x02" + record(23, "one") + record(23, "two") + "\x01garbage",
		items: []string{"outside unknown at 0+27"},
	},
	{
		name: "records-around-garbage", why: "what has a length is no record by that", stream: "\x01\xd2\x02" + record(23, "one") + "\x07\x07\x07\x00\x03xyz" + record(23, "two"),
		items: []string{"outside unknown at 0+27"},
	},
	{
		name: "ticket-behind-a-message", why: "behind a whole message the beginning of another is no dialogue", stream: certificate + "\x04\x01\x01\xbb\x01\x02\x03\x04user\x00",
		items: []string{"message 11 at 0+13"}, form: tlswire.Messages, cut: true, defects: []schannel.Code{"schannel.handshake.cut"},
	},
	{
		name: "ssl2-cut", why: "a hello of SSL 2.0 shows itself as a whole", stream: ssl2[:len(ssl2)-1],
		items: []string{"outside unknown at 0+38"},
	},
	{
		name: "ssl2-without-the-bit", why: "RFC 5246, Appendix E.2: the highest bit of the length is set", stream: "\x00" + ssl2[1:],
		items: []string{"outside unknown at 0+39"},
	},
	{
		name: "ssl2-first-byte", why: "half of a length", stream: "\x80",
		items: []string{"outside unknown at 0+1"},
	},
	{
		name: "tds-header-last", why: "[MS-TDS] 2.2.3.1: a header of eight bytes without a packet is told, not passed over",
		stream: tds(0x12, record(22, clientHello)) + "\x12\x01\x00\x2f\x00\x00\x01\x00",
		items:  []string{"message 1 at 5+45", "outside unknown at 50+8"}, side: prelude.Client, form: tlswire.Records, defects: []schannel.Code{"schannel.record.type"},
	},
	{
		name: "two-records-and-a-part", why: "a third that is not there as a whole shows nothing", stream: "\x01\xd2\x02" + record(23, "one") + record(23, "two") + "\x17\x03\x03",
		items: []string{"outside unknown at 0+22"},
	},
	{
		name: "empty-record-behind-unknown", why: "records of no length show nothing", stream: "\x01\xd2\x02" + record(23, "") + record(23, "one") + record(23, "two") + "\x01garbage",
		items: []string{"outside unknown at 0+32"},
	},
	{
		name: "smtp-client-ssl2-and-more", why: "RFC 5246, Appendix E.2: TLS begins with the hello, not with the records behind it", stream: smtpClient + ssl2 + "\x16\x03\x00\x00\x25" + exchange + "\x14\x03\x00\x00\x01\x01",
		items: []string{"outside SMTP at 0+35", "ssl2_hello at 37+37", "message 16 at 79+37", "change_cipher_spec at 121+1"}, side: prelude.Client, form: tlswire.Records, begins: 35,
	},
	{
		name: "messages-cut", why: "the beginning of a second message", stream: serverHello + certificate[:7],
		items: []string{"message 2 at 0+42"}, side: prelude.Server, form: tlswire.Messages, cut: true, defects: []schannel.Code{"schannel.handshake.cut"},
	},
	{
		name: "zeros", why: "zero bytes are no HelloRequests", stream: "\x00\x00\x00\x00\x00\x00\x00\x00",
		items: []string{"outside zeros at 0+8"},
	},
	{
		name: "one-byte", why: "a single byte may begin a record", stream: "\x16",
		form: tlswire.Records, cut: true, defects: []schannel.Code{"schannel.record.cut"},
	},
}
