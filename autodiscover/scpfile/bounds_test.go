// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package scpfile_test

import (
	"runtime"
	"strings"
	"testing"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/autodiscover/scpfile"
	"github.com/schanneltrust/schannel/internal/vocabtest"
)

// TestCrowds is not parallel: it counts what the process allocates for 6 MiB of
// small lines and objects, 16 times the input and 64 MiB at most. Each row ends
// with the code of its last fault, so that nothing is lost silently.
func TestCrowds(t *testing.T) {
	if vocabtest.Race {
		return // the race detector allocates on its own
	}
	for _, row := range []struct {
		name, before, unit string
		last               schannel.Code // empty: there is no fault
	}{
		{"no lines of LDIF", "dn: CN=x\n", "-\n", "autodiscover.file.more"},
		{"attributes that nobody reads", "dn: CN=x\n", "a:b\n", ""},
		{"empty base64", "dn: CN=x\n", "a:: \n", ""},
		{"empty keywords", "dn: CN=x\n", "keywords:\n", ""},
		{"entries of one line", "", "dn:\n\n", ""},
		{"objects of one property", "Name : x\n", "Name : a\n\n", "autodiscover.file.more"},
		{"properties again and again", "Name : x\n", "a : b\n", "autodiscover.file.more"},
	} {
		file := []byte(row.before + strings.Repeat(row.unit, (6<<20)/len(row.unit)))
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		faults := scpfile.ReadLenient("", file).Defects
		runtime.ReadMemStats(&after)
		allocated, most := after.TotalAlloc-before.TotalAlloc, uint64(16*len(file)+64<<20)
		t.Logf("%s: %d bytes, %d allocated, %d faults", row.name, len(file), allocated, len(faults))
		if allocated > most {
			t.Errorf("%s: %d bytes allocated, more than %d", row.name, allocated, most)
		}
		var last schannel.Code
		if len(faults) > 0 {
			last = faults[len(faults)-1].Code
		}
		if last != row.last {
			t.Errorf("%s: the last fault is %q, want %q", row.name, last, row.last)
		}
	}
}
