// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package hello

import (
	"encoding/binary"
	"errors"
	"fmt"

	"golang.org/x/crypto/cryptobyte"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/ems/derive"
	"github.com/schanneltrust/schannel/internal/tlswire"
)

// Fields is what a hello says besides what its case does.
type Fields struct {
	Random    [32]byte
	SessionID []byte         // at most 32 bytes
	Suites    []derive.Suite // those offered; a ServerHello chooses the first

	// SessionTicket: the session_ticket extension is there (RFC 5077,
	// Section 3.2), with Ticket as its data. A ticket needs no SessionTicket.
	SessionTicket bool
	Ticket        []byte

	// Extensions follow the others in their order. A second extension 23
	// may be among them.
	Extensions []Extension

	Cookie     []byte // of a ClientHello of DTLS, at most 255 bytes; in DTLS 1.3 there should be none
	MessageSeq uint16 // of DTLS
}

// Extension is an extension of a hello.
type Extension struct {
	Type uint16
	Data []byte
}

// ExtendedMasterSecret is the number of the extension (RFC 7627, Section 7).
const ExtendedMasterSecret uint16 = 23

// Numbers of other extensions.
const (
	sessionTicket     uint16 = 35 // RFC 5077, Section 4
	supportedVersions uint16 = 43 // RFC 8446, Section 4.2.1
)

// AppendClientHello appends the ClientHello that a server of the case receives,
// or that a client of the case has sent. A client that must not renegotiate
// sends none: that is an error.
func AppendClientHello(dst []byte, c ems.Case, f Fields) ([]byte, error) {
	v, err := versionsOf(c)
	if err != nil {
		return nil, err
	}
	if !sendsClientHello(c) {
		return nil, helloError(codeNone, "case", fmt.Errorf("%s has no ClientHello", c.Name))
	}
	if err := f.check(); err != nil {
		return nil, err
	}
	if len(f.Suites) == 0 || len(f.Suites) > maxSuites {
		return nil, helloError(codeSuites, "cipher_suites", fmt.Errorf("%d suites, not 1 to %d", len(f.Suites), maxSuites))
	}
	var b cryptobyte.Builder
	b.AddUint16(uint16(v.legacy))
	b.AddBytes(f.Random[:])
	addVector8(&b, f.SessionID)
	if v.negotiated.IsDTLS() {
		addVector8(&b, f.Cookie) // RFC 6347, Section 4.2.1
	}
	b.AddUint16LengthPrefixed(func(b *cryptobyte.Builder) {
		for _, s := range f.Suites {
			b.AddUint16(uint16(s))
		}
	})
	addVector8(&b, []byte{0}) // the compression method null
	nonEmpty := c.Handshake.NonEmpty && c.Side == ems.Server
	extensions := f.extensions(c.Handshake.ClientHello, nonEmpty)
	if v.is13 {
		// RFC 8446, Section 4.2.1: a list with a length of one byte
		extensions = addFront(extensions, Extension{supportedVersions, binary.BigEndian.AppendUint16([]byte{2}, uint16(v.negotiated))})
	}
	return appendMessage(dst, tlswire.TypeClientHello, &b, extensions, v, f)
}

// AppendServerHello appends the ServerHello that a client of the case receives,
// or that a server of the case answers with if it does what its policy picks.
// Where that is to abort, there is none: that is an error.
func AppendServerHello(dst []byte, c ems.Case, f Fields) ([]byte, error) {
	v, err := versionsOf(c)
	if err != nil {
		return nil, err
	}
	extended, sends := sendsServerHello(c)
	if !sends {
		return nil, helloError(codeNone, "case", fmt.Errorf("%s has no ServerHello", c.Name))
	}
	if err := f.check(); err != nil {
		return nil, err
	}
	if len(f.Suites) == 0 {
		return nil, helloError(codeSuites, "cipher_suite", errors.New("no suite to choose"))
	}
	var b cryptobyte.Builder
	b.AddUint16(uint16(v.legacy))
	b.AddBytes(f.Random[:])
	addVector8(&b, f.SessionID)
	b.AddUint16(uint16(f.Suites[0]))
	b.AddUint8(0) // the compression method null
	nonEmpty := c.Handshake.NonEmpty && c.Side == ems.Client
	extensions := f.extensions(extended, nonEmpty)
	if v.is13 {
		extensions = addFront(extensions, Extension{supportedVersions, binary.BigEndian.AppendUint16(nil, uint16(v.negotiated))})
	}
	return appendMessage(dst, tlswire.TypeServerHello, &b, extensions, v, f)
}

// sendsClientHello: a client that is asked to renegotiate, and must not, sends
// no hello (RFC 7627, Section 5.4; RFC 8446, Section 4).
func sendsClientHello(c ems.Case) bool {
	return c.Decision.Rule != ems.CodeRenegotiationForbidden && c.Decision.Rule != ems.CodeVersionTLS13HelloRequest
}

// sendsServerHello tells whether there is a ServerHello, and whether it has the
// extension.
func sendsServerHello(c ems.Case) (extended, sends bool) {
	if c.Side == ems.Server {
		return c.Decision.Extension, c.Decision.Action == ems.Full || c.Decision.Action == ems.Resume
	}
	return c.Handshake.ServerHello, sendsClientHello(c)
}

// extensions returns those that the case and f ask for. Extension 23 has no
// data (RFC 7627, Section 5.1); where the case says that it has, it has a byte.
func (f Fields) extensions(extended, nonEmpty bool) []Extension {
	var list []Extension
	if extended {
		e := Extension{Type: ExtendedMasterSecret}
		if nonEmpty {
			e.Data = []byte{0}
		}
		list = append(list, e)
	}
	if f.SessionTicket || len(f.Ticket) > 0 {
		list = append(list, Extension{sessionTicket, f.Ticket})
	}
	return append(list, f.Extensions...)
}

// addFront puts e first: pre_shared_key must stay last (RFC 8446, Section 4.2).
func addFront(list []Extension, e Extension) []Extension {
	return append([]Extension{e}, list...)
}

// helloVersions is what a hello says about its version.
type helloVersions struct {
	negotiated, legacy schannel.TLSVersion
	is13               bool
}

func versionsOf(c ems.Case) (helloVersions, error) {
	v := helloVersions{negotiated: c.Handshake.Version, legacy: c.Handshake.Version}
	switch c.Handshake.Version {
	case schannel.TLS10, schannel.TLS11, schannel.TLS12, schannel.DTLS10, schannel.DTLS12:
		return v, nil
	case schannel.TLS13:
		v.legacy, v.is13 = schannel.TLS12, true // RFC 8446, Section 4.1.2
		return v, nil
	case schannel.DTLS13:
		v.legacy, v.is13 = schannel.DTLS12, true // RFC 9147, Section 5.3
		return v, nil
	case schannel.SSL30:
	}
	return v, helloError(codeVersion, "version", fmt.Errorf("%s has no hello with extensions", c.Handshake.Version))
}

// appendMessage appends the header, the body and the extensions. A hello
// without extensions has no list of them (RFC 5246, Section 7.4.1.2).
func appendMessage(dst []byte, kind uint8, body *cryptobyte.Builder, list []Extension, v helloVersions, f Fields) ([]byte, error) {
	if len(list) > 0 {
		body.AddUint16LengthPrefixed(func(b *cryptobyte.Builder) {
			for _, e := range list {
				b.AddUint16(e.Type)
				b.AddUint16LengthPrefixed(func(b *cryptobyte.Builder) { b.AddBytes(e.Data) })
			}
		})
	}
	raw, err := body.Bytes()
	if err != nil { // the extensions alone may be longer than their two bytes of length can tell
		return nil, helloError(codeLength, "extensions", err)
	}
	b := cryptobyte.NewBuilder(dst)
	b.AddUint8(kind)
	b.AddUint24(uint32(len(raw)))
	if v.negotiated.IsDTLS() {
		// RFC 6347, Section 4.2.2: the header of a single fragment
		b.AddUint16(f.MessageSeq)
		b.AddUint24(0)
		b.AddUint24(uint32(len(raw)))
	}
	b.AddBytes(raw)
	return b.Bytes()
}

func addVector8(b *cryptobyte.Builder, data []byte) {
	b.AddUint8LengthPrefixed(func(b *cryptobyte.Builder) { b.AddBytes(data) })
}
