// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package emstest

import (
	"crypto/tls"
	"net"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/ems/derive"
	"github.com/schanneltrust/schannel/ems/hello"
	"github.com/schanneltrust/schannel/internal/tlswire"
)

// faults are what a toy does wrong.
type faults struct {
	goesOnDowngraded bool // an extended session is resumed without the extension
	goesOnUpgraded   bool // a legacy session is resumed with the extension
	echoesUnasked    bool
	neverEchoes      bool
	derivesLegacy    bool // though the extension is negotiated
	derivesExtended  bool // though it is not
	forgetsSecret    bool // a session is resumed with another master secret
	issuesNothing    bool // no session ID, no ticket
	offersNothing    bool // the client keeps no session
	otherSuite       bool // it has another suite than the one to be tested
	wrongAlert       bool
	noAlert          bool
	hashesMore       bool // the client's log has a message that nobody sent
	refusesAtLast    bool // the client aborts when all is done
}

// toy is a TLS stack made of the parts of the raw peer, which package ems tells
// what to do, and faults what to do instead. It does not renegotiate.
type toy struct {
	faults
	policy   ems.Policy
	sessions map[string]session // by session ID and by ticket
	key      *identity
}

// toyTimeout is longer than anything takes and shorter than a test.
const toyTimeout = 20 * time.Second

var toyPolicy = ems.Policy{OfferLegacy: true, ResumeLegacy: true}

// toyKey is one key for all, and a short one: hundreds of handshakes take it.
var toyKey = sync.OnceValues(func() (tls.Certificate, error) { return mintOf(1024) })

func newToy(t *testing.T, f faults) *toy {
	t.Helper()
	minted, err := toyKey()
	require.NoError(t, err)
	return &toy{faults: f, policy: toyPolicy, sessions: map[string]session{}, key: &identity{minted}}
}

// stack is the toy as a stack under test.
func (s *toy) stack(side ems.Side) Stack {
	stack := Stack{
		Side: side, Policy: toyPolicy, Timeout: toyTimeout, Certificate: s.key.Certificate,
		Versions: []schannel.TLSVersion{schannel.TLS12}, Suites: []derive.Suite{0xc02f, 0x002f},
	}
	stack.Handle = func(Setup) func(net.Conn) { return s.server }
	if side == ems.Client {
		stack.Handle = func(set Setup) func(net.Conn) {
			var old *session
			return func(conn net.Conn) { old = s.client(conn, set, old) }
		}
	}
	return stack
}

func (s *toy) server(conn net.Conn) {
	l := dialed(conn, toyTimeout)
	defer l.close()
	x := newServer(l, schannel.TLS12)
	x.begin()
	a := x.next()
	if !a.is(tlswire.TypeClientHello) {
		return
	}
	theirs, _ := parseHello(a.message)
	x.version = theirs.version
	r := reply{suite: s.suite(theirs), by: ByID, key: s.key}
	if theirs.has(extensionTicket) {
		r.by = ByTicket
	}
	if s.issuesNothing {
		r.by = NoMechanism
	}
	d := s.decideServer(theirs, &r)
	if d.Action == ems.Abort {
		s.abort(x, d.Alert)
		return
	}
	r.of = ems.Case{Side: ems.Client, Handshake: ems.Handshake{Version: theirs.version, ServerHello: d.Extension}}
	extended := d.Extension && theirs.has(hello.ExtendedMasterSecret)
	r.accept, r.flip = d.Action == ems.Resume, s.flips(extended)
	got := x.answer(a, r)
	s.sessions[string(got.session.id)], s.sessions[string(got.session.ticket)] = got.session, got.session
	delete(s.sessions, "")
	s.idle(x, got)
}

func (s *toy) suite(theirs theirHello) cipherSuite {
	suite, _ := suiteOf(theirs.suites[0])
	if s.otherSuite {
		suite = cipherSuites[usualSuites]
	}
	return suite
}

func (s *toy) flips(extended bool) bool {
	return extended && s.derivesLegacy || !extended && s.derivesExtended
}

func (s *toy) decideServer(theirs theirHello, r *reply) ems.Decision {
	h := ems.Handshake{Version: theirs.version, Attempt: ems.Full}
	data, found := theirs.extensions[hello.ExtendedMasterSecret]
	h.ClientHello, h.NonEmpty = found, len(data) > 0
	offered := theirs.sessionID
	if ticket := theirs.extensions[extensionTicket]; len(ticket) > 0 {
		offered = ticket
	}
	if len(offered) > 0 {
		h.Attempt, h.Session = ems.Resume, ems.UnknownSession
		if old, known := s.sessions[string(offered)]; known {
			h.Session, h.Resumable = old.kind(), old.version == theirs.version && old.suite.id == theirs.suites[0]
			if s.forgetsSecret {
				old.master, _ = (&exchange{wire: &wire{version: h.Version}, suite: old.suite, premaster: []byte{1}}).master(false)
			}
			r.session = &old
		}
	}
	d := s.policy.Server(h)
	switch {
	case d.Rule == ems.CodeResumeDowngrade && s.goesOnDowngraded && h.Resumable:
		d = ems.Decision{Action: ems.Resume}
	case d.Rule == ems.CodeResumeUpgrade && s.goesOnUpgraded && h.Resumable:
		d = ems.Decision{Action: ems.Resume, Extension: true}
	}
	d.Extension = (d.Extension || s.echoesUnasked) && !s.neverEchoes
	return d
}

func (s *toy) client(conn net.Conn, set Setup, old *session) *session {
	l := dialed(conn, toyTimeout)
	defer l.close()
	x := newClient(l, set.Case.Handshake.Version)
	suite, _ := suiteOf(set.Suite)
	if s.otherSuite {
		suite = cipherSuites[usualSuites]
	}
	if s.offersNothing {
		old = nil
	}
	extended := !s.neverEchoes
	o := offer{
		of:    ems.Case{Side: ems.Server, Handshake: ems.Handshake{Version: x.version, ClientHello: extended}},
		suite: suite, session: old, by: set.Mechanism,
	}
	answer, failed := x.greet(o)
	if failed != nil {
		return nil
	}
	a := x.next()
	if d := s.decideClient(x, answer, resumes(a), old); d.Action == ems.Abort {
		s.abort(x, d.Alert)
		return nil
	}
	x.flip = s.flips(x.extended)
	if s.hashesMore {
		x.log = append(x.log, 0)
	}
	got := x.follow(a, o, answer)
	if s.refusesAtLast {
		x.sendMessages(message(tlswire.TypeHelloRequest, nil)) // which is no answer
		x.sendAlert(2, ems.DecryptError)
		return nil
	}
	s.idle(x, got)
	return &got.session
}

func (s *toy) decideClient(x *exchange, answer theirHello, resumed bool, old *session) ems.Decision {
	h := ems.Handshake{
		Version: x.version, Attempt: ems.Full, ClientHello: !s.neverEchoes, ServerHello: x.seen.extension,
		NonEmpty: len(answer.extensions[hello.ExtendedMasterSecret]) > 0, Resumable: resumed,
	}
	if old != nil {
		h.Session = old.kind()
	}
	if resumed {
		h.Attempt = ems.Resume
	}
	d := s.policy.Client(h)
	if d.Rule == ems.CodeResumeAcceptedDowngrade && s.goesOnDowngraded || d.Rule == ems.CodeResumeAcceptedUpgrade && s.goesOnUpgraded {
		return ems.Decision{Action: ems.Resume}
	}
	return d
}

func (s *toy) abort(x *exchange, alert ems.Alert) {
	switch {
	case s.noAlert:
	case s.wrongAlert:
		x.sendAlert(2, ems.UnexpectedMessage)
	default:
		x.sendAlert(2, alert)
	}
}

// idle waits for the end and declines to renegotiate. A handshake that has
// failed ends at once.
func (s *toy) idle(x *exchange, after seen) {
	if after.action == ems.Abort {
		x.out = nil
		s.abort(x, ems.BadRecordMAC)
		return
	}
	for {
		switch a := x.next(); a.kind {
		case aMessage:
			x.sendAlert(1, ems.NoRenegotiation)
		case aChangeCipherSpec:
		case anAlert, theEnd, aSilence, aBadRecord, aGarbage:
			return
		}
	}
}
