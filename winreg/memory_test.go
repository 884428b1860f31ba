// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package winreg_test

import (
	"runtime"
	"strings"
	"testing"

	"github.com/schanneltrust/schannel/internal/vocabtest"
	"github.com/schanneltrust/schannel/winreg"
)

// TestMemory reads what goes on over more lines than any value: each form of text
// in which one line continues another.
func TestMemory(t *testing.T) {
	if vocabtest.Race {
		return // the race detector keeps memory of its own
	}
	const lines = 1 << 16
	for what, text := range map[string]string{
		"list":  "Issuers : a\n" + strings.Repeat("          b\n", lines),
		"hex":   "[HKEY_LOCAL_MACHINE\\A]\n\"a\"=hex:" + strings.Repeat("00,\\\n  ", lines) + "00\n",
		"query": "HKEY_LOCAL_MACHINE\\A\n    a    REG_MULTI_SZ    " + strings.Repeat(`b\0`, lines) + "\n",
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		values, defects := winreg.ReadLenient([]byte(text))
		runtime.ReadMemStats(&after)
		if used, limit := after.TotalAlloc-before.TotalAlloc, uint64(64*len(text)+1<<20); used > limit {
			t.Errorf("%s: %d bytes of input took %d of memory, more than %d", what, len(text), used, limit)
		}
		runtime.KeepAlive(values)
		runtime.KeepAlive(defects)
	}
}
