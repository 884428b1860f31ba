// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package derive_test

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"

	"github.com/schanneltrust/schannel/ems/derive"
)

var (
	keyLogRandom = strings.Repeat("0f", 32)
	keyLogSecret = strings.Repeat("5e", 48)
)

func TestParseKeyLogLine(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, why string
		line      string
		code      schannel.Code // "" if the line is good
		offset    int
	}{
		{name: "line", why: "the format", line: "CLIENT_RANDOM " + keyLogRandom + " " + keyLogSecret},
		{name: "end", why: "a line may come with its end", line: "CLIENT_RANDOM " + keyLogRandom + " " + keyLogSecret + "\n"},
		{name: "windows", why: "and with that of Windows", line: "CLIENT_RANDOM " + keyLogRandom + " " + keyLogSecret + "\r\n"},
		{name: "upper", why: "hexadecimal in either case", line: "CLIENT_RANDOM " + strings.ToUpper(keyLogRandom) + " " + strings.ToUpper(keyLogSecret)},
		{name: "empty", why: "no label", code: "ems.keylog.label"},
		{name: "comment", why: "a line that begins with # is none", line: "# comment", code: "ems.keylog.label"},
		{name: "tls13", why: "TLS 1.3 has other labels", line: "CLIENT_TRAFFIC_SECRET_0 " + keyLogRandom + " " + keyLogSecret, code: "ems.keylog.label"},
		{name: "rsa", why: "premaster secrets have another label", line: "RSA 0011223344556677 " + keyLogSecret, code: "ems.keylog.label"},
		{name: "two-fields", why: "three fields", line: "CLIENT_RANDOM " + keyLogRandom, code: "ems.keylog.fields", offset: 78},
		{name: "four-fields", why: "three fields", line: "CLIENT_RANDOM " + keyLogRandom + " " + keyLogSecret + " x", code: "ems.keylog.fields", offset: 177},
		{name: "two-spaces", why: "one space between", line: "CLIENT_RANDOM  " + keyLogRandom + " " + keyLogSecret, code: "ems.keylog.fields", offset: 176},
		{name: "short-random", why: "32 bytes", line: "CLIENT_RANDOM " + keyLogRandom[2:] + " " + keyLogSecret, code: "ems.keylog.hex", offset: 14},
		{name: "short-secret", why: "48 bytes", line: "CLIENT_RANDOM " + keyLogRandom + " " + keyLogSecret[2:], code: "ems.keylog.hex", offset: 79},
		{name: "not-hexadecimal", why: "hexadecimal", line: "CLIENT_RANDOM " + keyLogRandom + " " + keyLogSecret[1:] + "x", code: "ems.keylog.hex", offset: 79},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, err := derive.ParseKeyLogLine([]byte(tt.line))
			if tt.code == "" {
				require.NoError(t, err, tt.why)
				require.Equal(t, keyLogRandom, hex.EncodeToString(got.ClientRandom[:]))
				require.Equal(t, keyLogSecret, hex.EncodeToString(got.Master.AppendSecret(nil)))
				return
			}
			requireCode(t, tt.code, err)
			require.Equal(t, derive.KeyLogLine{}, got)
			fault, _ := errors.AsType[*schannel.Error](err)
			require.Equal(t, tt.offset, fault.Offset, tt.why)
			require.NotContains(t, err.Error(), "5e5e", "an error shows no secret")
		})
	}
}

// TestKeyLogLineLengths: an error says how many digits there are and how many
// there should be: two for each byte.
func TestKeyLogLineLengths(t *testing.T) {
	t.Parallel()
	_, err := derive.ParseKeyLogLine([]byte("CLIENT_RANDOM " + keyLogRandom[2:] + " " + keyLogSecret))
	require.ErrorContains(t, err, "62 characters, not 64")
	_, err = derive.ParseKeyLogLine([]byte("CLIENT_RANDOM " + keyLogRandom + " " + keyLogSecret + "00"))
	require.ErrorContains(t, err, "98 characters, not 96")
}

func TestKeyLogLineAsJSON(t *testing.T) {
	t.Parallel()
	line, err := derive.ParseKeyLogLine([]byte("CLIENT_RANDOM " + keyLogRandom + " " + keyLogSecret))
	require.NoError(t, err)
	got, err := json.Marshal(line)
	require.NoError(t, err)
	require.Equal(t, `{"client_random":"`+keyLogRandom+`","master":"[48 bytes]"}`, string(got))
}

func FuzzParseKeyLogLine(f *testing.F) {
	f.Fuzz(func(t *testing.T, line []byte) {
		got, err := derive.ParseKeyLogLine(line)
		if err != nil {
			require.Equal(t, derive.KeyLogLine{}, got)
			fault, ok := errors.AsType[*schannel.Error](err)
			require.True(t, ok)
			require.LessOrEqual(t, fault.Offset, len(line))
			return
		}
		again := "CLIENT_RANDOM " + hex.EncodeToString(got.ClientRandom[:]) + " " + hex.EncodeToString(got.Master.AppendSecret(nil))
		line = bytes.TrimRight(line, "\r\n")
		require.True(t, strings.EqualFold(again, string(line)))
		for n := range line {
			_, err := derive.ParseKeyLogLine(line[:n])
			require.Error(t, err, "a prefix of %d bytes", n)
		}
	})
}
