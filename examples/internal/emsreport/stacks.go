// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package emsreport

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"
	"unicode"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/ems/tlsstack"
	"github.com/schanneltrust/schannel/ems/winhost"
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
	fmt.Fprintln(table, "STACK\tALIASES\tPRODUCT\tVERSIONS\tAS A CLIENT\tAS A SERVER\tEVIDENCE")
	for s := range tlsstack.Stacks() {
		aliases := cmp.Or(strings.Join(s.Aliases, ", "), "-")
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\t%s\t%s\n", s.Name, aliases, s.Product, s.Versions, s.ClientSpeaks, s.ServerSpeaks, s.Evidence)
	}
	return table.Flush()
}

// Products is the releases of Windows that are known.
type Products struct{}

// WriteJSON writes one list.
func (Products) WriteJSON(w io.Writer) error {
	return cli.WriteJSONLine(w, slices.Collect(winhost.Products()))
}

// WriteText writes one a line.
func (Products) WriteText(w io.Writer) error {
	for product := range winhost.Products() {
		if _, err := fmt.Fprintln(w, product); err != nil {
			return err
		}
	}
	return nil
}

// Pair is two stacks, the node with which the server shares a farm, and what
// stands between the two ends.
type Pair struct {
	client, server, node, box tlsstack.Stack
	version                   schannel.TLSVersion
	device                    tlsstack.Device
}

// PairFlags is a pair as the texts of flags; all but the first two may be empty.
type PairFlags struct{ Client, Server, Node, Version, Device, Box string }

// ReadPair finds the stacks.
func ReadPair(f PairFlags) (p Pair, err error) {
	for _, s := range [...]struct {
		flag, name string
		must       bool
		into       *tlsstack.Stack
	}{{"-client", f.Client, true, &p.client}, {"-server", f.Server, true, &p.server}, {"-node", f.Node, false, &p.node}, {"-box", f.Box, false, &p.box}} {
		if s.name == "" && !s.must {
			continue
		}
		if *s.into, err = findStack(s.flag, s.name); err != nil {
			return Pair{}, err
		}
	}
	if f.Device != "" {
		if err := p.device.UnmarshalText([]byte(f.Device)); err != nil {
			return Pair{}, fmt.Errorf("-device: %q is none of hides, rewrites and terminates", f.Device)
		}
	}
	if (p.device == tlsstack.DeviceTerminates) != (p.box.Name != "") {
		return Pair{}, errors.New("-device terminates and -box: want both or none")
	}
	version := f.Version
	if err := p.version.UnmarshalText([]byte(version)); err != nil || p.version == schannel.SSL30 {
		return Pair{}, fmt.Errorf("-version: %q is none, such as TLS 1.2 or DTLS 1.2", version)
	}
	return p, nil
}

func findStack(field, name string) (tlsstack.Stack, error) {
	s, ok := tlsstack.StackByName(name)
	if !ok {
		return tlsstack.Stack{}, fmt.Errorf("%s: unknown stack %q%s; -stacks lists them", field, name, alike(name))
	}
	return s, nil
}

// alike names the stacks whose product a name may mean: those that have its
// first word in their own name or product.
func alike(name string) string {
	notLetter := func(r rune) bool { return !unicode.IsLetter(r) }
	words := strings.FieldsFunc(strings.ToLower(name), notLetter)
	if len(words) == 0 {
		return ""
	}
	var found []string
	for s := range tlsstack.Stacks() {
		own := strings.FieldsFunc(strings.ToLower(strings.Join(append(s.Aliases, s.Name, s.Product, s.Versions), " ")), notLetter)
		if slices.Contains(own, words[0]) {
			found = append(found, s.Name)
		}
	}
	if len(found) == 0 {
		return ""
	}
	return "; it may be one of " + strings.Join(found, ", ")
}

// Outcomes runs every course; the two that need another node only with one.
func (p Pair) Outcomes() []tlsstack.Outcome {
	outcomes := []tlsstack.Outcome{}
	for course := tlsstack.FirstConnection; course <= tlsstack.RenegotiationOfResumed; course++ {
		scenario := tlsstack.Scenario{Course: course, Version: p.version, Device: p.device, Box: p.box}
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
		if last.Alert != ems.NoAlert {
			alert = fmt.Sprintf("%d %s", last.Alert.Number(), last.Alert)
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
