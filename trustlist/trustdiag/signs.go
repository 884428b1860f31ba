// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package trustdiag

import "github.com/schanneltrust/schannel"

var ruleSignCut = schannel.Rule{
	Code: "trustlist.symptom.schannel_36885", Title: "Schannel says that it cut the list",
	Severity: schannel.Info, Evidence: schannel.Documented,
	Message: "Event 36885: Schannel warns that its list of trusted authorities was too long and was cut.",
	Sources: []schannel.Source{{Document: "KB2464556", Section: "Symptoms"}, {Document: "KB2801679", Section: "Symptoms"}},
}

var ruleSignMisprint = schannel.Rule{
	Code: "trustlist.symptom.schannel_36855", Title: "Event 36855 is a misprint for 36885",
	Severity: schannel.Info, Evidence: schannel.Documented,
	Message: "Event 36855 is a misprint of KB2801679 for event 36885, which its own table has right: the list was cut.",
	Sources: []schannel.Source{{Document: "KB2801679", Section: "More information"}},
}

var ruleSignIllegalParameter = schannel.Rule{
	Code: "trustlist.symptom.schannel_36887_47", Title: "The other end refused with illegal_parameter",
	Severity: schannel.Info, Evidence: schannel.Documented,
	Message: "Event 36887 with alert 47: the other end refused the handshake with illegal_parameter.",
	Sources: []schannel.Source{{Document: "KB2801679", Section: "Symptoms"}},
}

var ruleSignReceived = schannel.Rule{
	Code: "trustlist.symptom.schannel_36887", Title: "The other end ended the handshake",
	Severity: schannel.Info, Evidence: schannel.Documented,
	Message: "Event 36887: the other end ended the handshake with a fatal alert; the number of the alert would tell more.",
	Sources: []schannel.Source{{Document: "Schannel events"}, {Document: "KB2801679", Section: "Symptoms"}},
}

var ruleSignReceivedOther = schannel.Rule{
	Code: "trustlist.symptom.schannel_36887_other", Title: "The other end ended the handshake for another reason",
	Severity: schannel.Info, Evidence: schannel.Documented,
	Message: "Event 36887 with alert {alert}: the other end ended the handshake with a fatal alert, not with the one that goes with long lists.",
	Sources: []schannel.Source{{Document: "Schannel events"}, {Document: "KB2801679", Section: "Symptoms"}},
}

var ruleSignGeneral = schannel.Rule{
	Code: "trustlist.symptom.schannel_36887_40", Title: "The other end refused with handshake_failure",
	Severity: schannel.Info, Evidence: schannel.Specified,
	Message: "Event 36887 with alert 40: the other end refused with handshake_failure, the most general alert there is. A server may answer so to a client that sends no certificate.",
	Sources: []schannel.Source{{Document: "RFC 5246", Section: "Section 7.2.2"}, {Document: "RFC 5246", Section: "Section 7.4.6"}},
}

var ruleSignNoneSent = schannel.Rule{
	Code: "trustlist.symptom.none_sent", Title: "A server needs a certificate and the client sent none",
	Severity: schannel.Info, Evidence: schannel.Specified,
	Message: "A server ended the connection because it needs a certificate of the client and none was sent. A client sends none where it has none that fits, as when the list of the server names no authority of its chain.",
	Sources: []schannel.Source{{Document: "RFC 8446", Section: "Section 6.2"}, {Document: "RFC 5246", Section: "Section 7.4.6"}},
}

var ruleSignSent = schannel.Rule{
	Code: "trustlist.symptom.schannel_36888", Title: "The computer ended the handshake",
	Severity: schannel.Info, Evidence: schannel.Documented,
	Message: "Event 36888: the computer itself ended the handshake with a fatal alert.",
	Sources: []schannel.Source{{Document: "Schannel events"}},
}

var ruleSignSentKeys = schannel.Rule{
	Code: "trustlist.symptom.schannel_36888_keys", Title: "The computer ended the handshake over what was encrypted or signed",
	Severity: schannel.Info, Evidence: schannel.Specified,
	Message: "Event 36888 with alert {alert}: the computer could not decrypt a record, or a signature or the end of the handshake was wrong. That has nothing to do with the list.",
	Sources: []schannel.Source{{Document: "RFC 5246", Section: "Section 7.2.2"}, {Document: "Schannel events"}},
}

var ruleSignNoneFits = schannel.Rule{
	Code: "trustlist.symptom.schannel_36875", Title: "A client found no certificate that fits",
	Severity: schannel.Info, Evidence: schannel.Reported,
	Message: "Event 36875: the computer, as a client, was asked for a certificate and found none that fits.",
	Sources: []schannel.Source{{Document: "detection-wiki Schannel"}},
}

var ruleSignClientRefused = schannel.Rule{
	Code: "trustlist.symptom.schannel_36877", Title: "The server did not accept the certificate of a client",
	Severity: schannel.Info, Evidence: schannel.Reported,
	Message: "Event 36877: the computer, as a server, was sent a client certificate and did not accept it. So the client offered one, whatever the list says.",
	Sources: []schannel.Source{{Document: "detection-wiki Schannel"}},
}

var ruleSignServerRefused = schannel.Rule{
	Code: "trustlist.symptom.schannel_server_certificate", Title: "A client did not accept the certificate of a server",
	Severity: schannel.Info, Evidence: schannel.Reported,
	Message: "Event {event}: the computer, as a client, did not accept the certificate of the server. That has nothing to do with the list.",
	Sources: []schannel.Source{{Document: "detection-wiki Schannel"}},
}

var ruleSignCompleted = schannel.Rule{
	Code: "trustlist.symptom.schannel_36880", Title: "A handshake was completed",
	Severity: schannel.Info, Evidence: schannel.Reported,
	Message: "Event 36880: a handshake was completed. That is no failure.",
	Sources: []schannel.Source{{Document: "detection-wiki Schannel"}},
}

var ruleSignEAPMalformed = schannel.Rule{
	Code: "trustlist.symptom.nps_266", Title: "Network authentication failed with a malformed message",
	Severity: schannel.Info, Evidence: schannel.Reported,
	Message: "NPS event 6273 with reason 266: network authentication by EAP failed with an unexpected or badly formatted message, as it does after many roots were installed.",
	Sources: []schannel.Source{{Document: "serverfault 391959"}, {Document: "NPS reason 266"}},
}

var ruleSignEAPUntrusted = schannel.Rule{
	Code: "trustlist.symptom.nps_265", Title: "Network authentication failed over a root that is not trusted",
	Severity: schannel.Info, Evidence: schannel.Documented,
	Message: "NPS event 6273 with reason 265: the certificate of the client chains to a root that NPS does not trust.",
	Sources: []schannel.Source{{Document: "NPS reason codes"}},
}

var ruleSignNetworkAccess = schannel.Rule{
	Code: "trustlist.symptom.nap_39", Title: "Network access protection fails",
	Severity: schannel.Info, Evidence: schannel.Documented,
	Message: "NapAgent event 39: network access protection fails.",
	Sources: []schannel.Source{{Document: "KB2801679", Section: "Symptoms"}},
}

var ruleSignRemoteAccess = schannel.Rule{
	Code: "trustlist.symptom.remote_access", Title: "Remote access fails",
	Severity: schannel.Info, Evidence: schannel.Documented,
	Message: "RemoteAccess event {event}: remote access fails.",
	Sources: []schannel.Source{{Document: "KB2801679", Section: "Symptoms"}},
}

var ruleSignIISRefused = schannel.Rule{
	Code: "trustlist.symptom.iis_403_16", Title: "IIS does not trust the client certificate",
	Severity: schannel.Info, Evidence: schannel.Documented,
	Message: "IIS 403.16: the client certificate was sent and the server does not trust it.",
	Sources: []schannel.Source{{Document: "KB2802568"}},
}

var ruleSignIISNone = schannel.Rule{
	Code: "trustlist.symptom.iis_403_7", Title: "IIS was sent no client certificate",
	Severity: schannel.Info, Evidence: schannel.Documented,
	Message: "IIS 403.7: the server needs a client certificate and none was sent.",
	Sources: []schannel.Source{{Document: "KB2802568"}},
}

var ruleSignLync = schannel.Rule{
	Code: "trustlist.symptom.lync", Title: "A Lync server does not trust the certificate of another",
	Severity: schannel.Info, Evidence: schannel.Reported,
	Message: "Event {event} of a Lync server: it does not trust the certificate of another server.",
	Sources: []schannel.Source{{Document: "itbasedtelco 2017-08-24"}},
}

var ruleSignStatus = schannel.Rule{
	Code: "trustlist.symptom.status", Title: "A code that alone tells little",
	Severity: schannel.Info, Evidence: schannel.Documented,
	Message: "The code {status} comes with many failures. Alone it does not tell whether the list has to do with this one.",
	Sources: []schannel.Source{{Document: "KB2802568"}, {Document: "dotnet/runtime#77989"}},
}

var ruleSignIllegalMessage = schannel.Rule{
	Code: "trustlist.symptom.illegal_message", Title: "A message was refused as malformed",
	Severity: schannel.Info, Evidence: schannel.Documented,
	Message: "The code 0x80090326 (SEC_E_ILLEGAL_MESSAGE) comes with any malformed message, and at a Windows client with a CertificateRequest that is larger than it takes.",
	Sources: []schannel.Source{{Document: "dotnet/runtime#77989"}, {Document: "TLS registry settings", Section: "Messaging – fragment parsing"}},
}

var ruleSignMalformed = schannel.Rule{
	Code: "trustlist.symptom.badly_formatted", Title: "A message was unexpected or badly formatted",
	Severity: schannel.Info, Evidence: schannel.Reported,
	Message: "Windows has this text for reason 266 of NPS event 6273 and for the code 0x80090326 (SEC_E_ILLEGAL_MESSAGE). The number beside it would tell which.",
	Sources: []schannel.Source{{Document: "serverfault 391959"}, {Document: "dotnet/runtime#77989"}},
}

// hints is the causes that a sign speaks for.
type hints uint16

const (
	hintCut      hints = 1  // the list is cut
	hintRefused  hints = 2  // the client refuses a long list
	hintUnnamed  hints = 4  // the authority of the client is not named
	hintNonRoot  hints = 8  // a certificate that is no root among the trusted roots
	hintTooLarge hints = 16 // KB2880390
	hintsAny     hints = hintCut | hintTooLarge

	// notTheList is a sign that speaks against the list.
	notTheList hints = 32

	hintUnlisted  hints = 64  // the issuer of the client is not among the trusted issuers
	hintUntrusted hints = 128 // its root is in no store
	hintLimit     hints = 256 // the request is larger than a Windows client takes
	hintsRefusal  hints = hintNonRoot | hintTooLarge | hintUnlisted | hintUntrusted
)

// sign is a symptom of which a source tells. An event has to have an ID and a
// provider that is none or one of those named; a text, all words of one of texts.
type sign struct {
	rule  schannel.Rule
	hints hints

	providers []string // in lower case; the name of the source contains one of them, or begins with one that ends in a blank
	strict    bool     // the provider has to be known, because other programs have the ID too
	events    []int
	number    uint32     // that the event has to carry: an alert, a reason, a code; 0: any
	bare      bool       // only where no number is known
	alert     uint32     // of TLS, where a code or a program names it without an event
	http      []uint32   // status and substatus of IIS
	statuses  []uint32   // codes of SSPI or HRESULT, also as numbers in a text
	texts     [][]string // in lower case; a text with all words of one of them is this sign
}

// quote is a part of the message of an event, in lower case and one of the
// languages that are known. The number that tells events of the ID apart stands
// behind it.
type quote struct {
	text  string
	event int
	verb  string // that stands behind it too, where the wording differs by release
}

// quotes are of Schannel. They come from the articles, those in other languages
// from Microsoft's own translations of KB4528489, and where these have no text
// from what people paste.
var quotes = [...]quote{
	{"fatal alert was received", 36887, ""},
	{"次の致命的な警告を受け取りました", 36887, ""},
	{"リモート エンドポイントから致命的な警告を受け取りました", 36887, ""},
	{"schwerwiegende warnung", 36887, "empfangen"},
	{"alerte irrécupérable a été reçue du point de terminaison distant", 36887, ""},
	{"ricevuto avviso di errore irreversibile dall'endpoint remoto", 36887, ""},
	{"odebrano alert krytyczny ze zdalnego punktu końcowego", 36887, ""},
	{"allvarligt fel returnerades från fjärrslutpunkten", 36887, ""},
	{"ειδοποίηση για ανεπανόρθωτο σφάλμα από το απομακρυσμένο τελικό σημείο", 36887, ""},
	{"fatāls brīdinājums tika saņemts no attālā galapunkta", 36887, ""},
	{"fatal alert was generated", 36888, ""},
	{"次の致命的な警告が生成されました", 36888, ""},
	{"致命的な警告が生成され", 36888, ""},
	{"but no suitable client certificate could be found", 36875, ""},
	{"received from the remote client application has not validated correctly", 36877, ""},
	{"remote client application has not validated correctly", 36877, ""},
}

// eventCut is the event by which Schannel says that the list was cut.
const eventCut = 36885

// eventSent is the event of an alert that the computer sent. Its values are the
// alert and the state of Schannel.
const eventSent = 36888

// eventDenied is the event by which NPS says that it denied access, with a reason.
const eventDenied = 6273

// certificateRequired is the alert certificate_required (RFC 8446, Section 6.2).
const certificateRequired = 116

// Codes of SSPI and HRESULT.
const (
	invalidHandle  = 0x80090301 // SEC_E_INVALID_HANDLE
	untrustedRoot  = 0x80090325 // SEC_E_UNTRUSTED_ROOT
	illegalMessage = 0x80090326 // SEC_E_ILLEGAL_MESSAGE
	certUntrusted  = 0x800b0109 // CERT_E_UNTRUSTEDROOT
)

// schannelSource is how the provider of the events of Schannel is known.
const schannelSource = "schannel"

// signs yields what sources tell of, narrower signs before wider ones: the
// first that fits counts.
func signs() []sign {
	schannelProvider, lync := []string{schannelSource}, []string{"ls ", "lync"}
	const hintsLync = hintNonRoot | hintUnlisted | hintUntrusted
	return []sign{
		{
			rule: ruleSignCut, hints: hintCut, providers: schannelProvider, events: []int{eventCut}, texts: [][]string{{"list has thus been truncated"}, {"このリストは、そのため切り捨てられました"}},
		},
		{rule: ruleSignMisprint, hints: hintCut, providers: schannelProvider, events: []int{36855}},
		{rule: ruleSignIllegalParameter, hints: hintsAny | hintRefused, providers: schannelProvider, events: []int{36887}, number: 47},
		{rule: ruleSignReceived, hints: hintsAny | hintRefused, providers: schannelProvider, events: []int{36887}, bare: true},
		{rule: ruleSignGeneral, hints: hintCut | hintUnnamed, providers: schannelProvider, events: []int{36887}, number: 40},
		{rule: ruleSignNoneSent, hints: hintCut | hintUnnamed, providers: schannelProvider, events: []int{36887}, number: certificateRequired},
		{rule: ruleSignReceivedOther, hints: notTheList, providers: schannelProvider, events: []int{36887}},
		{rule: ruleSignSentKeys, hints: notTheList, providers: schannelProvider, events: []int{eventSent}, number: 20},
		{rule: ruleSignSentKeys, hints: notTheList, providers: schannelProvider, events: []int{eventSent}, number: 51},
		{rule: ruleSignSent, hints: hintsAny, providers: schannelProvider, events: []int{eventSent}},
		{rule: ruleSignNoneFits, hints: hintCut | hintUnnamed, providers: schannelProvider, events: []int{36875}},
		{rule: ruleSignClientRefused, hints: hintsRefusal, providers: schannelProvider, events: []int{36877}},
		{rule: ruleSignServerRefused, hints: notTheList, providers: schannelProvider, events: []int{36876, 36881, 36882, 36883, 36884}},
		{rule: ruleSignCompleted, providers: schannelProvider, events: []int{36880}},
		{
			rule: ruleSignEAPMalformed, hints: hintsAny | hintRefused, providers: []string{"security", "nps"}, events: []int{eventDenied}, number: 266,
			texts: [][]string{{"6273", "266"}, {"network policy server", "unexpected or badly formatted"}},
		},
		{rule: ruleSignEAPUntrusted, hints: hintsRefusal, providers: []string{"security", "nps"}, events: []int{eventDenied}, number: 265, texts: [][]string{{"6273", "265"}}},
		{rule: ruleSignNetworkAccess, hints: hintsAny, providers: []string{"napagent"}, strict: true, events: []int{39}, texts: [][]string{{"napagent", "39"}}},
		{rule: ruleSignRemoteAccess, hints: hintsAny, providers: []string{"remoteaccess"}, strict: true, events: []int{20225, 20271}, texts: [][]string{{"remoteaccess", "20225"}, {"remoteaccess", "20271"}}},
		{rule: ruleSignIISRefused, hints: hintsRefusal, http: []uint32{403, 16}, texts: [][]string{{"403.16"}, {" 403 16 "}}},
		{rule: ruleSignIISNone, hints: hintCut | hintUnnamed | hintNonRoot | hintTooLarge, http: []uint32{403, 7}, texts: [][]string{{"403.7"}, {" 403 7 "}}},
		{
			rule: ruleSignLync, hints: hintsLync, providers: lync, strict: true, events: []int{61029}, number: certUntrusted,
			texts: [][]string{{"61029", "2148204809"}, {"61029", "0x800b0109"}},
		},
		{rule: ruleSignLync, hints: hintsLync, providers: lync, strict: true, events: []int{61029}, bare: true},
		{
			rule: ruleSignLync, hints: hintsLync, providers: lync, strict: true, events: []int{32042, 30998},
			texts: [][]string{{"32042", "certificate"}, {"30998", "certificate"}, {"invalid incoming https certificate"}},
		},
		{
			rule: ruleSignNoneSent, hints: hintCut | hintUnnamed, alert: certificateRequired,
			texts: [][]string{{"alert certificate required"}, {"tls: certificate required"}, {"fatal alert: certificate_required"}, {"certificate_required_alert"}, {"ssl alert number 116"}},
		},
		{
			// Of servers that are not Schannel: OpenSSL, Go, nginx, the JDK.
			rule: ruleSignNoneSent, hints: hintUnnamed,
			texts: [][]string{{"peer did not return a certificate"}, {"client didn't provide a certificate"}, {"no required ssl certificate"}, {"empty client certificate chain"}},
		},
		{rule: ruleSignIllegalMessage, hints: hintLimit, statuses: []uint32{illegalMessage}, texts: [][]string{{"sec_e_illegal_message"}}},
		{rule: ruleSignMalformed, hints: hintsAny | hintRefused | hintLimit, texts: [][]string{{"unexpected or badly formatted"}}},
		{
			rule: ruleSignStatus, statuses: []uint32{invalidHandle, untrustedRoot, certUntrusted},
			texts: [][]string{{"sec_e_invalid_handle"}, {"sec_e_untrusted_root"}, {"cert_e_untrustedroot"}},
		},
	}
}
