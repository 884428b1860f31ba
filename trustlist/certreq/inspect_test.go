// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package certreq_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/dntest"
	"github.com/schanneltrust/schannel/internal/livetest"
	"github.com/schanneltrust/schannel/trustlist"
	"github.com/schanneltrust/schannel/trustlist/certreq"
)

// certificateMessage is a Certificate message up to TLS 1.2.
func certificateMessage(ders ...string) string {
	list := ""
	for _, der := range ders {
		list += string([]byte{0, byte(len(der) >> 8), byte(len(der))}) + der
	}
	return message(11, string([]byte{0, byte(len(list) >> 8), byte(len(list))})+list)
}

func inspected(f certreq.Flight) []schannel.Code {
	var codes []schannel.Code
	for _, finding := range f.Inspect().Findings {
		codes = append(codes, finding.Code)
	}
	return codes
}

// TestInspectVersions: the rules of one version are not told for another.
func TestInspectVersions(t *testing.T) {
	t.Parallel()
	with47 := []certreq.Extension{{Type: 13}, {Type: 47}}
	tests := []struct {
		name   string
		why    string
		flight certreq.Flight
		code   schannel.Code
	}{
		{"ssl30", "RFC 6101, Section 5.6.4", certreq.Flight{Version: schannel.SSL30}, "trustlist.flight.empty"},
		{"tls10", "RFC 2246, Section 7.4.4: <3..2^16-1>", certreq.Flight{Version: schannel.TLS10}, "trustlist.flight.empty"},
		{"tls11", "RFC 4346, Section 7.4.4", certreq.Flight{Version: schannel.TLS11}, "trustlist.list.none"},
		{"tls12", "RFC 5246, Section 7.4.4", certreq.Flight{Version: schannel.TLS12}, "trustlist.list.none"},
		{"tls13", "RFC 8446, Section 4.2.4: <3..2^16-1>", certreq.Flight{Version: schannel.TLS13, Request: certreq.CertificateRequest{Extensions: with47}}, "trustlist.flight.empty"},
		{"tls13-without", "RFC 8446, Section 4.3.2: the extension may be missing", certreq.Flight{Version: schannel.TLS13, Request: certreq.CertificateRequest{Extensions: with47[:1]}}, "trustlist.flight.no_list"},
		{"tls10-name", "a list that is not empty", certreq.Flight{Version: schannel.TLS10, Request: certreq.CertificateRequest{Authorities: trustlist.List{nameA}}}, "trustlist.captured.whole"},
		{"dtls12", "DTLS 1.2 has the messages of TLS 1.2", certreq.Flight{Version: schannel.DTLS12}, "trustlist.list.none"},
		{"guessed", "TLS 1.1 stands for TLS 1.0 too: nothing is told of that one", certreq.Flight{Version: schannel.TLS11, Guessed: true}, "trustlist.list.none"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			tt.flight.Whole = true
			want := []schannel.Code{tt.code}
			if tt.flight.Guessed {
				want = append(want, "trustlist.flight.guessed")
			}
			require.Equal(t, want, inspected(tt.flight), tt.why)
		})
	}
}

// TestInspectNothing: of a request of which nothing was read it is not told that it
// names nobody.
func TestInspectNothing(t *testing.T) {
	t.Parallel()
	for _, version := range []schannel.TLSVersion{schannel.SSL30, schannel.TLS12, schannel.TLS13} {
		require.Equal(t, []schannel.Code{"trustlist.captured.incomplete"}, inspected(certreq.Flight{Version: version}), "%v", version)
	}
}

// TestPrelude: where TLS begins is told.
func TestPrelude(t *testing.T) {
	t.Parallel()
	findings := certreq.Flight{Version: schannel.TLS12, Whole: true, Prelude: "SMTP", Begins: 167}.Inspect().Findings
	require.Equal(t, schannel.Code("trustlist.flight.prelude"), findings[1].Code)
	require.Equal(t, "TLS begins at byte 167. What comes before it is SMTP.", findings[1].Text)
}

// TestOwnLeaf: a server that names itself was given the wrong file.
func TestOwnLeaf(t *testing.T) {
	t.Parallel()
	root := livetest.Authority{}.Issue(t, dntest.CN("root"), true)
	leaf := root.Issue(t, dntest.CN("radius.example"), false).Certificate
	capture := func(name trustlist.Name, server string) []byte {
		request, err := certreq.CertificateRequest{
			Version: schannel.TLS12, Types: []byte{1}, SignatureAlgorithms: []uint16{0x0401}, Authorities: trustlist.List{name, nameA},
		}.MarshalBinary()
		require.NoError(t, err)
		return []byte(record(22, serverHello("")+certificateMessage(server)+string(request)))
	}
	for _, tt := range []struct {
		name   string
		why    string
		named  trustlist.Name
		server string
		want   bool
	}{
		{"leaf", "radsecproxy/radsecproxy#154", leaf.RawSubject, string(leaf.Raw), true},
		{"issuer", "the usual case", leaf.RawIssuer, string(leaf.Raw), false},
		{"self-issued", "a root may serve and be an authority", root.Certificate.RawSubject, string(root.Certificate.Raw), false},
		{"no-certificate", "what is no certificate has no subject", leaf.RawSubject, "\x30\x00", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			f, err := certreq.ParseFlight(capture(tt.named, tt.server), 0)
			require.NoError(t, err)
			require.Equal(t, tt.server, string(f.Leaf))
			got := inspected(f)
			want := []schannel.Code{"trustlist.captured.whole"}
			if tt.want {
				want = append(want, "trustlist.flight.own_leaf")
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s: (-want +got):\n%s", tt.why, diff)
			}
			if tt.want {
				require.Contains(t, f.Inspect().Findings[1].Text, "Entry no. 1 is")
			}
		})
	}
}
