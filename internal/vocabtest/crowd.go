// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package vocabtest

import (
	"runtime"
	"strings"
	"testing"

	"github.com/schanneltrust/schannel"
)

// Crowd is a file of many small things: a beginning, then a unit up to 6 MiB.
type Crowd struct {
	Name, Before, Unit string

	Last schannel.Code // of the last fault, which says what was not read; empty: there is no fault
}

// Crowds counts what the process allocates while each file is read: 16 times
// its size and 64 MiB at most. A test that calls it is not parallel.
func Crowds(t *testing.T, crowds []Crowd, read func(file []byte) []*schannel.Error) {
	t.Helper()
	if Race {
		return // the race detector allocates on its own
	}
	for _, c := range crowds {
		file := []byte(c.Before + strings.Repeat(c.Unit, (6<<20)/len(c.Unit)))
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		faults := read(file)
		runtime.ReadMemStats(&after)
		allocated, most := after.TotalAlloc-before.TotalAlloc, uint64(16*len(file)+64<<20)
		t.Logf("%s: %d bytes, %d allocated, %d faults", c.Name, len(file), allocated, len(faults))
		if allocated > most {
			t.Errorf("%s: %d bytes allocated, more than %d", c.Name, allocated, most)
		}
		var last schannel.Code
		if len(faults) > 0 {
			last = faults[len(faults)-1].Code
		}
		if last != c.Last {
			t.Errorf("%s: the last fault is %q, want %q", c.Name, last, c.Last)
		}
	}
}
