// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package removal

import (
	"cmp"
	"slices"
	"time"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/trustlist"
	"github.com/schanneltrust/schannel/trustlist/certstore"
	"github.com/schanneltrust/schannel/trustlist/compose"
)

// RemovalClass is why a certificate is a candidate for removal. Those of a
// lower number go first.
type RemovalClass uint8

const (
	ClassUnspecified RemovalClass = 0 // "unspecified": not a class
	ClassDuplicate   RemovalClass = 1 // "duplicate-name": another certificate that stays has the same subject
	ClassExpired     RemovalClass = 2 // "expired"
	ClassOther       RemovalClass = 3 // "other"
)

// LockReason is why a certificate must stay.
type LockReason uint8

const (
	LockUnspecified LockReason = 0 // "unspecified": not a reason
	LockRequired    LockReason = 1 // "required": Windows requires it
	LockNamed       LockReason = 2 // "named": it is named
	LockClient      LockReason = 3 // "client": the chain of a client needs it
)

// PlanOptions says what a plan must not touch. The zero value locks nothing.
type PlanOptions struct {
	// At is the time at which certificates are expired; with the zero time
	// none is.
	At time.Time

	Required []schannel.Thumbprint // roots that Windows requires, see certstore.RequiredRoots
	Keep     []schannel.Thumbprint // others that must stay

	// Clients are chains of clients, each of one certificate or more. What
	// they contain and every certificate whose subject is the issuer of one of
	// them stays.
	Clients [][]certstore.Certificate
}

// RemovalPlan is which certificates to remove so that a list fits.
type RemovalPlan struct {
	Fits  bool `json:"fits"`  // whether the list fits when the plan is carried out
	Limit int  `json:"limit"` // bytes allowed
	Names int  `json:"names"` // in the list as given
	Bytes int  `json:"bytes"` // of all of them, counted as the policy says
	After int  `json:"after"` // bytes when the plan is carried out
	Short int  `json:"short"` // by how many bytes what must stay exceeds the limit; 0 if it fits

	// Removed is in the order in which to remove: by class, then by size. None
	// of it could stay: with any one put back, the list would not fit.
	Removed []Removal `json:"removed"`

	// Fewest is the least number of names whose removal makes the list fit,
	// classes aside; 0 where none can or need be removed.
	Fewest int `json:"fewest"`

	Locked   []Lock             `json:"locked"` // in the order of the list
	Findings []schannel.Finding `json:"findings"`
}

// Removal is a certificate that a plan removes.
type Removal struct {
	Index int                 `json:"index"` // position in what was given, from 0
	SHA1  schannel.Thumbprint `json:"sha1"`
	Class RemovalClass        `json:"class"`
	Bytes int                 `json:"bytes"` // what its name takes in the list
}

// Lock is a certificate that a plan may not remove.
type Lock struct {
	Index  int                 `json:"index"`
	SHA1   schannel.Thumbprint `json:"sha1"`
	Reason LockReason          `json:"reason"`
}

// Plan finds what to remove so that the list fits under the profile, as method
// 1 of KB2464556 has it. The certificates are those that the list names, in its
// order; see [compose.Composition]. Candidates are taken class by class, in a class the
// largest name first, until the list fits; then whatever still fits is put
// back. Where what must stay does not fit, nothing is removed and Short says by
// how much.
//
// A plan for a policy with [trustlist.CountVector] and [trustlist.DuplicatesKept] fits under every
// policy: no other counts more.
func Plan(certificates []certstore.Certificate, profile trustlist.Profile, options PlanOptions) RemovalPlan {
	p := planner{
		RemovalPlan:  RemovalPlan{Limit: profile.Limit, Names: len(certificates), Removed: []Removal{}, Locked: []Lock{}, Findings: []schannel.Finding{}},
		certificates: certificates,
		policy:       profile.Policy,
		options:      options,
	}
	p.count()
	p.lock()
	p.After = p.Bytes
	switch lockedBytes := p.lockedBytes(); {
	case p.Bytes <= p.Limit:
		p.Fits = true
		p.addNeedless()
	case lockedBytes > p.Limit:
		p.Short = lockedBytes - p.Limit
		p.addImpossible()
	default:
		p.Fits = true
		p.remove()
		p.putBack()
		p.list()
		p.Fewest = p.fewest()
		p.addFits(profile)
	}
	p.addUnknown()
	return p.RemovalPlan
}

// planner is a plan in the making.
type planner struct {
	RemovalPlan
	certificates []certstore.Certificate
	policy       trustlist.Policy
	options      PlanOptions

	copies     map[string]int // how many certificates with a subject stay
	locked     []bool
	class      []RemovalClass
	candidates []int  // in the order of removal
	gone       []bool // what is removed
}

// cost returns what a name takes in the list.
func (p *planner) cost(i int) int {
	return p.policy.Counting.EntryBytes(p.certificates[i].Subject)
}

// count sets the bytes of the list. Under a policy that removes duplicates a
// name counts once.
func (p *planner) count() {
	p.copies = make(map[string]int, len(p.certificates))
	p.Bytes = p.policy.Counting.FixedBytes()
	for i, c := range p.certificates {
		p.copies[string(c.Subject)]++
		if p.counts(i) {
			p.Bytes += p.cost(i)
		}
	}
}

// counts reports whether a certificate that was just added, or is about to go,
// changes the size of the list.
func (p *planner) counts(i int) bool {
	return p.policy.Duplicates == trustlist.DuplicatesKept || p.copies[string(p.certificates[i].Subject)] == 1
}

// lock finds what must stay.
func (p *planner) lock() {
	reasons := make(map[schannel.Thumbprint]LockReason)
	issuers := make(map[string]bool)
	for _, chain := range p.options.Clients {
		for _, c := range chain {
			reasons[c.SHA1] = LockClient
			issuers[string(c.Issuer)] = true
		}
	}
	for _, t := range p.options.Keep {
		reasons[t] = LockNamed
	}
	for _, t := range p.options.Required {
		reasons[t] = LockRequired
	}
	p.locked = make([]bool, len(p.certificates))
	for i, c := range p.certificates {
		reason := reasons[c.SHA1]
		if reason == LockUnspecified && issuers[string(c.Subject)] {
			reason = LockClient
		}
		if reason != LockUnspecified {
			p.locked[i] = true
			p.Locked = append(p.Locked, Lock{i, c.SHA1, reason})
		}
	}
}

// lockedBytes returns the size of a list of nothing but what must stay.
func (p *planner) lockedBytes() int {
	only := planner{policy: p.policy}
	for _, l := range p.Locked {
		only.certificates = append(only.certificates, p.certificates[l.Index])
	}
	only.count()
	return only.Bytes
}

// classify says of every certificate why it may go.
func (p *planner) classify() {
	p.class = make([]RemovalClass, len(p.certificates))
	best := make(map[string]int, len(p.copies))
	for i, c := range p.certificates {
		if kept, again := best[string(c.Subject)]; !again || p.better(i, kept) {
			best[string(c.Subject)] = i
		}
	}
	for i, c := range p.certificates {
		switch {
		case best[string(c.Subject)] != i:
			p.class[i] = ClassDuplicate
		case p.expired(i):
			p.class[i] = ClassExpired
		default:
			p.class[i] = ClassOther
		}
	}
}

// better reports whether of two certificates with one subject the first is the
// one to keep: the locked one, else the one that is valid for longer.
func (p *planner) better(i, kept int) bool {
	if p.locked[i] != p.locked[kept] {
		return p.locked[i]
	}
	return p.certificates[i].NotAfter.After(p.certificates[kept].NotAfter)
}

func (p *planner) expired(i int) bool {
	return !p.options.At.IsZero() && p.certificates[i].Expired(p.options.At)
}

// remove takes candidates until the list fits. Of two of the same size the
// later one goes first: it is the one that is cut off today.
func (p *planner) remove() {
	p.classify()
	for i := range p.certificates {
		if !p.locked[i] {
			p.candidates = append(p.candidates, i)
		}
	}
	slices.SortFunc(p.candidates, func(a, b int) int {
		return cmp.Or(cmp.Compare(p.class[a], p.class[b]), cmp.Compare(p.cost(b), p.cost(a)), cmp.Compare(b, a))
	})
	p.gone = make([]bool, len(p.certificates))
	for _, i := range p.candidates {
		if p.After <= p.Limit {
			return
		}
		p.gone[i] = true
		if p.counts(i) {
			p.After -= p.cost(i)
		}
		p.copies[string(p.certificates[i].Subject)]--
	}
}

// putBack undoes removals that turn out not to be needed, the last class first
// and in it the smallest. Room only shrinks meanwhile, so what does not fit in
// its turn does not fit in the end.
func (p *planner) putBack() {
	order := slices.Clone(p.candidates)
	slices.Reverse(order)
	for _, i := range order {
		if !p.gone[i] {
			continue
		}
		subject := string(p.certificates[i].Subject)
		p.copies[subject]++
		cost := 0
		if p.counts(i) {
			cost = p.cost(i)
		}
		if p.After+cost > p.Limit {
			p.copies[subject]--
			continue
		}
		p.After += cost
		p.gone[i] = false
	}
}

func (p *planner) list() {
	for _, i := range p.candidates {
		if p.gone[i] {
			p.Removed = append(p.Removed, Removal{i, p.certificates[i].SHA1, p.class[i], p.cost(i)})
		}
	}
}

// fewest counts the largest names that need to go. Where duplicates count
// once, a name goes with all its certificates, if none is locked.
func (p *planner) fewest() int {
	stays := make(map[string]bool)
	if p.policy.Duplicates == trustlist.DuplicatesRemoved {
		for _, l := range p.Locked {
			stays[string(p.certificates[l.Index].Subject)] = true
		}
	}
	var costs []int
	for _, i := range p.candidates {
		subject := string(p.certificates[i].Subject)
		if stays[subject] {
			continue
		}
		stays[subject] = p.policy.Duplicates == trustlist.DuplicatesRemoved
		costs = append(costs, p.cost(i))
	}
	slices.Sort(costs)
	count := 0
	for over := p.Bytes - p.Limit; over > 0; count++ {
		over -= costs[len(costs)-1-count]
	}
	return count
}

func (p *planner) add(f schannel.Finding) { p.Findings = append(p.Findings, f) }

var rulePlanNeedless = schannel.Rule{
	Code: "trustlist.plan.needless", Title: "Nothing has to be removed",
	Severity: schannel.Info, Evidence: schannel.Documented,
	Message: "{names} names take {bytes} of {limit} bytes.",
	Sources: []schannel.Source{{Document: "KB2464556", Section: "Method 1"}},
}

func (p *planner) addNeedless() {
	p.add(schannel.NewFinding(rulePlanNeedless, schannel.Basis{Certainty: schannel.Certain}, schannel.Whole("list"),
		schannel.Number("names", p.Names), schannel.Number("bytes", p.Bytes), schannel.Number("limit", p.Limit)))
}

var rulePlanImpossible = schannel.Rule{
	Code: "trustlist.plan.impossible", Title: "What must stay does not fit",
	Severity: schannel.Failure, Evidence: schannel.Documented,
	Message: "The {locked} certificates that must stay take {short} bytes more than the limit of {limit}. Removing others does not help: give way on some, or send no list.",
	Sources: []schannel.Source{{Document: "KB2464556", Section: "Method 1"}, {Document: "KB2464556", Section: "Method 3"}},
}

func (p *planner) addImpossible() {
	p.add(schannel.NewFinding(rulePlanImpossible, schannel.Basis{Certainty: schannel.Certain}, schannel.Whole("list"),
		schannel.Number("locked", len(p.Locked)), schannel.Number("short", p.Short), schannel.Number("limit", p.Limit)))
}

var rulePlanFits = schannel.Rule{
	Code: "trustlist.plan.fits", Title: "With these certificates removed the list fits",
	Severity: schannel.Info, Evidence: schannel.Documented,
	Message: "Removing {removed} of {certificates} certificates leaves {after} of {limit} bytes. None of them could stay. {fewest} names at least have to go, whichever they are.",
	Sources: []schannel.Source{{Document: "KB2464556", Section: "Method 1"}},
}

var rulePlanSharedName = schannel.Rule{
	Code: "trustlist.plan.shared_name", Title: "Names stay in the list whose certificate goes",
	Severity: schannel.Warning, Evidence: schannel.Inferred,
	Message: "{duplicates} of the certificates share their subject with one that stays. Clients still offer certificates of these authorities, but the server no longer trusts those that only the removed key verifies. See that nobody uses it.",
	Sources: []schannel.Source{{Document: "KB2464556", Section: "Method 1"}, {Document: "RFC 5280", Section: "Section 6.1"}},
}

func (p *planner) addFits(profile trustlist.Profile) {
	f := schannel.NewFinding(rulePlanFits, schannel.Basis{Certainty: schannel.Certain}, schannel.Whole("list"),
		schannel.Number("removed", len(p.Removed)), schannel.Number("certificates", p.Names),
		schannel.Number("after", p.After), schannel.Number("limit", p.Limit), schannel.Number("fewest", p.Fewest))
	if profile.Known == schannel.Inferred {
		f.Certainty = schannel.Likely
		f.Because = []schannel.Code{codeLimitInferred}
	}
	if remedy, ok := compose.RemedyByCode(codeRemedyRemove); ok {
		f.Remedies = []schannel.Remedy{remedy}
	}
	p.add(f)
	duplicates := 0
	for _, r := range p.Removed {
		if r.Class == ClassDuplicate {
			duplicates++
		}
	}
	if duplicates > 0 {
		p.add(schannel.NewFinding(rulePlanSharedName, schannel.Basis{Certainty: schannel.Certain}, schannel.Whole("list"), schannel.Number("duplicates", duplicates)))
	}
}

var rulePlanUnknown = schannel.Rule{
	Code: "trustlist.plan.unknown", Title: "A certificate to keep is not among those of the list",
	Severity: schannel.Warning, Evidence: schannel.Documented,
	Message: "No certificate has the thumbprint {sha1}. It locks nothing; is it mistyped, or is its purpose not client authentication?",
	Sources: []schannel.Source{{Document: "KB2464556", Section: "Method 1"}},
}

// addUnknown reports certificates that are named to stay and are not there. Of
// required roots certstore.CheckRequired tells.
func (p *planner) addUnknown() {
	there := make(map[schannel.Thumbprint]bool, len(p.certificates))
	for _, c := range p.certificates {
		there[c.SHA1] = true
	}
	for i, t := range p.options.Keep {
		if !there[t] {
			p.add(schannel.NewFinding(rulePlanUnknown, schannel.Basis{Certainty: schannel.Certain}, schannel.Nth("keep", i), schannel.Text("sha1", t.String())))
		}
	}
}
