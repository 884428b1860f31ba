// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package emsreport

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/ems/derive"
	"github.com/schanneltrust/schannel/ems/hello"
	"github.com/schanneltrust/schannel/examples/internal/cli"
)

// Cases is every case of the oracle with the bytes of its hellos, one JSON
// object a line.
type Cases struct{}

// WriteText writes what WriteJSON does.
func (c Cases) WriteText(w io.Writer) error { return c.WriteJSON(w) }

// WriteJSON writes one object a line.
func (Cases) WriteJSON(w io.Writer) error {
	for c := range ems.Cases() {
		line, err := caseWithHellos(c)
		if err != nil {
			return err
		}
		if err := cli.WriteJSONLine(w, line); err != nil {
			return err
		}
	}
	return nil
}

// caseWithHellos adds the hellos to the JSON form of a case, as the keys
// client_hello and server_hello. One that is not sent is null, and so are those
// of SSL 3.0, which has no extensions.
func caseWithHellos(c ems.Case) (json.RawMessage, error) {
	text, err := json.Marshal(c)
	if err != nil {
		return nil, err
	}
	client, server := sampleFields(c)
	hellos := struct {
		ClientHello *string `json:"client_hello"`
		ServerHello *string `json:"server_hello"`
	}{}
	if hellos.ClientHello, err = inHex(hello.AppendClientHello(nil, c, client)); err != nil {
		return nil, err
	}
	if hellos.ServerHello, err = inHex(hello.AppendServerHello(nil, c, server)); err != nil {
		return nil, err
	}
	more, err := json.Marshal(hellos)
	if err != nil {
		return nil, err
	}
	return append(append(bytes.TrimSuffix(text, []byte("}")), ','), more[1:]...), nil
}

// inHex returns nil for a hello that the case does not have, or package hello
// does not make.
func inHex(message []byte, err error) (*string, error) {
	var fault *schannel.Error
	if errors.As(err, &fault) && (fault.Code == "ems.hello.none" || fault.Code == "ems.hello.version") {
		return nil, nil
	}
	text := hex.EncodeToString(message)
	return &text, err
}

// sampleFields is what the hellos of the listing say besides what their case
// does; whoever sends them puts values of their own there. A session is
// offered by an ID of thirty-two bytes of 5e, and a new one has 2e.
func sampleFields(c ems.Case) (client, server hello.Fields) {
	suites := []derive.Suite{0xc02f, 0xc02b, 0xc013, 0xc009, 0x009c, 0x002f}
	extensions := []hello.Extension{
		{Type: 10, Data: []byte{0, 4, 0, 29, 0, 23}},           // supported_groups: X25519, P-256
		{Type: 11, Data: []byte{1, 0}},                         // ec_point_formats: uncompressed
		{Type: 13, Data: []byte{0, 8, 8, 4, 4, 1, 4, 3, 2, 1}}, // signature_algorithms
		{Type: 0xff01, Data: []byte{0}},                        // renegotiation_info
	}
	client = hello.Fields{Random: filled(0xc1), Suites: suites, Extensions: extensions}
	server = hello.Fields{Random: filled(0x5e), Suites: suites[:1]}
	old, fresh := filled(0x5e), filled(0x2e)
	if c.Handshake.Session != ems.NoSession {
		client.SessionID = old[:]
	}
	server.SessionID = fresh[:]
	resumed := c.Handshake.Attempt == ems.Resume
	if c.Side == ems.Server {
		resumed = c.Decision.Action == ems.Resume
	}
	if resumed {
		server.SessionID = old[:]
	}
	return client, server
}

func filled(b byte) (random [32]byte) {
	for i := range random {
		random[i] = b
	}
	return random
}
