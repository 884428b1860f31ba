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

// input is what the files hold.
type input struct {
	hosts      []Host
	connectors []exchange.Connector
	problems   []problem
}

// reader reads files.
type reader struct {
	culture inventory.Culture
	Gathered
	problems []problem
}

// maxProblems is how many problems of a file are told.
const maxProblems = 20

func read(o *Options) (input, error) {
	r := reader{culture: inventory.Culture{Name: o.Culture, Zone: o.Zone}}
	if err := r.culture.Check(); err != nil {
		return input{}, err
	}
	for _, file := range o.Connectors {
		const wanted = "Get-ReceiveConnector | Format-List or Get-SendConnector | Format-List"
		i, err := r.file(file, wanted)
		if err != nil {
			return input{}, err
		}
		if len(i.Connectors) == 0 {
			return input{}, fmt.Errorf("%s: no connector in it; run %s", file, wanted)
		}
		r.Connectors = append(r.Connectors, i.Connectors...)
		r.Facts = append(r.Facts, i.Servers...)
	}
	for _, s := range o.servers() {
		if err := r.server(s); err != nil {
			return input{}, err
		}
	}
	if len(r.Hosts) == 0 {
		r.Hosts = []Host{{}}
	}
	r.Settle()
	return input{r.Hosts, r.Connectors, r.problems}, nil
}

// refusing are faults for which a file is not used at all: what it says would
// be guessed, or is not there.
var refusing = [...]schannel.Code{
	"schannel.powershell.two_ways", "schannel.powershell.culture", "schannel.powershell.size", "schannel.certutil.size",
	"exchangecert.inventory.no_thumbprint", "exchangecert.inventory.size", "exchangecert.inventory.log_size",
}

// file reads a file of any kind.
// file reads a file; where there is nothing in it, the error says what to run.
func (r *reader) file(name, run string) (inventory.Inventory, error) {
	data, err := cli.ReadFile(name)
	if err != nil {
		return inventory.Inventory{}, err
	}
	read, faults := inventory.ReadLenient(data, r.culture)
	for _, f := range faults {
		if slices.Contains(refusing[:], f.Code) {
			return read, fmt.Errorf("%s: %w%s", name, f, r.whatToGive(f))
		}
	}
	if empty(read) {
		err = errors.New("nothing in it is of a kind that is read")
		if len(faults) > 0 {
			err = faults[0]
		}
		return read, fmt.Errorf("%s: %w; run %s", name, err, run)
	}
	r.problem(name, faults)
	return read, nil
}

// whatToGive is what settles a date that reads in two ways.
func (r *reader) whatToGive(f *schannel.Error) string {
	switch {
	case f.Code != "schannel.powershell.two_ways":
		return ""
	case r.culture.Name != "":
		return "; print the dates in UTC, or leave out -zone"
	}
	return "; give -culture en-US if the month comes first, -culture en-GB or that of the server, such as de-DE, if the day does (the server tells: Get-Culture)"
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
	h := Host{Server: exchange.Server{Version: s.Version}}
	if s.Edge {
		h.Roles = []exchange.Role{exchange.Edge}
	}
	for _, file := range slices.Concat([]string{s.Inventory}, s.Logs) {
		if file == "" {
			continue
		}
		i, err := r.file(file, "Get-ExchangeCertificate | Format-List, or give the log as it is")
		if err != nil {
			return err
		}
		r.Take(&h, i)
	}
	if s.Auth != "" {
		i, err := r.file(s.Auth, "Get-AuthConfig | Format-List")
		if err != nil {
			return err
		}
		if !i.Auth.Seen {
			return fmt.Errorf("%s: not what Get-AuthConfig | Format-List prints", s.Auth)
		}
		h.Auth = i.Auth
	}
	if s.Store != "" {
		i, err := r.file(s.Store, `Get-ChildItem Cert:\LocalMachine\My | Format-List or certutil -store My`)
		if err != nil {
			return err
		}
		h.AddStore(i)
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
	r.Hosts = append(r.Hosts, h)
	return nil
}

// internal reads -internal.
func (r *reader) internal(h *Host, text string) error {
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
