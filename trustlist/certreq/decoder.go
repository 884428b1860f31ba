// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package certreq

import (
	"fmt"

	"golang.org/x/crypto/cryptobyte"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/trustlist"
)

const (
	entryHeader = 2         // length of a name: opaque DistinguishedName<1..2^16-1>
	listHeader  = 2         // length of the vector certificate_authorities
	maxVector   = 1<<16 - 1 // RFC 5246, Section 7.4.4; RFC 8446, Section 4.2.4
)

// fieldList is the name of the vector in the RFCs.
const fieldList = "certificate_authorities"

// decoder reads a message and keeps account of what is wrong with it. A strict
// one stops at the first fault; a lenient one goes on where it can.
type decoder struct {
	input   []byte
	lenient bool
	defects []*schannel.Error
	more    int  // defects that were not noted
	missing int  // how many bytes of the message the input has not
	whole   bool // the list was read to its end
}

// maxDefects is how many defects a lenient decoder notes. It reads on, but a
// hostile message shall not make more of them than anybody reads.
const maxDefects = 100

// defect notes a fault and reports whether to go on.
func (d *decoder) defect(e *schannel.Error) bool {
	if len(d.defects) < maxDefects {
		d.defects = append(d.defects, e)
	} else {
		d.more++
	}
	return d.lenient
}

// noted returns the defects, with a last one for those that were not noted.
func (d *decoder) noted() []*schannel.Error {
	if d.more == 0 {
		return d.defects
	}
	return append(d.defects, fault(codeMoreDefects, "message", schannel.NoOffset, "%d more defects are not listed", d.more))
}

// at returns the offset in the input of the first byte of rest, which is a
// part of the input that ends at the offset end.
func at(end int, rest cryptobyte.String) int { return end - len(rest) }

// list reads the vector at the start of s, which ends at the offset end of the
// input. In a message the vector fills what is left.
func (d *decoder) list(s cryptobyte.String, end int) (trustlist.List, bool) {
	start := at(end, s)
	var announced uint16
	if !s.ReadUint16(&announced) {
		return nil, d.defect(fault(codeListCut, fieldList, start, "the length needs %d bytes, %d are there", listHeader, len(s)))
	}
	n := int(announced)
	switch left := len(s); {
	// An encoder that writes the length modulo 65,536 leaves exactly that
	// many bytes too much behind the list.
	case n < left+d.missing && (left+d.missing-n)%(maxVector+1) == 0:
		if !d.defect(fault(codeListWrapped, fieldList, start, "the length says %d, but %d bytes follow: 65,536 and its multiples were lost", n, left+d.missing)) {
			return nil, false
		}
		d.whole = d.missing == 0
	case n > left:
		if !d.defect(fault(codeListCut, fieldList, end, "%d bytes announced, %d are there", n, left)) {
			return nil, false
		}
	case n < left:
		if !d.defect(fault(codeListTrailing, fieldList, start+listHeader+n, "%d bytes follow the list", left-n)) {
			return nil, false
		}
		end -= left - n
		s = s[:n]
		d.whole = true
	default:
		d.whole = true
	}
	return d.entries(s, end)
}

// entries reads names until s is used up.
func (d *decoder) entries(s cryptobyte.String, end int) (trustlist.List, bool) {
	list := make(trustlist.List, 0, countEntries(s))
	for i := 0; len(s) > 0; i++ {
		start, have := at(end, s), len(s)
		var n uint16
		if !s.ReadUint16(&n) {
			d.whole = false
			return list, d.defect(cutEntry(i, start, entryHeader, have))
		}
		var name []byte
		if n == 0 || !s.ReadBytes(&name, int(n)) {
			if !d.defect(badEntry(i, start, int(n), have)) {
				return nil, false
			}
			if n > 0 {
				d.whole = false
				break
			}
			continue
		}
		list = append(list, trustlist.Name(name))
	}
	return list, true
}

// countEntries counts the names that entries will find, so that the list is
// allocated once.
func countEntries(s cryptobyte.String) int {
	count := 0
	var name cryptobyte.String
	for s.ReadUint16LengthPrefixed(&name) {
		if len(name) > 0 {
			count++
		}
	}
	return count
}

// badEntry returns the error for an entry whose length n does not fit.
func badEntry(i, at, n, have int) *schannel.Error {
	if n == 0 {
		return fault(codeNameEmpty, fieldName(i), at, "a name of no length")
	}
	return cutEntry(i, at, entryHeader+n, have)
}

func cutEntry(i, at, need, have int) *schannel.Error {
	return fault(codeListCut, fieldName(i), at, "the entry needs %d bytes, %d are left of the list", need, have)
}

func fieldName(i int) string { return fmt.Sprintf("%s[%d]", fieldList, i) }
