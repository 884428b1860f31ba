// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package schannel_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/vocabtest"
)

func TestThumbprint(t *testing.T) {
	t.Parallel()
	const want = "a43489159a520f0d93d032ccaf37e7fe20a8b419"
	tests := []struct {
		name string
		why  string
		text string
		ok   bool
	}{
		{"lower", "the form that String writes", want, true},
		{"upper", "the form of tables", strings.ToUpper(want), true},
		{"console", "copied from the certificate console, with its invisible mark", "\u200ea4 34 89 15 9a 52 0f 0d 93 d0 32 cc af 37 e7 fe 20 a8 b4 19", true},
		{"openssl", "the form of openssl x509 -fingerprint", "A4:34:89:15:9A:52:0F:0D:93:D0:32:CC:AF:37:E7:FE:20:A8:B4:19", true},
		{"line", "a file that has it on a line, tabs and no-break spaces as web pages have them", "\t" + want[:20] + "\u00a0" + want[20:] + "\r\n", true},
		{"short", "20 bytes", want[2:], false},
		{"sha-256", "32 bytes are the hash that other programs print", strings.Repeat("ab", 32), false},
		{"question-mark", "what a console of another code page makes of the invisible mark", "?" + want, false},
		{"slash", "the character before the digits", "/" + want[1:], false},
		{"colon-behind", "the character behind the digits stands between two of them as openssl prints it, and the digits count", want[1:] + ":", false},
		{"backquote", "the character before the letters", "`" + want[1:], false},
		{"g", "the character behind the letters", "g" + want[1:], false},
		{"at", "the character before the capital letters", "@" + want[1:], false},
		{"G", "the character behind the capital letters", "G" + want[1:], false},
		{"no-digit", "hexadecimal", "x" + want[1:], false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, err := schannel.ParseThumbprint(tt.text)
			if !tt.ok {
				require.Zero(t, got)
				vocabtest.Fault(t, err, "schannel.thumbprint.malformed", schannel.NoOffset)
				return
			}
			require.NoError(t, err, tt.why)
			require.Equal(t, want, got.String())
			b, err := json.Marshal(map[schannel.Thumbprint]schannel.Thumbprint{got: got})
			require.NoError(t, err)
			require.JSONEq(t, `{"`+want+`":"`+want+`"}`, string(b))
		})
	}
}

func ExampleParseThumbprint() {
	t, err := schannel.ParseThumbprint("CD D4 EE AE 60 00 AC 7F 40 C3 80 2C 17 1E 30 14 80 30 C0 72")
	fmt.Println(t, err)
	// Output: cdd4eeae6000ac7f40c3802c171e30148030c072 <nil>
}

// FuzzParseThumbprint: a text that is read is written and read the same.
func FuzzParseThumbprint(f *testing.F) {
	f.Fuzz(func(t *testing.T, text string) {
		read, err := schannel.ParseThumbprint(text)
		if err != nil {
			require.Zero(t, read, "nothing partial")
			return
		}
		again, err := schannel.ParseThumbprint(read.String())
		require.NoError(t, err)
		require.Equal(t, read, again)
	})
}

func TestSeeds(t *testing.T) {
	t.Parallel()
	vocabtest.Seeds(t, map[string]int{"FuzzParseThumbprint": 3})
}
