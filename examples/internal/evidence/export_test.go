// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package evidence

import (
	"io/fs"

	"github.com/schanneltrust/schannel/examples/internal/casefile"
)

// CollectWithin is CollectFS with other bounds: of a file, and of all of them.
func CollectWithin(folder fs.FS, file, all int64) (casefile.Case, error) {
	c := newCollector()
	c.maxFile, c.left = file, all
	return c.collectFS(folder, Options{})
}
