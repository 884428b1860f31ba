// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package capture

import (
	"bytes"

	"github.com/schanneltrust/schannel"
)

// contradicts reports whether one stream is that of a full handshake of TLS 1.2
// or older and the other one cannot be: then they are of two connections. RFC
// 5246, Section 7.3: a full handshake has both ServerHelloDone and
// ClientKeyExchange before the first ChangeCipherSpec.
func (c Capture) contradicts() bool {
	if isTLS13(c.Version) {
		return c.ClientKeyExchange
	}
	if len(c.Late) > 0 {
		return false // what is missing may stand before the capture
	}
	return c.ClientKeyExchange && c.ServerFinished && !c.ServerHelloDone ||
		c.ServerHelloDone && c.ClientFinished && !c.ClientKeyExchange
}

// classify says what kind of handshake it was, and what shows it.
func (r *captureReader) classify() {
	c := &r.c
	client, server := c.ClientHello, c.ServerHello
	known := func(kind HandshakeKind, by schannel.Phrase) { c.Handshake, c.KnownBy = kind, by }
	switch {
	case c.contradicts():
	case r.fullBy.Code != "":
		known(FullHandshake, r.fullBy)
	case !server.Seen:
	case isTLS13(c.Version) && server.PreSharedKey:
		// RFC 8446, Section 2.2
		known(AbbreviatedHandshake, knownByPreSharedKey)
	case isTLS13(c.Version):
		known(FullHandshake, knownByNoPreSharedKey)
	case c.ServerFinished:
		// RFC 5246, Section 7.3: only then does it follow the ServerHello
		known(AbbreviatedHandshake, knownByFinished)
	case !client.Seen:
	case len(client.SessionID) > 0 && bytes.Equal(client.SessionID, server.SessionID):
		// RFC 5246, Section 7.4.1.3; with a ticket RFC 5077, Section 3.4
		known(AbbreviatedHandshake, knownByEcho)
	case len(client.SessionID) > 0:
		known(FullHandshake, knownByOtherID)
	case len(client.Offered) == 0:
		known(FullHandshake, knownByNoOffer)
	}
}

// What shows of which kind a handshake is.
var (
	knownByCertificate        = schannel.Phrase{Code: "ems.capture.known_by.certificate", Text: "Certificate"}
	knownByCertificateRequest = schannel.Phrase{Code: "ems.capture.known_by.certificate_request", Text: "CertificateRequest"}
	knownByClientKeyExchange  = schannel.Phrase{Code: "ems.capture.known_by.client_key_exchange", Text: "ClientKeyExchange"}
	knownByEcho               = schannel.Phrase{Code: "ems.capture.known_by.echo", Text: "the session_id echoed"}
	knownByFinished           = schannel.Phrase{Code: "ems.capture.known_by.finished", Text: "nothing of a full handshake between ServerHello and ChangeCipherSpec or Finished"}
	knownByNoOffer            = schannel.Phrase{Code: "ems.capture.known_by.no_offer", Text: "no session offered"}
	knownByNoPreSharedKey     = schannel.Phrase{Code: "ems.capture.known_by.no_pre_shared_key", Text: "no pre_shared_key in the ServerHello"}
	knownByOtherID            = schannel.Phrase{Code: "ems.capture.known_by.other_id", Text: "another session_id in the ServerHello"}
	knownByPreSharedKey       = schannel.Phrase{Code: "ems.capture.known_by.pre_shared_key", Text: "pre_shared_key in the ServerHello"}
	knownByServerHelloDone    = schannel.Phrase{Code: "ems.capture.known_by.server_hello_done", Text: "ServerHelloDone"}
	knownByServerKeyExchange  = schannel.Phrase{Code: "ems.capture.known_by.server_key_exchange", Text: "ServerKeyExchange"}
)
