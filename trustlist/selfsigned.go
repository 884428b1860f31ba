// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package trustlist

import (
	"crypto"
	"crypto/md5"
	"crypto/rsa"
	"crypto/x509"
	"errors"

	"github.com/schanneltrust/schannel/internal/enum"
)

// Truth is an answer that may be missing.
type Truth uint8

const (
	Unknown Truth = 0 // it could not be found out
	Yes     Truth = 1
	No      Truth = 2
)

var truthNames = [...]string{"unknown", "yes", "no"}

// String returns the name of t, such as "unknown".
func (t Truth) String() string { return enum.String(truthNames[:], t) }

// AppendText appends the name of t; the error is always nil.
func (t Truth) AppendText(dst []byte) ([]byte, error) {
	return enum.Append(dst, truthNames[:], t), nil
}

// MarshalText returns the name of t; the error is always nil.
func (t Truth) MarshalText() ([]byte, error) { return t.AppendText(nil) }

// UnmarshalText accepts the names that String returns for known values.
func (t *Truth) UnmarshalText(text []byte) (err error) {
	*t, err = enum.Parse[Truth](truthNames[:], "truth", text)
	return err
}

// maxKey is the longest RSA key that is checked with, in bits: the time that a
// signature takes grows with the cube of it.
const maxKey = 16384

// SelfSigned checks whether the certificate is signed by its own key. It is
// unknown where crypto/x509 refuses the certificate or cannot check its kind
// of signature, such as MD2 with RSA. One that is not self-issued is not
// self-signed (RFC 5280, Section 3.2).
func (c Certificate) SelfSigned() Truth {
	if !c.SelfIssued {
		return No
	}
	parsed, err := x509.ParseCertificate(c.Raw)
	if err != nil {
		return Unknown
	}
	key, isRSA := parsed.PublicKey.(*rsa.PublicKey)
	if isRSA && key.N.BitLen() > maxKey {
		return Unknown
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
		return Yes
	case errors.Is(err, x509.ErrUnsupportedAlgorithm), errors.As(err, &insecure):
		return Unknown
	case isRSA && !errors.Is(err, rsa.ErrVerification):
		return Unknown // a key that crypto/rsa does not use
	}
	return No
}
