// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package evidence

import (
	"errors"
	"strings"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems/capture"
	"github.com/schanneltrust/schannel/examples/internal/casefile"
	"github.com/schanneltrust/schannel/internal/capturefile"
	"github.com/schanneltrust/schannel/internal/prelude"
	"github.com/schanneltrust/schannel/trustlist/certreq"
)

const maxConnections = 2 // of a case

// stream is a file with one direction of a connection, or with both.
type stream struct {
	file    file
	content []byte
	side    prelude.Side
	paired  bool
	fault   error // alone it shows nothing; with the other direction it may
}

// capture keeps a capture until all are known: two directions of a connection
// are two files.
func (c *collector) capture(f file, content []byte) {
	read, err := capturefile.Read(content)
	if err != nil {
		c.defect(f, err)
		return
	}
	c.defects(f, read.Defects)
	side := prelude.BothSides
	if len(read.Directions) == 1 {
		side = read.Directions[0].Side()
	}
	_, alone := capture.ReadFiles(content)
	c.wire = append(c.wire, stream{file: f, content: content, side: side, fault: alone})
	if alone == nil {
		c.origin(f, Capture, len(read.Directions))
		c.authorities(content)
	}
}

// defect notes why a file could not be read.
func (c *collector) defect(f file, err error) {
	defect, _ := errors.AsType[*schannel.Error](err)
	c.leaveFault(f.shown, leftDefect, defect)
}

// authorities keeps the first capture that names authorities.
func (c *collector) authorities(content []byte) {
	if c.out.Trustlist != nil && len(c.out.Trustlist.Captured) > 0 {
		return
	}
	if flight, _ := certreq.ParseFlightLenient(content, 0); len(flight.Message) > 0 {
		c.trustlist().Captured = content
	}
}

// sClient reads the names that openssl s_client prints. In a file that is named
// after a host, its certificate is that host's.
func (c *collector) sClient(f file, content []byte) {
	host, named := hostOfName(f.path)
	peer := named && c.peer(f, host, content)
	read, defects := certreq.ParseSClientLenient(content)
	switch {
	case len(read.Names) > 0:
		c.trustlist().Named = append(c.trustlist().Named, read.Names...)
		fallthrough
	case read.Sent != schannel.Unknown:
		c.trustlist().NamedSent = read.Sent
		c.origin(f, SClientText, len(read.Names))
	case peer:
		return // what was not asked for is no defect
	}
	c.defects(f, defects)
}

// settleWire makes connections of the streams: of a file with both directions,
// or of two that belong together.
func (c *collector) settleWire() {
	for i := range c.wire {
		if c.wire[i].paired {
			continue
		}
		first := &c.wire[i]
		first.paired = true
		client, server := first, (*stream)(nil)
		if at := c.otherSide(i); at >= 0 {
			c.wire[at].paired = true
			server = &c.wire[at]
		}
		if first.side == prelude.Server || server != nil && server.side == prelude.Client {
			client, server = server, first
		}
		c.connection(client, server)
	}
	c.wire = nil
}

// connection adds a connection to the case. One direction may be nil.
func (c *collector) connection(client, server *stream) {
	var made casefile.Connection
	var streams []*stream
	var files [][]byte
	for _, s := range [...]*stream{client, server} {
		if s != nil {
			streams, files = append(streams, s), append(files, s.content)
		}
	}
	if client != nil {
		made.Client = client.content
	}
	if server != nil {
		made.Server = server.content
	}
	_, together := capture.ReadFiles(files...)
	if together != nil && len(streams) == 2 { // they belong to two connections
		c.connection(client, nil)
		c.connection(nil, server)
		return
	}
	for _, s := range streams {
		switch {
		case s.fault != nil && together != nil:
			c.defect(s.file, s.fault)
		case s.fault != nil:
			c.origin(s.file, Capture, 1)
		}
	}
	switch {
	case together != nil:
	case len(c.ems().Connections) == maxConnections:
		c.leave(streams[0].file.shown, leftConnections)
	default:
		c.ems().Connections = append(c.ems().Connections, made)
	}
}

// otherSide finds the other direction of a stream: by the file's name, else the
// only one that is left for it and for no other.
func (c *collector) otherSide(i int) int {
	s := c.wire[i]
	if s.side == prelude.BothSides {
		return -1
	}
	var fit []int
	rivals := 0
	for at, other := range c.wire {
		switch {
		case other.paired, other.side == prelude.BothSides:
		case other.side == s.side && s.side != prelude.UnknownSide:
			rivals++
		case opposite(s.file.base(), other.file.base()):
			return at
		default:
			fit = append(fit, at)
		}
	}
	if len(fit) == 1 && rivals == 0 {
		return fit[0]
	}
	return -1
}

// opposite reports whether two names are of the directions of one connection:
// as tcpflow writes them, SENDER-RECEIVER and back, or with the words client
// and server.
func opposite(a, b string) bool {
	if from, to, ok := strings.Cut(stem(a), "-"); ok && stem(b) == to+"-"+from {
		return true
	}
	swapped := strings.NewReplacer("client", "server", "server", "client").Replace(strings.ToLower(a))
	return swapped == strings.ToLower(b) && swapped != strings.ToLower(a)
}
