// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package schannel_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
)

// TestPhraseWith: every {name} is replaced by the argument of that name, once,
// and nothing else is touched.
func TestPhraseWith(t *testing.T) {
	t.Parallel()
	args := []schannel.Arg{schannel.Text("a", "1"), schannel.Text("b", "{a}"), schannel.Text("open", "x")}
	many := strings.Repeat("{", 1<<20) // takes time that grows with it, not with its square
	for template, want := range map[string]string{
		"":            "",
		"none":        "none",
		"{a} and {a}": "1 and 1",
		"{b}":         "{a}",
		"{c} {a}":     "{c} 1",
		"{c{a}}":      "{c1}",
		"}{a}{":       "}1{",
		"{}{open":     "{}{open",
		many:          many,
	} {
		require.Equal(t, want, schannel.Phrase{Text: template}.With(args...).Text, template)
	}
	require.Equal(t, "x", schannel.Phrase{Text: "{}"}.With(schannel.Text("", "x")).Text, "the empty name is a name")
}
