// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package exchange

import (
	"crypto/x509"
	"net/netip"
	"slices"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/dotnetname"
	"github.com/schanneltrust/schannel/internal/hostname"
)

// Matcher is somebody who compares a host name with a certificate.
type Matcher uint8

const (
	MatcherUnspecified Matcher = 0 // "unspecified": not a matcher
	MatcherExchange    Matcher = 1 // "exchange": the selection of certificates
	MatcherWindows     Matcher = 2 // "windows": the SSL policy of CertVerifyCertificateChainPolicy
	MatcherRFC6125     Matcher = 3 // "rfc6125"
	MatcherRFC9525     Matcher = 4 // "rfc9525"
	MatcherGo          Matcher = 5 // "go": x509.Certificate.VerifyHostname
)

// NameVerdict is what one matcher says of a certificate and a host name.
type NameVerdict struct {
	Matcher Matcher           `json:"matcher"`
	Matches schannel.Truth    `json:"matches"` // Unknown where no document says it, or not all names are known
	Because schannel.Phrase   `json:"because"`
	Sources []schannel.Source `json:"sources"`
}

// Why a matcher takes a name or does not.
var (
	nameDomain   = schannel.Phrase{Code: "exchangecert.match.domain", Text: "a domain of the certificate is the name"}
	nameWildcard = schannel.Phrase{Code: "exchangecert.match.wildcard", Text: "a wildcard covers the name"}
	nameCommon   = schannel.Phrase{Code: "exchangecert.match.common_name", Text: "the common name of the subject is the name"}
	nameNoCommon = schannel.Phrase{Code: "exchangecert.match.common_name_ignored", Text: "only the common name is the name, and it does not count"}
	nameShadowed = schannel.Phrase{Code: "exchangecert.match.common_name_shadowed", Text: "the common name is the name, and does not count beside domains"}
	nameMaybe    = schannel.Phrase{Code: "exchangecert.match.undocumented", Text: "no document says whether this counts"}
	nameIP       = schannel.Phrase{Code: "exchangecert.match.ip", Text: "an address of the Internet Protocol is no host name"}
	nameUnknown  = schannel.Phrase{Code: "exchangecert.match.unknown", Text: "not all names of the certificate are known"}
	nameNone     = schannel.Phrase{Code: "exchangecert.match.none", Text: "no name of the certificate is the name"}
	nameGo       = schannel.Phrase{Code: "exchangecert.match.go", Text: "this is what VerifyHostname says"}
)

var (
	sourcesExchange = [...]schannel.Source{{Document: "Selection of inbound STARTTLS certificates"}, {Document: "Exchange certificates"}}
	sourcesWindows  = [...]schannel.Source{{Document: "HTTPSPolicyCallbackData"}}
	sourcesRFC6125  = [...]schannel.Source{{Document: "RFC 6125", Section: "Section 6.4"}}
	sourcesRFC9525  = [...]schannel.Source{{Document: "RFC 9525", Section: "Section 6.3"}}
	sourcesGo       = [...]schannel.Source{{Document: "Go", Section: "src/crypto/x509/verify.go"}}
)

// CompareNames asks every matcher whether the certificate is one for the host
// name: Exchange may take one that a client or a probe refuses. Exchange looks
// at the subject and at the domains, others do not.
func (c Certificate) CompareNames(host string) []NameVerdict {
	common := dotnetname.CommonName(c.Subject)
	n := nameCase{
		san: hostname.Best(c.Domains, host), cn: hostname.Compare(common, host),
		domains: len(c.Domains) > 0, complete: c.DomainsComplete == schannel.Yes, ip: isAddress(host),
	}
	if n.complete && len(c.Domains) == 1 && c.Domains[0] == common {
		// The shell shows the common name where there is no alternative name.
		if parsed, err := x509.ParseCertificate(c.Raw); err == nil && len(parsed.DNSNames) == 0 {
			n.san, n.domains = hostname.None, false
		}
	}
	exchange, exchangeWhy := n.exchange()
	windows, windowsWhy := n.windows()
	old, oldWhy := n.rfc6125()
	current, currentWhy := n.rfc9525()
	return []NameVerdict{
		{MatcherExchange, exchange, exchangeWhy, slices.Clone(sourcesExchange[:])},
		{MatcherWindows, windows, windowsWhy, slices.Clone(sourcesWindows[:])},
		{MatcherRFC6125, old, oldWhy, slices.Clone(sourcesRFC6125[:])},
		{MatcherRFC9525, current, currentWhy, slices.Clone(sourcesRFC9525[:])},
		{MatcherGo, c.verifyHostname(host), nameGo, slices.Clone(sourcesGo[:])},
	}
}

func isAddress(host string) bool {
	_, err := netip.ParseAddr(host)
	return err == nil
}

// verifyHostname asks Go.
func (c Certificate) verifyHostname(host string) schannel.Truth {
	if parsed, err := x509.ParseCertificate(c.Raw); err == nil {
		return truth(parsed.VerifyHostname(host) == nil)
	}
	known := x509.Certificate{DNSNames: c.Domains}
	if known.VerifyHostname(host) == nil {
		return schannel.Yes
	}
	if c.DomainsComplete != schannel.Yes {
		return schannel.Unknown
	}
	return schannel.No
}

// nameCase is what the matchers look at.
type nameCase struct {
	san, cn  hostname.Match
	domains  bool // there is a domain at all
	complete bool
	ip       bool
}

// none is the answer where no name fits.
func (n nameCase) none() (schannel.Truth, schannel.Phrase) {
	if !n.complete {
		return schannel.Unknown, nameUnknown
	}
	return schannel.No, nameNone
}

// whole answers for a match with a name or with a wildcard as a whole label.
func whole(m hostname.Match, name schannel.Phrase) (schannel.Truth, schannel.Phrase, bool) {
	switch m {
	case hostname.Exact:
		return schannel.Yes, name, true
	case hostname.Wildcard:
		return schannel.Yes, nameWildcard, true
	case hostname.None, hostname.Partial:
	}
	return 0, schannel.Phrase{}, false
}

// exchange: subject or subject alternative name, one level, partial labels and
// addresses in no document.
func (n nameCase) exchange() (schannel.Truth, schannel.Phrase) {
	if n.ip {
		return schannel.Unknown, nameMaybe
	}
	if t, why, ok := whole(n.san, nameDomain); ok {
		return t, why
	}
	if t, why, ok := whole(n.cn, nameCommon); ok {
		return t, why
	}
	if n.san == hostname.Partial || n.cn == hostname.Partial {
		return schannel.Unknown, nameMaybe
	}
	return n.none()
}

// windows: label by label; that the common name counts where there is no
// alternative name, the page does not state.
func (n nameCase) windows() (schannel.Truth, schannel.Phrase) {
	if n.ip {
		return schannel.Unknown, nameMaybe
	}
	if t, why, ok := whole(n.san, nameDomain); ok {
		return t, why
	}
	if n.san == hostname.Partial || n.cn != hostname.None && !n.domains {
		return schannel.Unknown, nameMaybe
	}
	if n.cn != hostname.None {
		return schannel.No, nameShadowed
	}
	return n.none()
}

// rfc6125: Section 6.4.4, the common name only without an alternative name of a
// supported type; Section 6.4.3, partial labels may be taken.
func (n nameCase) rfc6125() (schannel.Truth, schannel.Phrase) {
	if n.ip {
		return schannel.No, nameIP
	}
	if t, why, ok := whole(n.san, nameDomain); ok {
		return t, why
	}
	if n.san == hostname.Partial {
		return schannel.Unknown, nameMaybe
	}
	if n.cn != hostname.None {
		if n.domains {
			return schannel.No, nameShadowed
		}
		if t, why, ok := whole(n.cn, nameCommon); ok {
			return t, why
		}
		return schannel.Unknown, nameMaybe
	}
	return n.none()
}

// rfc9525: domains only, a wildcard as the whole left-most label only.
func (n nameCase) rfc9525() (schannel.Truth, schannel.Phrase) {
	if n.ip {
		return schannel.No, nameIP
	}
	if t, why, ok := whole(n.san, nameDomain); ok {
		return t, why
	}
	if n.cn != hostname.None && n.complete {
		return schannel.No, nameNoCommon
	}
	return n.none()
}
