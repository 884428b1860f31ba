// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package prompt

import (
	"slices"
	"strings"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/weburl"
	"github.com/schanneltrust/schannel/symptom"
)

// window is a window that somebody saw, or the message of a program, by a part of
// its text, or the code of WinINet for the same fault of a certificate, which
// people quote in sentences too.
type window struct {
	rule  *schannel.Rule
	flag  uint32 // of the code of a message about the RPC proxy
	codes []uint32
	texts []string // in lower case
}

var windows = [...]window{
	{&ruleSeenRedirect, 0, nil, []string{
		"your account was redirected to this website for settings",
		"allow this website to configure",
	}},
	{&ruleSeenName, flagNameInvalid, []uint32{12038, 0x80072f06}, []string{
		"on the security certificate is invalid or does not match",
		"of the security certificate is invalid or does not match",
		"0x80072f06", "getlasterror=12038;",
	}},
	{&ruleSeenUntrusted, flagInvalidCA, []uint32{12045, 0x80072f0d}, []string{
		"the security certificate was issued by a company you have not chosen to trust",
		"the security certificate is not from a trusted certifying authority",
		"0x80072f0d", "getlasterror=12045;",
	}},
	{&ruleSeenDate, flagDateInvalid, []uint32{12037, 0x80072f05}, []string{"0x80072f05", "getlasterror=12037;"}},
	{&ruleSeenProxy, 0, nil, []string{seenProxy}},
	{&ruleSeenNotLocated, 0, nil, []string{"the autodiscover service couldn't be located"}},
	{&ruleSeenBlocked, 0, nil, []string{"autodiscover blocked a potentially insecure redirection"}},
	{&ruleSeenHops, 0, nil, []string{"the maximum redirection hop count has been reached"}},
}

// Messages of the EWS Managed API.
var ruleSeenNotLocated = schannel.Rule{
	Code: "autodiscover.seen.not_located", Title: "A program found no Autodiscover service",
	Severity: schannel.Failure, Evidence: schannel.Implemented,
	Sources:  []schannel.Source{{Document: "EWS Managed API", Section: "Autodiscover/AutodiscoverService.cs"}, {Document: "OfficeDev/ews-managed-api#26"}},
	Message:  "The EWS Managed API says this when no place gave an answer that it takes; one that refuses the credentials counts as none, so that a wrong password looks the same ({count} seen).",
	CausedBy: []schannel.Code{"autodiscover.walk.unauthorized", "autodiscover.walk.stale_scp"},
}

var ruleSeenBlocked = schannel.Rule{
	Code: "autodiscover.seen.blocked", Title: "A program refused a redirect",
	Severity: schannel.Failure, Evidence: schannel.Implemented,
	Sources:  []schannel.Source{{Document: "EWS Managed API", Section: "Autodiscover/AutodiscoverService.cs"}, {Document: "bielawb/EWS#20"}},
	Message:  "A redirect over HTTP, or a service record, names another host, and the program gives the EWS Managed API no callback that allows it ({count} seen).",
	CausedBy: []schannel.Code{"autodiscover.walk.blocked"},
}

var ruleSeenHops = schannel.Rule{
	Code: "autodiscover.seen.hops", Title: "A program followed too many redirects",
	Severity: schannel.Failure, Evidence: schannel.Implemented,
	Sources:  []schannel.Source{{Document: "EWS Managed API", Section: "Autodiscover/AutodiscoverService.cs"}},
	Message:  "The EWS Managed API gave up after ten redirects; a circle of them ends so ({count} seen).",
	CausedBy: []schannel.Code{"autodiscover.walk.redirect_limit", "autodiscover.walk.loop"},
}

var ruleSeenRedirect = schannel.Rule{
	Code: "autodiscover.seen.redirect", Title: "Outlook asked about a redirect",
	Severity: schannel.Warning, Evidence: schannel.Documented,
	Sources:  []schannel.Source{{Document: "KB2480582"}},
	Message:  "Outlook asked whether a website may configure the account: a request over HTTP led to another address over HTTPS ({count} seen).",
	CausedBy: []schannel.Code{"autodiscover.prompt.redirect"},
}

var ruleSeenName = schannel.Rule{
	Code: "autodiscover.seen.name", Title: "The name on a certificate was refused",
	Severity: schannel.Warning, Evidence: schannel.Documented,
	Sources:  []schannel.Source{{Document: "KB2783881"}, {Document: "KB940726"}, {Document: "WinINet errors"}},
	Message:  "A host showed a certificate on which its name does not stand ({count} seen).",
	CausedBy: []schannel.Code{"autodiscover.prompt.name", "autodiscover.scp.default_url"},
}

var ruleSeenUntrusted = schannel.Rule{
	Code: "autodiscover.seen.untrusted", Title: "The issuer of a certificate was refused",
	Severity: schannel.Warning, Evidence: schannel.Documented,
	Sources:  []schannel.Source{{Document: "AD FS: service communications certificates"}, {Document: "WinINet errors"}},
	Message:  "A host showed a certificate from nobody that the computer trusts, as a self-signed one is ({count} seen).",
	CausedBy: []schannel.Code{"autodiscover.prompt.untrusted", "autodiscover.prompt.tolerance_lost"},
}

var ruleSeenDate = schannel.Rule{
	Code: "autodiscover.seen.date", Title: "The date of a certificate was refused",
	Severity: schannel.Warning, Evidence: schannel.Documented,
	Sources:  []schannel.Source{{Document: "WinINet errors"}},
	Message:  "A host showed a certificate that has expired, or is not valid yet ({count} seen).",
	CausedBy: []schannel.Code{"autodiscover.prompt.date", "exchangecert.expiry.outlook"},
}

// Seen recognises the windows of Outlook among symptoms, what it says of the
// certificate of the RPC proxy, and what the EWS Managed API says where it fails,
// by their English texts and by the codes of WinINet. It says what each tells,
// once for all symptoms that tell the same, and which symptoms those were; why a
// window appears is [Predict]'s to say.
func Seen(rows []symptom.Row) ([]schannel.Finding, symptom.Taken) {
	findings, taken := []schannel.Finding{}, make(symptom.Taken, len(rows))
	for i := range windows {
		w := &windows[i]
		var seen []int
		for n, row := range rows {
			if w.tells(row) {
				taken[n] = true
				seen = append(seen, n)
			}
		}
		if len(seen) > 0 {
			findings = append(findings, w.finding(rows, seen))
		}
	}
	return append(findings, proxyCodes(rows)...), taken
}

// mostItems is how many symptoms a finding names.
const mostItems = 5

func (w *window) finding(rows []symptom.Row, seen []int) schannel.Finding {
	about := schannel.Whole("window")
	if w.rule == &ruleSeenRedirect || w.rule == &ruleSeenBlocked {
		about = about.Named(hostIn(rows, seen))
	}
	f := schannel.NewFinding(*w.rule, certain(), about, schannel.Number("count", len(seen)))
	if w.rule == &ruleSeenBlocked {
		f.Remedies = append(f.Remedies, remedyCallback.With())
	}
	for _, n := range seen[:min(len(seen), mostItems)] {
		f.Items = append(f.Items, schannel.Nth("symptom", n))
	}
	return f
}

// tells reports whether a symptom is the window, or holds the message.
func (w *window) tells(row symptom.Row) bool {
	if number, ok := row.Code.Number(0); ok && row.Code.Kind == symptom.CodeStatus {
		return slices.Contains(w.codes, number)
	}
	text := plain(row)
	return w.flag&proxyCode(text) != 0 || slices.ContainsFunc(w.texts, func(known string) bool { return strings.Contains(text, known) })
}

// hostIn is the host of the address that stands in the window, or in the
// paragraph behind its question.
func hostIn(rows []symptom.Row, seen []int) string {
	for _, n := range seen {
		for _, row := range rows[n:min(n+2, len(rows))] {
			for word := range strings.FieldsSeq(row.Text) {
				if host := weburl.Host(word); host != "" && weburl.IsHTTPS(word) {
					return host
				}
			}
		}
	}
	return ""
}
