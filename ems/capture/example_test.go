// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package capture_test

import (
	"encoding/hex"
	"fmt"
	"strings"

	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/ems/capture"
	"github.com/schanneltrust/schannel/ems/derive"
)

// A server without the extension resumes a session for a client that has it.
func ExampleRead() {
	random := strings.Repeat("00", 32)
	client, _ := hex.DecodeString("160303003701000033" +
		"0303" + random + "04a1b2c3d4" + "0002002f" + "0100" + "0004" + "00170000")
	server, _ := hex.DecodeString("160303002e0200002a" +
		"0303" + random + "04a1b2c3d4" + "002f" + "00" +
		"140303000101") // ChangeCipherSpec
	c, err := capture.Read(client, server)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(c.Version, c.Suite)
	fmt.Println(c.Handshake, "handshake, known by", c.KnownBy.Text)
	for _, f := range c.Findings(ems.ExtendedSession) {
		fmt.Printf("%s: %s\n", f.Severity, f.Text)
	}
	// Output:
	// TLS 1.2 TLS_RSA_WITH_AES_128_CBC_SHA
	// abbreviated handshake, known by nothing of a full handshake between ServerHello and ChangeCipherSpec or Finished
	// error: The session has an extended master secret and the ServerHello that accepts it lacks the extension: the client must abort.
	// error: The server left the extension out, against RFC 7627, Section 5.3.
}

// Of a packet capture, what the server sent before its alert is missing.
func ExampleReadPieces() {
	client, _ := hex.DecodeString("160303003301000" + "02f" +
		"0303" + strings.Repeat("00", 32) + "00" + "0002002f" + "0100" + "0004" + "00170000")
	server, _ := hex.DecodeString("15030300020228")
	c, err := capture.ReadPieces([]capture.Piece{{Bytes: client}}, []capture.Piece{{Missing: 60, Bytes: server}})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, f := range c.Findings(ems.NoSession) {
		fmt.Println(f.Severity, f.Code)
	}
	// Output:
	// info ems.capture.incomplete
	// error ems.capture.aborted
	// warning ems.capture.gap
}

// A file with the hexadecimal text of what a server sent.
func ExampleReadFiles() {
	c, err := capture.ReadFiles([]byte("15 03 03 00 02 02 28"))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(c.Alerts[0].Fatal, c.Alerts[0].Alert, "sides found:", c.SidesFound)
	// Output:
	// true handshake_failure sides found: false
}

// A client of DTLS is asked for a cookie and tries again.
func ExampleReadDatagrams() {
	hello := func(seq, cookie string) []byte {
		body := "fefd" + strings.Repeat("00", 32) + "00" + cookie + "0002002f" + "0100" + "0004" + "00170000"
		size := fmt.Sprintf("%06x", len(body)/2)
		message := "01" + size + seq + "000000" + size + body
		datagram, _ := hex.DecodeString("16fefd" + "0000" + "00000000" + seq + fmt.Sprintf("%04x", len(message)/2) + message)
		return datagram
	}
	c, err := capture.ReadDatagrams([][]byte{hello("0000", "00"), hello("0001", "02abcd")}, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(c.ClientHello.Version, "with the extension:", c.ClientHello.EMS)
	// Output:
	// DTLS 1.2 with the extension: true
}

// A session with the extension is offered without it, and the server ends the
// handshake.
func ExampleResumed() {
	random := strings.Repeat("00", 32)
	read := func(client, server string) capture.Capture {
		c, err := capture.ReadFiles([]byte(client), []byte(server))
		if err != nil {
			fmt.Println(err)
		}
		return c
	}
	first := read(
		"16030300330100002f0303"+random+"00"+"0002002f"+"0100"+"0004"+"00170000",
		"1603030034020000300303"+random+"04a1b2c3d4"+"002f"+"00"+"0004"+"00170000")
	second := read(
		"16030300310100002d0303"+random+"04a1b2c3d4"+"0002002f"+"0100",
		"15 03 03 00 02 02 28")
	link := capture.Resumed(first, second)
	fmt.Println("resumed:", link.Resumed, "offered by:", link.Offered)
	for _, f := range link.Findings[:2] {
		fmt.Println(f.Text)
	}
	// Output:
	// resumed: no offered by: id
	// The second connection offers the session of the first by its id, and the server does not resume it.
	// The session has an extended master secret and the new ClientHello lacks the extension: the server must abort.
}

// Both hellos have the extension, and the key log of one end has the secret that
// is derived without it.
func ExampleCapture_Derivation() {
	random, premaster := make([]byte, 32), make([]byte, 48)
	client, _ := hex.DecodeString("160303003301" + "00002f" + "0303" + strings.Repeat("00", 32) + "00" + "0002002f" + "0100" + "0004" + "00170000" +
		"1603030006" + "10000002" + "abcd") // ClientKeyExchange, its body shortened
	server, _ := hex.DecodeString("1603030030" + "0200002c" + "0303" + strings.Repeat("00", 32) + "00" + "002f" + "00" + "0004" + "00170000" +
		"1603030004" + "0e000000") // ServerHelloDone
	c, err := capture.Read(client, server)
	if err != nil {
		fmt.Println(err)
		return
	}
	master, _ := derive.LegacyMasterSecret(derive.SHA256, premaster, append(random, random...))
	findings, err := c.Derivation(premaster, derive.KeyLogLine{Master: master})
	for _, f := range findings {
		fmt.Println(f.Severity, f.Code)
	}
	fmt.Println(err)
	// Output:
	// info ems.derivation.legacy
	// error ems.derivation.negotiation
	// <nil>
}
