// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package trustlist

import (
	"encoding/json"
	"slices"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/dn"
	"github.com/schanneltrust/schannel/trustlist/internal/say"
)

// Difference is what changed from one list to another: before and after a
// change, in TLS 1.2 and 1.3, on two servers of a farm.
type Difference struct {
	Removed []int `json:"removed"` // positions in the first list of names that the second lacks, or has fewer times
	Added   []int `json:"added"`   // positions in the second list of names that the first lacks, or has fewer times
	Moved   bool  `json:"moved"`   // whether the names of both come in another order

	// Reencoded is which of those are the same after folding, see Compare: the
	// position in the first list and that in the second.
	Reencoded [][2]int `json:"reencoded"`

	Findings []schannel.Finding `json:"findings"`
}

// MarshalJSON writes every field, empty lists as lists.
func (d Difference) MarshalJSON() ([]byte, error) {
	type plain Difference
	p := plain(d)
	p.Removed, p.Added = append([]int{}, p.Removed...), append([]int{}, p.Added...)
	p.Reencoded = append([][2]int{}, p.Reencoded...)
	p.Findings = append([]schannel.Finding{}, p.Findings...)
	return json.Marshal(p)
}

// Diff compares two lists. It takes time in proportion to their size.
func Diff(first, second List) Difference {
	d := differenceMaker{Difference{Removed: []int{}, Added: []int{}, Reencoded: [][2]int{}, Findings: []schannel.Finding{}}}
	var left, right []int
	d.Removed, left = first.without(second)
	d.Added, right = second.without(first)
	for i := range left {
		d.Moved = d.Moved || string(first[left[i]]) != string(second[right[i]])
	}
	d.findReencoded(first, second)
	d.judge(first, second)
	return d.Difference
}

// differenceMaker is a difference in the making.
type differenceMaker struct{ Difference }

// without splits the positions of a list into those of names that the other
// one has not, or not so often, and the rest.
func (l List) without(other List) (missing, common []int) {
	missing = []int{}
	left := make(map[string]int, len(other))
	for _, name := range other {
		left[string(name)]++
	}
	for i, name := range l {
		if left[string(name)] == 0 {
			missing = append(missing, i)
			continue
		}
		left[string(name)]--
		common = append(common, i)
	}
	return missing, common
}

// folded returns a key that names have in common which are the same by
// RFC 5280, Section 7.1; it is empty for what is no name.
func (n Name) folded() string {
	key, ok := dn.RFC5280().Key(n)
	if !ok {
		return ""
	}
	return key
}

func (d *differenceMaker) findReencoded(first, second List) {
	added := make(map[string][]int)
	for _, i := range d.Added {
		key := second[i].folded()
		added[key] = append(added[key], i)
	}
	for _, i := range d.Removed {
		key := first[i].folded()
		if key == "" || len(added[key]) == 0 {
			continue
		}
		d.Reencoded = append(d.Reencoded, [2]int{i, added[key][0]})
		added[key] = added[key][1:]
	}
}

func (d *differenceMaker) add(f schannel.Finding) { d.Findings = append(d.Findings, f) }

var ruleDiffSame = schannel.Rule{
	Code: "trustlist.diff.same", Title: "The lists are the same",
	Severity: schannel.Info, Evidence: schannel.Specified,
	Message:  "Both lists have the same {names} names in the same order.",
	Sources:  []schannel.Source{{Document: "RFC 5246", Section: "Section 7.4.4"}},
	Excludes: []schannel.Code{"trustlist.diff.added", "trustlist.diff.order", "trustlist.diff.prefix", "trustlist.diff.removed"},
}

var ruleDiffRemoved = schannel.Rule{
	Code: "trustlist.diff.removed", Title: "The second list lacks names of the first",
	Severity: schannel.Warning, Evidence: schannel.Documented,
	Message: "{removed} of the {names} names of the first list are not in the second. Clients whose certificates chain only to these have nothing to offer to the second server.",
	Sources: []schannel.Source{{Document: "KB2801679", Section: "More information"}},
}

var ruleDiffAdded = schannel.Rule{
	Code: "trustlist.diff.added", Title: "The second list has names that the first has not",
	Severity: schannel.Info, Evidence: schannel.Specified,
	Message: "{added} of the {names} names of the second list are not in the first.",
	Sources: []schannel.Source{{Document: "RFC 5246", Section: "Section 7.4.4"}},
}

var ruleDiffOrder = schannel.Rule{
	Code: "trustlist.diff.order", Title: "The names stand in another order",
	Severity: schannel.Info, Evidence: schannel.Specified,
	Message: "The names that both lists have stand in another order. In a list that is cut the order decides which names are sent.",
	Sources: []schannel.Source{{Document: "RFC 5246", Section: "Section 7.4.4"}},
}

func (d *differenceMaker) judge(first, second List) {
	certain := schannel.Basis{Certainty: schannel.Certain}
	if len(d.Removed)+len(d.Added) == 0 && !d.Moved {
		d.add(schannel.NewFinding(ruleDiffSame, certain, wholeList(), schannel.Number("names", len(first))))
		return
	}
	if len(d.Removed) > 0 {
		d.add(schannel.NewFinding(ruleDiffRemoved, certain, wholeList(), schannel.Number("removed", len(d.Removed)), schannel.Number("names", len(first))))
	}
	if len(d.Added) > 0 {
		d.add(schannel.NewFinding(ruleDiffAdded, certain, wholeList(), schannel.Number("added", len(d.Added)), schannel.Number("names", len(second))))
	}
	d.judgeReencoded(first, second)
	if d.Moved {
		d.add(schannel.NewFinding(ruleDiffOrder, certain, wholeList()))
	}
	d.judgePrefix(first, second)
}

var ruleDiffReencoded = schannel.Rule{
	Code: "trustlist.diff.reencoded", Title: "Names changed their encoding",
	Severity: schannel.Warning, Evidence: schannel.Specified,
	Message: "Names that both lists have in other bytes: {count}. The first of them is no. {first} of the first list and no. {second} of the second ({reason}). Clients that compare bytes match only the one that their certificates have as issuer.",
	Sources: []schannel.Source{{Document: "RFC 5280", Section: "Section 7.1"}},
}

func (d *differenceMaker) judgeReencoded(first, second List) {
	if len(d.Reencoded) == 0 {
		return
	}
	var names []schannel.Subject
	for _, places := range d.Reencoded {
		names = append(names, schannel.Nth("name", places[0]))
	}
	i, k := d.Reencoded[0][0], d.Reencoded[0][1]
	d.add(say.Counted(schannel.NewFinding(ruleDiffReencoded, schannel.Basis{Certainty: schannel.Certain}, wholeList(),
		schannel.Number("count", len(names)), schannel.Number("first", i+1), schannel.Number("second", k+1),
		schannel.Word("reason", Compare(first[i], second[k]).Reason)), names))
}

var ruleDiffPrefix = schannel.Rule{
	Code: "trustlist.diff.prefix", Title: "One list is the beginning of the other",
	Severity: schannel.Warning, Evidence: schannel.Inferred,
	Message: "List {list} is the other one without its last {missing} names. A list that was cut off looks like this.",
	Sources: []schannel.Source{{Document: "KB2801679", Section: "More information"}},
}

// judgePrefix reports a list that is the beginning of the other one.
func (d *differenceMaker) judgePrefix(first, second List) {
	shorter, longer, which := first, second, 1
	if len(second) < len(first) {
		shorter, longer, which = second, first, 2
	}
	same := slices.EqualFunc(shorter, longer[:len(shorter)], func(a, b Name) bool { return string(a) == string(b) })
	if same && len(shorter) > 0 { // and so shorter: lists that are the same are told before
		d.add(schannel.NewFinding(ruleDiffPrefix, schannel.Basis{Certainty: schannel.Likely}, wholeList(),
			schannel.Number("list", which), schannel.Number("missing", len(longer)-len(shorter))))
	}
}
