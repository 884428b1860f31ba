// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package ems_test

import (
	"testing"

	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/internal/vocabtest"
)

func TestHash(t *testing.T) {
	t.Parallel()
	vocabtest.Enum[ems.Hash](t)
	for hash, want := range map[ems.Hash]int{ems.HashUnspecified: 0, ems.MD5SHA1: 36, ems.SHA256: 32, ems.SHA384: 48, ems.SHA512: 64, 99: 0} {
		if got := hash.Size(); got != want {
			t.Errorf("%s has size %d, want %d", hash, got, want)
		}
	}
}
