// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Package certstore reads certificates as far as the list of trusted
// authorities goes, from any usual file, and knows which roots Windows
// requires.
//
//   - To read a store in any format, call [Certificates] or
//     [ReadLenient], and [FormatOf] to learn which one it is; the store
//     Untrusted Certificates, [UntrustedCertificates].
//   - To read one certificate, call [ParseCertificate]; to tell authorities of
//     one name apart, [Certificate.KeyID].
//   - To add what a trust list of the Microsoft root program says, call
//     [TrustEntries] and [Join].
//   - To learn which roots must stay, call [RequiredRoots] and
//     [CheckRequired].
//   - To learn whether a list names certificates that are no authorities, call
//     [CheckAuthorities].
//
// The reader of stores takes PEM (RFC 7468) with anything between the blocks
// and within JSON, CSV or quoted mail, base64 alone, both also in UTF-16, DER,
// PKCS #7 in DER and BER (RFC 2315), serialized stores ([MS-OSHARED] 2.3.9.1),
// exports of the registry's certificate stores, and what certutil prints with
// certificates in base64. It reads each certificate by itself, because
// crypto/x509 refuses some roots that Windows holds. Other files are refused by
// name, with how to convert them. Purposes are limited by the extension and by
// the property of the store, as CertGetEnhancedKeyUsage has it. To verify a
// chain use crypto/x509.
package certstore

//go:generate go run github.com/schanneltrust/schannel/internal/enumgen
