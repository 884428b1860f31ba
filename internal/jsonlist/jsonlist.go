// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Package jsonlist keeps null out of the JSON of lists.
package jsonlist

// Of returns s, or an empty slice for a nil one: in JSON a list is never null.
func Of[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}
