// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package office

import (
	"slices"
	"strconv"
	"strings"
)

// BuildOf reads a build such as 14.0.7140.5001.
func BuildOf(text string) ([4]int, bool) {
	var build [4]int
	parts := strings.Split(text, ".")
	if len(parts) != len(build) {
		return build, false
	}
	for i, part := range parts {
		n, err := strconv.ParseUint(part, 10, 31)
		if err != nil {
			return build, false
		}
		build[i] = int(n)
	}
	return build, true
}

// IsBefore reports whether a build is known to come before another.
func IsBefore(text string, other [4]int) bool {
	build, ok := BuildOf(text)
	return ok && slices.Compare(build[:], other[:]) < 0
}
