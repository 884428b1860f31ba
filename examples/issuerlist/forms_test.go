// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package main

import (
	"bytes"
	"encoding/hex"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/trustlist/certreq"
	"github.com/schanneltrust/schannel/trustlist/listtest"
)

// TestForms asks about one list in the forms in which people have it.
func TestForms(t *testing.T) {
	t.Parallel()
	list, err := listtest.Synthesize(listtest.Synthesis{Names: 2, Seed: 3})
	require.NoError(t, err)
	request := certreq.CertificateRequest{Version: schannel.TLS11, Types: []byte{1}, Authorities: list}
	old, err := request.MarshalBinary()
	require.NoError(t, err)
	request.Version, request.SignatureAlgorithms = schannel.TLS12, []uint16{0x0401}
	message, err := request.MarshalBinary()
	require.NoError(t, err)
	hello := append([]byte{2, 0, 0, 38, 3, 3}, make([]byte, 36)...)
	record := func(content byte, payload ...[]byte) []byte {
		all := bytes.Join(payload, nil)
		return append([]byte{content, 3, 3, byte(len(all) >> 8), byte(len(all))}, all...)
	}
	records := record(22, hello, message)
	smtp := []byte("220 mail.example ESMTP\r\n220 ready\r\n")
	client := record(22, []byte{1, 0, 0, 41, 3, 3}, make([]byte, 33), []byte{0, 2, 0, 47, 1, 0}, []byte{11, 0, 0, 3, 0, 0, 0})
	for _, tt := range []struct {
		name  string
		why   string
		args  []string
		codes []any // beside that of the list itself
	}{
		{"records", "", []string{write(t, "records", records)}, nil},
		{"smtp", "RFC 3207", []string{write(t, "smtp", append(smtp, records...))}, []any{"trustlist.flight.prelude"}},
		{"message", "its form tells the version", []string{write(t, "message", message)}, []any{"trustlist.flight.guessed"}},
		{"message-told", "-tls tells it", []string{"-tls", "1.2", write(t, "told", message)}, nil},
		{"message-1.0", "", []string{"-tls", "1.0", write(t, "old", old)}, nil},
		{"hex", "", []string{write(t, "hex", []byte(hex.EncodeToString(records)))}, nil},
		{"dump", "", []string{write(t, "dump", []byte(hex.Dump(records)))}, nil},
		{"alert", "RFC 5246, Section 7.4.6", []string{write(t, "alert", append(records, record(21, []byte{2, 40})...))}, []any{"trustlist.answer.server_alert", "trustlist.answer.presumed_nothing"}},
		{"both", "the second file is the client's", []string{write(t, "server", records), write(t, "client", client)}, []any{"trustlist.answer.nothing"}},
		{"both-swapped", "in either order", []string{write(t, "client2", client), write(t, "server2", records)}, []any{"trustlist.answer.nothing"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := runJSON(t, append([]string{"-capture"}, tt.args...)...)
			require.InDelta(t, 2, got["names"], 0, tt.why)
			require.Empty(t, got["problems"])
			require.Equal(t, append([]any{"trustlist.captured.whole"}, tt.codes...), codes(got), tt.why)
		})
	}
}

// TestSClientText: the names in what openssl s_client prints are told as text,
// and the server's certificate in it is not taken for a root.
func TestSClientText(t *testing.T) {
	t.Parallel()
	file := write(t, "s_client", []byte("CONNECTED(00000003)\n---\nServer certificate\n-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n---\n"+
		"Acceptable client certificate CA names\nC = ZZ, CN = A\nCN = B\x1b[2J\nClient Certificate Types: RSA sign\n---\n"))
	for _, args := range [][]string{{file}, {"-capture", file}} {
		got := runJSON(t, args...)
		require.Equal(t, []any{"C = ZZ, CN = A", "CN = B\x1b[2J"}, got["list"])
		require.Equal(t, []any{"trustlist.sclient.names"}, codes(got))
		text := runOK(t, args...)
		require.Contains(t, text, "2 names, as text without bytes")
		require.NotContains(t, text, "\x1b", "what is not graphic is escaped")
	}
	for _, flag := range [][]string{{"-preflight"}, {"-expect", file}, {"-absent", file}} { // what needs bytes is not passed over
		var stdout, stderr strings.Builder
		require.Equal(t, 2, run(append(flag, file), &stdout, &stderr))
		require.Contains(t, stderr.String(), "need their bytes")
	}
}

// TestSClientLines: with -nameopt multiline each name takes several lines, and
// nobody knows where one ends.
func TestSClientLines(t *testing.T) {
	t.Parallel()
	file := write(t, "multiline", []byte("CONNECTED(00000003)\n---\nAcceptable client certificate CA names\n"+
		"countryName               = ZZ\ncommonName                = Root\n---\n"))
	text := runOK(t, file)
	require.Contains(t, text, "names that cannot be counted")
	require.Contains(t, text, "-nameopt multiline")
	require.NotContains(t, text, "countryName")
}
