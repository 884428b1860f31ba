// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package walk

import (
	"slices"
	"strings"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/autodiscover"
	"github.com/schanneltrust/schannel/autodiscover/answer"
	"github.com/schanneltrust/schannel/internal/weburl"
)

const (
	maxRedirects = 10   // POX: Action and bb204246; the constant of the EWS Managed API
	maxRequests  = 1000 // that this package follows
	maxRepeats   = 3    // of the same search before it is told to go on for ever
)

// Walk is a client on its way. It is a value: an answer makes another walk of
// it, and the same walk may be tried with other answers. The zero value has
// ended before it began.
type Walk struct {
	setup *Setup // never changed

	// Where the client is.
	mail     string
	list     []candidate
	at       int    // the candidate
	chasing  bool   // behind a candidate that only named a place, or behind a redirect in SOAP
	url      string // being asked; empty for DNS
	sign     bool   // asked again with credentials
	probing  bool   // SOAP: asks which endpoints a host has
	hops     int    // redirects that count
	turns    int    // requests of the inner loop
	inner    int    // redirects behind the candidate
	rounds   int    // SOAP: requests of the outer loop
	named    bool   // SOAP: an answer named the URL
	seen     []string
	failed   []string // URLs that failed with this address
	busy     []string // URLs that were busy once
	noSCP    bool
	repeats  int
	delayed  bool      // an error is kept for the end
	settled  bool      // settings are there; what was asked at the same time follows
	won      candidate // that gave them
	external schannel.Truth

	end   End
	last  answer.Response
	trail *trail
	count int
}

// candidate is a place that the client means to ask.
type candidate struct {
	step   autodiscover.Step
	method autodiscover.Method
	url    string
	group  int
}

// trail is the hops behind a walk, the last first.
type trail struct {
	hop    Hop
	before *trail
}

// move is what a client does after an answer.
type move struct {
	turn   Turn
	target string
	reason schannel.Phrase
	end    End
	open   bool
}

// Begin returns a walk before its first request.
func Begin(setup Setup) Walk {
	w := Walk{setup: &setup, mail: setup.Client.Mail}
	if w.profile() == EWSManagedAPI {
		return w.beginEWS()
	}
	return w.begin(EndNoAddress)
}

// profile is whose rules are followed.
func (w Walk) profile() Profile {
	if w.setup.As != ProfileOfClient {
		return w.setup.As
	}
	switch w.setup.Client.Product {
	case autodiscover.EWSManagedAPI:
		return EWSManagedAPI
	case autodiscover.Outlook2007, autodiscover.Outlook2010, autodiscover.Outlook2013, autodiscover.Outlook2016, autodiscover.Outlook365:
		return Outlook
	case autodiscover.ProductUnspecified, autodiscover.DocsClient:
	}
	return Docs
}

// begin lists the candidates for the address and turns to the first.
func (w Walk) begin(noAddress End) Walk {
	if _, ok := weburl.MailDomain(w.mail); !ok {
		w.end = noAddress
		return w
	}
	if w.isV2() {
		w.end = EndUnknown
		return w
	}
	list, end := w.candidates()
	if end != EndNone {
		w.end = end
		return w
	}
	w.list, w.at, w.failed, w.busy = list, -1, nil, nil
	return w.advance()
}

// advance turns to the next candidate. Behind settings only those that were
// asked at the same time are left.
func (w Walk) advance() Walk {
	w.chasing, w.sign, w.probing, w.turns, w.inner = false, false, false, 0, 0
	for w.at++; w.settled && w.at < len(w.list) && w.list[w.at].step == w.won.step; w.at++ {
	}
	if w.at == len(w.list) || w.settled && w.list[w.at].group != w.won.group {
		w.end = w.exhausted()
		return w
	}
	w.url = w.list[w.at].url
	if w.isSOAP() && w.list[w.at].method == autodiscover.Post {
		w.probing = true
		w.url = "https://" + weburl.Host(w.url) + legacyPath
	}
	return w
}

// exhausted is the end where nothing is left to try.
func (w Walk) exhausted() End {
	switch {
	case w.settled:
		return EndSettings
	case w.profile() != EWSManagedAPI:
		return EndNotLocated
	case w.delayed:
		return EndRemote
	}
	return EndCouldNotLocate
}

// isSOAP reports whether the EWS Managed API speaks SOAP.
func (w Walk) isSOAP() bool {
	return w.profile() == EWSManagedAPI && w.setup.Client.Protocol == autodiscover.SOAP
}

// isV2 reports whether a program speaks Autodiscover V2, which is not followed.
func (w Walk) isV2() bool {
	return w.profile() != Outlook && w.setup.Client.Protocol == autodiscover.V2
}

// Request returns what the client asks now. It reports false if the walk has
// ended.
func (w Walk) Request() (Request, bool) {
	if w.setup == nil || w.end != EndNone {
		return Request{}, false
	}
	c := w.list[w.at]
	r := Request{Method: autodiscover.Post, URL: w.url, Mail: w.mail, Credentials: w.sign, Step: c.step, Redirects: w.inner}
	switch {
	case w.probing:
		r.Method = autodiscover.Get
	case !w.chasing && c.method == autodiscover.DNS:
		r.Method, r.URL, r.Name = autodiscover.DNS, "", w.url
	case !w.chasing:
		r.Method = c.method
	}
	return r, true
}

// Next returns the walk after an answer to its request.
func (w Walk) Next(a Answer) Walk {
	request, ok := w.Request()
	if !ok {
		return w
	}
	hop := Hop{Request: request, Failure: a.Failure, Status: a.Status, Parallel: w.settled, Peer: w.peer(request, a), Challenges: a.Challenges, Records: a.Records}
	if r, err := answer.Parse(a.Body); err == nil && a.Failure == NoFailure && !w.settled {
		w.last, hop.Code = r, clip(r.Error.Code)
	}
	next, m := w.step(a, hop.Peer)
	hop.Turn, hop.Target, hop.Reason, hop.Open = m.turn, clip(m.target), m.reason, m.open
	next = next.apply(m)
	next.trail = &trail{hop, w.trail}
	if next.count++; next.count == maxRequests && next.end == EndNone {
		next.end = EndUnfinished
	}
	return next
}

// step decides by the rules of the profile.
func (w Walk) step(a Answer, peer Peer) (Walk, move) {
	switch {
	case w.settled:
		return w, move{turn: Advance, reason: reasonBeside}
	case a.Failure == NotRecorded && w.sign && w.trail.hop.Reason.Code == reasonHandshake.Code:
		return w, advance(reasonBrokenOff)
	case a.Failure == NotRecorded && w.sign:
		return w.unauthorized()
	case a.Status == 401 && a.Handshake && w.sign && a.Failure == NoFailure:
		// RFC 4559, Section 4.1: a 401 with a token answers the client's own.
		return w, move{turn: Again, reason: reasonHandshake}
	case w.isSOAP():
		return w.soap(a, peer)
	case w.profile() == EWSManagedAPI:
		return w.ews(a, peer)
	}
	return w.docs(a, peer)
}

// apply carries a move out.
func (w Walk) apply(m move) Walk {
	switch m.turn {
	case Finish:
		w.end = m.end
	case Again:
		w.sign = true
	case Follow:
		w.url, w.sign = m.target, false
		w.inner++
	case Restart:
		w.chasing, w.sign, w.probing = false, false, false
		if w.profile() == EWSManagedAPI {
			return w.begin(EndMailFormat)
		}
		return w.begin(EndNoAddress)
	case Advance:
		return w.advance()
	case TurnUnspecified:
	}
	return w
}

// to is the move with what it leads to, and whether it is undocumented.
func (m move) to(target string, open bool) move {
	m.target, m.open = target, open
	return m
}

func finish(end End, reason schannel.Phrase) move {
	return move{turn: Finish, end: end, reason: reason}
}

func advance(reason schannel.Phrase) move { return move{turn: Advance, reason: reason} }

func follow(target string, reason schannel.Phrase) move {
	return move{turn: Follow, target: target, reason: reason}
}

// challenged reports whether the client asks again with credentials.
func (w Walk) challenged(a Answer) bool {
	return a.Failure == NoFailure && a.Status == 401 && len(a.Challenges) > 0 && !w.sign
}

// unauthorized is what every profile does after credentials were refused:
// nothing is concluded from it.
func (w Walk) unauthorized() (Walk, move) {
	return w.failedURL(advance(reasonUnauthorized))
}

// clip shortens a text from the network; of URLs that are asked nothing is lost.
func clip(text string) string {
	return strings.ToValidUTF8(text[:min(len(text), weburl.LongestURL)], "")
}

// path returns the hops of the walk, the first first.
func (w Walk) path() []Hop {
	hops := make([]Hop, 0, w.count)
	for t := w.trail; t != nil; t = t.before {
		hops = append(hops, t.hop)
	}
	slices.Reverse(hops)
	return hops
}
