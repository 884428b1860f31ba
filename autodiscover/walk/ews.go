// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package walk

import (
	"slices"
	"strings"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/autodiscover"
	"github.com/schanneltrust/schannel/autodiscover/answer"
	"github.com/schanneltrust/schannel/internal/dotnet"
	"github.com/schanneltrust/schannel/internal/weburl"
)

// The EWS Managed API speaks POX as its AutodiscoverService.cs does, in the
// revision that is measured: its counter starts at one, so nine redirects are
// followed, and a target in an answer is not looked at.

// beginEWS starts a walk of the EWS Managed API.
func (w Walk) beginEWS() Walk {
	w.hops = 1
	w.external = schannel.Yes
	if w.isSOAP() {
		w.seen = []string{strings.ToLower(w.mail)}
	}
	return w.begin(EndMailFormat)
}

// reading is what the EWS Managed API makes of an answer.
type reading struct {
	kind   readingKind
	target string
	end    End
	reason schannel.Phrase
}

type readingKind uint8

const (
	gotSettings readingKind = iota
	gotError
	gotURL
	gotAddress
	gotNothing // the next candidate
	gotRefused // 401
	gotBreak   // an exception that nobody catches
)

func nothing(reason schannel.Phrase) reading { return reading{kind: gotNothing, reason: reason} }

func breaks(end End, reason schannel.Phrase) reading {
	return reading{kind: gotBreak, end: end, reason: reason}
}

// readEWS classifies an answer to a POST of POX.
func (w Walk) readEWS(a Answer, peer Peer) reading {
	switch {
	case a.Failure == NotRecorded:
		return nothing(reasonNotRecorded)
	case a.Failure != NoFailure:
		return nothing(reasonNoAnswer)
	case weburl.IsHTTPS(w.url) && peer.bad(weburl.Host(w.url), w.setup.At):
		return nothing(reasonCertificate)
	case a.Status == 401:
		return reading{kind: gotRefused}
	case a.Status == 456:
		return breaks(EndLocked, reasonLocked)
	case a.Status >= 400, a.Status < 200:
		return nothing(reasonStatus)
	case isRedirect(a.Status):
		if u, ok := w.ewsLocation(a); ok {
			return reading{kind: gotURL, target: u, reason: reasonRedirect}
		}
	}
	return readEWSBody(a.Body)
}

// ewsLocation is the Location of a redirect that is followed: HTTPS, and a path
// that fits.
func (w Walk) ewsLocation(a Answer) (string, bool) {
	if !isRedirect(a.Status) {
		return "", false
	}
	u, ok := weburl.Resolve(w.url, a.Location)
	if !ok || u.Scheme != "https" || !isLegacyPath(u.EscapedPath()) {
		return "", false
	}
	return u.String(), true
}

// readEWSBody reads a body as the XML reader of .NET and that of the EWS
// Managed API do: what is not XML is skipped, XML of another kind ends the whole
// call.
func readEWSBody(body []byte) reading {
	if answer.StartOf(body) == answer.StartElement {
		return breaks(EndDeserialization, reasonNoDeclaration)
	}
	r, err := answer.Parse(body)
	switch {
	case isKind(err, "autodiscover.answer.html"), isKind(err, "autodiscover.answer.root"), err == nil && r.Form != answer.POX:
		return breaks(EndDeserialization, reasonOtherXML)
	case err != nil:
		return nothing(reasonNoAutodiscover)
	case hasCode(r.Findings, "autodiscover.answer.duplicate_protocol"):
		return breaks(EndLocal, reasonTwoProtocols)
	}
	switch r.Action {
	case answer.Settings:
		return reading{kind: gotSettings, reason: reasonSettings}
	case answer.RedirectURL:
		return ewsTarget(r.Target)
	case answer.RedirectAddress:
		if r.Target == "" {
			return breaks(EndNullReference, reasonNoTarget)
		}
		return reading{kind: gotAddress, target: r.Target, reason: reasonRestart}
	case answer.Refusal, answer.ActionUnspecified:
	}
	return reading{kind: gotError}
}

// ewsTarget is a target in an answer: anything that is a URL will do.
func ewsTarget(target string) reading {
	if target == "" {
		return breaks(EndNullArgument, reasonNoTarget)
	}
	return reading{kind: gotURL, target: target, reason: reasonRedirectURL}
}

// ews is one turn in POX.
func (w Walk) ews(a Answer, peer Peer) (Walk, move) {
	c := w.list[w.at]
	switch {
	case w.chasing:
		return w.ewsLastChance(a, peer)
	case c.method == autodiscover.DNS:
		return w.ewsRecords(a)
	case c.method == autodiscover.Get:
		return w.ewsProbe(a)
	case w.challenged(a):
		return w, move{turn: Again, reason: reasonChallenge}
	}
	fromSCP := c.step == autodiscover.StepSCP
	r := w.readEWS(a, peer)
	switch r.kind {
	case gotSettings:
		if fromSCP {
			w.external = schannel.No
		}
		return w, finish(EndSettings, reasonSettings)
	case gotURL:
		return w.ewsFollow(r)
	case gotAddress:
		return w.ewsRestart(r)
	case gotError:
		if !fromSCP {
			return w, finish(EndRemote, reasonFinalError)
		}
		w.delayed = true
		return w, advance(reasonKeptError)
	case gotRefused:
		return w.unauthorized()
	case gotBreak:
		return w, finish(r.end, r.reason)
	case gotNothing:
	}
	return w, advance(r.reason)
}

// ewsFollow puts a target in the place of the candidate.
func (w Walk) ewsFollow(r reading) (Walk, move) {
	if w.hops == maxRedirects {
		return w, finish(EndHops, reasonLimit).to(r.target, false)
	}
	w.hops++
	if end := unusable(r.target); end != EndNone {
		return w, finish(end, reasonNoURL).to(r.target, false)
	}
	return w, follow(r.target, r.reason)
}

// unusable is the exception that a target raises before it is asked.
func unusable(target string) End {
	u := dotnet.ParseURI(target)
	switch {
	case !u.Absolute, len(target) > weburl.LongestURL, len(u.Host) > weburl.LongestHost:
		return EndFormat
	case u.Scheme != "http" && u.Scheme != "https":
		return EndLocal // ExchangeServiceBase.cs: only these are requested
	}
	return EndNone
}

// ewsRestart begins again with another address; one that was seen switches the
// search for service connection points off.
func (w Walk) ewsRestart(r reading) (Walk, move) {
	if w.hops == maxRedirects {
		return w, finish(EndHops, reasonLimit).to(r.target, false)
	}
	w.hops++
	w = w.note(r.target)
	w.mail, w.delayed = r.target, false
	reason := reasonRestart
	if w.noSCP {
		reason = reasonRestartNoSCP
	}
	return w, move{turn: Restart, target: r.target, reason: reason}
}

// note adds an address to those that were seen.
func (w Walk) note(mail string) Walk {
	mail = strings.ToLower(mail)
	if slices.Contains(w.seen, mail) {
		w.noSCP = true
	} else {
		w.seen = append(slices.Clip(w.seen), mail)
	}
	return w
}

// ewsProbe is the answer to the GET without credentials.
func (w Walk) ewsProbe(a Answer) (Walk, move) {
	if a.Failure != NoFailure {
		return w, advance(ewsSilence(a))
	}
	target, ok := w.ewsLocation(a)
	if !ok {
		return w, advance(reasonNoRedirect)
	}
	return w.ewsAsk(target, reasonProbe)
}

func ewsSilence(a Answer) schannel.Phrase {
	if a.Failure == NotRecorded {
		return reasonNotRecorded
	}
	return reasonNoAnswer
}

// ewsRecords takes the first service record for port 443 in the order in which
// the system returns them.
func (w Walk) ewsRecords(a Answer) (Walk, move) {
	if a.Failure != NoFailure {
		return w, advance(ewsSilence(a))
	}
	for _, r := range a.Records {
		if host := strings.TrimSuffix(r.Target, "."); r.Port == 443 && host != "" {
			return w.ewsAsk("https://"+host+legacyPath, reasonRecord)
		}
	}
	return w, advance(reasonNoRecord)
}

// ewsAsk asks the callback, which by default refuses by an exception.
func (w Walk) ewsAsk(target string, reason schannel.Phrase) (Walk, move) {
	m := follow(target, reason)
	switch w.setup.Consent {
	case schannel.Unknown:
		m = finish(EndBlocked, reasonBlocked)
	case schannel.No:
		m = advance(reasonRefused)
	case schannel.Yes:
		w.chasing, w.turns = true, 0
		if w.isSOAP() {
			return w.soapProbe(target, reason)
		}
	}
	m.target = target
	return w, m
}

// ewsLastChance is the loop behind the GET and the service record: ten
// requests, errors are final, and another address begins the search again with
// the old one.
func (w Walk) ewsLastChance(a Answer, peer Peer) (Walk, move) {
	if w.challenged(a) {
		return w, move{turn: Again, reason: reasonChallenge}
	}
	r := w.readEWS(a, peer)
	switch r.kind {
	case gotSettings:
		return w, finish(EndSettings, reasonSettings)
	case gotError:
		return w, finish(EndRemote, reasonFinalError)
	case gotBreak:
		return w, finish(r.end, r.reason)
	case gotAddress:
		return w.ewsRepeat(r)
	case gotURL:
		w.turns++
		end := unusable(r.target)
		switch {
		case end == EndFormat:
			return w, advance(reasonNoURL)
		case w.turns == maxRedirects:
			return w, advance(reasonLimit)
		case end != EndNone:
			return w, finish(end, reasonNoURL)
		}
		return w, follow(r.target, r.reason)
	case gotRefused:
		return w.unauthorized()
	case gotNothing:
	}
	return w, advance(r.reason)
}

// ewsRepeat is the redirect to another address behind the GET or the service
// record. The source passes on the old address, so the search is the same one
// again; nothing ends it while the answers stay the same.
func (w Walk) ewsRepeat(r reading) (Walk, move) {
	w = Walk{
		setup: w.setup, mail: w.mail, hops: w.turns, external: schannel.Yes, repeats: w.repeats + 1,
		last: w.last, trail: w.trail, count: w.count, seen: []string{strings.ToLower(r.target)}, noSCP: w.noSCP,
	}
	if w.repeats == maxRepeats {
		return w, finish(EndForEver, reasonForEver).to(r.target, false)
	}
	return w, move{turn: Restart, target: r.target, reason: reasonOldAddress}
}
