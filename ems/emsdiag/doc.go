// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Package emsdiag explains why a connection of Windows fails that the extended
// master secret of TLS (RFC 7627) may have to do with.
//
//   - To rank the causes of a failure, call [Diagnose].
//   - To know how a cause shows, call [Symptoms].
//   - To translate what it says, call [Catalog], also those of package winhost.
//
// What was seen is rows of package symptom: events of Schannel, error codes of
// SSPI, alerts, and texts in English, Japanese and some of the languages into
// which KB4528489 is translated. A row that is not known here is no evidence,
// see [Diagnosis].
package emsdiag
