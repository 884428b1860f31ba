// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Package storetest makes certificates for tests that look at names alone.
package storetest

import (
	"fmt"
	"strings"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/dntest"
	"github.com/schanneltrust/schannel/trustlist"
	"github.com/schanneltrust/schannel/trustlist/certstore"
)

// Root is a self-issued certificate that nothing limits.
func Root(text string) certstore.Certificate {
	name := trustlist.Name(dntest.CN(text))
	return certstore.Certificate{
		Subject: name, Issuer: name, SelfIssued: true,
		SHA1: schannel.Thumbprint{1, byte(len(text)), text[0], text[len(text)-1]},
	}
}

// Issuer is the certificate of an authority below a root.
func Issuer(text, above string) certstore.Certificate {
	c := Root(text)
	c.Issuer, c.SelfIssued = dntest.CN(above), false
	return c
}

// Keyed gives a certificate a key of less than a hundred bytes: as much of its
// DER as stands up to there.
func Keyed(c certstore.Certificate, key string) certstore.Certificate {
	der := func(tag byte, parts ...string) string {
		content := strings.Join(parts, "")
		return string([]byte{tag, byte(len(content))}) + content
	}
	empty := der(0x30)
	info := der(0x30, empty, der(0x03, "\x00", key))
	c.Raw = []byte(der(0x30, der(0x30, der(0x02, "\x01"), empty, empty, empty, empty, info)))
	return c
}

// Limited is a certificate with a property that leaves those purposes only.
func Limited(c certstore.Certificate, purposes ...string) certstore.Certificate {
	c.Property = certstore.Purposes{Limited: true, OIDs: purposes}
	return c
}

// Many is a store of n roots whose names take 100 bytes each in a list.
func Many(n int) []certstore.Certificate {
	store := make([]certstore.Certificate, n)
	for i := range store {
		store[i] = Root(fmt.Sprintf("%085d", i))
	}
	return store
}

// Chain is a client's chain by its issuers, leaf first. The last issuer, that
// of the root, names itself.
func Chain(issuers ...trustlist.Name) []certstore.Certificate {
	var c []certstore.Certificate
	for _, name := range issuers {
		c = append(c, certstore.Certificate{Issuer: name})
	}
	return c
}
