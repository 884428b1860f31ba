// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package tlsstack

import (
	"slices"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
)

// Device is something between the two ends.
type Device uint8

const (
	NoDevice         Device = 0 // "none": nothing that changes anything
	DeviceHides      Device = 1 // "hides": it takes the extension out of the ClientHello
	DeviceRewrites   Device = 2 // "rewrites": it changes another part of the ClientHello and leaves the extension in
	DeviceTerminates Device = 3 // "terminates": it ends TLS itself, to both ends
)

// The codes of what a device leads to. A stack that sends another alert than
// RFC 5246 and RFC 8446 have for it has a [Deviation] there.
const (
	CodeKeysDiffer        schannel.Code = "ems.stack.keys_differ"
	CodeTranscriptsDiffer schannel.Code = "ems.stack.transcripts_differ"
)

// changed is how a full handshake ends on whose way the ClientHello was changed,
// and on which both ends went on; the zero value if nothing was. The first to
// notice is who receives the first encrypted record: the client in TLS 1.3, else
// the server.
func (p parties) changed(d Device, version schannel.TLSVersion) cut {
	if d != DeviceRewrites && (d != DeviceHides || !p.offer.extension) {
		return cut{}
	}
	c := cut{by: ems.Server, move: move{action: ems.Abort, alert: ems.DecryptError, rule: CodeTranscriptsDiffer}}
	switch {
	case isTLS13(version): // RFC 8446, Section 7.1: the keys depend on the transcript
		c.by, c.move.alert, c.move.rule = ems.Client, ems.BadRecordMAC, CodeKeysDiffer
	case p.answer.extension: // RFC 7627, Section 4: the keys depend on the session hash
		c.move.alert, c.move.rule = ems.BadRecordMAC, CodeKeysDiffer
	}
	stack := p.client
	if c.by == ems.Server {
		stack = p.server
	}
	if dev, found := stack.deviation(c.by, c.move.rule); found && dev.Action == ems.Abort {
		c.move.alert, c.move.silent, c.move.departs = dev.Alert, dev.silent(), true
	}
	return c
}

// terminated runs a course to a device that ends TLS itself, and from there: two
// handshakes that know nothing of each other.
func (s Scenario) terminated(client, server Stack) Outcome {
	box := s.Box
	near, far := s, s
	near.Device, far.Device = NoDevice, NoDevice
	near.Box, far.Box = Stack{}, Stack{}
	near.Node, far.Next = box, box
	o, behind := Simulate(client, box, near), Simulate(box, server, far)
	made := len(o.Connections)
	o.Works, o.Certainty = o.Works && behind.Works, max(o.Certainty, behind.Certainty)
	o.Connections = slices.Concat(o.Connections, behind.Connections)
	for _, f := range behind.Findings {
		if f.Subject.Kind == "connection" {
			f.Subject.Index += made
		}
		o.Findings = append(o.Findings, f)
	}
	basis := schannel.Basis{Certainty: schannel.Certain}
	o.Findings = append(o.Findings, schannel.NewFinding(ruleStackTerminated, basis, schannel.Whole("device"), schannel.Text("stack", box.Name)))
	return o
}

var ruleStackKeysDiffer = schannel.Rule{
	Code:     CodeKeysDiffer,
	Title:    "A device changed the hello, and the keys differ",
	Severity: schannel.Failure,
	Evidence: schannel.Observed,
	Sources:  []schannel.Source{{Document: "RFC 7627", Section: "Section 4"}, {Document: "RFC 5246", Section: "Section 7.2.2"}, {Document: "RFC 8446", Section: "Section 7.1"}},
	Message:  "The two ends saw different ClientHellos, and their keys depend on them: the first encrypted record does not decrypt, in every attempt.",
	Excludes: []schannel.Code{CodeTranscriptsDiffer},
}

var ruleStackTerminated = schannel.Rule{
	Code:     "ems.stack.terminated",
	Title:    "A device ends TLS itself",
	Severity: schannel.Info,
	Evidence: schannel.Specified,
	Sources:  []schannel.Source{{Document: "RFC 5246", Section: "Section 7.3"}},
	Message:  "A device with {stack} ends TLS itself: each side makes its handshakes and resumes its sessions with the device and not with the other side.",
}

var ruleStackTranscriptsDiffer = schannel.Rule{
	Code:     CodeTranscriptsDiffer,
	Title:    "A device changed the hello, and the transcripts differ",
	Severity: schannel.Failure,
	Evidence: schannel.Observed,
	Sources:  []schannel.Source{{Document: "RFC 5246", Section: "Section 7.4.9"}, {Document: "RFC 5246", Section: "Section 7.2.2"}},
	Message:  "The two ends saw different ClientHellos, on which their keys do not depend: the keys agree, but what the Finished message covers differs, in every attempt.",
}
