// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package answer

import (
	"iter"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/catalog"
)

var ruleUndeclared = schannel.Rule{
	Code: "autodiscover.answer.undeclared", Title: "No XML declaration",
	Severity: schannel.Warning, Evidence: schannel.Implemented,
	Sources: []schannel.Source{{Document: "EWS Managed API", Section: "Autodiscover/AutodiscoverService.cs"}},
	Message: "The answer does not begin with an XML declaration; the EWS Managed API ends the whole call over this.",
}

var ruleNamespaceScheme = schannel.Rule{
	Code: "autodiscover.answer.namespace_scheme", Title: "A namespace of a sample, not of a server",
	Severity: schannel.Info, Evidence: schannel.Implemented,
	Sources: []schannel.Source{{Document: "EWS Managed API", Section: "Autodiscover/AutodiscoverService.cs"}, {Document: "POX Autodiscover request"}},
	Message: "The namespace {namespace} begins with https: as in the samples of the documentation; a server's has http: there.",
}

var ruleNamespace = schannel.Rule{
	Code: "autodiscover.answer.namespace", Title: "A namespace that does not belong there",
	Severity: schannel.Warning, Evidence: schannel.Documented,
	Sources: []schannel.Source{{Document: "POX Autodiscover response"}, {Document: "MS-OXDSCLI"}},
	Message: "The namespace {namespace} is not that of an answer; the elements were read by their names.",
}

var ruleAction = schannel.Rule{
	Code: "autodiscover.answer.action", Title: "An undocumented action",
	Severity: schannel.Warning, Evidence: schannel.Documented,
	Sources: []schannel.Source{{Document: "POX: Action"}, {Document: "Handling Autodiscover error messages"}, {Document: "EWS Managed API", Section: "Autodiscover/ConfigurationSettings/Outlook/OutlookAccount.cs"}},
	Message: "The action is {action}, not settings, redirectUrl or redirectAddr.",
}

var ruleTarget = schannel.Rule{
	Code: "autodiscover.answer.no_target", Title: "A redirect without a target",
	Severity: schannel.Failure, Evidence: schannel.Specified,
	Sources: []schannel.Source{{Document: "MS-OXDSCLI", Section: "page ce85f2a6-5668-4874-a104-cbcbaf1a9df6"}, {Document: "POX: RedirectUrl"}},
	Message: "The action is {action}, but the element with the target is missing or empty.",
}

var rulePlacement = schannel.Rule{
	Code: "autodiscover.answer.error_placement", Title: "The error is not where the examples have it",
	Severity: schannel.Info, Evidence: schannel.Documented,
	Sources: []schannel.Source{{Document: "POX: Error"}, {Document: "MS-ASCMD", Section: "Section 4.2.2"}},
	Message: "The error is below {element}; a client that looks only below Response does not see it.",
}

var ruleDuplicate = schannel.Rule{
	Code: "autodiscover.answer.duplicate_protocol", Title: "Two protocols of one type",
	Severity: schannel.Warning, Evidence: schannel.Implemented,
	Sources: []schannel.Source{{Document: "EWS Managed API", Section: "Autodiscover/ConfigurationSettings/Outlook/OutlookAccount.cs"}},
	Message: "{type} is the second protocol of its type on one level to the EWS Managed API, which takes all types but EXCH, EXPR and WEB for one, and ends the whole call over this.",
}

var ruleNested = schannel.Rule{
	Code: "autodiscover.answer.nested_protocol", Title: "Protocols inside protocols",
	Severity: schannel.Info, Evidence: schannel.Observed,
	Sources: []schannel.Source{{Document: "WinRb/autodiscover", Section: "test/fixtures/pox_response.xml"}},
	Message: "Protocols are inside another one, as in WEB ({count}); a reader that goes by the element's name alone takes them for protocols of the account.",
}

var ruleMobile = schannel.Rule{
	Code: "autodiscover.answer.mobile_sync", Title: "An answer for Exchange ActiveSync",
	Severity: schannel.Info, Evidence: schannel.Specified,
	Sources: []schannel.Source{{Document: "MS-ASCMD", Section: "Section 4.2.2"}},
	Message: "The answer has the schema of Exchange ActiveSync, which phones ask for; it holds no settings for Outlook.",
}

var ruleFault = schannel.Rule{
	Code: "autodiscover.soap.fault", Title: "A fault of SOAP",
	Severity: schannel.Failure, Evidence: schannel.Implemented,
	Sources: []schannel.Source{{Document: "EWS Managed API", Section: "Autodiscover/Requests/AutodiscoverRequest.cs"}},
	Message: "The server answered with the SOAP fault {code} instead of a response of Autodiscover: {message}.",
}

var ruleUsers = schannel.Rule{
	Code: "autodiscover.answer.other_users", Title: "Answers for other users",
	Severity: schannel.Info, Evidence: schannel.Implemented,
	Sources: []schannel.Source{{Document: "EWS Managed API", Section: "Autodiscover/AutodiscoverService.cs"}},
	Message: "The answer speaks of more users or domains ({count}); only the first is read.",
}

var ruleSettings = schannel.Rule{
	Code: "autodiscover.answer.settings_refused", Title: "Settings that were refused",
	Severity: schannel.Warning, Evidence: schannel.Documented,
	Sources: []schannel.Source{{Document: "SOAP: ErrorCode"}},
	Message: "Settings have an error code instead of a value: {count}.",
}

// Catalog yields the codes of this package, ordered by code.
func Catalog() iter.Seq[schannel.CatalogEntry] {
	return catalog.Tables{
		Rules:   rules(),
		Phrases: []schannel.Phrase{outcomeRedirect, outcomeError, settleWatch},
		Errors:  []schannel.Phrase{errEmpty, errText, errHTML, errDoctype, errJSON, errMalformed, errTooLarge, errTooDeep, errRoot},
	}.All()
}

func rules() []schannel.Rule {
	all := []schannel.Rule{
		ruleUndeclared, ruleNamespaceScheme, ruleNamespace, ruleAction, ruleTarget, rulePlacement,
		ruleDuplicate, ruleNested, ruleMobile, ruleFault, ruleUsers, ruleSettings, ruleUnknownCode,
	}
	for _, known := range codes {
		all = append(all, known.rule)
	}
	return all
}
