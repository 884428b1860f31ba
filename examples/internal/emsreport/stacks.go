// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package emsreport

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/ems/tlsstack"
	"github.com/schanneltrust/schannel/examples/internal/cli"
	"github.com/schanneltrust/schannel/examples/internal/report"
)

// Stacks is the stacks that are known.
type Stacks struct{}

// WriteJSON writes one list.
func (Stacks) WriteJSON(w io.Writer) error {
	return cli.WriteJSONLine(w, slices.Collect(tlsstack.Stacks()))
}

// WriteText writes a table.
func (Stacks) WriteText(w io.Writer) error {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "STACK\tPRODUCT\tVERSIONS\tEVIDENCE")
	for s := range tlsstack.Stacks() {
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\n", s.Name, s.Product, s.Versions, s.Evidence)
	}
	return table.Flush()
}

// Pair is two stacks, and the node with which the server shares a farm.
type Pair struct {
	client, server, node tlsstack.Stack
	version              schannel.TLSVersion
}

// ReadPair finds the stacks by the texts of flags; node may be empty.
func ReadPair(client, server, node, version string) (p Pair, err error) {
	if p.client, err = findStack("-client", client); err != nil {
		return Pair{}, err
	}
	if p.server, err = findStack("-server", server); err != nil {
		return Pair{}, err
	}
	if node != "" {
		if p.node, err = findStack("-node", node); err != nil {
			return Pair{}, err
		}
	}
	if err := p.version.UnmarshalText([]byte(version)); err != nil || p.version == schannel.SSL30 {
		return Pair{}, fmt.Errorf("-version: %q is none, such as TLS 1.2 or DTLS 1.2", version)
	}
	return p, nil
}

func findStack(field, name string) (tlsstack.Stack, error) {
	s, ok := tlsstack.StackByName(name)
	if !ok {
		return tlsstack.Stack{}, fmt.Errorf("%s: unknown stack %q; -stacks lists them", field, name)
	}
	return s, nil
}

// Outcomes runs every course; the two that need another node only with one.
func (p Pair) Outcomes() []tlsstack.Outcome {
	outcomes := []tlsstack.Outcome{}
	for course := tlsstack.FirstConnection; course <= tlsstack.DataChannel; course++ {
		scenario := tlsstack.Scenario{Course: course, Version: p.version}
		if course == tlsstack.OtherNode || course == tlsstack.RollingUpgrade {
			if p.node.Name == "" {
				continue
			}
			scenario.Node = p.node
		}
		outcomes = append(outcomes, tlsstack.Simulate(p.client, p.server, scenario))
	}
	return outcomes
}

// WriteJSON writes one list.
func (p Pair) WriteJSON(w io.Writer) error { return cli.WriteJSONLine(w, p.Outcomes()) }

// WriteText writes a table, and below it what is open.
func (p Pair) WriteText(w io.Writer) error {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "COURSE\tWORKS\tHANDSHAKE\tEMS\tENDED BY\tALERT\tWINDOWS\tCERTAINTY\tRULE")
	outcomes := p.Outcomes()
	for _, o := range outcomes {
		var last tlsstack.Connection
		if n := len(o.Connections); n > 0 {
			last = o.Connections[n-1]
		}
		by, alert := "-", "-"
		if last.Result == ems.Abort {
			by = last.By.String()
		}
		if last.Alert != 0 {
			alert = fmt.Sprintf("%d %s", uint8(last.Alert), last.Alert)
		}
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n",
			o.Course, yesNo(o.Works), last.Result, yesNo(last.Extended), by, alert, windows(o, last), o.Certainty, last.Rule)
	}
	if err := table.Flush(); err != nil {
		return err
	}
	for _, o := range outcomes {
		for _, f := range o.Findings {
			if err := writeOpen(w, o.Course, f); err != nil {
				return err
			}
		}
	}
	return nil
}

// writeOpen writes what may happen and what would tell.
func writeOpen(w io.Writer, course tlsstack.Course, f schannel.Finding) error {
	if f.Certainty != schannel.Undocumented {
		return nil
	}
	fmt.Fprintf(w, "\n%s: %s What can happen:\n", course, f.Text)
	for _, outcome := range f.Outcomes {
		fmt.Fprintf(w, "  - %s\n", outcome.Text)
	}
	_, err := fmt.Fprintf(w, "What would tell: %s\n", report.Join(f.Settle, ", and "))
	return err
}

// windows says what the end that runs Windows logs, and what its caller gets.
func windows(o tlsstack.Outcome, last tlsstack.Connection) string {
	var parts []string
	for _, f := range o.Findings {
		for _, e := range f.Events {
			parts = append(parts, fmt.Sprintf("event %d", e.ID))
		}
	}
	if last.Status != 0 {
		parts = append(parts, last.Status.String())
	}
	if len(parts) == 0 {
		return "-"
	}
	return strings.Join(parts, ", ")
}

func yesNo(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}
