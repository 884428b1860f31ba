// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package certstore

import (
	"crypto"
	"crypto/md5"
	"crypto/rsa"
	"crypto/x509"
	"errors"

	"github.com/schanneltrust/schannel"
)

// maxKey is the longest RSA key that is checked with, in bits: the time that a
// signature takes grows with the cube of it.
const maxKey = 16384

// SelfSigned checks whether the certificate is signed by its own key. It is
// unknown where crypto/x509 refuses the certificate or cannot check its kind
// of signature, such as MD2 with RSA. One that is not self-issued is not
// self-signed (RFC 5280, Section 3.2).
func (c Certificate) SelfSigned() schannel.Truth {
	if !c.SelfIssued {
		return schannel.No
	}
	parsed, err := x509.ParseCertificate(c.Raw)
	if err != nil {
		return schannel.Unknown
	}
	key, isRSA := parsed.PublicKey.(*rsa.PublicKey)
	if isRSA && key.N.BitLen() > maxKey {
		return schannel.Unknown
	}
	err = parsed.CheckSignature(parsed.SignatureAlgorithm, parsed.RawTBSCertificate, parsed.Signature)
	if isRSA && parsed.SignatureAlgorithm == x509.MD5WithRSA {
		// Nothing is trusted for this: old roots are signed so.
		digest := md5.Sum(parsed.RawTBSCertificate)
		err = rsa.VerifyPKCS1v15(key, crypto.MD5, digest[:], parsed.Signature)
	}
	var insecure x509.InsecureAlgorithmError
	switch {
	case err == nil:
		return schannel.Yes
	case errors.Is(err, x509.ErrUnsupportedAlgorithm), errors.As(err, &insecure):
		return schannel.Unknown
	case isRSA && !errors.Is(err, rsa.ErrVerification):
		return schannel.Unknown // a key that crypto/rsa does not use
	}
	return schannel.No
}
