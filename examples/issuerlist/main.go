// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Command issuerlist tells which authorities of a bundle of certificates a
// Windows server would name to its clients, and which it would cut off.
//
//	go run ./examples/issuerlist [-release server2008r2] [-json] [-sensitivity] [FILE…]
//	go run ./examples/issuerlist [-release …] [-json] -capture [-tls 1.0|1.1|1.2|1.3] SERVER [CLIENT]
//	go run ./examples/issuerlist [-release …] [-json] [-reg FILE] [-site FILE] [-issuers FILE] [-untrusted FILE] [-application NAME] [-binding FILE] [-client CHAIN] [-at TIME] FILE…
//	go run ./examples/issuerlist [-release …] [-json] -plan [-keep SHA1] [-client CHAIN] [-at TIME] FILE…
//	go run ./examples/issuerlist [-json] [-capture] -diff FILE FILE
//	go run ./examples/issuerlist [-release …] [-json] -symptom TEXT [-reg FILE] [-client CHAIN] [FILE…]
//
// FILE is a store of certificates: PEM, DER, PKCS #7 or a serialized store
// (.sst); several are one list, in the order of the arguments. Without FILE the
// list is a synthetic one, in the size of a server after KB931125.
//
// With -capture it is what a TLS server sent: the bytes of one direction, a
// handshake message alone (of the version -tls, or guessed), or either as
// hexadecimal text or in a log of openssl -msg, openssl -debug or Java. CLIENT
// is what the client sent, in the same forms. Every name of it was sent, and
// what a release would have sent of it is told where -release is given. Of what
// openssl s_client prints the names are told, as text.
//
// The list is that of the files as they are. With -reg, -site, -issuers,
// -untrusted or -client it is the one that a host composes from its stores: the
// files are its trusted roots, -site and -issuers the stores that come before
// them from Windows Server 2012 on, -untrusted that of certificates which
// overrule them all, and -reg a registry export; -application is what asks for
// client certificates: http-sys, federation-proxy or other, and -binding what
// netsh http show sslcert prints of it. -client tells what clients with that
// chain offer, and whether the server accepts it, list or no list; -plan which
// roots to remove until the list fits: of those that it names, without what
// Windows requires, what the client needs, and each -keep, which may stand more
// than once; -diff how two lists differ. -at is the time for which expiry
// counts, such as 2013-01-01 or 2013-01-01T00:00:00Z.
//
// -preflight tells which products do not cope with the list, -expect and
// -absent what is missing in it and what should not be there, by a store or a
// capture. -symptom is what was seen of a failure, an event, a code or a text,
// and may stand more than once: the answer names causes.
//
// Exit status 0 means that the question was answered, 2 that the input was
// unusable.
package main

import (
	"flag"
	"io"
	"os"
	"strings"
	"time"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/examples/internal/cli"
	"github.com/schanneltrust/schannel/examples/internal/issuers"
	"github.com/schanneltrust/schannel/trustlist/compose"
)

func main() {
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
}

func run(args []string, stdout, stderr io.Writer) int {
	return cli.Run("issuerlist", args, stdout, stderr, answer)
}

func answer(args []string, out io.Writer) error {
	var o issuers.Options
	flags := flag.NewFlagSet("issuerlist", flag.ContinueOnError)
	flags.TextVar(&o.Release, "release", schannel.Server2008R2, "the `release` of Windows Server: "+releases())
	flags.BoolVar(&o.JSON, "json", false, "print JSON")
	flags.BoolVar(&o.Sensitivity, "sensitivity", false, "tell what depends on choices that nobody documents")
	flags.BoolVar(&o.Capture, "capture", false, "FILE holds what a TLS server sent")
	flags.Func("tls", "the `version` of a single handshake message with -capture: 1.0, 1.1, 1.2 or 1.3", func(text string) error {
		return o.TLS.UnmarshalText([]byte("TLS " + text))
	})
	flags.StringVar(&o.Registry, "reg", "", "a registry export of the host, or what reg query prints")
	flags.StringVar(&o.Site, "site", "", "the store that is configured for the site")
	flags.StringVar(&o.Issuers, "issuers", "", "the store Client Authentication Issuers")
	flags.StringVar(&o.Untrusted, "untrusted", "", "the store Untrusted Certificates, which certutil calls Disallowed")
	flags.StringVar(&o.Client, "client", "", "the certificate chain of a client, its own certificate first")
	flags.TextVar(&o.Application, "application", compose.ApplicationOther, "what asks for client certificates: http-sys, federation-proxy or other")
	flags.StringVar(&o.Binding, "binding", "", "what netsh http show sslcert prints of the site, with -application http-sys or federation-proxy")
	flags.BoolVar(&o.Plan, "plan", false, "tell which roots to remove")
	flags.Func("keep", "the SHA-1 `thumbprint` of a certificate that a plan must not remove", func(text string) error {
		var t schannel.Thumbprint
		err := t.UnmarshalText([]byte(text))
		o.Keep = append(o.Keep, t)
		return err
	})
	flags.BoolVar(&o.Preflight, "preflight", false, "tell which products do not cope with the list")
	flags.StringVar(&o.Expect, "expect", "", "a store or a capture: names that must be in the list")
	flags.StringVar(&o.Absent, "absent", "", "a store or a capture: names that must not be in the list")
	flags.Func("symptom", "what was seen of a failure: an event, a code, a `text`", func(text string) error {
		o.Symptoms = append(o.Symptoms, text)
		return nil
	})
	flags.BoolVar(&o.Diff, "diff", false, "compare the lists of two FILEs")
	flags.Func("at", "the time for which expiry counts, such as 2013-01-01", func(text string) (err error) {
		if o.At, err = time.Parse(time.RFC3339, text); err != nil {
			o.At, err = time.Parse(time.DateOnly, text)
		}
		return err
	})
	var err error
	if o.Files, err = cli.Parse(flags, "[flags] [FILE… | -capture SERVER [CLIENT] | -diff FILE FILE]", args, out); err != nil {
		return err
	}
	flags.Visit(func(f *flag.Flag) { o.ReleaseGiven = o.ReleaseGiven || f.Name == "release" })
	return issuers.Answer(o, out)
}

// releases is the names that -release takes.
func releases() string {
	var names []string
	for r := range schannel.Releases() {
		names = append(names, r.String())
	}
	return strings.Join(names, ", ")
}
