// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package certreq_test

import (
	"crypto/sha256"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/vocabtest"
	"github.com/schanneltrust/schannel/trustlist"
	"github.com/schanneltrust/schannel/trustlist/certreq"
)

// record is a TLS record.
func record(contentType byte, payload string) string {
	return string([]byte{contentType, 3, 3, byte(len(payload) >> 8), byte(len(payload))}) + payload
}

// serverHello is a ServerHello of TLS 1.2, or of TLS 1.3 with its extension.
func serverHello(extensions string) string {
	body := "\x03\x03" + string(make([]byte, 32)) + "\x00\x00\x2f\x00"
	if extensions != "" {
		body += string([]byte{0, byte(len(extensions))}) + extensions
	}
	return message(2, body)
}

// serverRetry is a HelloRetryRequest (RFC 8446, Section 4.1.3: the SHA-256 of that
// word is its random).
func serverRetry(extensions string) string {
	random := sha256.Sum256([]byte("HelloRetryRequest"))
	hello := []byte(serverHello(extensions))
	copy(hello[6:], random[:])
	return string(hello)
}

const supportsTLS13 = "\x00\x2b\x00\x02\x03\x04"

func TestParseFlight(t *testing.T) {
	t.Parallel()
	vector, err := trustlist.List{nameA, nameB}.MarshalBinary()
	require.NoError(t, err)
	request := message(13, "\x01\x01\x00\x02\x04\x01"+string(vector))
	hello, certificate := serverHello(""), message(11, "\x00\x00\x00")
	done := message(14, "")
	inOne := record(22, hello+certificate+request+done)
	require.Equal(t, inOne, record(22, hello+certificate+request+done))

	// Every way to cut the flight into records of n bytes, with an alert of
	// level warning between the records.
	all := hello + certificate + request + done
	for n := 1; n <= len(all); n++ {
		capture := ""
		for i := 0; i < len(all); i += n {
			capture += record(22, all[i:min(i+n, len(all))]) + record(21, "\x01\x5a")
		}
		f, err := certreq.ParseFlight([]byte(capture), 0)
		require.NoError(t, err, "records of %d bytes", n)
		require.Equal(t, trustlist.List{nameA, nameB}, f.Request.Authorities)
		require.Equal(t, schannel.TLS12, f.Version)
		require.Equal(t, request, string(f.Message))
		require.Equal(t, request[0], capture[f.Offset])
	}

	f, err := certreq.ParseFlight([]byte(inOne), 0)
	require.NoError(t, err)
	require.Equal(t, 1, f.Records)
	require.Equal(t, 5+len(hello)+len(certificate), f.Offset)
	end := f.Offset + len(request)
	for n := range inOne[:end] {
		_, err := certreq.ParseFlight([]byte(inOne[:n]), 0)
		require.Error(t, err, "the first %d bytes", n)
	}
	f, defects := certreq.ParseFlightLenient([]byte(inOne[:end-1]), 0)
	require.NotEmpty(t, defects)
	require.Equal(t, trustlist.List{nameA}, f.Request.Authorities, "the good prefix")
}

func TestParseFlightFaults(t *testing.T) {
	t.Parallel()
	hello := serverHello("")
	clientHello := "\x03\x03" + string(make([]byte, 32)) + "\x00\x00\x02\x00\x2f\x01\x00"
	tests := []struct {
		name    string
		why     string
		capture string
		code    schannel.Code
		offset  int
		text    string
	}{
		{"nothing", "an empty capture has no request", "", "schannel.file.empty", 0, "no bytes"},
		{"only-hello", "the flight goes on", record(22, hello), "trustlist.flight.no_request", 47, "ends before a CertificateRequest"},
		{"cut-message", "what is missing is said", record(22, hello+message(13, "0123456789")[:8]), "schannel.handshake.cut", 55, "type 13 that begins at byte 47 needs 14 bytes, the stream has 8"},
		{"not-asked", "RFC 5246, Section 7.4.5: the flight is over", record(22, hello+message(14, "")), "trustlist.flight.no_request", 47, "asked for no certificate"},
		{"not-asked-both-ends", "the bytes of both ends in one stream are no client's", message(1, clientHello) + hello + message(14, ""), "trustlist.flight.no_request", 4 + len(clientHello) + len(hello), "asked for no certificate"},
		{"empty-record", "RFC 5246, Section 6.2.1: only application data may come in records of no length", "\x16\x03\x03\x00\x00" + record(22, hello+request(schannel.TLS12)), "schannel.record.length", 3, "a record of type 22 is empty"},
		{"resumed", "RFC 5246, Section 7.3: no CertificateRequest in an abbreviated handshake", record(22, hello) + record(20, "\x01"), "trustlist.flight.no_request", 52, "resumed"},
		{"alert", "the server gave up", record(22, hello) + record(21, "\x02\x28"), "trustlist.flight.no_request", 52, "alert 40"},
		{"tls13", "RFC 8446, Section 2: all after the ServerHello is encrypted", record(22, serverHello(supportsTLS13)) + record(20, "\x01") + record(23, "xyz"), "trustlist.flight.encrypted", 66, "TLS 1.3: what follows the ServerHello is encrypted"},
		{"tls13-hello-only", "the same without the rest of the flight", record(22, serverHello(supportsTLS13)), "trustlist.flight.encrypted", 55, "TLS 1.3"},
		{"tls13-cut-record", "RFC 8446, Section 2: a record that is cut is encrypted all the same", record(22, serverHello(supportsTLS13)) + record(23, "xyz")[:6], "trustlist.flight.encrypted", 61, "TLS 1.3"},
		{"renegotiation", "a handshake inside a connection is not to be seen", record(23, "xyz"), "trustlist.flight.encrypted", 5, "no ServerHello in clear"},
		{"client", "the other direction", record(22, message(1, "")), "trustlist.flight.no_request", 5, "of a client"},
		{"http", "RFC 9112: what is known is named", "HTTP/1.1", "trustlist.flight.no_request", 0, "this is HTTP, and no TLS follows it"},
		{"tds", "[MS-TDS] 2.2.3.1: TLS stands inside its packets", "\x12\x01\x00\x2f\x00\x00\x01\x00\x00\x00\x1a\x00\x06\x01\x00\x20\x00\x01\x02\x00\x21\x00\x01\x03\x00\x22\x00\x04\x04\x00\x26\x00\x01\xff\x09\x00\x00\x00\x00\x00\x01\x00\xb8\x0d\x00\x00\x01", "trustlist.flight.no_request", 0, "TDS, which carries TLS inside packets"},
		{"nothing-known", "neither records nor messages nor a dialogue", "\x99\x00\x12\x34\x56", "trustlist.flight.no_request", 0, "no record of TLS"},
		{"pcap", "a file of packets is named, with what to do", "\xd4\xc3\xb2\xa1\x02\x00\x04\x00", "schannel.file.kind", 0, "Follow TCP Stream"},
		{"pcapng", "the same", "\x0a\x0d\x0d\x0a\x1c\x00\x00\x00\x4d\x3c\x2b\x1a", "schannel.file.kind", 0, "Follow TCP Stream"},
		{"jks", "a Java keystore is named", "\xfe\xed\xfe\xed\x00\x00\x00\x02", "schannel.file.kind", 0, "keytool"},
		{"s_client", "its text holds no bytes of messages", "CONNECTED(00000003)\n---\nNo client certificate CA names sent\n", "schannel.file.kind", 0, "-msg"},
		{"bad-request", "offsets count from the start of the capture", record(22, hello+message(13, "\x01\x01\x00\x02\x04\x01\x00\x02\x00\x00")), "trustlist.name.empty", 59, "no length"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			f, err := certreq.ParseFlight([]byte(tt.capture), 0)
			require.Error(t, err, tt.why)
			vocabtest.Fault(t, err, tt.code, tt.offset)
			require.Contains(t, err.Error(), tt.text)
			require.Equal(t, certreq.Flight{}, f)
			_, defects := certreq.ParseFlightLenient([]byte(tt.capture), 0)
			require.Equal(t, tt.code, defects[0].Code, "a lenient reading names the same fault first")
		})
	}
}

// TestFlightOfHeaders: of a message whose header is cut there is nothing. That
// of DTLS has twelve bytes (RFC 6347, Section 4.2.2).
func TestFlightOfHeaders(t *testing.T) {
	t.Parallel()
	for _, version := range []schannel.TLSVersion{0, schannel.TLS12, schannel.DTLS12, 0x0100} {
		for n := 1; n < 12; n++ {
			header := "\r\x00\x00\x30\x00\x00\x00\x00\x00\x00\x00\x30"[:n]
			f, defects := certreq.ParseFlightLenient([]byte(header), version)
			require.NotEmpty(t, defects, "%v, %d bytes", version, n)
			require.Empty(t, f.Request.Authorities)
			if version.IsDTLS() || version == schannel.TLS12 && n < 4 {
				require.Empty(t, f.Message)
			} else if version == schannel.TLS12 {
				require.Equal(t, header, string(f.Message), "all of the header is there")
			}
		}
	}
}

// TestFlightBehindTLS: what follows the beginning of TLS is not what came before it.
func TestFlightBehindTLS(t *testing.T) {
	t.Parallel()
	f, defects := certreq.ParseFlightLenient([]byte(record(22, serverHello(""))+"HTTP/1.1 400 Bad Request\r\n\r\n"), 0)
	require.NotEmpty(t, defects)
	require.Empty(t, f.Prelude)
}

func TestParseFlightVersionOfRecord(t *testing.T) {
	t.Parallel()
	f, err := certreq.ParseFlight([]byte("\x16\x03\x01\x00\x17"+message(13, "\x01\x01\x00\x0f\x00\x0d"+string(make([]byte, 13)))), 0)
	require.NoError(t, err)
	require.Equal(t, schannel.TLS10, f.Version, "without a ServerHello the record tells")
}

func FuzzFlight(f *testing.F) {
	f.Fuzz(func(t *testing.T, version uint16, capture []byte) {
		v := schannel.TLSVersion(version)
		got, err := certreq.ParseFlight(capture, v)
		lenient, defects := certreq.ParseFlightLenient(capture, v)
		for _, d := range defects {
			require.LessOrEqual(t, d.Offset, len(capture))
		}
		_, _ = lenient.Inspect(), lenient.Preflight()
		_, _ = lenient.Answered(capture)
		if err != nil {
			require.NotEmpty(t, defects)
			require.Equal(t, certreq.Flight{}, got)
			return
		}
		require.Equal(t, got, lenient)
		require.LessOrEqual(t, len(got.Message), len(capture)+4)
	})
}

func ExampleParseFlight() {
	message := "0d0000180140000204010010000e300c310a30080603550403130161"
	flight, err := certreq.ParseFlight([]byte(message), schannel.TLS12)
	fmt.Println(flight.Version, flight.Request.Authorities, err)
	// Output: TLS 1.2 [CN=a] <nil>
}
