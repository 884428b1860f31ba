// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package tlswire

import "github.com/schanneltrust/schannel"

// Codes of the errors of a [Reader] and of the defects of a [Flow].
const (
	codeRecordCut     schannel.Code = "schannel.record.cut"
	codeRecordType    schannel.Code = "schannel.record.type"
	codeRecordVersion schannel.Code = "schannel.record.version"
	codeRecordLength  schannel.Code = "schannel.record.length"
	codeMessageCut    schannel.Code = "schannel.handshake.cut"
	codeMessageType   schannel.Code = "schannel.handshake.type"
	codeConflict      schannel.Code = "schannel.fragment.conflict"
	codeFragment      schannel.Code = "schannel.fragment.length"
	codeGap           schannel.Code = "schannel.fragment.gap"
	codeLong          schannel.Code = "schannel.capture.long"
	codeSSL2          schannel.Code = "schannel.capture.ssl2"
)

// Errors is what the errors of this package mean. A package that passes them on
// lists them in its catalogue.
func Errors() []schannel.Phrase {
	return []schannel.Phrase{
		{Code: codeLong, Text: "The capture has more bytes than are read."},
		{Code: codeSSL2, Text: "The bytes are not a ClientHello in the format of SSL 2.0."},
		{Code: codeConflict, Text: "Two fragments of a handshake message of DTLS contradict each other."},
		{Code: codeGap, Text: "Handshake messages of DTLS are missing, or fragments of one."},
		{Code: codeFragment, Text: "A fragment of a handshake message of DTLS does not fit its record or its message."},
		{Code: codeMessageCut, Text: "The bytes end inside a handshake message."},
		{Code: codeMessageType, Text: "A handshake message has a type that does not exist."},
		{Code: codeRecordCut, Text: "The bytes end inside a record."},
		{Code: codeRecordLength, Text: "A record is longer than its protocol allows."},
		{Code: codeRecordType, Text: "A record has a type that does not exist."},
		{Code: codeRecordVersion, Text: "A record has a version that does not exist."},
	}
}
