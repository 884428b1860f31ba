// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package derive

// What the tests outside the package need from inside.

// MaxSeed is the longest seed.
const MaxSeed = maxSeed

// AppendExtendedMasterSecret derives into the caller's memory.
func AppendExtendedMasterSecret(dst []byte, h Hash, premaster, sessionHash []byte) ([]byte, error) {
	return appendMasterSecret(dst, h, premaster, labelExtended, sessionHash)
}

// AppendLegacyMasterSecret derives into the caller's memory.
func AppendLegacyMasterSecret(dst []byte, h Hash, premaster, randoms []byte) ([]byte, error) {
	return appendMasterSecret(dst, h, premaster, labelMaster, randoms)
}
