// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package certstore_test

import (
	"crypto/sha1"
	"crypto/x509"
	"encoding/pem"
	"slices"
	"testing"

	"github.com/schanneltrust/schannel/internal/growtest"
	"github.com/schanneltrust/schannel/internal/livetest"
	"github.com/schanneltrust/schannel/trustlist/certstore"
)

// bundles makes stores in PEM of a hundred certificates, over and over.
func bundles(b *testing.B) func(n int) []byte {
	b.Helper()
	some := livetest.Roots(b, 100)
	return func(n int) []byte { return livetest.PEM(slices.Repeat(some, n/len(some))...) }
}

func BenchmarkGrowStore(b *testing.B) {
	growtest.Run(b, bundles(b), func(store []byte, n int) func() bool {
		return func() bool {
			count := 0
			for _, err := range certstore.Certificates(store) {
				if err == nil {
					count++
				}
			}
			return count == n
		}
	})
}

// BenchmarkBoundStore is a peer: the standard library, and the thumbprint.
func BenchmarkBoundStore(b *testing.B) {
	growtest.Run(b, bundles(b), func(store []byte, n int) func() bool {
		return func() bool {
			count := 0
			for block, rest := pem.Decode(store); block != nil; block, rest = pem.Decode(rest) {
				sha1.Sum(block.Bytes)
				if _, err := x509.ParseCertificate(block.Bytes); err == nil {
					count++
				}
			}
			return count == n
		}
	})
}
