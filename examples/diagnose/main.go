// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Command diagnose works through the support cases that this module grew out
// of. Each case is a small file of facts; the answer comes from the library.
//
//	go run ./examples/diagnose [-json] [-case NAME]
//
// Without -case it works through all of them. Exit status 0 means that the
// questions were answered, 2 that the arguments were unusable.
package main

import (
	"embed"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"path"
	"strings"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/examples/internal/cli"
	"github.com/schanneltrust/schannel/examples/internal/report"
)

//go:embed cases
var cases embed.FS

// caseFile is what a file below cases says: what is asked, where it comes
// from, and the facts in the form of the package that answers.
type caseFile struct {
	Case     string `json:"case"`
	Title    string `json:"title"`
	Source   string `json:"source"`
	Question string `json:"question"`

	Trustlist    *trustlistCase    `json:"trustlist,omitempty"`
	EMS          *emsCase          `json:"ems,omitempty"`
	Autodiscover *autodiscoverCase `json:"autodiscover,omitempty"`
	Exchangecert *exchangecertCase `json:"exchangecert,omitempty"`
}

// answer is what comes out of a case.
type answer struct {
	Case     string             `json:"case"`
	Title    string             `json:"title"`
	Source   string             `json:"source"`
	Question string             `json:"question"`
	Facts    []string           `json:"facts"`
	Findings []schannel.Finding `json:"findings"`
}

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
	answers, err := diagnose(*only)
	if err != nil {
		return err
	}
	if *asJSON {
		return cli.WriteJSON(out, struct {
			Cases []answer `json:"cases"`
		}{answers})
	}
	write(cli.TextWriter(out), answers)
	return nil
}

// diagnose answers the case with that name, or all of them.
func diagnose(only string) ([]answer, error) {
	files, err := cases.ReadDir("cases")
	if err != nil {
		return nil, err
	}
	var answers []answer
	for _, f := range files {
		if only != "" && strings.TrimSuffix(f.Name(), ".json") != only {
			continue
		}
		raw, err := cases.ReadFile(path.Join("cases", f.Name()))
		if err != nil {
			return nil, err
		}
		a, err := work(raw)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", f.Name(), err)
		}
		answers = append(answers, a)
	}
	if len(answers) == 0 {
		return nil, fmt.Errorf("no case %q", only)
	}
	return answers, nil
}

// work answers one case.
func work(raw []byte) (answer, error) {
	decoder := json.NewDecoder(strings.NewReader(string(raw)))
	decoder.DisallowUnknownFields()
	var c caseFile
	if err := decoder.Decode(&c); err != nil {
		return answer{}, err
	}
	a := answer{Case: c.Case, Title: c.Title, Source: c.Source, Question: c.Question}
	var err error
	switch {
	case c.Trustlist != nil:
		a.Facts, a.Findings, err = c.Trustlist.answer()
	case c.EMS != nil:
		a.Facts, a.Findings, err = c.EMS.answer()
	case c.Autodiscover != nil:
		a.Facts, a.Findings, err = c.Autodiscover.answer()
	case c.Exchangecert != nil:
		a.Facts, a.Findings = c.Exchangecert.answer()
	default:
		err = fmt.Errorf("no facts")
	}
	return a, err
}

// write prints for people.
func write(w io.Writer, answers []answer) {
	for i, a := range answers {
		if i > 0 {
			fmt.Fprintln(w)
		}
		fmt.Fprintf(w, "%s: %s\n%s\n\n", a.Source, a.Title, strings.Repeat("=", len(a.Source)+2+len(a.Title)))
		report.Paragraph(w, "", a.Question)
		fmt.Fprintln(w)
		for _, f := range a.Facts {
			report.Paragraph(w, "  * ", f)
		}
		fmt.Fprintln(w)
		report.Findings(w, a.Findings)
	}
}
