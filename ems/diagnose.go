// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package ems

import (
	"cmp"
	"slices"
	"strings"

	"github.com/schanneltrust/schannel"
)

// Incident is what is known of a connection that fails, seen from an end that
// runs Windows: the local end. What is not known stays zero.
type Incident struct {
	Symptoms      []Symptom `json:"symptoms"`       // of one and the same failure
	Local         Host      `json:"local"`          // the end that shows them
	Side          Side      `json:"side"`           // which side of the connection that is
	Peer          Host      `json:"peer"`           // the other end, if it runs Windows too
	PeerBehaviour Behaviour `json:"peer_behaviour"` // of the other end otherwise

	Suite    string `json:"suite"`    // the negotiated cipher suite, as [Suite.String] and Windows name it
	Modulus  []byte `json:"-"`        // of its Diffie-Hellman group, big-endian
	Attempts int    `json:"attempts"` // connections tried
	Failures int    `json:"failures"` // of those, the ones that failed

	Resuming        bool `json:"resuming"`          // the handshakes that fail offer a session
	FTPData         bool `json:"ftp_data"`          // the connections that fail carry FTP data
	LateCertRequest bool `json:"late_cert_request"` // the other end asks for a client certificate only in a full handshake that follows a resumption
}

// Diagnosis is what an incident says.
type Diagnosis struct {
	Facts  []schannel.Finding `json:"facts"`  // about the ends, the suite, the symptoms and the rate
	Causes []schannel.Finding `json:"causes"` // what may be behind it, best supported first, with what to do
}

// Diagnose explains why a connection fails. Of the causes that the package
// knows, those that the incident contradicts are left out; the others are
// ordered by how well it supports them: likely ones, then those about which documents
// disagree, then those for which a fact is missing, which the finding names.
//
// The error is a [*schannel.Error]: for the reasons of [Host.Assess] and
// [LeadingZeroProbability], for counts that are negative or more failures than
// attempts, and for symptoms that name different alerts or codes.
func Diagnose(i Incident) (Diagnosis, error) {
	v, facts, err := i.view()
	if err != nil {
		return Diagnosis{}, err
	}
	d := Diagnosis{Facts: facts, Causes: []schannel.Finding{}}
	for _, cause := range causes {
		if fit := cause.fit(v); fit.certainty != 0 {
			d.Causes = append(d.Causes, v.finding(cause, fit))
		}
	}
	if len(d.Causes) == 0 {
		d.Causes = append(d.Causes, v.noCause()...)
	}
	slices.SortStableFunc(d.Causes, func(a, b schannel.Finding) int { return cmp.Compare(a.Certainty, b.Certainty) })
	return d, nil
}

// noCause says why none of the causes is left.
func (v view) noCause() []schannel.Finding {
	subject := schannel.Whole("connection")
	switch {
	case v.seen.telling(), v.seen.other == eventNoSuite, v.FTPData, v.LateCertRequest:
		return []schannel.Finding{newFinding(codeCauseOther, schannel.Likely, subject)}
	case v.seen.other != 0, v.seen.status != 0:
		finding := newFinding(codeCauseUnknown, schannel.InsufficientData, subject)
		finding.Missing = []string{"event 36887 or 36888 with its alert code, or the error code of SSPI that goes with it"}
		return []schannel.Finding{finding}
	}
	return nil
}

// view is an incident whose parts have been assessed.
type view struct {
	Incident
	seen       seen
	rate       rate
	dhe        known
	local      Behaviour // on its side
	peer       Behaviour // on its side
	localZeros known     // whether the end has the fix for leading zeros
	peerZeros  known
	localOff   bool // the registry turns the extension off, and with it resumption
	localOld   bool // no fix for short public values is published for the local end
}

func (i Incident) view() (view, []schannel.Finding, error) {
	v := view{Incident: i, dhe: dhe(i.Suite), peer: i.PeerBehaviour}
	facts := []schannel.Finding{}
	var err error
	if v.seen, err = look(i.Symptoms); err != nil {
		return view{}, nil, err
	}
	if !i.Local.empty() {
		local, err := i.Local.read()
		if err != nil {
			return view{}, nil, err
		}
		a := local.assess(schannel.Whole("local"))
		v.local = a.as(i.Side)
		v.localZeros = local.leadingZeroFix().positive()
		v.localOff = local.enforces() && local.offByRegistry(i.Side)
		v.localOld = local.beforeShortValueFix()
		facts = append(facts, a.Findings...)
	}
	if !i.Peer.empty() {
		peer, err := i.Peer.read()
		if err != nil {
			return view{}, nil, err
		}
		a := peer.assess(schannel.Whole("peer"))
		v.peer = cmp.Or(a.as(i.Side.other()), i.PeerBehaviour)
		v.peerZeros = peer.leadingZeroFix().positive()
		facts = append(facts, a.Findings...)
	}
	var rates []schannel.Finding
	if v.rate, rates, err = i.rate(); err != nil {
		return view{}, nil, err
	}
	return v, append(facts, slices.Concat(v.pairFindings(), v.seen.findings(), rates)...), nil
}

// empty tells whether nothing is known of the host.
func (h Host) empty() bool {
	return h.Product == "" && h.Build == "" && h.Updated.IsZero() && len(h.Updates) == 0 && len(h.Registry) == 0
}

// as gives the behaviour on one side of a connection; where the side is not
// known, that of both if they agree.
func (a Assessment) as(side Side) Behaviour {
	switch {
	case side == Client, a.Client == a.Server:
		return a.Client
	case side == Server:
		return a.Server
	}
	return BehaviourUnspecified
}

func (s Side) other() Side {
	switch s {
	case Client:
		return Server
	case Server:
		return Client
	case SideUnspecified:
	}
	return SideUnspecified
}

// bothEnforce tells whether both ends run Windows with the enforcement.
func (v view) bothEnforce() bool {
	return !v.Peer.empty() && v.local == EnforcesEMS && v.peer == EnforcesEMS
}

// negotiated tells whether the handshakes of the two ends use the extension.
func (v view) negotiated() known {
	switch {
	case v.local == NoEMS || v.peer == NoEMS:
		return no
	case v.local == BehaviourUnspecified || v.peer == BehaviourUnspecified:
		return unknown
	}
	return yes
}

// pairFindings states what follows from the two ends and the suite.
func (v view) pairFindings() []schannel.Finding {
	var findings []schannel.Finding
	subject := schannel.Whole("connection")
	if v.bothEnforce() {
		findings = append(findings, newFinding(codePairUpdated, schannel.Certain, subject))
	}
	if v.declined() == yes && !v.localOff {
		findings = append(findings, newFinding(codePairNoResumption, schannel.Likely, subject))
	}
	if v.dhe == unknown {
		return append(findings, v.suiteUnknown(subject)...)
	}
	code := codeSuiteImmune
	if v.dhe == yes {
		code = codeSuiteAffected
	}
	return append(findings, newFinding(code, schannel.Certain, subject, schannel.Text("suite", v.Suite)))
}

// suiteUnknown says that the name of the suite is not one that is known.
func (v view) suiteUnknown(subject schannel.Subject) []schannel.Finding {
	if v.Suite == "" || strings.HasPrefix(v.Suite, staticDH) {
		return nil
	}
	finding := newFinding(codeSuiteUnknown, schannel.InsufficientData, subject, schannel.Text("suite", v.Suite))
	finding.Missing = []string{missingSuite}
	return []schannel.Finding{finding}
}
