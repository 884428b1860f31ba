// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Package trustlist tells which certification authorities a Schannel server
// names in its CertificateRequest, which were cut off, and what that means.
package trustlist
