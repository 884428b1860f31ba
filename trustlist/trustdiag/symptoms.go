// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package trustdiag

import (
	"strings"

	"github.com/schanneltrust/schannel"
)

// Symptom is one thing that was seen when client authentication failed. Fields
// that were not seen stay zero.
type Symptom struct {
	Provider string `json:"provider"` // source of the event, such as "Schannel"; may stay empty
	Event    int    `json:"event"`    // its ID, such as 36885
	Number   int    `json:"number"`   // what the event carries: the alert of 36887 and 36888, the reason of 6273
	HTTP     string `json:"http"`     // status and substatus of IIS: "403.7", "403.16"
	Text     string `json:"text"`     // text of an event or a message; what it says need not be repeated in other fields
}

// hints is the causes that a sign speaks for.
type hints uint8

const (
	hintCut      hints = 1  // the list is cut
	hintRefused  hints = 2  // the client refuses a long list
	hintUnnamed  hints = 4  // the authority of the client is not named
	hintNonRoot  hints = 8  // a certificate that is no root among the trusted roots
	hintTooLarge hints = 16 // KB2880390
	hintsAny     hints = hintCut | hintTooLarge
)

// sign is a symptom of which a source tells.
type sign struct {
	provider string   // empty: any
	event    int      // 0: no event
	number   int      // 0: any
	http     string   // empty: no answer of IIS
	phrases  []string // in lower case; a text with one of them is this sign
	numbers  []string // a text with all of them is this sign

	unnumbered bool // only where no number is known

	hints    hints
	name     string
	meaning  string
	evidence schannel.Evidence
	sources  []schannel.Source
}

// signs holds narrower ones before wider ones: the first that fits counts.
var signs = [...]sign{
	{
		event: eventCut, numbers: []string{"36885"},
		phrases: []string{"list has thus been truncated", "このリストは、そのため切り捨てられました"},
		hints:   hintCut, name: "event 36885", meaning: "Schannel warns that its list of trusted authorities was too long and was cut",
		evidence: schannel.Documented, sources: []schannel.Source{{Document: "KB2464556", Section: "Symptoms"}, {Document: "KB2801679", Section: "More information"}},
	},
	{
		event: 36855, numbers: []string{"36855"},
		hints: hintCut, name: "event 36855", meaning: "a misprint of KB2801679 for event 36885, which its own table has right: the list was cut",
		evidence: schannel.Documented, sources: []schannel.Source{{Document: "KB2801679", Section: "More information"}},
	},
	{
		event: 36887, number: 47, numbers: []string{"36887", "47"},
		hints: hintsAny | hintRefused, name: "event 36887 with alert 47", meaning: "the other end refused the handshake with illegal_parameter",
		evidence: schannel.Documented, sources: []schannel.Source{{Document: "KB2801679", Section: "More information"}},
	},
	{
		event: 36887, unnumbered: true,
		hints: hintsAny | hintRefused, name: "event 36887", meaning: "the other end ended the handshake with a fatal alert; the number of the alert would tell more",
		evidence: schannel.Documented, sources: []schannel.Source{{Document: "Schannel events"}, {Document: "KB2801679", Section: "More information"}},
	},
	{
		event: 36887, numbers: []string{"36887"},
		name: "event 36887 with another alert than 47", meaning: "the other end ended the handshake with a fatal alert, not with the one that goes with long lists",
		evidence: schannel.Documented, sources: []schannel.Source{{Document: "Schannel events"}, {Document: "KB2801679", Section: "More information"}},
	},
	{
		event: 36888, numbers: []string{"36888"},
		hints: hintsAny, name: "event 36888", meaning: "the computer itself ended the handshake with a fatal alert",
		evidence: schannel.Documented, sources: []schannel.Source{{Document: "Schannel events"}},
	},
	{
		event: 36875, numbers: []string{"36875"},
		hints: hintCut | hintUnnamed, name: "event 36875", meaning: "the computer, as a client, was asked for a certificate and found none that fits",
		evidence: schannel.Reported, sources: []schannel.Source{{Document: "detection-wiki Schannel"}},
	},
	{
		event: 6273, number: 266, numbers: []string{"6273", "266"}, phrases: []string{"unexpected or badly formatted"},
		hints: hintsAny | hintRefused, name: "NPS event 6273 with reason 266", meaning: "network authentication by EAP failed with an unexpected or badly formatted message, as it does after many roots were installed",
		evidence: schannel.Reported, sources: []schannel.Source{{Document: "serverfault 391959"}, {Document: "NPS reason 266"}},
	},
	{
		event: 1423, numbers: []string{"0x80090301"},
		hints: hintsAny, name: "Exchange event 1423 with 0x80090301", meaning: "Unified Messaging cannot hand over voice mail over TLS",
		evidence: schannel.Reported, sources: []schannel.Source{{Document: "jaapwesselius 2013-02-07"}},
	},
	{
		provider: "NapAgent", event: 39,
		hints: hintsAny, name: "NapAgent event 39", meaning: "network access protection fails",
		evidence: schannel.Documented, sources: []schannel.Source{{Document: "KB2801679", Section: "Symptoms"}},
	},
	{
		provider: "RemoteAccess", event: 20225,
		hints: hintsAny, name: "RemoteAccess event 20225", meaning: "remote access fails",
		evidence: schannel.Documented, sources: []schannel.Source{{Document: "KB2801679", Section: "Symptoms"}},
	},
	{
		provider: "RemoteAccess", event: 20271,
		hints: hintsAny, name: "RemoteAccess event 20271", meaning: "remote access fails",
		evidence: schannel.Documented, sources: []schannel.Source{{Document: "KB2801679", Section: "Symptoms"}},
	},
	{
		http: "403.16", numbers: []string{"403.16"}, phrases: []string{"2148204809", "0x800b0109"},
		hints: hintNonRoot | hintTooLarge, name: "IIS 403.16", meaning: "the client certificate was sent and the server does not trust it",
		evidence: schannel.Documented, sources: []schannel.Source{{Document: "KB2802568"}},
	},
	{
		http: "403.7", numbers: []string{"403.7"},
		hints: hintCut | hintUnnamed | hintNonRoot | hintTooLarge, name: "IIS 403.7", meaning: "the server needs a client certificate and none was sent",
		evidence: schannel.Documented, sources: []schannel.Source{{Document: "KB2802568"}},
	},
}

// eventCut is the event by which Schannel says that the list was cut.
const eventCut = 36885

// signOf finds what a symptom is.
func signOf(s Symptom) (sign, bool) {
	text := strings.ToLower(s.Text)
	for _, known := range signs {
		if known.seenIn(s) || known.readIn(text) {
			return known, true
		}
	}
	return sign{}, false
}

// seenIn compares the fields.
func (known sign) seenIn(s Symptom) bool {
	if known.http != "" {
		return known.http == s.HTTP
	}
	// An ID alone tells nothing where programs share it; a source that the
	// articles do not name is no objection where they do not.
	if known.provider != "" && !strings.EqualFold(known.provider, s.Provider) {
		return false
	}
	if known.unnumbered && s.Number != 0 {
		return false
	}
	return known.event == s.Event && (known.number == 0 || known.number == s.Number)
}

// readIn looks into a text in lower case.
func (known sign) readIn(text string) bool {
	for _, phrase := range known.phrases {
		if strings.Contains(text, phrase) {
			return true
		}
	}
	for _, number := range known.numbers {
		if !containsNumber(text, number) {
			return false
		}
	}
	return len(known.numbers) > 0
}

// containsNumber reports whether the number stands in the text by itself, not
// as a part of a longer one.
func containsNumber(text, number string) bool {
	for {
		before, after, found := strings.Cut(text, number)
		if !found {
			return false
		}
		if !endsInDigit(before) && !beginsWithDigit(after) {
			return true
		}
		text = after
	}
}

func endsInDigit(s string) bool     { return s != "" && isDigit(s[len(s)-1]) }
func beginsWithDigit(s string) bool { return s != "" && isDigit(s[0]) }
func isDigit(c byte) bool           { return '0' <= c && c <= '9' }
