// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Package symptom holds what an administrator has seen: event records, codes
// and texts, in no terms of TLS, certificates or mail yet.
//
//   - To read a file or a paste of them, call [ReadLenient].
//   - To read a single code, call [ParseCode].
//   - To tell which rows nobody could explain, call [Untaken].
//
// A [Row] is one thing that was seen. The same rows go to every package that
// diagnoses; each takes what it knows and returns which rows those were, as
// [Taken]. What a number in a message means is said there: this package finds
// structure only, and says nothing about meaning.
//
// # What is read
//
// Event XML: what wevtutil qe /f:xml, the Event Viewer ("save as XML") and
// ToXml in PowerShell write, one event or many, with a root or without, with
// rendered messages or without.
//
// Event lists: the CSV of the Event Viewer and of Export-Csv; the JSON of
// ConvertTo-Json and of collectors of logs, as a list or an object a line.
//
// Events that people paste: wevtutil qe /f:text; the Event Viewer's copy, also
// with its XML below; Get-WinEvent and Get-EventLog as lists or as tables; the
// older "Event Type, Event Source, Event ID" of support articles, on one line or
// several. Labels are known in English, German and Japanese; the Event Viewer's
// copy is read in other languages too, by the order of its lines.
//
// Codes: SSPI, HRESULT and Win32 codes, HTTP status with substatus and Win32
// status, lines of an IIS log, SMTP replies with an enhanced status code, TLS
// alerts. Everything else is a text, one for each paragraph; below the header
// of a log, one for each line.
//
// Files may be in UTF-16, UTF-8 or, as far as Windows-1252 goes, in ANSI.
package symptom

//go:generate go run github.com/schanneltrust/schannel/internal/enumgen
