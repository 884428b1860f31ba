// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package emstest

import (
	"crypto"
	"crypto/ecdh"
	"crypto/ecdsa"
	"crypto/md5"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"encoding/binary"
	"errors"
	"math/big"
	"slices"
	"time"

	"golang.org/x/crypto/cryptobyte"

	"github.com/schanneltrust/schannel"
)

// identity is the certificate of the raw server, with its key.
type identity struct{ tls.Certificate }

// mint makes a certificate for RSA that is good for a hundred years: this
// package does not ask what year it is.
func mint() (tls.Certificate, error) { return mintOf(2048) }

func mintOf(bits int) (tls.Certificate, error) {
	key, err := rsa.GenerateKey(rand.Reader, bits)
	if err != nil {
		return tls.Certificate{}, err
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), DNSNames: []string{"localhost"},
		NotBefore: time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC), NotAfter: time.Date(2120, 1, 1, 0, 0, 0, 0, time.UTC),
		KeyUsage: x509.KeyUsageKeyEncipherment | x509.KeyUsageDigitalSignature,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, err
}

// list is the body of the Certificate message.
func (i identity) list() []byte {
	var list []byte
	for _, der := range i.Certificate.Certificate {
		list = append(append(list, uint24(len(der))...), der...)
	}
	return append(uint24(len(list)), list...)
}

func uint24(n int) []byte { return []byte{byte(n >> 16), byte(n >> 8), byte(n)} }

var (
	errDecrypt = errors.New("the premaster secret does not decrypt")
	errKey     = errors.New("the key of the certificate cannot sign for the client")
)

// ourShare is what the raw server has sent for the key exchange.
type ourShare struct {
	key  *ecdh.PrivateKey // nil: RSA
	rsa  *rsa.PrivateKey
	body []byte // of the ServerKeyExchange
}

// share makes the key exchange that the suite takes.
func (i identity) share(x *exchange, theirs theirHello) (s ourShare, err error) {
	if !x.suite.ecdhe {
		key, ok := i.PrivateKey.(*rsa.PrivateKey)
		if !ok {
			return s, errKey
		}
		return ourShare{rsa: key}, nil
	}
	group := groupOf(theirs)
	if s.key, err = curveOf(group).GenerateKey(rand.Reader); err != nil {
		return s, err
	}
	const namedCurve = 3
	point := s.key.PublicKey().Bytes()
	s.body = append([]byte{namedCurve, byte(group >> 8), byte(group), byte(len(point))}, point...)
	signed := slices.Concat(x.clientRandom[:], x.serverRandom[:], s.body)
	signature, err := i.sign(x.version, theirs, signed)
	s.body = append(s.body, signature...)
	return s, err
}

// groupOf is X25519 if the client has it, else P-256, which everybody has.
func groupOf(theirs theirHello) uint16 {
	if theirs.lists(extensionGroups, groupX25519) {
		return groupX25519
	}
	return groupP256
}

// Signature schemes (RFC 8446, Section 4.2.3).
const (
	rsaPKCS1SHA256 = 0x0401
	rsaPSSSHA256   = 0x0804
	ecdsaSHA256    = 0x0403
)

// sign returns the signature of a ServerKeyExchange with what stands before it
// (RFC 8422, Section 5.4; RFC 4492, Section 5.4).
func (i identity) sign(version schannel.TLSVersion, theirs theirHello, signed []byte) ([]byte, error) {
	signer, ok := i.PrivateKey.(crypto.Signer)
	if !ok {
		return nil, errKey
	}
	_, ecdsaKey := i.PrivateKey.(*ecdsa.PrivateKey)
	if version != schannel.TLS12 {
		signature, err := signOld(signer, ecdsaKey, signed)
		return withLength(nil, signature), err
	}
	scheme, options := uint16(rsaPKCS1SHA256), crypto.SignerOpts(crypto.SHA256)
	switch {
	case ecdsaKey:
		scheme = ecdsaSHA256
	case !theirs.lists(extensionSignatures, rsaPKCS1SHA256):
		scheme, options = rsaPSSSHA256, &rsa.PSSOptions{SaltLength: rsa.PSSSaltLengthEqualsHash, Hash: crypto.SHA256}
	}
	digest := sha256.Sum256(signed)
	signature, err := signer.Sign(rand.Reader, digest[:], options)
	return withLength(binary.BigEndian.AppendUint16(nil, scheme), signature), err
}

// signOld: RFC 4346, Section 7.4.3; RFC 4492, Section 5.4.
func signOld(signer crypto.Signer, ecdsaKey bool, signed []byte) ([]byte, error) {
	sum := sha1.Sum(signed)
	if ecdsaKey {
		return signer.Sign(rand.Reader, sum[:], crypto.SHA1)
	}
	first := md5.Sum(signed)
	return signer.Sign(rand.Reader, append(first[:], sum[:]...), crypto.MD5SHA1)
}

func withLength(before, signature []byte) []byte {
	return append(binary.BigEndian.AppendUint16(before, uint16(len(signature))), signature...)
}

// premaster reads the body of a ClientKeyExchange.
func (s ourShare) premaster(body []byte) ([]byte, error) {
	m := cryptobyte.String(body)
	var secret cryptobyte.String
	if s.key == nil {
		if !m.ReadUint16LengthPrefixed(&secret) {
			return nil, errDecrypt
		}
		return rsa.DecryptPKCS1v15(nil, s.rsa, secret) //nolint:staticcheck // RFC 5246 has no other way
	}
	if !m.ReadUint8LengthPrefixed(&secret) {
		return nil, errShare
	}
	theirs, err := s.key.Curve().NewPublicKey(secret)
	if err != nil {
		return nil, err
	}
	return s.key.ECDH(theirs)
}
