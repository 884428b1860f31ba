// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package vocabtest

import (
	"errors"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
)

// Certainties returns how sure the findings with the code are, in their order.
func Certainties(findings []schannel.Finding, code schannel.Code) []schannel.Certainty {
	var found []schannel.Certainty
	for _, f := range findings {
		if f.Code == code {
			found = append(found, f.Certainty)
		}
	}
	return found
}

// PhraseCodes returns the codes of what the findings with the code say may
// happen, of what would settle it, and of what is missing, in this order, each
// once.
func PhraseCodes(findings []schannel.Finding, code schannel.Code) []schannel.Code {
	var codes []schannel.Code
	for _, f := range findings {
		if f.Code != code {
			continue
		}
		for _, p := range slices.Concat(f.Outcomes, f.Settle, f.Missing) {
			if !slices.Contains(codes, p.Code) {
				codes = append(codes, p.Code)
			}
		}
	}
	return codes
}

// RemedyCodes returns the codes of remedies, in their order.
func RemedyCodes(remedies []schannel.Remedy) []schannel.Code {
	var codes []schannel.Code
	for _, r := range remedies {
		codes = append(codes, r.Code)
	}
	return codes
}

// Fault checks the code and the offset of an error.
func Fault(t *testing.T, err error, code schannel.Code, offset int) {
	t.Helper()
	fault, ok := errors.AsType[*schannel.Error](err)
	require.True(t, ok, "%v", err)
	require.Equal(t, code, fault.Code, "%v", err)
	require.Equal(t, offset, fault.Offset, "%v", err)
}
