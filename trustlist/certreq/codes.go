// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package certreq

import (
	"fmt"

	"github.com/schanneltrust/schannel"
)

// Codes of malformed input.
const (
	codeExtension    schannel.Code = "trustlist.extension.duplicate"
	codeNoAlgorithms schannel.Code = "trustlist.extension.missing"
	codeAnother      schannel.Code = "trustlist.flight.another"
	codeEncrypted    schannel.Code = "trustlist.flight.encrypted"
	codeNoRequest    schannel.Code = "trustlist.flight.no_request"
	codeListEmpty    schannel.Code = "trustlist.list.empty"
	codeListLength   schannel.Code = "trustlist.list.length"
	codeListWrapped  schannel.Code = "trustlist.list.wrapped"
	codeMessageCut   schannel.Code = "trustlist.message.cut"
	codeMessageField schannel.Code = "trustlist.message.field"
	codeMessageLong  schannel.Code = "trustlist.message.long"
	codeMoreDefects  schannel.Code = "trustlist.message.more_defects"
	codeMessageTrail schannel.Code = "trustlist.message.trailing"
	codeMessageType  schannel.Code = "trustlist.message.type"
	codeNameBare     schannel.Code = "trustlist.name.bare"
	codeTextCut      schannel.Code = "trustlist.text.cut"
	codeTextLines    schannel.Code = "trustlist.text.lines"
	codeVersion      schannel.Code = "trustlist.message.version"
)

// Codes of packages below that are used here.
const (
	codeListCut      = "trustlist.list.cut"
	codeListLong     = "trustlist.list.long"
	codeListTrailing = "trustlist.list.trailing"
	codeNameEmpty    = "trustlist.name.empty"
)

// fault returns the error for a malformed input.
func fault(code schannel.Code, field string, offset int, format string, args ...any) *schannel.Error {
	return &schannel.Error{Code: code, Field: field, Offset: offset, Err: fmt.Errorf(format, args...)}
}
