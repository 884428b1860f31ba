// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package textfile

import (
	"bytes"
	"strings"
)

// Kind is a kind of file that is recognised by how it begins.
type Kind struct {
	Name    string // such as "a PEM file"; empty: not recognised
	Convert string // how to get from it what a reader of text takes; may be empty

	Registry, Events bool // it holds registry values, or events, as text
	XML              bool // of a kind that is not known
}

// binaries are files that hold no text.
var binaries = [...]struct {
	prefix string
	kind   Kind
}{
	{"regf", Kind{Name: "a registry hive", Convert: `load it (reg load HKLM\OFFLINE FILE) and export what is needed with reg export`}},
	{"PReg\x01\x00\x00\x00", Kind{Name: "a policy file (Registry.pol)", Convert: "convert it to text with LGPO.exe /parse"}},
	{"ElfFile\x00", Kind{Name: "a binary event log (.evtx)", Convert: "convert it with wevtutil qe FILE /lf:true /f:xml"}},
	{"\x30\x00\x00\x00LfLe", Kind{Name: "a binary event log of Windows 2003 and older (.evt)", Convert: "open it in the Event Viewer and save it as XML"}},
	{"\x00\x00\x00\x00CERT", Kind{Name: "a serialized certificate store (SST)", Convert: "it is read as a certificate store"}},
	{"\xd4\xc3\xb2\xa1", Kind{Name: "a packet capture (pcap)"}},
	{"\x0a\x0d\x0d\x0a", Kind{Name: "a packet capture (pcapng)"}},
	{"\xfe\xed\xfe\xed", Kind{Name: "a Java keystore (JKS)", Convert: "export its certificates: keytool -exportcert -rfc"}},
	{"\xce\xce\xce\xce", Kind{Name: "a Java keystore (JCEKS)", Convert: "export its certificates: keytool -exportcert -rfc"}},
	{"PK\x03\x04", Kind{Name: "a ZIP archive", Convert: "unpack it"}},
	{"MSCF", Kind{Name: "a cabinet file", Convert: "unpack it with expand"}},
	{"\x1f\x8b", Kind{Name: "a gzip file", Convert: "unpack it"}},
	{"MZ", Kind{Name: "a Windows program"}},
	{"\x7fELF", Kind{Name: "a program"}},
	{"%PDF-", Kind{Name: "a PDF document", Convert: "copy its text"}},
	{"\xd0\xcf\x11\xe0", Kind{Name: "an OLE compound file", Convert: "export it as text"}},
	{"\x30\x82", Kind{Name: "DER, such as a certificate", Convert: "it is read as a certificate store"}},
	{"\x30\x83", Kind{Name: "DER, such as a certificate", Convert: "it is read as a certificate store"}},
	{"\x30\x80", Kind{Name: "BER, such as a PKCS #7 file", Convert: "it is read as a certificate store"}},
	{"\x16\x03", Kind{Name: "TLS records", Convert: "they are read as a capture"}},
}

// Binary recognises a file that holds no text, by its first bytes or by the
// zero bytes in it. Its name is empty for a text.
func Binary(file []byte) Kind {
	for _, known := range binaries {
		if bytes.HasPrefix(file, []byte(known.prefix)) {
			return known.kind
		}
	}
	if strings.IndexByte(Decode(file[:min(len(file), 1<<10)]).String, 0) >= 0 {
		return Kind{Name: "a binary file"}
	}
	return Kind{}
}

// texts are kinds of text that begin in a way of their own.
var texts = [...]struct {
	prefix string
	kind   Kind
}{
	{"-----BEGIN ", Kind{Name: "a PEM file", Convert: "it is read as a certificate store"}},
	{"Windows Registry Editor", Kind{Name: "a registry export", Convert: "it is read as registry values", Registry: true}},
	{"REGEDIT4", Kind{Name: "a registry export", Convert: "it is read as registry values", Registry: true}},
	{"! REG.EXE", Kind{Name: "the output of reg query", Convert: "it is read as registry values", Registry: true}},
	{"HKEY_", Kind{Name: "the output of reg query", Convert: "it is read as registry values", Registry: true}},
	{"[HKEY_", Kind{Name: "a registry export", Convert: "it is read as registry values", Registry: true}},
	{"[-HKEY_", Kind{Name: "a registry export", Convert: "it is read as registry values", Registry: true}},
	{`HKLM\`, Kind{Name: "the output of reg query", Convert: "it is read as registry values", Registry: true}},
	{`[HKLM\`, Kind{Name: "a registry export", Convert: "it is read as registry values", Registry: true}},
	{"Key Name: ", Kind{Name: "a registry export as a text file (.txt)", Convert: "export it as a registration file (.reg)"}},
	{"Hive: HKEY_", Kind{Name: "a table that PowerShell prints of registry keys", Convert: "run Get-ItemProperty, or better reg query, on the key"}},
	{"reg add ", Kind{Name: "a command that changes the registry", Convert: "run reg query on the key and give what it prints"}},
	{"<RegistrySettings", Kind{Name: "registry settings of a group policy (Registry.xml)", Convert: "run reg query on a computer that the policy reaches"}},
	{"Certificate:\n    Data:", Kind{Name: "the text of a certificate (openssl x509 -text)", Convert: "give the certificate itself: openssl x509 -outform DER"}},
	{"Certificate:\r\n    Data:", Kind{Name: "the text of a certificate (openssl x509 -text)", Convert: "give the certificate itself: openssl x509 -outform DER"}},
	{"Keystore type:", Kind{Name: "a listing of keytool", Convert: "list with -rfc"}},
	{"<Event ", Kind{Name: "event XML", Convert: "it is read as events", Events: true}},
	{"<Event>", Kind{Name: "event XML", Convert: "it is read as events", Events: true}},
	{"<Events", Kind{Name: "event XML", Convert: "it is read as events", Events: true}},
	{"<Objs ", Kind{Name: "CLIXML of Export-Clixml", Convert: "write the values themselves, not the objects"}},
	{"<!DOCTYPE html", Kind{Name: "an HTML page", Convert: "copy its text"}},
	{"<html", Kind{Name: "an HTML page", Convert: "copy its text"}},
	{"dn: ", Kind{Name: "LDIF"}},
	{"#TYPE ", Kind{Name: "CSV of Export-Csv"}},
}

// listOfRegistry stands in what PowerShell prints of a registry key, behind its
// values, which come first.
const listOfRegistry = `: Microsoft.PowerShell.Core\Registry::HKEY_`

// Textual recognises a text by how it begins, behind a declaration of XML.
// Its name is empty where that tells nothing.
func Textual(text string) Kind {
	text = strings.TrimLeft(text, blanks)
	xml := strings.HasPrefix(text, "<?xml")
	if _, behind, ok := strings.Cut(text, "?>"); ok && xml {
		text = strings.TrimLeft(behind, blanks)
	}
	for _, known := range texts {
		if len(text) >= len(known.prefix) && strings.EqualFold(text[:len(known.prefix)], known.prefix) {
			return known.kind
		}
	}
	switch {
	case strings.Contains(text, listOfRegistry):
		return Kind{Name: "what Get-ItemProperty prints of a registry key", Convert: "it is read as registry values", Registry: true}
	case xml, BeginsXML(text):
		return Kind{Name: "XML of another kind", XML: true}
	case isJSON(text):
		return Kind{Name: "JSON"}
	}
	return Kind{}
}

// BeginsXML reports whether a text begins as XML does; "<13>" is the priority of a
// line of syslog (RFC 3164, Section 4.1.1), and no name of an element.
func BeginsXML(text string) bool {
	behind, angle := strings.CutPrefix(text, "<")
	return angle && digits(behind) == 0
}

// isJSON tells an object, or a list of them, from other texts in brackets, such
// as the [{LRT=…};{LED=…}] in which a queue of Exchange has its last error: in
// JSON (RFC 8259, Section 4) an object goes on with a string or is empty.
func isJSON(text string) bool {
	list := strings.TrimLeft(text, "["+blanks)
	inside, object := strings.CutPrefix(list, "{")
	inside = strings.TrimLeft(inside, blanks)
	return object && (inside == "" || inside[0] == '"' || inside[0] == '}')
}
