// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package certreq

import (
	"encoding/binary"

	"golang.org/x/crypto/cryptobyte"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/trustlist"
)

const typeClientHello = 1

// ParseClientHello returns the authorities that a client names in the
// extension certificate_authorities of its ClientHello (RFC 8446,
// Section 4.2.4), and nil where it has no such extension. The message comes
// with its 4-byte header; the names alias it.
func ParseClientHello(message []byte) (trustlist.List, error) {
	d := decoder{input: message}
	list, ok := d.clientHello()
	if !ok {
		return nil, d.defects[0]
	}
	return list, nil
}

// ParseClientHelloLenient is ParseClientHello for messages that are cut or
// malformed: it returns the names that are there and tells what was wrong.
func ParseClientHelloLenient(message []byte) (trustlist.List, []*schannel.Error) {
	d := decoder{input: message, lenient: true}
	list, _ := d.clientHello()
	return list, d.noted()
}

// clientHello reads the message as far as the extensions need it: RFC 5246,
// Section 7.4.1.2; RFC 8446, Section 4.1.2.
func (d *decoder) clientHello() (trustlist.List, bool) {
	s, end, ok := d.header(typeClientHello, "ClientHello")
	if !ok {
		return nil, false
	}
	const versionAndRandom = 2 + 32
	if !s.Skip(versionAndRandom) {
		d.defect(fault(codeMessageCut, "random", at(end, s), "version and random need %d bytes, %d are left", versionAndRandom, len(s)))
		return nil, false
	}
	for _, v := range []struct {
		width, least int
		field        string
	}{{1, 0, "session_id"}, {2, 2, "cipher_suites"}, {1, 1, "compression_methods"}} {
		if _, ok := d.vector(&s, end, v.width, v.least, v.field); !ok {
			return nil, false
		}
	}
	if len(s) == 0 {
		return nil, true // RFC 5246, Section 7.4.1.2: the extensions may be missing
	}
	extensions, ok := d.vector(&s, end, 2, 0, "extensions")
	if !ok {
		return nil, false
	}
	if len(s) > 0 && !d.defect(fault(codeMessageTrail, "extensions", at(end, s), "%d bytes follow the extensions", len(s))) {
		return nil, false
	}
	return d.authoritiesOf(extensions, end-len(s))
}

// authoritiesOf finds the list in the extensions of a ClientHello.
func (d *decoder) authoritiesOf(s cryptobyte.String, end int) (trustlist.List, bool) {
	var r CertificateRequest
	for len(s) > 0 {
		start := at(end, s)
		var e Extension
		if !s.ReadUint16(&e.Type) {
			return r.Authorities, d.defect(fault(codeMessageCut, "extension", start, "the type needs 2 bytes, %d are left", len(s)))
		}
		d.missing = 0 // an extension has a length of its own
		data, ok := d.vector(&s, end, 2, 0, "extension")
		if !ok {
			return r.Authorities, false
		}
		if e.Type != extensionAuthorities {
			continue
		}
		// RFC 8446, Section 4.2: no two extensions of one type in a block.
		if r.Authorities != nil {
			if !d.defect(fault(codeExtension, "extension", start, "a second extension of type %d", e.Type)) {
				return nil, false
			}
			continue
		}
		if !d.extension(&r, &e, data, at(end, s)) {
			return r.Authorities, false
		}
	}
	return r.Authorities, true
}

// AppendExtension appends the list as the whole extension
// certificate_authorities, with its type and length, as it stands in a
// ClientHello or in a CertificateRequest of TLS 1.3. An empty list is refused:
// the extension must then be left out.
func AppendExtension(dst []byte, l trustlist.List) ([]byte, error) {
	if len(l) == 0 {
		return dst, fault(codeListEmpty, fieldList, schannel.NoOffset, "an empty list: the extension must be left out instead")
	}
	if l.Size() > maxVector-listHeader {
		return dst, fault(codeListLong, fieldList, schannel.NoOffset, "%d bytes; the extension has room for %d", l.Size(), maxVector-listHeader)
	}
	start := len(dst)
	out := append(binary.BigEndian.AppendUint16(dst, extensionAuthorities), 0, 0)
	out, err := l.AppendBinary(out)
	if err != nil {
		return dst, err
	}
	return out, putLength(out, start+2, "extension")
}
