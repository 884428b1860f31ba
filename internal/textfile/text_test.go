// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package textfile_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel/internal/textfile"
	"github.com/schanneltrust/schannel/internal/vocabtest"
)

type lines = []textfile.Line

func TestDecode(t *testing.T) {
	t.Parallel()
	rows := []struct {
		name, why, file string
		want            lines
		guessed         int
	}{
		{"empty", "no lines", "", nil, -1},
		{"utf-8", "a mark is no text", "\xef\xbb\xbfä\r\nb", lines{{"ä", 3}, {"b", 7}}, -1},
		{"utf-16", "little-endian", "\xff\xfea\x00\n\x00\x3a\x04", lines{{"a", 2}, {"к", 6}}, -1},
		{"utf-16-big-endian", "big-endian", "\xfe\xff\x00a\x00\r\x00\n\x00b", lines{{"a", 2}, {"b", 8}}, -1},
		{"utf-16-without-mark", "zero bytes beside ASCII", "a\x00b\x00\n\x00c\x00", lines{{"ab", 0}, {"c", 6}}, -1},
		{"utf-16-big-without-mark", "zero bytes before ASCII", "\x00a\x00b\x00\n\x00c", lines{{"ab", 0}, {"c", 6}}, -1},
		{"pair", "two units are a character", "\xff\xfe\x3d\xd8\x00\xde\n\x00b\x00", lines{{"😀", 2}, {"b", 8}}, -1},
		{"half-pair", "one unit of two is lost", "\xff\xfe\x3d\xd8\n\x00b\x00", lines{{"\ufffd", 2}, {"b", 6}}, -1},
		{"half-unit", "a byte too few", "\xff\xfea\x00b", lines{{"a", 2}}, -1},
		{"windows-1252", "Unicode's table CP1252: 0x93 and 0x94 are quotation marks, 0x80 the euro", "\x93a\x94 \x80\n\xe4\x81", lines{{"“a” €", 0}, {"ä\u0081", 6}}, 0},
		{"mixed", "what is UTF-8 stays", "ä\xe4\nb", lines{{"ää", 0}, {"b", 4}}, 2},
		{"colours", "ECMA-48, SGR and EL: how PowerShell 7, grep and xxd colour a line; offsets are those of the file", "\x1b[32;1ma\x1b[0m\x1b[K b\n\x1b[mc\x1b[38:5:1m\nd", lines{{"a b", 7}, {"c", 21}, {"d", 32}}, -1},
		{"colours-utf-16", "a transcript of PowerShell 7 in UTF-16", "\xff\xfe\x1b\x00[\x001\x00m\x00a\x00\n\x00\x1b\x00[\x000\x00m\x00b\x00", lines{{"a", 10}, {"b", 22}}, -1},
		{"colours-windows-1252", "beside a byte of the code page", "\x1b[1m\xe4\x1b[0m\nb", lines{{"ä", 4}, {"b", 10}}, 4},
		{"other-sequences", "what moves the cursor, sets a title or ends nowhere is no colour", "\x1b[2Ja\n\x1b]0;t\ab\x1b[1;2\n\x1b", lines{{"\x1b[2Ja", 0}, {"\x1b]0;t\ab\x1b[1;2", 6}, {"\x1b", 19}}, -1},
		{"long-sequence", "no program writes one of more than 32 characters", "\x1b[" + strings.Repeat("1", 29) + "ma\x1b[" + strings.Repeat("1", 30) + "m", lines{{"a\x1b[" + strings.Repeat("1", 30) + "m", 32}}, -1},
		{"replacement", "U+FFFD of the file is no error", "\ufffd\xe4\nb", lines{{"\ufffdä", 0}, {"b", 5}}, 3},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			text := textfile.Decode([]byte(row.file))
			var got lines
			for line := range text.Lines() {
				got = append(got, line)
			}
			if diff := cmp.Diff(row.want, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", row.why, diff)
			}
			require.Equal(t, row.guessed, text.Guessed)
		})
	}
}

func TestLittleEndian(t *testing.T) {
	t.Parallel()
	for raw, want := range map[string]bool{"a\x00": true, "": true, "a": false, "\x00\xd8": false, "\xfd\xff": true} {
		_, whole := textfile.LittleEndian([]byte(raw))
		require.Equal(t, want, whole, "%q", raw)
	}
}

func TestTrim(t *testing.T) {
	t.Parallel()
	require.Equal(t, "a b", textfile.Trim("\ufeff\u00a0\u3000 a b\u200b\r\n"))
	require.Equal(t, "a > b ", textfile.Unquote("> >\t  a > b "))
}

func TestKinds(t *testing.T) {
	t.Parallel()
	require.Empty(t, textfile.Binary([]byte("text")).Name)
	require.Empty(t, textfile.Binary([]byte("\xff\xfet\x00")).Name)
	require.NotEmpty(t, textfile.Binary([]byte("t\x00\x01\x02")).Name)
	require.True(t, textfile.Textual(" \r\n<?xml version='1.0'?>\n<Events>").Events)
	require.True(t, textfile.Textual("<?xml version='1.0'?>").XML)
	require.True(t, textfile.Textual("<a/>").XML)
	require.Empty(t, textfile.Textual("<13>Jan  2 03:04:05 web01 MSWinEventLog").Name, "RFC 3164, Section 4.1.1: a priority")
	require.True(t, textfile.Textual("regedit4").Registry)
	require.Empty(t, textfile.Textual("text").Name)
	for _, text := range []string{"{", "{}", "{\"a\":1}", "[{\"a\":1}]", "[\r\n  {\r\n    \"a\"", "{\n\"a\""} {
		require.Equal(t, "JSON", textfile.Textual(text).Name, text)
	}
	for _, text := range []string{"[{LRT=6/1/2022 8:01:02 AM};{LED=454 4.7.5}]", "{mail.contoso.com, EX1}", "[PS] C:\\>", "[1]"} {
		require.Empty(t, textfile.Textual(text).Name, text)
	}
}

func TestSeeds(t *testing.T) {
	t.Parallel()
	vocabtest.Seeds(t, map[string]int{"FuzzDecode": 4})
}

func TestIsFence(t *testing.T) {
	t.Parallel()
	for line, want := range map[string]bool{
		"```": true, "  ```powershell": true, "```ldif \r": true,
		"": false, "``": false, "a```": false, "```x: y": false, "```a```": false, "``` a b": false,
		"{noformat}": true, "{code}": true, "{code:powershell}": true, " [CODE]\r": true, "[/code]": true, "<pre>": true, "</pre>": true,
		"{code:": false, "{code:}": true, "{code:a} {b}": false, "{a, b}": false, "[b]": false, "<pre>a": false,
	} {
		if got := textfile.IsFence(line); got != want {
			t.Errorf("%q: %v", line, got)
		}
	}
}

// FuzzDecode: text is UTF-8, the lines are all of it, and offsets grow up to
// the size of the file.
func FuzzDecode(f *testing.F) {
	f.Add([]byte("a\r\nb"))
	f.Add([]byte("\x1b[1ma\x1b[K\r\n\x1b[0m"))
	f.Fuzz(func(t *testing.T, file []byte) {
		text := textfile.Decode(file)
		if !utf8.ValidString(text.String) {
			t.Error("no UTF-8")
		}
		last, joined := -1, strings.Builder{}
		for line := range text.Lines() {
			if line.Offset <= last || line.Offset >= len(file) {
				t.Errorf("a line at %d behind one at %d, of %d bytes", line.Offset, last, len(file))
			}
			last = line.Offset
			joined.WriteString(line.Text)
		}
		drop := strings.NewReplacer("\r", "", "\n", "")
		if drop.Replace(text.String) != drop.Replace(joined.String()) {
			t.Error("the lines are not the text")
		}
		if end := text.Offset(text.Advance(textfile.Place{}, len(text.String))); end > len(file) || end < len(file)-1 {
			t.Errorf("the text ends at %d of %d bytes", end, len(file))
		}
	})
}
