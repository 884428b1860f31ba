// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package listtest_test

import (
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/dntest"
	"github.com/schanneltrust/schannel/internal/livetest"
	"github.com/schanneltrust/schannel/trustlist"
	"github.com/schanneltrust/schannel/trustlist/certreq"
	"github.com/schanneltrust/schannel/trustlist/listtest"
)

func versions() []schannel.TLSVersion {
	return []schannel.TLSVersion{schannel.SSL30, schannel.TLS10, schannel.TLS11, schannel.TLS12, schannel.TLS13}
}

// TestDefects: the strict reader gives the code that a defect names, and the
// lenient one finds it too.
func TestDefects(t *testing.T) {
	t.Parallel()
	for _, version := range versions() {
		names := map[string]bool{}
		for d := range listtest.Defects(version) {
			require.False(t, names[d.Name], "%s stands twice", d.Name)
			names[d.Name] = true
			require.Equal(t, version, d.Version)
			request, err := certreq.ParseCertificateRequest(version, d.Message)
			if d.Name == "name-no-der" {
				require.NoError(t, err)
				err = request.Authorities.Check()
			}
			fault, ok := errors.AsType[*schannel.Error](err)
			require.True(t, ok, "%v: %s: %v", version, d.Name, err)
			require.Equal(t, d.Code, fault.Code, "%v: %s: %v", version, d.Name, err)
			_, defects := certreq.ParseCertificateRequestLenient(version, d.Message)
			require.Equal(t, d.Name != "name-no-der", len(defects) > 0)
			said := 4 + int(d.Message[1])<<16
			if len(d.Message) >= 4 {
				said += int(d.Message[2])<<8 | int(d.Message[3])
			}
			require.Equal(t, d.Ends, len(d.Message) < said, "%v: %s", version, d.Name)
		}
		require.Greater(t, len(names), 20, "%v", version)
	}
	require.Empty(t, slices.Collect(listtest.Defects(schannel.DTLS12)))
	for d := range listtest.Defects(schannel.TLS12) {
		require.NotEmpty(t, d)
		break // an iterator that ends early
	}
}

// TestDefectsOfLengths: what is called one more is one more.
func TestDefectsOfLengths(t *testing.T) {
	t.Parallel()
	for _, version := range versions() {
		lengths := map[string]int{}
		for d := range listtest.Defects(version) {
			if len(d.Message) >= 4 {
				lengths[d.Name] = int(d.Message[2])<<8 | int(d.Message[3])
			}
		}
		whole := lengths["list-length-one-more"] // the header is right
		require.Equal(t, whole+1, lengths["message-length-one-more"], "%v", version)
		require.Equal(t, whole-1, lengths["message-length-one-less"], "%v", version)
	}
}

// TestEndsBeforeLastName: what is announced is a list of the first name.
func TestEndsBeforeLastName(t *testing.T) {
	t.Parallel()
	for d := range listtest.Defects(schannel.TLS11) {
		if d.Name != "list-ends-before-last-name" {
			continue
		}
		vector := d.Message[4+1+int(d.Message[4]):] // behind the types
		end := 2 + int(vector[0])<<8 + int(vector[1])
		announced, err := trustlist.ParseList(vector[:end])
		require.NoError(t, err)
		require.Len(t, announced, 1)
		require.NoError(t, announced.Check())
		return
	}
	t.Fatal("there is none")
}

// TestEmptyList: from TLS 1.1 to TLS 1.2 a list may be empty (RFC 4346, Section
// 7.4.4; RFC 5246, Section 7.4.4).
func TestEmptyList(t *testing.T) {
	t.Parallel()
	for _, version := range versions() {
		named := false
		for d := range listtest.Defects(version) {
			named = named || d.Name == "list-empty"
		}
		require.Equal(t, version != schannel.TLS11 && version != schannel.TLS12, named, "%v", version)
	}
}

// TestDefectKinds: every kind is there, by name.
func TestDefectKinds(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		version schannel.TLSVersion
		name    string
		code    schannel.Code
		why     string
	}{
		{schannel.SSL30, "list-empty", "trustlist.list.empty", "RFC 6101, Section 5.6.4: <3..2^16-1>"},
		{schannel.TLS10, "list-empty", "trustlist.list.empty", "RFC 2246, Section 7.4.4: <3..2^16-1>"},
		{schannel.TLS11, "list-length-one-more", "trustlist.list.length", "the message is whole: the length is wrong, nothing is cut"},
		{schannel.TLS11, "list-length-one-less", "trustlist.list.length", "the names fill the message"},
		{schannel.TLS11, "short-behind-first-name", "trustlist.list.length", "the header says that the message ends there"},
		{schannel.TLS11, "cut-behind-first-name", "trustlist.message.cut", "the header says that it goes on"},
		{schannel.TLS12, "list-length-modulo-65536", "trustlist.list.wrapped", "RFC 5246, Section 7.4.4: <0..2^16-1>"},
		{schannel.TLS12, "names-no-lengths", "trustlist.name.bare", "RFC 5246, Section 7.4.4: opaque DistinguishedName<1..2^16-1>"},
		{schannel.TLS12, "name-empty", "trustlist.name.empty", "the same"},
		{schannel.TLS12, "list-trailing-byte", "trustlist.list.trailing", "RFC 5246, Section 7.4.4: the list is the last field"},
		{schannel.TLS12, "algorithms-odd", "trustlist.message.field", "RFC 5246, Section 7.4.4: <2..2^16-2>, of two bytes each"},
		{schannel.TLS13, "authorities-twice", "trustlist.extension.duplicate", "RFC 8446, Section 4.2"},
		{schannel.TLS13, "algorithms-missing", "trustlist.extension.missing", "RFC 8446, Section 4.3.2"},
		{schannel.TLS13, "list-empty", "trustlist.list.empty", "RFC 8446, Section 4.2.4: <3..2^16-1>"},
		{schannel.TLS13, "name-no-der", "trustlist.name.der", "X.690: the name ends early"},
	} {
		found := false
		for d := range listtest.Defects(tt.version) {
			if d.Name == tt.name {
				found = true
				require.Equal(t, tt.code, d.Code, tt.why)
			}
		}
		require.True(t, found, "%v: %s: %s", tt.version, tt.name, tt.why)
	}
}

// lax is what crypto/tls of Go takes: it asks for no least length of a list or
// of a name, and looks into names not at all.
var lax = [...]string{"list-empty", "name-empty", "name-no-der"}

// TestDefectsAgainstGo sends every message of TLS 1.0 to 1.2 that a peer need
// not wait for to a client of crypto/tls, which refuses it or asks for its
// certificate. In TLS 1.3 the message is encrypted, so nothing is sent there.
func TestDefectsAgainstGo(t *testing.T) {
	t.Parallel()
	certificate := livetest.Authority{}.Issue(t, dntest.CN("server.example"), false).Certificate.Raw
	for _, version := range []schannel.TLSVersion{schannel.TLS10, schannel.TLS11, schannel.TLS12} {
		compared := 0
		for d := range listtest.Defects(version) {
			if d.Ends || d.Name == "bytes-behind-message" || d.Name == "message-length-one-less" {
				continue // these are about what follows
			}
			compared++
			want := slices.Contains(lax[:], d.Name)
			require.Equal(t, want, goTakes(t, version, certificate, d.Message), "%v: %s", version, d.Name)
		}
		require.Greater(t, compared, 15)
	}
	sound, err := certreq.CertificateRequest{Version: schannel.TLS11, Types: []byte{1}}.MarshalBinary()
	require.NoError(t, err)
	require.True(t, goTakes(t, schannel.TLS11, certificate, sound), "what is sound is taken")
}

// goTakes plays a server of TLS up to the message and reports whether a client
// of crypto/tls looks for a certificate to answer with. RSA key exchange has no
// ServerKeyExchange that would have to be signed.
func goTakes(t *testing.T, version schannel.TLSVersion, certificate, request []byte) bool {
	t.Helper()
	near, far := net.Pipe()
	asked := false
	client := tls.Client(near, &tls.Config{
		InsecureSkipVerify: true, MinVersion: uint16(version), MaxVersion: uint16(version),
		CipherSuites: []uint16{tls.TLS_RSA_WITH_AES_128_CBC_SHA},
		GetClientCertificate: func(*tls.CertificateRequestInfo) (*tls.Certificate, error) {
			asked = true
			return nil, errors.New("enough")
		},
	})
	done := make(chan error, 1)
	go func() {
		done <- client.Handshake()
		_ = near.Close()
	}()
	go func() { // what the client sends is not looked at
		buffer := make([]byte, 1<<10)
		for {
			if _, err := far.Read(buffer); err != nil {
				return
			}
		}
	}()
	hello := append([]byte{byte(version >> 8), byte(version)}, make([]byte, 32)...)
	hello = append(hello, 0, 0, 0x2f, 0)
	chain := []byte{0, byte((len(certificate) + 3) >> 8), byte(len(certificate) + 3), 0, byte(len(certificate) >> 8), byte(len(certificate))}
	flight := slices.Concat(message(2, hello), message(11, append(chain, certificate...)), request, message(14, nil))
	for ; len(flight) > 0; flight = flight[min(len(flight), 1<<14):] {
		n := min(len(flight), 1<<14)
		if _, err := far.Write(append([]byte{22, byte(version >> 8), byte(version), byte(n >> 8), byte(n)}, flight[:n]...)); err != nil {
			break // it has seen enough
		}
	}
	require.Error(t, <-done)
	_ = far.Close()
	return asked
}

func message(kind byte, body []byte) []byte {
	return append([]byte{kind, byte(len(body) >> 16), byte(len(body) >> 8), byte(len(body))}, body...)
}

func ExampleDefects() {
	for d := range listtest.Defects(schannel.TLS12) {
		_, err := certreq.ParseCertificateRequest(d.Version, d.Message)
		if d.Name == "names-no-lengths" {
			fmt.Println(d.Code, err != nil)
		}
	}
	// Output: trustlist.name.bare true
}
