// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Package exchangecert says which certificate an Exchange server picks, why not
// the others, and what it logs.
package exchangecert

//go:generate go run github.com/schanneltrust/schannel/internal/enumgen
