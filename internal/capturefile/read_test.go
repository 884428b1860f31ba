// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package capturefile_test

import (
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/capturefile"
	"github.com/schanneltrust/schannel/internal/catalog"
	"github.com/schanneltrust/schannel/internal/prelude"
	"github.com/schanneltrust/schannel/internal/tlswire"
	"github.com/schanneltrust/schannel/internal/vocabtest"
)

func TestCodes(t *testing.T) {
	t.Parallel()
	vocabtest.Catalog(t, "schannel", catalog.Tables{Errors: capturefile.Errors()}.All())
}

func TestEnums(t *testing.T) {
	t.Parallel()
	vocabtest.Enum[capturefile.Kind](t)
	vocabtest.Enum[capturefile.Way](t)
}

func TestSeeds(t *testing.T) {
	t.Parallel()
	vocabtest.Seeds(t, map[string]int{"FuzzRead": 11})
}

// serverBytes is a ServerHello and a ServerHelloDone in one record, and an
// alert.
var serverBytes = record(22, "\x02\x00\x00\x26\x03\x03"+strings.Repeat("r", 32)+"\x00\xc0\x2f\x00"+"\x0e\x00\x00\x00") + record(21, "\x02\x28")

func record(contentType byte, payload string) string {
	return string([]byte{contentType, 3, 3, byte(len(payload) >> 8), byte(len(payload))}) + payload
}

// wide writes a text as Windows does.
func wide(text string) string {
	b := []byte{0xff, 0xfe}
	for _, u := range utf16.Encode([]rune(text)) {
		b = append(b, byte(u), byte(u>>8))
	}
	return string(b)
}

// bigEndian writes a text of ASCII in UTF-16 the other way round, without a mark.
func bigEndian(text string) string {
	var b strings.Builder
	for _, c := range []byte(text) {
		b.WriteString("\x00" + string(rune(c)))
	}
	return b.String()
}

// spelt are forms of the same bytes, written by programs that nobody here wrote
// or in the way they write.
func spelt(data string) map[string]string {
	digits := hex.EncodeToString([]byte(data))
	pairs := make([]string, 0, len(data))
	for n := 0; n < len(digits); n += 2 {
		pairs = append(pairs, digits[n:n+2])
	}
	decimal := fmt.Sprintf("%d", []byte(data))
	return map[string]string{
		"hex-stream":       digits,
		"hex-upper":        strings.ToUpper(digits) + "\r\n",
		"hex-blanks":       strings.Join(pairs, " "),
		"hex-colons":       strings.Join(pairs, ":"),
		"hex-commas":       "0x" + strings.Join(pairs, ", 0x"),
		"hex-escapes":      `"\x` + strings.Join(pairs, `\x`) + `"`,
		"hex-lines":        strings.Join(slices.Collect(chunked(pairs, 16)), "\n"),
		"hex-wide":         wide(digits),
		"hex-wide-no-mark": wide(digits)[2:],
		"hex-wide-big":     bigEndian(digits),
		"hexdump-C":        hex.Dump([]byte(data)),
		"hexdump-wide":     wide(hex.Dump([]byte(data))),
		"wireshark":        dump(data, "%04x   ", " ", 3),
		"openssl-dump":     dump(data, "%04x - ", "-", 3),
		"java-dump":        strings.ToUpper(dump(data, "  %04x: ", "   ", 2)),
		"without-text":     dump(data, "%08x: ", " ", -1),
		"base64":           base64.StdEncoding.EncodeToString([]byte(data)),
		"base64-unpadded":  base64.RawStdEncoding.EncodeToString([]byte(data)),
		"numbers":          strings.Trim(decimal, "[]") + "\n",
		"numbers-go":       fmt.Sprintf("%v\n", []byte(data)),
		"array-go":         fmt.Sprintf("%#v\n", []byte(data)),
		"numbers-signed":   strings.ReplaceAll(fmt.Sprint(signed(data)), " ", ", "),
		"numbers-lines":    strings.Join(strings.Fields(strings.Trim(decimal, "[]")), "\r\n"),
		"numbers-json":     `{"type":"Buffer","data":` + strings.ReplaceAll(decimal, " ", ",") + "}",
		"numbers-erlang":   "<<" + strings.ReplaceAll(strings.Trim(decimal, "[]"), " ", ",") + ">>",
		"string-go":        fmt.Sprintf("%q\n", data),
		"string-python":    "data = b" + strings.ReplaceAll(fmt.Sprintf("%q", data), "\"", "'") + "\n",
		"hex-python":       "b'" + digits + "'\n",
		"hex-call":         "bytes.fromhex('" + digits + "')\n",
		"hex-buffer":       "<Buffer " + strings.Join(pairs, " ") + ">\n",
		"hex-powershell":   "[byte[]]$data = 0x" + strings.Join(pairs, ",0x") + "\r\n",
		"hex-coloured":     "\x1b[32m" + strings.Join(pairs, "\x1b[0m \x1b[1;32m") + "\x1b[0m\n",
		"dump-coloured":    strings.ReplaceAll(dump(data, "%04x: ", " ", 2), "\n", "\x1b[0m\n\x1b[K"),
		"array-of-length":  "const unsigned char a[9] = {\n  0x" + strings.Join(pairs, ", 0x") + "\n};\n",
		"array-java":       "byte[] a = {(byte)0x" + strings.Join(pairs, ", (byte)0x") + "};\n",
		"quoted":           "> " + strings.ReplaceAll(strings.TrimSuffix(dump(data, "%04x   ", " ", 3), "\n"), "\n", "\n> ") + "\n",
		"offsets-0x":       dump(data, "0x%04x:  ", " ", 2),
		"offsets-colons":   strings.ToUpper(dump(data, "%08x : ", "-", 2)),
		"array":            "char peer1_0[] = { /* Packet 4, 0xaa */\n0x" + strings.Join(pairs, ", 0x") + " };\n",
	}
}

func chunked(pairs []string, size int) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for part := range slices.Chunk(pairs, size) {
			if !yield(strings.Join(part, " ")) {
				return
			}
		}
	}
}

// signed is how Java has bytes.
func signed(data string) []int8 {
	all := make([]int8, 0, len(data))
	for _, b := range []byte(data) {
		all = append(all, int8(b))
	}
	return all
}

// dump writes lines of 16 bytes with their text, whose characters look like
// digits wherever they can; gap is how far away that stands, -1 for no text.
func dump(data, offset, middle string, gap int) string {
	var b strings.Builder
	for at := 0; at < len(data); at += 16 {
		line := data[at:min(at+16, len(data))]
		fmt.Fprintf(&b, offset, at)
		width := 0
		for n := range len(line) {
			sep := " "
			if n == 7 {
				sep = middle
			}
			if n == len(line)-1 {
				sep = ""
			}
			written, _ := fmt.Fprintf(&b, "%02x%s", line[n], sep)
			width += written
		}
		if gap >= 0 {
			b.WriteString(strings.Repeat(" ", 15*3+2+len(middle)-1-width+gap))
			b.WriteString(strings.Repeat("a", len(line)))
		}
		b.WriteString("\n")
	}
	return b.String()
}

// TestSpelt reads the same bytes out of every form, for every length: what the
// text beside the bytes looks like must not matter.
func TestSpelt(t *testing.T) {
	t.Parallel()
	for n := 16; n <= len(serverBytes); n++ {
		for name, text := range spelt(serverBytes[:n]) {
			file, err := capturefile.Read([]byte(text))
			require.NoError(t, err, "%s of %d bytes", name, n)
			require.Len(t, file.Directions, 1, name)
			require.Equal(t, hex.EncodeToString([]byte(serverBytes[:n])), hex.EncodeToString(file.Directions[0].Bytes), "%s of %d bytes, %v", name, n, file.Kind)
			require.Equal(t, capturefile.UnknownWay, file.Directions[0].Way)
			require.Empty(t, file.Defects, "%s of %d bytes", name, n)
		}
	}
}

// TestEveryByte reads each of the 256 bytes.
func TestEveryByte(t *testing.T) {
	t.Parallel()
	var data []byte
	for b := range 256 {
		data = append(data, byte(b))
	}
	digits := hex.EncodeToString(data)
	for _, text := range []string{digits, strings.ToUpper(digits), hex.Dump(data)} {
		file, err := capturefile.Read([]byte(text))
		require.NoError(t, err)
		require.Equal(t, digits, hex.EncodeToString(file.Directions[0].Bytes), "%v", file.Kind)
	}
}

// TestOffset finds the digits of each byte in the file.
func TestOffset(t *testing.T) {
	t.Parallel()
	for name, text := range spelt(serverBytes) {
		if strings.HasPrefix(name, "base64") || strings.HasPrefix(name, "string-") {
			continue
		}
		file, err := capturefile.Read([]byte(text))
		require.NoError(t, err)
		d := file.Directions[0]
		last := 0
		for n, b := range d.Bytes {
			at := d.Offset(n)
			require.GreaterOrEqual(t, at, last)
			last = at
			if strings.HasPrefix(name, "numbers") {
				require.Regexp(t, fmt.Sprintf(`^(%d|%d)\b`, b, int8(b)), text[at:], "%s, byte %d", name, n)
				continue
			}
			if name == "array-go" {
				require.Regexp(t, fmt.Sprintf(`^%#x\b`, b), text[at:], "%s, byte %d", name, n)
				continue
			}
			digits := strings.TrimPrefix(strings.ReplaceAll(text[at:min(at+4, len(text))], "\x00", ""), "0x")
			require.Equal(t, fmt.Sprintf("%02x", b), strings.ToLower(digits[:2]), "%s, byte %d", name, n)
		}
		require.Greater(t, d.Offset(len(d.Bytes)), last)
	}
	file, err := capturefile.Read([]byte(serverBytes))
	require.NoError(t, err)
	require.Equal(t, capturefile.Raw, file.Kind)
	require.Equal(t, 7, file.Directions[0].Offset(7))
}

// TestOffsetBehindOtherText holds that characters of several bytes before the
// digits do not move their place.
func TestOffsetBehindOtherText(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"utf-8":        "char gr\u00fc\u00df[] = { 0x15, 0x03 };\n",
		"windows-1252": "char gr\xfc\xdf[] = { 0x15, 0x03 };\n",
		"utf-16":       wide("char \U0001f600\u00fc[] = { 0x15, 0x03 };\n"),
	} {
		file, err := capturefile.Read([]byte(text))
		require.NoError(t, err)
		d := file.Directions[0]
		require.Equal(t, "\x15\x03", string(d.Bytes), name)
		narrow := func(at int) string { return strings.ReplaceAll(text[at:min(at+8, len(text))], "\x00", "")[:4] }
		require.Equal(t, []string{"0x15", "0x03"}, []string{narrow(d.Offset(0)), narrow(d.Offset(1))}, name)
	}
}

// summary is what the rows compare: kind, way, side, form, and the items.
func summary(f *capturefile.File) []string {
	lines := []string{f.Kind.String()}
	for _, d := range f.Directions {
		flow, err := d.Flow()
		if err != nil {
			return append(lines, err.Error())
		}
		line := ""
		for i, more := flow.Next(); more; i, more = flow.Next() {
			line += " " + i.Kind.String()
			if i.Kind == tlswire.Message {
				line += fmt.Sprintf("-%d", i.Type())
			}
		}
		lines = append(lines, fmt.Sprintf("%v: %v of %v:%s", d.Way, flow.Form(), flow.Side(), line))
	}
	for _, e := range f.Defects {
		lines = append(lines, string(e.Code))
	}
	return lines
}

func TestRead(t *testing.T) {
	t.Parallel()
	for _, tt := range readRows {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			file, err := capturefile.Read([]byte(tt.text))
			require.NoError(t, err)
			if diff := cmp.Diff(tt.want, summary(&file)); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
		})
	}
}

func TestRefused(t *testing.T) {
	t.Parallel()
	seen := map[capturefile.Kind]bool{}
	for _, tt := range refusedRows {
		seen[tt.kind] = true
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, tt.kind.String(), capturefile.Detect([]byte(tt.file)).String())
			_, err := capturefile.Read([]byte(tt.file))
			require.ErrorIs(t, err, &schannel.Error{Code: "schannel.file.kind"})
			require.ErrorContains(t, err, tt.kind.String())
			require.ErrorContains(t, err, tt.says)
			require.False(t, tt.kind.Readable())
		})
	}
	for kind := capturefile.Pcap; kind <= capturefile.Report; kind++ {
		require.True(t, seen[kind], "%v is refused in some row", kind)
	}
	_, err := capturefile.Read(nil)
	require.ErrorIs(t, err, &schannel.Error{Code: "schannel.file.empty"})
	_, err = capturefile.Read(make([]byte, tlswire.MaxInput))
	require.NoError(t, err)
	_, err = capturefile.Read(make([]byte, tlswire.MaxInput+1))
	require.ErrorIs(t, err, &schannel.Error{Code: "schannel.capture.long"})
}

// TestFrames tells dumps of frames of Ethernet from those of streams.
func TestFrames(t *testing.T) {
	t.Parallel()
	const macs = "\x02\x02\x02\x02\x02\x02\x04\x04\x04\x04\x04\x04"
	for _, tt := range []struct {
		name, data string
		want       capturefile.Kind
	}{
		{"ipv4", macs + "\x08\x00\x45\x00", capturefile.PacketDetails},
		{"ipv6", macs + "\x86\xdd\x60\x00", capturefile.PacketDetails},
		{"just-enough", macs + "\x08\x00\x45", capturefile.PacketDetails},
		{"too-short", macs + "\x08\x00", capturefile.HexDump},
		{"arp-of-version-4", macs + "\x08\x06\x45\x00", capturefile.HexDump},
		{"arp-of-version-6", macs + "\x08\x06\x60\x00", capturefile.HexDump},
		{"not-ip-tcp-at-nine", "\x35\x00\x00\x28\x00\x00\x00\x00\x40\x06\x00\x00\x0a\x00\x00\x01", capturefile.HexDump},
		{"header-too-short-tcp-at-nine", "\x44\x00\x00\x28\x00\x00\x00\x00\x40\x06\x00\x00\x0a\x00\x00\x01", capturefile.HexDump},
		{"not-ip-tcp-at-six", "\x30\x00\x00\x28\x00\x00\x06\x00\x40\x00\x00\x00\x0a\x00\x00\x01", capturefile.HexDump},
		{"dialogue-as-version-6", "hello from a host\r\n", capturefile.HexDump},
		{"arp", macs + "\x08\x06\x00\x01", capturefile.HexDump},
		{"other-version", macs + "\x08\x00\x60\x00", capturefile.HexDump},
		{"other-version-6", macs + "\x86\xdd\x45\x00", capturefile.HexDump},
		{"dialogue", "HELO mail.ex.NET\r\n", capturefile.HexDump},
		{"dialogue-lower", "EHLO client.example\r\n", capturefile.HexDump},
		{"change-cipher-spec", "\x14\x03\x03\x00\x01\x01\x16\x03\x03\x00\x28\xaa\x08\x00\x45\x00", capturefile.HexDump},
		{"heartbeat", "\x18\x03\x03\x00\x20\x01\x00\x03\xaa\xaa\xaa\xaa\x08\x00\x45\x00", capturefile.HexDump},
		{"mac-above-types", "\x19" + macs[1:] + "\x08\x00\x45\x00", capturefile.PacketDetails},
		{"mac-below-types", "\x13" + macs[1:] + "\x08\x00\x45\x00", capturefile.PacketDetails},
	} {
		require.Equal(t, tt.want.String(), capturefile.Detect([]byte(hex.Dump([]byte(tt.data)))).String(), tt.name)
	}
}

// TestClearTextStaysRaw holds that protocols in clear are no text forms.
func TestClearTextStaysRaw(t *testing.T) {
	t.Parallel()
	for _, clear := range []string{
		"220 mail.example.com ESMTP\r\n", "HTTP/1.1 400 Bad Request\r\n\r\n", "PASV\r\nSTOR file\r\n", "EHLO a\r\n",
		"220 a ESMTP\r\n220 go\r\n" + serverBytes, "16 03 03 00 04 0", "1603030004 0x", "16 03 03 00 \\",
		"[22, 3, 3, 0, 4, 14, 0, 0, 256]", "[22, 3, 3, 0, 4, 14, 0, 0, -129]", "[022, 003, 003, 000, 004, 016, 000, 000, 000]", "[403, 16, 403, 7]", "[1, 2, 3]", "9, 9, 9, 9, 9, 9",
		"b'V\\x16\\x03\\x03\\x00\\x04\\x0e\\x00\\x00\\x00", "b'\\x16\\x03\\x03\\x00\\x04\\x0e\\x00\\x00\\q'",
		"b'\\x16\\x03\\x03\\x00\\x04\\x0e\\x00\\x00\xe9'", "b'\\x16\\x03\\x03\\x00\\x04\\x0e\\x00\\x00\\x00' is what came", "'\\u1603\\u0300\\u040e\\u0000'", "\\x16\\x03\\x03\\x00\\x04\\x0e0000\\x00",
		"'A B' 'C\\\\D'", "b'\\x16\\x03\\x03\\400\\x04'", "'\\x16\\x03\\x03\\x00\\x05\\x0b\\x00\\x00\\x01V", "'\\x16\\x03\\x03\\x00\\x04\\x0e\\x00\\x00\\x00' b", "'\\x16\\x03\\x03\\x00\\x04\\x0e\\x00\\x00\\x00\x7f'",
		"\r\n\r\n", "YWJjZGVmZ2hpamts", "DgAAAA4AAA==", "FgMDAAQOAAAA.", "data = 00 01 02 03 04", "[22, 3, 3]", "[22, 3, 3, -0, 4, 14, 0, 0, 0]", "[22, 3, 3, 0, 4, 14, 0, 0, -0x1]", "22, 3, 3, 0, 4, 14, 0, 0, 0, ... 41",
		"00000000000000000 16 03 03 00 04", "0000  16 03 03 00 04 0e 00 00  00   |.........|\n16030300040e000000\n", "message of the server\n0000 16 03 03 00 04 0e 00 00 00\n", "\a\n-----BEGIN CERTIFICATE-----\n", "\x0e\n-----BEGIN CERTIFICATE-----\n", wide("\a\n-----BEGIN CERTIFICATE-----\n"),
		"\x30\x82\x01\x00" + strings.Repeat("\x05\x00", 128) + "\x30", "\x30\x81\xff" + strings.Repeat("\x05", 255), "\x31\x82\x01\x00" + strings.Repeat("\x05\x00", 128),
	} {
		file, err := capturefile.Read([]byte(clear))
		require.NoError(t, err)
		require.Equal(t, capturefile.Raw.String(), file.Kind.String(), clear)
	}
	d := capturefile.Direction{Bytes: []byte(serverBytes)}
	require.Equal(t, prelude.Server, d.Side())
}

// TestEnd: behind the last byte the text goes on.
func TestEnd(t *testing.T) {
	t.Parallel()
	const data = "\x0e\x00\x00\x00\x0e\x00\x00\x00"
	digits := hex.EncodeToString([]byte(data))
	base := strings.TrimRight(base64.StdEncoding.EncodeToString([]byte(data)), "=")
	for name, text := range map[string]string{
		"hex": digits, "wide": wide(digits), "single digits": "0xe,0x0,0x0,0x0", "numbers": "14,0,0,0", "numbers, wide": wide("14, 0, 0, 0"),
		"strings": `'\16\0\0\0`, "strings, wide": wide(`'\16\0\0\0`), "followed": "Follow: tcp,raw\n\t0e000000", "followed, wide": wide("Follow: tcp,raw\n0e000000"), "base64": base, "base64, wide": wide(base), "dump": "0000  0e 00 00 00", "dump, wide": wide("0000  0e 00 00 00"), "array": "a[] = { 14", "array, wide": wide("a[] = { 14"),
	} {
		behind := " "
		if strings.HasPrefix(name, "strings") {
			behind = "'"
		}
		if strings.HasSuffix(name, "wide") {
			behind += "\x00"
		}
		file, err := capturefile.Read([]byte(text + behind))
		require.NoError(t, err)
		d := file.Directions[0]
		require.Equal(t, len(text), d.Offset(len(d.Bytes)), "%s: %v", name, file.Kind)
	}
}

// TestOffsetBase64: a byte begins in the character in which its first bit is.
func TestOffsetBase64(t *testing.T) {
	t.Parallel()
	const data = "\x0e\x00\x00\x00\x0e\x00\x00\x01\x20"
	text := base64.StdEncoding.EncodeToString([]byte(data))
	for name, row := range map[string]struct {
		text  string
		width int
	}{"plain": {text, 1}, "wide": {wide(text)[2:], 2}} {
		file, err := capturefile.Read([]byte(row.text))
		require.NoError(t, err)
		require.Equal(t, capturefile.Base64.String(), file.Kind.String(), name)
		d := file.Directions[0]
		require.Equal(t, data, string(d.Bytes), name)
		for n := range d.Bytes {
			require.Equal(t, row.width*(n*8/6), d.Offset(n), "%s, byte %d", name, n)
		}
	}
}

// TestReadable: the kinds of which the documentation says that they are read.
func TestReadable(t *testing.T) {
	t.Parallel()
	read := []capturefile.Kind{
		capturefile.Raw, capturefile.Hex, capturefile.HexDump, capturefile.OpenSSLMsg, capturefile.OpenSSLDebug, capturefile.JavaDebug, capturefile.Base64,
		capturefile.Arrays, capturefile.FollowRaw, capturefile.Numbers, capturefile.Strings, capturefile.MbedTLSDebug,
	}
	for kind := capturefile.UnknownKind; kind <= capturefile.Report; kind++ {
		require.Equal(t, slices.Contains(read, kind), kind.Readable(), kind.String())
	}
}

// TestMissing: a defect tells how many bytes are missing.
func TestMissing(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"it says 9 bytes, 2 of them are missing":   "read from 0x1 [0x2] (9 bytes => 9 (0x9))\n0000 - 15 03 03 00 02 02 28                              ......(\n",
		"it says 41 bytes, 32 of them are missing": "<Buffer 16 03 03 00 24 0e 00 00 00 ... 32 more bytes>\n",
	} {
		file, err := capturefile.Read([]byte(text))
		require.NoError(t, err)
		require.Len(t, file.Defects, 1, name)
		require.ErrorContains(t, file.Defects[0], name)
	}
}

// TestFilled: 256 KiB in all are filled in, and not a byte more.
func TestFilled(t *testing.T) {
	t.Parallel()
	const most, first = 256 << 10, "00000000  17 03 03 00 30 00 00 00  00 00 00 00 00 00 00 00\n"
	for _, tt := range []struct {
		name    string
		missing []int // by each asterisk
		read    int
		defects int
	}{
		{"most", []int{most}, 16 + most + 1, 0},
		{"one-more", []int{most + 1}, 16, 1},
		{"in-two", []int{most - 16, 16}, 16 + most + 2, 0},
		{"in-two-and-more", []int{most - 16, 17}, 16 + most - 16 + 1, 1},
	} {
		text, next := first, 16
		for _, missing := range tt.missing {
			next += missing
			text += fmt.Sprintf("*\n%08x  01\n", next)
			next++
		}
		file, err := capturefile.Read([]byte(text))
		require.NoError(t, err)
		require.Len(t, file.Directions[0].Bytes, tt.read, tt.name)
		require.Len(t, file.Defects, tt.defects, tt.name)
		if d := file.Directions[0]; tt.defects == 0 {
			require.Equal(t, d.Offset(5), d.Offset(16+5), "%s: a byte stands where the one does that it repeats", tt.name)
		}
	}
}

// TestBounds holds the memory that a megabyte of what costs most takes.
func TestBounds(t *testing.T) {
	const size = 1 << 20
	for name, unit := range map[string]string{
		"digits": "16", "base64": "FgMD", "dump": "0000: 16\n", "star": "00000000  16 16 16 16 16 16 16 16  16 16 16 16 16 16 16 16\n*\n0000ffff  16\n",
		"msg": "<<< TLS 1.2, Alert [length 0002]\n    02 28\n", "debug": "read from 0x1 [0x2] (5 bytes => 9999 (0x5))\n0000 - <SPACES/NULS>\n",
		"numbers": "22, 3, 3, 0, ", "escapes": "\\x16V", "strings": "b'\\x16' ", "left out": "... 1 more bytes", "comment": "// ", "casts": "(byte)", "brackets": "[", "coloured": "\x1b[1m22 ",
		"mbed": "dumping 'input record from network' (9 bytes)\nx: |4| 0000: 16\n",
		"java": "Raw read (\n 0000: 16\n", "array": "a[] = { 0x16 }\n", "lines": "\n", "comments": "a[] = { /*\n",
	} {
		t.Run(name, func(t *testing.T) {
			text := []byte(strings.Repeat(unit, size/len(unit)))
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			file, err := capturefile.Read(text)
			if err == nil {
				for _, d := range file.Directions {
					_ = d.Side()
				}
			}
			runtime.ReadMemStats(&after)
			allocated := after.TotalAlloc - before.TotalAlloc
			t.Logf("%v: %d allocated, %v", file.Kind, allocated, err)
			require.Less(t, allocated, uint64(16*len(text)+64<<20))
			require.LessOrEqual(t, len(file.Defects), 100)
		})
	}
}

// FuzzRead holds that a file gives an error or directions whose bytes stand in
// it, and the same twice.
func FuzzRead(f *testing.F) {
	f.Fuzz(func(t *testing.T, data []byte) {
		file, err := capturefile.Read(data)
		if err != nil {
			require.Empty(t, file.Directions)
			return
		}
		require.NotEmpty(t, file.Directions)
		for _, d := range file.Directions {
			for n := range d.Bytes {
				require.Less(t, d.Offset(n), len(data))
			}
			require.LessOrEqual(t, d.Offset(len(d.Bytes)), len(data))
		}
		again, err := capturefile.Read(data)
		require.NoError(t, err)
		require.Equal(t, summary(&file), summary(&again))
	})
}
