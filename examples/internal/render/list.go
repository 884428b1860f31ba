// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package render

import (
	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/examples/internal/diagnosis"
	"github.com/schanneltrust/schannel/examples/internal/report"
	"github.com/schanneltrust/schannel/trustlist"
)

// Measures of the bar, in units of its drawing.
const (
	barWidth    = 1000
	maxSegments = 80  // of the bar; more names are drawn in groups
	maxNames    = 100 // in the table
	legendTop   = 118
	legendSpace = 30
)

// listPicture is an issuer list as a bar of bytes.
type listPicture struct {
	Label    string // of the whole
	All      string
	Outcome  string
	Merged   string
	Height   int
	Segments []segment
	Legend   []legend
	Cut      int // where the limit is; 0: there is none, or it is beyond the bar
	CutLabel string
	CutEnd   bool // its label stands before it
	Rows     []listRow
	Doubt    bool // something of it is in doubt
	Limited  bool // a limit applies
	More     int

	Removed     []report.Said // the names and thumbprints of what the removal plan takes out
	MoreRemoved int
}

// segment is one name, or several that share a state.
type segment struct {
	X, Width int
	State    state
	Title    string
}

// legend is what a pattern means, and how much there is of it.
type legend struct {
	X, Y  int
	State state
	Text  string
}

// state is what becomes of a name: the last word of the code of its label, and
// the name of its pattern. It is empty where no limit applies.
type state string

const (
	safe        state = "list_safe"
	sentInDoubt state = "list_sent_in_doubt"
	cutInDoubt  state = "list_cut_in_doubt"
	lost        state = "list_lost"
)

func stateOf(n diagnosis.ListName) state {
	switch {
	case n.Fate == trustlist.Safe:
		return safe
	case n.Fate == trustlist.Lost:
		return lost
	case n.Fate != trustlist.AtRisk:
		return ""
	case n.Kept:
		return sentInDoubt
	}
	return cutInDoubt
}

// listRow is a name in the table.
type listRow struct {
	Number int
	Name   string
	Bytes  int // 0: not known
	State  state
	Remove bool
}

// share is how much of a list has one state.
type share struct {
	state        state
	names, bytes int
}

func readList(l report.Language, from *diagnosis.List) *listPicture {
	if from == nil {
		return nil
	}
	p := &listPicture{Label: l.Label("list"), More: from.More, Limited: from.Truncation != nil}
	if from.Captured {
		p.Label = l.Label("list_captured")
	}
	names, size := len(from.Names)+from.More, 0
	for _, n := range from.Names {
		size += n.Bytes
	}
	rest := share{names: from.More}
	if t := from.Truncation; t != nil {
		rest.bytes = max(0, t.Bytes-size)
		size = max(size, t.Bytes)
		p.judge(l, *t, size)
	}
	p.All = l.Label("list_all", schannel.Number("names", names), schannel.Number("bytes", size))
	p.draw(l, from.Names, rest, size)
	for i, n := range first(from.Names, min(maxNames, l.Rows()), map[string]int{}, "") {
		p.Rows = append(p.Rows, listRow{i + 1, l.Safe(n.Text), n.Bytes, stateOf(n), n.Remove})
	}
	p.More += len(from.Names) - len(p.Rows)
	p.remove(l, from.Names)
	return p
}

// remove lists what the removal plan takes out of the store.
func (p *listPicture) remove(l report.Language, names []diagnosis.ListName) {
	for _, n := range names {
		switch {
		case !n.Remove:
		case len(p.Removed) == l.Rows():
			p.MoreRemoved++
		default:
			p.Removed = append(p.Removed, report.Said{Text: l.Safe(n.Text) + l.Label("separator") + thumbprint(n.SHA1)})
		}
	}
}

// judge says what the limit makes of the list, and where it is.
func (p *listPicture) judge(l report.Language, t trustlist.Truncation, size int) {
	p.Outcome = l.Label("list_whole")
	if t.Truncated {
		p.Outcome = l.Label("list_kept", schannel.Number("names", t.Kept), schannel.Number("bytes", t.KeptBytes),
			schannel.Number("dropped", t.Dropped), schannel.Number("dropped_bytes", t.DroppedBytes))
	}
	if t.Merged > 0 {
		p.Merged = l.Label("list_merged", schannel.Number("count", t.Merged))
	}
	if t.Limit > 0 {
		p.CutLabel = l.Label("list_cut", schannel.Number("limit", t.Limit))
	}
	if t.Limit > 0 && t.Limit < size {
		p.Cut = scaled(t.Limit, size)
		p.CutEnd = p.Cut > barWidth/2
	}
}

// scaled returns where on the bar so many bytes of all end.
func scaled(bytes, all int) int {
	if all <= 0 {
		return 0
	}
	return int(int64(bytes) * barWidth / int64(all))
}

// draw puts the names on the bar: each by itself, or, if they are many,
// together with its neighbours of the same state.
func (p *listPicture) draw(l report.Language, names []diagnosis.ListName, rest share, size int) {
	shares := map[state]share{}
	var group share
	var title string
	start, at := 0, 0
	flush := func() {
		if group.names == 0 {
			return
		}
		if group.names > 1 {
			title = groupText(l, group)
		}
		x := scaled(start, size)
		p.Segments = append(p.Segments, segment{x, max(1, scaled(at, size)-x), group.state, title})
		start, group = at, share{}
	}
	few := len(names) <= maxSegments
	for _, n := range names {
		s := stateOf(n)
		if few || s != group.state || group.bytes > size/maxSegments {
			flush()
		}
		title = l.Safe(n.Text)
		group = share{s, group.names + 1, group.bytes + n.Bytes}
		at += n.Bytes
		shares[s] = share{s, shares[s].names + 1, shares[s].bytes + n.Bytes}
	}
	flush()
	if rest.names > 0 {
		group, at = rest, at+rest.bytes
		title = l.Label("more", schannel.Number("count", rest.names))
		flush()
	}
	p.explain(l, shares)
}

func groupText(l report.Language, s share) string {
	if s.state == "" {
		return l.Label("list_all", schannel.Number("names", s.names), schannel.Number("bytes", s.bytes))
	}
	return l.Label("list_group", schannel.Text("state", l.Label(string(s.state))), schannel.Number("names", s.names), schannel.Number("bytes", s.bytes))
}

// explain writes the legend, two states a line.
func (p *listPicture) explain(l report.Language, shares map[state]share) {
	for _, s := range []state{safe, sentInDoubt, cutInDoubt, lost} {
		if shares[s].names > 0 {
			n := len(p.Legend)
			p.Legend = append(p.Legend, legend{n % 2 * barWidth / 2, legendTop + n/2*legendSpace, s, groupText(l, shares[s])})
			p.Doubt = p.Doubt || s == sentInDoubt || s == cutInDoubt
		}
	}
	p.Height = legendTop + (len(p.Legend)+1)/2*legendSpace
}
