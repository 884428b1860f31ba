// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package answer

import "github.com/schanneltrust/schannel"

// codes are those of errors in POX, and those of three levels in SOAP. A server
// may use others.
var codes = [...]struct {
	code string
	rule schannel.Rule
}{
	{"500", schannel.Rule{
		Code: "autodiscover.pox.500", Title: "POX error 500: the address was not found",
		Severity: schannel.Failure, Evidence: schannel.Specified,
		Sources: []schannel.Source{{Document: "MS-OXDSCLI", Section: "page 713ef4f4-83b2-4375-9d64-60c97ee5b166"}},
		Message: "Error 500: the server knows no such mail address; compare it with the mailbox's addresses.",
	}},
	{"501", schannel.Rule{
		Code: "autodiscover.pox.501", Title: "POX error 501: the address has no configuration",
		Severity: schannel.Failure, Evidence: schannel.Specified,
		Sources: []schannel.Source{{Document: "MS-OXDSCLI", Section: "page 713ef4f4-83b2-4375-9d64-60c97ee5b166"}},
		Message: "Error 501: the mail address is bad: it has no configuration options.",
	}},
	{"600", schannel.Rule{
		Code: "autodiscover.pox.600", Title: "POX error 600: the request is invalid",
		Severity: schannel.Warning, Evidence: schannel.Specified,
		Sources: []schannel.Source{{Document: "MS-OXDSCLI", Section: "page 713ef4f4-83b2-4375-9d64-60c97ee5b166"}},
		Message: "Error 600: the server did not understand the request; a healthy server answers so to a browser that opens the address.",
	}},
	{"601", schannel.Rule{
		Code: "autodiscover.pox.601", Title: "POX error 601: no provider for the type that was asked for",
		Severity: schannel.Failure, Evidence: schannel.Specified,
		Sources: []schannel.Source{{Document: "MS-OXDSCLI", Section: "page 713ef4f4-83b2-4375-9d64-60c97ee5b166"}},
		Message: "Error 601: the server has no provider for the schema that the client asked for.",
	}},
	{"602", schannel.Rule{
		Code: "autodiscover.pox.602", Title: "POX error 602: the configuration of the address is in error",
		Severity: schannel.Failure, Evidence: schannel.Specified,
		Sources: []schannel.Source{{Document: "MS-OXDSCLI", Section: "page 713ef4f4-83b2-4375-9d64-60c97ee5b166"}},
		Message: "Error 602: the mail address is bad: there is an error in its configuration.",
	}},
	{"603", schannel.Rule{
		Code: "autodiscover.pox.603", Title: "POX error 603: internal error",
		Severity: schannel.Failure, Evidence: schannel.Specified,
		Sources: []schannel.Source{{Document: "MS-OXDSCLI", Section: "page 713ef4f4-83b2-4375-9d64-60c97ee5b166"}},
		Message: "Error 603: something failed inside the server; its own log says what.",
	}},
	{"NoError", schannel.Rule{
		Code: "autodiscover.soap.no_error", Title: "SOAP code NoError: no error",
		Severity: schannel.Info, Evidence: schannel.Documented,
		Sources: []schannel.Source{{Document: "SOAP: ErrorCode"}, {Document: "EWS Managed API", Section: "Enumerations/AutodiscoverErrorCode.cs"}},
		Message: "Code NoError: nothing failed at this level; a user or a setting may still have an error code of its own.",
	}},
	{"RedirectAddress", schannel.Rule{
		Code: "autodiscover.soap.redirect_address", Title: "SOAP code RedirectAddress: redirect to another address",
		Severity: schannel.Info, Evidence: schannel.Documented,
		Sources: []schannel.Source{{Document: "SOAP: ErrorCode"}, {Document: "EWS Managed API", Section: "Enumerations/AutodiscoverErrorCode.cs"}},
		Message: "Code RedirectAddress: the client must begin again with the address in RedirectTarget.",
	}},
	{"RedirectUrl", schannel.Rule{
		Code: "autodiscover.soap.redirect_url", Title: "SOAP code RedirectUrl: redirect to another URL",
		Severity: schannel.Info, Evidence: schannel.Documented,
		Sources: []schannel.Source{{Document: "SOAP: ErrorCode"}, {Document: "EWS Managed API", Section: "Enumerations/AutodiscoverErrorCode.cs"}},
		Message: "Code RedirectUrl: the client must send the request again to the URL in RedirectTarget.",
	}},
	{"InvalidUser", schannel.Rule{
		Code: "autodiscover.soap.invalid_user", Title: "SOAP code InvalidUser: the user is unknown",
		Severity: schannel.Failure, Evidence: schannel.Documented,
		Sources: []schannel.Source{{Document: "SOAP: ErrorCode"}, {Document: "EWS Managed API", Section: "Enumerations/AutodiscoverErrorCode.cs"}},
		Message: "Code InvalidUser: the server knows no such user.",
	}},
	{"InvalidRequest", schannel.Rule{
		Code: "autodiscover.soap.invalid_request", Title: "SOAP code InvalidRequest: the request is invalid",
		Severity: schannel.Failure, Evidence: schannel.Documented,
		Sources: []schannel.Source{{Document: "SOAP: ErrorCode"}, {Document: "EWS Managed API", Section: "Enumerations/AutodiscoverErrorCode.cs"}},
		Message: "Code InvalidRequest: the server did not understand the request.",
	}},
	{"InvalidSetting", schannel.Rule{
		Code: "autodiscover.soap.invalid_setting", Title: "SOAP code InvalidSetting: a setting is unknown",
		Severity: schannel.Warning, Evidence: schannel.Documented,
		Sources: []schannel.Source{{Document: "SOAP: ErrorCode"}, {Document: "EWS Managed API", Section: "Enumerations/AutodiscoverErrorCode.cs"}},
		Message: "Code InvalidSetting: a setting that was asked for does not exist; the others may be in the answer.",
	}},
	{"SettingIsNotAvailable", schannel.Rule{
		Code: "autodiscover.soap.setting_is_not_available", Title: "SOAP code SettingIsNotAvailable: a setting is not available",
		Severity: schannel.Warning, Evidence: schannel.Documented,
		Sources: []schannel.Source{{Document: "SOAP: ErrorCode"}, {Document: "EWS Managed API", Section: "Enumerations/AutodiscoverErrorCode.cs"}},
		Message: "Code SettingIsNotAvailable: a setting that was asked for has no value for this user.",
	}},
	{"ServerBusy", schannel.Rule{
		Code: "autodiscover.soap.server_busy", Title: "SOAP code ServerBusy: the server is busy",
		Severity: schannel.Warning, Evidence: schannel.Documented,
		Sources: []schannel.Source{{Document: "SOAP: ErrorCode"}, {Document: "EWS Managed API", Section: "Enumerations/AutodiscoverErrorCode.cs"}},
		Message: "Code ServerBusy: the server is overloaded; the same request may succeed later.",
	}},
	{"InvalidDomain", schannel.Rule{
		Code: "autodiscover.soap.invalid_domain", Title: "SOAP code InvalidDomain: the domain is unknown",
		Severity: schannel.Failure, Evidence: schannel.Documented,
		Sources: []schannel.Source{{Document: "SOAP: ErrorCode"}, {Document: "EWS Managed API", Section: "Enumerations/AutodiscoverErrorCode.cs"}},
		Message: "Code InvalidDomain: the server is not responsible for the domain.",
	}},
	{"NotFederated", schannel.Rule{
		Code: "autodiscover.soap.not_federated", Title: "SOAP code NotFederated: the organization is not federated",
		Severity: schannel.Failure, Evidence: schannel.Documented,
		Sources: []schannel.Source{{Document: "SOAP: ErrorCode"}, {Document: "EWS Managed API", Section: "Enumerations/AutodiscoverErrorCode.cs"}},
		Message: "Code NotFederated: the organization has no federation with the one that asks.",
	}},
	{"InternalServerError", schannel.Rule{
		Code: "autodiscover.soap.internal_server_error", Title: "SOAP code InternalServerError: internal error",
		Severity: schannel.Failure, Evidence: schannel.Documented,
		Sources: []schannel.Source{{Document: "SOAP: ErrorCode"}, {Document: "EWS Managed API", Section: "Enumerations/AutodiscoverErrorCode.cs"}},
		Message: "Code InternalServerError: something failed inside the server; its own log says what.",
	}},
}

var ruleUnknownCode = schannel.Rule{
	Code: "autodiscover.answer.unknown_code", Title: "An undocumented code",
	Severity: schannel.Warning, Evidence: schannel.Specified,
	Sources: []schannel.Source{{Document: "MS-OXDSCLI", Section: "page 41e9fa78-733b-4eea-9545-046580854ec5"}},
	Message: "Code {code} is not documented; a server may use codes of its own.",
}

// Meaning explains a code of an error in POX, such as "600", or a code in
// SOAP, such as "ServerBusy". Of one that no document explains it says so.
func Meaning(code string) schannel.Finding {
	for _, known := range codes {
		if known.code == code {
			return schannel.NewFinding(known.rule, certain(), subject())
		}
	}
	return schannel.NewFinding(ruleUnknownCode, certain(), subject(), schannel.Text("code", code))
}

func certain() schannel.Basis { return schannel.Basis{Certainty: schannel.Certain} }

func subject() schannel.Subject { return schannel.Whole("answer") }
