// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package main

import (
	"fmt"
	"strings"

	"github.com/schanneltrust/schannel"
)

const notice = "<!-- Written by internal/gendocs (go generate); change the Go source instead. -->\n\n"

// escape makes a text literal in Markdown, also inside a table.
func escape(text string) string {
	var b strings.Builder
	for _, r := range text {
		if strings.ContainsRune("\\`*_[]<>|#", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// code writes a code or another name that has no backquote in it.
func code(name string) string { return "`" + name + "`" }

// cite writes a source with a link to its document, whose address stands at the
// end of the page.
func cite(s schannel.Source) string {
	link := "[" + s.Document + "]"
	if s.Section == "" {
		return link
	}
	return link + ", " + escape(s.Section)
}

func citeAll(sources []schannel.Source) string {
	cited := make([]string, len(sources))
	for i, s := range sources {
		cited[i] = cite(s)
	}
	return strings.Join(cited, "; ")
}

// addresses is what the links of cite lead to.
func addresses() string {
	var b strings.Builder
	for d := range schannel.Documents() {
		fmt.Fprintf(&b, "[%s]: <%s>\n", d.ID, d.URL)
	}
	return b.String()
}
