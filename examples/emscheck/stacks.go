// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/ems/tlsstack"
)

// stacksMode lists the stacks that can be named to -client and -server.
func stacksMode(flags *flag.FlagSet) mode {
	chosen := flags.Bool("stacks", false, "list the stacks that -client and -server know")
	return mode{
		chosen: func() bool { return *chosen },
		answer: func(r request) error {
			if err := r.noArguments(); err != nil {
				return err
			}
			if r.json {
				return json.NewEncoder(r.out).Encode(slices.Collect(tlsstack.Stacks()))
			}
			table := tabwriter.NewWriter(r.out, 0, 0, 2, ' ', 0)
			fmt.Fprintln(table, "STACK\tPRODUCT\tVERSIONS\tEVIDENCE")
			for s := range tlsstack.Stacks() {
				fmt.Fprintf(table, "%s\t%s\t%s\t%s\n", s.Name, s.Product, s.Versions, s.Evidence)
			}
			return table.Flush()
		},
	}
}

// pairMode predicts what two stacks make of each other in every course.
func pairMode(flags *flag.FlagSet) mode {
	client := flags.String("client", "", "predict what this `stack` does as a client with -server")
	server := flags.String("server", "", "predict what this `stack` does as a server with -client")
	node := flags.String("node", "", "with -client and -server: another `stack` in the server's farm")
	version := flags.String("version", "TLS 1.2", "with -client and -server: the protocol `version`")
	return mode{
		chosen: func() bool { return *client != "" || *server != "" },
		answer: func(r request) error {
			if err := r.noArguments(); err != nil {
				return err
			}
			p, err := readPair(*client, *server, *node, *version)
			if err != nil {
				return err
			}
			if r.json {
				return json.NewEncoder(r.out).Encode(p.outcomes())
			}
			return p.print(r)
		},
	}
}

// pair is two stacks, and the node with which the server shares a farm.
type pair struct {
	client, server tlsstack.Stack
	scenario       tlsstack.Scenario
}

func readPair(client, server, node, version string) (p pair, err error) {
	if p.client, err = findStack("-client", client); err != nil {
		return pair{}, err
	}
	if p.server, err = findStack("-server", server); err != nil {
		return pair{}, err
	}
	if node != "" {
		if p.scenario.Node, err = findStack("-node", node); err != nil {
			return pair{}, err
		}
	}
	var v schannel.TLSVersion
	if err := v.UnmarshalText([]byte(version)); err != nil || v == schannel.SSL30 {
		return pair{}, fmt.Errorf("-version: %q is none, such as TLS 1.2 or DTLS 1.2", version)
	}
	p.scenario.Version = v
	return p, nil
}

func findStack(field, name string) (tlsstack.Stack, error) {
	s, ok := tlsstack.StackByName(name)
	if !ok {
		return tlsstack.Stack{}, fmt.Errorf("%s: unknown stack %q; -stacks lists them", field, name)
	}
	return s, nil
}

// outcomes runs every course; the two that need another node only with one.
func (p pair) outcomes() []tlsstack.Outcome {
	outcomes := []tlsstack.Outcome{}
	for course := tlsstack.FirstConnection; course <= tlsstack.DataChannel; course++ {
		scenario := tlsstack.Scenario{Course: course, Version: p.scenario.Version}
		if course == tlsstack.OtherNode || course == tlsstack.RollingUpgrade {
			if p.scenario.Node.Name == "" {
				continue
			}
			scenario.Node = p.scenario.Node
		}
		outcomes = append(outcomes, tlsstack.Simulate(p.client, p.server, scenario))
	}
	return outcomes
}

func (p pair) print(r request) error {
	table := tabwriter.NewWriter(r.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "COURSE\tWORKS\tHANDSHAKE\tEMS\tENDED BY\tALERT\tWINDOWS\tCERTAINTY\tRULE")
	outcomes := p.outcomes()
	for _, o := range outcomes {
		last := o.Connections[len(o.Connections)-1]
		by, alert := "-", "-"
		if last.Result == ems.Abort {
			by = last.By.String()
		}
		if last.Alert != 0 {
			alert = fmt.Sprintf("%d %s", uint8(last.Alert), last.Alert)
		}
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n",
			o.Course, yesNo(o.Works), last.Result, yesNo(last.Extended), by, alert, windows(o), o.Certainty, last.Rule)
	}
	if err := table.Flush(); err != nil {
		return err
	}
	for _, o := range outcomes {
		for _, f := range o.Findings {
			if f.Certainty == schannel.Undocumented {
				fmt.Fprintf(r.out, "\n%s: %s What can happen:\n", o.Course, f.Text)
				for _, outcome := range f.Outcomes {
					fmt.Fprintf(r.out, "  - %s\n", outcome)
				}
				fmt.Fprintf(r.out, "What would tell: %s\n", f.Settle)
			}
		}
	}
	return nil
}

// windows says what the end that runs Windows logs, and what its caller gets.
func windows(o tlsstack.Outcome) string {
	var parts []string
	for _, f := range o.Findings {
		for _, e := range f.Events {
			parts = append(parts, fmt.Sprintf("event %d", e.ID))
		}
	}
	if status := o.Connections[len(o.Connections)-1].Status; status != 0 {
		parts = append(parts, status.String())
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
