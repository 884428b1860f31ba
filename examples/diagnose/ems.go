// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems/emsdiag"
	"github.com/schanneltrust/schannel/ems/winhost"
	"github.com/schanneltrust/schannel/symptom"
)

// emsCase is the facts of a case about the extended master secret.
type emsCase emsdiag.Incident

func (c emsCase) answer() ([]string, []schannel.Finding, error) {
	diagnosis, err := emsdiag.Diagnose(emsdiag.Incident(c))
	if err != nil {
		return nil, nil, err
	}
	facts := []string{
		fmt.Sprintf("this end: %s, %s", c.Side, hostText(c.Local)),
		fmt.Sprintf("other end: %s", c.peerText()),
	}
	if c.Suite != "" {
		facts = append(facts, "cipher suite: "+c.Suite)
	}
	if c.Attempts > 0 {
		facts = append(facts, fmt.Sprintf("failures: %d of %d attempts", c.Failures, c.Attempts))
	}
	for _, s := range c.Symptoms {
		facts = append(facts, "seen: "+symptomText(s))
	}
	return facts, slices.Concat(diagnosis.Causes, diagnosis.Facts), nil
}

func hostText(h winhost.Host) string {
	text := cmp.Or(h.Product, "Windows")
	if len(h.Updates) > 0 {
		text += " with " + strings.Join(h.Updates, ", ")
	}
	if h.Build != "" {
		text += ", build " + h.Build
	}
	return text
}

func (c emsCase) peerText() string {
	switch {
	case c.Peer.Product != "":
		return hostText(c.Peer)
	case c.PeerBehaviour == winhost.NoEMS:
		return "a device without the extended master secret"
	case c.PeerBehaviour == winhost.BehaviourUnspecified:
		return "not known"
	}
	return "a device with the extended master secret"
}

func symptomText(row symptom.Row) string {
	var parts []string
	if e := row.Event; e.ID != 0 {
		event := fmt.Sprintf("event %d", e.ID)
		if e.Provider != "" {
			event += " of " + e.Provider
		}
		parts = append(parts, event)
		for _, f := range slices.Concat(e.Data, e.UserData) {
			parts = append(parts, strings.TrimSpace(f.Name+" "+f.Value))
		}
	}
	if !row.Code.IsZero() {
		text := "code " + row.Code.String()
		if n, ok := row.Code.Number(0); ok && row.Code.Kind == symptom.CodeStatus {
			text += fmt.Sprintf(" (%s)", winhost.Status(n))
		}
		parts = append(parts, text)
	}
	if row.Text != "" {
		parts = append(parts, fmt.Sprintf("%q", row.Text))
	}
	return strings.Join(parts, ", ")
}
