// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package derive

import (
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
)

// Hash is what a connection hashes with: its pseudo-random function, its
// session hash and its Finished messages all use the same one.
type Hash uint8

const (
	HashUnspecified Hash = 0 // "unspecified": not a hash
	MD5SHA1         Hash = 1 // "md5sha1": TLS 1.0 and 1.1: MD5 and SHA-1 side by side
	SHA256          Hash = 2 // "sha256": TLS 1.2, every suite that names no other hash for this
	SHA384          Hash = 3 // "sha384": TLS 1.2, suites whose names end in SHA384
	SHA512          Hash = 4 // "sha512": no registered suite uses it; some implementations test with it
)

// hashSizes are the sizes of a session hash, in bytes.
var hashSizes = [...]int{0, md5.Size + sha1.Size, sha256.Size, sha512.Size384, sha512.Size}

// Size returns the length of a session hash made with h, in bytes: 36 for
// [MD5SHA1]. It is 0 for a number that is not a hash.
func (h Hash) Size() int {
	if int(h) >= len(hashSizes) {
		return 0
	}
	return hashSizes[h]
}

// AppendSum appends the hash of handshake messages, one after the other, as a
// session hash or a Finished message takes it. With crypto/fips140 in enforced
// mode, [MD5SHA1] is an error.
func (h Hash) AppendSum(dst, messages []byte) ([]byte, error) {
	if err := checkHash(h); err != nil {
		return nil, err
	}
	var out [maxDigest]byte
	// RFC 7627, Section 3: for TLS 1.0 and 1.1 the concatenation of MD5 and
	// SHA-1.
	if h == MD5SHA1 {
		md5Digest.sum(&out, messages)
		dst = append(dst, out[:md5.Size]...)
		sha1Digest.sum(&out, messages)
		return append(dst, out[:sha1.Size]...), nil
	}
	digestOf(h).sum(&out, messages)
	return append(dst, out[:h.Size()]...), nil
}
