// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package evidence_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel/examples/internal/evidence"
	"github.com/schanneltrust/schannel/trustlist/compose"
)

// TestApplicationOfBindings: jpazureid 2018-11-01 has the ID of AD FS, the same
// on every computer.
func TestApplicationOfBindings(t *testing.T) {
	t.Parallel()
	federation := strings.Replace(sslcert, "4dc3e181-e14b-4a21-b022-59fc669b0914", "5D89A20C-beab-4389-9447-324788eb944a", 1)
	for text, want := range map[string]compose.Application{
		sslcert: compose.HTTPSys, federation: compose.FederationProxy, sslcert + federation: compose.HTTPSys,
		strings.NewReplacer("Enabled\r\n", "Disabled\r\n", "Partners", "(null)").Replace(federation): compose.ApplicationOther,
	} {
		c, err := evidence.Collect([]string{folderOf(t, map[string]string{"x.txt": text})}, evidence.Options{})
		require.NoError(t, err)
		require.Equal(t, want, c.Trustlist.Host.Application)
	}
}
