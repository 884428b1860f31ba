// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Package textfile reads the text of a file in whatever encoding Windows
// programs write, and keeps the byte offsets of the file. It also names files
// that are something else.
//
// It knows UTF-16 in either order, with a byte order mark or recognised by its
// zero bytes, and UTF-8. A byte that is no part of UTF-8 is read as
// Windows-1252, the code page of western Windows; whether the file really is
// in that one cannot be known, so [Text.Guessed] says where that began.
//
// What people copy from a terminal may hold the escape sequences with which
// programs change colours. They are taken out, and no value changes by it; other
// control characters stay for the reader to judge. [Text.WithoutStamps] does the
// same for what containers and system logs put before each line.
package textfile
