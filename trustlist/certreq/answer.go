// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package certreq

import "github.com/schanneltrust/schannel"

var certain = schannel.Basis{Certainty: schannel.Certain}

// Numbers of alerts: RFC 5246, Section 7.2; RFC 8446, Section 6.
const (
	alertHandshakeFailure       = 40
	alertBadCertificate         = 42
	alertUnsupportedCertificate = 43
	alertCertificateRevoked     = 44
	alertCertificateExpired     = 45
	alertCertificateUnknown     = 46
	alertUnknownCA              = 48
	alertAccessDenied           = 49
	alertCertificateRequired    = 116
)

var ruleAnswerNothing = schannel.Rule{
	Code: "trustlist.answer.nothing", Title: "The client sent no certificate",
	Severity: schannel.Warning, Evidence: schannel.Specified,
	Message: "The client answered the request without a certificate: it had none that fits, or was not allowed to send one.",
	Sources: []schannel.Source{{Document: "RFC 5246", Section: "Section 7.4.6"}, {Document: "RFC 8446", Section: "Section 4.4.2"}},
	Excludes: []schannel.Code{
		"trustlist.answer.certificates", "trustlist.answer.presumed_nothing", "trustlist.answer.presumed_refused",
	},
}

var ruleAnswerCertificates = schannel.Rule{
	Code: "trustlist.answer.certificates", Title: "The client sent a certificate",
	Severity: schannel.Info, Evidence: schannel.Specified,
	Message:  "The client answered the request with certificates: {certificates} of them. So the list did not keep it from offering one.",
	Sources:  []schannel.Source{{Document: "RFC 5246", Section: "Section 7.4.6"}, {Document: "RFC 8446", Section: "Section 4.4.2"}},
	Excludes: []schannel.Code{"trustlist.answer.presumed_nothing"},
}

var ruleServerAlert = schannel.Rule{
	Code: "trustlist.answer.server_alert", Title: "The server ended the handshake behind its request",
	Severity: schannel.Failure, Evidence: schannel.Specified,
	Message:  "Behind the request the server ended the handshake with the alert {alert}.",
	Sources:  []schannel.Source{{Document: "RFC 5246", Section: "Section 7.2"}, {Document: "RFC 8446", Section: "Section 6"}},
	Excludes: []schannel.Code{"trustlist.answer.accepted"},
}

var rulePresumedNothing = schannel.Rule{
	Code: "trustlist.answer.presumed_nothing", Title: "The client presumably sent no certificate",
	Severity: schannel.Warning, Evidence: schannel.Specified,
	Message:  "With the alert {alert} servers end a handshake in which a client offers no certificate. So it presumably found none that the list and the types allow.",
	Sources:  []schannel.Source{{Document: "RFC 5246", Section: "Section 7.4.6"}, {Document: "RFC 8446", Section: "Section 6.2"}},
	Excludes: []schannel.Code{"trustlist.answer.presumed_refused"},
}

var rulePresumedRefused = schannel.Rule{
	Code: "trustlist.answer.presumed_refused", Title: "The server presumably refused the client's certificate",
	Severity: schannel.Warning, Evidence: schannel.Specified,
	Message: "The alert {alert} speaks of a certificate. So the client presumably offered one and the server did not accept it; then its list is not what is wrong.",
	Sources: []schannel.Source{{Document: "RFC 5246", Section: "Section 7.2.2"}, {Document: "RFC 8446", Section: "Section 6.2"}},
}

var ruleClientAlert = schannel.Rule{
	Code: "trustlist.answer.client_alert", Title: "The client ended the handshake behind the request",
	Severity: schannel.Failure, Evidence: schannel.Specified,
	Message:  "Behind the request the client ended the handshake with the alert {alert}.",
	Sources:  []schannel.Source{{Document: "RFC 5246", Section: "Section 7.2"}, {Document: "RFC 8446", Section: "Section 6"}},
	Excludes: []schannel.Code{"trustlist.answer.accepted"},
}

var ruleAccepted = schannel.Rule{
	Code: "trustlist.answer.accepted", Title: "The server went on behind its request",
	Severity: schannel.Info, Evidence: schannel.Specified,
	Message: "The server went on to its ChangeCipherSpec: the handshake did not fail on what the client answered.",
	Sources: []schannel.Source{{Document: "RFC 5246", Section: "Section 7.3"}},
}

// findings tells what followed the request.
func (b Behind) findings() []schannel.Finding {
	whole := schannel.Whole("handshake")
	var all []schannel.Finding
	switch b.Answer {
	case AnswerNothing:
		all = append(all, schannel.NewFinding(ruleAnswerNothing, certain, whole))
	case AnswerCertificates:
		all = append(all, schannel.NewFinding(ruleAnswerCertificates, certain, whole, schannel.Number("certificates", b.Certificates)))
	case AnswerUnknown:
	}
	if b.ServerAlert != nil {
		alert := schannel.NewFinding(ruleServerAlert, certain, whole, b.ServerAlert.arg())
		all = append(append(all, alert), b.presumed(alert)...)
	}
	if b.ClientAlert != nil {
		all = append(all, schannel.NewFinding(ruleClientAlert, certain, whole, b.ClientAlert.arg()))
	}
	if b.Accepted == schannel.Yes && b.ServerAlert == nil && b.ClientAlert == nil {
		all = append(all, schannel.NewFinding(ruleAccepted, certain, whole))
	}
	return all
}

func (a Alert) arg() schannel.Arg { return schannel.Number("alert", int(a.Number)) }

// presumed tells what an alert of the server lets suppose of the answer.
func (b Behind) presumed(alert schannel.Finding) []schannel.Finding {
	basis := schannel.Basis{Certainty: schannel.Likely, Premises: []schannel.Finding{alert}}
	rule := rulePresumedNothing
	switch b.ServerAlert.Number {
	case alertHandshakeFailure, alertCertificateRequired:
		if b.Answer != AnswerUnknown {
			return nil
		}
	case alertBadCertificate, alertUnsupportedCertificate, alertCertificateRevoked, alertCertificateExpired,
		alertCertificateUnknown, alertUnknownCA, alertAccessDenied:
		rule = rulePresumedRefused
		if b.Answer == AnswerNothing {
			return nil
		}
	default:
		return nil
	}
	return []schannel.Finding{schannel.NewFinding(rule, basis, schannel.Whole("handshake"), b.ServerAlert.arg())}
}
