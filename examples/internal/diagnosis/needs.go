// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package diagnosis

import (
	"cmp"
	"slices"
	"strings"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/examples/internal/casefile"
	"github.com/schanneltrust/schannel/examples/internal/evidence"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
)

// Inputs without which a package was not asked at all.
var (
	needChain        = schannel.Phrase{Code: "diagnose.need.chain", Text: "the chain of a client's certificate: what the client does with the list, and whether the server accepts it"}
	needConnection   = schannel.Phrase{Code: "diagnose.need.connection", Text: "a captured handshake, both directions: which rule of RFC 7627 was followed or broken"}
	needSymptoms     = schannel.Phrase{Code: "diagnose.need.symptoms", Text: "what was seen: event records, codes, messages"}
	needEvents       = schannel.Phrase{Code: "diagnose.need.events", Text: "what the Exchange servers logged: event records"}
	needCertificates = schannel.Phrase{Code: "diagnose.need.certificates", Text: "the certificates of the Exchange servers"}
	needConnectors   = schannel.Phrase{Code: "diagnose.need.connectors", Text: "the connectors: which certificate each of them uses, and settings that contradict each other"}
	needTime         = schannel.Phrase{Code: "diagnose.need.time", Text: "the time that the question is about: what has expired, and what changes within a year"}
	needCulture      = schannel.Phrase{Code: "diagnose.need.culture", Text: "the culture of the shell that printed the dates, such as en-US or de-DE: some of them can be read in two ways"}
	needRecording    = schannel.Phrase{Code: "diagnose.need.recording", Text: "a recording of what the client asked and what came back: where the redirects lead"}
	needShown        = schannel.Phrase{Code: "diagnose.need.shown", Text: "the certificate that the host in the title of the window shows: what is wrong with it"}
	needSCPs         = schannel.Phrase{Code: "diagnose.need.scps", Text: "the service connection points of the directory: which server is asked first"}
	needMail         = schannel.Phrase{Code: "diagnose.need.mail", Text: "the mail address that the client looks up: every request that it may make"}
)

// Rules of the packages that an input opens, in few words: all rules of a
// package that was not asked would be a list by themselves.
const mostOpened = 10

// need is an input that opens the rules that begin like this.
func need(what schannel.Phrase, beginnings ...string) Need {
	return Need{What: []schannel.Phrase{what}, Opens: rulesBelow(beginnings...)}
}

// askFor names what the server of the list was not asked about.
func (a *issuers) askFor() {
	if len(a.given.Client) == 0 {
		a.needs = append(a.needs, need(needChain, "trustlist.offer.", "trustlist.accept."))
	}
}

// lacks names what the servers of Exchange were not asked about.
func (o *organization) lacks() []Need {
	var needs []Need
	seen := false
	for _, s := range o.servers {
		seen = seen || s.Server.Seen()
	}
	if !seen {
		needs = append(needs, need(needCertificates, "exchangecert.select.", "exchangecert.expiry."))
	}
	if len(o.connectors) == 0 {
		needs = append(needs, need(needConnectors, "exchangecert.lint.", "exchangecert.select."))
	}
	if o.at.IsZero() && seen {
		needs = append(needs, need(needTime, "exchangecert.expiry."))
	}
	return needs
}

// lacks names what the client of Autodiscover was not asked about.
func (f *finder) lacks() []Need {
	var needs []Need
	if !f.listed() {
		needs = append(needs, need(needSCPs, "autodiscover.first.", "autodiscover.scp."))
	}
	if f.given.Recording == nil {
		needs = append(needs, need(needRecording, "autodiscover.walk.", "autodiscover.prompt."))
	}
	if f.given.Client.Mail == "" {
		needs = append(needs, need(needMail, "autodiscover.plan."))
	}
	return needs
}

// needsOf gathers what is missing: first what findings name, the gravest and
// those on which most hangs before the others, then what packages were not
// asked for lack of. What one command or one flag gives is asked for once.
func needsOf(findings []schannel.Finding, answers []answer) []Need {
	var needs []Need
	for _, n := range missingIn(findings) {
		if at := slices.IndexFunc(needs, n.collectedLike); at >= 0 {
			needs[at] = together(needs[at], n)
			continue
		}
		needs = append(needs, n)
	}
	for _, a := range answers {
		for _, n := range a.needs {
			c := collected(n.What[0])
			if !slices.ContainsFunc(needs, c.collectedLike) {
				c.Opens = n.Opens[:min(len(n.Opens), mostOpened)]
				needs = append(needs, c)
			}
		}
	}
	return needs
}

// missingIn gathers what findings name, each input by itself.
func missingIn(findings []schannel.Finding) []Need {
	type wanted struct {
		Need
		severity schannel.Severity
	}
	var all []wanted
	places := map[string]int{}
	for _, f := range findings {
		for _, p := range f.Missing {
			key := string(p.Code) + "\n" + p.Text
			at, known := places[key]
			if !known {
				at = len(all)
				places[key] = at
				all = append(all, wanted{Need: collected(p)})
			}
			n := &all[at]
			n.severity = max(n.severity, f.Severity)
			if !slices.Contains(n.Opens, f.Code) {
				n.Opens = append(n.Opens, f.Code)
			}
		}
	}
	slices.SortStableFunc(all, func(a, b wanted) int {
		return cmp.Or(cmp.Compare(b.severity, a.severity), cmp.Compare(len(b.Opens), len(a.Opens)))
	})
	needs := make([]Need, 0, len(all))
	for _, n := range all {
		needs = append(needs, n.Need)
	}
	return needs
}

// collectedLike reports whether two inputs come about in the same way. What only
// the people concerned know is asked for one by one.
func (n Need) collectedLike(other Need) bool {
	return string(n.Where.Code)+n.Flag != "" && n.Where.Code == other.Where.Code && n.Command == other.Command && n.Flag == other.Flag
}

// together asks for the inputs of two needs at once.
func together(n, other Need) Need {
	n.What = append(n.What, other.What...)
	for _, code := range other.Opens {
		if !slices.Contains(n.Opens, code) {
			n.Opens = append(n.Opens, code)
		}
	}
	return n
}

// needDates asks for the culture of dates that were left out for lack of it.
func needDates(c casefile.Case) []Need {
	if slices.ContainsFunc(c.LeftOut, func(l casefile.LeftOut) bool { return l.Reason.Code == evidence.CodeCulture }) {
		return []Need{need(needCulture, "exchangecert.expiry.")}
	}
	return nil
}

// beforeTransportService reports whether all servers are known to be older than
// Exchange 2013.
func beforeTransportService(c casefile.Case) bool {
	newer := func(s casefile.ExchangeServer) bool {
		return s.Server.Version == exchange.VersionUnspecified || s.Server.Version >= exchange.Exchange2013
	}
	return c.Exchangecert != nil && len(c.Exchangecert.Servers) > 0 && !slices.ContainsFunc(c.Exchangecert.Servers, newer)
}

// nameTransportServer puts the cmdlet in that such servers have: Exchange 2013
// brought Get-TransportService in its place.
func nameTransportServer(needs []Need) {
	for i := range needs {
		needs[i].Command = strings.ReplaceAll(needs[i].Command, "Get-TransportService ", "Get-TransportServer ")
	}
}

// needSeen asks for symptoms where a family was asked about a failure and there
// are none.
func needSeen(c casefile.Case) []Need {
	if len(c.Symptoms) > 0 {
		return nil
	}
	var needs []Need
	if c.Trustlist != nil || c.EMS != nil {
		needs = append(needs, need(needSymptoms, "trustlist.cause.", "ems.windows.cause."))
	}
	if c.Exchangecert != nil {
		needs = append(needs, need(needEvents, "exchangecert.cause."))
	}
	return needs
}

// collected says where a missing input is collected.
func collected(what schannel.Phrase) Need {
	n := Need{What: []schannel.Phrase{what}}
	if c, known := collectedAs(what.Code); known {
		n.Where, n.Command = evidence.Collecting(c.kind)
		n.Flag = c.flag
	}
	return n
}
