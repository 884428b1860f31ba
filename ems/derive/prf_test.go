// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package derive

import (
	"bytes"
	"encoding/hex"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel/internal/livetest"
	"github.com/schanneltrust/schannel/internal/tlstest"
)

// TestPRFKeyBlock goes over more than one master secret's worth of output.
func TestPRFKeyBlock(t *testing.T) {
	t.Parallel()
	// NIST ACVP, TLS-v1.2-KDF-RFC7627, test case 1.
	const (
		master = "43a5e821fcf5446c712207f7cd161ed213ee3b9d001d418c57231befd596b583ecd55ab2c4456b02738698f90bc59ac0"
		client = "abe7af69affc5e0944f4009b3e7abd1cc0a5cce8db055eff4a509e5b6de9475a"
		server = "50e0a1a1fd64a55259781a5c22580a81f99799c32f52d3f48d2c10c5c692e289"
		want   = "4886e75be82dd4fb73c540729072d3e29b93c164e1cffe071f1212b1237b98dc0b0a5895f331f7180ceb30b17bb8c3e9" +
			"2a074b26325ff975237dbd22320c0b88d64931f39c777b1527d36a999ad5fe5ee7f53fc42a509beb22634b17ec7b768e" +
			"af6a87977cf8670b34d0a76ebce6a659dab6c15b4b86b98b9a63c50bbe1e2a09"
	)
	secret, err := hex.DecodeString(master)
	require.NoError(t, err)
	seed, err := hex.DecodeString(server + client)
	require.NoError(t, err)
	got := make([]byte, len(want)/2)
	prf(got, SHA256, secret, "key expansion", seed)
	if diff := cmp.Diff(want, hex.EncodeToString(got)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestPRFAgainstHMAC compares with RFC 5246, Section 5, written over
// crypto/hmac, for secrets below and above a block and seeds up to the cap.
func TestPRFAgainstHMAC(t *testing.T) {
	t.Parallel()
	livetest.Proves(t, "crypto/hmac of Go: the PRF of 4 hashes for 280 secrets and seeds")
	for _, h := range []Hash{MD5SHA1, SHA256, SHA384, SHA512} {
		for _, secretLen := range []int{1, 2, 47, 48, 63, 64, 65, 127, 128, 129, 130, 256, 257, 1024} {
			for _, seedLen := range []int{1, 32, 36, 64, MaxSeed} {
				secret, seed := pattern(secretLen), pattern(seedLen)
				for _, n := range []int{1, verifyDataSize, MasterSecretSize, maxOutput} {
					want, got := tlstest.PRF(t, n, h.String(), secret, labelExtended+string(seed)), make([]byte, n)
					prf(got, h, secret, labelExtended, seed)
					if !bytes.Equal(want, got) {
						t.Errorf("%s, secret of %d bytes, seed of %d: want %x, got %x", h, secretLen, seedLen, want, got)
					}
				}
			}
		}
	}
}

func pattern(n int) []byte {
	b := make([]byte, n)
	for i := range b {
		b[i] = byte(i*7 + n)
	}
	return b
}
