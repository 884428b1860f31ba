// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package winhost

import (
	"slices"
	"strings"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/winreg"
)

// The key and the two values of KB4528489, and the one of KB260729.
const (
	schannelKey   = `HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL`
	disableClient = "DisableClientExtendedMasterSecret"
	disableServer = "DisableServerExtendedMasterSecret"
	eventLogging  = "EventLogging"
)

// The settings by their index in what is looked for.
const (
	settingClient  = 0
	settingServer  = 1
	settingLogging = 2
)

func settings() []winreg.Setting {
	return []winreg.Setting{
		settingClient:  {Key: schannelKey, Name: disableClient, Type: schannel.RegDWORD},
		settingServer:  {Key: schannelKey, Name: disableServer, Type: schannel.RegDWORD},
		settingLogging: {Key: schannelKey, Name: eventLogging, Type: schannel.RegDWORD},
	}
}

// CheckRegistry reads values of the registry, looks for those that turn the
// extension on or off and for the level of logging, and says what each does, in
// order. After them come those that are named after the extension and are neither,
// and in one finding how many others there are. Keys and names are compared
// as package winreg does.
//
// Both values belong below SecurityProviders\SCHANNEL and are of type
// REG_DWORD. Absent or 0, the extension is on; 1 turns it off, which KB4528489
// advises against.
func CheckRegistry(values []schannel.RegistryValue) []schannel.Finding {
	_, findings := checkRegistry(values, schannel.Scope{})
	return findings
}

// effect is what the registry does to the extension on one side.
type effect uint8

const (
	leftAlone effect = 0
	turnedOn  effect = 1 // by a value that says so
	turnedOff effect = 2
	unclear   effect = 3 // nobody says what the value does, or whether it counts
)

// on gives the behaviour of a side after the effect.
func (e effect) on(b Behaviour) Behaviour {
	switch e {
	case turnedOff:
		return NoEMS
	case unclear:
		return BehaviourUnspecified
	case leftAlone, turnedOn:
	}
	return b
}

// effects is what all values do together.
type effects struct {
	client, server effect
	eventsOff      bool // no errors are logged
}

// and adds what a value does; two values that say different things leave it
// open which one counts.
func (e *effects) and(setting int, with effect) {
	side := &e.client
	if setting == settingServer {
		side = &e.server
	}
	if *side != leftAlone && *side != with {
		with = unclear
	}
	*side = with
}

// checkRegistry says what the values do; of the host the scope is known.
func checkRegistry(values []schannel.RegistryValue, host schannel.Scope) (effects, []schannel.Finding) {
	var all effects
	var findings []schannel.Finding
	taken := make([]bool, len(values))
	matches := winreg.Find(values, settings()...)
	known := currentValues(values, matches)
	twice := disagreeing(values, matches)
	for _, m := range matches {
		if m.Setting == settingLogging && !m.Reads() {
			continue // a common name: it may be somebody else's
		}
		c := valueCheck{values[m.Value], m, known, host}
		taken[m.Value] = true
		if m.Setting == settingLogging {
			f, off := c.logging()
			all.eventsOff = all.eventsOff || off
			findings = append(findings, f)
			continue
		}
		does, f := c.check(slices.Contains(twice, m.Setting))
		if does != leftAlone {
			all.and(m.Setting, does)
		}
		findings = append(findings, f)
	}
	findings = append(findings, misnamed(values, taken)...)
	return all, append(findings, otherValues(taken)...)
}

// misnamed names the values that are called after the extension and are neither
// of the two settings, and takes them.
func misnamed(values []schannel.RegistryValue, taken []bool) []schannel.Finding {
	var findings []schannel.Finding
	for i, v := range values {
		if taken[i] || !strings.Contains(strings.ToLower(v.Name), "extendedmastersecret") {
			continue
		}
		taken[i] = true
		findings = append(findings, schannel.NewFinding(
			ruleRegistryNeither, schannel.Basis{Certainty: schannel.Certain}, schannel.Nth("registry_value", i), schannel.Text("name", v.Name),
		))
	}
	return findings
}

// currentValues are those that Windows reads, as remedies write them.
func currentValues(values []schannel.RegistryValue, matches []winreg.Match) []schannel.RegistryValue {
	var current []schannel.RegistryValue
	all := settings()
	for _, m := range matches {
		if m.Reads() && !m.WrongType && m.Certainty != schannel.InsufficientData {
			v := values[m.Value]
			v.Key, v.Name = all[m.Setting].Key, all[m.Setting].Name
			current = append(current, v)
		}
	}
	return current
}

// disagreeing are the settings that two values set to different things.
func disagreeing(values []schannel.RegistryValue, matches []winreg.Match) []int {
	var twice []int
	for i, m := range matches {
		for _, n := range matches[:i] {
			a, b := values[m.Value], values[n.Value]
			if m.Setting == n.Setting && m.Reads() && n.Reads() && (a.Number != b.Number || a.Type != b.Type) && !slices.Contains(twice, m.Setting) {
				twice = append(twice, m.Setting)
			}
		}
	}
	return twice
}

// otherValues counts what is not for the extension.
func otherValues(taken []bool) []schannel.Finding {
	const shown = 5
	var items []schannel.Subject
	count := 0
	for i, t := range taken {
		if t {
			continue
		}
		count++
		if len(items) < shown {
			items = append(items, schannel.Nth("registry_value", i))
		}
	}
	if count == 0 {
		return nil
	}
	f := schannel.NewFinding(ruleRegistryOther, schannel.Basis{Certainty: schannel.Certain}, schannel.Whole("registry"), schannel.Number("count", count))
	f.Items = items
	return []schannel.Finding{f}
}

// valueCheck is a value that is one of the settings or seems to be meant for
// one.
type valueCheck struct {
	value schannel.RegistryValue
	match winreg.Match
	known []schannel.RegistryValue // what the registry sets
	host  schannel.Scope
}

func (c valueCheck) setting() winreg.Setting { return settings()[c.match.Setting] }

func (c valueCheck) side() ems.Side {
	if c.match.Setting == settingServer {
		return ems.Server
	}
	return ems.Client
}

func (c valueCheck) subject() schannel.Subject {
	return schannel.Nth("registry_value", c.match.Value)
}

// finding applies a rule whose arguments begin with the name of the value.
func (c valueCheck) finding(rule schannel.Rule, basis schannel.Basis, args ...schannel.Arg) schannel.Finding {
	return schannel.NewFinding(rule, basis, c.subject(), append([]schannel.Arg{schannel.Text("name", c.value.Name)}, args...)...)
}

// mended adds the remedy for the side of the value.
func (c valueCheck) mended(f schannel.Finding) schannel.Finding {
	scope := c.host
	scope.Roles = []string{c.side().String()}
	f.Remedies = remediesFor(scope, c.known, RemedyEnable)
	return f
}

// check says what the value does; twice: another one says otherwise.
func (c valueCheck) check(twice bool) (effect, schannel.Finding) {
	certain := schannel.Basis{Certainty: schannel.Certain}
	switch m := c.match; {
	case m.Key == winreg.KeyMissing:
		return unclear, c.finding(ruleRegistryNoKey, schannel.Basis{Certainty: schannel.InsufficientData, Missing: []schannel.Phrase{missingKey}})
	case m.Name == winreg.NameNear:
		return leftAlone, c.mended(c.finding(ruleRegistryName, certain, schannel.Text("meant", c.setting().Name)))
	case m.Name == winreg.NameBlank, m.Key == winreg.KeyBlank:
		return leftAlone, c.finding(ruleRegistryBlank, certain)
	case !m.Reads():
		return leftAlone, c.finding(ruleRegistryKey, certain, schannel.Text("key", c.value.Key))
	case m.Certainty == schannel.InsufficientData:
		return unclear, c.finding(ruleRegistryNoKey, schannel.Basis{Certainty: schannel.InsufficientData, Missing: []schannel.Phrase{missingControlSet}})
	case twice:
		return unclear, c.finding(ruleRegistryTwice, schannel.Basis{Certainty: schannel.InsufficientData, Missing: []schannel.Phrase{missingWhich}})
	case m.WrongType:
		return unclear, c.mended(c.finding(ruleRegistryType, c.open(), schannel.Word("type", c.value.Type)))
	}
	return c.number()
}

// number says what the data of a value does that is read.
func (c valueCheck) number() (effect, schannel.Finding) {
	basis := schannel.Basis{Certainty: c.match.Certainty}
	side := schannel.Word("side", c.side())
	switch c.value.Number {
	case 0:
		return turnedOn, c.finding(ruleRegistryOn, basis, side)
	case 1:
		return turnedOff, c.mended(c.finding(ruleRegistryOff, basis, side))
	}
	return unclear, c.mended(c.finding(ruleRegistryData, c.open(), schannel.Number("data", int(c.value.Number))))
}

// open is the basis where no document tells what a value does.
func (c valueCheck) open() schannel.Basis {
	return schannel.Basis{
		Certainty: schannel.Undocumented,
		Outcomes:  []schannel.Phrase{outcomeOff, outcomeOn}, Settle: []schannel.Phrase{settleHello},
	}
}

// logging says whether errors are logged. KB260729: the bit of value 1.
func (c valueCheck) logging() (f schannel.Finding, off bool) {
	const errors = 1
	written := schannel.Yes
	if c.value.Number&errors == 0 {
		written = schannel.No
	}
	if c.match.WrongType || c.match.Certainty == schannel.InsufficientData {
		basis := schannel.Basis{Certainty: schannel.InsufficientData, Missing: []schannel.Phrase{missingLogging}}
		return c.finding(ruleRegistryLogging, basis, schannel.Word("written", schannel.Unknown)), false
	}
	return c.finding(ruleRegistryLogging, schannel.Basis{Certainty: c.match.Certainty}, schannel.Word("written", written)), written == schannel.No
}

var (
	outcomeOff  = schannel.Phrase{Code: "ems.windows.outcome.off", Text: "the extension is off"}
	outcomeOn   = schannel.Phrase{Code: "ems.windows.outcome.on", Text: "the extension is on"}
	settleHello = schannel.Phrase{Code: "ems.windows.settle.hello", Text: "whether the ClientHello or ServerHello of the host carries extension 23"}

	missingControlSet = schannel.Phrase{Code: "ems.windows.missing.control_set", Text: "which control set is the current one"}
	missingKey        = schannel.Phrase{Code: "ems.windows.missing.key", Text: "the key of the value"}
	missingLogging    = schannel.Phrase{Code: "ems.windows.missing.logging", Text: "the level of logging that is in force"}
	missingWhich      = schannel.Phrase{Code: "ems.windows.missing.which", Text: "which of the values is in force"}
)

var ruleRegistryData = schannel.Rule{
	Code:     "ems.windows.registry.data",
	Title:    "The value's data is not documented",
	Severity: schannel.Warning,
	Evidence: schannel.Documented,
	Sources:  []schannel.Source{{Document: "KB4528489", Section: "Next steps, note"}},
	Message:  "{name} is {data}; 0 is documented and 1 was observed, others are not.",
}

var ruleRegistryKey = schannel.Rule{
	Code:     "ems.windows.registry.key",
	Title:    "The value stands below another key",
	Severity: schannel.Warning,
	Evidence: schannel.Documented,
	Sources:  []schannel.Source{{Document: "KB4528489", Section: "Next steps, note"}},
	Message:  "{name} stands below {key}, where KB4528489 does not place it.",
}

var ruleRegistryName = schannel.Rule{
	Code:     "ems.windows.registry.name",
	Title:    "The name of the value is nearly right",
	Severity: schannel.Warning,
	Evidence: schannel.Documented,
	Sources:  []schannel.Source{{Document: "KB4528489", Section: "Next steps, note"}},
	Message:  "{name} is not {meant}, for which it seems to be meant: Windows does not read it.",
}

var ruleRegistryNeither = schannel.Rule{
	Code:     "ems.windows.registry.neither",
	Title:    "The value is named after the extended master secret and is not documented",
	Severity: schannel.Warning,
	Evidence: schannel.Documented,
	Sources:  []schannel.Source{{Document: "KB4528489", Section: "Next steps, note"}},
	Message:  "{name} is neither DisableClientExtendedMasterSecret nor DisableServerExtendedMasterSecret, the two values that are documented: nothing is concluded from it.",
}

var ruleRegistryNoKey = schannel.Rule{
	Code:     "ems.windows.registry.no_key",
	Title:    "Where the value stands is not known",
	Severity: schannel.Warning,
	Evidence: schannel.Documented,
	Sources:  []schannel.Source{{Document: "KB4528489", Section: "Next steps, note"}},
	Message:  "Where {name} stands is not known: it counts only where KB4528489 places it.",
}

var ruleRegistryOff = schannel.Rule{
	Code:     CodeRegistryOff,
	Title:    "The registry turns the extended master secret off",
	Severity: schannel.Warning,
	Evidence: schannel.Observed,
	Sources:  []schannel.Source{{Document: "Decrypting Schannel, part 2", Section: "Section 1.2"}, {Document: "KB4528489", Section: "Next steps, note"}},
	Message:  "{name} is 1: as a {side}, Schannel does not negotiate the extended master secret; a client in that state was seen to resume no session.",
	Excludes: []schannel.Code{"ems.windows.registry.on"},
}

var ruleRegistryOn = schannel.Rule{
	Code:     "ems.windows.registry.on",
	Title:    "The registry leaves the extended master secret on",
	Severity: schannel.Info,
	Evidence: schannel.Documented,
	Sources:  []schannel.Source{{Document: "KB4528489", Section: "Next steps, note"}},
	Message:  "{name} is 0: as a {side}, Schannel negotiates the extended master secret, as it does without the value.",
}

var ruleRegistryBlank = schannel.Rule{
	Code:     "ems.windows.registry.blank",
	Title:    "The name or the key of the value has a stray blank",
	Severity: schannel.Warning,
	Evidence: schannel.Documented,
	Sources:  []schannel.Source{{Document: "KB4528489", Section: "Next steps, note"}},
	Message:  "{name} has a blank or an invisible character at an end of its name, or of a name in its key: it is another name, and Windows does not read it.",
}

var ruleRegistryLogging = schannel.Rule{
	Code:     "ems.windows.registry.logging",
	Title:    "The registry sets the level of logging",
	Severity: schannel.Info,
	Evidence: schannel.Documented,
	Sources:  []schannel.Source{{Document: "KB260729"}},
	Message:  "{name} is set; errors, and with them alerts, are written to the System log: {written}.",
}

var ruleRegistryOther = schannel.Rule{
	Code:     "ems.windows.registry.other",
	Title:    "Values that are not for the extended master secret",
	Severity: schannel.Info,
	Evidence: schannel.Documented,
	Sources:  []schannel.Source{{Document: "KB4528489", Section: "Next steps, note"}},
	Message:  "Values that have nothing to do with the extended master secret: {count}. Nothing is concluded from them.",
}

var ruleRegistryTwice = schannel.Rule{
	Code:     "ems.windows.registry.twice",
	Title:    "Two values contradict each other",
	Severity: schannel.Warning,
	Evidence: schannel.Documented,
	Sources:  []schannel.Source{{Document: "KB4528489", Section: "Next steps, note"}},
	Message:  "{name} stands there more than once, with different data: only one of them is in force.",
}

var ruleRegistryType = schannel.Rule{
	Code:     "ems.windows.registry.type",
	Title:    "The value is of another type",
	Severity: schannel.Warning,
	Evidence: schannel.Observed,
	Sources:  []schannel.Source{{Document: "Decrypting Schannel, part 2", Section: "Section 1.2"}},
	Message:  "{name} is of type {type}, where a REG_DWORD is known to work: what Windows makes of it is not documented.",
}
