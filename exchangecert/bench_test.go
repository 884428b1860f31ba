// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package exchangecert_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel/exchangecert"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
	"github.com/schanneltrust/schannel/internal/hostname"
)

// crowd is a server with n certificates, of which every second one holds the
// name.
func crowd(n int) exchange.Server {
	s := server(v2016)
	for i := range n {
		c := issued(byte(i), "2024-01-01", []string{mail, "other.contoso.com"}[i%2], "autodiscover.contoso.com")
		c.Thumbprint[0], c.Thumbprint[1] = byte(i>>8), byte(i>>16)
		c.NotBefore = c.NotBefore.Add(time.Duration(i%977) * time.Minute)
		s.Certificates = append(s.Certificates, c)
	}
	return s
}

// plainPass is the least that anybody has to do: compare every name once.
func plainPass(s exchange.Server) (found int) {
	for i := range s.Certificates {
		if hostname.Best(s.Certificates[i].Domains, mail) != hostname.None {
			found++
		}
	}
	return found
}

func BenchmarkSelect(b *testing.B) {
	for _, size := range []struct {
		name string
		n    int
	}{{"20", 20}, {"10000", 10000}} {
		s, r := crowd(size.n), inbound(receive(mail))
		r.At = noon
		b.Run(size.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				exchangecert.Select(s, r)
			}
		})
		b.Run(size.name+"-plain-pass", func(b *testing.B) {
			for b.Loop() {
				plainPass(s)
			}
		})
	}
}

// TestLinear: ten times the certificates take about ten times the memory, also
// if all of them are out of date and every reading is tried.
func TestLinear(t *testing.T) { // not parallel: it counts allocations
	allocations := func(n int) float64 {
		s, r := crowd(n), inbound(receive(mail))
		r.At = noon.AddDate(9, 0, 0)
		return testing.AllocsPerRun(3, func() { exchangecert.Select(s, r) })
	}
	small, large := allocations(200), allocations(2000)
	require.Less(t, large, 12*small)
}
