// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package evidence_test

import (
	"crypto/x509"
	"crypto/x509/pkix"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel/examples/internal/evidence"
)

// TestChain holds that a chain is put together and into its order.
func TestChain(t *testing.T) {
	t.Parallel()
	root := authority(t, "Contoso Root")
	below := mint(t, &x509.Certificate{Subject: pkix.Name{CommonName: "Contoso Issuing"}, IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign}, &root)
	leaf, other := clientOf(t, below, "one"), clientOf(t, root, "other")
	alone := authority(t, "Fabrikam Root")
	tests := []struct {
		name  string
		files map[string]string
		want  []identity
		left  string
		why   string
	}{
		{"in order", map[string]string{"client.pem": asPEM(leaf, below, root)}, []identity{leaf, below, root}, "", ""},
		{"root first", map[string]string{"client.pem": asPEM(root, below, leaf)}, []identity{leaf, below, root}, "", "as a store lists them"},
		{"any order", map[string]string{"client.sst": asSST(below, leaf, root)}, []identity{leaf, below, root}, "", ""},
		{"two files", map[string]string{"client-1.cer": string(below.Raw), "client-2.cer": string(leaf.Raw)}, []identity{leaf, below}, "", "certutil writes one certificate a file"},
		{"the same twice", map[string]string{"client-1.cer": string(leaf.Raw), "client-2.pem": asPEM(leaf)}, []identity{leaf}, "diagnose.left_out.twice", ""},
		{"two clients", map[string]string{"client-1.cer": string(leaf.Raw), "client-2.cer": string(other.Raw)}, []identity{leaf}, "diagnose.left_out.second_chain", "a case is about one"},
		{"something beside", map[string]string{"client.pem": asPEM(leaf, alone)}, []identity{leaf, alone}, "", "two that issued none of the others: the order stays"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			c, err := evidence.Collect([]string{folderOf(t, tt.files)}, evidence.Options{})
			require.NoError(t, err)
			var want, got []string
			for _, one := range tt.want {
				want = append(want, thumb(one))
			}
			for _, one := range c.Trustlist.Client {
				got = append(got, thumbOf(one.Raw))
			}
			require.Equal(t, want, got, tt.why)
			if tt.left != "" {
				require.Equal(t, tt.left, string(c.LeftOut[0].Reason.Code))
			} else {
				require.Empty(t, c.LeftOut)
			}
		})
	}
}
