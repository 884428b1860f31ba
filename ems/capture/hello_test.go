// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package capture_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"

	"github.com/schanneltrust/schannel/ems/capture"
	"github.com/schanneltrust/schannel/ems/derive"
)

func TestHello(t *testing.T) {
	t.Parallel()
	c, s := strings.Repeat("C", 32), strings.Repeat("S", 32)
	tests := []struct {
		name, why string
		script    script
		client    capture.Hello
		server    capture.Hello
	}{
		{
			name: "bare", why: "RFC 5246, Section 7.4.1.2: extensions may be absent", script: script{},
			client: capture.Hello{Version: schannel.TLS12, SessionID: []byte{}, RenegotiationInfo: true},
			server: capture.Hello{Version: schannel.TLS12, SessionID: []byte{}},
		},
		{
			name: "ticket", why: "RFC 5077, Section 3.2: the ticket is the data of the extension",
			script: script{client: "ems", server: "data", clientID: "one", serverID: "two", ticket: "ticket"},
			client: capture.Hello{Version: schannel.TLS12, SessionID: []byte("one"), EMS: true, Ticket: true, Offered: []byte("ticket"), RenegotiationInfo: true},
			server: capture.Hello{Version: schannel.TLS12, SessionID: []byte("two"), EMS: true, EMSData: 3},
		},
		{
			name: "tls13", why: "RFC 8446, Section 4.2.1: supported_versions decides, RFC 8701: and values that are no version do not count",
			script: script{version: 0x0304, psk: true},
			client: capture.Hello{Version: schannel.TLS13, SessionID: []byte{}, PreSharedKey: true, RenegotiationInfo: true},
			server: capture.Hello{Version: schannel.TLS13, SessionID: []byte{}, PreSharedKey: true},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, err := capture.Read(tt.script.streams())
			require.NoError(t, err)
			tt.client.Seen, tt.client.Offset, tt.client.Random = true, 5, []byte(c)
			tt.server.Seen, tt.server.Offset, tt.server.Random = true, 5, []byte(s)
			if diff := cmp.Diff([]capture.Hello{tt.client, tt.server}, []capture.Hello{got.ClientHello, got.ServerHello}); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
		})
	}
}

func TestHelloRefuses(t *testing.T) {
	t.Parallel()
	start := "\x03\x03" + strings.Repeat("r", 32)
	suites := start + "\x00" + "\x00\x02\x00\x2f" + "\x01\x00"
	const ext = "\x00\x17\x00\x00"
	tests := []struct {
		name   string
		why    string
		server bool
		body   string
		code   schannel.Code
		field  string
		offset int // in the stream, which is the message alone
	}{
		{"empty", "RFC 5246, Section 7.4.1.2", false, "", "ems.hello.length", "ClientHello.version", 4},
		{"random", "RFC 5246, Section 7.4.1.2: 32 bytes", false, "\x03\x03short", "ems.hello.length", "ClientHello.random", 6},
		{"session-id-cut", "RFC 5246, Section 7.4.1.2", false, start + "\x05id", "ems.hello.length", "ClientHello.session_id", 39},
		{"session-id-long", "RFC 5246, Section 7.4.1.2: at most 32 bytes", false, start + vector(1, strings.Repeat("i", 33)) + "\x00\x02\x00\x2f\x01\x00", "ems.hello.length", "ClientHello.session_id", 72},
		{"suites-odd", "RFC 5246, Section 7.4.1.2: two bytes each", false, start + "\x00" + "\x00\x03\x00\x2f\x00" + "\x01\x00", "ems.hello.length", "ClientHello.cipher_suites", 44},
		{"compression", "RFC 5246, Section 7.4.1.2", false, suites[:len(suites)-1], "ems.hello.length", "ClientHello.compression_methods", 44},
		{"extensions-cut", "RFC 5246, Section 7.4.1.4", false, suites + "\x00\x05" + ext, "ems.hello.length", "ClientHello.extensions", 47},
		{"extension-cut", "RFC 5246, Section 7.4.1.4", false, suites + vector(2, ext[:3]), "ems.hello.length", "ClientHello.extension_data", 49},
		{"extension-beyond", "RFC 5246, Section 7.4.1.4: its data ends with the list", false, suites + vector(2, "\x00\x17\x00\x01") + "x", "ems.hello.length", "ClientHello.extension_data", 52},
		{"trailing", "RFC 5246, Section 7.4.1.2: nothing follows", false, suites + vector(2, ext) + "x", "ems.hello.trailing", "ClientHello.extensions", 51},
		{"versions", "RFC 8446, Section 4.2.1: a list of pairs", false, suites + vector(2, "\x00\x2b"+vector(2, "\x03\x03\x04\x03")), "ems.hello.length", "ClientHello.supported_versions", 55},
		{"server-suite", "RFC 5246, Section 7.4.1.3", true, start + "\x00\x00", "ems.hello.length", "ServerHello.cipher_suite", 39},
		{"server-version", "RFC 8446, Section 4.2.1: one version", true, start + "\x00\x13\x01\x00" + vector(2, "\x00\x2b"+vector(2, "\x03")), "ems.hello.length", "ServerHello.supported_versions", 49},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var client, server []byte
			stream := "client stream, "
			if tt.server {
				server, stream = []byte(handshakeMessage(2, tt.body)), "server stream, "
			} else {
				client = []byte(handshakeMessage(1, tt.body))
			}
			got, err := capture.Read(client, server)
			require.Empty(t, cmp.Diff(capture.Capture{}, got, cmp.AllowUnexported(capture.Capture{}, derive.Transcript{})), "no partial value")
			fault, ok := errors.AsType[*schannel.Error](err)
			require.True(t, ok, "%v", err)
			require.Equal(t, tt.code, fault.Code, tt.why)
			require.Equal(t, stream+tt.field, fault.Field)
			require.Equal(t, tt.offset, fault.Offset, "%v", err)
		})
	}
}

func TestCarriesEMS(t *testing.T) {
	t.Parallel()
	require.Equal(t, schannel.Unknown, capture.Hello{EMS: true}.CarriesEMS(), "what was not seen is not known")
	require.Equal(t, schannel.Yes, capture.Hello{Seen: true, EMS: true, EMSData: 1}.CarriesEMS())
	require.Equal(t, schannel.No, capture.Hello{Seen: true}.CarriesEMS())
}

func TestOffersSession(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name  string
		why   string
		hello capture.Hello
		want  schannel.Truth
	}{
		{"not-seen", "nothing is known of it", capture.Hello{SessionID: []byte("id")}, schannel.Unknown},
		{"nothing", "RFC 5246, Section 7.4.1.2: no session_id, no session", capture.Hello{Seen: true, Version: schannel.TLS12}, schannel.No},
		{"nothing-13", "RFC 8446, Section 4.1.2: the same", capture.Hello{Seen: true, Version: schannel.TLS13}, schannel.No},
		{"id", "RFC 5246, Section 7.4.1.2", capture.Hello{Seen: true, Version: schannel.TLS12, SessionID: []byte("id")}, schannel.Yes},
		{"id-13", "RFC 8446, Section 4.1.2: for middleboxes, it may be", capture.Hello{Seen: true, Version: schannel.TLS13, SessionID: []byte("id")}, schannel.Unknown},
		{"ticket-13", "RFC 5077, Section 3.4: a ticket of TLS 1.2", capture.Hello{Seen: true, Version: schannel.TLS13, SessionID: []byte("id"), Offered: []byte("ticket")}, schannel.Yes},
		{"ticket-empty", "RFC 5077, Section 3.2: an empty extension asks for one", capture.Hello{Seen: true, Version: schannel.TLS12, Ticket: true}, schannel.No},
	} {
		require.Equal(t, tt.want, tt.hello.OffersSession(), "%s: %s", tt.name, tt.why)
	}
}

// TestSecureRenegotiation: RFC 5746, Section 3.3: an extension signals it, or a
// suite that is none.
func TestSecureRenegotiation(t *testing.T) {
	t.Parallel()
	hello := func(suites, extensions string) string {
		return full.record(22, handshakeMessage(1, "\x03\x03"+strings.Repeat("r", 32)+"\x00"+vector(2, suites)+"\x01\x00"+optional(extensions)))
	}
	ssl2 := func(kinds string) string {
		body := "\x01\x03\x00" + uint16Text(uint16(len(kinds))) + "\x00\x00\x00\x10" + kinds + strings.Repeat("c", 16)
		return "\x80" + string([]byte{byte(len(body))}) + body
	}
	for _, tt := range []struct {
		name, client string
		want         bool
	}{
		{"neither", hello("\x00\x2f", ""), false},
		{"suite", hello("\x00\x2f\x00\xff", ""), true},
		{"suite-first", hello("\x00\xff\x00\x2f", ""), true},
		{"extension", hello("\x00\x2f", "\xff\x01\x00\x01\x00"), true},
		{"another-extension", hello("\x00\x2f", "\xff\x02\x00\x01\x00"), false},
		{"ssl2", ssl2("\x00\x00\x2f"), false},
		{"ssl2-suite", ssl2("\x00\x00\x2f\x00\x00\xff"), true},
		{"ssl2-suite-first", ssl2("\x00\x00\xff\x00\x00\x2f"), true},
	} {
		c, err := capture.Read([]byte(tt.client), nil)
		require.NoError(t, err, tt.name)
		require.True(t, c.ClientHello.Seen, tt.name)
		require.Equal(t, tt.want, c.ClientHello.RenegotiationInfo, tt.name)
	}
}

// TestHighestVersion: RFC 8446, Section 4.2.1: the list is in no order of age;
// values that are no version do not count (RFC 8701).
func TestHighestVersion(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		list string
		want schannel.TLSVersion
	}{
		{"\x03\x03\x03\x04", schannel.TLS13},
		{"\x03\x04\x03\x03", schannel.TLS13},
		{"\x03\x01\x03\x02", schannel.TLS11},
		{"\x7f\x1c\x03\x04", schannel.TLS13},
		{"\x03\x04\x7f\x1c", schannel.TLS13},
		{"\x7f\x1c\x03\x03", 0x7f1c},
		{"\x03\x03\x7f\x1c", 0x7f1c},
		{"\x7f\x12\x7f\x1c", 0x7f1c},
		{"\x7f\x1c\x7f\x12", 0x7f1c},
		{"\xfe\xfc\xfe\xfd", schannel.DTLS13},
		{"\xfe\xfd\xfe\xfc", schannel.DTLS13},
		{"\xfe\xff\xfe\xfd", schannel.DTLS12},
		{"\xfa\xfa\x03\x03", schannel.TLS12},
		{"\x03\x03\xfa\xfa", schannel.TLS12},
		{"\x0a\x0a\x03\x02", schannel.TLS11},
		{"\x0a\x0a", 0},
	} {
		extension := "\x00\x2b" + vector(2, vector(1, tt.list))
		client := handshakeMessage(1, "\x03\x03"+strings.Repeat("r", 32)+"\x00\x00\x02\x00\x2f\x01\x00"+optional(extension))
		c, err := capture.Read([]byte(full.record(22, client)), nil)
		require.NoError(t, err)
		require.Equal(t, tt.want, c.ClientHello.Version, "%x", tt.list)
	}
}

// TestHelloWithOneTwice: RFC 5246, Section 7.4.1.4, has no type more than once; what
// the hello says is seen all the same.
func TestHelloWithOneTwice(t *testing.T) {
	t.Parallel()
	const ext, data = "\x00\x17\x00\x00", "\x00\x17\x00\x01x"
	client := "\x03\x03" + strings.Repeat("r", 32) + "\x00" + "\x00\x02\x00\x2f" + "\x01\x00"
	server := "\x03\x03" + strings.Repeat("s", 32) + "\x00" + "\x00\x2f" + "\x00"
	for _, tt := range []struct {
		name           string
		client, server string
		data           int
		defects        []string
	}{
		{"client", client + vector(2, ext+ext), server, 0, []string{"client stream, ClientHello.extensions at byte 53"}},
		{"client-data-first", client + vector(2, data+ext), server, 1, []string{"client stream, ClientHello.extensions at byte 54"}},
		{"client-three-times", client + vector(2, ext+ext+ext), server, 0, []string{"client stream, ClientHello.extensions at byte 53"}},
		{"server", client, server + vector(2, ext+ext), 0, []string{"server stream, ServerHello.extensions at byte 50"}},
		{"both", client + vector(2, ext+ext), server + vector(2, ext+ext), 0, []string{"client stream, ClientHello.extensions at byte 53", "server stream, ServerHello.extensions at byte 50"}},
		{"others", client + vector(2, "\x12\x34\x00\x00\x12\x34\x00\x00"), server, 0, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			c, err := capture.Read([]byte(handshakeMessage(1, tt.client)), []byte(handshakeMessage(2, tt.server)))
			require.NoError(t, err)
			var defects []string
			for _, d := range c.Defects {
				require.Equal(t, schannel.Code("ems.hello.duplicate"), d.Code)
				defects = append(defects, fmt.Sprintf("%s at byte %d", d.Field, d.Offset))
			}
			require.Equal(t, tt.defects, defects)
			require.True(t, c.ClientHello.Seen && c.ServerHello.Seen)
			require.Equal(t, []bool{strings.Contains(tt.client, "\x00\x17"), strings.Contains(tt.server, "\x00\x17")}, []bool{c.ClientHello.EMS, c.ServerHello.EMS})
			require.Equal(t, tt.data, c.ClientHello.EMSData)
		})
	}
}

// TestTicketTwice: RFC 5246, Section 7.4.1.4, has no type more than once; a ticket
// that was seen stays seen.
func TestTicketTwice(t *testing.T) {
	t.Parallel()
	hello := "\x03\x03" + strings.Repeat("r", 32) + "\x00" + "\x00\x02\x00\x2f" + "\x01\x00"
	c, err := capture.Read([]byte(handshakeMessage(1, hello+vector(2, "\x00\x23\x00\x02ab\x00\x23\x00\x00"))), nil)
	require.NoError(t, err)
	require.Equal(t, []byte("ab"), c.ClientHello.Offered)
}

// TestHelloErrorText counts what is there and what is not.
func TestHelloErrorText(t *testing.T) {
	t.Parallel()
	start := "\x03\x03" + strings.Repeat("r", 32)
	for body, want := range map[string]string{
		start + "\x05id": "needs 5 bytes, the message has 2 more",
		start + "\x00" + "\x00\x02\x00\x2f" + "\x01\x00" + "\x00\x00" + "xyz": "3 bytes follow",
	} {
		_, err := capture.Read([]byte(handshakeMessage(1, body)), nil)
		require.ErrorContains(t, err, want)
	}
}

func TestHelloJSON(t *testing.T) {
	t.Parallel()
	got, err := json.Marshal(capture.Hello{Seen: true, Offset: 5, Version: schannel.TLS12, Random: []byte{0xab}, SessionID: []byte{1}, EMS: true})
	require.NoError(t, err)
	const want = `{"seen":true,"offset":5,"version":"TLS 1.2","ems":true,"ems_data":0,` +
		`"ticket":false,"pre_shared_key":false,"renegotiation_info":false,"random":"ab","session_id":"01","offered":""}`
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
