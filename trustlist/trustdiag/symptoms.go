// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package trustdiag

import (
	"slices"
	"strconv"
	"strings"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/symptom"
)

// signOf finds what a row is.
func signOf(row symptom.Row) (sign, bool) {
	text := strings.ToLower(row.Text + "\n" + row.Event.Message)
	number, numbered := carried(row.Event)
	for _, known := range signs() {
		if known.seenIn(row, number, numbered) || row.Event.ID == 0 && known.readIn(text) {
			return known, true
		}
	}
	return sign{}, false
}

// seenIn compares the fields.
func (known sign) seenIn(row symptom.Row, number uint32, numbered bool) bool {
	switch row.Code.Kind { //nolint:exhaustive // of the others no source here tells
	case symptom.CodeHTTP:
		return known.http != nil && len(row.Code.Numbers) >= 2 && slices.Equal(known.http, row.Code.Numbers[:2])
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
	words := " " + strings.ReplaceAll(strings.ToLower(provider), "-", " ") + " "
	return slices.ContainsFunc(known.providers, func(name string) bool { return strings.Contains(words, " "+name+" ") })
}

// carried is the number that tells events of one ID apart: the alert of 36887,
// the reason of 6273, as a named value, the only positional one, or in the text
// of the event in whatever language.
func carried(e symptom.Event) (number uint32, ok bool) {
	for _, name := range []string{"AlertDesc", "ReasonCode"} {
		if value, found := e.Value(name); found {
			return decimal(value)
		}
	}
	if len(e.Data) == 1 {
		if number, ok := decimal(e.Data[0].Value); ok {
			return number, true
		}
	}
	if e.ID == 6273 {
		for _, reason := range []uint32{265, 266} {
			if containsNumber(e.Message, strconv.FormatUint(uint64(reason), 10)) {
				return reason, true
			}
		}
		return 0, false
	}
	return decimal(firstNumber(e.Message))
}

func decimal(text string) (uint32, bool) {
	number, err := strconv.ParseUint(strings.TrimSpace(text), 10, 32)
	return uint32(number), err == nil
}

func firstNumber(text string) string {
	begin := strings.IndexFunc(text, isNumeral)
	if begin < 0 {
		return ""
	}
	rest := text[begin:]
	if end := strings.IndexFunc(rest, func(r rune) bool { return !isNumeral(r) }); end >= 0 {
		rest = rest[:end]
	}
	return rest
}

func isNumeral(r rune) bool { return '0' <= r && r <= '9' }

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

func endsInDigit(s string) bool     { return s != "" && isNumeral(rune(s[len(s)-1])) }
func beginsWithDigit(s string) bool { return s != "" && isNumeral(rune(s[0])) }

// args are those of the rule of a sign.
func (known sign) args(row symptom.Row) []schannel.Arg {
	switch known.rule.Code {
	case ruleSignReceivedOther.Code:
		number, _ := carried(row.Event)
		return []schannel.Arg{schannel.Number("alert", int(number))}
	case ruleSignServerRefused.Code, ruleSignRemoteAccess.Code, ruleSignLync.Code:
		return []schannel.Arg{schannel.Number("event", row.Event.ID)}
	case ruleSignStatus.Code:
		return []schannel.Arg{schannel.Text("status", row.Code.String())}
	}
	return nil
}
