// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package ems_test

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/hex"
	"fmt"
	"io"
	"math/big"
	"net"
	"slices"
	"strings"
	"time"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
)

// A server of crypto/tls gets the ClientHello of every case that it can be put
// into. What it does must be among the actions that conform.
func ExampleCases() {
	tried := 0
	for c := range ems.Cases() {
		h := c.Handshake
		if c.Side != ems.Server || h.Version < schannel.TLS10 || h.Version > schannel.TLS12 || h.Renegotiation || c.Policy != (ems.Policy{}) {
			continue // a client, TLS 1.3 or DTLS, or nothing that crypto/tls can be set up to do
		}
		tried++
		if got := answerOfGo(h); !slices.Contains(c.Decision.Allowed, got) {
			fmt.Println(c.Name, "does not conform:", got)
		}
	}
	fmt.Println(tried, "cases")
	// Output: 54 cases
}

// answerOfGo tells from its first record what the server does.
func answerOfGo(h ems.Handshake) ems.Action {
	key, _ := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	template := &x509.Certificate{SerialNumber: big.NewInt(1)}
	der, _ := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	suite := map[bool]string{true: "c009", false: "c00a"}[h.Resumable] // c00a is not offered
	extended := map[bool]string{true: "01", false: "00"}[h.Session == ems.ExtendedSession]
	session := fmt.Sprintf("%04x 01 %s %016x 30 %096x 000000 %s 00 000000 000000 0000", uint16(h.Version), suite, 0, 1, extended)
	config := &tls.Config{
		MinVersion: tls.VersionTLS10, Time: func() time.Time { return time.Unix(0, 0) },
		Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}},
		UnwrapSession: func([]byte, tls.ConnectionState) (*tls.SessionState, error) {
			return tls.ParseSessionState(unspaced(session)) // whatever the ticket is
		},
	}
	client, server := net.Pipe()
	defer client.Close()
	go func() {
		_ = tls.Server(server, config).Handshake()
		server.Close()
	}()
	id := strings.Repeat("07", 32)
	extensions := "0023 0001 00 000a 0004 0002 0017 000b 0002 0100 000d 0004 0002 0403"
	extensions += map[bool]string{true: "0017 0000"}[h.ClientHello && !h.NonEmpty] + map[bool]string{true: "0017 0001 00"}[h.NonEmpty]
	body := fmt.Sprintf("%04x %064x 20 %s 0002 c009 01 00 %04x", uint16(h.Version), 1, id, len(unspaced(extensions))) + extensions
	message := fmt.Sprintf("01 %06x", len(unspaced(body))) + body
	go client.Write(unspaced(fmt.Sprintf("16 0301 %04x", len(unspaced(message))) + message))
	answer := make([]byte, 5+4+2+32+1+32) // a record up to the end of the session ID
	if _, err := io.ReadFull(client, answer); err != nil || answer[0] != 22 {
		return ems.Abort
	}
	if bytes.HasSuffix(answer, unspaced(id)) {
		return ems.Resume
	}
	return ems.Full
}

func unspaced(s string) []byte {
	b, _ := hex.DecodeString(strings.ReplaceAll(s, " ", ""))
	return b
}
