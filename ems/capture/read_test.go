// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package capture_test

import (
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/ems/capture"
)

// full is a full handshake, and its two streams.
var full = script{client: "ems", server: "ems", serverEnd: fullServer, clientEnd: fullClient}

func fullStreams() (client, server string) {
	c, s := full.streams()
	return string(c), string(s)
}

// tdsPacket is a packet of SQL Server's protocol.
func tdsPacket(kind byte, payload string) string {
	length := 8 + len(payload)
	return string([]byte{kind, 1, byte(length >> 8), byte(length), 0, 0, 1, 0}) + payload
}

// asTheyCome are streams as people capture them, and the facts of them in
// words, see facts.
var asTheyCome = []struct {
	name, why string
	streams   func() (client, server string)
	want      string
}{
	{"full", "RFC 5246, Section 7.3", fullStreams, "TLS 1.2 full CH+ems SH+ems"},
	{"swapped", "RFC 5246, Section 7.3: only a client sends a ClientHello", func() (string, string) {
		c, s := fullStreams()
		return s, c
	}, "TLS 1.2 full CH+ems SH+ems swapped"},
	{"swapped-one", "a single stream is that of the end whose messages it has", func() (string, string) {
		_, s := fullStreams()
		return s, ""
	}, "TLS 1.2 full SH+ems swapped"},
	{"told", "an encrypted alert tells nothing of its sender", func() (string, string) {
		return full.items("encrypted-alert"), ""
	}, "0x0000 unknown late-client told alert-client"},
	{"starttls", "RFC 3207, Section 4: a dialogue in clear comes first", func() (string, string) {
		c, s := fullStreams()
		return "EHLO client\r\nSTARTTLS\r\n" + c, "220 mail\r\n250 STARTTLS\r\n220 Ready\r\n" + s
	}, "TLS 1.2 full CH+ems SH+ems SMTP@client:0+23 SMTP@server:0+35"},
	{"ccc", "RFC 4217, Section 12.3: the command channel goes on in clear", func() (string, string) {
		c, s := fullStreams()
		return c + "PASV\r\n", s + "227 Entering Passive Mode\r\n"
	}, "TLS 1.2 full CH+ems SH+ems FTP@client:273+6 FTP@server:255+27 defects:2"},
	{"garbage-behind", "what was read stays read", func() (string, string) {
		c, s := fullStreams()
		return c, s + "\x00\x01\x02"
	}, "TLS 1.2 full CH+ems SH+ems unknown@server:255+3 defects:1"},
	{"clear-answer", "RFC 5246, Section 7.4.1.3", func() (string, string) {
		c, _ := script{client: "ems"}.streams()
		return string(c), "HTTP/1.1 400 Bad Request\r\n\r\n"
	}, "0x0000 unknown CH+ems HTTP@server:0+28"},
	{"begins-at-ticket", "RFC 5077, Section 3.3", func() (string, string) {
		return "", full.record(22, handshakeMessage(4, "\x00\x00\x0e\x10"+vector(2, "abcde"))) + full.items("ccs encrypted")
	}, "0x0000 unknown late-server ticket:abcde server-finished"},
	{"begins-at-certificate", "RFC 5246, Section 7.3: the rest of a flight", func() (string, string) {
		return "", full.record(22, handshakeMessage(11, vector(3, vector(3, "der")))+handshakeMessage(14, ""))
	}, "0x0000 full late-server"},
	{"begins-at-finished", "RFC 5288, Section 3: zero bytes are the explicit nonce of the first record", func() (string, string) {
		return full.record(22, strings.Repeat("\x00", 8)+strings.Repeat("\xc3", 32)), ""
	}, "0x0000 unknown late-client told"},
	{"draft28", "RFC 8446, Section 4.2.1: a draft; no pre_shared_key; ChangeCipherSpec means nothing", func() (string, string) {
		c, _ := script{version: 0x0304, suite: 0x1301}.streams()
		hello := strings.Repeat("S", 32) + "\x00\x13\x01\x00" + vector(2, "\x00\x2b"+vector(2, "\x7f\x1c"))
		return string(c), full.record(22, handshakeMessage(2, "\x03\x03"+hello)) + full.items("ccs data")
	}, "0x7f1c full CH SH"},
	{"draft18", "draft 18 of TLS 1.3, Section 4.1.3: neither session_id nor compression_method", func() (string, string) {
		c, _ := script{version: 0x0304, suite: 0x1301}.streams()
		hello := strings.Repeat("S", 32) + "\x13\x01" + vector(2, "\x00\x28"+vector(2, "share"))
		return string(c), full.record(22, handshakeMessage(2, "\x7f\x12"+hello)) + full.items("data")
	}, "0x7f12 full CH SH"},
	{"draft21", "draft 21 of TLS 1.3, Section 4.1.3: the last one without them", func() (string, string) {
		c, _ := script{version: 0x0304, suite: 0x1301}.streams()
		hello := strings.Repeat("S", 32) + "\x13\x01" + vector(2, "\x00\x28"+vector(2, "share"))
		return string(c), full.record(22, handshakeMessage(2, "\x7f\x15"+hello)) + full.items("data")
	}, "0x7f15 full CH SH"},
	{"ssl2-hello", "RFC 5246, Appendix E.2: no extensions in it", func() (string, string) {
		_, s := script{version: 0x0300, serverEnd: "certificate server_hello_done"}.streams()
		return "\x80\x1c\x01\x03\x00\x00\x03\x00\x00\x00\x10\x00\x00\x2f" + strings.Repeat("c", 16), string(s)
	}, "SSL 3.0 full CH SH"},
	{"dtls", "RFC 6347, Section 4.2.1: a cookie round", dtlsStreams, "DTLS 1.2 full CH+ems SH+ems client-finished"},
	{"dtls-cut", "a hello that is cut does not show that the stream begins late", func() (string, string) {
		c, _ := dtlsStreams()
		return c[:40], ""
	}, "0x0000 unknown told defects:2"},
	{"socks4", "SOCKS 4 before TLS, whose first byte is the type of a NewSessionTicket", func() (string, string) {
		c, s := fullStreams()
		return "\x04\x01\x01\xbb\x01\x02\x03\x04\x00" + c, "\x00\x5a\x00\x00\x00\x00\x00\x00" + s
	}, "TLS 1.2 full CH+ems SH+ems SOCKS 4@client:0+9 SOCKS 4@server:0+8"},
	{"sql-server", "[MS-TDS] 2.2.6.5: the handshake stands inside packets, some records in two of them", func() (string, string) {
		c, s := fullStreams()
		return tdsPacket(0x12, "\x00\x00\x06\x00\x06\xff\x0f\x00\x07\xd0\x00\x00") + tdsPacket(0x12, c[:100]) + tdsPacket(0x12, c[100:]),
			tdsPacket(0x04, "\x00\x00\x06\x00\x06\xff\x0f\x00\x07\xd0\x00\x00") + tdsPacket(0x12, s)
	}, "TLS 1.2 full CH+ems SH+ems TDS@client:0+20 TDS@server:0+20"},
	{"two-alerts-in-a-record", "RFC 5246, Section 6.2.1: messages of one type may share a record", func() (string, string) {
		c, s := script{}.streams()
		return string(c), string(s) + full.record(21, "\x01\x70\x02\x28")
	}, "TLS 1.2 full CH SH alert-server alert-server"},
	{"two-client-hellos", "RFC 5246, Section 7.3: a second one of another random", func() (string, string) {
		c, _ := script{}.streams()
		return string(c) + strings.ReplaceAll(string(c), "C", "D"), ""
	}, "0x0000 unknown CH defects:1"},
	{"hello-again", "RFC 8446, Section 4.1.2: one with the same random is the second of two", func() (string, string) {
		c, _ := script{}.streams()
		return string(c) + string(c), ""
	}, "0x0000 unknown CH"},
	{"hello-behind-certificate", "RFC 5246, Section 7.3: a flight of the client's has begun", func() (string, string) {
		c, _ := script{}.streams()
		return string(c) + full.items("certificate") + string(c), ""
	}, "0x0000 unknown CH defects:1"},
	{"hello-behind-exchange", "RFC 5246, Section 7.3: the same without a certificate", func() (string, string) {
		c, _ := script{}.streams()
		return string(c) + full.items("client_key_exchange") + string(c), ""
	}, "0x0000 full CH defects:1"},
	{"two-server-hellos", "RFC 5246, Section 7.3", func() (string, string) {
		_, s := script{serverEnd: "certificate"}.streams()
		return "", string(s) + string(s)
	}, "TLS 1.2 full SH defects:1"},
	{"two-server-hellos-alone", "RFC 5246, Section 7.3: one answers a ClientHello", func() (string, string) {
		_, s := script{}.streams()
		return "", string(s) + string(s)
	}, "TLS 1.2 unknown SH defects:1"},
	{"server-hello-behind-certificate", "RFC 5246, Section 7.3: it comes first", func() (string, string) {
		_, s := script{}.streams()
		return "", full.items("certificate") + string(s)
	}, "0x0000 full late-server defects:1"},
	{"server-hello-behind-done", "RFC 5246, Section 7.3: it comes first", func() (string, string) {
		_, s := script{}.streams()
		return "", full.items("server_hello_done") + string(s)
	}, "0x0000 full late-server defects:1"},
	{"bad-hello", "a hello that cannot be read leaves that of the other end alone", func() (string, string) {
		c, _ := script{}.streams()
		return string(c), full.record(22, handshakeMessage(2, "short"))
	}, "0x0000 unknown CH defects:1"},
	{"http-and-tls", "one of the streams is of something else", func() (string, string) {
		_, s := script{}.streams()
		return "GET / HTTP/1.1\r\n\r\n", string(s)
	}, "TLS 1.2 unknown SH HTTP@client:0+18"},
}

// dtlsStreams is a full handshake of DTLS with a cookie round.
func dtlsStreams() (client, server string) {
	record := func(content byte, epoch byte, payload string) string {
		return string([]byte{content, 0xfe, 0xfd, 0, epoch, 0, 0, 0, 0, 0, 0}) + vector(2, payload)
	}
	part := func(messageType byte, seq byte, body string, from, to int) string {
		return string([]byte{messageType}) + vector(3, body)[:3] + string([]byte{0, seq, 0, 0, byte(from), 0, 0, byte(to - from)}) + body[from:to]
	}
	whole := func(messageType byte, seq byte, body string) string {
		return record(22, 0, part(messageType, seq, body, 0, len(body)))
	}
	hello := func(cookie string) string {
		return "\xfe\xfd" + strings.Repeat("C", 32) + "\x00" + vector(1, cookie) + vector(2, "\x00\x2f") + vector(1, "\x00") + vector(2, "\x00\x17\x00\x00")
	}
	certificate := vector(3, vector(3, strings.Repeat("x", 40)))
	client = whole(1, 0, hello("")) + whole(1, 1, hello("cookie")) + whole(16, 2, "exchange") + record(20, 0, "\x01") + record(22, 1, strings.Repeat("e", 40))
	server = whole(3, 0, "\xfe\xfd"+vector(1, "cookie")) +
		whole(2, 1, "\xfe\xfd"+strings.Repeat("S", 32)+"\x00\x00\x2f\x00"+vector(2, "\x00\x17\x00\x00")) +
		record(22, 0, part(11, 2, certificate, 20, len(certificate))) + record(22, 0, part(11, 2, certificate, 0, 20)) + whole(14, 3, "")
	return client, server
}

// facts puts a capture in words.
func facts(c capture.Capture) string {
	words := []string{c.Version.String(), c.Handshake.String()}
	add := func(is bool, format string, args ...any) {
		if is {
			words = append(words, fmt.Sprintf(format, args...))
		}
	}
	add(c.ClientHello.Seen && c.ClientHello.EMS, "CH+ems")
	add(c.ClientHello.Seen && !c.ClientHello.EMS, "CH")
	add(c.ServerHello.Seen && c.ServerHello.EMS, "SH+ems")
	add(c.ServerHello.Seen && !c.ServerHello.EMS, "SH")
	add(c.Swapped, "swapped")
	for _, side := range c.Late {
		add(true, "late-%s", side)
	}
	add(!c.SidesFound, "told")
	add(c.NewSessionTicket, "ticket:%s", c.NewTicket)
	complete := c.ClientFinished && c.ServerFinished
	add(c.ClientFinished && !complete, "client-finished")
	add(c.ServerFinished && !complete && !c.ServerHello.Seen, "server-finished")
	for _, a := range c.Alerts {
		add(!complete && !c.Swapped, "alert-%s", a.Sender)
	}
	for _, o := range c.Outside {
		add(true, "%s@%s:%d+%d", o.Protocol, o.Sender, o.Offset, o.Len)
	}
	add(len(c.Defects) > 0, "defects:%d", len(c.Defects))
	return strings.Join(words, " ")
}

func TestAsTheyCome(t *testing.T) {
	t.Parallel()
	for _, tt := range asTheyCome {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			client, server := tt.streams()
			c, err := capture.Read([]byte(client), []byte(server))
			require.NoError(t, err)
			if diff := cmp.Diff(tt.want, facts(c)); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
		})
	}
}

// TestAlertRecords: RFC 5246, Section 7.2: an alert has two bytes, its level is one
// of two, and what is longer than a few of them is a ciphertext.
func TestAlertRecords(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, payload string
		want          []string
	}{
		{"one", "\x01\x70", []string{"warning unrecognized_name at 57"}},
		{"unknown-level", "\x07\x28", []string{"warning handshake_failure at 57"}},
		{"five", "\x01\x70\x01\x70\x01\x70\x01\x70\x02\x28", []string{
			"warning unrecognized_name at 57", "warning unrecognized_name at 59", "warning unrecognized_name at 61", "warning unrecognized_name at 63", "fatal handshake_failure at 65",
		}},
		{"behind-a-fatal-one", "\x02\x28\x01\x70", []string{"fatal handshake_failure at 57"}},
		{"six", strings.Repeat("\x01\x70", 6), []string{"encrypted at 57"}},
		{"odd", "\x01\x70\x02", []string{"encrypted at 57"}},
		{"no-level", "\x01\x70\x03\x28", []string{"encrypted at 57"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			client, server := script{clientEnd: ""}.streams()
			c, err := capture.Read(append(client, full.record(21, tt.payload)...), server)
			require.NoError(t, err)
			var got []string
			for _, a := range c.Alerts {
				switch {
				case a.Encrypted:
					got = append(got, fmt.Sprintf("encrypted at %d", a.Offset))
				case a.Fatal:
					got = append(got, fmt.Sprintf("fatal %s at %d", a.Alert, a.Offset))
				default:
					got = append(got, fmt.Sprintf("warning %s at %d", a.Alert, a.Offset))
				}
			}
			require.Equal(t, tt.want, got)
		})
	}
}

// TestDTLS has a session hash: RFC 6347, Sections 4.2.1 and 4.2.6, leave the
// cookie round out of it.
func TestDTLS(t *testing.T) {
	t.Parallel()
	client, server := dtlsStreams()
	c, err := capture.Read([]byte(client), []byte(server))
	require.NoError(t, err)
	hash, err := c.AppendSessionHash(nil)
	require.NoError(t, err)
	require.Len(t, hash, 32)
	again, err := capture.ReadDatagrams([][]byte{[]byte(client)}, [][]byte{[]byte(server)})
	require.NoError(t, err)
	require.Empty(t, cmp.Diff(c, again), "the same from datagrams")
	_, err = capture.ReadDatagrams(nil, nil)
	requireCode(t, "ems.capture.empty", err)
}

// TestDatagramsAsTheyCome: RFC 6347, Section 4.2.2: messages are put in order by
// their numbers, and one that is missing is told.
func TestDatagramsAsTheyCome(t *testing.T) {
	t.Parallel()
	records := func(stream string) (list [][]byte) {
		for len(stream) > 0 {
			n := 13 + int(stream[11])<<8 + int(stream[12])
			list, stream = append(list, []byte(stream[:n])), stream[n:]
		}
		return list
	}
	clientStream, serverStream := dtlsStreams()
	client, server := records(clientStream), records(serverStream)
	want, err := capture.ReadDatagrams(client, server)
	require.NoError(t, err)
	reordered := [][]byte{server[0], server[4], server[2], server[3], server[1]}
	got, err := capture.ReadDatagrams([][]byte{client[2], client[1], client[0], client[3], client[4]}, reordered)
	require.NoError(t, err)
	require.Equal(t, facts(want), facts(got))
	require.Equal(t, want.Messages, got.Messages)
	require.Empty(t, got.Defects)

	missing, err := capture.ReadDatagrams(client, [][]byte{server[0], server[1], server[4]})
	require.NoError(t, err)
	require.Len(t, missing.Defects, 1)
	requireCode(t, "schannel.fragment.gap", missing.Defects[0])
	require.ErrorContains(t, missing.Defects[0], "server stream")
	require.ErrorContains(t, missing.Defects[0], "missing before message 3: 1")
	require.NotNil(t, missing.Refused)
}

func TestReadRefuses(t *testing.T) {
	t.Parallel()
	client, server := fullStreams()
	tests := []struct {
		name           string
		why            string
		client, server string
		code           schannel.Code
		field          string
		offset         int
		text           string
	}{
		{"empty", "nothing to read", "", "", "ems.capture.empty", "both streams", schannel.NoOffset, "no bytes"},
		{"http", "not TLS, and named", "GET / HTTP/1.1\r\n\r\n", "", "ems.capture.not_tls", "client stream", 0, "HTTP"},
		{"smb", "not TLS, and named", "", "\x00\x00\x00\x54\xffSMB" + strings.Repeat("x", 80), "ems.capture.not_tls", "server stream", 0, "SMB"},
		{"postgres", "the request is PostgreSQL's, and no handshake message", "\x00\x00\x00\x08\x04\xd2\x16\x2f", "", "ems.capture.not_tls", "client stream", 0, "PostgreSQL"},
		{"unknown", "nothing that is known", "\x99\x98\x97", "", "ems.capture.not_tls", "client stream", 0, "no TLS is in it"},
		{"two-clients", "both streams of the same end", client, client, "ems.capture.sides", "both streams", schannel.NoOffset, "client"},
		{"mixed", "both directions in one stream", client[:58] + server, "", "ems.capture.sides", "both streams", schannel.NoOffset, "both"},
		{"bad-dtls", "an error says that it is about DTLS", "\x16\xfe\xfd" + strings.Repeat("\x00", 8) + vector(2, "\x01\x00\x00\x02\x00\x00\x00\x00\x00\x00\x00\x02\xfe\xfd"), "", "ems.hello.length", "client stream, DTLS ClientHello.random", 27, "needs 32"},
		{"bad-hello", "a hello that is none, and nothing else", "", full.record(22, handshakeMessage(2, "hello")), "ems.hello.length", "server stream, ServerHello.random", 11, "needs 32"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, err := capture.Read([]byte(tt.client), []byte(tt.server))
			fault, ok := errors.AsType[*schannel.Error](err)
			require.True(t, ok, "%v", err)
			require.Equal(t, tt.code, fault.Code, tt.why)
			require.Equal(t, tt.field, fault.Field)
			require.Equal(t, tt.offset, fault.Offset)
			require.ErrorContains(t, fault.Err, tt.text)
			require.Empty(t, cmp.Diff(capture.Capture{}, got), "no partial value")
		})
	}
}

// TestOrder names the defect of a message that cannot come where it does.
func TestOrder(t *testing.T) {
	t.Parallel()
	_, server := script{serverEnd: "certificate"}.streams()
	c, err := capture.Read(nil, append(server, server...))
	require.NoError(t, err)
	require.Equal(t, schannel.Code("ems.capture.order"), c.Defects[0].Code)
	require.Equal(t, len(server)+5, c.Defects[0].Offset)
}

// TestReadFiles reads the same capture in several forms.
func TestReadFiles(t *testing.T) {
	t.Parallel()
	client, server := fullStreams()
	want, err := capture.Read([]byte(client), []byte(server))
	require.NoError(t, err)
	spell := func(s string) []byte { return []byte(hex.EncodeToString([]byte(s))) }
	log := "<<< TLS 1.2, Handshake [length 0004], ServerHelloDone\n    0e 00 00 00\n>>> TLS 1.2, Handshake [length 0004], HelloRequest\n    10 00 00 00\n"
	for _, tt := range []struct {
		name, why string
		files     [][]byte
		code      schannel.Code // none: as want
	}{
		{"raw", "as Read takes it", [][]byte{[]byte(client), []byte(server)}, ""},
		{"hex", "as Wireshark copies it", [][]byte{spell(client), spell(server)}, ""},
		{"mixed", "each file has a form of its own", [][]byte{spell(client), []byte(server)}, ""},
		{"none", "nothing to read", nil, "ems.capture.empty"},
		{"empty", "nothing to read", [][]byte{{}, {}}, "ems.capture.empty"},
		{"pcap", "a file of another kind is refused by its name", [][]byte{[]byte("\xd4\xc3\xb2\xa1\x02\x00\x04\x00" + strings.Repeat("\x00", 16))}, "schannel.file.kind"},
		{"log-and-file", "a log has both directions", [][]byte{[]byte(log), []byte(server)}, "ems.capture.sides"},
	} {
		got, err := capture.ReadFiles(tt.files...)
		if tt.code != "" {
			requireCode(t, tt.code, err)
			continue
		}
		require.NoError(t, err, tt.why)
		require.Empty(t, cmp.Diff(want, got), tt.why)
	}
	c, err := capture.ReadFiles([]byte(log))
	require.NoError(t, err)
	require.True(t, c.ServerHelloDone && c.ClientKeyExchange, "both directions of one log")
}

// TestDumpWithAGap: what stands before the missing lines is read, and the defect
// is told; a dump of which nothing can be read is refused by its defect.
func TestDumpWithAGap(t *testing.T) {
	t.Parallel()
	const dump = "0000  16 03 01 00 04 0e 00 00 00 15 03 03 00 02 02 28\n"
	c, err := capture.ReadFiles([]byte(dump + "0020  15 03 03 00 02 02 28\n"))
	require.NoError(t, err)
	require.True(t, c.ServerHelloDone)
	require.Len(t, c.Alerts, 1)
	require.Len(t, c.Defects, 1)
	requireCode(t, "schannel.text.offset", c.Defects[0])
	_, err = capture.ReadFiles([]byte("0020  15 03 03 00 02 02 28 15 03 03 00 02 02 28 15 03\n0030  03 00 02 02 28\n"))
	requireCode(t, "schannel.text.offset", err)
}

// TestManyStretches: a hundred are noted, the rest are counted.
func TestManyStretches(t *testing.T) {
	t.Parallel()
	stun := []byte("\x00\x01\x00\x00\x21\x12\xa4\x42abcdefghijkl")
	var datagrams [][]byte
	for range 150 {
		datagrams = append(datagrams, stun)
	}
	client, _ := dtlsStreams()
	c, err := capture.ReadDatagrams(append(datagrams, []byte(client)), nil)
	require.NoError(t, err)
	require.Equal(t, []int{100, 50}, []int{len(c.Outside), c.MoreOutside})
	require.Equal(t, "STUN", c.Outside[0].Protocol)
	require.Empty(t, c.Findings(ems.NoSession)[0].Because)
}

// TestFileOfBothDirections stands beside no other one.
func TestFileOfBothDirections(t *testing.T) {
	t.Parallel()
	client, _ := fullStreams()
	const both = "15030300020228\n\t1603030004\n\t0e000000\n"
	for n, files := range [][][]byte{{[]byte(both), []byte(client)}, {[]byte(client), []byte(both)}} {
		_, err := capture.ReadFiles(files...)
		requireCode(t, "ems.capture.sides", err)
		require.ErrorContains(t, err, fmt.Sprintf("file %d", n+1))
	}
	c, err := capture.ReadFiles([]byte(both))
	require.NoError(t, err)
	require.True(t, c.ServerHelloDone)
}
