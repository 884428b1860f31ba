// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package report_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/examples/internal/report"
)

// TestRemedy: every part of a remedy is there, and what is copied stands on a
// line of its own that is never broken.
func TestRemedy(t *testing.T) {
	t.Parallel()
	phrase := func(text string) schannel.Phrase { return schannel.Phrase{Code: "a.b.phrase", Text: text} }
	remedy := schannel.Remedy{
		Code: "a.b.remedy", Title: "Mend it",
		Scope: schannel.Scope{
			Releases: []schannel.Release{schannel.Server2016}, Products: []string{"vsftpd"}, Versions: []string{"3"}, Roles: []string{"edge"},
			Conditions: []schannel.Phrase{phrase("it rains")},
		},
		Rights: []schannel.Phrase{phrase("an administrator"), phrase("of the domain")},
		Steps: []schannel.Step{
			{Number: 1, Text: "Export the key.", Command: "reg export " + strings.Repeat("K", 60)},
			{Number: 3, Text: "Set the values.", Registry: schannel.DWORD(`HKLM\K`, "Value", 3), Scope: schannel.Scope{Roles: []string{"client"}}},
			{Number: 4, Text: "Or these.", Registry: schannel.RegistryValue{Key: `HKLM\K`, Type: schannel.RegMultiSZ, Strings: []string{"a", "b"}}},
			{Number: 5, Text: "Or this.", Registry: schannel.RegistryValue{Key: `HKLM\K`, Name: "B", Type: schannel.RegBinary, Bytes: []byte{1, 0xff}}},
		},
		SideEffects: []schannel.Phrase{phrase("it gets slower")}, Restarts: []string{"computer", "Outlook"},
		Sources: []schannel.Source{{Document: "KB2464556", Section: "Method 1"}},
	}
	a := report.Read([]schannel.Finding{{Title: "Broken", Remedies: []schannel.Remedy{remedy}}}, nil, report.Language{})
	var b strings.Builder
	report.Printer{To: &b, Width: 40}.Remedies(a)
	want := `1. Mend it
   Helps with the findings: 1
   Works for: Windows Server 2016,
     vsftpd, 3, edge
   Works if: it rains
   Who can do it:
     - an administrator
     - of the domain
   Steps:
     1) Export the key.
        > reg export KKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKK
     2) Set the values.
        Only for: client
        Key: HKLM\K
        Value: Value (REG_DWORD)
        Data: 3
     3) Or these.
        Key: HKLM\K
        Value: (default value) (REG_MULTI_SZ)
        Data: a, b
     4) Or this.
        Key: HKLM\K
        Value: B (REG_BINARY)
        Data: 01ff
   What else changes: it gets slower
   Restarts: computer, Outlook
   Sources: KB2464556, Method 1

`
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
