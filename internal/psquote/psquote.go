// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Package psquote prepares texts for commands of PowerShell.
package psquote

import "strings"

// Single prepares a text for a place between apostrophes, where PowerShell takes
// the typographic ones for the plain one.
func Single(text string) string {
	return strings.NewReplacer("'", "''", "‘", "‘‘", "’", "’’", "‚", "‚‚", "‛", "‛‛").Replace(text)
}
