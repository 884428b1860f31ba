// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package emstest

import (
	"slices"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/ems/derive"
	"github.com/schanneltrust/schannel/ems/hello"
	"github.com/schanneltrust/schannel/internal/tlswire"
)

// offer is what the raw client puts into its hello.
type offer struct {
	of      ems.Case // whose hello it is
	suite   cipherSuite
	session *session  // offered; nil: none
	by      Mechanism // of the session offered, or of the one to be made
	twice   bool      // the extension is there twice
	flip    bool      // derive the other way
}

// newClient is a raw client at the beginning of a connection.
func newClient(l *link, version schannel.TLSVersion) *exchange {
	return &exchange{wire: &wire{link: l, version: version}, side: ems.Client}
}

// handshake makes a handshake, or another one on the connection in place.
func (x *exchange) handshake(o offer) seen {
	answer, failed := x.greet(o)
	if failed != nil {
		return *failed
	}
	return x.follow(x.next(), o, answer)
}

// greet sends a ClientHello and reads the ServerHello.
func (x *exchange) greet(o offer) (answer theirHello, failed *seen) {
	x.begin()
	x.seen, x.flip = seen{}, o.flip
	x.clientRandom, x.clientVersion = random32(), x.version
	fields := o.fields(x.clientRandom, x.version, x.clientFinished)
	clientHello, err := hello.AppendClientHello(nil, o.of, fields)
	if err != nil {
		return answer, new(x.internal(err))
	}
	x.sendMessages(clientHello)
	a := x.next()
	if !a.is(tlswire.TypeServerHello) {
		return answer, new(x.ended(a))
	}
	answer, ok := parseHello(a.message)
	if !ok {
		return answer, new(x.faulty(phraseHello))
	}
	suite, _ := suiteOf(answer.suites[0]) // one that is not known was not offered
	if answer.version != x.version || !slices.Contains(fields.Suites, suite.id) {
		return answer, new(x.faulty(phraseNegotiated.With(schannel.Word("version", answer.version), schannel.Word("suite", answer.suites[0]))))
	}
	x.suite, x.serverRandom = suite, answer.random
	x.seen.extension = answer.has(hello.ExtendedMasterSecret)
	x.extended = x.seen.extension && o.of.Handshake.ClientHello
	x.seen.session = session{id: answer.sessionID, extended: x.extended}
	return answer, nil
}

// follow goes on behind the ServerHello, of which the next message tells
// whether a session is resumed.
func (x *exchange) follow(a arrival, o offer, answer theirHello) seen {
	if resumes(a) {
		return x.resumed(a, o, answer)
	}
	return x.full(a)
}

func resumes(a arrival) bool {
	return a.kind == aChangeCipherSpec || a.is(tlswire.TypeNewSessionTicket)
}

// fields: RFC 5077, Section 3.4: a client that offers a ticket makes up a
// session ID, which the server sends back if it accepts.
func (o offer) fields(random [32]byte, version schannel.TLSVersion, verifyData []byte) hello.Fields {
	f := hello.Fields{
		Random: random, Suites: []derive.Suite{o.suite.id},
		SessionTicket: o.by == ByTicket,
		Extensions:    clientExtensions(version, verifyData),
	}
	if o.twice {
		f.Extensions = append(f.Extensions, hello.Extension{Type: hello.ExtendedMasterSecret})
	}
	if o.session == nil {
		return f
	}
	// RFC 5246, Section 7.4.1.2: the suite of the session MUST be offered. It is left
	// out where that is what makes a session of the same version unusable.
	if suite := o.session.suite.id; suite != 0 && suite != o.suite.id && o.session.version != version {
		f.Suites = append(f.Suites, suite)
	}
	f.SessionID = o.session.id
	if o.by == ByTicket {
		id := random32()
		f.SessionID, f.Ticket = id[:], o.session.ticket
	}
	return f
}

// resumed follows an abbreviated handshake, of which the first message is a.
func (x *exchange) resumed(a arrival, o offer, answer theirHello) seen {
	if o.session == nil || o.session.master.Equal(derive.MasterSecret{}) || o.session.suite.id != x.suite.id {
		return x.faulty(phraseResumedNothing)
	}
	x.seen.session.extended = o.session.extended
	x.seen.session.ticket = o.session.ticket
	x.seen.session.id = answer.sessionID
	master := o.session.master
	k, err := x.keysOf(master)
	if err != nil {
		return x.internal(err)
	}
	if instead, done := x.receive(a, master, k); !done {
		return x.ended(instead)
	}
	if err := x.send(nil, master, k); err != nil {
		return x.internal(err)
	}
	return x.complete(ems.Resume, master)
}

// full follows a full handshake, of which the first message behind the
// ServerHello is a.
func (x *exchange) full(a arrival) seen {
	var share serverShare
	requested := false
	for !a.is(tlswire.TypeServerHelloDone) {
		if a.kind != aMessage {
			return x.ended(a)
		}
		switch a.message[0] {
		case tlswire.TypeCertificate:
			share.certificate = a.message
		case tlswire.TypeServerKeyExchange:
			share.keyExchange = a.message
		case tlswire.TypeCertificateRequest:
			requested = true
		case tlswire.TypeCertificateStatus:
		default:
			return x.faulty(phraseOrder)
		}
		a = x.next()
	}
	premaster, keyExchange, err := share.answer(x.suite, x.clientVersion)
	if err != nil {
		return x.faulty(phraseKeyExchange.With(schannel.Text("error", err.Error())))
	}
	x.premaster = premaster
	flight := [][]byte{message(tlswire.TypeClientKeyExchange, keyExchange)}
	if requested { // RFC 5246, Section 7.4.6: a list without certificates
		flight = slices.Insert(flight, 0, message(tlswire.TypeCertificate, []byte{0, 0, 0}))
	}
	return x.finish(flight)
}

// finish sends the last flight of a client and checks that of the server.
func (x *exchange) finish(flight [][]byte) seen {
	x.sendMessages(flight...)
	master, k, err := x.derived()
	if err != nil {
		return x.internal(err)
	}
	if err := x.send(nil, master, k); err != nil {
		return x.internal(err)
	}
	if instead, done := x.receive(x.next(), master, k); !done {
		s := x.ended(instead)
		s.keys = s.keys || instead.kind == anAlert || instead.kind == theEnd
		return s
	}
	return x.complete(ems.Full, master)
}
