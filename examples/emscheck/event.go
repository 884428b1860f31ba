// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/ems/emsdiag"
	"github.com/schanneltrust/schannel/ems/winhost"
	"github.com/schanneltrust/schannel/examples/internal/report"
)

// eventMode explains what a Windows computer logged when a connection failed.
func eventMode(flags *flag.FlagSet) mode {
	var f eventFlags
	flags.IntVar(&f.event, "event", 0, "explain this event of source Schannel: `36887` (alert received) or 36888 (alert generated)")
	flags.StringVar(&f.alert, "alert", "", "the alert of the event, by `number` or name")
	flags.StringVar(&f.sspi, "sspi", "", "explain this error `code` of SSPI, such as 0x8009030f, or its name")
	flags.StringVar(&f.text, "text", "", "explain this `text` of an event or error message")
	flags.StringVar(&f.side, "side", "", "with the above: the `side` that logged it, client or server")
	flags.StringVar(&f.product, "windows", "", "with the above: the Windows `release` that logged it, such as \"Windows Server 2016\"")
	flags.StringVar(&f.updates, "kb", "", "with -windows: installed `updates`, such as KB4519998,KB4540670")
	flags.StringVar(&f.build, "build", "", "with -windows: its `build`, such as 14393.3274")
	flags.StringVar(&f.updated, "updated", "", "with -windows: the release `day` of its newest update, such as 2020-03-10")
	flags.StringVar(&f.peer, "peer", "", "with the above: what the other end does with the extension: none, negotiates or enforces")
	flags.StringVar(&f.suite, "suite", "", "with the above: the negotiated cipher suite by `name`")
	flags.IntVar(&f.attempts, "attempts", 0, "with the above: `how many` connections were tried")
	flags.IntVar(&f.failures, "failures", 0, "with the above: `how many` of them failed")
	flags.BoolVar(&f.resuming, "resuming", false, "with the above: the handshakes that fail offer a session")
	flags.BoolVar(&f.ftp, "ftp", false, "with the above: the connections that fail carry FTP data")
	return mode{
		chosen: func() bool { return f.event != 0 || f.alert != "" || f.sspi != "" || f.text != "" },
		answer: func(r request) error { return f.answer(r) },
	}
}

type eventFlags struct {
	event, attempts, failures int
	alert, sspi, text, side   string
	product, updates, build   string
	updated, peer, suite      string
	resuming, ftp             bool
}

func (f eventFlags) answer(r request) error {
	if err := r.noArguments(); err != nil {
		return err
	}
	incident, err := f.incident()
	if err != nil {
		return err
	}
	diagnosis, err := emsdiag.Diagnose(incident)
	if err != nil {
		return err
	}
	if err := unread(diagnosis, f); err != nil {
		return err
	}
	if r.json {
		encoder := json.NewEncoder(r.out)
		encoder.SetIndent("", "  ")
		return encoder.Encode(diagnosis)
	}
	report.Findings(r.out, slices.Concat(diagnosis.Causes, diagnosis.Facts))
	return nil
}

// unread refuses what the package does not know where the command line has a
// flag for nothing else.
func unread(d emsdiag.Diagnosis, f eventFlags) error {
	for _, fact := range d.Facts {
		if fact.Code == "ems.windows.event.unknown" {
			return fmt.Errorf("-event: %d is none of 36874, 36887 and 36888", f.event)
		}
		if fact.Code == "ems.windows.suite.unknown" {
			return fmt.Errorf("-suite: %q is no cipher suite by the name that IANA and Windows have for it", f.suite)
		}
	}
	return nil
}

func (f eventFlags) incident() (emsdiag.Incident, error) {
	incident := emsdiag.Incident{
		Suite: f.suite, Attempts: f.attempts, Failures: f.failures, Resuming: f.resuming, FTPData: f.ftp,
		Local: winhost.Host{Product: f.product, Build: f.build},
	}
	if f.product == "" && (f.updates != "" || f.build != "" || f.updated != "") {
		return emsdiag.Incident{}, errors.New("-kb, -build and -updated: want -windows with them")
	}
	symptom := emsdiag.Symptom{Event: f.event, Text: f.text}
	for _, read := range []struct {
		flag, text string
		into       func(string) error
	}{
		{"-alert", f.alert, func(s string) (err error) { symptom.Alert, err = parseAlert(s); return err }},
		{"-sspi", f.sspi, func(s string) error { return symptom.Status.UnmarshalText([]byte(s)) }},
		{"-side", f.side, func(s string) error { return incident.Side.UnmarshalText([]byte(s)) }},
		{"-peer", f.peer, func(s string) error { return incident.PeerBehaviour.UnmarshalText([]byte(s)) }},
		{"-updated", f.updated, func(s string) (err error) {
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
	if f.updates != "" {
		incident.Local.Updates = strings.Split(f.updates, ",")
	}
	incident.Symptoms = []emsdiag.Symptom{symptom}
	return incident, nil
}

func parseAlert(text string) (ems.Alert, error) {
	if number, err := strconv.ParseUint(text, 0, 8); err == nil {
		return ems.Alert(number), nil
	}
	var a ems.Alert
	return a, a.UnmarshalText([]byte(text))
}
