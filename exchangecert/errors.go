// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package exchangecert

import "github.com/schanneltrust/schannel"

// Kinds of malformed input.
const (
	codeServices        schannel.Code = "exchangecert.services.malformed"
	codeAuthMechanism   schannel.Code = "exchangecert.auth_mechanism.malformed"
	codeCertificate     schannel.Code = "exchangecert.certificate.malformed"
	codeCertificateName schannel.Code = "exchangecert.certificate_name.malformed"
)

// faultTexts say what each kind of malformed input means.
var faultTexts = [...]schannel.Phrase{
	{Code: codeServices, Text: "the text is no set of services of Exchange"},
	{Code: codeAuthMechanism, Text: "the text is no set of authentication mechanisms of a connector"},
	{Code: codeCertificate, Text: "the bytes are no X.509 certificate"},
	{Code: codeCertificateName, Text: "the text is no TlsCertificateName of the form <I>issuer<S>subject"},
}

func fault(code schannel.Code, field string, err error) error {
	return &schannel.Error{Code: code, Field: field, Offset: schannel.NoOffset, Err: err}
}
