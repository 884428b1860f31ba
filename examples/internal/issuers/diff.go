// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package issuers

import (
	"fmt"
	"io"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/examples/internal/cli"
	"github.com/schanneltrust/schannel/examples/internal/report"
	"github.com/schanneltrust/schannel/trustlist"
)

// difference is the object that -diff prints as JSON.
type difference struct {
	First     side               `json:"first"`
	Second    side               `json:"second"`
	Removed   []entry            `json:"removed"`   // places in the first list
	Added     []entry            `json:"added"`     // places in the second list
	Reencoded []places           `json:"reencoded"` // of those, the same name in other bytes
	Moved     bool               `json:"moved"`
	Problems  []problem          `json:"problems"`
	Findings  []schannel.Finding `json:"findings"`
}

// places is where a name stands in both lists.
type places struct {
	First  int `json:"first"`
	Second int `json:"second"`
}

type side struct {
	Source string `json:"source"`
	Names  int    `json:"names"`
	Bytes  int    `json:"bytes"`
}

// compare answers -diff.
func compare(o Options, stdout io.Writer) error {
	var inputs [2]input
	for i, file := range o.Files {
		single := o
		single.Files = []string{file}
		var err error
		if inputs[i], err = read(single); err != nil {
			return err
		}
	}
	first, second := inputs[0], inputs[1]
	d := trustlist.Diff(first.list, second.list)
	out := difference{
		First: newSide(first), Second: newSide(second),
		Removed: entries(first.list, d.Removed), Added: entries(second.list, d.Added),
		Reencoded: newPlaces(d.Reencoded), Moved: d.Moved,
		Problems: append(append([]problem{}, first.problems...), second.problems...), Findings: d.Findings,
	}
	if o.JSON {
		return cli.WriteJSON(stdout, out)
	}
	out.write(cli.TextWriter(stdout))
	return nil
}

func newPlaces(pairs [][2]int) []places {
	all := []places{}
	for _, p := range pairs {
		all = append(all, places{p[0], p[1]})
	}
	return all
}

func newSide(in input) side { return side{in.source, len(in.list), in.list.Size()} }

func entries(list trustlist.List, places []int) []entry {
	all := []entry{}
	for _, i := range places {
		all = append(all, newEntry(list, i))
	}
	return all
}

func (d difference) write(out io.Writer) {
	fmt.Fprintf(out, "Difference of two issuer lists\n\n")
	for i, s := range []side{d.First, d.Second} {
		fmt.Fprintf(out, "  %d  %s: %s names, %s bytes\n", i+1, cli.Printable(s.Source), group(s.Names), group(s.Bytes))
	}
	fmt.Fprintln(out)
	for _, e := range d.Removed {
		fmt.Fprintf(out, "  - %5d  %s\n", e.Index+1, cli.Printable(e.Name))
	}
	for _, e := range d.Added {
		fmt.Fprintf(out, "  + %5d  %s\n", e.Index+1, cli.Printable(e.Name))
	}
	if len(d.Removed)+len(d.Added) > 0 {
		fmt.Fprintln(out)
	}
	for _, p := range d.Problems {
		report.Paragraph(out, "  ! ", p.String())
	}
	report.Findings(out, d.Findings)
}
