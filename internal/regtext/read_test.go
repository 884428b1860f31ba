// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package regtext_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel/internal/regtext"
	"github.com/schanneltrust/schannel/internal/textfile"
)

// TestRead shows the entries; package winreg has the rows of the grammar.
func TestRead(t *testing.T) {
	t.Parallel()
	text := textfile.Decode([]byte("REGEDIT4\n[-HKEY_CURRENT_USER\\A]\n[HKEY_CURRENT_USER\\B]\n@=-\n\"n\"=dword:1\nx\n"))
	want := []regtext.Entry{
		{Kind: regtext.Header, Version4: true},
		{Kind: regtext.DeletedKey, Offset: 9, Name: `HKEY_CURRENT_USER\A`},
		{Kind: regtext.Key, Offset: 32, Name: `HKEY_CURRENT_USER\B`},
		{Kind: regtext.DeletedValue, Offset: 54},
		{Kind: regtext.Value, Offset: 58, Name: "n", Data: regtext.Data{Type: 4, Number: 1}},
		{Kind: regtext.Defect, Offset: 70, Fault: regtext.FaultLine},
	}
	var got []regtext.Entry
	for entry := range regtext.Read(text) {
		entry.Detail = ""
		got = append(got, entry)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("entries (-want +got):\n%s", diff)
	}
	count := 0
	for range regtext.Read(text) {
		count++
		break
	}
	require.Equal(t, 1, count)
}
