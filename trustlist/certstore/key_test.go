// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package certstore_test

import (
	"crypto/sha1"
	"crypto/x509/pkix"
	"encoding/asn1"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/livetest"
	"github.com/schanneltrust/schannel/internal/storetest"
	"github.com/schanneltrust/schannel/trustlist/certstore"
)

// TestKeyID compares with the identifier that crypto/x509 puts into a
// certificate (RFC 5280, 4.2.1.2, method 1).
func TestKeyID(t *testing.T) {
	t.Parallel()
	root := livetest.Roots(t, 3)[0]
	c, err := certstore.ParseCertificate(root.Raw)
	require.NoError(t, err)
	var info struct {
		Algorithm pkix.AlgorithmIdentifier
		Key       asn1.BitString
	}
	_, err = asn1.Unmarshal(root.RawSubjectPublicKeyInfo, &info)
	require.NoError(t, err)
	require.Equal(t, schannel.Thumbprint(sha1.Sum(info.Key.Bytes)), c.KeyID())
	for n := range root.Raw {
		_ = certstore.Certificate{Raw: root.Raw[:n]}.KeyID() // whatever is cut off, it returns
	}
	require.Zero(t, certstore.Certificate{}.KeyID())
	require.Zero(t, certstore.Certificate{Raw: []byte("\x30\x12\x30\x10\x02\x00\x30\x00\x30\x00\x30\x00\x30\x00\x30\x04\x30\x00\x03\x00")}.KeyID(), "a BIT STRING has at least the count of its unused bits")
	require.Equal(t, schannel.Thumbprint(sha1.Sum(nil)), storetest.Keyed(certstore.Certificate{}, "").KeyID())
}

func ExampleCertificate_KeyID() {
	// Of what cannot be read no key is known.
	fmt.Println(certstore.Certificate{}.KeyID() == schannel.Thumbprint{})
	// Output: true
}
