// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package ems_test

import (
	"testing"

	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/internal/vocabtest"
)

func TestSide(t *testing.T) {
	t.Parallel()
	vocabtest.Enum[ems.Side](t)
}

func TestSideOther(t *testing.T) {
	t.Parallel()
	for side, want := range map[ems.Side]ems.Side{ems.Client: ems.Server, ems.Server: ems.Client, ems.SideUnspecified: ems.SideUnspecified, 9: ems.SideUnspecified} {
		if got := side.Other(); got != want {
			t.Errorf("the other end of %s is %s, want %s", side, got, want)
		}
	}
}
