// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package answer

import "github.com/schanneltrust/schannel"

// Namespaces of SOAP, without their scheme.
const (
	spaceEnvelope11 = "://schemas.xmlsoap.org/soap/envelope/"
	spaceEnvelope12 = "://www.w3.org/2003/05/soap-envelope"
)

// readSOAP reads a response of SOAP. Codes stand at three levels: of the whole
// response, of a user or a domain, and of a setting; a redirect is one of the
// second, under NoError of the first.
func readSOAP(root *element, declared bool) (Response, error) {
	body := root.child("Body")
	if body == nil {
		return Response{}, fault(errRoot, "Body", root.offset)
	}
	r := Response{Form: SOAP, Declared: declared}
	var odd oddities
	odd.space(root, spaceEnvelope11, spaceEnvelope12)
	if f := body.child(elementFault); f != nil {
		r.Action, r.Error = Refusal, soapFault(f)
		r.Findings = odd.findings(r)
		return r, nil
	}
	response := messageOf(body).child("Response")
	if response == nil {
		return Response{}, fault(errRoot, "Response", body.offset)
	}
	code := codeOf(response)
	all, kind := response.child("UserResponses"), "User"
	if all == nil {
		all, kind = response.child("DomainResponses"), "Domain"
	}
	one := all.child(kind + "Response")
	if one != nil && (code.Code == "" || code.Code == "NoError") {
		odd.users = len(all.children) - 1
		code = codeOf(one)
		readSettings(&r, one, kind)
	}
	r.Error = code
	r.Action, r.Target = actionOf(code.Code), one.value("RedirectTarget")
	r.Findings = odd.findings(r)
	return r, nil
}

// messageOf returns the message in a body, whichever operation it answers.
func messageOf(body *element) *element {
	if len(body.children) == 0 {
		return nil
	}
	return body.children[0]
}

func codeOf(e *element) Fault {
	return Fault{Code: e.value("ErrorCode"), Message: e.value("ErrorMessage"), Element: e.name}
}

func actionOf(code string) Action {
	switch code {
	case "NoError", "":
		return Settings
	case "RedirectUrl":
		return RedirectURL
	case "RedirectAddress":
		return RedirectAddress
	}
	return Refusal
}

// readSettings reads the settings of a user or a domain and the errors of settings.
func readSettings(r *Response, one *element, kind string) {
	if settings := one.child(kind + "Settings"); settings != nil {
		for _, s := range settings.children {
			r.Settings = append(r.Settings, Setting{Name: s.value("Name"), Value: s.value("Value")})
		}
	}
	if faults := one.child(kind + "SettingErrors"); faults != nil {
		for _, f := range faults.children {
			fault := codeOf(f)
			fault.Setting = f.value("SettingName")
			r.SettingErrors = append(r.SettingErrors, fault)
		}
	}
}

const elementFault = "Fault"

// soapFault reads a fault of SOAP 1.1 or 1.2.
func soapFault(f *element) Fault {
	code, message := f.value("faultcode"), f.value("faultstring")
	if code == "" {
		code, message = f.child("Code").value("Value"), f.child("Reason").value("Text")
	}
	return Fault{Code: code, Message: message, Element: elementFault}
}

var outcomeRedirect = schannel.Phrase{Code: "autodiscover.answer.outcome_redirect", Text: "the client takes it for a redirect, as every action but settings is in Microsoft's guide"}

var outcomeError = schannel.Phrase{Code: "autodiscover.answer.outcome_error", Text: "the client takes it for an error, as the EWS Managed API does"}

var settleWatch = schannel.Phrase{Code: "autodiscover.answer.settle_watch", Text: "watch what the client asks for next"}
