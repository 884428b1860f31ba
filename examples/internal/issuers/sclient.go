// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package issuers

import (
	"fmt"
	"io"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/examples/internal/cli"
	"github.com/schanneltrust/schannel/examples/internal/report"
	"github.com/schanneltrust/schannel/trustlist/certreq"
)

// printed is the object that is printed for a list of which there is only text.
type printed struct {
	Source   string             `json:"source"`
	Sent     schannel.Truth     `json:"sent"`
	Names    int                `json:"names"`
	List     []string           `json:"list"` // as openssl s_client prints them
	Problems []problem          `json:"problems"`
	Findings []schannel.Finding `json:"findings"`
}

// readText reads the one file that is asked about if it is what openssl
// s_client prints, and else returns nothing.
func readText(o Options) (*printed, error) {
	if len(o.Files) != 1 || o.Plan || o.host() || o.Client != "" {
		return nil, nil
	}
	raw, err := cli.ReadFile(o.Files[0])
	if err != nil || !certreq.IsSClient(raw) {
		return nil, err
	}
	if o.Preflight || o.Expect+o.Absent != "" {
		return nil, fmt.Errorf("%s: this is output of openssl s_client, which has names as text: -preflight, -expect and -absent need their bytes; run it with -msg", o.Files[0])
	}
	names, defects := certreq.ParseSClientLenient(raw)
	if names.Sent == schannel.Unknown {
		return nil, fmt.Errorf("%s: this is output of openssl s_client: %w; run it with -msg, or give the bytes that the server sent", o.Files[0], defects[0])
	}
	p := &printed{Source: o.Files[0], Sent: names.Sent, Names: len(names.Names), List: names.Names, Problems: []problem{}, Findings: names.Findings()}
	for _, d := range defects {
		p.Problems = append(p.Problems, problem{o.Files[0], -1, d.Error()})
	}
	return p, nil
}

// count is how many names there are. Printed over several lines each, they
// cannot be told apart.
func (p *printed) count() string {
	if p.Names == 0 && p.Sent == schannel.Yes {
		return "names that cannot be counted"
	}
	return group(p.Names) + " names"
}

func (p *printed) write(out io.Writer) {
	fmt.Fprintf(out, "Names that openssl s_client printed\n\n")
	fmt.Fprintf(out, "  %s: %s, as text without bytes\n\n", cli.Printable(p.Source), p.count())
	for i, name := range p.List {
		fmt.Fprintf(out, "  %5d  %s\n", i+1, cli.Printable(name))
	}
	if p.Names > 0 {
		fmt.Fprintln(out)
	}
	for _, problem := range p.Problems {
		report.Paragraph(out, "  ! ", problem.String())
	}
	report.Findings(out, p.Findings)
}
