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
	s := newStudy(list, profile)
	s.conclude()
	return Report{Profile: profile, Truncation: s.cut, Sensitivity: s.varied, Findings: s.findings}
}

// study is a list that was cut once and varied once. All conclusions are drawn
// from these values.
type study struct {
	list    List
	profile Profile
	first   []int // where each name stands first

	cut    Truncation // under the policy of the profile
	lost   int        // names that it sends at no place
	varied Sensitivity
	lostBy []int // lost, for each outcome of varied

	findings []schannel.Finding
}

func newStudy(list List, profile Profile) *study {
	s := &study{list: list, profile: profile, first: list.firstPlaces()}
	var kept []bool
	s.cut, kept = cut(list, s.first, profile)
	_, s.lost = sentNames(s.first, kept)
	s.varied, s.lostBy = vary(list, s.first, profile)
	return s
}

func (s *study) conclude() {
	if !s.profile.Sent {
		s.add(finding(codeListNotSent, schannel.Certain, wholeList(), s.product()))
	}
	if len(s.list) == 0 {
		s.add(finding(codeListNone, schannel.Certain, wholeList()))
		return
	}
	if s.profile.Known == schannel.Inferred {
		s.add(finding(codeLimitInferred, schannel.Likely, wholeList(), schannel.Number("limit", s.profile.Limit), s.product()))
	}
	if s.cut.Truncated {
		s.addTruncated()
	} else {
		s.addFits()
	}
	s.addMisprint()
	s.add(oddities(s.list, s.first)...)
}

func (s *study) add(findings ...schannel.Finding) { s.findings = append(s.findings, findings...) }

func wholeList() schannel.Subject { return schannel.Whole("list") }

func (s *study) product() schannel.Arg {
	return schannel.Text("product", s.profile.Release.Product())
}

// addTruncated says that the list is cut, what Windows logs and what clients
// see.
func (s *study) addTruncated() {
	t := s.cut
	f := finding(codeListTruncated, schannel.Certain, wholeList(),
		schannel.Number("names", t.Names), schannel.Number("bytes", t.Bytes), schannel.Number("over", t.Over()),
		schannel.Number("limit", t.Limit), s.product(),
		schannel.Number("kept", t.Kept), schannel.Number("kept_bytes", t.KeptBytes), schannel.Number("dropped", t.Dropped), s.keptRange())
	s.judge(&f)
	if !s.profile.Sent {
		// Nobody is harmed and nothing is logged while no list is sent.
		f.Because = append(f.Because, codeListNotSent)
		s.add(f)
		return
	}
	f.Events = []schannel.Event{TruncationEvent()}
	s.add(f)
	if s.lost > 0 {
		withheld := finding(codeNoOffer, f.Certainty, wholeList(), numberRange(s.lostBy), schannel.Number("names", t.Names))
		withheld.Outcomes, withheld.Settle = f.Outcomes, f.Settle
		withheld.Because = []schannel.Code{codeListTruncated}
		s.add(withheld)
	}
	logging := finding(codeLogging, schannel.Certain, wholeList())
	logging.Because = []schannel.Code{codeListTruncated}
	s.add(logging)
}

// keptRange is how many names are kept over all policies.
func (s *study) keptRange() schannel.Arg {
	kept := make([]int, len(s.varied.Outcomes))
	for i, o := range s.varied.Outcomes {
		kept[i] = o.Truncation.Kept
	}
	return numberRange(kept)
}

// numberRange is the least and the greatest of the numbers, such as "131" or
// "131 to 133".
func numberRange(numbers []int) schannel.Arg {
	least, most := slices.Min(numbers), slices.Max(numbers)
	if least == most {
		return schannel.Number("range", least)
	}
	return schannel.Text("range", fmt.Sprintf("%d to %d", least, most))
}

func (s *study) addFits() {
	t := s.cut
	f := finding(codeListFits, schannel.Certain, wholeList(),
		schannel.Number("names", t.Names), schannel.Number("bytes", t.Bytes),
		schannel.Number("limit", t.Limit), schannel.Number("free", t.Limit-t.Bytes))
	s.judge(&f)
	s.add(f)
}

// TruncationEvent is the warning that Schannel logs when it cuts a list, as
// KB2464556 prints it.
func TruncationEvent() schannel.Event {
	return schannel.Event{
		Log: "System", Provider: "Schannel", ID: 36885, Level: schannel.LevelWarning,
		Condition: "warnings are logged: the registry value EventLogging has the bit of value 2",
	}
}

// judge sets how sure it is whether the list is cut: the policies that nobody
// documents may differ in it, and the limit itself may be inferred.
func (s *study) judge(f *schannel.Finding) {
	var outcomes []string
	cut := 0
	for _, o := range s.varied.Outcomes {
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
	case s.profile.Known == schannel.Inferred:
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
func (s *study) addMisprint() {
	if s.profile.Limit != limit2003 {
		return
	}
	misprinted := s.profile
	misprinted.Limit = misprintedLimit
	other, _ := cut(s.list, s.first, misprinted)
	if other.Kept == s.cut.Kept {
		return
	}
	s.add(finding(codeLimitMisprint, schannel.Likely, wholeList(),
		schannel.Number("misprint", misprintedLimit), schannel.Number("kept_misprint", other.Kept),
		schannel.Number("limit", s.profile.Limit), schannel.Number("kept", s.cut.Kept)))
}

// oddities tells what is odd about a list whatever its limit: names that stand
// in it again, and what is no name.
func oddities(list List, first []int) []schannel.Finding {
	var findings []schannel.Finding
	again, bytes, malformed, count := 0, 0, -1, 0
	for i, name := range list {
		if first[i] != i {
			again++
			bytes += entryHeader + len(name)
		}
		if name.Check() != nil {
			if count++; malformed < 0 {
				malformed = i
			}
		}
	}
	if again > 0 {
		findings = append(findings, finding(codeListDuplicates, schannel.Likely, wholeList(),
			schannel.Number("duplicates", again), schannel.Number("bytes", bytes)))
	}
	if count > 0 {
		name := list[malformed]
		findings = append(findings, finding(codeNameMalformed, schannel.Certain, schannel.Nth("name", malformed), schannel.Number("count", count),
			schannel.Number("index", malformed), schannel.Number("bytes", len(name)), schannel.Text("fault", name.Check().Error())))
	}
	return findings
}
