// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package ja_test

import (
	"regexp"
	"strings"
	"testing"
)

// fixed are what no translation changes: numbers, versions and names with a
// digit, an underline, or capitals inside or throughout.
var fixed = regexp.MustCompile(`[A-Za-z]*\d[\w.,/]*|[A-Z][a-z]+[A-Z]\w*|[A-Z]{2,}\w*|[a-z]+[A-Z]\w+|\w+_\w+`)

// renamed are the names that a Japanese edition has in Japanese.
var renamed = map[string]string{
	"AutoConfiguration": "電子メールの自動構成のテスト", // window of Outlook
}

// TestNamesAndNumbers: each number and each name of an English text stands in
// the Japanese one.
func TestNamesAndNumbers(t *testing.T) {
	t.Parallel()
	have := texts(t).Entries
	for code, e := range entries() {
		got := parts(e.Kind, have[code])
		for i, english := range englishParts(e) {
			for _, name := range fixed.FindAllString(place.ReplaceAllString(english, ""), -1) {
				name = strings.TrimRight(name, ".,")
				if other, ok := renamed[name]; ok {
					name = other
				}
				plural := strings.TrimSuffix(name, "s")
				if i < len(got) && !strings.Contains(got[i], name) && !strings.Contains(got[i], plural) {
					t.Errorf("%s: text %d lacks %q", code, i, name)
				}
			}
		}
	}
}
