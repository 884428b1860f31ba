// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package trustlist

import (
	"fmt"

	"github.com/schanneltrust/schannel"
)

// Codes of malformed input.
const (
	codeCertificateDER schannel.Code = "trustlist.certificate.der"
	codeStoreBER       schannel.Code = "trustlist.store.ber"
	codeStoreDER       schannel.Code = "trustlist.store.der"
	codeStoreLong      schannel.Code = "trustlist.store.long"
	codeStorePEM       schannel.Code = "trustlist.store.pem"
	codeStoreSST       schannel.Code = "trustlist.store.sst"
	codeStoreUnknown   schannel.Code = "trustlist.store.unknown"
	codeEntry          schannel.Code = "trustlist.ctl.entry"
	codeNameDER        schannel.Code = "trustlist.name.der"
	codeNameEmpty      schannel.Code = "trustlist.name.empty"
	codeNameLong       schannel.Code = "trustlist.name.long"
	codeListCut        schannel.Code = "trustlist.list.cut"
	codeListEmpty      schannel.Code = "trustlist.list.empty"
	codeListLong       schannel.Code = "trustlist.list.long"
	codeListTrailing   schannel.Code = "trustlist.list.trailing"
	codeListWrapped    schannel.Code = "trustlist.list.wrapped"
	codeMessageCut     schannel.Code = "trustlist.message.cut"
	codeMoreDefects    schannel.Code = "trustlist.message.more_defects"
	codeMessageField   schannel.Code = "trustlist.message.field"
	codeMessageLong    schannel.Code = "trustlist.message.long"
	codeMessageTrail   schannel.Code = "trustlist.message.trailing"
	codeMessageType    schannel.Code = "trustlist.message.type"
	codeVersion        schannel.Code = "trustlist.message.version"
	codeExtension      schannel.Code = "trustlist.extension.duplicate"
	codeNoAlgorithms   schannel.Code = "trustlist.extension.missing"
	codeEncrypted      schannel.Code = "trustlist.flight.encrypted"
	codeNoRequest      schannel.Code = "trustlist.flight.no_request"
)

// fault returns the error for a malformed input.
func fault(code schannel.Code, field string, offset int, format string, args ...any) *schannel.Error {
	return &schannel.Error{Code: code, Field: field, Offset: offset, Err: fmt.Errorf(format, args...)}
}
