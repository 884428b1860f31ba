// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package certutil

import (
	"fmt"

	"github.com/schanneltrust/schannel"
)

// Codes of the errors that [Certificates] yields.
const (
	codeFormat schannel.Code = "schannel.certutil.format"
	codeSize   schannel.Code = "schannel.certutil.size"
	codeValue  schannel.Code = "schannel.certutil.value"
	codeBase64 schannel.Code = "schannel.certutil.base64"
)

// Errors is what the errors of this package mean. A package that passes them
// on lists them in its catalogue.
func Errors() []schannel.Phrase {
	return []schannel.Phrase{
		{Code: codeBase64, Text: "A certificate in base64 is malformed or cut off."},
		{Code: codeFormat, Text: "A text is not what certutil prints of certificates."},
		{Code: codeSize, Text: "A file, or a certificate in it, is larger than what is read."},
		{Code: codeValue, Text: "A value is not what its label says."},
	}
}

func fault(code schannel.Code, field string, offset int, format string, args ...any) *schannel.Error {
	return &schannel.Error{Code: code, Field: field, Offset: offset, Err: fmt.Errorf(format, args...)}
}
