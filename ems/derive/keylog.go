// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package derive

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/schanneltrust/schannel"
)

// What makes a line of a key log unusable.
const (
	codeKeyLogFields schannel.Code = "ems.keylog.fields"
	codeKeyLogHex    schannel.Code = "ems.keylog.hex"
	codeKeyLogLabel  schannel.Code = "ems.keylog.label"
)

const keyLogLabel = "CLIENT_RANDOM"

// randomLen is the length of the random of a hello (RFC 5246, Section 7.4.1.2).
const randomLen = 32

// KeyLogLine is a line of an NSS key log, as programs write it to the file
// named by SSLKEYLOGFILE, for TLS 1.2 and older: the word CLIENT_RANDOM, the
// random of the ClientHello and the master secret of its connection.
type KeyLogLine struct {
	ClientRandom [randomLen]byte
	Master       MasterSecret
}

// MarshalJSON writes the random as hexadecimal and "[48 bytes]" for the secret.
func (l KeyLogLine) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		ClientRandom string       `json:"client_random"`
		Master       MasterSecret `json:"master"`
	}{hex.EncodeToString(l.ClientRandom[:]), l.Master})
}

// ParseKeyLogLine reads one line, with or without the end of a line. Errors
// never quote what may be a secret.
func ParseKeyLogLine(line []byte) (KeyLogLine, error) {
	line = bytes.TrimSuffix(bytes.TrimSuffix(line, []byte("\n")), []byte("\r"))
	fields := bytes.SplitN(line, []byte(" "), 4)
	if string(fields[0]) != keyLogLabel {
		return KeyLogLine{}, keyLogError(codeKeyLogLabel, "label", 0, fmt.Errorf("not %s", keyLogLabel))
	}
	if len(fields) != 3 {
		return KeyLogLine{}, keyLogError(codeKeyLogFields, "line", len(line), errors.New("not 3 fields with single spaces between"))
	}
	var parsed KeyLogLine
	randomAt := len(keyLogLabel) + 1
	if err := decodeHex(parsed.ClientRandom[:], fields[1]); err != nil {
		return KeyLogLine{}, keyLogError(codeKeyLogHex, "client random", randomAt, err)
	}
	master := new([MasterSecretSize]byte)
	if err := decodeHex(master[:], fields[2]); err != nil {
		return KeyLogLine{}, keyLogError(codeKeyLogHex, "master secret", randomAt+len(fields[1])+1, err)
	}
	parsed.Master = seal(master)
	return parsed, nil
}

// decodeHex fills dst. Its error shows nothing of the text.
func decodeHex(dst, text []byte) error {
	if len(text) != 2*len(dst) {
		return fmt.Errorf("%d characters, not %d", len(text), 2*len(dst))
	}
	if _, err := hex.Decode(dst, text); err != nil {
		return errors.New("not hexadecimal")
	}
	return nil
}

func keyLogError(code schannel.Code, field string, offset int, err error) error {
	return &schannel.Error{Code: code, Field: field, Offset: offset, Err: err}
}
