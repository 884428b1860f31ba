// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package inventory

import (
	"bytes"
	"strings"

	"github.com/schanneltrust/schannel/internal/certutil"
	"github.com/schanneltrust/schannel/internal/pstext"
	"github.com/schanneltrust/schannel/internal/textfile"
)

// Format is a form of file.
type Format uint8

const (
	FormatUnknown  Format = 0 // "unknown": none of those that are read
	FormatPrinted  Format = 1 // "printed": Format-List or Format-Table
	FormatCLIXML   Format = 2 // "clixml": Export-Clixml
	FormatXML      Format = 3 // "xml": ConvertTo-Xml
	FormatCertutil Format = 4 // "certutil": certutil -store, certutil -dump
	FormatLog      Format = 5 // "protocol-log": an SMTP protocol log
	FormatPEM      Format = 6 // "pem": certificates in base64
	FormatDER      Format = 7 // "der": one certificate
)

// FormatOf tells what a file is, by how it begins.
func FormatOf(data []byte) Format {
	begin := data[:min(len(data), 1<<16)]
	switch {
	case bytes.HasPrefix(begin, []byte{0x30, 0x82}), bytes.HasPrefix(begin, []byte{0x30, 0x83}):
		return FormatDER
	case isLog(begin):
		return FormatLog
	case certutil.Is(begin):
		return FormatCertutil
	case strings.Contains(textfile.Decode(begin).String, "-----BEGIN CERTIFICATE-----"):
		return FormatPEM
	}
	switch pstext.FormatOf(begin).Kind {
	case pstext.Text:
		return FormatPrinted
	case pstext.CLIXML:
		return FormatCLIXML
	case pstext.XML:
		return FormatXML
	case pstext.Other:
	}
	return FormatUnknown
}
