// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package scpreport

import (
	"io"
	"reflect"
	"slices"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/autodiscover"
	"github.com/schanneltrust/schannel/autodiscover/answer"
	"github.com/schanneltrust/schannel/autodiscover/prompt"
	"github.com/schanneltrust/schannel/autodiscover/scpfile"
	"github.com/schanneltrust/schannel/autodiscover/walk"
	"github.com/schanneltrust/schannel/examples/internal/cli"
	"github.com/schanneltrust/schannel/internal/weburl"
)

// Report is the answer. In JSON it is the object that -json prints.
type Report struct {
	Client        autodiscover.Product    `json:"client"`
	Policy        autodiscover.Policy     `json:"policy"` // that sorted; unspecified: there was nothing to sort
	Order         []autodiscover.Place    `json:"order"`
	Ends          *autodiscover.Exception `json:"ends"` // null: nothing ends the look-up
	Searches      int                     `json:"searches"`
	PossibleFirst []string                `json:"possible_first"`
	Certainty     schannel.Certainty      `json:"certainty"` // of possible_first
	Plan          []autodiscover.Attempt  `json:"plan"`
	Walk          *walk.Outcome           `json:"walk"`    // null: no answers and no certificates were given
	Prompts       []Prompt                `json:"prompts"` // without a walk the hop is a place of order
	Problems      []Problem               `json:"problems"`
	Findings      []schannel.Finding      `json:"findings"` // those of the walk stand there too
	Remedies      []schannel.Remedy       `json:"remedies"`

	question Question
}

// Prompt is a window, with every key in JSON.
type Prompt struct {
	prompt.Prompt
	SuppressedBy *schannel.RegistryValue `json:"suppressed_by"` // null: no value in the registry would hide it
}

// Answer answers the question for the directory of the client's computer and
// those to which pointers lead.
func Answer(q Question, own Directory, others []Directory) Report {
	q.Setup.Forest.Own = own.Directory
	r := Report{
		Client: q.Setup.Client.Product, question: q, Problems: append([]Problem{}, own.Problems...),
		Order: []autodiscover.Place{}, PossibleFirst: []string{}, Plan: []autodiscover.Attempt{}, Prompts: []Prompt{},
		Findings: []schannel.Finding{}, Remedies: []schannel.Remedy{},
	}
	for _, d := range others {
		r.question.Setup.Forest.Others = append(r.question.Setup.Forest.Others, d.Directory)
		r.Problems = append(r.Problems, d.Problems...)
	}
	r.Problems = append(r.Problems, q.Problems...)
	if r.reads(own.Known) {
		r.order()
	}
	r.plan()
	r.walk()
	if q.Options.Registry != "" {
		r.add(autodiscover.CheckRegistry(q.Setup.Client))
	}
	if q.Options.Seen != "" {
		r.add(walk.CheckHosts(r.question.Setup, q.Seen))
	}
	r.add(scpfile.Check(r.question.Setup.Forest, nil))
	r.add(own.Findings)
	for _, d := range others {
		r.add(d.Findings)
	}
	r.remedies()
	return r
}

// reads says who can be asked first, and reports whether there is anything to
// sort. Where no directory was read, nobody knows.
func (r *Report) reads(known bool) bool {
	setup := r.question.Setup
	f := autodiscover.PossibleFirst(setup.Forest, setup.Client)
	notRead := slices.ContainsFunc(f.Findings, func(f schannel.Finding) bool {
		return f.Code == "autodiscover.first.not_read" || f.Code == "autodiscover.first.not_joined"
	})
	if !known && !notRead {
		r.Certainty = schannel.InsufficientData
		return false
	}
	r.Certainty = f.Certainty
	for _, p := range f.Places {
		r.PossibleFirst = append(r.PossibleFirst, p.URL)
	}
	r.add(f.Findings)
	return !notRead
}

func (r *Report) order() {
	setup := r.question.Setup
	o := autodiscover.Order(setup.Forest, setup.Client, setup.Policy)
	r.Policy, r.Searches = o.Policy, o.Searches
	r.Order = append(r.Order, o.Order...)
	if o.Ends != autodiscover.ExceptionNone {
		r.Ends = &o.Ends
	}
	r.add(o.Findings)
}

func (r *Report) plan() {
	if !r.question.Options.Plan {
		return
	}
	setup := r.question.Setup
	p := autodiscover.Plan(setup.Forest, setup.Client, setup.Policy)
	r.Plan = append(r.Plan, p.Plan...)
	r.add(p.Findings)
}

// walk follows the recorded answers, and predicts the windows on the way. With
// certificates alone it goes as far as they tell; without an address too, it
// looks at the servers of the directory.
func (r *Report) walk() {
	q := r.question
	recorded := q.Recording
	if recorded == nil && len(q.Setup.Peers) == 0 {
		return
	}
	if recorded == nil && q.Setup.Client.Mail == "" {
		r.predict(HopsOf(r.Order, q.Setup))
		return
	}
	if recorded == nil {
		recorded = &walk.Recording{}
	}
	outcome := walk.Replay(q.Setup, *recorded)
	r.Walk = &outcome
	r.add(outcome.Findings)
	r.predict(outcome.Hops)
	r.addPrompts(prompt.Principals(q.Setup, outcome.Settings))
	for _, hop := range outcome.Hops {
		if hop.Code != "" {
			r.add([]schannel.Finding{answer.Meaning(hop.Code)})
		}
	}
	r.add(outcome.Settings.Findings)
}

func (r *Report) predict(hops []walk.Hop) { r.addPrompts(prompt.Predict(r.question.Setup, hops)) }

func (r *Report) addPrompts(prompts []prompt.Prompt, findings []schannel.Finding) {
	for _, p := range prompts {
		shown := Prompt{Prompt: p}
		shown.Prompt.SuppressedBy = schannel.RegistryValue{} // it stands beside
		if by := p.SuppressedBy; !by.IsZero() {
			shown.SuppressedBy = &by
		}
		r.Prompts = append(r.Prompts, shown)
	}
	r.add(findings)
}

// HopsOf returns the requests to the servers of service connection points, whose
// answers nobody knows.
func HopsOf(order []autodiscover.Place, s walk.Setup) []walk.Hop {
	var hops []walk.Hop
	for _, p := range order {
		hops = append(hops, walk.Hop{
			Request: walk.Request{Method: autodiscover.Post, URL: p.URL, Step: autodiscover.StepSCP},
			Failure: walk.NotRecorded, Turn: walk.Advance, Peer: s.PeerOf(weburl.Host(p.URL)),
		})
	}
	return hops
}

// add adds findings that are not there yet: a plan says again what is said
// about the order.
func (r *Report) add(findings []schannel.Finding) {
	have := r.Findings
	for _, f := range findings {
		same := func(other schannel.Finding) bool {
			return other.Code == f.Code && other.Subject == f.Subject && reflect.DeepEqual(other, f)
		}
		if !slices.ContainsFunc(have, same) {
			r.Findings = append(r.Findings, f)
		}
	}
}

// remedies gathers what helps, each once, in the order of the findings.
func (r *Report) remedies() {
	for _, f := range r.Findings {
		for _, remedy := range f.Remedies {
			same := func(other schannel.Remedy) bool { return other.Code == remedy.Code && reflect.DeepEqual(other, remedy) }
			if !slices.ContainsFunc(r.Remedies, same) {
				r.Remedies = append(r.Remedies, remedy)
			}
		}
	}
}

// Write prints the report.
func (r *Report) Write(w io.Writer) error {
	if r.question.Options.JSON {
		return cli.WriteJSON(w, r)
	}
	return r.writeText(cli.TextWriter(w))
}
