// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package certstore_test

import (
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"iter"
	"os/exec"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel/internal/dntest"
	"github.com/schanneltrust/schannel/internal/livetest"
	"github.com/schanneltrust/schannel/trustlist/certstore"
)

// utf16le is a text as the registry editor and PowerShell write it.
func utf16le(text string) string {
	b := []byte("\xff\xfe")
	for _, u := range utf16.Encode([]rune(text)) {
		b = binary.LittleEndian.AppendUint16(b, u)
	}
	return string(b)
}

// export is a registry export of one certificate of a store.
func export(store, blob string) string {
	return fmt.Sprintf("[HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\SystemCertificates\\%s\\Certificates\\0123456789ABCDEF0123456789ABCDEF01234567]\r\n", store) +
		"\"Blob\"=hex:" + strings.ReplaceAll(fmt.Sprintf("% x", blob), " ", ",") + "\r\n\r\n"
}

const exportHead = "Windows Registry Editor Version 5.00\r\n\r\n"

func TestTextStores(t *testing.T) {
	t.Parallel()
	a, b := string(certificate{subject: dntest.CN("a")}.der()), string(certificate{subject: dntest.CN("b")}.der())
	pemA, pemB := armour("CERTIFICATE", a), armour("CERTIFICATE", b)
	bare := base64.StdEncoding.EncodeToString([]byte(a))
	blobA := sstItem(sstName, utf16z("first")) + sstItem(0x0f, "other") + sstItem(sstCert, a)
	keys := exportHead + export("AuthRoot", blobA) + export("ROOT", sstItem(sstCert, b))
	value := func(text, store string) int {
		return strings.Index(text, store+"\\") + strings.Index(text[strings.Index(text, store+"\\"):], "\"Blob")
	}
	// valueAt is where the value of the last store stands in an export.
	valueAt := func(store, blob string, more ...string) int {
		text := exportHead + export(store, blob)
		if len(more) > 0 {
			text += export(more[0], "")
		}
		return strings.LastIndex(text, "\"Blob")
	}
	textual := strings.Replace(export("ROOT", ""), "hex:", "\"x\"", 1)
	listing := "ROOT \"Trusted Root Certification Authorities\"\r\n================ Certificate 0 ================\r\n" +
		"Serial Number: 01\r\nCert Hash(sha1): " + strings.Repeat("01", 20) + "\r\n"
	tests := []struct {
		name   string
		why    string
		store  string
		format certstore.Format
		want   []read
	}{
		{"pem-utf16", "PowerShell redirects to UTF-16", utf16le("# ä\r\n" + pemA + pemB), certstore.FormatPEM, []read{{subject: "CN=a", offset: 2 + 10}, {subject: "CN=b", offset: 2 + 10 + 2*len(pemA)}}},
		{"pem-utf16-bad", "offsets are those of the file", utf16le(armour("CERTIFICATE", "hello") + pemB), certstore.FormatPEM, []read{{code: "trustlist.store.der", offset: 2}, {subject: "CN=b", offset: 2 + 2*len(armour("CERTIFICATE", "hello"))}}},
		{"base64", "as a browser or a SAML document has it", bare, certstore.FormatBase64, []read{{subject: "CN=a"}}},
		{"base64-lines", "in lines", bare[:64] + "\r\n" + bare[64:] + "\r\n", certstore.FormatBase64, []read{{subject: "CN=a"}}},
		{"base64-bag", "of a PKCS #7", base64.StdEncoding.EncodeToString([]byte(bag(a, b))), certstore.FormatBase64, []read{{subject: "CN=a"}, {subject: "CN=b"}}},
		{"base64-utf16", "in UTF-16", utf16le(bare), certstore.FormatBase64, []read{{subject: "CN=a", offset: 2}}},
		{"base64-shortest", "a SEQUENCE begins with M and A to P", "MA" + strings.Repeat("A", 62), certstore.FormatBase64, []read{{code: "trustlist.certificate.der"}, {code: "trustlist.store.der"}}},
		{"base64-last-length", "a SEQUENCE begins with M and A to P", "MP" + strings.Repeat("A", 62), certstore.FormatBase64, []read{{code: "trustlist.store.der"}}},
		{"base64-no-sequence", "nor with Q", "MQ" + strings.Repeat("A", 62), certstore.FormatUnknown, []read{{code: "trustlist.store.unknown"}}},
		{"base64-too-short", "a word may look so", "MA" + strings.Repeat("A", 58), certstore.FormatUnknown, []read{{code: "trustlist.store.unknown"}}},
		{"base64-cut", "the DER ends early", bare[:len(bare)/2/4*4], certstore.FormatBase64, []read{{code: "trustlist.store.der"}}},

		{"registry", "the backup of KB2801679: Blob has properties as in a serialized store", keys, certstore.FormatRegistry, []read{{subject: "CN=a", offset: value(keys, "AuthRoot")}, {subject: "CN=b", offset: value(keys, "ROOT")}}},
		{"registry-utf16", "as regedit writes it", utf16le(keys), certstore.FormatRegistry, []read{{subject: "CN=a", offset: 2 + 2*value(keys, "AuthRoot")}, {subject: "CN=b", offset: 2 + 2*value(keys, "ROOT")}}},
		{"registry-disallowed", "Untrusted Certificates are not trusted", exportHead + export("Disallowed", blobA), certstore.FormatRegistry, []read{{code: "trustlist.store.registry", offset: strings.Index(exportHead+export("Disallowed", ""), "\"Blob")}}},
		{"registry-no-certificate", "properties alone", exportHead + export("ROOT", sstItem(sstName, utf16z("x"))), certstore.FormatRegistry, []read{{code: "trustlist.store.registry", offset: strings.Index(exportHead+export("ROOT", ""), "\"Blob")}}},
		{"registry-cut", "a property is longer than the value", exportHead + export("ROOT", sstItem(sstCert, a)[:40]), certstore.FormatRegistry, []read{{code: "trustlist.store.sst", offset: strings.Index(exportHead+export("ROOT", ""), "\"Blob")}}},
		{"registry-cut-then-one", "one odd value costs no other", exportHead + export("ROOT", sstItem(sstCert, a)[:40]) + export("ROOT", sstItem(sstCert, b)), certstore.FormatRegistry, []read{{code: "trustlist.store.sst", offset: valueAt("ROOT", "")}, {subject: "CN=b", offset: valueAt("ROOT", sstItem(sstCert, a)[:40], "ROOT")}}},
		{"registry-end-then-one", "a value that has the end mark of a store", exportHead + export("ROOT", sstItem(sstCert, a)+sstTail) + export("ROOT", sstItem(sstCert, b)), certstore.FormatRegistry, []read{{subject: "CN=a", offset: valueAt("ROOT", "")}, {subject: "CN=b", offset: valueAt("ROOT", sstItem(sstCert, a)+sstTail, "ROOT")}}},
		{"registry-behind-end", "and something behind it", exportHead + export("ROOT", sstItem(sstCert, a)+sstTail+"x") + export("ROOT", sstItem(sstCert, b)), certstore.FormatRegistry, []read{{subject: "CN=a", offset: valueAt("ROOT", "")}, {code: "trustlist.store.sst", offset: valueAt("ROOT", "")}, {subject: "CN=b", offset: valueAt("ROOT", sstItem(sstCert, a)+sstTail+"x", "ROOT")}}},
		{"registry-type", "a text is no certificate", exportHead + textual + export("ROOT", sstItem(sstCert, b)), certstore.FormatRegistry, []read{{code: "trustlist.store.registry", offset: strings.Index(exportHead+textual, "\"Blob")}, {subject: "CN=b", offset: len(textual) + valueAt("ROOT", "")}}},
		{"registry-nothing-then-one", "properties alone, and another value", exportHead + export("ROOT", "") + export("ROOT", sstItem(sstCert, b)), certstore.FormatRegistry, []read{{code: "trustlist.store.registry", offset: valueAt("ROOT", "")}, {subject: "CN=b", offset: valueAt("ROOT", "", "ROOT")}}},
		{"registry-defect", "a line that cannot be read costs no other", exportHead + strings.Replace(export("ROOT", ""), "hex:", "hex:0", 1) + export("ROOT", sstItem(sstCert, b)), certstore.FormatRegistry, []read{{code: "trustlist.store.registry", offset: valueAt("ROOT", "")}, {subject: "CN=b", offset: 1 + valueAt("ROOT", "", "ROOT")}}},
		{"registry-defect-elsewhere", "a line of another key is nothing of a store", exportHead + "[HKEY_LOCAL_MACHINE\\X]\r\nx\r\n" + export("ROOT", sstItem(sstCert, b)), certstore.FormatRegistry, []read{{subject: "CN=b", offset: 27 + valueAt("ROOT", "")}}},
		{"registry-short-key", "the store, Certificates and the thumbprint are the key", exportHead + strings.Replace(export("ROOT", sstItem(sstCert, b)), `HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\SystemCertificates\`, "", 1), certstore.FormatRegistry, []read{{subject: "CN=b", offset: valueAt("ROOT", "") - 57}}},
		{"registry-other", "an export of something else", exportHead + "[HKEY_LOCAL_MACHINE\\SOFTWARE\\X]\r\n\"Blob\"=hex:30,00\r\n", certstore.FormatRegistry, []read{{code: "trustlist.store.unknown"}}},

		{"certutil", "certutil -dump with base64 between", listing + pemA, certstore.FormatCertutil, []read{{subject: "CN=a", offset: strings.Index(listing, "=====")}}},
		{"certutil-listing", "a listing has no bytes: one error counts them", listing + "================ Certificate 1 ================\r\nSerial Number: 02\r\nCertUtil: -store command completed successfully.\r\n", certstore.FormatCertutil, []read{{code: "trustlist.store.unknown", offset: strings.Index(listing, "=====")}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, tt.format, certstore.FormatOf([]byte(tt.store)), tt.why)
			if diff := cmp.Diff(tt.want, readAll(tt.store), cmp.AllowUnexported(read{})); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
		})
	}
	got, defects := certstore.ReadLenient([]byte(keys))
	require.Empty(t, defects)
	require.Equal(t, "first", got[0].FriendlyName, "the property of the Blob")
}

// TestStoreNames: an export of several stores tells in which one each
// certificate stands, and that of untrusted ones is read when it is asked for.
func TestStoreNames(t *testing.T) {
	t.Parallel()
	blob := func(name string) string { return sstItem(sstCert, string(certificate{subject: dntest.CN(name)}.der())) }
	all := exportHead + export("AuthRoot", blob("a")) + export("CA", blob("b")) + export("Disallowed", blob("c")) + export("MY", blob("d"))
	read := func(from iter.Seq2[certstore.Certificate, error]) []string {
		got := []string{}
		for c, err := range from {
			if err != nil {
				got = append(got, "refused")
				continue
			}
			got = append(got, c.Store+" "+c.Subject.String())
		}
		return got
	}
	tests := []struct {
		name, why string
		from      iter.Seq2[certstore.Certificate, error]
		want      []string
	}{
		{"trusted", "Untrusted Certificates are not trusted", certstore.Certificates([]byte(all)), []string{"AuthRoot CN=a", "CA CN=b", "refused", "MY CN=d"}},
		{"untrusted", "that store is asked for", certstore.UntrustedCertificates([]byte(all)), []string{"Disallowed CN=c"}},
		{"untrusted-pem", "other files do not tell the store", certstore.UntrustedCertificates([]byte(armour("CERTIFICATE", string(certificate{subject: dntest.CN("a")}.der())))), []string{" CN=a"}},
	}
	for _, tt := range tests {
		if diff := cmp.Diff(tt.want, read(tt.from)); diff != "" {
			t.Errorf("%s: %s (-want +got):\n%s", tt.name, tt.why, diff)
		}
	}
}

// TestRefusals: what is no store is named, with what to do.
func TestRefusals(t *testing.T) {
	t.Parallel()
	a := string(certificate{subject: dntest.CN("a")}.der())
	for _, tt := range []struct {
		name  string
		store string
		text  string
	}{
		{"s_client", "CONNECTED(00000003)\n---\nServer certificate\n" + armour("CERTIFICATE", a) + "---\nAcceptable client certificate CA names\nCN = b\n", "output of openssl s_client"},
		{"s_client-indented", "    CONNECTED(00000003)\n    ---\n    Server certificate\n" + armour("CERTIFICATE", a), "output of openssl s_client"},
		{"s_client-utf16", utf16le("CONNECTED(00000003)\r\n" + armour("CERTIFICATE", a)), "output of openssl s_client"},
		{"jks", "\xfe\xed\xfe\xed\x00\x00\x00\x02\x00\x00\x00\x00", "keytool -exportcert"},
		{"pkcs12", sequence("\x02\x01\x03"), "PKCS #12"},
		{"cabinet", "MSCF\x00\x00\x00\x00", "expand"},
		{"zip", "PK\x03\x04", "unpack it"},
		{"pcap", "\xd4\xc3\xb2\xa1\x02\x00\x04\x00", "packet capture"},
		{"x509-text", "Certificate:\n    Data:\n        Version: 3 (0x2)\n", "-outform DER"},
		{"get-childitem", "\n\n   PSParentPath: Microsoft.PowerShell.Security\\Certificate::LocalMachine\\Root\n\nThumbprint   Subject\n", "Export-Certificate -Type SST"},
		{"keytool", "Keystore type: JKS\nKeystore provider: SUN\n", "-rfc"},
		{"request", armour("CERTIFICATE REQUEST", "x"), "CERTIFICATE REQUEST"},
		{"hive", "regf\x01\x00\x00\x00", "reg export"},
		{"records", "\x16\x03\x03\x00\x2a\x02\x00\x00", "TLS records"},
		{"html", "<html>", "an HTML page"},
		{"kubernetes", "data:\n  ca.crt: " + base64.StdEncoding.EncodeToString([]byte(armour("CERTIFICATE", a))) + "\n", "base64 -d"},
		{"dashes", strings.ReplaceAll(armour("CERTIFICATE", a), "-----", "—–"), "five hyphens"},
		{"hexadecimal", "0x" + strings.ToUpper(hex.EncodeToString([]byte("\x30\x82\x00\x00"))) + "\r\n", "certutil -decodehex"},
		{"other-hexadecimal", "deadbeef\n", "no certificate, PKCS #7 bag"},
		{"number", "3082 of them\n", "no certificate, PKCS #7 bag"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			certificates, defects := certstore.ReadLenient([]byte(tt.store))
			require.Empty(t, certificates)
			require.Len(t, defects, 1)
			require.Contains(t, defects[0].Error(), tt.text)
		})
	}
}

// TestBagOfOpenSSLInBER reads what openssl writes while it streams: a SignedData
// of indefinite lengths with its content.
func TestBagOfOpenSSLInBER(t *testing.T) {
	t.Parallel()
	openssl := livetest.Program(t, "openssl", "openssl")
	livetest.Proves(t, "%s cms: a bag in BER, 6 certificates read", livetest.OpenSSL(t))
	signer := livetest.Authority{}.Issue(t, dntest.CN("signer"), false)
	roots := livetest.Roots(t, 5)
	out, err := exec.CommandContext(t.Context(), openssl, "cms", "-sign", "-binary", "-stream", "-nodetach", "-outform", "DER",
		"-in", livetest.Write(t, "content", []byte(strings.Repeat("content ", 4000))), "-certfile", livetest.Write(t, "roots.pem", livetest.PEM(roots...)),
		"-signer", livetest.Write(t, "cert.pem", livetest.PEM(signer.Certificate)), "-inkey", livetest.Write(t, "key.pem", signer.KeyPEM(t))).Output()
	require.NoError(t, err)
	require.Equal(t, "\x30\x80", string(out[:2]), "it is BER")
	certificates, defects := certstore.ReadLenient(out)
	require.Empty(t, defects)
	want := map[string]bool{string(signer.Certificate.Raw): true}
	for _, root := range roots {
		want[string(root.Raw)] = true
	}
	require.Len(t, certificates, len(want))
	for _, c := range certificates {
		require.True(t, want[string(c.Raw)])
	}
}

func FuzzStoreText(f *testing.F) {
	a := string(certificate{subject: dntest.CN("a")}.der())
	fuzzStore(f,
		base64.StdEncoding.EncodeToString([]byte(a)), utf16le(armour("CERTIFICATE", a)), exportHead+export("ROOT", sstItem(sstCert, a)),
		"================ Certificate 0 ================\nSerial Number: 01\n"+armour("CERTIFICATE", a), "CONNECTED(00000003)\n")
}
