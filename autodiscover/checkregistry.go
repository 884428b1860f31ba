// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package autodiscover

import (
	"slices"
	"strings"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/autodiscover/internal/office"
	"github.com/schanneltrust/schannel/internal/gather"
	"github.com/schanneltrust/schannel/winreg"
)

// CheckRegistry says which values of the client's registry do nothing, are of
// the wrong kind, stand in the wrong place, or contradict each other. Values
// that are not about Autodiscover are counted and change nothing.
func CheckRegistry(c Client) []schannel.Finding {
	check := registryCheck{client: c}
	for i, v := range c.Registry {
		check.value(v, schannel.Nth("registry", i).Named(v.Name))
	}
	check.conflicts()
	check.allExcluded()
	return check.Findings()
}

type registryCheck struct {
	gather.Groups
	client Client
}

// value judges one value by where it stands.
func (c *registryCheck) value(v schannel.RegistryValue, subject schannel.Subject) {
	at := locate(v)
	switch {
	case !at.Known:
		c.Add(ruleElsewhere, subject.Named(v.Key))
	case c.client.Product.officeVersion() == "":
		c.Add(ruleNotOutlook, subject)
	case at.Machine:
		c.Add(ruleMachine, subject)
	case at.Version != c.client.Product.officeVersion():
		c.Add(ruleOtherVersion, subject.Named(at.Version))
	case strings.EqualFold(at.Below, keyRedirects):
		c.redirect(v, subject)
	case at.Below != "":
		c.Add(ruleUnknownValue, subject)
	default:
		c.setting(v, subject)
	}
}

// redirect judges a value of the key RedirectServers: its name is the host,
// its data is empty.
func (c *registryCheck) redirect(v schannel.RegistryValue, subject schannel.Subject) {
	if v.Type != schannel.RegSZ {
		c.AddWith(ruleRedirectType, typed(v), subject)
		return
	}
	if strings.Join(v.Strings, "") != "" {
		c.Add(ruleRedirectData, subject)
	}
	if strings.ContainsAny(v.Name, ":/\\*@ ") || strings.HasSuffix(v.Name, ".") {
		c.Add(ruleRedirectName, subject)
	}
}

// setting judges a value of the key AutoDiscover itself.
func (c *registryCheck) setting(v schannel.RegistryValue, subject schannel.Subject) {
	name, known := knownValue(v.Name)
	switch {
	case strings.EqualFold(v.Name, valueNoEffect):
		c.Add(ruleNoEffect, subject)
	case strings.EqualFold(v.Name, keyRedirects):
		c.Add(ruleRedirectValue, subject)
	case !known && v.Type == schannel.RegSZ && strings.Contains(v.Name, "."):
		c.Add(ruleLocalFile, subject)
	case !known && misspelt(v):
		c.Add(ruleMisspelt, subject)
	case !known:
		c.Add(ruleUnknownValue, subject)
	case v.Type != schannel.RegDWORD:
		c.AddWith(ruleWrongType, typed(v), subject)
	case v.Number > 1:
		c.AddWith(ruleOddNumber, schannel.Basis{
			Certainty: schannel.Undocumented,
			Outcomes:  []schannel.Phrase{outcomeValueOn, outcomeValueOff},
			Settle:    []schannel.Phrase{settleOutlookLog},
		}, subject)
	case v.Number == 1 && c.client.tooOld(name):
		c.Add(ruleTooOld, subject)
	}
}

// typed is how sure a conclusion is that follows from the types of values.
func typed(values ...schannel.RegistryValue) schannel.Basis {
	if slices.ContainsFunc(values, func(v schannel.RegistryValue) bool { return v.Assumed }) {
		return schannel.Basis{Certainty: schannel.Likely}
	}
	return schannel.Basis{Certainty: schannel.Certain}
}

// misspelt reports whether the name is that of a documented value but for
// blanks, which nobody sees, or a few letters.
func misspelt(v schannel.RegistryValue) bool {
	for _, known := range knownValues {
		if len(winreg.Find([]schannel.RegistryValue{v}, winreg.Setting{Key: v.Key, Name: known.name})) > 0 {
			return true
		}
	}
	return false
}

// tooOld reports whether the client came before what the value switches.
func (c Client) tooOld(value string) bool {
	switch value {
	case "ExcludeLastKnownGoodURL":
		return c.Product == Outlook2007 || c.Product == Outlook2010 && office.IsBefore(c.Build, buildLastKnownGood)
	case "ExcludeExplicitO365Endpoint":
		return c.Product < Outlook2016 || office.IsBefore(c.Build, buildOffice365)
	}
	return false
}

// conflicts finds values that the user and a policy set differently.
func (c *registryCheck) conflicts() {
	for _, known := range knownValues {
		if c.client.disputed(known.name) {
			c.AddWith(ruleConflict, userOrPolicy(), schannel.Whole("registry").Named(known.name))
		}
	}
}

// userOrPolicy is how sure a conclusion is from values that user and policy set
// differently.
func userOrPolicy() schannel.Basis {
	return schannel.Basis{
		Certainty: schannel.Undocumented,
		Outcomes:  []schannel.Phrase{outcomePolicyWins, outcomeUserWins},
		Settle:    []schannel.Phrase{settleOutlookLog},
	}
}

// allExcluded finds the group policy that was enabled as it stands: it ticks
// every box.
func (c *registryCheck) allExcluded() {
	var by []schannel.RegistryValue
	for _, known := range knownValues[:policyExcludes] {
		v := c.client.value(known.name, schannel.RegDWORD, true)
		if v == nil || v.Number != 1 {
			return
		}
		by = append(by, *v)
	}
	c.AddWith(ruleAllExcluded, typed(by...), schannel.Whole("registry").Named("AutoDiscover"))
}

var (
	ruleElsewhere = schannel.Rule{
		Code: "autodiscover.registry.elsewhere", Title: "Registry values that are not about Autodiscover", Severity: schannel.Info, Evidence: schannel.Documented,
		Sources: []schannel.Source{{Document: "KB2212902"}},
		Message: "Values are outside the keys of Autodiscover and are ignored: {names} ({count} in all).",
	}
	ruleNotOutlook = schannel.Rule{
		Code: "autodiscover.registry.not_outlook", Title: "The values are Outlook's", Severity: schannel.Info, Evidence: schannel.Documented,
		Sources: []schannel.Source{{Document: "KB2212902"}},
		Message: "Only Outlook reads these values, not this client: {names} ({count} in all).",
	}
	ruleMachine = schannel.Rule{
		Code: "autodiscover.registry.machine", Title: "The value is in the computer's part of the registry", Severity: schannel.Warning, Evidence: schannel.Documented,
		Sources: []schannel.Source{{Document: "KB2212902"}},
		Message: "Values are below HKEY_LOCAL_MACHINE; the documents name only HKEY_CURRENT_USER: {names} ({count} in all).",
	}
	ruleOtherVersion = schannel.Rule{
		Code: "autodiscover.registry.other_version", Title: "The value is for another version of Outlook", Severity: schannel.Warning, Evidence: schannel.Documented,
		Sources: []schannel.Source{{Document: "KB2212902"}},
		Message: "Values are under the number of another version, which this client does not read: {names} ({count} in all).",
	}
	ruleRedirectType = schannel.Rule{
		Code: "autodiscover.registry.redirect_type", Title: "A value of RedirectServers is not a REG_SZ", Severity: schannel.Warning, Evidence: schannel.Documented,
		Sources: []schannel.Source{{Document: "KB2480582"}},
		Message: "Values of RedirectServers are not REG_SZ: {names} ({count} in all).",
	}
	ruleRedirectData = schannel.Rule{
		Code: "autodiscover.registry.redirect_data", Title: "A value of RedirectServers has data", Severity: schannel.Warning, Evidence: schannel.Documented,
		Sources: []schannel.Source{{Document: "KB2480582"}},
		Message: "In RedirectServers the name of a value is the host, and its data is empty; these have data: {names} ({count} in all).",
	}
	ruleRedirectName = schannel.Rule{
		Code: "autodiscover.registry.redirect_name", Title: "A value of RedirectServers is not named after a host", Severity: schannel.Warning, Evidence: schannel.Documented,
		Sources: []schannel.Source{{Document: "KB2480582"}, {Document: "MicrosoftDocs/OfficeDocs-Support#952"}},
		Message: "In RedirectServers the name of a value is the whole name of a host, without a scheme, a path or a wildcard; these are named otherwise: {names} ({count} in all).",
	}
	ruleRedirectValue = schannel.Rule{
		Code: "autodiscover.registry.redirect_value", Title: "RedirectServers is a key, not a value", Severity: schannel.Warning, Evidence: schannel.Documented,
		Sources: []schannel.Source{{Document: "KB2480582"}},
		Message: "RedirectServers is a key whose values are named after hosts; as a value of AutoDiscover it does nothing ({count}: {names}).",
	}
	ruleNoEffect = schannel.Rule{
		Code: "autodiscover.registry.no_effect", Title: "The value does nothing", Severity: schannel.Warning, Evidence: schannel.Documented,
		Sources: []schannel.Source{{Document: "KB2212902"}},
		Message: "{names} is not in the code of Outlook and does nothing ({count}); ExcludeSrvRecord excludes the service record.",
	}
	ruleLocalFile = schannel.Rule{
		Code: "autodiscover.registry.local_file", Title: "A local file answers for a domain", Severity: schannel.Info, Evidence: schannel.Reported,
		Sources: []schannel.Source{{Document: "SmarterTools on Autodiscover"}},
		Message: "Values name a file for a mail domain: {names} ({count} in all).",
	}
	ruleUnknownValue = schannel.Rule{
		Code: "autodiscover.registry.unknown", Title: "No document explains the value", Severity: schannel.Info, Evidence: schannel.Documented,
		Sources: []schannel.Source{{Document: "KB2212902"}},
		Message: "Values below AutoDiscover are not documented and are ignored: {names} ({count} in all).",
	}
	ruleMisspelt = schannel.Rule{
		Code: "autodiscover.registry.misspelt", Title: "The name is nearly that of a documented value", Severity: schannel.Warning, Evidence: schannel.Inferred,
		Sources: []schannel.Source{{Document: "KB2212902"}},
		Message: "Names differ from those of documented values by a blank, which nobody sees, or by a few letters; Outlook does not read them: {names} ({count} in all).",
	}
	ruleWrongType = schannel.Rule{
		Code: "autodiscover.registry.wrong_type", Title: "The value is no REG_DWORD", Severity: schannel.Warning, Evidence: schannel.Documented,
		Sources: []schannel.Source{{Document: "KB2212902"}},
		Message: "Values are documented as REG_DWORD and are of another type; they are ignored here: {names} ({count} in all).",
	}
	ruleOddNumber = schannel.Rule{
		Code: "autodiscover.registry.odd_number", Title: "The value is neither 0 nor 1", Severity: schannel.Warning, Evidence: schannel.Documented,
		Sources: []schannel.Source{{Document: "KB2212902"}},
		Message: "Values are neither 0 nor 1, the two that are documented: {names} ({count} in all).",
	}
	ruleTooOld = schannel.Rule{
		Code: "autodiscover.registry.too_old", Title: "The client is older than the value", Severity: schannel.Warning, Evidence: schannel.Documented,
		Sources: []schannel.Source{{Document: "KB2212902"}},
		Message: "Values came with a later build and do nothing in this client: {names} ({count} in all).",
	}
	ruleConflict = schannel.Rule{
		Code: "autodiscover.registry.conflict", Title: "User and policy disagree", Severity: schannel.Warning, Evidence: schannel.Documented,
		Sources: []schannel.Source{{Document: "KB2212902"}},
		Message: "Values are set differently by the user and by a policy, and no document says which counts: {names} ({count} in all).",
	}
	ruleAllExcluded = schannel.Rule{
		Code: "autodiscover.registry.all_excluded", Title: "The group policy excludes every step", Severity: schannel.Failure, Evidence: schannel.Documented,
		Sources: []schannel.Source{{Document: "KB2612922"}},
		Message: "The policy {names} excludes all five steps, as it does when it is enabled without clearing boxes ({count}): Autodiscover is off.",
	}
)

var (
	outcomeValueOn    = schannel.Phrase{Code: "autodiscover.outcome.value_on", Text: "the value works like 1"}
	outcomeValueOff   = schannel.Phrase{Code: "autodiscover.outcome.value_off", Text: "the value works like 0"}
	outcomePolicyWins = schannel.Phrase{Code: "autodiscover.outcome.policy_wins", Text: "the policy counts, as the plan takes it"}
	outcomeUserWins   = schannel.Phrase{Code: "autodiscover.outcome.user_wins", Text: "the user's value counts"}
)
