// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package winreg_test

import (
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

const schannelKey = `HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL`

const header5 = "Windows Registry Editor Version 5.00\r\n\r\n"

// utf16With writes text as the registry editor does: with a byte order mark.
func utf16With(order binary.AppendByteOrder, text string) []byte {
	out := order.AppendUint16(nil, 0xfeff)
	for _, unit := range utf16.Encode([]rune(text)) {
		out = order.AppendUint16(out, unit)
	}
	return out
}

type (
	values = []schannel.RegistryValue
	// flaw is what an expectation says of a fault.
	flaw struct {
		Code   schannel.Code
		Offset int
	}
)

func flaws(faults []*schannel.Error) []flaw {
	var out []flaw
	for _, f := range faults {
		out = append(out, flaw{f.Code, f.Offset})
	}
	return out
}

// TestParseExportLenient follows KB310516, "How to add, modify, or delete registry
// subkeys and values by using a .reg file"; REG_DWORD is type 4.
func TestParseExportLenient(t *testing.T) {
	t.Parallel()
	key := "[" + schannelKey + "]\r\n"
	send := func(data uint32) values {
		return values{{Key: schannelKey, Name: "SendTrustedIssuerList", Type: schannel.RegDWORD, Number: uint64(data)}}
	}
	tests := []struct {
		name   string
		why    string
		export []byte
		want   values
		faults []flaw
	}{
		{"utf-16", "what regedit writes", utf16With(binary.LittleEndian, header5+key+"\"SendTrustedIssuerList\"=dword:00000001\r\n"), send(1), nil},
		{"utf-16-big-endian", "the mark says which order", utf16With(binary.BigEndian, header5+key+"\"SendTrustedIssuerList\"=dword:00000001\r\n"), send(1), nil},
		{"utf-8-with-mark", "what editors make of it", []byte("\ufeff" + header5 + key + `"SendTrustedIssuerList"=dword:1`), send(1), nil},
		{"regedit4", "the format of Windows 9x and NT 4.0, in ANSI", []byte("REGEDIT4\n\n" + key + "\"\xe4\"=dword:00000002\n\"SendTrustedIssuerList\"=dword:00000000\n"), append(values{{Key: schannelKey, Name: "ä", Type: schannel.RegDWORD, Number: 2}}, send(0)...), nil},
		{"comments", "a semicolon begins a comment", []byte("; made by hand\r\n" + header5 + "; the key\r\n" + key + ";\"SendTrustedIssuerList\"=dword:1\r\n"), values{}, nil},
		{"hex-of-type-4", "REG_DWORD is type 4, little-endian", []byte(header5 + key + `"SendTrustedIssuerList"=hex(4):01,00,00,00`), send(1), nil},
		{"continued-dword", "a backslash goes on in the next line", []byte(header5 + key + "\"SendTrustedIssuerList\"=hex(4):01,00,\\\r\n  00,00\r\n"), send(1), nil},
		{"continued-other", "binary data over lines is passed over", []byte(header5 + key + "\"b\"=hex:01,02,\\\r\n  03,\\\r\n  04\r\n\"SendTrustedIssuerList\"=dword:1\r\n"), send(1), nil},
		{"string-with-backslash", "an escaped backslash goes on nowhere", []byte(header5 + key + "\"p\"=\"C:\\\\,\\\\\"\r\n\"SendTrustedIssuerList\"=dword:1\r\n"), send(1), nil},
		{"escaped-name", "quotation marks and backslashes in names", []byte(header5 + "[HKEY_CURRENT_USER\\X]\n\"a\\\"b\\\\c\"=dword:0a\n"), values{{Key: `HKEY_CURRENT_USER\X`, Name: `a"b\c`, Type: schannel.RegDWORD, Number: 10}}, nil},
		{"last-counts", "a file is carried out from top to bottom", []byte(header5 + key + "\"SendTrustedIssuerList\"=dword:1\n\"sendtrustedissuerlist\"=dword:0\n"), values{{Key: schannelKey, Name: "sendtrustedissuerlist", Type: schannel.RegDWORD}}, nil},
		{"deleted-value", "a hyphen deletes the value", []byte(header5 + key + "\"SendTrustedIssuerList\"=dword:1\n\"SendTrustedIssuerList\"=-\n"), values{}, nil},
		{"deleted-key", "a hyphen before the key deletes it and what is below", []byte(header5 + key + "\"SendTrustedIssuerList\"=dword:1\n[-HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders]\n"), values{}, nil},
		{"deleted-and-set-again", "later lines win", []byte(header5 + "[-" + schannelKey + "]\n" + key + "\"SendTrustedIssuerList\"=dword:1\n"), send(1), nil},
		{"several-keys", "each value belongs to the key above it", []byte(header5 + "[HKEY_CURRENT_USER\\A]\n@=dword:5\n\"n\"=dword:ffffffff\n" + key + "\"SendTrustedIssuerList\"=dword:1\n"), append(values{{Key: `HKEY_CURRENT_USER\A`, Name: "n", Type: schannel.RegDWORD, Number: 0xffffffff}}, send(1)...), nil},
		{"wrong-type", "a string is no REG_DWORD; KB2464556 says REG_DWORD", []byte("REGEDIT4\n" + key + "\"SendTrustedIssuerList\"=\"0\"\n"), values{}, []flaw{{"winreg.export.type", 9 + len(key)}}},
		{"other-string", "other strings are nobody's business", []byte("REGEDIT4\n" + key + "\"Name\"=\"0\"\n"), values{}, nil},
		{"nine-digits", "a REG_DWORD has 32 bits", []byte("REGEDIT4\n" + key + "\"SendTrustedIssuerList\"=dword:000000001\n"), values{}, []flaw{{"winreg.export.number", 9 + len(key)}}},
		{"no-number", "not hexadecimal", []byte("REGEDIT4\n[A]\n\"n\"=dword:x\n"), values{}, []flaw{{"winreg.export.number", 13}}},
		{"three-bytes", "type 4 has four bytes", []byte("REGEDIT4\n[A]\n\"n\"=hex(4):01,00,00\n"), values{}, []flaw{{"winreg.export.number", 13}}},
		{"faulty-line-alone", "one bad line harms no other", []byte("REGEDIT4\nrubbish\n" + key + "\"SendTrustedIssuerList\"=dword:1\n"), send(1), []flaw{{"winreg.export.line", 9}}},
		{"offset-in-utf-16", "offsets count bytes of the file", utf16With(binary.LittleEndian, "REGEDIT4\nrubbish\n"), values{}, []flaw{{"winreg.export.line", 2 + 2*9}}},
		{"open-key", "no end of the key", []byte("REGEDIT4\n[A\n\"n\"=dword:1\n"), values{}, []flaw{{"winreg.export.line", 9}, {"winreg.export.line", 12}}},
		{"open-name", "no end of the name", []byte("REGEDIT4\n[A]\n\"n=dword:1\n\"n\\"), values{}, []flaw{{"winreg.export.line", 13}, {"winreg.export.line", 24}}},
		{"open-string", "a string without its end swallows no other line", []byte("REGEDIT4\n" + key + "\"p\"=\"C:\\\n\"SendTrustedIssuerList\"=dword:1\n"), send(1), nil},
		{"open-continuation", "the file ends where the next line should be", []byte("REGEDIT4\n[A]\n\"n\"=hex(4):01,00,\\\n"), values{}, []flaw{{"winreg.export.number", 13}}},
		{"half-character", "UTF-16 with a byte too few", utf16With(binary.LittleEndian, header5+key+"\"SendTrustedIssuerList\"=dword:1\r")[:2*(1+len(header5+key)+len("\"SendTrustedIssuerList\"=dword:1\r"))-1], send(1), nil},
		{"long-rubbish", "the error does not repeat it all", []byte("REGEDIT4\n[A]\n\"n\"=dword:" + strings.Repeat("z", 1000)), values{}, []flaw{{"winreg.export.number", 13}}},
		{"no-header", "a text that is no export", []byte("[A]\n\"n\"=dword:1\n"), nil, []flaw{{"winreg.export.header", 0}}},
		{"nothing", "an empty file has no header", nil, values{}, []flaw{{"winreg.export.header", 0}}},
		{"long-key", "Windows has keys of 255 characters", []byte("REGEDIT4\n[" + strings.Repeat("k", 2000) + "]\n\"n\"=dword:1\n"), values{}, []flaw{{"winreg.export.long", 9}, {"winreg.export.line", 2012}}},
		{"too-long", "more than is read", make([]byte, 16<<20+1), nil, []flaw{{"winreg.export.long", 16 << 20}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, faults := winreg.ParseExportLenient(tt.export)
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("%s: values (-want +got):\n%s", tt.why, diff)
			}
			if diff := cmp.Diff(tt.faults, flaws(faults)); diff != "" {
				t.Errorf("%s: faults (-want +got):\n%s", tt.why, diff)
			}
		})
	}
}

func TestParseExportLenientCountsValues(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	b.WriteString("REGEDIT4\n[A]\n")
	for i := range 1<<16 + 1 {
		fmt.Fprintf(&b, "\"%x\"=dword:0\n", i)
	}
	got, faults := winreg.ParseExportLenient([]byte(b.String()))
	require.Len(t, got, 1<<16)
	require.Len(t, faults, 1)
	require.Equal(t, schannel.Code("winreg.export.long"), faults[0].Code)
}

func TestParseExportLenientCountsFaults(t *testing.T) {
	t.Parallel()
	_, faults := winreg.ParseExportLenient([]byte("REGEDIT4\n" + strings.Repeat("x\n", 5000)))
	require.Len(t, faults, 1<<10)
}

func FuzzParseExportLenient(f *testing.F) {
	f.Add([]byte(header5 + "[" + schannelKey + "]\r\n\"SendTrustedIssuerList\"=dword:00000001\r\n"))
	f.Fuzz(func(t *testing.T, export []byte) {
		got, faults := winreg.ParseExportLenient(export)
		for _, fault := range faults {
			if fault.Offset < 0 || fault.Offset > len(export) {
				t.Errorf("offset %d of %d bytes", fault.Offset, len(export))
			}
		}
		if len(got)*len("\"\"=dword:0") > len(export) {
			t.Errorf("%d values out of %d bytes", len(got), len(export))
		}
		again, _ := winreg.ParseExportLenient(export)
		if diff := cmp.Diff(got, again); diff != "" {
			t.Errorf("a second reading differs:\n%s", diff)
		}
	})
}

// TestParseExportLenientAllocations holds the ceiling: 20 allocations for a key with
// two values, and nothing that grows faster than the file.
func TestParseExportLenientAllocations(t *testing.T) {
	section := "[" + schannelKey + "]\r\n\"SendTrustedIssuerList\"=dword:00000001\r\n\"b\"=hex:01,02,\\\r\n  03\r\n"
	for _, sections := range []int{10, 1000} {
		export := utf16With(binary.LittleEndian, header5+strings.Repeat(section, sections))
		allocations := testing.AllocsPerRun(3, func() { winreg.ParseExportLenient(export) })
		if limit := float64(50 + 20*sections); !vocabtest.Race && allocations > limit {
			t.Errorf("%d sections: %v allocations, at most %v", sections, allocations, limit)
		}
	}
}

func BenchmarkParseExportLenient(b *testing.B) {
	export := utf16With(binary.LittleEndian, header5+strings.Repeat("["+schannelKey+"]\r\n\"SendTrustedIssuerList\"=dword:00000001\r\n\"b\"=hex:01,02,\\\r\n  03\r\n", 1000))
	b.SetBytes(int64(len(export)))
	b.ReportAllocs()
	for b.Loop() {
		if got, _ := winreg.ParseExportLenient(export); len(got) != 1 {
			b.Fatal(got)
		}
	}
}

func TestVocabulary(t *testing.T) {
	t.Parallel()
	vocabtest.Codes(t)
	vocabtest.Seeds(t, map[string]int{"FuzzParseExportLenient": 4})
}

func ExampleParseExportLenient() {
	values, faults := winreg.ParseExportLenient([]byte(`REGEDIT4

[HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL]
"SendTrustedIssuerList"=dword:00000000
"ClientAuthTrustMode"="2"
`))
	for _, v := range values {
		fmt.Println(v.Name, v.Number)
	}
	for _, f := range faults {
		fmt.Println(f)
	}
	// Output:
	// SendTrustedIssuerList 0
	// winreg: export at byte 130: ClientAuthTrustMode is no REG_DWORD, which it must be
}
