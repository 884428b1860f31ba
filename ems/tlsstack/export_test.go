// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package tlsstack

import (
	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
)

// What the tests outside the package need from inside.

// Answered is what a stack does with a ClientHello, and whether that is known.
func Answered(s Stack, h ems.Handshake) (d ems.Decision, known bool) {
	known = true
	m := s.answered(h, func(_ Stack, _ schannel.Code, among []ems.Action) ems.Action { known = false; return among[0] })
	return m.decision(), known
}

// Accepted is what a stack does with a ServerHello, and whether that is known.
func Accepted(s Stack, h ems.Handshake) (d ems.Decision, known bool) {
	known = true
	m := s.accepted(h, func(_ Stack, _ schannel.Code, among []ems.Action) ems.Action { known = false; return among[0] })
	return m.decision(), known
}

// EveryRun lists for each run what the stacks of these names do at one step, of
// which it is not known whether it is a full handshake or none.
func EveryRun(stacks ...string) [][]ems.Action {
	var did [][]ems.Action
	everyRun(func(pick choose) *run {
		var actions []ems.Action
		for _, name := range stacks {
			actions = append(actions, pick(Stack{Name: name}, ems.CodeFullLegacyClient, []ems.Action{ems.Full, ems.Abort}))
		}
		did = append(did, actions)
		return &run{}
	})
	return did
}

func (m move) decision() ems.Decision {
	return ems.Decision{Action: m.action, Alert: m.alert, Extension: m.extension, Rule: m.rule}
}

// Open reports whether a course uses a cell of which nothing is known: a step,
// whether a node reads a session, or the alert that a stack sends.
func Open(client, server Stack, s Scenario) bool {
	if s.Device == DeviceTerminates {
		box := s.Box
		s.Device, s.Box = NoDevice, Stack{}
		return Open(client, box, s) || Open(box, server, s)
	}
	if s.Node.Name == "" {
		s.Node = server
	}
	if s.Next.Name == "" {
		s.Next = client
	}
	open := false
	for _, r := range everyRun(func(pick choose) *run {
		r := &run{scenario: s, client: client, server: server, pick: pick}
		r.play()
		return r
	}) {
		open = open || r.open()
	}
	return open
}
