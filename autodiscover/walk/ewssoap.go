// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package walk

import (
	"strings"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/autodiscover"
	"github.com/schanneltrust/schannel/autodiscover/answer"
	"github.com/schanneltrust/schannel/internal/weburl"
)

// In SOAP the EWS Managed API uses the hosts of the candidates only. Each is
// asked by GET which endpoints it has; then settings are asked for by POST.
// Redirects by status are followed ten times for a host, and ten times an
// answer may name another URL or address.

// soap is one turn in SOAP.
func (w Walk) soap(a Answer, peer Peer) (Walk, move) {
	c := w.list[w.at]
	switch {
	case w.probing:
		return w.soapEndpoints(a, peer)
	case !w.chasing && c.method == autodiscover.DNS:
		return w.ewsRecords(a)
	case !w.chasing && c.method == autodiscover.Get:
		return w.ewsProbe(a)
	case w.challenged(a):
		return w, move{turn: Again, reason: reasonChallenge}
	case a.Failure != NoFailure:
		return w.soapSkip(ewsSilence(a))
	case weburl.IsHTTPS(w.url) && peer.bad(weburl.Host(w.url), w.setup.At):
		return w.soapSkip(reasonCertificate)
	case isRedirect(a.Status):
		return w.soapLocation(a)
	case a.Status == 401:
		return w.soapSkip(reasonUnauthorized)
	case a.Status == 456:
		return w, finish(EndLocked, reasonLocked)
	case a.Status >= 400, a.Status < 200:
		if r, err := answer.Parse(a.Body); a.Status == 500 && err == nil && r.Error.Element == "Fault" {
			return w, finish(EndFault, reasonFinalError)
		}
		return w.soapSkip(reasonStatus)
	}
	return w.soapAnswer(a.Body)
}

// soapProbe asks a host which endpoints it has.
func (w Walk) soapProbe(target string, reason schannel.Phrase) (Walk, move) {
	w.probing, w.turns = true, 0
	return w, follow("https://"+weburl.Host(target)+legacyPath, reason)
}

// soapEndpoints is the answer to the question for endpoints.
func (w Walk) soapEndpoints(a Answer, peer Peer) (Walk, move) {
	switch target, ok := w.ewsLocation(a); {
	case a.Failure != NoFailure:
		return w, advance(ewsSilence(a))
	case peer.bad(weburl.Host(w.url), w.setup.At):
		return w, advance(reasonCertificate)
	case ok:
		if w.turns++; w.turns == maxRedirects {
			return w, finish(EndHops, reasonLimit)
		}
		return w, follow("https://"+weburl.Host(target)+legacyPath, reasonRedirect)
	case len(a.Endpoints) == 0:
		return w, advance(reasonNoSOAP)
	}
	w.probing, w.turns, w.chasing = false, 0, true
	return w, follow("https://"+weburl.Host(w.url)+soapPath, reasonEndpoint)
}

// soapSkip goes on to the next host. Behind the GET, the service record and a
// URL of an answer there is none, and the exception is not caught.
func (w Walk) soapSkip(reason schannel.Phrase) (Walk, move) {
	if w.direct() {
		return w, finish(EndRequest, reason)
	}
	return w, advance(reason)
}

// direct reports whether no other host is tried after this one.
func (w Walk) direct() bool {
	return w.named || w.list[w.at].method != autodiscover.Post
}

// soapLocation is a redirect by status: http will do.
func (w Walk) soapLocation(a Answer) (Walk, move) {
	u, ok := weburl.Resolve(w.url, a.Location)
	if !ok || !weburl.IsWeb(u) {
		return w, finish(EndBadRedirect, reasonNoURL)
	}
	if w.turns++; w.turns == maxRedirects {
		return w, finish(EndHops, reasonLimit)
	}
	return w, follow(u.String(), reasonRedirect)
}

// soapAnswer is what a body leads to.
func (w Walk) soapAnswer(body []byte) (Walk, move) {
	r, err := answer.Parse(body)
	switch {
	case err != nil && (answer.StartOf(body) == answer.StartElement || isKind(err, "autodiscover.answer.root")), err == nil && r.Form != answer.SOAP:
		return w, finish(EndDeserialization, reasonOtherXML)
	case err != nil:
		return w.soapSkip(reasonNoAutodiscover)
	case r.Action == answer.Refusal && r.Error.Element != "UserResponse":
		if w.direct() {
			return w, finish(EndResponse, reasonFinalError)
		}
		return w, advance(reasonError)
	}
	switch r.Action {
	case answer.RedirectURL, answer.RedirectAddress:
		return w.soapRound(r)
	case answer.Settings:
		if w.list[w.at].step == autodiscover.StepSCP {
			w.external = schannel.No
		}
		return w, finish(EndSettings, reasonSettings)
	case answer.Refusal, answer.ActionUnspecified:
	}
	return w, finish(EndError, reasonFinalError)
}

// soapRound is a redirect that an answer names; after ten it is over.
func (w Walk) soapRound(r answer.Response) (Walk, move) {
	if w.rounds++; w.rounds == maxRedirects {
		return w, finish(EndCouldNotLocate, reasonLimit).to(r.Target, false)
	}
	w.turns = 0
	if r.Action == answer.RedirectURL {
		if end := unusable(r.Target); end != EndNone {
			return w, finish(end, reasonNoURL).to(r.Target, false)
		}
		w.named = true
		return w, follow(r.Target, reasonRedirectURL)
	}
	if r.Target == "" {
		return w, finish(EndNullReference, reasonNoTarget)
	}
	w = w.note(r.Target)
	w.named = false
	w.mail = strings.ToLower(r.Target)
	return w, move{turn: Restart, target: w.mail, reason: reasonRestart}
}
