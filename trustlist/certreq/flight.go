// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package certreq

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"io"

	"golang.org/x/crypto/cryptobyte"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/tlswire"
	"github.com/schanneltrust/schannel/trustlist"
)

// Flight is what a server sent up to the end of its CertificateRequest.
type Flight struct {
	Version schannel.TLSVersion `json:"version"` // as negotiated by the ServerHello; without one, of the record
	Request CertificateRequest  `json:"request"`
	Message []byte              `json:"message"` // the CertificateRequest as a whole handshake message, header included
	Offset  int                 `json:"offset"`  // of its first byte in the capture
	Records int                 `json:"records"` // over how many TLS records it goes

	// Whole is whether the list was read to its end. It is of a strict
	// reading; of a lenient one, not where the capture ends before.
	Whole bool `json:"whole"`
}

type plainFlight Flight

// flightJSON is the JSON form of a flight.
type flightJSON struct {
	Message hexadecimal `json:"message"`
	plainFlight
}

// MarshalJSON writes every field, bytes in hexadecimal.
func (f Flight) MarshalJSON() ([]byte, error) {
	return json.Marshal(flightJSON{f.Message, plainFlight(f)})
}

// UnmarshalJSON reads what MarshalJSON writes.
func (f *Flight) UnmarshalJSON(text []byte) error {
	var form flightJSON
	if err := json.Unmarshal(text, &form); err != nil {
		return err
	}
	form.plainFlight.Message = form.Message
	*f = Flight(form.plainFlight)
	return nil
}

const extensionSupportedVersions = 43 // RFC 8446, Section 4.2.1

// ParseFlight finds the CertificateRequest in the raw bytes that a server
// sent, TLS records in any fragmentation, and reads it. Offsets in errors
// count from the start of the capture. A flight that ends too early, that is
// encrypted (TLS 1.3, renegotiation) or that has no CertificateRequest is an
// error that says so.
func ParseFlight(capture []byte) (Flight, error) {
	f, defects, ok := readFlight(capture, false)
	if !ok {
		return Flight{}, defects[0]
	}
	return f, nil
}

// ParseFlightLenient reads what can be read, also of a flight that is cut in
// the middle of the list, and tells what was wrong. A flight without any
// CertificateRequest gives a result whose Message is empty.
func ParseFlightLenient(capture []byte) (Flight, []*schannel.Error) {
	f, defects, _ := readFlight(capture, true)
	return f, defects
}

// flightReader is a flight being read.
type flightReader struct{ Flight }

// readFlight reads messages until the CertificateRequest or until none can
// come any more.
func readFlight(capture []byte, lenient bool) (Flight, []*schannel.Error, bool) {
	var f flightReader
	r := tlswire.NewReader(capture)
	for {
		item, err := r.Next()
		if err != nil {
			if f.Version == schannel.TLS13 {
				return f.Flight, []*schannel.Error{encrypted(len(capture))}, false
			}
			return f.cutShort(r, capture, err, lenient)
		}
		if item.Kind == tlswire.Message && item.Type() == tlswire.TypeCertificateRequest {
			return f.take(item, lenient)
		}
		if fault := f.pass(item); fault != nil {
			return f.Flight, []*schannel.Error{fault}, false
		}
	}
}

// pass looks at an item before the CertificateRequest and returns the reason
// why none can follow it.
func (f *flightReader) pass(item tlswire.Item) *schannel.Error {
	switch item.Kind {
	case tlswire.Alert:
		const fatal = 2
		if len(item.Raw) == 2 && item.Raw[0] == fatal {
			return fault(codeNoRequest, "alert", item.Offset, "the server ended the handshake with alert %d", item.Raw[1])
		}
	case tlswire.ChangeCipherSpec:
		if f.Version != schannel.TLS13 {
			return fault(codeNoRequest, "ChangeCipherSpec", item.Offset, "the session was resumed: the server asked for no certificate in this handshake; inside the connection it still may")
		}
	case tlswire.ApplicationData, tlswire.Encrypted:
		if f.Version == schannel.TLS13 {
			return encrypted(item.Offset)
		}
		return fault(codeEncrypted, "record", item.Offset, "no ServerHello in clear: what there is, is encrypted, the CertificateRequest too")
	case tlswire.Message:
		return f.passMessage(item)
	case tlswire.KindUnspecified, tlswire.Outside, tlswire.HelloSSL2, tlswire.Other:
	}
	return nil
}

// encrypted says that what follows the ServerHello of TLS 1.3 is not to be
// seen (RFC 8446, Section 2).
func encrypted(offset int) *schannel.Error {
	return fault(codeEncrypted, "flight", offset, "TLS 1.3: what follows the ServerHello is encrypted, the CertificateRequest too")
}

func (f *flightReader) passMessage(item tlswire.Item) *schannel.Error {
	switch item.Type() {
	case tlswire.TypeServerHello:
		f.Version = serverVersion(item)
	case tlswire.TypeServerHelloDone:
		return fault(codeNoRequest, "ServerHelloDone", item.Offset, "the server asked for no certificate in this handshake; inside the connection it still may")
	case tlswire.TypeClientHello:
		return fault(codeNoRequest, "ClientHello", item.Offset, "these are the bytes of a client, not of a server")
	}
	return nil
}

// take reads the CertificateRequest.
func (f *flightReader) take(item tlswire.Item, lenient bool) (Flight, []*schannel.Error, bool) {
	if f.Version == 0 {
		f.Version = item.Version
	}
	f.Message, f.Offset, f.Records = item.Raw, item.Offset, item.Records
	d := decoder{input: item.Raw, lenient: lenient}
	request, ok := d.request(f.Version)
	f.Request, f.Whole = request, d.whole
	defects := d.noted()
	for _, e := range defects {
		if e.Offset != schannel.NoOffset {
			e.Offset = item.StreamOffset(e.Offset)
		}
	}
	return f.Flight, defects, ok
}

// cutShort ends the reading of a capture in which no whole CertificateRequest
// came. A lenient one takes the part of it that is there.
func (f *flightReader) cutShort(r *tlswire.Reader, capture []byte, err error, lenient bool) (Flight, []*schannel.Error, bool) {
	end, ok := errors.AsType[*schannel.Error](err)
	if !ok { // io.EOF
		end = fault(codeNoRequest, "flight", len(capture), "the capture ends before a CertificateRequest: %w", io.ErrUnexpectedEOF)
	}
	pending := r.Pending()
	if !lenient || len(pending.Raw) < handshakeHeader || pending.Type() != tlswire.TypeCertificateRequest {
		return f.Flight, []*schannel.Error{end}, false
	}
	flight, defects, _ := f.take(pending, true)
	return flight, append([]*schannel.Error{end}, defects...), true
}

// serverVersion returns the version that a ServerHello selects: RFC 8446,
// Section 4.1.3, with the extension supported_versions, or its own field.
func serverVersion(item tlswire.Item) schannel.TLSVersion {
	s := cryptobyte.String(item.Body())
	var version uint16
	var sessionID, extensions cryptobyte.String
	if !s.ReadUint16(&version) {
		return item.Version
	}
	const randomLen, suiteAndCompression = 32, 3
	if !s.Skip(randomLen) || !s.ReadUint8LengthPrefixed(&sessionID) || !s.Skip(suiteAndCompression) || !s.ReadUint16LengthPrefixed(&extensions) {
		return schannel.TLSVersion(version)
	}
	for len(extensions) > 0 {
		var extensionType uint16
		var data cryptobyte.String
		if !extensions.ReadUint16(&extensionType) || !extensions.ReadUint16LengthPrefixed(&data) {
			break
		}
		if extensionType == extensionSupportedVersions && len(data) == 2 {
			return schannel.TLSVersion(binary.BigEndian.Uint16(data))
		}
	}
	return schannel.TLSVersion(version)
}

// Inspect is [trustlist.Inspect] for the list of the capture. Of one not read
// to its end it tells only that.
func (f Flight) Inspect() trustlist.Captured {
	if f.Whole {
		return trustlist.Inspect(f.Request.Authorities)
	}
	return trustlist.InspectPart(f.Request.Authorities)
}
