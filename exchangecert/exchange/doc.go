// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Package exchange is what is known of Exchange servers: their certificates,
// connectors, and what their protocol logs say.
//
//   - To make a [Certificate] of one that you hold, call [FromX509] or
//     [ParseCertificate]; readers of what the shell prints are in inventory.
//   - To ask for a host name, call [Certificate.Holds]; to see what Exchange,
//     Windows, the RFCs and Go say of it, [Certificate.CompareNames].
//   - To read a TlsCertificateName, call [ParseCertificateName] or
//     [Connector.CertificateName].
//   - To read services or an AuthMechanism, call [ParseServices] and
//     [ParseAuthMechanism].
//
// What was not seen is zero, and zero is never a statement: services that are
// known to be none are [NoServices], a private key that is known to be missing
// is schannel.No. So unknown facts stay apart from facts.
//
// The selection of certificates is in the package exchangecert above.
package exchange

//go:generate go run github.com/schanneltrust/schannel/internal/enumgen
