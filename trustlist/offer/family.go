// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package offer

import (
	"encoding/json"
	"iter"
	"slices"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/trustlist"
)

// Family is a kind of client, as far as it compares the names of a list with
// those of its certificates.
type Family uint8

const (
	FamilyUnspecified Family = 0 // "unspecified": not a family
	SchannelClient    Family = 1 // "schannel": Schannel and what leaves the choice to it, such as Internet Explorer
	ChromiumWindows   Family = 2 // "chromium-windows": Chromium on Windows
	GoTLS             Family = 3 // "go": crypto/tls of Go
	NSS               Family = 4 // "nss": programs on NSS that ask its NSS_CmpCertChainWCANames
	OpenSSL           Family = 5 // "openssl": OpenSSL with SSL_CERT_FLAG_TLS_STRICT, and programs that compare with X509_NAME_cmp
	OpenSSLDefault    Family = 6 // "openssl-default": OpenSSL as it is: it sends the certificate that is configured, whatever the list
	OldNSS            Family = 7 // "nss-before-3.39": as NSS, before NSS 3.39
)

// FamilyRule is how a family of clients compares the issuers of a chain with
// the names of a list.
type FamilyRule struct {
	Family   Family            `json:"family"`
	Product  string            `json:"product"`  // as people call it
	Evidence schannel.Evidence `json:"evidence"` // how the rule is known
	Sources  []schannel.Source `json:"sources"`

	StripsHeader bool `json:"strips_header"` // also takes a name without its outer SEQUENCE header
	Folds        bool `json:"folds"`         // folds letters, spaces and string types
	Always       bool `json:"always"`        // compares nothing
	NeedsName    bool `json:"needs_name"`    // finds nothing in an empty list; for the others any certificate fits one
	Elements     int  `json:"elements"`      // how many certificates of the chain it looks at; 0: all
}

// MarshalJSON writes every field, no sources as an empty list.
func (r FamilyRule) MarshalJSON() ([]byte, error) {
	type plain FamilyRule
	p := plain(r)
	p.Sources = append([]schannel.Source{}, p.Sources...)
	return json.Marshal(p)
}

var familyRules = [...]FamilyRule{
	{
		Family: SchannelClient, Product: "Schannel, Internet Explorer",
		// The page says that names are compared and does not mention folding;
		// that it compares bytes is concluded from that.
		Evidence: schannel.Inferred,
		Sources:  []schannel.Source{{Document: "CertCompareCertificateName"}, {Document: "CERT_CHAIN_FIND_BY_ISSUER_PARA"}},
	},
	{
		Family: ChromiumWindows, Product: "Chromium on Windows",
		// It asks CertFindChainInStore, so what holds for Schannel holds here.
		Evidence: schannel.Inferred,
		Sources: []schannel.Source{
			{Document: "chromium", Section: "net/ssl/client_cert_store_win.cc"},
			{Document: "CERT_CHAIN_FIND_BY_ISSUER_PARA"},
		},
	},
	{
		Family: GoTLS, Product: "Go crypto/tls", Evidence: schannel.Implemented,
		Sources: []schannel.Source{{Document: "Go", Section: "crypto/tls, CertificateRequestInfo.SupportsCertificate"}},
	},
	{
		// It starts with the leaf and climbs while its depth is 20 at most. The
		// callback that NSS offers, NSS_GetClientAuthData, does not ask it: it
		// compares names as text, and only if no certificate is configured.
		Family: NSS, Product: "NSS", Evidence: schannel.Implemented, NeedsName: true, Elements: 22,
		Sources: []schannel.Source{{Document: "NSS", Section: "lib/ssl/cmpcert.c, NSS_CmpCertChainWCANames"}},
	},
	{
		// Bug 1476200 took the second comparison out on 2018-08-02.
		Family: OldNSS, Product: "NSS before 3.39", Evidence: schannel.Implemented, StripsHeader: true, NeedsName: true, Elements: 22,
		Sources: []schannel.Source{
			{Document: "NSS", Section: "lib/ssl/cmpcert.c before revision d36df0856, NSS_CmpCertChainWCANames"},
		},
	},
	{
		Family: OpenSSL, Product: "OpenSSL, strict", Evidence: schannel.Implemented, Folds: true,
		Sources: []schannel.Source{
			{Document: "OpenSSL", Section: "crypto/x509/x509_cmp.c, X509_NAME_cmp"},
			{Document: "OpenSSL", Section: "ssl/t1_lib.c, tls1_check_chain"},
		},
	},
	{
		Family: OpenSSLDefault, Product: "OpenSSL", Evidence: schannel.Implemented, Always: true,
		Sources: []schannel.Source{{Document: "OpenSSL", Section: "ssl/statem/statem_clnt.c, ssl3_check_client_certificate"}},
	},
}

// FamilyRules yields the rule of every family.
func FamilyRules() iter.Seq[FamilyRule] { return slices.Values(familyRules[:]) }

// Matches reports whether the family takes the two names for the same. One that
// compares nothing does not.
func (r FamilyRule) Matches(c trustlist.Comparison) bool {
	if r.Always {
		return false
	}
	switch c.Match {
	case trustlist.Identical:
		return true
	case trustlist.Folded:
		return r.Folds && c.ByOpenSSL
	case trustlist.HeaderStripped:
		return r.StripsHeader
	case trustlist.Different, trustlist.MatchUnspecified:
	}
	return false
}
