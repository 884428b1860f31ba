// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package hostname

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestCompare(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name    string
		pattern string
		host    string
		want    Match
		why     string
	}{
		{"same", "mail.contoso.com", "mail.contoso.com", Exact, "RFC 9525, Section 6.3"},
		{"case", "MAIL.Contoso.com", "mail.contoso.COM", Exact, "RFC 9525, Section 6.3: without regard to case"},
		{"single-label", "EX1", "ex1", Exact, "default certificates hold the host label"},
		{"other", "mail.contoso.com", "mail.fabrikam.com", None, "RFC 9525, Section 6.3"},
		{"one-level", "*.contoso.com", "mail.contoso.com", Wildcard, "RFC 9525, Section 6.3: the left-most label"},
		{"two-levels", "*.contoso.com", "a.mail.contoso.com", None, "RFC 9525, Section 6.3: one label"},
		{"no-level", "*.contoso.com", "contoso.com", None, "RFC 9525, Section 6.3: one label"},
		{"empty-label", "*.contoso.com", ".contoso.com", None, "a label is not empty"},
		{"bare", "*", "contoso", None, "a star alone stands for no label of a domain"},
		{"inner", "mail.*.com", "mail.contoso.com", None, "RFC 9525, Section 6.3: left-most only"},
		{"two-stars", "*.*.com", "mail.contoso.com", None, "RFC 9525, Section 6.3: one wildcard"},
		{"partial", "m*l.contoso.com", "mail.contoso.com", Partial, "RFC 6125, Section 6.4.3, lets it match"},
		{"partial-short", "ma*ail.contoso.com", "mail.contoso.com", None, "the parts do not overlap"},
		{"partial-double", "m**l.contoso.com", "mail.contoso.com", None, "one wildcard"},
		{"literal-wildcard", "*.contoso.com", "*.contoso.com", Exact, "the same text"},
		{"empty", "", "mail.contoso.com", None, "nothing covers nothing"},
		{"empty-host", "*.contoso.com", "", None, "nothing is covered"},
		{"not-ascii-case", "É.contoso.com", "é.contoso.com", None, "RFC 9525, Section 6.3: ASCII letters only"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tt.want, Compare(tt.pattern, tt.host)); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
		})
	}
}

func TestBest(t *testing.T) {
	t.Parallel()
	if got := Best([]string{"*.contoso.com", "m*.contoso.com", "mail.contoso.com"}, "mail.contoso.com"); got != Exact {
		t.Errorf("the exact name is the best match: %d", got)
	}
	if got := Best([]string{"m*.contoso.com", "*.contoso.com"}, "mail.contoso.com"); got != Wildcard {
		t.Errorf("a whole label before a partial one: %d", got)
	}
	if got := Best(nil, "mail.contoso.com"); got != None {
		t.Errorf("no pattern: %d", got)
	}
}

func TestSameHost(t *testing.T) {
	t.Parallel()
	tests := []struct {
		a, b string
		want bool
		why  string
	}{
		{"EX1", "ex1.corp.example", true, "the label of the same computer"},
		{"ex1.corp.example", "EX1.corp.example", true, "case does not count"},
		{"ex1.corp.example", "ex1.other.example", false, "another domain"},
		{"EX1", "EX2", false, "another computer"},
		{"", "", false, "no name is no computer"},
	}
	for _, tt := range tests {
		if got := SameHost(tt.a, tt.b); got != tt.want {
			t.Errorf("SameHost(%q, %q) = %t: %s", tt.a, tt.b, got, tt.why)
		}
	}
}
