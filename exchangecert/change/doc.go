// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Package change says what a change of certificates would do, when answers
// change by themselves, and what is wrong before anything fails.
//
//   - To try a cmdlet, call [Apply], and [Compare] for the connectors that get
//     another certificate.
//   - To see when which connector gets another certificate, call [Calendar].
//   - To look at a renewed certificate before it is installed, call
//     [CheckRenewal].
//   - To find settings that contradict each other or the certificates, call
//     [CheckConnectors]; across servers [CheckFleet].
//   - To see what an expired certificate means for each client, call
//     [CheckExpiry].
//   - To check certificates that are named by thumbprint, call [CheckAuth] and
//     [CheckFederation]; for mutual TLS [CheckDomainSecurity].
//
// A cmdlet asks; here every answer is part of the [Change], and what Exchange
// refuses is a finding and leaves the server as it was.
package change

//go:generate go run github.com/schanneltrust/schannel/internal/enumgen
