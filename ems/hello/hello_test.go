// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package hello_test

import (
	"crypto/tls"
	"encoding/hex"
	"fmt"
	"net"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/ems/capture"
	"github.com/schanneltrust/schannel/ems/derive"
	"github.com/schanneltrust/schannel/ems/hello"
)

// caseNamed finds a case.
func caseNamed(t *testing.T, name string) ems.Case {
	t.Helper()
	for c := range ems.Cases() {
		if c.Name == name {
			return c
		}
	}
	t.Fatalf("no case is called %s", name)
	return ems.Case{}
}

var zeros = strings.Repeat("00", 32)

// hellos has messages written by hand.
var hellos = []struct {
	name   string
	of     string // the case
	side   ems.Side
	fields hello.Fields
	want   string
	why    string
}{
	{
		"bare", "server-tls12-full-none", ems.Client,
		hello.Fields{Suites: []derive.Suite{0x002f}},
		"01 000029 0303" + zeros + "00 0002002f 0100",
		"RFC 5246, Section 7.4.1.2: without extensions there is no list",
	},
	{
		"extension", "server-tls12-full-none-ch", ems.Client,
		hello.Fields{Suites: []derive.Suite{0x002f, 0xc013}},
		"01 000031 0303" + zeros + "00 0004002fc013 0100 0004 00170000",
		"RFC 7627, Section 5.1: number 23, no data",
	},
	{
		"data", "server-tls12-full-none-ch-nonempty", ems.Client,
		hello.Fields{Suites: []derive.Suite{0x002f}},
		"01 000030 0303" + zeros + "00 0002002f 0100 0005 0017000100",
		"the case has data where RFC 7627, Section 5.1 has none",
	},
	{
		"session", "server-tls10-resume-ems-ch", ems.Client,
		hello.Fields{Suites: []derive.Suite{0x002f}, SessionID: []byte{7}, Ticket: []byte{8}},
		"01 000035 0301" + zeros + "0107 0002002f 0100 0009 00170000 0023000108",
		"RFC 5077, Section 3.2: the ticket is the data of extension 35",
	},
	{
		"further", "server-tls12-full-none-ch", ems.Client,
		hello.Fields{Suites: []derive.Suite{0x002f}, Extensions: []hello.Extension{{Type: 23}, {Type: 0xff01, Data: []byte{0}}}},
		"01 000038 0303" + zeros + "00 0002002f 0100 000d 00170000 00170000 ff01000100",
		"further extensions follow, also a second 23",
	},
	{
		"dtls", "server-dtls12-full-none-ch", ems.Client,
		hello.Fields{Suites: []derive.Suite{0x002f}, Cookie: []byte{9}, MessageSeq: 1},
		"01 000031 0001 000000 000031 fefd" + zeros + "00 0109 0002002f 0100 0004 00170000",
		"RFC 6347, Sections 4.2.1 and 4.2.2: a cookie, and the header of one fragment",
	},
	{
		"tls13", "server-tls13-full-none-ch", ems.Client,
		hello.Fields{Suites: []derive.Suite{0x1301}},
		"01 000036 0303" + zeros + "00 00021301 0100 000b 002b0003020304 00170000",
		"RFC 8446, Section 4.1.2: the legacy version is that of TLS 1.2",
	},
	{
		"answer", "client-tls12-resume-ems-ch-sh", ems.Server,
		hello.Fields{Suites: []derive.Suite{0xc013}, SessionID: []byte{7}},
		"02 00002d 0303" + zeros + "0107 c013 00 0004 00170000",
		"RFC 7627, Section 5.3: the extension is in the ServerHello",
	},
	{
		"answer-without", "client-tls12-full-none-ch", ems.Server,
		hello.Fields{Suites: []derive.Suite{0xc013}},
		"02 000026 0303" + zeros + "00 c013 00",
		"RFC 7627, Section 5.2: a server without the extension",
	},
	{
		"answer-data", "client-tls12-full-none-ch-sh-nonempty", ems.Server,
		hello.Fields{Suites: []derive.Suite{0xc013}},
		"02 00002d 0303" + zeros + "00 c013 00 0005 0017000100",
		"the case has data in the ServerHello",
	},
	{
		"answer-decided", "server-tls12-full-none-ch", ems.Server,
		hello.Fields{Suites: []derive.Suite{0xc013}},
		"02 00002c 0303" + zeros + "00 c013 00 0004 00170000",
		"RFC 7627, Section 5.2: the server must echo",
	},
	{
		"answer-tls13", "client-tls13-full-none-ch-sh", ems.Server,
		hello.Fields{Suites: []derive.Suite{0x1301}},
		"02 000032 0303" + zeros + "00 1301 00 000a 002b00020304 00170000",
		"RFC 8446, Section 4.2.1: the version is in supported_versions",
	},
}

func TestHellos(t *testing.T) {
	t.Parallel()
	for _, tt := range hellos {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			made := hello.AppendClientHello
			if tt.side == ems.Server {
				made = hello.AppendServerHello
			}
			want := strings.ReplaceAll(tt.want, " ", "")
			got, err := made([]byte{0xaa}, caseNamed(t, tt.of), tt.fields)
			require.NoError(t, err)
			if diff := cmp.Diff("aa"+want, hex.EncodeToString(got)); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
		})
	}
}

// TestRefusals: what cannot be said in a hello is an error with its field.
func TestRefusals(t *testing.T) {
	t.Parallel()
	suites := []derive.Suite{0x002f}
	tests := []struct {
		name   string
		of     string
		side   ems.Side
		fields hello.Fields
		code   schannel.Code
		why    string
	}{
		{"session-id", "server-tls12-full-none", ems.Client, hello.Fields{Suites: suites, SessionID: make([]byte, 33)}, "ems.hello.too_long", "RFC 5246, Section 7.4.1.2: at most 32"},
		{"cookie", "server-dtls12-full-none", ems.Client, hello.Fields{Suites: suites, Cookie: make([]byte, 256)}, "ems.hello.too_long", "RFC 6347, Section 4.2.1: at most 255"},
		{"ticket", "server-tls12-full-none", ems.Client, hello.Fields{Suites: suites, Ticket: make([]byte, 1<<16)}, "ems.hello.too_long", "two bytes of length"},
		{"extensions-by-one", "server-tls12-full-none", ems.Client, hello.Fields{Suites: suites, Extensions: []hello.Extension{{Data: make([]byte, 1<<16-1-4)}, {}}}, "ems.hello.too_long", "each has four bytes before its data"},
		{"extensions", "server-tls12-full-none", ems.Client, hello.Fields{Suites: suites, Extensions: make([]hello.Extension, 1<<14)}, "ems.hello.too_long", "two bytes of length for all of them"},
		{"list", "client-tls12-full-none-ch-sh", ems.Server, hello.Fields{Suites: suites, Ticket: make([]byte, 1<<16-5)}, "ems.hello.too_long", "two bytes of length for all of them"},
		{"no-suite", "server-tls12-full-none", ems.Client, hello.Fields{}, "ems.hello.suites", "RFC 5246, Section 7.4.1.2: at least one"},
		{"many-suites", "server-tls12-full-none", ems.Client, hello.Fields{Suites: make([]derive.Suite, 1<<15)}, "ems.hello.suites", "two bytes of length"},
		{"no-choice", "client-tls12-full-none-ch", ems.Server, hello.Fields{}, "ems.hello.suites", "a ServerHello chooses one"},
		{"silent", "client-tls12-full-none-renegotiation-on-legacy-resumed", ems.Client, hello.Fields{Suites: suites}, "ems.hello.none", "RFC 7627, Section 5.4: the client does not renegotiate"},
		{"silent-answer", "client-tls12-full-none-renegotiation-on-legacy-resumed", ems.Server, hello.Fields{Suites: suites}, "ems.hello.none", "no ClientHello, no answer"},
		{"abort", "server-tls12-resume-ems", ems.Server, hello.Fields{Suites: suites}, "ems.hello.none", "RFC 7627, Section 5.3: the server aborts"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			made := hello.AppendClientHello
			if tt.side == ems.Server {
				made = hello.AppendServerHello
			}
			got, err := made(nil, caseNamed(t, tt.of), tt.fields)
			require.ErrorIs(t, err, &schannel.Error{Code: tt.code}, tt.why)
			require.Nil(t, got)
		})
	}
}

// TestLongest: what is as long as a field can be is said.
func TestLongest(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name   string
		of     string
		fields hello.Fields
		length int
		why    string
	}{
		{"session-id", "server-tls12-full-none", hello.Fields{Suites: []derive.Suite{1}, SessionID: make([]byte, 32)}, 45 + 32, "RFC 5246, Section 7.4.1.2"},
		{"cookie", "server-dtls12-full-none", hello.Fields{Suites: []derive.Suite{1}, Cookie: make([]byte, 255)}, 54 + 255, "RFC 6347, Section 4.2.1"},
		{"suites", "server-tls12-full-none", hello.Fields{Suites: make([]derive.Suite, 1<<15-1)}, 43 + 1<<16 - 2, "RFC 5246, Section 7.4.1.2: cipher_suites<2..2^16-2>"},
		{"extensions", "server-tls12-full-none", hello.Fields{Suites: []derive.Suite{1}, Extensions: []hello.Extension{{Data: make([]byte, 1<<16-1-4)}}}, 47 + 1<<16 - 1, "RFC 5246, Section 7.4.1.2: extensions<0..2^16-1>"},
	} {
		got, err := hello.AppendClientHello(nil, caseNamed(t, tt.of), tt.fields)
		require.NoError(t, err, "%s: %s", tt.name, tt.why)
		require.Len(t, got, tt.length, "%s: %s", tt.name, tt.why)
	}
}

// TestVersions: SSL 3.0 and numbers that are no version have no such hellos.
func TestVersions(t *testing.T) {
	t.Parallel()
	for _, version := range []schannel.TLSVersion{0, schannel.SSL30, 0x0305} {
		for _, made := range []func([]byte, ems.Case, hello.Fields) ([]byte, error){hello.AppendClientHello, hello.AppendServerHello} {
			_, err := made(nil, ems.Case{Handshake: ems.Handshake{Version: version}}, hello.Fields{Suites: []derive.Suite{1}})
			require.ErrorIs(t, err, &schannel.Error{Code: "ems.hello.version"})
		}
	}
}

// TestEveryCase: package capture, which reads hellos of TLS, finds in those of
// every case what the case says.
func TestEveryCase(t *testing.T) {
	t.Parallel()
	fields := hello.Fields{Suites: []derive.Suite{0x1301, 0x002f}, SessionID: []byte{1}, SessionTicket: true}
	for c := range ems.Cases() {
		client, err := hello.AppendClientHello(nil, c, fields)
		if c.Handshake.Version == schannel.SSL30 {
			require.ErrorIs(t, err, &schannel.Error{Code: "ems.hello.version"}, "RFC 6101, Section 5.6.1: no extensions")
			continue
		}
		if c.Decision.Rule == ems.CodeRenegotiationForbidden || c.Decision.Rule == ems.CodeVersionTLS13HelloRequest {
			require.Error(t, err, c.Name)
			continue
		}
		require.NoError(t, err, c.Name)
		server, err := hello.AppendServerHello(nil, c, fields)
		if c.Side == ems.Server && c.Decision.Action == ems.Abort {
			require.Error(t, err, c.Name)
			server = nil
		} else {
			require.NoError(t, err, c.Name)
		}
		if c.Handshake.Version.IsDTLS() {
			continue
		}
		seen, err := capture.Read(client, server)
		require.NoError(t, err, c.Name)
		require.Equal(t, c.Handshake.ClientHello, seen.ClientHello.EMS, c.Name)
		require.True(t, seen.ClientHello.Ticket, c.Name)
		require.Equal(t, c.Handshake.Version, seen.ClientHello.Version, c.Name)
		data := map[bool]int{true: 1}[c.Handshake.NonEmpty]
		if c.Side == ems.Server {
			require.Equal(t, data, seen.ClientHello.EMSData, c.Name)
			require.Equal(t, server != nil && c.Decision.Extension, seen.ServerHello.EMS, c.Name)
			continue
		}
		require.Equal(t, c.Handshake.ServerHello, seen.ServerHello.EMS, c.Name)
		require.Equal(t, data, seen.ServerHello.EMSData, c.Name)
		require.Equal(t, c.Handshake.Version, seen.Version, c.Name)
	}
}

// TestGoReads: crypto/tls reads the hello that it gets as it was meant.
func TestGoReads(t *testing.T) {
	t.Parallel()
	message, err := hello.AppendClientHello(nil, caseNamed(t, "server-tls12-full-none-ch"), hello.Fields{Suites: []derive.Suite{0xc02f}, SessionTicket: true})
	require.NoError(t, err)
	client, server := net.Pipe()
	got := make(chan *tls.ClientHelloInfo, 1)
	config := &tls.Config{GetConfigForClient: func(info *tls.ClientHelloInfo) (*tls.Config, error) {
		got <- info
		return nil, net.ErrClosed
	}}
	go func() {
		_ = tls.Server(server, config).Handshake()
		server.Close()
	}()
	go func() { _, _ = client.Write(append([]byte{22, 3, 1, 0, byte(len(message))}, message...)) }()
	info := <-got
	client.Close()
	require.True(t, slices.Contains(info.Extensions, hello.ExtendedMasterSecret))
	if diff := cmp.Diff([]any{[]uint16{0xc02f}, []uint16{0x0303, 0x0302, 0x0301}}, []any{info.CipherSuites, info.SupportedVersions}); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func FuzzHellos(f *testing.F) {
	cases := slices.Collect(ems.Cases())
	f.Fuzz(func(t *testing.T, number uint16, id, data []byte, extension uint16) {
		c := cases[int(number)%len(cases)]
		fields := hello.Fields{Suites: []derive.Suite{1}, SessionID: id, Ticket: data, Cookie: data, Extensions: []hello.Extension{{Type: extension, Data: data}}}
		for _, made := range []func([]byte, ems.Case, hello.Fields) ([]byte, error){hello.AppendClientHello, hello.AppendServerHello} {
			got, err := made(nil, c, fields)
			require.NotEqual(t, err == nil, got == nil, "a hello or an error")
			if err == nil {
				require.Equal(t, len(got), 4+(int(got[1])<<16|int(got[2])<<8|int(got[3]))+map[bool]int{true: 8}[c.Handshake.Version.IsDTLS()])
			}
		}
	})
}

func ExampleAppendClientHello() {
	for c := range ems.Cases() {
		if c.Name != "server-tls12-resume-ems" {
			continue
		}
		message, err := hello.AppendClientHello(nil, c, hello.Fields{
			SessionID: []byte{0xc0, 0xde}, // of a session that the server has made
			Suites:    []derive.Suite{0xc02f},
		})
		fmt.Printf("%x %v\n", message, err)
		fmt.Println("to be answered with", c.Decision.Alert)
	}
	// Output:
	// 0100002b0303000000000000000000000000000000000000000000000000000000000000000002c0de0002c02f0100 <nil>
	// to be answered with handshake_failure
}

func ExampleAppendServerHello() {
	for c := range ems.Cases() {
		if c.Name != "client-tls12-full-none-ch-sh-nonempty" {
			continue
		}
		message, err := hello.AppendServerHello(nil, c, hello.Fields{Suites: []derive.Suite{0xc02f}})
		fmt.Printf("%x %v\n", message, err)
		fmt.Println("to be answered with", c.Decision.Alert)
	}
	// Output:
	// 0200002d0303000000000000000000000000000000000000000000000000000000000000000000c02f0000050017000100 <nil>
	// to be answered with decode_error
}
