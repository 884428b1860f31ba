// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package certreq_test

import (
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/vocabtest"
	"github.com/schanneltrust/schannel/trustlist"
	"github.com/schanneltrust/schannel/trustlist/certreq"
)

// request is one request in the form of a version.
func request(version schannel.TLSVersion) string {
	v := vector()
	if version == schannel.TLS12 {
		return message(13, "\x01\x01\x00\x02\x04\x01"+v)
	}
	if version == schannel.TLS13 {
		extensions := "\x00\x0d\x00\x04\x00\x02\x08\x04\x00\x2f\x00" + string([]byte{byte(len(v))}) + v
		return message(13, "\x00\x00"+string([]byte{byte(len(extensions))})+extensions)
	}
	return message(13, "\x01\x01"+v)
}

func vector() string {
	raw, err := trustlist.List{nameA, nameB}.MarshalBinary()
	if err != nil {
		panic(err)
	}
	return string(raw)
}

// datagramRecords puts a message into records of DTLS 1.2, of n bytes of it
// each.
func datagramRecords(msg string, n int) string {
	out, body := "", msg[4:]
	for at, seq := 0, 0; at < len(body); at, seq = at+n, seq+1 {
		part := body[at:min(at+n, len(body))]
		out += fmt.Sprintf("\x16\xfe\xfd\x00\x00\x00\x00\x00\x00\x00%c\x00%c", seq, 12+len(part))
		out += msg[:4] + "\x00\x00" + string([]byte{0, 0, byte(at), 0, 0, byte(len(part))}) + part
	}
	return out
}

func hexDump(raw string) string {
	return hex.Dump([]byte(raw))
}

// opensslMsg is the log of openssl s_client -msg for messages that it received.
func opensslMsg(version string, messages ...string) string {
	var b strings.Builder
	b.WriteString("CONNECTED(00000003)\n")
	for _, m := range messages {
		fmt.Fprintf(&b, "<<< %s, Handshake [length %04x], Message\n", version, len(m))
		for ; len(m) > 0; m = m[min(16, len(m)):] {
			fmt.Fprintf(&b, "    % x\n", m[:min(16, len(m))])
		}
	}
	return b.String()
}

// TestFlightForms: the same request, whatever form the capture has.
func TestFlightForms(t *testing.T) {
	t.Parallel()
	hello12 := serverHello("")
	done := message(14, "")
	records := record(22, hello12+request(schannel.TLS12)+done)
	smtp := "220 mail.example ESMTP\r\n250-mail.example\r\n250 STARTTLS\r\n220 2.0.0 Ready to start TLS\r\n"
	at := 5 + len(hello12) // of the request in records
	alone := request(schannel.TLS12)
	tests := []struct {
		name    string
		why     string
		capture string
		told    schannel.TLSVersion
		want    certreq.Flight // of what is compared
	}{
		{"records", "RFC 5246, Section 6.2", records, 0, certreq.Flight{Version: schannel.TLS12, Offset: at, Records: 1}},
		{"told-otherwise", "a ServerHello counts for more than what is told", records, schannel.TLS10, certreq.Flight{Version: schannel.TLS12, Offset: at, Records: 1}},
		{"smtp", "RFC 3207, Section 4", smtp + records, 0, certreq.Flight{Version: schannel.TLS12, Prelude: "SMTP", Begins: len(smtp), Offset: len(smtp) + at, Records: 1}},
		{"pop3", "RFC 2595, Section 4", "+OK ready\r\n+OK begin TLS\r\n" + records, 0, certreq.Flight{Version: schannel.TLS12, Prelude: "POP3", Begins: 26, Offset: 26 + at, Records: 1}},
		{"imap", "RFC 9051, Section 6.2.1", "* OK ready\r\na OK begin TLS\r\n" + records, 0, certreq.Flight{Version: schannel.TLS12, Prelude: "IMAP", Begins: 28, Offset: 28 + at, Records: 1}},
		{"ldap", "RFC 4511, Section 4.14.2", "\x30\x0c\x02\x01\x01\x78\x07\x0a\x01\x00\x04\x00\x04\x00" + records, 0, certreq.Flight{Version: schannel.TLS12, Prelude: "LDAP", Begins: 14, Offset: 14 + at, Records: 1}},
		{"postgresql", "its manual, SSLRequest: one byte S", "S" + records, 0, certreq.Flight{Version: schannel.TLS12, Prelude: "PostgreSQL", Begins: 1, Offset: 1 + at, Records: 1}},
		{"connect", "RFC 9110, Section 9.3.6", "HTTP/1.1 200 Connection established\r\n\r\n" + records, 0, certreq.Flight{Version: schannel.TLS12, Prelude: "HTTP CONNECT", Begins: 39, Offset: 39 + at, Records: 1}},
		{"ssl30", "RFC 6101, Section 5.6.4: the form of TLS 1.0", "\x16\x03\x00\x00" + string([]byte{byte(len(request(schannel.SSL30)))}) + request(schannel.SSL30), 0, certreq.Flight{Version: schannel.SSL30, Offset: 5, Records: 1}},
		{"dtls", "RFC 6347, Section 4.2.2", datagramRecords(alone, 200), 0, certreq.Flight{Version: schannel.DTLS12, Offset: 13, Records: 1}},
		{"dtls-fragments", "RFC 6347, Section 4.2.3", datagramRecords(alone, 20), 0, certreq.Flight{Version: schannel.DTLS12, Offset: 13, Records: 3}},
		{"dtls-message", "RFC 6347, Section 4.2.2: its header tells that it is of DTLS, not which", datagramMessage(alone), 0, certreq.Flight{Version: schannel.DTLS12, Guessed: true}},
		{"dtls-message-told", "RFC 4347, Section 4.2.2: the form of TLS 1.1", datagramMessage(request(schannel.TLS11)), schannel.DTLS10, certreq.Flight{Version: schannel.DTLS10}},
		{"dtls-message-behind-a-hello", "RFC 6347, Section 4.2.2", datagramMessage(serverHello("")) + datagramMessage(alone), 0, certreq.Flight{Version: schannel.TLS12, Offset: 12 - 4 + len(serverHello(""))}},
		{"message-told-dtls", "its length shows the header of TLS", alone, schannel.DTLS12, certreq.Flight{Version: schannel.DTLS12}},
		{"message12", "its form is that of TLS 1.2 alone", alone, 0, certreq.Flight{Version: schannel.TLS12, Guessed: true}},
		{"message12-told", "", alone, schannel.TLS12, certreq.Flight{Version: schannel.TLS12}},
		{"message11", "its form is that up to TLS 1.1", request(schannel.TLS11), 0, certreq.Flight{Version: schannel.TLS11, Guessed: true}},
		{"message10-told", "", request(schannel.TLS10), schannel.TLS10, certreq.Flight{Version: schannel.TLS10}},
		{"message13", "RFC 8446, Section 4.3.2", request(schannel.TLS13), 0, certreq.Flight{Version: schannel.TLS13, Guessed: true}},
		{"message13-told", "", request(schannel.TLS13), schannel.TLS13, certreq.Flight{Version: schannel.TLS13}},
		{"message13-told-draft", "draft-ietf-tls-tls13-19, Section 4.3.2: the form of the RFC from there on", request(schannel.TLS13), 0x7f13, certreq.Flight{Version: 0x7f13}},
		{"decrypted13-retry", "RFC 8446, Section 4.1.4: a HelloRetryRequest selects the version as a ServerHello does", serverRetry(supportsTLS13) + serverHello(supportsTLS13) + request(schannel.TLS13), 0, certreq.Flight{Version: schannel.TLS13, Offset: 2 * len(serverHello(supportsTLS13))}},
		{"decrypted13", "decrypted messages behind their ServerHello", serverHello(supportsTLS13) + message(8, "\x00\x00") + request(schannel.TLS13), 0, certreq.Flight{Version: schannel.TLS13, Offset: len(serverHello(supportsTLS13)) + 6}},
		{"record-of-another-version", "a record layer of TLS 1.0 with a message of TLS 1.2, behind a late beginning", "\x16\x03\x01\x00" + string([]byte{byte(len(alone))}) + alone, 0, certreq.Flight{Version: schannel.TLS12, Guessed: true, Offset: 5, Records: 1}},
		{"hex", "a hex stream", hex.EncodeToString([]byte(records)), 0, certreq.Flight{Version: schannel.TLS12, Offset: 2 * at, Records: 1}},
		{"hex-message", "hex of one message", hex.EncodeToString([]byte(alone)), 0, certreq.Flight{Version: schannel.TLS12, Guessed: true}},
		{"hex-dump", "lines with offsets, as of hexdump -C", hexDump(records), 0, certreq.Flight{Version: schannel.TLS12, Offset: 2*79 + 10 + 3*15 + 1, Records: 1}},
		{"base64", "", base64.StdEncoding.EncodeToString([]byte(records)), 0, certreq.Flight{Version: schannel.TLS12, Offset: at/3*4 + at%3, Records: 1}},
		{"openssl-msg", "openssl s_client -msg", opensslMsg("TLS 1.2", hello12, alone, done), 0, certreq.Flight{Version: schannel.TLS12}},
		{"openssl-msg13", "openssl s_client -msg decrypts", opensslMsg("TLS 1.3", serverHello(supportsTLS13), request(schannel.TLS13)), 0, certreq.Flight{Version: schannel.TLS13}},
		{"openssl-msg13-late", "its label tells the version", opensslMsg("TLS 1.3", request(schannel.TLS13)), 0, certreq.Flight{Version: schannel.TLS13}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, err := certreq.ParseFlight([]byte(tt.capture), tt.told)
			require.NoError(t, err, tt.why)
			require.Equal(t, trustlist.List{nameA, nameB}, got.Request.Authorities)
			require.True(t, got.Whole)
			require.False(t, got.Malformed)
			if strings.HasPrefix(tt.name, "openssl") {
				got.Offset, got.Records = 0, 0
			}
			got.Request, got.Message, got.Whole = certreq.CertificateRequest{}, nil, false
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("%s: (-want +got):\n%s", tt.why, diff)
			}
		})
	}
}

// TestFlightOfOtherBytes: bytes that are no message are not read as one that is
// cut, whatever version is told.
func TestFlightOfOtherBytes(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name, capture string
		told          schannel.TLSVersion
	}{
		{"type-alone", "\x0d\x99\x00\x12\x34\x56", 0},
		{"told", "\x99\x00\x12\x34\x56", schannel.TLS12},
	} {
		_, err := certreq.ParseFlight([]byte(row.capture), row.told)
		require.ErrorContains(t, err, "no record of TLS, no handshake message", row.name)
	}
}

// TestFlightOfUnknownForm: of forms that all are wrong, the one counts in which
// there is a list, or most of it; that of the record yields only to one that fits.
func TestFlightOfUnknownForm(t *testing.T) {
	t.Parallel()
	lost := ofBytes(65535 + 60)
	lostVector := "\x00\x3b" // 59: 65,536 were lost
	for _, name := range lost {
		lostVector += string([]byte{byte(len(name) >> 8), byte(len(name))}) + string(name)
	}
	empty11 := message(13, "\x01\x01\x00\x00x")
	for _, tt := range []struct {
		name, why string
		capture   string
		version   schannel.TLSVersion
		names     int
		code      schannel.Code // of the first defect
	}{
		{"a-list", "in the form of TLS 1.2 the empty list is that of the algorithms", empty11, schannel.TLS11, 0, "trustlist.list.trailing"},
		{"no-list", "in no form there is one, and TLS 1.2 is tried first", message(13, "\x01\x01\x00"), schannel.TLS12, 0, "trustlist.message.cut"},
		{"two-lists", "an odd length of algorithms is a fault; in the form of TLS 1.1 that is a list of three bytes", message(13, "\x01\x01\x00\x03\x04\x01\x08"+vector()), schannel.TLS12, 2, "trustlist.message.field"},
		{"more-names", "the length has lost 65,536, so that another form finds a list behind it", message(13, "\x01\x01"+lostVector), schannel.TLS11, len(lost), "trustlist.list.wrapped"},
		{"record", "the record is one of TLS 1.2, and no other form fits better", record(22, empty11), schannel.TLS12, 0, "trustlist.message.field"},
	} {
		f, defects := certreq.ParseFlightLenient([]byte(tt.capture), 0)
		require.Equal(t, tt.version, f.Version, "%s: %s", tt.name, tt.why)
		require.Len(t, f.Request.Authorities, tt.names, tt.name)
		require.Equal(t, tt.code, defects[0].Code, tt.name)
	}
}

// TestFlightOfAnOldDraft: before draft 19 of TLS 1.3 the message had another form.
func TestFlightOfAnOldDraft(t *testing.T) {
	t.Parallel()
	_, err := certreq.ParseFlight([]byte(request(schannel.TLS13)), 0x7f12)
	vocabtest.Fault(t, err, "trustlist.message.version", schannel.NoOffset)
}

// TestFlightOffsetsInDTLS: a byte of a message stands behind the longer header
// of DTLS (RFC 6347, Section 4.2.2), its type does not.
func TestFlightOffsetsInDTLS(t *testing.T) {
	t.Parallel()
	for offset, body := range map[int]string{
		12: "\x00\x00\x02\x04\x01" + vector(),                 // certificate_types
		14: "\x01\x01\x00\x00" + vector(),                     // supported_signature_algorithms, behind one type
		18: "\x01\x01\x00\x02\x04\x01\x00\x07" + vector()[2:], // certificate_authorities
	} {
		_, err := certreq.ParseFlight([]byte(datagramMessage(message(13, body))), schannel.DTLS12)
		var fault *schannel.Error
		require.ErrorAs(t, err, &fault)
		require.Equal(t, offset, fault.Offset, "%v", err)
	}
}

// TestFlightMalformed: a message that is whole and wrong is no capture that is
// cut, and one that is cut is not called wrong.
func TestFlightMalformed(t *testing.T) {
	t.Parallel()
	names := string(nameA) + string(nameB)
	wrong := func(list string) string { return message(13, "\x01\x01\x00\x02\x04\x01"+list) }
	v := vector()
	list := ofBytes(65536)
	wrapped := "\x00\x00"
	for _, name := range list {
		wrapped += string([]byte{byte(len(name) >> 8), byte(len(name))}) + string(name)
	}
	long := func(by int) string { return string([]byte{0, byte(len(v) - 2 + by)}) + v[2:] }
	tests := []struct {
		name      string
		why       string
		message   string
		malformed bool
		whole     bool
		names     int
		code      schannel.Code
	}{
		{"right", "", request(schannel.TLS12), false, true, 2, "trustlist.captured.whole"},
		{"no-inner-lengths", "nodertc/dtls#22: the names stand without lengths", wrong(string([]byte{0, byte(len(names))}) + names), true, true, 2, "trustlist.flight.malformed"},
		{"outer-too-small", "the names fill the message", wrong(long(-1)), true, true, 2, "trustlist.flight.malformed"},
		{"outer-too-large", "the message ends before the list", wrong(long(1)), true, true, 2, "trustlist.flight.malformed"},
		{"inner-too-large", "the last name goes beyond the list", wrong(v[:18] + "\x00\xff" + v[20:]), true, false, 1, "trustlist.flight.malformed"},
		{"form-of-1.1", "a message of TLS 1.2 without its algorithms: all names are there", request(schannel.TLS11), true, true, 2, "trustlist.flight.malformed"},
		{"wrapped", "the length has lost 65,536, and every name is there", wrong(wrapped), true, true, len(list), "trustlist.flight.malformed"},
		{"wrapped-and-cut", "the header of the message tells how long the list is", wrong(wrapped)[:1000], true, false, namesWithin(list, 1000-12), "trustlist.flight.malformed"},
		{"bare-and-beyond", "names without lengths, the last of which goes beyond the list", wrong("\x00\x11" + string(nameA) + "\x30\x05a"), true, false, 1, "trustlist.flight.malformed"},
		{"cut", "the capture ends inside the list", request(schannel.TLS12)[:40], false, false, 1, "trustlist.captured.incomplete"},
		{"cut-and-wrong", "the header tells that the list says too much", wrong(long(9))[:40], true, false, 1, "trustlist.flight.malformed"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			f, _ := certreq.ParseFlightLenient([]byte(serverHello("")+tt.message), 0)
			require.Equal(t, tt.malformed, f.Malformed, tt.why)
			require.Equal(t, tt.whole, f.Whole, tt.why)
			require.Equal(t, tt.names, len(f.Request.Authorities), tt.why) //nolint:testifylint // Len prints a long list
			require.Equal(t, tt.code, f.Inspect().Findings[0].Code, tt.why)
		})
	}
}
