// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package schannel

import "github.com/schanneltrust/schannel/internal/enum"

// Severity says how much a finding matters to the person who reads it.
type Severity uint8

const (
	SeverityUnspecified Severity = 0 // not a severity
	Info                Severity = 1 // worth knowing; nothing is wrong
	Warning             Severity = 2 // something may fail, or will under conditions
	Failure             Severity = 3 // something fails
)

var severityNames = [...]string{"unspecified", "info", "warning", "error"}

// Certainty says how sure a conclusion is for the input at hand.
type Certainty uint8

const (
	CertaintyUnspecified Certainty = 0 // not a certainty
	Certain              Certainty = 1 // every documented reading gives it
	Likely               Certainty = 2 // the better-founded reading gives it
	Undocumented         Certainty = 3 // documented readings differ; the finding lists the outcomes
	InsufficientData     Certainty = 4 // an input is missing; the finding names it
)

var certaintyNames = [...]string{"unspecified", "certain", "likely", "undocumented", "insufficient-data"}

// Evidence says how a rule or a number is known, strongest first.
type Evidence uint8

const (
	EvidenceUnspecified Evidence = 0 // not evidence
	Specified           Evidence = 1 // an RFC or another open specification
	Documented          Evidence = 2 // the vendor's own text
	Implemented         Evidence = 3 // published source of the product or of its official library
	Observed            Evidence = 4 // captures, public measurements
	Reported            Evidence = 5 // third parties say so
	Inferred            Evidence = 6 // concluded from the above; the sources say from what
)

var evidenceNames = [...]string{
	"unspecified", "specified", "documented", "implemented", "observed", "reported", "inferred",
}

// Level is the level of a Windows event, as the Event Viewer names it.
type Level uint8

const (
	LevelUnspecified  Level = 0 // not a level
	LevelError        Level = 1
	LevelWarning      Level = 2
	LevelInformation  Level = 3
	LevelAuditFailure Level = 4 // security auditing, such as NPS event 6273
)

var levelNames = [...]string{"unspecified", "error", "warning", "information", "audit-failure"}

// String returns the name of s, such as "warning".
func (s Severity) String() string { return enum.String(severityNames[:], s) }

// AppendText appends the name of s; the error is always nil.
func (s Severity) AppendText(dst []byte) ([]byte, error) {
	return enum.Append(dst, severityNames[:], s), nil
}

// MarshalText returns the name of s; the error is always nil.
func (s Severity) MarshalText() ([]byte, error) { return s.AppendText(nil) }

// UnmarshalText accepts the names that String returns for known values.
func (s *Severity) UnmarshalText(text []byte) (err error) {
	*s, err = enum.Parse[Severity](severityNames[:], "severity", text)
	return err
}

// String returns the name of c, such as "certain".
func (c Certainty) String() string { return enum.String(certaintyNames[:], c) }

// AppendText appends the name of c; the error is always nil.
func (c Certainty) AppendText(dst []byte) ([]byte, error) {
	return enum.Append(dst, certaintyNames[:], c), nil
}

// MarshalText returns the name of c; the error is always nil.
func (c Certainty) MarshalText() ([]byte, error) { return c.AppendText(nil) }

// UnmarshalText accepts the names that String returns for known values.
func (c *Certainty) UnmarshalText(text []byte) (err error) {
	*c, err = enum.Parse[Certainty](certaintyNames[:], "certainty", text)
	return err
}

// String returns the name of e, such as "documented".
func (e Evidence) String() string { return enum.String(evidenceNames[:], e) }

// AppendText appends the name of e; the error is always nil.
func (e Evidence) AppendText(dst []byte) ([]byte, error) {
	return enum.Append(dst, evidenceNames[:], e), nil
}

// MarshalText returns the name of e; the error is always nil.
func (e Evidence) MarshalText() ([]byte, error) { return e.AppendText(nil) }

// UnmarshalText accepts the names that String returns for known values.
func (e *Evidence) UnmarshalText(text []byte) (err error) {
	*e, err = enum.Parse[Evidence](evidenceNames[:], "evidence", text)
	return err
}

// String returns the name of l, such as "warning".
func (l Level) String() string { return enum.String(levelNames[:], l) }

// AppendText appends the name of l; the error is always nil.
func (l Level) AppendText(dst []byte) ([]byte, error) {
	return enum.Append(dst, levelNames[:], l), nil
}

// MarshalText returns the name of l; the error is always nil.
func (l Level) MarshalText() ([]byte, error) { return l.AppendText(nil) }

// UnmarshalText accepts the names that String returns for known values.
func (l *Level) UnmarshalText(text []byte) (err error) {
	*l, err = enum.Parse[Level](levelNames[:], "level", text)
	return err
}
