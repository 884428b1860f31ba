// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package tlswire

import "github.com/schanneltrust/schannel"

// retryRandom is the random of a HelloRetryRequest (RFC 8446, Section 4.1.3):
// the SHA-256 of that word.
const retryRandom = "\xcf\x21\xad\x74\xe5\x9a\x61\x11\xbe\x1d\x8c\x02\x1e\x65\xb8\x91" +
	"\xc2\xa2\x11\x16\x7a\xbb\x8c\x5e\x07\x9e\x09\xe2\xc8\xa8\x33\x9c"

// IsRetry reports whether the body of a ServerHello is that of a
// HelloRetryRequest.
func IsRetry(body []byte) bool {
	return len(body) >= 2+len(retryRandom) && string(body[2:2+len(retryRandom)]) == retryRandom
}

// SelectedVersion returns the version that the body of a ServerHello selects:
// that of supported_versions (RFC 8446, Section 4.1.3), or its own field, as in
// the drafts of TLS 1.3 up to 21. It is zero for less than a version.
func SelectedVersion(body []byte) schannel.TLSVersion {
	const random, suiteAndCompression, supportedVersions = 32, 3, 43
	if len(body) < 2 {
		return 0
	}
	legacy := version(body)
	at := 2 + random
	if _, draft := Draft(legacy); draft || at >= len(body) {
		return legacy
	}
	at += 1 + int(body[at]) + suiteAndCompression + 2
	for at+4 <= len(body) {
		extension, length := number(body[at:at+2]), number(body[at+2:at+4])
		if extension == supportedVersions && length == 2 && at+6 <= len(body) {
			return version(body[at+4:])
		}
		at += 4 + length
	}
	return legacy
}

// IsTLS13 reports whether a version is TLS 1.3, one of its drafts, or DTLS 1.3.
// Handshakes of those are encrypted behind the ServerHello.
func IsTLS13(v schannel.TLSVersion) bool {
	_, draft := Draft(v)
	return v == schannel.TLS13 || v == schannel.DTLS13 || draft
}

// Draft returns the number of the draft of TLS 1.3 that a version stands for
// (RFC 8446 was draft 28; the drafts' Section 4.2.1.1 gave them 0x7f00 and their
// number). A ServerHello of a draft up to 21 has neither session_id nor
// compression_method.
func Draft(v schannel.TLSVersion) (number int, ok bool) {
	return int(v & 0xff), v>>8 == 0x7f
}
