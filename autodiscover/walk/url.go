// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package walk

import (
	"slices"
	"strings"

	"github.com/schanneltrust/schannel/internal/weburl"
)

const (
	legacyPath = "/autodiscover/autodiscover.xml"
	soapPath   = "/autodiscover/autodiscover.svc"
)

// isLegacyPath follows the pattern of the EWS Managed API: any case, any
// segments between, any character where its dot stands, and anything before and
// behind.
func isLegacyPath(path string) bool {
	segments := strings.Split(strings.ToLower(path), "/")
	inside := false // behind a segment "autodiscover", with no empty one between
	for i, segment := range segments {
		if i == 0 {
			continue
		}
		if rest, ok := strings.CutPrefix(segment, "autodiscover"); ok && inside {
			if rest == "" && i+1 < len(segments) && strings.HasPrefix(segments[i+1], "xml") {
				return true
			}
			if len(rest) > 3 && strings.HasPrefix(rest[1:], "xml") {
				return true
			}
		}
		inside = inside && segment != "" || segment == "autodiscover"
	}
	return false
}

// contains reports whether a URL is in a list.
func contains(urls []string, u string) bool {
	return slices.ContainsFunc(urls, func(v string) bool { return weburl.Same(u, v) })
}
