// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package trustlist

import (
	"fmt"

	"github.com/schanneltrust/schannel"
)

// Codes of malformed input.
const (
	codeListCut      schannel.Code = "trustlist.list.cut"
	codeListLong     schannel.Code = "trustlist.list.long"
	codeListTrailing schannel.Code = "trustlist.list.trailing"
	codeNameDER      schannel.Code = "trustlist.name.der"
	codeNameEmpty    schannel.Code = "trustlist.name.empty"
	codeNameLong     schannel.Code = "trustlist.name.long"
)

// fault returns the error for a malformed input.
func fault(code schannel.Code, field string, offset int, format string, args ...any) *schannel.Error {
	return &schannel.Error{Code: code, Field: field, Offset: offset, Err: fmt.Errorf(format, args...)}
}
