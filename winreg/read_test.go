// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package winreg_test

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/vocabtest"
	"github.com/schanneltrust/schannel/winreg"
)

const (
	header5     = "Windows Registry Editor Version 5.00\r\n\r\n"
	schannelKey = `HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL`
	inKey       = "[" + schannelKey + "]\r\n"
	sendList    = "SendTrustedIssuerList"
)

// utf16With writes text as the registry editor does: with a byte order mark.
func utf16With(order binary.AppendByteOrder, text string) []byte {
	out := order.AppendUint16(nil, 0xfeff)
	for _, unit := range utf16.Encode([]rune(text)) {
		out = order.AppendUint16(out, unit)
	}
	return out
}

type values = []schannel.RegistryValue

// flaw is what an expectation says of a defect.
type flaw struct {
	Code   schannel.Code
	Offset int
}

func flaws(faults []*schannel.Error) []flaw {
	var out []flaw
	for _, f := range faults {
		out = append(out, flaw{f.Code, f.Offset})
	}
	return out
}

func send(data uint32) values { return values{schannel.DWORD(schannelKey, sendList, data)} }

// assumed are values of a text that prints no types.
func assumed(all values) values {
	for i := range all {
		all[i].Assumed = true
	}
	return all
}

// text is a value of a type that holds texts.
func text(key, name string, kind schannel.RegistryType, texts ...string) schannel.RegistryValue {
	return schannel.RegistryValue{Key: key, Name: name, Type: kind, Strings: texts}
}

func octets(key, name string, kind schannel.RegistryType, bytes ...byte) schannel.RegistryValue {
	return schannel.RegistryValue{Key: key, Name: name, Type: kind, Bytes: bytes}
}

type readRow struct {
	name   string
	why    string
	text   []byte
	want   values
	faults []flaw
}

func testRead(t *testing.T, rows []readRow) {
	t.Helper()
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			got, faults := winreg.ReadLenient(row.text)
			if diff := cmp.Diff(row.want, got); diff != "" {
				t.Errorf("%s: values (-want +got):\n%s", row.why, diff)
			}
			if diff := cmp.Diff(row.faults, flaws(faults)); diff != "" {
				t.Errorf("%s: defects (-want +got):\n%s", row.why, diff)
			}
		})
	}
}

// The rows of exports follow KB310516, "How to add, modify, or delete registry
// subkeys and values by using a .reg file", and "Registry value types".

func TestReadExport(t *testing.T) {
	t.Parallel()
	testRead(t, []readRow{
		{"utf-16", "what regedit writes", utf16With(binary.LittleEndian, header5+inKey+"\"SendTrustedIssuerList\"=dword:00000001\r\n"), send(1), nil},
		{"utf-16-big-endian", "the mark says which order", utf16With(binary.BigEndian, header5+inKey+"\"SendTrustedIssuerList\"=dword:00000001\r\n"), send(1), nil},
		{"utf-16-without-mark", "no other encoding has zero bytes beside ASCII", utf16With(binary.LittleEndian, header5+inKey+"\"SendTrustedIssuerList\"=dword:00000001\r\n")[2:], send(1), nil},
		{"utf-8-with-mark", "what editors make of it", []byte("\ufeff" + header5 + inKey + `"SendTrustedIssuerList"=dword:1`), send(1), nil},
		{"regedit4", "the format of Windows 9x and NT 4.0, in ANSI", []byte("REGEDIT4\n\n" + inKey + "\"\xe4\"=dword:00000002\n\"SendTrustedIssuerList\"=dword:00000000\n"), append(values{schannel.DWORD(schannelKey, "ä", 2)}, send(0)...), nil},
		{"ansi-version-5", "version 5.00 is Unicode; which code page this is cannot be known", []byte(header5 + inKey + "\"\xe4\"=dword:00000002\n"), values{schannel.DWORD(schannelKey, "ä", 2)}, []flaw{{"winreg.text.encoding", len(header5+inKey) + 1}}},
		{"comments", "a semicolon begins a comment", []byte("; made by hand\r\n" + header5 + "; the key\r\n" + inKey + ";\"SendTrustedIssuerList\"=dword:1\r\n"), values{}, nil},
		{"comment-behind", "nothing else follows a number", []byte(header5 + inKey + "\"SendTrustedIssuerList\"=dword:1 ; as KB2464556 says\r\n"), send(1), nil},
		{"hex-of-type-4", "REG_DWORD is type 4, little-endian", []byte(header5 + inKey + `"SendTrustedIssuerList"=hex(4):01,00,00,00`), send(1), nil},
		{"continued-dword", "a backslash goes on in the next line", []byte(header5 + inKey + "\"SendTrustedIssuerList\"=hex(4):01,00,\\\r\n  00,00\r\n"), send(1), nil},
		{"continued-bytes", "binary data over lines", []byte(header5 + inKey + "\"b\"=hex:01,02,\\\r\n  03,\\\r\n  04\r\n\"SendTrustedIssuerList\"=dword:1\r\n"), append(values{octets(schannelKey, "b", schannel.RegBinary, 1, 2, 3, 4)}, send(1)...), nil},
		{"continued-at-once", "behind a long name regedit puts no byte before the backslash", []byte(header5 + inKey + "\"b\"=hex:\\\r\n  01,02\r\n"), values{octets(schannelKey, "b", schannel.RegBinary, 1, 2)}, nil},
		{"string-with-backslash", "an escaped backslash goes on nowhere", []byte(header5 + inKey + "\"p\"=\"C:\\\\,\\\\\"\r\n\"SendTrustedIssuerList\"=dword:1\r\n"), append(values{text(schannelKey, "p", schannel.RegSZ, `C:\,\`)}, send(1)...), nil},
		{"escaped-name", "quotation marks and backslashes in names", []byte(header5 + "[HKEY_CURRENT_USER\\X]\n\"a\\\"b\\\\c\"=dword:0a\n"), values{schannel.DWORD(`HKEY_CURRENT_USER\X`, `a"b\c`, 10)}, nil},
		{"last-counts", "a file is carried out from top to bottom", []byte(header5 + inKey + "\"SendTrustedIssuerList\"=dword:1\n\"sendtrustedissuerlist\"=dword:0\n"), values{schannel.DWORD(schannelKey, "sendtrustedissuerlist", 0)}, nil},
		{"several-keys", "each value belongs to the key above it; @ is the default value", []byte(header5 + "[HKEY_CURRENT_USER\\A]\n@=dword:5\n\"n\"=dword:ffffffff\n" + inKey + "\"SendTrustedIssuerList\"=dword:1\n"), append(values{schannel.DWORD(`HKEY_CURRENT_USER\A`, "", 5), schannel.DWORD(`HKEY_CURRENT_USER\A`, "n", 0xffffffff)}, send(1)...), nil},
		{"other-type", "a text is kept as one; whether a number belongs there is for Find", []byte("REGEDIT4\n" + inKey + "\"SendTrustedIssuerList\"=\"0\"\n"), values{text(schannelKey, sendList, schannel.RegSZ, "0")}, nil},
		{"stray-blank", "a blank inside the quotation marks belongs to the name", []byte("REGEDIT4\n" + inKey + "\"SendTrustedIssuerList \"=dword:0\n"), values{schannel.DWORD(schannelKey, "SendTrustedIssuerList ", 0)}, nil},
		{"comment-behind-key", "a semicolon begins a comment behind a key too", []byte(header5 + "[" + schannelKey + "]  ; as KB2464556 says\r\n\"SendTrustedIssuerList\"=dword:1\r\n"), send(1), nil},
		{"bracket-in-key", "the last bracket ends the key", []byte(header5 + "[HKEY_CURRENT_USER\\A]B]\n\"n\"=dword:1\n"), values{schannel.DWORD(`HKEY_CURRENT_USER\A]B`, "n", 1)}, nil},
		{"two-files", "copy a.reg+b.reg puts a header and a mark in the middle", []byte(header5 + "[HKEY_CURRENT_USER\\A]\n\ufeff" + header5 + inKey + "\"SendTrustedIssuerList\"=dword:1\n"), send(1), nil},
	})
}

func TestReadTypes(t *testing.T) {
	t.Parallel()
	const key = `HKEY_LOCAL_MACHINE\K`
	export := func(line string) []byte { return []byte(header5 + "[" + key + "]\n" + line + "\n") }
	testRead(t, []readRow{
		{"none", "type 0", export(`"n"=hex(0):`), values{{Key: key, Name: "n"}}, nil},
		{"sz", "type 1", export(`"n"="text with ; and \"quotes\""`), values{text(key, "n", schannel.RegSZ, `text with ; and "quotes"`)}, nil},
		{"sz-as-bytes", "type 1 as bytes: UTF-16 with its end", export(`"n"=hex(1):61,00,3a,04,00,00`), values{text(key, "n", schannel.RegSZ, "aк")}, nil},
		{"expand-sz", "type 2: %A%", export(`"n"=hex(2):25,00,41,00,25,00,00,00`), values{text(key, "n", schannel.RegExpandSZ, "%A%")}, nil},
		{"expand-sz-regedit4", "type 2 in ANSI", []byte("REGEDIT4\n[" + key + "]\n\"n\"=hex(2):25,41,25,00\n"), values{text(key, "n", schannel.RegExpandSZ, "%A%")}, nil},
		{"expand-sz-fragment", "without a header the zero bytes tell UTF-16", []byte("[" + key + "]\n\"n\"=hex(2):25,00,41,00,25,00,00,00\n\"a\"=hex(2):25,41,25,00\n"), values{text(key, "n", schannel.RegExpandSZ, "%A%"), text(key, "a", schannel.RegExpandSZ, "%A%")}, nil},
		{"binary", "type 3", export(`"n"=hex:00,ff`), values{octets(key, "n", schannel.RegBinary, 0, 255)}, nil},
		{"binary-empty", "nothing is data too", export(`"n"=hex:`), values{{Key: key, Name: "n", Type: schannel.RegBinary}}, nil},
		{"big-endian", "type 5 is kept as bytes", export(`"n"=hex(5):00,00,00,01`), values{octets(key, "n", schannel.RegDWORDBigEndian, 0, 0, 0, 1)}, nil},
		{"none-as-bytes", "type 0 is kept as bytes", export(`"n"=hex(0):01`), values{octets(key, "n", schannel.RegNone, 1)}, nil},
		{"link", "type 6 is kept as bytes", export(`"n"=hex(6):5c,00`), values{octets(key, "n", schannel.RegLink, 0x5c, 0)}, nil},
		{"resource-list", "type 8 is kept as bytes", export(`"n"=hex(8):01,00`), values{octets(key, "n", schannel.RegResourceList, 1, 0)}, nil},
		{"full-resource", "type 9 is kept as bytes", export(`"n"=hex(9):02,00`), values{octets(key, "n", schannel.RegFullResource, 2, 0)}, nil},
		{"resource-requirements", "type 10 is kept as bytes", export(`"n"=hex(a):03,00`), values{octets(key, "n", schannel.RegResourceRequested, 3, 0)}, nil},
		{"multi-sz", "type 7: a list, each text with its end, and the end of the list", export(`"n"=hex(7):61,00,00,00,62,00,63,00,00,00,00,00`), values{text(key, "n", schannel.RegMultiSZ, "a", "bc")}, nil},
		{"multi-sz-empty", "the end of the list alone", export(`"n"=hex(7):00,00`), values{{Key: key, Name: "n", Type: schannel.RegMultiSZ}}, nil},
		{"qword", "type 11, little-endian", export(`"n"=hex(b):01,00,00,00,00,00,00,80`), values{{Key: key, Name: "n", Type: schannel.RegQWORD, Number: 1<<63 + 1}}, nil},
		{"unknown", "a type without a name is kept by its number", export(`"n"=hex(10):01`), values{octets(key, "n", 16, 1)}, nil},
		{"half-character", "what is left of a text stays, and is told", export(`"n"=hex(2):61,00,00,d8`), values{text(key, "n", schannel.RegExpandSZ, "a\ufffd")}, []flaw{{"winreg.text.data", len(header5) + len(key) + 3}}},
	})
}

func TestReadDeletions(t *testing.T) {
	t.Parallel()
	testRead(t, []readRow{
		{"value", "a hyphen deletes the value", []byte(header5 + inKey + "\"SendTrustedIssuerList\"=dword:1\n\"SendTrustedIssuerList\"=-\n"), values{}, nil},
		{"key", "a hyphen before the key deletes it and what is below", []byte(header5 + inKey + "\"SendTrustedIssuerList\"=dword:1\n[-HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders]\n"), values{}, nil},
		{"set-again", "later lines win", []byte(header5 + "[-" + schannelKey + "]\n" + inKey + "\"SendTrustedIssuerList\"=dword:1\n"), send(1), nil},
		{"not-beside", "a key whose name begins alike is not below", []byte(header5 + "[HKEY_CURRENT_USER\\AB]\n\"n\"=dword:1\n[HKEY_CURRENT_USER\\A B]\n\"n\"=dword:1\n[-HKEY_CURRENT_USER\\A]\n"), values{schannel.DWORD(`HKEY_CURRENT_USER\AB`, "n", 1), schannel.DWORD(`HKEY_CURRENT_USER\A B`, "n", 1)}, nil},
		{"below-a-sibling", "what is below a sibling stays", []byte(header5 + "[HKEY_CURRENT_USER\\A\\X]\n\"n\"=dword:1\n[HKEY_CURRENT_USER\\A!\\X]\n\"n\"=dword:2\n[-hkey_current_user\\a]\n"), values{schannel.DWORD(`HKEY_CURRENT_USER\A!\X`, "n", 2)}, nil},
		{"siblings", "names of one length below a deleted key", []byte(header5 + "[HKEY_CURRENT_USER\\A\\B]\n\"n\"=dword:1\n[HKEY_CURRENT_USER\\A\\C]\n\"n\"=dword:1\n[-HKEY_CURRENT_USER\\A]\n"), values{}, nil},
		{"each-deleted", "a key set again is deleted with the one above it", []byte(header5 + "[-HKEY_CURRENT_USER\\A\\B]\n[HKEY_CURRENT_USER\\A\\B]\n\"n\"=dword:1\n[-HKEY_CURRENT_USER\\A]\n"), values{}, nil},
		{"twice", "the later of two deletions above counts", []byte(header5 + "[-HKEY_CURRENT_USER\\A\\X]\n[HKEY_CURRENT_USER\\A\\X\\Y]\n\"n\"=dword:1\n[-HKEY_CURRENT_USER\\A]\n"), values{}, nil},
	})
}

func TestReadDefects(t *testing.T) {
	t.Parallel()
	testRead(t, []readRow{
		{"nine-digits", "a REG_DWORD has 32 bits", []byte("REGEDIT4\n" + inKey + "\"SendTrustedIssuerList\"=dword:000000001\n"), values{}, []flaw{{"winreg.text.data", 9 + len(inKey)}}},
		{"no-number", "not hexadecimal", []byte("REGEDIT4\n[A]\n\"n\"=dword:x\n"), values{}, []flaw{{"winreg.text.data", 13}}},
		{"three-bytes", "type 4 has four bytes", []byte("REGEDIT4\n[A]\n\"n\"=hex(4):01,00,00\n"), values{}, []flaw{{"winreg.text.data", 13}}},
		{"nine-bytes", "type 11 has eight bytes", []byte("REGEDIT4\n[A]\n\"n\"=hex(b):01,00,00,00,00,00,00,00,00\n"), values{}, []flaw{{"winreg.text.data", 13}}},
		{"no-type", "Windows has types below 256", []byte("REGEDIT4\n[A]\n\"n\"=hex(80000003):01\n"), values{}, []flaw{{"winreg.text.type", 13}}},
		{"faulty-line-alone", "one bad line harms no other", []byte("REGEDIT4\nrubbish\n" + inKey + "\"SendTrustedIssuerList\"=dword:1\n"), send(1), []flaw{{"winreg.text.line", 9}}},
		{"offset-in-utf-16", "offsets count bytes of the file", utf16With(binary.LittleEndian, "REGEDIT4\nrubbish\n"), values{}, []flaw{{"winreg.text.line", 2 + 2*9}}},
		{"open-key", "no end of the key", []byte("REGEDIT4\n[A\n\"n\"=dword:1\n"), values{}, []flaw{{"winreg.text.line", 9}, {"winreg.text.line", 12}}},
		{"text-behind-key", "no comment", []byte("REGEDIT4\n[A] B\n"), values{}, []flaw{{"winreg.text.line", 9}}},
		{"open-name", "no end of the name", []byte("REGEDIT4\n[A]\n\"n=dword:1\n\"n\\"), values{}, []flaw{{"winreg.text.line", 13}, {"winreg.text.line", 24}}},
		{"open-string", "a string without its end swallows no other line", []byte("REGEDIT4\n" + inKey + "\"p\"=\"C:\\\n\"SendTrustedIssuerList\"=dword:1\n"), send(1), []flaw{{"winreg.text.data", 9 + len(inKey)}}},
		{"open-continuation", "the file ends where the next line should be", []byte("REGEDIT4\n[A]\n\"n\"=hex(4):01,00,\\\n"), values{}, []flaw{{"winreg.text.data", 13}}},
		{"half-character", "UTF-16 with a byte too few", utf16With(binary.LittleEndian, header5+inKey+"\"SendTrustedIssuerList\"=dword:1\r")[:2*(1+len(header5+inKey)+len("\"SendTrustedIssuerList\"=dword:1\r"))-1], send(1), nil},
		{"long-rubbish", "the error does not repeat it all", []byte("REGEDIT4\n[A]\n\"n\"=dword:" + strings.Repeat("z", 1000)), values{}, []flaw{{"winreg.text.data", 13}}},
		{"long-key", "Windows has keys of 255 characters", []byte("REGEDIT4\n[" + strings.Repeat("k", 2000) + "]\n\"n\"=dword:1\n"), values{}, []flaw{{"winreg.text.long", 9}, {"winreg.text.line", 2012}}},
		{"long-name", "Windows has names of values of 16,383 characters", []byte("REGEDIT4\n[A]\n\"" + strings.Repeat("n", 16384) + "\"=dword:1\n"), values{}, []flaw{{"winreg.text.long", 13}}},
		{"typographic", "regedit reads straight quotation marks only; told once", []byte(header5 + inKey + "“SendTrustedIssuerList”=dword:1\n“t”=„x“\n\"say\"=\"“hi”\"\n"), append(send(1), text(schannelKey, "t", schannel.RegSZ, "x"), text(schannelKey, "say", schannel.RegSZ, "“hi”")), []flaw{{"winreg.text.quotes", len(header5 + inKey)}}},
	})
}

func TestReadFragments(t *testing.T) {
	t.Parallel()
	testRead(t, []readRow{
		{"key-and-value", "the header was not pasted", []byte(inKey + "\"SendTrustedIssuerList\"=dword:1\n"), send(1), nil},
		{"indented", "no-break spaces of a web page", []byte("\u00a0\u00a0" + inKey + "\u00a0\u00a0\"SendTrustedIssuerList\"=dword:1\n"), send(1), nil},
		{"value-alone", "the key was not pasted either", []byte("\"SendTrustedIssuerList\"=dword:1\n"), values{schannel.DWORD("", sendList, 1)}, []flaw{{"winreg.text.line", 0}}},
		{"with-prose", "what people write around it is told", []byte("Here it is:\n" + inKey + "\"SendTrustedIssuerList\"=dword:1\n"), send(1), []flaw{{"winreg.text.line", 0}}},
		{"ini", "a section is no key of the registry", []byte("[A]\n\"n\"=dword:1\n"), nil, []flaw{{"winreg.text.header", 0}}},
		{"nothing", "an empty file", nil, values{}, []flaw{{"winreg.text.header", 0}}},
		{"ansi-at-once", "the first byte is already of an unknown code page", []byte("\xe4\n" + inKey), values{}, []flaw{{"winreg.text.line", 0}, {"winreg.text.encoding", 0}}},
		{"longest", "as much as is read", bytes.Repeat([]byte("\n"), 16<<20), values{}, []flaw{{"winreg.text.header", 0}}},
		{"too-long", "more than is read", make([]byte, 16<<20+1), nil, []flaw{{"winreg.text.long", 16 << 20}}},
	})
}

// The rows of reg query follow "reg query" of the Windows commands reference:
// the separator of REG_MULTI_SZ is \0, /z shows the number of the type.

func TestReadQuery(t *testing.T) {
	t.Parallel()
	const k = schannelKey
	testRead(t, []readRow{
		{"vista", "four blanks before each column", []byte("\r\n" + k + "\r\n    SendTrustedIssuerList    REG_DWORD    0x1\r\n\r\n"), send(1), nil},
		{"xp", "a version and tabs", []byte("\r\n! REG.EXE VERSION 3.0\r\n\r\n" + k + "\r\n    SendTrustedIssuerList\tREG_DWORD\t0x1\r\n    <NO NAME>\tREG_SZ\t\r\n"), append(send(1), text(k, "", schannel.RegSZ, "")), nil},
		{"utf-16", "PowerShell redirects so", utf16With(binary.LittleEndian, "\r\n"+k+"\r\n    SendTrustedIssuerList    REG_DWORD    0x1\r\n"), send(1), nil},
		{"all-types", "numbers, texts with blanks, lists, bytes", []byte(k + "\n    q    REG_QWORD    0x8000000000000001\n    s    REG_SZ    a  b REG_SZ    c \n    e    REG_EXPAND_SZ    %A%\n    m    REG_MULTI_SZ    a\\0b c\n    b    REG_BINARY    00FF\n    n    REG_NONE    \n"), values{
			{Key: k, Name: "q", Type: schannel.RegQWORD, Number: 1<<63 + 1},
			text(k, "s", schannel.RegSZ, "a  b REG_SZ    c "),
			text(k, "e", schannel.RegExpandSZ, "%A%"),
			text(k, "m", schannel.RegMultiSZ, "a", "b c"),
			octets(k, "b", schannel.RegBinary, 0, 255),
			{Key: k, Name: "n"},
		}, nil},
		{"number-of-type", "/z", []byte(k + "\n    SendTrustedIssuerList    REG_DWORD (4)    0x1\n"), send(1), nil},
		{"several-keys", "/s, with keys that have no values and a last line", []byte(k + "\n    SendTrustedIssuerList    REG_DWORD    0x1\n\n" + k + "\\Protocols\n\n" + k + "\\Protocols\\TLS 1.2\\Client\n    Enabled    REG_DWORD    0x0\n\nEnd of search: 2 match(es) found.\n"), append(send(1), schannel.DWORD(k+`\Protocols\TLS 1.2\Client`, "Enabled", 0)), nil},
		{"default", "in English, German, French as UTF-8, Japanese; none that was not set", []byte(k + "\n    (Default)    REG_SZ    x\n" + k + "\\A\n    (Standard)    REG_DWORD    0x1\n" + k + "\\B\n    (par défaut)    REG_DWORD    0x1\n" + k + "\\C\n    (既定)    REG_SZ    (値の設定なし)\n"), values{
			text(k, "", schannel.RegSZ, "x"), schannel.DWORD(k+`\A`, "", 1), schannel.DWORD(k+`\B`, "", 1),
		}, nil},
		{"default-shift-jis", "the bytes of a Japanese console", []byte(k + "\n    (\x8a\xf9\x92\xe8)    REG_DWORD    0x1\n"), values{schannel.DWORD(k, "", 1)}, []flaw{{"winreg.text.encoding", len(k) + 6}}},
		{"stray-blanks", "blanks beyond the gap belong to the name", []byte(k + "\n    SendTrustedIssuerList     REG_DWORD    0x0\n     ClientAuthTrustMode    REG_DWORD    0x2\n"), values{schannel.DWORD(k, "SendTrustedIssuerList ", 0), schannel.DWORD(k, " ClientAuthTrustMode", 2)}, nil},
		{"collapsed", "a web page leaves one blank of each gap", []byte(k + "\n SendTrustedIssuerList REG_DWORD 0x1\n"), send(1), nil},
		{"quoted", "a quotation of a forum indents all", []byte("    " + k + "\n        SendTrustedIssuerList    REG_DWORD    0x1\n"), send(1), nil},
		{"short-hive", "HKLM, as it was typed", []byte(`HKLM\SYSTEM\Select` + "\n    Current    REG_DWORD    0x1\n"), values{schannel.DWORD(`HKLM\SYSTEM\Select`, "Current", 1)}, nil},
		{"error", "what reg says of a value that is not there is told", []byte(k + "\nERROR: The system was unable to find the specified registry key or value.\n"), values{}, []flaw{{"winreg.text.line", len(k) + 1}}},
		{"commands", "a command that was copied with the output is none of it", []byte(`C:\>reg query ` + k + "\n\n" + k + "\n    SendTrustedIssuerList    REG_DWORD    0x1\n\n" + `C:\>reg add ` + k + " /v Site /t REG_SZ /d 0 /f\n"), send(1), []flaw{{"winreg.text.line", 0}, {"winreg.text.line", 2*len(k) + 64}}},
		{"no-number", "numbers are hexadecimal with 0x", []byte(k + "\n    n    REG_DWORD    1\n    b    REG_BINARY    0\n    t    REG_FOO    0\n"), values{}, []flaw{{"winreg.text.data", len(k) + 1}, {"winreg.text.data", len(k) + 25}, {"winreg.text.type", len(k) + 50}}},
		{"mixed", "both forms in one paste", []byte(k + "\n    SendTrustedIssuerList    REG_DWORD    0x1\n\n[HKEY_CURRENT_USER\\A]\n\"n\"=dword:2\n"), append(send(1), schannel.DWORD(`HKEY_CURRENT_USER\A`, "n", 2)), nil},
		{"not-in-an-export", "a path without brackets is no key of an export", []byte(header5 + k + "\n    SendTrustedIssuerList    REG_DWORD    0x1\n"), values{}, []flaw{{"winreg.text.line", 40}, {"winreg.text.line", 41 + len(k)}}},
	})
}

// The rows of lists follow "about_Registry_Provider" and "Format-List" of the
// documentation of PowerShell: the values of a key are properties of an object
// that is named by PSPath, and long values are wrapped to their column.

func TestReadList(t *testing.T) {
	t.Parallel()
	const (
		k    = schannelKey
		path = `PSPath                : Microsoft.PowerShell.Core\Registry::`
		rest = "PSChildName           : SCHANNEL\r\nPSDrive               : HKLM\r\nPSProvider            : Microsoft.PowerShell.Core\\Registry\r\n\r\n"
		one  = "SendTrustedIssuerList : 1\r\n"
	)
	list := func(lines string) []byte { return []byte("\r\n\r\n" + lines + path + k + "\r\n" + rest) }
	untyped := []flaw{{"winreg.text.untyped", 4}}
	testRead(t, []readRow{
		{"number", "no type is printed: a number is taken for a REG_DWORD, which is told", list(one), assumed(send(1)), untyped},
		{"numbers", "told once; .NET prints 32 bits with a sign or without, 64 bits if there are more", list("a : -1\r\nb : 4294967295\r\nc : 4294967296\r\nd : 18446744073709551616\r\n"), values{
			{Key: k, Name: "a", Type: schannel.RegDWORD, Number: 0xffffffff, Assumed: true},
			{Key: k, Name: "b", Type: schannel.RegDWORD, Number: 0xffffffff, Assumed: true},
			{Key: k, Name: "c", Type: schannel.RegQWORD, Number: 1 << 32, Assumed: true},
			text(k, "d", schannel.RegSZ, "18446744073709551616"),
		}, untyped},
		{"texts", "nothing to guess; the default value has a name of its own", list("(default) : x\r\nempty :\r\na : b : c\r\n"), values{
			text(k, "", schannel.RegSZ, "x"), text(k, "empty", schannel.RegSZ, ""), text(k, "a", schannel.RegSZ, "b : c"),
		}, nil},
		{"braces", "several texts or bytes, cut after the fourth", list("b : {1, 2, 3, 4...}\r\n"), values{}, []flaw{{"winreg.text.data", 4}}},
		{"wrapped", "a long path goes on in its column", []byte(one + path + k[:70] + "\r\n                        " + k[70:] + "\r\n" + rest), assumed(send(1)), []flaw{{"winreg.text.untyped", 0}}},
		{"utf-16", "redirected by PowerShell", utf16With(binary.LittleEndian, one+path+k+"\r\n"+rest), assumed(send(1)), []flaw{{"winreg.text.untyped", 2}}},
		{"two", "each list has its own key", append(list(one), list(one)...), assumed(send(1)), untyped},
		{"behind-reg-query", "both in one paste", append([]byte(k+"\n    SendTrustedIssuerList    REG_DWORD    0x0\n"), list(one)...), assumed(send(1)), []flaw{{"winreg.text.untyped", len(k) + 51}}},
		{"before-a-value", "what stands behind a list is not of its key", append(list(""), "\"n\"=dword:1\r\n"...), values{}, []flaw{{"winreg.text.line", len(list(""))}}},
		{"long-wrapped", "what is wrapped is of a length that Windows has", []byte(path + k + "\\" + strings.Repeat("k", 300) + "\r\n" + rest), nil, []flaw{{"winreg.text.header", 0}}},
		{"before-reg-query", "an indented line is no part of a list unless it stands in the column of its values", []byte("Output : \n    " + k + "\n        SendTrustedIssuerList    REG_DWORD    0x1\n"), send(1), []flaw{{"winreg.text.line", 0}}},
		{"certificate", "a list of another provider", []byte("PSPath : Microsoft.PowerShell.Security\\Certificate::LocalMachine\\My\nn : 1\n" + k + "\n"), values{}, []flaw{{"winreg.text.line", 0}, {"winreg.text.line", 68}}},
		{"no-path", "a list whose key was not printed", []byte("SendTrustedIssuerList : 1\n"), nil, []flaw{{"winreg.text.header", 0}}},
		{"in-an-export", "a file with a header holds no list", append([]byte(header5), list(one)...), values{}, []flaw{{"winreg.text.line", 44}, {"winreg.text.line", 71}, {"winreg.text.line", 133 + len(k)}, {"winreg.text.line", 167 + len(k)}, {"winreg.text.line", 197 + len(k)}}},
	})
}

func TestReadForeign(t *testing.T) {
	t.Parallel()
	rows := []struct {
		name, text, found string
	}{
		{"pem", "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n", "a PEM file"},
		{"sst", "\x00\x00\x00\x00CERT\x20\x00\x00\x00", "a serialized certificate store (SST)"},
		{"der", "\x30\x82\x01\x00", "DER"},
		{"hive", "regf\x01\x00\x00\x00", "reg load"},
		{"policy", "PReg\x01\x00\x00\x00[\x00S\x00", "LGPO.exe /parse"},
		{"event-log", "ElfFile\x00\x00\x00", "wevtutil qe"},
		{"event-xml", "<?xml version=\"1.0\"?>\n<Events><Event xmlns='x'/></Events>", "event XML"},
		{"event-xml-utf-16", string(utf16With(binary.LittleEndian, "<Event xmlns='x'>")), "event XML"},
		{"clixml", "#< CLIXML\n<Objs Version=\"1.1.0.1\">", "neither a registry export"},
		{"json", "{\"a\":1}", "JSON"},
		{"text-export", "Key Name:          HKEY_LOCAL_MACHINE\\SYSTEM\r\n", "export it as a registration file (.reg)"},
		{"get-item", "\n\n    Hive: HKEY_LOCAL_MACHINE\\SYSTEM\n\n\nName   Property\n", "run Get-ItemProperty"},
		{"command", "reg add HKLM\\SYSTEM /v X /t REG_SZ /d 0", "run reg query"},
		{"policy-preferences", "<?xml version=\"1.0\"?>\n<RegistrySettings clsid=\"\"/>", "run reg query"},
		{"zip", "PK\x03\x04", "a ZIP archive"},
		{"binary", "\x01\x02\x00\x03", "a binary file"},
		{"prose", "SendTrustedIssuerList is 1", "neither a registry export"},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			got, faults := winreg.ReadLenient([]byte(row.text))
			require.Nil(t, got)
			require.Len(t, faults, 1)
			if !strings.Contains(faults[0].Error(), row.found) {
				t.Errorf("%q does not say %q", faults[0], row.found)
			}
			code := schannel.Code("winreg.text.foreign")
			if strings.HasPrefix(row.found, "neither") {
				code = "winreg.text.header"
			}
			require.Equal(t, code, faults[0].Code)
		})
	}
}

func TestReadCountsValues(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	b.WriteString("REGEDIT4\n[A]\n")
	for i := range 1<<16 + 3 {
		fmt.Fprintf(&b, "\"%x\"=dword:0\n", i)
	}
	got, faults := winreg.ReadLenient([]byte(b.String()))
	require.Len(t, got, 1<<16)
	require.Len(t, faults, 1)
	require.Equal(t, schannel.Code("winreg.text.long"), faults[0].Code)
}

// TestReadCountsKeys: what belongs to a key too many belongs to no other.
func TestReadCountsKeys(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	b.WriteString("REGEDIT4\n")
	for i := range 1<<18 + 2 {
		fmt.Fprintf(&b, "[A\\%x]\n", i)
	}
	b.WriteString("\"n\"=dword:1\n[-B]\n[A\\0]\n\"n\"=dword:2\n")
	got, faults := winreg.ReadLenient([]byte(b.String()))
	require.Len(t, got, 1)
	require.Equal(t, `A\0`, got[0].Key)
	require.Len(t, faults, 1)
}

func TestReadCountsDefects(t *testing.T) {
	t.Parallel()
	_, faults := winreg.ReadLenient([]byte("REGEDIT4\n" + strings.Repeat("x\n", 5000)))
	require.Len(t, faults, 1<<10)
}

// TestReadAllocations holds the ceiling: 30 allocations for a key with two
// values, and nothing that grows faster than the file; deletions cost no walk
// through every key for every value.
func TestReadAllocations(t *testing.T) {
	section := inKey + "\"SendTrustedIssuerList\"=dword:00000001\r\n\"b\"=hex:01,02,\\\r\n  03\r\n[-HKEY_CURRENT_USER\\A]\r\n"
	for _, sections := range []int{10, 1000} {
		export := utf16With(binary.LittleEndian, header5+strings.Repeat(section, sections))
		allocations := testing.AllocsPerRun(3, func() { winreg.ReadLenient(export) })
		if limit := float64(50 + 30*sections); !vocabtest.Race && allocations > limit {
			t.Errorf("%d sections: %v allocations, at most %v", sections, allocations, limit)
		}
	}
}

func BenchmarkReadLenient(b *testing.B) {
	export := utf16With(binary.LittleEndian, header5+strings.Repeat(inKey+"\"SendTrustedIssuerList\"=dword:00000001\r\n\"b\"=hex:01,02,\\\r\n  03\r\n", 1000))
	b.SetBytes(int64(len(export)))
	b.ReportAllocs()
	for b.Loop() {
		if got, _ := winreg.ReadLenient(export); len(got) != 2 {
			b.Fatal(got)
		}
	}
}

// BenchmarkReadDeletions has many deep keys with a value each, and deletions.
func BenchmarkReadDeletions(b *testing.B) {
	var text strings.Builder
	text.WriteString(header5)
	for i := range 2000 {
		fmt.Fprintf(&text, "[HKEY_CURRENT_USER%s\\%d]\r\n\"n\"=dword:1\r\n[-HKEY_CURRENT_USER\\%d]\r\n", strings.Repeat(`\a`, 500), i, i)
	}
	b.SetBytes(int64(text.Len()))
	b.ReportAllocs()
	for b.Loop() {
		if got, _ := winreg.ReadLenient([]byte(text.String())); len(got) != 2000 {
			b.Fatal(len(got))
		}
	}
}

func FuzzReadLenient(f *testing.F) {
	f.Add([]byte(header5 + inKey + "\"SendTrustedIssuerList\"=dword:00000001\r\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		got, faults := winreg.ReadLenient(text)
		for _, fault := range faults {
			if fault.Offset < 0 || fault.Offset > len(text) {
				t.Errorf("offset %d of %d bytes", fault.Offset, len(text))
			}
		}
		if len(got)*len(`@=""`) > len(text) {
			t.Errorf("%d values out of %d bytes", len(got), len(text))
		}
		if got == nil && len(faults) != 1 {
			t.Errorf("refused with %d defects", len(faults))
		}
		again, _ := winreg.ReadLenient(text)
		if diff := cmp.Diff(got, again); diff != "" {
			t.Errorf("a second reading differs:\n%s", diff)
		}
		for _, m := range winreg.Find(got, winreg.Setting{Key: schannelKey, Name: sendList, Type: schannel.RegDWORD}) {
			if m.Reads() && !strings.EqualFold(got[m.Value].Name, sendList) {
				t.Errorf("%q is read as %s", got[m.Value].Name, sendList)
			}
		}
	})
}
