// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package hello

import (
	"fmt"
	"iter"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/catalog"
)

// What makes a hello impossible.
const (
	codeLength  schannel.Code = "ems.hello.too_long"
	codeNone    schannel.Code = "ems.hello.none"
	codeSuites  schannel.Code = "ems.hello.suites"
	codeVersion schannel.Code = "ems.hello.version"
)

// The longest fields (RFC 5246, Section 7.4.1.2; RFC 6347, Section 4.2.1).
const (
	maxSessionID = 32
	maxCookie    = 1<<8 - 1
	maxSuites    = (1<<16 - 2) / 2
)

// Catalog yields the codes of this package, ordered by code: kinds of errors.
func Catalog() iter.Seq[schannel.CatalogEntry] {
	return catalog.Tables{Errors: []schannel.Phrase{
		{Code: codeLength, Text: "A field of a hello and its length do not fit each other."},
		{Code: codeNone, Text: "No such hello is sent in the case."},
		{Code: codeSuites, Text: "There is no cipher suite, or there are more than a hello can hold."},
		{Code: codeVersion, Text: "The version of the case is none whose hellos have extensions."},
	}}.All()
}

func helloError(code schannel.Code, field string, err error) error {
	return &schannel.Error{Code: code, Field: field, Offset: schannel.NoOffset, Err: err}
}

// check refuses a session ID or a cookie that is too long.
func (f Fields) check() error {
	for _, field := range [...]struct {
		name         string
		length, most int
	}{
		{"session_id", len(f.SessionID), maxSessionID},
		{"cookie", len(f.Cookie), maxCookie},
	} {
		if field.length > field.most {
			return helloError(codeLength, field.name, fmt.Errorf("%d bytes, more than %d", field.length, field.most))
		}
	}
	return nil
}
