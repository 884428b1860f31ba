// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package exchangereport

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/examples/internal/cli"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
	"github.com/schanneltrust/schannel/exchangecert/inventory"
)

// problem is something in a file that was not read, or not as it stands there.
type problem struct {
	File  string          `json:"file"`
	Error *schannel.Error `json:"error"`
}

// host is a server with the sessions of its log.
type host struct {
	exchange.Server
	sessions []exchange.LogSession
}

// input is what the files hold.
type input struct {
	hosts      []host
	connectors []exchange.Connector
	problems   []problem
}

// reader reads files.
type reader struct {
	culture inventory.Culture
	input
	facts []exchange.Server // of servers, wherever they stood
}

// maxProblems is how many problems of a file are told.
const maxProblems = 20

func read(o *Options) (input, error) {
	r := reader{culture: inventory.Culture{Name: o.Culture, Zone: o.Zone}}
	if err := r.culture.Check(); err != nil {
		return input{}, err
	}
	for _, file := range o.Connectors {
		i, err := r.file(file)
		if err != nil {
			return input{}, err
		}
		if len(i.Connectors) == 0 {
			return input{}, fmt.Errorf("%s: no connector in it; run Get-ReceiveConnector | Format-List or Get-SendConnector | Format-List", file)
		}
		r.connectors = append(r.connectors, i.Connectors...)
		r.facts = append(r.facts, i.Servers...)
	}
	for _, s := range o.servers() {
		if err := r.server(s); err != nil {
			return input{}, err
		}
	}
	if len(r.hosts) == 0 {
		r.hosts = []host{{}}
	}
	r.settle()
	return r.input, nil
}

// refusing are faults for which a file is not used at all: what it says would
// be guessed, or is not there.
var refusing = [...]schannel.Code{
	"schannel.powershell.two_ways", "schannel.powershell.culture", "schannel.powershell.size", "schannel.certutil.size",
	"exchangecert.inventory.no_thumbprint", "exchangecert.inventory.size", "exchangecert.inventory.log_size",
}

// file reads a file of any kind.
func (r *reader) file(name string) (inventory.Inventory, error) {
	data, err := cli.ReadFile(name)
	if err != nil {
		return inventory.Inventory{}, err
	}
	read, faults := inventory.ReadLenient(data, r.culture)
	for _, f := range faults {
		if slices.Contains(refusing[:], f.Code) {
			return read, fmt.Errorf("%s: %w", name, f)
		}
	}
	if empty(read) {
		err = errors.New("nothing in it is of a kind that is read")
		if len(faults) > 0 {
			err = faults[0]
		}
		return read, fmt.Errorf("%s: %w", name, err)
	}
	r.problem(name, faults)
	return read, nil
}

func (r *reader) problem(name string, faults []*schannel.Error) {
	for _, f := range faults[:min(len(faults), maxProblems)] {
		r.problems = append(r.problems, problem{name, f})
	}
}

func empty(i inventory.Inventory) bool {
	return len(i.Certificates)+len(i.Connectors)+len(i.Servers)+len(i.Bindings)+len(i.Sessions) == 0 && !i.Auth.Seen && i.WholeStore == schannel.Unknown
}

// server reads everything of one server.
func (r *reader) server(s Server) error {
	h := host{Server: exchange.Server{Version: s.Version}}
	if s.Edge {
		h.Roles = []exchange.Role{exchange.Edge}
	}
	for _, file := range slices.Concat([]string{s.Inventory}, s.Logs) {
		if file == "" {
			continue
		}
		i, err := r.file(file)
		if err != nil {
			return err
		}
		r.take(&h, i)
	}
	if s.Auth != "" {
		i, err := r.file(s.Auth)
		if err != nil {
			return err
		}
		if !i.Auth.Seen {
			return fmt.Errorf("%s: not what Get-AuthConfig | Format-List prints", s.Auth)
		}
		h.Auth = i.Auth
	}
	if err := r.store(&h, s.Store); err != nil {
		return err
	}
	if err := r.internal(&h, s.Internal); err != nil {
		return err
	}
	if s.FQDN != "" {
		h.DNS.DNSPhysicalFullyQualifiedDomainName = s.FQDN
		if h.Name == "" {
			h.Name = s.FQDN
		}
	}
	r.hosts = append(r.hosts, h)
	return nil
}

// take adds what a file holds to a server.
func (r *reader) take(h *host, i inventory.Inventory) {
	if h.Name == "" {
		h.Name = i.Server
	}
	if len(i.Certificates) > 0 || i.WholeStore != schannel.Unknown {
		h.WholeStore = i.WholeStore
		h.Certificates = append(h.Certificates, i.Certificates...)
	}
	h.Bindings = append(h.Bindings, i.Bindings...)
	h.sessions = append(h.sessions, i.Sessions...)
	r.connectors = append(r.connectors, i.Connectors...)
	r.facts = append(r.facts, i.Servers...)
	if i.Auth.Seen {
		h.Auth = i.Auth
	}
}

// store adds what stands in the store and not in the list of the shell, which
// leaves out what has no private key (KB4495258).
func (r *reader) store(h *host, file string) error {
	if file == "" {
		return nil
	}
	i, err := r.file(file)
	if err != nil {
		return err
	}
	list := h.WholeStore == schannel.No
	for _, c := range i.Certificates {
		at := h.Find(c.Thumbprint)
		switch {
		case at >= 0 && c.PrivateKey != schannel.Unknown:
			h.Certificates[at].PrivateKey = c.PrivateKey
		case at < 0:
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
	return nil
}

// internal reads -internal.
func (r *reader) internal(h *host, text string) error {
	switch {
	case text == "":
		return nil
	case strings.EqualFold(text, "none"):
		h.Internal = exchange.Internal{Published: schannel.No}
		return nil
	}
	if t, err := schannel.ParseThumbprint(text); err == nil {
		h.Internal = exchange.Internal{Published: schannel.Yes, Thumbprint: t}
		return nil
	}
	data, err := cli.ReadFile(text)
	if err != nil {
		return fmt.Errorf("-internal is a thumbprint, a file or none: %w", err)
	}
	in, faults := inventory.InternalLenient(data)
	if in.Published == schannel.Unknown && len(faults) > 0 {
		return fmt.Errorf("%s: %w", text, faults[len(faults)-1])
	}
	r.problem(text, faults)
	h.Internal = in
	return nil
}
