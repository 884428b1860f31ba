// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package certreq_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/vocabtest"
	"github.com/schanneltrust/schannel/trustlist"
	"github.com/schanneltrust/schannel/trustlist/certreq"
	"github.com/schanneltrust/schannel/trustlist/listtest"
)

// TestPreflightOfFlight: what is malformed fits nowhere, and of what is cut the
// header tells the size.
func TestPreflightOfFlight(t *testing.T) {
	t.Parallel()
	of := func(version schannel.TLSVersion, list trustlist.List) []byte {
		request := certreq.CertificateRequest{Version: version, Types: []byte{1}, Authorities: list}
		if version == schannel.TLS12 {
			request.SignatureAlgorithms = []uint16{0x401}
		}
		message, err := request.MarshalBinary()
		require.NoError(t, err)
		return message
	}
	small, large := of(schannel.TLS12, ofBytes(300)), of(schannel.TLS12, ofBytes(20100))
	name := ofBytes(100)[0]
	bare := append([]byte{13, 0, 0, byte(8 + len(name)), 1, 1, 0, 2, 4, 1, 0, byte(len(name))}, name...) // without its length
	const fits, refused, unsent, malformed, part = "trustlist.preflight.fits", "trustlist.preflight.refused", "trustlist.preflight.unsent", "trustlist.preflight.malformed", "trustlist.preflight.part"
	tests := []struct {
		name, why string
		capture   []byte
		version   schannel.TLSVersion
		want      []string
	}{
		{"small", "its own size counts", small, 0, []string{fits}},
		{"large", "KB2541763 and s2n-tls pull request 4832", large, 0, []string{refused, unsent, unsent}},
		{"cut-small", "the header announces a size that fits, but no more is known", small[:200], schannel.TLS12, []string{part}},
		{"cut-large", "the header announces a size that does not fit", large[:9000], schannel.TLS12, []string{part, refused}},
		{"bare", "RFC 5246, Section 7.4.4: opaque DistinguishedName<1..2^16-1>", bare, schannel.TLS12, []string{malformed}},
		{"ssl30", "RFC 6101, Section 5.6.4", of(schannel.SSL30, ofBytes(20100)), schannel.SSL30, []string{refused, unsent, unsent}},
		{"no-list", "RFC 8446, Section 4.2.4: the extension may be left out", []byte("\x0d\x00\x00\x0b\x00\x00\x08\x00\x0d\x00\x04\x00\x02\x04\x03"), schannel.TLS13, []string{fits}},
		{"extension-twice", "RFC 8446, Section 4.2: no two extensions of one type", []byte("\x0d\x00\x00\x13\x00\x00\x10\x00\x0d\x00\x04\x00\x02\x04\x03\x00\x0d\x00\x04\x00\x02\x04\x03"), schannel.TLS13, []string{malformed}},
		{"empty10", "servers send an empty list in TLS 1.0, and clients take it", of(schannel.TLS11, nil), schannel.TLS10, []string{fits}},
		{"empty13", "RFC 8446, Section 4.2.4: <3..2^16-1>", []byte("\x0d\x00\x00\x11\x00\x00\x0e\x00\x0d\x00\x04\x00\x02\x04\x03\x00\x2f\x00\x02\x00\x00"), schannel.TLS13, []string{malformed}},
		{"nothing", "a capture without a request", []byte("220 mail\r\n"), 0, []string{part}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			flight, _ := certreq.ParseFlightLenient(tt.capture, tt.version)
			got := flight.Preflight()
			vocabtest.Findings(t, got.Findings)
			if diff := cmp.Diff(tt.want, vocabtest.FindCodes(got.Findings)); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
		})
	}
}

// TestPreflightOfHeader: the header of a message alone tells its size, all three
// bytes of it.
func TestPreflightOfHeader(t *testing.T) {
	t.Parallel()
	flight, _ := certreq.ParseFlightLenient([]byte(record(22, serverHello("")+"\x0d\x01\x02\x03")), 0)
	got := flight.Preflight()
	require.Equal(t, []string{"trustlist.preflight.part", "trustlist.preflight.refused", "trustlist.preflight.refused", "trustlist.preflight.refused", "trustlist.preflight.refused"}, vocabtest.FindCodes(got.Findings))
	require.Contains(t, got.Findings[0].Text, "announces 66055 bytes", "4 + 65,536 + 2 * 256 + 3")
}

// TestPreflightOfLongList: a list that was sent with a length that has lost 65,536
// is too long, beside what else is wrong.
func TestPreflightOfLongList(t *testing.T) {
	t.Parallel()
	vector := "\x00\x00"
	for _, name := range ofBytes(65536) {
		vector += string([]byte{byte(len(name) >> 8), byte(len(name))}) + string(name)
	}
	flight, _ := certreq.ParseFlightLenient([]byte(message(13, "\x01\x01"+vector)), schannel.TLS11)
	got := flight.Preflight()
	require.Contains(t, vocabtest.FindCodes(got.Findings), "trustlist.preflight.vector")
	require.Len(t, got.Drop, 1)
}

// TestPreflightOfDefects: no message that a strict reader calls malformed is
// told to fit.
func TestPreflightOfDefects(t *testing.T) {
	t.Parallel()
	for _, version := range []schannel.TLSVersion{schannel.SSL30, schannel.TLS10, schannel.TLS11, schannel.TLS12, schannel.TLS13} {
		for d := range listtest.Defects(version) {
			flight, _ := certreq.ParseFlightLenient(d.Message, version)
			if d.Code == "trustlist.list.empty" && version <= schannel.TLS10 || d.Code == "trustlist.name.der" || d.Name == "bytes-behind-message" { // which stacks take, or which is not in it
				continue
			}
			require.NotContains(t, vocabtest.FindCodes(flight.Preflight().Findings), "trustlist.preflight.fits", "%v %s", version, d.Name)
		}
	}
}

func ExampleFlight_Preflight() {
	list, _ := listtest.Synthesize(listtest.Synthesis{Names: 294, Bytes: 35917})
	message, _ := certreq.CertificateRequest{Version: schannel.TLS12, Types: []byte{1}, SignatureAlgorithms: []uint16{0x401}, Authorities: list}.MarshalBinary()
	flight, _ := certreq.ParseFlight(message, schannel.TLS12)
	for _, f := range flight.Preflight().Findings {
		fmt.Println(f.Code, f.Subject.Name)
	}
	// Output:
	// trustlist.preflight.refused Windows Vista, Windows Server 2008 (< KB2541763)
	// trustlist.preflight.refused Schannel >= Windows 7, Windows Server 2008 R2 (MessageLimitClient)
	// trustlist.preflight.unsent s2n-tls < 2024-10
	// trustlist.preflight.unsent s2n-tls
}
