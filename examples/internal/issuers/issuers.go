// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Package issuers answers questions about the list of authorities of a server:
// what of a bundle of certificates it names, what it cuts off, what clients do,
// and what to remove. The example programs share it.
package issuers

import (
	"errors"
	"io"
	"time"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/examples/internal/cli"
	"github.com/schanneltrust/schannel/trustlist"
	"github.com/schanneltrust/schannel/trustlist/compose"
)

// Options is what is asked. Files are named; see command issuerlist.
type Options struct {
	Release schannel.Release // of Windows Server

	// ReleaseGiven is whether the release is asked for, and not a default. Of a
	// captured list, what a release would have sent is told only then.
	ReleaseGiven bool

	JSON        bool // print JSON, else text
	Sensitivity bool // tell what depends on choices that nobody documents
	Capture     bool // the file holds what a server sent, in any form; a second one what its client sent

	TLS   schannel.TLSVersion // of a single handshake message; zero: its form tells
	Files []string            // stores of certificates; none: a synthetic list

	Registry, Site, Issuers, Untrusted, Client string // of the host and a client of it

	Preflight      bool     // which products do not cope with the list
	Expect, Absent string   // files of names that must be in the list, and must not
	Symptoms       []string // what was seen of a failure

	Keep []schannel.Thumbprint // what a plan must not remove

	Binding     string              // a file: what netsh http show sslcert prints; not with ApplicationOther
	Application compose.Application // what asks for client certificates

	Plan, Diff bool
	At         time.Time // for which expiry counts
}

// profile is that of the release. Of symptoms alone, no server is known unless
// its release is given.
func (o Options) profile() trustlist.Profile {
	if o.nothing() && !o.ReleaseGiven {
		return trustlist.Profile{}
	}
	profile, _ := trustlist.ProfileOf(o.Release)
	return profile
}

// nothing reports whether symptoms are all that is given.
func (o Options) nothing() bool { return len(o.Symptoms) > 0 && len(o.Files) == 0 }

// host reports whether the list is that of a host with stores and registry.
func (o Options) host() bool {
	return !o.Capture && (o.Plan || len(o.Symptoms) > 0 || o.Registry+o.Site+o.Issuers+o.Untrusted+o.Client != "" || o.Application != compose.ApplicationOther)
}

// check refuses combinations that mean nothing.
func (o Options) check() error {
	switch {
	case o.Release == schannel.ReleaseUnspecified:
		return errors.New("-release names a release")
	case o.Diff && len(o.Files) != 2:
		return errors.New("-diff takes two FILEs")
	case o.Capture && !o.Diff && len(o.Files) != 1 && len(o.Files) != 2:
		return errors.New("-capture takes one FILE, or two: what the server sent and what the client sent")
	case o.TLS != 0 && !o.Capture:
		return errors.New("-tls goes with -capture")
	case o.Capture && (o.Plan || o.Application != compose.ApplicationOther || o.Registry+o.Site+o.Issuers+o.Untrusted != ""):
		return errors.New("-capture is about a list that was sent: what a host makes of its stores does not go with it")
	case o.Diff && (o.host() || o.Sensitivity || o.Preflight || o.Expect+o.Absent+o.Client != "" || len(o.Symptoms) > 0):
		return errors.New("-diff goes with -capture and -tls alone")
	case o.Binding != "" && o.Application == compose.ApplicationOther:
		return errors.New("-binding goes with -application http-sys or federation-proxy")
	case len(o.Keep) > 0 && !o.Plan:
		return errors.New("-keep goes with -plan")
	case o.Plan && len(o.Files) == 0:
		return errors.New("-plan takes at least one FILE")
	}
	return nil
}

// Answer reads the input, analyses it and prints the result.
func Answer(o Options, out io.Writer) error {
	if err := o.check(); err != nil {
		return err
	}
	if o.Diff {
		return compare(o, out)
	}
	text, err := readText(o)
	switch {
	case err != nil:
		return err
	case text != nil && o.JSON:
		return cli.WriteJSON(out, text)
	case text != nil:
		text.write(cli.TextWriter(out))
		return nil
	}
	in, err := read(o)
	if err != nil {
		return err
	}
	return answer(o, in, out)
}

// answer analyses an input and prints the result.
func answer(o Options, in input, out io.Writer) error {
	r, err := analyze(o, &in)
	if err != nil {
		return err
	}
	if o.JSON {
		return writeJSON(out, o, in, r)
	}
	writeText(cli.TextWriter(out), o, in, r)
	return nil
}
