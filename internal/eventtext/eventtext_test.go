// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package eventtext_test

import (
	"testing"

	"github.com/schanneltrust/schannel/internal/eventtext"
)

// TestNames checks which texts say that event 36887 was seen, and with which
// alert; -1: none is given. No document has these texts: what counts is what a
// reader of them understands.
func TestNames(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, text string
		seen       bool
		alert      int
		why        string
	}{
		{"event", "event 36887", true, -1, "the event, and no alert"},
		{"source", "schannel 36887", true, -1, "its source"},
		{"id", "id 36887 in the system log", true, -1, "its ID"},
		{"alone", "36887", true, -1, "all that is said"},
		{"hash", "#36887", true, -1, "as in a list of issues"},
		{"alert", "schannel 36887 alert 40", true, 40, "the alert by its word"},
		{"alert-alone", "36887, alert code 47", true, 47, "an alert is what this event is about"},
		{"alert-number", "36887: alert number is 20", true, 20, "with words between"},
		{"alert-desc", "36887 alertdesc=70", true, 70, "the name of the value"},
		{"alert-fatal", "event id 36887 fatal alert 20", true, 20, "fatal is the level"},
		{"code", "event 36887, error code 46", true, 46, "the code beside the event"},
		{"code-with", "event 36887 with code 46", true, 46, "the same"},
		{"code-colon", "event 36887 (code: 46)", true, 46, "the same in brackets"},
		{"pair", "36887/40", true, 40, "two numbers alone, the second an alert"},
		{"pair-brackets", "36887 (40)", true, 40, "the same"},
		{"before", "alert 40 with event 36887", true, 40, "the alert first"},
		{"two-events", "event 36887 and event 36888 alert 20", true, -1, "what stands behind another event is its alert"},
		{"exit", "event 36887, the job ends with exit code 1", true, -1, "the code of something else"},
		{"exited", "pid 36887 exited with code 47", false, -1, "a process"},
		{"process-pair", "pid 36887/40", false, -1, "not the event alone"},
		{"times", "event 36887 5 times a day", true, -1, "how often"},
		{"windows", "event 36887 on windows 10", true, -1, "a product"},
		{"version", "event 36887, alert with tls 1.2", true, -1, "a version"},
		{"version-behind", "event 36887 alert 1.2", true, -1, "a version is no number"},
		{"large", "event 36887 code 10054", true, -1, "no alert has that number"},
		{"port", "port 36887", false, -1, "a port"},
		{"alarm", "alert: port 36887 is open", false, -1, "an alert of something else"},
		{"denied", "no event 36887 was logged", false, -1, "it was not seen"},
		{"longer", "event 368871", false, -1, "another number"},
		{"twice", "event 3688736887", false, -1, "one number"},
		{"dotted", "event log of version 4.36887", false, -1, "the number of a version"},
		{"other", "event 36888", false, -1, "another event"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			seen, number := eventtext.Names(tt.text, 36887), -1
			if alert, ok := eventtext.Alert(tt.text, 36887); seen && ok {
				number = int(alert)
			}
			if seen != tt.seen || number != tt.alert {
				t.Errorf("%s: %v, alert %d; want %v, alert %d", tt.why, seen, number, tt.seen, tt.alert)
			}
		})
	}
}
