// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package diagnosis

import (
	"reflect"
	"slices"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/ems/capture"
	"github.com/schanneltrust/schannel/ems/emsdiag"
	"github.com/schanneltrust/schannel/ems/winhost"
	"github.com/schanneltrust/schannel/examples/internal/casefile"
)

// askEMS asks about the extended master secret.
func askEMS(c casefile.Case, seen symptoms, r *Report) answer {
	a := answer{family: emsFamily, described: c.EMS != nil && describes(*c.EMS)}
	if c.EMS == nil {
		c.EMS = &casefile.EMS{}
	}
	r.Product = c.EMS.Local.Product
	if r.Product != "" {
		if product, known := winhost.ProductByName(r.Product); known {
			r.Product = product
		}
	}
	read, numbers := a.connections(*c.EMS, r)
	a.incident(c, seen, read)
	a.judge(read, numbers, c.EMS.Session)
	if a.described {
		a.needEMS(*c.EMS)
	}
	return a
}

// describes reports whether the case has facts about the extension. An export of
// the registry of Schannel may have nothing to do with it.
func describes(e casefile.EMS) bool {
	off := func(f schannel.Finding) bool { return f.Code == winhost.CodeRegistryOff }
	values := slices.Concat(e.Local.Registry, e.Peer.Registry)
	e.Local.Registry, e.Peer.Registry = nil, nil
	return !blank(reflect.ValueOf(e)) || slices.ContainsFunc(winhost.CheckRegistry(values), off)
}

// blank reports whether nothing stands in a value: a list that a case gives as []
// is as one that it does not give.
func blank(v reflect.Value) bool {
	if v.Kind() == reflect.Slice {
		return v.Len() == 0
	}
	if v.Kind() != reflect.Struct {
		return v.IsZero()
	}
	for _, field := range v.Fields() {
		if !blank(field) {
			return false
		}
	}
	return true
}

// incident asks about the failure, and tells what was captured of it.
func (a *answer) incident(c casefile.Case, seen symptoms, read []capture.Capture) {
	e := c.EMS
	incident := emsdiag.Incident{
		Symptoms: seen.distinct, Local: e.Local, Side: e.Side, Peer: e.Peer, PeerBehaviour: e.PeerBehaviour,
		Suite: e.Suite, Modulus: e.Modulus, Attempts: e.Attempts, Failures: e.Failures,
		FTPData: e.FTPData, LateCertRequest: e.LateCertRequest,
	}
	if e.Resuming {
		incident.Resuming = schannel.Yes
	}
	addCaptured(&incident, read)
	d, err := emsdiag.Diagnose(incident)
	if err != nil {
		a.leftOut = append(a.leftOut, refused(leftEMS, err))
		return
	}
	if slices.Contains(d.Taken, true) || e.FTPData || e.LateCertRequest || e.Resuming || e.Attempts > 0 {
		a.cause(0, d.Causes...)
	}
	a.fact(0, without(d.Facts, emsdiag.CodeSymptomUnknown)...)
	a.taken = append(a.taken, seen.spread(d.Taken))
}

// addCaptured adds what the last connection shows that a fatal alert ended, or
// that stops where its server should answer. What the case says itself stays.
func addCaptured(incident *emsdiag.Incident, read []capture.Capture) {
	for _, c := range slices.Backward(read) {
		last, ended := c.FatalAlert()
		if !ended && !c.Unanswered() {
			continue
		}
		incident.Captured = emsdiag.Captured{ClientHello: c.ClientHello.CarriesEMS(), ServerHello: c.ServerHello.CarriesEMS(), Alert: last.Alert}
		if incident.Suite == "" && c.ServerHello.Seen {
			incident.Suite = c.Suite.String()
		}
		if incident.Resuming == schannel.Unknown {
			incident.Resuming = c.ClientHello.OffersSession()
		}
		return
	}
}

// connections reads what was captured, and returns it with its place in the
// case.
func (a *answer) connections(e casefile.EMS, r *Report) (read []capture.Capture, numbers []int) {
	for n, connection := range e.Connections {
		var files [][]byte
		for _, direction := range [...]casefile.Bytes{connection.Client, connection.Server} {
			if len(direction) > 0 {
				files = append(files, direction)
			}
		}
		if len(files) == 0 {
			continue
		}
		if len(read) == mostConnections {
			a.leftOut = append(a.leftOut, casefile.LeftOut{Reason: leftThird.With(schannel.Number("count", len(e.Connections)-n))})
			break
		}
		c, err := capture.ReadFiles(files...)
		if err != nil {
			a.leftOut = append(a.leftOut, refused(leftConnection.With(schannel.Number("number", n+1)), err))
			continue
		}
		read, numbers = append(read, c), append(numbers, n)
		r.Handshakes = append(r.Handshakes, handshakeOf(c))
	}
	return read, numbers
}

// mostConnections is how many are compared with each other.
const mostConnections = 2

// judge asks about what was captured.
func (a *answer) judge(read []capture.Capture, numbers []int, session ems.Session) {
	switch len(read) {
	case 1:
		a.fact(1, read[0].Findings(session)...)
	case mostConnections:
		a.fact(1, about(read[0].Findings(session), numbers[0])...)
		a.fact(2, about(capture.Resumed(read[0], read[1]).Findings, numbers[1])...)
	}
}

// about makes the connection part of the subject of findings, of which several
// connections have the same.
func about(findings []schannel.Finding, connection int) []schannel.Finding {
	findings = slices.Clone(findings)
	for i := range findings {
		if findings[i].Subject.Index < 0 {
			findings[i].Subject.Index = connection
		}
	}
	return findings
}

func (a *answer) needEMS(e casefile.EMS) {
	if len(e.Connections) == 0 {
		a.needs = append(a.needs, need(needConnection, "ems.capture."))
	}
}
