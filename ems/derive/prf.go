// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package derive

import "crypto/subtle"

// maxOutput bounds what one call of prf produces: the longest key block.
const maxOutput = 256

// prf fills dst with the output of the pseudo-random function. The hash must
// be a known one, the label at most maxLabel, the seed at most maxSeed and
// dst at most maxOutput bytes long.
func prf(dst []byte, h Hash, secret []byte, label string, seed []byte) {
	if h != MD5SHA1 {
		pHash(dst, digestOf(h), secret, label, seed)
		return
	}
	// RFC 2246, Section 5: the two halves of the secret share the middle
	// byte of an odd one.
	half := (len(secret) + 1) / 2
	var other [maxOutput]byte
	pHash(dst, md5Digest, secret[:half], label, seed)
	pHash(other[:len(dst)], sha1Digest, secret[len(secret)-half:], label, seed)
	subtle.XORBytes(dst, dst, other[:len(dst)])
}

// pHash fills dst with P_hash (RFC 5246, Section 5).
func pHash(dst []byte, d digest, secret []byte, label string, seed []byte) {
	var key hmacKey
	key.init(d, secret)
	size := digestSizes[d]
	var message [maxDigest + maxLabel + maxSeed]byte // A(i) + label + seed
	end := size + copy(message[size:], label)
	end += copy(message[end:], seed)
	var out [maxDigest]byte
	// A(1) = HMAC(secret, label + seed)
	key.mac(&out, message[size:end])
	for {
		copy(message[:size], out[:])
		// HMAC(secret, A(i) + label + seed)
		key.mac(&out, message[:end])
		dst = dst[copy(dst, out[:size]):]
		if len(dst) == 0 {
			return
		}
		// A(i+1) = HMAC(secret, A(i))
		key.mac(&out, message[:size])
	}
}

// hmacKey is HMAC (RFC 2104) with its two padded keys hashed.
type hmacKey struct {
	digest       digest
	inner, outer state
}

func (k *hmacKey) init(d digest, key []byte) {
	k.digest = d
	var inner, outer [maxBlock]byte
	block := blockSizes[d]
	if len(key) > block {
		d.sum((*[maxDigest]byte)(inner[:]), key)
	} else {
		copy(inner[:], key)
	}
	for i := range block {
		outer[i] = inner[i] ^ 0x5c
		inner[i] ^= 0x36
	}
	d.begin(&k.inner, inner[:block])
	d.begin(&k.outer, outer[:block])
}

func (k *hmacKey) mac(dst *[maxDigest]byte, message []byte) {
	k.digest.resume(dst, &k.inner, message)
	k.digest.resume(dst, &k.outer, dst[:digestSizes[k.digest]])
}
