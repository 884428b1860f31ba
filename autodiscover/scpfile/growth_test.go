// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package scpfile_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/schanneltrust/schannel/autodiscover/scpfile"
	"github.com/schanneltrust/schannel/internal/growtest"
)

// manyEntries is LDIF with n service connection points.
func manyEntries(n int) []byte {
	var file strings.Builder
	for i := range n {
		fmt.Fprintf(&file, "dn: CN=CAS%05d,CN=Autodiscover,CN=Protocols,CN=CAS%05d,CN=Servers,DC=contoso,DC=com\n", i, i)
		file.WriteString("changetype: add\nobjectClass: serviceConnectionPoint\nkeywords: 77378F46-2C66-4aa9-A6A6-3E7A48B19596\nkeywords: Site=Paris\n")
		fmt.Fprintf(&file, "serviceBindingInformation:\n https://cas%05d.contoso.com/Autodiscover/Autodiscover.xml\nwhenCreated: 20200101000000.0Z\n\n", i)
	}
	return []byte(file.String())
}

func BenchmarkGrowLDIF(b *testing.B) {
	growtest.Run(b, manyEntries, func(file []byte, n int) func() bool {
		return func() bool { return len(scpfile.ReadLenient("dc", file).Directory.SCPs) == n }
	})
}

// BenchmarkBoundLDIF cuts the file into lines, and those into names and values.
func BenchmarkBoundLDIF(b *testing.B) {
	growtest.Run(b, manyEntries, func(file []byte, n int) func() bool {
		return func() bool {
			count := 0
			for line := range strings.Lines(string(file)) {
				if name, _, found := strings.Cut(line, ":"); found && strings.ToLower(name) == "dn" {
					count++
				}
			}
			return count == n
		}
	})
}
