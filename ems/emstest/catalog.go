// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package emstest

import (
	"errors"
	"iter"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/internal/catalog"
)

const codeStack schannel.Code = "ems.emstest.stack"

var (
	phraseAction         = schannel.Phrase{Code: "ems.emstest.action", Text: "The stack does {action}, where {allowed} conforms by {clause}."}
	phraseAlert          = schannel.Phrase{Code: "ems.emstest.alert", Text: "The stack sends the alert {alert} instead of {expected}."}
	phraseConnect        = schannel.Phrase{Code: "ems.emstest.connect", Text: "No connection to the stack: {error}."}
	phraseEcho           = schannel.Phrase{Code: "ems.emstest.echo", Text: "The hello of the stack has the extension, which does not belong there."}
	phraseHello          = schannel.Phrase{Code: "ems.emstest.hello", Text: "The hello of the stack cannot be read."}
	phraseInVain         = schannel.Phrase{Code: "ems.emstest.in_vain", Text: "Which session the client offers in vain makes no difference: the case without one says the same."}
	phraseKeyExchange    = schannel.Phrase{Code: "ems.emstest.key_exchange", Text: "The key exchange of the stack cannot be answered: {error}."}
	phraseKeys           = schannel.Phrase{Code: "ems.emstest.keys", Text: "The keys of the two ends differ."}
	phraseKeysExtended   = schannel.Phrase{Code: "ems.emstest.keys_extended", Text: "The stack derives an extended master secret, which was not negotiated."}
	phraseKeysLegacy     = schannel.Phrase{Code: "ems.emstest.keys_legacy", Text: "The stack derives its master secret without the extension, which was negotiated."}
	phraseLacks          = schannel.Phrase{Code: "ems.emstest.lacks", Text: "The hello of the stack lacks the extension."}
	phraseNegotiated     = schannel.Phrase{Code: "ems.emstest.negotiated", Text: "The stack chooses {version} and {suite}, which were not offered."}
	phraseNoOffer        = schannel.Phrase{Code: "ems.emstest.no_offer", Text: "The client does not offer the session by {mechanism}."}
	phraseNoSession      = schannel.Phrase{Code: "ems.emstest.no_session", Text: "The connection that should make the session does {action}; its session is {session}."}
	phraseNoVersion      = schannel.Phrase{Code: "ems.emstest.no_version", Text: "The client does not offer {version} with {suite}."}
	phraseNotResumed     = schannel.Phrase{Code: "ems.emstest.not_resumed", Text: "The connection that is to be renegotiated does {action} instead of resuming its session, which is {session}."}
	phraseNotIssued      = schannel.Phrase{Code: "ems.emstest.not_issued", Text: "The server issues no session to be resumed by {mechanism}."}
	phraseOrder          = schannel.Phrase{Code: "ems.emstest.order", Text: "The stack sends something that cannot come where it does."}
	phraseOwnChoice      = schannel.Phrase{Code: "ems.emstest.own_choice", Text: "In a renegotiation a client chooses which session it offers, and it has that of the connection at hand."}
	phrasePeer           = schannel.Phrase{Code: "ems.emstest.peer", Text: "The raw peer cannot go on: {error}."}
	phraseResumedNothing = schannel.Phrase{Code: "ems.emstest.resumed_nothing", Text: "The stack resumes a session that it was not offered."}
	phraseRunning        = schannel.Phrase{Code: "ems.emstest.running", Text: "The stack's function still runs after its connection was closed."}
	phraseSilence        = schannel.Phrase{Code: "ems.emstest.silence", Text: "The stack says nothing until the deadline."}
	phraseSilentAbort    = schannel.Phrase{Code: "ems.emstest.silent_abort", Text: "The stack closes without an alert instead of sending {expected}."}
	phraseSkipped        = schannel.Phrase{Code: "ems.emstest.skipped", Text: "Left out: {reason}."}
	phraseUnusable       = schannel.Phrase{Code: "ems.emstest.unusable", Text: "The stack has no second version or suite with which to make a session that it must then refuse."}
)

// phrases is every phrase of this package, ordered by code.
var phrases = [...]*schannel.Phrase{
	&phraseAction, &phraseAlert, &phraseConnect, &phraseEcho, &phraseHello, &phraseInVain, &phraseKeyExchange, &phraseKeys,
	&phraseKeysExtended, &phraseKeysLegacy, &phraseLacks, &phraseNegotiated, &phraseNoOffer, &phraseNoSession,
	&phraseNoVersion, &phraseNotIssued, &phraseNotResumed, &phraseOrder, &phraseOwnChoice, &phrasePeer, &phraseResumedNothing, &phraseRunning,
	&phraseSilence, &phraseSilentAbort, &phraseSkipped, &phraseUnusable,
}

// Catalog yields the codes of this package, ordered by code.
func Catalog() iter.Seq[schannel.CatalogEntry] {
	tables := catalog.Tables{Errors: []schannel.Phrase{{Code: codeStack, Text: "The description of the stack cannot be used."}}}
	for _, p := range phrases {
		tables.Phrases = append(tables.Phrases, *p)
	}
	return tables.All()
}

var errOneOf = errors.New("exactly one of Handle and Dial is to be set")

func stackError(field string, err error) error {
	return &schannel.Error{Code: codeStack, Field: field, Offset: schannel.NoOffset, Err: err}
}

func phraseOfAlert(got ems.Alert, want []ems.Alert) schannel.Phrase {
	expected := schannel.Text("expected", joined(want))
	if got == ems.NoAlert {
		return phraseSilentAbort.With(expected)
	}
	return phraseAlert.With(schannel.Word("alert", got), expected)
}

func phraseOfHello(has bool) schannel.Phrase {
	if has {
		return phraseEcho
	}
	return phraseLacks
}
