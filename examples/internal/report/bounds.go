// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package report

import "cmp"

// Bounds are how much of an answer is written out. What is more is counted; the
// JSON form holds all of it. The zero value is what a person reads.
type Bounds struct {
	Findings int // and remedies; zero: 500
	Rows     int // of a table or a list; zero: 200
	Text     int // bytes of one text; zero: 4000
}

// Within returns the language with other bounds.
func (l Language) Within(b Bounds) Language {
	l.bounds = b
	return l
}

// Rows is how many rows of a table are written out.
func (l Language) Rows() int { return cmp.Or(l.bounds.Rows, 200) }

func (l Language) findings() int { return cmp.Or(l.bounds.Findings, 500) }

func (l Language) longest() int { return cmp.Or(l.bounds.Text, 4000) }
