// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Package tlstest runs TLS stacks against each other over the loopback
// interface and keeps what went by, and has the arithmetic of TLS over Go's
// own packages, for tests to compare with. It is used by tests only.
//
// Nothing of the machine is read: certificates are made here, and programs
// start with an environment of their own. Where a program or the loopback
// interface is missing, the test is skipped and says so.
package tlstest
