// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package emstest

import (
	"iter"
	"slices"
	"strings"
	"testing"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
)

// Run makes each case of a stack a subtest with its name, and below it one for
// each suite and mechanism. It logs the counts by clause, and fails where no
// case has passed.
func Run(t *testing.T, s Stack) Report {
	t.Helper()
	s, err := s.checked()
	if err != nil {
		t.Fatal(err)
	}
	var report Report
	for c := range s.Cases() {
		t.Run(c.Name, func(t *testing.T) {
			for set := range s.setups(c) {
				t.Run(runName(set.Suite, set.Mechanism), func(t *testing.T) {
					result := s.run(set)
					report.Results = append(report.Results, result)
					result.tell(t)
				})
			}
		})
	}
	t.Logf("by clause:\n%s", report)
	if passed := slices.Collect(report.Of(Passed)); len(passed) == 0 && len(report.Results) > 0 {
		t.Error("no case has passed")
	}
	return report
}

// tell hands a result to a test.
func (r Result) tell(tb testing.TB) {
	tb.Helper()
	switch r.Verdict {
	case Failed:
		for _, why := range r.Reasons {
			tb.Error(why.Text)
		}
	case Skipped:
		tb.Skip(r.Reasons[0].Text)
	case Passed, VerdictUnspecified:
	}
}

// Measure runs the cases of a stack outside of a test and fails for none of
// them. The error says what is wrong with the description of the stack.
func Measure(s Stack) (Report, error) {
	s, err := s.checked()
	if err != nil {
		return Report{}, err
	}
	var report Report
	for c := range s.Cases() {
		for set := range s.setups(c) {
			report.Results = append(report.Results, s.run(set))
		}
	}
	return report, nil
}

// setups yields the runs of a case.
func (s Stack) setups(c ems.Case) iter.Seq[Setup] {
	return func(yield func(Setup) bool) {
		for suite := range s.suitesOf(c.Handshake.Version) {
			for _, by := range s.mechanismsOf(c.Handshake) {
				if !yield(Setup{Case: c, Suite: suite.id, Mechanism: by, Connections: connectionsOf(c.Handshake)}) {
					return
				}
			}
		}
	}
}

// mechanismsOf is those by which a session is offered in a case, or was on the
// connection in place.
func (s Stack) mechanismsOf(h ems.Handshake) []Mechanism {
	if h.Session == ems.NoSession && !h.Resumed {
		return []Mechanism{NoResumption}
	}
	return s.Mechanisms
}

// connectionsOf: a session that the stack knows is made on a connection of its
// own, unless it is that of the connection which is renegotiated.
func connectionsOf(h ems.Handshake) int {
	known := h.Session == ems.ExtendedSession || h.Session == ems.LegacySession
	if h.Resumed || known && !h.Renegotiation {
		return 2
	}
	return 1
}

// sessionOf is the session that a case takes: in a renegotiation that of the
// connection in place, which is also the only one that is offered there.
func sessionOf(h ems.Handshake) ems.Session {
	if h.Renegotiation {
		return h.InPlace
	}
	return h.Session
}

// run does one run, and another one where the keys of the two ends differ, to
// find out why.
func (s Stack) run(set Setup) Result {
	result := Result{Case: set.Case, Suite: set.Suite, Mechanism: set.Mechanism}
	if s.Skip != nil {
		if reason := s.Skip(set); reason != "" {
			return result.judged(seen{skip: phraseSkipped.With(schannel.Text("reason", reason))})
		}
	}
	got := s.course(set, false).decide()
	if got.keys && got.fault.Code == "" {
		if other := s.course(set, true).decide(); other.action == ems.Full && !other.keys {
			got.fault = phraseKeysExtended
			if got.session.extended {
				got.fault = phraseKeysLegacy
			}
		}
	}
	return result.judged(got)
}

// course is a run on its way.
type course struct {
	Stack
	Setup
	suite cipherSuite
	twice bool
	flip  bool
	open  func() (*link, error)
}

func (s Stack) course(set Setup, flip bool) course {
	suite, _ := suiteOf(set.Suite)
	c := course{Stack: s, Setup: set, suite: suite, flip: flip, twice: strings.HasSuffix(set.Case.Name, twiceSuffix)}
	if s.Handle != nil {
		stack := s.Handle(set)
		c.open = func() (*link, error) { return piped(stack, s.Timeout), nil }
		return c
	}
	dial := s.Dial(set)
	c.open = func() (*link, error) {
		conn, err := dial()
		if err != nil {
			return nil, err
		}
		return dialed(conn, s.Timeout), nil
	}
	return c
}

// decide goes through the connections of the run.
func (c course) decide() seen {
	h := c.Case.Handshake
	var old *session
	switch {
	case h.Session == ems.UnknownSession:
		id := random32()
		old = &session{id: id[:], ticket: newTicket()}
	case c.Connections > 1:
		made, failed := c.makeSession()
		if failed.skip.Code != "" || failed.fault.Code != "" {
			return failed
		}
		old = &made
	}
	return c.connect(h.Version, func(x *exchange) seen {
		switch {
		case h.Renegotiation:
			return c.renegotiate(x, old)
		case c.Side == ems.Server:
			return x.handshake(offer{of: c.Case, suite: c.suite, session: old, by: c.Mechanism, twice: c.twice, flip: c.flip})
		default:
			return x.serve(c.reply(old))
		}
	})
}

// connect opens a connection, and closes it whatever comes.
func (c course) connect(version schannel.TLSVersion, handshake func(*exchange) seen) seen {
	l, err := c.open()
	if err != nil {
		return seen{action: ems.Abort, fault: phraseConnect.With(schannel.Text("error", err.Error()))}
	}
	x := newClient(l, version)
	if c.Side == ems.Client {
		x = newServer(l, version)
	}
	got := handshake(x)
	if got.action != ems.Abort {
		if last := x.leave(); last.kind == anAlert {
			got.action, got.alert, got.keys = ems.Abort, last.alert, true
		}
	}
	if !l.close() && got.fault.Code == "" {
		got.fault = phraseRunning
	}
	return got
}

// makeSession makes the session that the case is about.
func (c course) makeSession() (session, seen) {
	h := c.Case.Handshake
	version, suite, found := c.making()
	if !found {
		return session{}, seen{action: ems.Abort, skip: phraseUnusable}
	}
	got := c.connect(version, func(x *exchange) seen { return c.first(x, version, suite) })
	return got.session, c.checkSession(got, h)
}

// first makes the handshake whose session the case is about.
func (c course) first(x *exchange, version schannel.TLSVersion, suite cipherSuite) seen {
	extended := sessionOf(c.Case.Handshake) == ems.ExtendedSession
	of := ems.Case{Side: c.Side, Handshake: ems.Handshake{Version: version, ClientHello: extended, ServerHello: extended}}
	if c.Side == ems.Server {
		return x.handshake(offer{of: of, suite: suite, by: c.Mechanism})
	}
	return x.serve(reply{of: of, suite: suite, by: c.Mechanism, key: &identity{c.Certificate}})
}

// checkSession says why there is no session as the case has it.
func (c course) checkSession(got seen, h ems.Handshake) seen {
	switch {
	case got.skip.Code != "" || got.fault.Code != "":
		return got
	case got.action != ems.Full || got.session.kind() != sessionOf(h):
		got.skip = phraseNoSession.With(schannel.Word("action", got.action), schannel.Word("session", got.session.kind()))
	case c.Mechanism == ByID && len(got.session.id) == 0, c.Mechanism == ByTicket && len(got.session.ticket) == 0:
		got.skip = phraseNotIssued.With(schannel.Word("mechanism", c.Mechanism))
	}
	return got
}

// making returns the version and the suite with which a session is made. One
// that is of no use is of another version or, where the stack has none, of
// another suite.
func (c course) making() (version schannel.TLSVersion, suite cipherSuite, found bool) {
	h := c.Case.Handshake
	if h.Resumable || c.Side == ems.Client {
		return h.Version, c.suite, true
	}
	for _, v := range c.Versions {
		if v == h.Version {
			continue
		}
		if c.suite.in(v) {
			return v, c.suite, true
		}
		for s := range c.suitesOf(v) {
			return v, s, true
		}
	}
	for s := range c.suitesOf(h.Version) {
		if s.id != c.suite.id {
			return h.Version, s, true
		}
	}
	return 0, cipherSuite{}, false
}

// reply is what the raw server answers in the case.
func (c course) reply(old *session) reply {
	return reply{
		of: c.Case, suite: c.suite, session: old, accept: c.Case.Handshake.Attempt == ems.Resume, by: c.Mechanism,
		twice: c.twice, flip: c.flip, key: &identity{c.Certificate},
	}
}

// renegotiate makes the connection and then the case on top of it.
func (c course) renegotiate(x *exchange, old *session) seen {
	h := c.Case.Handshake
	if h.Resumed {
		return c.renegotiateResumed(x, old)
	}
	first := c.first(x, h.Version, c.suite)
	if failed := c.checkSession(first, h); failed.skip.Code != "" || failed.fault.Code != "" {
		return failed
	}
	var inPlace *session
	if h.Attempt == ems.Resume {
		inPlace = &first.session
	}
	if c.Side == ems.Client {
		return x.askedAgain(c.reply(inPlace))
	}
	return x.handshake(offer{of: c.Case, suite: c.suite, session: inPlace, by: c.Mechanism, flip: c.flip})
}

// renegotiateResumed asks a client to renegotiate on a connection that has
// resumed a session without the extension (RFC 7627, Section 5.4).
func (c course) renegotiateResumed(x *exchange, old *session) seen {
	of := ems.Case{Side: ems.Client, Handshake: ems.Handshake{Version: c.Case.Handshake.Version}}
	resumed := x.serve(reply{of: of, suite: c.suite, session: old, accept: true, by: c.Mechanism, key: &identity{c.Certificate}})
	if resumed.action != ems.Resume {
		if resumed.skip.Code == "" {
			resumed.skip = phraseNoSession.With(schannel.Word("action", resumed.action), schannel.Word("session", ems.LegacySession))
		}
		return resumed
	}
	return x.askedInVain()
}
