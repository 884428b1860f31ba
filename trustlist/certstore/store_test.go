// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package certstore_test

import (
	"bytes"
	"crypto/x509"
	"encoding/base64"
	"encoding/binary"
	"encoding/pem"
	"errors"
	"fmt"
	"os/exec"
	"reflect"
	"runtime"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
	"golang.org/x/crypto/cryptobyte/asn1"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/dntest"
	"github.com/schanneltrust/schannel/internal/livetest"
	"github.com/schanneltrust/schannel/internal/vocabtest"
	"github.com/schanneltrust/schannel/trustlist/certstore"
)

const (
	sstHead = "\x00\x00\x00\x00CERT"
	sstTail = "\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"

	sstHash     = 3
	sstUsage    = 9
	sstName     = 11
	sstCert     = 0x20
	sstCRL      = 0x21
	oidSigned   = "\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02"
	oidData     = "\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01"
	oidCTL      = "\x2b\x06\x01\x04\x01\x82\x37\x0a\x01"
	oidCTLUsage = "\x2b\x06\x01\x04\x01\x82\x37\x0a\x03\x09" // 1.3.6.1.4.1.311.10.3.9, szOID_ROOT_LIST_SIGNER
)

// sstItem is an element of a serialized store ([MS-OSHARED] 2.3.9.1).
func sstItem(id uint32, data string) string {
	b := binary.LittleEndian.AppendUint32(nil, id)
	b = binary.LittleEndian.AppendUint32(b, 1)
	b = binary.LittleEndian.AppendUint32(b, uint32(len(data)))
	return string(b) + data
}

func sst(items ...string) string { return sstHead + strings.Join(items, "") + sstTail }

// utf16z is a text of Windows with its zero.
func utf16z(text string) string {
	var b []byte
	for _, u := range append(utf16.Encode([]rune(text)), 0) {
		b = binary.LittleEndian.AppendUint16(b, u)
	}
	return string(b)
}

// signedData is a PKCS #7 SignedData (RFC 2315, Section 9.1) without signers.
func signedData(content, certificates string) string {
	if certificates != "" {
		certificates = element(0xa0, certificates)
	}
	return sequence(element(asn1.OBJECT_IDENTIFIER, oidSigned), element(0xa0, sequence(
		element(asn1.INTEGER, "\x01"), element(asn1.SET, ""), content, certificates, element(asn1.SET, ""))))
}

func bag(certificates ...string) string {
	return signedData(sequence(element(asn1.OBJECT_IDENTIFIER, oidData)), strings.Join(certificates, ""))
}

// indefinite is an element of the indefinite form: X.690, Section 8.1.3.6.
func indefinite(tag byte, content string) string {
	return string([]byte{tag, 0x80}) + content + "\x00\x00"
}

// berBag is a SignedData as a streaming writer makes it, with content.
func berBag(certificates ...string) string {
	pieces := indefinite(0x24, element(asn1.OCTET_STRING, "con")+element(asn1.OCTET_STRING, "tent"))
	return indefinite(0x30, element(asn1.OBJECT_IDENTIFIER, oidSigned)+indefinite(0xa0, indefinite(0x30,
		element(asn1.INTEGER, "\x01")+indefinite(0x31, "")+indefinite(0x30, element(asn1.OBJECT_IDENTIFIER, oidData)+indefinite(0xa0, pieces))+
			indefinite(0xa0, strings.Join(certificates, ""))+indefinite(0x31, ""))))
}

func armour(label, der string) string {
	return string(pem.EncodeToMemory(&pem.Block{Type: label, Bytes: []byte(der)}))
}

// read is what a test expects of an item of a store: the subject as text, or
// the code of an error, and the offset.
type read struct {
	subject string
	code    schannel.Code
	offset  int
}

func readAll(store string) []read {
	var got []read
	for c, err := range certstore.Certificates([]byte(store)) {
		if fault, ok := errors.AsType[*schannel.Error](err); ok {
			got = append(got, read{code: fault.Code, offset: fault.Offset})
			continue
		}
		got = append(got, read{subject: c.Subject.String(), offset: c.Offset})
	}
	return got
}

func TestCertificates(t *testing.T) {
	t.Parallel()
	a, b := string(certificate{subject: dntest.CN("a")}.der()), string(certificate{subject: dntest.CN("b")}.der())
	pemA, pemB := armour("CERTIFICATE", a), armour("CERTIFICATE", b)
	key := armour("PRIVATE KEY", "secret")
	version, algorithms, data := element(asn1.INTEGER, "\x01"), element(asn1.SET, ""), sequence(element(asn1.OBJECT_IDENTIFIER, oidData))
	signed := func(parts ...string) string {
		content := sequence(parts...)
		if len(parts) == 1 {
			content = parts[0]
		}
		return sequence(element(asn1.OBJECT_IDENTIFIER, oidSigned), element(0xa0, content))
	}
	escaped := strings.NewReplacer("\n", `\r\n`, "/", `\/`)
	const broken = "\x30\x03\x02\x01\x01" // a SEQUENCE that is no certificate
	tests := []struct {
		name   string
		why    string
		store  string
		format certstore.Format
		want   []read
	}{
		{"empty", "an empty file is none of the formats", "", certstore.FormatUnknown, []read{{code: "trustlist.store.unknown"}}},
		{"text", "text without a BEGIN line", "hello", certstore.FormatUnknown, []read{{code: "trustlist.store.unknown"}}},
		{"cabinet", "authroot.stl comes in a cabinet", "MSCF\x00", certstore.FormatUnknown, []read{{code: "trustlist.store.unknown"}}},
		{"utf16", "a redirection of PowerShell", "\xff\xfe-\x00-\x00", certstore.FormatUnknown, []read{{code: "trustlist.store.unknown"}}},

		{"der", "RFC 5280, Section 4.1", a, certstore.FormatDER, []read{{subject: "CN=a"}}},
		{"ders", "one behind the other", a + b, certstore.FormatDER, []read{{subject: "CN=a"}, {subject: "CN=b", offset: len(a)}}},
		{"ders-one-bad", "one odd certificate costs no other", a + broken + b, certstore.FormatDER, []read{{subject: "CN=a"}, {code: "trustlist.certificate.der", offset: len(a)}, {subject: "CN=b", offset: len(a + broken)}}},
		{"ders-cut", "nothing tells where the next begins", a + b[:9], certstore.FormatDER, []read{{subject: "CN=a"}, {code: "trustlist.store.der", offset: len(a)}}},
		{"ders-trailing", "what follows is not passed over in silence", a + "\n", certstore.FormatDER, []read{{subject: "CN=a"}, {code: "trustlist.store.der", offset: len(a)}}},
		{"indefinite", "X.690, Section 8.1.3.6: whole, and no certificate", "\x30\x80\x00\x00", certstore.FormatDER, []read{{code: "trustlist.certificate.der"}}},
		{"indefinite-no-end", "X.690, Section 8.1.3.6: the end is marked by two zero bytes", "\x30\x80\x02\x01\x01", certstore.FormatDER, []read{{code: "trustlist.store.ber"}}},
		{"indefinite-deepest", "a bound of ours", strings.Repeat("\x30\x80", 17) + strings.Repeat("\x00\x00", 17), certstore.FormatDER, []read{{code: "trustlist.certificate.der"}}},
		{"indefinite-deeper", "and one more", strings.Repeat("\x30\x80", 18) + strings.Repeat("\x00\x00", 18), certstore.FormatDER, []read{{code: "trustlist.store.ber"}}},
		{"indefinite-primitive", "X.690, Section 8.1.3.2: the indefinite form is for constructed elements", "\x30\x80\x04\x80\x00\x00\x00\x00", certstore.FormatDER, []read{{code: "trustlist.store.ber"}}},
		{"indefinite-null", "X.690, Section 8.1.5: two zero bytes end it, and one does not", "\x30\x80\x05\x00\x00\x00" + a, certstore.FormatDER, []read{{code: "trustlist.certificate.der"}, {subject: "CN=a", offset: 6}}},
		{"indefinite-long-tag", "nothing here has a tag of several bytes", "\x30\x80\x3f\x81\x01\x00\x00\x00", certstore.FormatDER, []read{{code: "trustlist.store.ber"}}},
		{"length-of-four-bytes", "X.690, Section 8.1.3.5: a length may have more bytes than it needs", "\x30\x84\x00\x00\x00\x02\x05\x00", certstore.FormatDER, []read{{code: "trustlist.certificate.der"}}},
		{"length-of-four-zeros", "nothing is inside, and nothing behind", "\x30\x84\x00\x00\x00\x00", certstore.FormatDER, []read{{code: "trustlist.certificate.der"}}},
		{"length-of-five-bytes", "no file has that much", "\x30\x85\x00\x00\x00\x00\x02\x05\x00", certstore.FormatDER, []read{{code: "trustlist.store.der"}}},
		{"length-cut", "the length itself is cut", "\x30\x82\x00", certstore.FormatDER, []read{{code: "trustlist.store.der"}}},
		{"indefinite-deep", "nothing real nests as deep", strings.Repeat("\x30\x80", 40) + strings.Repeat("\x00\x00", 40), certstore.FormatDER, []read{{code: "trustlist.store.ber"}}},
		{"pfx", "RFC 7292, Section 4: a PFX begins with version 3", sequence(element(asn1.INTEGER, "\x03")) + a, certstore.FormatDER, []read{{code: "trustlist.store.unknown"}, {subject: "CN=a", offset: 5}}},
		{"pfx-indefinite", "X.690, Section 8.1.3.6: the same in BER", "\x30\x80\x02\x01\x03\x00\x00", certstore.FormatDER, []read{{code: "trustlist.store.unknown"}}},

		{"pem", "RFC 7468, Section 5", pemA + pemB, certstore.FormatPEM, []read{{subject: "CN=a"}, {subject: "CN=b", offset: len(pemA)}}},
		{"pem-mix", "what is not read stands between, comments too", "# ours\r\n" + pemA + key + "-----BEGIN like this, a comment\n" + pemB, certstore.FormatPEM, []read{{subject: "CN=a", offset: 8}, {subject: "CN=b", offset: 8 + len(pemA+key) + 32}}},
		{"pem-crlf", "RFC 7468, Section 3: line ends in any form", strings.ReplaceAll(pemA+pemB, "\n", "\r\n"), certstore.FormatPEM, []read{{subject: "CN=a"}, {subject: "CN=b", offset: len(pemA) + strings.Count(pemA, "\n")}}},
		{"pem-cr", "the same", strings.ReplaceAll(pemA, "\n", "\r"), certstore.FormatPEM, []read{{subject: "CN=a"}}},
		{"pem-one-line", "RFC 7468, Section 3: parsers may take lines of any length", "-----BEGIN CERTIFICATE-----\n" + base64.StdEncoding.EncodeToString([]byte(a)) + "\n-----END CERTIFICATE-----", certstore.FormatPEM, []read{{subject: "CN=a"}}},
		{"pem-blanks", "RFC 7468, Section 2: blanks are passed over", strings.ReplaceAll("\xef\xbb\xbf"+pemA, "\n", " \n\t"), certstore.FormatPEM, []read{{subject: "CN=a", offset: 3}}},
		{"pem-headers", "RFC 1421, Section 4.6: header lines and an empty line", strings.Replace(pemA, "-----\n", "-----\nA: b\nC: d\n\n", 1), certstore.FormatPEM, []read{{subject: "CN=a"}}},
		{"pem-labels", "other labels for the same", armour("X509 CERTIFICATE", a) + armour("TRUSTED CERTIFICATE", b+sequence()), certstore.FormatPEM, []read{{subject: "CN=a"}, {subject: "CN=b", offset: len(armour("X509 CERTIFICATE", a))}}},
		{"pem-no-end", "a cut block costs no other", pemA[:60] + "\n" + pemB, certstore.FormatPEM, []read{{code: "trustlist.store.pem"}, {subject: "CN=b", offset: 61}}},
		{"pem-cut", "the last block has no END line", pemA + pemB[:60], certstore.FormatPEM, []read{{subject: "CN=a"}, {code: "trustlist.store.pem", offset: len(pemA)}}},
		{"pem-other-end", "the END line has the same label", strings.Replace(pemA, "END C", "END X", 1) + pemB, certstore.FormatPEM, []read{{code: "trustlist.store.pem"}, {subject: "CN=b", offset: len(pemA)}}},
		{"pem-no-base64", "a digit that base64 has not", strings.Replace(pemA, "\nM", "\n*", 1) + pemB, certstore.FormatPEM, []read{{code: "trustlist.store.pem"}, {subject: "CN=b", offset: len(pemA)}}},
		{"pem-nothing", "a block with nothing in it", armour("CERTIFICATE", "") + pemB, certstore.FormatPEM, []read{{code: "trustlist.store.pem"}, {subject: "CN=b", offset: len(armour("CERTIFICATE", ""))}}},
		{"pem-broken", "no certificate inside", armour("CERTIFICATE", broken) + pemB, certstore.FormatPEM, []read{{code: "trustlist.certificate.der"}, {subject: "CN=b", offset: len(armour("CERTIFICATE", broken))}}},
		{"pem-text-inside", "no DER inside", armour("CERTIFICATE", "hello") + pemB, certstore.FormatPEM, []read{{code: "trustlist.store.der"}, {subject: "CN=b", offset: len(armour("CERTIFICATE", "hello"))}}},
		{"pem-key-only", "a file that holds nothing but a key is refused by name", key, certstore.FormatPEM, []read{{code: "trustlist.store.pem"}}},
		{"pem-key-beside", "a key beside certificates is passed over", key + pemA, certstore.FormatPEM, []read{{subject: "CN=a", offset: len(key)}}},
		{"pem-json", "RFC 8259, Section 7: line ends and slashes may be escaped", `{"a":"` + escaped.Replace(pemA) + `","b":"` + escaped.Replace(pemB) + `"}`, certstore.FormatPEM, []read{{subject: "CN=a", offset: 6}, {subject: "CN=b", offset: 13 + len(escaped.Replace(pemA))}}},
		{"pem-strings", "a value of C and of Java, a line a string", "x = \"" + strings.ReplaceAll(strings.TrimSpace(pemA), "\n", "\\n\" +\n    \"") + "\\n\";\n" + pemB, certstore.FormatPEM, []read{{subject: "CN=a", offset: 5}, {subject: "CN=b", offset: 9 + len(pemA) + 10*(strings.Count(pemA, "\n")-1)}}},
		{"pem-list", "a value of JavaScript, lines with commas between", "['" + strings.ReplaceAll(strings.TrimSpace(pemA), "\n", "',\n '") + "']", certstore.FormatPEM, []read{{subject: "CN=a", offset: 2}}},
		{"pem-colours", "ECMA-48, SGR: as a terminal shows it", "\x1b[32m" + strings.ReplaceAll(pemA, "\n", "\x1b[0m\n\x1b[32m") + "\x1b[0m", certstore.FormatPEM, []read{{subject: "CN=a", offset: 5}}},
		{"pem-csv", "a cell of the reports of the CCADB begins with quotation marks", "\"X\",\"'" + strings.TrimSpace(pemA) + "'\"\n", certstore.FormatPEM, []read{{subject: "CN=a", offset: 6}}},
		{"pem-mail", "RFC 3676, Section 4.5: a quotation marks its lines", "> " + strings.ReplaceAll(pemA, "\n", "\n> ") + "thanks\n" + pemB, certstore.FormatPEM, []read{{subject: "CN=a", offset: 2}, {subject: "CN=b", offset: len(pemA) + 2*strings.Count(pemA, "\n") + 9}}},
		{"pem-blanks-alone", "a shell joins lines with blanks", strings.ReplaceAll(pemA, "\n", " "), certstore.FormatPEM, []read{{subject: "CN=a"}}},
		{"pem-key-in-json", "a key is passed over there too", `{"k":"` + escaped.Replace(key) + `"}`, certstore.FormatPEM, []read{{code: "trustlist.store.pem", offset: 6}}},
		{"pem-prose", "a sentence about a line is none", "See -----BEGIN CERTIFICATE----- below.\n" + pemA, certstore.FormatPEM, []read{{subject: "CN=a", offset: 39}}},
		{"pem-prose-first", "nor one that begins with it", "-----BEGIN CERTIFICATE----- is its first line.\n" + pemA, certstore.FormatPEM, []read{{subject: "CN=a", offset: 47}}},
		{"pem-prose-alone", "nothing is lost in silence", "See -----BEGIN CERTIFICATE----- there.\n", certstore.FormatPEM, []read{{code: "trustlist.store.pem", offset: 4}}},
		{"pem-prose-and-key", "what has a label is told first", "See -----BEGIN CERTIFICATE----- there.\n" + key, certstore.FormatPEM, []read{{code: "trustlist.store.pem", offset: 39}}},
		{"pem-prose-twice", "the first of them is told", "See -----BEGIN CERTIFICATE----- there,\nor -----BEGIN PKCS7----- here.\n", certstore.FormatPEM, []read{{code: "trustlist.store.pem", offset: 4}}},
		{"pem-keys", "the first of them is told", "# keys\n" + key + armour("CERTIFICATE REQUEST", "x"), certstore.FormatPEM, []read{{code: "trustlist.store.pem", offset: 7}}},
		{"pem-in-line-no-base64", "a digit that base64 has not", `x="` + strings.Replace(pemA, "\nM", "\n*", 1), certstore.FormatPEM, []read{{code: "trustlist.store.pem", offset: 3}}},

		{"pkcs7", "RFC 2315, Section 9.1", bag(a, b), certstore.FormatPKCS7, []read{{subject: "CN=a", offset: len(bag(a, b)) - len(a+b) - 2}, {subject: "CN=b", offset: len(bag(a, b)) - len(b) - 2}}},
		{"pkcs7-none", "RFC 2315, Section 9.1: certificates are optional", bag(), certstore.FormatPKCS7, nil},
		{"pkcs7-none-then-one", "what follows is read", bag() + a, certstore.FormatPKCS7, []read{{subject: "CN=a", offset: len(bag())}}},
		{"pkcs7-two", "one behind the other", bag(a) + bag(b), certstore.FormatPKCS7, []read{{subject: "CN=a", offset: len(bag(a)) - len(a) - 2}, {subject: "CN=b", offset: len(bag(a)+bag(b)) - len(b) - 2}}},
		{"pkcs7-bad-then-one", "one odd bag costs no other certificate", signed("") + a, certstore.FormatPKCS7, []read{{code: "trustlist.store.der", offset: len(signed(""))}, {subject: "CN=a", offset: len(signed(""))}}},
		{"pkcs7-bad-set-then-one", "the same of its certificates", signed(version, algorithms, data, "\xa0\x05") + a, certstore.FormatPKCS7, []read{{code: "trustlist.store.der", offset: len(signed(version, algorithms, data))}, {subject: "CN=a", offset: len(signed(version, algorithms, data)) + 2}}},
		{"pkcs7-bad-item-then-one", "and of one of them", signed(version, algorithms, data, element(0xa0, "\x30\x05")) + a, certstore.FormatPKCS7, []read{{code: "trustlist.store.der", offset: len(signed(version, algorithms, data)) + 2}, {subject: "CN=a", offset: len(signed(version, algorithms, data)) + 4}}},
		{"pkcs7-ber-empty-set", "X.690, Section 8.1.3: definite and indefinite lengths may be mixed", strings.Replace(berBag(a), indefinite(0x31, ""), element(asn1.SET, ""), 1), certstore.FormatPKCS7, []read{{subject: "CN=a", offset: strings.Index(berBag(a), a) - 2}}},
		{"pkcs7-no-content", "an element of nothing ends where it begins", signed("\x30\x00") + a, certstore.FormatPKCS7, []read{{code: "trustlist.store.der", offset: len(signed("\x30\x00"))}, {subject: "CN=a", offset: len(signed("\x30\x00"))}}},
		{"pkcs7-one-bad", "one odd certificate costs no other", bag(broken, a), certstore.FormatPKCS7, []read{{code: "trustlist.certificate.der", offset: len(bag(broken, a)) - len(broken+a) - 2}, {subject: "CN=a", offset: len(bag(broken, a)) - len(a) - 2}}},
		{"pkcs7-other-kind", "RFC 5652, Section 10.2.2: other kinds have other tags", bag(element(0xa1, "x"), a), certstore.FormatPKCS7, []read{{subject: "CN=a", offset: len(bag(element(0xa1, "x"), a)) - len(a) - 2}}},
		{"pkcs7-pem", "RFC 7468, Section 8", armour("PKCS7", bag(a)), certstore.FormatPEM, []read{{subject: "CN=a"}}},
		{"pkcs7-certutil", "certutil -encode labels everything CERTIFICATE", armour("CERTIFICATE", bag(a, b)), certstore.FormatPEM, []read{{subject: "CN=a"}, {subject: "CN=b"}}},
		{"pkcs7-indefinite", "X.690, Section 8.1.3.6: the outer element is BER", "\x30\x80" + bag(a)[3:] + "\x00\x00", certstore.FormatPKCS7, []read{{subject: "CN=a", offset: len(bag(a)) - len(a) - 3}}},
		{"pkcs7-ber", "X.690, Section 8.1: all elements indefinite, the content an OCTET STRING in pieces", berBag(a, b), certstore.FormatPKCS7, []read{{subject: "CN=a", offset: strings.Index(berBag(a, b), a)}, {subject: "CN=b", offset: strings.Index(berBag(a, b), b)}}},
		{"pkcs7-ber-pem", "the same in PEM", armour("PKCS7", berBag(a)), certstore.FormatPEM, []read{{subject: "CN=a"}}},
		{"pkcs7-ber-cut", "the end marks are missing", strings.TrimRight(berBag(a), "\x00"), certstore.FormatPKCS7, []read{{code: "trustlist.store.ber"}}},
		{"pkcs7-ber-long-length", "X.690, Section 8.1.3.5: a length may have more bytes than it needs", "\x30\x83\x00\x00" + bag()[1:], certstore.FormatPKCS7, nil},
		{"pkcs7-inner-indefinite", "nothing is inside", sequence(element(asn1.OBJECT_IDENTIFIER, oidSigned), "\xa0\x80\x00\x00"), certstore.FormatPKCS7, []read{{code: "trustlist.store.der", offset: 15}}},
		{"pkcs7-data", "RFC 2315, Section 8: data holds no certificates", sequence(element(asn1.OBJECT_IDENTIFIER, oidData)) + a, certstore.FormatPKCS7, []read{{code: "trustlist.store.unknown"}, {subject: "CN=a", offset: 13}}},
		{"pkcs7-cut-long-length", "a file that is cut is known by its front", "\x30\x84\x00\x00\x01\x00" + element(asn1.OBJECT_IDENTIFIER, oidSigned), certstore.FormatPKCS7, []read{{code: "trustlist.store.der"}}},
		{"trust-list", "a trust list holds no certificates", ctl() + a, certstore.FormatCTL, []read{{code: "trustlist.store.unknown"}, {subject: "CN=a", offset: len(ctl())}}},
		{"no-trust-list", "RFC 2315, Section 7: the content of a ContentInfo is [0]", strings.Replace(ctl(), oidSigned+"\xa0", oidSigned+"\xa1", 1), certstore.FormatPKCS7, []read{{code: "trustlist.store.der", offset: strings.Index(ctl(), oidSigned) + len(oidSigned)}}},

		{"sst", "[MS-OSHARED] 2.3.9.1", sst(sstItem(sstCert, a), sstItem(sstCert, b)), certstore.FormatSST, []read{{subject: "CN=a", offset: 20}, {subject: "CN=b", offset: 32 + len(a)}}},
		{"sst-empty", "[MS-OSHARED] 2.3.9.1: header and end are 20 bytes", sst(), certstore.FormatSST, nil},
		{"sst-unknown-id", "properties that are not known are passed over", sst(sstItem(0xffff, "x"), sstItem(sstCert, a)), certstore.FormatSST, []read{{subject: "CN=a", offset: 33}}},
		{"sst-one-bad", "one odd certificate costs no other", sst(sstItem(sstCert, broken), sstItem(sstCert, a)), certstore.FormatSST, []read{{code: "trustlist.certificate.der", offset: 20}, {subject: "CN=a", offset: 37}}},
		{"sst-hash", "[MS-OSHARED] 2.3.9.1: property 3 is the SHA-1", sst(sstItem(sstHash, "twenty bytes of text"), sstItem(sstCert, a), sstItem(sstCert, b)), certstore.FormatSST, []read{{code: "trustlist.store.sst", offset: 20}, {subject: "CN=b", offset: 64 + len(a)}}},
		{"sst-usage", "property 9 is a SEQUENCE of identifiers", sst(sstItem(sstUsage, "x"), sstItem(sstCert, a), sstItem(sstCert, b)), certstore.FormatSST, []read{{code: "trustlist.store.sst", offset: 20}, {subject: "CN=b", offset: 45 + len(a)}}},
		{"sst-usage-trailing", "and nothing else", sst(sstItem(sstUsage, sequence()+"x"), sstItem(sstCert, a)), certstore.FormatSST, []read{{code: "trustlist.store.sst", offset: 20}}},
		{"sst-revocation", "a revocation list takes its properties along", sst(sstItem(sstHash, "of the list"), sstItem(sstCRL, "x"), sstItem(sstCert, a)), certstore.FormatSST, []read{{subject: "CN=a", offset: 56}}},
		{"sst-no-end", "the end mark is missing", sstHead + sstItem(sstCert, a), certstore.FormatSST, []read{{subject: "CN=a", offset: 20}, {code: "trustlist.store.sst", offset: 20 + len(a)}}},
		{"sst-trailing", "nothing follows the end mark", sst(sstItem(sstCert, a)) + "x", certstore.FormatSST, []read{{subject: "CN=a", offset: 20}, {code: "trustlist.store.sst", offset: 32 + len(a)}}},
		{"sst-header-cut", "an element has a header of 12 bytes", sstHead + "\x20", certstore.FormatSST, []read{{code: "trustlist.store.sst", offset: 8}}},
		{"sst-length", "the length is checked before it is used", sstHead + "\x20\x00\x00\x00\x01\x00\x00\x00\xff\xff\xff\xff", certstore.FormatSST, []read{{code: "trustlist.store.sst", offset: 8}}},
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
}

// TestStoreCut cuts a store of every format at every byte: it ends with an
// error, whose offset is inside.
func TestStoreCut(t *testing.T) {
	t.Parallel()
	a := string(certificate{subject: dntest.CN("a"), purposes: []string{oidAny}}.der())
	for _, store := range []string{a, bag(a), sst(sstItem(sstName, utf16z("a")), sstItem(sstCert, a)), strings.TrimSpace(armour("CERTIFICATE", a))} {
		for n := range store {
			certificates, defects := certstore.ReadLenient([]byte(store[:n]))
			require.NotEmpty(t, defects, "%d bytes", n)
			require.LessOrEqual(t, defects[0].Offset, n)
			if certstore.FormatOf([]byte(store)) != certstore.FormatSST {
				require.Empty(t, certificates, "%d bytes", n)
			}
		}
	}
	// The lengths outside are right, those inside are not.
	inner := func(content string) string {
		return sequence(element(asn1.OBJECT_IDENTIFIER, oidSigned), element(0xa0, content))
	}
	version, algorithms, data := element(asn1.INTEGER, "\x01"), element(asn1.SET, ""), sequence(element(asn1.OBJECT_IDENTIFIER, oidData))
	for _, store := range []string{
		sequence(element(asn1.OBJECT_IDENTIFIER, oidSigned)), inner(""), inner(sequence()), inner(sequence(version)),
		inner(sequence(version, algorithms)), inner(sequence(version, algorithms, data, "\xa0\x05")), inner(sequence(version, algorithms, data, element(0xa0, "\x30\x05"))),
	} {
		_, defects := certstore.ReadLenient([]byte(store))
		require.Len(t, defects, 1)
		require.Equal(t, schannel.Code("trustlist.store.der"), defects[0].Code)
	}
}

func TestStoreErrorSaysWhere(t *testing.T) {
	t.Parallel()
	good := armour("CERTIFICATE", string(certificate{subject: dntest.CN("a")}.der()))
	_, defects := certstore.ReadLenient([]byte(good + armour("CERTIFICATE", "\x30\x00")))
	require.Len(t, defects, 1)
	require.EqualError(t, defects[0], fmt.Sprintf("trustlist: store[1].tbsCertificate at byte %d: in what the block encodes, at byte 0: no SEQUENCE", len(good)))
}

// TestSerializedProperties holds what the properties of a serialized store do.
func TestSerializedProperties(t *testing.T) {
	t.Parallel()
	der := certificate{subject: dntest.CN("a"), purposes: []string{oidServerAuth, oidClientAuth}}.der()
	plain, err := certstore.ParseCertificate(der)
	require.NoError(t, err)
	store := sst(
		sstItem(sstHash, string(plain.SHA1[:])), sstItem(sstName, utf16z("Prüfstelle")), sstItem(sstUsage, purposes(oidServerAuth)), sstItem(sstCert, string(der)),
		sstItem(sstUsage, purposes()), sstItem(sstCert, string(der)),
		sstItem(sstCert, string(der)),
	)
	odd := sst(sstItem(sstName, "a\x00b\x00c"), sstItem(sstCert, string(der)))
	half, defects := certstore.ReadLenient([]byte(odd))
	require.Empty(t, defects)
	require.Equal(t, "ab", half[0].FriendlyName, "half a character is none, and the zero may be missing")
	got, defects := certstore.ReadLenient([]byte(store))
	require.Empty(t, defects)
	require.Len(t, got, 3)
	type facts struct {
		Name   string
		Usage  certstore.Purposes
		Client bool
		Index  int
	}
	var have []facts
	for _, c := range got {
		have = append(have, facts{c.FriendlyName, c.Property, c.Allows(certstore.ClientAuthentication), c.Index})
	}
	want := []facts{
		{"Prüfstelle", certstore.Purposes{Limited: true, OIDs: []string{"1.3.6.1.5.5.7.3.1"}}, false, 0},
		{"", certstore.Purposes{Limited: true, OIDs: []string{}}, false, 1},
		{"", certstore.Purposes{}, true, 2},
	}
	if diff := cmp.Diff(want, have); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestStoreCaps(t *testing.T) {
	t.Parallel()
	ends := func(store string) (items int, last schannel.Code) {
		for _, err := range certstore.Certificates([]byte(store)) {
			items++
			last = ""
			if fault, ok := errors.AsType[*schannel.Error](err); ok {
				last = fault.Code
			}
		}
		return items, last
	}
	items, last := ends(strings.Repeat("\x30\x00", 5000))
	require.Equal(t, 1001, items, "1,000 errors and the last word")
	require.Equal(t, schannel.Code("trustlist.store.long"), last)
	items, last = ends(strings.Repeat(string(certificate{subject: dntest.Name()}.der()), 1<<17+1))
	require.Equal(t, 1<<17+1, items, "131,072 certificates and the last word")
	require.Equal(t, schannel.Code("trustlist.store.long"), last)
	for length, want := range map[int]schannel.Code{64 << 20: "trustlist.store.unknown", 64<<20 + 1: "trustlist.store.long"} {
		large := make([]byte, length)
		items, last = ends(string(large))
		require.Equal(t, 1, items)
		require.Equal(t, want, last)
		for _, err := range certstore.TrustEntries(large) {
			require.Equal(t, want, err.(*schannel.Error).Code) //nolint:errorlint // never wrapped
		}
	}
}

// TestStoreStops ends the reading early in every format: a range loop that is
// left must not be called again.
func TestStoreStops(t *testing.T) {
	t.Parallel()
	a := string(certificate{subject: dntest.CN("a")}.der())
	for _, store := range []string{
		a + a, "\x30\x00" + a, armour("CERTIFICATE", a) + armour("CERTIFICATE", a), bag(a, a), armour("PKCS7", bag(a, a)) + armour("CERTIFICATE", a),
		exportHead + export("ROOT", sstItem(sstCert, a)) + export("ROOT", sstItem(sstCert, a)),
		sst(sstItem(sstCert, a), sstItem(sstCert, a)), sst(sstItem(sstCert, "x"), sstItem(sstCert, a)), sst(sstItem(sstHash, "x"), sstItem(sstCert, a), sstItem(sstCert, a)), "",
	} {
		count := 0
		for range certstore.Certificates([]byte(store)) {
			count++
			break
		}
		require.Equal(t, 1, count)
	}
}

// formsOf is the roots in every format, the PKCS #7 by openssl too if asked.
func formsOf(tb testing.TB, roots []*x509.Certificate, openssl bool) map[string][]byte {
	tb.Helper()
	text := livetest.PEM(roots...)
	var ders, elements strings.Builder
	for _, root := range roots {
		ders.Write(root.Raw)
		elements.WriteString(sstItem(sstCert, string(root.Raw)))
	}
	forms := map[string][]byte{
		"pem": text, "der": []byte(ders.String()), "sst": []byte(sst(elements.String())), "pkcs7": []byte(bag(ders.String())),
		"crlf": bytes.ReplaceAll(text, []byte("\n"), []byte("\r\n")),
	}
	if openssl {
		program := livetest.Program(tb, "openssl", "openssl")
		bundle := livetest.Write(tb, "roots.pem", text)
		for _, form := range []string{"DER", "PEM"} {
			out, err := exec.CommandContext(tb.Context(), program, "crl2pkcs7", "-nocrl", "-certfile", bundle, "-outform", form).Output()
			require.NoError(tb, err)
			forms["openssl-"+form] = out
		}
	}
	return forms
}

func TestFormatsAgree(t *testing.T) {
	t.Parallel()
	roots := livetest.Roots(t, 50)
	livetest.Proves(t, "%s crl2pkcs7: %d roots in its forms, all read", livetest.OpenSSL(t), len(roots))
	for form, store := range formsOf(t, roots, true) {
		certificates, defects := certstore.ReadLenient(store)
		require.Empty(t, defects, form)
		require.Len(t, certificates, len(roots), form)
		for i, c := range certificates {
			require.Equal(t, i, c.Index)
			require.True(t, bytes.Equal(roots[i].RawSubject, c.Subject), "%s: %v", form, c.Subject)
		}
	}
}

// TestBagOfOpenSSL asks openssl for the certificates of the same bag, and for
// thumbprint and subject of some.
func TestBagOfOpenSSL(t *testing.T) {
	t.Parallel()
	bag := formsOf(t, livetest.Roots(t, 50), true)["openssl-DER"]
	openssl := func(in []byte, args ...string) string {
		cmd := exec.CommandContext(t.Context(), "openssl", args...)
		cmd.Stdin = bytes.NewReader(in)
		out, err := cmd.Output()
		require.NoError(t, err)
		return string(out)
	}
	certificates, defects := certstore.ReadLenient(bag)
	livetest.Proves(t, "%s pkcs7: %d certificates of a bag, read alike", livetest.OpenSSL(t), len(certificates))
	require.Empty(t, defects)
	rest := []byte(openssl(bag, "pkcs7", "-inform", "DER", "-print_certs"))
	for i, c := range certificates {
		var block *pem.Block
		block, rest = pem.Decode(rest)
		require.NotNil(t, block)
		require.True(t, bytes.Equal(block.Bytes, c.Raw))
		if i%5 != 0 {
			continue
		}
		lines := openssl(c.Raw, "x509", "-inform", "DER", "-noout", "-fingerprint", "-sha1", "-subject", "-nameopt", "RFC2253,-esc_msb,utf8")
		require.Contains(t, strings.ToLower(strings.ReplaceAll(lines, ":", "")), "fingerprint="+c.SHA1.String())
		// openssl has more short names, so only names without a dotted
		// attribute can be compared as text.
		if text := c.Subject.String(); !strings.Contains(text, "=#") {
			require.Contains(t, lines, "subject="+text+"\n")
		}
	}
	require.Empty(t, bytes.TrimSpace(rest))
}

// TestStoreMemory reads what takes most memory for its size.
func TestStoreMemory(t *testing.T) {
	if vocabtest.Race {
		return // the race detector keeps memory of its own
	}
	tiny := string(certificate{subject: dntest.Name()}.der())
	manyPurposes := certificate{subject: dntest.Name(), purposes: slicesRepeat("\x2a", 10000)}
	for what, store := range map[string]string{
		"small-certificates": strings.Repeat(tiny, 10000),
		"small-blocks":       strings.Repeat(armour("CERTIFICATE", tiny), 5000),
		"bad-items":          strings.Repeat("\x30\x00", 1<<20),
		"bad-blocks":         strings.Repeat(pemBad, 1<<15),
		"properties":         sst(strings.Repeat(sstItem(sstName, ""), 1<<16), sstItem(sstCert, tiny)),
		"purposes":           string(manyPurposes.der()),
		"lengths":            sstHead + strings.Repeat("\xff", 1<<16),
		"headers":            "-----BEGIN CERTIFICATE-----\n" + strings.Repeat(":\n", 1<<20) + "-----END CERTIFICATE-----",
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		certificates, defects := certstore.ReadLenient([]byte(store))
		runtime.ReadMemStats(&after)
		used, limit := after.TotalAlloc-before.TotalAlloc, uint64(16*len(store)+1<<20)
		if used > limit {
			t.Errorf("%s: %d bytes of input took %d of memory, more than %d", what, len(store), used, limit)
		}
		runtime.KeepAlive(certificates)
		runtime.KeepAlive(defects)
	}
}

const pemBad = "-----BEGIN CMS-----\n-----END CMS-----\n"

func slicesRepeat(s string, n int) []string {
	all := make([]string, n)
	for i := range all {
		all[i] = s
	}
	return all
}

// TestStoreAllocations holds how often reading a certificate allocates: for its
// serial, for the purposes that limit it, and in PEM for what is decoded.
func TestStoreAllocations(t *testing.T) {
	if vocabtest.Race {
		return // the race detector allocates on its own
	}
	const count = 100
	forms := formsOf(t, livetest.Roots(t, count), false)
	for form, ceiling := range map[string]int{"pem": 3, "der": 1, "pkcs7": 1, "sst": 1} {
		got := testing.AllocsPerRun(5, func() {
			for _, err := range certstore.Certificates(forms[form]) {
				if err != nil {
					t.Error(err)
				}
			}
		})
		if got > float64(ceiling*count+len(forms)*10) {
			t.Errorf("%s: %v allocations for %d certificates, want at most %d for each", form, got, count, ceiling)
		}
	}
}

func BenchmarkCertificates(b *testing.B) {
	forms := formsOf(b, livetest.Roots(b, 140), false)
	for _, form := range []string{"pem", "der", "pkcs7", "sst"} {
		b.Run(form, func(b *testing.B) {
			b.SetBytes(int64(len(forms[form])))
			b.ReportAllocs()
			for b.Loop() {
				for _, err := range certstore.Certificates(forms[form]) {
					if err != nil {
						b.Fatal(err)
					}
				}
			}
		})
	}
}

func fuzzStore(f *testing.F, seeds ...string) {
	f.Helper()
	for _, seed := range seeds {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, store []byte) {
		certificates, defects := certstore.ReadLenient(store)
		for i, c := range certificates {
			require.NotEmpty(t, c.Raw)
			require.True(t, c.Offset >= 0 && c.Offset < len(store))
			require.GreaterOrEqual(t, c.Index, i)
			again, err := certstore.ParseCertificate(c.Raw)
			require.NoError(t, err)
			require.Equal(t, c.SHA1, again.SHA1)
		}
		for _, e := range defects {
			require.NotEmpty(t, e.Code)
			require.LessOrEqual(t, e.Offset, len(store))
		}
		certificatesAgain, defectsAgain := certstore.ReadLenient(store)
		require.True(t, reflect.DeepEqual(certificates, certificatesAgain), "a second reading gives the same certificates")
		require.True(t, reflect.DeepEqual(defects, defectsAgain), "and the same defects")
		for c, err := range certstore.UntrustedCertificates(store) {
			require.True(t, err != nil || c.Store == "" || strings.EqualFold(c.Store, "Disallowed"))
		}
	})
}

func FuzzStorePEM(f *testing.F) {
	a := string(certificate{subject: dntest.CN("a")}.der())
	fuzzStore(f, "# text\r\n"+armour("CERTIFICATE", a)+armour("PKCS7", bag(a)), pemBad, "-----BEGIN X")
}

func FuzzStoreDER(f *testing.F) {
	a := string(certificate{subject: dntest.CN("a")}.der())
	fuzzStore(f, a+a, "\x30\x00"+a, a[:20])
}

func FuzzStorePKCS7(f *testing.F) {
	a := string(certificate{subject: dntest.CN("a")}.der())
	fuzzStore(f, bag(a, a), bag(), "\x30\x80"+bag(a)[3:], berBag(a))
}

func FuzzStoreSST(f *testing.F) {
	a := string(certificate{subject: dntest.CN("a")}.der())
	fuzzStore(f, sst(sstItem(sstName, utf16z("a")), sstItem(sstUsage, purposes(oidAny)), sstItem(sstCert, a)), sst(), sst(sstItem(sstCRL, "x"))+"x")
}
