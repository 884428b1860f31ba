// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package evidence_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha1"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/binary"
	"encoding/pem"
	"fmt"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/stretchr/testify/require"
)

// The artefacts of the tests are written as Windows, the shell and OpenSSL
// write them, from certificates that are minted here.

// identity is a certificate with its key.
type identity struct {
	*x509.Certificate
	key *ecdsa.PrivateKey
}

// testKey is one for all certificates: making keys takes the time.
var testKey = sync.OnceValue(func() *ecdsa.PrivateKey {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil
	}
	return key
})

var (
	madeFrom  = time.Date(2009, 11, 10, 9, 0, 0, 0, time.UTC)
	madeUntil = time.Date(2039, 11, 10, 9, 0, 0, 0, time.UTC)
)

// mint makes a certificate; without an issuer it signs itself.
func mint(tb testing.TB, template *x509.Certificate, issuer *identity) identity {
	tb.Helper()
	key := testKey()
	if template.SerialNumber == nil {
		template.SerialNumber = big.NewInt(int64(len(template.Subject.CommonName)) + 1)
	}
	if template.NotBefore.IsZero() {
		template.NotBefore, template.NotAfter = madeFrom, madeUntil
	}
	parent := template
	if issuer != nil {
		parent = issuer.Certificate
	}
	der, err := x509.CreateCertificate(rand.Reader, template, parent, &key.PublicKey, key)
	require.NoError(tb, err)
	c, err := x509.ParseCertificate(der)
	require.NoError(tb, err)
	return identity{c, key}
}

// authority makes a root whose name has some hundred bytes, as those of the
// Microsoft root program have.
func authority(tb testing.TB, name string) identity {
	tb.Helper()
	return mint(tb, &x509.Certificate{
		Subject: pkix.Name{
			Country: []string{"US"}, Organization: []string{"Contoso Trust Services, Limited Liability Company"},
			OrganizationalUnit: []string{"For authorized use only"}, CommonName: name,
		},
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign,
	}, nil)
}

// authorities makes so many roots.
func authorities(tb testing.TB, n int) []identity {
	tb.Helper()
	all := make([]identity, n)
	for i := range all {
		all[i] = authority(tb, fmt.Sprintf("Contoso Root Authority %04d", i))
	}
	return all
}

// clientOf makes the certificate of a client.
func clientOf(tb testing.TB, issuer identity, name string) identity {
	tb.Helper()
	return mint(tb, &x509.Certificate{Subject: pkix.Name{CommonName: name}, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth}}, &issuer)
}

// selfSigned makes the certificate that Exchange makes for itself.
func selfSigned(tb testing.TB, from, until time.Time, names ...string) identity {
	tb.Helper()
	return mint(tb, &x509.Certificate{
		Subject: pkix.Name{CommonName: names[0]}, DNSNames: names, NotBefore: from, NotAfter: until,
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}, nil)
}

func thumb(c identity) string { return thumbOf(c.Raw) }

func thumbOf(der []byte) string { return fmt.Sprintf("%X", sha1.Sum(der)) }

func asPEM(all ...identity) string {
	var b strings.Builder
	for _, c := range all {
		_ = pem.Encode(&b, &pem.Block{Type: "CERTIFICATE", Bytes: c.Raw}) // a builder takes everything
	}
	return b.String()
}

// element is an element of a serialized store ([MS-OSHARED] 2.3.9.1).
func element(id uint32, data []byte) []byte {
	e := binary.LittleEndian.AppendUint32(nil, id)
	e = binary.LittleEndian.AppendUint32(e, 1)
	e = binary.LittleEndian.AppendUint32(e, uint32(len(data)))
	return append(e, data...)
}

const certificateElement = 0x20

// asSST writes what Export-Certificate -Type SST does.
func asSST(all ...identity) string {
	store := []byte("\x00\x00\x00\x00CERT")
	for _, c := range all {
		store = append(store, element(certificateElement, c.Raw)...)
	}
	return string(append(store, make([]byte, 12)...))
}

// asRegistry writes what reg export does of a store: UTF-16 with a mark.
func asRegistry(key string, all ...identity) string {
	var b strings.Builder
	b.WriteString("Windows Registry Editor Version 5.00\r\n\r\n[" + key + "]\r\n\r\n")
	for _, c := range all {
		fmt.Fprintf(&b, "[%s\\Certificates\\%s]\r\n\"Blob\"=hex:%s\r\n\r\n", key, thumb(c), commas(element(certificateElement, c.Raw)))
	}
	return wide(b.String())
}

func commas(data []byte) string {
	pairs := make([]string, len(data))
	for i, b := range data {
		pairs[i] = fmt.Sprintf("%02x", b)
	}
	return strings.Join(pairs, ",")
}

func wide(text string) string {
	out := binary.LittleEndian.AppendUint16(nil, 0xfeff)
	for _, unit := range utf16.Encode([]rune(text)) {
		out = binary.LittleEndian.AppendUint16(out, unit)
	}
	return string(out)
}

// asValues writes what reg export does of a key with DWORDs.
func asValues(key string, values map[string]uint32) string {
	var b strings.Builder
	b.WriteString("Windows Registry Editor Version 5.00\r\n\r\n[" + key + "]\r\n")
	for name, value := range values {
		fmt.Fprintf(&b, "%q=dword:%08x\r\n", name, value)
	}
	return wide(b.String())
}

const (
	systemCertificates = `HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\SystemCertificates\`
	schannelOfWindows  = `HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL`
)

// asEvent writes an event as wevtutil qe /f:xml does.
func asEvent(log, provider string, id, level int, at, data string) string {
	return fmt.Sprintf("<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider Name='%s'/>"+
		"<EventID>%d</EventID><Version>0</Version><Level>%d</Level><Task>0</Task><Opcode>0</Opcode><Keywords>0x8000000000000000</Keywords>"+
		"<TimeCreated SystemTime='%s'/><EventRecordID>4711</EventRecordID><Channel>%s</Channel><Computer>srv.contoso.example</Computer>"+
		"<Security/></System>%s</Event>\r\n", provider, id, level, at, log, data)
}

// asList writes objects as Format-List does.
func asList(objects ...[]string) string {
	var b strings.Builder
	for _, object := range objects {
		b.WriteString("\r\n\r\n")
		for i := 0; i < len(object); i += 2 {
			fmt.Fprintf(&b, "%-24s: %s\r\n", object[i], object[i+1])
		}
	}
	return b.String() + "\r\n\r\n\r\n"
}

// tap keeps what a connection writes.
type tap struct {
	net.Conn
	written []byte
}

func (t *tap) Write(b []byte) (int, error) {
	t.written = append(t.written, b...)
	return t.Conn.Write(b)
}

// handshake is what both ends of a connection sent in which the server asked
// for a certificate.
func handshake(tb testing.TB) (client, server string) {
	tb.Helper()
	root := authority(tb, "Contoso Client Authority")
	own := selfSigned(tb, madeFrom, madeUntil, "mail.contoso.example")
	pool := x509.NewCertPool()
	pool.AddCert(root.Certificate)
	a, b := net.Pipe()
	ends := [2]*tap{{Conn: a}, {Conn: b}}
	done := make(chan error, 1)
	go func() {
		done <- tls.Server(ends[1], &tls.Config{
			Certificates: []tls.Certificate{{Certificate: [][]byte{own.Raw}, PrivateKey: own.key}},
			ClientAuth:   tls.RequestClientCert, ClientCAs: pool, MaxVersion: tls.VersionTLS12, MinVersion: tls.VersionTLS12,
			SessionTicketsDisabled: true,
		}).Handshake()
	}()
	c := tls.Client(ends[0], &tls.Config{InsecureSkipVerify: true, MaxVersion: tls.VersionTLS12, MinVersion: tls.VersionTLS12}) //nolint:gosec // both ends are here
	require.NoError(tb, c.Handshake())
	require.NoError(tb, <-done)
	return string(ends[0].written), string(ends[1].written)
}

// folderOf writes files and returns their folder.
func folderOf(tb testing.TB, files map[string]string) string {
	tb.Helper()
	folder := filepath.Join(tb.TempDir(), "evidence")
	require.NoError(tb, os.MkdirAll(folder, 0o700))
	for name, content := range files {
		path := filepath.Join(folder, filepath.FromSlash(name))
		require.NoError(tb, os.MkdirAll(filepath.Dir(path), 0o700))
		require.NoError(tb, os.WriteFile(path, []byte(content), 0o600))
	}
	return folder
}
