// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package compose

import (
	"strconv"
	"strings"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/trustlist/internal/mend"
	"github.com/schanneltrust/schannel/trustlist/internal/say"
	"github.com/schanneltrust/schannel/winreg"
)

// The key of Schannel and its values that bear on the list or on what is done
// with client certificates.
const (
	RegistryKey = mend.SchannelKey

	SendTrustedIssuerList = "SendTrustedIssuerList"
	ClientAuthTrustMode   = "ClientAuthTrustMode"
	EventLogging          = "EventLogging"
)

// knownValues is the values above.
var knownValues = [...]winreg.Setting{
	{Key: RegistryKey, Name: SendTrustedIssuerList, Type: schannel.RegDWORD},
	{Key: RegistryKey, Name: ClientAuthTrustMode, Type: schannel.RegDWORD},
	{Key: RegistryKey, Name: EventLogging, Type: schannel.RegDWORD},
}

// The bit of EventLogging that lets warnings into the log, and all bits that
// have a meaning: KB260729.
const (
	logWarnings   = 2
	logEverything = 7
)

// CheckRegistry says what each value does on a release. Values that have
// nothing to do with the list, by key or by name, get no finding; of one that
// stands twice the last counts. It recognises, see [winreg.Find], names that are
// nearly right, such as SendTrustedIssuers, and right names under a wrong key:
// Schannel ignores both.
func CheckRegistry(release schannel.Release, values []schannel.RegistryValue) []schannel.Finding {
	s := readSettings(release, values)
	return append([]schannel.Finding{}, s.findings...)
}

// settings are the values of a host, as Schannel finds them.
type settings struct {
	sendList, trustMode, logging setting

	decided, odd []schannel.Finding // what values do, and what is wrong with others
	findings     []schannel.Finding // both, in the order of the values
}

// setting is one value; absent is not 0.
type setting struct {
	present bool
	usable  bool // of the right type, and a number that a document explains
	value   schannel.RegistryValue
}

func (s setting) is(number uint64) bool { return s.usable && s.value.Number == number }

// truth is what a value of 0 or 1 says.
func (s setting) truth() schannel.Truth {
	switch {
	case s.is(0):
		return schannel.No
	case s.is(1):
		return schannel.Yes
	}
	return schannel.Unknown
}

// warnings is whether Schannel logs warnings.
func (s *settings) warnings() schannel.Truth {
	switch {
	case !s.logging.usable:
		return schannel.Unknown
	case s.logging.value.Number&logWarnings != 0:
		return schannel.Yes
	}
	return schannel.No
}

// values are those that Schannel reads, under their documented key and names.
func (s *settings) values() []schannel.RegistryValue {
	values := []schannel.RegistryValue{}
	for i, found := range [...]setting{s.sendList, s.trustMode, s.logging} {
		if found.usable {
			found.value.Key, found.value.Name = knownValues[i].Key, knownValues[i].Name
			values = append(values, found.value)
		}
	}
	return values
}

// readSettings picks the values that count.
func readSettings(release schannel.Release, values []schannel.RegistryValue) settings {
	var s settings
	matches := winreg.Find(values, knownValues[:]...)
	last := [len(knownValues)]int{-1, -1, -1}
	for _, m := range matches {
		if m.Reads() {
			last[m.Setting] = m.Value
		}
	}
	for _, m := range matches {
		value := values[m.Value]
		var f schannel.Finding
		switch {
		case !m.Reads():
			if foreign(m, value) {
				continue
			}
			f = oddFinding(m, value)
		case last[m.Setting] != m.Value:
			f = schannel.NewFinding(ruleRegistryAgain, surely(schannel.Certain), valueAt(m), settingName(m))
		default:
			s.decide(release, m, value)
			continue
		}
		s.odd = append(s.odd, f)
		s.findings = append(s.findings, f)
	}
	return s
}

// foreign reports whether a value of a common name belongs to somebody else.
func foreign(m winreg.Match, value schannel.RegistryValue) bool {
	return m.Key == winreg.KeyOther && knownValues[m.Setting].Name == EventLogging &&
		!strings.Contains(strings.ToUpper(value.Key), `\SCHANNEL`)
}

func valueAt(m winreg.Match) schannel.Subject { return schannel.Nth("registry_value", m.Value) }

func settingName(m winreg.Match) schannel.Arg {
	return schannel.Text("name", knownValues[m.Setting].Name)
}

// decide notes a value that Schannel reads and says what it does.
func (s *settings) decide(release schannel.Release, m winreg.Match, value schannel.RegistryValue) {
	basis := schannel.Basis{Certainty: m.Certainty}
	if m.Certainty == schannel.InsufficientData {
		basis.Missing = []schannel.Phrase{missingControlSet}
	}
	found := setting{present: true, usable: !m.WrongType && m.Certainty != schannel.InsufficientData, value: value}
	var f schannel.Finding
	switch number := uint32(value.Number); {
	case m.WrongType:
		f = typeFinding(m, value, basis)
	case m.Setting == 0:
		f = sendListFinding(number, basis)
	case m.Setting == 1:
		f = trustModeFinding(release, number, basis)
	default:
		f = loggingFinding(number, basis)
	}
	f.Items = []schannel.Subject{valueAt(m)}
	found.usable = found.usable && f.Code != ruleRegistryData.Code
	*[...]*setting{&s.sendList, &s.trustMode, &s.logging}[m.Setting] = found
	s.decided = append(s.decided, f)
	s.findings = append(s.findings, f)
}

var ruleRegistrySend = schannel.Rule{
	Code: "trustlist.registry.send", Title: "The server is told to send the list",
	Severity: schannel.Info, Evidence: schannel.Documented,
	Message: "SendTrustedIssuerList is 1: the server sends its list of authorities.",
	Sources: []schannel.Source{
		{Document: "KB2464556", Section: "Method 3"},
		{Document: "TLS registry settings", Section: "SendTrustedIssuerList"},
	},
	Excludes: []schannel.Code{"trustlist.registry.send_not", "trustlist.host.silent", "trustlist.list.federation"},
}

var ruleRegistrySilent = schannel.Rule{
	Code: "trustlist.registry.send_not", Title: "The server is told to send no list",
	Severity: schannel.Info, Evidence: schannel.Documented,
	Message: "SendTrustedIssuerList is 0: the server names no authority.",
	Sources: []schannel.Source{
		{Document: "KB2464556", Section: "Method 3"},
		{Document: "TLS registry settings", Section: "SendTrustedIssuerList"},
	},
	Excludes: []schannel.Code{"trustlist.registry.send", "trustlist.host.silent", "trustlist.list.federation"},
}

var (
	outcomeSent    = schannel.Phrase{Code: "trustlist.outcome.sent", Text: "a list is sent"}
	outcomeNotSent = schannel.Phrase{Code: "trustlist.outcome.not_sent", Text: "no list is sent"}
)

func sendListFinding(data uint32, basis schannel.Basis) schannel.Finding {
	switch data {
	case 0:
		return schannel.NewFinding(ruleRegistrySilent, basis, schannel.Whole("host"))
	case 1:
		return schannel.NewFinding(ruleRegistrySend, basis, schannel.Whole("host"))
	}
	return dataFinding(SendTrustedIssuerList, data, basis, []schannel.Phrase{outcomeSent, outcomeNotSent}, say.Capture)
}

var ruleRegistryData = schannel.Rule{
	Code: "trustlist.registry.data", Title: "No document says what this number does",
	Severity: schannel.Warning, Evidence: schannel.Documented,
	Message: "{name} is {value}, which is none of the numbers that are documented for it.",
	Sources: []schannel.Source{
		{Document: "TLS registry settings", Section: "SendTrustedIssuerList"},
		{Document: "Schannel SSP overview", Section: "Management of trusted issuers for client authentication"},
		{Document: "KB260729"},
	},
}

// dataFinding is about a number that no document explains.
func dataFinding(name string, data uint32, basis schannel.Basis, outcomes []schannel.Phrase, settle schannel.Phrase) schannel.Finding {
	if basis.Certainty != schannel.InsufficientData {
		basis.Certainty = schannel.Undocumented
	}
	basis.Outcomes, basis.Settle = outcomes, []schannel.Phrase{settle}
	return schannel.NewFinding(ruleRegistryData, basis, schannel.Whole("host").Named(name), schannel.Text("name", name), dword(data))
}

// dword is an argument for the number of a value.
func dword(data uint32) schannel.Arg {
	return schannel.Arg{Name: "value", Kind: "number", Value: strconv.FormatUint(uint64(data), 10)}
}

var ruleRegistryWarnings = schannel.Rule{
	Code: "trustlist.registry.warnings", Title: "Schannel logs warnings",
	Severity: schannel.Info, Evidence: schannel.Documented,
	Message: "EventLogging is {value}, which includes warnings (2): event 36885 is written when a list is cut.",
	Sources: []schannel.Source{
		{Document: "KB260729"},
		{Document: "KB933430"},
	},
	Excludes: []schannel.Code{"trustlist.registry.warnings_not", "trustlist.event.logging"},
}

var ruleRegistryNoWarnings = schannel.Rule{
	Code: "trustlist.registry.warnings_not", Title: "Schannel logs no warnings",
	Severity: schannel.Info, Evidence: schannel.Documented,
	Message: "EventLogging is {value}, which does not include warnings (2): event 36885 is not written even when a list is cut.",
	Sources: []schannel.Source{
		{Document: "KB260729"},
		{Document: "KB933430"},
	},
	Excludes: []schannel.Code{"trustlist.registry.warnings", "trustlist.event.logging"},
}

var (
	outcomeLogged    = schannel.Phrase{Code: "trustlist.outcome.warnings", Text: "warnings are logged"}
	outcomeNotLogged = schannel.Phrase{Code: "trustlist.outcome.no_warnings", Text: "warnings are not logged"}
	settleLogged     = schannel.Phrase{Code: "trustlist.settle.warning", Text: "whether Schannel writes a warning while the value is this one"}
)

func loggingFinding(data uint32, basis schannel.Basis) schannel.Finding {
	switch {
	case data > logEverything:
		return dataFinding(EventLogging, data, basis, []schannel.Phrase{outcomeLogged, outcomeNotLogged}, settleLogged)
	case data&logWarnings == 0:
		return schannel.NewFinding(ruleRegistryNoWarnings, basis, schannel.Whole("log"), dword(data))
	}
	return schannel.NewFinding(ruleRegistryWarnings, basis, schannel.Whole("log"), dword(data))
}

var ruleRegistryType = schannel.Rule{
	Code: "trustlist.registry.type", Title: "The value is of another type than its document says",
	Severity: schannel.Warning, Evidence: schannel.Documented,
	Message: "{name} is a {type}; documents have it as REG_DWORD and do not say what another type does.",
	Sources: []schannel.Source{
		{Document: "KB2464556", Section: "Method 3"},
		{Document: "TLS registry settings", Section: "SendTrustedIssuerList"},
		{Document: "KB260729"},
	},
}

var (
	outcomeValueIgnored = schannel.Phrase{Code: "trustlist.outcome.value_ignored", Text: "the value counts as absent"}
	outcomeValueRead    = schannel.Phrase{Code: "trustlist.outcome.value_read", Text: "its data is read as a number"}
	settleDWORD         = schannel.Phrase{Code: "trustlist.settle.dword", Text: "the same value as a REG_DWORD"}
)

func typeFinding(m winreg.Match, value schannel.RegistryValue, basis schannel.Basis) schannel.Finding {
	if basis.Certainty != schannel.InsufficientData {
		basis.Certainty = schannel.Undocumented
	}
	basis.Outcomes, basis.Settle = []schannel.Phrase{outcomeValueIgnored, outcomeValueRead}, []schannel.Phrase{settleDWORD}
	return schannel.NewFinding(ruleRegistryType, basis, schannel.Whole("host").Named(knownValues[m.Setting].Name), settingName(m), schannel.Word("type", value.Type))
}

var ruleRegistryKey = schannel.Rule{
	Code: "trustlist.registry.key", Title: "The value stands under a key where Schannel does not look for it",
	Severity: schannel.Warning, Evidence: schannel.Documented,
	Message: "{name} stands under {key}. It works under {right} only.",
	Sources: []schannel.Source{
		{Document: "KB2464556", Section: "Method 3"},
		{Document: "TLS registry settings", Section: "SendTrustedIssuerList"},
		{Document: "Schannel SSP overview", Section: "Management of trusted issuers for client authentication"},
		{Document: "KB260729"},
	},
}

var ruleRegistryName = schannel.Rule{
	Code: "trustlist.registry.name", Title: "The name of the value is not the one that Schannel reads",
	Severity: schannel.Warning, Evidence: schannel.Documented,
	Message: "{name} is no value of Schannel. {meant} seems to be meant.",
	Sources: []schannel.Source{
		{Document: "KB2464556", Section: "Method 3"},
		{Document: "TLS registry settings", Section: "SendTrustedIssuerList"},
		{Document: "newbetuts 1050679"},
	},
}

var ruleRegistryBlank = schannel.Rule{
	Code: "trustlist.registry.blank", Title: "The name of the value has a blank too many",
	Severity: schannel.Warning, Evidence: schannel.Inferred,
	Message: "The name of the value, {name} but for blanks or invisible characters, is not the one that Schannel reads.",
	Sources: []schannel.Source{{Document: "TLS registry settings", Section: "SendTrustedIssuerList"}},
}

var ruleRegistryAgain = schannel.Rule{
	Code: "trustlist.registry.again", Title: "The value stands again further down",
	Severity: schannel.Info, Evidence: schannel.Inferred,
	Message: "{name} stands again further down. A file is carried out from top to bottom, so the last one counts.",
	Sources: []schannel.Source{{Document: "TLS registry settings", Section: "SendTrustedIssuerList"}},
}

var ruleRegistryKeyless = schannel.Rule{
	Code: "trustlist.registry.keyless", Title: "The value came without its key",
	Severity: schannel.Info, Evidence: schannel.Documented,
	Message: "{name} counts only under {right}; of this value the key is not known.",
	Sources: []schannel.Source{{Document: "TLS registry settings", Section: "SendTrustedIssuerList"}},
}

var (
	missingKey        = schannel.Phrase{Code: "trustlist.missing.key", Text: "the key under which the value stands"}
	missingControlSet = schannel.Phrase{Code: "trustlist.missing.control_set", Text: "which control set is the current one: the value Current of the key Select"}
)

// oddFinding is about a value that Schannel does not read.
func oddFinding(m winreg.Match, value schannel.RegistryValue) schannel.Finding {
	right := schannel.Text("right", RegistryKey)
	switch {
	case m.Name == winreg.NameNear:
		return schannel.NewFinding(ruleRegistryName, surely(schannel.Likely), valueAt(m),
			schannel.Text("name", value.Name), schannel.Text("meant", knownValues[m.Setting].Name))
	case m.Name == winreg.NameBlank:
		return schannel.NewFinding(ruleRegistryBlank, surely(schannel.Likely), valueAt(m), settingName(m))
	case m.Key == winreg.KeyMissing:
		return schannel.NewFinding(ruleRegistryKeyless, schannel.Basis{
			Certainty: schannel.InsufficientData, Missing: []schannel.Phrase{missingKey},
		}, valueAt(m), settingName(m), right)
	}
	return schannel.NewFinding(ruleRegistryKey, surely(schannel.Certain), valueAt(m), settingName(m), schannel.Text("key", value.Key), right)
}
