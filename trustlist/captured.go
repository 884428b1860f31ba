// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package trustlist

import (
	"encoding/json"
	"strings"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/dn"
	"github.com/schanneltrust/schannel/internal/jsonlist"
	"github.com/schanneltrust/schannel/trustlist/internal/say"
)

// Captured is what a list that was seen on the wire tells by itself, with
// nothing known of its server.
type Captured struct {
	Names int `json:"names"`
	Bytes int `json:"bytes"` // Size of the list

	// Cut is whether Schannel has cut the list: Yes if it is likely, Unknown
	// if the size allows both, No if a cut would show.
	Cut   schannel.Truth `json:"cut"`
	Limit int            `json:"limit"` // of the cut; without one, the next limit above the list, or 0

	Findings []schannel.Finding `json:"findings"`
}

// MarshalJSON writes every field, no findings as an empty list.
func (c Captured) MarshalJSON() ([]byte, error) {
	type plain Captured
	p := plain(c)
	p.Findings = jsonlist.Of(p.Findings)
	return json.Marshal(p)
}

// longestName is the longest subject of a root that was ever in the Microsoft
// root program.
const longestName = 335

// Inspect tells whether Schannel has cut a captured list, and what else is odd
// about it. A cut drops whole names, so its only trace is the size: a list that
// was cut ends less than one name below a limit.
func Inspect(list List) Captured {
	c := inspection{Captured{Names: len(list), Bytes: list.Size(), Cut: schannel.No, Findings: []schannel.Finding{}}}
	if len(list) == 0 {
		c.add(schannel.NewFinding(ruleListNone, schannel.Basis{Certainty: schannel.Certain}, wholeList()))
		return c.Captured
	}
	c.judgeCut(list)
	c.addSystemMapper(list)
	c.add(oddities(list, list.firstPlaces())...)
	return c.Captured
}

var ruleCapturedIncomplete = schannel.Rule{
	Code: "trustlist.captured.incomplete", Title: "The capture ends inside the list",
	Severity: schannel.Warning, Evidence: schannel.Specified,
	Message: "The capture holds {names} whole names of the list ({bytes} bytes). What the server sent after them is not known.",
	Sources: []schannel.Source{{Document: "RFC 5246", Section: "Section 7.4.4"}},
}

// InspectPart is [Inspect] for the beginning of a list of which the rest is not
// known, such as that of a capture that ends inside it. It tells only that, and
// whether NT AUTHORITY is named.
func InspectPart(list List) Captured {
	c := inspection{Captured{Names: len(list), Bytes: list.Size(), Findings: []schannel.Finding{}}}
	c.add(schannel.NewFinding(ruleCapturedIncomplete, schannel.Basis{
		Certainty: schannel.InsufficientData, Missing: []schannel.Phrase{say.Rest},
	}, wholeList(), schannel.Number("names", c.Names), schannel.Number("bytes", c.Bytes)))
	c.addSystemMapper(list)
	return c.Captured
}

// inspection is a captured list being judged.
type inspection struct{ Captured }

func (c *inspection) add(findings ...schannel.Finding) { c.Findings = append(c.Findings, findings...) }

var ruleCapturedBeyond = schannel.Rule{
	Code: "trustlist.captured.beyond", Title: "The list is longer than what Schannel sends",
	Severity: schannel.Info, Evidence: schannel.Inferred,
	Message: "The list has {bytes} bytes. No release of Windows Server is known to send more than {limit}, so another product made it.",
	Sources: []schannel.Source{
		{Document: "KB2464556", Section: "More Information"},
		{Document: "Schannel SSP overview", Section: "Management of trusted issuers for client authentication"},
	},
	Excludes: []schannel.Code{"trustlist.captured.cut", "trustlist.captured.whole", "trustlist.captured.incomplete"},
}

var ruleCapturedWhole = schannel.Rule{
	Code: "trustlist.captured.whole", Title: "Schannel has not cut this list",
	Severity: schannel.Info, Evidence: schannel.Inferred,
	Message: "The list has {bytes} bytes and {free} are free up to the limit of {limit}. No root of the Microsoft root program ever took more than {longest}, so the next name would have fitted.",
	Sources: []schannel.Source{
		{Document: "KB2464556", Section: "More Information"},
		{Document: "robstradling/authroot.stl"},
	},
	Excludes: []schannel.Code{"trustlist.captured.cut", "trustlist.captured.beyond", "trustlist.captured.incomplete"},
}

// judgeCut compares the size with both limits.
func (c *inspection) judgeCut(list List) {
	longest := 0
	for _, name := range list {
		longest = max(longest, entryHeader+len(name))
	}
	for _, limit := range [...]int{limit2003, limit2008} {
		free := limit - c.Bytes
		if c.Limit == 0 && free >= 0 {
			c.Limit = limit
		}
		switch {
		case free >= 0 && free < longest:
			c.Cut, c.Limit = schannel.Yes, limit
			c.addCut(schannel.Likely, longest)
			return
		case withinReach(list, limit):
			c.Cut, c.Limit = schannel.Unknown, limit
		}
	}
	switch {
	case c.Cut == schannel.Unknown:
		c.addCut(schannel.Undocumented, entryHeader+longestName)
	case c.Limit == 0:
		c.add(schannel.NewFinding(ruleCapturedBeyond, schannel.Basis{Certainty: schannel.Likely}, wholeList(), schannel.Number("bytes", c.Bytes), schannel.Number("limit", limit2008)))
	default:
		c.add(schannel.NewFinding(ruleCapturedWhole, schannel.Basis{Certainty: schannel.Likely}, wholeList(),
			schannel.Number("bytes", c.Bytes), c.free(), schannel.Number("limit", c.Limit), schannel.Number("longest", entryHeader+longestName)))
	}
}

// free is how many bytes the list has up to its limit.
func (c *inspection) free() schannel.Arg { return schannel.Number("free", max(0, c.Limit-c.Bytes)) }

// withinReach reports whether some way to count puts the list less than the
// longest known name below the limit.
func withinReach(list List, limit int) bool {
	longest := make(Name, longestName)
	for counting := range Counting(len(countingNames)) {
		free := limit - counting.bytes(list)
		if free >= 0 && free < counting.EntryBytes(longest) {
			return true
		}
	}
	return false
}

var ruleCapturedCut = schannel.Rule{
	Code: "trustlist.captured.cut", Title: "The list ends where Schannel cuts lists",
	Severity: schannel.Warning, Evidence: schannel.Inferred,
	Message: "The list has {bytes} bytes. It ends {free} bytes below the limit of {limit}, where an entry of {longest} bytes no longer fits. A list that Schannel has cut ends like this.",
	Sources: []schannel.Source{
		{Document: "KB2464556", Section: "Cause"},
		{Document: "KB2801679", Section: "More information"},
		{Document: "robstradling/authroot.stl"},
	},
	Excludes: []schannel.Code{"trustlist.captured.beyond", "trustlist.captured.whole", "trustlist.captured.incomplete"},
}

var (
	outcomeEndsCut   = schannel.Phrase{Code: "trustlist.outcome.ends_cut", Text: "cut: the next name did not fit"}
	outcomeEndsThere = schannel.Phrase{Code: "trustlist.outcome.ends_there", Text: "whole: the list happens to end there"}

	settleLog   = schannel.Phrase{Code: "trustlist.settle.log", Text: "event 36885 in the log of the server"}
	settleStore = schannel.Phrase{Code: "trustlist.settle.store", Text: "the number of roots in the store of the server"}
)

func (c *inspection) addCut(certainty schannel.Certainty, longest int) {
	basis := schannel.Basis{Certainty: certainty}
	if certainty == schannel.Undocumented {
		basis.Outcomes = []schannel.Phrase{outcomeEndsCut, outcomeEndsThere}
		basis.Settle = []schannel.Phrase{settleLog, settleStore}
	}
	f := schannel.NewFinding(ruleCapturedCut, basis, wholeList(),
		schannel.Number("bytes", c.Bytes), c.free(), schannel.Number("limit", c.Limit), schannel.Number("longest", longest))
	f.Events = []schannel.Event{TruncationEvent()}
	c.add(f)
}

var ruleCapturedMapper = schannel.Rule{
	Code: "trustlist.captured.nt_authority", Title: "The list names NT AUTHORITY",
	Severity: schannel.Info, Evidence: schannel.Observed,
	Message:  "Entry no. {number} reads NT AUTHORITY. Schannel adds it unless the credentials have SCH_CRED_NO_SYSTEM_MAPPER; no client has a certificate of it. Its encoding is not documented, so it is known by its text.",
	Sources:  []schannel.Source{{Document: "dotnet/runtime#60949"}, {Document: "dotnet/runtime#60988"}},
	Excludes: []schannel.Code{"trustlist.captured.nt_authority_only"},
}

var ruleCapturedOnlyMapper = schannel.Rule{
	Code: "trustlist.captured.nt_authority_only", Title: "The list names nobody but NT AUTHORITY",
	Severity: schannel.Failure, Evidence: schannel.Observed,
	Message: "The only entry reads NT AUTHORITY. The list was probably meant to be empty, but with this entry clients find nothing to offer. SCH_CRED_NO_SYSTEM_MAPPER in the credentials of the server removes it.",
	Sources: []schannel.Source{{Document: "dotnet/runtime#60949"}, {Document: "dotnet/runtime#60988"}},
}

// addSystemMapper reports names that read NT AUTHORITY. How Schannel encodes
// the name is not documented, so its text is what it is known by.
func (c *inspection) addSystemMapper(list List) {
	var found []schannel.Subject
	for i, name := range list {
		if name.reads("NT AUTHORITY") {
			found = append(found, schannel.Nth("name", i))
		}
	}
	likely := schannel.Basis{Certainty: schannel.Likely}
	switch {
	case len(found) == 0:
	case len(list) == 1:
		c.add(schannel.NewFinding(ruleCapturedOnlyMapper, likely, found[0]))
	default:
		c.add(say.Counted(schannel.NewFinding(ruleCapturedMapper, likely, found[0], schannel.Number("number", found[0].Index+1)), found))
	}
}

// reads reports whether an attribute of the name has that text, in letters of
// either case.
func (n Name) reads(text string) bool {
	for a, at := range dn.Attributes(n) {
		if at != nil {
			return false
		}
		if value, ok := a.Text(); ok && strings.EqualFold(strings.TrimSpace(value), text) {
			return true
		}
	}
	return false
}
