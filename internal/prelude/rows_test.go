// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package prelude_test

import (
	"strings"

	"github.com/schanneltrust/schannel/internal/prelude"
)

// scanRows are dialogues in clear behind which TLS begins.
var scanRows = []struct {
	name, why string
	clear     string
	want      []string
}{
	{"smtp-client", "RFC 3207, Section 4", "EHLO client.example.com\r\nSTARTTLS\r\n", []string{"SMTP of client 0-35"}},
	{"smtp-server-unnamed", "a greeting without a name, the answers tell", "220 mail.example.com\r\n250-mail.example.com\r\n250 STARTTLS\r\n220 go\r\n", []string{"SMTP of server 0-66"}},
	{"pop3-client", "RFC 2595, Section 4", "CAPA\r\nSTLS\r\n", []string{"POP3 of client 0-12"}},
	{"pop3-server", "RFC 2595, Section 4", "+OK ready\r\n+OK begin TLS\r\n", []string{"POP3 of server 0-26"}},
	{"imap-client", "RFC 9051, Section 6.2.1: commands have a tag", "a001 STARTTLS\r\n", []string{"IMAP of client 0-15"}},
	{"imap-server", "RFC 9051, Section 7.1", "* OK IMAP4rev1\r\na001 OK begin TLS now\r\n", []string{"IMAP of server 0-39"}},
	{"imap-server-tagged", "the greeting was not captured", "a001 OK begin TLS now\r\n", []string{"IMAP of server 0-23"}},
	{"ftp-client", "RFC 4217, Section 4", "AUTH TLS\r\n", []string{"FTP of client 0-10"}},
	{"ftp-server", "RFC 4217, Section 4: 234", "220 ready\r\n234 AUTH command ok\r\n", []string{"FTP of server 0-32"}},
	{"nntp-client", "RFC 4642, Section 2.2", "CAPABILITIES\r\nSTARTTLS\r\n", []string{"NNTP of client 0-24"}},
	{"nntp-server", "RFC 4642, Section 2.2: 382", "200 news.example.com\r\n382 continue\r\n", []string{"NNTP of server 0-36"}},
	{"sieve-server", "RFC 5804, Section 2.2", "\"IMPLEMENTATION\" \"Example\"\r\n\"STARTTLS\"\r\nOK\r\nOK\r\n", []string{"ManageSieve of server 0-48"}},
	{"xmpp-client", "RFC 6120, Section 5.4.2.1: no end of line", "<?xml version='1.0'?><stream:stream to='example.com'><starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>", []string{"XMPP of unknown 0-104"}},
	{"xmpp-server", "RFC 6120, Section 5.4.2.3", "<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>", []string{"XMPP of server 0-50"}},
	{"irc-server", "IRCv3 tls: 670", ":irc.example.com 670 nick :STARTTLS successful\r\n", []string{"IRC of server 0-48"}},
	{"ldap-request", "RFC 4511, Section 4.14.1", "\x30\x1d\x02\x01\x01\x77\x18\x80\x161.3.6.1.4.1.1466.20037", []string{"LDAP of client 0-31"}},
	{"ldap-response", "RFC 4511, Section 4.14.2", "\x30\x0c\x02\x01\x01\x78\x07\x0a\x01\x00\x04\x00\x04\x00", []string{"LDAP of server 0-14"}},
	{"ldap-windows", "lengths of four bytes, as Windows writes them", "\x30\x84\x00\x00\x00\x10\x02\x01\x01\x78\x84\x00\x00\x00\x07\x0a\x01\x00\x04\x00\x04\x00", []string{"LDAP of server 0-22"}},
	{"ldap-search-before", "several messages before the answer", "\x30\x0c\x02\x01\x01\x65\x07\x0a\x01\x00\x04\x00\x04\x00\x30\x0c\x02\x01\x02\x78\x07\x0a\x01\x00\x04\x00\x04\x00", []string{"LDAP of server 0-28"}},
	{"postgres-client", "PostgreSQL, SSLRequest", "\x00\x00\x00\x08\x04\xd2\x16\x2f", []string{"PostgreSQL of client 0-8"}},
	{"postgres-gss-first", "PostgreSQL, GSSENCRequest and then SSLRequest", "\x00\x00\x00\x08\x04\xd2\x16\x30\x00\x00\x00\x08\x04\xd2\x16\x2f", []string{"PostgreSQL of client 0-16"}},
	{"postgres-server", "PostgreSQL, SSLRequest: S", "S", []string{"PostgreSQL of server 0-1"}},
	{"postgres-server-gss-first", "N to the first request, S to the second", "NS", []string{"PostgreSQL of server 0-2"}},
	{"mysql-server", "MySQL, Protocol::HandshakeV10", "\x1e\x00\x00\x00\x0a8.0.36\x00" + strings.Repeat("x", 22), []string{"MySQL of server 0-34"}},
	{"mysql-client", "MySQL, Protocol::SSLRequest: 32 bytes, CLIENT_SSL", "\x20\x00\x00\x01\x05\xae\xff\x01" + strings.Repeat("\x00", 28), []string{"MySQL of client 0-36"}},
	{"connect-client", "RFC 9110, Section 9.3.6", "CONNECT example.com:443 HTTP/1.1\r\nHost: example.com:443\r\n\r\n", []string{"HTTP CONNECT of client 0-59"}},
	{"connect-server", "RFC 9110, Section 9.3.6: a 2xx answer", "HTTP/1.1 200 Connection established\r\n\r\n", []string{"HTTP CONNECT of server 0-39"}},
	{"connect-password-first", "RFC 9110, Section 15.5.8: 407, then 200", "HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\nHTTP/1.1 200 OK\r\n\r\n", []string{"HTTP CONNECT of server 0-84"}},
	{"socks4-client", "SOCKS 4: user id up to a zero", "\x04\x01\x01\xbb\xc0\x00\x02\x01user\x00", []string{"SOCKS 4 of client 0-13"}},
	{"socks4a-client", "SOCKS 4a: a name behind an address that cannot be", "\x04\x01\x01\xbb\x00\x00\x00\x01\x00example.com\x00", []string{"SOCKS 4 of client 0-21"}},
	{"socks4-server", "SOCKS 4: 5a is granted", "\x00\x5a\x00\x00\x00\x00\x00\x00", []string{"SOCKS 4 of server 0-8"}},
	{"socks5-client", "RFC 1928, Sections 3 and 4", "\x05\x01\x00\x05\x01\x00\x03\x0bexample.com\x01\xbb", []string{"SOCKS 5 of client 0-21"}},
	{"socks5-password", "RFC 1929, Section 2", "\x05\x02\x00\x02\x01\x04user\x04pass\x05\x01\x00\x01\xc0\x00\x02\x01\x01\xbb", []string{"SOCKS 5 of client 0-25"}},
	{"socks5-server", "RFC 1928, Sections 3 and 6", "\x05\x00\x05\x00\x00\x01\xc0\x00\x02\x01\x01\xbb", []string{"SOCKS 5 of server 0-12"}},
	{"socks5-server-password", "RFC 1929, Section 2: status", "\x05\x02\x01\x00\x05\x00\x00\x04" + strings.Repeat("\x00", 18), []string{"SOCKS 5 of server 0-26"}},
	{"proxy-1-and-smtp", "HAProxy's header, version 1, then a dialogue", "PROXY TCP4 192.0.2.1 192.0.2.2 1025 25\r\nEHLO a\r\nSTARTTLS\r\n", []string{"PROXY of client 0-58"}},
	{"proxy-2", "HAProxy's header, version 2", "\r\n\r\n\x00\r\nQUIT\n\x21\x11\x00\x0c" + strings.Repeat("a", 12), []string{"PROXY of client 0-28"}},
	{"socks5-and-smtp", "a dialogue through a proxy", "\x05\x00\x05\x00\x00\x01\xc0\x00\x02\x01\x01\xbb220 a ESMTP\r\n220 go\r\n", []string{"SOCKS 5 of server 0-12", "SMTP of server 12-33"}},
	{"rdp-client", "[MS-RDPBCGR] 2.2.1.1", "\x03\x00\x00\x13\x0e\xe0\x00\x00\x00\x00\x00\x01\x00\x08\x00\x03\x00\x00\x00", []string{"RDP of client 0-19"}},
	{"rdp-server", "[MS-RDPBCGR] 2.2.1.2", "\x03\x00\x00\x13\x0e\xd0\x00\x00\x12\x34\x00\x02\x1f\x08\x00\x02\x00\x00\x00", []string{"RDP of server 0-19"}},
	{"amqp", "AMQP 1.0, part 5: protocol id 2", "AMQP\x02\x01\x00\x00", []string{"AMQP of unknown 0-8"}},
	{"unnamed-lines", "TLS follows a dialogue that nobody knows", "hello there\r\n", []string{"text of unknown 0-13"}},
	{"one-byte", "even what is too short for a name", "x", []string{"unknown of unknown 0-1"}},
}

// nameRows are bytes that are no TLS, and their names.
var nameRows = []struct {
	name, why string
	data      string
	protocol  prelude.Protocol
	side      prelude.Side
}{
	{"http-request", "RFC 9112, Section 3", "GET / HTTP/1.1\r\nHost: example.com\r\n\r\n", prelude.HTTP, prelude.Client},
	{"http-answer", "RFC 9112, Section 4", "HTTP/1.1 400 Bad Request\r\n\r\n", prelude.HTTP, prelude.Server},
	{"http-answer-body", "200 with a body answers no CONNECT", "HTTP/1.1 200 OK\r\n\r\n<html>", prelude.HTTP, prelude.Server},
	{"connect-alone", "the answer to CONNECT, and nothing more", "HTTP/1.1 200 Connection established\r\n\r\n", prelude.HTTPConnect, prelude.Server},
	{"http2-client", "RFC 9113, Section 3.4", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", prelude.HTTP2, prelude.Client},
	{"http2-server", "RFC 9113, Section 6.5: SETTINGS first", "\x00\x00\x06\x04\x00\x00\x00\x00\x00\x00\x03\x00\x00\x00\x64", prelude.HTTP2, prelude.Server},
	{"ssh", "RFC 4253, Section 4.2", "SSH-2.0-Example\r\n", prelude.SSH, prelude.UnknownSide},
	{"smb2", "[MS-SMB2] 2.1", "\x00\x00\x00\x44\xfeSMB\x40\x00", prelude.SMB, prelude.UnknownSide},
	{"smb1-bare", "[MS-CIFS] 2.2.3.1, without the length", "\xffSMBr\x00", prelude.SMB, prelude.UnknownSide},
	{"dns-tcp", "RFC 1035, Section 4.2.2", "\x00\x1d\x12\x34\x01\x00\x00\x01\x00\x00\x00\x00\x00\x00\x07example\x03com\x00\x00\x01\x00\x01", prelude.DNS, prelude.UnknownSide},
	{"dns-udp", "RFC 1035, Section 4.1", "\x12\x34\x81\x80\x00\x01\x00\x00\x00\x00\x00\x00\x07example\x03com\x00\x00\x01\x00\x01", prelude.DNS, prelude.UnknownSide},
	{"rpc", "C706, 12.6.3.1", "\x05\x00\x0b\x03\x10\x00\x00\x00\x48\x00\x00\x00\x01\x00\x00\x00", prelude.RPC, prelude.UnknownSide},
	{"kerberos", "RFC 4120, Section 7.2.2", "\x00\x00\x00\x08\x6a\x06\x30\x04\xa1\x02\x02\x00", prelude.Kerberos, prelude.UnknownSide},
	{"stun", "RFC 8489, Section 5", "\x00\x01\x00\x00\x21\x12\xa4\x42abcdefghijkl", prelude.STUN, prelude.UnknownSide},
	{"quic", "RFC 9000, Section 17.2", "\xc3\x00\x00\x00\x01\x08abcdefgh", prelude.QUIC, prelude.UnknownSide},
	{"sip", "RFC 3261, Section 7.1", "INVITE sip:a@example.com SIP/2.0\r\n\r\n", prelude.SIP, prelude.Client},
	{"rtsp", "RFC 7826, Section 7", "OPTIONS rtsp://example.com RTSP/1.0\r\n\r\n", prelude.RTSP, prelude.Client},
	{"rfb", "RFC 6143, Section 7.1.1", "RFB 003.008\n", prelude.RFB, prelude.UnknownSide},
	{"mqtt", "MQTT 3.1.1, 3.1", "\x10\x12\x00\x04MQTT\x04\x02\x00\x3c\x00\x06client", prelude.MQTT, prelude.Client},
	{"ssl2-server", "the SERVER-HELLO of SSL 2.0", "\x80\x1a\x04\x00\x01\x00\x02\x00\x00\x00\x03\x00\x10\x01\x00\x80cccccccccccccccc", prelude.SSL2, prelude.Server},
	{"tds-client", "[MS-TDS] 2.2.6.5", "\x12\x01\x00\x2f\x00\x00\x01\x00\x00\x00\x1a\x00\x06", prelude.TDS, prelude.Client},
	{"tds-server", "[MS-TDS] 2.2.3.1", "\x04\x01\x00\x2b\x00\x00\x01\x00\x00\x00\x1a\x00\x06", prelude.TDS, prelude.Server},
	{"tds-tls-first", "TLS inside a packet of type 18", "\x12\x01\x00\x0f\x00\x00\x00\x00" + hello, prelude.TDS, prelude.Client},
	{"postgres-answer", "PostgreSQL, SSLRequest: one byte", "N", prelude.PostgreSQL, prelude.Server},
	{"postgres-startup", "PostgreSQL, StartupMessage", "\x00\x00\x00\x12\x00\x03\x00\x00user\x00me\x00\x00\x00", prelude.PostgreSQL, prelude.Client},
	{"ftp-after-ccc", "RFC 4217, Section 12.3", "PASV\r\nSTOR file\r\n", prelude.FTP, prelude.Client},
	{"ftp-answers", "RFC 959, Section 4.2", "250 CWD command successful\r\n227 Entering Passive Mode\r\n", prelude.FTP, prelude.Server},
	{"smtp-in-clear", "a dialogue that never came to TLS", "220 mail.example.com ESMTP\r\n454 TLS not available\r\n", prelude.SMTP, prelude.Server},
	{"text", "lines that nobody knows", "what is this\nno idea\n", prelude.Text, prelude.UnknownSide},
	{"zeros", "nothing but zeros", "\x00\x00\x00", prelude.Zeros, prelude.UnknownSide},
	{"binary", "nothing at all", "\x07\xee\x01\xc3", prelude.UnknownProtocol, prelude.UnknownSide},
	{"empty", "no bytes", "", prelude.UnknownProtocol, prelude.UnknownSide},
}
