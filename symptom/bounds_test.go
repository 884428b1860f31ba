// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package symptom_test

import (
	"runtime"
	"strings"
	"testing"

	"github.com/schanneltrust/schannel/internal/vocabtest"
	"github.com/schanneltrust/schannel/symptom"
)

// TestCrowds is not parallel: it counts what the process allocates for 6 MiB of
// small elements and lines, 16 times the input and 64 MiB at most.
func TestCrowds(t *testing.T) {
	if vocabtest.Race {
		return // the race detector allocates on its own
	}
	const event = "<Event><System><Provider Name='Schannel'/><EventID>36885</EventID></System><EventData>"
	for _, row := range []struct{ name, before, unit string }{
		{"empty elements", "", "<a/>"},
		{"empty events", "<Events>", "<Event/>"},
		{"empty elements in an event", event, "<a/>"},
		{"empty data", event, "<Data/>"},
		{"small events", "", "<Event><System><EventID>1</EventID></System></Event>"},
		{"lines", "", "a\n"},
		{"paragraphs", "", "a\n\n"},
		{"codes", "", "0x80090326\n"},
		{"numbers of events", "", "Event ID: 1\n"},
		{"labels of no event", "Event ID: 1\n", "Log Name: a\n"},
		{"events of wevtutil", "", "Event[0]:\n"},
	} {
		file := []byte(row.before + strings.Repeat(row.unit, (6<<20)/len(row.unit)))
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		rows, faults := 0, 0
		for _, err := range symptom.ReadLenient(file) {
			rows++
			if err != nil {
				faults++
			}
		}
		runtime.ReadMemStats(&after)
		allocated, most := after.TotalAlloc-before.TotalAlloc, uint64(16*len(file)+64<<20)
		t.Logf("%s: %d bytes, %d allocated, %d rows, %d faults", row.name, len(file), allocated, rows, faults)
		if allocated > most {
			t.Errorf("%s: %d bytes allocated, more than %d", row.name, allocated, most)
		}
	}
}
