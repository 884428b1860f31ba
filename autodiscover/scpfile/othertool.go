// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package scpfile

import (
	"fmt"
	"strings"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/textfile"
)

// otherTool names the tool that wrote a text of another form, if it is one with
// which administrators look at a directory; empty if not.
func otherTool(text textfile.Text) string {
	var first, second string
	for line := range text.Lines() {
		if second = strings.TrimSpace(line.Text); first != "" {
			break
		}
		first = second
	}
	switch lower := strings.ToLower(first); {
	case strings.HasPrefix(lower, "adfind v"):
		return "AdFind"
	case strings.HasPrefix(lower, "dn,"), strings.HasPrefix(lower, `"dn",`):
		return "csvde"
	case strings.HasPrefix(lower, "expanding base '"), strings.HasPrefix(lower, "***searching"), strings.HasPrefix(lower, "ld = ldap_"):
		return "ldp"
	case lower == "[", strings.HasPrefix(lower, "[ {"): // [PS] is a prompt
		return "ConvertTo-Json"
	case strings.HasPrefix(lower, "dn: ") && isCounted(second):
		return "repadmin"
	case isListed(lower):
		return "dsquery"
	case isHeading(strings.Fields(lower)) && strings.Trim(second, "- ") != "":
		return "dsquery"
	}
	return ""
}

// isCounted reports whether a line is an attribute as repadmin /showattr lists
// them: the number of its values stands before its name.
func isCounted(line string) bool {
	count, name, ok := strings.Cut(line, "> ")
	return ok && name != "" && count != "" && strings.Trim(count, "0123456789") == ""
}

// isListed reports whether a line is an attribute of an entry as dsquery lists
// them; a shell has a blank before the colon, and LDIF begins with dn.
func isListed(line string) bool {
	name, value, _ := strings.Cut(line, ":")
	return strings.HasPrefix(value, " ") && (name == "distinguishedname" || name == "adspath" || isRead(name) && name != "dn")
}

// isHeading reports whether these are the names of attributes, of which one is
// read: dsquery prints them above its columns, a shell with hyphens below them.
func isHeading(names []string) bool {
	entry := false
	for _, name := range names {
		entry = entry || name == "keywords" || name == "servicebindinginformation"
		if !isRead(name) && name != "distinguishedname" && name != "name" {
			return false
		}
	}
	return entry
}

// otherFault is the refusal of what a tool wrote.
func otherFault(tool string) schannel.Error {
	return fault(codeFormat, "file", 0, fmt.Errorf(
		"the output of %s; export the entries with ldifde -f FILE -d CN=Configuration,DC=… -r (objectClass=serviceConnectionPoint)", tool,
	))
}

const codeFormat schannel.Code = "autodiscover.file.format"

var meaningFormat = schannel.Phrase{Code: "autodiscover.file.format", Text: "The file is the output of a tool that is not read here; the error names it, and how to export the entries."}
