// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package walk

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"unicode"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/autodiscover"
	"github.com/schanneltrust/schannel/internal/weburl"
)

// leaks says where the walk sends what it should not send.
func (s Setup) leaks(hops []Hop) []schannel.Finding {
	l := leakage{setup: s}
	for _, h := range hops {
		l.hop(h)
	}
	return l.all()
}

type leakage struct {
	setup      Setup
	integrated bool // a host offered Negotiate or NTLM
	findings   []schannel.Finding
	seen       map[string]bool
	left       int // findings that were left out
}

const mostLeaks = 200

func (l *leakage) hop(h Hop) {
	from := strings.TrimSuffix(weburl.Host(h.Request.URL), ".")
	clear := h.Request.URL != "" && !weburl.IsHTTPS(h.Request.URL) && h.Request.Method == autodiscover.Post
	switch {
	case clear && h.Request.Credentials:
		l.add(ruleClearPassword, certain(), from)
	case clear:
		l.add(ruleClear, certain(), from)
	}
	l.challenges(h, from)
	target := strings.TrimSuffix(weburl.Host(h.Target), ".")
	if target == "" || h.Turn == Restart {
		return
	}
	if u, ok := weburl.Parse(h.Target); ok && u.Scheme == "http" && weburl.IsHTTPS(h.Request.URL) {
		l.add(ruleDowngrade, certain(), from, schannel.Text("target", h.Target))
	}
	if h.Request.Method == autodiscover.DNS {
		from, _ = weburl.MailDomain(h.Request.Mail)
		if !weburl.IsBelow(target, from) {
			l.add(ruleSRVDomain, certain(), target)
		}
		return
	}
	l.domains(from, target)
}

// domains compares the registrable domains of a redirect.
func (l *leakage) domains(from, target string) {
	switch {
	case strings.EqualFold(from, target):
	case isKnownHost(target):
		l.add(ruleExpectedHost, certain(), from, schannel.Text("target", target))
	case l.setup.Suffix == nil:
		l.noSuffixes()
	case !strings.EqualFold(l.setup.registrable(from), l.setup.registrable(target)):
		l.add(ruleOtherDomain, certain(), from, schannel.Text("target", target))
	}
}

func (l *leakage) noSuffixes() {
	if !hasCode(l.findings, ruleNoSuffixes.Code) {
		l.findings = append(l.findings, schannel.NewFinding(ruleNoSuffixes, missing(missingSuffixes), walkSubject()))
	}
}

// challenges notes what a server offers.
func (l *leakage) challenges(h Hop, host string) {
	integrated := func(scheme string) bool {
		return strings.EqualFold(scheme, "Negotiate") || strings.EqualFold(scheme, "NTLM")
	}
	other := func(scheme string) bool { return !strings.EqualFold(scheme, "Basic") }
	switch {
	case len(h.Challenges) == 0:
	case slices.ContainsFunc(h.Challenges, integrated):
		l.integrated = true
	case l.integrated && !slices.ContainsFunc(h.Challenges, other):
		l.add(ruleBasic, certain(), host)
	}
}

// add adds a finding about a host once.
func (l *leakage) add(rule schannel.Rule, basis schannel.Basis, host string, more ...schannel.Arg) {
	args := append([]schannel.Arg{schannel.Text("host", host)}, more...)
	key := string(rule.Code) + fmt.Sprint(args)
	if l.seen[key] {
		return
	}
	if l.seen == nil {
		l.seen = map[string]bool{}
	}
	l.seen[key] = true
	if len(l.seen) > mostLeaks {
		l.left++
		return
	}
	l.findings = append(l.findings, schannel.NewFinding(rule, basis, hostSubject(host), args...))
}

// all returns the findings, and how many were left out.
func (l *leakage) all() []schannel.Finding {
	if l.left > 0 {
		l.findings = append(l.findings, schannel.NewFinding(ruleMore, certain(), walkSubject(), schannel.Number("count", l.left)))
	}
	return l.findings
}

// isKnownHost lists the Autodiscover hosts of Exchange Online and its national
// clouds.
func isKnownHost(host string) bool {
	switch strings.ToLower(host) {
	case "autodiscover-s.outlook.com", "autodiscover-s.office365.us", "autodiscover-s-dod.office365.us",
		"autodiscover-s.partner.outlook.cn", "autodiscover-s.outlook.sovcloud.fr", "autodiscover-s.outlook.sovcloud.de":
		return true
	}
	return false
}

// registrable is the public suffix of a host and one label before it.
func (s Setup) registrable(host string) string {
	suffix := s.Suffix(host)
	if len(suffix) >= len(host) || !weburl.IsBelow(host, suffix) {
		return host
	}
	before := host[:len(host)-len(suffix)-1]
	return before[strings.LastIndexByte(before, '.')+1:] + "." + suffix
}

// CheckHosts judges hosts that a client was seen to ask, such as those of a
// proxy's log: above every domain, above that of the address, or outside it.
// Hosts that the directory of the setup names are expected; of what is no name
// of a host, or a URL, nothing is said but that.
func CheckHosts(setup Setup, hosts []string) []schannel.Finding {
	l := leakage{setup: setup}
	domain, _ := weburl.MailDomain(setup.Client.Mail)
	if setup.Suffix == nil && len(hosts) > 0 {
		l.noSuffixes()
	}
	if domain == "" && len(hosts) > 0 {
		l.findings = append(l.findings, schannel.NewFinding(ruleNoDomain, missing(missingMail), walkSubject()))
	}
	var others []string
	for _, text := range hosts {
		if host := plainHost(text); host != "" {
			l.host(host, domain)
		} else {
			others = append(others, text)
		}
	}
	if len(others) > 0 {
		l.findings = append(l.findings, schannel.NewFinding(ruleNotHost, certain(), walkSubject(),
			schannel.Text("host", clip(others[0])), schannel.Number("count", len(others))))
	}
	return l.all()
}

// host judges a host that was seen, for an address of that domain.
func (l *leakage) host(host, domain string) {
	bare := strings.TrimPrefix(host, "autodiscover.")
	switch {
	case weburl.IsBelow(host, domain), l.setup.expects(host), isKnownHost(host):
	case l.setup.isSuffix(host, bare):
		l.add(ruleSuffix, certain(), host)
	case domain == "":
	case weburl.IsBelow(domain, host), weburl.IsBelow(domain, bare):
		l.add(ruleAbove, certain(), host)
	default:
		l.add(ruleForeign, certain(), host)
	}
}

// plainHost is the host of a URL, or of what a log writes: with a port, a dot at
// the end, or in any case. It is empty for what is none of these.
func plainHost(text string) string {
	text = strings.TrimSpace(text)
	host := weburl.Host(text)
	if !strings.Contains(text, "://") && !strings.ContainsFunc(text, unicode.IsSpace) {
		host = weburl.Host("host://" + text)
	}
	if _, err := netip.ParseAddr(text); err == nil { // one of IPv6 looks like many ports
		host = text
	}
	host = strings.ToLower(strings.TrimSuffix(host, "."))
	if strings.ContainsFunc(host, notInHost) || strings.Trim(host, "-._:") == "" {
		return ""
	}
	return host
}

// notInHost reports whether a character stands in no name and no address of a
// host; names of other letters are read.
func notInHost(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) && !strings.ContainsRune("-._:", r)
}

// isSuffix reports whether a host is a public suffix, or autodiscover right
// below one, which bare is then. A name of one label is none: it is that of a
// computer nearby.
func (s Setup) isSuffix(host, bare string) bool {
	if s.Suffix == nil || !strings.Contains(host, ".") {
		return false
	}
	suffix := s.Suffix(host)
	return strings.EqualFold(suffix, host) || strings.EqualFold(suffix, bare)
}

// expects reports whether the directory names a host.
func (s Setup) expects(host string) bool {
	for _, d := range append([]autodiscover.Directory{s.Forest.Own}, s.Forest.Others...) {
		if slices.ContainsFunc(d.SCPs, func(scp autodiscover.SCP) bool { return sameHost(weburl.Host(scp.URL()), host) }) {
			return true
		}
	}
	return false
}
