// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package offer

// Codes of packages below that are used here.
const (
	codeListTruncated = "trustlist.list.truncated"
)
