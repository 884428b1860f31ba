// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package capture

import (
	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/ems/derive"
)

// HandshakeKind is what a handshake turned out to be.
type HandshakeKind uint8

const (
	UnknownHandshake     HandshakeKind = 0 // "unknown": the capture does not show it
	FullHandshake        HandshakeKind = 1 // "full"
	AbbreviatedHandshake HandshakeKind = 2 // "abbreviated": it resumes a session
)

// maxNoted is how many alerts, stretches outside of TLS and defects of a stream
// are noted; the others are counted.
const maxNoted = 100

// Capture is what the two directions of a connection show of its first
// handshake. What has a zero value was not seen.
type Capture struct {
	Version schannel.TLSVersion `json:"version"` // what the server chose
	Suite   derive.Suite        `json:"suite"`   // what the server chose
	Hash    derive.Hash         `json:"hash"`    // of the session hash; zero also where there is none, or the suite is unknown

	Handshake HandshakeKind   `json:"handshake"`
	KnownBy   schannel.Phrase `json:"known_by"` // what shows it

	ClientHello Hello `json:"client_hello"`
	ServerHello Hello `json:"server_hello"`

	ServerCertificate  bool `json:"server_certificate"`  // the server sent one
	CertificateRequest bool `json:"certificate_request"` // the server asked for one in this handshake
	ServerHelloDone    bool `json:"server_hello_done"`   // the server sent it
	ClientCertificate  bool `json:"client_certificate"`  // the client sent one, and not an empty list
	ClientKeyExchange  bool `json:"client_key_exchange"` // the client sent it
	NewSessionTicket   bool `json:"new_session_ticket"`  // the server issued a ticket in clear

	NewTicket []byte `json:"new_ticket"` // that ticket; it aliases the stream

	// An end that sends ChangeCipherSpec or Finished has accepted what the
	// other one said before.
	ClientFinished bool `json:"client_finished"`
	ServerFinished bool `json:"server_finished"`

	Renegotiation bool `json:"renegotiation"` // another handshake follows in clear; it is not read

	Alerts     []SentAlert `json:"alerts"`      // the client's first; of each stream the first 100, and as many again after its gaps
	MoreAlerts int         `json:"more_alerts"` // how many more there are

	Gaps     []Gap `json:"gaps"`      // what [ReadPieces] was told is missing, the client's first; the hundredth of a stream counts those after it too
	MoreGaps int   `json:"more_gaps"` // how many those are

	// How the streams were read.
	SidesFound bool       `json:"sides_found"` // messages tell which stream is the client's; otherwise the first one is taken for it
	Swapped    bool       `json:"swapped"`     // the second stream is the client's
	Late       []ems.Side `json:"late"`        // whose stream begins in the middle of a handshake or after it
	Cut        []ems.Side `json:"cut"`         // whose stream ends in the middle of a record or message

	Outside     []Stretch         `json:"outside"`      // what stands in clear around TLS; of each stream the first 100
	MoreOutside int               `json:"more_outside"` // how many more there are
	Defects     []*schannel.Error `json:"defects"`      // what was wrong in the streams, which leaves the rest as it is; of each the first 100
	MoreDefects int               `json:"more_defects"` // how many more there are

	// What a derivation needs.
	Messages          []byte          `json:"messages"`           // those that make up the session hash, as far as they are there, with their headers
	Refused           *schannel.Error `json:"refused"`            // why a message could not be one of them; nil if all could
	CertificateVerify []byte          `json:"certificate_verify"` // the whole message, if it was sent
	PrimeLen          int             `json:"prime_len"`          // of the Diffie-Hellman group, in bytes; zero if none was seen
}

// SentAlert is an alert in a capture.
type SentAlert struct {
	Sender    ems.Side  `json:"sender"`
	Fatal     bool      `json:"fatal"`
	Alert     ems.Alert `json:"alert"`
	Encrypted bool      `json:"encrypted"`  // it can be seen that there is an alert, and not which
	BehindGap bool      `json:"behind_gap"` // bytes of the stream are missing somewhere before it
	Offset    int       `json:"offset"`     // in the stream of its sender
}

// Stretch is bytes of a stream that are not TLS: a dialogue that leads to it, an
// answer in clear, or what follows it.
type Stretch struct {
	Sender   ems.Side `json:"sender"`
	Offset   int      `json:"offset"` // in the stream of its sender
	Len      int      `json:"len"`
	Protocol string   `json:"protocol"` // what it looks like, such as "FTP", or "unknown"
}
