// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package pstext

import (
	"fmt"

	"github.com/schanneltrust/schannel"
)

// Codes of the errors that [Objects] yields.
const (
	codeFormat    schannel.Code = "schannel.powershell.format"
	codeSize      schannel.Code = "schannel.powershell.size"
	codeLine      schannel.Code = "schannel.powershell.line"
	codeQuotes    schannel.Code = "schannel.powershell.quotes"
	codeEncoding  schannel.Code = "schannel.powershell.encoding"
	codeXML       schannel.Code = "schannel.powershell.xml"
	codeElement   schannel.Code = "schannel.powershell.element"
	codeReference schannel.Code = "schannel.powershell.reference"
	codeDate      schannel.Code = "schannel.powershell.date"
	codeTwoWays   schannel.Code = "schannel.powershell.two_ways"
	codeCulture   schannel.Code = "schannel.powershell.culture"
)

// Errors is what the errors of this package mean. A package that passes them
// on lists them in its catalogue.
func Errors() []schannel.Phrase {
	return []schannel.Phrase{
		{Code: codeCulture, Text: "A culture is not in the table, or a date does not have the order of its culture."},
		{Code: codeDate, Text: "A text is no date."},
		{Code: codeElement, Text: "An element is not one of CLIXML, or stands where it cannot."},
		{Code: codeEncoding, Text: "A byte belongs to no encoding that is recognised; it was read as Windows-1252."},
		{Code: codeFormat, Text: "A file is none of the forms that PowerShell writes objects in."},
		{Code: codeLine, Text: "A line belongs to no object."},
		{Code: codeQuotes, Text: "Typographic quotation marks were read as plain ones."},
		{Code: codeReference, Text: "A reference leads to nothing that stands before it."},
		{Code: codeSize, Text: "A file, an object or a nesting is larger than what is read."},
		{Code: codeTwoWays, Text: "A date reads in two ways."},
		{Code: codeXML, Text: "The XML is malformed, or holds what no export has, such as a document type."},
	}
}

func fault(code schannel.Code, field string, offset int, format string, args ...any) *schannel.Error {
	return &schannel.Error{Code: code, Field: field, Offset: offset, Err: fmt.Errorf(format, args...)}
}
