// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package ems

// What the tests outside the package need from inside.

// PRFOverHMAC is the pseudo-random function written over crypto/hmac.
var PRFOverHMAC = prfOverHMAC
