// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package tlswire

import "github.com/schanneltrust/schannel"

// Codes of the errors of a [Reader].
const (
	codeRecordCut     schannel.Code = "schannel.record.cut"
	codeRecordType    schannel.Code = "schannel.record.type"
	codeRecordVersion schannel.Code = "schannel.record.version"
	codeRecordLength  schannel.Code = "schannel.record.length"
	codeMessageCut    schannel.Code = "schannel.handshake.cut"
)

// Errors is what the errors of a [Reader] mean. A package that passes them on
// lists them in its catalogue.
func Errors() []schannel.Phrase {
	return []schannel.Phrase{
		{Code: codeMessageCut, Text: "The bytes end inside a handshake message."},
		{Code: codeRecordCut, Text: "The bytes end inside a record."},
		{Code: codeRecordLength, Text: "A record is longer than its protocol allows."},
		{Code: codeRecordType, Text: "A record has a type that does not exist."},
		{Code: codeRecordVersion, Text: "A record has a version that does not exist."},
	}
}
