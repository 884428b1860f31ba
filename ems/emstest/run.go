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
	return runCases(t, s, s.Cases())
}

func runCases(t *testing.T, s Stack, cases iter.Seq[ems.Case]) Report {
	t.Helper()
	var report Report
	for c := range cases {
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
		return []Mechanism{NoMechanism}
	}
	return s.Mechanisms
}

// connectionsOf: a session that the stack knows is made on a connection of its
// own, unless it is that of the connection which is renegotiated; so is the one
// that this connection resumes.
func connectionsOf(h ems.Handshake) int {
	count := 1
	if h.Resumed {
		count++
	}
	if apart(h) {
		count++
	}
	return count
}

// apart reports whether the session offered is made on a connection of its own.
func apart(h ems.Handshake) bool {
	known := h.Session == ems.ExtendedSession || h.Session == ems.LegacySession
	inPlace := h.Renegotiation && h.Session == h.InPlace && h.Resumable
	return known && !inPlace
}

// run does one run, and another one where the keys of the two ends differ, to
// find out why.
func (s Stack) run(set Setup) Result {
	result := Result{Case: set.Case, Suite: set.Suite, Mechanism: set.Mechanism}
	if reason := undriven(set.Case); reason.Code != "" {
		return result.judged(seen{skip: reason})
	}
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
	var offered, place *session
	if h.Session == ems.UnknownSession {
		id := random32()
		offered = &session{id: id[:], ticket: newTicket()}
	}
	for _, made := range [...]struct {
		wanted bool
		kind   ems.Session
		usable bool
		into   **session
	}{
		{apart(h), h.Session, h.Resumable || c.Side == ems.Client, &offered},
		{h.Resumed, h.InPlace, true, &place},
	} {
		if !made.wanted {
			continue
		}
		old, failed := c.makeSession(made.kind, made.usable)
		if failed.skip.Code != "" || failed.fault.Code != "" {
			return failed
		}
		*made.into = &old
	}
	return c.connect(h.Version, func(x *exchange) seen {
		switch {
		case h.Renegotiation:
			return c.renegotiate(x, place, offered)
		case c.Side == ems.Server:
			return x.handshake(offer{of: c.Case, suite: c.suite, session: offered, by: c.Mechanism, twice: c.twice, flip: c.flip})
		default:
			return x.serve(c.reply(offered))
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

// makeSession makes a session that the case is about; one that is not usable is
// made so that the stack has a reason to refuse it.
func (c course) makeSession(kind ems.Session, usable bool) (session, seen) {
	version, suite, found := c.making(usable)
	if !found {
		return session{}, seen{action: ems.Abort, skip: phraseUnusable}
	}
	got := c.connect(version, func(x *exchange) seen { return c.plain(x, kind, version, suite, nil) })
	return got.session, c.checkSession(got, kind)
}

// plain makes a handshake whose session is of the kind: a full one, or one that
// resumes an old session.
func (c course) plain(x *exchange, kind ems.Session, version schannel.TLSVersion, suite cipherSuite, old *session) seen {
	of := plainCase(c.Side, kind, version)
	if c.Side == ems.Server {
		return x.handshake(offer{of: of, suite: suite, session: old, by: c.Mechanism})
	}
	return x.serve(reply{of: of, suite: suite, session: old, accept: old != nil, by: c.Mechanism, key: &identity{c.Certificate}})
}

// plainCase is that of a handshake with the extension in both hellos, or in
// none.
func plainCase(side ems.Side, kind ems.Session, version schannel.TLSVersion) ems.Case {
	extended := kind == ems.ExtendedSession
	return ems.Case{Side: side, Handshake: ems.Handshake{Version: version, ClientHello: extended, ServerHello: extended}}
}

// checkSession says why there is no session of the kind.
func (c course) checkSession(got seen, kind ems.Session) seen {
	switch {
	case got.skip.Code != "" || got.fault.Code != "":
		return got
	case got.action != ems.Full || got.session.kind() != kind:
		got.skip = phraseNoSession.With(schannel.Word("action", got.action), schannel.Word("session", got.session.kind()))
	case c.Mechanism == ByID && len(got.session.id) == 0, c.Mechanism == ByTicket && len(got.session.ticket) == 0:
		got.skip = phraseNotIssued.With(schannel.Word("mechanism", c.Mechanism))
	}
	return got
}

// making returns the version and the suite with which a session is made. One
// that is of no use is of another version or, where the stack has none, of
// another suite.
func (c course) making(usable bool) (version schannel.TLSVersion, suite cipherSuite, found bool) {
	h := c.Case.Handshake
	if usable {
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

// renegotiate makes the connection, in full or by resuming the session that is
// to be in place, and then the case on top of it.
func (c course) renegotiate(x *exchange, place, offered *session) seen {
	h := c.Case.Handshake
	first, failed := c.inPlace(x, place)
	if failed.skip.Code != "" || failed.fault.Code != "" {
		return failed
	}
	switch {
	case h.Attempt != ems.Resume:
		offered = nil
	case offered == nil:
		offered = &first
	}
	switch {
	case c.Side == ems.Server:
		return x.handshake(offer{of: c.Case, suite: c.suite, session: offered, by: c.Mechanism, flip: c.flip})
	case c.Case.Decision.Rule == ems.CodeRenegotiationForbidden:
		return x.askedInVain()
	default:
		return x.askedAgain(c.reply(offered))
	}
}

// inPlace makes the connection that is renegotiated.
func (c course) inPlace(x *exchange, place *session) (session, seen) {
	h := c.Case.Handshake
	got := c.plain(x, h.InPlace, h.Version, c.suite, place)
	if place == nil {
		return got.session, c.checkSession(got, h.InPlace)
	}
	if got.action != ems.Resume && got.skip.Code == "" && got.fault.Code == "" {
		got.skip = phraseNotResumed.With(schannel.Word("action", got.action), schannel.Word("session", h.InPlace))
	}
	return got.session, got
}
