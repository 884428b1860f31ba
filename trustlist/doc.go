// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Package trustlist tells which certification authorities a Schannel server
// names in its CertificateRequest, which were cut off, and what that means.
//
// A server that wants a client certificate may name the authorities whose
// certificates it takes. Clients go by that list: one that finds none of its
// issuers in it often offers nothing. Schannel sends a list of 12 or 16
// kilobytes at most and cuts off the rest, so a store with a few hundred roots
// leaves clients out that the server would trust (KB2464556, event 36885).
//
// To verify a client's chain use crypto/x509. To read a handshake for its own
// sake use crypto/tls. This package is for explaining what Windows sends.
//
// # Model
//
// A [Name] is one DER-encoded X.501 Name, kept as raw bytes. A [List] is names
// in the order of the wire. A [Profile] is what is known of a release of
// Windows Server: the limit, whether a list is sent at all by default, and a
// [Policy] with the choices that no document settles. [Truncate] cuts a list by
// a profile, [Vary] does it under every policy, and [Analyze] draws the
// conclusions.
//
//	list := trustlist.FromCertificates(roots)
//	profile, _ := trustlist.ProfileOf(schannel.Server2008R2)
//	for _, f := range trustlist.Analyze(list, profile).Findings {
//		fmt.Println(f.Severity, f.Text)
//	}
//
// A [Host] has a release, registry values (see [ParseRegistry]) and stores.
// [Compose] makes its list of them and says what is wrong with them, such as
// one of the [RequiredRoots] that is missing. [Composition.Offers] tells which
// kinds of clients offer a certificate for that list, [Apply] what each of the
// three methods of KB2464556 changes for them, and [Diagnose] which cause the
// events on record speak for.
//
// [Certificates] reads a store in any usual form, [TrustEntries] and
// [Join] add what the trust list of the Microsoft root program says of them.
// [Plan] finds which to remove so that the list fits. A list that was seen on
// the wire goes to [Inspect], [Diff] and [Expect]; [Preflight] tells which
// other products do not cope with it.
//
// # Stores
//
// The reader of stores takes PEM (RFC 7468) with anything between the blocks,
// DER, PKCS #7 in DER (RFC 2315) and serialized stores ([MS-OSHARED] 2.3.9.1).
// It reads each certificate by itself, because crypto/x509 refuses some roots
// that Windows holds. It does not read BER, encrypted files and cabinets, and
// says so. Purposes are limited by the extension and by the property of the
// store, as CertGetEnhancedKeyUsage has it.
//
// # Wire form
//
// The list is a vector of vectors (RFC 5246, Section 7.4.4):
//
//	opaque DistinguishedName<1..2^16-1>;
//	DistinguishedName certificate_authorities<0..2^16-1>;
//
// Every name has a length of two bytes, the whole another two. Before it, a
// CertificateRequest has the types of certificates and, from TLS 1.2 on,
// signature algorithms; in TLS 1.3 the list is the extension 47 of
// CertificateRequest and of ClientHello (RFC 8446, Section 4.2.4). TLS 1.0 and
// 1.3 forbid an empty vector.
//
// A strict parser gives a value that is written again with the same bytes, or
// an [*schannel.Error] and nothing. A lenient one gives what is there, the good
// prefix of a list that is cut, and every defect as such an error.
//
// # Differences
//
// From the standard: names are not checked to be DER when a message is read,
// because stacks take any bytes; [List.Check] does that. Folding in [Compare]
// leaves out the compatibility characters of RFC 4518.
//
// From Windows: the articles speak of the size of "the issuer list" without
// saying which bytes count, whether a shorter name after the first that does
// not fit is still sent, and whether duplicates are. The defaults are: names
// with their lengths, no, and no removal. [Vary] tells what hangs on that. The
// order in which Windows lists its store is not documented either; a list is
// taken in the order given. [X500] writes the keys that the pages of
// CertNameToStr name, and "OID." and numbers for every other attribute. Of the
// two places of that page that say what needs quotation marks, it follows the
// one that names the line feed and not the one that names the backslash.
//
// # Sources
//
// KB2464556 and KB2801679 for the limits and the effects, the pages "TLS
// registry settings" and "Overview of TLS - SSL (Schannel SSP)" for what
// changed with Windows Server 2012, the RFCs for the messages. Every rule and
// every profile names its own.
package trustlist

//go:generate go run github.com/schanneltrust/schannel/internal/enumgen
