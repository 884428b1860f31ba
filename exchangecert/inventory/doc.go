// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Package inventory reads what an administrator of Exchange has at hand: what
// the Exchange Management Shell prints and exports, certificates of the store,
// SMTP protocol logs.
//
//   - To read a file, whatever it is, call [ReadLenient].
//   - To read large ones item by item, range over [CertificatesLenient],
//     [ConnectorsLenient] or [SessionsLenient].
//   - To read the internal transport certificate of the directory, call
//     [InternalLenient].
//   - To see what a file is, call [FormatOf].
//   - To give the culture and the zone of the shell, fill in a [Culture].
//
// # What is read
//
// Get-ExchangeCertificate, Get-ReceiveConnector, Get-SendConnector,
// Get-AuthConfig, Get-ExchangeServer, Get-TransportService,
// Get-TransportServer, Get-PopSettings, Get-ImapSettings, Get-WebBinding and
// Get-ChildItem Cert:\LocalMachine\My, each as list, table, CLIXML or XML, and
// several in one file; certutil -store and -dump; PEM and DER; protocol logs in
// their three forms. What a file does not hold stays unknown, and what was cut
// counts as not seen; a certificate that stands twice is one.
//
// The shell lists only certificates with a private key (KB4495258), so its list
// is not the store: [Inventory.WholeStore] says which of the two was read.
//
// # Dates
//
// The shell prints local times in the culture of whoever runs it, and names
// neither. Without the culture a date that reads in two ways is refused with
// both readings, unless another date of the certificate or of the table settles it.
// Without the zone a time is kept as printed and marked
// ([exchange.Certificate.ZoneUnknown]). The bytes of a certificate, which CLIXML
// has, need neither.
//
// # Errors
//
// Every reader is lenient: it returns what it read and an error for each fault,
// with the byte offset. The faults of one object do not touch another one.
// Input is bounded: a file has at most 256 MiB.
package inventory

//go:generate go run github.com/schanneltrust/schannel/internal/enumgen
