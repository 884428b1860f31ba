// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package pstext

import (
	"strings"

	"github.com/schanneltrust/schannel/internal/textfile"
)

// Kind is a form in which objects are written.
type Kind uint8

const (
	Other  Kind = 0 // none of those below
	Text   Kind = 1 // Format-List or Format-Table
	CLIXML Kind = 2 // Export-Clixml
	XML    Kind = 3 // ConvertTo-Xml
)

// Format is what a file is.
type Format struct {
	Kind    Kind
	Name    string // such as "Format-List"; of another kind too, if it is a known one
	Convert string // how to get from another kind what is read here
}

// FormatOf tells what a file is, by how it begins.
func FormatOf(data []byte) Format {
	if kind := textfile.Binary(data); kind.Name != "" {
		return Format{Other, kind.Name, kind.Convert}
	}
	return formatOf(textfile.Decode(data[:min(len(data), 1<<16)]).String)
}

const again = "run the cmdlet again and append \"| Format-List *\", or \"| Export-Clixml FILE\""

func formatOf(text string) Format {
	begin := strings.TrimLeft(text, " \t\r\n\ufeff\u00a0")
	if rest, declared := strings.CutPrefix(begin, "<?xml"); declared {
		_, rest, _ = strings.Cut(rest, "?>")
		begin = strings.TrimLeft(rest, " \t\r\n")
	}
	if rest, comment := strings.CutPrefix(begin, "#< CLIXML"); comment {
		begin = strings.TrimLeft(rest, " \t\r\n") // what a shell within a shell writes
	}
	switch {
	case begin == "":
		return Format{Other, "an empty file", again}
	case hasElement(begin, "Objs"):
		return Format{Kind: CLIXML, Name: "CLIXML"}
	case hasElement(begin, "Objects"):
		return Format{Kind: XML, Name: "the XML of ConvertTo-Xml"}
	case strings.HasPrefix(begin, "#TYPE "), strings.HasPrefix(begin, "\""):
		return Format{Other, "CSV of Export-Csv", again}
	case strings.HasPrefix(begin, "#Software:"), strings.HasPrefix(begin, "#Fields:"):
		return Format{Other, "a log with a heading of fields", ""}
	}
	if kind := textfile.Textual(text); kind.Name != "" {
		return Format{Other, kind.Name, again}
	}
	return Format{Kind: Text, Name: "text"}
}

// hasElement reports whether a document begins with an element.
func hasElement(text, name string) bool {
	rest, ok := strings.CutPrefix(text, "<"+name)
	return ok && rest != "" && strings.ContainsAny(rest[:1], " \t\r\n>/")
}
