// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package symptom_test

import (
	"encoding/xml"
	"strings"
	"testing"

	"github.com/schanneltrust/schannel/internal/growtest"
	"github.com/schanneltrust/schannel/symptom"
)

// manyEvents is n events in XML.
func manyEvents(n int) string {
	return "<Events>" + strings.Repeat(inXML("<EventData><Data>40</Data></EventData>", ""), n) + "</Events>"
}

func BenchmarkGrowEvents(b *testing.B) {
	growtest.Run(b, manyEvents, func(log string, n int) func() bool {
		return func() bool {
			count := 0
			for _, err := range symptom.ReadLenient([]byte(log)) {
				if err == nil {
					count++
				}
			}
			return count == n
		}
	})
}

// BenchmarkBoundEvents takes the tokens of encoding/xml.
func BenchmarkBoundEvents(b *testing.B) {
	growtest.Run(b, manyEvents, func(log string, n int) func() bool {
		return func() bool {
			count := 0
			decoder := xml.NewDecoder(strings.NewReader(log))
			for token, err := decoder.Token(); err == nil; token, err = decoder.Token() {
				if start, ok := token.(xml.StartElement); ok && start.Name.Local == "Event" {
					count++
				}
			}
			return count == n
		}
	})
}
