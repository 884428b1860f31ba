// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package exchangecert

import (
	"slices"
	"time"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
	"github.com/schanneltrust/schannel/internal/hostname"
)

// facts is what the steps need to know of a certificate, under any policy.
type facts struct {
	name    exchange.NameMatch
	issuer  exchange.NameMatch // of a TlsCertificateName
	subject exchange.NameMatch // of a TlsCertificateName
	out     schannel.Code
	minor   bool // a fact that nearly every certificate has is unknown

	against             [fieldCount]schannel.Truth // what speaks against it, by field; not of the ranking
	issued              schannel.Truth             // by an authority
	notBefore, notAfter time.Time
	expired             bool
}

// factsOf looks at a certificate once.
func (q *question) factsOf(i int) facts {
	c := &q.server.Certificates[i]
	f := facts{issued: c.IssuedByAuthority(), notBefore: c.NotBefore, notAfter: c.NotAfter}
	f.name = q.matchName(c, &f)
	if f.name == exchange.NoName {
		f.out = q.nameRule()
		return f
	}
	if f.out = q.unfit(c, &f); f.out != "" {
		return f
	}
	f.against[fieldFlag] = q.lacksFlag(c, f.name)
	f.against[fieldKey] = q.server.HasKey(i).Not()
	f.against[fieldStatus] = badStatus(c)
	f.against[fieldDates], f.expired = c.OutOfDate(q.at)
	f.against[fieldWildcard] = truth(f.name == exchange.WildcardName)
	return f
}

// matchName compares the names that the question goes by.
func (q *question) matchName(c *exchange.Certificate, f *facts) exchange.NameMatch {
	if !q.byName {
		return c.Holds(q.host)
	}
	f.issuer, f.subject = q.wanted.Compare(*c)
	switch both := [...]exchange.NameMatch{f.issuer, f.subject}; {
	case slices.Contains(both[:], exchange.NoName):
		return exchange.NoName
	case slices.Contains(both[:], exchange.UnknownName):
		return exchange.UnknownName
	}
	return max(f.issuer, f.subject) // ExactName, or RewrittenName
}

// unfit returns the rule of a condition that no policy touches and that the
// certificate is known not to meet.
func (q *question) unfit(c *exchange.Certificate, f *facts) schannel.Code {
	switch {
	case c.Status == exchange.StatusPendingRequest:
		return stepRequest.Code
	case c.X509Version != 0 && c.X509Version < 3:
		return stepVersion.Code
	}
	f.minor = c.X509Version == 0 && len(c.Domains) == 0
	if !q.server.Version.Is2007() {
		return ""
	}
	switch {
	case c.ServerAuth == schannel.No:
		return stepServerAuth.Code
	case c.KeyAlgorithm == "RSA" && 0 < c.KeyBits && c.KeyBits < minRSABits2007:
		return stepKeyLength.Code
	}
	// The white paper compares the list of domains, later pages the subject too.
	domains := len(c.Domains) > 0 && c.DomainsComplete == schannel.Yes
	byCommonName := !q.byName && domains && hostname.Best(c.Domains, q.host) == hostname.None
	f.minor = f.minor || c.ServerAuth == schannel.Unknown || c.KeyBits == 0 || byCommonName
	return ""
}

// minRSABits2007 is the least length of a key that Exchange 2007 takes.
const minRSABits2007 = 1024

// lacksFlag reports whether the flag of the service is missing. A wildcard
// certificate needs none for POP3 and IMAP4 (Set-PopSettings).
func (q *question) lacksFlag(c *exchange.Certificate, name exchange.NameMatch) schannel.Truth {
	if name == exchange.WildcardName && (q.purpose == PurposePOP || q.purpose == PurposeIMAP) {
		return schannel.No
	}
	return c.Services.Has(q.service).Not()
}

// badStatus reports whether the Status speaks against the certificate. Dates
// are looked at on their own, and a self-signed certificate has no root that
// anybody could trust or not.
func badStatus(c *exchange.Certificate) schannel.Truth {
	switch c.Status {
	case exchange.StatusUnspecified, exchange.StatusUnknown:
		return schannel.Unknown
	case exchange.StatusUntrusted:
		return c.IssuedByAuthority()
	case exchange.StatusInvalid, exchange.StatusRevocationCheckFailure, exchange.StatusRevoked:
		return schannel.Yes
	case exchange.StatusValid, exchange.StatusDateInvalid, exchange.StatusPendingRequest:
	}
	return schannel.No
}

func truth(is bool) schannel.Truth {
	if is {
		return schannel.Yes
	}
	return schannel.No
}
