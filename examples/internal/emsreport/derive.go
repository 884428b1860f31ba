// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package emsreport

import (
	"encoding/hex"
	"errors"
	"fmt"
	"io"

	"github.com/schanneltrust/schannel/ems/derive"
	"github.com/schanneltrust/schannel/examples/internal/cli"
)

// Derived is an extended master secret: it is printed, for that is what it was
// asked for.
type Derived struct {
	Hash   derive.Hash `json:"hash"`
	Master string      `json:"master_secret"`
}

// Derive answers with the extended master secret; all values are texts of
// flags. No error shows one: it may be a secret in the wrong place.
func Derive(hashName, premasterHex, sessionHashHex string) (Derived, error) {
	var hash derive.Hash
	if err := hash.UnmarshalText([]byte(hashName)); err != nil {
		return Derived{}, errors.New("-hash: want sha256, sha384, sha512 or md5sha1")
	}
	premaster, err := Hex("-pms", premasterHex)
	if err != nil {
		return Derived{}, err
	}
	sessionHash, err := Hex("-session-hash", sessionHashHex)
	if err != nil {
		return Derived{}, err
	}
	secret, err := derive.ExtendedMasterSecret(hash, premaster, sessionHash)
	if err != nil {
		return Derived{}, err
	}
	return Derived{hash, hex.EncodeToString(secret.AppendSecret(nil))}, nil
}

// WriteText writes the secret alone on a line.
func (d Derived) WriteText(w io.Writer) error {
	_, err := fmt.Fprintln(w, d.Master)
	return err
}

// WriteJSON writes one object.
func (d Derived) WriteJSON(w io.Writer) error { return cli.WriteJSONLine(w, d) }

// Hex reads the value of a flag. Its error does not show the value, which
// may be a secret.
func Hex(name, text string) ([]byte, error) {
	if text == "" {
		return nil, fmt.Errorf("%s: missing", name)
	}
	for i, c := range []byte(text) {
		if (c < '0' || c > '9') && (c < 'a' || c > 'f') && (c < 'A' || c > 'F') {
			return nil, fmt.Errorf("%s: character %d is not hexadecimal", name, i+1)
		}
	}
	b, err := hex.DecodeString(text)
	if err != nil {
		return nil, fmt.Errorf("%s: an odd number of digits", name)
	}
	return b, nil
}
