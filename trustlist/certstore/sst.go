// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package certstore

import (
	"bytes"
	"encoding/binary"
	"unicode/utf16"

	"github.com/schanneltrust/schannel"
)

// Identifiers of the elements of a serialized store ([MS-OSHARED] 2.3.9.1): a
// certificate, its kin, and the properties that are read here. [MS-WCCE]
// 2.2.2.1 prints 0x0D for the friendly name; stores that Windows wrote have
// 0x0B.
const (
	sstEnd            = 0
	sstSHA1           = 3
	sstPurposes       = 9
	sstFriendlyName   = 11
	sstCertificate    = 0x20
	sstRevocationList = 0x21
	sstTrustList      = 0x22

	sstHeader = 12 // of an element: identifier, encoding type, length
)

// sstElement is an element of a serialized store.
type sstElement struct {
	id     uint32
	offset int // of its data
	data   []byte
}

// sstProperties is what stands before a certificate. One that is not there has
// no data, not even none.
type sstProperties struct{ sha1, purposes, friendlyName sstElement }

// sst reads a serialized store: [MS-OSHARED] 2.3.9.1.
func (r *storeReader) sst(store []byte) { r.elements(store, store[len(sstMagic):], true) }

// elements reads the elements in rest, which is the end of store, and reports
// whether to go on with what is behind them. Properties stand before what they
// belong to. The end is marked in a serialized store and not in the registry.
func (r *storeReader) elements(store, rest []byte, marked bool) bool {
	var properties sstProperties
	for marked || len(rest) > 0 {
		e, left, fault := nextElement(store, rest)
		if fault != nil {
			return r.bad(fault)
		}
		rest = left
		switch e.id {
		case sstEnd:
			if len(rest) > 0 {
				return r.bad(sstFault("end", len(store)-len(rest), "%d bytes follow the end of the store", len(rest)))
			}
			return true
		case sstCertificate:
			if !r.sstCertificate(e, properties) {
				return false
			}
			properties = sstProperties{}
		case sstRevocationList, sstTrustList:
			properties = sstProperties{}
		case sstSHA1:
			properties.sha1 = e
		case sstPurposes:
			properties.purposes = e
		case sstFriendlyName:
			properties.friendlyName = e
		}
	}
	return true
}

func sstFault(field string, offset int, format string, args ...any) *schannel.Error {
	return fault(codeStoreSST, field, offset, format, args...)
}

// nextElement takes the first element of rest, which is the end of store.
func nextElement(store, rest []byte) (e sstElement, left []byte, fault *schannel.Error) {
	offset := len(store) - len(rest)
	if len(rest) == 0 {
		return e, nil, sstFault("end", offset, "the store ends without its end mark")
	}
	if len(rest) < sstHeader {
		return e, nil, sstFault("element", offset, "its header needs %d bytes, %d are left", sstHeader, len(rest))
	}
	e.id = binary.LittleEndian.Uint32(rest)
	length := binary.LittleEndian.Uint32(rest[8:])
	rest = rest[sstHeader:]
	if uint64(length) > uint64(len(rest)) {
		return e, nil, sstFault("element", offset, "it has %d bytes, %d are left", length, len(rest))
	}
	e.offset = offset + sstHeader
	e.data = rest[:length:length]
	return e, rest[length:], nil
}

// sstCertificate reads a certificate with its properties.
func (r *storeReader) sstCertificate(e sstElement, properties sstProperties) bool {
	c, defect := readCertificate(e.data)
	if defect != nil {
		return r.bad(defect.Shifted(e.offset))
	}
	c.Offset = e.offset
	if fault := properties.set(&c); fault != nil {
		return r.bad(fault)
	}
	return r.good(c)
}

// set gives the properties to their certificate.
func (p sstProperties) set(c *Certificate) *schannel.Error {
	// [MS-OSHARED] 2.3.9.1, CERT_HASH_PROP_ID: the SHA-1 of the certificate.
	if said := p.sha1.data; said != nil && !bytes.Equal(said, c.SHA1[:]) {
		return sstFault("thumbprint", p.sha1.offset, "the store says %x (%d bytes), the certificate has %s", said[:min(len(said), len(c.SHA1))], len(said), c.SHA1)
	}
	if p.purposes.data != nil {
		var ok bool
		if c.Property, ok = readPurposes(p.purposes.data); !ok {
			return sstFault("purposes", p.purposes.offset, "no SEQUENCE of object identifiers")
		}
	}
	c.FriendlyName = utf16Text(p.friendlyName.data)
	return nil
}

// utf16Text decodes a text of Windows, little-endian with a zero at its end.
func utf16Text(b []byte) string {
	if len(b) == 0 {
		return ""
	}
	units := make([]uint16, 0, len(b)/2)
	for ; len(b) > 1; b = b[2:] {
		unit := binary.LittleEndian.Uint16(b)
		if unit == 0 {
			break
		}
		units = append(units, unit)
	}
	return string(utf16.Decode(units))
}
