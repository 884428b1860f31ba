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

// docs follows Microsoft's pages for developers, and for Outlook what documents
// say of it. Where no document speaks of Outlook, the turn is that of the pages
// and told to be open.
func (w Walk) docs(a Answer, peer Peer) (Walk, move) {
	c := w.list[w.at]
	outlook := w.profile() == Outlook
	switch {
	case a.Failure == NotRecorded:
		return w, advance(reasonNotRecorded) // whether it failed, or was asked at all, is not known
	case a.Failure != NoFailure:
		return w.failedURL(advance(reasonNoAnswer))
	case !w.chasing && c.method == autodiscover.DNS:
		return w.docsRecords(a)
	// "How to validate a server certificate": a candidate must present a valid
	// one. Outlook asks its user instead.
	case !outlook && weburl.IsHTTPS(w.url) && peer.bad(weburl.Host(w.url), w.setup.At):
		return w.failedURL(advance(reasonCertificate))
	case !w.chasing && c.method == autodiscover.Get:
		return w.docsProbe(a)
	case w.challenged(a):
		return w, move{turn: Again, reason: reasonChallenge}
	case a.Status == 401:
		return w.unauthorized()
	case isRedirect(a.Status):
		return w.docsLocation(a)
	case a.Status != 200: // Table 1: any other status makes the URL invalid
		return w.failedURL(advance(reasonStatus).to("", outlook && a.Status/100 == 3))
	}
	r, err := answer.Parse(a.Body)
	if err != nil {
		return w.failedURL(advance(reasonNoAutodiscover).to("", outlook))
	}
	return w.docsAnswer(r)
}

func isRedirect(status int) bool {
	return status == 301 || status == 302 || status == 303 || status == 307
}

// docsLocation is a redirect of a POST. Table 1 names 301 and 302; of Outlook
// 302 is documented.
func (w Walk) docsLocation(a Answer) (Walk, move) {
	outlook := w.profile() == Outlook
	if !outlook && a.Status != 301 && a.Status != 302 {
		return w.failedURL(advance(reasonStatus))
	}
	next, m := w.docsTarget(w.resolved(a.Location), reasonRedirect)
	m.open = m.open || outlook && a.Status != 302
	return next, m
}

// resolved is a Location as seen from the URL that gave it, or as it is written.
func (w Walk) resolved(location string) string {
	if u, ok := weburl.Resolve(w.url, location); ok {
		return u.String()
	}
	return location
}

// docsTarget sends the request again to a URL, as "Resending your request to a
// new URL" has it: HTTPS, no error from there before, and at most ten times.
func (w Walk) docsTarget(target string, reason schannel.Phrase) (Walk, move) {
	outlook := w.profile() == Outlook
	u, ok := weburl.Parse(target)
	switch {
	case w.hops == maxRedirects:
		return w, finish(EndTooManyHops, reasonLimit).to(target, outlook)
	case target == "":
		return w.failedURL(advance(reasonNoTarget).to("", outlook))
	case !ok || u.Scheme != "https":
		return w.failedURL(advance(reasonNotHTTPS).to(target, outlook))
	case contains(w.failed, target):
		return w.failedURL(advance(reasonFailedBefore).to(target, outlook))
	}
	w.hops++
	w.chasing = true
	return w, follow(target, reason)
}

// docsProbe is the answer to the GET without credentials. The pages know 302;
// the Remote Connectivity Analyzer takes 301 and 307 too.
func (w Walk) docsProbe(a Answer) (Walk, move) {
	outlook := w.profile() == Outlook
	if !isRedirect(a.Status) || !outlook && a.Status != 302 {
		return w, advance(reasonNoRedirect)
	}
	target := w.resolved(a.Location)
	if w.setup.Consent == schannel.No {
		return w, advance(reasonRefused).to(target, false)
	}
	next, m := w.docsTarget(target, reasonProbe)
	m.open = m.open || outlook && a.Status != 302
	return next, m
}

// docsRecords takes a host out of service records.
func (w Walk) docsRecords(a Answer) (Walk, move) {
	record, ok := pickSRV(a.Records)
	if !ok {
		return w, advance(reasonNoRecord)
	}
	target := "https://" + strings.TrimSuffix(record.Target, ".") + legacyPath
	if w.setup.Consent == schannel.No {
		return w, advance(reasonRefused).to(target, false)
	}
	return w.docsTarget(target, reasonRecord)
}

// docsAnswer is what an answer of Autodiscover leads to.
func (w Walk) docsAnswer(r answer.Response) (Walk, move) {
	outlook := w.profile() == Outlook
	switch r.Action {
	case answer.Settings:
		if c := w.list[w.at]; outlook && w.at+1 < len(w.list) && w.list[w.at+1].group == c.group {
			w.settled, w.won = true, c
			return w, advance(reasonSettings)
		}
		return w, finish(EndSettings, reasonSettings)
	case answer.RedirectURL:
		return w.docsTarget(r.Target, reasonRedirectURL)
	case answer.RedirectAddress:
		return w.docsRestart(r.Target)
	case answer.Refusal:
		return w.docsRefusal(r)
	case answer.ActionUnspecified:
	}
	return w.failedURL(advance(reasonNoAction).to("", outlook))
}

// docsRestart follows "Restarting Autodiscover with a new email address": the
// address that was sent makes the URL invalid, any other gives a new list.
func (w Walk) docsRestart(mail string) (Walk, move) {
	outlook := w.profile() == Outlook
	_, ok := weburl.MailDomain(mail)
	switch {
	case strings.EqualFold(mail, w.mail):
		return w.failedURL(advance(reasonSameAddress).to(mail, outlook))
	case !ok:
		return w.failedURL(advance(reasonNoMail).to(mail, outlook))
	case w.hops == maxRedirects:
		return w, finish(EndTooManyHops, reasonLimit).to(mail, outlook)
	}
	w.hops++
	w.mail = mail
	return w, move{turn: Restart, target: mail, reason: reasonRestart}
}

// docsRefusal is an error in an answer. A server that is busy is asked once
// more when the others were asked (Table 2).
func (w Walk) docsRefusal(r answer.Response) (Walk, move) {
	if r.Error.Code == "ServerBusy" && !contains(w.busy, w.url) {
		w.busy = append(slices.Clip(w.busy), w.url)
		again := candidate{w.list[w.at].step, autodiscover.Post, w.url, w.list[len(w.list)-1].group + 1}
		w.list = append(slices.Clip(w.list), again)
		return w, advance(reasonBusy)
	}
	if w.profile() != Outlook && w.setup.ErrorEnds {
		return w, finish(EndError, reasonFinalError)
	}
	return w.failedURL(advance(reasonError).to("", w.profile() == Outlook))
}

// failedURL notes that the URL failed with this address.
func (w Walk) failedURL(m move) (Walk, move) {
	w.failed = append(slices.Clip(w.failed), w.url)
	return w, m
}

// pickSRV takes the record that RFC 2782 prefers among those for HTTPS: the
// lowest priority, then the highest weight. RFC 2782 has weights drawn at
// random; the guide speaks of the highest.
func pickSRV(records []SRV) (SRV, bool) {
	var best SRV
	found := false
	for _, r := range records {
		if r.Port != 443 || r.Target == "" || r.Target == "." {
			continue
		}
		if !found || r.Priority < best.Priority || r.Priority == best.Priority && r.Weight > best.Weight {
			best, found = r, true
		}
	}
	return best, found
}
