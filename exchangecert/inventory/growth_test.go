// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package inventory

import (
	"fmt"
	"strings"
	"testing"

	"github.com/schanneltrust/schannel/internal/growtest"
)

// manyPrinted is what Get-ExchangeCertificate prints of n certificates.
func manyPrinted(n int) []byte {
	var text strings.Builder
	for i := range n {
		fmt.Fprintf(&text, "CertificateDomains : {mail%d.contoso.com, autodiscover.contoso.com}\nHasPrivateKey      : True\nIsSelfSigned       : False\n", i)
		text.WriteString("Issuer             : CN=Contoso Issuing CA, O=Contoso, C=US\nNotAfter           : 7/20/2022 12:00:00 AM\nNotBefore          : 7/20/2020 12:00:00 AM\n")
		fmt.Fprintf(&text, "Services           : IIS, SMTP\nStatus             : Valid\nSubject            : CN=mail%d.contoso.com\nThumbprint         : %040X\n\n", i, i)
	}
	return []byte(text.String())
}

func BenchmarkGrowInventory(b *testing.B) {
	growtest.Run(b, manyPrinted, func(text []byte, n int) func() bool {
		return func() bool {
			read, faults := ReadLenient(text, Culture{Name: "en-US"})
			return len(read.Certificates) == n && len(faults) == 0
		}
	})
}

// BenchmarkBoundInventory cuts the text into lines, and those into names and
// values.
func BenchmarkBoundInventory(b *testing.B) {
	growtest.Run(b, manyPrinted, func(text []byte, n int) func() bool {
		return func() bool {
			count := 0
			for line := range strings.Lines(string(text)) {
				if name, _, found := strings.Cut(line, ":"); found && strings.TrimSpace(name) == "Thumbprint" {
					count++
				}
			}
			return count == n
		}
	})
}
