// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Package exchange is what is known of Exchange servers, their certificates and
// their connectors.
package exchange

//go:generate go run github.com/schanneltrust/schannel/internal/enumgen
