// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package inventory

import (
	"encoding/json"
	"iter"
	"strings"

	"github.com/schanneltrust/schannel/internal/jsonlist"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
	"github.com/schanneltrust/schannel/internal/certutil"
	"github.com/schanneltrust/schannel/internal/pstext"
	"github.com/schanneltrust/schannel/internal/textfile"
)

// Inventory is what a file holds.
type Inventory struct {
	Format Format `json:"format"`

	// Server is the one that certificates say they are of, if they agree.
	Server       string                 `json:"server"`
	Certificates []exchange.Certificate `json:"certificates"`
	WholeStore   schannel.Truth         `json:"whole_store"` // Yes: they are the store; No: they are the shell's list

	Connectors []exchange.Connector  `json:"connectors"`
	Auth       exchange.AuthConfig   `json:"auth"`
	Servers    []exchange.Server     `json:"servers"` // facts of servers other than certificates
	Bindings   []exchange.Binding    `json:"bindings"`
	Sessions   []exchange.LogSession `json:"sessions"`
}

// MarshalJSON writes every field, empty lists as lists.
func (i Inventory) MarshalJSON() ([]byte, error) {
	type plain Inventory
	p := plain(i)
	p.Certificates, p.Connectors, p.Servers = jsonlist.Of(p.Certificates), jsonlist.Of(p.Connectors), jsonlist.Of(p.Servers)
	p.Bindings, p.Sessions = jsonlist.Of(p.Bindings), jsonlist.Of(p.Sessions)
	return json.Marshal(p)
}

// ReadLenient reads a file of any of the forms, and returns what it holds with
// every fault. If nothing is recognised, a fault names what was found.
func ReadLenient(data []byte, c Culture) (Inventory, []*schannel.Error) {
	format := FormatOf(data)
	var all collector
	var faults []*schannel.Error
	for item, e := range items(data, c, format) {
		if e == nil {
			e = all.add(item)
		}
		if e != nil {
			faults = append(faults, e)
		}
	}
	return all.inventory(format), faults
}

// CertificatesLenient yields the certificates of a file in order, and its
// faults. Other objects are passed over.
func CertificatesLenient(data []byte, c Culture) iter.Seq2[exchange.Certificate, error] {
	return pick(data, c, func(i item) (exchange.Certificate, bool) { return i.certificate, i.kind == certificateKind })
}

// ConnectorsLenient yields the connectors of a file in order, and its faults.
// Other objects are passed over.
func ConnectorsLenient(data []byte) iter.Seq2[exchange.Connector, error] {
	return pick(data, Culture{}, func(i item) (exchange.Connector, bool) {
		return i.connector, i.kind == receiveKind || i.kind == sendKind
	})
}

func pick[T any](data []byte, c Culture, of func(item) (T, bool)) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var none T
		for i, e := range items(data, c, FormatOf(data)) {
			if e != nil {
				if !yield(none, e) {
					return
				}
				continue
			}
			if value, ok := of(i); ok && !yield(value, nil) {
				return
			}
		}
	}
}

// InternalLenient reads the internal transport certificate of a server: a
// thumbprint alone, the certificate in any form, or the facts of one server.
func InternalLenient(data []byte) (exchange.Internal, []*schannel.Error) {
	if t, err := schannel.ParseThumbprint(textfile.Trim(strings.TrimSpace(textfile.Decode(data[:min(len(data), 256)]).String))); err == nil {
		return exchange.Internal{Published: schannel.Yes, Thumbprint: t}, nil
	}
	read, faults := ReadLenient(data, Culture{})
	for _, s := range read.Servers {
		if s.Internal.Published != schannel.Unknown {
			return s.Internal, faults
		}
	}
	if len(read.Certificates) == 1 {
		c := read.Certificates[0]
		return exchange.Internal{Published: schannel.Yes, Thumbprint: c.Thumbprint, Raw: c.Raw}, faults
	}
	return exchange.Internal{}, append(faults, fault(codeMissing, "internal transport certificate", schannel.NoOffset,
		"%d certificates and no InternalTransportCertificateThumbprint; run Get-TransportService SERVER | Format-List Name, InternalTransportCertificateThumbprint",
		len(read.Certificates)))
}

// item is something that was read.
type item struct {
	kind        kind
	place       pstext.Value
	certificate exchange.Certificate
	whole       schannel.Truth // of a certificate: whether it is of the store
	server      string         // of a certificate
	bindings    []exchange.Binding
	connector   exchange.Connector
	auth        exchange.AuthConfig
	facts       exchange.Server
	session     exchange.LogSession
}

// maxFaults is how many faults of a file are told one by one.
const maxFaults = 200

// A file has at most so many items and faults, and one more in so many bytes: a
// printed list of certificates has about 600 bytes for each, a table 100.
const (
	maxItems  = 1 << 15
	itemBytes = 128
)

// items yields what is in a file.
func items(data []byte, c Culture, format Format) iter.Seq2[item, *schannel.Error] {
	return func(yield func(item, *schannel.Error) bool) {
		d, e := c.dates()
		if e != nil && !yield(item{}, e) {
			return
		}
		r := &reader{data: data, dates: d, out: yield, budget: maxItems + len(data)/itemBytes}
		switch format {
		case FormatPrinted, FormatCLIXML, FormatXML, FormatUnknown:
			r.objects(data)
		case FormatCertutil, FormatPEM:
			r.certutil(data)
		case FormatDER:
			r.der(data)
		case FormatLog:
			for s, e := range sessions(data, maxLog) {
				if !r.yield(item{kind: sessionKind, session: s}, e) {
					break
				}
			}
		}
		r.close()
	}
}

// reader yields items and counts faults.
type reader struct {
	data   []byte
	dates  dates
	orders orders // nil until they are asked for
	out    func(item, *schannel.Error) bool
	whole  schannel.Truth // what a heading says of the certificates below it
	budget int            // of items and faults
	faults int
	last   *schannel.Error
	full   bool // the budget is spent
	done   bool // the caller has had enough
}

// yield passes an item or a fault on, and reports whether reading goes on.
func (r *reader) yield(i item, e *schannel.Error) bool {
	if r.budget--; r.budget < 0 {
		r.full = true
	}
	switch {
	case r.done || r.full:
	case e == nil:
		r.done = !r.out(i, nil)
	default:
		r.last = e
		if r.faults++; r.faults <= maxFaults {
			r.done = !r.out(item{}, e)
		}
	}
	return !r.done && !r.full
}

// close says how many faults were not told, and whether there was more to read.
func (r *reader) close() {
	if r.faults > maxFaults && !r.done {
		r.done = !r.out(item{}, fault(r.last.Code, r.last.Field, r.last.Offset, "the last of %d more faults: %w", r.faults-maxFaults, r.last.Err))
	}
	if r.full && !r.done {
		r.out(item{}, fault(codeSize, "file", schannel.NoOffset, "more certificates, connectors, servers and faults than any file of this size has"))
	}
}

func (r *reader) objects(data []byte) {
	for o, e := range pstext.Objects(data) {
		if e != nil {
			if !r.yield(item{}, e) {
				return
			}
			continue
		}
		if !r.object(o) {
			return
		}
	}
}

// object reads one object.
func (r *reader) object(o pstext.Object) bool {
	t := &taker{object: o, dates: r.dates, order: r.orderOf}
	i := item{kind: t.kindOf(), place: pstext.Value{Line: o.Line, Offset: o.Offset}}
	ok := true
	switch i.kind {
	case certificateKind:
		i.certificate, i.bindings, i.server, ok = t.certificate()
		i.whole = r.wholeOf(t)
	case receiveKind, sendKind:
		i.connector = t.connector(i.kind == sendKind)
	case authKind:
		i.auth = t.auth()
	case serverKind:
		i.facts = t.server()
	case mailKind:
		if i.facts, ok = t.mailSettings(); !ok {
			t.fault(fault(codeObject, "ProtocolName", o.Offset, "line %d: neither POP3 nor IMAP4; print ProtocolName too", o.Line))
		}
	case bindingKind:
		var b exchange.Binding
		if b, ok = t.webBinding(); ok {
			i.bindings = []exchange.Binding{b}
		}
	case storeKind:
		r.whole, ok = schannel.Yes, false
	case unknownKind, sessionKind:
		ok = false
		t.fault(unknownObject(o))
	}
	for _, e := range t.faults {
		if !r.yield(item{}, e) {
			return false
		}
	}
	return !ok || r.yield(i, nil)
}

func unknownObject(o pstext.Object) *schannel.Error {
	name := "nothing that is read here"
	switch {
	case len(o.Types) > 0:
		name = o.Types[0]
	case len(o.Properties) > 0:
		name = "an object that begins with " + o.Properties[0].Name
	}
	return fault(codeObject, "object", o.Offset, "line %d: %.128s", o.Line, name)
}

// wholeOf says whether certificates are of the store or of the shell.
func (r *reader) wholeOf(t *taker) schannel.Truth {
	switch {
	case t.ofShell():
		return schannel.No
	case inStore(t.object):
		return schannel.Yes
	}
	return r.whole
}

func (r *reader) der(data []byte) {
	c, err := exchange.ParseCertificate(data)
	if err != nil {
		r.yield(item{}, at(err, "certificate", pstext.Value{Line: 1}))
		return
	}
	r.yield(item{kind: certificateKind, certificate: c}, nil)
}

// certutil reads what certutil prints, and PEM.
func (r *reader) certutil(data []byte) {
	whole := storeNamed(data)
	for printed, e := range certutil.Certificates(data) {
		if e != nil {
			if !r.yield(item{}, e) {
				return
			}
			continue
		}
		t := &taker{dates: r.dates, order: r.orderOf}
		c, ok := t.printedByCertutil(printed)
		for _, e := range t.faults {
			if !r.yield(item{}, e) {
				return
			}
		}
		place := pstext.Value{Line: printed.Line, Offset: printed.Offset}
		if ok && !r.yield(item{kind: certificateKind, place: place, certificate: c, whole: whole}, nil) {
			return
		}
	}
}
