// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package main

import (
	"encoding/binary"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/crypto/cryptobyte"
	"golang.org/x/crypto/cryptobyte/asn1"

	"github.com/schanneltrust/schannel/internal/dntest"
)

// unsigned is the smallest certificate with these names: nobody looks at its
// signature. Its key is its own.
func unsigned(t *testing.T, subject, issuer string, number int) []byte {
	t.Helper()
	var b cryptobyte.Builder
	algorithm := func(b *cryptobyte.Builder) { b.AddASN1ObjectIdentifier([]int{1, 2, 840, 10045, 4, 3, 2}) }
	b.AddASN1(asn1.SEQUENCE, func(b *cryptobyte.Builder) {
		b.AddASN1(asn1.SEQUENCE, func(b *cryptobyte.Builder) {
			b.AddASN1Int64(int64(number) + 1)
			b.AddASN1(asn1.SEQUENCE, algorithm)
			b.AddBytes(dntest.CN(issuer))
			b.AddASN1(asn1.SEQUENCE, func(b *cryptobyte.Builder) {
				b.AddASN1(asn1.UTCTime, func(b *cryptobyte.Builder) { b.AddBytes([]byte("200101000000Z")) })
				b.AddASN1(asn1.UTCTime, func(b *cryptobyte.Builder) { b.AddBytes([]byte("400101000000Z")) })
			})
			b.AddBytes(dntest.CN(subject))
			b.AddASN1(asn1.SEQUENCE, func(b *cryptobyte.Builder) {
				b.AddASN1(asn1.SEQUENCE, algorithm)
				b.AddASN1BitString(binary.BigEndian.AppendUint64(nil, uint64(number)))
			})
		})
		b.AddASN1(asn1.SEQUENCE, algorithm)
		b.AddASN1BitString([]byte{0})
	})
	der, err := b.Bytes()
	require.NoError(t, err)
	return der
}

// TestManyNonRoots: what is said of 20,000 certificates takes less than four
// times as much room as they do, and one finding counts them.
func TestManyNonRoots(t *testing.T) {
	t.Parallel()
	var store []byte
	for i := range 20000 {
		store = append(store, unsigned(t, fmt.Sprintf("Sub CA %05d", i), "Root", i)...)
	}
	on := write(t, "on.reg", []byte("REGEDIT4\r\n\r\n[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL]\r\n\"SendTrustedIssuerList\"=dword:00000001\r\n"))
	file := write(t, "store.der", store)
	require.Less(t, len(runOK(t, "-json", "-release", "server2016", "-reg", on, file)), 4*len(store))
	got := runJSON(t, "-release", "server2016", "-reg", on, file)
	require.InDelta(t, 20000, got["names"], 0)
	count := 0
	for _, f := range got["findings"].([]any) {
		if f.(map[string]any)["code"] == "trustlist.store.non_root" {
			count++
			require.LessOrEqual(t, len(f.(map[string]any)["items"].([]any)), 10, "the first few")
		}
	}
	require.Equal(t, 1, count)
}

// TestManyOfOneName: as list and as chain at once, pairs would be four million.
func TestManyOfOneName(t *testing.T) {
	t.Parallel()
	var store []byte
	for i := range 2000 {
		store = append(store, unsigned(t, "CA", "CA", i)...)
	}
	file := write(t, "store.der", store)
	for _, args := range [][]string{{"-client", file, file}, {"-plan", "-client", file, file}} {
		require.Less(t, len(runOK(t, append([]string{"-json", "-release", "server2008r2"}, args...)...)), 4*len(store)+1<<20)
	}
}
