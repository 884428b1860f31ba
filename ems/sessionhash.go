// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package ems

import (
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
)

// maxTranscript bounds what a Transcript keeps, in bytes.
const maxTranscript = 1 << 20

// Transcript makes the session hash of a full handshake from its messages as
// they go by. It keeps them, because which hash to take is known only when the
// server has chosen version and suite. The zero value is ready for TLS.
type Transcript struct {
	// DTLS says that messages have the longer header of DTLS (RFC 6347,
	// Section 4.2.2). False: TLS.
	DTLS bool

	messages []byte
	stage    stage
}

// stage says which message a Transcript has seen last.
type stage uint8

const (
	stageEmpty       stage = 0
	stageClientHello stage = 1
	stageServerHello stage = 2
	stageComplete    stage = 3
)

// Add takes the next handshake message of either side, whole and with its
// header. A HelloRequest is left out, and so is every message behind the
// ClientKeyExchange. A message that cannot come at this place is refused and
// changes nothing; a renegotiation needs a Transcript of its own.
//
// In DTLS a message is to be put together first and to have the header of a
// single fragment. A HelloVerifyRequest takes itself and the ClientHello before
// it out.
func (t *Transcript) Add(message []byte) error {
	if err := t.checkHeader(message); err != nil {
		return err
	}
	next, err := t.next(message[0])
	if err != nil {
		return err
	}
	switch {
	// RFC 5246, Section 7.4.1.1: a HelloRequest is not part of the hashes.
	// RFC 7627, Section 3: the session hash ends with the ClientKeyExchange.
	case message[0] == tlswire.TypeHelloRequest, t.stage == stageComplete:
		return nil
	// RFC 6347, Section 4.2.1: the first ClientHello and the
	// HelloVerifyRequest are not part of the hashes.
	case message[0] == tlswire.TypeHelloVerifyRequest:
		t.messages = t.messages[:0]
	case len(t.messages)+len(message) > maxTranscript:
		return transcriptError(codeTranscriptLimit, schannel.NoOffset, fmt.Errorf("more than %d bytes of messages", maxTranscript))
	default:
		t.messages = append(t.messages, message...)
	}
	t.stage = next
	return nil
}

// Complete reports whether the ClientKeyExchange has been added.
func (t *Transcript) Complete() bool { return t.stage == stageComplete }

// AppendSessionHash appends the session hash (RFC 7627, Section 3). Before the
// ClientKeyExchange there is none.
func (t *Transcript) AppendSessionHash(dst []byte, h Hash) ([]byte, error) {
	if !t.Complete() {
		return nil, transcriptError(codeTranscriptIncomplete, schannel.NoOffset, errors.New("no ClientKeyExchange yet"))
	}
	return h.AppendSum(dst, t.messages)
}

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
	case tlswire.TypeClientKeyExchange:
		if t.stage == stageServerHello {
			return stageComplete, nil
		}
	// RFC 7627, Section 3: an abbreviated handshake, where these follow the
	// ServerHello, has no session hash.
	case tlswire.TypeNewSessionTicket, tlswire.TypeCertificateVerify, tlswire.TypeFinished:
		if t.stage == stageComplete {
			return stageComplete, nil
		}
	default:
		if t.stage >= stageServerHello {
			return t.stage, nil
		}
	}
	return 0, transcriptError(codeTranscriptOrder, 0, fmt.Errorf("a message of type %d cannot come %s", messageType, stageTexts[t.stage]))
}

var stageTexts = [...]string{
	stageEmpty:       "before the ClientHello",
	stageClientHello: "between ClientHello and ServerHello",
	stageServerHello: "between ServerHello and ClientKeyExchange",
	stageComplete:    "after the ClientKeyExchange",
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
