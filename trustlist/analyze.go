// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package trustlist

import (
	"fmt"
	"slices"

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
		r.addTruncated()
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
func (r *Report) addTruncated() {
	t := r.Truncation
	f := finding(codeListTruncated, schannel.Certain, wholeList(),
		schannel.Number("names", t.Names), schannel.Number("bytes", t.Bytes), schannel.Number("over", t.Over()),
		schannel.Number("limit", t.Limit), product(r.Profile),
		schannel.Number("kept", t.Kept), schannel.Number("kept_bytes", t.KeptBytes), schannel.Number("dropped", t.Dropped))
	r.judge(&f)
	offer := finding(codeNoOffer, f.Certainty, wholeList(), schannel.Number("dropped", t.Dropped))
	offer.Outcomes, offer.Settle = f.Outcomes, f.Settle
	offer.Because = []schannel.Code{codeListTruncated}
	if r.Profile.Sent {
		f.Events = []schannel.Event{event36885()}
	}
	f.Remedies = slices.Clone(remedies[:])
	offer.Remedies = slices.Clone(remedies[:])
	r.add(f)
	r.add(offer)
	if r.Profile.Sent {
		logging := finding(codeLogging, schannel.Certain, wholeList())
		logging.Because = []schannel.Code{codeListTruncated}
		r.add(logging)
	}
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
		Condition: "bit 2 of the registry value EventLogging is set",
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
	for i, name := range list {
		if err := name.Check(); err != nil {
			r.add(finding(codeNameMalformed, schannel.Certain, schannel.Nth("name", i),
				schannel.Number("index", i), schannel.Number("bytes", len(name)), schannel.Text("fault", err.Error())))
		}
	}
}
