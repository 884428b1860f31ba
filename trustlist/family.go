// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package trustlist

import (
	"iter"
	"slices"

	"github.com/schanneltrust/schannel"
)

// Family is a kind of client, as far as it compares the names of a list with
// those of its certificates.
type Family uint8

const (
	FamilyUnspecified Family = 0 // not a family
	SchannelClient    Family = 1 // Schannel and what leaves the choice to it, such as Internet Explorer
	ChromiumWindows   Family = 2 // Chromium on Windows
	GoTLS             Family = 3 // crypto/tls of Go
	NSS               Family = 4 // Firefox and other programs on NSS
	OpenSSL           Family = 5 // programs on OpenSSL that compare with X509_NAME_cmp
)

var familyNames = [...]string{"unspecified", "schannel", "chromium-windows", "go", "nss", "openssl"}

// FamilyRule is how a family of clients compares names.
type FamilyRule struct {
	Family   Family
	Product  string            // as people call it
	Evidence schannel.Evidence // how the rule is known
	Sources  []schannel.Source

	header bool // also takes a name without its outer SEQUENCE header
	folds  bool // folds letters, spaces and string types
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
		Family: NSS, Product: "NSS, Firefox", Evidence: schannel.Implemented, header: true,
		Sources: []schannel.Source{{Document: "NSS", Section: "lib/ssl/cmpcert.c, NSS_CmpCertChainWCANames"}},
	},
	{
		Family: OpenSSL, Product: "OpenSSL", Evidence: schannel.Implemented, folds: true,
		Sources: []schannel.Source{{Document: "OpenSSL", Section: "crypto/x509/x509_cmp.c, X509_NAME_cmp"}},
	},
}

// FamilyRules yields the rule of every family.
func FamilyRules() iter.Seq[FamilyRule] { return slices.Values(familyRules[:]) }

// Matches reports whether the family takes the two names for the same.
func (r FamilyRule) Matches(c Comparison) bool {
	switch c.Match {
	case Identical:
		return true
	case Folded:
		return r.folds && c.folded
	case HeaderStripped:
		return r.header
	case Different, MatchUnspecified:
	}
	return false
}

// MatchedBy yields the families that take the two names for the same.
func (c Comparison) MatchedBy() iter.Seq[Family] {
	return func(yield func(Family) bool) {
		for _, r := range familyRules {
			if r.Matches(c) && !yield(r.Family) {
				return
			}
		}
	}
}
