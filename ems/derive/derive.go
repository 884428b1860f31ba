// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package derive

import (
	"crypto/fips140"
	"errors"
	"fmt"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
)

// maxSeed is the longest seed, in bytes, that a derivation here takes: twice
// the longest session hash, and twice the two randoms of a hello.
const maxSeed = 128

const (
	labelExtended = "extended master secret" // RFC 7627, Section 4
	labelMaster   = "master secret"          // RFC 5246, Section 8.1
	labelClient   = "client finished"        // RFC 5246, Section 7.4.9
	labelServer   = "server finished"        // RFC 5246, Section 7.4.9

	maxLabel = len(labelExtended)
)

// CodeSecretLength is the code of the error about a secret that is empty, or not
// as long as one of its kind is.
const CodeSecretLength schannel.Code = "ems.derive.secret_length"

// What else makes a derivation fail.
const (
	codeHashUnknown schannel.Code = "ems.derive.hash_unknown"
	codeHashFIPS    schannel.Code = "ems.derive.hash_fips"
	codeSecretFIPS  schannel.Code = "ems.derive.secret_fips"
	codeSeedLength  schannel.Code = "ems.derive.seed_length"
	codeSideUnknown schannel.Code = "ems.derive.side_unknown"
)

// MasterSecretSize is the length of a master secret, in bytes.
const MasterSecretSize = 48

// verifyDataSize is the length of the verify_data of a Finished message, for
// every suite that defines no other (RFC 5246, Section 7.4.9).
const verifyDataSize = 12

// ExtendedMasterSecret derives the master secret of RFC 7627, Section 4, from
// the premaster secret and the session hash, as [Transcript] makes it. The
// session hash may have any length up to 128 bytes, because test vectors do.
//
// With crypto/fips140 in enforced mode, [MD5SHA1] and, as in crypto/hmac, a
// premaster secret of less than 112 bits are errors.
func ExtendedMasterSecret(h Hash, premaster, sessionHash []byte) (MasterSecret, error) {
	return masterSecret(h, premaster, labelExtended, sessionHash)
}

// LegacyMasterSecret derives the master secret without the extension (RFC
// 5246, Section 8.1; RFC 2246, Section 8.1) from the premaster secret and the
// seed: ClientHello.random followed by ServerHello.random. Errors are those
// of [ExtendedMasterSecret].
func LegacyMasterSecret(h Hash, premaster, randoms []byte) (MasterSecret, error) {
	return masterSecret(h, premaster, labelMaster, randoms)
}

// AppendVerifyData appends the 12 bytes of verify_data in the Finished
// message of a client or a server (RFC 5246, Section 7.4.9): transcriptHash is
// what [Hash.AppendSum] makes of all handshake messages before it.
func AppendVerifyData(dst []byte, h Hash, master MasterSecret, sender ems.Side, transcriptHash []byte) ([]byte, error) {
	if sender != ems.Client && sender != ems.Server {
		return nil, deriveError(codeSideUnknown, "sender", fmt.Errorf("%s is not a side", sender))
	}
	label := labelClient
	if sender == ems.Server {
		label = labelServer
	}
	if err := checkDerivation(h, master.bytes(), "hash of the handshake messages", transcriptHash); err != nil {
		return nil, err
	}
	var out [verifyDataSize]byte
	prf(out[:], h, master.bytes(), label, transcriptHash)
	return append(dst, out[:]...), nil
}

func masterSecret(h Hash, premaster []byte, label string, seed []byte) (MasterSecret, error) {
	master := new([MasterSecretSize]byte)
	if _, err := appendMasterSecret(master[:0], h, premaster, label, seed); err != nil {
		return MasterSecret{}, err
	}
	return seal(master), nil
}

// appendMasterSecret appends the 48 bytes. It does not allocate if dst has room
// for them.
func appendMasterSecret(dst []byte, h Hash, premaster []byte, label string, seed []byte) ([]byte, error) {
	if err := checkDerivation(h, premaster, "seed", seed); err != nil {
		return nil, err
	}
	var out [MasterSecretSize]byte
	prf(out[:], h, premaster, label, seed)
	return append(dst, out[:]...), nil
}

func checkDerivation(h Hash, secret []byte, seedField string, seed []byte) error {
	if err := checkHash(h); err != nil {
		return err
	}
	if len(secret) == 0 {
		return deriveError(CodeSecretLength, "secret", errors.New("no bytes"))
	}
	if len(secret) < minFIPSKey && fips140.Enforced() {
		return deriveError(codeSecretFIPS, "secret", fmt.Errorf("%d bytes, fewer than the %d that a key has while crypto/fips140 is enforced", len(secret), minFIPSKey))
	}
	if len(seed) == 0 || len(seed) > maxSeed {
		return deriveError(codeSeedLength, seedField, fmt.Errorf("%d bytes, not 1 to %d", len(seed), maxSeed))
	}
	return nil
}

// minFIPSKey is the shortest key, in bytes, that crypto/hmac takes where only
// FIPS 140-3 algorithms may run.
const minFIPSKey = 112 / 8

func checkHash(h Hash) error {
	if h.Size() == 0 {
		return deriveError(codeHashUnknown, "hash", fmt.Errorf("%s is not a hash", h))
	}
	// MD5 and SHA-1 panic where only FIPS 140-3 algorithms may run.
	if h == MD5SHA1 && fips140.Enforced() {
		return deriveError(codeHashFIPS, "hash", errors.New("MD5 and SHA-1 are not allowed while crypto/fips140 is enforced"))
	}
	return nil
}

func deriveError(code schannel.Code, field string, err error) error {
	return &schannel.Error{Code: code, Field: field, Offset: schannel.NoOffset, Err: err}
}
