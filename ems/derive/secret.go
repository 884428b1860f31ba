// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package derive

import (
	"bytes"
	"crypto/subtle"
	"fmt"
	"io"
)

// MasterSecret is a master secret that never shows itself: as text, in every
// format of package fmt and in JSON it is "[48 bytes]", also in slices, maps
// and exported fields. What looks into values by reflection, as go-cmp,
// testify and package fmt do with unexported fields, finds the address of a
// function there, and nothing of the secret. Only [MasterSecret.AppendSecret]
// reveals it. The zero value holds no secret.
//
// Compare with [MasterSecret.Equal], as go-cmp does.
type MasterSecret struct {
	// A function, because everything else can be followed by reflection.
	reveal func() *[MasterSecretSize]byte
}

func seal(secret *[MasterSecretSize]byte) MasterSecret {
	return MasterSecret{func() *[MasterSecretSize]byte { return secret }}
}

const secretText = "[48 bytes]"

// NewMasterSecret copies a master secret of 48 bytes, as from a key log.
func NewMasterSecret(secret []byte) (MasterSecret, error) {
	if len(secret) != MasterSecretSize {
		return MasterSecret{}, deriveError(CodeSecretLength, "master secret", fmt.Errorf("%d bytes, not %d", len(secret), MasterSecretSize))
	}
	return seal((*[MasterSecretSize]byte)(bytes.Clone(secret))), nil
}

// AppendSecret appends the 48 bytes: the one way to see them. It appends
// nothing for the zero value.
func (s MasterSecret) AppendSecret(dst []byte) []byte { return append(dst, s.bytes()...) }

// Equal compares in constant time. The zero value equals itself and no secret.
func (s MasterSecret) Equal(other MasterSecret) bool {
	return subtle.ConstantTimeCompare(s.bytes(), other.bytes()) == 1
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
	if s.reveal == nil {
		return nil
	}
	return s.reveal()[:]
}
