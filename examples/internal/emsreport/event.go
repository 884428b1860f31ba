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
	"unicode"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/ems/emsdiag"
	"github.com/schanneltrust/schannel/ems/winhost"
	"github.com/schanneltrust/schannel/examples/internal/cli"
	"github.com/schanneltrust/schannel/examples/internal/report"
	"github.com/schanneltrust/schannel/internal/jsonlist"
	"github.com/schanneltrust/schannel/symptom"
)

// Failure is what a Windows computer showed when a connection failed, as the
// texts of flags. What is not known is zero.
type Failure struct {
	Seen                    []Seen // in the order in which they were given
	Attempts, Failures      int
	Side                    string
	Product, Updates, Build string
	Updated, Peer, Suite    string
	Resuming                schannel.Truth
	FTP                     bool
}

// Seen is one symptom.
type Seen struct {
	Flag  string // -event, -alert, -sspi, -text or -events
	Text  string
	Input []byte // of -events, the content of the file that Text names
}

// Asked reports whether something was seen.
func (f Failure) Asked() bool { return len(f.Seen) > 0 }

// Explained is the diagnosis of a failure, and what could not be read of files.
type Explained struct {
	emsdiag.Diagnosis
	rows    []symptom.Row
	defects []string
}

// Explain diagnoses a failure. It refuses an event and a suite that are not
// known, since a flag can mean nothing else.
func Explain(f Failure) (Explained, error) {
	incident, err := f.incident()
	if err != nil {
		return Explained{}, err
	}
	rows, err := f.rows()
	if err != nil {
		return Explained{}, err
	}
	incident.Symptoms = rows.all
	d, err := emsdiag.Diagnose(incident)
	if err != nil {
		return Explained{}, err
	}
	for _, i := range rows.events {
		if !d.Taken[i] {
			return Explained{}, fmt.Errorf("-event: %d is none of 36874, 36887 and 36888", rows.all[i].Event.ID)
		}
	}
	for _, fact := range d.Facts {
		if fact.Code == "ems.windows.suite.unknown" {
			return Explained{}, fmt.Errorf("-suite: %q is no cipher suite by the name that IANA and Windows have for it", f.Suite)
		}
	}
	return Explained{d, rows.all, rows.defects}, nil
}

// WriteJSON writes the diagnosis, and the defects of files.
func (e Explained) WriteJSON(w io.Writer) error {
	return cli.WriteJSON(w, struct {
		Causes  []schannel.Finding `json:"causes"`
		Facts   []schannel.Finding `json:"facts"`
		Taken   symptom.Taken      `json:"taken"`
		Defects []string           `json:"defects"`
	}{e.Causes, jsonlist.Of(e.Facts), e.Taken, jsonlist.Of(e.defects)})
}

// WriteText writes the causes, then the facts, then what to do; of several
// failures that of each under a heading, and then what is about none of them.
func (e Explained) WriteText(w io.Writer) error {
	common := slices.Concat(e.Causes, e.Facts)
	for k := range e.Facts {
		of := func(f schannel.Finding) bool { return f.Code == emsdiag.CodeFailureApart && f.Subject.Index == k }
		i := slices.IndexFunc(e.Facts, of)
		if i < 0 {
			break
		}
		mine := slices.DeleteFunc(slices.Clone(common), func(f schannel.Finding) bool { return !about(f, k) })
		common = slices.DeleteFunc(common, func(f schannel.Finding) bool { return about(f, k) })
		if _, err := fmt.Fprintf(w, "FAILURE %d: %s\n\n", k+1, e.symptomsOf(e.Facts[i])); err != nil {
			return err
		}
		report.Findings(w, slices.DeleteFunc(mine, of))
	}
	report.Findings(w, common)
	for _, defect := range e.defects {
		if _, err := fmt.Fprintf(w, "Not read: %s\n", defect); err != nil {
			return err
		}
	}
	return nil
}

// about reports whether a finding is about the failure at position k alone.
func about(f schannel.Finding, k int) bool {
	return f.Subject.Index == k && (f.Subject.Kind == "connection" || f.Subject.Kind == "symptoms")
}

// symptomsOf names the symptoms that a fact tells apart.
func (e Explained) symptomsOf(apart schannel.Finding) string {
	var names []string
	for _, item := range apart.Items {
		names = append(names, nameOf(e.rows[item.Index]))
	}
	text := strings.Join(names, ", ")
	if total := apart.Args[0].Value; total != strconv.Itoa(len(names)) {
		text += fmt.Sprintf(", … (%s in all)", total)
	}
	if alert := e.alertOf(apart.Subject.Index); alert != "" && !strings.Contains(text, " with alert ") {
		text += ", alert " + alert
	}
	return text
}

// alertOf is the number of the alert of the failure at position k, as a text of
// it has it.
func (e Explained) alertOf(k int) string {
	for _, f := range e.Facts {
		if f.Subject.Index == k && strings.HasPrefix(string(f.Code), "ems.windows.alert.") {
			return f.Args[0].Value
		}
	}
	return ""
}

// nameOf is a symptom in a few words.
func nameOf(row symptom.Row) string {
	const longest = 60
	e := row.Event
	text := strings.Join(strings.Fields(row.Text), " ")
	switch {
	case e.ID != 0:
		text = fmt.Sprintf("event %d", e.ID)
		if alert, ok := e.Value("AlertDesc"); ok {
			text += " with alert " + alert
		}
		if e.Computer != "" {
			text += " of " + e.Computer
		}
	case !row.Code.IsZero():
		return row.Code.String()
	}
	if runes := []rune(text); len(runes) > longest {
		return string(runes[:longest]) + "…"
	}
	return text
}

func (f Failure) incident() (emsdiag.Incident, error) {
	incident := emsdiag.Incident{
		Suite: f.Suite, Attempts: f.Attempts, Failures: f.Failures, Resuming: f.Resuming, FTPData: f.FTP,
		Local: winhost.Host{Product: f.Product, Build: f.Build},
	}
	if f.Product == "" && (f.Updates != "" || f.Build != "" || f.Updated != "") {
		return emsdiag.Incident{}, errors.New("-kb, -build and -updated: want -windows with them")
	}
	for _, read := range []struct {
		flag, text string
		into       func(string) error
	}{
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
		incident.Local.Updates = strings.FieldsFunc(f.Updates, func(r rune) bool { return r == ',' || r == ';' || unicode.IsSpace(r) })
	}
	return incident, nil
}

// symptoms are the rows of flags and files.
type symptoms struct {
	all     []symptom.Row
	events  []int // the indexes of those of -event
	waiting *ems.Alert
	defects []string
}

// rows reads what was seen. An alert belongs to the event before it, or to the
// one behind it if there is none before; where there is no event, it stands
// alone.
func (f Failure) rows() (symptoms, error) {
	var s symptoms
	for _, seen := range f.Seen {
		if err := s.take(seen); err != nil {
			return symptoms{}, fmt.Errorf("%s: %w", seen.Flag, err)
		}
	}
	if s.waiting != nil {
		s.all = append(s.all, symptom.Row{Code: symptom.Code{Kind: symptom.CodeAlert, Numbers: []uint32{uint32(s.waiting.Number())}}})
	}
	return s, nil
}

func (s *symptoms) take(seen Seen) error {
	switch seen.Flag {
	case "-event":
		return s.event(seen.Text)
	case "-alert":
		return s.alert(seen.Text)
	case "-sspi":
		if code, err := symptom.ParseCode(seen.Text); err == nil && code.Kind == symptom.CodeStatus {
			s.all = append(s.all, symptom.Row{Code: code})
			return nil
		}
		var status winhost.Status
		if err := status.UnmarshalText([]byte(strings.ToUpper(seen.Text))); err != nil {
			number, notNumber := strconv.ParseUint(seen.Text, 10, 32)
			if notNumber != nil {
				return err
			}
			status = winhost.Status(number)
		}
		s.all = append(s.all, symptom.Row{Code: symptom.StatusCode(uint32(status))})
	case "-text":
		row := symptom.Row{Text: seen.Text}
		if code, err := symptom.ParseCode(seen.Text); err == nil {
			row.Code = code // the whole text is one
		}
		s.all = append(s.all, row)
	case "-events":
		return s.file(seen)
	}
	return nil
}

func (s *symptoms) event(text string) error {
	id, err := strconv.Atoi(text)
	if err != nil {
		return fmt.Errorf("%q is no number, such as 36887", text)
	}
	row := symptom.Row{Event: symptom.Event{Log: "System", Provider: "Schannel", ID: id}}
	if s.waiting != nil {
		row.Event.UserData = alertData(*s.waiting)
		s.waiting = nil
	}
	s.events = append(s.events, len(s.all))
	s.all = append(s.all, row)
	return nil
}

func (s *symptoms) alert(text string) error {
	alert, err := parseAlert(text)
	if err != nil {
		return err
	}
	for _, i := range slices.Backward(s.events) {
		if event := &s.all[i].Event; event.UserData == nil {
			event.UserData = alertData(*alert)
			return nil
		}
	}
	if s.waiting != nil {
		s.all = append(s.all, symptom.Row{Code: symptom.Code{Kind: symptom.CodeAlert, Numbers: []uint32{uint32(s.waiting.Number())}}})
	}
	s.waiting = alert
	return nil
}

// file reads the records of an event log, in XML or as they are pasted.
func (s *symptoms) file(seen Seen) error {
	rows := 0
	for row, err := range symptom.ReadLenient(seen.Input) {
		if err != nil {
			s.defects = append(s.defects, fmt.Sprintf("%s: %v", seen.Text, err))
			continue
		}
		rows++
		s.all = append(s.all, row)
	}
	if rows == 0 {
		return fmt.Errorf("%s: no event in it: %s", seen.Text, strings.Join(s.defects, "; "))
	}
	return nil
}

func alertData(a ems.Alert) []symptom.Field {
	return []symptom.Field{{Name: "AlertDesc", Value: strconv.Itoa(int(a.Number()))}}
}

func parseAlert(text string) (*ems.Alert, error) {
	a := new(ems.Alert)
	if number, err := strconv.ParseUint(text, 0, 8); err == nil {
		*a = ems.AlertOf(uint8(number))
		return a, nil
	}
	name := strings.NewReplacer(" ", "_", "-", "_").Replace(strings.ToLower(text))
	if err := a.UnmarshalText([]byte(name)); err != nil {
		return nil, err
	}
	if *a == ems.NoAlert {
		return nil, fmt.Errorf("%q names no alert", text)
	}
	return a, nil
}
