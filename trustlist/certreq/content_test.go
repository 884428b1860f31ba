// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package certreq_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/trustlist"
	"github.com/schanneltrust/schannel/trustlist/certreq"
)

// TestStringTypes: attributes of one string type in another one.
func TestStringTypes(t *testing.T) {
	t.Parallel()
	name := func(oid string, tag uint8) trustlist.Name {
		value := "ZZ"
		attribute := "\x06" + string([]byte{byte(len(oid))}) + oid + string([]byte{tag, byte(len(value))}) + value
		pair := "\x30" + string([]byte{byte(len(attribute))}) + attribute
		set := "\x31" + string([]byte{byte(len(pair))}) + pair
		return trustlist.Name("\x30" + string([]byte{byte(len(set))}) + set)
	}
	const country, domain, organisation = "\x55\x04\x06", "\x09\x92\x26\x89\x93\xf2\x2c\x64\x01\x19", "\x55\x04\x0a"
	tests := []struct {
		name string
		why  string
		list trustlist.List
		at   int // of the first; -1: none
		text string
	}{
		{"country-utf8", "RFC 5280, Appendix A.1: X520countryName is a PrintableString; erlang/otp#11338", trustlist.List{nameA, name(country, 12)}, 1, "no. 2, whose countryName is encoded as UTF8String instead of PrintableString"},
		{"country-printable", "as defined", trustlist.List{name(country, 19)}, -1, ""},
		{"domain-utf8", "RFC 5280, Appendix A.1: DomainComponent is an IA5String", trustlist.List{name(domain, 12)}, 0, "no. 1, whose domainComponent is encoded as UTF8String instead of IA5String"},
		{"organisation", "a DirectoryString may be any of five", trustlist.List{name(organisation, 12), name(organisation, 19), name(organisation, 20), name(organisation, 28), name(organisation, 30)}, -1, ""},
		{"organisation-ia5", "RFC 5280, Appendix A.1: X520OrganizationName is a choice of five", trustlist.List{name(organisation, 22)}, 0, "organizationName is encoded as IA5String instead of DirectoryString"},
		{"common-name-numeric", "NumericString is none of the five", trustlist.List{name("\x55\x04\x03", 18)}, 0, "commonName is encoded as NumericString instead of DirectoryString"},
		{"email-printable", "erlang/otp#11595", trustlist.List{name("\x2a\x86\x48\x86\xf7\x0d\x01\x09\x01", 19)}, 0, "emailAddress is encoded as PrintableString instead of IA5String"},
		{"undefined", "RFC 5280 does not define it", trustlist.List{name("\x55\x04\x61", 22)}, -1, ""},
		{"no-string", "a tag that is no string type", trustlist.List{name(country, 4)}, 0, "countryName is encoded as tag 0x04 instead of PrintableString"},
		{"no-name", "what is no name is told elsewhere", trustlist.List{trustlist.Name("x")}, -1, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			found := -1
			for _, f := range (certreq.Flight{Version: schannel.TLS12, Whole: true, Request: certreq.CertificateRequest{Authorities: tt.list}}).Inspect().Findings {
				if f.Code == "trustlist.flight.string_type" {
					found = f.Subject.Index
					require.Contains(t, f.Text, tt.text, tt.why)
				}
			}
			require.Equal(t, tt.at, found, tt.why)
		})
	}
	many := make(trustlist.List, 1000)
	for i := range many {
		many[i] = name(country, 12)
	}
	findings := certreq.Flight{Version: schannel.TLS12, Whole: true, Request: certreq.CertificateRequest{Authorities: many}}.Inspect().Findings
	require.LessOrEqual(t, len(findings), 3, "one finding counts them")
}
