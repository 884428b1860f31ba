// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package certstore

import (
	"fmt"

	"github.com/schanneltrust/schannel"
)

// Codes of malformed input.
const (
	codeCertificateDER schannel.Code = "trustlist.certificate.der"
	codeEntry          schannel.Code = "trustlist.ctl.entry"
	codeStoreBER       schannel.Code = "trustlist.store.ber"
	codeStoreDER       schannel.Code = "trustlist.store.der"
	codeStoreLong      schannel.Code = "trustlist.store.long"
	codeStorePEM       schannel.Code = "trustlist.store.pem"
	codeStoreRegistry  schannel.Code = "trustlist.store.registry"
	codeStoreSST       schannel.Code = "trustlist.store.sst"
	codeStoreUnknown   schannel.Code = "trustlist.store.unknown"
)

// fault returns the error for a malformed input.
func fault(code schannel.Code, field string, offset int, format string, args ...any) *schannel.Error {
	return &schannel.Error{Code: code, Field: field, Offset: offset, Err: fmt.Errorf(format, args...)}
}
