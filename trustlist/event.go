// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package trustlist

import "github.com/schanneltrust/schannel"

var ruleLogging = schannel.Rule{
	Code: "trustlist.event.logging", Title: "Event 36885 may be missing although the list was cut",
	Severity: schannel.Info, Evidence: schannel.Documented,
	Message: "Schannel writes warnings only if the registry value EventLogging has the bit of value 2. A log without event 36885 proves nothing.",
	Sources: []schannel.Source{
		{Document: "KB933430"},
		{Document: "KB260729"},
		{Document: "KB2464556", Section: "More Information"},
	},
	Excludes: []schannel.Code{"trustlist.registry.warnings", "trustlist.registry.warnings_not"},
}

var conditionWarnings = schannel.Phrase{
	Code: "trustlist.condition.warnings", Text: "warnings are logged: the registry value EventLogging has the bit of value 2",
}

// TruncationEvent is the warning that Schannel logs when it cuts a list, as
// KB2464556 prints it, if warnings are logged.
func TruncationEvent() schannel.Event {
	return schannel.Event{
		Log: "System", Provider: "Schannel", ID: 36885, Level: schannel.LevelWarning,
		Conditions: []schannel.Phrase{conditionWarnings},
	}
}

// events is what a server with the profile logs when it cuts a list.
func (p Profile) events() []schannel.Event {
	event := TruncationEvent()
	switch p.Warnings {
	case schannel.Yes:
		event.Conditions = nil
	case schannel.No:
		return nil
	case schannel.Unknown:
	}
	return []schannel.Event{event}
}
