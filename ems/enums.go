// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package ems

// Action is what an end does with a handshake.
type Action uint8

const (
	ActionUnspecified Action = 0 // "unspecified": no decision: the input contradicts itself
	Full              Action = 1 // "full": a full handshake, which makes a new session
	Resume            Action = 2 // "resume": an abbreviated handshake, which goes on with an old one
	Abort             Action = 3 // "abort": no handshake
)

// Session is what an end knows of the session that a handshake is about.
type Session uint8

const (
	NoSession       Session = 0 // "none": there is none
	ExtendedSession Session = 1 // "ems": its master secret is an extended one
	LegacySession   Session = 2 // "legacy": its master secret is not, or the end cannot tell the difference
	UnknownSession  Session = 3 // "unknown": one is offered that is not in the cache, or a ticket that cannot be read
)

// Level is a requirement level of RFC 2119.
type Level uint8

const (
	LevelUnspecified Level = 0 // "unspecified": not a level
	Must             Level = 1 // "MUST"
	MustNot          Level = 2 // "MUST NOT"
	Should           Level = 3 // "SHOULD"
	ShouldNot        Level = 4 // "SHOULD NOT"
	May              Level = 5 // "MAY"
)
