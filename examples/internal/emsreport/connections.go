// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package emsreport

import (
	"bytes"
	"fmt"
	"io"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/ems/capture"
	"github.com/schanneltrust/schannel/examples/internal/cli"
)

// Connections is what two connections say, one after the other and together.
type Connections struct {
	Connections []*Capture         `json:"connections"`
	Resumed     schannel.Truth     `json:"resumed"`
	By          *capture.Mechanism `json:"by"`      // null if the second resumed nothing
	Offered     *capture.Mechanism `json:"offered"` // null if it does not offer the session of the first
	Session     ems.Session        `json:"session"` // of the first
	Findings    []schannel.Finding `json:"findings"`
}

// ReadConnections answers about two connections, each in two files; session says
// what is known of the session that the first one resumed.
func ReadConnections(first, second [][]byte, session ems.Session) (*Connections, error) {
	one, err := ReadCapture(first, session)
	if err != nil {
		return nil, fmt.Errorf("the first connection: %w", err)
	}
	other, err := capture.ReadFiles(second...)
	if err != nil {
		return nil, fmt.Errorf("the second connection: %w", err)
	}
	link := capture.Resumed(one.Capture, other)
	return &Connections{
		Connections: []*Capture{one, AboutCapture(other, offered(link))},
		Resumed:     link.Resumed, By: used(link.By), Offered: used(link.Offered), Session: link.Session, Findings: link.Findings,
	}, nil
}

// offered is what is known of the session that the second connection offers.
func offered(link capture.Resumption) ems.Session {
	if link.Offered == capture.NoMechanism || link.Session == ems.UnknownSession {
		return ems.NoSession
	}
	return link.Session
}

func used(m capture.Mechanism) *capture.Mechanism {
	if m == capture.NoMechanism {
		return nil
	}
	return &m
}

// WriteJSON writes one object.
func (c *Connections) WriteJSON(w io.Writer) error { return cli.WriteJSONLine(w, c) }

// WriteText writes the facts of each connection, and what they say together.
func (c *Connections) WriteText(w io.Writer) error {
	var b bytes.Buffer
	for i, name := range [...]string{"first", "second"} {
		fmt.Fprintf(&b, "the %s connection\n", name)
		c.Connections[i].writeFacts(&b)
	}
	fmt.Fprintf(&b, "both\nresumed:     %s\nsession:     %s\n", c.Resumed, c.Session)
	if c.Offered != nil {
		fmt.Fprintf(&b, "offered by:  %s\n", *c.Offered)
	}
	writeFindings(&b, c.Findings)
	_, err := b.WriteTo(w)
	return err
}
