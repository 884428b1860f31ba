// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package emsreport

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/ems/capture"
	"github.com/schanneltrust/schannel/ems/derive"
	"github.com/schanneltrust/schannel/examples/internal/cli"
	"github.com/schanneltrust/schannel/internal/jsonlist"
	"github.com/schanneltrust/schannel/internal/tlswire"
)

// Capture is what a captured handshake says. What it does not show is null.
type Capture struct {
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

// ReadCapture answers about a connection in one file or two, the directions of
// client and server; session says what is known of the session that was resumed.
func ReadCapture(files [][]byte, session ems.Session) (*Capture, error) {
	c, err := capture.ReadFiles(files...)
	if err != nil {
		return nil, err
	}
	return AboutCapture(c, session), nil
}

// AboutCapture answers about a capture that has been read.
func AboutCapture(c capture.Capture, session ems.Session) *Capture {
	a := &Capture{
		Handshake: c.Handshake, KnownBy: c.KnownBy.Text,
		Alerts: jsonlist.Of(c.Alerts), Findings: c.Findings(session), Capture: c,
	}
	if c.ClientHello.Seen {
		a.ClientHelloEMS = &c.ClientHello.EMS
	}
	if c.ServerHello.Seen {
		a.Version, a.Suite, a.ServerHelloEMS = &c.Version, &c.Suite, &c.ServerHello.EMS
	}
	return a
}

// AddDerivation finds the connection's line in a key log and adds what it
// tells.
func (a *Capture) AddDerivation(premaster, keyLog []byte) error {
	number := 0
	for raw := range bytes.Lines(keyLog) {
		number++
		if !bytes.HasPrefix(raw, []byte("CLIENT_RANDOM ")) {
			continue
		}
		line, err := derive.ParseKeyLogLine(raw)
		if err != nil {
			return fmt.Errorf("line %d: %w", number, err)
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
	return errors.New("no line for the client random of this connection")
}

// WriteJSON writes one object.
func (a *Capture) WriteJSON(w io.Writer) error { return cli.WriteJSONLine(w, a) }

// WriteText writes a line for each fact and finding.
func (a *Capture) WriteText(w io.Writer) error {
	var b bytes.Buffer
	a.writeFacts(&b)
	writeFindings(&b, a.Findings)
	_, err := b.WriteTo(w)
	return err
}

func (a *Capture) writeFacts(b *bytes.Buffer) {
	if a.Capture.Swapped {
		b.WriteString("streams:     the other way round: the second one is the client's\n")
	}
	fmt.Fprintf(b, "version:     %s\nsuite:       %s\n", versionText(a.Version), orUnknown(a.Suite))
	fmt.Fprintf(b, "ClientHello: %s\nServerHello: %s\n", extensionText(a.ClientHelloEMS), extensionText(a.ServerHelloEMS))
	fmt.Fprintf(b, "handshake:   %s", a.Handshake)
	if a.KnownBy != "" {
		fmt.Fprintf(b, " (known by: %s)", a.KnownBy)
	}
	b.WriteByte('\n')
	if seen := a.seen(); len(seen) > 0 {
		fmt.Fprintf(b, "seen:        %s\n", strings.Join(seen, ", "))
	}
	for _, alert := range a.Alerts {
		fmt.Fprintf(b, "alert:       %s\n", alertText(alert))
	}
	if a.Capture.MoreAlerts > 0 {
		fmt.Fprintf(b, "alerts:      %d more\n", a.Capture.MoreAlerts)
	}
	a.writeAround(b)
}

func writeFindings(b *bytes.Buffer, findings []schannel.Finding) {
	for _, f := range findings {
		fmt.Fprintf(b, "%s: %s [%s, %s]\n", f.Severity, f.Text, f.Code, f.Certainty)
		for _, m := range f.Missing {
			fmt.Fprintf(b, "  missing: %s\n", m.Text)
		}
	}
}

// seen lists what else of the handshake is there.
func (a *Capture) seen() []string {
	var seen []string
	for _, fact := range [...]struct {
		is   bool
		text string
	}{
		{a.Capture.ServerCertificate, "certificate of the server"},
		{a.Capture.CertificateRequest, "request for a certificate"},
		{a.Capture.ClientCertificate, "certificate of the client"},
		{a.Capture.NewSessionTicket, "new ticket"},
		{a.Capture.ClientFinished, "the client finished"},
		{a.Capture.ServerFinished, "the server finished"},
	} {
		if fact.is {
			seen = append(seen, fact.text)
		}
	}
	return seen
}

// writeAround says what else the streams hold.
func (a *Capture) writeAround(b *bytes.Buffer) {
	for _, side := range a.Capture.Late {
		fmt.Fprintf(b, "begins late: the stream of the %s\n", side)
	}
	for _, side := range a.Capture.Cut {
		fmt.Fprintf(b, "cut:         the stream of the %s\n", side)
	}
	for _, g := range a.Capture.Gaps {
		fmt.Fprintf(b, "gap:         of the %s, %d bytes are missing at byte %d\n", g.Sender, g.Missing, g.Offset)
	}
	if a.Capture.MoreGaps > 0 {
		fmt.Fprintf(b, "gaps:        %d more, counted in the last one\n", a.Capture.MoreGaps)
	}
	for _, o := range a.Capture.Outside {
		fmt.Fprintf(b, "not TLS:     of the %s, %d bytes from byte %d on, %s\n", o.Sender, o.Len, o.Offset, o.Protocol)
	}
	if a.Capture.MoreOutside > 0 {
		fmt.Fprintf(b, "not TLS:     %d more times\n", a.Capture.MoreOutside)
	}
	for _, d := range a.Capture.Defects {
		fmt.Fprintf(b, "defect:      %s\n", d)
	}
	if a.Capture.MoreDefects > 0 {
		fmt.Fprintf(b, "defects:     %d more\n", a.Capture.MoreDefects)
	}
}

// versionText names drafts of TLS 1.3 too.
func versionText(v *schannel.TLSVersion) string {
	if v != nil {
		if number, draft := tlswire.Draft(*v); draft {
			return fmt.Sprintf("TLS 1.3, draft %d (%s)", number, v)
		}
	}
	return orUnknown(v)
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
		level = "encrypted"
	} else {
		level += fmt.Sprintf(", %s (%d)", a.Alert, a.Alert.Number())
	}
	if a.BehindGap {
		level += ", behind a gap"
	}
	return fmt.Sprintf("of the %s, %s", a.Sender, level)
}
