// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package offer

import (
	"encoding/json"
	"iter"
	"slices"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/jsonlist"
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
	NSS               Family = 4 // "nss": programs on NSS that leave the choice to its NSS_GetClientAuthData, as it is now
	OpenSSL           Family = 5 // "openssl": OpenSSL with SSL_CERT_FLAG_TLS_STRICT, and programs that compare with X509_NAME_cmp
	OpenSSLDefault    Family = 6 // "openssl-default": OpenSSL as it is: it sends the certificate that is configured, whatever the list
	OldNSS            Family = 7 // "nss-before-3.39": as NSSChain, before NSS 3.39

	Firefox  Family = 8  // "firefox"
	Java     Family = 9  // "java": the key manager of the JDK, SunX509
	GnuTLS   Family = 10 // "gnutls": programs on GnuTLS that leave the choice to it
	Chromium Family = 11 // "chromium": Chromium elsewhere than on Windows
	NSSChain Family = 12 // "nss-chain": older NSS, and programs that ask its NSS_CmpCertChainWCANames
)

// Comparing is how a family compares two names.
type Comparing uint8

const (
	CompareBytes   Comparing = 0 // "bytes"
	CompareText    Comparing = 1 // "text": as text: string types do not matter, letters and blanks do
	CompareOpenSSL Comparing = 2 // "openssl": X509_NAME_cmp: folds letters, blanks and string types
	CompareJava    Comparing = 3 // "java": X500Principal: folds letters and blanks, and string types of well-known attributes; how it normalizes characters outside ASCII is left out
)

// FamilyRule is how a family of clients compares the issuers of a chain with
// the names of a list.
type FamilyRule struct {
	Family   Family            `json:"family"`
	Product  string            `json:"product"`  // as people call it
	Evidence schannel.Evidence `json:"evidence"` // how the rule is known
	Sources  []schannel.Source `json:"sources"`

	Compares     Comparing `json:"compares"`
	StripsHeader bool      `json:"strips_header"` // also takes a name without its outer SEQUENCE header
	Subjects     bool      `json:"subjects"`      // also takes the subject of a certificate of the chain
	Always       bool      `json:"always"`        // compares nothing
	NeedsName    bool      `json:"needs_name"`    // finds nothing in an empty list; for the others any certificate fits one
	OnlyOne      bool      `json:"only_one"`      // offers a certificate to an empty list only if no other one is configured
	Elements     int       `json:"elements"`      // how many certificates of the chain it looks at; 0: all
}

// MarshalJSON writes every field, no sources as an empty list.
func (r FamilyRule) MarshalJSON() ([]byte, error) {
	type plain FamilyRule
	p := plain(r)
	p.Sources = jsonlist.Of(p.Sources)
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
		Family: NSS, Product: "NSS", Evidence: schannel.Implemented, Compares: CompareText,
		Sources: []schannel.Source{{Document: "NSS", Section: "lib/ssl/authcert.c, NSS_GetClientAuthData"}},
	},
	{
		// Bug 1476200 took the second comparison out on 2018-08-02.
		Family: OldNSS, Product: "NSS before 3.39", Evidence: schannel.Implemented, StripsHeader: true, NeedsName: true, Elements: 22,
		Sources: []schannel.Source{
			{Document: "NSS", Section: "lib/ssl/cmpcert.c before revision d36df0856, NSS_CmpCertChainWCANames"},
		},
	},
	{
		Family: OpenSSL, Product: "OpenSSL, strict", Evidence: schannel.Implemented, Compares: CompareOpenSSL,
		Sources: []schannel.Source{
			{Document: "OpenSSL", Section: "crypto/x509/x509_cmp.c, X509_NAME_cmp"},
			{Document: "OpenSSL", Section: "ssl/t1_lib.c, tls1_check_chain"},
		},
	},
	{
		Family: OpenSSLDefault, Product: "OpenSSL", Evidence: schannel.Implemented, Always: true,
		Sources: []schannel.Source{{Document: "OpenSSL", Section: "ssl/statem/statem_clnt.c, ssl3_check_client_certificate"}},
	},
	{
		Family: Firefox, Product: "Firefox", Evidence: schannel.Implemented, Subjects: true,
		Sources: []schannel.Source{{Document: "Firefox", Section: "security/manager/ssl/TLSClientAuthCertSelection.cpp"}},
	},
	{
		Family: Java, Product: "Java", Evidence: schannel.Implemented, Compares: CompareJava,
		Sources: []schannel.Source{{Document: "JDK", Section: "sun.security.ssl.SunX509KeyManagerImpl"}, {Document: "JDK", Section: "sun.security.x509.AVA"}},
	},
	{
		Family: GnuTLS, Product: "GnuTLS", Evidence: schannel.Implemented, OnlyOne: true,
		Sources: []schannel.Source{{Document: "GnuTLS", Section: "lib/auth/cert.c, find_x509_client_cert"}},
	},
	{
		Family: Chromium, Product: "Chromium elsewhere than on Windows", Evidence: schannel.Implemented,
		Sources: []schannel.Source{{Document: "chromium", Section: "net/ssl/client_cert_store_nss.cc"}},
	},
	{
		// It starts with the leaf and climbs while its depth is 20 at most.
		Family: NSSChain, Product: "NSS, NSS_CmpCertChainWCANames", Evidence: schannel.Implemented, NeedsName: true, Elements: 22,
		Sources: []schannel.Source{{Document: "NSS", Section: "lib/ssl/cmpcert.c, NSS_CmpCertChainWCANames"}},
	},
}

// FamilyRules yields the rule of every family.
func FamilyRules() iter.Seq[FamilyRule] {
	return func(yield func(FamilyRule) bool) {
		for _, r := range familyRules {
			r.Sources = slices.Clone(r.Sources) // the caller's own
			if !yield(r) {
				return
			}
		}
	}
}

// Matches reports whether the family takes a name of a list for one of its
// certificates. One that compares nothing does not. Java may take others for
// the same, and not these, where they have characters outside ASCII: what
// [Offers] says there is likely and not certain.
func (r FamilyRule) Matches(own, listed trustlist.Name) bool {
	if r.Always {
		return false
	}
	key := r.Compares.key(own)
	return key != "" && key == r.Compares.key(listed) ||
		r.StripsHeader && trustlist.Compare(own, listed).Match == trustlist.HeaderStripped
}
