// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package certstore

// maxNested is how deep elements of indefinite length may nest. Real files have
// five: ContentInfo, content, SignedData, contentInfo and its content.
const maxNested = 16

// extent is where an element of BER ends, and where its content lies.
type extent struct{ from, to, end int }

// measure finds the end of the element at the start of b: X.690, Section 8.1.
// An element of the indefinite form ends where two zero bytes follow its last
// child; its children are gone through, those of the definite form at once.
func measure(b []byte, nested int) (e extent, ok bool) {
	from, length, ok := berHeader(b)
	switch {
	case !ok || nested > maxNested:
		return extent{}, false
	case length >= 0:
		return extent{from, from + length, from + length}, length <= len(b)-from
	case b[0]&0x20 == 0:
		return extent{}, false // X.690, Section 8.1.3.2: the indefinite form is for constructed elements
	}
	for at := from; ; {
		if len(b)-at < 2 {
			return extent{}, false
		}
		if b[at] == 0 && b[at+1] == 0 {
			return extent{from, at, at + 2}, true
		}
		child, ok := measure(b[at:], nested+1)
		if !ok {
			return extent{}, false
		}
		at += child.end
	}
}

// berHeader reads a tag and a length; a length of the indefinite form is -1.
func berHeader(b []byte) (size, length int, ok bool) {
	const (
		manyBytes  = 0x1f // of a tag: X.690, Section 8.1.2.4
		indefinite = 0x80
		maxTag     = 5
		maxLength  = 4
	)
	if len(b) < 2 {
		return 0, 0, false
	}
	size = 1
	if b[0]&manyBytes == manyBytes {
		for size < len(b) && size < maxTag && b[size]&0x80 != 0 {
			size++
		}
		size++
	}
	if size >= len(b) {
		return 0, 0, false
	}
	first := b[size]
	size++
	width := int(first & 0x7f)
	switch {
	case first == indefinite:
		return size, -1, true
	case first < indefinite:
		return size, int(first), true
	case width > maxLength || len(b)-size < width:
		return 0, 0, false
	}
	for _, digit := range b[size : size+width] {
		length = length<<8 | int(digit)
	}
	return size + width, length, length <= maxStore
}
