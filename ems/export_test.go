// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package ems

import "github.com/schanneltrust/schannel"

// What the tests outside the package need from inside.

// PRFOverHMAC is the pseudo-random function written over crypto/hmac.
var PRFOverHMAC = prfOverHMAC

// Answered is what a stack does with a ClientHello, and whether that is known.
func Answered(s Stack, h Handshake) (d Decision, known bool) {
	known = true
	d = s.answered(h, func(_ Stack, _ schannel.Code, among []Action) Action { known = false; return among[0] })
	return d, known
}

// Accepted is what a stack does with a ServerHello, and whether that is known.
func Accepted(s Stack, h Handshake) (d Decision, known bool) {
	known = true
	d = s.accepted(h, func(_ Stack, _ schannel.Code, among []Action) Action { known = false; return among[0] })
	return d, known
}
