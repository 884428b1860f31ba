// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package certreq

import (
	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/trustlist/internal/say"
)

var rulePreflightMalformed = schannel.Rule{
	Code: "trustlist.preflight.malformed", Title: "The message is malformed, whatever its size",
	Severity: schannel.Failure, Evidence: schannel.Specified,
	Message:  "The lengths in the message contradict each other. Clients that check them refuse it, whatever its size.",
	Sources:  []schannel.Source{{Document: "RFC 5246", Section: "Section 7.4.4"}, {Document: "RFC 8446", Section: "Section 4.2.4"}},
	Excludes: []schannel.Code{"trustlist.preflight.fits", "trustlist.preflight.part"},
}

var rulePreflightPart = schannel.Rule{
	Code: "trustlist.preflight.part", Title: "The message is not all there",
	Severity: schannel.Info, Evidence: schannel.Specified,
	Message:  "Only a part of the message is there. Its header announces {bytes} bytes, and by these clients are judged; how long its list is and whether it is well formed is not known.",
	Sources:  []schannel.Source{{Document: "RFC 5246", Section: "Section 7.4"}},
	Excludes: []schannel.Code{"trustlist.preflight.fits", "trustlist.preflight.malformed"},
}

// Preflight is the function Preflight for a request that was captured: its size
// is the one that it has, not a usual one. A message that is malformed does not
// fit anywhere, and of one that is not all there the header tells the size.
func (f Flight) Preflight() PreflightReport {
	r := newPreflight()
	version, bytes := formVersion(f.Version), f.announced()
	switch {
	case f.Malformed, len(f.Message) >= max(bytes, handshakeHeader) && f.refused(version):
		r.add(schannel.NewFinding(rulePreflightMalformed, certain, schannel.Whole("message")))
	case len(f.Message) < max(bytes, handshakeHeader):
		r.add(schannel.NewFinding(rulePreflightPart, schannel.Basis{
			Certainty: schannel.InsufficientData, Missing: []schannel.Phrase{say.Rest},
		}, schannel.Whole("message"), schannel.Number("bytes", bytes)))
	}
	messages := []message{{version, bytes, true}}
	r.judgeVector(f.Request.Authorities, f.Request.room(version))
	r.judgeLimits(messages, f.Request.Authorities.Size())
	if len(r.Findings) == 0 {
		r.addFits(messages)
	}
	return r.PreflightReport
}

// refused reports whether a strict reader refuses the message. An empty list,
// which servers send up to TLS 1.0 too, clients take.
func (f Flight) refused(version schannel.TLSVersion) bool {
	_, err := ParseCertificateRequest(version, f.Message)
	e := asError(err)
	return e != nil && (e.Code != codeListEmpty || version > schannel.TLS10)
}

// announced is how long the message is by its header, which counts too.
func (f Flight) announced() int {
	if len(f.Message) < handshakeHeader {
		return len(f.Message)
	}
	return handshakeHeader + int(f.Message[1])<<16 + int(f.Message[2])<<8 + int(f.Message[3])
}
