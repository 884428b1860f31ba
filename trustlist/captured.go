// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package trustlist

import (
	"strings"

	"github.com/schanneltrust/schannel"
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
	Free  int            `json:"free"`  // bytes up to that limit

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
	r := Report{}
	r.addDuplicates(list)
	r.addMalformed(list)
	c.Findings = append(c.Findings, r.Findings...)
	return c
}

// InspectFlight is [Inspect] for the list of a capture. Of a list that was not
// read to its end it tells only that.
func InspectFlight(f Flight) Captured {
	list := f.Request.Authorities
	if f.Whole {
		return Inspect(list)
	}
	c := Captured{Names: len(list), Bytes: list.Size(), Findings: []schannel.Finding{}}
	incomplete := finding(codeCapturedIncomplete, schannel.InsufficientData, wholeList(),
		schannel.Number("names", c.Names), schannel.Number("bytes", c.Bytes))
	incomplete.Missing = []string{"the rest of what the server sent"}
	c.add(incomplete)
	c.addSystemMapper(list)
	return c
}

func (c *Captured) add(f schannel.Finding) { c.Findings = append(c.Findings, f) }

// judgeCut compares the size with both limits.
func (c *Captured) judgeCut(list List) {
	longest := 0
	for _, name := range list {
		longest = max(longest, entryHeader+len(name))
	}
	for _, limit := range [...]int{limit2003, limit2008} {
		free := limit - c.Bytes
		if c.Limit == 0 && free >= 0 {
			c.Limit, c.Free = limit, free
		}
		switch {
		case free >= 0 && free < longest:
			c.Cut, c.Limit, c.Free = schannel.Yes, limit, free
			c.addCut(schannel.Likely, longest)
			return
		case c.within(list, limit):
			c.Cut, c.Limit, c.Free = schannel.Unknown, limit, max(0, free)
		}
	}
	switch {
	case c.Cut == schannel.Unknown:
		c.addCut(schannel.Undocumented, entryHeader+longestName)
	case c.Limit == 0:
		c.add(finding(codeCapturedBeyond, schannel.Likely, wholeList(), schannel.Number("bytes", c.Bytes), schannel.Number("limit", limit2008)))
	default:
		c.add(finding(codeCapturedWhole, schannel.Likely, wholeList(),
			schannel.Number("bytes", c.Bytes), schannel.Number("free", c.Free), schannel.Number("limit", c.Limit), schannel.Number("longest", entryHeader+longestName)))
	}
}

// within reports whether some way to count puts the list less than the longest
// known name below the limit.
func (c *Captured) within(list List, limit int) bool {
	for counting := range Counting(len(countingNames)) {
		t := Truncate(list, Profile{Limit: limit, Policy: Policy{Counting: counting}})
		free := limit - t.Bytes
		if free >= 0 && free < counting.header()+longestName {
			return true
		}
	}
	return false
}

func (c *Captured) addCut(certainty schannel.Certainty, longest int) {
	f := finding(codeCapturedCut, certainty, wholeList(),
		schannel.Number("bytes", c.Bytes), schannel.Number("free", c.Free), schannel.Number("limit", c.Limit), schannel.Number("longest", longest))
	f.Events = []schannel.Event{event36885()}
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
	for a, err := range n.attributes() {
		if err != nil {
			return false
		}
		if value, ok := a.text(); ok && strings.EqualFold(strings.TrimSpace(value), text) {
			return true
		}
	}
	return false
}
