// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Package pstext reads what PowerShell prints and exports, as people paste it.
//
//   - To read objects from any of the forms, range over [Objects].
//   - To see what a file is, and how to convert one of another kind, call
//     [FormatOf].
//   - To read a date as a shell printed it, call [Culture.Parse].
//
// Three forms give the same neutral result, objects with properties in order:
//
//   - Format-List: "Name : value", values wrapped to the column in which they
//     begin, an empty line between objects. Prompts with what was typed behind
//     them, and what Start-Transcript writes about itself, are passed over;
//     messages of the shell between the lines are told and do no harm.
//   - Format-Table: columns under their headings, as the line of hyphens marks
//     them; a cell that was cut says so.
//   - CLIXML of Export-Clixml, and the XML of ConvertTo-Xml: nested objects,
//     lists, dictionaries and references.
//
// Reading is lenient: what is malformed is yielded as an error in its place, and
// what was read before it stays read. In a text the lines after it are read on;
// XML that is malformed ends there. A file has 256 MiB at most, and its objects
// and values have bounds too; what goes beyond is refused, never cut silently.
package pstext
