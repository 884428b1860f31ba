// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package compose

import (
	"slices"
	"strconv"
	"strings"

	"github.com/schanneltrust/schannel"
)

// The key of Schannel and its values that bear on the list or on what is done
// with client certificates.
const (
	RegistryKey = `HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL`

	SendTrustedIssuerList = "SendTrustedIssuerList"
	ClientAuthTrustMode   = "ClientAuthTrustMode"
	EventLogging          = "EventLogging"
)

// knownValues is in the order of the constants above.
var knownValues = [...]string{SendTrustedIssuerList, ClientAuthTrustMode, EventLogging}

// logWarnings is the bit of EventLogging that lets warnings into the log:
// KB260729.
const logWarnings = 2

// CheckRegistry says what each value does: one finding a value, in order.
// Values that have nothing to do with the list, by key or by name, get none.
// Keys and names are compared without regard to case, as Windows does; the
// key may begin with HKLM.
//
// It recognises names that are nearly right, such as SendTrustedIssuers, and
// right names under a wrong key: Schannel ignores both.
func CheckRegistry(values []schannel.RegistryValue) []schannel.Finding {
	var findings []schannel.Finding
	for i, value := range values {
		if f, ok := checkValue(value, schannel.Nth("registry_value", i)); ok {
			findings = append(findings, f)
		}
	}
	return findings
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
	Message: "{name} is no value of Schannel and does nothing. {meant} seems to be meant.",
	Sources: []schannel.Source{
		{Document: "KB2464556", Section: "Method 3"},
		{Document: "TLS registry settings", Section: "SendTrustedIssuerList"},
		{Document: "newbetuts 1050679"},
	},
}

func checkValue(value schannel.RegistryValue, subject schannel.Subject) (schannel.Finding, bool) {
	name := schannel.Text("name", value.Name)
	known := knownValue(value.Name)
	switch {
	case known == "" && inSchannelKey(value):
		meant := nearlyKnown(value.Name)
		if meant == "" {
			return schannel.Finding{}, false
		}
		return schannel.NewFinding(ruleRegistryName, schannel.Basis{Certainty: schannel.Certain}, subject, name, schannel.Text("meant", meant)), true
	case known == "":
		return schannel.Finding{}, false
	case !inSchannelKey(value):
		return schannel.NewFinding(ruleRegistryKey, schannel.Basis{Certainty: schannel.Certain}, subject,
			schannel.Text("name", known), schannel.Text("key", value.Key), schannel.Text("right", RegistryKey)), true
	}
	switch known {
	case ClientAuthTrustMode:
		return trustModeFinding(uint32(value.Number), subject), true
	case EventLogging:
		return loggingFinding(uint32(value.Number), subject), true
	}
	return sendListFinding(uint32(value.Number), subject), true
}

// knownValue returns the name as it is documented, or "" if it is none.
func knownValue(name string) string {
	i := slices.IndexFunc(knownValues[:], func(known string) bool { return strings.EqualFold(known, name) })
	if i < 0 {
		return ""
	}
	return knownValues[i]
}

// maxSlip is how many letters a name may differ in from the one that was
// meant. SendTrustedIssuers, which was seen, differs in 3 from
// SendTrustedIssuerList.
const maxSlip = 3

// nearlyKnown returns the name that was meant, or "" if none is near.
func nearlyKnown(name string) string {
	if len(name) > len(SendTrustedIssuerList)+maxSlip {
		return ""
	}
	for _, known := range knownValues {
		if distance(strings.ToLower(name), strings.ToLower(known)) <= maxSlip {
			return known
		}
	}
	return ""
}

// distance is that of Levenshtein: how many bytes to insert, delete or
// replace.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			replaced := diagonal
			if a[i] != b[j] {
				replaced++
			}
			diagonal = row[j+1]
			row[j+1] = min(replaced, diagonal+1, row[j]+1)
		}
	}
	return row[len(b)]
}

func inSchannelKey(value schannel.RegistryValue) bool {
	return strings.EqualFold(longKey(value.Key), RegistryKey)
}

// longKey writes the name of the hive in full and drops a trailing backslash.
func longKey(key string) string {
	key = strings.TrimSuffix(key, `\`)
	if hive, path, ok := strings.Cut(key, `\`); ok && strings.EqualFold(strings.TrimSuffix(hive, ":"), "HKLM") {
		return `HKEY_LOCAL_MACHINE\` + path
	}
	return key
}

var ruleRegistryData = schannel.Rule{
	Code: "trustlist.registry.data", Title: "No document says what this number does",
	Severity: schannel.Warning, Evidence: schannel.Documented,
	Message: "{name} is {value}, which is none of the numbers that are documented for it.",
	Sources: []schannel.Source{
		{Document: "TLS registry settings", Section: "SendTrustedIssuerList"},
		{Document: "Schannel SSP overview", Section: "Management of trusted issuers for client authentication"},
	},
}

var ruleRegistrySend = schannel.Rule{
	Code: "trustlist.registry.send", Title: "The server is told to send the list",
	Severity: schannel.Info, Evidence: schannel.Documented,
	Message: "SendTrustedIssuerList is 1: the server sends its list of authorities.",
	Sources: []schannel.Source{
		{Document: "KB2464556", Section: "Method 3"},
		{Document: "TLS registry settings", Section: "SendTrustedIssuerList"},
	},
}

var ruleRegistrySilent = schannel.Rule{
	Code: "trustlist.registry.send_not", Title: "The server is told to send no list",
	Severity: schannel.Info, Evidence: schannel.Documented,
	Message: "SendTrustedIssuerList is 0: the server names no authority. Internet Explorer then shows all client certificates that are installed.",
	Sources: []schannel.Source{
		{Document: "KB2464556", Section: "Method 3"},
		{Document: "TLS registry settings", Section: "SendTrustedIssuerList"},
	},
}

func sendListFinding(data uint32, subject schannel.Subject) schannel.Finding {
	value := schannel.Text("value", strconv.FormatUint(uint64(data), 10))
	switch data {
	case 0:
		return schannel.NewFinding(ruleRegistrySilent, schannel.Basis{Certainty: schannel.Certain}, subject)
	case 1:
		return schannel.NewFinding(ruleRegistrySend, schannel.Basis{Certainty: schannel.Certain}, subject)
	}
	f := schannel.NewFinding(ruleRegistryData, schannel.Basis{Certainty: schannel.Undocumented}, subject, schannel.Text("name", SendTrustedIssuerList), value)
	f.Outcomes = []string{"a list is sent", "no list is sent"}
	f.Settle = "a capture of the CertificateRequest that this server sends"
	return f
}

var ruleRegistryWarnings = schannel.Rule{
	Code: "trustlist.registry.warnings", Title: "Schannel logs warnings",
	Severity: schannel.Info, Evidence: schannel.Documented,
	Message: "EventLogging is {value}, which has bit 2: event 36885 is written when a list is cut.",
	Sources: []schannel.Source{
		{Document: "KB260729"},
		{Document: "KB933430"},
	},
}

var ruleRegistryNoWarnings = schannel.Rule{
	Code: "trustlist.registry.warnings_not", Title: "Schannel logs no warnings",
	Severity: schannel.Info, Evidence: schannel.Documented,
	Message: "EventLogging is {value}, without bit 2: event 36885 is not written even when a list is cut.",
	Sources: []schannel.Source{
		{Document: "KB260729"},
		{Document: "KB933430"},
	},
}

func loggingFinding(data uint32, subject schannel.Subject) schannel.Finding {
	value := schannel.Text("value", strconv.FormatUint(uint64(data), 10))
	if data&logWarnings == 0 {
		return schannel.NewFinding(ruleRegistryNoWarnings, schannel.Basis{Certainty: schannel.Certain}, subject, value)
	}
	return schannel.NewFinding(ruleRegistryWarnings, schannel.Basis{Certainty: schannel.Certain}, subject, value)
}

// settings are the values of a host, as Schannel finds them.
type settings struct {
	sendList, trustMode setting
}

// setting is one value; absent is not 0.
type setting struct {
	present bool
	data    uint32
}

// readSettings picks the values that count. Of one that stands twice the last
// counts, as in a file that is imported.
func readSettings(values []schannel.RegistryValue) settings {
	var s settings
	for _, value := range values {
		if !inSchannelKey(value) {
			continue
		}
		found := setting{true, uint32(value.Number)}
		switch knownValue(value.Name) {
		case SendTrustedIssuerList:
			s.sendList = found
		case ClientAuthTrustMode:
			s.trustMode = found
		}
	}
	return s
}
