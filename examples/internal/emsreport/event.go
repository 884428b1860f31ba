// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package emsreport

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/ems/emsdiag"
	"github.com/schanneltrust/schannel/ems/winhost"
	"github.com/schanneltrust/schannel/examples/internal/cli"
	"github.com/schanneltrust/schannel/examples/internal/report"
	"github.com/schanneltrust/schannel/symptom"
)

// Failure is what a Windows computer showed when a connection failed, as the
// texts of flags. What is not known is zero.
type Failure struct {
	Event, Attempts, Failures int
	Alert, SSPI, Text, Side   string
	Product, Updates, Build   string
	Updated, Peer, Suite      string
	Resuming, FTP             bool
}

// Asked reports whether something was seen.
func (f Failure) Asked() bool {
	return f.Event != 0 || f.Alert != "" || f.SSPI != "" || f.Text != ""
}

// Explained is the diagnosis of a failure.
type Explained struct{ emsdiag.Diagnosis }

// Explain diagnoses a failure. It refuses an event and a suite that are not
// known, since a flag can mean nothing else.
func Explain(f Failure) (Explained, error) {
	incident, err := f.incident()
	if err != nil {
		return Explained{}, err
	}
	d, err := emsdiag.Diagnose(incident)
	if err != nil {
		return Explained{}, err
	}
	if f.Event != 0 && !d.Taken[0] {
		return Explained{}, fmt.Errorf("-event: %d is none of 36874, 36887 and 36888", f.Event)
	}
	for _, fact := range d.Facts {
		if fact.Code == "ems.windows.suite.unknown" {
			return Explained{}, fmt.Errorf("-suite: %q is no cipher suite by the name that IANA and Windows have for it", f.Suite)
		}
	}
	return Explained{d}, nil
}

// WriteJSON writes the diagnosis.
func (e Explained) WriteJSON(w io.Writer) error { return cli.WriteJSON(w, e.Diagnosis) }

// WriteText writes the causes, then the facts, then what to do.
func (e Explained) WriteText(w io.Writer) error {
	report.Findings(w, slices.Concat(e.Causes, e.Facts))
	return nil
}

func (f Failure) incident() (emsdiag.Incident, error) {
	incident := emsdiag.Incident{
		Suite: f.Suite, Attempts: f.Attempts, Failures: f.Failures, Resuming: f.Resuming, FTPData: f.FTP,
		Local: winhost.Host{Product: f.Product, Build: f.Build},
	}
	if f.Product == "" && (f.Updates != "" || f.Build != "" || f.Updated != "") {
		return emsdiag.Incident{}, errors.New("-kb, -build and -updated: want -windows with them")
	}
	var alert *ems.Alert
	var status winhost.Status
	for _, read := range []struct {
		flag, text string
		into       func(string) error
	}{
		{"-alert", f.Alert, func(s string) (err error) { alert, err = parseAlert(s); return err }},
		{"-sspi", f.SSPI, func(s string) error { return status.UnmarshalText([]byte(s)) }},
		{"-side", f.Side, func(s string) error { return incident.Side.UnmarshalText([]byte(s)) }},
		{"-peer", f.Peer, func(s string) error { return incident.PeerBehaviour.UnmarshalText([]byte(s)) }},
		{"-updated", f.Updated, func(s string) (err error) {
			incident.Local.Updated, err = time.Parse(time.DateOnly, s)
			return err
		}},
	} {
		if read.text == "" {
			continue
		}
		if err := read.into(read.text); err != nil {
			return emsdiag.Incident{}, fmt.Errorf("%s: %w", read.flag, err)
		}
	}
	if f.Updates != "" {
		incident.Local.Updates = strings.Split(f.Updates, ",")
	}
	incident.Symptoms = f.rows(alert, status)
	return incident, nil
}

// rows are the symptoms, the event first.
func (f Failure) rows(alert *ems.Alert, status winhost.Status) []symptom.Row {
	var rows []symptom.Row
	switch {
	case f.Event != 0:
		event := symptom.Event{Log: "System", Provider: "Schannel", ID: f.Event}
		if alert != nil {
			event.UserData = []symptom.Field{{Name: "AlertDesc", Value: strconv.Itoa(int(*alert))}}
		}
		rows = append(rows, symptom.Row{Event: event})
	case alert != nil:
		rows = append(rows, symptom.Row{Code: symptom.Code{Kind: symptom.CodeAlert, Numbers: []uint32{uint32(*alert)}}})
	}
	if status != 0 {
		rows = append(rows, symptom.Row{Code: symptom.StatusCode(uint32(status))})
	}
	if f.Text != "" {
		rows = append(rows, symptom.Row{Text: f.Text})
	}
	return rows
}

func parseAlert(text string) (*ems.Alert, error) {
	a := new(ems.Alert)
	if number, err := strconv.ParseUint(text, 0, 8); err == nil {
		*a = ems.Alert(number)
		return a, nil
	}
	return a, a.UnmarshalText([]byte(text))
}
