// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package ems

import (
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"crypto/subtle"
)

// digest is one hash function by itself, where [Hash] may be two.
type digest uint8

const (
	md5Digest    digest = 0
	sha1Digest   digest = 1
	sha256Digest digest = 2
	sha384Digest digest = 3
	sha512Digest digest = 4
)

const (
	maxBlock  = sha512.BlockSize
	maxDigest = sha512.Size
)

var (
	digestSizes = [...]int{md5.Size, sha1.Size, sha256.Size, sha512.Size384, sha512.Size}
	blockSizes  = [...]int{md5.BlockSize, sha1.BlockSize, sha256.BlockSize, sha512.BlockSize, sha512.BlockSize}
)

// sum writes the digest of message to dst, which may be part of message.
func (d digest) sum(dst *[maxDigest]byte, message []byte) {
	switch d {
	case md5Digest:
		*(*[md5.Size]byte)(dst[:]) = md5.Sum(message)
	case sha1Digest:
		*(*[sha1.Size]byte)(dst[:]) = sha1.Sum(message)
	case sha256Digest:
		*(*[sha256.Size]byte)(dst[:]) = sha256.Sum256(message)
	case sha384Digest:
		*(*[sha512.Size384]byte)(dst[:]) = sha512.Sum384(message)
	case sha512Digest:
		*(*[sha512.Size]byte)(dst[:]) = sha512.Sum512(message)
	}
}

// maxOutput bounds what one call of prf produces: the longest key block.
const maxOutput = 256

// prf fills dst with the output of the pseudo-random function. The hash must
// be a known one, the label at most maxLabel, the seed at most MaxSeed and
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

// pHash fills dst with P_hash (RFC 5246, Section 5). It needs neither
// allocation nor interface: both blocks of HMAC stand in front of what they
// are hashed with, so that each step is one digest of one buffer.
func pHash(dst []byte, d digest, secret []byte, label string, seed []byte) {
	var inner, outer [maxBlock + maxDigest + maxLabel + MaxSeed]byte
	block, size := blockSizes[d], digestSizes[d]
	padKey(inner[:block], outer[:block], d, secret)
	a, out := (*[maxDigest]byte)(inner[block:]), (*[maxDigest]byte)(outer[block:])

	// A(1) = HMAC(secret, label + seed)
	end := block + copy(inner[block:], label)
	end += copy(inner[end:], seed)
	d.sum(out, inner[:end])
	copy(inner[block+size:], inner[block:end])
	end += size
	d.sum(out, outer[:block+size])
	for {
		copy(a[:size], out[:])
		// HMAC(secret, A(i) + label + seed)
		d.sum(out, inner[:end])
		d.sum(out, outer[:block+size])
		dst = dst[copy(dst, out[:size]):]
		if len(dst) == 0 {
			return
		}
		// A(i+1) = HMAC(secret, A(i))
		d.sum(out, inner[:block+size])
		d.sum(out, outer[:block+size])
	}
}

// padKey writes the two padded keys of HMAC (RFC 2104, Section 2), each one
// block long.
func padKey(inner, outer []byte, d digest, key []byte) {
	if len(key) > len(inner) {
		var short [maxDigest]byte
		d.sum(&short, key)
		key = short[:digestSizes[d]]
	}
	copy(inner, key)
	copy(outer, key)
	for i := range inner {
		inner[i] ^= 0x36
		outer[i] ^= 0x5c
	}
}
