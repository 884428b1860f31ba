// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package winhost

import (
	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
)

// The events of source Schannel in the System log that are told apart.
const (
	EventNoSuite       = 36874 // no common cipher suite
	EventAlertReceived = 36887
	EventAlertSent     = 36888
)

// AlertEvent returns the entry in the System log for an alert: the ID is
// [EventAlertReceived] or [EventAlertSent].
func AlertEvent(id int, a ems.Alert) schannel.Event {
	return schannel.Event{
		Log: "System", Provider: "Schannel", ID: id, Level: schannel.LevelError,
		Params:     []schannel.Arg{schannel.Number("alert", int(a.Number()))},
		Conditions: []schannel.Phrase{conditionLogged},
	}
}

var conditionLogged = schannel.Phrase{
	Code: "ems.windows.condition.logged",
	Text: "errors are logged: the registry value EventLogging has the bit of value 1, as it has by default",
}
