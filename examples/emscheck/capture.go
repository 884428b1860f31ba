// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/ems/capture"
	"github.com/schanneltrust/schannel/ems/derive"
)

// captureMode reads the two directions of a captured connection.
func captureMode(flags *flag.FlagSet, premaster *string) mode {
	chosen := flags.Bool("capture", false, "say what happened in a captured handshake; arguments: CLIENT SERVER, files with the raw bytes of each direction")
	session := flags.String("session", "none", "with -capture: the session that was resumed had an extended master secret (ems) or not (legacy), if that is known")
	keyLog := flags.String("keylog", "", "with -capture and -pms: a key log `file`; say which derivation gave its master secret")
	return mode{
		chosen: func() bool { return *chosen },
		answer: func(r request) error {
			if len(r.args) != 2 {
				return fmt.Errorf("-capture: %d files named, want two: CLIENT SERVER", len(r.args))
			}
			secret, err := captureSecret(*premaster, *keyLog)
			if err != nil {
				return err
			}
			a, err := readCapture(r.args[0], r.args[1], *session)
			if err != nil {
				return err
			}
			if *keyLog != "" {
				if err := a.addDerivation(secret, *keyLog); err != nil {
					return err
				}
			}
			if r.json {
				return json.NewEncoder(r.out).Encode(a)
			}
			return a.print(r.out)
		},
	}
}

// captureSecret reads the premaster secret before a file is opened, whose name
// an error would show: it may be the secret in the wrong place.
func captureSecret(premaster, keyLog string) ([]byte, error) {
	switch {
	case premaster != "" && keyLog == "":
		return nil, errors.New("-capture: -pms needs -keylog, the master secret to compare with")
	case keyLog == "":
		return nil, nil
	}
	return unhex("-pms", premaster)
}

// captureAnswer is what -capture answers. What the capture does not show is
// null.
type captureAnswer struct {
	Version        *schannel.TLSVersion  `json:"version"`
	Suite          *derive.Suite         `json:"suite"`
	ClientHelloEMS *bool                 `json:"client_hello_ems"`
	ServerHelloEMS *bool                 `json:"server_hello_ems"`
	Handshake      capture.HandshakeKind `json:"handshake"`
	KnownBy        string                `json:"known_by"`
	Alerts         []capture.SentAlert   `json:"alerts"`
	Findings       []schannel.Finding    `json:"findings"`
	Capture        capture.Capture       `json:"capture"`
}

func readCapture(clientFile, serverFile, sessionName string) (*captureAnswer, error) {
	var session ems.Session
	if err := session.UnmarshalText([]byte(sessionName)); err != nil {
		return nil, fmt.Errorf("-session: %w", err)
	}
	client, err := os.ReadFile(clientFile)
	if err != nil {
		return nil, err
	}
	server, err := os.ReadFile(serverFile)
	if err != nil {
		return nil, err
	}
	c, err := capture.Read(client, server)
	if err != nil {
		return nil, fmt.Errorf("%s and %s: %w", clientFile, serverFile, err)
	}
	a := &captureAnswer{
		Handshake: c.Handshake, KnownBy: c.KnownBy,
		Alerts: append([]capture.SentAlert{}, c.Alerts...), Findings: c.Findings(session), Capture: c,
	}
	if c.ClientHello.Seen {
		a.ClientHelloEMS = &c.ClientHello.EMS
	}
	if c.ServerHello.Seen {
		a.Version, a.Suite, a.ServerHelloEMS = &c.Version, &c.Suite, &c.ServerHello.EMS
	}
	return a, nil
}

// addDerivation finds the connection's line in a key log and adds what it
// tells.
func (a *captureAnswer) addDerivation(premaster []byte, keyLogFile string) error {
	text, err := os.ReadFile(keyLogFile)
	if err != nil {
		return err
	}
	number := 0
	for raw := range bytes.Lines(text) {
		number++
		if !bytes.HasPrefix(raw, []byte("CLIENT_RANDOM ")) {
			continue
		}
		line, err := derive.ParseKeyLogLine(raw)
		if err != nil {
			return fmt.Errorf("%s: line %d: %w", keyLogFile, number, err)
		}
		if !bytes.Equal(line.ClientRandom[:], a.Capture.ClientHello.Random) {
			continue
		}
		findings, err := a.Capture.Derivation(premaster, line)
		if err != nil {
			return err
		}
		a.Findings = append(a.Findings, findings...)
		return nil
	}
	return fmt.Errorf("%s: no line for the client random of this connection", keyLogFile)
}

func (a *captureAnswer) print(out io.Writer) error {
	var b bytes.Buffer
	fmt.Fprintf(&b, "version:     %s\nsuite:       %s\n", orUnknown(a.Version), orUnknown(a.Suite))
	fmt.Fprintf(&b, "ClientHello: %s\nServerHello: %s\n", extensionText(a.ClientHelloEMS), extensionText(a.ServerHelloEMS))
	fmt.Fprintf(&b, "handshake:   %s", a.Handshake)
	if a.KnownBy != "" {
		fmt.Fprintf(&b, " (known by: %s)", a.KnownBy)
	}
	b.WriteByte('\n')
	for _, alert := range a.Alerts {
		fmt.Fprintf(&b, "alert:       %s\n", alertText(alert))
	}
	for _, f := range a.Findings {
		fmt.Fprintf(&b, "%s: %s [%s, %s]\n", f.Severity, f.Text, f.Code, f.Certainty)
	}
	_, err := b.WriteTo(out)
	return err
}

func orUnknown[T fmt.Stringer](value *T) string {
	if value == nil {
		return "not captured"
	}
	return (*value).String()
}

func extensionText(has *bool) string {
	switch {
	case has == nil:
		return "not captured"
	case *has:
		return "with the extension"
	default:
		return "without the extension"
	}
}

func alertText(a capture.SentAlert) string {
	level := "warning"
	if a.Fatal {
		level = "fatal"
	}
	if a.Encrypted {
		return fmt.Sprintf("of the %s, encrypted", a.Sender)
	}
	return fmt.Sprintf("of the %s, %s, %s (%d)", a.Sender, level, a.Alert, uint8(a.Alert))
}
