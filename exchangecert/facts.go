// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package exchangecert

import (
	"strings"
	"time"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/hostname"
)

// facts is what the steps need to know of a certificate, under any policy.
type facts struct {
	name    nameMatch
	issuer  nameMatch // of a TlsCertificateName
	subject nameMatch // of a TlsCertificateName
	out     schannel.Code
	minor   bool // a fact that nearly every certificate has is unknown

	against             [fieldCount]schannel.Truth // what speaks against it, by field; not of the ranking
	issued              schannel.Truth             // by an authority
	notBefore, notAfter time.Time
	expired             bool
}

// authName is how the common name of the certificates for OAuth begins. They
// have no names of hosts, and most have the SMTP flag.
const authName = "Microsoft Exchange Server Auth Cert"

// factsOf looks at a certificate once.
func (q *question) factsOf(c *Certificate) facts {
	f := facts{issued: issuedByAuthority(c), notBefore: c.NotBefore, notAfter: c.NotAfter}
	f.name = q.matchName(c, &f)
	if f.name == matchNone {
		f.out = q.nameRule()
		return f
	}
	if f.out = q.unfit(c, &f); f.out != "" {
		return f
	}
	f.against[fieldFlag] = q.lacksFlag(c, f.name)
	f.against[fieldKey] = not(q.hasKey(c))
	f.against[fieldStatus] = badStatus(c)
	f.against[fieldDates], f.expired = q.outOfDate(c)
	f.against[fieldWildcard] = truth(f.name == matchWildcard)
	return f
}

// issuedByAuthority answers by the shell's IsSelfSigned, or by the names.
func issuedByAuthority(c *Certificate) schannel.Truth {
	switch {
	case c.SelfSigned != schannel.Unknown:
		return not(c.SelfSigned)
	case c.Issuer == "" || c.Subject == "":
		return schannel.Unknown
	}
	return truth(c.Issuer != c.Subject)
}

func not(t schannel.Truth) schannel.Truth {
	switch t {
	case schannel.Yes:
		return schannel.No
	case schannel.No:
		return schannel.Yes
	case schannel.Unknown:
	}
	return schannel.Unknown
}

func (q *question) matchName(c *Certificate, f *facts) nameMatch {
	if q.byName {
		f.issuer, f.subject = q.wanted.compare(c)
		switch {
		case f.issuer == matchNone || f.subject == matchNone:
			return matchNone
		case f.issuer == matchUnknown || f.subject == matchUnknown:
			return matchUnknown
		case f.issuer == matchDrift || f.subject == matchDrift:
			return matchDrift
		}
		return matchExact
	}
	return q.matchHost(c)
}

// matchHost compares the host name with the domains and the common names: "the
// Subject or the subject alternative name contains the name". A wildcard
// stands for one level.
func (q *question) matchHost(c *Certificate) nameMatch {
	common := commonName(c.Subject)
	best := hostname.Best(c.Domains, q.host)
	if best != hostname.Exact && best != hostname.Wildcard {
		best = hostname.None
	}
	switch m := hostname.Compare(common, q.host); {
	case best != hostname.None || m != hostname.Exact && m != hostname.Wildcard:
	case q.server.Version.is2007() && len(c.Domains) > 0 && c.DomainsComplete == schannel.Yes:
		return matchDomains
	default:
		best = m
	}
	switch {
	case best == hostname.Exact:
		return matchExact
	case best == hostname.Wildcard:
		return matchWildcard
	case strings.HasPrefix(common, authName), strings.HasPrefix(c.FriendlyName, authName):
		return matchNone
	case c.DomainsComplete != schannel.Yes:
		return matchUnknown
	}
	return matchNone
}

// unfit returns the rule of a condition that no policy touches and that the
// certificate is known not to meet.
func (q *question) unfit(c *Certificate, f *facts) schannel.Code {
	switch {
	case c.Status == StatusPendingRequest:
		return stepRequest.Code
	case c.X509Version != 0 && c.X509Version < 3:
		return stepVersion.Code
	}
	f.minor = c.X509Version == 0 && len(c.Domains) == 0
	if !q.server.Version.is2007() {
		return ""
	}
	switch {
	case c.ServerAuth == schannel.No:
		return stepServerAuth.Code
	case c.KeyAlgorithm == "RSA" && 0 < c.KeyBits && c.KeyBits < minRSABits2007:
		return stepKeyLength.Code
	}
	f.minor = f.minor || c.ServerAuth == schannel.Unknown || c.KeyBits == 0
	return ""
}

// minRSABits2007 is the least length of a key that Exchange 2007 takes.
const minRSABits2007 = 1024

// lacksFlag reports whether the flag of the service is missing. A wildcard
// certificate needs none for POP3 and IMAP4 (Set-PopSettings).
func (q *question) lacksFlag(c *Certificate, name nameMatch) schannel.Truth {
	if name == matchWildcard && (q.purpose == PurposePOP || q.purpose == PurposeIMAP) {
		return schannel.No
	}
	return not(c.Services.Has(q.service))
}

// hasKey answers by the certificate, or by the list that it stands in: the
// shell lists only certificates with a private key (KB4495258).
func (q *question) hasKey(c *Certificate) schannel.Truth {
	if c.PrivateKey == schannel.Unknown && q.server.WholeStore == schannel.No {
		return schannel.Yes
	}
	return c.PrivateKey
}

// badStatus reports whether the Status speaks against the certificate. Dates
// are looked at on their own, and a self-signed certificate has no root that
// anybody could trust or not.
func badStatus(c *Certificate) schannel.Truth {
	switch c.Status {
	case StatusUnspecified, StatusUnknown:
		return schannel.Unknown
	case StatusUntrusted:
		return issuedByAuthority(c)
	case StatusInvalid, StatusRevocationCheckFailure, StatusRevoked:
		return schannel.Yes
	case StatusValid, StatusDateInvalid, StatusPendingRequest:
	}
	return schannel.No
}

// widestZone is how far a local time may be from UTC.
const widestZone = 14 * time.Hour

// outOfDate reports whether the certificate is expired or not valid yet at the
// time of the request.
func (q *question) outOfDate(c *Certificate) (out schannel.Truth, expired bool) {
	return inDate(c, q.at)
}

// inDate is outOfDate for any time; the truth is that of being out of date.
func inDate(c *Certificate, at time.Time) (out schannel.Truth, expired bool) {
	if at.IsZero() {
		return schannel.Unknown, false
	}
	slack := time.Duration(0)
	if c.ZoneUnknown {
		slack = widestZone
	}
	after, before := !c.NotAfter.IsZero(), !c.NotBefore.IsZero()
	switch {
	case after && at.After(c.NotAfter.Add(slack)):
		return schannel.Yes, true
	case before && at.Before(c.NotBefore.Add(-slack)):
		return schannel.Yes, false
	case !after && c.Status == StatusDateInvalid:
		return schannel.Yes, true
	case !after, !before:
		return schannel.Unknown, false
	case at.After(c.NotAfter.Add(-slack)), at.Before(c.NotBefore.Add(slack)):
		return schannel.Unknown, false
	}
	return schannel.No, false
}
