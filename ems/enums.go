// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package ems

import "github.com/schanneltrust/schannel/internal/enum"

// Action is what an end does with a handshake.
type Action uint8

const (
	ActionUnspecified Action = 0 // no decision: the input contradicts itself
	Full              Action = 1 // a full handshake, which makes a new session
	Resume            Action = 2 // an abbreviated handshake, which goes on with an old one
	Abort             Action = 3 // no handshake
)

var actionNames = [...]string{"unspecified", "full", "resume", "abort"}

// Session is what an end knows of the session that a handshake is about.
type Session uint8

const (
	NoSession       Session = 0 // there is none
	ExtendedSession Session = 1 // its master secret is an extended one
	LegacySession   Session = 2 // its master secret is not, or the end cannot tell the difference
	UnknownSession  Session = 3 // one is offered that is not in the cache, or a ticket that cannot be read
)

var sessionNames = [...]string{"none", "ems", "legacy", "unknown"}

// Level is a requirement level of RFC 2119.
type Level uint8

const (
	LevelUnspecified Level = 0 // not a level
	Must             Level = 1
	MustNot          Level = 2
	Should           Level = 3
	ShouldNot        Level = 4
	May              Level = 5
)

var levelNames = [...]string{"unspecified", "MUST", "MUST NOT", "SHOULD", "SHOULD NOT", "MAY"}

// String returns the name of a, such as "resume".
func (a Action) String() string { return enum.String(actionNames[:], a) }

// AppendText appends the name of a; the error is always nil.
func (a Action) AppendText(dst []byte) ([]byte, error) {
	return enum.Append(dst, actionNames[:], a), nil
}

// MarshalText returns the name of a; the error is always nil.
func (a Action) MarshalText() ([]byte, error) { return a.AppendText(nil) }

// UnmarshalText accepts the names that String returns for known values.
func (a *Action) UnmarshalText(text []byte) (err error) {
	*a, err = enum.Parse[Action](actionNames[:], "action", text)
	return err
}

// String returns the name of s, such as "legacy".
func (s Session) String() string { return enum.String(sessionNames[:], s) }

// AppendText appends the name of s; the error is always nil.
func (s Session) AppendText(dst []byte) ([]byte, error) {
	return enum.Append(dst, sessionNames[:], s), nil
}

// MarshalText returns the name of s; the error is always nil.
func (s Session) MarshalText() ([]byte, error) { return s.AppendText(nil) }

// UnmarshalText accepts the names that String returns for known values.
func (s *Session) UnmarshalText(text []byte) (err error) {
	*s, err = enum.Parse[Session](sessionNames[:], "session", text)
	return err
}

// String returns the name of l, such as "MUST NOT".
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
