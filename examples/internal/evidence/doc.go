// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Package evidence turns files that an administrator has at hand into a case.
// Files are told apart by what is in them.
//
//   - To read files and folders, call [Collect]; to give a program the flags
//     that say what no file tells, call [Options.Register].
//   - To read the files that a case names, call [Add].
//   - To see what a single file is, call [Detect].
//   - To know where a kind of file is collected, and how, call [Collecting].
//
// Nothing is executed, and nothing outside the given paths is opened: links are
// not followed, devices and pipes are refused. What is not taken over is listed
// with its reason in the case.
package evidence

//go:generate go run github.com/schanneltrust/schannel/internal/enumgen
