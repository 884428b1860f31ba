// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package derive_test

import (
	"fmt"
	"strings"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/ems/derive"
)

// The secret is in what AppendSecret appends, and nowhere else.
func ExampleExtendedMasterSecret() {
	premaster, sessionHash := make([]byte, 48), make([]byte, 32)
	master, err := derive.ExtendedMasterSecret(derive.SHA256, premaster, sessionHash)
	if err != nil {
		fmt.Println(err)
		return
	}
	secret := master.AppendSecret(nil)
	fmt.Println(len(secret), master)
	// Output: 48 [48 bytes]
}

// Messages are added as they go by; the hash is chosen when it is known.
func ExampleTranscript() {
	var t derive.Transcript
	for _, message := range []string{
		"\x01\x00\x00\x02ch", // ClientHello, its body shortened
		"\x02\x00\x00\x02sh", // ServerHello
		"\x0e\x00\x00\x00",   // ServerHelloDone
		"\x10\x00\x00\x02ck", // ClientKeyExchange
		"\x14\x00\x00\x02fi", // Finished, which is too late to count
	} {
		if err := t.Add([]byte(message)); err != nil {
			fmt.Println(err)
			return
		}
	}
	sessionHash, err := t.AppendSessionHash(nil, derive.SHA256)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%x\n", sessionHash)
	// Output: b1db2109f8437175ab9ca1a46050c7d9b546307a017cfdeb94ace10e0e6f876a
}

func ExampleParseKeyLogLine() {
	line, err := derive.ParseKeyLogLine([]byte("CLIENT_RANDOM " + strings.Repeat("0f", 32) + " " + strings.Repeat("5e", 48)))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%x %s\n", line.ClientRandom[:4], line.Master)
	// Output: 0f0f0f0f [48 bytes]
}

// The Finished of a client over the messages before it.
func ExampleAppendVerifyData() {
	master, err := derive.NewMasterSecret(make([]byte, derive.MasterSecretSize))
	if err != nil {
		fmt.Println(err)
		return
	}
	sum, err := derive.SHA256.AppendSum(nil, []byte("the messages before it"))
	if err != nil {
		fmt.Println(err)
		return
	}
	verifyData, err := derive.AppendVerifyData(nil, derive.SHA256, master, ems.Client, sum)
	fmt.Println(len(verifyData), err)
	// Output: 12 <nil>
}

func ExampleLegacyMasterSecret() {
	premaster, randoms := make([]byte, 48), make([]byte, 64) // of the client, then of the server
	master, err := derive.LegacyMasterSecret(derive.SHA256, premaster, randoms)
	fmt.Println(master, err)
	// Output: [48 bytes] <nil>
}

func ExampleSuite_Hash() {
	suite := derive.Suite(0xc030)
	fmt.Println(suite, suite.Hash(schannel.TLS12))
	fmt.Println(derive.Suite(0x002f).Hash(schannel.TLS10))
	// Output:
	// TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384 sha384
	// md5sha1
}
