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
)

// Incident is what is known of a connection that fails, seen from an end that
// runs Windows: the local end. What is not known stays zero.
type Incident struct {
	Symptoms      []Symptom         `json:"symptoms"`       // of one and the same failure
	Local         winhost.Host      `json:"local"`          // the end that shows them
	Side          ems.Side          `json:"side"`           // which side of the connection that is
	Peer          winhost.Host      `json:"peer"`           // the other end, if it runs Windows too
	PeerBehaviour winhost.Behaviour `json:"peer_behaviour"` // of the other end otherwise

	Suite    string `json:"suite"`    // the negotiated cipher suite, as [derive.Suite.String] and Windows name it
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
// ordered by how well it supports them: likely ones, then those about which
// documents disagree, then those for which a fact is missing, which the finding
// names.
//
// The error is a [*schannel.Error]: for the reasons of [winhost.Host.Assess]
// and [winhost.LeadingZeroProbability], for counts that are negative or more
// failures than attempts, and for symptoms that name different alerts or codes.
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
	case v.seen.telling(), v.seen.other == winhost.EventNoSuite, v.FTPData, v.LateCertRequest:
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
	dhe        schannel.Truth
	local      winhost.Behaviour // on its side
	peer       winhost.Behaviour // on its side
	localZeros schannel.Truth    // whether the end has the fix for leading zeros
	peerZeros  schannel.Truth
	localOff   bool // the registry turns the extension off, and with it resumption
	localOld   bool // no fix for short public values is published for the local end
}

func (i Incident) view() (view, []schannel.Finding, error) {
	v := view{Incident: i, dhe: derive.NamesDHE(i.Suite), peer: i.PeerBehaviour}
	facts := []schannel.Finding{}
	var err error
	if v.seen, err = look(i.Symptoms); err != nil {
		return view{}, nil, err
	}
	if !empty(i.Local) {
		a, err := i.Local.Assess()
		if err != nil {
			return view{}, nil, err
		}
		v.local, v.localZeros = behaviourOf(a, i.Side), a.LeadingZeroFix
		v.localOff = a.Enforcement == schannel.Yes && offOn(a, i.Side)
		v.localOld = a.ShortValueFix == schannel.No
		facts = append(facts, findingsOf("local", a)...)
	}
	if !empty(i.Peer) {
		a, err := i.Peer.Assess()
		if err != nil {
			return view{}, nil, err
		}
		v.peer, v.peerZeros = cmp.Or(behaviourOf(a, i.Side.Other()), i.PeerBehaviour), a.LeadingZeroFix
		facts = append(facts, findingsOf("peer", a)...)
	}
	var rates []schannel.Finding
	if v.rate, rates, err = i.rate(); err != nil {
		return view{}, nil, err
	}
	return v, append(facts, slices.Concat(v.pairFindings(), v.seen.findings(), rates)...), nil
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

// findingsOf says of which end the findings about a host are.
func findingsOf(end string, a winhost.Assessment) []schannel.Finding {
	whole := schannel.Whole("host")
	for i := range a.Findings {
		if a.Findings[i].Subject == whole {
			a.Findings[i].Subject = schannel.Whole(end)
		}
	}
	return a.Findings
}

// bothEnforce tells whether both ends run Windows with the enforcement.
func (v view) bothEnforce() bool {
	return !empty(v.Peer) && v.local == winhost.EnforcesEMS && v.peer == winhost.EnforcesEMS
}

// negotiated tells whether the handshakes of the two ends use the extension.
func (v view) negotiated() schannel.Truth {
	switch {
	case v.local == winhost.NoEMS || v.peer == winhost.NoEMS:
		return schannel.No
	case v.local == winhost.BehaviourUnspecified || v.peer == winhost.BehaviourUnspecified:
		return schannel.Unknown
	}
	return schannel.Yes
}

// pairFindings states what follows from the two ends and the suite.
func (v view) pairFindings() []schannel.Finding {
	var findings []schannel.Finding
	subject := schannel.Whole("connection")
	if v.bothEnforce() {
		findings = append(findings, newFinding(codePairUpdated, schannel.Certain, subject))
	}
	if v.declined() == schannel.Yes && !v.localOff {
		findings = append(findings, newFinding(codePairNoResumption, schannel.Likely, subject))
	}
	if v.dhe == schannel.Unknown {
		return append(findings, v.suiteUnknown(subject)...)
	}
	code := codeSuiteImmune
	if v.dhe == schannel.Yes {
		code = codeSuiteAffected
	}
	return append(findings, newFinding(code, schannel.Certain, subject, schannel.Text("suite", v.Suite)))
}

// suiteUnknown says that the name of the suite is not one that is known.
func (v view) suiteUnknown(subject schannel.Subject) []schannel.Finding {
	if v.Suite == "" || strings.HasPrefix(v.Suite, "TLS_DH_") {
		return nil
	}
	finding := newFinding(codeSuiteUnknown, schannel.InsufficientData, subject, schannel.Text("suite", v.Suite))
	finding.Missing = []string{missingSuite}
	return []schannel.Finding{finding}
}

func malformed(code schannel.Code, field string, err error) error {
	return &schannel.Error{Code: code, Field: field, Offset: schannel.NoOffset, Err: err}
}
