// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package walk

import (
	"bytes"
	"crypto/x509"
	"encoding/hex"
	"encoding/json"
	"errors"
	"net/netip"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/schanneltrust/schannel/internal/jsonlist"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/weburl"
)

// Peer is what a server showed: the facts of its certificate, and the caller's
// verdict on trust. Package trustlist and crypto/x509 can give that verdict.
type Peer struct {
	Host       string         `json:"host"` // for which it holds; in a recording empty: the host that was asked
	CommonName string         `json:"common_name"`
	Names      []string       `json:"names"`      // DNS names and addresses of the subject alternative name
	NotBefore  time.Time      `json:"not_before"` // zero: unknown
	NotAfter   time.Time      `json:"not_after"`  // zero: unknown
	Trusted    schannel.Truth `json:"trusted"`    // its chain ends in a root that the client's computer trusts
	SelfSigned schannel.Truth `json:"self_signed"`
}

// NewPeer takes the facts out of a certificate that a host showed. Of none, nil,
// nothing is known.
func NewPeer(host string, certificate *x509.Certificate, trusted schannel.Truth) Peer {
	if certificate == nil {
		return Peer{Host: host, Trusted: trusted}
	}
	p := Peer{
		Host: host, CommonName: certificate.Subject.CommonName, Names: slices.Clone(certificate.DNSNames),
		NotBefore: certificate.NotBefore.UTC(), NotAfter: certificate.NotAfter.UTC(),
		Trusted: trusted, SelfSigned: selfSigned(certificate),
	}
	for _, ip := range certificate.IPAddresses {
		p.Names = append(p.Names, ip.String())
	}
	return p
}

// selfSigned also takes the word of a certificate whose signature uses an
// algorithm that crypto/x509 refuses: those that Exchange 2007 and 2010 make
// are signed with SHA-1.
func selfSigned(c *x509.Certificate) schannel.Truth {
	if !bytes.Equal(c.RawSubject, c.RawIssuer) {
		return schannel.No
	}
	err := c.CheckSignature(c.SignatureAlgorithm, c.RawTBSCertificate, c.Signature)
	if err == nil {
		return schannel.Yes
	}
	if _, insecure := errors.AsType[x509.InsecureAlgorithmError](err); insecure {
		return schannel.Yes
	}
	return schannel.No
}

// Known reports whether anything is known of the certificate.
func (p Peer) Known() bool {
	return p.CommonName != "" || len(p.Names) > 0 || !p.NotBefore.IsZero() || !p.NotAfter.IsZero() ||
		p.Trusted != schannel.Unknown || p.SelfSigned != schannel.Unknown
}

// Named says whether the certificate is for the host. The common name counts
// only where there is no other name. Whether a name in letters beyond ASCII is
// that of its DNS form is not known here (RFC 9525, Section 6.3, compares the
// DNS forms).
func (p Peer) Named(host string) schannel.Truth {
	names := p.Names
	if len(names) == 0 && p.CommonName != "" {
		names = []string{p.CommonName}
	}
	if len(names) == 0 || host == "" {
		return schannel.Unknown
	}
	switch {
	case matches(names, host):
		return schannel.Yes
	case !isASCII(host) || slices.ContainsFunc(names, func(name string) bool { return !isASCII(name) }):
		return schannel.Unknown
	}
	return schannel.No
}

func isASCII(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool { return r > unicode.MaxASCII })
}

// matches leaves the rules for wildcards to crypto/x509, which follows
// RFC 9525: one whole label, the leftmost.
func matches(names []string, host string) bool {
	c := x509.Certificate{DNSNames: names}
	if address, err := netip.ParseAddr(strings.Trim(host, "[]")); err == nil {
		return slices.ContainsFunc(names, func(name string) bool {
			other, err := netip.ParseAddr(name)
			return err == nil && other.Unmap() == address.Unmap()
		})
	}
	return c.VerifyHostname(host) == nil
}

// Dated says whether the certificate is within its dates.
func (p Peer) Dated(at time.Time) schannel.Truth {
	switch {
	case at.IsZero() || p.NotAfter.IsZero() && p.NotBefore.IsZero():
		return schannel.Unknown
	case !p.NotAfter.IsZero() && at.After(p.NotAfter), !p.NotBefore.IsZero() && at.Before(p.NotBefore):
		return schannel.No
	}
	return schannel.Yes
}

// bad reports whether the certificate is known not to pass.
func (p Peer) bad(host string, at time.Time) bool {
	return p.Trusted == schannel.No || p.Named(host) == schannel.No || p.Dated(at) == schannel.No
}

// peer is what is known of the server that a request goes to: from its answer,
// or else from the setup.
func (w Walk) peer(r Request, a Answer) Peer {
	host := weburl.Host(r.URL)
	if a.Peer.Known() {
		p := a.Peer
		p.Host = host
		return p
	}
	if !weburl.IsHTTPS(r.URL) {
		return Peer{}
	}
	return w.setup.PeerOf(host)
}

// PeerOf returns what the setup knows of a host.
func (s Setup) PeerOf(host string) Peer {
	for _, p := range s.Peers {
		if sameHost(p.Host, host) {
			return p
		}
	}
	return Peer{}
}

// sameHost compares names of hosts, of which a dot at the end makes no other
// (RFC 3986, Section 3.2.2).
func sameHost(a, b string) bool {
	return strings.EqualFold(strings.TrimSuffix(a, "."), strings.TrimSuffix(b, "."))
}

// MarshalJSON writes every field, empty lists as lists.
func (p Peer) MarshalJSON() ([]byte, error) {
	type plain Peer
	q := plain(p)
	q.Names = jsonlist.Of(q.Names)
	return json.Marshal(q)
}

// hexBytes are bytes in hexadecimal.
type hexBytes []byte

// MarshalText writes lower-case hexadecimal.
func (b hexBytes) MarshalText() ([]byte, error) { return hex.AppendEncode(nil, b), nil }

// UnmarshalText reads hexadecimal.
func (b *hexBytes) UnmarshalText(text []byte) (err error) {
	*b, err = hex.DecodeString(string(text))
	return err
}
