// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package emsdiag

import (
	"slices"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/ems/winhost"
)

// fit says how well an incident supports a cause; the zero value excludes it.
type fit struct {
	certainty schannel.Certainty
	missing   []string        // if InsufficientData
	outcomes  []string        // if Undocumented
	settle    string          // if Undocumented
	unlogged  bool            // no source tells which event it leaves
	because   []schannel.Code // facts that support it
	remedies  []schannel.Code // what helps, best first
}

// cause is one explanation: how it shows, and when it applies.
type cause struct {
	code     schannel.Code
	symptoms []Symptom // what the local end shows; see Symptoms
	fit      func(view) fit
}

// causes is every explanation, the narrower ones first.
var causes = [...]cause{
	{codeCauseFTP, symptomsFTP, view.ftp},
	{codeCauseLateCertificate, nil, view.lateCertificate},
	{codeCauseLeadingZero, symptomsLeadingZero, view.leadingZero},
	{codeCauseShortPublic, symptomsShortPublic, view.shortPublic},
	{codeCauseDerivation, symptomsKeysDiffer, view.derivation},
	{codeCauseMismatch, symptomsMismatch, view.mismatch},
	{codeCauseRequired, symptomsRequired, view.required},
	{codeCauseFullHandshakes, symptomsFullHandshakes, view.fullHandshakes},
	{codeCauseIntolerant, symptomsIntolerant, view.intolerant},
}

// How each cause shows on the local end, as far as a source tells.
var (
	symptomsFTP = []Symptom{
		{Text: "TLS session of data connection has not resumed or the session does not match the control connection"},
	}
	symptomsLeadingZero = []Symptom{
		{Event: winhost.EventAlertReceived, Alert: ems.BadRecordMAC, Status: winhost.StatusMessageAltered},
		{Text: "The request was aborted: Could not create SSL/TLS secure channel"},
		{Event: winhost.EventAlertSent, Alert: ems.BadRecordMAC},
		{Text: "An existing connection was forcibly closed by the remote host", Reset: true},
		{TimedOut: true},
	}
	symptomsKeysDiffer = []Symptom{
		{Event: winhost.EventAlertReceived, Alert: ems.BadRecordMAC, Status: winhost.StatusMessageAltered},
		{Event: winhost.EventAlertSent, Alert: ems.BadRecordMAC},
	}
	symptomsShortPublic = []Symptom{
		{Status: winhost.StatusBufferTooSmall},
		{Status: winhost.StatusMessageAltered},
		{Reset: true},
	}
	symptomsMismatch = []Symptom{
		{Event: winhost.EventAlertReceived, Alert: ems.HandshakeFailure, Status: winhost.StatusIllegalMessage},
		{Event: winhost.EventAlertReceived, Alert: ems.IllegalParameter, Status: winhost.StatusIllegalMessage},
		{Event: winhost.EventAlertReceived, Alert: ems.MissingExtension, Status: winhost.StatusIllegalMessage},
		{Event: winhost.EventAlertReceived, Alert: ems.UnsupportedExtension, Status: winhost.StatusIllegalMessage},
		{Reset: true},
	}
	symptomsRequired = []Symptom{
		{Event: winhost.EventAlertReceived, Alert: ems.HandshakeFailure, Status: winhost.StatusIllegalMessage},
		{Event: winhost.EventAlertReceived, Alert: ems.InsufficientSecurity, Status: winhost.StatusAlgorithmMismatch},
	}
	symptomsFullHandshakes = []Symptom{{TimedOut: true}}
	symptomsIntolerant     = []Symptom{{Reset: true}, {TimedOut: true}}
)

// Symptoms returns how a cause shows on the end that runs Windows, by the code
// of its rule: each symptom may appear alone. It is empty for a code that is
// no cause, and for a cause of which no source tells a symptom.
func Symptoms(code schannel.Code) []Symptom {
	for _, c := range causes {
		if c.code == code {
			return slices.Clone(c.symptoms)
		}
	}
	return nil
}

// finding applies the rule of a cause to an incident.
func (v view) finding(c cause, f fit) schannel.Finding {
	finding := newFinding(c.code, f.certainty, schannel.Whole("connection"))
	finding.Missing, finding.Outcomes, finding.Settle = f.missing, f.outcomes, f.settle
	finding.Because = f.because
	finding.Remedies = remediesFor(f.remedies...)
	for _, s := range c.symptoms {
		if s.Event != 0 && !f.unlogged {
			finding.Events = append(finding.Events, winhost.AlertEvent(s.Event, s.Alert))
		}
	}
	return finding
}

// What a finding names as missing.
const (
	missingSuite    = "the negotiated cipher suite"
	missingPeer     = "whether the other end supports the extension"
	missingLocal    = "the Windows version and updates of this end"
	missingResuming = "whether the handshakes that fail offer a session"
	missingAlert    = "the alert code"
	missingTimeOut  = "whether the attempts run into a time-out"
)

// likelyUnless makes a fit of the missing facts: likely if there are none.
func likelyUnless(missing []string, because []schannel.Code, remedies ...schannel.Code) fit {
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
	case v.seen.ftp, !v.seen.telling() && v.rate == rateUnknown:
		return fit{}
	case v.rate == rateAlways, v.rate == rateOther, v.rate == rateNone:
		return fit{}
	case !v.seen.may(ems.BadRecordMAC) && !v.seen.maySend(ems.BadRecordMAC):
		return fit{}
	}
	because := v.keysBecause()
	remedies := []schannel.Code{winhost.RemedyEnable, v.remedyForPeer(), winhost.RemedyRemoveDHE, winhost.RemedyInstallUpdates}
	if v.dhe == schannel.Yes && v.negotiated() == schannel.Yes && !v.seen.missingCode() {
		return fit{
			certainty: schannel.Undocumented, because: because, remedies: remedies[2:],
			outcomes: []string{
				"it is not the cause: KB4528489 sees it only with a device without the extension, and says to enable the extension",
				"it may be the cause: the extension does not change the premaster secret, and the ServerHello that KB4557473 shows has room for it",
			},
			settle: "the ServerHello of a handshake that fails: whether it carries extension 23",
		}
	}
	var missing []string
	if v.dhe == schannel.Unknown {
		missing = append(missing, missingSuite)
	}
	if v.negotiated() == schannel.Unknown && v.localZeros != schannel.No && v.peerZeros != schannel.No {
		missing = append(missing, missingPeer)
	}
	if v.seen.missingCode() {
		missing = append(missing, missingAlert)
	}
	return likelyUnless(missing, because, remedies...)
}

// remedyForPeer is how the other end comes by the extension.
func (v view) remedyForPeer() schannel.Code {
	if empty(v.Peer) {
		return remedyAskVendor
	}
	return remedyInstallExtension
}

// keysBecause lists the facts behind a failure to decrypt.
func (v view) keysBecause() []schannel.Code {
	var because []schannel.Code
	switch {
	case v.seen.keysDiffer():
		because = append(because, codeKeysDiffer)
	case v.seen.status == winhost.StatusBufferTooSmall:
		because = append(because, codeStatusOther)
	case v.seen.status != 0:
		because = append(because, codeStatusAlerts)
	}
	if v.dhe == schannel.Yes {
		because = append(because, codeSuiteAffected)
	}
	if v.rate == rateOne || v.rate == rateThree || v.rate == rateEither {
		because = append(because, rateCodes[v.rate])
	}
	return because
}

// shortPublic fits the refusal of a public value that is sent in fewer bytes
// than the modulus has, by Windows before build 14393.
func (v view) shortPublic() fit {
	switch {
	case v.dhe == schannel.No, v.rate == rateAlways, v.rate == rateOther, v.rate == rateNone, v.seen.alertReceived, v.seen.alertSent:
		return fit{}
	case !v.seen.reset && v.seen.status != winhost.StatusBufferTooSmall && v.seen.status != winhost.StatusMessageAltered:
		return fit{}
	}
	var missing []string
	if v.dhe == schannel.Unknown {
		missing = append(missing, missingSuite)
	}
	if empty(v.Local) {
		missing = append(missing, missingLocal)
	}
	if v.seen.status != winhost.StatusBufferTooSmall || !v.localOld {
		missing = append(missing, "the length of the public value in the key exchange of a handshake that fails")
	}
	return likelyUnless(missing, v.keysBecause(), winhost.RemedyRemoveDHE, remedyAskVendor)
}

// derivation fits an end that derives another master secret than the hellos
// say (RFC 7627, Section 4).
func (v view) derivation() fit {
	switch {
	case v.negotiated() == schannel.No, v.bothEnforce(), v.rate == rateOne, v.rate == rateThree, v.rate == rateEither, v.rate == rateNone:
		return fit{}
	case !v.seen.keysDiffer() && !v.seen.missingCode():
		return fit{}
	}
	missing := []string{"whether both hellos of a handshake that fails carry extension 23"}
	if v.rate == rateUnknown {
		missing = append(missing, "how many of how many attempts fail")
	}
	if !v.seen.keysDiffer() {
		return likelyUnless(append(missing, missingAlert), nil, remedyAskVendor)
	}
	return likelyUnless(missing, []schannel.Code{codeKeysDiffer}, remedyAskVendor)
}

// mismatchAlerts is what stacks send for it; RFC 7627 has the first, the JDK
// the last for an extension that comes with a session made without it.
var mismatchAlerts = [...]ems.Alert{ems.HandshakeFailure, ems.IllegalParameter, ems.MissingExtension, ems.UnsupportedExtension}

// mismatch fits an end that finds the extension of the session and that of
// the hello to differ (RFC 7627, Section 5.3).
func (v view) mismatch() fit {
	switch {
	case v.peer == winhost.NoEMS, v.bothEnforce():
		return fit{}
	case v.seen.alertSent:
		return v.ownMismatch()
	case v.seen.silent() && !v.seen.reset && !v.seen.failedOnly():
		return fit{}
	case !v.seen.may(mismatchAlerts[:]...):
		return fit{}
	}
	var missing []string
	if !v.Resuming {
		missing = append(missing, missingResuming)
	}
	if v.seen.missingCode() || v.seen.failedOnly() {
		missing = append(missing, missingAlert)
	}
	if v.seen.reset && v.seen.silent() {
		missing = append(missing, "the program of the other end: only some close without an alert")
	}
	return likelyUnless(missing, v.alertBecause(), remedyAskVendor)
}

// ownMismatch fits this end finding them to differ. No source tells which
// alert and event Schannel has for it.
func (v view) ownMismatch() fit {
	if v.local == winhost.NoEMS || !v.seen.maySend(mismatchAlerts[:]...) {
		return fit{}
	}
	var missing []string
	if !v.Resuming {
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
		f.outcomes = []string{
			"it is the cause: Schannel sends this alert where it finds the extension of session and hello to differ",
			"it is not the cause: Schannel has another alert for that, or none",
		}
		f.settle = "the hellos of a handshake that fails, and of the one that made its session: which of them carry extension 23"
	}
	return f
}

// alertBecause lists what the symptoms say of the alert.
func (v view) alertBecause() []schannel.Code {
	switch {
	case v.seen.received != 0:
		return []schannel.Code{codeAlertReceived}
	case v.seen.sent != 0:
		return []schannel.Code{codeAlertSent}
	case v.seen.status != 0:
		return []schannel.Code{codeStatusAlerts}
	}
	return nil
}

// required fits an end that refuses peers without the extension (RFC 7627,
// Section 5.2).
func (v view) required() fit {
	switch {
	case v.local == winhost.NegotiatesEMS || v.local == winhost.EnforcesEMS || v.peer == winhost.NoEMS:
		return fit{}
	case v.seen.silent() && !v.seen.failedOnly(), !v.seen.may(ems.HandshakeFailure, ems.InsufficientSecurity):
		return fit{}
	}
	var missing []string
	if v.seen.missingCode() || v.seen.failedOnly() {
		missing = append(missing, missingAlert)
	}
	if v.local == winhost.BehaviourUnspecified {
		missing = append(missing, missingLocal)
	}
	return likelyUnless(missing, v.alertBecause(), remedyInstallExtension, winhost.RemedyEnable)
}

// fullHandshakes fits the cost of handshakes that are no longer abbreviated.
func (v view) fullHandshakes() fit {
	if !v.seen.timedOut && !v.seen.failedOnly() {
		return fit{}
	}
	f := v.unlessResumed(winhost.RemedyEnable, remedyAskVendor)
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
		return likelyUnless(nil, []schannel.Code{winhost.CodeRegistryOff}, slices.Concat([]schannel.Code{winhost.RemedyEnable}, remedies)...)
	case v.declined() == schannel.Yes:
		return likelyUnless(nil, []schannel.Code{codePairNoResumption}, remedies...)
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
func (v view) missingEnds() []string {
	var missing []string
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
	case v.local == winhost.NoEMS || v.peer == winhost.NegotiatesEMS || v.peer == winhost.EnforcesEMS:
		return fit{}
	case !v.seen.silent() || !v.seen.reset && !v.seen.timedOut:
		return fit{}
	case v.rate == rateOne || v.rate == rateThree || v.rate == rateEither || v.rate == rateNone:
		return fit{}
	}
	return likelyUnless([]string{"whether the same handshake succeeds with a ClientHello without extension 23"}, nil, remedyAskVendor)
}
