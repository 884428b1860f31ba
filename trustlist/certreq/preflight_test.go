// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package certreq_test

import (
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/dntest"
	"github.com/schanneltrust/schannel/internal/livetest"
	"github.com/schanneltrust/schannel/internal/vocabtest"
	"github.com/schanneltrust/schannel/trustlist"
	"github.com/schanneltrust/schannel/trustlist/certreq"
	"github.com/schanneltrust/schannel/trustlist/listtest"
)

func TestPreflight(t *testing.T) {
	t.Parallel()
	const fits, refused, unsent, vector = "trustlist.preflight.fits", "trustlist.preflight.refused", "trustlist.preflight.unsent", "trustlist.preflight.vector"
	// In TLS 1.2, with three types and ten algorithms, a message has 32 bytes
	// besides the names: 4 + 1 + 3 + 2 + 20 + 2.
	const overhead = 32
	tests := []struct {
		name      string
		why       string
		bytes     int // of the message
		records   int
		certainty schannel.Certainty // of the last finding
		products  []string           // of the findings, by how they begin
		codes     []string
	}{
		{"small", "no limit is near", 5000, 1, schannel.Likely, nil, []string{fits}},
		{"at-old-s2n", "s2n-tls pull request 4832: 10,000 are allowed", 10000 + overhead, 1, schannel.Likely, nil, []string{fits}},
		{"at-s2n", "s2n-tls pull request 4832: 20,000 are allowed", 20000 + overhead, 2, schannel.Certain, []string{"Windows Vista", "s2n-tls <"}, []string{refused, unsent}},
		{"old-s2n", "s2n-tls pull request 4832: 10,000 before", 10001 + overhead, 1, schannel.Certain, []string{"s2n-tls <"}, []string{unsent}},
		{"one-record", "RFC 5246, Section 6.2.1: 2^14 bytes", 16384, 1, schannel.Certain, []string{"s2n-tls <"}, []string{unsent}},
		{"two-records", "KB2541763: a message in two records is not parsed", 16385, 2, schannel.Certain, []string{"Windows Vista", "s2n-tls <"}, []string{refused, unsent}},
		{"s2n", "s2n-tls pull request 4832: 20,000", 20001 + overhead, 2, schannel.Certain, []string{"Windows Vista", "s2n-tls <", "s2n-tls"}, []string{refused, unsent, unsent}},
		{"message-limit", "TLS registry settings: MessageLimitClient is 0x8000", 32768, 2, schannel.Certain, []string{"Windows Vista", "s2n-tls <", "s2n-tls"}, []string{refused, unsent, unsent}},
		{"over-message-limit", "dotnet/runtime#77989", 32773, 3, schannel.Certain, []string{"Windows Vista", "Schannel >=", "s2n-tls <", "s2n-tls"}, []string{refused, refused, unsent, unsent}},
		{"gnutls", "gnutls_handshake_set_max_packet_length: 48 kB before 3.5.5", 49157, 4, schannel.Certain, []string{"Windows Vista", "Schannel >=", "GnuTLS <", "s2n-tls <", "s2n-tls"}, []string{refused, refused, refused, unsent, unsent}},
		{"go-below", "crypto/tls: 65,536 bytes without the header", 65540, 5, schannel.Certain, []string{"Windows Vista", "Schannel >=", "GnuTLS <", "s2n-tls <", "s2n-tls"}, []string{refused, refused, refused, unsent, unsent}},
		{"go", "crypto/tls: one byte more", 65541, 5, schannel.Certain, []string{"Windows Vista", "Schannel >=", "GnuTLS <", "Go", "s2n-tls <", "s2n-tls"}, []string{refused, refused, refused, refused, unsent, unsent}},
		{"vector", "RFC 5246, Section 7.4.4: <0..2^16-1>", 65536 + overhead, 5, schannel.Certain, []string{"", "s2n-tls <", "s2n-tls"}, []string{vector, unsent, unsent}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			list := ofBytes(tt.bytes - overhead)
			request := certreq.CertificateRequest{Version: schannel.TLS12, Authorities: list}
			got := certreq.Preflight(request)
			vocabtest.Findings(t, got.Findings)
			bytes, records, possible := request.Size(schannel.TLS12)
			if diff := cmp.Diff([]any{tt.bytes, tt.records, list.Size() <= 65535}, []any{bytes, records, possible}); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.codes, vocabtest.FindCodes(got.Findings)); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
			for i, product := range tt.products {
				require.True(t, strings.HasPrefix(got.Findings[i].Text, product) || product == "", "%s", got.Findings[i].Text)
			}
			require.Equal(t, tt.certainty, got.Findings[len(got.Findings)-1].Certainty)
		})
	}
}

// TestPreflightVersions: a product is told of versions that it speaks.
func TestPreflightVersions(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, why string
		request   certreq.CertificateRequest
		want      []string // how the findings begin
	}{
		{"ssl30", "RFC 6101, Section 5.6.4, has the form of TLS 1.0; Go 1.14 and later do not speak it", certreq.CertificateRequest{Version: schannel.SSL30, Authorities: ofBytes(65535)}, []string{"Windows Vista", "Schannel >=", "GnuTLS <", "s2n-tls <", "s2n-tls:"}},
		{"tls10", "Go speaks it", certreq.CertificateRequest{Version: schannel.TLS10, Types: make([]byte, 20), Authorities: ofBytes(65535)}, []string{"Windows Vista", "Schannel >=", "GnuTLS <", "Go", "s2n-tls <", "s2n-tls:"}},
		{"tls13", "no Windows Vista, nor GnuTLS of its time, speaks it", certreq.CertificateRequest{Version: schannel.TLS13, Authorities: ofBytes(60000)}, []string{"Schannel >=", "s2n-tls <", "s2n-tls:"}},
		{"openssl", "ossl_statem_client_max_message_size: 100 KiB, which the names alone cannot fill", certreq.CertificateRequest{Version: schannel.TLS12, SignatureAlgorithms: make([]uint16, 20000), Authorities: ofBytes(65535)}, []string{"Windows Vista", "Schannel >=", "GnuTLS <", "Go", "OpenSSL", "s2n-tls <", "s2n-tls:"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			findings := certreq.Preflight(tt.request).Findings
			require.Len(t, findings, len(tt.want), tt.why)
			for i, begins := range tt.want {
				require.True(t, strings.HasPrefix(findings[i].Text, begins), "%s: %s", tt.why, findings[i].Text)
			}
		})
	}
}

// TestPreflightHeader holds the four bytes that decide only if the header
// counts.
func TestPreflightHeader(t *testing.T) {
	t.Parallel()
	for bytes, want := range map[int]schannel.Certainty{32769: schannel.Undocumented, 32772: schannel.Undocumented, 32773: schannel.Certain} {
		got := certreq.Preflight(certreq.CertificateRequest{Version: schannel.TLS12, Authorities: ofBytes(bytes - 32)})
		vocabtest.Findings(t, got.Findings)
		require.Contains(t, got.Findings[1].Text, "MessageLimitClient")
		require.Equal(t, want, got.Findings[1].Certainty, "%d bytes", bytes)
		if want != schannel.Undocumented {
			continue
		}
		var codes []schannel.Code
		for _, p := range slices.Concat(got.Findings[1].Outcomes, got.Findings[1].Settle) {
			codes = append(codes, p.Code)
		}
		require.Equal(t, []schannel.Code{"trustlist.outcome.message_refused", "trustlist.outcome.message_taken", "trustlist.settle.connection"}, codes)
	}
}

// TestPreflightOfAnotherVersion: nothing is said of a message that nobody
// describes.
func TestPreflightOfAnotherVersion(t *testing.T) {
	t.Parallel()
	got := certreq.Preflight(certreq.CertificateRequest{Version: schannel.DTLS12, Authorities: ofBytes(200)})
	require.Equal(t, []string{"trustlist.preflight.unknown"}, vocabtest.FindCodes(got.Findings))
	require.Equal(t, schannel.Code("trustlist.missing.version"), got.Findings[0].Missing[0].Code)
}

// TestPreflightSizes compares the arithmetic with the encoder.
func TestPreflightSizes(t *testing.T) {
	t.Parallel()
	list := ofBytes(3000)
	for _, request := range []certreq.CertificateRequest{
		{Version: schannel.SSL30, Types: []byte{1}, Authorities: list},
		{Version: schannel.TLS10, Types: []byte{1}, Authorities: list},
		{Version: schannel.TLS11, Types: []byte{1, 2}},
		{Version: schannel.TLS12, Types: []byte{1, 64}, SignatureAlgorithms: []uint16{0x401, 0x403}, Authorities: list},
		{Version: schannel.TLS13, SignatureAlgorithms: []uint16{0x804}, Context: []byte("abc"), Authorities: list},
		{Version: schannel.TLS13, SignatureAlgorithms: []uint16{0x804, 0x403}},
		{Version: schannel.TLS13, SignatureAlgorithms: []uint16{0x804}, Authorities: list, Extensions: []certreq.Extension{{Type: 47}, {Type: 5, Data: []byte("x")}, {Type: 13}}},
	} {
		message, err := request.MarshalBinary()
		require.NoError(t, err)
		bytes, records, possible := request.Size(request.Version)
		require.Equal(t, []any{len(message), 1, true}, []any{bytes, records, possible})
	}
}

// TestPreflightRoom asks the encoder on both sides of what the lengths can say.
func TestPreflightRoom(t *testing.T) {
	t.Parallel()
	for version, room := range map[schannel.TLSVersion]int{schannel.TLS11: 65535, schannel.TLS12: 65535, schannel.TLS13: 65521} {
		for _, over := range []int{0, 1} {
			list := ofBytes(room + over)
			request := certreq.CertificateRequest{Version: version, Authorities: list}
			if version != schannel.TLS13 {
				request.Types = []byte{1, 2, 64}
			}
			if version != schannel.TLS11 {
				request.SignatureAlgorithms = []uint16{0x403}
			}
			_, err := request.MarshalBinary()
			_, _, possible := request.Size(version)
			require.Equal(t, err == nil, possible, "%s, %d bytes", version, room+over)
			report := certreq.Preflight(request)
			require.Len(t, report.Drop, over)
			require.Equal(t, over == 1, slices.Contains(vocabtest.FindCodes(report.Findings), "trustlist.preflight.vector"))
		}
	}
}

// TestPreflightRoomBesideExtensions: what else stands in the extensions takes its
// part of the 65,535 bytes (RFC 8446, Section 4.3.2).
func TestPreflightRoomBesideExtensions(t *testing.T) {
	t.Parallel()
	request := certreq.CertificateRequest{
		Version: schannel.TLS13, SignatureAlgorithms: []uint16{0x403}, Authorities: ofBytes(65521 - 1004),
		Extensions: []certreq.Extension{{Type: 13}, {Type: 5, Data: make([]byte, 1000)}, {Type: 47}},
	}
	for _, want := range []bool{true, false} {
		_, err := request.MarshalBinary()
		_, _, possible := request.Size(schannel.TLS13)
		require.Equal(t, []bool{want, want}, []bool{err == nil, possible})
		request.Extensions[1].Data = make([]byte, 1001)
	}
}

func TestPreflightDrop(t *testing.T) {
	t.Parallel()
	list := ofBytes(65600)
	list = append(list, trustlist.Name(dntest.CN("short")), list[3])
	list[5] = dntest.Long(5, 300)
	got := certreq.Preflight(certreq.CertificateRequest{Authorities: list})
	require.Len(t, got.Drop, 3, "65,922 bytes where 65,503 have room: one name of 302 and two of 100")
	require.Contains(t, got.Drop, 5)
	rest := trustlist.List{}
	dropped := map[int]bool{}
	for _, i := range got.Drop {
		dropped[i] = true
	}
	for i, n := range list {
		if !dropped[i] {
			rest = append(rest, n)
		}
	}
	for version := schannel.TLS10; version <= schannel.TLS13; version++ {
		_, _, possible := certreq.CertificateRequest{Authorities: rest}.Size(version)
		require.True(t, possible, "%s", version)
	}
}

// TestPreflightDropExactly: names that take as many bytes as there are too many are
// enough, and of a list that has no room at all every one goes.
func TestPreflightDropExactly(t *testing.T) {
	t.Parallel()
	list := ofBytes(60000)
	large := trustlist.Name(dntest.Long(1, 65535-list.Size()-2))
	list = append(list, large, large)
	require.Equal(t, 65535+2+len(large), list.Size())
	got := certreq.Preflight(certreq.CertificateRequest{Version: schannel.TLS12, Authorities: list})
	require.Len(t, got.Drop, 1)
	got = certreq.Preflight(certreq.CertificateRequest{
		Version: schannel.TLS13, Authorities: trustlist.List{nameA, nameB},
		Extensions: []certreq.Extension{{Type: 13}, {Type: 5, Data: make([]byte, 70000)}, {Type: 47}},
	})
	require.Equal(t, []int{0, 1}, got.Drop)
}

// ofBytes is a list of that size.
func ofBytes(bytes int) trustlist.List { return trustlist.FromNames(dntest.OfBytes(bytes)) }

// TestGoRefuses lets two ends of crypto/tls meet on both sides of the limit.
func TestGoRefuses(t *testing.T) {
	t.Parallel()
	livetest.Loopback(t)
	livetest.Proves(t, "crypto/tls as a client: 2 lists on both sides of its limit, taken and refused as predicted")
	pair := livetest.Authority{}.Issue(t, dntest.CN("127.0.0.1"), false).Pair()
	capture, err := connectGo(t, pair, ofBytes(1000))
	require.NoError(t, err)
	flight, err := certreq.ParseFlight(capture, 0)
	require.NoError(t, err)
	request := flight.Request
	for _, bytes := range []int{65536 + 4, 65537 + 4} {
		request.Authorities = ofBytes(1000 + bytes - len(flight.Message))
		report := certreq.Preflight(request)
		got, _, _ := request.Size(schannel.TLS12)
		require.Equal(t, bytes, got)
		predicted := false
		for _, f := range report.Findings {
			predicted = predicted || strings.HasPrefix(f.Text, "Go crypto/tls")
		}
		_, err := connectGo(t, pair, request.Authorities)
		require.Equal(t, predicted, err != nil, "%d bytes: %v", bytes, err)
	}
}

// connectGo makes a handshake in which the server names the authorities of the
// list. It returns what the client read, and its error.
func connectGo(t *testing.T, pair tls.Certificate, list trustlist.List) ([]byte, error) {
	t.Helper()
	pool := x509.NewCertPool()
	for i, n := range list {
		pool.AddCert(&x509.Certificate{Raw: []byte{byte(i >> 8), byte(i)}, RawSubject: n})
	}
	return livetest.Capture(t, livetest.Serve(t, &tls.Config{
		Certificates: []tls.Certificate{pair}, ClientAuth: tls.RequestClientCert, ClientCAs: pool, MaxVersion: tls.VersionTLS12,
	}))
}

func TestPeerLimits(t *testing.T) {
	t.Parallel()
	for l := range certreq.PeerLimits() {
		require.NotEmpty(t, l.Product)
		require.Positive(t, l.Limit)
		require.NotZero(t, l.Evidence)
		vocabtest.Sources(t, l.Product, l.Sources)
	}
}

func ExamplePreflight() {
	list, _ := listtest.Synthesize(listtest.Synthesis{Names: 294, Bytes: 35917})
	request := certreq.CertificateRequest{Version: schannel.TLS12, Authorities: list}
	bytes, records, _ := request.Size(schannel.TLS12)
	fmt.Println(bytes, "bytes,", records, "records")
	report := certreq.Preflight(request)
	fmt.Println(report.Findings[1].Text)
	// Output:
	// 35949 bytes, 3 records
	// Schannel >= Windows 7, Windows Server 2008 R2 (MessageLimitClient): a client refuses the CertificateRequest of 35949 bytes (TLS 1.2), because it takes 32768 at most. Every handshake fails, with a client certificate or without.
}

func ExamplePeerLimits() {
	for l := range certreq.PeerLimits() {
		if l.Sends {
			fmt.Println(l.Product, l.Limit)
		}
	}
	// Output:
	// s2n-tls < 2024-10 10000
	// s2n-tls 20000
}
