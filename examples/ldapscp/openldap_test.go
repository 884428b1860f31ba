// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package main

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"math/big"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// openLDAP is a directory of a test: a slapd with a folder and a schema of its
// own on a port of the loopback interface, ended with the test.
type openLDAP struct {
	url    string
	folder string
	ca     string // a file with its certificate
}

// adminPassword is what the directory takes from its administrator.
const adminPassword = "synthetic"

// start fills a directory with files of LDIF and starts it.
func start(t *testing.T, ldif ...string) openLDAP {
	t.Helper()
	program := slapd(t)
	d := openLDAP{folder: t.TempDir()}
	d.ca = mint(t, d.folder)
	config := write(t, d.folder, "slapd.conf", d.config(t))
	for _, file := range ldif {
		out, err := command(t, program, "slapadd", "-f", config, "-l", file).CombinedOutput()
		require.NoError(t, err, "%s", out)
	}
	address := freeAddress(t)
	d.url = "ldap://" + address
	server := command(t, program, "slapd", "-d", "0", "-h", d.url, "-f", config)
	var log bytes.Buffer
	server.Stdout, server.Stderr = &log, &log
	require.NoError(t, server.Start())
	t.Cleanup(func() {
		_ = server.Process.Kill() // it may have ended
		_ = server.Wait()
	})
	require.Eventually(t, func() bool {
		conn, err := net.Dial("tcp", address)
		return err == nil && conn.Close() == nil
	}, 20*time.Second, 20*time.Millisecond, "%s", &log)
	return d
}

// slapd copies the program: where it is installed, AppArmor lets it read the
// folders of the system's own directory alone.
func slapd(t *testing.T) string {
	t.Helper()
	installed, err := exec.LookPath("slapd")
	if err != nil {
		installed = "/usr/sbin/slapd" // not on everybody's path
	}
	content, err := os.ReadFile(installed)
	if err != nil {
		t.Skip("slapd is not installed: Debian package slapd")
	}
	program := filepath.Join(t.TempDir(), "slapd")
	syscall.ForkLock.RLock()                    // no program of another test may inherit the file while it is written to
	err = os.WriteFile(program, content, 0o700) //nolint:gosec // a program is executable
	syscall.ForkLock.RUnlock()
	require.NoError(t, err)
	return program
}

// command runs the program, which is several, under one of its names.
func command(t *testing.T, program, name string, args ...string) *exec.Cmd {
	t.Helper()
	c := exec.CommandContext(t.Context(), program, args...)
	c.Args[0] = name
	return c
}

func write(t *testing.T, folder, name, text string) string {
	t.Helper()
	path := filepath.Join(folder, name)
	require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
	return path
}

func (d openLDAP) config(t *testing.T) string {
	t.Helper()
	schema, err := os.ReadFile("testdata/directory.schema")
	require.NoError(t, err)
	require.NoError(t, os.Mkdir(filepath.Join(d.folder, "db"), 0o700))
	root := write(t, d.folder, "root.ldif", "dn:\nconfigurationNamingContext: CN=Configuration,DC=corp,DC=example\n")
	return fmt.Sprintf(`include %q
pidfile %q
rootDSE %q
TLSCertificateFile %q
TLSCertificateKeyFile %q
database ldif
suffix "CN=Configuration,DC=corp,DC=example"
directory %q
rootdn "CN=Administrator,CN=Configuration,DC=corp,DC=example"
rootpw %s
limits anonymous size=1000 size.prtotal=unlimited
`, write(t, d.folder, "directory.schema", string(schema)), filepath.Join(d.folder, "pid"), root, d.ca, filepath.Join(d.folder, "key.pem"), filepath.Join(d.folder, "db"), adminPassword)
}

// mint makes the certificate of a directory, which is its own authority,
// and returns its file.
func mint(t *testing.T, folder string) string {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	require.NoError(t, err)
	template := x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "directory"}, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), IsCA: true, BasicConstraintsValid: true,
	}
	certificate, err := x509.CreateCertificate(rand.Reader, &template, &template, &key.PublicKey, key)
	require.NoError(t, err)
	private, err := x509.MarshalPKCS8PrivateKey(key)
	require.NoError(t, err)
	certificateFile := write(t, folder, "certificate.pem", string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: certificate})))
	write(t, folder, "key.pem", string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: private})))
	return certificateFile
}

// freeAddress is one on which nobody listens.
func freeAddress(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer l.Close()
	return l.Addr().String()
}
