// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package derive

import (
	"encoding/binary"
	"errors"
	"fmt"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/tlswire"
)

// What makes a [Transcript] refuse a message or its hash.
const (
	codeTranscriptFragment   schannel.Code = "ems.transcript.fragment"
	codeTranscriptIncomplete schannel.Code = "ems.transcript.incomplete"
	codeTranscriptLength     schannel.Code = "ems.transcript.length"
	codeTranscriptLimit      schannel.Code = "ems.transcript.limit"
	codeTranscriptOrder      schannel.Code = "ems.transcript.order"
	codeTranscriptSequence   schannel.Code = "ems.transcript.sequence"
)

const (
	maxTranscript   = 1 << 20 // what a Transcript keeps at most, in bytes
	usualTranscript = 8 << 10 // room for a handshake with a short chain of certificates
)

// Transcript makes the session hash of a full handshake from its messages as
// they go by. It keeps them, because which hash to take is known only when the
// server has chosen version and suite. The zero value is ready for TLS.
type Transcript struct {
	// DTLS says that messages have the longer header of DTLS (RFC 6347,
	// Section 4.2.2). False: TLS.
	DTLS bool

	messages  []byte
	stage     stage
	requested bool   // a CertificateRequest has been added
	sequence  [2]int // the message_seq that each side has next in DTLS
	fault     error  // of the first message refused
}

// stage says which message a Transcript has seen last, in the order of RFC
// 5246, Section 7.3; what is optional there may be missing.
type stage uint8

const (
	stageEmpty              stage = 0
	stageClientHello        stage = 1
	stageServerHello        stage = 2
	stageServerSupplement   stage = 3 // RFC 4680, Section 3
	stageServerCertificate  stage = 4
	stageCertificateStatus  stage = 5 // RFC 6066, Section 8
	stageServerKeyExchange  stage = 6
	stageCertificateRequest stage = 7
	stageServerHelloDone    stage = 8
	stageClientSupplement   stage = 9 // RFC 4680, Section 3
	stageClientCertificate  stage = 10
	stageComplete           stage = 11
)

// Add takes the next handshake message of either side, whole and with its
// header. A HelloRequest is left out, and so is every message after the
// ClientKeyExchange. A message that cannot come at this place (RFC 5246,
// Section 7.3) is refused; one of a type that is not known here may come anywhere
// after the ServerHello. A renegotiation needs a Transcript of its own.
//
// A message that was refused before the ClientKeyExchange would be missing in
// the hash: from then on Add and AppendSessionHash return the same error.
//
// In DTLS a message is to be put together first and to have the header of a
// single fragment. A message with a message_seq that its sender has used is
// discarded without an error, one that skips a number is refused: queueing is
// left to the caller (RFC 6347, Section 4.2.2). A HelloVerifyRequest takes
// itself and the ClientHello before it out.
func (t *Transcript) Add(message []byte) error {
	if t.fault != nil {
		return t.fault
	}
	err := t.add(message)
	if err != nil && !t.Complete() {
		t.fault = err
	}
	return err
}

func (t *Transcript) add(message []byte) error {
	if err := t.checkHeader(message); err != nil {
		return err
	}
	// RFC 6347, Section 4.2.2: less than next_receive_seq is discarded.
	switch got, next := t.sequenceOf(message); {
	case got < next:
		return nil
	case got > next:
		return transcriptError(codeTranscriptSequence, 4, fmt.Errorf("message_seq %d comes where %d is due", got, next))
	}
	next, err := t.next(message[0])
	if err != nil {
		return err
	}
	switch {
	// RFC 5246, Section 7.4.1.1: a HelloRequest is not part of the hashes.
	// RFC 7627, Section 3: the session hash ends with the ClientKeyExchange.
	case message[0] == tlswire.TypeHelloRequest, t.stage == stageComplete:
	// RFC 6347, Section 4.2.1: the first ClientHello and the
	// HelloVerifyRequest are not part of the hashes.
	case message[0] == tlswire.TypeHelloVerifyRequest:
		t.messages = t.messages[:0]
	case len(t.messages)+len(message) > maxTranscript:
		return transcriptError(codeTranscriptLimit, schannel.NoOffset, fmt.Errorf("more than %d bytes of messages", maxTranscript))
	default:
		if t.messages == nil {
			t.messages = make([]byte, 0, max(len(message), usualTranscript))
		}
		t.messages = append(t.messages, message...)
	}
	t.requested = t.requested || message[0] == tlswire.TypeCertificateRequest
	t.stage = next
	t.countSequence(message)
	return nil
}

// Complete reports whether the ClientKeyExchange has been added.
func (t *Transcript) Complete() bool { return t.stage == stageComplete }

// AppendSessionHash appends the session hash (RFC 7627, Section 3). Before the
// ClientKeyExchange there is none.
func (t *Transcript) AppendSessionHash(dst []byte, h Hash) ([]byte, error) {
	if t.fault != nil {
		return nil, t.fault
	}
	if !t.Complete() {
		return nil, transcriptError(codeTranscriptIncomplete, schannel.NoOffset, errors.New("no ClientKeyExchange yet"))
	}
	return h.AppendSum(dst, t.messages)
}

// Err returns the error of the message before the ClientKeyExchange that was
// refused, nil if none was.
func (t *Transcript) Err() error { return t.fault }

// AppendMessages appends the messages that the session hash is made of, as far
// as they have been added.
func (t *Transcript) AppendMessages(dst []byte) []byte { return append(dst, t.messages...) }

// next returns the stage after a message of that type, or an error if it
// cannot come now.
func (t *Transcript) next(messageType byte) (stage, error) {
	switch messageType {
	case tlswire.TypeHelloRequest:
		return t.stage, nil
	case tlswire.TypeClientHello:
		if t.stage == stageEmpty {
			return stageClientHello, nil
		}
	case tlswire.TypeHelloVerifyRequest:
		if t.DTLS && t.stage == stageClientHello {
			return stageEmpty, nil
		}
	case tlswire.TypeServerHello:
		if t.stage == stageClientHello {
			return stageServerHello, nil
		}
	// RFC 7627, Section 3: an abbreviated handshake, where these follow the
	// ServerHello, has no session hash.
	case tlswire.TypeNewSessionTicket, tlswire.TypeCertificateVerify, tlswire.TypeFinished:
		if t.stage == stageComplete {
			return stageComplete, nil
		}
	default:
		if next := t.inFlight(messageType); t.stage >= stageServerHello && next >= t.stage {
			return next, nil
		}
	}
	return 0, transcriptError(codeTranscriptOrder, 0, fmt.Errorf("a message of type %d cannot come %s", messageType, stageTexts[t.stage]))
}

// inFlight returns the stage after a message between the ServerHello and the
// end: stageEmpty if it has been there.
func (t *Transcript) inFlight(messageType byte) stage {
	next := t.stage
	server := t.stage < stageServerHelloDone
	switch messageType {
	case typeSupplementalData:
		next = stageClientSupplement
		if server {
			next = stageServerSupplement
		}
	case tlswire.TypeCertificate:
		switch {
		case server:
			next = stageServerCertificate
		// RFC 5246, Section 7.4.6: only if the server asked for one
		case t.requested:
			next = stageClientCertificate
		default:
			return stageEmpty
		}
	case tlswire.TypeCertificateStatus:
		// RFC 6066, Section 8: immediately after the Certificate
		if t.stage != stageServerCertificate {
			return stageEmpty
		}
		next = stageCertificateStatus
	case tlswire.TypeServerKeyExchange:
		next = stageServerKeyExchange
	case tlswire.TypeCertificateRequest:
		next = stageCertificateRequest
	case tlswire.TypeServerHelloDone:
		next = stageServerHelloDone
	case tlswire.TypeClientKeyExchange:
		// RFC 5246, Section 7.4.5: the client waits for the ServerHelloDone.
		if server {
			return stageEmpty
		}
		next = stageComplete
	default:
		return next
	}
	if next == t.stage {
		return stageEmpty
	}
	return next
}

// typeSupplementalData is a handshake message of either side (RFC 4680,
// Section 3).
const typeSupplementalData = 23

var stageTexts = [...]string{
	stageEmpty:              "before the ClientHello",
	stageClientHello:        "between ClientHello and ServerHello",
	stageServerHello:        "after the ServerHello",
	stageServerSupplement:   "after the SupplementalData of the server",
	stageServerCertificate:  "after the Certificate of the server",
	stageCertificateStatus:  "after the CertificateStatus",
	stageServerKeyExchange:  "after the ServerKeyExchange",
	stageCertificateRequest: "after the CertificateRequest",
	stageServerHelloDone:    "after the ServerHelloDone",
	stageClientSupplement:   "after the SupplementalData of the client",
	stageClientCertificate:  "after the Certificate of the client",
	stageComplete:           "after the ClientKeyExchange",
}

// sequenceOf returns the message_seq of a message of DTLS and the one that is due;
// both are zero where none is. The first message of a side may have any number,
// because a handshake may begin with messages that are not added.
func (t *Transcript) sequenceOf(message []byte) (got, next int) {
	sender, counted := t.sender(message[0])
	if !counted || t.sequence[sender] == 0 {
		return 0, 0
	}
	return int(binary.BigEndian.Uint16(message[4:])), t.sequence[sender]
}

func (t *Transcript) countSequence(message []byte) {
	sender, counted := t.sender(message[0])
	if !counted {
		return
	}
	t.sequence[sender] = int(binary.BigEndian.Uint16(message[4:])) + 1
	// RFC 6347, Section 4.2.1: the server keeps no state of it.
	if message[0] == tlswire.TypeHelloVerifyRequest {
		t.sequence[sender] = 0
	}
}

// sender tells an index for the side that a message comes from, by its type
// or, where either may send it, by its place.
func (t *Transcript) sender(messageType byte) (index int, counted bool) {
	const client, server = 0, 1
	switch messageType {
	case tlswire.TypeHelloRequest, tlswire.TypeFinished:
		return 0, false
	case tlswire.TypeClientHello, tlswire.TypeClientKeyExchange, tlswire.TypeCertificateVerify:
		return client, t.DTLS
	case tlswire.TypeHelloVerifyRequest, tlswire.TypeServerHello, tlswire.TypeCertificateStatus, tlswire.TypeServerKeyExchange,
		tlswire.TypeCertificateRequest, tlswire.TypeServerHelloDone, tlswire.TypeNewSessionTicket:
		return server, t.DTLS
	}
	if t.stage >= stageServerHelloDone {
		return client, t.DTLS
	}
	return server, t.DTLS
}

// dtlsHeaderLen is the length of a message header in DTLS: type, length,
// message_seq, fragment_offset and fragment_length.
const dtlsHeaderLen = 12

func (t *Transcript) checkHeader(message []byte) error {
	header := tlswire.HeaderLen
	if t.DTLS {
		header = dtlsHeaderLen
	}
	if len(message) < header {
		return transcriptError(codeTranscriptLength, len(message), fmt.Errorf("%d bytes are no header", len(message)))
	}
	length := uint24(message[1:])
	if length != len(message)-header {
		return transcriptError(codeTranscriptLength, 1, fmt.Errorf("the header says %d bytes, %d follow it", length, len(message)-header))
	}
	// RFC 6347, Section 4.2.6: hashed as if sent as a single fragment.
	if t.DTLS && (uint24(message[6:]) != 0 || uint24(message[9:]) != length) {
		return transcriptError(codeTranscriptFragment, 6, errors.New("not the header of a single fragment"))
	}
	return nil
}

func uint24(b []byte) int { return int(b[0])<<16 | int(b[1])<<8 | int(b[2]) }

func transcriptError(code schannel.Code, offset int, err error) error {
	return &schannel.Error{Code: code, Field: "handshake message", Offset: offset, Err: err}
}
