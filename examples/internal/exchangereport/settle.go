// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package exchangereport

import (
	"slices"
	"strings"
	"time"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
)

// settle gives each server the facts that stood elsewhere, and a name if one
// can be told.
func (r *reader) settle() {
	if len(r.hosts) > 1 {
		// A file of facts alone is about the servers of the others.
		if whole := slices.DeleteFunc(slices.Clone(r.hosts), bare); len(whole) > 0 {
			r.hosts = whole
		}
	}
	for i := range r.hosts {
		h := &r.hosts[i]
		if h.Name == "" {
			h.Name = r.nameOf(h)
		}
		for _, facts := range r.facts {
			if len(r.hosts) == 1 && len(r.facts) == 1 || facts.Name == "" || sameServer(facts.Name, h.Name) {
				merge(&h.Server, facts)
			}
		}
	}
}

// bare reports whether nothing is known of a server that is its own.
func bare(h host) bool {
	return !h.Seen() && len(h.sessions)+len(h.Bindings) == 0 && !h.Auth.Seen && h.Internal.Published == schannel.Unknown && h.Name == ""
}

func sameServer(a, b string) bool {
	host := func(name string) string {
		label, _, _ := strings.Cut(name, ".")
		return label
	}
	return a != "" && strings.EqualFold(host(a), host(b))
}

// nameOf tells which server an inventory is of that does not say so: the only
// one that connectors name, or the one of them that a self-signed certificate
// in it is for, as the one is that setup makes.
func (r *reader) nameOf(h *host) string {
	var names []string
	for _, c := range r.connectors {
		for _, name := range append(slices.Clone(c.SourceServers), c.Server) {
			if name != "" && len(names) < maxNames && !slices.ContainsFunc(names, func(n string) bool { return strings.EqualFold(n, name) }) {
				names = append(names, name)
			}
		}
	}
	if len(names) == 1 && len(r.hosts) == 1 {
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

// moment is the time that the answers are for, and how it was come by.
type moment struct {
	at  time.Time
	how string // "given", "seen", "now" or "listed"
}

// momentOf is the time that was given; else that of the last event or session;
// else now. If the shell calls a certificate valid that has expired by now, the
// list is an old one, and the earliest time is taken at which it can be true.
func momentOf(o *Options, in input) moment {
	if !o.At.IsZero() {
		return moment{o.At, "given"}
	}
	last := time.Time{}
	see := func(t time.Time) {
		if t.After(last) {
			last = t
		}
	}
	for _, row := range o.Symptoms {
		see(row.Event.Time)
	}
	for _, h := range in.hosts {
		for _, s := range h.sessions {
			see(s.Start)
		}
	}
	if !last.IsZero() {
		return moment{last.UTC(), "seen"}
	}
	old := false
	for _, h := range in.hosts {
		for _, c := range h.Certificates {
			see(c.NotBefore)
			switch out, expired := c.OutOfDate(o.Now); {
			case c.Status == exchange.StatusDateInvalid && out == schannel.Yes && expired:
				see(c.NotAfter.Add(time.Second))
			case c.Status == exchange.StatusValid && expired:
				old = true
			}
		}
	}
	if old {
		return moment{last.UTC(), "listed"}
	}
	return moment{o.Now.UTC(), "now"}
}
