// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package trustlist

import (
	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/trustlist/internal/say"
)

var ruleListDuplicates = schannel.Rule{
	Code: "trustlist.list.duplicates", Title: "Names are in the list more than once",
	Severity: schannel.Info, Evidence: schannel.Inferred,
	Message: "{duplicates} entries repeat names that the list already has, and take {bytes} bytes. Roots with the same subject but different keys are the usual reason. No document says that Windows removes them.",
	Sources: []schannel.Source{{Document: "KB2801679", Section: "More information"}},
}

var ruleNameMalformed = schannel.Rule{
	Code: "trustlist.name.malformed", Title: "A name is not a DER-encoded Name",
	Severity: schannel.Warning, Evidence: schannel.Specified,
	Message: "Entries that are not an X.501 Name: {count}, the first of them no. {number} ({bytes} bytes): {fault}. They take room in the list; no client can match them by their fields.",
	Sources: []schannel.Source{
		{Document: "RFC 5246", Section: "Section 7.4.4"},
		{Document: "RFC 5280", Section: "Section 4.1.2.4"},
	},
}

var ruleNameNobody = schannel.Rule{
	Code: "trustlist.name.nobody", Title: "A name has no attributes",
	Severity: schannel.Warning, Evidence: schannel.Specified,
	Message: "Entries that are well-formed and name nobody: {count}, the first of them no. {number}. The name of an authority is not empty.",
	Sources: []schannel.Source{{Document: "RFC 5280", Section: "Section 4.1.2.4"}, {Document: "RFC 5280", Section: "Section 4.1.2.6"}},
}

// emptyName is the DER of a name without attributes.
const emptyName = "\x30\x00"

// oddities tells what is odd about a list whatever its limit: names that stand
// in it again, what is no name, and what names nobody.
func oddities(list List, first []int) []schannel.Finding {
	var findings []schannel.Finding
	bytes := 0
	var again, malformed, nobody []schannel.Subject
	for i, name := range list {
		if first[i] != i {
			again = append(again, schannel.Nth("name", i))
			bytes += entryHeader + len(name)
		}
		if string(name) == emptyName {
			nobody = append(nobody, schannel.Nth("name", i))
		}
		if name.fault() != nil {
			malformed = append(malformed, schannel.Nth("name", i))
		}
	}
	if len(again) > 0 {
		findings = append(findings, say.Counted(schannel.NewFinding(ruleListDuplicates, schannel.Basis{Certainty: schannel.Likely}, wholeList(),
			schannel.Number("duplicates", len(again)), schannel.Number("bytes", bytes)), again))
	}
	if len(malformed) > 0 {
		at := malformed[0].Index
		findings = append(findings, say.Counted(schannel.NewFinding(ruleNameMalformed, schannel.Basis{Certainty: schannel.Certain}, malformed[0],
			schannel.Number("count", len(malformed)), schannel.Number("number", at+1), schannel.Number("bytes", len(list[at])), schannel.Word("fault", list[at].fault().Code)), malformed))
	}
	if len(nobody) > 0 {
		findings = append(findings, say.Counted(schannel.NewFinding(ruleNameNobody, schannel.Basis{Certainty: schannel.Certain}, nobody[0],
			schannel.Number("count", len(nobody)), schannel.Number("number", nobody[0].Index+1)), nobody))
	}
	return findings
}
