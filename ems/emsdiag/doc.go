// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Package emsdiag explains failures of TLS connections on Windows in which the
// extended master secret (RFC 7627) may play a part.
//
//   - To rank the causes of a failure, call [Diagnose].
//   - To know how a cause shows, call [Symptoms].
//   - To translate what it says, call [Catalog], and that of package winhost.
//
// What was seen is given as rows of package symptom: events of Schannel, error
// codes of SSPI, alerts, and texts: of Windows and .NET in English, Japanese and
// other languages as far as public texts show them, and of other TLS stacks. What
// a capture shows beside them is given as [Captured]. A row that is not known here
// is no evidence, see [Diagnosis].
package emsdiag
