// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Package exchangecert says which certificate an Exchange server picks for a
// name and a service, why not the others, and what it logs.
//
//   - To ask about one connector, service or web site, call [Select]: winner or
//     none, how sure that is, whether STARTTLS is offered, and for every
//     certificate the steps that it passed and why it lost.
//   - To ask about all connectors of a server, call [SelectAll].
//   - To fix what documents leave open, set a field of [Policy].
//   - To renew what has expired, call [Renewals].
//
// Servers, certificates and connectors are in exchange below; changes are in change.
//
// # The selection
//
// The steps are those of Microsoft's page on inbound STARTTLS: the name that is
// looked for is TlsCertificateName, else the Fqdn of the connector, else that
// of the computer; candidates hold the name, have a private key and are enabled
// for SMTP; one that an authority issued comes before a self-signed one,
// however old, and then the newest NotBefore. X-ANONYMOUSTLS and direct trust
// use the internal transport certificate of the directory, by thumbprint.
//
// # What is not known
//
// A fact that was not seen excludes nothing: the step is assumed, and if the
// answer depends on it, the certainty is insufficient-data and names what is
// missing. Where documents are silent or differ, every reading is tried; the
// answer is that of the best-founded one, and its certainty tells whether the
// others agree. Only readings of facts that occur are tried.
//
// # Differences
//
// The documents are of Exchange 2016 and later; for 2013 and 2010 the same is
// taken to hold. Of Exchange 2007 the ranking is not documented.
package exchangecert

//go:generate go run github.com/schanneltrust/schannel/internal/enumgen
