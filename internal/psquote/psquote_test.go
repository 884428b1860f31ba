// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package psquote_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel/internal/psquote"
)

// about_Quoting_Rules: an apostrophe within apostrophes is doubled. The grammar
// of PowerShell (Windows PowerShell Language Specification 3.0, 2.3.5.2) counts
// U+2018 to U+201B as apostrophes.
func TestSingle(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"": "", "To Partner": "To Partner", "Bob's": "Bob''s", "’; Remove-Item x; ‘": "’’; Remove-Item x; ‘‘", "‚a‛": "‚‚a‛‛", "\"$x\"": "\"$x\"",
	} {
		require.Equal(t, want, psquote.Single(text))
	}
}
