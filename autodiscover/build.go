// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package autodiscover

import (
	"slices"
	"strconv"
	"strings"
)

// Builds of Outlook with which a step came (KB2212902).
var (
	buildLastKnownGood = [4]int{14, 0, 7140, 5001} // the cached URL of Outlook 2010
	buildOffice365     = [4]int{16, 0, 6741, 2017} // Direct Connect to Office 365
)

// parseBuild reads a build such as 14.0.7140.5001.
func parseBuild(text string) ([4]int, bool) {
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

// buildBefore reports whether a build is known to come before another.
func buildBefore(text string, other [4]int) bool {
	build, ok := parseBuild(text)
	return ok && slices.Compare(build[:], other[:]) < 0
}
