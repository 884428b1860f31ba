// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package emstest

import (
	"crypto/ecdh"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/binary"
	"errors"

	"golang.org/x/crypto/cryptobyte"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/tlswire"
)

// Named groups (RFC 8422, Section 5.1.1).
const (
	groupP256   = 23
	groupX25519 = 29
)

var (
	errCertificate = errors.New("no certificate with a key for the suite")
	errShare       = errors.New("no key share of P-256 or X25519")
)

// curveOf returns nil for a group that is neither.
func curveOf(group uint16) ecdh.Curve {
	switch group {
	case groupP256:
		return ecdh.P256()
	case groupX25519:
		return ecdh.X25519()
	}
	return nil
}

// serverShare is what the server under test has sent for the key exchange.
// Its signature is not checked: what this package is about are the keys.
type serverShare struct{ certificate, keyExchange []byte }

// answer returns the premaster secret and the body of the ClientKeyExchange.
func (s serverShare) answer(suite cipherSuite, version schannel.TLSVersion) (premaster, body []byte, err error) {
	if suite.ecdhe {
		return s.answerECDHE()
	}
	return s.answerRSA(version)
}

// answerECDHE: RFC 8422, Sections 5.4 and 5.7.
func (s serverShare) answerECDHE() (premaster, body []byte, err error) {
	if s.keyExchange == nil {
		return nil, nil, errShare
	}
	const namedCurve = 3
	m := cryptobyte.String(s.keyExchange[tlswire.HeaderLen:])
	var kind uint8
	var group uint16
	var point cryptobyte.String
	if !m.ReadUint8(&kind) || kind != namedCurve || !m.ReadUint16(&group) || !m.ReadUint8LengthPrefixed(&point) {
		return nil, nil, errShare
	}
	curve := curveOf(group)
	if curve == nil {
		return nil, nil, errShare
	}
	theirs, err := curve.NewPublicKey(point)
	if err != nil {
		return nil, nil, err
	}
	ours, err := curve.GenerateKey(rand.Reader)
	if err != nil {
		return nil, nil, err
	}
	premaster, err = ours.ECDH(theirs)
	public := ours.PublicKey().Bytes()
	return premaster, append([]byte{byte(len(public))}, public...), err
}

// answerRSA: RFC 5246, Section 7.4.7.1.
func (s serverShare) answerRSA(version schannel.TLSVersion) (premaster, body []byte, err error) {
	if s.certificate == nil {
		return nil, nil, errCertificate
	}
	m := cryptobyte.String(s.certificate[tlswire.HeaderLen:])
	var list, der cryptobyte.String
	if !m.ReadUint24LengthPrefixed(&list) || !list.ReadUint24LengthPrefixed(&der) {
		return nil, nil, errCertificate
	}
	certificate, err := x509.ParseCertificate(der)
	if err != nil {
		return nil, nil, err
	}
	key, ok := certificate.PublicKey.(*rsa.PublicKey)
	if !ok {
		return nil, nil, errCertificate
	}
	premaster = make([]byte, 48)
	_, _ = rand.Read(premaster) // never fails
	binary.BigEndian.PutUint16(premaster, uint16(version))
	secret, err := rsa.EncryptPKCS1v15(rand.Reader, key, premaster) //nolint:staticcheck // RFC 5246 has no other way
	if err != nil {
		return nil, nil, err
	}
	return premaster, append(binary.BigEndian.AppendUint16(nil, uint16(len(secret))), secret...), nil
}
