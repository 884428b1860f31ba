// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package main

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"encoding/pem"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/livetest"
	"github.com/schanneltrust/schannel/internal/vocabtest"
	"github.com/schanneltrust/schannel/trustlist"
	"github.com/schanneltrust/schannel/trustlist/certreq"
	"github.com/schanneltrust/schannel/trustlist/listtest"
)

var update = flag.Bool("update", false, "write the golden files anew")

func runOK(t *testing.T, args ...string) string {
	t.Helper()
	var stdout, stderr bytes.Buffer
	require.Equal(t, 0, run(args, &stdout, &stderr), "%s", stderr.String())
	require.Empty(t, stderr.String())
	return stdout.String()
}

func runJSON(t *testing.T, args ...string) map[string]any {
	t.Helper()
	var object map[string]any
	require.NoError(t, json.Unmarshal([]byte(runOK(t, append([]string{"-json"}, args...)...)), &object))
	return object
}

// numbers returns the fields that a sum by hand can tell.
func numbers(object map[string]any) map[string]any {
	picked := map[string]any{}
	for _, key := range []string{"release", "sent", "limit", "names", "bytes", "kept", "kept_bytes", "dropped", "truncated"} {
		picked[key] = object[key]
	}
	return picked
}

// TestBundle compares with a sum over names that crypto/x509 found.
func TestBundle(t *testing.T) {
	t.Parallel()
	roots := livetest.Roots(t, 200)
	bundle := write(t, "roots.pem", livetest.PEM(roots...))
	names := make([][]byte, len(roots))
	for i, root := range roots {
		names[i] = root.RawSubject
	}
	for _, tt := range []struct {
		release string
		limit   int
	}{{"server2003", 12288}, {"server2008r2", 16384}} {
		t.Run(tt.release, func(t *testing.T) {
			t.Parallel()
			total, kept, keptBytes := 0, 0, 0
			for _, n := range names {
				total += 2 + len(n)
				if total <= tt.limit {
					kept, keptBytes = kept+1, total
				}
			}
			want := map[string]any{
				"release": tt.release, "sent": true, "limit": float64(tt.limit), "names": float64(len(names)), "bytes": float64(total),
				"kept": float64(kept), "kept_bytes": float64(keptBytes), "dropped": float64(len(names) - kept), "truncated": total > tt.limit,
			}
			got := runJSON(t, "-release", tt.release, bundle)
			if diff := cmp.Diff(want, numbers(got)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if total <= tt.limit {
				require.Nil(t, got["first_dropped"])
				return
			}
			first := got["first_dropped"].(map[string]any)
			require.Equal(t, []any{float64(kept), float64(2 + len(names[kept]))}, []any{first["index"], first["bytes"]})
			require.Equal(t, trustlist.Name(names[kept]).String(), first["name"])
		})
	}
}

func TestSynthetic(t *testing.T) {
	t.Parallel()
	got := runJSON(t)
	require.Equal(t, true, got["synthetic"])
	require.Contains(t, got["source"], "synthetic")
	require.InDelta(t, 294, got["names"], 0)
	require.InDelta(t, 35917, got["bytes"], 0)
	for _, f := range got["findings"].([]any) {
		for _, key := range []string{"code", "severity", "certainty", "evidence", "sources", "events", "remedies"} {
			require.Contains(t, f, key)
			require.NotNil(t, f.(map[string]any)[key])
		}
	}
	for name, args := range map[string][]string{
		"synthetic.txt":            {},
		"synthetic-2012.txt":       {"-release", "server2012", "-sensitivity"},
		"synthetic.json":           {"-json"},
		"synthetic-sensitive.json": {"-json", "-sensitivity", "-release", "server2003"},
	} {
		path := filepath.Join("testdata", name)
		out := runOK(t, args...)
		if *update {
			require.NoError(t, os.WriteFile(path, []byte(out), 0o600))
		}
		want, err := os.ReadFile(path)
		require.NoError(t, err)
		if diff := cmp.Diff(string(want), out); diff != "" {
			t.Errorf("%s (-want +got):\n%s", path, diff)
		}
	}
}

// TestSyntheticHolds checks the findings behind the golden files, as they are
// read from the JSON.
func TestSyntheticHolds(t *testing.T) {
	t.Parallel()
	for list, release := range map[string]string{
		"synthetic": "server2008r2", "synthetic-2012": "server2012", "synthetic-sensitive": "server2003",
	} {
		var answer struct {
			Findings []schannel.Finding `json:"findings"`
		}
		require.NoError(t, json.Unmarshal([]byte(runOK(t, "-json", "-release", release)), &answer))
		vocabtest.Findings(t, answer.Findings)
		vocabtest.Holds(t, filepath.Join("testdata", list+".must"), answer.Findings)
	}
}

func write(t *testing.T, name string, content []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	require.NoError(t, os.WriteFile(path, content, 0o600))
	return path
}

func TestFiles(t *testing.T) {
	t.Parallel()
	roots := livetest.Roots(t, 3)
	first, second := livetest.PEM(roots[0]), livetest.PEM(roots[1])
	der := write(t, "one.der", roots[0].Raw)
	two := write(t, "two.pem", []byte("a comment\r\n"+string(second)+"garbage\n"+string(first)))
	got := runJSON(t, der, two)
	require.InDelta(t, 3, got["names"], 0, "several files are one list; no name is merged")
	require.InDelta(t, 3*2+2*len(roots[0].RawSubject)+len(roots[1].RawSubject), got["bytes"], 0)

	broken := write(t, "broken.pem", append(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: []byte("\x30\x03\x02\x01\x01")}), first...))
	got = runJSON(t, broken)
	require.InDelta(t, 1, got["names"], 0, "one that cannot be read leaves the others alone")
	p := got["problems"].([]any)[0].(map[string]any)
	require.Equal(t, []any{broken, float64(0)}, []any{p["file"], p["index"]})
	require.NotEmpty(t, p["reason"])
	require.Contains(t, strings.Join(strings.Fields(runOK(t, broken)), " "), "certificate 0: trustlist: ")
}

func TestCapture(t *testing.T) {
	t.Parallel()
	list, err := listtest.Synthesize(listtest.Synthesis{Bytes: 20000})
	require.NoError(t, err)
	message, err := certreq.CertificateRequest{Version: schannel.TLS11, Types: []byte{1}, Authorities: list}.MarshalBinary()
	require.NoError(t, err)
	var capture []byte
	for ; len(message) > 0; message = message[min(len(message), 9999):] {
		n := min(len(message), 9999)
		capture = append(capture, 22, 3, 2, byte(n>>8), byte(n))
		capture = append(capture, message[:n]...)
	}
	got := runJSON(t, "-capture", write(t, "whole", capture))
	require.InDelta(t, len(list), got["names"], 0)
	require.Equal(t, map[string]any{"version": "TLS 1.1", "records": 3.0, "whole": true}, got["capture"])
	require.Empty(t, got["problems"])
	want := map[string]any{
		"release": nil, "sent": true, "limit": nil, "names": float64(len(list)), "bytes": 20000.0,
		"kept": float64(len(list)), "kept_bytes": 20000.0, "dropped": 0.0, "truncated": false,
	}
	if diff := cmp.Diff(want, numbers(got)); diff != "" {
		t.Errorf("what was seen was sent (-want +got):\n%s", diff)
	}
	require.Nil(t, got["schannel"], "no release was asked for")
	require.Len(t, got["list"], len(list))
	first := got["list"].([]any)[0].(map[string]any)
	x500, err := list[0].Text(trustlist.X500)
	require.NoError(t, err)
	wantFirst := map[string]any{"index": 0.0, "text": list[0].String(), "x500": x500, "bytes": float64(2 + len(list[0])), "der": hex.EncodeToString(list[0])}
	if diff := cmp.Diff(wantFirst, first); diff != "" {
		t.Errorf("a captured name has no fate (-want +got):\n%s", diff)
	}
	text := runOK(t, "-capture", write(t, "whole", capture))
	require.NotContains(t, text, "cut here")
	require.NotContains(t, text, "Windows Server 2008 R2")
	require.Contains(t, text, list[len(list)-1].String())
	asked := runJSON(t, "-release", "server2003", "-capture", write(t, "whole", capture))
	require.Equal(t, false, asked["truncated"], "a captured list is never cut")
	require.Equal(t, true, asked["schannel"].(map[string]any)["truncated"])
	require.InDelta(t, 12288, asked["schannel"].(map[string]any)["limit"], 0)

	got = runJSON(t, "-capture", write(t, "cut", capture[:12000]))
	require.Greater(t, got["names"], 50.0)
	require.NotEmpty(t, got["problems"], "a cut capture is read as far as it goes, and says so")
	require.Equal(t, []any{"trustlist.captured.incomplete"}, codes(got), "and nothing is concluded from what is missing")
	require.Contains(t, strings.Join(strings.Fields(runOK(t, "-capture", write(t, "cut", capture[:12000]))), " "), "the stream has")
}

func codes(object map[string]any) []any {
	all := []any{}
	for _, f := range object["findings"].([]any) {
		all = append(all, f.(map[string]any)["code"])
	}
	return all
}

func TestUnusable(t *testing.T) {
	t.Parallel()
	tls13 := "\x16\x03\x03\x00\x32\x02\x00\x00\x2e\x03\x03" + strings.Repeat("r", 32) + "\x00\x13\x01\x00\x00\x06\x00\x2b\x00\x02\x03\x04" + "\x17\x03\x03\x00\x01x"
	for _, tt := range []struct {
		name string
		args []string
		text string
	}{
		{"no-file", []string{filepath.Join("testdata", "missing")}, "missing: "},
		{"empty", []string{write(t, "empty", nil)}, "an empty file"},
		{"text", []string{write(t, "text", []byte("hello"))}, "no certificate, PKCS #7 bag, serialized store or PEM text"},
		{"gnutls-log", []string{write(t, "gnutls", []byte("- Server has requested a certificate.\n- Server's trusted authorities:\n   [0]: CN=a\n"))}, "no certificates: this is GnuTLS log: "},
		{"a-capture", []string{write(t, "msg", []byte("<<< TLS 1.2, Handshake [length 0004], ServerHelloDone\n    0e 00 00 00\n"))}, "what a server sent is read with -capture"},
		{"bad-der", []string{write(t, "der", []byte("\x30\x00"))}, "no certificate that can be read; the first: trustlist: "},
		{"release", []string{"-release", "server1999"}, "server1999"},
		{"flag", []string{"-nonsense"}, "-nonsense"},
		{"capture-without-file", []string{"-capture"}, "-capture takes one FILE"},
		{"capture-without-list", []string{"-capture", write(t, "short", []byte("\x16\x03\x03\x00\x08\x0d\x00\x00\x20\x01\x01\x00\x00"))}, "needs 36 bytes"},
		{"capture-not-tls", []string{"-capture", write(t, "http", []byte("HTTP/1.1"))}, "byte 0"},
		{"capture-pcap", []string{"-capture", write(t, "pcap", []byte("\xd4\xc3\xb2\xa1\x02\x00\x04\x00"))}, "this is pcap: give the bytes of one direction"},
		{"capture-jks", []string{"-capture", write(t, "jks", []byte("\xfe\xed\xfe\xed\x00\x00\x00\x02"))}, "Java keystore"},
		{"tls-version", []string{"-capture", "-tls", "1.9", write(t, "any", nil)}, "1.9"},
		{"tls-alone", []string{"-tls", "1.2", write(t, "any", nil)}, "-tls goes with -capture"},
		{"capture-of-host", []string{"-capture", "-application", "http-sys", write(t, "any", nil)}, "does not go with it"},
		{"diff-symptom", []string{"-diff", "-capture", "-symptom", "36885", write(t, "any", nil), write(t, "other", nil)}, "-diff goes with -capture and -tls alone"},
		{"diff-client", []string{"-diff", "-capture", "-client", "x", write(t, "any", nil), write(t, "other", nil)}, "-diff goes with -capture and -tls alone"},
		{"s_client-without-names", []string{write(t, "s_client", []byte("CONNECTED(00000003)\n---\n"))}, "this is output of openssl s_client"},
		{"capture-encrypted", []string{"-capture", write(t, "tls13", []byte(tls13))}, "TLS 1.3: what follows the ServerHello is encrypted"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var stdout, stderr bytes.Buffer
			require.Equal(t, 2, run(tt.args, &stdout, &stderr))
			require.Empty(t, stdout.String())
			require.Contains(t, stderr.String(), tt.text)
			require.Equal(t, 1, strings.Count(stderr.String(), "\n"), "one line: %s", stderr.String())
		})
	}
}
