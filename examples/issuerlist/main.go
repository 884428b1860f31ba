// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Command issuerlist tells which authorities of a bundle of certificates a
// Windows server would name to its clients, and which it would cut off.
//
//	go run ./examples/issuerlist [-release server2008r2] [-json] [-sensitivity] [FILE…]
//	go run ./examples/issuerlist [-release server2008r2] [-json] [-sensitivity] -capture FILE
//
// FILE is a PEM bundle or a DER certificate; several are one list, in the order
// of the arguments. With -capture it is the raw bytes that a TLS server sent.
// Without FILE the list is a synthetic one, in the size of a server after
// KB931125. Exit status 0 means that the question was answered, 2 that the
// input was unusable.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

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
	if err := flags.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			flags.SetOutput(stderr)
			flags.Usage()
		}
		return options{}, err
	}
	o.files = flags.Args()
	if o.capture && len(o.files) != 1 {
		return options{}, errors.New("-capture takes one FILE")
	}
	known, err := schannel.ParseRelease(*release)
	if err != nil {
		return options{}, err
	}
	o.profile, _ = trustlist.ProfileOf(known)
	return o, nil
}

// answer reads the input, analyses it and prints the result.
func answer(o options, stdout io.Writer) error {
	in, err := read(o)
	if err != nil {
		return err
	}
	r := trustlist.Analyze(in.list, o.profile)
	if o.json {
		return writeJSON(stdout, o, in, r)
	}
	return writeText(stdout, o, in, r)
}
