// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package emstest

import (
	"bytes"
	"crypto/rand"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/ems/derive"
	"github.com/schanneltrust/schannel/internal/tlswire"
)

// session is what the raw peer keeps of a connection to resume it.
type session struct {
	version  schannel.TLSVersion
	suite    cipherSuite
	id       []byte
	ticket   []byte
	master   derive.MasterSecret
	extended bool
}

// kind is what package ems calls it.
func (s session) kind() ems.Session {
	if s.extended {
		return ems.ExtendedSession
	}
	return ems.LegacySession
}

// seen is what a stack did in a handshake.
type seen struct {
	action    ems.Action
	alert     ems.Alert // that ended it, or none
	extension bool      // its hello has the extension
	session   session   // of the connection that has come about

	// keys: the two ends have not agreed on them, which is found out when one
	// of them reads the Finished of the other.
	keys bool

	fault schannel.Phrase // what is wrong whatever the action is
	skip  schannel.Phrase // why the case did not come about
}

// exchange is a handshake that goes on.
type exchange struct {
	*wire
	side ems.Side // of the raw peer
	seen seen

	suite                      cipherSuite
	clientRandom, serverRandom [32]byte
	clientVersion              schannel.TLSVersion // in the ClientHello, for RSA
	extended                   bool                // both hellos have the extension
	flip                       bool                // derive the other way
	premaster                  []byte

	clientFinished, serverFinished []byte // the verify_data
}

// ended returns what was seen where something came that ends the handshake.
func (x *exchange) ended(a arrival) seen {
	x.seen.action = ems.Abort
	switch a.kind {
	case anAlert:
		x.seen.alert = a.alert
	case theEnd:
	case aSilence:
		x.seen.fault = phraseSilence
	case aBadRecord:
		x.seen.keys = true
	case aMessage, aChangeCipherSpec, aGarbage:
		x.seen.fault = phraseOrder
	}
	return x.seen
}

// faulty returns what was seen where it is wrong whatever comes.
func (x *exchange) faulty(fault schannel.Phrase) seen {
	x.seen.action, x.seen.fault = ems.Abort, fault
	return x.seen
}

// master derives the master secret of a full handshake.
func (x *exchange) master(extended bool) (derive.MasterSecret, error) {
	h := x.suite.id.Hash(x.version)
	if !extended {
		return derive.LegacyMasterSecret(h, x.premaster, append(x.clientRandom[:], x.serverRandom[:]...))
	}
	sessionHash, err := x.hash.AppendSessionHash(nil, h)
	if err != nil {
		return derive.MasterSecret{}, err
	}
	return derive.ExtendedMasterSecret(h, x.premaster, sessionHash)
}

// derived is the master secret of a full handshake, or with flip that of the other
// derivation, and its keys.
func (x *exchange) derived() (master derive.MasterSecret, k keys, err error) {
	if master, err = x.master(x.extended != x.flip); err != nil {
		return master, k, err
	}
	k, err = x.keysOf(master)
	return master, k, err
}

// keysOf are those of a master secret for this handshake.
func (x *exchange) keysOf(master derive.MasterSecret) (keys, error) {
	return newKeys(x.version, x.suite, master, x.clientRandom, x.serverRandom)
}

// finished makes the Finished message of an end for the log as it is.
func (x *exchange) finished(master derive.MasterSecret, sender ems.Side) ([]byte, error) {
	h := x.suite.id.Hash(x.version)
	sum, err := h.AppendSum(nil, x.log)
	if err != nil {
		return nil, err
	}
	data, err := derive.AppendVerifyData(nil, h, master, sender, sum)
	if sender == ems.Client {
		x.clientFinished = data
	} else {
		x.serverFinished = data
	}
	return append([]byte{tlswire.TypeFinished, 0, 0, byte(len(data))}, data...), err
}

// send sends a flight with the raw peer's Finished behind it.
func (x *exchange) send(flight [][]byte, master derive.MasterSecret, k keys) error {
	return x.sendFinished(flight, k, x.side, func() ([]byte, error) { return x.finished(master, x.side) })
}

// receive reads the stack's ChangeCipherSpec and Finished, and what may come
// before. It returns what came instead; done if all is well.
func (x *exchange) receive(a arrival, master derive.MasterSecret, k keys) (instead arrival, done bool) {
	for a.is(tlswire.TypeNewSessionTicket) {
		ticket, ok := parseTicket(a.message)
		if !ok {
			return arrival{kind: aGarbage}, false
		}
		x.seen.session.ticket = ticket
		a = x.next()
	}
	if a.kind != aChangeCipherSpec {
		return a, false
	}
	sender := x.side.Other()
	x.in = k.of(sender)
	want, err := x.finished(master, sender)
	if err != nil {
		return arrival{kind: aGarbage}, false
	}
	a = x.next()
	switch {
	case a.is(tlswire.TypeFinished) && bytes.Equal(a.message, want):
		x.add(a.message)
		return a, true
	case a.is(tlswire.TypeFinished):
		return arrival{kind: aBadRecord}, false // RFC 5246, Section 7.4.9: keys agree, secrets or messages do not
	}
	return a, false
}

// complete says that the connection has come about.
func (x *exchange) complete(action ems.Action, master derive.MasterSecret) seen {
	x.seen.action = action
	x.seen.session.version, x.seen.session.suite = x.version, x.suite
	x.seen.session.master = master
	return x.seen
}

// internal says that the raw peer itself cannot go on.
func (x *exchange) internal(err error) seen {
	return x.faulty(phrasePeer.With(schannel.Text("error", err.Error())))
}

func random32() (b [32]byte) {
	_, _ = rand.Read(b[:]) // never fails
	return b
}
