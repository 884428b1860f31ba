// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package compose_test

import (
	"fmt"

	"github.com/schanneltrust/schannel/trustlist/certstore"
	"github.com/schanneltrust/schannel/trustlist/compose"
)

func ExampleIssuedBy() {
	store := []compose.Anchor{{Name: []byte("root"), SelfIssued: true}}
	chain := []certstore.Certificate{
		{Subject: []byte("client"), Issuer: []byte("sub")},
		{Subject: []byte("sub"), Issuer: []byte("root")},
	}
	fmt.Println(compose.IssuedBy(store, chain), compose.IssuedBy(store, chain[:1]))
	// Output: 1 -1
}
