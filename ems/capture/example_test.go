// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package capture_test

import (
	"encoding/hex"
	"fmt"
	"strings"

	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/ems/capture"
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
