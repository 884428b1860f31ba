// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package trustlist_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel/trustlist"
)

// compareRow is a row of TestCompare.
type compareRow struct {
	name string
	why  string
	a, b trustlist.Name
	want trustlist.Comparison
}

func compareRows() []compareRow {
	base := name(rdn{{oidC, 19, "DE"}}, rdn{{oidCN, 19, "Root CA"}})
	return []compareRow{
		{"identical", "the same bytes", base, base.Clone(), trustlist.Comparison{Match: trustlist.Identical, Attribute: -1, ByOpenSSL: true}},
		{
			"string-type", "AthenZ/athenz#2858: an issuer written again as UTF8String",
			base, name(rdn{{oidC, 19, "DE"}}, rdn{{oidCN, utf8String, "Root CA"}}),
			trustlist.Comparison{Match: trustlist.Folded, Reason: trustlist.ReasonStrings, Attribute: 1, ByOpenSSL: true},
		},
		{
			"case", "RFC 5280, Section 7.1: case is folded",
			base, name(rdn{{oidC, 19, "DE"}}, rdn{{oidCN, 19, "ROOT ca"}}),
			trustlist.Comparison{Match: trustlist.Folded, Reason: trustlist.ReasonCase, Attribute: 1, ByOpenSSL: true},
		},
		{
			"case-outside-ascii", "RFC 5280, Section 7.1, folds it; X509_NAME_cmp folds ASCII letters only",
			name(rdn{{oidCN, utf8String, "ÄB"}}), name(rdn{{oidCN, utf8String, "äb"}}),
			trustlist.Comparison{Match: trustlist.Folded, Reason: trustlist.ReasonCase, Attribute: 0},
		},
		{
			"spaces", "RFC 5280, Section 7.1: repeated spaces and those at the ends",
			base, name(rdn{{oidC, 19, "DE"}}, rdn{{oidCN, 19, " Root  CA"}}),
			trustlist.Comparison{Match: trustlist.Folded, Reason: trustlist.ReasonSpaces, Attribute: 1, ByOpenSSL: true},
		},
		{
			"no-break-space", "X509_NAME_cmp collapses ASCII spaces only",
			name(rdn{{oidCN, utf8String, "a b"}}), name(rdn{{oidCN, utf8String, "a\u00a0b"}}),
			trustlist.Comparison{Match: trustlist.Folded, Reason: trustlist.ReasonSpaces, Attribute: 0},
		},
		{
			"numeric-string", "X509_NAME_cmp leaves NumericString as it is: ASN1_MASK_CANON",
			name(rdn{{oidCN, 18, "12"}}), name(rdn{{oidCN, printableString, "12"}}),
			trustlist.Comparison{Match: trustlist.Folded, Reason: trustlist.ReasonStrings, Attribute: 0},
		},
		{
			"teletex-as-utf8", "X509_NAME_cmp reads TeletexString as Latin-1, Windows as UTF-8 first",
			name(rdn{{oidCN, teletexString, "\xc3\xa9"}}), name(rdn{{oidCN, utf8String, "\xc3\xa9"}}),
			trustlist.Comparison{Match: trustlist.Folded, Reason: trustlist.ReasonStrings, Attribute: 0},
		},
		{
			"nothing", "no bytes are not what is inside of a name", trustlist.Name("\x30\x00"), nil,
			trustlist.Comparison{Match: trustlist.Different, Reason: trustlist.ReasonMalformed, Attribute: -1},
		},
		{
			"set-order", "openssl/openssl#18611: the order inside a relative name does not count",
			name(rdn{{oidO, 19, "a"}, {oidCN, 19, "b"}}), name(rdn{{oidCN, 19, "b"}, {oidO, 19, "a"}}),
			trustlist.Comparison{Match: trustlist.Folded, Reason: trustlist.ReasonOrder, Attribute: 0, ByOpenSSL: true},
		},
		{
			"set-order-of-values", "the same of two attributes of one type",
			name(rdn{{oidO, 19, "a"}, {oidO, 19, "b"}}), name(rdn{{oidO, 19, "b"}, {oidO, 19, "a"}}),
			trustlist.Comparison{Match: trustlist.Folded, Reason: trustlist.ReasonOrder, Attribute: 0, ByOpenSSL: true},
		},
		{
			"relative-name-order", "openssl/openssl#18611: the order of relative names does",
			base, name(rdn{{oidCN, 19, "Root CA"}}, rdn{{oidC, 19, "DE"}}),
			trustlist.Comparison{Match: trustlist.Different, Reason: trustlist.ReasonOrder, Attribute: 0},
		},
		{
			"domain-order", "the same of attributes of one type, whatever their string type",
			name(rdn{{oidCN, 22, "example"}}, rdn{{oidCN, 22, "org"}}), name(rdn{{oidCN, utf8String, "org"}}, rdn{{oidCN, utf8String, "example"}}),
			trustlist.Comparison{Match: trustlist.Different, Reason: trustlist.ReasonOrder, Attribute: 0},
		},
		{
			"type", "another attribute", base, name(rdn{{oidC, 19, "DE"}}, rdn{{oidO, 19, "Root CA"}}),
			trustlist.Comparison{Match: trustlist.Different, Reason: trustlist.ReasonType, Attribute: 1},
		},
		{
			"value-behind-string-type", "RFC 5280, Section 7.1: the string type is not what makes them different",
			base, name(rdn{{oidC, utf8String, "DE"}}, rdn{{oidCN, 19, "Root CB"}}),
			trustlist.Comparison{Match: trustlist.Different, Reason: trustlist.ReasonValue, Attribute: 1},
		},
		{
			"value-behind-spaces", "RFC 5280, Section 7.1: nor are spaces",
			base, name(rdn{{oidC, 19, "DE "}}, rdn{{oidCN, 19, "Root CB"}}),
			trustlist.Comparison{Match: trustlist.Different, Reason: trustlist.ReasonValue, Attribute: 1},
		},
		{
			"longer-behind-case", "RFC 5280, Section 7.1: nor is the case of letters",
			base, name(rdn{{oidC, 19, "de"}}),
			trustlist.Comparison{Match: trustlist.Different, Reason: trustlist.ReasonLength, Attribute: 1},
		},
		{
			"value", "another name", base, name(rdn{{oidC, 19, "DE"}}, rdn{{oidCN, 19, "Root CB"}}),
			trustlist.Comparison{Match: trustlist.Different, Reason: trustlist.ReasonValue, Attribute: 1},
		},
		{
			"longer", "one has an attribute more", base, name(rdn{{oidC, 19, "DE"}}),
			trustlist.Comparison{Match: trustlist.Different, Reason: trustlist.ReasonLength, Attribute: 1},
		},
		{
			"grouping", "one relative name of two attributes is not two relative names",
			name(rdn{{oidO, 19, "a"}}, rdn{{oidCN, 19, "b"}}), name(rdn{{oidO, 19, "a"}, {oidCN, 19, "b"}}),
			trustlist.Comparison{Match: trustlist.Different, Reason: trustlist.ReasonGrouping, Attribute: 1},
		},
		{
			"header-stripped", "NSS before 3.39, cmpcert.c: Netscape Enterprise Server 2.0 left the outer header out",
			base, base[2:],
			trustlist.Comparison{Match: trustlist.HeaderStripped, Reason: trustlist.ReasonHeader, Attribute: -1},
		},
		{
			"malformed", "what is no name is equal to itself only", base, trustlist.Name("\x30\x01"),
			trustlist.Comparison{Match: trustlist.Different, Reason: trustlist.ReasonMalformed, Attribute: -1},
		},
	}
}

func TestCompare(t *testing.T) {
	t.Parallel()
	for _, tt := range compareRows() {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := trustlist.Compare(tt.a, tt.b)
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
			back := trustlist.Compare(tt.b, tt.a)
			require.Equal(t, []any{got.Match, got.Reason, got.Attribute}, []any{back.Match, back.Reason, back.Attribute}, "either way round")
		})
	}
}
