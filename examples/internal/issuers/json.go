// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package issuers

import (
	"io"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/examples/internal/cli"
	"github.com/schanneltrust/schannel/internal/jsonlist"
	"github.com/schanneltrust/schannel/trustlist"
	"github.com/schanneltrust/schannel/trustlist/certstore"
	"github.com/schanneltrust/schannel/trustlist/compose"
	"github.com/schanneltrust/schannel/trustlist/offer"
	"github.com/schanneltrust/schannel/trustlist/removal"
)

// output is the object that -json prints. What belongs to a release is null
// for a capture.
type output struct {
	Release      *schannel.Release  `json:"release"`
	Product      *string            `json:"product"`
	Source       string             `json:"source"`
	Synthetic    bool               `json:"synthetic"`
	Sent         bool               `json:"sent"`
	Limit        *int               `json:"limit"`
	LimitKnown   *schannel.Evidence `json:"limit_known"`
	LimitSources []schannel.Source  `json:"limit_sources"`
	Names        int                `json:"names"`
	Bytes        int                `json:"bytes"`
	Kept         int                `json:"kept"`
	KeptBytes    int                `json:"kept_bytes"`
	Dropped      int                `json:"dropped"`
	DroppedBytes int                `json:"dropped_bytes"`
	Truncated    bool               `json:"truncated"`
	FirstDropped *entry             `json:"first_dropped"`
	List         []listed           `json:"list"`
	Problems     []problem          `json:"problems"`
	Capture      *capture           `json:"capture"`
	Schannel     *ofRelease         `json:"schannel"`
	Sensitivity  *sensitivity       `json:"sensitivity"`
	Host         *host              `json:"host"`
	Offers       []offered          `json:"offers"`
	Accepted     *accepted          `json:"accepted"`
	Plan         *plan              `json:"plan"`
	Causes       []schannel.Finding `json:"causes"`
	Findings     []schannel.Finding `json:"findings"`
}

// listed is a name of the list, and what becomes of it.
type listed struct {
	Index int             `json:"index"`
	Text  string          `json:"text"`  // RFC 4514
	X500  string          `json:"x500"`  // as Windows writes it
	Bytes int             `json:"bytes"` // in the list, with its 2-byte length
	DER   trustlist.Name  `json:"der"`
	Fate  *trustlist.Fate `json:"fate,omitempty"` // of a list that is composed
}

func newListed(r result, captured bool) []listed {
	all := make([]listed, 0, len(r.list))
	for i, name := range r.list {
		x500, err := name.Text(trustlist.X500)
		if err != nil {
			x500 = name.String()
		}
		l := listed{Index: i, Text: name.String(), X500: x500, Bytes: 2 + len(name), DER: name}
		if !captured && i < len(r.sensitivity.Fates) {
			l.Fate = &r.sensitivity.Fates[i]
		}
		all = append(all, l)
	}
	return all
}

// ofRelease is what a release of Windows Server would have sent of a list that
// was captured.
type ofRelease struct {
	Release      schannel.Release  `json:"release"`
	Product      string            `json:"product"`
	Limit        int               `json:"limit"`
	LimitKnown   schannel.Evidence `json:"limit_known"`
	LimitSources []schannel.Source `json:"limit_sources"`
	Kept         int               `json:"kept"`
	KeptBytes    int               `json:"kept_bytes"`
	Dropped      int               `json:"dropped"`
	DroppedBytes int               `json:"dropped_bytes"`
	Truncated    bool              `json:"truncated"`
}

// entry is a name at its place in the list.
type entry struct {
	Index int            `json:"index"`
	Name  string         `json:"name"`  // RFC 4514
	Bytes int            `json:"bytes"` // in the list, with its 2-byte length
	DER   trustlist.Name `json:"der"`
}

func newEntry(list trustlist.List, i int) entry {
	return entry{i, list[i].String(), 2 + len(list[i]), list[i]}
}

// capture is what a capture tells beside the names.
type capture struct {
	Version schannel.TLSVersion `json:"version"`
	Records int                 `json:"records"`
	Whole   bool                `json:"whole"` // whether the list was read to its end
}

// sensitivity is what depends on choices that nobody documents.
type sensitivity struct {
	Safe     int       `json:"safe"`
	AtRisk   int       `json:"at_risk"`
	Lost     int       `json:"lost"`
	Outcomes []outcome `json:"outcomes"`
}

type outcome struct {
	Policy    trustlist.Policy `json:"policy"`
	Bytes     int              `json:"bytes"`
	Kept      int              `json:"kept"`
	KeptBytes int              `json:"kept_bytes"`
	Dropped   int              `json:"dropped"`
	Truncated bool             `json:"truncated"`
}

// host is what decides the list of a host.
type host struct {
	Sent schannel.Truth    `json:"sent"`
	From compose.StoreKind `json:"from"`
}

// offered is what a family of clients does; its finding stands here and not
// among the others.
type offered struct {
	offer.Offer
	Certainty schannel.Certainty `json:"certainty"` // that of its finding
	Product   string             `json:"product"`
}

// accepted is whether the server accepts the client; its finding stands among
// the others.
type accepted struct {
	Verdict   schannel.Truth     `json:"verdict"`
	Certainty schannel.Certainty `json:"certainty"`
	Because   []schannel.Code    `json:"because"` // the code of its finding, and what that follows from
}

// plan is which certificates to remove, with what people know them by.
type plan struct {
	Fits    bool      `json:"fits"`
	Limit   int       `json:"limit"`
	Bytes   int       `json:"bytes"`
	After   int       `json:"after"`
	Short   int       `json:"short"`
	Fewest  int       `json:"fewest"`
	Removed []removed `json:"removed"`
	Locked  []lock    `json:"locked"`
}

type removed struct {
	removal.Removal
	Name string `json:"name"`
}

type lock struct {
	removal.Lock
	Name string `json:"name"`
}

func writeJSON(w io.Writer, o Options, in input, r result) error {
	out := output{
		Source: in.source, Synthetic: in.synthetic, List: newListed(r, o.Capture),
		Problems: jsonlist.Of(in.problems), Findings: jsonlist.Of(r.findings), Offers: newOffers(r.offers),
		Causes: jsonlist.Of(r.causes),
	}
	if o.Capture {
		out.captured(o, in, r)
	} else {
		out.composed(o, r)
	}
	if a := r.accepted; a != nil {
		out.Accepted = &accepted{a.Verdict, a.Finding.Certainty, append([]schannel.Code{a.Finding.Code}, a.Finding.Because...)}
	}
	if r.plan != nil {
		out.Plan = newPlan(*r.plan, r.named)
	}
	return cli.WriteJSON(w, out)
}

// captured fills in what was seen: all of it was sent.
func (out *output) captured(o Options, in input, r result) {
	bytes := r.list.Size()
	out.Sent, out.Names, out.Bytes, out.Kept, out.KeptBytes = true, len(r.list), bytes, len(r.list), bytes
	out.Capture = &capture{in.flight.Version, in.flight.Records, in.flight.Whole}
	if o.ReleaseGiven {
		t := r.truncation
		out.Schannel = &ofRelease{
			r.profile.Release, r.profile.Release.Product(), t.Limit, r.profile.Known, r.profile.Sources,
			t.Kept, t.KeptBytes, t.Dropped, t.DroppedBytes, t.Truncated,
		}
	}
}

// composed fills in what a release makes of the list.
func (out *output) composed(o Options, r result) {
	t, product := r.truncation, r.profile.Release.Product()
	out.Release, out.Product, out.Sent = &r.profile.Release, &product, r.profile.Sent
	out.Limit, out.LimitKnown, out.LimitSources = &t.Limit, &r.profile.Known, r.profile.Sources
	out.Names, out.Bytes, out.Kept, out.KeptBytes = t.Names, t.Bytes, t.Kept, t.KeptBytes
	out.Dropped, out.DroppedBytes, out.Truncated = t.Dropped, t.DroppedBytes, t.Truncated
	if i := t.FirstDropped; i >= 0 {
		first := newEntry(r.list, i)
		out.FirstDropped = &first
	}
	if o.Sensitivity {
		out.Sensitivity = newSensitivity(r.sensitivity)
	}
	if c := r.composition; c != nil {
		out.Host = &host{c.Sent, c.From}
	}
}

func newSensitivity(s trustlist.Sensitivity) *sensitivity {
	out := &sensitivity{Safe: s.Safe, AtRisk: s.AtRisk, Lost: s.Lost}
	for _, o := range s.Outcomes {
		t := o.Truncation
		out.Outcomes = append(out.Outcomes, outcome{o.Policy, t.Bytes, t.Kept, t.KeptBytes, t.Dropped, t.Truncated})
	}
	return out
}

func newOffers(offers []offer.Offer) []offered {
	out := []offered{}
	for _, o := range offers {
		out = append(out, offered{o, o.Finding.Certainty, product(o.Family)})
	}
	return out
}

// product returns what people call a family of clients.
func product(f offer.Family) string {
	for r := range offer.FamilyRules() {
		if r.Family == f {
			return r.Product
		}
	}
	return f.String()
}

func newPlan(p removal.RemovalPlan, named []certstore.Certificate) *plan {
	out := &plan{
		Fits: p.Fits, Limit: p.Limit, Bytes: p.Bytes, After: p.After, Short: p.Short, Fewest: p.Fewest,
		Removed: []removed{}, Locked: []lock{},
	}
	for _, r := range p.Removed {
		out.Removed = append(out.Removed, removed{r, named[r.Index].Subject.String()})
	}
	for _, l := range p.Locked {
		out.Locked = append(out.Locked, lock{l, named[l.Index].Subject.String()})
	}
	return out
}
