// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Package winreg reads values of the Windows registry out of the texts that
// people have, and finds those that a program would read.
//
//   - To read a .reg file, or the output of reg query or of PowerShell, call
//     [ReadLenient].
//   - To find settings among values, and what is wrong with those that Windows
//     ignores, call [Find].
//   - To compare keys in whatever spelling, call [CanonicalKey] or [SameKey].
//
// It says nothing about what a value means: packages that know do.
//
// # Texts
//
// A .reg file may be of version 5.00 or REGEDIT4, in UTF-16, in UTF-8 or in
// ANSI, of which only Windows-1252 is read right; without its header it is a
// fragment, as people paste it. Output of reg query may be of any release and
// of several keys (/s). What Get-ItemProperty prints of a key has no types. All
// of them may stand in one text. What is wrong with a line harms no other line,
// and is told.
//
// # Keys
//
// CurrentControlSet is an alias of the control set that the value Current of
// the key Select names. Files from a hive that was loaded offline, and many
// scripts, have ControlSet001 instead: the same if Select is among the values
// and says so, and likely the same if Select is not there. Values below
// WOW6432Node are those of 32-bit programs and are never taken for the others.
//
// # Names
//
// A name with a blank before or after it is another name, and Windows ignores
// the value. Nobody sees that on a screen, so [Find] tells it, as it tells
// names that are nearly right, right names under a wrong key, and values of
// the wrong type.
package winreg

//go:generate go run github.com/schanneltrust/schannel/internal/enumgen
