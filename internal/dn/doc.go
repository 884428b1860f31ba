// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Package dn reads X.501 names as they stand in certificates: their DER, the
// text that RFC 4514 and CertNameToStr make of them, and the keys by which
// names are compared when case, spaces and string types do not count. It knows
// nothing of this module and reports faults as plain offsets.
package dn
