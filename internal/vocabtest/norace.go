// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

//go:build !race

package vocabtest

// Race is whether the race detector is on. It allocates on its own, so
// ceilings of allocations are held by the run of the tests without it.
const Race = false
