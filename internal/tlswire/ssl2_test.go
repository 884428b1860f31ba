// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package tlswire_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/tlswire"
)

func TestSSL2Hello(t *testing.T) {
	t.Parallel()
	f, err := tlswire.NewFlow([]byte(ssl2))
	require.NoError(t, err)
	i, _ := f.Next()
	h, err := tlswire.ReadSSL2Hello(i)
	require.NoError(t, err)
	require.Equal(t, schannel.SSL30, h.Version)
	require.Equal(t, []uint16{0x2f, 0x35, 0x0a}, slices.Collect(h.Suites), "RFC 5246, Appendix E.2: three bytes each, those of SSL 2.0 do not begin with zero")
	require.Empty(t, h.SessionID)
	random := h.Random()
	require.Equal(t, strings.Repeat("\x00", 16)+strings.Repeat("c", 16), string(random[:]), "RFC 5246, Appendix E.2: right-justified")
	for n := range i.Raw {
		cut := i
		cut.Raw = i.Raw[:n]
		_, err := tlswire.ReadSSL2Hello(cut)
		require.ErrorIs(t, err, &schannel.Error{Code: "schannel.capture.ssl2"}, "%d bytes", n)
	}
}
