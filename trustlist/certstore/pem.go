// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package certstore

import (
	"bytes"
	"encoding/base64"
	"strings"

	"golang.org/x/crypto/cryptobyte"
	"golang.org/x/crypto/cryptobyte/asn1"

	"github.com/schanneltrust/schannel/internal/textfile"
)

const (
	pemBegin = "-----BEGIN "
	pemDash  = "-----"
)

// pemBlock is the text between a BEGIN line and what ends it.
type pemBlock struct {
	label  string
	body   []byte
	offset int    // of the BEGIN line
	fault  string // what is wrong with its lines; empty: nothing
}

// pem reads the blocks of a text (RFC 7468), also in UTF-16. What stands between
// them does not matter. Other than encoding/pem it reports blocks that it cannot
// read.
func (r *storeReader) pem(text []byte) {
	const escape = 0x1b // of a colour
	if !bytes.Contains(text, []byte(pemBegin)) || bytes.IndexByte(text, escape) >= 0 {
		decoded := textfile.Decode(text)
		r.text, text = &decoded, []byte(decoded.String)
	}
	var other pemBlock // the first block of another kind, if there are others
	others, read := 0, false
	for at := 0; ; {
		block, next, found := nextBlock(text, at)
		if !found {
			break
		}
		at = next
		switch {
		case !holdsCertificates(block.label):
			if others++; others == 1 || other.label == "" && block.label != "" {
				other = block
			}
			continue
		case !r.block(block):
			return
		}
		read = true
	}
	switch {
	case read:
	case other.label != "":
		r.bad(fault(codeStorePEM, "block", r.place(other.offset), "a block %q, and no certificate", other.label))
	default:
		r.bad(fault(codeStorePEM, "block", r.place(other.offset), "BEGIN of a block that has no END"))
	}
}

// holdsCertificates reports whether a block with that label is read. "X509" and
// "TRUSTED" are labels of OpenSSL; Windows labels a PKCS #7 as a certificate
// when certutil encodes it.
func holdsCertificates(label string) bool {
	switch label {
	case "CERTIFICATE", "X509 CERTIFICATE", "TRUSTED CERTIFICATE", "PKCS7", "CMS", "PKCS #7 SIGNED DATA":
		return true
	}
	return false
}

// nextBlock finds the next block at or behind the offset at, and where to look
// for the one behind it.
func nextBlock(text []byte, at int) (block pemBlock, next int, found bool) {
	i := bytes.Index(text[at:], []byte(pemBegin))
	if i < 0 {
		return pemBlock{}, 0, false
	}
	block.offset = at + i
	at = block.offset + len(pemBegin)
	label, behind, _ := bytes.Cut(text[at:], []byte(pemDash))
	if !startsLine(text[:block.offset]) || !endsLine(behind) {
		next = block.embedded(text, at)
		return block, next, true
	}
	block.label = string(label)
	// There is no dash in base64, so the next five are those of a line.
	body, rest, ends := bytes.Cut(behind, []byte(pemDash))
	if !ends {
		block.fault = "no END line"
		return block, len(text), true
	}
	block.body = body
	rest, isEnd := bytes.CutPrefix(rest, []byte(endOf(label)))
	if !isEnd {
		block.fault = "another line than its END follows"
		return block, len(text) - len(rest) - len(pemDash), true
	}
	return block, len(text) - len(rest), true
}

// endOf is the rest of the END line of a label, behind its first dashes.
func endOf(label []byte) string { return "END " + string(label) + pemDash }

// embedded reads a block that does not begin with a line of its own, because a
// program put it into a value, such as of JSON or CSV, because it is quoted, or
// because each line is a string of a program.
// The label stands at the offset at. Where no end follows, it is prose and keeps
// an empty label. It returns where to look for the next block.
func (b *pemBlock) embedded(text []byte, at int) (next int) {
	label, rest, _ := bytes.Cut(text[at:], []byte(pemDash))
	body, rest, _ := bytes.Cut(rest, []byte(pemDash))
	rest, isEnd := bytes.CutPrefix(rest, []byte(endOf(label)))
	if !isEnd {
		return at
	}
	b.label = string(label)
	b.body = []byte(strings.NewReplacer(`\r`, "", `\n`, "", `\/`, "/", ">", "", `" +`, "", `"+`, "", `",`, "", `"`, "", `',`, "", `'`, "").Replace(string(body)))
	return len(text) - len(rest)
}

// startsLine reports whether nothing but blanks stands behind the last line
// break of before.
func startsLine(before []byte) bool {
	before = bytes.TrimRight(before, " \t")
	before = bytes.TrimPrefix(before, []byte("\xef\xbb\xbf")) // byte order mark
	return len(before) == 0 || bytes.HasSuffix(before, []byte("\n")) || bytes.HasSuffix(before, []byte("\r"))
}

// endsLine reports whether nothing but blanks stands before the first line
// break of behind.
func endsLine(behind []byte) bool {
	behind = bytes.TrimLeft(behind, " \t")
	return len(behind) == 0 || behind[0] == '\n' || behind[0] == '\r'
}

// block reads what is in a block and reports whether to go on.
func (r *storeReader) block(b pemBlock) bool {
	b.offset = r.place(b.offset)
	if b.fault != "" {
		return r.bad(fault(codeStorePEM, b.label, b.offset, "%s", b.fault))
	}
	der, err := decodeBase64(b.body)
	if err != nil {
		return r.bad(fault(codeStorePEM, b.label, b.offset, "%w", err))
	}
	if b.label == "TRUSTED CERTIFICATE" {
		der = firstElement(der) // OpenSSL adds its own trust settings
	}
	if len(der) == 0 {
		return r.bad(fault(codeStorePEM, b.label, b.offset, "nothing is in it"))
	}
	r.inBlock, r.blockAt = true, b.offset
	goOn := r.der(section{der, len(der)})
	r.inBlock = false
	return goOn
}

// decodeBase64 decodes the body of a block, with header lines (RFC 1421,
// Section 4.6), blanks and line ends in any form.
func decodeBase64(body []byte) ([]byte, error) {
	if behind := bytes.LastIndexByte(body, ':') + 1; behind > 0 {
		_, body, _ = bytes.Cut(body[behind:], []byte("\n"))
	}
	if bytes.ContainsAny(body, " \t") {
		body = bytes.Join(bytes.Fields(body), nil)
	}
	der := make([]byte, base64.StdEncoding.DecodedLen(len(body)))
	n, err := base64.StdEncoding.Decode(der, body)
	return der[:n:n], err
}

// firstElement returns the first DER element of b, or b if it has none.
func firstElement(b []byte) []byte {
	s := cryptobyte.String(b)
	var element cryptobyte.String
	if !s.ReadASN1Element(&element, asn1.SEQUENCE) {
		return b
	}
	return element
}
