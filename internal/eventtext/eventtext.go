// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Package eventtext reads what a person writes of an event of Schannel in words
// of their own, as in a ticket: its number, and the alert beside it. The messages
// of Windows are not read here.
package eventtext

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// ofEvents are parts of words that a text has that speaks of events.
var ofEvents = [...]string{"schannel", "event", "ereignis", "événement", "evento", "イベント"}

// deniedWithin is how many words stand between a denial and its number at most.
const deniedWithin = 5

// Names reports whether a text in lower case says that an event of that number
// was seen: it is all that the text says, or the text speaks of events, or of an
// alert. It may as well be the number of a port or of a process. "No event 36885"
// says the opposite.
func Names(text string, id int) bool {
	number := strconv.Itoa(id)
	if !HasNumber(text, number) {
		return false
	}
	speaks, seen := strings.Trim(text, "# \n") == number, false
	for clause := range strings.FieldsFuncSeq(text, func(r rune) bool { return strings.ContainsRune(".,;!?\n", r) }) {
		words := wordsOf(clause)
		for i, word := range words {
			speaks = speaks || word == "id" || slices.ContainsFunc(ofEvents[:], func(s string) bool { return strings.Contains(word, s) })
			seen = seen || HasNumber(word, number) && !denied(words[max(i-deniedWithin, 0):i])
		}
	}
	if !seen || speaks {
		return seen
	}
	before, behind, _ := strings.Cut(text, number)
	found := introduced(true, wordsOf(behind))
	return found.direct && (found.called || before == "")
}

// Alert returns the alert that a text in lower case gives beside the number of
// an event: behind the word for it, or right behind the number at the end.
func Alert(text string, id int) (number uint8, ok bool) {
	before, behind, _ := strings.Cut(text, strconv.Itoa(id))
	found := introduced(true, wordsOf(behind)) // up to the number of another event
	if !found.ok {
		found = introduced(false, wordsOf(before))
	}
	return found.number, found.ok
}

// finding is an alert that was found, or not.
type finding struct {
	number uint8
	ok     bool
	called bool // the word alert stands before it
	direct bool // nothing else stands between it and the number of the event
}

// introduced finds the alert among words, which may stand behind the number of
// an event.
func introduced(behind bool, words []string) finding {
	expected, called, direct := behind && len(words) == 1, false, behind
	for i, word := range words {
		n, err := strconv.ParseUint(word, 10, 32)
		switch {
		case err == nil && n <= 255 && expected:
			return finding{uint8(n), true, called, direct}
		case err == nil && n > idsFrom:
			return finding{}
		case word == "alert" || word == "alertdesc":
			expected, called = true, true
		case isCode(word):
			expected = called || i == 0 || !slices.Contains(otherCodes[:], words[i-1])
		case !slices.Contains(fillers[:], word):
			expected, called, direct = false, false, false
		}
	}
	return finding{}
}

// idsFrom is above every alert and below every event of Schannel.
const idsFrom = 30000

func isCode(word string) bool { return strings.HasSuffix(word, "code") }

// otherCodes are words before that for a code of something else.
var otherCodes = [...]string{"exit", "status", "return", "response"}

// fillers stand between the word for an alert and its number.
var fillers = [...]string{"is", "was", "number", "no", "nr", "description", "desc", "value", "level", "fatal", "error", "tls", "ssl", "defined", "with", "the", "of", "id"}

// wordsOf splits a text where letters and digits end. The parts of a version or
// of an address are one word.
func wordsOf(text string) []string {
	runs := strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '.' })
	words := runs[:0]
	for _, run := range runs {
		if word := strings.Trim(run, "."); word != "" {
			words = append(words, word)
		}
	}
	return words
}

// denied reports whether what follows some words is said not to be there.
func denied(before []string) bool {
	return slices.ContainsFunc(before, func(word string) bool {
		switch word {
		case "no", "not", "without", "never", "kein", "keine", "ohne":
			return true
		}
		return false
	})
}

// HasNumber reports whether a number stands in a text by itself, not as a part
// of a longer one or of the number of a version.
func HasNumber(text, number string) bool {
	for at := 0; ; at += len(number) {
		next := strings.Index(text[at:], number)
		if next < 0 {
			return false
		}
		at += next
		if !endsInDigit(strings.TrimSuffix(text[:at], ".")) && !beginsWithDigit(strings.TrimPrefix(text[at+len(number):], ".")) {
			return true
		}
	}
}

func endsInDigit(s string) bool     { return s != "" && isDigit(s[len(s)-1]) }
func beginsWithDigit(s string) bool { return s != "" && isDigit(s[0]) }
func isDigit(b byte) bool           { return '0' <= b && b <= '9' }
