// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package tlstest

import (
	"crypto/hmac"
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"hash"
	"testing"
)

// PRF is the pseudo-random function of TLS written over crypto/hmac: n bytes
// for a seed with its label in front. The hash is sha256, sha384 or sha512 (RFC
// 5246, Section 5), or md5sha1 (RFC 2246, Section 5).
func PRF(t *testing.T, n int, hashName string, secret []byte, seed string) []byte {
	t.Helper()
	switch hashName {
	case "md5sha1":
		half := (len(secret) + 1) / 2
		out := expand(n, md5.New, secret[:half], seed)
		for i, b := range expand(n, sha1.New, secret[len(secret)-half:], seed) {
			out[i] ^= b
		}
		return out
	case "sha256":
		return expand(n, sha256.New, secret, seed)
	case "sha384":
		return expand(n, sha512.New384, secret, seed)
	case "sha512":
		return expand(n, sha512.New, secret, seed)
	}
	t.Fatalf("%q is no hash", hashName)
	return nil
}

// expand is P_hash.
func expand(n int, newHash func() hash.Hash, secret []byte, seed string) []byte {
	mac := func(message string) string {
		m := hmac.New(newHash, secret)
		m.Write([]byte(message))
		return string(m.Sum(nil))
	}
	var out []byte
	for a := mac(seed); len(out) < n; a = mac(a) {
		out = append(out, mac(a+seed)...)
	}
	return out[:n]
}
