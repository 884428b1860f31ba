// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Command diagnose explains a failure: from files and folders of evidence, from
// a case, or from one of the support cases that this module grew out of.
//
//	go run ./examples/diagnose PATH… [-release RELEASE] [-product NAME] [-version VERSION] [-kb KB] [-chain FILE] …
//	go run ./examples/diagnose [-case NAME | -list]
//	go run ./examples/diagnose -print-case NAME|PATH…
//	go run ./examples/diagnose -batch [-dir FOLDER] < CASES > REPORTS
//
// PATH is a file or a folder: stores of certificates, registry exports, event
// logs as XML, captures, what the Exchange Management Shell prints, service
// connection points, recordings, answers of Autodiscover, a case. Files are told
// apart by what is in them; what no file tells is given by flags, see diagnose
// -h, or by a file evidence.json at the top of the folder, whose keys are the
// flags' names, with "files" for the roles of files by their names. A certificate
// in a file that is named after a host is that host's. Nothing is executed, and
// nothing outside PATH is opened.
//
// Such a file is
//
//	{
//	  "release": "server2008r2",
//	  "product": ["Windows 10 1809", "Outlook 2016"],
//	  "kb": ["KB4519338"],
//	  "chain": "client/chain.pem",
//	  "files": {"AllCerts.p7b": "trusted-roots", "old.txt": "exchange-certificates"}
//	}
//
// and a role is one of trusted-roots, client-auth-issuers, site-store,
// untrusted-certificates, client-chain, host-certificate, personal-store,
// schannel-registry, outlook-registry, registry, http-bindings, updates,
// system-log, application-log, event-xml, event-text, tls-capture,
// s-client-text, key-log, exchange-certificates, connectors, exchange-servers,
// auth-config, mail-settings, web-bindings, smtp-protocol-log, scps,
// recording and autodiscover-answers. Flags count for more than evidence.json,
// and that for more than what is in a file. Beside the certificate of a host a
// file may say "trusted=no", where it is known that the client does not trust it.
//
// Without -at the time is that of the last event, session or recorded request
// that says when it was; of pasted events -zone tells it.
//
// The report is text; with -json it is JSON, and with -html FILE it is one HTML
// file. -lang ja gives it in Japanese. Without any argument it is that of a
// case in which several failures happen together.
//
// -print-case prints the case that a folder is turned into, which is what
// vendors send; with -json it is one line. With -batch cases come as JSON lines
// on standard input, and one report a line goes to standard output.
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
	"slices"
	"strings"
	_ "time/tzdata" // zones are known whatever the machine has

	"github.com/schanneltrust/schannel/examples/internal/batch"
	"github.com/schanneltrust/schannel/examples/internal/casefile"
	"github.com/schanneltrust/schannel/examples/internal/cli"
	"github.com/schanneltrust/schannel/examples/internal/diagnosis"
	"github.com/schanneltrust/schannel/examples/internal/embedded"
	"github.com/schanneltrust/schannel/examples/internal/evidence"
	"github.com/schanneltrust/schannel/examples/internal/render"
	"github.com/schanneltrust/schannel/examples/internal/render/ja"
	"github.com/schanneltrust/schannel/examples/internal/report"
)

// byDefault is the case that is answered if nothing is asked.
const byDefault = "combined"

func main() {
	os.Exit(run(os.Args[1:], machine{os.Stdin, os.Stdout, os.Stderr, os.LookupEnv}))
}

// machine is what a program is given.
type machine struct {
	in       io.Reader
	out, err io.Writer
	lookup   func(string) (string, bool)
}

func run(args []string, m machine) int {
	return cli.Run("diagnose", args, m.out, m.err, func(args []string, out io.Writer) error {
		c, err := parse(args, out)
		if err != nil {
			return err
		}
		return c.answer(m, out)
	})
}

// command is what the command line asks for.
type command struct {
	paths                          []string
	name, html, lang, dir          string
	list, printCase, batch, asJSON bool
	options                        evidence.Options
}

func parse(args []string, out io.Writer) (command, error) {
	var c command
	flags := flag.NewFlagSet("diagnose", flag.ContinueOnError)
	flags.StringVar(&c.name, "case", "", "answer this embedded `case`; -list lists them")
	flags.BoolVar(&c.list, "list", false, "list the embedded cases")
	flags.BoolVar(&c.printCase, "print-case", false, "print the case, as JSON: an embedded one, or what the files say")
	flags.BoolVar(&c.batch, "batch", false, "read cases as JSON lines from standard input, and write one report a line")
	flags.StringVar(&c.dir, "dir", "", "with -batch: the `folder` of the files that cases name")
	flags.BoolVar(&c.asJSON, "json", false, "print the report as JSON; with -print-case the case as one line, as -batch reads it")
	flags.StringVar(&c.html, "html", "", "write the report to an HTML `file`, and print nothing")
	flags.StringVar(&c.lang, "lang", "en", "the `language` of the report: en or ja")
	c.options.Register(flags)
	var err error
	if c.paths, err = cli.Parse(flags, "[flags] [PATH… | -print-case NAME]", args, out); err != nil {
		return command{}, err
	}
	return c, c.check()
}

// check refuses combinations that mean nothing.
func (c *command) check() error {
	modes := 0
	for _, chosen := range []bool{c.list, c.batch, c.name != "", c.printCase} {
		if chosen {
			modes++
		}
	}
	_, err := c.language()
	switch {
	case err != nil:
		return err
	case modes > 1:
		return errors.New("-case, -list, -print-case and -batch exclude each other")
	case (c.list || c.batch || c.name != "") && len(c.paths) > 0:
		return fmt.Errorf("unexpected argument %q", c.paths[0])
	case c.printCase && len(c.paths) == 0:
		return errors.New("-print-case: name an embedded case, or files and folders")
	case c.asJSON && c.html == "" && c.lang != "en":
		return errors.New("-lang goes with text and HTML; JSON has codes and arguments for any language")
	case c.dir != "" && !c.batch:
		return errors.New("-dir goes with -batch")
	case (c.list || c.batch || c.printCase) && (c.html != "" || c.lang != "en"):
		return errors.New("-html and -lang go with a report for people")
	case (c.list || c.batch) && c.asJSON:
		return errors.New("-json goes with a report or -print-case; reports of -batch are JSON in any case")
	case len(c.paths) == 0 && c.options.Given():
		return errors.New("flags about evidence go with files or folders")
	}
	return nil
}

func (c *command) answer(m machine, out io.Writer) error {
	switch {
	case c.list:
		return list(cli.TextWriter(out))
	case c.batch: // reports are written at once: there may be more than fit into memory
		return batch.Run(m.in, m.out, m.err, batch.Options{Dir: c.dir, Read: evidence.Add})
	}
	facts, err := c.facts()
	switch {
	case err != nil:
		return err
	case c.printCase && c.asJSON:
		return cli.WriteJSONLine(out, facts)
	case c.printCase:
		return cli.WriteJSON(out, facts)
	}
	return c.report(diagnosis.Run(facts), m, out)
}

// facts is the case that is asked about.
func (c *command) facts() (casefile.Case, error) {
	switch {
	case c.name != "":
		return embedded.Case(c.name)
	case len(c.paths) == 0:
		return embedded.Case(byDefault)
	case c.printCase && len(c.paths) == 1 && isEmbedded(c.paths[0]):
		if c.options.Given() {
			return casefile.Case{}, errors.New("flags about evidence go with files or folders")
		}
		return embedded.Case(c.paths[0])
	}
	return evidence.Collect(c.paths, c.options)
}

func isEmbedded(name string) bool { return slices.Contains(embedded.Names(), name) }

// list prints the embedded cases.
func list(out io.Writer) error {
	for _, name := range embedded.Names() {
		c, err := embedded.Case(name)
		if err != nil {
			return err
		}
		if _, err := fmt.Fprintf(out, "%-24s %s\n", name, strings.TrimSpace(c.Title)); err != nil {
			return err
		}
	}
	return nil
}

// report writes the answer in the form that was asked for.
func (c *command) report(r diagnosis.Report, m machine, out io.Writer) error {
	options := render.Terminal(m.lookup, cli.IsTerminal(m.out))
	var err error
	if options.Language, err = c.language(); err != nil {
		return err
	}
	if c.html != "" {
		err = writeFile(c.html, func(w io.Writer) error { return render.HTML(w, r, options) })
	}
	switch {
	case err != nil:
		return err
	case c.asJSON:
		return render.JSON(out, r)
	case c.html != "":
		return nil
	}
	return render.Text(out, r, options)
}

// language finds the texts of a report.
func (c *command) language() (report.Language, error) {
	switch c.lang {
	case "en":
		return report.Language{}, nil
	case ja.Tag:
		return ja.Language()
	}
	return report.Language{}, fmt.Errorf("-lang: %q is neither en nor ja", c.lang)
}
