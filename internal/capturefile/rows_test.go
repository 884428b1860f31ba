// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package capturefile_test

import (
	"encoding/hex"
	"strings"

	"github.com/schanneltrust/schannel/internal/capturefile"
)

// block writes bytes as openssl -msg does.
func block(header, data string) string {
	return header + "\n    " + strings.Join(pairsOf(data), " ") + "\n"
}

func pairsOf(data string) []string {
	var pairs []string
	for n := range len(data) {
		pairs = append(pairs, hex.EncodeToString([]byte(data[n:n+1])))
	}
	return pairs
}

const (
	ssl2Hello = "\x01\x03\x00\x00\x03\x00\x00\x00\x10\x00\x00\x2fcccccccccccccccc"
	doneText  = "    0e 00 00 00\n"
)

// stamped puts the same before each line.
func stamped(stamp, text string) string {
	return stamp + strings.ReplaceAll(strings.TrimSuffix(text, "\n"), "\n", "\n"+stamp) + "\n"
}

// readRows are files that are read, and what comes out. The forms of logs are
// those of the programs themselves: OpenSSL 3.0.22 and the releases before 1.1,
// OpenJDK 17 and 25, Java 8.
var readRows = []struct {
	name, why string
	text      string
	want      []string
}{
	{
		name: "openssl-msg", why: "openssl-s_client(1), -msg: record headers are left out, what was decrypted is in clear",
		text: "CONNECTED(00000003)\n" + block(">>> TLS 1.0, RecordHeader [length 0005]", "\x16\x03\x01\x00\x04") +
			"<<< TLS 1.2, Handshake [length 0004], ServerHelloDone\n" + doneText + "Can't use SSL_get_servername\n" +
			block(">>> TLS 1.2, ChangeCipherSpec [length 0001]", "\x01") + block(">>> TLS 1.2, Handshake [length 0010], Finished", "\x14\x00\x00\x0cvvvvvvvvvvvv") +
			block("<<< TLS 1.2, Alert [length 0002], fatal handshake_failure", "\x02\x28"),
		want: []string{"openssl -msg", "sent: decrypted of unknown: change_cipher_spec message-20", "received: decrypted of server: message-14 alert"},
	},
	{
		name: "openssl-msg-old", why: "releases before 1.1 have no comma, and a record header without a name",
		text: block("<<< ??? [length 0005]", "\x16\x03\x01\x00\x04") + "<<< TLS 1.0 Handshake [length 0004], ServerHelloDone\n" + doneText,
		want: []string{"openssl -msg", "received: decrypted of server: message-14"},
	},
	{
		name: "openssl-msg-ssl2", why: "RFC 5246, Appendix E.2, as OpenSSL 0.9.8 prints it",
		text: block(">>> SSL 2.0 [length 001c], CLIENT-HELLO", ssl2Hello),
		want: []string{"openssl -msg", "sent: decrypted of client: ssl2_hello"},
	},
	{
		name: "openssl-msg-dtls", why: "RFC 6347, Section 4.2.2: the header has twelve bytes",
		text: block("<<< DTLS 1.2, Handshake [length 000c], ServerHelloDone", "\x0e\x00\x00\x00\x00\x05\x00\x00\x00\x00\x00\x00"),
		want: []string{"openssl -msg", "received: decrypted of server: message-14"},
	},
	{
		name: "openssl-msg-quoted", why: "a log of FreeRADIUS has the headers and no bytes",
		text: "[ttls] <<< TLS 1.0 Handshake [length 0074], ClientHello\n[ttls]     TLS_accept: unknown state\n",
		want: []string{"openssl -msg", "unknown: unknown of unknown:", "schannel.text.length"},
	},
	{
		name: "openssl-msg-and-debug", why: "decrypted messages say more than records",
		text: "write to 0x1 [0x2] (5 bytes => 5 (0x5))\n0000 - 16 03 03 00 04     .....\n<<< TLS 1.2, Handshake [length 0004], ServerHelloDone\n" + doneText,
		want: []string{"openssl -msg", "received: decrypted of server: message-14"},
	},
	{
		name: "openssl-debug-docker", why: "docker logs --timestamps puts a time before each line; an empty one has no blank behind it",
		text: stamped("2026-01-02T03:04:05.123456789Z ", "read from 0x1 [0x2] (5 bytes => 5 (0x5))\n0000 - 16 03 03 00 04                                    .....\n"+
			"read from 0x1 [0x2] (4 bytes => 4 (0x4))\n0000 - 0e 00 00 00                                       ....\n"),
		want: []string{"openssl -debug", "received: records of server: message-14"},
	},
	{
		name: "openssl-msg-syslog", why: "RFC 3164, Section 4.1: time, computer and program before each line",
		text: stamped("Jan  2 03:04:05 web openssl[12]: ", "CONNECTED(00000003)\n<<< TLS 1.2, Handshake [length 0004], ServerHelloDone\n"+doneText+"---\n"),
		want: []string{"openssl -msg", "received: decrypted of server: message-14"},
	},
	{
		name: "openssl-debug", why: "openssl-s_client(1), -debug: header and body of a record are read one after the other",
		text: "read from 0x1 [0x2] (5 bytes => 5 (0x5))\n0000 - 16 03 03 00 04                                    .....\n" +
			"read from 0x1 [0x2] (4 bytes => 4 (0x4))\n0000 - 0e 00 00 00                                       ....\n" +
			"write to 0x1 [0x2] (7 bytes => 7 (0x7))\n0000 - 15 03 03 00 02 02 28                              ......(\nread from 0x1 [0x2] (8192 bytes => 0)\n",
		want: []string{"openssl -debug", "sent: records of unknown: alert", "received: records of server: message-14"},
	},
	{
		name: "openssl-debug-bars", why: "the text beside the bytes may look like a level of Mbed TLS",
		text: "read from 0x1 [0x2] (9 bytes => 9 (0x9))\n0000 - 16 03 03 00 04 0e 00 00-00                        ..|4| 00.\n",
		want: []string{"openssl -debug", "received: records of server: message-14"},
	},
	{
		name: "openssl-debug-trimmed", why: "releases before 3.0 leave out blanks and zeros at the end",
		text: "read from 0x1 [0x2] (9 bytes => 9 (0x9))\n0000 - 16 03 03 00 04 0e                                 ......\n0009 - <SPACES/NULS>\n",
		want: []string{"openssl -debug", "received: records of server: message-14", "schannel.text.trimmed"},
	},
	{
		name: "openssl-debug-broken", why: "where a line is missing, what follows would be read at a wrong place",
		text: "read from 0x1 [0x2] (5 bytes => 5 (0x5))\n0000 - 16 03 03 00 14    .....\nread from 0x1 [0x2] (20 bytes => 20 (0x14))\n0010 - 00 00 00 00    ....\n" +
			"read from 0x1 [0x2] (5 bytes => 5 (0x5))\n0000 - 16 03 03 00 04    .....\n",
		want: []string{"openssl -debug", "received: records of unknown:", "schannel.text.offset"},
	},
	{
		name: "openssl-debug-broken-into", why: "a dump of openssl has a blank or a dash between pairs: what follows one at once is of another program",
		text: "read from 0x1 [0x2] (5 bytes => 5 (0x5))\n0000 - 16 03 03beef was eaten\nread from 0x1 [0x2] (5 bytes => 5 (0x5))\n0000 - 16 03 03 00 04    .....\n",
		want: []string{"openssl -debug", "received: records of unknown:", "schannel.text.length"},
	},
	{
		name: "openssl-debug-no-bytes", why: "bytes are missing: what follows in the direction would be read at a wrong place",
		text: "read from 0x1 [0x2] (5 bytes => 5 (0x5))\nread from 0x1 [0x2] (7 bytes => 7 (0x7))\n0000 - 15 03 03 00 02 02 28                              ......(\n",
		want: []string{"openssl -debug", "unknown: unknown of unknown:", "schannel.text.length"},
	},
	{
		name: "openssl-debug-torn-at-end", why: "what was read of a line that other output broke into stays read",
		text: "read from 0x1 [0x2] (9 bytes => 9 (0x9))\n0000 - 15 03 03 00 02 02 28 0depth=0 CN = a\n",
		want: []string{"openssl -debug", "received: records of unknown: alert", "schannel.text.length"},
	},
	{
		name: "openssl-msg-wrapped", why: "bytes of a block stand in indented lines; only what other output broke into is put together",
		text: "<<< TLS 1.2, Handshake [length 0004], ServerHelloDone\n    0e 00 \n00 00\n",
		want: []string{"openssl -msg", "received: decrypted of unknown:", "schannel.text.length"},
	},
	{
		name: "openssl-debug-old-error", why: "releases before 1.1 begin an error with the number of the process",
		text: "read from 0x1 [0x2] (7 bytes => 7 (0x7))\n3074:error:14094410:SSL routines:SSL3_READ_BYTES:sslv3 alert handshake failure:s3_pkt.c:1256:SSL alert number 40\n0000 - 15 03 03 00 02 02 28                              ......(\n",
		want: []string{"openssl -debug", "received: records of unknown: alert"},
	},
	{
		name: "openssl-debug-like-header", why: "a header has the number of bytes",
		text: "read from 0x1 [0x2] (7 bytes => 7 (0x7))\nnothing was read from 0x1 before\n0000 - 15 03 03 00 02 02 28                              ......(\n",
		want: []string{"openssl -debug", "received: records of unknown: alert"},
	},
	{
		name: "openssl-debug-ticket", why: "s_client dumps a session ticket below the blocks, which is of no direction",
		text: "read from 0x1 [0x2] (9 bytes => 9 (0x9))\n0000 - 16 03 03 00 04 0e 00 00-00                        .........\n---\n    TLS session ticket:\n    0000 - 4b 5e 6f 70                                       K^op\n",
		want: []string{"openssl -debug", "received: records of server: message-14"},
	},
	{
		name: "openssl-debug-short", why: "other output broke into a block",
		text: "read from 0x1 [0x2] (5 bytes => 5 (0x5))\n0000 - 16 03 03depth=0 CN = a\nread from 0x1 [0x2] (5 bytes => 5 (0x5))\n0000 - 16 03 03 00 04    .....\n",
		want: []string{"openssl -debug", "received: records of unknown:", "schannel.text.length"},
	},
	{
		name: "java-17", why: "javax.net.debug=all, packets",
		text: "javax.net.ssl|DEBUG|10|main|2026-01-01 00:00:00.000 UTC|SSLSocketInputRecord.java:494|Raw read (\n  0000: 16 03 03 00 04                                     .....\n)\n" +
			"javax.net.ssl|DEBUG|10|main|2026-01-01 00:00:00.000 UTC|SSLSocketInputRecord.java:494|Raw read (\n  0000: 0E 00 00 00                                        ....\n)\n" +
			"javax.net.ssl|DEBUG|10|main|2026-01-01 00:00:00.000 UTC|SSLSocketOutputRecord.java:71|Raw write (\n  0000: 15 03 03 00 02 02 28                               ......(\n)\n" +
			"javax.net.ssl|DEBUG|10|main|2026-01-01 00:00:00.000 UTC|SSLCipher.java:1675|Plaintext after DECRYPTION (\n  0000: 14 00 00 0C                                        ....\n)\n",
		want: []string{"javax.net.debug", "sent: records of unknown: alert", "received: records of server: message-14"},
	},
	{
		name: "java-8", why: "the older form, in brackets",
		text: "[Raw read]: length = 5\n0000: 16 03 03 00 04                                     .....\n[Raw read]: length = 4\n0000: 0E 00 00 00                                        ....\nmain, READ: TLSv1.2 Handshake, length = 4\n",
		want: []string{"javax.net.debug", "received: records of server: message-14"},
	},
	{
		name: "java-8-other-output", why: "a line of another thread between the header of a block and its bytes",
		text: "[Raw read]: length = 5\nmain, waiting\n0000: 16 03 03 00 04                                     .....\n[Raw read]: length = 4\n0000: 0E 00 00 00                                        ....\n",
		want: []string{"javax.net.debug", "received: records of server: message-14"},
	},
	{
		name: "mbed-tls-missing-line", why: "the header of another dump ends a block",
		text: "ssl_msg.c:4100: |4| dumping 'input record from network' (17 bytes)\nssl_msg.c:4100: |4| 0000:  16 03 03 00 0c 0e 00 00 00 0e 00 00 00 0e 00 00  ................\n" +
			"ssl_tls.c:900: |4| dumping 'premaster secret' (2 bytes)\nssl_tls.c:900: |4| 0000:  16 03                                            ..\n",
		want: []string{"Mbed TLS debug log", "received: records of server: message-14 message-14", "schannel.text.length"},
	},
	{
		name: "mbed-tls-torn", why: "a log that ends inside the header of a block",
		text: "ssl_msg.c:4100: |4| dumping 'input record from network' (9 bytes)\nssl_msg.c:4100: |4| 0000:  16 03 03 00 04 0e 00 00 00                       .........\na| b\nssl_msg.c:2800: |4| dumping 'output record sent to network' (7",
		want: []string{"Mbed TLS debug log", "received: records of server: message-14"},
	},
	{
		name: "mbed-tls", why: "Mbed TLS, library/debug.c and ssl_msg.c: records of both directions, and other dumps between them",
		text: "ssl_msg.c:2800: |4| dumping 'output record sent to network' (7 bytes)\nssl_msg.c:2800: |4| 0000:  15 03 03 00 02 02 28                             ......(\n" +
			"ssl_tls.c:900: |3| dumping 'premaster secret' (2 bytes)\nssl_tls.c:900: |3| 0000:  16 03                                            ..\n" +
			"ssl_msg.c:4100: |4| dumping 'input record from network' (17 bytes)\nssl_msg.c:4100: |4| 0000:  16 03 03 00 0c 0e 00 00 00 0e 00 00 00 0e 00 00  ..........|. |..\nssl_msg.c:4100: |4| 0010:  00                                               .\n",
		want: []string{"Mbed TLS debug log", "sent: records of unknown: alert", "received: records of server: message-14 message-14 message-14"},
	},
	{
		name: "mbed-tls-bare", why: "a program that prints the text alone; lines are missing",
		text: "dumping 'input record from network' (9 bytes)\n0000:  16 03 03 00 04 0e 00                             .......\n",
		want: []string{"Mbed TLS debug log", "received: records of unknown:", "schannel.text.length"},
	},
	{
		name: "wireshark-both", why: "Follow TCP Stream as a hex dump: the second end stands further in",
		text: "00000000  15 03 03 00 02 02 28                              ......(\n    00000000  16 03 03 00 04 0e 00 00  00                       ........ .\n",
		want: []string{"hex dump", "unknown: records of unknown: alert", "unknown: records of server: message-14"},
	},
	{
		name: "wireshark-both-in-turns", why: "the offsets of one end say nothing of the lines of the other",
		text: "    00000000  16 03 03 00 0c 0e 00 00                           ........\n00000000  15 03 03 00 02 01 00 15  03 03 00 02 02 28         ........ .....(\n    00000008  00 0e 00 00 00 0e 00 00  00                       ........ .\n",
		want: []string{"hex dump", "unknown: records of unknown: alert alert", "unknown: records of server: message-14 message-14 message-14"},
	},
	{
		name: "dump-repeats", why: "hexdump(1): an asterisk stands for lines that are the same",
		text: "00000000  17 03 03 00 3b 00 00 00  00 00 00 00 00 00 00 00  |....;...........|\n00000010  00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00  |................|\n*\n00000040\n" +
			"00000040  15 03 03 00 02 02 28                              |......(|\n00000047\n",
		want: []string{"hex dump", "unknown: records of unknown: application_data encrypted"},
	},
	{
		name: "dump-repeats-once", why: "hexdump(1): the asterisk may stand behind the first line, and the offset behind it ends the dump",
		text: "00000000  0e 00 00 00 0e 00 00 00  0e 00 00 00 0e 00 00 00  |................|\n*\n00000020\n",
		want: []string{"hex dump", "unknown: messages of server:" + strings.Repeat(" message-14", 8)},
	},
	{
		name: "dump-gap", why: "lines are missing: what follows is left out",
		text: "00000000  16 03 03 00 24 0e 00 00  00 0e 00 00 00 0e 00 00  |....$...........|\n00000020  00 0e 00 00 00 0e 00 00  00                       |.........|\n",
		want: []string{"hex dump", "unknown: records of server: message-14 message-14", "schannel.text.offset"},
	},
	{
		name: "dump-number-between", why: "without an asterisk a number that stands alone is no offset",
		text: "0000   16 03 03 00 04                                     .....\n123456\n0005   0e 00 00 00                                        ....\n",
		want: []string{"hex dump", "unknown: records of server: message-14"},
	},
	{
		name: "dump-packets", why: "an offset of zero begins another packet",
		text: "0000   16 03 03 00 04                                     .....\n\n0000   0e 00 00 00                                        ....\n",
		want: []string{"hex dump", "unknown: records of server: message-14"},
	},
	{
		name: "dump-packets-close", why: "an offset of zero begins another packet, without a line between",
		text: "0000   16 03 03 00 04                                     .....\n0000   0e 00 00 00                                        ....\n",
		want: []string{"hex dump", "unknown: records of server: message-14"},
	},
	{
		name: "arrays", why: "Follow TCP Stream as C arrays",
		text: "char peer0_0[] = { /* Packet 4 */\n0x15, 0x03, 0x03, 0x00, 0x02, 0x02, 0x28 };\nchar peer1_0[] = { /* Packet 6 */\n0x16, 0x03, 0x03, 0x00, 0x04, 0x0e, 0x00, 0x00, \n0x00 };\n",
		want: []string{"C arrays", "unknown: records of unknown: alert", "unknown: records of server: message-14"},
	},
	{
		name: "line-of-eights", why: "groups of eight digits: what would be an offset is no zero, and no line counts on from it",
		text: "16030300 040e0000 00150303 00020228\n",
		want: []string{"hexadecimal text", "unknown: records of server: message-14 alert"},
	},
	{
		name: "line-of-eight-and-pairs", why: "the first group alone is wide",
		text: "16030300 04 0e 00 00 00\n",
		want: []string{"hexadecimal text", "unknown: records of server: message-14"},
	},
	{
		name: "lines-of-eights", why: "the second line does not begin where the first one would end",
		text: "16030300 040e0000\n00150303 00020228\n",
		want: []string{"hexadecimal text", "unknown: records of server: message-14 alert"},
	},
	{
		name: "line-of-fours", why: "all groups are as wide as the first",
		text: "1603 0300 040e 0000 00\n",
		want: []string{"hexadecimal text", "unknown: records of server: message-14"},
	},
	{
		name: "line-of-fours-whole", why: "words stand behind an offset, which has seven digits",
		text: "0e00 0000 0e00 0000\n",
		want: []string{"hexadecimal text", "unknown: messages of server: message-14 message-14"},
	},
	{
		name: "line-with-offset", why: "an offset of zero is one, whatever its width",
		text: "00000000 16030300 040e0000 00\n",
		want: []string{"hex dump", "unknown: records of server: message-14"},
	},
	{
		name: "line-of-a-dump", why: "an offset of four digits before pairs is one: the bytes before are missing",
		text: "0010  16 03 03 00 04 0e 00 00 00\n",
		want: []string{"hex dump", "unknown: unknown of unknown:", "schannel.text.offset"},
	},
	{
		name: "line-of-xxd", why: "an offset before a colon is one: the bytes before are missing",
		text: "00000010: 1603 0300 040e 0000 00                   .........\n",
		want: []string{"hex dump", "unknown: unknown of unknown:", "schannel.text.offset"},
	},
	{
		name: "line-of-od", why: "an odd number of digits is no bytes, but an offset: the bytes before are missing",
		text: "0000020 16 03 03 00 04 0e 00 00 00\n",
		want: []string{"hex dump", "unknown: unknown of unknown:", "schannel.text.offset"},
	},
	{
		name: "hex-indented", why: "two digits are no offset, however far in they stand",
		text: "   16 03 03 00 04 0e 00 00 00\n",
		want: []string{"hexadecimal text", "unknown: records of server: message-14"},
	},
	{
		name: "hex-of-nines", why: "the last of the digits, the first of the letters",
		text: "16 03 03 00 07 0e 00 00 03 9a a9 99",
		want: []string{"hexadecimal text", "unknown: records of server: message-14"},
	},
	{
		name: "lines-of-a-dump", why: "a second line that counts on from the first makes both lines of a dump",
		text: "00000010 16 03 03 00 04 0e 00 00\n00000018 00\n",
		want: []string{"hex dump", "unknown: unknown of unknown:", "schannel.text.offset", "schannel.text.offset"},
	},
	{
		name: "od-octal", why: "od(1) -t x1: offsets are octal unless -A says otherwise",
		text: "0000000 16 03 03 00 24 0e 00 00 00 0e 00 00 00 0e 00 00\n0000020 00 0e 00 00 00 0e 00 00 00 0e 00 00 00 0e 00 00\n0000040 00 0e 00 00 00 0e 00 00 00\n0000051\n",
		want: []string{"hex dump", "unknown: records of server: message-14 message-14 message-14 message-14 message-14 message-14 message-14 message-14 message-14"},
	},
	{
		name: "od-octal-eight", why: "a number with the digit 8 is no octal offset: what stands there is something else",
		text: "0000000 16 03 03 00 24 0e 00 00 00 0e 00 00 00 0e 00 00\n0000020 00 0e 00 00 00 0e 00 00\n0000028 00 0e 00 00 00\n",
		want: []string{"hex dump", "unknown: records of server: message-14 message-14 message-14 message-14"},
	},
	{
		name: "hexdump-one-line", why: "hexdump(1) -C ends with an offset of eight digits",
		text: "00000000  16 03 03 00 04 0e 00 00  00                       |.........|\n00000009\n",
		want: []string{"hex dump", "unknown: records of server: message-14"},
	},
	{
		name: "od-one-line", why: "od(1) -A x ends with one of six",
		text: "000000 16 03 03 00 04 0e 00 00 00\n000009\n",
		want: []string{"hex dump", "unknown: records of server: message-14"},
	},
	{
		name: "xxd-256", why: "xxd(1) -c takes up to 256 bytes a line",
		text: "00000000: 1603 0300 fc" + strings.Repeat("0e 0000 00", 62) + "0e 0000\n00000100: 00\n",
		want: []string{"hex dump", "unknown: records of server:" + strings.Repeat(" message-14", 63)},
	},
	{
		name: "openssl-debug-nothing-trimmed", why: "what is whole has nothing left out",
		text: "read from 0x1 [0x2] (9 bytes => 9 (0x9))\n0000 - 16 03 03 00 04 0e 00 00-00                        .........\n0009 - <SPACES/NULS>\n",
		want: []string{"openssl -debug", "received: records of server: message-14"},
	},
	{
		name: "od-decimal", why: "od(1) -A d",
		text: "0000000 16 03 03 00 18 0e 00 00 00 0e 00 00 00 0e 00 00\n0000016 00 0e 00 00 00 0e 00 00 00 0e 00 00 00\n0000029\n",
		want: []string{"hex dump", "unknown: records of server: message-14 message-14 message-14 message-14 message-14 message-14"},
	},
	{
		name: "format-hex", why: "Format-Hex of PowerShell 7: lines above the dump, offsets of sixteen digits, text behind one blank",
		text: "\r\n   Label: C:\\x.bin (System.IO.FileStream)\r\n\r\n          Offset Bytes                                           Ascii\r\n                 00 01 02 03 04 05 06 07 08 09 0A 0B 0C 0D 0E 0F\r\n          ------ ----------------------------------------------- -----\r\n" +
			"0000000000000000 16 03 03 00 0C 0E 00 00 00 0E 00 00 00 0E 00 00 ................\r\n0000000000000010 00                                              .\r\n",
		want: []string{"hex dump", "unknown: records of server: message-14 message-14 message-14"},
	},
	{
		name: "format-hex-quoted", why: "offsets of sixteen digits behind a mark of mail",
		text: "> 0000000000000000 16 03 03 00 0C 0E 00 00 00 0E 00 00 00 0E 00 00 ................\n> 0000000000000010 00                                              .\n",
		want: []string{"hex dump", "unknown: records of server: message-14 message-14 message-14"},
	},
	{
		name: "tshark-follow-hex", why: "tshark -z follow,tcp,hex: lines above and below, the second end behind a tab",
		text: "\n===================================================================\nFollow: tcp,hex\nFilter: tcp.stream eq 0\nNode 0: 127.0.0.1:42376\nNode 1: 127.0.0.1:14434\n00000000  15 03 03 00 02 02 28                              ......(\n\t00000000  16 03 03 00 04 0e 00 00  00                       ........ .\n===================================================================\n",
		want: []string{"hex dump", "unknown: records of unknown: alert", "unknown: records of server: message-14"},
	},
	{
		name: "tshark-follow-raw", why: "tshark -z follow,tcp,raw: a segment a line",
		text: "\n===================================================================\nFollow: tcp,raw\nFilter: tcp.stream eq 0\nNode 0: 127.0.0.1:42376\nNode 1: 127.0.0.1:14434\n15030300020228\n\t1603030004\n\t0e000000\n===================================================================\n",
		want: []string{"tshark -z follow,tcp,raw", "unknown: records of unknown: alert", "unknown: records of server: message-14"},
	},
	{
		name: "tshark-follow-raw-pasted", why: "tshark -z follow,tcp,raw: the same without its headings",
		text: "15030300020228\n\t1603030004\n\t0e000000\n\n",
		want: []string{"tshark -z follow,tcp,raw", "unknown: records of unknown: alert", "unknown: records of server: message-14"},
	},
	{
		name: "tshark-follow-raw-blanks", why: "a terminal copies lines with blanks at their ends",
		text: "15030300020228   \n\t16030300040e000000   \n   \n",
		want: []string{"tshark -z follow,tcp,raw", "unknown: records of unknown: alert", "unknown: records of server: message-14"},
	},
	{
		name: "tshark-follow-raw-torn", why: "half a byte is told, and what follows it in its direction is left out",
		text: "15030300020228\n\t16030300040e00000\n\t00\n15030300020100\n",
		want: []string{"tshark -z follow,tcp,raw", "unknown: records of unknown: alert alert", "unknown: records of unknown:", "schannel.text.length"},
	},
	{
		name: "hex-behind-tabs", why: "where every line stands behind a tab, no end is told from the other",
		text: "\t1603030004\n\t0e000000\n",
		want: []string{"hexadecimal text", "unknown: records of server: message-14"},
	},
	{
		name: "hex-with-tabs-between", why: "a tab between pairs is a blank",
		text: "16 03 03\t00 04\n\t0e 00 00 00\n",
		want: []string{"hexadecimal text", "unknown: records of server: message-14"},
	},
	{
		name: "go-recording", why: "src/crypto/tls/testdata: each flow stands below a line that says whose it is",
		text: ">>> Flow 1 (client to server)\n00000000  15 03 03 00 02 02 28                              |......(|\n>>> Flow 2 (server to client)\n00000000  16 03 03 00 04 0e 00 00  00                       |.........|\n>>> Flow 3 (client to server)\n00000000  15 03 03 00 02 01 00                              |.......|\n",
		want: []string{"hex dump", "unknown: records of unknown: alert alert", "unknown: records of server: message-14"},
	},
	{
		name: "go-array", why: "a value of Go, as tests have it",
		text: "var hello = []byte{0x16, 0x03, 0x03, 0x00, 0x04,\n\t0x0e, 0x00, 0x00, 0x00} // end\n",
		want: []string{"C arrays", "unknown: records of server: message-14"},
	},
	{
		name: "c-sharp-array", why: "a value of C#",
		text: "var hello = new byte[] { 0x16, 0x03, 0x03, 0x00, 0x04, 0x0E, 0x00, 0x00, 0x00 };\r\n",
		want: []string{"C arrays", "unknown: records of server: message-14"},
	},
	{
		name: "go-array-alone", why: "a literal of Go that begins the text",
		text: "[]byte{0x15, 0x03, 0x03, 0x00, 0x02, 0x02, 0x28}\n",
		want: []string{"C arrays", "unknown: records of unknown: alert"},
	},
	{
		name: "array-behind-comment", why: "bytes on the line of a comment, with a large X",
		text: "a[] = { /* 0x99 */ 0X15, 0X03, 0X03, 0X00, 0X02, 0X02, 0X28 };\n",
		want: []string{"C arrays", "unknown: records of unknown: alert"},
	},
	{
		name: "array-cut", why: "a text that ends inside a number",
		text: "a[] = { 0x15, 0x03, 0x03, 0x00, 0x02, 0x02, 0x28, 0x1",
		want: []string{"C arrays", "unknown: records of unknown: alert"},
	},
	{
		name: "array-open", why: "the last number is whole: a comma stands behind it",
		text: "a[] = { 0x15, 0x03, 0x03, 0x00, 0x02, 0x02, 0x28,\n",
		want: []string{"C arrays", "unknown: records of unknown: alert"},
	},
	{
		name: "array-before-words", why: "a text that ends in a word behind the array",
		text: "a[] = { 0x15, 0x03, 0x03, 0x00, 0x02, 0x02, 0x28 }; // end",
		want: []string{"C arrays", "unknown: records of unknown: alert"},
	},
	{
		name: "array-cut-at-once", why: "a text that ends inside the first number",
		text: "a[] = { 0x160",
		want: []string{"C arrays", "unknown: unknown of unknown:", "schannel.text.number"},
	},
	{
		name: "array-of-nines", why: "the largest byte; digits belong to the word before them",
		text: "a[] = { a9(22), z9(3), A9(3), Z9(0), _9(9), 14, 0, 0, 5, 9, 99, 255, 90, 19 };\n",
		want: []string{"C arrays", "unknown: records of server: message-14"},
	},
	{
		name: "numbers-four", why: "the least that is taken for bytes: a header of a message",
		text: "[14, 0, 0, 0]",
		want: []string{"list of numbers", "unknown: messages of server: message-14"},
	},
	{
		name: "numbers-behind-equals", why: "a value that was copied with its equals sign",
		text: "= 22, 3, 3, 0, 4, 14, 0, 0, 0",
		want: []string{"list of numbers", "unknown: records of server: message-14"},
	},
	{
		name: "numbers-of-java", why: "bytes of Java are signed: RFC 5246, Appendix E.2, begins with -128",
		text: "data = [-128, 28, 1, 3, 0, 0, 3, 0, 0, 0, 16, 0, 0, 47" + strings.Repeat(", 99", 16) + "]\n",
		want: []string{"list of numbers", "unknown: records of client: ssl2_hello"},
	},
	{
		name: "array-of-single-digits", why: "fmt %#v of Go prints 0x3 for 0x03: no digit is passed over",
		text: "[]byte{0x16, 0x3, 0x3, 0x0, 0x4, 0xe, 0x0, 0x0, 0x0}",
		want: []string{"C arrays", "unknown: records of server: message-14"},
	},
	{
		name: "array-decimal", why: "C, Go and C# take decimal numbers, and comments between; a type has digits too",
		text: "uint8_t hello[] = { 22, 3, 3, // TLS 1.2\n 0, 4, 14, uint8_t(0), 0x0, /* 7, 8 */ 0 };\n",
		want: []string{"C arrays", "unknown: records of server: message-14"},
	},
	{
		name: "array-of-words", why: "a number of sixteen bits is no byte: what follows would be read at a wrong place",
		text: "uint16_t a[] = { 0x1603, 0x0300 };\nchar peer1_0[] = { 0x15, 0x03, 0x03, 0x00, 0x02, 0x02, 0x28 };\n",
		want: []string{"C arrays", "unknown: records of unknown: alert", "schannel.text.number"},
	},
	{
		name: "array-octal", why: "026 is 22 in C and 26 in others",
		text: "char a[] = { 0x15, 0x03, 0x03, 0x00, 0x02, 0x02, 0x28, 026, 3, 3 };\n",
		want: []string{"C arrays", "unknown: records of unknown: alert", "schannel.text.number"},
	},
	{
		name: "python-bytes", why: "docs.python.org, bytes: what is printable in ASCII stands as it is, e and f are no digits here",
		text: "(b'\\x16\\x03\\x03\\x00\\x0c\\x0b\\x00\\x00\\x08ef'\n b\"01'\\t\\\\\\n\")\n",
		want: []string{"escaped string", "unknown: records of unknown: message-11"},
	},
	{
		name: "python-printable", why: "docs.python.org, bytes: the first and the last of the characters that stand as they are",
		text: "b'\\x16\\x03\\x03\\x00\\x07' b'\\x0b\\x00\\x00\\x03 ~b'",
		want: []string{"escaped string", "unknown: records of unknown: message-11"},
	},
	{
		name: "c-string-letters", why: "ISO C, 6.4.4.4, and GNU C: the escapes that are letters",
		text: `"\x16\x03\x03\x00\x0f\x0b\x00\x00\x0b\a\b\t\n\v\f\r\e\"\'\\"`,
		want: []string{"escaped string", "unknown: records of unknown: message-11"},
	},
	{
		name: "c-string", why: "ISO C, 6.4.4.4: octal escapes of one to three digits; a line may go on",
		text: "char *a = \"\\26\\3\\003\\0\\4\" \\\n  \"\\16\\0\\0\\0\";\n",
		want: []string{"escaped string", "unknown: records of server: message-14"},
	},
	{
		name: "json-string", why: "RFC 8259, Section 7",
		text: "\"\\u0016\\u0003\\u0003\\u0000\\u0004\\u000e\\u0000\\u0000\\u0000\"",
		want: []string{"escaped string", "unknown: records of server: message-14"},
	},
	{
		name: "buffer-cut", why: "nodejs.org, buffer.INSPECT_MAX_BYTES: what is left out is told",
		text: "<Buffer 16 03 03 00 24 0e 00 00 00 ... 32 more bytes>\n",
		want: []string{"hexadecimal text", "unknown: records of server: message-14", "schannel.text.length"},
	},
	{
		name: "array-of-node-cut", why: "nodejs.org, util.inspect, maxArrayLength",
		text: "Uint8Array(109) [\n  22, 3, 3, 0, 36,\n  14, 0, 0, 0,\n  ... 100 more items\n]\n",
		want: []string{"list of numbers", "unknown: records of server: message-14", "schannel.text.length"},
	},
	{
		name: "kotlin-array", why: "comments, casts and an odd name",
		text: "val hello2 = arrayOf(22, 3, 3, 0, 4, /* done */ 14, 0, # python\n 0, 0)\n",
		want: []string{"list of numbers", "unknown: records of server: message-14"},
	},
	{
		name: "quoted-twice", why: "RFC 3676, Section 4.5: a mail quotes a quoted one; the text of the bytes has a mark too",
		text: "> > 0000  16 03 03 00 04 0e 00 00 00   ....>....\n",
		want: []string{"hex dump", "unknown: records of server: message-14"},
	},
	{
		name: "dump-with-mark", why: "what looks like the mark of a quotation is text of the bytes",
		text: "0000  16 03 03 00 05 0e 00 00  01 3e                     .........>\n",
		want: []string{"hex dump", "unknown: records of server: message-14"},
	},
	{
		name: "dump-below-words", why: "most of the first lines are of the dump",
		text: "the answer of the server\n0000  16 03 03 00 0c 0e 00 00 00 0e 00 00 00 0e 00 00   ................\n0010  00                                                .\n",
		want: []string{"hex dump", "unknown: records of server: message-14 message-14 message-14"},
	},
	{
		name: "quoted-both", why: "a mail quotes a dump of both ends",
		text: ">\n> 00000000  15 03 03 00 02 02 28                              ......(\n>\n>     00000000  16 03 03 00 04 0e 00 00  00                       ........ .\n",
		want: []string{"hex dump", "unknown: records of unknown: alert", "unknown: records of server: message-14"},
	},
	{
		name: "single-digits", why: "numbers below sixteen may have one digit, the last one too",
		text: "0x16, 0x3, 0x3, 0x0, 0x4, 0xe, 0x0, 0x0, 0x0",
		want: []string{"hexadecimal text", "unknown: records of server: message-14"},
	},
	{
		name: "upper-case", why: "the first of the letters, in upper case",
		text: "16 03 03 00 0E 0E 00 00 0A AA AA AA AA AA AA AA AA AA AA\n",
		want: []string{"hexadecimal text", "unknown: records of server: message-14"},
	},
	{
		name: "dashes", why: "BitConverter.ToString of .NET",
		text: "16-03-03-00-04-0E-00-00-00",
		want: []string{"hexadecimal text", "unknown: records of server: message-14"},
	},
	{
		name: "escaped-lines", why: "Wireshark, Copy as escaped string: lines that go on",
		text: "\"\\x16\\x03\\x03\\x00\\x04\" \\\n\"\\x0e\\x00\\x00\\x00\"\n",
		want: []string{"hexadecimal text", "unknown: records of server: message-14"},
	},
	{
		name: "message-as-hex", why: "a message without records",
		text: "0e000000",
		want: []string{"hexadecimal text", "unknown: messages of server: message-14"},
	},
}

// refusedRows are files that are no captures.
var refusedRows = []struct {
	name string
	file string
	kind capturefile.Kind
	says string
}{
	{"pcap", "\xd4\xc3\xb2\xa1\x02\x00\x04\x00" + strings.Repeat("\x00", 16), capturefile.Pcap, "Follow TCP Stream"},
	{"pcap-big-endian", "\xa1\xb2\xc3\xd4\x00\x02\x00\x04", capturefile.Pcap, "tcpflow"},
	{"pcap-nanoseconds", "\x4d\x3c\xb2\xa1\x02\x00\x04\x00", capturefile.Pcap, "Raw"},
	{"pcapng", "\x0a\x0d\x0d\x0a\x1c\x00\x00\x00\x4d\x3c\x2b\x1a", capturefile.PcapNG, "Follow TCP Stream"},
	{"network-monitor", "GMBU\x00\x02", capturefile.NetworkMonitor, "Wireshark"},
	{"snoop", "snoop\x00\x00\x00\x00\x00\x00\x02", capturefile.Snoop, "Follow TCP Stream"},
	{"jks", "\xfe\xed\xfe\xed\x00\x00\x00\x02", capturefile.JavaKeyStore, "keytool"},
	{"jceks", "\xce\xce\xce\xce\x00\x00\x00\x02", capturefile.JavaKeyStore, "keytool"},
	{"pkcs12", "\x30\x82\x01\x04\x02\x01\x03\x30\x81\xfe" + strings.Repeat("\x05\x00", 127), capturefile.PKCS12, "store"},
	{"pkcs12-ber", "\x30\x80\x02\x01\x03\x30\x80\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01", capturefile.PKCS12, "store"},
	{"der", "\x30\x82\x01\x00" + strings.Repeat("\x05\x00", 128), capturefile.DER, "store"},
	{"der-of-version-3", "\x30\x82\x01\x01\x02\x01\x03" + strings.Repeat("\x05\x00", 127), capturefile.DER, "store"},
	{"der-long", "\x30\x83\x01\x00\x00" + strings.Repeat("\x05\x00", 1<<15), capturefile.DER, "store"},
	{"ber", "\x30\x80\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02", capturefile.DER, "store"},
	{"pem", "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n", capturefile.PEM, "store"},
	{"key-log", "# comment\nCLIENT_RANDOM 00 00\n", capturefile.KeyLog, "secrets"},
	{"s-client", "CONNECTED(00000003)\n---\n-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n", capturefile.SClient, "-msg"},
	{"trace", "CONNECTED(00000003)\nSent Record\nHeader:\n  Version = TLS 1.0 (0x301)\n", capturefile.OpenSSLTrace, "-msg"},
	{"gnutls", "|<5>| REC[0x1]: Allocating epoch #0\n|<4>| HSK[0x1]: CLIENT HELLO was queued [197 bytes]\n", capturefile.GnuTLSLog, "lengths"},
	{"java", "javax.net.ssl|DEBUG|10|main|2026-01-01|ClientHello.java:1|Produced ClientHello handshake message (\n", capturefile.JavaHandshake, "javax.net.debug=all"},
	{"java-8", "*** CertificateRequest\nCert Types: RSA, DSS\nCert Authorities:\n<CN=a>\n*** ServerHelloDone\n", capturefile.JavaHandshake, "javax.net.debug=all"},
	{"curl-verbose", "* TLSv1.2 (IN), TLS handshake, Request CERT (13):\n* TLSv1.2 (OUT), TLS handshake, Certificate (11):\n", capturefile.Report, "-msg"},
	{"testssl", " Client Authentication        required\n CA List for Client Auth      CN=a\n", capturefile.Report, "-msg"},
	{"nmap", "443/tcp open  https\n| ssl-cert: Subject: commonName=a\n", capturefile.Report, "-msg"},
	{"details-of-message", "Handshake Protocol: Certificate Request\n    Handshake Type: Certificate Request (13)\n", capturefile.PacketDetails, "Raw"},
	{"words", "0000000 0316 0003 0e04 0000 0000\n000000a\n", capturefile.HexWords, "hexdump -C"},
	{"word", "0000000 0316\n0000002\n", capturefile.HexWords, "hexdump -C"},
	{"words-octal", "0000000 001426 000003 007004\n0000006\n", capturefile.HexWords, "hexdump -C"},
	{"words-octal-wide", "0000000    001426  000003  007004\n0000006\n", capturefile.HexWords, "hexdump -C"},
	{"pem-behind-backspace", "Password: x\b\r\n-----BEGIN CERTIFICATE-----\r\nMIIB\r\n", capturefile.PEM, "store"},
	{"gzip", "\x1f\x8b\x08\x00", capturefile.Archive, "unpack"},
	{"sst", "\x00\x00\x00\x00CERT", capturefile.SerializedStore, "store"},
	{"json", "{\"log\": {}}", capturefile.Structured, ""},
	{"xml", "<?xml version=\"1.0\"?><pdml/>", capturefile.Structured, ""},
	{"program", "MZ\x90\x00", capturefile.Document, ""},
	{"curl", "== Info: TLSv1.2 (OUT), TLS handshake, Client hello (1):\n=> Send SSL data, 5 bytes (0x5)\n0000: 16 03 01 00 c5                                  .....\n", capturefile.CurlTrace, "-msg"},
	{"gnutls-cli", "Processed 0 CA certificate(s).\n- Server has requested a certificate.\n- Certificate type: X.509\n", capturefile.GnuTLSLog, "-msg"},
	{"details", "Frame 1: 74 bytes on wire (592 bits), 74 bytes captured\nEthernet II\n", capturefile.PacketDetails, "Raw"},
	{"frames", "0000  02 02 02 02 02 02 04 04 04 04 04 04 08 00 45 00   ..............E.\n0010  00 28 00 01 00 00 40 06 66 cd 0a 00 00 01 0a 00   .(....@.f.......\n", capturefile.PacketDetails, "Raw"},
	{"frames-ipv6", "0000  02 02 02 02 02 02 04 04 04 04 04 04 86 dd 60 00   ..............`.\n", capturefile.PacketDetails, "Raw"},
	{"tcpdump", "12:00:00.000001 IP 10.0.0.1.443 > 10.0.0.2.49152: Flags [P.], seq 1:10, ack 1, win 1024, length 9\n\t0x0000:  4500 0031 0001 0000 4006 0000 0a00 0001\n", capturefile.PacketDetails, "-w FILE"},
	{"tcpdump-alone", "\t0x0000:  4500 0031 0001 0000 4006 0000 0a00 0001\n\t0x0010:  0a00 0002 01bb c000 0000 0001 0000 0002\n", capturefile.PacketDetails, "-w FILE"},
	{"tcpdump-udp", "\t0x0000:  4500 0031 0001 0000 4011 0000 0a00 0001\n", capturefile.PacketDetails, "-w FILE"},
	{"tcpdump-ipv6", "\t0x0000:  6000 0000 0014 0640 2001 0db8 0000 0000\n", capturefile.PacketDetails, "-w FILE"},
	{"yaml", "# Packet 4\npeers:\n  - peer: 0\npackets:\n  - packet: 6\n    peer: 1\n    data: !!binary |\n      FgMDAAQOAAAA\n", capturefile.Streams, "Raw"},
	{"registry", "Windows Registry Editor Version 5.00\r\n", capturefile.Document, ""},
}
