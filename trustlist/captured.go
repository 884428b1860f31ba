// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package trustlist

import (
	"strings"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/dn"
)

// Captured is what a list tells that was seen on the wire, without a word from
// its server.
type Captured struct {
	Names int `json:"names"`
	Bytes int `json:"bytes"` // Size of the list

	// Cut is whether Schannel has cut the list: Yes if it is likely, Unknown
	// if the size allows both, No if a cut would show.
	Cut   schannel.Truth `json:"cut"`
	Limit int            `json:"limit"` // of the cut; without one, the next limit above the list, or 0

	Findings []schannel.Finding `json:"findings"`
}

// longestName is the longest subject of a root that was ever in the Microsoft
// root program.
const longestName = 335

// Inspect tells whether Schannel has cut a captured list, and what else is odd
// about it. A cut drops whole names, so it leaves no trace but the size: a list
// that was cut ends less than one name below a limit.
func Inspect(list List) Captured {
	c := Captured{Names: len(list), Bytes: list.Size(), Cut: schannel.No, Findings: []schannel.Finding{}}
	if len(list) == 0 {
		c.add(finding(codeListNone, schannel.Certain, wholeList()))
		return c
	}
	c.judgeCut(list)
	c.addSystemMapper(list)
	c.add(oddities(list, list.firstPlaces())...)
	return c
}

// InspectPart is [Inspect] for the beginning of a list of which the rest is not
// known, such as that of a capture that ends inside it. It tells only that, and
// whether NT AUTHORITY is named.
func InspectPart(list List) Captured {
	c := Captured{Names: len(list), Bytes: list.Size(), Findings: []schannel.Finding{}}
	incomplete := finding(codeCapturedIncomplete, schannel.InsufficientData, wholeList(),
		schannel.Number("names", c.Names), schannel.Number("bytes", c.Bytes))
	incomplete.Missing = []string{"the rest of what the server sent"}
	c.add(incomplete)
	c.addSystemMapper(list)
	return c
}

func (c *Captured) add(findings ...schannel.Finding) { c.Findings = append(c.Findings, findings...) }

// judgeCut compares the size with both limits.
func (c *Captured) judgeCut(list List) {
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
		c.add(finding(codeCapturedBeyond, schannel.Likely, wholeList(), schannel.Number("bytes", c.Bytes), schannel.Number("limit", limit2008)))
	default:
		c.add(finding(codeCapturedWhole, schannel.Likely, wholeList(),
			schannel.Number("bytes", c.Bytes), c.free(), schannel.Number("limit", c.Limit), schannel.Number("longest", entryHeader+longestName)))
	}
}

// free is how many bytes the list has up to its limit.
func (c *Captured) free() schannel.Arg { return schannel.Number("free", max(0, c.Limit-c.Bytes)) }

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

func (c *Captured) addCut(certainty schannel.Certainty, longest int) {
	f := finding(codeCapturedCut, certainty, wholeList(),
		schannel.Number("bytes", c.Bytes), c.free(), schannel.Number("limit", c.Limit), schannel.Number("longest", longest))
	f.Events = []schannel.Event{TruncationEvent()}
	if certainty == schannel.Undocumented {
		f.Outcomes = []string{"cut: the next name did not fit", "whole: the list happens to end there"}
		f.Settle = "event 36885 in the log of the server, or the number of roots in its store"
	}
	c.add(f)
}

// addSystemMapper reports names that read NT AUTHORITY. How Schannel encodes
// the name is not documented, so its text is what it is known by.
func (c *Captured) addSystemMapper(list List) {
	for i, name := range list {
		if !name.reads("NT AUTHORITY") {
			continue
		}
		if len(list) == 1 {
			c.add(finding(codeCapturedOnlyMapper, schannel.Likely, schannel.Nth("name", i)))
		} else {
			c.add(finding(codeCapturedMapper, schannel.Likely, schannel.Nth("name", i), schannel.Number("index", i)))
		}
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
