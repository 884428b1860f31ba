// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package emstest

import (
	"crypto/hmac"
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"crypto/subtle"
	"hash"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/ems/derive"
)

// cipherSuite is a suite that the raw peer can speak.
type cipherSuite struct {
	id     derive.Suite
	ecdhe  bool
	ecdsa  bool             // the server's key; else RSA
	key    int              // of AES, in bytes
	newMAC func() hash.Hash // of CBC; nil with GCM
}

// cipherSuites is every suite that the raw peer can speak: those that need
// nothing but AES of the standard library.
var cipherSuites = [...]cipherSuite{
	{id: 0xc02f, ecdhe: true, key: 16},
	{id: 0xc013, ecdhe: true, key: 16, newMAC: sha1.New},
	{id: 0x009c, key: 16},
	{id: 0x002f, key: 16, newMAC: sha1.New},
	{id: 0xc030, ecdhe: true, key: 32},
	{id: 0xc014, ecdhe: true, key: 32, newMAC: sha1.New},
	{id: 0xc027, ecdhe: true, key: 16, newMAC: sha256.New},
	{id: 0xc028, ecdhe: true, key: 32, newMAC: sha512.New384},
	{id: 0x009d, key: 32},
	{id: 0x0035, key: 32, newMAC: sha1.New},
	{id: 0x003c, key: 16, newMAC: sha256.New},
	{id: 0x003d, key: 32, newMAC: sha256.New},
	{id: 0xc02b, ecdhe: true, ecdsa: true, key: 16},
	{id: 0xc02c, ecdhe: true, ecdsa: true, key: 32},
	{id: 0xc009, ecdhe: true, ecdsa: true, key: 16, newMAC: sha1.New},
	{id: 0xc00a, ecdhe: true, ecdsa: true, key: 32, newMAC: sha1.New},
	{id: 0xc023, ecdhe: true, ecdsa: true, key: 16, newMAC: sha256.New},
	{id: 0xc024, ecdhe: true, ecdsa: true, key: 32, newMAC: sha512.New384},
}

// usualSuites is how many of them, from the first, are run where the caller
// names none: both key exchanges with both modes of AES.
const usualSuites = 4

func suiteOf(id derive.Suite) (cipherSuite, bool) {
	for _, s := range cipherSuites {
		if s.id == id {
			return s, true
		}
	}
	return cipherSuite{}, false
}

// in reports whether a version has the suite: GCM and MACs other than SHA-1
// are of TLS 1.2 (RFC 5288, Section 4; RFC 5246, Section 1.2).
func (s cipherSuite) in(version schannel.TLSVersion) bool {
	return version == schannel.TLS12 || s.newMAC != nil && s.newMAC().Size() == sha1.Size
}

// keys is what protects the two directions of a connection.
type keys struct{ client, server *protection }

// newKeys derives the keys of a connection (RFC 5246, Section 6.3).
func newKeys(version schannel.TLSVersion, s cipherSuite, master derive.MasterSecret, clientRandom, serverRandom [32]byte) (keys, error) {
	mac, iv := 0, 4 // RFC 5288, Section 3: the salt
	if s.newMAC != nil {
		mac, iv = s.newMAC().Size(), 16
	}
	seed := append(append([]byte("key expansion"), serverRandom[:]...), clientRandom[:]...)
	block := expand(2*(mac+s.key+iv), s.id.Hash(version), master.AppendSecret(nil), seed)
	next := func(n int) []byte {
		b := block[:n]
		block = block[n:]
		return b
	}
	clientMAC, serverMAC := next(mac), next(mac)
	clientKey, serverKey := next(s.key), next(s.key)
	clientIV, serverIV := next(iv), next(iv)
	client, err := newProtection(version, s, clientMAC, clientKey, clientIV)
	if err != nil {
		return keys{}, err
	}
	server, err := newProtection(version, s, serverMAC, serverKey, serverIV)
	return keys{client, server}, err
}

// of returns the protection of what an end sends.
func (k keys) of(sender ems.Side) *protection {
	if sender == ems.Client {
		return k.client
	}
	return k.server
}

// expand is the pseudo-random function of TLS (RFC 5246, Section 5; RFC 2246,
// Section 5): n bytes for a seed with its label in front.
func expand(n int, h derive.Hash, secret, seed []byte) []byte {
	switch h {
	case derive.MD5SHA1:
		half := (len(secret) + 1) / 2
		out := expandHash(n, md5.New, secret[:half], seed)
		subtle.XORBytes(out, out, expandHash(n, sha1.New, secret[len(secret)-half:], seed))
		return out
	case derive.SHA384:
		return expandHash(n, sha512.New384, secret, seed)
	case derive.SHA256, derive.SHA512, derive.HashUnspecified:
	}
	return expandHash(n, sha256.New, secret, seed)
}

// expandHash is P_hash (RFC 5246, Section 5).
func expandHash(n int, newHash func() hash.Hash, secret, seed []byte) []byte {
	mac := func(parts ...[]byte) []byte {
		m := hmac.New(newHash, secret)
		for _, part := range parts {
			m.Write(part)
		}
		return m.Sum(nil)
	}
	var out []byte
	for a := mac(seed); len(out) < n; a = mac(a) {
		out = append(out, mac(a, seed)...)
	}
	return out[:n]
}
