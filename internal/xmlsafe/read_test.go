// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package xmlsafe_test

import (
	"encoding/binary"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel/internal/textfile"
	"github.com/schanneltrust/schannel/internal/vocabtest"
	"github.com/schanneltrust/schannel/internal/xmlsafe"
)

func utf16LE(text string) string {
	out := []byte{0xff, 0xfe}
	for _, unit := range utf16.Encode([]rune(text)) {
		out = binary.LittleEndian.AppendUint16(out, unit)
	}
	return string(out)
}

// all reads a document up to its end or to what stops it.
func all(r *xmlsafe.Reader) (tokens []xmlsafe.Token, err error) {
	for {
		token, err := r.Next()
		if errors.Is(err, io.EOF) {
			return tokens, nil
		}
		if err != nil {
			return tokens, err
		}
		tokens = append(tokens, token)
	}
}

func TestTokens(t *testing.T) {
	t.Parallel()
	rows := []struct {
		name, why, input string
		want             []xmlsafe.Token
	}{
		{"nothing", "an empty input has no tokens", "", nil},
		{"element", "XML 1.0, Section 3.1: an empty element begins and ends", "<a/>", []xmlsafe.Token{
			{Kind: xmlsafe.Start, Local: "a"},
			{Kind: xmlsafe.End, Local: "a", Offset: 4},
		}},
		{"namespaces", "Namespaces in XML, Section 3: declarations are no attributes", `<p:a xmlns:p="u" xmlns="v" p:b="1" c='2'/>`, []xmlsafe.Token{
			{Kind: xmlsafe.Start, Space: "u", Local: "a", Attrs: []xmlsafe.Attr{{Space: "u", Local: "b", Value: "1"}, {Local: "c", Value: "2"}}},
			{Kind: xmlsafe.End, Space: "u", Local: "a", Offset: 42},
		}},
		{"text", "the five entities, characters by number, CDATA; a comment is nothing", "<a>&lt;&#65;<!-- x --><![CDATA[<b>]]></a>", []xmlsafe.Token{
			{Kind: xmlsafe.Start, Local: "a"},
			{Kind: xmlsafe.Text, Text: "<A", Offset: 3},
			{Kind: xmlsafe.Text, Text: "<b>", Offset: 22},
			{Kind: xmlsafe.End, Local: "a", Offset: 37},
		}},
		{"declaration", "it says an encoding that was decoded already", utf16LE(`<?xml version="1.0" encoding="utf-16"?><a>é</a>`), []xmlsafe.Token{
			{Kind: xmlsafe.Start, Local: "a", Offset: 2 + 2*39},
			{Kind: xmlsafe.Text, Text: "é", Offset: 2 + 2*42},
			{Kind: xmlsafe.End, Local: "a", Offset: 2 + 2*43},
		}},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			got, err := all(xmlsafe.NewReader([]byte(row.input), xmlsafe.Limits{}))
			require.NoError(t, err)
			if diff := cmp.Diff(row.want, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", row.why, diff)
			}
		})
	}
}

func TestRefused(t *testing.T) {
	t.Parallel()
	rows := []struct {
		name, input string
		fault       xmlsafe.Fault
		offset      int
	}{
		{"doctype", `<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>`, xmlsafe.DTD, 0},
		{"doctype-with-entities", `<!DOCTYPE a [<!ENTITY b "&c;&c;">]><a>&b;</a>`, xmlsafe.DTD, 0},
		{"entity", "<a>&b;</a>", xmlsafe.Malformed, 3},
		{"instruction", "<a/><?xml-stylesheet href='x'?>", xmlsafe.Instruction, 4},
		{"unclosed", "<a><b></b>", xmlsafe.Malformed, 10},
		{"crossed", "<a><b></a></b>", xmlsafe.Malformed, 6},
		{"bare-attribute", "<a b=c/>", xmlsafe.Malformed, 0},
		{"control-character", "<a>\x01</a>", xmlsafe.Malformed, 3},
		{"version", `<?xml version="1.1"?><a/>`, xmlsafe.Malformed, 0},
		{"ansi", "<a>\xe4</a>", xmlsafe.Encoding, 3},
		{"deep", strings.Repeat("<a>", 65), xmlsafe.TooLong, 3 * 64},
		{"elements", strings.Repeat("<a/>", 1<<18), xmlsafe.TooLong, 4 * (200_000 + 1<<20/20)},
		{"attributes", "<a" + strings.Repeat(" b=''", 65) + "/>", xmlsafe.TooLong, 0},
		{"long-text", "<a>" + strings.Repeat("x", 1<<20) + "</a>", xmlsafe.TooLong, 3},
		{"long-tag", "<a" + strings.Repeat(" b=''", 1<<18) + "/>", xmlsafe.TooLong, 0},
		{"long-input", strings.Repeat(" ", 16<<20+1), xmlsafe.TooLong, 16 << 20},
		{"offset-in-utf-16", utf16LE("<é>&b;</é>"), xmlsafe.Malformed, 2 + 2*3},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			_, err := all(xmlsafe.NewReader([]byte(row.input), xmlsafe.Limits{}))
			var fault *xmlsafe.Error
			require.ErrorAs(t, err, &fault)
			require.Equal(t, row.fault, fault.Fault, "%v", err)
			require.Equal(t, row.offset, fault.Offset)
			require.Error(t, errors.Unwrap(err))
		})
	}
}

func TestLimits(t *testing.T) {
	t.Parallel()
	limits := xmlsafe.Limits{Bytes: 20, Depth: 2, Attrs: 1, Token: 10}
	_, err := all(xmlsafe.NewReader([]byte("<a b=''><c/></a>"), limits))
	require.NoError(t, err)
	for _, input := range []string{"<a><b><c/></b></a>", "<a b='' c=''/>", "<a>12345678901</a>", strings.Repeat(" ", 21)} {
		_, err := all(xmlsafe.NewReader([]byte(input), limits))
		require.Error(t, err, "%q", input)
	}
}

func TestAttr(t *testing.T) {
	t.Parallel()
	token := xmlsafe.Token{Attrs: []xmlsafe.Attr{{Local: "a", Value: "1"}}}
	got, ok := token.Attr("a")
	require.True(t, ok)
	require.Equal(t, "1", got)
	_, ok = token.Attr("b")
	require.False(t, ok)
}

// TestResume: behind a fault reading goes on where the caller says, with
// offsets of the whole file.
func TestResume(t *testing.T) {
	t.Parallel()
	text := textfile.Decode([]byte(utf16LE("<é></a><b/>")))
	r := xmlsafe.NewTextReader(text, xmlsafe.Limits{})
	_, err := all(r)
	require.Error(t, err)
	r.Resume(strings.Index(text.String, "<b/>"))
	got, err := all(r)
	require.NoError(t, err)
	want := []xmlsafe.Token{{Kind: xmlsafe.Start, Local: "b", Offset: 2 + 2*7}, {Kind: xmlsafe.End, Local: "b", Offset: 2 + 2*11}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestSeeds(t *testing.T) {
	t.Parallel()
	vocabtest.Seeds(t, map[string]int{"FuzzReader": 5})
}

// FuzzReader: offsets do not go back and stay in the input; of a document of
// UTF-8 that is accepted, encoding/xml accepts all, with as many elements.
func FuzzReader(f *testing.F) {
	f.Add([]byte("<a b='c'>d</a>"))
	f.Fuzz(func(t *testing.T, input []byte) {
		tokens, err := all(xmlsafe.NewReader(input, xmlsafe.Limits{}))
		last, starts := 0, 0
		for _, token := range tokens {
			if token.Offset < last || token.Offset > len(input) {
				t.Fatalf("offset %d behind %d, of %d bytes", token.Offset, last, len(input))
			}
			last = token.Offset
			if token.Kind == xmlsafe.Start {
				starts++
			}
		}
		if err != nil {
			fault, ok := errors.AsType[*xmlsafe.Error](err)
			if !ok || fault.Offset < 0 || fault.Offset > len(input) {
				t.Errorf("%v", err)
			}
			return
		}
		if len(input) > 0 && input[0] == '<' && !strings.Contains(string(input), "encoding") && strings.IndexByte(string(input), 0) < 0 {
			if count := countElements(input); count != starts {
				t.Errorf("%d elements, encoding/xml has %d", starts, count)
			}
		}
	})
}

func countElements(input []byte) int {
	decoder := xml.NewDecoder(strings.NewReader(string(input)))
	for count := 0; ; {
		token, err := decoder.Token()
		if err != nil {
			return count
		}
		if _, ok := token.(xml.StartElement); ok {
			count++
		}
	}
}
