// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package offer_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/schanneltrust/schannel/internal/dntest"
	"github.com/schanneltrust/schannel/trustlist"
	"github.com/schanneltrust/schannel/trustlist/offer"
)

// TestMatches asks which families take two names for the same.
func TestMatches(t *testing.T) {
	t.Parallel()
	printable := func(text string) trustlist.Name { return dntest.CN(text) }
	bytesOnly := []offer.Family{}
	folding := []offer.Family{offer.OpenSSL, offer.Java}
	everybody := []offer.Family{
		offer.SchannelClient, offer.ChromiumWindows, offer.GoTLS, offer.NSS, offer.OldNSS, offer.OpenSSL,
		offer.Firefox, offer.Java, offer.GnuTLS, offer.Chromium, offer.NSSChain,
	}
	email := func(text string) trustlist.Name {
		return dntest.Name(dntest.Of(dntest.Email, dntest.IA5String, text))
	}
	tests := []struct {
		name string
		why  string
		a, b trustlist.Name
		want []offer.Family
	}{
		{"identical", "the same bytes", printable("Root CA"), printable("Root CA"), everybody},
		{"string-type", "AthenZ/athenz#2858: an issuer written again as UTF8String", printable("Root CA"), utf8CN("Root CA"), []offer.Family{offer.NSS, offer.OpenSSL, offer.Java}},
		{"case", "RFC 5280, Section 7.1: case is folded", printable("Root CA"), printable("ROOT ca"), folding},
		{"case-outside-ascii", "X509_NAME_cmp folds ASCII letters only", utf8CN("ÄB"), utf8CN("äb"), []offer.Family{offer.Java}},
		{"spaces", "RFC 5280, Section 7.1: repeated spaces and those at the ends", printable("Root CA"), printable(" Root  CA"), folding},
		{"no-break-space", "X509_NAME_cmp collapses ASCII spaces only; that Java normalizes is not known here", utf8CN("a b"), utf8CN("a\u00a0b"), bytesOnly},
		{"control-characters", "AVA of the JDK trims what is not above U+0020; X509_NAME_cmp trims white space", utf8CN("a\x00\t"), utf8CN("a"), []offer.Family{offer.Java}},
		{"tab-inside", "AVA of the JDK: a tab is no blank", utf8CN("a\tb"), utf8CN("a b"), []offer.Family{offer.OpenSSL}},
		{"latin-1", "PrintableString is read as Latin-1 by the JDK and by X509_NAME_cmp; what it holds is no UTF-8", printable("M\xfcller"), utf8CN("Müller"), []offer.Family{offer.NSS, offer.OpenSSL, offer.Java}},
		{"utf-8-in-printable", "they read it as Latin-1 even where it is UTF-8", printable("M\xc3\xbcller"), utf8CN("Müller"), []offer.Family{offer.NSS}},
		{"no-attributes", "a name of a certificate without an issuer is the same as itself", dntest.Name(), dntest.Name(), everybody},
		{"email", "AVA of the JDK: of what RFC 2253 has no keyword for the bytes count", email("a@b"), email("A@b"), []offer.Family{offer.OpenSSL}},
		{"value", "another name", printable("Root CA"), printable("Root CB"), bytesOnly},
		{"header-stripped", "NSS before 3.39, cmpcert.c: Netscape Enterprise Server 2.0 left the outer header out", printable("Root CA"), printable("Root CA")[2:], []offer.Family{offer.OldNSS}},
		{"malformed", "what is no name is equal to itself only", printable("Root CA"), trustlist.Name("\x30\x01"), bytesOnly},
		{
			"malformed-same", "and to those only that compare bytes", trustlist.Name("\x30\x01"), trustlist.Name("\x30\x01"),
			[]offer.Family{offer.SchannelClient, offer.ChromiumWindows, offer.GoTLS, offer.OldNSS, offer.Firefox, offer.GnuTLS, offer.Chromium, offer.NSSChain},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := []offer.Family{}
			for rule := range offer.FamilyRules() {
				if rule.Matches(tt.a, tt.b) {
					got = append(got, rule.Family)
				}
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
		})
	}
}
