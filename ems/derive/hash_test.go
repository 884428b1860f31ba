// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package derive_test

import (
	"testing"

	"github.com/schanneltrust/schannel/ems/derive"
	"github.com/schanneltrust/schannel/internal/vocabtest"
)

func TestHash(t *testing.T) {
	t.Parallel()
	vocabtest.Enum[derive.Hash](t)
	for hash, want := range map[derive.Hash]int{derive.HashUnspecified: 0, derive.MD5SHA1: 36, derive.SHA256: 32, derive.SHA384: 48, derive.SHA512: 64, 99: 0} {
		if got := hash.Size(); got != want {
			t.Errorf("%s has size %d, want %d", hash, got, want)
		}
	}
}
