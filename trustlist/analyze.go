// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package trustlist

import (
	"fmt"

	"github.com/schanneltrust/schannel"
)

// Report is what [Analyze] says about a list.
type Report struct {
	Profile     Profile
	Truncation  Truncation
	Sensitivity Sensitivity
	Findings    []schannel.Finding
}

// Analyze tells what becomes of the list on a server with the profile: what is
// kept, what is cut, what of that hangs on undocumented choices, and what
// follows. A profile that has another Policy than the default is judged by it;
// the certainty of the answer is still that over all policies.
func Analyze(list List, profile Profile) Report {
	r := Report{Profile: profile, Truncation: Truncate(list, profile), Sensitivity: Vary(list, profile)}
	if !profile.Sent {
		r.add(finding(codeListNotSent, schannel.Certain, wholeList(), product(profile)))
	}
	if len(list) == 0 {
		r.add(finding(codeListNone, schannel.Certain, wholeList()))
		return r
	}
	if profile.Known == schannel.Inferred {
		r.add(finding(codeLimitInferred, schannel.Likely, wholeList(), schannel.Number("limit", profile.Limit), product(profile)))
	}
	if r.Truncation.Truncated {
		r.addTruncated(list)
	} else {
		r.addFits()
	}
	r.addMisprint(list)
	r.addDuplicates(list)
	r.addMalformed(list)
	return r
}

func (r *Report) add(f schannel.Finding) { r.Findings = append(r.Findings, f) }

func wholeList() schannel.Subject { return schannel.Whole("list") }

func product(p Profile) schannel.Arg { return schannel.Text("product", p.Release.Product()) }

// addTruncated says that the list is cut, what Windows logs and what clients
// see.
func (r *Report) addTruncated(list List) {
	t := r.Truncation
	f := finding(codeListTruncated, schannel.Certain, wholeList(),
		schannel.Number("names", t.Names), schannel.Number("bytes", t.Bytes), schannel.Number("over", t.Over()),
		schannel.Number("limit", t.Limit), product(r.Profile),
		schannel.Number("kept", t.Kept), schannel.Number("kept_bytes", t.KeptBytes), schannel.Number("dropped", t.Dropped), r.keptRange())
	r.judge(&f)
	if !r.Profile.Sent {
		// Nobody is harmed and nothing is logged while no list is sent.
		f.Because = append(f.Because, codeListNotSent)
		r.add(f)
		return
	}
	f.Events = []schannel.Event{event36885()}
	f.Remedies = remediesOf(r.Profile.Release)
	r.add(f)
	if t.lost(list) > 0 {
		offer := finding(codeNoOffer, f.Certainty, wholeList(), r.lostRange(list), schannel.Number("names", t.Names))
		offer.Outcomes, offer.Settle = f.Outcomes, f.Settle
		offer.Because = []schannel.Code{codeListTruncated}
		offer.Remedies = remediesOf(r.Profile.Release)
		r.add(offer)
	}
	logging := finding(codeLogging, schannel.Certain, wholeList())
	logging.Because = []schannel.Code{codeListTruncated}
	r.add(logging)
}

// keptRange is how many names are kept over all policies, such as "131" or
// "131 to 133".
func (r *Report) keptRange() schannel.Arg {
	return r.overPolicies(func(t Truncation) int { return t.Kept })
}

// lostRange is how many authorities are not named over all policies.
func (r *Report) lostRange(list List) schannel.Arg {
	return r.overPolicies(func(t Truncation) int { return t.lost(list) })
}

func (r *Report) overPolicies(count func(Truncation) int) schannel.Arg {
	least, most := r.Truncation.Names, 0
	for _, o := range r.Sensitivity.Outcomes {
		n := count(o.Truncation)
		least, most = min(least, n), max(most, n)
	}
	if least == most {
		return schannel.Number("range", least)
	}
	return schannel.Text("range", fmt.Sprintf("%d to %d", least, most))
}

func (r *Report) addFits() {
	t := r.Truncation
	f := finding(codeListFits, schannel.Certain, wholeList(),
		schannel.Number("names", t.Names), schannel.Number("bytes", t.Bytes),
		schannel.Number("limit", t.Limit), schannel.Number("free", t.Limit-t.Bytes))
	r.judge(&f)
	r.add(f)
}

// event36885 is the warning that KB2464556 prints.
func event36885() schannel.Event {
	return schannel.Event{
		Log: "System", Provider: "Schannel", ID: 36885, Level: schannel.LevelWarning,
		Condition: "warnings are logged: the registry value EventLogging has the bit of value 2",
	}
}

// judge sets how sure it is whether the list is cut: the policies that nobody
// documents may differ in it, and the limit itself may be inferred.
func (r *Report) judge(f *schannel.Finding) {
	var outcomes []string
	cut := 0
	for _, o := range r.Sensitivity.Outcomes {
		if o.Policy.Overflow != OverflowStop {
			continue // whether the list is cut does not hang on how
		}
		outcomes = append(outcomes, o.describe())
		if o.Truncation.Truncated {
			cut++
		}
	}
	switch {
	case cut > 0 && cut < len(outcomes):
		f.Certainty = schannel.Undocumented
		f.Outcomes = outcomes
		f.Settle = "a capture of the CertificateRequest that this server sends"
	case r.Profile.Known == schannel.Inferred:
		f.Certainty = schannel.Likely
		f.Because = []schannel.Code{codeLimitInferred}
	}
}

// describe says whether the list is cut, and by what way to count.
func (o Outcome) describe() string {
	verdict := "whole"
	if o.Truncation.Truncated {
		verdict = "cut"
	}
	return fmt.Sprintf("%s: %d bytes, counting %s, duplicates %s",
		verdict, o.Truncation.Bytes, o.Policy.Counting, o.Policy.Duplicates)
}

// addMisprint warns where the figure that some texts give for Windows Server
// 2003 leads to another answer.
func (r *Report) addMisprint(list List) {
	if r.Profile.Limit != limit2003 {
		return
	}
	misprinted := r.Profile
	misprinted.Limit = MisprintedLimit
	other := Truncate(list, misprinted)
	if other.Kept == r.Truncation.Kept {
		return
	}
	r.add(finding(codeLimitMisprint, schannel.Likely, wholeList(),
		schannel.Number("misprint", MisprintedLimit), schannel.Number("kept_misprint", other.Kept),
		schannel.Number("limit", r.Profile.Limit), schannel.Number("kept", r.Truncation.Kept)))
}

func (r *Report) addDuplicates(list List) {
	count, bytes := 0, 0
	first := DuplicatesRemoved.places(list)
	for i, name := range list {
		if first[string(name)] != i {
			count++
			bytes += entryHeader + len(name)
		}
	}
	if count > 0 {
		r.add(finding(codeListDuplicates, schannel.Likely, wholeList(),
			schannel.Number("duplicates", count), schannel.Number("bytes", bytes)))
	}
}

func (r *Report) addMalformed(list List) {
	first, count := -1, 0
	for i, name := range list {
		if name.Check() != nil {
			count++
			if first < 0 {
				first = i
			}
		}
	}
	if count > 0 {
		r.add(finding(codeNameMalformed, schannel.Certain, schannel.Nth("name", first), schannel.Number("count", count),
			schannel.Number("index", first), schannel.Number("bytes", len(list[first])), schannel.Text("fault", list[first].Check().Error())))
	}
}
