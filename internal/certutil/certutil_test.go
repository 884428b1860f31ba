// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package certutil_test

import (
	"encoding/hex"
	"fmt"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel/internal/catalog"
	"github.com/schanneltrust/schannel/internal/certutil"
	"github.com/schanneltrust/schannel/internal/vocabtest"
)

func ExampleCertificates() {
	text := `My "Personal"
================ Certificate 0 ================
Serial Number: 1a2b3c
Issuer: CN=Contoso CA
 NotBefore: 1/2/2026 12:00 AM
 NotAfter: 1/2/2027 12:00 AM
Subject: CN=mail.contoso.com
Cert Hash(sha1): 00112233445566778899aabbccddeeff00112233
No key provider information
CertUtil: -store command completed successfully.
`
	for c, e := range certutil.Certificates([]byte(text)) {
		if e != nil {
			fmt.Println(e)
			continue
		}
		fmt.Println(c.Subject, c.Thumbprint, c.PrivateKey)
	}
	// Output: CN=mail.contoso.com 00112233445566778899aabbccddeeff00112233 no
}

func ExampleIs() {
	fmt.Println(certutil.Is([]byte("================ Zertifikat 14 ================\n")))
	fmt.Println(certutil.Is([]byte("Thumbprint : 00\n")))
	// Output:
	// true
	// false
}

// shown is what is read as text; an error is its code and its offset.
func shown(data string) []string {
	var all []string
	for c, e := range certutil.Certificates([]byte(data)) {
		if e != nil {
			all = append(all, fmt.Sprintf("!%s@%d", e.Code, e.Offset))
			continue
		}
		thumbprint := "-"
		if c.Hashed {
			thumbprint = c.Thumbprint.String()[:4]
		}
		all = append(all, strings.Join([]string{
			fmt.Sprint(c.Number), c.SerialNumber, c.Issuer, c.NotBefore, c.NotAfter, c.Subject, thumbprint,
			c.Container, c.Provider, c.PrivateKey.String(), c.Exportable.String(), hex.EncodeToString(c.DER),
		}, "|"))
	}
	return all
}

const sha = "aabbccddeeff00112233445566778899aabbccdd"

var rows = []struct {
	name, why, data string
	want            []string
}{
	{
		name: "english", why: "certutil -store My on an English Windows",
		data: "My \"Personal\"\r\n================ Certificate 0 ================\r\nSerial Number: 1a2b\r\nIssuer: CN=Contoso CA, DC=contoso\r\n NotBefore: 1/2/2026 12:00 AM\r\n NotAfter: 1/2/2027 12:00 AM\r\nSubject: CN=a.contoso.com\r\nCertificate Template Name (Certificate Type): WebServer\r\nNon-root Certificate\r\nTemplate: WebServer\r\nCert Hash(sha1): " + sha + "\r\n  Key Container = job-1\r\n  Unique container name: 7b_e4\r\n  Provider = Microsoft RSA SChannel Cryptographic Provider\r\nPrivate key is NOT exportable\r\nEncryption test passed\r\n\r\n================ Certificate 1 ================\r\nSerial Number: 9f\r\nIssuer: CN=B\r\n NotBefore: 6/1/2025 12:00 AM\r\n NotAfter: 6/1/2026 12:00 AM\r\nSubject: CN=B\r\nSignature matches Public Key\r\nRoot Certificate: Subject matches Issuer\r\nCert Hash(sha1): 11 22 33 44 55 66 77 88 99 00 aa bb cc dd ee ff 00 11 22 33\r\nNo key provider information\r\nCertUtil: -store command completed successfully.\r\n",
		want: []string{
			"0|1A2B|CN=Contoso CA, DC=contoso|1/2/2026 12:00 AM|1/2/2027 12:00 AM|CN=a.contoso.com|aabb|job-1|Microsoft RSA SChannel Cryptographic Provider|yes|no|",
			"1|9F|CN=B|6/1/2025 12:00 AM|6/1/2026 12:00 AM|CN=B|1122|||no|unknown|",
		},
	},
	{
		name: "german", why: "the labels of a German Windows, letters garbled by the code page of the console",
		data: "My \"Eigene Zertifikate\"\n================ Zertifikat 14 ================\nSeriennummer: 1a2b\nAussteller: CN=CA\n Nicht vor: 01.02.2026 01:00\n Nicht nach: 01.02.2027 01:00\nAntragsteller: CN=a\nKein Stammzertifikat\nVorlage: Web\nZertifikathash(sha1): " + sha + "\n  Schl\x81sselcontainer = job\n  Eindeutiger Containername: 7b\n  Anbieter = Microsoft Software Key Storage Provider\nDer private Schl\x81ssel ist NICHT exportierbar\n",
		want: []string{"14|1A2B|CN=CA|01.02.2026 01:00|01.02.2027 01:00|CN=a|aabb|job|Microsoft Software Key Storage Provider|yes|unknown|"},
	},
	{
		name: "french", why: "no-break blanks before the colon and the sign",
		data: "================ Certificat 0 ================\nNuméro de série : 1a2b\nÉmetteur: CN=CA\n NotBefore : 01/02/2026 01:00\n NotAfter : 01/02/2027 01:00\nObjet: CN=a\nHach. cert. (sha1)\u00a0: " + sha + "\n  Conteneur de clé\u00a0= job\n  Fournisseur = Microsoft Software Key Storage Provider\n",
		want: []string{"0|1A2B|CN=CA|01/02/2026 01:00|01/02/2027 01:00|CN=a|aabb|job|Microsoft Software Key Storage Provider|yes|unknown|"},
	},
	{
		name: "another-language", why: "the order of the lines is the same in every language, (sha1) is not translated",
		data: "================ 証明書 0 ================\nシリアル番号: 1a2b\n発行者: CN=CA\n この日以降: 2026/02/01 1:00\n この日以前: 2027/02/01 1:00\nサブジェクト: CN=a\n証明書ハッシュ(sha1): " + sha + "\n  キー = job\n  プロバイダー = Microsoft Software Key Storage Provider\n",
		want: []string{"0|1A2B|CN=CA|2026/02/01 1:00|2027/02/01 1:00|CN=a|aabb|job|Microsoft Software Key Storage Provider|yes|unknown|"},
	},
	{
		name: "verbose", why: "-v and -dump have names in a line for each part, and other hashes",
		data: "X509 Certificate:\nVersion: 3\nSerial Number: 1a2b\nSignature Algorithm:\n    Algorithm ObjectId: 1.2.840.113549.1.1.11 sha256RSA\nIssuer:\n    CN=CA\n    O=Contoso\n  Name Hash(sha1): 0000\n\n NotBefore: 1/2/2026 12:00 AM\n NotAfter: 1/2/2027 12:00 AM\n\nSubject:\n    CN=a\n    C=DE\n  Name Hash(sha1): 0000\n\nKey Id Hash(rfc-sha1): 00\nKey Id Hash(sha1): 0000000000000000000000000000000000000000\nCert Hash(md5): 00\nCert Hash(sha1): " + sha + "\nCertUtil: -dump command completed successfully.\n",
		want: []string{"0|1A2B|CN=CA, O=Contoso|1/2/2026 12:00 AM|1/2/2027 12:00 AM|CN=a, C=DE|aabb|||unknown|unknown|"},
	},
	{
		name: "name-in-lines", why: "KB216831: a name that is continued below its beginning",
		data: "X509 Certificate:\nSerial Number: 1a2b\nSubject: CN=a, OU=b,\n         S=c, C=US\nPublic Key Algorithm:\n",
		want: []string{"0|1A2B||||CN=a, OU=b, S=c, C=US|-|||unknown|unknown|"},
	},
	{
		name: "base64", why: "certificates in base64 belong to what is printed of them, or stand alone",
		data: "================ Certificate 0 ================\nSerial Number: 1a2b\n-----BEGIN CERTIFICATE-----\nMAI=\n-----END CERTIFICATE-----\n-----BEGIN CERTIFICATE-----\nMA\nM=\n-----END CERTIFICATE-----\n",
		want: []string{"0|1A2B|||||-|||unknown|unknown|3002", "0||||||-|||unknown|unknown|3003"},
	},
	{
		name: "faults", why: "what is malformed is told, the rest is read",
		data: "================ Certificate 0 ================\nSerial Number: none\nIssuer: CN=CA\nCert Hash(sha1): 00\nSubject: CN=a\nSerial Number: 12\n-----BEGIN CERTIFICATE-----\n*\n-----END CERTIFICATE-----\n-----BEGIN CERTIFICATE-----\nMA\n",
		want: []string{
			"!schannel.certutil.value@48", "!schannel.certutil.value@82", "!schannel.certutil.base64@164", "!schannel.certutil.base64@0",
			"0|12|CN=CA|||CN=a|-|||unknown|unknown|",
		},
	},
	{
		name: "missing-keyset", why: "whoever asked may lack the right to the key: it is not known whether it is there",
		data: "================ Certificate 0 ================\nSerial Number: 1a2b\n  Key Container = job\nMissing stored keyset\n\n================ Certificate 1 ================\nSerial Number: 1a2c\nNo key provider information\nMissing stored keyset\n",
		want: []string{"0|1A2B|||||-|job||unknown|unknown|", "1|1A2C|||||-|||no|unknown|"},
	},
	{
		name: "other-text", why: "what is something else is refused",
		data: "Thumbprint : x\n", want: []string{"!schannel.certutil.format@0"},
	},
	{
		name: "empty-store", why: "a store without certificates",
		data: "My \"Personal\"\nCertUtil: -store command completed successfully.\n",
	},
	{
		name: "long-base64", why: "a certificate has a bound",
		data: "================ Certificate 0 ================\n-----BEGIN CERTIFICATE-----\n" + strings.Repeat(strings.Repeat("A", 1<<10)+"\n", 1<<10) + "A\n",
		want: []string{"!schannel.certutil.size@1049676"},
	},
}

func TestCertificates(t *testing.T) {
	t.Parallel()
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(row.want, shown(row.data)); diff != "" {
				t.Errorf("%s (-want +got):\n%s", row.why, diff)
			}
		})
	}
}

func TestCatalog(t *testing.T) {
	t.Parallel()
	vocabtest.Catalog(t, "schannel", catalog.Tables{Errors: certutil.Errors()}.All())
}

func TestBounds(t *testing.T) {
	const head = "================ Certificate 0 ================\n"
	for name, data := range map[string]string{
		"headings":   strings.Repeat(head, 1<<16),
		"faults":     head + strings.Repeat("a(sha1):x\n", 1<<18),
		"names":      head + "Issuer:\n" + strings.Repeat("    a=b\n", 1<<18),
		"many-names": strings.Repeat(head+"Issuer:\n"+strings.Repeat("    a=b\n", 3000), 100),
		"labels":     head + strings.Repeat("a:b\n", 1<<19),
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		shown(data)
		runtime.ReadMemStats(&after)
		require.Less(t, after.TotalAlloc-before.TotalAlloc, uint64(16*len(data)+64<<20), name)
	}
}

func FuzzCertificates(f *testing.F) {
	f.Fuzz(func(t *testing.T, data []byte) {
		for c, e := range certutil.Certificates(data) {
			if e != nil {
				require.LessOrEqual(t, e.Offset, len(data))
				continue
			}
			require.LessOrEqual(t, c.Offset, len(data))
			require.Positive(t, c.Line)
		}
		if diff := cmp.Diff(shown(string(data)), shown(string(data))); diff != "" {
			t.Error(diff)
		}
	})
}

func TestSeeds(t *testing.T) {
	t.Parallel()
	vocabtest.Seeds(t, map[string]int{"FuzzCertificates": 4})
}
