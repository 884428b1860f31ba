// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package trustlist_test

import (
	"crypto/x509/pkix"
	"encoding/asn1"
	"strings"
	"testing"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/growtest"
	"github.com/schanneltrust/schannel/trustlist"
	"github.com/schanneltrust/schannel/trustlist/listtest"
)

// usualNames is a list of n names of the usual size.
func usualNames(n int) trustlist.List {
	list, _ := listtest.Synthesize(listtest.Synthesis{Names: n, Bytes: n * 122})
	return list
}

// shortNames is one of n short names: what is written to the wire has at most
// 65,535 bytes.
func shortNames(n int) trustlist.List {
	list, _ := listtest.Synthesize(listtest.Synthesis{Names: n, Bytes: n * 40})
	return list
}

var onTheWire = []int{16, 160, 1600}

func BenchmarkGrowParse(b *testing.B) {
	growtest.Sizes(b, onTheWire, shortNames, func(list trustlist.List, n int) func() bool {
		vector, _ := list.MarshalBinary()
		return func() bool {
			got, err := trustlist.ParseList(vector)
			return err == nil && len(got) == n
		}
	})
}

// BenchmarkBoundParse notes where the names are.
func BenchmarkBoundParse(b *testing.B) {
	growtest.Sizes(b, onTheWire, shortNames, func(list trustlist.List, n int) func() bool {
		vector, _ := list.MarshalBinary()
		return func() bool {
			places := make([][]byte, 0, n)
			for rest := vector[2:]; len(rest) > 1; {
				end := 2 + (int(rest[0])<<8 | int(rest[1]))
				places, rest = append(places, rest[2:end]), rest[end:]
			}
			return len(places) == n
		}
	})
}

func BenchmarkGrowAppend(b *testing.B) {
	dst := make([]byte, 0, 1<<16)
	growtest.Sizes(b, onTheWire, shortNames, func(list trustlist.List, n int) func() bool {
		return func() bool {
			out, err := list.AppendBinary(dst)
			return err == nil && len(out) == 2+40*n
		}
	})
}

// BenchmarkBoundAppend copies lengths and names.
func BenchmarkBoundAppend(b *testing.B) {
	dst := make([]byte, 0, 1<<16)
	growtest.Sizes(b, onTheWire, shortNames, func(list trustlist.List, n int) func() bool {
		return func() bool {
			out := append(dst, 0, 0)
			for _, name := range list {
				out = append(append(out, byte(len(name)>>8), byte(len(name))), name...)
			}
			return len(out) == 2+40*n
		}
	})
}

// BenchmarkGrowCompare compares each name with its neighbour, which differs
// late.
func BenchmarkGrowCompare(b *testing.B) {
	growtest.Run(b, usualNames, func(list trustlist.List, _ int) func() bool {
		return func() bool {
			different := true
			for i := 1; i < len(list); i++ {
				different = different && trustlist.Compare(list[i-1], list[i]).Match == trustlist.Different
			}
			return different
		}
	})
}

// BenchmarkBoundCompare decodes both with the standard library and compares the
// texts without regard to case, which is not yet how names are compared.
func BenchmarkBoundCompare(b *testing.B) {
	text := func(name trustlist.Name) string {
		var parts pkix.RDNSequence
		_, _ = asn1.Unmarshal(name, &parts)
		return parts.String()
	}
	growtest.Run(b, usualNames, func(list trustlist.List, _ int) func() bool {
		return func() bool {
			different := true
			for i := 1; i < len(list); i++ {
				different = different && !strings.EqualFold(text(list[i-1]), text(list[i]))
			}
			return different
		}
	})
}

func BenchmarkGrowDiff(b *testing.B) {
	growtest.Run(b, usualNames, func(list trustlist.List, _ int) func() bool {
		return func() bool { return len(trustlist.Diff(list, list[10:]).Findings) > 0 }
	})
}

// BenchmarkBoundDiff looks each name up.
func BenchmarkBoundDiff(b *testing.B) {
	growtest.Run(b, usualNames, func(list trustlist.List, _ int) func() bool {
		return func() bool {
			seen, all := make(map[string]bool, len(list)), true
			for _, name := range list {
				seen[string(name)] = true
			}
			for _, name := range list[10:] {
				all = all && seen[string(name)]
			}
			return all
		}
	})
}

func BenchmarkGrowTruncate(b *testing.B) {
	profile, _ := trustlist.ProfileOf(schannel.Server2012)
	growtest.Run(b, usualNames, func(list trustlist.List, n int) func() bool {
		return func() bool { return trustlist.Truncate(list, profile).Names == n }
	})
}

// BenchmarkBoundTruncate adds lengths.
func BenchmarkBoundTruncate(b *testing.B) {
	growtest.Run(b, usualNames, func(list trustlist.List, _ int) func() bool {
		return func() bool {
			bytes, kept := 0, 0
			for _, name := range list {
				if bytes += 2 + len(name); bytes <= 1<<14 {
					kept++
				}
			}
			return kept > 0
		}
	})
}
