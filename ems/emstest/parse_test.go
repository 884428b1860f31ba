// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package emstest

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems/derive"
	"github.com/schanneltrust/schannel/ems/hello"
	"github.com/schanneltrust/schannel/internal/tlswire"
)

// TestHelloMalformed: RFC 5246, Sections 7.4.1.2 and 7.4.1.3.
func TestHelloMalformed(t *testing.T) {
	t.Parallel()
	begin := "\x03\x03" + strings.Repeat("r", 32) + "\x00"
	for _, tt := range []struct {
		name string
		kind byte
		body string
		ok   bool
	}{
		{"client", tlswire.TypeClientHello, begin + "\x00\x02\x00\x2f\x01\x00", true},
		{"client-extension", tlswire.TypeClientHello, begin + "\x00\x02\x00\x2f\x01\x00\x00\x04\x00\x17\x00\x00", true},
		{"client-half-a-suite", tlswire.TypeClientHello, begin + "\x00\x03\x00\x2f\x00\x01\x00", false},
		{"client-no-compression", tlswire.TypeClientHello, begin + "\x00\x02\x00\x2f", false},
		{"client-behind-extensions", tlswire.TypeClientHello, begin + "\x00\x02\x00\x2f\x01\x00\x00\x00x", false},
		{"client-extensions-cut", tlswire.TypeClientHello, begin + "\x00\x02\x00\x2f\x01\x00\x00\x04\x00\x17", false},
		{"client-extension-cut", tlswire.TypeClientHello, begin + "\x00\x02\x00\x2f\x01\x00\x00\x03\x00\x17\x00", false},
		{"server", tlswire.TypeServerHello, begin + "\x00\x2f\x00", true},
		{"server-cut", tlswire.TypeServerHello, begin + "\x00\x2f", false},
	} {
		_, ok := parseHello(message(tt.kind, []byte(tt.body)))
		require.Equal(t, tt.ok, ok, tt.name)
	}
}

// TestOffers: RFC 8446, Section 4.2.1: the list decides where there is one.
func TestOffers(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name   string
		legacy schannel.TLSVersion
		list   string // "none": no extension
		want   bool
	}{
		{"version", schannel.TLS12, "none", true},
		{"older", schannel.TLS11, "none", false},
		{"listed", schannel.TLS12, "\x04\x03\x04\x03\x03", true},
		{"first", schannel.TLS12, "\x04\x03\x03\x03\x02", true},
		{"not-listed", schannel.TLS12, "\x02\x03\x04", false},
		{"cut", schannel.TLS12, "\x04\x03\x04\x03", false},
		{"nothing-in-it", schannel.TLS12, "", true},
	} {
		h := theirHello{version: tt.legacy, extensions: map[uint16][]byte{}}
		if tt.list != "none" {
			h.extensions[extensionVersions] = []byte(tt.list)
		}
		require.Equal(t, tt.want, h.offers(schannel.TLS12), tt.name)
	}
}

// TestLists: RFC 5246, Section 7.4.1.4.1: numbers of two bytes behind a length.
func TestLists(t *testing.T) {
	t.Parallel()
	for list, want := range map[string]bool{
		"": false, "\x00\x02\x04\x01": true, "\x00\x04\x08\x04\x04\x01": true, "\x00\x02\x08\x04": false, "\x00\x03\x08\x04\x04": false, "\x04\x01": false,
	} {
		h := theirHello{extensions: map[uint16][]byte{extensionSignatures: []byte(list)}}
		require.Equal(t, want, h.lists(extensionSignatures, rsaPKCS1SHA256), "%x", list)
	}
}

// TestRenegotiates: RFC 5746, Section 3.3: the suite or the extension.
func TestRenegotiates(t *testing.T) {
	t.Parallel()
	plain, extension := derive.Suite(0x002f), map[uint16][]byte{extensionRenegotiation: {0}}
	for _, tt := range []struct {
		hello theirHello
		want  bool
	}{
		{theirHello{suites: []derive.Suite{plain}}, false},
		{theirHello{suites: []derive.Suite{plain, signallingSuite}}, true},
		{theirHello{suites: []derive.Suite{plain}, extensions: extension}, true},
	} {
		require.Equal(t, tt.want, tt.hello.renegotiates())
		has := slices.ContainsFunc(reply{}.fields(tt.hello, [32]byte{}, nil).Extensions, func(e hello.Extension) bool { return e.Type == extensionRenegotiation })
		require.Equal(t, tt.want, has, "RFC 5746, Section 3.6: the server answers it")
	}
}

// TestParseTicket: RFC 5077, Section 3.3: a lifetime of four bytes, and a ticket.
func TestParseTicket(t *testing.T) {
	t.Parallel()
	for body, want := range map[string]string{"\x00\x00\x0e\x10\x00\x02ab": "ab", "\x00\x00\x0e\x10\x00\x00": "", "\x00\x00\x0e\x10\x00\x02abc": "no", "\x00\x00\x0e\x10\x00\x02a": "no", "\x00": "no"} {
		ticket, ok := parseTicket(message(tlswire.TypeNewSessionTicket, []byte(body)))
		require.Equal(t, want != "no", ok, "%x", body)
		if ok {
			require.Equal(t, want, string(ticket))
		}
	}
}

// TestOffered: a session that is offered by its ID is not offered by a ticket.
func TestOffered(t *testing.T) {
	t.Parallel()
	old := &session{id: []byte("id"), ticket: []byte("ticket")}
	byID, byTicket := reply{by: ByID, session: old}, reply{by: ByTicket, session: old}
	withTicket := map[uint16][]byte{extensionTicket: []byte("ticket")}
	for _, tt := range []struct {
		name     string
		hello    theirHello
		id, tick bool
	}{
		{"nothing", theirHello{}, false, false},
		{"id", theirHello{sessionID: old.id}, true, false},
		{"ticket", theirHello{sessionID: []byte("new"), extensions: withTicket}, false, true},
		{"both", theirHello{sessionID: old.id, extensions: withTicket}, false, true},
	} {
		require.Equal(t, []bool{tt.id, tt.tick}, []bool{byID.offered(tt.hello), byTicket.offered(tt.hello)}, tt.name)
	}
}

// TestSignatureAlgorithms: RFC 5246, Section 7.4.1.4.1: the extension is of TLS 1.2.
func TestSignatureAlgorithms(t *testing.T) {
	t.Parallel()
	for _, version := range speakable {
		has := slices.ContainsFunc(clientExtensions(version, nil), func(e hello.Extension) bool { return e.Type == extensionSignatures })
		require.Equal(t, version == schannel.TLS12, has, version)
	}
}
