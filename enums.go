// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package schannel

// Severity says how much a finding matters to the person who reads it.
type Severity uint8

const (
	SeverityUnspecified Severity = 0 // "unspecified": not a severity
	Info                Severity = 1 // "info": worth knowing; nothing is wrong
	Warning             Severity = 2 // "warning": something may fail, or will under conditions
	Failure             Severity = 3 // "error": something fails
)

// Certainty says how sure a conclusion is for the input at hand.
type Certainty uint8

const (
	CertaintyUnspecified Certainty = 0 // "unspecified": not a certainty
	Certain              Certainty = 1 // "certain": every documented reading gives it
	Likely               Certainty = 2 // "likely": the better-founded reading gives it
	Undocumented         Certainty = 3 // "undocumented": documented readings differ; the finding lists the outcomes
	InsufficientData     Certainty = 4 // "insufficient-data": an input is missing; the finding names it
)

// Evidence says how a rule or a number is known, strongest first.
type Evidence uint8

const (
	EvidenceUnspecified Evidence = 0 // "unspecified": not evidence
	Specified           Evidence = 1 // "specified": an RFC or another open specification
	Documented          Evidence = 2 // "documented": the vendor's own text
	Implemented         Evidence = 3 // "implemented": published source of the product or of its official library
	Observed            Evidence = 4 // "observed": captures, public measurements
	Reported            Evidence = 5 // "reported": third parties say so
	Inferred            Evidence = 6 // "inferred": concluded from the above; the sources say from what
)

// Level is the level of a Windows event, as the Event Viewer names it.
type Level uint8

const (
	LevelUnspecified  Level = 0 // "unspecified": not a level
	LevelError        Level = 1 // "error"
	LevelWarning      Level = 2 // "warning"
	LevelInformation  Level = 3 // "information"
	LevelAuditFailure Level = 4 // "audit-failure": security auditing, such as NPS event 6273
)
