// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Package trustdiag explains failures of client authentication over TLS: which
// causes the symptoms point to, and what helps.
//
//   - To explain an incident, call [Diagnose].
//
// Symptoms are those of package symptom; one that is not known here says
// nothing. A diagnosis tells which it took, and holds what of the server its
// causes rest on.
package trustdiag
