// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Package say holds the phrases that several packages of this family use. The
// catalogue of package trustlist lists them.
package say

import "github.com/schanneltrust/schannel"

// Capture settles most of what no document does.
var Capture = schannel.Phrase{
	Code: "trustlist.settle.capture", Text: "a capture of the CertificateRequest that this server sends",
}

// What may be missing.
var (
	Release = schannel.Phrase{Code: "trustlist.missing.release", Text: "the release of Windows on the server"}
	Stores  = schannel.Phrase{Code: "trustlist.missing.stores", Text: "the registry values and the certificate stores of the server"}
	Chain   = schannel.Phrase{Code: "trustlist.missing.chain", Text: "the chain of a client that fails"}
	Sending = schannel.Phrase{Code: "trustlist.missing.sending", Text: "whether the server sends a list, and which"}
	Rest    = schannel.Phrase{Code: "trustlist.missing.rest", Text: "the rest of what the server sent"}

	ShortChain = schannel.Phrase{Code: "trustlist.missing.short_chain", Text: "a chain of at most {limit} certificates: those behind are not looked at"}
)

// Phrases is all of them.
func Phrases() []schannel.Phrase {
	return []schannel.Phrase{Capture, Release, Stores, Chain, Sending, Rest, ShortChain}
}

const few = 10

// Few returns the first few subjects of a finding that counts many.
func Few(subjects []schannel.Subject) []schannel.Subject { return subjects[:min(few, len(subjects))] }

// Counted gives a finding the subjects that it counts.
func Counted(f schannel.Finding, subjects []schannel.Subject) schannel.Finding {
	f.Items = Few(subjects)
	return f
}
