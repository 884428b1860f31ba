// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package schannel_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
)

func TestTLSVersions(t *testing.T) {
	t.Parallel()
	for _, v := range []schannel.TLSVersion{
		schannel.SSL30, schannel.TLS10, schannel.TLS11, schannel.TLS12, schannel.TLS13,
		schannel.DTLS10, schannel.DTLS12, schannel.DTLS13,
	} {
		b, err := json.Marshal(map[schannel.TLSVersion]schannel.TLSVersion{v: v})
		require.NoError(t, err)
		var back map[schannel.TLSVersion]schannel.TLSVersion
		require.NoError(t, json.Unmarshal(b, &back))
		require.Equal(t, v, back[v])
		require.Equal(t, v.String()[0] == 'D', v.IsDTLS())
	}
	require.Equal(t, "0x0305", schannel.TLSVersion(0x0305).String())
	var unknown schannel.TLSVersion
	require.NoError(t, unknown.UnmarshalText([]byte("0x0305")), "what String writes is read back")
	require.Equal(t, schannel.TLSVersion(0x0305), unknown)
	for _, text := range []string{"", "TLS 9", "0x305", "0x0303", "0x12345"} {
		require.Error(t, unknown.UnmarshalText([]byte(text)), text)
	}
}
