// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package certreq

import (
	"fmt"

	"golang.org/x/crypto/cryptobyte"
	"golang.org/x/crypto/cryptobyte/asn1"

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
	account
	input   []byte
	lenient bool
	missing int  // how many bytes of the message, or of the extension, the input has not
	whole   bool // the list was read to its end
	wrong   bool // the list is encoded wrongly, whether or not all of it is there
}

// defect notes a fault and reports whether to go on.
func (d *decoder) defect(e *schannel.Error) bool {
	d.note(e)
	return d.lenient
}

// account is what was wrong. Reading goes on, but hostile input shall not make more
// defects than anybody reads.
type account struct {
	defects []*schannel.Error
	more    int // that are not among them
}

// maxDefects is how many defects are kept.
const maxDefects = 100

// note keeps a defect, and counts those that are too many.
func (a *account) note(e *schannel.Error) {
	if len(a.defects) < maxDefects {
		a.defects = append(a.defects, e)
	} else {
		a.more++
	}
}

// noted returns the defects, with a last one for those that are not among them.
func (a *account) noted() []*schannel.Error {
	if a.more == 0 {
		return a.defects
	}
	return append(a.defects, fault(codeMoreDefects, "message", schannel.NoOffset, "%d more defects are not listed", a.more))
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
	left := len(s)
	switch sent := left + d.missing; {
	// An encoder that writes the length modulo 65,536 leaves exactly that
	// many bytes too much behind the list.
	case n < sent && (sent-n)%(maxVector+1) == 0:
		d.wrong = true
		if !d.defect(fault(codeListWrapped, fieldList, start, "the length says %d, but %d bytes follow: 65,536 and its multiples were lost", n, sent)) {
			return nil, false
		}
		d.whole = d.missing == 0
	case n > sent, n < left && wellFormed(s) && !wellFormed(s[:n]):
		d.wrong = true
		if !d.defect(fault(codeListLength, fieldList, start, "the length says %d, and by the lengths around it %d bytes follow", n, sent)) {
			return nil, false
		}
		d.whole = d.missing == 0
	case n > left: // only a lenient decoder comes here: something is missing
		d.defect(fault(codeListCut, fieldList, end, "%d bytes announced, %d are there", n, left))
	case n < left:
		d.wrong = true
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
	if !wellFormed(s) && isBare(s) {
		return d.bare(list, s, end)
	}
	for i := 0; len(s) > 0; i++ {
		start, have := at(end, s), len(s)
		var n uint16
		var name []byte
		if s.ReadUint16(&n) && n > 0 && s.ReadBytes(&name, int(n)) {
			list = append(list, trustlist.Name(name))
			continue
		}
		if have >= entryHeader && n == 0 {
			d.wrong = true
			if !d.defect(fault(codeNameEmpty, fieldName(i), start, "a name of no length")) {
				return nil, false
			}
			continue
		}
		if rest := cryptobyte.String(d.input[start:end]); isBare(rest) {
			return d.bare(list, rest, end)
		}
		// The list says where it ends: a name that goes beyond is not cut by
		// the end of the input.
		d.wrong = d.wrong || d.whole
		d.whole = false
		return list, d.defect(cutEntry(i, start, entryHeader+int(n), have))
	}
	return list, true
}

// bare reads names that stand without their lengths, behind those of list that
// have one. A strict decoder takes none.
func (d *decoder) bare(list trustlist.List, s cryptobyte.String, end int) (trustlist.List, bool) {
	d.wrong = true
	if !d.defect(fault(codeNameBare, fieldName(len(list)), at(end, s), "a SEQUENCE where the 2-byte length of a name belongs: the names stand without their lengths")) {
		return nil, false
	}
	var name cryptobyte.String
	for s.ReadASN1Element(&name, asn1.SEQUENCE) {
		list = append(list, trustlist.Name(name))
	}
	if len(s) > 0 {
		d.whole = false
		d.defect(fault(codeListCut, fieldName(len(list)), at(end, s), "%d bytes are left of the list, which the name goes beyond", len(s)))
	}
	return list, true
}

// isBare reports whether bytes are SEQUENCEs one behind the other, of which the
// last one may be cut.
func isBare(s cryptobyte.String) bool {
	var name cryptobyte.String
	count := 0
	for s.ReadASN1Element(&name, asn1.SEQUENCE) {
		count++
	}
	return count > 0 && (len(s) == 0 || s[0] == byte(asn1.SEQUENCE))
}

// wellFormed reports whether bytes are names with their lengths.
func wellFormed(s cryptobyte.String) bool {
	var name cryptobyte.String
	for len(s) > 0 {
		if !s.ReadUint16LengthPrefixed(&name) || len(name) == 0 {
			return false
		}
	}
	return true
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

func cutEntry(i, at, need, have int) *schannel.Error {
	return fault(codeListCut, fieldName(i), at, "the entry needs %d bytes, %d are left of the list", need, have)
}

func fieldName(i int) string { return fmt.Sprintf("%s[%d]", fieldList, i) }
