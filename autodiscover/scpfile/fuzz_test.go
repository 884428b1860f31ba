// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package scpfile_test

import (
	"encoding/json"
	"errors"
	"testing"
	"unicode/utf8"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/autodiscover"
	"github.com/schanneltrust/schannel/autodiscover/scpfile"
	"github.com/schanneltrust/schannel/internal/vocabtest"
)

// read holds what must be true of any file: no panic, findings that are whole,
// places that are in the file, JSON within its bound, and every policy comes to
// an end.
func read(t *testing.T, file []byte) {
	t.Helper()
	for _, err := range scpfile.Read(file) {
		if err != nil {
			vocabtest.Equal(t, true, isError(err))
		}
	}
	got := scpfile.ReadLenient("dc1", file)
	vocabtest.Findings(t, got.Findings)
	for _, d := range got.Defects {
		if d.Offset > len(file) {
			t.Errorf("%v is behind the end of the file", d)
		}
	}
	for _, s := range got.Directory.SCPs {
		if !utf8.ValidString(s.Server) || !utf8.ValidString(s.URL()) {
			t.Errorf("%q holds bytes that are no text", s.Server)
		}
	}
	raw, err := json.Marshal(got)
	if err != nil {
		t.Fatal(err)
	}
	if len(raw) > 4*len(file)+1<<20 {
		t.Errorf("%d bytes of JSON for %d of input", len(raw), len(file))
	}
	f := autodiscover.Forest{Own: got.Directory, Others: []autodiscover.Directory{got.Directory}}
	vocabtest.Findings(t, scpfile.Check(f, nil))
	client := autodiscover.Client{Product: autodiscover.EWSManagedAPI, Mail: "anna@contoso.com", Site: "Paris"}
	for p := autodiscover.PolicyUnspecified; p <= autodiscover.PolicyOXDISCO; p++ {
		vocabtest.Findings(t, autodiscover.Order(f, client, p).Findings)
	}
}

func isError(err error) bool {
	_, ok := errors.AsType[*schannel.Error](err)
	return ok
}

func FuzzLDIF(f *testing.F) {
	f.Fuzz(func(t *testing.T, file []byte) { read(t, append([]byte("dn: CN=a\n"), file...)) })
}

func FuzzShell(f *testing.F) {
	f.Fuzz(func(t *testing.T, file []byte) { read(t, file) })
}

func TestSeeds(t *testing.T) {
	t.Parallel()
	vocabtest.Seeds(t, map[string]int{"FuzzLDIF": 4, "FuzzShell": 4})
}
