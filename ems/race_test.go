// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

//go:build race

package ems_test

const raceEnabled = true
