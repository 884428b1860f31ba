// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package evidence

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestHostOfName(t *testing.T) {
	t.Parallel()
	for name, host := range map[string]string{
		"mail.contoso.com.pem":       "mail.contoso.com",
		"folder/Mail.Contoso.COM":    "mail.contoso.com",
		"contoso.com.cer":            "contoso.com",
		"root.contoso.com.crt":       "root.contoso.com",
		"xn--bcher-kva.example.pem":  "xn--bcher-kva.example",
		"root.pem":                   "",
		"root.old.pem":               "",
		"client-chain.pem":           "",
		"roots.2012.pem":             "", // the last label is no top-level domain
		"192.0.2.1.pem":              "", // an address is no host name here
		"-mail.contoso.com.pem":      "",
		"mail..com.pem":              "",
		"mail_1.contoso.com.pem":     "",
		"mail.contoso.com.pem.x\x1b": "",
	} {
		got, ok := hostOfName(name)
		require.Equal(t, host != "", ok, name)
		if ok {
			require.Equal(t, host, got, name)
		}
	}
}

func TestKindOfName(t *testing.T) {
	t.Parallel()
	for name, kind := range map[string]Kind{
		"root.pem": TrustedRoots, "ROOTS.sst": TrustedRoots, "server roots (2).sst": TrustedRoots, "ca.crt": TrustedRoots, "AuthRoot.reg": TrustedRoots,
		"ClientAuthIssuer.sst": ClientAuthIssuers, "client_auth_issuers.pem": ClientAuthIssuers, "client auth issuer.pem": ClientAuthIssuers, "issuers.sst": ClientAuthIssuers,
		"Disallowed.sst": Untrusted, "untrusted-certificates.pem": Untrusted, "site.sst": SiteStore, "client.pem": ClientChain,
		"client-chain.p7b": ClientChain, "my.txt": PersonalStore, "roots/isrg.pem": TrustedRoots, "a/roots/isrg.pem": TrustedRoots,
		"certificate.pem": Unknown, "roots/a/isrg.pem": Unknown, "uproot.pem": Unknown,
	} {
		require.Equal(t, kind, kindOfName(name), name)
	}
}

func TestOpposite(t *testing.T) {
	t.Parallel()
	for _, names := range [][2]string{
		{"192.000.002.001.51000-198.051.100.002.00443", "198.051.100.002.00443-192.000.002.001.51000"},
		{"client.bin", "server.bin"},
		{"second-Client", "second-server"},
	} {
		require.True(t, opposite(names[0], names[1]), "%v", names)
		require.True(t, opposite(names[1], names[0]), "%v", names)
	}
	require.False(t, opposite("client1", "server2"))
	require.False(t, opposite("a", "a"))
}
