// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package trustlist

import (
	"encoding/binary"
	"fmt"
	"iter"
	"slices"

	"github.com/schanneltrust/schannel"
)

const (
	entryHeader = 2         // length of a name: opaque DistinguishedName<1..2^16-1>
	listHeader  = 2         // length of the vector certificate_authorities
	maxVector   = 1<<16 - 1 // RFC 5246, Section 7.4.4; RFC 8446, Section 4.2.4
)

// fieldList is the name of the vector in the RFCs.
const fieldList = "certificate_authorities"

func fieldName(i int) string { return fmt.Sprintf("%s[%d]", fieldList, i) }

// Names yields the names of an encoded vector certificate_authorities, its
// 2-byte length included, without allocating: the names alias vector. It is
// strict and ends with the first error. Whether a name is DER is another
// question, see [Name.Check].
func Names(vector []byte) iter.Seq2[Name, error] {
	return func(yield func(Name, error) bool) {
		rest, err := listContent(vector)
		if err != nil {
			yield(nil, err)
			return
		}
		for i := 0; len(rest) > 0; i++ {
			if len(rest) < entryHeader {
				yield(nil, cutEntry(i, len(vector)-len(rest), entryHeader, len(rest)))
				return
			}
			n := int(binary.BigEndian.Uint16(rest))
			if n == 0 || n > len(rest)-entryHeader {
				yield(nil, badEntry(i, len(vector)-len(rest), n, len(rest)))
				return
			}
			if !yield(Name(rest[entryHeader:entryHeader+n:entryHeader+n]), nil) {
				return
			}
			rest = rest[entryHeader+n:]
		}
	}
}

// listContent returns a vector without its length, which must be right.
func listContent(vector []byte) ([]byte, error) {
	if len(vector) < listHeader {
		return nil, fault(codeListCut, fieldList, len(vector), "the length needs %d bytes, %d are there", listHeader, len(vector))
	}
	n, content := int(binary.BigEndian.Uint16(vector)), vector[listHeader:]
	if n > len(content) {
		return nil, fault(codeListCut, fieldList, len(vector), "%d bytes announced, %d are there", n, len(content))
	}
	if n < len(content) {
		return nil, fault(codeListTrailing, fieldList, listHeader+n, "%d bytes follow the list", len(content)-n)
	}
	return content, nil
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

// ParseList reads an encoded vector certificate_authorities, its 2-byte length
// included. An empty list is well-formed here; some messages forbid it. The
// names alias vector.
func ParseList(vector []byte) (List, error) {
	list := List{}
	for name, err := range Names(vector) {
		if err != nil {
			return nil, err
		}
		list = append(list, name)
	}
	return list, nil
}

// AppendBinary appends the list as the vector certificate_authorities, its
// 2-byte length included. It refuses an empty name, a name of more than 65,535
// bytes and a list whose Size is over 65,535, and then returns dst as it was.
func (l List) AppendBinary(dst []byte) ([]byte, error) {
	size := 0
	for i, name := range l {
		if len(name) == 0 || len(name) > maxVector {
			return dst, badName(i, len(name))
		}
		size += entryHeader + len(name)
	}
	if size > maxVector {
		return dst, fault(codeListLong, fieldList, schannel.NoOffset, "%d bytes; the length of the list can say %d at most", size, maxVector)
	}
	dst = slices.Grow(dst, listHeader+size)
	dst = binary.BigEndian.AppendUint16(dst, uint16(size))
	for _, name := range l {
		dst = binary.BigEndian.AppendUint16(dst, uint16(len(name)))
		dst = append(dst, name...)
	}
	return dst, nil
}

func badName(i, length int) *schannel.Error {
	if length == 0 {
		return fault(codeNameEmpty, fieldName(i), schannel.NoOffset, "a name of no length")
	}
	return fault(codeNameLong, fieldName(i), schannel.NoOffset, "%d bytes; a name may have %d at most", length, maxVector)
}

// MarshalBinary returns what [List.AppendBinary] appends to nothing.
func (l List) MarshalBinary() ([]byte, error) { return l.AppendBinary(nil) }
