// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package ja_test

import (
	"regexp"
	"strings"
	"testing"
)

// kept are the runs of English words that a Japanese text keeps.
var kept = []struct{ words, why string }{
	{"EWS Managed API", "name of a library"},
	{"Client Authentication Issuers", "name of a certificate store, as Microsoft's documents write it"},
	{"Exclusive CA Trust", "term of Microsoft's page, beside its translation"},
	{"Exclusive Root Trust", "term of Microsoft's page, beside its translation"},
	{"netsh http show sslcert", "command"},
	{"Ctl Store Name", "label that netsh prints"},
	{"Microsoft Exchange ADAM", "name of a service"},
	{"Documents and Settings", "folder"},
	{"Outlook for Microsoft", "product, followed by its number"},
	{"Exchange Server SE", "product"},
	{"wevtutil qe FILE", "command"},
	{"Require TLS session resumption", "option of FileZilla Server, which is in English"},
}

// products are names that arguments have.
var products = []string{"Outlook Web Access", "Exchange ActiveSync", "Outlook Anywhere"}

var englishWords = regexp.MustCompile(`[A-Za-z][A-Za-z0-9'./_-]*(?: [A-Za-z][A-Za-z0-9'./_-]*){2,}`)

// englishIn returns the runs of three or more English words in a text, without
// those that are kept.
func englishIn(text string) []string {
	for _, k := range kept {
		text = strings.ReplaceAll(text, k.words, "…")
	}
	for _, name := range products {
		text = strings.ReplaceAll(text, name, "…")
	}
	return englishWords.FindAllString(text, -1)
}

// TestTextsHoldNoEnglish: no template has an English sentence left in it.
func TestTextsHoldNoEnglish(t *testing.T) {
	t.Parallel()
	used := map[string]bool{}
	every(t, func(what, text string) {
		text = place.ReplaceAllString(text, "…")
		for _, k := range kept {
			used[k.words] = used[k.words] || strings.Contains(text, k.words)
		}
		for _, words := range englishIn(text) {
			t.Errorf("%s: %q", what, words)
		}
	})
	for _, k := range kept {
		if !used[k.words] {
			t.Errorf("%q is kept and does not appear", k.words)
		}
	}
}
