// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package exchange

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/rsa"
	"crypto/sha1"
	"crypto/x509"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/dotnetname"
)

// maxCertificate is far above any certificate that a server has in use.
const maxCertificate = 1 << 20

// maxRSABits bounds the work of checking a signature. crypto/tls refuses more
// than 8,192 bits.
const maxRSABits = 16384

// ParseCertificate is [FromX509] for the DER of a certificate.
func ParseCertificate(der []byte) (Certificate, error) {
	if len(der) > maxCertificate {
		return Certificate{}, fault(codeCertificate, "certificate", fmt.Errorf("%d bytes, more than %d", len(der), maxCertificate))
	}
	c, err := x509.ParseCertificate(der)
	if err != nil {
		return Certificate{}, fault(codeCertificate, "certificate", err)
	}
	return FromX509(c), nil
}

// FromX509 returns what a certificate says about itself. What Exchange and the
// store know beside it (services, status, root, private key) stays unknown. Of
// none, nil, nothing is known.
func FromX509(c *x509.Certificate) Certificate {
	if c == nil {
		return Certificate{}
	}
	out := Certificate{
		Thumbprint:      sha1.Sum(c.Raw),
		Subject:         dotnetname.Format(c.RawSubject),
		Issuer:          dotnetname.Format(c.RawIssuer),
		SerialNumber:    serialNumber(c),
		Domains:         domainsOf(c),
		DomainsComplete: schannel.Yes,
		NotBefore:       c.NotBefore.UTC(),
		NotAfter:        c.NotAfter.UTC(),
		SelfSigned:      selfSigned(c),
		KeyBits:         keyBits(c.PublicKey),
		X509Version:     c.Version,
		ServerAuth:      hasUsage(c, x509.ExtKeyUsageServerAuth),
		ClientAuth:      hasUsage(c, x509.ExtKeyUsageClientAuth),
		SubjectKeyID:    truth(len(c.SubjectKeyId) > 0),
		Raw:             bytes.Clone(c.Raw),
	}
	if c.PublicKeyAlgorithm != x509.UnknownPublicKeyAlgorithm {
		out.KeyAlgorithm = c.PublicKeyAlgorithm.String()
	}
	return out
}

// domainsOf returns the names that the shell lists as CertificateDomains: the
// host names of the subject alternative name, or, in a certificate without
// any, a common name that could be a host name.
func domainsOf(c *x509.Certificate) []string {
	if len(c.DNSNames) > 0 {
		return slices.Clone(c.DNSNames)
	}
	if name := c.Subject.CommonName; plausibleHost(name) {
		return []string{name}
	}
	return nil
}

// plausibleHost reports whether a common name could be a host name: letters,
// digits, hyphens and dots, with a wildcard as the first label if any.
func plausibleHost(name string) bool {
	rest := strings.TrimPrefix(name, "*.")
	return rest != "" && len(name) <= 255 && !strings.ContainsFunc(rest, func(r rune) bool {
		return r != '-' && r != '.' && r != '_' && (r < '0' || r > '9') && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z')
	})
}

// selfSigned compares the names and checks the signature with the own key.
// Certificates that Exchange makes are no authorities, so the checks that
// concern chains do not fit here.
func selfSigned(c *x509.Certificate) schannel.Truth {
	if !bytes.Equal(c.RawIssuer, c.RawSubject) {
		return schannel.No
	}
	if key, ok := c.PublicKey.(*rsa.PublicKey); ok && key.N.BitLen() > maxRSABits {
		return schannel.Unknown
	}
	err := c.CheckSignature(c.SignatureAlgorithm, c.RawTBSCertificate, c.Signature)
	var insecure x509.InsecureAlgorithmError
	switch {
	case err == nil:
		return schannel.Yes
	case errors.As(err, &insecure), errors.Is(err, x509.ErrUnsupportedAlgorithm):
		return schannel.Unknown
	}
	return schannel.No
}

func hasUsage(c *x509.Certificate, usage x509.ExtKeyUsage) schannel.Truth {
	if len(c.ExtKeyUsage) == 0 && len(c.UnknownExtKeyUsage) == 0 {
		return schannel.Yes
	}
	return truth(slices.Contains(c.ExtKeyUsage, usage) || slices.Contains(c.ExtKeyUsage, x509.ExtKeyUsageAny))
}

func keyBits(key any) int {
	switch key := key.(type) {
	case *rsa.PublicKey:
		return key.N.BitLen()
	case *ecdsa.PublicKey:
		return key.Curve.Params().BitSize
	}
	return 0
}

// serialNumber writes the number as the shell does, in whole bytes.
func serialNumber(c *x509.Certificate) string {
	if c.SerialNumber == nil {
		return ""
	}
	return fmt.Sprintf("%X", c.SerialNumber.Bytes())
}

func truth(is bool) schannel.Truth {
	if is {
		return schannel.Yes
	}
	return schannel.No
}
