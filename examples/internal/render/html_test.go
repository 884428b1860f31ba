// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package render_test

import (
	"bytes"
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel/examples/internal/render"
)

func TestTry(t *testing.T) {
	var b bytes.Buffer
	require.NoError(t, render.HTML(&b, sample(t), render.Options{}))
	require.NoError(t, os.WriteFile("/tmp/d-render.html", b.Bytes(), 0o644))
	b.Reset()
	require.NoError(t, render.Text(&b, sample(t), render.Options{}))
	require.NoError(t, os.WriteFile("/tmp/d-render.txt", b.Bytes(), 0o644))
	b.Reset()
	require.NoError(t, render.JSON(&b, sample(t)))
	require.NoError(t, os.WriteFile("/tmp/d-render.json", b.Bytes(), 0o644))
}
