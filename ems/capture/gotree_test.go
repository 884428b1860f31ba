// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package capture_test

import (
	"bufio"
	"bytes"
	"crypto/rsa"
	"crypto/x509"
	"encoding/hex"
	"encoding/pem"
	"go/ast"
	"go/build"
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

	"github.com/schanneltrust/schannel/internal/tlswire"
)

// The recorded connections in the source tree of Go (BSD licence, not copied
// here) have OpenSSL as one end. For the suites with RSA key exchange the
// premaster secret can be recovered, because the key is in the tree too.

// goRoot finds the source tree of Go: the one that the test was built with or,
// where it was built without paths, the one that the go command names.
var goRoot = sync.OnceValue(func() string {
	roots := []string{build.Default.GOROOT}
	if named, err := exec.Command("go", "env", "GOROOT").Output(); err == nil {
		roots = append(roots, strings.TrimSpace(string(named)))
	}
	for _, root := range roots {
		if _, err := os.Stat(filepath.Join(root, "src", "crypto", "tls", "testdata")); root != "" && err == nil {
			return root
		}
	}
	return ""
})

// cryptoTLS returns where package crypto/tls stands in the source tree of Go;
// the test is skipped where there is none.
func cryptoTLS(t *testing.T) string {
	t.Helper()
	if goRoot() == "" {
		t.Skip("needs the source tree of Go with its testdata: Debian package golang-src, or the archive of go.dev")
	}
	return filepath.Join(goRoot(), "src", "crypto", "tls")
}

// goVersion reads which Go the tree is.
func goVersion(t *testing.T) string {
	t.Helper()
	version, err := os.ReadFile(filepath.Join(cryptoTLS(t), "..", "..", "..", "VERSION"))
	require.NoError(t, err)
	return string(version)
}

// goRecordings lists the recorded connections.
func goRecordings(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(cryptoTLS(t), "testdata", "*-TLSv1*"))
	require.NoError(t, err)
	for i, file := range files {
		files[i] = filepath.Base(file)
	}
	return files
}

// goKeys finds every RSA key in the tests of crypto/tls.
var goKeys = sync.OnceValues(func() ([]*rsa.PrivateKey, error) {
	files, err := filepath.Glob(filepath.Join(goRoot(), "src", "crypto", "tls", "*_test.go"))
	if err != nil {
		return nil, err
	}
	var keys []*rsa.PrivateKey
	for _, file := range files {
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err != nil {
			return nil, err
		}
		ast.Inspect(parsed, func(n ast.Node) bool {
			if text, ok := n.(*ast.BasicLit); ok && text.Kind == token.STRING {
				if key := rsaKey(text.Value); key != nil {
					keys = append(keys, key)
				}
			}
			return true
		})
	}
	return keys, nil
})

// rsaKey reads a literal that may be an RSA key, in hexadecimal or as PEM with
// the word TESTING in place of PRIVATE.
func rsaKey(literal string) *rsa.PrivateKey {
	text, err := strconv.Unquote(literal)
	if err != nil {
		return nil
	}
	der, err := hex.DecodeString(text)
	if err != nil || len(der) == 0 {
		block, _ := pem.Decode([]byte(strings.ReplaceAll(text, "TESTING KEY", "PRIVATE KEY")))
		if block == nil {
			return nil
		}
		der = block.Bytes
	}
	if key, err := x509.ParsePKCS1PrivateKey(der); err == nil {
		return key
	}
	if any, err := x509.ParsePKCS8PrivateKey(der); err == nil {
		key, _ := any.(*rsa.PrivateKey)
		return key
	}
	return nil
}

// goKey returns the key of the certificate in a recorded handshake.
func goKey(t *testing.T, w wire) *rsa.PrivateKey {
	t.Helper()
	keys, err := goKeys()
	require.NoError(t, err)
	for _, key := range keys {
		if bytes.Contains(w.messages[tlswire.TypeCertificate], key.N.Bytes()) {
			return key
		}
	}
	t.Fatalf("none of the %d keys in the tree is that of the certificate", len(keys))
	return nil
}

// goRecording reads both directions of a recorded connection.
func goRecording(t *testing.T, name string) (client, server []byte) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(cryptoTLS(t), "testdata", name))
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
