// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package emstest

import (
	"cmp"
	"encoding/json"
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/ems/derive"
	"github.com/schanneltrust/schannel/internal/jsonlist"
)

// Verdict is how a run ended.
type Verdict uint8

const (
	VerdictUnspecified Verdict = 0 // "unspecified": not a verdict
	Passed             Verdict = 1 // "passed": what the stack did conforms
	Failed             Verdict = 2 // "failed": it does not
	Skipped            Verdict = 3 // "skipped": the stack cannot have the case
)

// Result is what a stack did in one run of a case.
type Result struct {
	Case      ems.Case     `json:"case"`
	Suite     derive.Suite `json:"suite"`
	Mechanism Mechanism    `json:"mechanism"`

	Verdict Verdict           `json:"verdict"`
	Reasons []schannel.Phrase `json:"reasons"` // why it failed or was skipped

	Action    ems.Action `json:"action"`    // what the stack did
	Alert     ems.Alert  `json:"alert"`     // that it sent, or none
	Extension bool       `json:"extension"` // its hello has the extension
}

// Name is that of the run below its case: its suite, and how the session was
// offered if one was.
func (r Result) Name() string { return runName(r.Suite, r.Mechanism) }

func runName(suite derive.Suite, by Mechanism) string {
	if by == NoMechanism {
		return suite.String()
	}
	return suite.String() + "-" + by.String()
}

// MarshalJSON writes every field; an alert that was not sent is null.
func (r Result) MarshalJSON() ([]byte, error) {
	type plain Result
	v := struct {
		plain
		Reasons []schannel.Phrase `json:"reasons"`
		Alert   *ems.Alert        `json:"alert"`
	}{plain(r), jsonlist.Of(r.Reasons), &r.Alert}
	if r.Alert == ems.NoAlert {
		v.Alert = nil
	}
	return json.Marshal(v)
}

// Report is what a stack did in all of its runs, in the order of the cases.
type Report struct {
	Results []Result `json:"results"`
}

// MarshalJSON writes an empty list as one.
func (r Report) MarshalJSON() ([]byte, error) {
	type plain Report
	return json.Marshal(plain{jsonlist.Of(r.Results)})
}

// Of yields the results with a verdict.
func (r Report) Of(v Verdict) iter.Seq[Result] {
	return func(yield func(Result) bool) {
		for _, result := range r.Results {
			if result.Verdict == v && !yield(result) {
				return
			}
		}
	}
}

// Count is how the runs of the cases that a clause decides ended.
type Count struct {
	Clause  schannel.Source `json:"clause"`
	Passed  int             `json:"passed"`
	Failed  int             `json:"failed"`
	Skipped int             `json:"skipped"`
}

// Clauses counts the runs by clause, ordered by document and section.
func (r Report) Clauses() []Count {
	var counts []Count
	for _, result := range r.Results {
		clause := result.Case.Decision.Clause
		i := slices.IndexFunc(counts, func(c Count) bool { return c.Clause == clause })
		if i < 0 {
			i, counts = len(counts), append(counts, Count{Clause: clause})
		}
		counts[i].add(result.Verdict)
	}
	slices.SortFunc(counts, func(a, b Count) int {
		return cmp.Or(strings.Compare(a.Clause.Document, b.Clause.Document), strings.Compare(a.Clause.Section, b.Clause.Section))
	})
	return counts
}

func (c *Count) add(v Verdict) {
	switch v {
	case Passed:
		c.Passed++
	case Failed:
		c.Failed++
	case Skipped:
		c.Skipped++
	case VerdictUnspecified:
	}
}

// String is a line for each clause.
func (r Report) String() string {
	var b strings.Builder
	for _, c := range r.Clauses() {
		fmt.Fprintf(&b, "%s: %d passed, %d failed, %d skipped\n", c.Clause, c.Passed, c.Failed, c.Skipped)
	}
	return b.String()
}

// judged compares what a stack did with what conforms.
func (r Result) judged(s seen) Result {
	if s.skip.Code != "" {
		r.Verdict, r.Reasons = Skipped, []schannel.Phrase{s.skip}
		return r
	}
	r.Action, r.Alert, r.Extension = s.action, s.alert, s.extension
	d := r.Case.Decision
	if s.keys && s.fault.Code == "" {
		s.fault = phraseKeys
	}
	if s.fault.Code != "" {
		r.Verdict, r.Reasons = Failed, []schannel.Phrase{s.fault} // what follows from it says nothing
		return r
	}
	if !slices.Contains(d.Allowed, s.action) {
		r.Reasons = append(r.Reasons, phraseAction.With(
			schannel.Word("action", s.action), schannel.Text("allowed", joined(d.Allowed)), schannel.Text("clause", d.Clause.String())))
	}
	if want := r.alerts(); s.action == ems.Abort && len(want) > 0 && !slices.Contains(want, s.alert) {
		r.Reasons = append(r.Reasons, phraseOfAlert(s.alert, want))
	}
	if want, tells := r.hello(s.action); tells && s.extension != want {
		r.Reasons = append(r.Reasons, phraseOfHello(s.extension))
	}
	r.Verdict = Passed
	if len(r.Reasons) > 0 {
		r.Verdict = Failed
	}
	return r
}

// alerts returns those that conform where the stack aborts; none: any, or no
// alert at all. In a renegotiation, which either end may decline whatever is in
// the hello, no document demands one.
func (r Result) alerts() []ems.Alert {
	if r.Case.Handshake.Renegotiation {
		return nil
	}
	return r.Case.Decision.Alerts
}

// hello tells whether the stack's hello must have the extension: a client's
// always, a server's in the handshake that it goes on with (RFC 7627, Sections
// 5.2 and 5.3).
func (r Result) hello(action ems.Action) (extended, tells bool) {
	h, p := r.Case.Handshake, r.Case.Policy
	switch {
	case r.Case.Side == ems.Client:
		return h.ClientHello, r.Case.Decision.Rule != ems.CodeRenegotiationForbidden && action != ems.Abort
	case action == ems.Full:
		return h.ClientHello && !p.Disabled, true
	case action == ems.Resume:
		return h.Session == ems.ExtendedSession && !p.Disabled, true
	}
	return false, false
}

func joined[T fmt.Stringer](words []T) string {
	var texts []string
	for _, word := range words {
		texts = append(texts, word.String())
	}
	return strings.Join(texts, " or ")
}
