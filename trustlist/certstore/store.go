// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package certstore

import (
	"bytes"
	"fmt"
	"iter"

	"golang.org/x/crypto/cryptobyte"
	"golang.org/x/crypto/cryptobyte/asn1"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/textfile"
)

// Format is a kind of file that certificates are kept in.
type Format uint8

const (
	FormatUnknown Format = 0 // "unknown": none that is read here
	FormatPEM     Format = 1 // "pem": text with BEGIN and END lines, of certificates and of PKCS #7
	FormatDER     Format = 2 // "der": certificates, one after the other
	FormatPKCS7   Format = 3 // "pkcs7": the certificates of a SignedData, as .p7b files have them
	FormatSST     Format = 4 // "sst": a serialized store of Windows
	FormatCTL     Format = 5 // "ctl": a certificate trust list, which has thumbprints and no certificates

	FormatBase64   Format = 6 // "base64": text of DER or PKCS #7 without BEGIN and END lines
	FormatRegistry Format = 7 // "registry": an export of …\SystemCertificates\STORE\Certificates, or reg query of it
	FormatCertutil Format = 8 // "certutil": what certutil -store and -dump print, with certificates in base64
)

const (
	maxStore    = 64 << 20
	maxItems    = 1 << 17
	maxBadItems = 1000
)

const sstMagic = "\x00\x00\x00\x00CERT"

// FormatOf tells what kind of file it is, text also in UTF-16.
func FormatOf(store []byte) Format {
	switch {
	case bytes.HasPrefix(store, []byte(sstMagic)):
		return FormatSST
	case len(store) > 0 && store[0] == byte(asn1.SEQUENCE) && !isText(store):
		switch contentType(store) {
		case oidTrustList:
			return FormatCTL
		case "":
			return FormatDER
		}
		return FormatPKCS7
	}
	return textFormat(store)
}

// isText reports whether a store that begins like DER is text: the digit 0 is
// the same byte as the tag of a SEQUENCE.
func isText(store []byte) bool {
	rest := cryptobyte.String(store)
	return !rest.SkipASN1(asn1.SEQUENCE) && (bytes.Contains(store, []byte(pemBegin)) || bytes.HasPrefix(store, []byte("0x3082")))
}

// Certificates yields the certificates of a store in its order, whatever its
// [Format]. An item that cannot be read comes as an error with its position
// and its offset in the store, and the others follow; where nothing tells at
// which byte the next one begins, that error is the last. What is no
// certificate, such as a key or a revocation list, is passed over.
//
// Certificates alias the store; those of a text have memory of their own. At most
// 64 MiB and 131,072 items are read, and after 1,000 errors it ends: then the
// last error has the code "trustlist.store.long".
func Certificates(store []byte) iter.Seq2[Certificate, error] { return items(store, false) }

// UntrustedCertificates is Certificates for the store Untrusted Certificates,
// which certutil and the registry call Disallowed. In registry text Certificates
// refuses that store, and UntrustedCertificates reads no other.
func UntrustedCertificates(store []byte) iter.Seq2[Certificate, error] { return items(store, true) }

func items(store []byte, untrusted bool) iter.Seq2[Certificate, error] {
	return func(yield func(Certificate, error) bool) {
		r := storeReader{untrusted: untrusted, yield: func(c Certificate, defect *schannel.Error) bool {
			if defect != nil {
				return yield(c, defect)
			}
			return yield(c, nil)
		}}
		r.read(store)
	}
}

// read reads a store of any format.
func (r *storeReader) read(store []byte) {
	if len(store) > maxStore {
		r.bad(fault(codeStoreLong, "store", schannel.NoOffset, "%d bytes; %d are read at most", len(store), maxStore))
		return
	}
	switch FormatOf(store) {
	case FormatPEM:
		r.pem(store)
	case FormatBase64:
		r.base64(store)
	case FormatRegistry:
		r.registry(store)
	case FormatCertutil:
		r.certutil(store)
	case FormatDER, FormatPKCS7, FormatCTL:
		r.der(section{store, len(store)})
	case FormatSST:
		r.sst(store)
	case FormatUnknown:
		r.bad(unknownFormat(store))
	}
}

// ReadLenient collects what [Certificates] yields: what could be read, and
// every defect.
func ReadLenient(store []byte) ([]Certificate, []*schannel.Error) {
	var certificates []Certificate
	var defects []*schannel.Error
	r := storeReader{yield: func(c Certificate, defect *schannel.Error) bool {
		if defect != nil {
			defects = append(defects, defect)
		} else {
			certificates = append(certificates, c)
		}
		return true
	}}
	r.read(store)
	return certificates, defects
}

// storeReader hands out items and counts them.
type storeReader struct {
	yield    func(Certificate, *schannel.Error) bool
	index    int // of the next item
	badItems int

	// What a block of text encodes has offsets that are nowhere in the text:
	// the offset of the block has to do.
	inBlock bool
	blockAt int

	store     string // of registry text, where the item stands
	untrusted bool   // the store Untrusted Certificates is wanted

	// A text in UTF-16 is decoded: where its bytes stand in the file.
	text *textfile.Text
	last textfile.Place
}

// good hands out a certificate and reports whether to go on.
func (r *storeReader) good(c Certificate) bool {
	c.Index, c.Store = r.index, r.store
	if r.inBlock {
		c.Offset = r.blockAt
	}
	return r.yield(c, nil) && r.count()
}

// bad hands out an error about the next item and reports whether to go on.
func (r *storeReader) bad(e *schannel.Error) bool {
	if e.Field != "store" {
		e.Field = fmt.Sprintf("store[%d].%s", r.index, e.Field)
	}
	if r.inBlock {
		e.Err = fmt.Errorf("in what the block encodes, at byte %d: %w", e.Offset, e.Err)
		e.Offset = r.blockAt
	}
	r.badItems++
	return r.yield(Certificate{}, e) && r.count()
}

func (r *storeReader) count() bool {
	r.index++
	if r.index < maxItems && r.badItems < maxBadItems {
		return true
	}
	r.yield(Certificate{}, fault(codeStoreLong, "store", schannel.NoOffset, "%d items, %d of them malformed; the rest is not read", r.index, r.badItems))
	return false
}

// certificate reads a DER element that should be one and reports whether to go
// on.
func (r *storeReader) certificate(der []byte, offset int) bool {
	c, defect := readCertificate(der)
	if defect != nil {
		return r.bad(defect.Shifted(offset))
	}
	c.Offset = offset
	return r.good(c)
}

// der reads certificates and bags one behind the other and reports whether to
// go on with what is behind them.
func (r *storeReader) der(s section) bool {
	for len(s.String) > 0 {
		offset := s.at()
		element, fault := s.element(asn1.SEQUENCE, "certificate")
		if fault != nil {
			return r.bad(fault) // nothing tells where the next one begins
		}
		if !r.item(element, offset) {
			return false
		}
	}
	return true
}

// item reads a DER element: a certificate, or what holds some.
func (r *storeReader) item(element []byte, offset int) bool {
	switch contentType(element) {
	case oidSignedData:
		return r.bag(section{element, offset + len(element)})
	case oidTrustList:
		return r.bad(fault(codeStoreUnknown, "trust list", offset, "it names certificates and holds none: see TrustEntries"))
	case "":
		if isPKCS12(element) {
			return r.bad(fault(codeStoreUnknown, "PKCS #12", offset, "it is encrypted: export the certificates without keys"))
		}
		return r.certificate(element, offset)
	}
	return r.bad(fault(codeStoreUnknown, "PKCS #7", offset, "its content is no SignedData"))
}

// isPKCS12 reports whether a SEQUENCE begins with the version of a PFX
// (RFC 7292, Section 4).
func isPKCS12(element cryptobyte.String) bool {
	var version cryptobyte.String
	return skipHeader(&element, asn1.SEQUENCE) && element.ReadASN1(&version, asn1.INTEGER) && string(version) == "\x03"
}

// section is a part of an input: what is left of it, and at which offset of the
// input it ends.
type section struct {
	cryptobyte.String
	end int
}

// at returns the offset in the input of what is left.
func (s *section) at() int { return s.end - len(s.String) }

// element takes the next element, with its tag and length, in DER or BER. If
// there is none, nothing is taken.
func (s *section) element(tag asn1.Tag, field string) ([]byte, *schannel.Error) {
	var element cryptobyte.String
	if !s.PeekASN1Tag(tag) {
		return nil, fault(codeStoreDER, field, s.at(), "no whole element with the tag 0x%02x", uint8(tag))
	}
	if s.ReadASN1Element(&element, tag) {
		return element, nil
	}
	if e, ok := measure(s.String, 0); ok {
		element = s.String[:e.end:e.end]
		s.String = s.String[e.end:]
		return element, nil
	}
	// X.690, Section 8.1.3.6: the length 0x80 says that the end is marked.
	if len(s.String) > 1 && s.String[1] == 0x80 {
		return nil, fault(codeStoreBER, field, s.at(), "an element of the indefinite form (BER) whose end is not there, or which nests deeper than %d", maxNested)
	}
	return nil, fault(codeStoreDER, field, s.at(), "no whole element with the tag 0x%02x", uint8(tag))
}

// enter takes the next element and returns what is inside.
func (s *section) enter(tag asn1.Tag, field string) (section, *schannel.Error) {
	start := s.at()
	element, fault := s.element(tag, field)
	if fault != nil {
		return section{}, fault
	}
	e, _ := measure(element, 0)
	return section{element[e.from:e.to], start + e.to}, nil
}
