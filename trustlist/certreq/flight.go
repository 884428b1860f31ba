// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package certreq

import (
	"encoding/json"

	"github.com/schanneltrust/schannel"
)

// Flight is a CertificateRequest that was captured, and what surrounds it.
type Flight struct {
	// Version is the one that the ServerHello negotiates; without a ServerHello,
	// that of the record, or the one given to the parser. Guessed is whether
	// only the form of the message tells it; TLS 1.1 then means SSL 3.0 and
	// TLS 1.0 too.
	Version schannel.TLSVersion `json:"version"`
	Guessed bool                `json:"guessed"`

	Prelude string `json:"prelude"` // what comes in clear before TLS, such as "SMTP"; empty: nothing
	Begins  int    `json:"begins"`  // where TLS begins in the file

	// Request has the version whose form the message has: that of TLS 1.1 for
	// DTLS 1.0, for instance.
	Request CertificateRequest `json:"request"`
	Message []byte             `json:"message"` // the CertificateRequest as a whole handshake message of TLS, header included
	Offset  int                `json:"offset"`  // of its first byte in the file
	Records int                `json:"records"` // over how many TLS records it goes; 0 without records

	// Whole is whether the list was read to its end, which a strict reading
	// always does. Malformed is whether the list is encoded wrongly: then the
	// server is at fault, and not the capture.
	Whole     bool `json:"whole"`
	Malformed bool `json:"malformed"`

	Leaf   []byte `json:"leaf"`   // the server's own certificate as DER, if it is there in clear
	Behind Behind `json:"behind"` // what followed
}

// Behind is what follows a CertificateRequest in a capture, in both directions,
// as far as it is there in clear.
type Behind struct {
	Answer       Answer `json:"answer"`
	Certificates int    `json:"certificates"` // how many the client sent

	ServerAlert *Alert `json:"server_alert"` // by which the server ended the handshake; nil: none is to be seen
	ClientAlert *Alert `json:"client_alert"` // the same of the client

	// Accepted is whether the server went on to its ChangeCipherSpec: Yes, or
	// Unknown.
	Accepted schannel.Truth `json:"accepted"`
}

// Alert is a fatal alert.
type Alert struct {
	Number uint8 `json:"number"` // its description: RFC 5246, Section 7.2
	Offset int   `json:"offset"` // in the file
}

// Answer is what a client answered to a CertificateRequest.
type Answer uint8

const (
	AnswerUnknown      Answer = 0 // "unknown": it is not in the capture, or encrypted
	AnswerNothing      Answer = 1 // "nothing": no certificate
	AnswerCertificates Answer = 2 // "certificates"
)

type plainFlight Flight

// flightJSON is the JSON form of a flight.
type flightJSON struct {
	Message hexadecimal `json:"message"`
	Leaf    hexadecimal `json:"leaf"`
	plainFlight
}

// MarshalJSON writes every field, bytes in hexadecimal.
func (f Flight) MarshalJSON() ([]byte, error) {
	return json.Marshal(flightJSON{f.Message, f.Leaf, plainFlight(f)})
}

// UnmarshalJSON reads what MarshalJSON writes.
func (f *Flight) UnmarshalJSON(text []byte) error {
	var form flightJSON
	if err := json.Unmarshal(text, &form); err != nil {
		return err
	}
	form.plainFlight.Message, form.plainFlight.Leaf = form.Message, form.Leaf
	*f = Flight(form.plainFlight)
	return nil
}

// ParseFlight finds the CertificateRequest in what a server sent and reads it.
// The capture is the bytes of one direction: records of SSL 3.0 to TLS 1.2 in
// any fragmentation, also after a dialogue in clear, records of DTLS,
// handshake messages without records, or decrypted ones of TLS 1.3. It may also
// be such bytes as hexadecimal text, as a hex dump, in base64, or the log of a
// TLS stack that holds them, of both directions then.
//
// The version is that of a single message; zero means that its form tells. A
// ServerHello in the capture overrides it.
//
// Offsets count from the start of the capture. A file of another kind is
// refused by name, with what to do; a flight that ends too early, that is
// encrypted (TLS 1.3, renegotiation) or that has no CertificateRequest is an
// error that says so. Nothing that follows the request is an error.
func ParseFlight(capture []byte, version schannel.TLSVersion) (Flight, error) {
	r := flightReader{told: version}
	if !r.read(capture) {
		return Flight{}, r.defects[0]
	}
	return r.Flight, nil
}

// ParseFlightLenient reads what can be read, also of a flight that is cut in
// the middle of the list, and tells what was wrong, before the request and
// after it. A flight without any CertificateRequest gives a result whose
// Message is empty.
func ParseFlightLenient(capture []byte, version schannel.TLSVersion) (Flight, []*schannel.Error) {
	r := flightReader{told: version, lenient: true}
	r.read(capture)
	return r.Flight, r.noted()
}

// Answered adds what the client sent, from a capture of its own, to what followed
// the request. It also returns what is wrong with that capture; one of a server
// adds nothing.
func (f Flight) Answered(client []byte) (Flight, []*schannel.Error) {
	r := flightReader{Flight: f, lenient: true}
	r.readClient(client)
	return r.Flight, r.noted()
}
