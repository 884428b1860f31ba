// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package emsdiag

import (
	"slices"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/ems/winhost"
	"github.com/schanneltrust/schannel/symptom"
)

// fit says how well an incident supports a cause; the zero value excludes it.
type fit struct {
	certainty schannel.Certainty
	missing   []schannel.Phrase // if InsufficientData
	outcomes  []schannel.Phrase // if Undocumented
	settle    []schannel.Phrase // if Undocumented
	unlogged  bool              // no source tells which event it leaves
	because   []schannel.Finding
	remedies  []schannel.Code // what may help, best first
}

// cause is one explanation: how it shows, and when it applies.
type cause struct {
	rule   *schannel.Rule
	sights []sight // what the local end shows; see Symptoms
	fit    func(view) fit
}

// causes is every explanation, the narrower ones first. It is a function because
// a variable of slices of others would be work at start.
func causes() []cause {
	return []cause{
		{&ruleCauseFTP, sightsFTP[:], view.ftp},
		{&ruleCauseLateCertificate, nil, view.lateCertificate},
		{&ruleCauseLeadingZero, sightsLeadingZero[:], view.leadingZero},
		{&ruleCauseShortPublic, sightsShortPublic[:], view.shortPublic},
		{&ruleCauseDerivation, sightsKeysDiffer[:], view.derivation},
		{&ruleCauseDevice, sightsDevice[:], view.device},
		{&ruleCauseNoSuite, sightsNoSuite[:], view.noSuite},
		{&ruleCauseMismatch, sightsMismatch[:], view.mismatch},
		{&ruleCauseRequired, sightsRequired[:], view.required},
		{&ruleCauseFullHandshakes, sightsFullHandshakes[:], view.fullHandshakes},
		{&ruleCauseIntolerant, sightsIntolerant[:], view.intolerant},
	}
}

// How each cause shows on the local end, as far as a source tells.
var (
	sightsFTP         = [...]sight{{ftp: true}}
	sightsLeadingZero = [...]sight{
		{event: winhost.EventAlertReceived, alert: ems.BadRecordMAC},
		{status: winhost.StatusMessageAltered},
		{failed: true},
		{event: winhost.EventAlertSent, alert: ems.BadRecordMAC},
		{reset: true},
		{timedOut: true},
	}
	sightsKeysDiffer = [...]sight{
		{event: winhost.EventAlertReceived, alert: ems.BadRecordMAC},
		{event: winhost.EventAlertSent, alert: ems.BadRecordMAC},
	}
	sightsDevice = [...]sight{
		{event: winhost.EventAlertReceived, alert: ems.DecryptError},
		{event: winhost.EventAlertSent, alert: ems.DecryptError},
		{event: winhost.EventAlertReceived, alert: ems.BadRecordMAC},
		{event: winhost.EventAlertSent, alert: ems.BadRecordMAC},
	}
	sightsShortPublic = [...]sight{
		{status: winhost.StatusBufferTooSmall},
		{status: winhost.StatusMessageAltered},
		{reset: true},
	}
	sightsNoSuite = [...]sight{
		{event: winhost.EventAlertReceived, alert: ems.HandshakeFailure},
		{event: winhost.EventAlertSent, alert: ems.HandshakeFailure},
	}
	sightsMismatch = [...]sight{
		{event: winhost.EventAlertReceived, alert: ems.HandshakeFailure},
		{event: winhost.EventAlertReceived, alert: ems.IllegalParameter},
		{event: winhost.EventAlertReceived, alert: ems.MissingExtension},
		{event: winhost.EventAlertReceived, alert: ems.UnsupportedExtension},
		{status: winhost.StatusIllegalMessage},
		{reset: true},
	}
	sightsRequired = [...]sight{
		{event: winhost.EventAlertReceived, alert: ems.HandshakeFailure},
		{event: winhost.EventAlertReceived, alert: ems.InsufficientSecurity},
		{event: winhost.EventAlertReceived, alert: ems.InternalError},
	}
	sightsFullHandshakes = [...]sight{{timedOut: true}}
	sightsIntolerant     = [...]sight{{reset: true}, {timedOut: true}}
)

// Symptoms returns how a cause shows on the end that runs Windows, by the code
// of its rule: each symptom may appear alone. It is empty for a code that is
// no cause, and for a cause of which no source tells a symptom.
func Symptoms(code schannel.Code) []symptom.Row {
	var rows []symptom.Row
	for _, c := range causes() {
		if c.rule.Code != code {
			continue
		}
		for _, s := range c.sights {
			rows = append(rows, s.row())
		}
	}
	return rows
}

// finding applies the rule of a cause to an incident.
func (v view) finding(c cause, f fit) schannel.Finding {
	basis := schannel.Basis{Certainty: f.certainty, Premises: f.because, Missing: f.missing, Outcomes: f.outcomes, Settle: f.settle}
	finding := schannel.NewFinding(*c.rule, basis, v.connection)
	finding.Remedies = v.remedies(f.remedies...)
	for _, s := range c.sights {
		if s.event != 0 && !f.unlogged && !v.eventsOff {
			finding.Events = append(finding.Events, winhost.AlertEvent(s.event, s.alert))
		}
	}
	return finding
}

// What a finding names as missing.
var (
	missingSuite       = schannel.Phrase{Code: "ems.windows.missing.suite", Text: "the negotiated cipher suite"}
	missingPeer        = schannel.Phrase{Code: "ems.windows.missing.peer", Text: "whether the other end supports the extension"}
	missingLocal       = schannel.Phrase{Code: "ems.windows.missing.local", Text: "the Windows version and updates of this end"}
	missingResuming    = schannel.Phrase{Code: "ems.windows.missing.resuming", Text: "whether the handshakes that fail offer a session"}
	missingAlert       = schannel.Phrase{Code: "ems.windows.missing.alert", Text: "the alert code"}
	missingDirection   = schannel.Phrase{Code: "ems.windows.missing.direction", Text: "which end sent the alert"}
	missingEvent       = schannel.Phrase{Code: "ems.windows.missing.event", Text: "event 36887 with its alert code beside the error code: Schannel returns the code for faults of its own end too"}
	missingNoSuite     = schannel.Phrase{Code: "ems.windows.missing.no_suite", Text: "whether the two ends have a cipher suite in common: event 36874 stands beside the alert if they have none"}
	missingTimeOut     = schannel.Phrase{Code: "ems.windows.missing.time_out", Text: "whether the attempts run into a time-out"}
	missingPublicValue = schannel.Phrase{Code: "ems.windows.missing.public_value", Text: "the length of the public value in the key exchange of a handshake that fails"}
	missingSharedZero  = schannel.Phrase{Code: "ems.windows.missing.shared_zero", Text: "whether the shared secret of a handshake that fails begins with a zero byte: two ends without the fix compute alike"}
	missingHellos      = schannel.Phrase{Code: "ems.windows.missing.hellos", Text: "whether both hellos of a handshake that fails carry extension 23"}
	missingBothEnds    = schannel.Phrase{Code: "ems.windows.missing.both_ends", Text: "the ClientHello of a handshake that fails as it leaves the one end and as it arrives at the other: a device that changes it makes them differ"}
	missingRate        = schannel.Phrase{Code: "ems.windows.missing.rate", Text: "how many of how many attempts fail"}
	missingProgram     = schannel.Phrase{Code: "ems.windows.missing.program", Text: "the program of the other end: only some close without an alert"}
	missingFIPS        = schannel.Phrase{Code: "ems.windows.missing.fips", Text: "the program of the other end: OpenSSL with the check of its FIPS provider sends this alert"}
	missingTrial       = schannel.Phrase{Code: "ems.windows.missing.trial", Text: "whether the same handshake succeeds with a ClientHello without extension 23"}
	missingSymptom     = schannel.Phrase{Code: "ems.windows.missing.symptom", Text: "event 36887 or 36888 with its alert code, or the error code of SSPI that goes with it"}
)

// likelyUnless makes a fit of the missing facts: likely if there are none.
func likelyUnless(missing []schannel.Phrase, because []schannel.Finding, remedies ...schannel.Code) fit {
	f := fit{certainty: schannel.Likely, because: because, remedies: remedies}
	if len(missing) > 0 {
		f.certainty, f.missing = schannel.InsufficientData, missing
	}
	return f
}

// leadingZero fits the intermittent failure of TLS_DHE: KB4528489, item 1 for
// administrators, and KB4557473.
func (v view) leadingZero() fit {
	switch {
	case v.dhe == schannel.No, v.localZeros == schannel.Yes && v.peerZeros == schannel.Yes:
		return fit{}
	case v.seen.ftp, v.seen.differs, v.seen.demands, !v.seen.telling() && v.rate == rateUnknown:
		return fit{}
	case v.rate == rateAlways, v.rate == rateOther, v.rate == rateNone:
		return fit{}
	case !v.seen.may(ems.BadRecordMAC) && !v.seen.maySend(ems.BadRecordMAC), v.seen.noSuite:
		return fit{}
	}
	because := v.keysBecause()
	if v.dhe == schannel.Yes && v.negotiated() == schannel.Yes && !v.seen.missingCode() {
		settle := settleServerHello
		if v.Captured.ServerHello == schannel.Yes {
			settle = settleSharedZero
		}
		return fit{
			certainty: schannel.Undocumented, because: because, remedies: []schannel.Code{winhost.RemedyRemoveDHE, winhost.RemedyInstallUpdates},
			outcomes: []schannel.Phrase{outcomeZeroNot, outcomeZeroMaybe}, settle: []schannel.Phrase{settle},
		}
	}
	return likelyUnless(v.leadingZeroMissing(), because,
		winhost.RemedyEnable, winhost.RemedyEnableOther, v.remedyForPeer(), winhost.RemedyRemoveDHE, winhost.RemedyInstallUpdates)
}

func (v view) leadingZeroMissing() []schannel.Phrase {
	var missing []schannel.Phrase
	if v.dhe == schannel.Unknown {
		missing = append(missing, missingSuite)
	}
	if v.negotiated() == schannel.Unknown && v.localZeros != schannel.No && v.peerZeros != schannel.No {
		missing = append(missing, missingPeer)
	}
	if v.localZeros == schannel.No && v.peerZeros == schannel.No {
		missing = append(missing, missingSharedZero)
	}
	if v.seen.missingCode() {
		missing = append(missing, missingAlert)
	}
	if v.seen.codeOnly() {
		missing = append(missing, missingEvent)
	}
	return missing
}

var (
	outcomeZeroNot    = schannel.Phrase{Code: "ems.windows.outcome.zero_not", Text: "it is not the cause: KB4528489 sees it only with a device without the extension, and says to enable the extension"}
	outcomeZeroMaybe  = schannel.Phrase{Code: "ems.windows.outcome.zero_maybe", Text: "it may be the cause: the extension does not change the premaster secret, and the ServerHello that KB4557473 shows has room for it"}
	settleServerHello = schannel.Phrase{Code: "ems.windows.settle.server_hello", Text: "the ServerHello of a handshake that fails: whether it carries extension 23"}
	settleSharedZero  = schannel.Phrase{Code: "ems.windows.settle.shared_zero", Text: "the shared secret of a handshake that fails: whether it begins with a zero byte"}
)

// remedyForPeer is how the other end comes by the extension.
func (v view) remedyForPeer() schannel.Code {
	if empty(v.Peer) {
		return remedyAskVendor
	}
	return remedyInstallExtension
}

// keysBecause lists the facts behind a failure to decrypt.
func (v view) keysBecause() []schannel.Finding {
	var because []schannel.Finding
	switch {
	case v.seen.keysDiffer():
		because = append(because, v.stated(ruleKeysDiffer.Code)...)
	case v.seen.status != 0:
		because = append(because, v.stated(ruleStatusOther.Code, ruleStatusAlerts.Code)...)
	}
	because = append(because, v.stated(ruleSuiteAffected.Code)...)
	if v.rate.short() {
		because = append(because, v.stated(v.rate.rule().Code)...)
	}
	return because
}

// shortPublic fits the refusal of a public value that is sent in fewer bytes
// than the modulus has, by Windows before build 14393.
func (v view) shortPublic() fit {
	switch {
	case v.dhe == schannel.No, v.rate == rateAlways, v.rate == rateOther, v.rate == rateNone, v.seen.alerted(), v.seen.noSuite:
		return fit{}
	case !v.seen.reset && v.seen.status != winhost.StatusBufferTooSmall && v.seen.status != winhost.StatusMessageAltered:
		return fit{}
	}
	var missing []schannel.Phrase
	if v.dhe == schannel.Unknown {
		missing = append(missing, missingSuite)
	}
	if empty(v.Local) {
		missing = append(missing, missingLocal)
	}
	if v.seen.status != winhost.StatusBufferTooSmall || !v.localOld {
		missing = append(missing, missingPublicValue)
	}
	return likelyUnless(missing, v.keysBecause(), winhost.RemedyRemoveDHE, remedyAskVendor)
}

// derivation fits an end that derives another master secret than the hellos
// say (RFC 7627, Section 4).
func (v view) derivation() fit {
	switch {
	case v.negotiated() == schannel.No, v.bothEnforce(), v.rate.short(), v.rate == rateNone:
		return fit{}
	case !v.seen.keysDiffer() && !v.seen.missingCode():
		return fit{}
	}
	var missing []schannel.Phrase
	if v.Captured.negotiated() == schannel.Unknown {
		missing = append(missing, missingHellos)
	}
	if v.rate == rateUnknown {
		missing = append(missing, missingRate)
	}
	if !v.seen.keysDiffer() {
		missing = append(missing, missingAlert)
	}
	return likelyUnless(missing, v.stated(ruleKeysDiffer.Code, ruleHellos.Code), remedyAskVendor)
}

// device fits something between the two ends that changes the ClientHello. If it
// hides the extension, both ends take the legacy master secret and their keys
// agree; if it changes another part and the extension stays, the keys differ.
func (v view) device() fit {
	byCode := v.seen.codeOnly() && v.seen.status == winhost.StatusDecryptFailure
	hidden := v.seen.transcriptsDiffer() || byCode
	switch {
	case v.seen.noSuite, v.seen.ftp, v.rate.short(), v.rate == rateNone, v.rate == rateOther:
		return fit{}
	case hidden && v.Captured.negotiated() == schannel.Yes:
		return fit{} // what is hidden is answered by nobody
	case hidden:
	case !v.seen.keysDiffer() || v.negotiated() == schannel.No:
		return fit{}
	}
	missing := []schannel.Phrase{missingBothEnds}
	if v.rate == rateUnknown {
		missing = append(missing, missingRate)
	}
	if byCode {
		missing = append(missing, missingEvent)
	}
	because := v.stated(ruleKeysDiffer.Code)
	if hidden {
		because = v.alertBecause()
	}
	if v.rate == rateAlways && v.seen.transcriptsDiffer() {
		return likelyUnless(nil, append(because, v.stated(v.rate.rule().Code)...), remedyPassDevice)
	}
	return likelyUnless(missing, because, remedyPassDevice)
}

// noSuite fits what the most general alert usually means, and what the event
// says that stands beside it.
func (v view) noSuite() fit {
	if v.seen.noSuite {
		return likelyUnless(nil, v.stated(ruleEventOther.Code))
	}
	if !v.seen.general() || v.agreed() {
		return fit{}
	}
	return likelyUnless([]schannel.Phrase{missingNoSuite}, v.alertBecause())
}

// mismatchAlerts is what stacks send for it; RFC 7627 has the first, the JDK
// the last for an extension that comes with a session made without it.
var mismatchAlerts = [...]ems.Alert{ems.HandshakeFailure, ems.IllegalParameter, ems.MissingExtension, ems.UnsupportedExtension}

// mismatch fits an end that finds the extension of the session and that of
// the hello to differ (RFC 7627, Section 5.3).
func (v view) mismatch() fit {
	switch {
	case v.peer == winhost.NoEMS, v.bothEnforce(), v.seen.noSuite, v.Resuming == schannel.No:
		return fit{}
	case v.Captured.ClientHello == schannel.Yes && v.serverAborted():
		return fit{} // such a client is resumed, or makes a full handshake
	case v.seen.alertSent:
		return v.ownMismatch()
	case v.seen.differs:
		return likelyUnless(nil, nil, remedyAskVendor)
	case v.seen.silent() && !v.seen.reset && !v.seen.failedOnly():
		return fit{}
	case !v.seen.may(mismatchAlerts[:]...):
		return fit{}
	}
	missing := v.missingOfAlert()
	if v.Resuming == schannel.Unknown {
		missing = append([]schannel.Phrase{missingResuming}, missing...)
	}
	if v.seen.reset && v.seen.silent() {
		missing = append(missing, missingProgram)
	}
	return likelyUnless(missing, v.alertBecause(), remedyAskVendor)
}

// missingOfAlert is what an alert leaves open that the other end may have sent.
func (v view) missingOfAlert() []schannel.Phrase {
	var missing []schannel.Phrase
	switch {
	case v.seen.missingCode(), v.seen.failedOnly():
		missing = append(missing, missingAlert)
	case v.seen.codeOnly():
		missing = append(missing, missingEvent)
	case v.seen.general() && !v.agreed():
		missing = append(missing, missingNoSuite)
	}
	if v.seen.undirected {
		missing = append(missing, missingDirection)
	}
	return missing
}

// ownMismatch fits this end finding them to differ. No source tells which
// alert and event Schannel has for it.
func (v view) ownMismatch() fit {
	if v.local == winhost.NoEMS || !v.seen.maySend(mismatchAlerts[:]...) {
		return fit{}
	}
	var missing []schannel.Phrase
	if v.Resuming == schannel.Unknown {
		missing = append(missing, missingResuming)
	}
	if v.local == winhost.BehaviourUnspecified {
		missing = append(missing, missingLocal)
	}
	if v.seen.missingCode() {
		missing = append(missing, missingAlert)
	}
	f := likelyUnless(missing, v.alertBecause(), remedyAskVendor)
	f.unlogged = true
	if len(missing) == 0 {
		f.certainty = schannel.Undocumented
		f.outcomes = []schannel.Phrase{outcomeMismatch, outcomeNoMismatch}
		f.settle = []schannel.Phrase{settleHellos}
	}
	return f
}

var (
	outcomeMismatch   = schannel.Phrase{Code: "ems.windows.outcome.mismatch", Text: "it is the cause: Schannel sends this alert where it finds that session and hello differ in the extension"}
	outcomeNoMismatch = schannel.Phrase{Code: "ems.windows.outcome.no_mismatch", Text: "it is not the cause: Schannel has another alert for that, or none"}
	settleHellos      = schannel.Phrase{Code: "ems.windows.settle.hellos", Text: "the hellos of a handshake that fails, and of the one that made its session: which of them carry extension 23"}
)

// alertBecause lists what the symptoms say of the alert.
func (v view) alertBecause() []schannel.Finding {
	switch {
	case v.seen.received != 0:
		return v.stated(ruleAlertReceived.Code, ruleAlertSeen.Code)
	case v.seen.sent != 0:
		return v.stated(ruleAlertSent.Code)
	case v.seen.status != 0:
		return v.stated(ruleStatusAlerts.Code)
	}
	return nil
}

// required fits an end that refuses peers without the extension (RFC 7627,
// Section 5.2). OpenSSL does so with internal_error, if its FIPS provider
// checks.
func (v view) required() fit {
	switch {
	case v.lacksExtension() == schannel.No || v.peer == winhost.NoEMS, v.seen.noSuite:
		return fit{}
	case v.Side == ems.Server && v.Captured.ClientHello == schannel.No: // the other end has none itself
		return fit{}
	case v.seen.demands:
		return likelyUnless(v.missingLocal(), nil, remedyInstallExtension, winhost.RemedyEnable)
	case v.seen.codeOnly() && v.lacksExtension() != schannel.Yes: // which may be a fault of this end
		return fit{}
	case v.seen.silent() && !v.seen.failedOnly(), !v.seen.may(ems.HandshakeFailure, ems.InsufficientSecurity, ems.InternalError):
		return fit{}
	}
	missing := append(v.missingOfAlert(), v.missingLocal()...)
	if v.seen.received == ems.InternalError {
		missing = append(missing, missingFIPS)
	}
	return likelyUnless(missing, v.alertBecause(), remedyInstallExtension, winhost.RemedyEnable)
}

// lacksExtension tells whether this end has no extension in its hello: by what
// was captured, or else by what it does.
func (v view) lacksExtension() schannel.Truth {
	switch captured := v.Captured.helloOf(v.Side); {
	case captured != schannel.Unknown:
		return captured.Not()
	case v.local == winhost.NoEMS:
		return schannel.Yes
	case v.local == winhost.BehaviourUnspecified:
		return schannel.Unknown
	}
	return schannel.No
}

func (v view) missingLocal() []schannel.Phrase {
	if v.lacksExtension() != schannel.Unknown {
		return nil
	}
	return []schannel.Phrase{missingLocal}
}

// fullHandshakes fits the cost of handshakes that are no longer abbreviated.
func (v view) fullHandshakes() fit {
	if !v.seen.timedOut && !v.seen.failedOnly() {
		return fit{}
	}
	f := v.unlessResumed(winhost.RemedyEnable, winhost.RemedyEnableOther, remedyAskVendor)
	if f.certainty != 0 && !v.seen.timedOut {
		f.certainty, f.missing = schannel.InsufficientData, append(f.missing, missingTimeOut)
	}
	return f
}

// lateCertificate fits item 2 for administrators of KB4528489.
func (v view) lateCertificate() fit {
	if !v.LateCertRequest {
		return fit{}
	}
	return v.unlessResumed(remedyAskVendor)
}

// ftp fits item 3 for administrators of KB4528489.
func (v view) ftp() fit {
	if !v.FTPData && !v.seen.ftp {
		return fit{}
	}
	return v.unlessResumed(remedyAskVendor, winhost.RemedyFTPReuse)
}

// unlessResumed fits what goes wrong in every connection because no session
// is resumed.
func (v view) unlessResumed(remedies ...schannel.Code) fit {
	switch {
	case v.declined() == schannel.No, v.rate == rateOne, v.rate == rateThree, v.rate == rateNone:
		return fit{}
	case v.localOff:
		return likelyUnless(nil, v.stated(winhost.CodeRegistryOff), slices.Concat([]schannel.Code{winhost.RemedyEnable}, remedies)...)
	case v.declined() == schannel.Yes:
		return likelyUnless(nil, v.stated(rulePairNoResumption.Code), remedies...)
	}
	return likelyUnless(v.missingEnds(), nil, remedies...)
}

// declined tells whether an end declines to resume sessions with the other.
func (v view) declined() schannel.Truth {
	switch {
	case v.localOff, v.local == winhost.EnforcesEMS && v.peer == winhost.NoEMS, v.peer == winhost.EnforcesEMS && v.local == winhost.NoEMS:
		return schannel.Yes
	case v.local == winhost.BehaviourUnspecified, v.peer == winhost.BehaviourUnspecified:
		return schannel.Unknown
	}
	return schannel.No
}

// missingEnds lists what is not known of the two ends.
func (v view) missingEnds() []schannel.Phrase {
	var missing []schannel.Phrase
	if v.local == winhost.BehaviourUnspecified {
		missing = append(missing, missingLocal)
	}
	if v.peer == winhost.BehaviourUnspecified {
		missing = append(missing, missingPeer)
	}
	return missing
}

// intolerant fits an end, or a device between the two, that cannot cope with
// the extension.
func (v view) intolerant() fit {
	switch {
	case v.local == winhost.NoEMS || negotiates(v.peer) || v.Captured.ClientHello == schannel.No:
		return fit{}
	case !v.seen.silent() || !v.seen.reset && !v.seen.timedOut:
		return fit{}
	case v.rate.short() || v.rate == rateNone:
		return fit{}
	}
	return likelyUnless([]schannel.Phrase{missingTrial}, nil, remedyAskVendor)
}

var ruleCauseDerivation = schannel.Rule{
	Code:     "ems.windows.cause.derivation",
	Title:    "One end derives a different master secret than was agreed",
	Severity: schannel.Failure,
	Evidence: schannel.Inferred,
	Sources:  []schannel.Source{{Document: "RFC 7627", Section: "Section 4"}, {Document: "RFC 5246", Section: "Section 7.2.2"}},
	Message:  "One end may derive the extended master secret and the other the legacy one: then, in every attempt, no record of one end decrypts at the other.",
}

var ruleCauseDevice = schannel.Rule{
	Code:     "ems.windows.cause.device",
	Title:    "A device between the two ends changes the ClientHello",
	Severity: schannel.Failure,
	Evidence: schannel.Observed,
	Sources:  []schannel.Source{{Document: "RFC 5246", Section: "Section 7.4.9"}, {Document: "RFC 7627", Section: "Section 4"}, {Document: "silverf0x00 on EMS"}},
	Message:  "A device that hides extension 23 leads to decrypt_error (51) in every attempt, since both ends fall back to the legacy master secret and their transcripts differ; one that changes another part of the hello and leaves the extension in leads to bad_record_mac (20), since their keys differ.",
}

var ruleCauseFTP = schannel.Rule{
	Code:     "ems.windows.cause.ftp",
	Title:    "An FTP end wants data connections to resume a session",
	Severity: schannel.Failure,
	Evidence: schannel.Documented,
	Sources:  []schannel.Source{{Document: "KB4528489", Section: "Advanced information for administrators, item 3"}, {Document: "Limilabs on FTP and EMS"}, {Document: "robinrodricks/FluentFTP#236"}, {Document: "proftpd/proftpd#1175"}},
	Message:  "Where the FTP server or client wants the data connection to resume the session of the control connection, and Windows makes a full handshake instead, each transfer fails.",
}

var ruleCauseFullHandshakes = schannel.Rule{
	Code:     "ems.windows.cause.full_handshakes",
	Title:    "Every connection costs a full handshake",
	Severity: schannel.Warning,
	Evidence: schannel.Documented,
	Sources:  []schannel.Source{{Document: "Limilabs on FTP and EMS", Section: "Cause"}, {Document: "CTX264377"}},
	Message:  "Where no session is resumed, each connection costs a full handshake, which shows as latency and load until attempts time out.",
}

var ruleCauseIntolerant = schannel.Rule{
	Code:     "ems.windows.cause.intolerant",
	Title:    "The other end, or a device in between, cannot cope with the extension",
	Severity: schannel.Failure,
	Evidence: schannel.Reported,
	Sources:  []schannel.Source{{Document: "openssl/openssl#3910"}, {Document: "silverf0x00 on EMS"}},
	Message:  "The other end may break off when it sees the extension, or a device that decrypts in passing may be unable to follow it.",
}

var ruleCauseLateCertificate = schannel.Rule{
	Code:     "ems.windows.cause.late_certificate",
	Title:    "The other end asks for a certificate only after a resumption",
	Severity: schannel.Failure,
	Evidence: schannel.Documented,
	Sources:  []schannel.Source{{Document: "KB4528489", Section: "Advanced information for administrators, item 2"}},
	Message:  "Where the other end sends its CertificateRequest only in a full handshake that follows a resumption, and Windows does not resume, each connection fails.",
}

var ruleCauseLeadingZero = schannel.Rule{
	Code:     "ems.windows.cause.leading_zero",
	Title:    "The ends treat leading zeros of the TLS_DHE secret differently",
	Severity: schannel.Failure,
	Evidence: schannel.Documented,
	Sources:  []schannel.Source{{Document: "KB4528489", Section: "Advanced information for administrators, item 1"}, {Document: "KB4557473", Section: "Cause"}, {Document: "RFC 5246", Section: "Section 8.1.2"}},
	Message:  "In about 1 of 256 handshakes the shared secret of TLS_DHE begins with a zero byte; where one end strips it and the other does not, their keys differ.",
}

var ruleCauseMismatch = schannel.Rule{
	Code:     "ems.windows.cause.mismatch",
	Title:    "An end found that session and hello differ in the extension",
	Severity: schannel.Failure,
	Evidence: schannel.Specified,
	Sources:  []schannel.Source{{Document: "RFC 7627", Section: "Section 5.3"}},
	Message:  "Where the session was made with the extension and the hello lacks it, or the other way round, the end that finds it has to abort.",
}

var ruleCauseNoSuite = schannel.Rule{
	Code:     "ems.windows.cause.no_suite",
	Title:    "The two ends have no cipher suite in common",
	Severity: schannel.Failure,
	Evidence: schannel.Specified,
	Sources:  []schannel.Source{{Document: "RFC 5246", Section: "Section 7.2.2"}, {Document: "Schannel events"}},
	Message:  "The alert handshake_failure is the most general alert there is; what it means most often is that the two ends have no cipher suite in common, which Windows logs as event 36874.",
}

var ruleCauseOther = schannel.Rule{
	Code:     "ems.windows.cause.other",
	Title:    "The extended master secret does not explain this",
	Severity: schannel.Info,
	Evidence: schannel.Inferred,
	Sources:  []schannel.Source{{Document: "KB4528489", Section: "Symptoms"}, {Document: "KB4528489", Section: "Advanced information for administrators"}},
	Message:  "What is known contradicts every cause that has to do with the extended master secret: look elsewhere.",
	Excludes: []schannel.Code{"ems.windows.cause.derivation", "ems.windows.cause.device", "ems.windows.cause.ftp", "ems.windows.cause.full_handshakes", "ems.windows.cause.intolerant", "ems.windows.cause.late_certificate", "ems.windows.cause.leading_zero", "ems.windows.cause.mismatch", "ems.windows.cause.no_suite", "ems.windows.cause.required", "ems.windows.cause.short_public", "ems.windows.cause.unknown"},
}

var ruleCauseRequired = schannel.Rule{
	Code:     "ems.windows.cause.required",
	Title:    "The other end refuses peers without the extension",
	Severity: schannel.Failure,
	Evidence: schannel.Specified,
	Sources:  []schannel.Source{{Document: "RFC 7627", Section: "Section 5.2"}, {Document: "Red Hat 7018256"}, {Document: "openssl/openssl#19989"}},
	Message:  "Where this end does not negotiate the extension, a peer that accepts nobody without it aborts.",
}

var ruleCauseShortPublic = schannel.Rule{
	Code:     "ems.windows.cause.short_public",
	Title:    "Windows refuses a short Diffie-Hellman public value",
	Severity: schannel.Failure,
	Evidence: schannel.Reported,
	Sources:  []schannel.Source{{Document: "curl/curl#5488"}, {Document: "openssl/openssl#12331"}, {Document: "dotnet/corefx#7812"}, {Document: "tls-attacker/TLS-Attacker#50"}},
	Message:  "In about 1 of 256 handshakes a public value of TLS_DHE begins with a zero byte; where it is sent without that byte, Windows before build 14393 may refuse it.",
}

var ruleCauseUnknown = schannel.Rule{
	Code:     "ems.windows.cause.unknown",
	Title:    "Nothing that was seen bears on the extended master secret",
	Severity: schannel.Info,
	Evidence: schannel.Inferred,
	Sources:  []schannel.Source{{Document: "KB4528489", Section: "Symptoms"}, {Document: "Schannel error codes"}},
	Message:  "What was seen speaks neither for nor against a cause that has to do with the extended master secret.",
	Excludes: []schannel.Code{"ems.windows.cause.derivation", "ems.windows.cause.device", "ems.windows.cause.ftp", "ems.windows.cause.full_handshakes", "ems.windows.cause.intolerant", "ems.windows.cause.late_certificate", "ems.windows.cause.leading_zero", "ems.windows.cause.mismatch", "ems.windows.cause.no_suite", "ems.windows.cause.required", "ems.windows.cause.short_public"},
}
