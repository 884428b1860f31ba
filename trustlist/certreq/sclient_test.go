// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package certreq_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/trustlist/certreq"
)

func TestParseSClientLenient(t *testing.T) {
	t.Parallel()
	const head = "CONNECTED(00000003)\n---\nServer certificate\nsubject=CN = server.example\n---\n"
	two := []string{"C = ZZ, O = Example, CN = Root", "CN = Example: Second"}
	tests := []struct {
		name  string
		why   string
		text  string
		want  certreq.SClientNames
		fault schannel.Code
		code  schannel.Code
	}{
		{"names", "OpenSSL 1.1.1 and 3: types follow", head + "Acceptable client certificate CA names\nC = ZZ, O = Example, CN = Root\nCN = Example: Second\nClient Certificate Types: RSA sign\n---\n", certreq.SClientNames{Sent: schannel.Yes, Names: two}, "", "trustlist.sclient.names"},
		{"tls13", "algorithms follow", head + "Acceptable client certificate CA names\r\nC = ZZ, O = Example, CN = Root\r\nCN = Example: Second\r\nRequested Signature Algorithms: Ed25519\r\n", certreq.SClientNames{Sent: schannel.Yes, Names: two}, "", "trustlist.sclient.names"},
		{"old", "OpenSSL 1.0: slashes, and the rule between paragraphs", "Acceptable client certificate CA names\n/C=ZZ/CN=Root\n---\n", certreq.SClientNames{Sent: schannel.Yes, Names: []string{"/C=ZZ/CN=Root"}}, "", "trustlist.sclient.names"},
		{"indented", "as pasted into an issue", "    CONNECTED(00000003)\n    ---\n    Acceptable client certificate CA names\n    C = ZZ, O = Example, CN = Root\n    CN = Example: Second\n    ---\n", certreq.SClientNames{Sent: schannel.Yes, Names: two}, "", "trustlist.sclient.names"},
		{"compose", "docker compose logs: the name of the container before each line", "web-1  | CONNECTED(00000003)\nweb-1  | ---\nweb-1  | Acceptable client certificate CA names\nweb-1  | C = ZZ, O = Example, CN = Root\nweb-1  | CN = Example: Second\nweb-1  | ---\n", certreq.SClientNames{Sent: schannel.Yes, Names: two}, "", "trustlist.sclient.names"},
		{"quoted", "as answered to in a mail", "> Acceptable client certificate CA names\n> C = ZZ, O = Example, CN = Root\n> CN = Example: Second\n>\n", certreq.SClientNames{Sent: schannel.Yes, Names: two}, "", "trustlist.sclient.names"},
		{"none", "apps/lib/s_cb.c, print_ca_names", head + "No client certificate CA names sent\n---\n", certreq.SClientNames{Sent: schannel.No, Names: []string{}}, "", "trustlist.sclient.none"},
		{"multiline", "XN_FLAG_MULTILINE: two names, or one, or four", "Acceptable client certificate CA names\ncountryName               = ZZ\ncommonName                = Root\ncountryName               = ZZ\njurisdictionStateOrProvinceName = Root\nClient Certificate Types: RSA sign\n", certreq.SClientNames{Sent: schannel.Yes, Names: []string{}}, "trustlist.text.lines", ""},
		{"multiline-short", "XN_FLAG_MULTILINE: the long name stands in 25 columns", "Acceptable client certificate CA names\ncountryName               = ZZ\n---\n", certreq.SClientNames{Sent: schannel.Yes, Names: []string{}}, "trustlist.text.lines", ""},
		{"long-name", "a long attribute and a value with an equals sign are no such form", "Acceptable client certificate CA names\nO = An Organization of Some Length, CN = a = b\n/O=An Organization of Some Length/CN=a = b\n---\n", certreq.SClientNames{Sent: schannel.Yes, Names: []string{"O = An Organization of Some Length, CN = a = b", "/O=An Organization of Some Length/CN=a = b"}}, "", "trustlist.sclient.names"},
		{"header-alone", "the text ends before the first name", "Acceptable client certificate CA names\n", certreq.SClientNames{Sent: schannel.Yes, Names: []string{}}, "trustlist.text.cut", ""},
		{"cut", "the text ends inside the names: what was read stays read", "Acceptable client certificate CA names\nCN = a\n", certreq.SClientNames{Sent: schannel.Yes, Names: []string{"CN = a"}}, "trustlist.text.cut", "trustlist.sclient.names"},
		{"other", "unknown is no evidence", head, certreq.SClientNames{Names: []string{}}, "trustlist.flight.no_request", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, defects := certreq.ParseSClientLenient([]byte(tt.text))
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("%s: (-want +got):\n%s", tt.why, diff)
			}
			require.Equal(t, tt.fault == "", len(defects) == 0, "%v", defects)
			if tt.fault != "" {
				require.Equal(t, tt.fault, defects[0].Code)
			}
			require.True(t, certreq.IsSClient([]byte(tt.text)))
			findings := got.Findings()
			require.Equal(t, tt.code == "", len(findings) == 0)
			if tt.code != "" {
				require.Equal(t, tt.code, findings[0].Code)
			}
		})
	}
	require.False(t, certreq.IsSClient([]byte(opensslMsg("TLS 1.2", request(schannel.TLS12)))), "with -msg there are bytes")
}

func FuzzSClient(f *testing.F) {
	f.Fuzz(func(t *testing.T, text []byte) {
		names, defects := certreq.ParseSClientLenient(text)
		require.LessOrEqual(t, len(defects), 1)
		size := 0
		for _, n := range names.Names {
			size += len(n)
		}
		require.LessOrEqual(t, size, 3*len(text), "a byte of Windows-1252 has three bytes at most")
		require.Equal(t, len(names.Findings()) == 0, names.Sent != schannel.No && len(names.Names) == 0)
	})
}

func ExampleParseSClientLenient() {
	names, _ := certreq.ParseSClientLenient([]byte("Acceptable client certificate CA names\nC = ZZ, CN = Root\n---\n"))
	fmt.Println(names.Sent, names.Names)
	// Output: yes [C = ZZ, CN = Root]
}
