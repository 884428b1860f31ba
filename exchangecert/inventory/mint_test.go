// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package inventory

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha1"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/base64"
	"encoding/binary"
	"encoding/xml"
	"fmt"
	"math/big"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/stretchr/testify/require"
)

// mint makes a self-signed certificate with names, the first of them the
// common name.
func mint(t *testing.T, names ...string) []byte {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	require.NoError(t, err)
	template := &x509.Certificate{
		SerialNumber: big.NewInt(0x1a2b3c),
		Subject:      pkix.Name{CommonName: names[0], Organization: []string{"Contoso, Ltd."}},
		DNSNames:     names[1:],
		NotBefore:    time.Date(2024, 1, 2, 3, 4, 5, 0, time.UTC),
		NotAfter:     time.Date(2029, 1, 2, 3, 4, 5, 0, time.UTC),
		ExtKeyUsage:  []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	require.NoError(t, err)
	return der
}

func thumb(der []byte) string { return fmt.Sprintf("%X", sha1.Sum(der)) }

// facts is what a test serializes with a certificate.
type facts struct {
	der                    []byte
	friendly, identity     string
	selfSigned, exportable bool
	status, root, services int32
	provider               uint32
	sites                  []string
	signed                 bool
}

// nrbf writes the stream that BinaryFormatter would, with the layout that
// public exports of Exchange have ([MS-NRBF]).
type nrbf struct{ bytes.Buffer }

func (w *nrbf) i32(n int32) { binary.Write(w, binary.LittleEndian, n) } //nolint:errcheck // a buffer takes everything

func (w *nrbf) text(s string) {
	for n := len(s); ; n >>= 7 {
		if n < 0x80 {
			w.WriteByte(byte(n))
			break
		}
		w.WriteByte(byte(n) | 0x80)
	}
	w.WriteString(s)
}

// enum writes a record of an enumeration; its class stands once.
func (w *nrbf) enum(id int32, class string, n int32) {
	w.WriteByte(5)
	w.i32(id)
	w.text(class)
	w.i32(1)
	w.text("value__")
	w.Write([]byte{0, 8})
	w.i32(2)
	w.i32(n)
}

func (f facts) elements() []byte {
	var b bytes.Buffer
	element := func(property uint32, data []byte) {
		for _, n := range []uint32{property, 1, uint32(len(data))} {
			binary.Write(&b, binary.LittleEndian, n) //nolint:errcheck // a buffer takes everything
		}
		b.Write(data)
	}
	provider := make([]byte, 28)
	binary.LittleEndian.PutUint32(provider, 28)
	binary.LittleEndian.PutUint32(provider[8:], f.provider)
	element(propKeyProvider, append(provider, 'k', 0, 0, 0))
	var name []byte
	for _, unit := range utf16.Encode([]rune(f.friendly + "\x00")) {
		name = binary.LittleEndian.AppendUint16(name, unit)
	}
	element(propFriendlyName, name)
	element(propCertificate, f.der)
	return b.Bytes()
}

const family = "Microsoft.Exchange.Management.SystemConfigurationTasks."

func (f facts) stream() []byte {
	w := &nrbf{}
	w.WriteByte(0)
	w.i32(1)
	w.i32(-1)
	w.i32(1)
	w.i32(0)
	w.WriteByte(12)
	w.i32(2)
	w.text("Microsoft.Exchange.Management, Version=15.0.0.0")
	w.WriteByte(5)
	w.i32(1)
	w.text(family + "ExchangeCertificate")
	members := []string{"CertData", "SelfSigned", "Status", "RootCAType", "Services", "IISServices", "PrivateKeyExportable", "Identity"}
	w.i32(int32(len(members)))
	for _, m := range members {
		w.text(m)
	}
	w.Write([]byte{7, 0, 4, 4, 4, 3, 0, 1, 2, 1})
	for _, c := range []string{"CertificateStatus", "CertificateAuthorityType", "AllowedServices"} {
		w.text(family + c)
		w.i32(2)
	}
	w.text("System.Collections.Generic.List`1[[" + family + "IisService]]")
	w.WriteByte(1)
	w.i32(2)

	flag := map[bool]byte{true: 1}
	w.WriteByte(9)
	w.i32(3)
	w.WriteByte(flag[f.selfSigned])
	w.enum(-4, family+"CertificateStatus", f.status)
	w.enum(-5, family+"CertificateAuthorityType", f.root)
	w.enum(-6, family+"AllowedServices", f.services)
	w.WriteByte(9)
	w.i32(7)
	w.WriteByte(flag[f.exportable])
	w.WriteByte(6)
	w.i32(8)
	w.text(f.identity)

	data := f.elements()
	w.WriteByte(15)
	w.i32(3)
	w.i32(int32(len(data)))
	w.WriteByte(2)
	w.Write(data)
	f.list(w)
	w.WriteByte(11)
	return f.signature(w.Bytes())
}

// list writes the list of web sites: a record, its array, and the items, which
// bring records of enumerations that look like Services.
func (f facts) list(w *nrbf) {
	w.WriteByte(4)
	w.i32(7)
	w.text("System.Collections.Generic.List`1[[" + family + "IisService]]")
	w.i32(3)
	for _, m := range []string{"_items", "_size", "_version"} {
		w.text(m)
	}
	w.Write([]byte{4, 0, 0})
	w.text(family + "IisService[]")
	w.i32(2)
	w.Write([]byte{8, 8, 9})
	w.i32(9)
	w.i32(int32(len(f.sites)))
	w.i32(1)
	w.WriteByte(7)
	w.i32(9)
	w.WriteByte(0)
	w.i32(1)
	w.i32(int32(len(f.sites) + 2))
	w.WriteByte(4)
	w.text(family + "IisService")
	w.i32(2)
	for i := range f.sites {
		w.WriteByte(9)
		w.i32(int32(20 + i))
	}
	w.Write([]byte{13, 2})
	for i, site := range f.sites {
		if i == 0 {
			w.WriteByte(5)
			w.i32(20)
			w.text(family + "IisService")
			w.i32(2)
			w.text("serviceName")
			w.text("internalUrlValid")
			w.Write([]byte{1, 4})
			w.text(family + "UrlValidation")
			w.i32(2)
			w.i32(2)
		} else {
			w.WriteByte(1)
			w.i32(int32(20 + i))
			w.i32(20)
		}
		w.WriteByte(6)
		w.i32(int32(40 + i))
		w.text(site)
		w.enum(int32(-60-i), family+"UrlValidation", 77)
	}
}

func (f facts) signature(stream []byte) []byte {
	if !f.signed {
		return stream
	}
	signed := binary.LittleEndian.AppendUint32([]byte("#sig#"), uint32(len(stream)))
	return append(append(signed, stream...), make([]byte, 32)...)
}

// clixml is an export of certificates, as Get-ExchangeCertificate |
// Export-Clixml makes it.
func clixml(all ...facts) string {
	var b strings.Builder
	b.WriteString("\ufeff<Objs Version=\"1.1.0.1\" xmlns=\"http://schemas.microsoft.com/powershell/2004/04\">\n")
	for i, f := range all {
		types := "<TNRef RefId=\"0\" />"
		if i == 0 {
			types = "<TN RefId=\"0\"><T>" + family + "ExchangeCertificate</T><T>System.Object</T></TN>"
		}
		fmt.Fprintf(&b, "  <Obj RefId=\"%d\">\n    %s\n    <ToString>[Subject]_x000D__x000A_  CN=not this one_x000D__x000A_</ToString>\n", i, types)
		fmt.Fprintf(&b, "    <Props>\n      <BA N=\"RawData\">%s</BA>\n    </Props>\n", base64.StdEncoding.EncodeToString(f.der))
		fmt.Fprintf(&b, "    <MS>\n      <S N=\"PSComputerName\">mx1.contoso.com</S>\n      <BA N=\"SerializationData\">%s</BA>\n    </MS>\n  </Obj>\n",
			base64.StdEncoding.EncodeToString(f.stream()))
	}
	b.WriteString("</Objs>")
	return b.String()
}

func escaped(s string) string {
	var b strings.Builder
	xml.EscapeText(&b, []byte(s)) //nolint:errcheck // a builder takes everything
	return b.String()
}
