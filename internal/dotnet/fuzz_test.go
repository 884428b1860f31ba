// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package dotnet

import (
	"testing"

	"github.com/schanneltrust/schannel/internal/vocabtest"
)

func FuzzParseURI(f *testing.F) {
	for _, seed := range []string{"https://mail.contoso.com/x", "mail.contoso.com/x", "LDAP://dc:389", `\\server\share`, "https://[::1]:443/", "https://u@h:1/", "C:/x", "//x"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		u := ParseURI(text)
		if !u.Absolute && u.Scheme == "https" && u.Host != "" && ParseURI("https://"+u.Host+"/").Absolute {
			return // something beside the host is malformed
		}
		if u.Absolute && u.Scheme == "" {
			t.Errorf("%q is absolute and has no scheme", text)
		}
		if u.Absolute && u.Host != "" && u.Scheme == "https" && len(u.Host) > len(text) {
			t.Errorf("%q has the host %q", text, u.Host)
		}
		if SameText(text, FoldKey(text)) != (FoldKey(text) == FoldKey(FoldKey(text))) {
			t.Errorf("%q and its key %q are not the same but for case", text, FoldKey(text))
		}
	})
}

func TestFuzzSeeds(t *testing.T) {
	t.Parallel()
	vocabtest.Seeds(t, map[string]int{"FuzzParseURI": 3})
}
