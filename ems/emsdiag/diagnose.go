// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package emsdiag

import (
	"cmp"
	"slices"
	"strings"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/ems/derive"
	"github.com/schanneltrust/schannel/ems/winhost"
	"github.com/schanneltrust/schannel/symptom"
)

// Incident is what is known of a connection that fails, seen from an end that
// runs Windows: the local end. What is not known stays zero.
type Incident struct {
	Symptoms      []symptom.Row     `json:"symptoms"`       // of one failure, or of several that differ in what they name
	Local         winhost.Host      `json:"local"`          // the end that shows them
	Side          ems.Side          `json:"side"`           // which side of the connection that is
	Peer          winhost.Host      `json:"peer"`           // the other end, if it runs Windows too
	PeerBehaviour winhost.Behaviour `json:"peer_behaviour"` // of the other end otherwise

	Captured Captured `json:"captured"` // one of the handshakes that fail
	Suite    string   `json:"suite"`    // the negotiated cipher suite, as [derive.Suite.String] and Windows name it
	Modulus  []byte   `json:"modulus"`  // of its Diffie-Hellman group, big-endian
	Attempts int      `json:"attempts"` // connections tried
	Failures int      `json:"failures"` // of those, the ones that failed

	Resuming        schannel.Truth `json:"resuming"`          // the handshakes that fail offer a session
	FTPData         bool           `json:"ftp_data"`          // the connections that fail carry FTP data
	LateCertRequest bool           `json:"late_cert_request"` // the other end asks for a client certificate only in a full handshake that follows a resumption
}

// Diagnosis is what an incident tells.
type Diagnosis struct {
	Causes []schannel.Finding `json:"causes"` // what may be behind it, best supported first, with what to do; one failure after the other
	Facts  []schannel.Finding `json:"facts"`  // about the ends, the suite, the symptoms and the rate
	Taken  symptom.Taken      `json:"taken"`  // which of the symptoms are known here
}

// CodeSymptomUnknown is the rule of the finding about symptoms that are not
// known here, the last of the facts. A caller that asks several packages leaves
// it out and makes one for the symptoms that none took, see [symptom.Untaken].
const CodeSymptomUnknown schannel.Code = "ems.windows.symptom.unknown"

// CodeFailureApart is the rule of the fact that says which symptoms belong to one
// failure, where there are several: its Subject has the position of that failure,
// as have those of its causes and of the other facts about it.
const CodeFailureApart schannel.Code = "ems.windows.failure.apart"

// Diagnose explains why a connection fails. Of the causes that the package
// knows, those that the incident contradicts are left out; the others are
// ordered by how well it supports them: likely ones, then those about which
// documents disagree, then those for which a fact is missing, which the finding
// names. A symptom that is not known changes nothing but the finding about it.
//
// Symptoms that name different alerts, codes or computers belong to several
// failures. Each is explained by itself, in the order in which they show, see
// [CodeFailureApart]; what was captured is used for the one with the same alert.
//
// The error is a [*schannel.Error]: for the reasons of [winhost.Host.Assess]
// and [winhost.LeadingZeroProbability], and for counts that are negative or
// more failures than attempts.
func Diagnose(i Incident) (Diagnosis, error) {
	v, rates, err := i.view()
	if err != nil {
		return Diagnosis{}, err
	}
	s := sorted(i.Symptoms)
	if several := len(s.failures) > 1; several && i.Failures > 0 {
		v.rate, rates = rateUnknown, []schannel.Finding{i.mixedRate(len(s.failures))}
	}
	d := Diagnosis{Causes: []schannel.Finding{}, Facts: v.facts, Taken: s.taken()}
	for k := range s.failures {
		one := v.of(s, k, rates)
		d.Causes = append(d.Causes, one.causes()...)
		d.Facts = append(d.Facts, one.own...)
	}
	d.Facts = slices.Concat(d.Facts, rates, s.beyond(), otherSymptoms(i.Symptoms, d.Taken))
	return d, nil
}

// of is v for one of the failures.
func (v view) of(s *sorting, k int, rates []schannel.Finding) view {
	v.connection, v.seen = connectionSubject, s.failures[k].seen.settled()
	symptoms := schannel.Whole("symptoms")
	if v.single = len(s.failures) == 1; !v.single {
		v.connection.Index, symptoms.Index = k, k
		v.own = append(v.own, s.apart(k))
	}
	if !v.Captured.isOf(v.seen, v.single) {
		v.Captured = Captured{}
	}
	v.own = append(v.own, v.seen.findings(symptoms)...)
	v.facts = slices.Concat(v.facts, v.own, rates)
	return v
}

// causes is what may be behind the failure, best supported first.
func (v view) causes() []schannel.Finding {
	var found []schannel.Finding
	for _, cause := range causes() {
		if fit := cause.fit(v); fit.certainty != 0 {
			found = append(found, v.finding(cause, fit))
		}
	}
	if len(found) == 0 {
		found = append(found, v.noCause())
	}
	slices.SortStableFunc(found, func(a, b schannel.Finding) int { return cmp.Compare(a.Certainty, b.Certainty) })
	return found
}

// noCause says why none of the causes is left.
func (v view) noCause() schannel.Finding {
	if v.seen.codeOnly() && !v.FTPData && !v.LateCertRequest && v.rate == rateUnknown {
		basis := schannel.Basis{Certainty: schannel.InsufficientData, Premises: v.stated(ruleStatusAlerts.Code, ruleStatusOther.Code), Missing: []schannel.Phrase{missingEvent}}
		return schannel.NewFinding(ruleCauseUnknown, basis, v.connection)
	}
	if v.seen.telling() || v.FTPData || v.LateCertRequest {
		return schannel.NewFinding(ruleCauseOther, schannel.Basis{Certainty: schannel.Likely}, v.connection)
	}
	basis := schannel.Basis{Certainty: schannel.InsufficientData, Missing: []schannel.Phrase{missingSymptom}}
	return schannel.NewFinding(ruleCauseUnknown, basis, v.connection)
}

var connectionSubject = schannel.Subject{Kind: "connection", Index: -1, Offset: schannel.NoOffset}

// view is an incident whose parts have been assessed.
type view struct {
	Incident
	connection  schannel.Subject // that fails
	facts       []schannel.Finding
	own         []schannel.Finding // those of the facts that are about this failure alone
	seen        seen
	single      bool // it is the only failure
	rate        rate
	dhe         schannel.Truth
	local       winhost.Behaviour // on its side
	peer        winhost.Behaviour // on its side
	localZeros  schannel.Truth    // whether the end has the fix for leading zeros
	peerZeros   schannel.Truth
	switchedOff bool // the registry turns the extension off on the local end, or may do so
	localOff    bool // it turns it off on that side, and with it resumption
	localOld    bool // no fix for short public values is published for the local end
	eventsOff   bool // the local end logs no alerts
}

// view is what is known whatever the symptoms are, and what is said of the rate.
func (i Incident) view() (v view, rates []schannel.Finding, err error) {
	v = view{Incident: i, dhe: derive.NamesDHE(i.Suite), peer: i.PeerBehaviour}
	if v, err = v.assessed(); err != nil {
		return view{}, nil, err
	}
	if v.rate, rates, err = i.rate(); err != nil {
		return view{}, nil, err
	}
	v.facts = slices.Concat(v.facts, v.pairFindings(), v.suiteFindings(), v.capturedFindings())
	return v, rates, nil
}

// assessed is v with what the two ends do.
func (v view) assessed() (view, error) {
	if !empty(v.Local) {
		a, err := v.Local.Assess()
		if err != nil {
			return view{}, err
		}
		v.local, v.localZeros, v.eventsOff = behaviourOf(a, v.Side), a.LeadingZeroFix, a.EventsOff
		v.switchedOff = a.ClientOff || a.ServerOff || a.Client != a.Server
		v.localOff = a.Enforcement == schannel.Yes && offOn(a, v.Side)
		v.localOld = a.ShortValueFix == schannel.No
		v.facts = append(v.facts, v.findingsOf("local", a)...)
	}
	if !empty(v.Peer) {
		a, err := v.Peer.Assess()
		if err != nil {
			return view{}, err
		}
		v.peer, v.peerZeros = cmp.Or(behaviourOf(a, v.Side.Other()), v.PeerBehaviour), a.LeadingZeroFix
		v.facts = append(v.facts, v.findingsOf("peer", a)...)
	}
	return v, nil
}

// empty tells whether nothing is known of the host.
func empty(h winhost.Host) bool {
	return h.Product == "" && h.Build == "" && h.Updated.IsZero() && len(h.Updates) == 0 && len(h.Registry) == 0
}

// behaviourOf gives the behaviour on one side of a connection; where the side
// is not known, that of both if they agree.
func behaviourOf(a winhost.Assessment, side ems.Side) winhost.Behaviour {
	switch {
	case side == ems.Client, a.Client == a.Server:
		return a.Client
	case side == ems.Server:
		return a.Server
	}
	return winhost.BehaviourUnspecified
}

// offOn tells whether the registry turns the extension off on that side of a
// connection, or on both if the side is not known.
func offOn(a winhost.Assessment, side ems.Side) bool {
	return (a.ClientOff || side == ems.Server) && (a.ServerOff || side == ems.Client)
}

// findingsOf says of which end the findings about a host are. What mends
// TLS_DHE is no help where the suite is another one.
func (v view) findingsOf(end string, a winhost.Assessment) []schannel.Finding {
	for i := range a.Findings {
		f := &a.Findings[i]
		f.Subject = f.Subject.Named(end)
		if v.dhe == schannel.No {
			f.Remedies = slices.DeleteFunc(f.Remedies, func(r schannel.Remedy) bool {
				return r.Code == winhost.RemedyInstallUpdates || r.Code == winhost.RemedyRemoveDHE
			})
		}
	}
	return a.Findings
}

// stated returns the facts with these codes, those about the other end left
// out.
func (v view) stated(codes ...schannel.Code) []schannel.Finding {
	return slices.DeleteFunc(slices.Clone(v.facts), func(f schannel.Finding) bool {
		return !slices.Contains(codes, f.Code) || f.Subject.Name == "peer"
	})
}

// ends returns the facts that say what the two ends do with the extension.
func (v view) ends() []schannel.Finding {
	const prefix = "ems.windows.host."
	return slices.DeleteFunc(slices.Clone(v.facts), func(f schannel.Finding) bool {
		does := strings.HasPrefix(string(f.Code), prefix) && f.Code != "ems.windows.host.contradiction"
		return !does && f.Code != winhost.CodeRegistryOff || f.Certainty > schannel.Likely
	})
}

// bothEnforce tells whether both ends run Windows with the enforcement.
func (v view) bothEnforce() bool {
	return !empty(v.Peer) && v.local == winhost.EnforcesEMS && v.peer == winhost.EnforcesEMS
}

// negotiated tells whether the handshakes of the two ends use the extension:
// by what was captured, or else by what the two ends do.
func (v view) negotiated() schannel.Truth {
	switch captured := v.Captured.negotiated(); {
	case captured != schannel.Unknown:
		return captured
	case v.local == winhost.NoEMS || v.peer == winhost.NoEMS:
		return schannel.No
	case v.local == winhost.BehaviourUnspecified || v.peer == winhost.BehaviourUnspecified:
		return schannel.Unknown
	}
	return schannel.Yes
}

// pairFindings states what follows from the two ends.
func (v view) pairFindings() []schannel.Finding {
	var findings []schannel.Finding
	if v.bothEnforce() {
		basis := schannel.Basis{Certainty: schannel.Certain, Premises: v.ends()}
		findings = append(findings, schannel.NewFinding(rulePairUpdated, basis, connectionSubject))
	}
	if v.declined() == schannel.Yes && !v.localOff {
		basis := schannel.Basis{Certainty: schannel.Likely, Premises: v.ends()}
		findings = append(findings, schannel.NewFinding(rulePairNoResumption, basis, connectionSubject))
	}
	return findings
}

// suiteFindings states what follows from the suite.
func (v view) suiteFindings() []schannel.Finding {
	rule, basis := ruleSuiteImmune, schannel.Basis{Certainty: schannel.Certain}
	switch {
	case v.dhe == schannel.Yes:
		rule = ruleSuiteAffected
	case v.suiteIsUnknown():
		rule, basis = ruleSuiteUnknown, schannel.Basis{Certainty: schannel.InsufficientData, Missing: []schannel.Phrase{missingSuite}}
	case v.dhe == schannel.Unknown:
		return nil
	}
	return []schannel.Finding{schannel.NewFinding(rule, basis, connectionSubject, schannel.Text("suite", v.Suite))}
}

// suiteIsUnknown tells whether the suite has a name that is not known here. Of
// TLS_DH_, which Windows has not, it is known that no document speaks of it.
func (v view) suiteIsUnknown() bool {
	return v.dhe == schannel.Unknown && v.Suite != "" && !strings.HasPrefix(v.Suite, "TLS_DH_")
}

func malformed(code schannel.Code, field string, err error) error {
	return &schannel.Error{Code: code, Field: field, Offset: schannel.NoOffset, Err: err}
}

var rulePairNoResumption = schannel.Rule{
	Code:     "ems.windows.pair.no_resumption",
	Title:    "No session is resumed between the two ends",
	Severity: schannel.Warning,
	Evidence: schannel.Observed,
	Sources:  []schannel.Source{{Document: "Decrypting Schannel, part 2", Section: "Section 1.2"}, {Document: "CTX264377"}, {Document: "KB4528489", Section: "Cause"}},
	Message:  "One end enforces the extended master secret for resumption and the other does not negotiate it: every connection makes a full handshake.",
	Excludes: []schannel.Code{"ems.windows.pair.updated"},
}

var rulePairUpdated = schannel.Rule{
	Code:     "ems.windows.pair.updated",
	Title:    "Both ends run updated Windows",
	Severity: schannel.Info,
	Evidence: schannel.Documented,
	Sources:  []schannel.Source{{Document: "KB4528489", Section: "Next steps"}},
	Message:  "Both ends run Windows with the enforcement: they should not have this problem, and no update is needed for it.",
}

var ruleSuiteAffected = schannel.Rule{
	Code:     "ems.windows.suite.affected",
	Title:    "The cipher suite strips leading zeros",
	Severity: schannel.Info,
	Evidence: schannel.Documented,
	Sources:  []schannel.Source{{Document: "KB4528489", Section: "Advanced information for administrators, item 1"}, {Document: "RFC 5246", Section: "Section 8.1.2"}},
	Message:  "{suite} is one of TLS_DHE: its premaster secret is the shared secret without its leading zeros.",
	Excludes: []schannel.Code{"ems.windows.suite.immune", "ems.windows.suite.unknown"},
}

var ruleSuiteImmune = schannel.Rule{
	Code:     "ems.windows.suite.immune",
	Title:    "The cipher suite is not one of TLS_DHE",
	Severity: schannel.Info,
	Evidence: schannel.Specified,
	Sources:  []schannel.Source{{Document: "RFC 8422", Section: "Section 5.10"}, {Document: "RFC 8446", Section: "Section 7.4.1"}, {Document: "RFC 5246", Section: "Section 8.1.2"}},
	Message:  "{suite} is not one of TLS_DHE: no leading zero is stripped from a secret.",
	Excludes: []schannel.Code{"ems.windows.suite.unknown"},
}

var ruleSuiteUnknown = schannel.Rule{
	Code:     "ems.windows.suite.unknown",
	Title:    "The name of the cipher suite is not known",
	Severity: schannel.Info,
	Evidence: schannel.Documented,
	Sources:  []schannel.Source{{Document: "KB4528489", Section: "Advanced information for administrators, item 1"}},
	Message:  "{suite} is not a name of a cipher suite that is known here, such as TLS_DHE_RSA_WITH_AES_256_GCM_SHA384: whether it is one of TLS_DHE is open.",
}
