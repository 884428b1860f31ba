// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package main

import (
	"encoding/hex"
	"encoding/json"
	"errors"
	"flag"
	"fmt"

	"github.com/schanneltrust/schannel/ems/derive"
)

const premasterName = "pms"

// premasterFlag is shared by the modes that can use a premaster secret.
func premasterFlag(flags *flag.FlagSet) *string {
	return flags.String(premasterName, "", "with -derive or -capture: the premaster secret in hexadecimal")
}

// deriveMode prints an extended master secret: that is what it is for.
func deriveMode(flags *flag.FlagSet, premaster *string) mode {
	chosen := flags.Bool("derive", false, "print the extended master secret for -hash, -pms and -session-hash, as hexadecimal alone on a line")
	hash := flags.String("hash", "sha256", "with -derive: sha256, sha384, sha512 or md5sha1 (TLS 1.0 and 1.1)")
	sessionHash := flags.String("session-hash", "", "with -derive: the session hash in hexadecimal")
	return mode{
		chosen: func() bool { return *chosen },
		answer: func(r request) error {
			if err := r.noArguments(); err != nil {
				return err
			}
			return printMaster(r, *hash, *premaster, *sessionHash)
		},
	}
}

func printMaster(r request, hashName, premasterText, sessionHashText string) error {
	var hash derive.Hash
	if err := hash.UnmarshalText([]byte(hashName)); err != nil {
		// The value is not shown: it may be a secret in the wrong place.
		return errors.New("-hash: want sha256, sha384, sha512 or md5sha1")
	}
	premaster, err := unhex("-pms", premasterText)
	if err != nil {
		return err
	}
	sessionHash, err := unhex("-session-hash", sessionHashText)
	if err != nil {
		return err
	}
	secret, err := derive.ExtendedMasterSecret(hash, premaster, sessionHash)
	if err != nil {
		return err
	}
	master := secret.AppendSecret(nil)
	if r.json {
		return json.NewEncoder(r.out).Encode(struct {
			Hash   derive.Hash `json:"hash"`
			Master string      `json:"master_secret"`
		}{hash, hex.EncodeToString(master)})
	}
	_, err = fmt.Fprintf(r.out, "%x\n", master)
	return err
}

// unhex reads the value of a flag. Its error does not show the value, which
// may be a secret.
func unhex(name, text string) ([]byte, error) {
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
