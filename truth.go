// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package schannel

// Truth is an answer that may be missing.
type Truth uint8

const (
	Unknown Truth = 0 // "unknown": it could not be found out
	Yes     Truth = 1 // "yes"
	No      Truth = 2 // "no"
)

// Not returns the opposite answer. The opposite of Unknown is Unknown.
func (t Truth) Not() Truth {
	switch t {
	case Yes:
		return No
	case No:
		return Yes
	case Unknown:
	}
	return Unknown
}
