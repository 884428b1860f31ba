// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package certstore_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/dntest"
	"github.com/schanneltrust/schannel/internal/livetest"
	"github.com/schanneltrust/schannel/internal/vocabtest"
	"github.com/schanneltrust/schannel/trustlist/certstore"
)

func TestCheckAuthorities(t *testing.T) {
	t.Parallel()
	of := func(truths ...schannel.Truth) []certstore.Certificate {
		named := make([]certstore.Certificate, len(truths))
		for i, truth := range truths {
			named[i] = certstore.Certificate{Subject: dntest.CN("a"), SHA1: schannel.Thumbprint{byte(i)}, Authority: truth}
		}
		return named
	}
	ground := schannel.NewFinding(schannel.Rule{Code: "trustlist.example.ground"}, schannel.Basis{Certainty: schannel.Likely}, schannel.Whole("list"))
	tests := []struct {
		name, why string
		named     []certstore.Certificate
		grounds   []schannel.Finding
		want      []int // places
		certainty schannel.Certainty
	}{
		{"none", "nothing is named", nil, nil, nil, 0},
		{"authorities", "RFC 5280, Section 4.2.1.9: cA is asserted, or nobody says", of(schannel.Yes, schannel.Unknown), nil, nil, 0},
		{"leaf", "radsecproxy/radsecproxy#154: a server that names its own certificate", of(schannel.Yes, schannel.No), nil, []int{1}, schannel.Certain},
		{"many", "one finding counts them", of(schannel.No, schannel.Yes, schannel.No), nil, []int{0, 2}, schannel.Certain},
		{"grounds", "no surer than that they are named", of(schannel.No), []schannel.Finding{ground}, []int{0}, schannel.Likely},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			findings := certstore.CheckAuthorities(tt.named, tt.grounds...)
			if tt.want == nil {
				require.Empty(t, findings, tt.why)
				return
			}
			require.Equal(t, []string{"trustlist.list.no_authority"}, vocabtest.FindCodes(findings))
			var places []int
			for _, item := range findings[0].Items {
				places = append(places, item.Index)
			}
			if diff := cmp.Diff([]any{tt.want, tt.certainty}, []any{places, findings[0].Certainty}); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
		})
	}
}

// TestAuthorityOfMinted compares with what crypto/x509 wrote.
func TestAuthorityOfMinted(t *testing.T) {
	t.Parallel()
	root := livetest.Authority{}.Issue(t, dntest.CN("Root"), true)
	for _, issued := range []livetest.Authority{root, root.Issue(t, dntest.CN("Sub"), true), root.Issue(t, dntest.CN("Leaf"), false), livetest.Authority{}.Issue(t, dntest.CN("Self"), false)} {
		c, err := certstore.ParseCertificate(issued.Certificate.Raw)
		require.NoError(t, err)
		require.Equal(t, issued.Certificate.IsCA, c.Authority == schannel.Yes, "%s", c.Subject)
		require.Equal(t, !issued.Certificate.IsCA, c.Authority == schannel.No, "%s", c.Subject)
	}
}

func ExampleCheckAuthorities() {
	// Of a server's certificate ReadLenient says that it is no authority's.
	named := []certstore.Certificate{{Authority: schannel.No}}
	for _, f := range certstore.CheckAuthorities(named) {
		fmt.Println(f.Severity, f.Certainty, f.Title)
	}
	// Output:
	// warning certain Certificates whose names stand in the list are no authorities
}
