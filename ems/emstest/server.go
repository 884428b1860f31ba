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

// reply is what the raw server answers.
type reply struct {
	of      ems.Case // whose ServerHello it is
	suite   cipherSuite
	session *session  // that the client offers; nil: none
	accept  bool      // it is resumed
	by      Mechanism // of the session offered, or of the one to be made
	twice   bool      // the extension is there twice
	flip    bool      // derive the other way
	key     *identity
}

// newServer is a raw server at the beginning of a connection.
func newServer(l *link, version schannel.TLSVersion) *exchange {
	return &exchange{wire: &wire{link: l, version: version}, side: ems.Server}
}

// serve answers the ClientHello that comes next.
func (x *exchange) serve(r reply) seen {
	x.begin()
	return x.answer(x.next(), r)
}

// answer answers what has come.
func (x *exchange) answer(a arrival, r reply) seen {
	x.seen, x.flip = seen{}, r.flip
	if !a.is(tlswire.TypeClientHello) {
		return x.ended(a)
	}
	theirs, ok := parseHello(a.message)
	if !ok {
		return x.faulty(phraseHello)
	}
	x.suite, x.clientRandom, x.clientVersion, x.serverRandom = r.suite, theirs.random, theirs.version, random32()
	x.seen.extension = theirs.has(hello.ExtendedMasterSecret)
	switch {
	case !theirs.offers(x.version) || !slices.Contains(theirs.suites, r.suite.id):
		return x.left(phraseNoVersion.With(schannel.Word("version", x.version), schannel.Word("suite", r.suite.id)))
	case r.session != nil && !r.offered(theirs):
		return x.left(phraseNoOffer.With(schannel.Word("mechanism", r.by)))
	case r.of.Name != "" && x.seen.extension != r.of.Handshake.ClientHello:
		return x.faulty(phraseOfHello(x.seen.extension))
	}
	x.extended = x.seen.extension && r.of.Handshake.ServerHello
	x.seen.session.extended = x.extended
	fields := r.fields(theirs, x.serverRandom, append(slices.Clone(x.clientFinished), x.serverFinished...))
	serverHello, err := hello.AppendServerHello(nil, r.of, fields)
	if err != nil {
		return x.internal(err)
	}
	x.seen.session.id = fields.SessionID
	if r.accept {
		return x.resume(serverHello, r)
	}
	return x.serveFull(serverHello, fields.SessionTicket, r, theirs)
}

// left says that the case did not come about.
func (x *exchange) left(why schannel.Phrase) seen {
	x.seen.action, x.seen.skip = ems.Abort, why
	return x.seen
}

// offered reports whether the client offers the session.
func (r reply) offered(theirs theirHello) bool {
	if r.by == ByTicket {
		return slices.Equal(theirs.extensions[extensionTicket], r.session.ticket)
	}
	return slices.Equal(theirs.sessionID, r.session.id) && len(theirs.extensions[extensionTicket]) == 0
}

// fields: RFC 5077, Section 3.4: a server that accepts a ticket sends the
// session ID of the client back. One that issues a ticket need have none.
func (r reply) fields(theirs theirHello, random [32]byte, verifyData []byte) hello.Fields {
	f := hello.Fields{Random: random, Suites: []derive.Suite{r.suite.id}}
	switch {
	case r.accept:
		f.SessionID = theirs.sessionID
	case r.by == ByID:
		id := random32()
		f.SessionID = id[:]
	case r.by == ByTicket:
		f.SessionTicket = theirs.has(extensionTicket)
	}
	if theirs.renegotiates() {
		f.Extensions = append(f.Extensions, renegotiationInfo(verifyData))
	}
	if r.twice {
		f.Extensions = append(f.Extensions, hello.Extension{Type: hello.ExtendedMasterSecret})
	}
	return f
}

// resume makes an abbreviated handshake.
func (x *exchange) resume(serverHello []byte, r reply) seen {
	master := r.session.master
	x.seen.session.extended, x.seen.session.ticket = r.session.extended, r.session.ticket
	k, err := x.keysOf(master)
	if err != nil {
		return x.internal(err)
	}
	if err := x.send([][]byte{serverHello}, master, k); err != nil {
		return x.internal(err)
	}
	if instead, done := x.receive(x.next(), master, k); !done {
		return x.ended(instead)
	}
	return x.complete(ems.Resume, master)
}

// serveFull makes a full handshake.
func (x *exchange) serveFull(serverHello []byte, ticket bool, r reply, theirs theirHello) seen {
	flight := [][]byte{serverHello, message(tlswire.TypeCertificate, r.key.list())}
	share, err := r.key.share(x, theirs)
	if err != nil {
		return x.internal(err)
	}
	if x.suite.ecdhe {
		flight = append(flight, message(tlswire.TypeServerKeyExchange, share.body))
	}
	x.sendMessages(append(flight, message(tlswire.TypeServerHelloDone, nil))...)
	a := x.next()
	if !a.is(tlswire.TypeClientKeyExchange) {
		return x.ended(a)
	}
	if x.premaster, err = share.premaster(a.message[tlswire.HeaderLen:]); err != nil {
		return x.faulty(phraseKeyExchange.With(schannel.Text("error", err.Error())))
	}
	master, k, err := x.derived()
	if err != nil {
		return x.internal(err)
	}
	if instead, done := x.receive(x.next(), master, k); !done {
		return x.ended(instead)
	}
	var last [][]byte
	if ticket {
		x.seen.session.ticket = newTicket()
		last = [][]byte{message(tlswire.TypeNewSessionTicket, ticketBody(x.seen.session.ticket))}
	}
	if err := x.send(last, master, k); err != nil {
		return x.internal(err)
	}
	return x.complete(ems.Full, master)
}

// askedAgain sends a HelloRequest and answers what the client makes of it. A
// client may take no notice (RFC 5246, Section 7.4.1.1).
func (x *exchange) askedAgain(r reply) seen {
	x.begin()
	x.sendMessages(message(tlswire.TypeHelloRequest, nil))
	a := x.next()
	if a.kind == aSilence {
		return seen{action: ems.Abort}
	}
	return x.answer(a, r)
}

// askedInVain sends a HelloRequest with a goodbye behind it, so that a client
// that takes no notice of the first answers to the second.
func (x *exchange) askedInVain() seen {
	x.begin()
	x.seen = seen{}
	x.sendMessages(message(tlswire.TypeHelloRequest, nil))
	x.sendAlert(1, ems.CloseNotify)
	a := x.next()
	if !a.is(tlswire.TypeClientHello) {
		return x.ended(a)
	}
	x.seen.action = ems.Full
	return x.seen
}

func newTicket() []byte {
	var ticket []byte
	for range 4 {
		part := random32()
		ticket = append(ticket, part[:]...)
	}
	return ticket
}

// ticketBody is that of a NewSessionTicket that says nothing of its lifetime
// (RFC 5077, Section 3.3).
func ticketBody(ticket []byte) []byte {
	n := len(ticket)
	return append([]byte{0, 0, 0, 0, byte(n >> 8), byte(n)}, ticket...)
}
