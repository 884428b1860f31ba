// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package scpfile

// Format is a form in which service connection points are written.
type Format uint8

const (
	FormatUnknown Format = 0 // "unknown": none of those below
	LDIF          Format = 1 // "ldif": RFC 2849
	ShellText     Format = 2 // "shell-text": Format-List or Format-Table
	CLIXML        Format = 3 // "clixml": Export-Clixml, or ConvertTo-Xml
)
