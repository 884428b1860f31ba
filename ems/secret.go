// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package ems

import (
	"bytes"
	"crypto/subtle"
	"fmt"
	"io"
)

// MasterSecret is a master secret that never shows itself: as text, in every
// format of package fmt and in JSON it is "[48 bytes]", also in slices, maps
// and exported fields. In an unexported field of another value, where package
// fmt calls no methods, an address may be printed, and nothing of the secret.
// Only [MasterSecret.AppendSecret] reveals it. The zero value holds no secret.
//
// Compare with [MasterSecret.Equal]: the operator == compiles, and is false
// for two values with the same secret unless one is a copy of the other.
type MasterSecret struct {
	// Two pointers, because package fmt calls no methods on unexported
	// fields: it would print an array there, and where the verb is wrong also
	// follow one pointer to it.
	secret **[MasterSecretSize]byte
}

func seal(secret *[MasterSecretSize]byte) MasterSecret { return MasterSecret{&secret} }

const secretText = "[48 bytes]"

// NewMasterSecret copies a master secret of 48 bytes, as from a key log.
func NewMasterSecret(secret []byte) (MasterSecret, error) {
	if len(secret) != MasterSecretSize {
		return MasterSecret{}, deriveError(codeSecretLength, "master secret", fmt.Errorf("%d bytes, not %d", len(secret), MasterSecretSize))
	}
	return seal((*[MasterSecretSize]byte)(bytes.Clone(secret))), nil
}

// AppendSecret appends the 48 bytes: the one way to see them. It appends
// nothing for the zero value.
func (s MasterSecret) AppendSecret(dst []byte) []byte { return append(dst, s.bytes()...) }

// Equal compares in constant time. The zero value equals nothing.
func (s MasterSecret) Equal(other MasterSecret) bool {
	return s.secret != nil && subtle.ConstantTimeCompare(s.bytes(), other.bytes()) == 1
}

// String returns "[48 bytes]".
func (s MasterSecret) String() string { return secretText }

// GoString returns "[48 bytes]".
func (s MasterSecret) GoString() string { return secretText }

// Format writes "[48 bytes]", whatever the verb.
func (s MasterSecret) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, secretText) }

// MarshalText returns "[48 bytes]"; the error is always nil.
func (s MasterSecret) MarshalText() ([]byte, error) { return []byte(secretText), nil }

// AppendText appends "[48 bytes]"; the error is always nil.
func (s MasterSecret) AppendText(dst []byte) ([]byte, error) { return append(dst, secretText...), nil }

func (s MasterSecret) bytes() []byte {
	if s.secret == nil {
		return nil
	}
	return (*s.secret)[:]
}
