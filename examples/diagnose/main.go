// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Command diagnose works through the support cases that this module grew out
// of.
//
//	go run ./examples/diagnose [-json] [-case NAME]
//
// Without -case it works through all of them. Exit status 0 means that the
// questions were answered, 2 that the arguments were unusable.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/schanneltrust/schannel/examples/internal/cli"
	"github.com/schanneltrust/schannel/examples/internal/diagnosis"
	"github.com/schanneltrust/schannel/examples/internal/embedded"
	"github.com/schanneltrust/schannel/examples/internal/report"
)

func main() {
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
}

func run(args []string, stdout, stderr io.Writer) int {
	return cli.Run("diagnose", args, stdout, stderr, reply)
}

// reply answers a command line.
func reply(args []string, out io.Writer) error {
	flags := flag.NewFlagSet("diagnose", flag.ContinueOnError)
	asJSON := flags.Bool("json", false, "print JSON")
	only := flags.String("case", "", "work through this `case` alone, such as kb2464556")
	rest, err := cli.Parse(flags, args, out)
	if err != nil {
		return err
	}
	if len(rest) > 0 {
		return fmt.Errorf("unexpected argument %q", rest[0])
	}
	reports, err := diagnose(*only)
	if err != nil {
		return err
	}
	if *asJSON {
		return cli.WriteJSON(out, struct {
			Cases []diagnosis.Report `json:"cases"`
		}{reports})
	}
	write(cli.TextWriter(out), reports)
	return nil
}

// diagnose answers the case with that name, or all of them.
func diagnose(only string) ([]diagnosis.Report, error) {
	names := embedded.Names()
	if only != "" {
		names = []string{only}
	}
	reports := make([]diagnosis.Report, 0, len(names))
	for _, name := range names {
		c, err := embedded.Case(name)
		if err != nil {
			return nil, err
		}
		reports = append(reports, diagnosis.Run(c))
	}
	return reports, nil
}

// write prints for people.
func write(w io.Writer, reports []diagnosis.Report) {
	for i, r := range reports {
		if i > 0 {
			fmt.Fprintln(w)
		}
		fmt.Fprintf(w, "%s: %s\n%s\n\n", r.Source, r.Title, strings.Repeat("=", len(r.Source)+2+len(r.Title)))
		report.Paragraph(w, "", r.Question)
		fmt.Fprintln(w)
		for _, f := range r.Facts {
			report.Paragraph(w, "  * ", f.Text)
		}
		fmt.Fprintln(w)
		report.Findings(w, r.Findings)
	}
}
