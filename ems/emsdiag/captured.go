// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package emsdiag

import (
	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
)

// Captured is what a capture shows of a handshake that fails; package capture
// reads it. Of a hello that was not seen it is unknown whether it carries the
// extension; that one was seen rules out causes, too.
type Captured struct {
	ClientHello schannel.Truth `json:"client_hello"` // it carries the extension
	ServerHello schannel.Truth `json:"server_hello"` // it carries the extension
	Alert       ems.Alert      `json:"alert"`        // that ended the handshake, or none
}

// negotiated tells whether the handshake uses the extension.
func (c Captured) negotiated() schannel.Truth {
	switch {
	case c.ClientHello == schannel.No, c.ServerHello == schannel.No:
		return schannel.No
	case c.ClientHello == schannel.Yes && c.ServerHello == schannel.Yes:
		return schannel.Yes
	}
	return schannel.Unknown
}

// helloOf tells whether the hello of a side carries the extension; of an end
// whose side is not known, what both hellos say if they agree.
func (c Captured) helloOf(side ems.Side) schannel.Truth {
	switch {
	case side == ems.Client, c.ClientHello == c.ServerHello:
		return c.ClientHello
	case side == ems.Server:
		return c.ServerHello
	}
	return schannel.Unknown
}

// isOf tells whether it is this failure that was captured: the one with the
// captured alert. Without an alert, that can be told of a single failure alone.
func (c Captured) isOf(s seen, single bool) bool {
	switch {
	case c.Alert == ems.NoAlert:
		return single
	case s.alert() != ems.NoAlert:
		return s.alert() == c.Alert
	}
	return single && (s.may(c.Alert) || s.maySend(c.Alert))
}

// capturedFindings states what was captured.
func (v view) capturedFindings() []schannel.Finding {
	c := v.Captured
	if c.ClientHello == schannel.Unknown && c.ServerHello == schannel.Unknown {
		return nil
	}
	return []schannel.Finding{schannel.NewFinding(ruleHellos, schannel.Basis{Certainty: schannel.Certain}, connectionSubject,
		schannel.Word("client", c.ClientHello), schannel.Word("server", c.ServerHello))}
}

// agreed tells whether the two ends are known to have found a cipher suite: the
// server sends no ServerHello otherwise (RFC 5246, Section 7.4.1.3). Of several
// failures, the suite that is given may be that of another one.
func (v view) agreed() bool {
	return v.Captured.ServerHello != schannel.Unknown || v.single && v.Suite != "" && !v.suiteIsUnknown()
}

// serverAborted tells whether it is the server that sent the alert.
func (v view) serverAborted() bool {
	return v.Side == ems.Server && v.seen.alertSent || v.Side == ems.Client && v.seen.alertReceived
}

var ruleHellos = schannel.Rule{
	Code:     "ems.windows.hellos",
	Title:    "What the captured hellos carry",
	Severity: schannel.Info,
	Evidence: schannel.Specified,
	Sources:  []schannel.Source{{Document: "RFC 7627", Section: "Section 5.1"}},
	Message:  "In a captured handshake that fails, the ClientHello carries extension 23: {client}; the ServerHello carries it: {server}.",
}
