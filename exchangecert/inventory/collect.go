// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package inventory

import (
	"slices"
	"strings"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
)

// pile is a list that grows without being copied again and again: files with a
// million rows are read within the bound of memory.
type pile[T any] struct {
	full [][]T
	last []T
}

const pileOf = 4096

func (p *pile[T]) add(items ...T) {
	for _, item := range items {
		if len(p.last) == pileOf {
			p.full = append(p.full, p.last)
			p.last = make([]T, 0, pileOf)
		}
		p.last = append(p.last, item)
	}
}

func (p *pile[T]) all() []T {
	if len(p.full) == 0 {
		return p.last
	}
	return slices.Concat(append(p.full, p.last)...)
}

// collector collects what is read of a file.
type collector struct {
	certificates pile[exchange.Certificate]
	connectors   pile[exchange.Connector]
	servers      pile[exchange.Server]
	bindings     pile[exchange.Binding]
	sessions     pile[exchange.LogSession]
	auth         exchange.AuthConfig

	server string
	whole  schannel.Truth
	seen   bool // a certificate was read
}

func (c *collector) add(one item) {
	switch one.kind {
	case certificateKind:
		c.origin(one)
		c.certificates.add(one.certificate)
		c.bindings.add(one.bindings...)
	case receiveKind, sendKind:
		c.connectors.add(one.connector)
	case authKind:
		c.auth = one.auth
	case serverKind, mailKind:
		c.servers.add(one.facts)
	case bindingKind:
		c.bindings.add(one.bindings...)
	case sessionKind:
		c.sessions.add(one.session)
	case unknownKind, storeKind: // these are never yielded
	}
}

// origin notes where a certificate is from. If they disagree, it is unknown.
func (c *collector) origin(one item) {
	switch {
	case !c.seen:
		c.seen, c.server, c.whole = true, one.server, one.whole
	case c.whole != one.whole:
		c.whole = schannel.Unknown
	}
	if !strings.EqualFold(c.server, one.server) {
		c.server = ""
	}
}

func (c *collector) inventory(format Format) Inventory {
	return Inventory{
		Format: format, Server: c.server, Certificates: c.certificates.all(), WholeStore: c.whole,
		Connectors: c.connectors.all(), Auth: c.auth, Servers: c.servers.all(), Bindings: c.bindings.all(), Sessions: c.sessions.all(),
	}
}
