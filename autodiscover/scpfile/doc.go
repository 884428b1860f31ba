// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Package scpfile makes service connection points of what administrators have:
// LDIF, what a shell prints, or attributes that a program read itself.
//
//   - To read a file in any of the forms, with everything that is odd about it,
//     call [ReadLenient].
//   - To read one entry after the other, range over [Read].
//   - To make a service connection point of the attributes of an LDAP entry,
//     call [FromAttributes].
//   - To check all entries of a forest, call [Check].
//   - To see what a file is, call [FormatOf].
//
// The forms are:
//
//   - LDIF (RFC 2849), as ldifde and ldapsearch write it: folded lines, base64,
//     comments, records of changes. Only what is added is an entry. Values that
//     stand in another file (attribute:< URL) are refused, and no file is opened.
//     It gives entries as the directory returned them.
//   - Get-ClientAccessServer or Get-ClientAccessService with Name,
//     AutoDiscoverServiceInternalUri and AutoDiscoverSiteScope, as Format-List,
//     Format-Table or CLIXML. They print no GUID, no pointers, and not the order
//     of the directory; the creation time only if WhenCreated was asked for.
//   - Get-ADObject with keywords and serviceBindingInformation, or what ADSI
//     gives (DirectoryEntry, and the properties of a DirectorySearcher's result),
//     in the same forms: the entries themselves, pointers too.
//
// What other tools print (csvde, dsquery, ldp, AdFind) is refused by their name.
//
// Encodings are those of Windows: UTF-8, UTF-16 with or without a mark, and
// Windows-1252.
//
// Reading is lenient: what is malformed is reported in its place, what was read
// before stays read, and an entry that cannot be read does no harm to the others.
// A file of more than 64 MiB is refused.
package scpfile

//go:generate go run github.com/schanneltrust/schannel/internal/enumgen
