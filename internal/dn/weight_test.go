// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package dn_test

import (
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/crypto/cryptobyte/asn1"

	"github.com/schanneltrust/schannel/internal/dn"
	"github.com/schanneltrust/schannel/internal/dntest"
)

func weigh(t *testing.T, name []byte) (weight uint64, plain bool) {
	t.Helper()
	attributes, fault := dn.Ordered(name, false)
	require.Nil(t, fault)
	return dn.Weight(attributes)
}

// TestWeight: no folding takes plain names of different weight for the same.
func TestWeight(t *testing.T) {
	t.Parallel()
	texts := []string{"", "a", "A", " a ", "a  B", "A b", "ab", "ba", "a\tb", "a\x00b", "\x7fa", "~", "Z{[@`", "12", "=a"}
	tags := []asn1.Tag{asn1.PrintableString, asn1.UTF8String, asn1.IA5String, asn1.T61String, asn1.Tag(26), asn1.Tag(18)}
	var names [][]byte
	for _, text := range texts {
		for _, tag := range tags {
			one := dntest.Of(dntest.CommonName, uint8(tag), text)
			names = append(names, dntest.Name(one), dntest.Name(append(one, dntest.Of(dntest.CommonName, uint8(tag), "x")...)))
		}
	}
	for _, folding := range []dn.Folding{dn.RFC5280(), dn.OpenSSL(), dn.Java(), dn.Plain()} {
		weights := map[string]uint64{}
		for _, name := range names {
			key, ok := folding.Key(name)
			require.True(t, ok)
			weight, plain := weigh(t, name)
			require.True(t, plain)
			if other, there := weights[key]; there {
				require.Equal(t, other, weight, "%x", name)
			}
			weights[key] = weight
		}
	}
	light, _ := weigh(t, dntest.CN("a"))
	heavy, _ := weigh(t, dntest.CN("b"))
	require.NotEqual(t, light, heavy, "it tells names apart")
}

// TestPlain: what a folding may turn into letters of ASCII, or reads in units of
// several bytes, has no weight.
func TestPlain(t *testing.T) {
	t.Parallel()
	for text, tag := range map[string]asn1.Tag{
		"\u212a": asn1.UTF8String, "\x80": asn1.T61String, "a\xff": asn1.PrintableString, "\x00a": asn1.Tag(30), "a": asn1.OCTET_STRING,
	} {
		_, plain := weigh(t, dntest.Name(dntest.Of(dntest.CommonName, uint8(tag), text)))
		require.False(t, plain, "%q", text)
	}
	weight, plain := weigh(t, dntest.Name(dntest.Of(dntest.CommonName, dntest.UTF8String, "\x7f \x1f")))
	require.True(t, plain)
	require.Zero(t, weight, "blanks and control characters weigh nothing")
}
