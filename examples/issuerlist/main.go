// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Command issuerlist tells which authorities of a bundle of certificates a
// Windows server would name to its clients, and which it would cut off.
//
//	go run ./examples/issuerlist [-release server2008r2] [-json] [-sensitivity] [FILE…]
//	go run ./examples/issuerlist [-release …] [-json] -capture FILE
//	go run ./examples/issuerlist [-release …] [-json] [-reg FILE] [-site FILE] [-issuers FILE] [-client CHAIN] [-at TIME] FILE…
//	go run ./examples/issuerlist [-release …] [-json] -plan [-client CHAIN] [-at TIME] FILE…
//	go run ./examples/issuerlist [-json] [-capture] -diff FILE FILE
//
// FILE is a store of certificates: PEM, DER, PKCS #7 or a serialized store
// (.sst); several are one list, in the order of the arguments. With -capture it
// is the raw bytes that a TLS server sent. Without FILE the list is a synthetic
// one, in the size of a server after KB931125.
//
// The list is that of the files as they are. With -reg, -site, -issuers or
// -client it is the one that a host composes from its stores: the files are its
// trusted roots, -site and -issuers the stores that come before them from
// Windows Server 2012 on, and -reg a registry export. -client tells what
// clients with that chain offer; -plan which roots to remove until the list
// fits; -diff how two lists differ. -at is the time for which expiry counts,
// such as 2013-01-01 or 2013-01-01T00:00:00Z.
//
// Exit status 0 means that the question was answered, 2 that the input was
// unusable.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/trustlist"
)

func main() {
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
}

// options is the command line.
type options struct {
	profile     trustlist.Profile
	json        bool
	sensitivity bool
	capture     bool
	files       []string

	registry, site, issuers, client string // files
	plan, diff                      bool
	at                              time.Time
}

// host reports whether the list is that of a host with stores and registry.
func (o options) host() bool {
	return !o.capture && o.registry+o.site+o.issuers+o.client != ""
}

func run(args []string, stdout, stderr io.Writer) int {
	o, err := parse(args, stderr)
	if errors.Is(err, flag.ErrHelp) {
		return 0
	}
	if err == nil {
		err = answer(o, stdout)
	}
	if err != nil {
		fmt.Fprintln(stderr, "issuerlist:", err)
		return 2
	}
	return 0
}

func parse(args []string, stderr io.Writer) (options, error) {
	var o options
	flags := flag.NewFlagSet("issuerlist", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	release := flags.String("release", schannel.Server2008R2.String(), "the release of Windows Server")
	flags.BoolVar(&o.json, "json", false, "print JSON")
	flags.BoolVar(&o.sensitivity, "sensitivity", false, "tell what hangs on choices that nobody documents")
	flags.BoolVar(&o.capture, "capture", false, "FILE holds the raw bytes that a TLS server sent")
	flags.StringVar(&o.registry, "reg", "", "a registry export of the host")
	flags.StringVar(&o.site, "site", "", "the store that is configured for the site")
	flags.StringVar(&o.issuers, "issuers", "", "the store Client Authentication Issuers")
	flags.StringVar(&o.client, "client", "", "the certificate chain of a client, its own certificate first")
	flags.BoolVar(&o.plan, "plan", false, "tell which roots to remove")
	flags.BoolVar(&o.diff, "diff", false, "compare the lists of two FILEs")
	flags.Func("at", "the time for which expiry counts, such as 2013-01-01", func(text string) (err error) {
		if o.at, err = time.Parse(time.RFC3339, text); err != nil {
			o.at, err = time.Parse(time.DateOnly, text)
		}
		return err
	})
	if err := flags.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			flags.SetOutput(stderr)
			flags.Usage()
		}
		return options{}, err
	}
	o.files = flags.Args()
	known, err := schannel.ParseRelease(*release)
	if err != nil {
		return options{}, err
	}
	o.profile, _ = trustlist.ProfileOf(known)
	return o, o.check()
}

// check refuses combinations that mean nothing.
func (o options) check() error {
	switch {
	case o.diff && len(o.files) != 2:
		return errors.New("-diff takes two FILEs")
	case o.capture && !o.diff && len(o.files) != 1:
		return errors.New("-capture takes one FILE")
	case o.capture && (o.plan || o.registry+o.site+o.issuers != ""):
		return errors.New("-capture goes with -diff and -client alone")
	case o.diff && (o.plan || o.host()):
		return errors.New("-diff goes with -capture alone")
	case o.plan && len(o.files) == 0:
		return errors.New("-plan takes at least one FILE")
	}
	return nil
}

// answer reads the input, analyses it and prints the result.
func answer(o options, stdout io.Writer) error {
	if o.diff {
		return compare(o, stdout)
	}
	in, err := read(o)
	if err != nil {
		return err
	}
	r, err := analyze(o, &in)
	if err != nil {
		return err
	}
	if o.json {
		return writeJSON(stdout, o, in, r)
	}
	return writeText(stdout, o, in, r)
}
