// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Package certstore reads certificates as far as the list of trusted
// authorities goes, from any usual file, and knows which roots Windows
// requires.
//
//   - To read a store in any format, call [Certificates] or [ReadStore], and
//     [FormatOf] to learn which one it is.
//   - To read one certificate, call [ParseCertificate].
//   - To add what a trust list of the Microsoft root program says, call
//     [TrustEntries] and [Join].
//   - To learn which roots must stay, call [RequiredRoots] and
//     [CheckRequired].
//
// The reader of stores takes PEM (RFC 7468) with anything between the blocks,
// DER, PKCS #7 in DER (RFC 2315) and serialized stores ([MS-OSHARED] 2.3.9.1).
// It reads each certificate by itself, because crypto/x509 refuses some roots
// that Windows holds. It does not read BER, encrypted files and cabinets, and
// says so. Purposes are limited by the extension and by the property of the
// store, as CertGetEnhancedKeyUsage has it. To verify a chain use crypto/x509.
package certstore

//go:generate go run github.com/schanneltrust/schannel/internal/enumgen
