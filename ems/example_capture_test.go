// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package ems_test

import (
	"encoding/hex"
	"fmt"
	"strings"

	"github.com/schanneltrust/schannel/ems"
)

// A server without the extension resumes a session for a client that has it.
func ExampleReadCapture() {
	random := strings.Repeat("00", 32)
	client, _ := hex.DecodeString("160303003701000033" +
		"0303" + random + "04a1b2c3d4" + "0002002f" + "0100" + "0004" + "00170000")
	server, _ := hex.DecodeString("160303002e0200002a" +
		"0303" + random + "04a1b2c3d4" + "002f" + "00" +
		"140303000101") // ChangeCipherSpec
	c, err := ems.ReadCapture(client, server)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(c.Version, c.Suite)
	fmt.Println(c.Handshake, "handshake, known by", c.KnownBy)
	for _, f := range c.Findings(ems.ExtendedSession) {
		fmt.Printf("%s: %s\n", f.Severity, f.Text)
	}
	// Output:
	// TLS 1.2 TLS_RSA_WITH_AES_128_CBC_SHA
	// abbreviated handshake, known by nothing of a full handshake between ServerHello and ChangeCipherSpec or Finished
	// error: The session has an extended master secret and the ServerHello that accepts it lacks the extension: the client must abort.
	// error: The server left the extension out, against RFC 7627, Section 5.3.
}

// The secret is in what is appended, and nowhere else.
func ExampleAppendExtendedMasterSecret() {
	premaster, sessionHash := make([]byte, 48), make([]byte, 32)
	var buffer [ems.MasterSecretSize]byte
	secret, err := ems.AppendExtendedMasterSecret(buffer[:0], ems.SHA256, premaster, sessionHash)
	if err != nil {
		fmt.Println(err)
		return
	}
	master, err := ems.ExtendedMasterSecret(ems.SHA256, premaster, sessionHash)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(len(secret), master)
	// Output: 48 [48 bytes]
}

// Messages are added as they go by; the hash is chosen when it is known.
func ExampleTranscript() {
	var t ems.Transcript
	for _, message := range []string{
		"\x01\x00\x00\x02ch", // ClientHello, its body shortened
		"\x02\x00\x00\x02sh", // ServerHello
		"\x0e\x00\x00\x00",   // ServerHelloDone
		"\x10\x00\x00\x02ck", // ClientKeyExchange
		"\x14\x00\x00\x02fi", // Finished, which is too late to count
	} {
		if err := t.Add([]byte(message)); err != nil {
			fmt.Println(err)
			return
		}
	}
	sessionHash, err := t.AppendSessionHash(nil, ems.SHA256)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%x\n", sessionHash)
	// Output: b1db2109f8437175ab9ca1a46050c7d9b546307a017cfdeb94ace10e0e6f876a
}

func ExampleParseKeyLogLine() {
	line, err := ems.ParseKeyLogLine([]byte("CLIENT_RANDOM " + strings.Repeat("0f", 32) + " " + strings.Repeat("5e", 48)))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%x %s\n", line.ClientRandom[:4], line.Master)
	// Output: 0f0f0f0f [48 bytes]
}
