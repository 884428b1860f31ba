// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package emstest

import (
	"errors"
	"net"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/ems/derive"
	"github.com/schanneltrust/schannel/ems/hello"
	"github.com/schanneltrust/schannel/internal/tlswire"
)

// only leaves out every case but one.
func (s Stack) only(name string) Stack {
	s.Skip = func(set Setup) string {
		if set.Case.Name != name {
			return "another one is looked at"
		}
		return ""
	}
	return s
}

// saying is a server that reads the ClientHello and answers with messages.
func saying(messages ...[]byte) func(net.Conn) {
	return func(conn net.Conn) {
		l := dialed(conn, toyTimeout)
		defer l.close()
		x := newServer(l, schannel.TLS12)
		x.begin()
		x.next()
		x.sendMessages(messages...)
		if len(messages) == 0 {
			l.write([]byte{recordChangeCipherSpec, 3, 3, 0, 1, 1})
		}
	}
}

// serverHello is one for the suite.
func serverHello(t *testing.T, suite derive.Suite) []byte {
	t.Helper()
	of := ems.Case{Side: ems.Client, Handshake: ems.Handshake{Version: schannel.TLS12}}
	m, err := hello.AppendServerHello(nil, of, hello.Fields{Suites: []derive.Suite{suite}})
	require.NoError(t, err)
	return m
}

// reason is what a stack does that follows no protocol, or cannot have a case.
type reason struct {
	name, of string
	stack    Stack
	verdict  Verdict
	want     schannel.Code
	why      string
}

const plain = "server-tls12-full-none"

// handled is a server that is a function.
func handled(stack func(net.Conn)) Stack {
	return Stack{
		Side: ems.Server, Policy: toyPolicy, Timeout: toyTimeout, Suites: []derive.Suite{0xc02f},
		Handle: func(Setup) func(net.Conn) { return stack },
	}
}

// hasty is one for which nobody waits.
func hasty(stack func(net.Conn)) Stack {
	s := handled(stack)
	s.Timeout = 300 * time.Millisecond
	return s
}

// faultyServers speak no TLS that goes on.
func faultyServers(t *testing.T) []reason {
	t.Helper()
	refused := Stack{
		Side: ems.Server, Timeout: toyTimeout,
		Dial: func(Setup) func() (net.Conn, error) {
			return func() (net.Conn, error) { return nil, errors.New("nobody listens") }
		},
	}
	return []reason{
		{"connect", plain, refused, Failed, "ems.emstest.connect", "there is nobody"},
		{"hello", plain, handled(saying([]byte{tlswire.TypeServerHello, 0, 0, 1, 3})), Failed, "ems.emstest.hello", "RFC 5246, Section 7.4.1.3: more than a byte"},
		{"negotiated", plain, handled(saying(serverHello(t, 0xc014))), Failed, "ems.emstest.negotiated", "RFC 5246, Section 7.4.1.3: one of those offered"},
		{
			"key-exchange", plain, handled(saying(serverHello(t, 0xc02f), message(tlswire.TypeServerHelloDone, nil))),
			Failed, "ems.emstest.key_exchange", "RFC 8422, Section 5.4: ECDHE takes a ServerKeyExchange",
		},
		{"order", plain, handled(saying(serverHello(t, 0xc02f), message(tlswire.TypeFinished, nil))), Failed, "ems.emstest.order", "RFC 5246, Section 7.3: no Finished there"},
		{"order-first", plain, handled(saying()), Failed, "ems.emstest.order", "RFC 5246, Section 7.3: no ChangeCipherSpec there"},
		{
			"resumed-nothing", plain, handled(saying(serverHello(t, 0xc02f), message(tlswire.TypeNewSessionTicket, ticketBody(nil)))),
			Failed, "ems.emstest.resumed_nothing", "RFC 5077, Section 3.4: nothing was offered",
		},
		{"silence", plain, hasty(func(conn net.Conn) { _, _ = conn.Read(make([]byte, 1<<10)); time.Sleep(time.Second) }), Failed, "ems.emstest.silence", "an answer is due"},
		{"running", plain, hasty(func(conn net.Conn) { conn.Close(); time.Sleep(2 * time.Second) }), Failed, "ems.emstest.running", "nothing may be left running"},
	}
}

// lacking are stacks that cannot have a case.
func lacking(t *testing.T) []reason {
	t.Helper()
	const resumed, unusable = "server-tls12-resume-ems-ch", "server-tls12-resume-ems-unusable-ch"
	const offered, asked = "client-tls12-resume-ems-ch-sh", "client-tls12-full-none-ch-sh"
	toyOf := func(side ems.Side, f faults) Stack { return newToy(t, f).stack(side) }
	oneSuite := toyOf(ems.Server, faults{})
	oneSuite.Suites = []derive.Suite{0xc02f}
	const onResumed = "server-tls12-full-none-renegotiation-on-legacy-resumed"
	strict := newToy(t, faults{})
	strict.policy = ems.Policy{}
	refusing := strict.stack(ems.Server)
	refusing.Policy = strict.policy
	off := newToy(t, faults{})
	off.policy.Disabled = true
	return []reason{
		{"skipped", "none", handled(saying()), Skipped, "ems.emstest.skipped", "the author says so"},
		{"unusable", unusable, oneSuite, Skipped, "ems.emstest.unusable", "one version and one suite"},
		{"not-issued", resumed, toyOf(ems.Server, faults{issuesNothing: true}), Skipped, "ems.emstest.not_issued", "RFC 5246, Section 7.4.1.3: the ID may be empty"},
		{"no-session", resumed, off.stack(ems.Server), Skipped, "ems.emstest.no_session", "a server without the extension makes no extended session"},
		{"no-offer", offered, toyOf(ems.Client, faults{offersNothing: true}), Skipped, "ems.emstest.no_offer", "RFC 5246, Section 7.4.1.2: the ID may be empty"},
		{"not-resumed", onResumed, refusing, Skipped, "ems.emstest.not_resumed", "RFC 7627, Section 5.3: it SHOULD NOT resume a legacy session"},
		{"no-version", asked, toyOf(ems.Client, faults{otherSuite: true}), Skipped, "ems.emstest.no_version", "the client has another suite"},
	}
}

// TestReasons: each reason stands alone.
func TestReasons(t *testing.T) {
	t.Parallel()
	for _, tt := range append(faultyServers(t), lacking(t)...) {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			report, err := Measure(tt.stack.only(tt.of))
			require.NoError(t, err)
			codes := map[schannel.Code]int{}
			for r := range report.Of(tt.verdict) {
				require.Len(t, r.Reasons, 1)
				codes[r.Reasons[0].Code]++
			}
			delete(codes, phraseInVain.Code)
			delete(codes, phraseOwnChoice.Code)
			if tt.verdict == Skipped && tt.of != "none" {
				delete(codes, "ems.emstest.skipped")
			}
			require.NotZero(t, codes[tt.want], "%s: %v", tt.why, codes)
			require.Len(t, codes, 1, tt.why)
		})
	}
}

// TestPeerFault: what the raw peer cannot do is no fault of the stack, and not
// hidden.
func TestPeerFault(t *testing.T) {
	t.Parallel()
	r := Result{}.judged(new(exchange).internal(errors.New("no randomness")))
	require.Equal(t, Failed, r.Verdict)
	require.Equal(t, schannel.Code("ems.emstest.peer"), r.Reasons[0].Code)
}

// TestDescriptions: a description that says nothing is an error with its field.
func TestDescriptions(t *testing.T) {
	t.Parallel()
	handle := func(Setup) func(net.Conn) { return func(net.Conn) {} }
	tests := []struct {
		field string
		stack Stack
	}{
		{"Side", Stack{Handle: handle}},
		{"Handle", Stack{Side: ems.Server}},
		{"Versions", Stack{Side: ems.Server, Handle: handle, Versions: []schannel.TLSVersion{schannel.TLS13}}},
		{"Suites", Stack{Side: ems.Server, Handle: handle, Suites: []derive.Suite{0x1301}}},
		{"Suites", Stack{Side: ems.Client, Handle: handle, Suites: []derive.Suite{0xc02b}}},
	}
	for _, tt := range tests {
		_, err := Measure(tt.stack)
		var fault *schannel.Error
		require.ErrorAs(t, err, &fault)
		if diff := cmp.Diff([]string{"ems.emstest.stack", tt.field}, []string{string(fault.Code), fault.Field}); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	}
}

// told is a test that only listens.
type told struct {
	testing.TB
	errors  []string
	skipped []any
}

func (*told) Helper()             {}
func (f *told) Error(args ...any) { f.errors = append(f.errors, args[0].(string)) }
func (f *told) Skip(args ...any)  { f.skipped = args }

// TestTell: a failure fails a test with its reasons, and what was skipped skips
// it.
func TestTell(t *testing.T) {
	t.Parallel()
	var f told
	Result{Verdict: Failed, Reasons: []schannel.Phrase{phraseEcho, phraseLacks}}.tell(&f)
	require.Equal(t, []string{phraseEcho.Text, phraseLacks.Text}, f.errors)
	Result{Verdict: Skipped, Reasons: []schannel.Phrase{phraseUnusable}}.tell(&f)
	require.Equal(t, []any{phraseUnusable.Text}, f.skipped)
}

// TestUndriven: what is skipped by the raw peer itself, and that no rule is lost
// by that.
func TestUndriven(t *testing.T) {
	t.Parallel()
	rules, left := map[string]bool{}, map[string]bool{}
	names := map[string]schannel.Code{
		"server-tls12-full-none-ch-nonempty-renegotiation-on-ems":   "",
		"server-tls12-resume-ems-ch-renegotiation-on-ems":           "",
		"server-tls12-resume-ems-ch-renegotiation-on-legacy":        "", // another session
		"server-tls12-resume-ems-ch-renegotiation-on-ems-resumed":   "", // on a connection that was resumed
		"server-tls12-resume-ems-unusable-ch-renegotiation-on-ems":  "",
		"server-tls12-resume-unknown-ch-renegotiation-on-ems":       "",
		"client-tls12-full-none-sh-renegotiation-on-ems-disabled":   "",
		"client-tls12-full-ems-ch-sh-renegotiation-on-ems":          "ems.emstest.in_vain", // as client-tls12-full-none-ch-sh-renegotiation-on-ems
		"client-tls12-resume-legacy-ch-renegotiation-on-legacy":     "",
		"client-tls12-full-none-renegotiation-on-legacy-resumed":    "", // RFC 7627, Section 5.4
		"client-tls12-full-none-ch-sh-renegotiation-on-ems-resumed": "",
		"client-tls12-resume-legacy-ch-renegotiation-on-ems":        "ems.emstest.own_choice",
	}
	for c := range ems.Cases() {
		if !slices.Contains(speakable[:], c.Handshake.Version) {
			continue
		}
		reason := undriven(c).Code
		if want, listed := names[c.Name]; listed {
			require.Equal(t, want, reason, c.Name)
			delete(names, c.Name)
		}
		rule := c.Side.String() + " " + string(c.Decision.Rule)
		if reason == "" {
			rules[rule] = true
		} else {
			left[rule] = true
		}
	}
	require.Empty(t, names, "cases of these names exist")
	for rule := range left {
		require.True(t, rules[rule], rule)
	}
}

// TestCasesOfAStack: for each handshake there is one case, of its policy.
func TestCasesOfAStack(t *testing.T) {
	t.Parallel()
	for _, policy := range []ems.Policy{{}, {Disabled: true}, {Disabled: true, Require: true}, toyPolicy, {Require: true, CheckFirst: true}, {DeclineLegacy: true, RefuseUpgrade: true}} {
		for _, side := range []ems.Side{ems.Server, ems.Client} {
			s := Stack{Side: side, Policy: policy, Versions: speakable[:]}
			seen := map[ems.Handshake]string{}
			for c := range s.Cases() {
				if _, own := twiceOf(c); own || len(c.Decision.Rule) == 0 {
					continue
				}
				require.Empty(t, seen[c.Handshake], "%s", c.Name)
				seen[c.Handshake] = c.Name
				want := policy.Server(c.Handshake)
				if side == ems.Client {
					want = policy.Client(c.Handshake)
				}
				if diff := cmp.Diff(want, c.Decision); diff != "" {
					t.Errorf("%s (-policy +case):\n%s", c.Name, diff)
				}
			}
			require.Greater(t, len(seen), 30)
		}
	}
	names := func(s Stack) (all []string) {
		for c := range s.Cases() {
			all = append(all, c.Name)
		}
		return all
	}
	twice := func(s Stack) []string {
		return slices.DeleteFunc(names(s), func(name string) bool { return !strings.HasSuffix(name, twiceSuffix) })
	}
	require.Equal(t, []string{"server-tls12-full-none-ch-twice"}, twice(Stack{Side: ems.Server}))
	require.Equal(t, []string{"client-tls12-full-none-ch-sh-twice"}, twice(Stack{Side: ems.Client}))
	require.Equal(t, names(Stack{Side: ems.Server, Versions: []schannel.TLSVersion{schannel.TLS12}}), names(Stack{Side: ems.Server}), "no version is TLS 1.2")
}
