// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package exchangereport

import (
	"cmp"
	"slices"
	"strings"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
	"github.com/schanneltrust/schannel/exchangecert/inventory"
	"github.com/schanneltrust/schannel/internal/hostname"
)

// Host is a server with the sessions of its log.
type Host struct {
	exchange.Server
	Sessions []exchange.LogSession
}

// Gathered is what the files of an organization hold.
type Gathered struct {
	Hosts      []Host
	Connectors []exchange.Connector
	Facts      []exchange.Server // of servers, wherever they stood
}

// Take adds what a file holds to a server.
func (g *Gathered) Take(h *Host, i inventory.Inventory) {
	if h.Name == "" {
		h.Name = i.Server
	}
	if len(i.Certificates) > 0 || i.WholeStore != schannel.Unknown {
		h.WholeStore = i.WholeStore
		h.Certificates = append(h.Certificates, i.Certificates...)
	}
	h.Bindings = append(h.Bindings, i.Bindings...)
	h.Sessions = append(h.Sessions, i.Sessions...)
	g.Connectors = append(g.Connectors, i.Connectors...)
	g.Facts = append(g.Facts, i.Servers...)
	if i.Auth.Seen {
		h.Auth = i.Auth
	}
}

// AddStore adds what stands in the store and not in the list of the shell,
// which leaves out what has no private key (KB4495258).
func (h *Host) AddStore(i inventory.Inventory) {
	list := h.WholeStore == schannel.No
	places := make(map[schannel.Thumbprint]int, len(h.Certificates))
	for n, c := range slices.Backward(h.Certificates) {
		places[c.Thumbprint] = n
	}
	for _, c := range i.Certificates {
		at, found := places[c.Thumbprint]
		switch {
		case found && c.PrivateKey != schannel.Unknown:
			h.Certificates[at].PrivateKey = c.PrivateKey
		case !found:
			places[c.Thumbprint] = len(h.Certificates)
			if list && c.PrivateKey == schannel.Unknown {
				c.PrivateKey = schannel.No
			}
			h.Certificates = append(h.Certificates, c)
		}
	}
	if list {
		for n := range h.Certificates {
			if h.Certificates[n].PrivateKey == schannel.Unknown {
				h.Certificates[n].PrivateKey = schannel.Yes
			}
		}
	}
	h.WholeStore = schannel.Yes
}

// Settle gives each server the facts that stood elsewhere, and a name if one
// can be told.
func (g *Gathered) Settle() {
	if len(g.Hosts) > 1 {
		// A file of facts alone is about the servers of the others.
		if whole := slices.DeleteFunc(slices.Clone(g.Hosts), bare); len(whole) > 0 {
			g.Hosts = whole
		}
	}
	for i := range g.Hosts {
		h := &g.Hosts[i]
		if h.Name == "" {
			h.Name = g.nameOf(h)
		}
		for _, facts := range g.Facts {
			if len(g.Hosts) == 1 && len(g.Facts) == 1 || facts.Name == "" || hostname.SameHost(facts.Name, h.Name) {
				merge(&h.Server, facts)
			}
		}
	}
}

// bare reports whether nothing is known of a server that is its own.
func bare(h Host) bool {
	return !h.Seen() && len(h.Sessions)+len(h.Bindings) == 0 && !h.Auth.Seen && h.Internal.Published == schannel.Unknown && h.Name == ""
}

// nameOf tells which server an inventory is of that does not say so: the only
// one that connectors name, or that is told of where they name none, or the one
// of them that a self-signed certificate in it is for, as the one is that setup
// makes.
func (g *Gathered) nameOf(h *Host) string {
	var names []string
	note := func(name string) {
		if name != "" && len(names) < maxNames && !slices.ContainsFunc(names, func(n string) bool { return strings.EqualFold(n, name) }) {
			names = append(names, name)
		}
	}
	for _, c := range g.Connectors {
		for _, name := range append(slices.Clone(c.SourceServers), c.Server) {
			note(name)
		}
	}
	named := len(names)
	for _, facts := range g.Facts {
		note(facts.Name)
	}
	if named = cmp.Or(named, len(names)); named == 1 && len(g.Hosts) == 1 {
		return names[0]
	}
	found := slices.DeleteFunc(names, func(name string) bool {
		return !slices.ContainsFunc(h.Certificates, func(c exchange.Certificate) bool {
			return c.SelfSigned == schannel.Yes && strings.EqualFold(c.Subject, "CN="+name)
		})
	})
	if len(found) == 1 {
		return found[0]
	}
	return ""
}

// maxNames bounds the servers that an unnamed inventory is compared with.
const maxNames = 1000

// merge takes over facts that are not known yet.
func merge(s *exchange.Server, facts exchange.Server) {
	if s.Name == "" {
		s.Name = facts.Name
	}
	if s.Version == exchange.VersionUnspecified {
		s.Version = facts.Version
	}
	if len(s.Roles) == 0 {
		s.Roles = facts.Roles
	}
	if s.Internal.Published == schannel.Unknown {
		s.Internal = facts.Internal
	}
	if s.DNS.DNSFullyQualifiedDomainName == "" {
		s.DNS.DNSFullyQualifiedDomainName = facts.DNS.DNSFullyQualifiedDomainName
	}
	if s.POPCertificateName == "" {
		s.POPCertificateName = facts.POPCertificateName
	}
	if s.IMAPCertificateName == "" {
		s.IMAPCertificateName = facts.IMAPCertificateName
	}
}
