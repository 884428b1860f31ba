// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package exchange

import (
	"slices"
	"strings"
	"time"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/dotnetname"
	"github.com/schanneltrust/schannel/internal/hostname"
)

// IssuedByAuthority answers by the shell's IsSelfSigned, or by the names.
func (c Certificate) IssuedByAuthority() schannel.Truth {
	switch {
	case c.SelfSigned != schannel.Unknown:
		return c.SelfSigned.Not()
	case c.Issuer == "" || c.Subject == "":
		return schannel.Unknown
	}
	return truth(c.Issuer != c.Subject)
}

// widestZone is how far a local time may be from UTC.
const widestZone = 14 * time.Hour

// OutOfDate reports whether the certificate has expired at a time, or is not
// valid yet. A zero time is unknown.
func (c Certificate) OutOfDate(at time.Time) (out schannel.Truth, expired bool) {
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

// NameMatch is how a certificate holds a host name, as Exchange looks for it.
type NameMatch uint8

const (
	NoName        NameMatch = 0 // "none"
	ExactName     NameMatch = 1 // "exact"
	WildcardName  NameMatch = 2 // "wildcard": for one level
	UnknownName   NameMatch = 3 // "unknown": not all names of the certificate are known
	RewrittenName NameMatch = 4 // "rewritten": the same names, written in another way
)

// authName is how the common name of the certificates for OAuth begins. They
// have no names of hosts, and most have the SMTP flag.
const authName = "Microsoft Exchange Server Auth Cert"

// Holds says how the certificate holds a host name: "the Subject or the subject
// alternative name contains the name"; a wildcard stands for one level.
func (c Certificate) Holds(host string) NameMatch {
	common := dotnetname.CommonName(c.Subject)
	switch best, cn := hostname.Best(c.Domains, host), hostname.Compare(common, host); {
	case best == hostname.Exact, cn == hostname.Exact:
		return ExactName
	case best == hostname.Wildcard, cn == hostname.Wildcard:
		return WildcardName
	case strings.HasPrefix(common, authName), strings.HasPrefix(c.FriendlyName, authName):
		return NoName
	case c.DomainsComplete != schannel.Yes:
		return UnknownName
	}
	return NoName
}

// Label returns the name of the connector without the server before it.
func (c Connector) Label() string { return c.Name[strings.LastIndexByte(c.Name, '\\')+1:] }

// HasFQDN reports whether Fqdn is set.
func (c Connector) HasFQDN() bool { return !unset(c.FQDN) }

// Of reports whether the connector is one of the server: the server is its
// Server, or among its SourceServers, or it names none. A server whose name
// is not known is taken for the one that every connector belongs to.
func (c Connector) Of(s Server) bool {
	names := c.SourceServers
	if !c.Send {
		names = nil
		if c.Server != "" {
			names = []string{c.Server}
		}
	}
	for _, name := range names {
		if hostname.SameHost(name, s.Name) || hostname.SameHost(name, s.DNS.DNSPhysicalFullyQualifiedDomainName) {
			return true
		}
	}
	return len(names) == 0 || s.Name == "" && s.DNS.DNSPhysicalFullyQualifiedDomainName == ""
}

// FQDN is the name that is looked for where a connector has none: "the
// physical FQDN of the server". It reports a guess where that one was not seen.
func (s Server) FQDN() (name string, guess bool) {
	switch {
	case s.DNS.DNSPhysicalFullyQualifiedDomainName != "":
		return s.DNS.DNSPhysicalFullyQualifiedDomainName, false
	case s.DNS.DNSFullyQualifiedDomainName != "":
		return s.DNS.DNSFullyQualifiedDomainName, true
	case strings.Contains(s.Name, "."):
		return s.Name, true
	}
	return "", false
}

// Seen reports whether the list of certificates was read at all.
func (s Server) Seen() bool { return len(s.Certificates) > 0 || s.WholeStore != schannel.Unknown }

// CertificateThumbprint returns the thumbprint of the certificate: the one that
// was given, or that of Raw; zero if neither tells it.
func (i Internal) CertificateThumbprint() schannel.Thumbprint {
	if i.Thumbprint == (schannel.Thumbprint{}) {
		if c, err := ParseCertificate(i.Raw); err == nil {
			return c.Thumbprint
		}
	}
	return i.Thumbprint
}

// All returns the names that are known, each once.
func (n DNSNames) All() []string {
	var names []string
	for _, name := range [...]string{
		n.DNSFullyQualifiedDomainName, n.DNSHostName, n.DNSPhysicalFullyQualifiedDomainName, n.DNSPhysicalHostName,
	} {
		if name != "" && !slices.ContainsFunc(names, func(have string) bool { return strings.EqualFold(have, name) }) {
			names = append(names, name)
		}
	}
	return names
}

// Scope describes the server as remedies see it.
func (s Server) Scope() schannel.Scope {
	var known schannel.Scope
	if s.Version != VersionUnspecified {
		known.Versions = []string{s.Version.String()}
	}
	switch {
	case slices.Contains(s.Roles, Edge):
		known.Roles = []string{Edge.String()}
	case slices.Contains(s.Roles, HubTransport), slices.Contains(s.Roles, Mailbox) && s.Version >= Exchange2013:
		known.Roles = []string{HubTransport.String()}
	case slices.Contains(s.Roles, ClientAccess), slices.Contains(s.Roles, FrontendTransport):
		known.Roles = []string{ClientAccess.String()}
	}
	return known
}

// Find returns the place of the certificate with the thumbprint, or -1.
func (s Server) Find(t schannel.Thumbprint) int {
	if t == (schannel.Thumbprint{}) {
		return -1
	}
	return slices.IndexFunc(s.Certificates, func(c Certificate) bool { return c.Thumbprint == t })
}

// HasKey reports whether the private key of certificate i is on the server: by
// the certificate, or by the list that it stands in, for the shell lists only
// certificates with a private key (KB4495258). Of one that is not there nothing is
// known.
func (s Server) HasKey(i int) schannel.Truth {
	if i < 0 || i >= len(s.Certificates) {
		return schannel.Unknown
	}
	if key := s.Certificates[i].PrivateKey; key != schannel.Unknown || s.WholeStore != schannel.No {
		return key
	}
	return schannel.Yes
}
