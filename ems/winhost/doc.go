// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Package winhost says what Schannel on a computer that runs Windows does with
// the extended master secret of TLS (RFC 7627), by its product, updates, build
// and registry.
//
//   - To assess a computer, call [Host.Assess].
//   - To check registry values alone, call [CheckRegistry].
//   - To list the updates and products that are known, call [Updates] and
//     [Products].
//   - To know the error code or the event for an alert, call [StatusOf] and
//     [AlertEvent].
//   - To know how often a Diffie-Hellman secret is short, call
//     [LeadingZeroProbability].
package winhost

//go:generate go run github.com/schanneltrust/schannel/internal/enumgen
