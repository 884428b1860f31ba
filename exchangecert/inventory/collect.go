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

// at returns an item of the pile.
func (p *pile[T]) at(i int) *T {
	if whole := i / pileOf; whole < len(p.full) {
		return &p.full[whole][i%pileOf]
	}
	return &p.last[i%pileOf]
}

func (p *pile[T]) len() int { return len(p.full)*pileOf + len(p.last) }

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
	places       map[place]int // of certificates

	server string
	whole  schannel.Truth
	seen   bool // a certificate was read
}

// add takes an item, and returns a fault if it does not go together with
// another one.
func (c *collector) add(one item) (e *schannel.Error) {
	switch one.kind {
	case certificateKind:
		c.origin(one)
		e = c.certificate(one)
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
	return e
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
