// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Package regtext reads the text forms of registry values, line by line: the
// .reg files of the registry editor, what reg query prints, and the lists of
// PowerShell. It knows their grammar and nothing of what a value means; carrying
// out a file, with its deletions, is up to the caller.
package regtext
