// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package capture

import (
	"math"
	"slices"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/ems/derive"
)

var (
	missingClose = schannel.Phrase{Code: "ems.capture.missing.close", Text: "whether the server closed or reset the connection there, or the capture ends before its answer"}
	missingZeros = schannel.Phrase{Code: "ems.capture.missing.zeros", Text: "whether such handshakes fail once in about 256 times, and which Windows releases and updates the two ends have"}
)

// unfinishedFindings says that a full handshake stops behind the Finished of the
// client, and what may be behind that, or behind keys that differ, in a suite of
// TLS_DHE.
func (c Capture) unfinishedFindings(before []schannel.Finding) []schannel.Finding {
	var findings []schannel.Finding
	if c.Unanswered() {
		basis := schannel.Basis{Certainty: schannel.InsufficientData, Missing: []schannel.Phrase{missingClose}}
		findings = append(findings, schannel.NewFinding(ruleUnanswered, basis, handshakeSubject))
	}
	premises := slices.DeleteFunc(slices.Concat(before, findings), func(f schannel.Finding) bool {
		return f.Code != ruleKeysDiffer.Code && f.Code != ruleUnanswered.Code
	})
	if len(premises) == 0 || c.Handshake != FullHandshake || derive.NamesDHE(c.Suite.String()) != schannel.Yes {
		return findings
	}
	basis := schannel.Basis{Certainty: schannel.InsufficientData, Premises: premises, Missing: []schannel.Phrase{missingZeros}}
	return append(findings, schannel.NewFinding(ruleLeadingZero, basis, handshakeSubject, schannel.Word("suite", c.Suite)))
}

// Unanswered reports whether the client has finished a full handshake up to TLS
// 1.2 and the stream of the server ends before its own Finished, with no alert and
// nothing missing. What is wrong is open: the capture may end there.
func (c Capture) Unanswered() bool {
	stops := c.Handshake == FullHandshake && c.ClientFinished && !c.ServerFinished && !isTLS13(c.Version)
	return stops && c.ServerHello.Seen && !c.abortedBy(ems.Server) && !c.abortedBy(ems.Client) &&
		!c.gapBefore(ems.Server, math.MaxInt) && !slices.Contains(c.Cut, ems.Server)
}

var ruleUnanswered = schannel.Rule{
	Code:     "ems.capture.unanswered",
	Title:    "The server does not answer the Finished of the client",
	Severity: schannel.Warning,
	Evidence: schannel.Specified,
	Sources:  []schannel.Source{{Document: "RFC 5246", Section: "Section 7.3"}, {Document: "KB4557473", Section: "More information"}},
	Message:  "The client finished its handshake, and the capture holds neither the Finished of the server nor an alert of it.",
}

var ruleLeadingZero = schannel.Rule{
	Code:     "ems.capture.leading_zero",
	Title:    "The suite is one whose keys may differ over leading zeros",
	Severity: schannel.Warning,
	Evidence: schannel.Documented,
	Sources:  []schannel.Source{{Document: "KB4557473", Section: "Cause"}, {Document: "KB4528489", Section: "Advanced information for administrators, item 1"}, {Document: "RFC 5246", Section: "Section 8.1.2"}},
	Message:  "The handshake ends where a server finds that its keys are not those of the client, and {suite} is one of TLS_DHE: in about 1 of 256 handshakes the shared secret begins with a zero byte, which one end may strip and the other not.",
}
