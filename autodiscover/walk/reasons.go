// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package walk

import "github.com/schanneltrust/schannel"

// Why a client takes a turn.
var (
	reasonSettings       = schannel.Phrase{Code: "autodiscover.reason.settings", Text: "the answer holds the settings"}
	reasonBeside         = schannel.Phrase{Code: "autodiscover.reason.beside", Text: "it was asked at the same time as the one that succeeded"}
	reasonChallenge      = schannel.Phrase{Code: "autodiscover.reason.challenge", Text: "the server asks for credentials, and the client sends them"}
	reasonHandshake      = schannel.Phrase{Code: "autodiscover.reason.handshake", Text: "the handshake of NTLM or Negotiate is not over: the client asks again with its next token"}
	reasonBrokenOff      = schannel.Phrase{Code: "autodiscover.reason.broken_off", Text: "the recording breaks off inside the handshake: whether the server accepts the credentials is not known"}
	reasonUnauthorized   = schannel.Phrase{Code: "autodiscover.reason.unauthorized", Text: "the server did not accept the credentials; nothing is concluded from one such answer"}
	reasonNoAnswer       = schannel.Phrase{Code: "autodiscover.reason.no_answer", Text: "no answer came"}
	reasonNotRecorded    = schannel.Phrase{Code: "autodiscover.reason.not_recorded", Text: "the recording does not hold the answer"}
	reasonStatus         = schannel.Phrase{Code: "autodiscover.reason.status", Text: "no Autodiscover answer comes with this status"}
	reasonCertificate    = schannel.Phrase{Code: "autodiscover.reason.certificate", Text: "the certificate does not pass, and this client asks nobody about it"}
	reasonRedirect       = schannel.Phrase{Code: "autodiscover.reason.redirect", Text: "the status is a redirect: the same request goes to its Location"}
	reasonRedirectURL    = schannel.Phrase{Code: "autodiscover.reason.redirect_url", Text: "the answer names another URL: the same request goes there"}
	reasonRestart        = schannel.Phrase{Code: "autodiscover.reason.restart", Text: "the answer names another mail address: the search begins again with it"}
	reasonRestartNoSCP   = schannel.Phrase{Code: "autodiscover.reason.restart_without_scp", Text: "the answer names a mail address that was seen before: the search begins again without service connection points"}
	reasonOldAddress     = schannel.Phrase{Code: "autodiscover.reason.restart_old_address", Text: "the answer names another mail address, but the search begins again with the old one"}
	reasonForEver        = schannel.Phrase{Code: "autodiscover.reason.for_ever", Text: "the same search led to the same answer again: nothing in the client ends this"}
	reasonLimit          = schannel.Phrase{Code: "autodiscover.reason.limit", Text: "the client has followed as many redirects as it allows"}
	reasonNotHTTPS       = schannel.Phrase{Code: "autodiscover.reason.not_https", Text: "the target is not an HTTPS URL"}
	reasonNoURL          = schannel.Phrase{Code: "autodiscover.reason.no_url", Text: "the target is not a URL that the client can ask"}
	reasonNoTarget       = schannel.Phrase{Code: "autodiscover.reason.no_target", Text: "the redirect has no target"}
	reasonFailedBefore   = schannel.Phrase{Code: "autodiscover.reason.failed_before", Text: "the target failed before with this address"}
	reasonSameAddress    = schannel.Phrase{Code: "autodiscover.reason.same_address", Text: "the answer names the address that was sent: the URL is taken for invalid"}
	reasonNoMail         = schannel.Phrase{Code: "autodiscover.reason.no_mail", Text: "what the answer names is not a mail address"}
	reasonNoAutodiscover = schannel.Phrase{Code: "autodiscover.reason.no_autodiscover", Text: "the body is not an Autodiscover answer"}
	reasonNoDeclaration  = schannel.Phrase{Code: "autodiscover.reason.no_declaration", Text: "the body does not begin with an XML declaration, which ends the whole call"}
	reasonOtherXML       = schannel.Phrase{Code: "autodiscover.reason.other_xml", Text: "the body is XML of another kind, which ends the whole call"}
	reasonTwoProtocols   = schannel.Phrase{Code: "autodiscover.reason.two_protocols", Text: "the body holds two protocols of one type, which ends the whole call"}
	reasonNoAction       = schannel.Phrase{Code: "autodiscover.reason.no_action", Text: "the answer names no action that is known"}
	reasonError          = schannel.Phrase{Code: "autodiscover.reason.error", Text: "the server refused: the next candidate is tried"}
	reasonKeptError      = schannel.Phrase{Code: "autodiscover.reason.kept_error", Text: "the server refused, but it was found by a service connection point: the error is kept for the end"}
	reasonFinalError     = schannel.Phrase{Code: "autodiscover.reason.final_error", Text: "the server refused, and that is final"}
	reasonBusy           = schannel.Phrase{Code: "autodiscover.reason.busy", Text: "the server is busy: it is asked once more after the others"}
	reasonLocked         = schannel.Phrase{Code: "autodiscover.reason.locked", Text: "the account is locked, which ends the whole call"}
	reasonProbe          = schannel.Phrase{Code: "autodiscover.reason.probe", Text: "the request without credentials was answered by a redirect: the client asks there"}
	reasonNoRedirect     = schannel.Phrase{Code: "autodiscover.reason.no_redirect", Text: "the answer to the request without credentials is not a redirect that is followed"}
	reasonRecord         = schannel.Phrase{Code: "autodiscover.reason.record", Text: "a service record names the host that is asked"}
	reasonNoRecord       = schannel.Phrase{Code: "autodiscover.reason.no_record", Text: "no service record names a host and port 443"}
	reasonBlocked        = schannel.Phrase{Code: "autodiscover.reason.blocked", Text: "no callback allows the redirect, which ends the whole call"}
	reasonRefused        = schannel.Phrase{Code: "autodiscover.reason.refused", Text: "the user, or the callback, refuses the redirect"}
	reasonEndpoint       = schannel.Phrase{Code: "autodiscover.reason.endpoint", Text: "the host has an endpoint for SOAP: settings are asked for there"}
	reasonNoSOAP         = schannel.Phrase{Code: "autodiscover.reason.no_soap", Text: "the host names no endpoint for SOAP"}
)

func reasons() []schannel.Phrase {
	return []schannel.Phrase{
		reasonSettings, reasonBeside, reasonChallenge, reasonHandshake, reasonBrokenOff, reasonUnauthorized, reasonNoAnswer,
		reasonNotRecorded, reasonStatus, reasonCertificate, reasonRedirect, reasonRedirectURL,
		reasonRestart, reasonRestartNoSCP, reasonOldAddress, reasonForEver, reasonLimit,
		reasonNotHTTPS, reasonNoURL, reasonNoTarget, reasonFailedBefore, reasonSameAddress,
		reasonNoMail, reasonNoAutodiscover, reasonNoDeclaration, reasonOtherXML, reasonTwoProtocols,
		reasonNoAction, reasonError, reasonKeptError, reasonFinalError, reasonBusy,
		reasonLocked, reasonProbe, reasonNoRedirect, reasonRecord, reasonNoRecord,
		reasonBlocked, reasonRefused, reasonEndpoint, reasonNoSOAP,
	}
}
