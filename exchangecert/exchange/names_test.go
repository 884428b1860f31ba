// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package exchange_test

import (
	"crypto/x509"
	"crypto/x509/pkix"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
)

// said writes the verdicts in the order of the matchers: the first letters of
// the truths, and the ends of the codes of the reasons but Go's.
func said(verdicts []exchange.NameVerdict) string {
	var words []string
	for _, v := range verdicts {
		words = append(words, fmt.Sprintf("%s:%s:%s", v.Matcher, v.Matches, v.Because.Code))
	}
	return strings.Join(words, " ")
}

func TestCompareNames(t *testing.T) {
	t.Parallel()
	const m = "exchangecert."
	of := func(subject string, domains ...string) exchange.Certificate {
		return exchange.Certificate{Subject: subject, Domains: domains, DomainsComplete: schannel.Yes}
	}
	row := func(exchange, windows, old, current, golang string) string {
		return "exchange:" + exchange + " windows:" + windows + " rfc6125:" + old + " rfc9525:" + current + " go:" + golang + ":" + m + "match.go"
	}
	yes, no, open := "yes:"+m, "no:"+m, "unknown:"+m
	tests := []struct {
		name        string
		certificate exchange.Certificate
		host        string
		want        string
		why         string
	}{
		{"domain", of("CN=x", "mail.contoso.com"), "MAIL.contoso.com", row(yes+"match.domain", yes+"match.domain", yes+"match.domain", yes+"match.domain", "yes"), "everybody takes a domain"},
		{"wildcard", of("CN=x", "*.contoso.com"), "mail.contoso.com", row(yes+"match.wildcard", yes+"match.wildcard", yes+"match.wildcard", yes+"match.wildcard", "yes"), "one level"},
		{"common-name-only", of("CN=mail.contoso.com"), "mail.contoso.com", row(yes+"match.common_name", open+"match.undocumented", yes+"match.common_name", no+"match.common_name_ignored", "no"), "RFC 6125, Section 6.4.4; RFC 9525: never"},
		{"common-name-beside-domains", of("CN=mail.contoso.com", "other.contoso.com"), "mail.contoso.com", row(yes+"match.common_name", no+"match.common_name_shadowed", no+"match.common_name_shadowed", no+"match.common_name_ignored", "no"), "Subject or SAN for Exchange only"},
		{"partial", of("CN=x", "m*.contoso.com"), "mail.contoso.com", row(open+"match.undocumented", open+"match.undocumented", open+"match.undocumented", no+"match.none", "no"), "RFC 6125 lets it match, RFC 9525 does not"},
		{"none", of("CN=x", "other.contoso.com"), "mail.contoso.com", row(no+"match.none", no+"match.none", no+"match.none", no+"match.none", "no"), "no name fits"},
		{"address", of("CN=192.0.2.1"), "192.0.2.1", row(open+"match.undocumented", open+"match.undocumented", no+"match.ip", no+"match.ip", "no"), "an address is no DNS name"},
		{"unknown", exchange.Certificate{Subject: "CN=x"}, "mail.contoso.com", row(open+"match.unknown", open+"match.unknown", open+"match.unknown", open+"match.unknown", "unknown"), "the names were not seen"},
	}
	for _, tt := range tests {
		if diff := cmp.Diff(tt.want, said(tt.certificate.CompareNames(tt.host))); diff != "" {
			t.Errorf("%s: %s (-want +got):\n%s", tt.name, tt.why, diff)
		}
	}
}

// TestCompareNamesWithGo: of an encoded certificate Go itself is asked; one
// without alternative names has the common name among its domains, as the shell
// shows it, and RFC 9525 refuses it.
func TestCompareNamesWithGo(t *testing.T) {
	t.Parallel()
	c, err := exchange.ParseCertificate(mint(t, &x509.Certificate{Subject: pkix.Name{CommonName: "mail.contoso.com"}}, newRSA(t), nil, nil))
	require.NoError(t, err)
	got := c.CompareNames("mail.contoso.com")
	require.Equal(t, []schannel.Truth{schannel.Yes, schannel.Unknown, schannel.Yes, schannel.No, schannel.No},
		[]schannel.Truth{got[0].Matches, got[1].Matches, got[2].Matches, got[3].Matches, got[4].Matches})
	c, err = exchange.ParseCertificate(mint(t, &x509.Certificate{Subject: pkix.Name{CommonName: "mail.contoso.com"}, DNSNames: []string{"mail.contoso.com"}}, newRSA(t), nil, nil))
	require.NoError(t, err)
	for _, v := range c.CompareNames("mail.contoso.com") {
		require.Equal(t, schannel.Yes, v.Matches, "%s: the alternative name holds it", v.Matcher)
	}
}
