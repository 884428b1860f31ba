// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package removal

import (
	"fmt"

	"github.com/schanneltrust/schannel"
)

// Codes of packages below that are used here.
const (
	codeListExpired     = "trustlist.list.expired"
	codeLimitInferred   = "trustlist.limit.inferred"
	codeRequiredRemoved = "trustlist.required.removed"
)

// fault returns the error for a malformed input.
func fault(code schannel.Code, field string, offset int, format string, args ...any) *schannel.Error {
	return &schannel.Error{Code: code, Field: field, Offset: offset, Err: fmt.Errorf(format, args...)}
}
