// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package emsreport

import (
	"bytes"
	"encoding/hex"

	"github.com/schanneltrust/schannel/ems/derive"
	"github.com/schanneltrust/schannel/internal/tlswire"
)

// addKeyLog reports whether a key log has the connection. Where it also has the
// premaster secret, what that tells of the derivation is added.
func (a *Capture) addKeyLog(keyLog []byte) (found bool, err error) {
	random := a.Capture.ClientHello.Random
	if len(random) == 0 {
		return false, nil
	}
	master := false
	var premaster []byte
	for line := range bytes.Lines(keyLog) {
		fields := bytes.Fields(line)
		if len(fields) != 3 {
			continue
		}
		key, err := hex.AppendDecode(nil, fields[1])
		if err != nil {
			continue // a comment
		}
		switch label := string(fields[0]); {
		case label == "RSA" && a.begins(key), label == "PMS_CLIENT_RANDOM" && bytes.Equal(key, random):
			premaster, _ = hex.AppendDecode(nil, fields[2])
		case bytes.Equal(key, random):
			found = true
			master = master || label == "CLIENT_RANDOM"
		}
	}
	if _, err := a.Capture.AppendSessionHash(nil); err != nil || !master || len(premaster) == 0 {
		return found, nil
	}
	return true, a.AddDerivation(premaster, keyLog)
}

// begins reports whether the encrypted premaster secret of an RSA key exchange
// begins with the bytes by which key logs name it.
func (a *Capture) begins(key []byte) bool {
	const length, rsaKeyLen = 2, 8
	header := tlswire.HeaderLen
	if a.Capture.Version.IsDTLS() {
		header = tlswire.DatagramHeaderLen
	}
	if a.Suite == nil || a.Suite.KeyExchange() != derive.OtherExchange || len(key) != rsaKeyLen {
		return false
	}
	// The ClientKeyExchange is the last message, and the length in it that of
	// the rest (RFC 5246, Section 7.4.7.1).
	for rest := a.Capture.Messages; len(rest) >= header; {
		size := header + int(rest[1])<<16 + int(rest[2])<<8 + int(rest[3])
		if size > len(rest) {
			return false
		}
		if size == len(rest) {
			return len(rest) > header+length && bytes.HasPrefix(rest[header+length:], key)
		}
		rest = rest[size:]
	}
	return false
}
