// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package trustlist

import (
	"slices"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/dn"
)

// Difference is what changed from one list to another: before and after a
// change, in TLS 1.2 and 1.3, on two servers of a farm.
type Difference struct {
	Removed []int `json:"removed"` // positions in the first list of names that the second has not, or not as often
	Added   []int `json:"added"`   // positions in the second list of names that the first has not
	Moved   bool  `json:"moved"`   // whether the names of both stand in another order

	// Reencoded is which of those are the same after folding, see Compare: the
	// position in the first list and that in the second.
	Reencoded [][2]int `json:"reencoded"`

	Findings []schannel.Finding `json:"findings"`
}

// Diff compares two lists. It takes time in proportion to their size.
func Diff(first, second List) Difference {
	d := Difference{Removed: []int{}, Added: []int{}, Reencoded: [][2]int{}, Findings: []schannel.Finding{}}
	var left, right []int
	d.Removed, left = first.without(second)
	d.Added, right = second.without(first)
	for i := range left {
		d.Moved = d.Moved || string(first[left[i]]) != string(second[right[i]])
	}
	d.findReencoded(first, second)
	d.judge(first, second)
	return d
}

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

func (d *Difference) findReencoded(first, second List) {
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

func (d *Difference) add(f schannel.Finding) { d.Findings = append(d.Findings, f) }

func (d *Difference) judge(first, second List) {
	if len(d.Removed)+len(d.Added) == 0 && !d.Moved {
		d.add(finding(codeDiffSame, schannel.Certain, wholeList(), schannel.Number("names", len(first))))
		return
	}
	if len(d.Removed) > 0 {
		d.add(finding(codeDiffRemoved, schannel.Certain, wholeList(), schannel.Number("removed", len(d.Removed)), schannel.Number("names", len(first))))
	}
	if len(d.Added) > 0 {
		d.add(finding(codeDiffAdded, schannel.Certain, wholeList(), schannel.Number("added", len(d.Added)), schannel.Number("names", len(second))))
	}
	for _, places := range d.Reencoded {
		i, k := places[0], places[1]
		d.add(finding(codeDiffReencoded, schannel.Certain, schannel.Nth("name", i),
			schannel.Number("first", i), schannel.Number("second", k), schannel.Text("reason", Compare(first[i], second[k]).Reason.String())))
	}
	if d.Moved {
		d.add(finding(codeDiffOrder, schannel.Certain, wholeList()))
	}
	d.judgePrefix(first, second)
}

// judgePrefix reports a list that is the beginning of the other one.
func (d *Difference) judgePrefix(first, second List) {
	shorter, longer, which := first, second, "first"
	if len(second) < len(first) {
		shorter, longer, which = second, first, "second"
	}
	same := slices.EqualFunc(shorter, longer[:len(shorter)], func(a, b Name) bool { return string(a) == string(b) })
	if same && len(shorter) > 0 && len(shorter) < len(longer) {
		d.add(finding(codeDiffPrefix, schannel.Likely, wholeList(), schannel.Text("which", which), schannel.Number("missing", len(longer)-len(shorter))))
	}
}

// Expect checks a list against names that must be in it and names that must
// not. It returns nothing where all is as expected. A name that is there with
// other bytes does not count as there, because most clients compare bytes; it
// is reported as such.
func Expect(list, present, absent List) []schannel.Finding {
	findings := []schannel.Finding{}
	exact, folded := make(map[string]int, len(list)), make(map[string]int, len(list))
	for i, name := range slices.Backward(list) {
		exact[string(name)] = i
		folded[name.folded()] = i
	}
	delete(folded, "")
	for i, name := range present {
		if _, found := exact[string(name)]; found {
			continue
		}
		text := schannel.Text("name", name.String())
		if at, similar := folded[name.folded()]; similar {
			reason := Compare(name, list[at]).Reason
			findings = append(findings, finding(codeExpectReencoded, schannel.Certain, schannel.Nth("present", i), text, schannel.Number("index", at), schannel.Text("reason", reason.String())))
			continue
		}
		findings = append(findings, finding(codeExpectMissing, schannel.Certain, schannel.Nth("present", i), text))
	}
	for i, name := range absent {
		at, found := exact[string(name)]
		if !found {
			at, found = folded[name.folded()]
		}
		if found {
			findings = append(findings, finding(codeExpectUnwanted, schannel.Certain, schannel.Nth("absent", i), schannel.Text("name", name.String()), schannel.Number("index", at)))
		}
	}
	return findings
}
