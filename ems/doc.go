// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Package ems is an oracle for the extended master secret of TLS (RFC 7627)
// and for what Windows makes of it since October 2019.
//
// The package computes; it opens no connection and reads no file.
package ems
