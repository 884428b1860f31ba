// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package autodiscover_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/schanneltrust/schannel/autodiscover"
	"github.com/schanneltrust/schannel/internal/vocabtest"
)

// TestMail: of which addresses URLs are made.
func TestMail(t *testing.T) {
	t.Parallel()
	const malformed, letters = "autodiscover.mail.malformed", "autodiscover.mail.u_label"
	label := strings.Repeat("a", 63)
	long := strings.Repeat(label+".", 3) + strings.Repeat("a", 61) // 253
	for _, tt := range []struct{ mail, want, why string }{
		{"anna@contoso.com", "", "one @ between a name and a domain"},
		{"o'brien+x@contoso.com", "", "the name is not looked at"},
		{"anna@localhost", "", "a domain may be of one label"},
		{"anna", malformed, "EwsUtilities.cs: exactly one @"},
		{"anna@b@contoso.com", malformed, "EwsUtilities.cs: exactly one @"},
		{"anna@bücher@example", malformed, "EwsUtilities.cs: exactly one @"},
		{"@contoso.com", malformed, "a name is missing"},
		{"@bücher.example", malformed, "a name is missing"},
		{"anna@", malformed, "a domain is missing"},
		{"anna@contoso.com.", malformed, "a label is empty"},
		{"anna@contoso..com", malformed, "a label is empty"},
		{"anna@-contoso.com", malformed, "RFC 1123, Section 2.1: a label begins with a letter or a digit"},
		{"anna@contoso-.com", malformed, "RFC 1034, Section 3.5: and ends with one"},
		{"anna@con_toso.com", malformed, "RFC 1034, Section 3.5: letters, digits and hyphens"},
		{"anna@[192.0.2.1]", malformed, "an address is no domain"},
		{"anna@" + label + ".com", "", "RFC 1034, Section 3.1: labels of 63 bytes"},
		{"anna@" + label + "a.com", malformed, "RFC 1034, Section 3.1: labels of 63 bytes"},
		{"anna@" + long, "", "RFC 1034, Section 3.1: names of 255 bytes, two of which are lengths"},
		{"anna@" + long + "a", malformed, "RFC 1034, Section 3.1"},
		{strings.Repeat("a", 66) + "@" + long, "", "RFC 5321, Section 4.5.3.1: 320 bytes in all"},
		{strings.Repeat("a", 67) + "@" + long, malformed, "RFC 5321, Section 4.5.3.1"},
		{"anna@a0z9.A1Z", "", "RFC 1034, Section 3.5: the first and the last of the letters and of the digits"},
		{"anna@a/b", malformed, "RFC 1034, Section 3.5: the character before 0 is no digit"},
		{"anna@a:b", malformed, "RFC 1034, Section 3.5: nor is that behind 9"},
		{"anna@a`b", malformed, "RFC 1034, Section 3.5: the character before a is no letter"},
		{"anna@a{b", malformed, "RFC 1034, Section 3.5: nor is that behind z"},
		{"anna@a[b", malformed, "RFC 1034, Section 3.5: nor is that behind Z"},
		{"anna@a\x7fb", malformed, "U+007F is the last character of ASCII (RFC 20)"},
		{"anna@bücher.example", letters, "no document says what a client makes of it"},
	} {
		codes := vocabtest.FindCodes(autodiscover.Plan(autodiscover.Forest{}, autodiscover.Client{Product: autodiscover.DocsClient, Mail: tt.mail}, 0).Findings)
		var want []string
		if tt.want != "" {
			want = []string{tt.want, "autodiscover.plan.nothing_left"}
		}
		if diff := cmp.Diff(want, codes, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s: %s (-want +got):\n%s", tt.mail, tt.why, diff)
		}
	}
}
