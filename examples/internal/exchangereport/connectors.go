// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package exchangereport

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/schanneltrust/schannel/exchangecert/exchange"
	"github.com/schanneltrust/schannel/symptom"
)

// ConnectorsIn returns the places of the connectors that a symptom names.
func ConnectorsIn(row symptom.Row, connectors []exchange.Connector) []int {
	texts := []string{row.Text, row.Event.Message}
	for _, f := range row.Event.Data {
		texts = append(texts, f.Value)
	}
	var found []int
	for n, c := range connectors {
		label := c.Label()
		if label != "" && slices.ContainsFunc(texts, func(text string) bool { return names(text, label) }) {
			found = append(found, n)
		}
	}
	return found
}

// names reports whether a text has a label as whole words: "Default HUB1" does
// not stand in "Default HUB10".
func names(text, label string) bool {
	for {
		before, after, found := strings.Cut(text, label)
		if !found {
			return false
		}
		last, _ := utf8.DecodeLastRuneInString(before)
		next, _ := utf8.DecodeRuneInString(after)
		if !wordRune(last) && !wordRune(next) {
			return true
		}
		text = after
	}
}

func wordRune(r rune) bool {
	return r != utf8.RuneError && (unicode.IsLetter(r) && r < 0x80 || unicode.IsDigit(r))
}
