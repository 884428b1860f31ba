// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Package autodiscover says in which order a client of Exchange tries the
// service connection points of its directory and the other places in which
// Autodiscover may be found.
//
//   - To sort service connection points as a client does, call [Order] with the
//     policy whose answer you want.
//   - To learn which servers can be asked first, whatever the policy, call
//     [PossibleFirst].
//   - To list every request that a client may make for a mail address, skipped
//     ones too, call [Plan].
//   - To check the registry values of Outlook, call [CheckRegistry].
//   - To make service connection points of LDIF, of what a shell prints or of
//     LDAP attributes, and to check them, see package scpfile.
//
// Outlook is closed source, and documents disagree about its sort key.
// [Policies] yields what is documented for a product, and PossibleFirst takes
// all of it: a server that only one of them puts first is named too.
//
// The EWS Managed API is modelled as its published source behaves, defects
// included: entries without a site in reverse, no URL without a site, ten
// searches, and the exceptions that end a look-up. Its order was recorded by
// running that source; testdata/ews-order.json holds what it gave.
//
// # What is not documented
//
// Outlook's sort key and its direction by build; whether it knows entries
// without a site, and what it does with pointers; which of two registry keys
// wins, a policy's or the user's; the order inside a tier of the pages for
// developers, and what they do without a site. Findings about these are
// undocumented and list the outcomes. Outlook for Mac, the new Outlook for
// Windows and the detection of accounts by a service of Microsoft are not
// modelled; the last is not Autodiscover at all.
package autodiscover

//go:generate go run github.com/schanneltrust/schannel/internal/enumgen
