// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package certreq

import (
	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/tlswire"
)

var certain = schannel.Basis{Certainty: schannel.Certain}

// Numbers of alerts: RFC 5246, Section 7.2; RFC 8446, Section 6.
const (
	alertHandshakeFailure       = 40
	alertNoCertificate          = 41 // reserved since TLS 1.0: RFC 6101, Section 5.4.2
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
	Code: "trustlist.answer.server_alert", Title: "The server ended the handshake after its request",
	Severity: schannel.Failure, Evidence: schannel.Specified,
	Message:  "After its request the server ended the handshake with the alert {alert}.",
	Sources:  []schannel.Source{{Document: "RFC 5246", Section: "Section 7.2"}, {Document: "RFC 8446", Section: "Section 6"}},
	Excludes: []schannel.Code{"trustlist.answer.accepted"},
}

var ruleRequired = schannel.Rule{
	Code: "trustlist.answer.required", Title: "The server ended the handshake for want of a certificate",
	Severity: schannel.Failure, Evidence: schannel.Specified,
	Message: "The client sent no certificate, and the server ended the handshake with the alert {alert}: it does not go on without one.",
	Sources: []schannel.Source{{Document: "RFC 5246", Section: "Section 7.4.6"}, {Document: "RFC 8446", Section: "Section 6.2"}},
	Excludes: []schannel.Code{
		"trustlist.answer.accepted", "trustlist.answer.certificates", "trustlist.answer.presumed_nothing", "trustlist.answer.presumed_refused",
	},
}

var rulePresumedNothing = schannel.Rule{
	Code: "trustlist.answer.presumed_nothing", Title: "The client presumably sent no certificate",
	Severity: schannel.Warning, Evidence: schannel.Specified,
	Message: "With the alert {alert} servers end a handshake in which the client sends no certificate. So it presumably found none that the list and the types allow.",
	Sources: []schannel.Source{
		{Document: "RFC 5246", Section: "Section 7.4.6"}, {Document: "RFC 8446", Section: "Section 6.2"}, {Document: "Mbed TLS", Section: "issue 10720"},
	},
	Excludes: []schannel.Code{"trustlist.answer.presumed_refused"},
}

var rulePresumedRefused = schannel.Rule{
	Code: "trustlist.answer.presumed_refused", Title: "The server presumably refused the client's certificate",
	Severity: schannel.Warning, Evidence: schannel.Specified,
	Message: "The alert {alert} speaks of a certificate. So the client presumably sent one and the server did not accept it; then its list is not what is wrong.",
	Sources: []schannel.Source{{Document: "RFC 5246", Section: "Section 7.2.2"}, {Document: "RFC 8446", Section: "Section 6.2"}},
}

var (
	outcomeCertificateRefused = schannel.Phrase{Code: "trustlist.outcome.certificate_refused", Text: "the client sent a certificate, and the server did not accept it"}
	outcomeCertificateMissing = schannel.Phrase{Code: "trustlist.outcome.certificate_missing", Text: "the client sent none: up to TLS 1.2 servers on NSS answer that with this alert too"}
	settleClient              = schannel.Phrase{Code: "trustlist.settle.client", Text: "a capture of what the client sent"}
)

var ruleClientAlert = schannel.Rule{
	Code: "trustlist.answer.client_alert", Title: "The client ended the handshake after the request",
	Severity: schannel.Failure, Evidence: schannel.Specified,
	Message:  "After the request the client ended the handshake with the alert {alert}.",
	Sources:  []schannel.Source{{Document: "RFC 5246", Section: "Section 7.2"}, {Document: "RFC 8446", Section: "Section 6"}},
	Excludes: []schannel.Code{"trustlist.answer.accepted"},
}

var ruleAccepted = schannel.Rule{
	Code: "trustlist.answer.accepted", Title: "The server went on after its request",
	Severity: schannel.Info, Evidence: schannel.Specified,
	Message: "The server went on to its ChangeCipherSpec: the handshake did not fail on what the client answered.",
	Sources: []schannel.Source{{Document: "RFC 5246", Section: "Section 7.3"}},
}

// followed tells what followed the request.
func (f Flight) followed() []schannel.Finding {
	whole, b := schannel.Whole("handshake"), f.Behind
	var all []schannel.Finding
	switch b.Answer {
	case AnswerNothing:
		all = append(all, schannel.NewFinding(ruleAnswerNothing, certain, whole))
	case AnswerCertificates:
		all = append(all, schannel.NewFinding(ruleAnswerCertificates, certain, whole, schannel.Number("certificates", b.Certificates)))
	case AnswerUnknown:
	}
	if b.ServerAlert != nil {
		all = append(all, schannel.NewFinding(ruleServerAlert, certain, whole, b.ServerAlert.arg()))
		if rule, basis := f.meaning(all); rule.Code != "" {
			all = append(all, schannel.NewFinding(rule, basis, whole, b.ServerAlert.arg()))
		}
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

// meaning is what an alert of the server tells of the client's answer, which is
// among the premises as far as it is known. Without a rule that is nothing.
func (f Flight) meaning(premises []schannel.Finding) (rule schannel.Rule, basis schannel.Basis) {
	basis = schannel.Basis{Certainty: schannel.Likely, Premises: premises}
	alert, answer := f.Behind.ServerAlert.Number, f.Behind.Answer
	switch alert {
	case alertHandshakeFailure, alertNoCertificate, alertCertificateRequired:
		// RFC 5246, Section 7.4.6: a server may end with handshake_failure. In
		// TLS 1.3 certificate_required is there for this alone.
		switch {
		case alert == alertHandshakeFailure && tlswire.IsTLS13(f.Version), answer == AnswerCertificates:
		case answer == AnswerUnknown:
			rule = rulePresumedNothing
		default:
			rule = ruleRequired
			if alert == alertCertificateRequired {
				basis.Certainty = schannel.Certain
			}
		}
	case alertBadCertificate, alertUnsupportedCertificate, alertCertificateRevoked, alertCertificateExpired,
		alertCertificateUnknown, alertUnknownCA, alertAccessDenied:
		if answer == AnswerNothing {
			break
		}
		rule = rulePresumedRefused
		if alert == alertBadCertificate && answer == AnswerUnknown && !tlswire.IsTLS13(f.Version) {
			basis.Certainty, basis.Settle = schannel.Undocumented, []schannel.Phrase{settleClient}
			basis.Outcomes = []schannel.Phrase{outcomeCertificateRefused, outcomeCertificateMissing}
			basis.Sources = []schannel.Source{{Document: "NSS", Section: "lib/ssl/ssl3con.c, ssl3_HandleNoCertificate"}}
		}
	}
	return rule, basis
}
