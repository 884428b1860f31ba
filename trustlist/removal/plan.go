// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package removal

import (
	"cmp"
	"encoding/json"
	"slices"
	"time"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/jsonlist"
	"github.com/schanneltrust/schannel/trustlist"
	"github.com/schanneltrust/schannel/trustlist/certstore"
	"github.com/schanneltrust/schannel/trustlist/compose"
	"github.com/schanneltrust/schannel/trustlist/internal/mend"
	"github.com/schanneltrust/schannel/trustlist/internal/say"
)

// RemovalClass is why a certificate is a candidate for removal. Those of a
// lower number go first.
type RemovalClass uint8

const (
	ClassUnspecified RemovalClass = 0 // "unspecified": not a class
	ClassExpired     RemovalClass = 1 // "expired"
	ClassDuplicate   RemovalClass = 2 // "duplicate": another one that stays has the same name and key, and lives as long
	ClassOther       RemovalClass = 3 // "other": live, with a key that no other certificate of the name has
)

// LockReason is why a certificate must stay.
type LockReason uint8

const (
	LockUnspecified LockReason = 0 // "unspecified": not a reason
	LockRequired    LockReason = 1 // "required": Windows requires it
	LockNamed       LockReason = 2 // "named": it is named
	LockClient      LockReason = 3 // "client": the chain of a client needs it
)

// PlanOptions says what a plan must not touch. With the zero value the roots
// stay that Windows requires by any reading of the documents.
type PlanOptions struct {
	RequiredMayGo bool `json:"required_may_go"` // required roots are not locked

	Keep []schannel.Thumbprint `json:"keep"` // others that must stay

	// Clients are chains of clients, each of one certificate or more. What
	// they contain and every certificate whose subject is the issuer of one of
	// them stays.
	Clients [][]certstore.Certificate `json:"clients"`
}

// MarshalJSON writes every field, empty lists as lists.
func (o PlanOptions) MarshalJSON() ([]byte, error) {
	type plain PlanOptions
	p := plain(o)
	p.Keep = jsonlist.Of(p.Keep)
	p.Clients = make([][]certstore.Certificate, len(o.Clients))
	for i, chain := range o.Clients {
		p.Clients[i] = jsonlist.Of(chain)
	}
	return json.Marshal(p)
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

// MarshalJSON writes every field, empty lists as lists.
func (p RemovalPlan) MarshalJSON() ([]byte, error) {
	type plain RemovalPlan
	f := plain(p)
	f.Removed, f.Locked = jsonlist.Of(f.Removed), jsonlist.Of(f.Locked)
	f.Findings = jsonlist.Of(f.Findings)
	return json.Marshal(f)
}

// Removal is a certificate that a plan removes.
type Removal struct {
	Index    int                 `json:"index"` // position in the composed list, from 0
	SHA1     schannel.Thumbprint `json:"sha1"`
	Class    RemovalClass        `json:"class"`
	Bytes    int                 `json:"bytes"`              // what its name takes in the list
	NotAfter time.Time           `json:"not_after,omitzero"` // when it expires, in UTC, if that can be read
	Key      schannel.Thumbprint `json:"key,omitzero"`       // see [certstore.Certificate.KeyID]; zero: not known
}

// Lock is a certificate that a plan may not remove.
type Lock struct {
	Index  int                 `json:"index"`
	SHA1   schannel.Thumbprint `json:"sha1"`
	Reason LockReason          `json:"reason"`
}

// Plan finds what to remove so that the list that the host composes fits, as
// method 1 of KB2464556 has it. Candidates are taken class by class, in a class
// the largest name first, until the list fits; then whatever still fits is put
// back. So a live key that nobody else has goes last. Where what must stay does
// not fit, nothing is removed and Short says by how much. Expiry counts for the
// time of the host; without one nothing has expired.
//
// Of a host without a release nothing is planned. For one that sends no list
// the plan is for the case that it does.
//
// A plan for a policy with [trustlist.CountVector] and [trustlist.DuplicatesKept]
// fits under every policy: no other counts more.
func Plan(h compose.Host, options PlanOptions) RemovalPlan {
	c := compose.Compose(h)
	p := newPlanner(c.Named(h.Stores), c.Profile, options)
	p.at, p.grounds, p.known = h.At, listing(c), c.Case
	if !options.RequiredMayGo {
		p.required = required(h.Release)
	}
	plan := p.plan()
	if c.Sent == schannel.No {
		plan.Findings = append(plan.Findings, schannel.NewFinding(rulePlanNotSent, schannel.Basis{Certainty: schannel.Certain}, schannel.Whole("host")))
	}
	return plan
}

// listing is the findings by which a composition knows what the list names.
// Whether expired certificates are named does not matter: without them it is
// shorter.
func listing(c compose.Composition) []schannel.Finding {
	return slices.DeleteFunc(c.Seen().Grounds.Listing, func(f schannel.Finding) bool { return f.Code == codeListExpired })
}

// required is the roots that any reading of the documents requires.
func required(release schannel.Release) []schannel.Thumbprint {
	var all []schannel.Thumbprint
	sets, _ := certstore.RequiredRoots(release)
	for _, set := range sets {
		for _, root := range set.Roots {
			all = append(all, root.SHA1)
		}
	}
	return all
}

func newPlanner(certificates []certstore.Certificate, profile trustlist.Profile, options PlanOptions) planner {
	return planner{
		RemovalPlan:  RemovalPlan{Limit: profile.Limit, Names: len(certificates), Removed: []Removal{}, Locked: []Lock{}, Findings: []schannel.Finding{}},
		certificates: certificates,
		profile:      profile,
		options:      options,
	}
}

// plan is Plan for certificates that a list names, in its order.
func (p *planner) plan() RemovalPlan {
	p.count()
	if p.profile.Limit == 0 {
		p.After = p.Bytes
		p.addLimitless()
		return p.RemovalPlan
	}
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
		p.addFits()
	}
	p.addUnknown()
	return p.RemovalPlan
}

// planner is a plan in the making.
type planner struct {
	RemovalPlan
	certificates []certstore.Certificate
	profile      trustlist.Profile
	options      PlanOptions

	at       time.Time             // for expiry
	required []schannel.Thumbprint // what Windows requires
	grounds  []schannel.Finding    // by which the list is known
	known    schannel.Scope        // of the host

	subjects   []int // where the subject of each certificate stands first
	copies     []int // by that: how many certificates with the subject stay
	locked     []bool
	class      []RemovalClass
	keys       []schannel.Thumbprint
	candidates []int  // in the order of removal
	gone       []bool // what is removed
}

// cost returns what a name takes in the list.
func (p *planner) cost(i int) int {
	return p.profile.Policy.Counting.EntryBytes(p.certificates[i].Subject)
}

// count sets the bytes of the list. Under a policy that removes duplicates a
// name counts once.
func (p *planner) count() {
	p.subjects, p.copies = make([]int, len(p.certificates)), make([]int, len(p.certificates))
	first := make(map[string]int, len(p.certificates))
	p.Bytes = p.profile.Policy.Counting.FixedBytes()
	for i, c := range p.certificates {
		place, again := first[string(c.Subject)]
		if !again {
			place = i
			first[string(c.Subject)] = i
		}
		p.subjects[i] = place
		p.copies[place]++
		if p.counts(i) {
			p.Bytes += p.cost(i)
		}
	}
}

// counts reports whether a certificate that was just added, or is about to go,
// changes the size of the list.
func (p *planner) counts(i int) bool {
	return p.profile.Policy.Duplicates == trustlist.DuplicatesKept || p.copies[p.subjects[i]] == 1
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
	for _, t := range p.required {
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
	bytes := p.profile.Policy.Counting.FixedBytes()
	counted := make([]bool, len(p.certificates))
	for _, l := range p.Locked {
		if subject := p.subjects[l.Index]; !counted[subject] {
			counted[subject] = p.profile.Policy.Duplicates != trustlist.DuplicatesKept
			bytes += p.cost(l.Index)
		}
	}
	return bytes
}

// identity is what makes two certificates the same authority. One whose key
// cannot be read is like no other.
type identity struct {
	subject int // where it stands first
	key     schannel.Thumbprint
}

// classify says of every certificate why it may go.
func (p *planner) classify() {
	p.class, p.keys = make([]RemovalClass, len(p.certificates)), make([]schannel.Thumbprint, len(p.certificates))
	best := make(map[identity]int, len(p.certificates))
	for i, c := range p.certificates {
		p.keys[i] = c.KeyID()
		if kept, again := best[p.identity(i)]; !again || p.better(i, kept) {
			best[p.identity(i)] = i
		}
	}
	for i := range p.certificates {
		switch {
		case p.expired(i):
			p.class[i] = ClassExpired
		case p.keys[i] != schannel.Thumbprint{} && best[p.identity(i)] != i:
			p.class[i] = ClassDuplicate
		default:
			p.class[i] = ClassOther
		}
	}
}

func (p *planner) identity(i int) identity {
	return identity{p.subjects[i], p.keys[i]}
}

// better reports whether of two certificates with one name and key the first
// is the one to keep: the one that is valid for longer, else the locked one.
func (p *planner) better(i, kept int) bool {
	a, b := p.certificates[i].NotAfter, p.certificates[kept].NotAfter
	if !a.Equal(b) {
		return a.After(b)
	}
	return p.locked[i] && !p.locked[kept]
}

func (p *planner) expired(i int) bool {
	return !p.at.IsZero() && p.certificates[i].Expired(p.at)
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
		p.copies[p.subjects[i]]--
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
		subject := p.subjects[i]
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
			c := p.certificates[i]
			p.Removed = append(p.Removed, Removal{i, c.SHA1, p.class[i], p.cost(i), c.NotAfter, p.keys[i]})
		}
	}
}

// fewest counts the largest names that need to go. Where duplicates count
// once, a name goes with all its certificates, if none is locked.
func (p *planner) fewest() int {
	stays := make([]bool, len(p.certificates))
	if p.profile.Policy.Duplicates == trustlist.DuplicatesRemoved {
		for _, l := range p.Locked {
			stays[p.subjects[l.Index]] = true
		}
	}
	var costs []int
	for _, i := range p.candidates {
		subject := p.subjects[i]
		if stays[subject] {
			continue
		}
		stays[subject] = p.profile.Policy.Duplicates == trustlist.DuplicatesRemoved
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
	Message:  "{names} names take {bytes} of {limit} bytes.",
	Sources:  []schannel.Source{{Document: "KB2464556", Section: "Method 1"}},
	Excludes: []schannel.Code{"trustlist.plan.fits", "trustlist.plan.impossible", "trustlist.plan.limit"},
}

var rulePlanImpossible = schannel.Rule{
	Code: "trustlist.plan.impossible", Title: "What must stay does not fit",
	Severity: schannel.Failure, Evidence: schannel.Documented,
	Message:  "The {locked} certificates that must stay take {short} bytes more than the limit of {limit}. Removing others does not help: give way on some, or send no list.",
	Sources:  []schannel.Source{{Document: "KB2464556", Section: "Method 1"}, {Document: "KB2464556", Section: "Method 3"}},
	Excludes: []schannel.Code{"trustlist.plan.fits", "trustlist.plan.needless", "trustlist.plan.limit"},
}

var rulePlanFits = schannel.Rule{
	Code: "trustlist.plan.fits", Title: "With these certificates removed the list fits",
	Severity: schannel.Info, Evidence: schannel.Documented,
	Message:  "Removing {removed} of {certificates} certificates leaves {after} of {limit} bytes. None of them could stay. {fewest} names at least have to go, whichever they are.",
	Sources:  []schannel.Source{{Document: "KB2464556", Section: "Method 1"}},
	Excludes: []schannel.Code{"trustlist.plan.impossible", "trustlist.plan.needless", "trustlist.plan.limit"},
}

var rulePlanSharedName = schannel.Rule{
	Code: "trustlist.plan.shared_name", Title: "Names stay in the list whose certificate goes",
	Severity: schannel.Warning, Evidence: schannel.Inferred,
	Message: "{certificates} of the certificates share their subject, but not their key, with one that stays. Clients still offer certificates of these authorities, but the server no longer trusts those that only the removed key verifies. See that nobody uses it.",
	Sources: []schannel.Source{{Document: "KB2464556", Section: "Method 1"}, {Document: "RFC 5280", Section: "Section 6.1"}},
}

var rulePlanLive = schannel.Rule{
	Code: "trustlist.plan.live", Title: "Live authorities are among those that go",
	Severity: schannel.Warning, Evidence: schannel.Documented,
	Message: "{certificates} of the certificates have not expired, and no other one has their name and key: expired ones and duplicates do not make enough room. Clients below these authorities can no longer connect. Name those that must stay.",
	Sources: []schannel.Source{{Document: "KB2464556", Section: "Method 1"}},
}

var rulePlanNotSent = schannel.Rule{
	Code: "trustlist.plan.not_sent", Title: "No list is sent today",
	Severity: schannel.Info, Evidence: schannel.Documented,
	Message: "The server sends no list, so today nothing is cut: the plan is for the case that it does.",
	Sources: []schannel.Source{{Document: "TLS registry settings", Section: "SendTrustedIssuerList"}},
}

var rulePlanUnknown = schannel.Rule{
	Code: "trustlist.plan.unknown", Title: "Certificates to keep are not among those of the list",
	Severity: schannel.Warning, Evidence: schannel.Documented,
	Message: "Thumbprints that are to stay and that no certificate has: {count}, the first of them {sha1}. They lock nothing; are they mistyped, or is their purpose not client authentication?",
	Sources: []schannel.Source{{Document: "KB2464556", Section: "Method 1"}},
}

var rulePlanLimit = schannel.Rule{
	Code: "trustlist.plan.limit", Title: "Nothing is known of the server",
	Severity: schannel.Info, Evidence: schannel.Documented,
	Message: "How much has to be removed depends on the limit of the server's release.",
	Sources: []schannel.Source{{Document: "KB2464556", Section: "More Information"}},
}

func (p *planner) addLimitless() {
	p.add(schannel.NewFinding(rulePlanLimit, schannel.Basis{
		Certainty: schannel.InsufficientData, Missing: []schannel.Phrase{say.Release},
	}, schannel.Whole("list")))
}

var (
	outcomeRestFits = schannel.Phrase{Code: "trustlist.outcome.rest_fits", Text: "what stays fits: {bytes} bytes, counting {counting}, duplicates {duplicates}"}
	outcomeRestCut  = schannel.Phrase{Code: "trustlist.outcome.rest_cut", Text: "what stays is cut: {bytes} bytes, counting {counting}, duplicates {duplicates}"}
)

// basis is how sure it is that what stays fits, or that it does not: every way
// to count has to give it. The finding that the limit is inferred, if it is, is
// the premise.
func (p *planner) basis(stays func(i int) bool) schannel.Basis {
	b := schannel.Basis{Certainty: schannel.Certain, Evidence: p.profile.Known, Premises: append(p.limit(), p.grounds...)}
	list := trustlist.List{}
	for i, c := range p.certificates {
		if stays(i) {
			list = append(list, c.Subject)
		}
	}
	var outcomes []schannel.Phrase
	cut := 0
	for _, o := range trustlist.Vary(list, p.profile).Outcomes {
		if o.Policy.Overflow != trustlist.OverflowStop {
			continue // how it is cut does not decide whether it is
		}
		outcome := outcomeRestFits
		if o.Truncation.Truncated {
			outcome = outcomeRestCut
			cut++
		}
		outcomes = append(outcomes, outcome.With(schannel.Number("bytes", o.Truncation.Bytes),
			schannel.Word("counting", o.Policy.Counting), schannel.Word("duplicates", o.Policy.Duplicates)))
	}
	if cut > 0 && cut < len(outcomes) {
		b.Certainty, b.Outcomes, b.Settle = schannel.Undocumented, outcomes, []schannel.Phrase{say.Capture}
	}
	return b
}

// limit is the finding that no document gives the limit, if none does.
func (p *planner) limit() []schannel.Finding {
	if p.profile.Known != schannel.Inferred || len(p.certificates) == 0 {
		return nil
	}
	for _, f := range trustlist.Analyze(trustlist.List{p.certificates[0].Subject}, p.profile).Findings {
		if f.Code == codeLimitInferred {
			return []schannel.Finding{f}
		}
	}
	return nil
}

// conclude adds a finding and the premises that it names.
func (p *planner) conclude(f schannel.Finding, basis schannel.Basis) {
	p.add(f)
	for _, premise := range basis.Premises {
		p.add(premise)
	}
}

func (p *planner) addNeedless() {
	basis := p.basis(func(int) bool { return true })
	p.conclude(schannel.NewFinding(rulePlanNeedless, basis, schannel.Whole("list"),
		schannel.Number("names", p.Names), schannel.Number("bytes", p.Bytes), schannel.Number("limit", p.Limit)), basis)
}

func (p *planner) addImpossible() {
	basis := p.basis(func(i int) bool { return p.locked[i] })
	p.conclude(schannel.NewFinding(rulePlanImpossible, basis, schannel.Whole("list"),
		schannel.Number("locked", len(p.Locked)), schannel.Number("short", p.Short), schannel.Number("limit", p.Limit)), basis)
}

func (p *planner) addFits() {
	basis := p.basis(func(i int) bool { return !p.gone[i] })
	f := schannel.NewFinding(rulePlanFits, basis, schannel.Whole("list"),
		schannel.Number("removed", len(p.Removed)), schannel.Number("certificates", p.Names),
		schannel.Number("after", p.After), schannel.Number("limit", p.Limit), schannel.Number("fewest", p.Fewest))
	f.Remedies = mend.For(p.known, nil, mend.RemoveRoots)
	p.conclude(f, basis)
	p.addCosts()
}

// addCosts says what a plan costs beside certificates that nobody misses.
func (p *planner) addCosts() {
	shared, live := 0, 0
	for _, r := range p.Removed {
		if r.Class != ClassDuplicate && p.copies[p.subjects[r.Index]] > 0 {
			shared++
		}
		if r.Class == ClassOther {
			live++
		}
	}
	if shared > 0 {
		p.add(schannel.NewFinding(rulePlanSharedName, schannel.Basis{Certainty: schannel.Certain}, schannel.Whole("list"), schannel.Number("certificates", shared)))
	}
	if live > 0 {
		p.add(schannel.NewFinding(rulePlanLive, schannel.Basis{Certainty: schannel.Certain}, schannel.Whole("list"), schannel.Number("certificates", live)))
	}
}

// addUnknown reports certificates that are named to stay and are not there. Of
// required roots certstore.CheckRequired tells.
func (p *planner) addUnknown() {
	if absent := absentFrom(p.certificates, p.options.Keep, "keep"); len(absent) > 0 {
		p.add(say.Counted(schannel.NewFinding(rulePlanUnknown, schannel.Basis{Certainty: schannel.Certain}, schannel.Whole("options"),
			schannel.Number("count", len(absent)), schannel.Text("sha1", absent[0].Name)), absent))
	}
}
