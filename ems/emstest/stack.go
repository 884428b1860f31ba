// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package emstest

import (
	"crypto/ecdsa"
	"crypto/tls"
	"fmt"
	"iter"
	"net"
	"slices"
	"time"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/ems/derive"
)

// Mechanism is how a session is offered.
type Mechanism uint8

const (
	NoMechanism Mechanism = 0 // "none": no session is offered
	ByID        Mechanism = 1 // "id": by its session ID (RFC 5246, Section 7.3)
	ByTicket    Mechanism = 2 // "ticket": by its ticket (RFC 5077)
)

// Stack is a TLS stack under test, at one end of a connection. Exactly one of
// Handle and Dial is set.
type Stack struct {
	Side   ems.Side
	Policy ems.Policy // how the stack is set up; a setting that it does not have stays zero

	// Versions are those to test, of TLS 1.0 to 1.2, which the stack has
	// switched on. Empty: TLS 1.2.
	Versions []schannel.TLSVersion

	// Suites are those to test, each in the versions that have it. Empty:
	// AES with 128 bits in GCM and CBC, for ECDHE and for RSA key exchange.
	Suites []derive.Suite

	// Mechanisms are those by which the stack resumes. Empty: both.
	Mechanisms []Mechanism

	// Handle is asked before each run for a function that is the stack at its
	// end of each connection of the run, one after the other: it makes a
	// handshake, reads until there is an error, and returns.
	Handle func(Setup) func(net.Conn)

	// Dial is asked instead for a function that opens each connection of the
	// run, whose other end is the stack.
	Dial func(Setup) func() (net.Conn, error)

	// Skip returns why the stack cannot have a case; empty if it can.
	Skip func(Setup) string

	// Certificate is that of the server where the stack is a client. Zero: a
	// new one for RSA, signed by itself, for the name localhost.
	Certificate tls.Certificate

	// Timeout is how long to wait for each answer. Zero: ten seconds.
	Timeout time.Duration
}

// Setup is what a run is about.
type Setup struct {
	Case      ems.Case
	Suite     derive.Suite
	Mechanism Mechanism

	// Connections is how many there are in the run. The case is decided on
	// the last one; one before makes the session that is offered, and one the
	// session that the last connection resumes before it is renegotiated.
	// Where the keys of the two ends differ, the run is made a second time,
	// to find out which master secret the stack has derived.
	Connections int
}

const usualTimeout = 10 * time.Second

// speakable is every version that the raw peer speaks.
var speakable = [...]schannel.TLSVersion{schannel.TLS10, schannel.TLS11, schannel.TLS12}

// checked returns s with its defaults.
func (s Stack) checked() (Stack, error) {
	if s.Side != ems.Client && s.Side != ems.Server {
		return s, stackError("Side", fmt.Errorf("%s is neither client nor server", s.Side))
	}
	if (s.Handle == nil) == (s.Dial == nil) {
		return s, stackError("Handle", errOneOf)
	}
	if s.Timeout == 0 {
		s.Timeout = usualTimeout
	}
	s.Versions = s.versions()
	for _, v := range s.Versions {
		if !slices.Contains(speakable[:], v) {
			return s, stackError("Versions", fmt.Errorf("%s is not spoken here", v))
		}
	}
	if len(s.Mechanisms) == 0 {
		s.Mechanisms = []Mechanism{ByID, ByTicket}
	}
	if s.Side == ems.Client && len(s.Certificate.Certificate) == 0 {
		minted, err := mint()
		if err != nil {
			return s, stackError("Certificate", err)
		}
		s.Certificate = minted
	}
	return s.withSuites()
}

// versions are those to test.
func (s Stack) versions() []schannel.TLSVersion {
	if len(s.Versions) == 0 {
		return []schannel.TLSVersion{schannel.TLS12}
	}
	return s.Versions
}

func (s Stack) withSuites() (Stack, error) {
	if len(s.Suites) == 0 {
		for _, suite := range cipherSuites[:usualSuites] {
			s.Suites = append(s.Suites, suite.id)
		}
	}
	_, ecdsaKey := s.Certificate.PrivateKey.(*ecdsa.PrivateKey)
	for _, id := range s.Suites {
		suite, known := suiteOf(id)
		if !known {
			return s, stackError("Suites", fmt.Errorf("%s is not spoken here", id))
		}
		if s.Side == ems.Client && suite.ecdsa != ecdsaKey {
			return s, stackError("Suites", fmt.Errorf("%s is not for the key of the certificate", id))
		}
	}
	return s, nil
}

// suitesOf yields the suites to test in a version.
func (s Stack) suitesOf(version schannel.TLSVersion) iter.Seq[cipherSuite] {
	return func(yield func(cipherSuite) bool) {
		for _, id := range s.Suites {
			if suite, _ := suiteOf(id); suite.in(version) && !yield(suite) {
				return
			}
		}
	}
}

// Cases yields the cases of package ems that a stack is run through: those of
// its side and versions, and of each handshake the one whose policy is the
// stack's as far as it makes a difference there. The case of a plain full
// handshake with the extension is followed by one of this package's own, whose
// name ends in "-twice": the hello has the extension twice, which RFC 5246,
// Section 7.4.1.4, forbids the sender without saying what the receiver does.
//
// Renegotiations are also made on connections that have resumed a session, and
// offer every kind of session. Those that cannot be brought about are skipped,
// with the reason.
func (s Stack) Cases() iter.Seq[ems.Case] {
	return func(yield func(ems.Case) bool) {
		var list []ems.Case
		for c := range ems.Cases() {
			if c.Side != s.Side || !slices.Contains(s.versions(), c.Handshake.Version) || !s.has(c) {
				continue
			}
			if last := len(list) - 1; last >= 0 && list[last].Handshake == c.Handshake {
				list[last] = c // it says more of the policy than the one before
				continue
			}
			list = append(list, c)
		}
		for _, c := range list {
			if !yield(c) {
				return
			}
			if twice, fits := twiceOf(c); fits && !yield(twice) {
				return
			}
		}
	}
}

// undriven says why the raw peer cannot bring a case about. The version is
// looked at elsewhere: SSL 3.0 has no extensions, TLS 1.3 no renegotiation and
// other resumption, and DTLS other records.
func undriven(c ems.Case) schannel.Phrase {
	h := c.Handshake
	switch {
	case c.Side != ems.Client || !h.Renegotiation || h.Session == ems.NoSession:
		return schannel.Phrase{}
	case h.Attempt == ems.Full:
		return phraseInVain
	case h.Session != h.InPlace:
		return phraseOwnChoice
	}
	return schannel.Phrase{}
}

// has reports whether a case is one of the stack's policy: it sets nothing that
// the stack does not, and what decides is the same.
func (s Stack) has(c ems.Case) bool {
	p, q := c.Policy, s.Policy
	if p.Disabled && !q.Disabled || p.Require && !q.Require || p.OfferLegacy && !q.OfferLegacy ||
		p.ResumeLegacy && !q.ResumeLegacy || p.DeclineLegacy && !q.DeclineLegacy || p.CheckFirst && !q.CheckFirst ||
		p.AllowDowngrade && !q.AllowDowngrade || p.RefuseUpgrade && !q.RefuseUpgrade {
		return false
	}
	d := q.Server(c.Handshake)
	if c.Side == ems.Client {
		d = q.Client(c.Handshake)
		if q.Disabled == c.Handshake.ClientHello && c.Decision.Rule != ems.CodeRenegotiationForbidden {
			return false // RFC 7627, Section 5.2: the extension is in every ClientHello
		}
	}
	return d.Action == c.Decision.Action && d.Rule == c.Decision.Rule
}

const twiceSuffix = "-twice"

// twiceOf makes the case of an extension that is there twice out of the plain
// one in which it is there once.
func twiceOf(c ems.Case) (ems.Case, bool) {
	h := c.Handshake
	there := h.ClientHello && (c.Side == ems.Server || h.ServerHello)
	if !there || h.Attempt != ems.Full || h.Session != ems.NoSession || h.NonEmpty || h.Renegotiation {
		return c, false
	}
	c.Name += twiceSuffix
	c.Decision = ems.Decision{
		Action: ems.Abort, Allowed: []ems.Action{ems.Full, ems.Abort},
		Extension: c.Decision.Extension, Extended: c.Decision.Extended,
		Clause: schannel.Source{Document: "RFC 5246", Section: "Section 7.4.1.4"}, Level: ems.MustNot,
	}
	return c, true
}
