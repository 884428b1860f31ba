// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package trustdiag

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/eventtext"
	"github.com/schanneltrust/schannel/symptom"
)

// signOf finds what a row is.
func signOf(row symptom.Row) (sign, bool) {
	row = quoted(row)
	text := strings.ToLower(row.Text + "\n" + row.Event.Message)
	number, numbered := carried(row)
	for _, known := range signs() {
		if known.seenIn(row, number, numbered) || row.Event.ID == 0 && row.Code.IsZero() && known.readIn(text) {
			return known, true
		}
	}
	return sign{}, false
}

// quoted makes a text that quotes the message of an event, or names it by its
// number, a record of it.
func quoted(row symptom.Row) symptom.Row {
	if row.Event.ID != 0 || !row.Code.IsZero() {
		return row
	}
	text := row.Text + "\n" + row.Event.Message
	if q, message := quoteIn(text); message != "" {
		row.Event.ID, row.Event.Message = q.event, message
		return row
	}
	if reason, ok := reasonIn(strings.ToLower(text)); ok && ofNPS(strings.ToLower(text)) {
		row.Event = symptom.Event{ID: eventDenied, Data: []symptom.Field{{Name: "ReasonCode", Value: strconv.FormatUint(uint64(reason), 10)}}}
		row.Text = ""
		return row
	}
	if id := named(strings.ToLower(text)); id != 0 {
		row.Event = symptom.Event{ID: id, Provider: "Schannel"}
		if alert, ok := eventtext.Alert(strings.ToLower(text), id); ok {
			row.Event.Data = []symptom.Field{{Name: "AlertDesc", Value: strconv.Itoa(int(alert))}}
		}
		row.Text = ""
	}
	return row
}

// ofNPS reports whether a text in lower case is of event 6273, in whole or in
// part: a reason code stands in other logs too.
func ofNPS(text string) bool {
	return slices.ContainsFunc([]string{"network policy", "authentication details", "eap type", "nps", "6273"}, func(part string) bool { return strings.Contains(text, part) })
}

// named is the event of Schannel that a text in lower case speaks of by its
// number; of several, the one that says most.
func named(text string) int {
	for _, known := range signs() {
		if !slices.Contains(known.providers, schannelSource) {
			continue
		}
		for _, id := range known.events {
			if eventtext.Names(text, id) {
				return id
			}
		}
	}
	return 0
}

// quoteIn returns the first part of a message of Schannel that a text has, and
// what stands behind it.
func quoteIn(text string) (found quote, behind string) {
	lower := strings.ToLower(text)
	for _, q := range quotes {
		if _, after, there := strings.Cut(lower, q.text); there && strings.Contains(after, q.verb) {
			return q, after + "\n"
		}
	}
	return quote{}, ""
}

// seenIn compares the fields.
func (known sign) seenIn(row symptom.Row, number uint32, numbered bool) bool {
	switch row.Code.Kind { //nolint:exhaustive // of the others no source here tells
	case symptom.CodeHTTP:
		return known.http != nil && len(row.Code.Numbers) >= 2 && slices.Equal(known.http, row.Code.Numbers[:2])
	case symptom.CodeAlert:
		return known.alert != 0 && slices.Equal(row.Code.Numbers, []uint32{known.alert})
	case symptom.CodeStatus:
		return len(row.Code.Numbers) == 1 && slices.Contains(known.statuses, row.Code.Numbers[0])
	}
	if row.Event.ID == 0 || !slices.Contains(known.events, row.Event.ID) || !known.from(row.Event.Provider) {
		return false
	}
	if known.bare {
		return !numbered
	}
	return known.number == 0 || known.number == number
}

// from reports whether the provider of an event is one of those of the sign.
// One that is not known is no objection, unless other programs have the ID too.
func (known sign) from(provider string) bool {
	if provider == "" {
		return !known.strict
	}
	lower := strings.ToLower(provider) + " "
	return slices.ContainsFunc(known.providers, func(name string) bool {
		return strings.Contains(lower, name) && (!strings.HasSuffix(name, " ") || strings.HasPrefix(lower, name))
	})
}

// carried is the number that tells events of one ID apart: the alert of 36887,
// the reason of 6273, the code of 61029, as a named value, the only positional
// one, or in the text of the event in whatever language, wherever that stands.
func carried(row symptom.Row) (number uint32, ok bool) {
	e := row.Event
	for _, name := range []string{"AlertDesc", "ReasonCode"} {
		if value, found := e.Value(name); found {
			return decimal(value)
		}
	}
	if len(e.Data) == 1 || e.ID == eventSent && len(e.Data) > 0 && e.Data[0].Name == "" {
		if number, ok := decimal(e.Data[0].Value); ok {
			return number, true
		}
	}
	message := e.Message + "\n" + row.Text
	if e.ID == eventDenied {
		if number, ok := reasonIn(strings.ToLower(message)); ok {
			return number, true
		}
		if number, ok := lastValue(message); ok {
			return number, true
		}
		for _, reason := range []uint32{265, 266} {
			if eventtext.HasNumber(message, strconv.FormatUint(uint64(reason), 10)) {
				return reason, true
			}
		}
		return 0, false
	}
	if q, behind := quoteIn(message); q.event == e.ID {
		message = behind
	}
	return numberIn(message, e.ID)
}

// reasonIn is the number that a message of NPS in English gives as the reason.
// Where it gives one, no other number of the message is it.
func reasonIn(lower string) (number uint32, ok bool) {
	_, behind, ok := strings.Cut(lower, "reason code")
	if !ok {
		return 0, false
	}
	return numberIn(behind, 0)
}

// lastValue is the last number that stands alone behind a label: in the message
// of event 6273 the reason code, in every language, as behind it are values in
// words only.
func lastValue(message string) (number uint32, ok bool) {
	for line := range strings.Lines(message) {
		if at := strings.LastIndexAny(line, ":："); at >= 0 {
			if n, is := decimal(strings.TrimLeft(line[at:], ":：")); is {
				number, ok = n, true
			}
		}
	}
	return number, ok
}

// numberIn is the first number of a text that is not the ID of its event. One
// that is too large for any code is there, and none.
func numberIn(text string, id int) (number uint32, ok bool) {
	for word := range strings.FieldsFuncSeq(text, func(r rune) bool { return !isNumeral(r) }) {
		if word == strconv.Itoa(id) {
			continue
		}
		number, _ = decimal(word)
		return number, true
	}
	return 0, false
}

func decimal(text string) (uint32, bool) {
	number, err := strconv.ParseUint(strings.TrimSpace(text), 10, 32)
	return uint32(number), err == nil
}

func isNumeral(r rune) bool { return '0' <= r && r <= '9' }

// readIn looks into a text in lower case.
func (known sign) readIn(text string) bool {
	if slices.ContainsFunc(known.statuses, func(status uint32) bool { return hasStatus(text, status) }) {
		return true
	}
	if reason, ok := reasonIn(text); ok && known.number >= 265 && known.number <= 266 && reason != known.number {
		return false
	}
	return slices.ContainsFunc(known.texts, func(words []string) bool {
		return !slices.ContainsFunc(words, func(word string) bool { return !has(text, word) })
	})
}

// hasStatus reports whether a text has a code as Windows and .NET print it:
// hexadecimal, or decimal with a sign or without.
func hasStatus(text string, status uint32) bool {
	return strings.Contains(text, fmt.Sprintf("0x%08x", status)) ||
		eventtext.HasNumber(text, strconv.FormatUint(uint64(status), 10)) ||
		eventtext.HasNumber(text, strconv.FormatInt(int64(int32(status)), 10))
}

// has reports whether a text has a word; one that begins with a digit, by
// itself; and one that ends in a blank, as a field of a log before a number.
func has(text, word string) bool {
	switch {
	case isNumeral(rune(word[0])):
		return eventtext.HasNumber(text, word)
	case strings.HasSuffix(word, " "):
		_, behind, found := strings.Cut(text, word)
		return found && behind != "" && isNumeral(rune(behind[0]))
	}
	return strings.Contains(text, word)
}

// args are those of the rule of a sign.
func (known sign) args(row symptom.Row) []schannel.Arg {
	switch known.rule.Code {
	case ruleSignReceivedOther.Code, ruleSignSentKeys.Code:
		number, _ := carried(quoted(row))
		return []schannel.Arg{schannel.Number("alert", int(number))}
	case ruleSignServerRefused.Code, ruleSignRemoteAccess.Code, ruleSignLync.Code:
		return []schannel.Arg{schannel.Number("event", known.eventOf(row))}
	case ruleSignStatus.Code:
		return []schannel.Arg{schannel.Text("status", cmp.Or(row.Code.String(), known.statusIn(strings.ToLower(row.Event.Message+"\n"+row.Text))))}
	}
	return nil
}

// statusIn is the code or its name that a text in lower case has, whatever else
// stands in it.
func (known sign) statusIn(text string) string {
	for _, status := range known.statuses {
		if hasStatus(text, status) {
			return symptom.StatusCode(status).String()
		}
	}
	for _, words := range known.texts {
		if has(text, words[0]) {
			return strings.ToUpper(words[0])
		}
	}
	return text
}

// eventOf is the ID of the event that a row is, or quotes.
func (known sign) eventOf(row symptom.Row) int {
	for _, id := range known.events {
		if row.Event.ID == id || row.Event.ID == 0 && eventtext.HasNumber(row.Text, strconv.Itoa(id)) {
			return id
		}
	}
	return known.events[0]
}
