// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package ems_test

import (
	"bufio"
	"bytes"
	"crypto/rsa"
	"crypto/x509"
	"encoding/hex"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
)

// The recorded connections in the source tree of Go (BSD licence, not copied
// here) have OpenSSL as one end. For the suites with RSA key exchange the
// premaster secret can be recovered, because the key is in the tree too.

// cryptoTLS returns where package crypto/tls stands in the tree of the
// toolchain that runs the test.
var cryptoTLS = sync.OnceValues(func() (string, error) {
	root, err := exec.Command("go", "env", "GOROOT").Output()
	return filepath.Join(strings.TrimSpace(string(root)), "src", "crypto", "tls"), err
})

// goTestKey finds testRSAPrivateKey in the tests of crypto/tls.
func goTestKey(t *testing.T) *rsa.PrivateKey {
	t.Helper()
	dir, err := cryptoTLS()
	require.NoError(t, err)
	file, err := parser.ParseFile(token.NewFileSet(), filepath.Join(dir, "handshake_test.go"), nil, 0)
	require.NoError(t, err)
	var key *rsa.PrivateKey
	ast.Inspect(file, func(n ast.Node) bool {
		if spec, ok := n.(*ast.ValueSpec); ok && spec.Names[0].Name == "testRSAPrivateKey" {
			text := spec.Values[0].(*ast.CallExpr).Args[0].(*ast.CallExpr).Args[0].(*ast.BasicLit)
			quoted, err := strconv.Unquote(text.Value)
			require.NoError(t, err)
			key, err = x509.ParsePKCS1PrivateKey(unhex(t, quoted))
			require.NoError(t, err)
		}
		return true
	})
	require.NotNil(t, key)
	return key
}

// goRecording reads both directions of a recorded connection.
func goRecording(t *testing.T, name string) (client, server []byte) {
	t.Helper()
	dir, err := cryptoTLS()
	require.NoError(t, err)
	text, err := os.ReadFile(filepath.Join(dir, "testdata", name))
	require.NoError(t, err)
	into := &client
	for lines := bufio.NewScanner(bytes.NewReader(text)); lines.Scan(); {
		line := lines.Text()
		switch {
		case strings.HasPrefix(line, ">>>") && strings.Contains(line, "client to server"):
			into = &client
		case strings.HasPrefix(line, ">>>"):
			into = &server
		case line != "":
			dump, _, _ := strings.Cut(line[len("00000000"):], "|")
			b, err := hex.DecodeString(strings.ReplaceAll(dump, " ", ""))
			require.NoError(t, err)
			*into = append(*into, b...)
		}
	}
	return client, server
}
