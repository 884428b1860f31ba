// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package diagnosis

import (
	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/ems/capture"
)

// What of a message matters.
var (
	noteEMS          = schannel.Phrase{Code: "diagnose.step.extended", Text: "with the extension for the extended master secret"}
	noteNoEMS        = schannel.Phrase{Code: "diagnose.step.plain", Text: "without the extension for the extended master secret"}
	noteEMSData      = schannel.Phrase{Code: "diagnose.step.extension_data", Text: "the extension has {count} bytes of data, and must be empty"}
	noteTicket       = schannel.Phrase{Code: "diagnose.step.offers_ticket", Text: "offers a session by a ticket of {count} bytes"}
	noteID           = schannel.Phrase{Code: "diagnose.step.session_id", Text: "has a session id of {count} bytes"}
	noteKey          = schannel.Phrase{Code: "diagnose.step.pre_shared_key", Text: "has the extension pre_shared_key"}
	noteVersion      = schannel.Phrase{Code: "diagnose.step.version", Text: "{version}"}
	noteSuite        = schannel.Phrase{Code: "diagnose.step.suite", Text: "cipher suite {suite}"}
	noteResumed      = schannel.Phrase{Code: "diagnose.step.resumed", Text: "the handshake resumes a session"}
	noteEncrypted    = schannel.Phrase{Code: "diagnose.step.encrypted", Text: "encrypted: its content cannot be seen"}
	noteAlert        = schannel.Phrase{Code: "diagnose.step.alert", Text: "{alert} ({number})"}
	noteFatal        = schannel.Phrase{Code: "diagnose.step.fatal", Text: "it ends the connection"}
	noteRenegotiates = schannel.Phrase{Code: "diagnose.step.renegotiation", Text: "another handshake follows on the same connection"}
)

// handshakeOf is a captured handshake message by message, in the order of RFC
// 5246, Section 7.3.
func handshakeOf(c capture.Capture) Handshake {
	h := Handshake{Version: c.Version}
	if c.ServerHello.Seen {
		h.Suite = c.Suite.String()
	}
	s := script{&h}
	s.hellos(c)
	if c.Handshake == capture.AbbreviatedHandshake {
		s.say(c.NewSessionTicket, ems.Server, "NewSessionTicket")
		s.say(c.ServerFinished, ems.Server, "Finished")
		s.say(c.ClientFinished, ems.Client, "Finished")
	} else {
		s.say(c.ServerCertificate, ems.Server, "Certificate")
		s.say(c.CertificateRequest, ems.Server, "CertificateRequest")
		s.say(c.ServerHelloDone, ems.Server, "ServerHelloDone")
		s.say(c.ClientCertificate, ems.Client, "Certificate")
		s.say(c.ClientKeyExchange, ems.Client, "ClientKeyExchange")
		s.say(len(c.CertificateVerify) > 0, ems.Client, "CertificateVerify")
		s.say(c.ClientFinished, ems.Client, "Finished")
		s.say(c.NewSessionTicket, ems.Server, "NewSessionTicket")
		s.say(c.ServerFinished, ems.Server, "Finished")
	}
	s.alerts(c)
	if c.Renegotiation {
		s.say(true, ems.Client, "ClientHello", noteRenegotiates)
	}
	h.Steps, h.More = first(h.Steps, mostShown)
	h.More += c.MoreAlerts
	return h
}

// script writes a handshake down.
type script struct{ *Handshake }

func (s script) say(seen bool, from ems.Side, message string, notes ...schannel.Phrase) {
	if seen {
		s.Steps = append(s.Steps, Step{From: from, Message: message, Notes: notes})
	}
}

func (s script) hellos(c capture.Capture) {
	s.say(c.ClientHello.Seen, ems.Client, "ClientHello", notesOf(c.ClientHello)...)
	notes := notesOf(c.ServerHello)
	notes = append(notes, noteSuite.With(schannel.Text("suite", s.Suite)))
	if c.Handshake == capture.AbbreviatedHandshake {
		notes = append(notes, noteResumed)
	}
	s.say(c.ServerHello.Seen, ems.Server, "ServerHello", notes...)
}

func notesOf(h capture.Hello) []schannel.Phrase {
	notes := []schannel.Phrase{noteVersion.With(schannel.Word("version", h.Version)), noteNoEMS}
	if h.EMS {
		notes[1] = noteEMS
	}
	for _, note := range [...]struct {
		count  int
		phrase schannel.Phrase
	}{{h.EMSData, noteEMSData}, {len(h.Offered), noteTicket}, {len(h.SessionID), noteID}} {
		if note.count > 0 {
			notes = append(notes, note.phrase.With(schannel.Number("count", note.count)))
		}
	}
	if h.PreSharedKey {
		notes = append(notes, noteKey)
	}
	return notes
}

func (s script) alerts(c capture.Capture) {
	for _, a := range c.Alerts {
		note := noteEncrypted
		if !a.Encrypted {
			note = noteAlert.With(schannel.Word("alert", a.Alert), schannel.Number("number", int(a.Alert.Number())))
		}
		step := Step{From: a.Sender, Message: "Alert", Notes: []schannel.Phrase{note}, Failed: a.Fatal && !a.Encrypted}
		if step.Failed {
			step.Notes = append(step.Notes, noteFatal)
		}
		s.Steps = append(s.Steps, step)
	}
}
