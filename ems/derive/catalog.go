// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package derive

import (
	"iter"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/catalog"
)

// Catalog yields the codes of this package, ordered by code: kinds of malformed
// input.
func Catalog() iter.Seq[schannel.CatalogEntry] {
	return catalog.Tables{Errors: []schannel.Phrase{
		{Code: codeHashFIPS, Text: "MD5 and SHA-1 are not allowed while crypto/fips140 is enforced."},
		{Code: codeHashUnknown, Text: "No hash is known for the connection."},
		{Code: codeSecretFIPS, Text: "The secret is shorter than a key may be while crypto/fips140 is enforced."},
		{Code: CodeSecretLength, Text: "The secret is empty, or not as long as one of its kind is."},
		{Code: codeSeedLength, Text: "The seed of a derivation is empty or too long."},
		{Code: codeSideUnknown, Text: "The sender of a Finished message is neither client nor server."},
		{Code: codeKeyLogFields, Text: "A line of a key log has not three fields with single spaces between."},
		{Code: codeKeyLogHex, Text: "A field of a key log is not hexadecimal of its length."},
		{Code: codeKeyLogLabel, Text: "A line of a key log does not begin with CLIENT_RANDOM."},
		{Code: codeTranscriptFragment, Text: "A message of DTLS has the header of a fragment."},
		{Code: codeTranscriptIncomplete, Text: "There is no session hash before the ClientKeyExchange."},
		{Code: codeTranscriptLength, Text: "The length in the header of a message is not that of the message."},
		{Code: codeTranscriptLimit, Text: "The messages are longer than a transcript keeps."},
		{Code: codeTranscriptOrder, Text: "A message cannot come at its place in a handshake."},
		{Code: codeTranscriptSequence, Text: "A message of DTLS skips a number."},
	}}.All()
}
