// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package compose

import (
	"fmt"

	"github.com/schanneltrust/schannel"
)

// Codes of packages below that are used here.
const (
	codeNoOffer       = "trustlist.client.no_offer"
	codeListNotSent   = "trustlist.list.not_sent"
	codeListTruncated = "trustlist.list.truncated"
)

// fault returns the error for a malformed input.
func fault(code schannel.Code, field string, offset int, format string, args ...any) *schannel.Error {
	return &schannel.Error{Code: code, Field: field, Offset: offset, Err: fmt.Errorf(format, args...)}
}
