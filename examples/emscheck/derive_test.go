// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel/examples/internal/cli"
)

const (
	premasterHex   = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425262728292a2b2c2d2e2f"
	sessionHashHex = "f0f1f2f3f4f5f6f7f8f9fafbfcfdfeffe0e1e2e3e4e5e6e7e8e9eaebecedeeef"
)

func TestDerive(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, why string
		hash      string
		seed      string
		want      string
	}{
		{
			"tls12", "NSS, pk11_prf_unittest.cc, TLS 1.2", "sha256", sessionHashHex,
			"75a7a598efab90e77c6780deab3a11f35db2f847ff0901ecf89389fc982e6ef92cf59b04046fd7286eeae383c44aff03",
		},
		{
			"tls10", "NSS, pk11_prf_unittest.cc, TLS 1.0 and 1.1", "md5sha1", sessionHashHex + "d0d1d2d3",
			"06bf29865df33e38fdfa91102a20ffd6b9d5725a6d422016dea4a051e553c1280499bcb12c9de80b18a20e48528d6113",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			args := []string{"-derive", "-hash", tt.hash, "-pms", premasterHex, "-session-hash", strings.ToUpper(tt.seed)}
			stdout, _ := check(t, cli.Answered, args...)
			require.Equal(t, tt.want+"\n", stdout, tt.why)
			stdout, _ = check(t, cli.Answered, append(args, "-json")...)
			require.JSONEq(t, `{"hash":"`+tt.hash+`","master_secret":"`+tt.want+`"}`, stdout)
		})
	}
}

func TestDeriveRefuses(t *testing.T) {
	t.Parallel()
	const secret = "5ec2e75ec2e7"
	tests := []struct {
		name string
		args []string
		want string
	}{
		{"no-premaster", []string{"-session-hash", "00"}, "-pms: missing"},
		{"no-session-hash", []string{"-pms", secret}, "-session-hash: missing"},
		{"hash", []string{"-hash", "md4", "-pms", secret, "-session-hash", "00"}, "-hash: want sha256"},
		{"no-hash", []string{"-hash", "unspecified", "-pms", secret, "-session-hash", "00"}, "hash: unspecified is not a hash"},
		{"not-hexadecimal", []string{"-pms", secret + "x0", "-session-hash", "00"}, "-pms: character 13 is not hexadecimal"},
		{"odd", []string{"-pms", secret + "0", "-session-hash", "00"}, "-pms: an odd number of digits"},
		{"long", []string{"-pms", secret, "-session-hash", strings.Repeat("00", 129)}, "seed: 129 bytes, not 1 to 128"},
		{"secret-as-hash", []string{"-hash", secret, "-pms", "00", "-session-hash", "00"}, "-hash: want sha256"},
		{"secret-behind-a-blank", []string{"-pms=", secret, "-session-hash", "00"}, "-pms: no value"},
		{"secret-as-argument", []string{secret, "-session-hash", "00"}, "unexpected argument"},
		{"argument", []string{"-pms", secret, "-session-hash", "00", "more"}, "unexpected argument"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			stdout, stderr := check(t, cli.Unusable, append([]string{"-derive"}, tt.args...)...)
			require.Empty(t, stdout)
			require.Contains(t, stderr, tt.want)
			require.NotContains(t, stderr, secret, "no secret in an error")
			require.Equal(t, 1, strings.Count(stderr, "\n"), "one line: %q", stderr)
		})
	}
}
