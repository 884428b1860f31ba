// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Package winreg reads values of the Windows registry.
//
// To read a registry export (.reg) call [ParseExportLenient].
package winreg
