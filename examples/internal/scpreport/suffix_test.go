// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package scpreport

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// TestSuffixes: the algorithm of publicsuffix.org.
func TestSuffixes(t *testing.T) {
	t.Parallel()
	s := parseSuffixes("// a comment\nco.uk\n.com.au behind a blank is a comment\n*.ck\n!www.ck\n\n")
	for _, tt := range []struct{ host, want, why string }{
		{"mail.corp.co.uk", "co.uk", "the longest rule that fits"},
		{"co.uk", "co.uk", "a suffix itself"},
		{"Mail.Corp.CO.UK", "CO.UK", "in any case, as it is written"},
		{"a.com.au.", "com.au", "a dot at the end is none of the name"},
		{"a.b.ck", "b.ck", "a wildcard is one label"},
		{"a.www.ck", "ck", "an exception is the rule without its first label"},
		{"www.ck", "ck", "the same"},
		{"mail.corp.example", "example", "no rule fits: *"},
		{"localhost", "localhost", "one label"},
		{"192.0.2.1", "192.0.2.1", "an address has no suffix"},
		{"[2001:db8::1]", "[2001:db8::1]", "the same"},
		{"", "", "nothing"},
	} {
		require.Equal(t, tt.want, s.of(tt.host), "%s: %s", tt.host, tt.why)
	}
}
