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
// Nothing that is read here has a tag of more than one byte.
func berHeader(b []byte) (size, length int, ok bool) {
	const (
		manyBytes  = 0x1f // of a tag: X.690, Section 8.1.2.4
		indefinite = 0x80
		maxLength  = 4
	)
	if len(b) < 2 || b[0]&manyBytes == manyBytes {
		return 0, 0, false
	}
	first := b[1]
	if first < indefinite {
		return 2, int(first), true
	}
	if first == indefinite {
		return 2, -1, true
	}
	size = 2 + int(first&0x7f)
	if size > min(2+maxLength, len(b)) {
		return 0, 0, false
	}
	for _, digit := range b[2:size] {
		length = length<<8 | int(digit)
	}
	return size, length, length <= maxStore
}
