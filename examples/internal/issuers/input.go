// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package issuers

import (
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/examples/internal/chains"
	"github.com/schanneltrust/schannel/examples/internal/cli"
	"github.com/schanneltrust/schannel/internal/capturefile"
	"github.com/schanneltrust/schannel/trustlist"
	"github.com/schanneltrust/schannel/trustlist/certreq"
	"github.com/schanneltrust/schannel/trustlist/certstore"
	"github.com/schanneltrust/schannel/trustlist/listtest"
)

// input is the list and where it comes from.
type input struct {
	source    string
	synthetic bool
	list      trustlist.List

	certificates []certstore.Certificate // of files; of none otherwise
	problems     []problem
	flight       certreq.Flight // of a capture
}

// problem is an item of a file that gave no name, or gave one with a defect.
type problem struct {
	File   string `json:"file"`
	Index  int    `json:"index"` // position in the file, from 0; -1 if it is not about an item
	Reason string `json:"reason"`
}

func read(o Options) (input, error) {
	switch {
	case o.nothing():
		return input{source: "no store and no capture"}, nil
	case len(o.Files) == 0:
		return readSynthetic()
	case o.Capture:
		return readCapture(o.Files, o.TLS)
	}
	in := input{source: strings.Join(o.Files, ", ")}
	for _, file := range o.Files {
		raw, err := cli.ReadFile(file)
		if err != nil {
			return input{}, err
		}
		if err := in.add(file, raw, rootsStore); err != nil {
			return input{}, fmt.Errorf("%s: %w", file, err)
		}
	}
	return in, nil
}

// afterKB931125 is the size of the list of a server on which KB931125 put the
// whole Microsoft root program of 2012-11-02.
var afterKB931125 = listtest.Synthesis{Names: 294, Bytes: 35917, Seed: 1}

func readSynthetic() (input, error) {
	list, err := listtest.Synthesize(afterKB931125)
	return input{
		source:    "synthetic: made-up names, in number and size those of a server after KB931125",
		synthetic: true,
		list:      list,
	}, err
}

// client reads the chain of a client and puts it in order. Where several
// certificates may be the client's own, one that issued another is not taken for
// it because it stands first.
func (in *input) client(file string) ([]certstore.Certificate, error) {
	chain, err := in.store(file, anyStore)
	if err != nil {
		return nil, err
	}
	if leaves := chains.Leaves(chain); len(leaves) > 1 && leaves[0] != 0 {
		return nil, fmt.Errorf("%s: the first certificate issued another, and %d issued none: put the client's own first", file, len(leaves))
	}
	return chains.Ordered(chain), nil
}

// role is what a file of certificates is to the host.
type role uint8

const (
	anyStore       role = iota // whatever stands in the file
	rootsStore                 // the trusted roots
	issuersStore               // Client Authentication Issuers
	untrustedStore             // Untrusted Certificates
)

// wants reports whether a store of the registry has that role.
func (r role) wants(store string) bool {
	switch r {
	case rootsStore:
		return strings.EqualFold(store, "ROOT") || strings.EqualFold(store, "AuthRoot")
	case issuersStore:
		return strings.EqualFold(store, "ClientAuthIssuer")
	case anyStore, untrustedStore:
	}
	return true
}

// read yields the certificates of a file.
func (r role) read(raw []byte) iter.Seq2[certstore.Certificate, error] {
	if r == untrustedStore {
		return certstore.UntrustedCertificates(raw)
	}
	return certstore.Certificates(raw)
}

// add takes the certificates of a file, whatever its format. One that cannot
// be read is noted and leaves the others alone. Of several stores of a registry
// those are taken that have the role, if there is one; what is left out is
// noted. A store may be empty, the trusted roots may not.
func (in *input) add(file string, raw []byte, role role) error {
	problems, index := len(in.problems), 0
	var all []certstore.Certificate
	for c, err := range role.read(raw) {
		if err != nil {
			in.problems = append(in.problems, problem{file, index, err.Error()})
		} else {
			index = c.Index
			all = append(all, c)
		}
		index++
	}
	taken := slices.DeleteFunc(slices.Clone(all), func(c certstore.Certificate) bool { return !role.wants(c.Store) })
	if len(taken) == 0 {
		taken = all
	}
	if n := len(all) - len(taken); n > 0 {
		in.problems = append(in.problems, problem{file, -1, fmt.Sprintf("%d certificates of other stores of the registry are left out", n)})
	}
	for _, c := range taken {
		in.certificates, in.list = append(in.certificates, c), append(in.list, c.Subject)
	}
	switch {
	case len(taken) > 0:
		return nil
	case len(in.problems) > problems:
		return notStore(raw, in.problems[problems].Reason)
	case role != anyStore && role != rootsStore:
		return nil
	}
	return fmt.Errorf("no certificate in %d bytes (%v)", len(raw), certstore.FormatOf(raw))
}

// notStore says why a file has no certificates: for that reason, or because it is
// of a connection.
func notStore(raw []byte, reason string) error {
	switch kind := capturefile.Detect(raw); kind { //nolint:exhaustive // stores of a kind, and what may be any text
	case capturefile.GnuTLSLog, capturefile.JavaHandshake, capturefile.CurlTrace, capturefile.Report, capturefile.PacketDetails, capturefile.KeyLog,
		capturefile.Pcap, capturefile.PcapNG, capturefile.Snoop, capturefile.NetworkMonitor:
		return fmt.Errorf("no certificates: this is %v: %s", kind, kind.Advice())
	case capturefile.OpenSSLMsg, capturefile.OpenSSLDebug, capturefile.JavaDebug, capturefile.MbedTLSDebug, capturefile.FollowRaw, capturefile.HexDump:
		return fmt.Errorf("no certificates: this is %v: what a server sent is read with -capture", kind)
	}
	return fmt.Errorf("no certificate that can be read; the first: %s", reason)
}

// readCapture finds the list in what a server sent, and what its client
// answered if a second file has that. What is wrong is noted; without a
// CertificateRequest there is nothing to analyse.
func readCapture(files []string, version schannel.TLSVersion) (input, error) {
	raw, err := cli.ReadFile(files[0])
	if err != nil {
		return input{}, err
	}
	flight, defects := certreq.ParseFlightLenient(raw, version)
	other := 1
	if len(flight.Message) == 0 && len(files) > 1 { // the two may come in either order
		if raw, err = cli.ReadFile(files[1]); err != nil {
			return input{}, err
		}
		flight, defects = certreq.ParseFlightLenient(raw, version)
		other = 0
	}
	if len(defects) > 0 && flight.Request.Authorities == nil {
		return input{}, fmt.Errorf("%s: %w", files[0], defects[0])
	}
	in := input{source: files[1-other], list: flight.Request.Authorities}
	in.note(in.source, defects)
	if len(files) > 1 {
		if raw, err = cli.ReadFile(files[other]); err != nil {
			return input{}, err
		}
		flight, defects = flight.Answered(raw)
		in.note(files[other], defects)
	}
	in.flight = flight
	return in, nil
}

func (in *input) note(file string, defects []*schannel.Error) {
	for _, d := range defects {
		in.problems = append(in.problems, problem{file, -1, d.Error()})
	}
}
