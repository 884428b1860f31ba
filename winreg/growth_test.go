// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package winreg_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/schanneltrust/schannel/internal/growtest"
	"github.com/schanneltrust/schannel/winreg"
)

// manyValues is an export in UTF-8 with n values of one key.
func manyValues(n int) []byte {
	var export strings.Builder
	export.WriteString(header5 + inKey)
	for i := range n {
		fmt.Fprintf(&export, "\"Value%05d\"=dword:%08x\r\n", i, i)
	}
	return []byte(export.String())
}

func BenchmarkGrowRegistry(b *testing.B) {
	growtest.Run(b, manyValues, func(export []byte, n int) func() bool {
		return func() bool {
			values, faults := winreg.ReadLenient(export)
			return len(values) == n && len(faults) == 0
		}
	})
}

// BenchmarkBoundRegistry cuts the text into lines, and those into names and
// data.
func BenchmarkBoundRegistry(b *testing.B) {
	growtest.Run(b, manyValues, func(export []byte, n int) func() bool {
		return func() bool {
			count := 0
			for line := range bytes.Lines(export) {
				if _, data, found := bytes.Cut(line, []byte("=dword:")); found && len(data) > 8 {
					count++
				}
			}
			return count == n
		}
	})
}
