// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package tlstest

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// Identity is a server's certificate with an RSA key, in memory and as files.
type Identity struct {
	Key             *rsa.PrivateKey
	Certificate     tls.Certificate
	CertificateFile string
	KeyFile         string
}

// NewIdentity makes a certificate for localhost that is valid for an hour.
func NewIdentity(t *testing.T) Identity {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	require.NoError(t, err)
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "localhost"}, DNSNames: []string{"localhost"},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		KeyUsage: x509.KeyUsageKeyEncipherment | x509.KeyUsageDigitalSignature,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	require.NoError(t, err)
	pkcs8, err := x509.MarshalPKCS8PrivateKey(key)
	require.NoError(t, err)
	dir := t.TempDir()
	i := Identity{
		Key: key, Certificate: tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key},
		CertificateFile: filepath.Join(dir, "certificate.pem"), KeyFile: filepath.Join(dir, "key.pem"),
	}
	writePEM(t, i.CertificateFile, "CERTIFICATE", der)
	writePEM(t, i.KeyFile, "PRIVATE KEY", pkcs8)
	return i
}

func writePEM(t *testing.T, file, kind string, der []byte) {
	t.Helper()
	require.NoError(t, os.WriteFile(file, pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der}), 0o600))
}
