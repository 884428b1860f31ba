// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package derive

import (
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding"
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

// digestOf returns the digest of TLS 1.2 that h stands for.
func digestOf(h Hash) digest {
	switch h {
	case SHA384:
		return sha384Digest
	case SHA512:
		return sha512Digest
	case HashUnspecified, MD5SHA1, SHA256:
	}
	return sha256Digest
}

const (
	maxBlock  = sha512.BlockSize
	maxDigest = sha512.Size
)

var (
	digestSizes = [...]int{md5.Size, sha1.Size, sha256.Size, sha512.Size384, sha512.Size}
	blockSizes  = [...]int{md5.BlockSize, sha1.BlockSize, sha256.BlockSize, sha512.BlockSize, sha512.BlockSize}
)

// sum writes the digest of message to dst.
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

// state is a hash function that has taken one block, in its own encoding:
// interfaces would allocate, and hashing the block again would cost as much as
// the rest.
type state struct {
	bytes [maxState]byte
	len   int
}

// maxState is more than the encoded state of any hash function here needs.
const maxState = 208

type stateful interface {
	encoding.BinaryAppender
	encoding.BinaryUnmarshaler
}

// begin hashes one block. It and resume name each constructor so that the
// compiler knows the type behind the interface: nothing is allocated then.
func (d digest) begin(s *state, block []byte) {
	var encoded []byte
	switch d {
	case md5Digest:
		h := md5.New()
		h.Write(block)
		encoded, _ = h.(stateful).AppendBinary(s.bytes[:0])
	case sha1Digest:
		h := sha1.New()
		h.Write(block)
		encoded, _ = h.(stateful).AppendBinary(s.bytes[:0])
	case sha256Digest:
		h := sha256.New()
		h.Write(block)
		encoded, _ = h.(stateful).AppendBinary(s.bytes[:0])
	case sha384Digest:
		h := sha512.New384()
		h.Write(block)
		encoded, _ = h.(stateful).AppendBinary(s.bytes[:0])
	case sha512Digest:
		h := sha512.New()
		h.Write(block)
		encoded, _ = h.(stateful).AppendBinary(s.bytes[:0])
	}
	s.len = len(encoded)
}

// resume writes the digest of the block of s followed by message to dst.
func (d digest) resume(dst *[maxDigest]byte, s *state, message []byte) {
	switch d {
	case md5Digest:
		h := md5.New()
		_ = h.(stateful).UnmarshalBinary(s.bytes[:s.len])
		h.Write(message)
		h.Sum(dst[:0])
	case sha1Digest:
		h := sha1.New()
		_ = h.(stateful).UnmarshalBinary(s.bytes[:s.len])
		h.Write(message)
		h.Sum(dst[:0])
	case sha256Digest:
		h := sha256.New()
		_ = h.(stateful).UnmarshalBinary(s.bytes[:s.len])
		h.Write(message)
		h.Sum(dst[:0])
	case sha384Digest:
		h := sha512.New384()
		_ = h.(stateful).UnmarshalBinary(s.bytes[:s.len])
		h.Write(message)
		h.Sum(dst[:0])
	case sha512Digest:
		h := sha512.New()
		_ = h.(stateful).UnmarshalBinary(s.bytes[:s.len])
		h.Write(message)
		h.Sum(dst[:0])
	}
}
