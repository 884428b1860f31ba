// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package answer

import "github.com/schanneltrust/schannel"

// Codes of errors in POX, and codes of three levels in SOAP. A server may use
// others.

var pox500 = schannel.Rule{
	Code: "autodiscover.pox.500", Title: "POX error 500: the address was not found",
	Severity: schannel.Failure, Evidence: schannel.Specified,
	Sources: []schannel.Source{{Document: "MS-OXDSCLI", Section: "page 713ef4f4-83b2-4375-9d64-60c97ee5b166"}},
	Message: "Error 500: the server knows no such mail address; compare it with the mailbox's addresses.",
}

var pox501 = schannel.Rule{
	Code: "autodiscover.pox.501", Title: "POX error 501: the address has no configuration",
	Severity: schannel.Failure, Evidence: schannel.Specified,
	Sources: []schannel.Source{{Document: "MS-OXDSCLI", Section: "page 713ef4f4-83b2-4375-9d64-60c97ee5b166"}},
	Message: "Error 501: the mail address is bad: it has no configuration options.",
}

var pox600 = schannel.Rule{
	Code: "autodiscover.pox.600", Title: "POX error 600: the request is invalid",
	Severity: schannel.Warning, Evidence: schannel.Specified,
	Sources: []schannel.Source{{Document: "MS-OXDSCLI", Section: "page 713ef4f4-83b2-4375-9d64-60c97ee5b166"}},
	Message: "Error 600: the server did not understand the request; a healthy server answers so to a browser that opens the address.",
}

var pox601 = schannel.Rule{
	Code: "autodiscover.pox.601", Title: "POX error 601: no provider for the type that was asked for",
	Severity: schannel.Failure, Evidence: schannel.Specified,
	Sources: []schannel.Source{{Document: "MS-OXDSCLI", Section: "page 713ef4f4-83b2-4375-9d64-60c97ee5b166"}},
	Message: "Error 601: the server has no provider for the schema that the client asked for.",
}

var pox602 = schannel.Rule{
	Code: "autodiscover.pox.602", Title: "POX error 602: the configuration of the address is in error",
	Severity: schannel.Failure, Evidence: schannel.Specified,
	Sources: []schannel.Source{{Document: "MS-OXDSCLI", Section: "page 713ef4f4-83b2-4375-9d64-60c97ee5b166"}},
	Message: "Error 602: the mail address is bad: there is an error in its configuration.",
}

var pox603 = schannel.Rule{
	Code: "autodiscover.pox.603", Title: "POX error 603: internal error",
	Severity: schannel.Failure, Evidence: schannel.Specified,
	Sources: []schannel.Source{{Document: "MS-OXDSCLI", Section: "page 713ef4f4-83b2-4375-9d64-60c97ee5b166"}},
	Message: "Error 603: something failed inside the server; its own log says what.",
}

var soapNoError = schannel.Rule{
	Code: "autodiscover.soap.no_error", Title: "SOAP code NoError: no error",
	Severity: schannel.Info, Evidence: schannel.Documented,
	Sources: []schannel.Source{{Document: "SOAP: ErrorCode"}, {Document: "EWS Managed API", Section: "Enumerations/AutodiscoverErrorCode.cs"}},
	Message: "Code NoError: nothing failed at this level; a user or a setting may still have an error code of its own.",
}

var soapRedirectAddress = schannel.Rule{
	Code: "autodiscover.soap.redirect_address", Title: "SOAP code RedirectAddress: redirect to another address",
	Severity: schannel.Info, Evidence: schannel.Documented,
	Sources: []schannel.Source{{Document: "SOAP: ErrorCode"}, {Document: "EWS Managed API", Section: "Enumerations/AutodiscoverErrorCode.cs"}},
	Message: "Code RedirectAddress: the client must begin again with the address in RedirectTarget.",
}

var soapRedirectUrl = schannel.Rule{
	Code: "autodiscover.soap.redirect_url", Title: "SOAP code RedirectUrl: redirect to another URL",
	Severity: schannel.Info, Evidence: schannel.Documented,
	Sources: []schannel.Source{{Document: "SOAP: ErrorCode"}, {Document: "EWS Managed API", Section: "Enumerations/AutodiscoverErrorCode.cs"}},
	Message: "Code RedirectUrl: the client must send the request again to the URL in RedirectTarget.",
}

var soapInvalidUser = schannel.Rule{
	Code: "autodiscover.soap.invalid_user", Title: "SOAP code InvalidUser: the user is unknown",
	Severity: schannel.Failure, Evidence: schannel.Documented,
	Sources: []schannel.Source{{Document: "SOAP: ErrorCode"}, {Document: "EWS Managed API", Section: "Enumerations/AutodiscoverErrorCode.cs"}},
	Message: "Code InvalidUser: the server knows no such user.",
}

var soapInvalidRequest = schannel.Rule{
	Code: "autodiscover.soap.invalid_request", Title: "SOAP code InvalidRequest: the request is invalid",
	Severity: schannel.Failure, Evidence: schannel.Documented,
	Sources: []schannel.Source{{Document: "SOAP: ErrorCode"}, {Document: "EWS Managed API", Section: "Enumerations/AutodiscoverErrorCode.cs"}},
	Message: "Code InvalidRequest: the server did not understand the request.",
}

var soapInvalidSetting = schannel.Rule{
	Code: "autodiscover.soap.invalid_setting", Title: "SOAP code InvalidSetting: a setting is unknown",
	Severity: schannel.Warning, Evidence: schannel.Documented,
	Sources: []schannel.Source{{Document: "SOAP: ErrorCode"}, {Document: "EWS Managed API", Section: "Enumerations/AutodiscoverErrorCode.cs"}},
	Message: "Code InvalidSetting: a setting that was asked for does not exist; the others may be in the answer.",
}

var soapSettingIsNotAvailable = schannel.Rule{
	Code: "autodiscover.soap.setting_is_not_available", Title: "SOAP code SettingIsNotAvailable: a setting is not available",
	Severity: schannel.Warning, Evidence: schannel.Documented,
	Sources: []schannel.Source{{Document: "SOAP: ErrorCode"}, {Document: "EWS Managed API", Section: "Enumerations/AutodiscoverErrorCode.cs"}},
	Message: "Code SettingIsNotAvailable: a setting that was asked for has no value for this user.",
}

var soapServerBusy = schannel.Rule{
	Code: "autodiscover.soap.server_busy", Title: "SOAP code ServerBusy: the server is busy",
	Severity: schannel.Warning, Evidence: schannel.Documented,
	Sources: []schannel.Source{{Document: "SOAP: ErrorCode"}, {Document: "EWS Managed API", Section: "Enumerations/AutodiscoverErrorCode.cs"}},
	Message: "Code ServerBusy: the server is overloaded; the same request may succeed later.",
}

var soapInvalidDomain = schannel.Rule{
	Code: "autodiscover.soap.invalid_domain", Title: "SOAP code InvalidDomain: the domain is unknown",
	Severity: schannel.Failure, Evidence: schannel.Documented,
	Sources: []schannel.Source{{Document: "SOAP: ErrorCode"}, {Document: "EWS Managed API", Section: "Enumerations/AutodiscoverErrorCode.cs"}},
	Message: "Code InvalidDomain: the server is not responsible for the domain.",
}

var soapNotFederated = schannel.Rule{
	Code: "autodiscover.soap.not_federated", Title: "SOAP code NotFederated: the organization is not federated",
	Severity: schannel.Failure, Evidence: schannel.Documented,
	Sources: []schannel.Source{{Document: "SOAP: ErrorCode"}, {Document: "EWS Managed API", Section: "Enumerations/AutodiscoverErrorCode.cs"}},
	Message: "Code NotFederated: the organization has no federation with the one that asks.",
}

var soapInternalServerError = schannel.Rule{
	Code: "autodiscover.soap.internal_server_error", Title: "SOAP code InternalServerError: internal error",
	Severity: schannel.Failure, Evidence: schannel.Documented,
	Sources: []schannel.Source{{Document: "SOAP: ErrorCode"}, {Document: "EWS Managed API", Section: "Enumerations/AutodiscoverErrorCode.cs"}},
	Message: "Code InternalServerError: something failed inside the server; its own log says what.",
}

var ruleUnknownCode = schannel.Rule{
	Code: "autodiscover.answer.unknown_code", Title: "An undocumented code",
	Severity: schannel.Warning, Evidence: schannel.Specified,
	Sources: []schannel.Source{{Document: "MS-OXDSCLI", Section: "page 41e9fa78-733b-4eea-9545-046580854ec5"}},
	Message: "Code {code} is not documented; a server may use codes of its own.",
}

// ruleOf returns the rule that explains a code.
func ruleOf(code string) schannel.Rule {
	switch code {
	case "500":
		return pox500
	case "501":
		return pox501
	case "600":
		return pox600
	case "601":
		return pox601
	case "602":
		return pox602
	case "603":
		return pox603
	case "NoError":
		return soapNoError
	case "RedirectAddress":
		return soapRedirectAddress
	case "RedirectUrl":
		return soapRedirectUrl
	case "InvalidUser":
		return soapInvalidUser
	case "InvalidRequest":
		return soapInvalidRequest
	case "InvalidSetting":
		return soapInvalidSetting
	case "SettingIsNotAvailable":
		return soapSettingIsNotAvailable
	case "ServerBusy":
		return soapServerBusy
	case "InvalidDomain":
		return soapInvalidDomain
	case "NotFederated":
		return soapNotFederated
	case "InternalServerError":
		return soapInternalServerError
	}
	return ruleUnknownCode
}

// Meaning explains a code of an error in POX, such as "600", or a code in
// SOAP, such as "ServerBusy". Of one that no document explains it says so.
func Meaning(code string) schannel.Finding {
	rule := ruleOf(code)
	if rule.Code == ruleUnknownCode.Code {
		return schannel.NewFinding(rule, certain(), subject(), schannel.Text("code", code))
	}
	return schannel.NewFinding(rule, certain(), subject())
}

func certain() schannel.Basis { return schannel.Basis{Certainty: schannel.Certain} }

func subject() schannel.Subject { return schannel.Whole("answer") }
