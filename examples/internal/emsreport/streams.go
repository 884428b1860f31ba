// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package emsreport

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"slices"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/ems/capture"
	"github.com/schanneltrust/schannel/examples/internal/cli"
	"github.com/schanneltrust/schannel/examples/internal/issuers"
	"github.com/schanneltrust/schannel/internal/prelude"
)

// Stream is the two directions of a connection out of a packet capture, in
// either order: pieces of TCP, or datagrams.
type Stream struct {
	File, Name   string
	Hosts, Ports [2]string
	Pieces       [2][]capture.Piece
	Datagrams    [2][][]byte
	Fragments    int // fragments of IP between the two hosts that make no whole packet
}

// Line is what one connection says.
type Line struct {
	File        string          `json:"file"`
	Stream      string          `json:"stream"`  // "tcp" or "udp" and its number in the file, as tshark counts
	Between     string          `json:"between"` // client and server, as far as that is known
	EMS         *Capture        `json:"ems"`
	Issuers     json.RawMessage `json:"issuers"` // null if the server asked for no certificate in clear
	Offers      *From           `json:"offers"`  // whose session its ClientHello offers
	ResumedFrom *From           `json:"resumed_from"`
	Fragments   int             `json:"fragments"` // of IP between the two hosts that make no whole packet
	KeyLog      *bool           `json:"key_log"`   // it has the connection; null without one

	text []byte // of the issuers
}

// From is the connection whose session another one offers or resumed.
type From struct {
	File   string            `json:"file"`
	Stream string            `json:"stream"`
	By     capture.Mechanism `json:"by"`
}

// AboutStreams answers about the connections that have TLS, in their order.
func AboutStreams(streams []Stream, release schannel.Release, keyLog []byte) ([]*Line, error) {
	book := book{sessions: map[string]int{}, controls: map[[2]string]int{}}
	for _, s := range streams {
		c, err := s.read()
		if err != nil {
			continue // it has no TLS
		}
		line := book.add(s, c)
		if err := line.addIssuers(s, release); err != nil {
			return nil, err
		}
		if keyLog == nil {
			continue
		}
		found, err := line.EMS.addKeyLog(keyLog)
		if err != nil {
			return nil, fmt.Errorf("key log: %w", err)
		}
		line.KeyLog = &found
	}
	return book.lines, nil
}

func (s Stream) read() (capture.Capture, error) {
	if len(s.Datagrams[0])+len(s.Datagrams[1]) > 0 {
		return capture.ReadDatagrams(s.Datagrams[0], s.Datagrams[1])
	}
	return capture.ReadPieces(s.Pieces[0], s.Pieces[1])
}

// book knows the sessions of the connections so far.
type book struct {
	lines    []*Line
	kinds    []ems.Session     // of the session of each
	sessions map[string]int    // session ids and tickets: the first connection that has one
	controls map[[2]string]int // client and server: the last control connection of FTP
}

// add judges a connection by the session that it offers.
func (b *book) add(s Stream, c capture.Capture) *Line {
	client, server := 0, 1
	if c.Swapped {
		client, server = 1, 0
	}
	line := &Line{
		File: s.File, Stream: s.Name, Fragments: s.Fragments,
		Between: s.Hosts[client] + " port " + s.Ports[client] + " and " + s.Hosts[server] + " port " + s.Ports[server],
	}
	hosts := [2]string{s.Hosts[client], s.Hosts[server]}
	kind := b.judge(line, c, hosts)
	b.lines, b.kinds = append(b.lines, line), append(b.kinds, kind)
	b.remember(c, hosts)
	return line
}

// judge fills in what the connection says, and returns the kind of its session.
func (b *book) judge(line *Line, c capture.Capture, hosts [2]string) ems.Session {
	from, found := b.offered(c)
	if !found {
		from, found = b.control(c, hosts)
	}
	if !found {
		line.EMS = AboutCapture(c, ems.NoSession)
		return capture.Resumed(c, capture.Capture{}).Session
	}
	link := capture.Resumed(b.lines[from].EMS.Capture, c)
	line.EMS = AboutCapture(c, offered(link))
	line.EMS.Findings = link.Findings
	if known := b.kinds[from]; link.Offered != capture.NoMechanism && link.Session == ems.UnknownSession && known != ems.UnknownSession {
		// The first one resumed the session too, and where from is known.
		about := len(link.Findings) - len(c.Findings(ems.NoSession))
		line.EMS.Findings = append(slices.Clone(link.Findings[:about]), c.Findings(known)...)
		link.Session = known
	}
	if link.Offered != capture.NoMechanism {
		line.Offers = &From{b.lines[from].File, b.lines[from].Stream, link.Offered}
	}
	if link.Resumed != schannel.Yes {
		return capture.Resumed(c, capture.Capture{}).Session
	}
	line.ResumedFrom = &From{b.lines[from].File, b.lines[from].Stream, link.By}
	return link.Session
}

// offered returns the connection whose session the ClientHello offers.
func (b *book) offered(c capture.Capture) (from int, found bool) {
	if ticket := c.ClientHello.Offered; len(ticket) > 0 {
		from, found = b.sessions["ticket "+string(ticket)]
		return from, found
	}
	if id := c.ClientHello.SessionID; len(id) > 0 {
		from, found = b.sessions["id "+string(id)]
	}
	return from, found
}

// control returns the control connection of FTP between the same hosts.
func (b *book) control(c capture.Capture, hosts [2]string) (from int, found bool) {
	if len(c.Outside) > 0 {
		return 0, false
	}
	from, found = b.controls[hosts]
	return from, found
}

// remember puts the session of the last connection into the book.
func (b *book) remember(c capture.Capture, hosts [2]string) {
	last := len(b.lines) - 1
	note := func(kind string, session []byte) {
		if _, known := b.sessions[kind+string(session)]; len(session) > 0 && !known {
			b.sessions[kind+string(session)] = last
		}
	}
	note("ticket ", c.NewTicket)
	if c.Handshake == capture.AbbreviatedHandshake {
		note("ticket ", c.ClientHello.Offered)
	}
	note("id ", c.ServerHello.SessionID)
	isFTP := func(o capture.Stretch) bool { return o.Protocol == prelude.FTP.String() }
	if slices.ContainsFunc(c.Outside, isFTP) {
		b.controls[hosts] = last
	}
}

// addIssuers adds what issuerlist -capture tells of what the server sent.
func (l *Line) addIssuers(s Stream, release schannel.Release) error {
	c := l.EMS.Capture
	if !c.CertificateRequest {
		return nil
	}
	sent := sentBefore(s.Pieces[1], c)
	if c.Swapped {
		sent = sentBefore(s.Pieces[0], c)
	}
	for _, o := range c.Outside {
		if o.Sender == ems.Server && o.Offset < c.ServerHello.Offset {
			sent = sent[min(len(sent), o.Len):] // what stands in clear before TLS
		}
	}
	given := release != schannel.ReleaseUnspecified
	options := issuers.Options{Release: cmp.Or(release, schannel.Server2008R2), ReleaseGiven: given, JSON: true}
	var text bytes.Buffer
	ok, err := issuers.AnswerCaptured(options, l.File+" "+l.Stream, sent, &text)
	if err != nil || !ok {
		return err
	}
	l.Issuers = bytes.Clone(bytes.TrimSpace(text.Bytes()))
	text.Reset()
	options.JSON = false
	if _, err := issuers.AnswerCaptured(options, l.File+" "+l.Stream, sent, &text); err != nil {
		return err
	}
	l.text = text.Bytes()
	return nil
}

// sentBefore is what of the server was read: up to the gap behind which only
// alerts were looked for.
func sentBefore(pieces []capture.Piece, c capture.Capture) []byte {
	var sent []byte
	for _, p := range pieces {
		sent = append(sent, p.Bytes...)
	}
	for _, g := range c.Gaps {
		if g.Sender == ems.Server && g.Behind > 0 {
			return sent[:g.Offset]
		}
	}
	return sent
}

// WriteJSON writes one object on a line.
func (l *Line) WriteJSON(w io.Writer) error { return cli.WriteJSONLine(w, l) }

// WriteText writes the facts and findings.
func (l *Line) WriteText(w io.Writer) error {
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s %s, %s\n", l.File, l.Stream, l.Between)
	l.EMS.writeFacts(&b)
	for _, from := range [...]struct {
		text string
		*From
	}{{"offers:", l.Offers}, {"resumed:", l.ResumedFrom}} {
		if from.From != nil {
			fmt.Fprintf(&b, "%-12s the session of %s %s, by %s\n", from.text, from.File, from.Stream, from.By)
		}
	}
	if l.Fragments > 0 {
		fmt.Fprintf(&b, "fragments:   %d of IP between the two hosts make no whole packet\n", l.Fragments)
	}
	if l.KeyLog != nil {
		fmt.Fprintf(&b, "key log:     %s\n", map[bool]string{true: "has the connection", false: "does not have the connection"}[*l.KeyLog])
	}
	writeFindings(&b, l.EMS.Findings)
	b.Write(l.text)
	_, err := b.WriteTo(w)
	return err
}
