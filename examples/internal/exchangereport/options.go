// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Package exchangereport answers the questions of the program exchangecert and
// writes the answers as text and as JSON.
package exchangereport

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/exchangecert"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
	"github.com/schanneltrust/schannel/symptom"
)

// Server is what is given of one server.
type Server struct {
	Inventory string   // file
	Internal  string   // thumbprint, file or "none"
	Auth      string   // file
	Store     string   // file
	Logs      []string // files
	Version   exchange.Version
	Edge      bool
	FQDN      string
}

// Options is what is asked.
type Options struct {
	All     Server   // of every server
	Servers []Server // one for each inventory

	Connectors []string // files
	Connector  string   // its name; empty: every connector

	Purpose         exchangecert.Purpose
	FQDN            string
	CertificateName string

	At, Now  time.Time // At is zero if nobody said when
	Until    time.Time
	Calendar bool
	Culture  string
	Zone     *time.Location

	Changes  []string // in order
	Symptoms []symptom.Row
	JSON     bool
}

// check refuses what means nothing.
func (o *Options) check() error {
	switch {
	case o.FQDN != "" && o.CertificateName != "":
		return errors.New("-fqdn and -tls-certificate-name exclude each other")
	case !o.haveFiles() && len(o.Connectors) == 0 && len(o.Symptoms) == 0:
		return errors.New("nothing to look at: give at least one of -inventory, -connectors, -log, -event and -symptom")
	case !o.Until.IsZero() && !o.At.IsZero() && !o.At.Before(o.Until):
		return errors.New("-until is not later than -at")
	}
	return nil
}

// servers are those that were given, with what was said of all of them. Without
// an inventory the rest may still be of one.
func (o *Options) servers() []Server {
	if len(o.Servers) == 0 && !o.All.empty() {
		return []Server{o.All}
	}
	all := slices.Clone(o.Servers)
	for i := range all {
		all[i].fill(o.All)
	}
	return all
}

// haveFiles reports whether there is anything of a server to look at: a version
// alone is none.
func (o *Options) haveFiles() bool {
	a := o.All
	a.Version, a.Edge = exchange.VersionUnspecified, false
	return len(o.Servers) > 0 || !a.empty()
}

// empty reports whether nothing was said.
func (s *Server) empty() bool {
	return s.Inventory+s.Internal+s.Auth+s.Store+s.FQDN == "" && len(s.Logs) == 0 && s.Version == exchange.VersionUnspecified && !s.Edge
}

// fill takes over what was said of all servers.
func (s *Server) fill(all Server) {
	for _, p := range [...]struct{ own, all *string }{{&s.Internal, &all.Internal}, {&s.Auth, &all.Auth}, {&s.Store, &all.Store}, {&s.FQDN, &all.FQDN}} {
		if *p.own == "" {
			*p.own = *p.all
		}
	}
	s.Logs = slices.Concat(all.Logs, s.Logs)
	s.Edge = s.Edge || all.Edge
	if s.Version == exchange.VersionUnspecified {
		s.Version = all.Version
	}
}

// ParseEvent reads "PROVIDER ID TEXT": the provider is what stands before the
// first number.
func ParseEvent(text string) (symptom.Row, error) {
	words := strings.Fields(text)
	for i, word := range words {
		id, err := strconv.Atoi(word)
		if err != nil || id <= 0 || id > 0xffff {
			continue
		}
		_, message, _ := strings.Cut(text, word)
		return symptom.Row{Event: symptom.Event{
			Log: "Application", Provider: strings.Join(words[:i], " "), ID: id, Message: strings.TrimSpace(message),
		}}, nil
	}
	return symptom.Row{}, fmt.Errorf("-event %q: no number; it is 'PROVIDER ID TEXT'", text)
}

// ParseSymptom reads what somebody has seen: a record, a reply, a text.
func ParseSymptom(text string) ([]symptom.Row, error) {
	var rows []symptom.Row
	for row, err := range symptom.ReadLenient([]byte(text)) {
		if err != nil {
			return nil, fmt.Errorf("-symptom: %w", err)
		}
		rows = append(rows, row)
	}
	if len(rows) == 0 {
		return nil, errors.New("-symptom: an empty text")
	}
	return rows, nil
}

// ParseTime reads a time, or a day, which begins at midnight of a zone.
func ParseTime(text string, zone *time.Location) (time.Time, error) {
	if zone == nil {
		zone = time.UTC
	}
	for _, layout := range [...]string{time.RFC3339, "2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02 15:04:05", "2006-01-02 15:04", time.DateOnly} {
		if t, err := time.ParseInLocation(layout, text, zone); err == nil {
			return t.UTC(), nil
		}
	}
	return time.Time{}, fmt.Errorf("%q is no time such as 2024-02-16 or 2024-02-16T18:00:00Z", text)
}

// Answer reads the files, answers and writes.
func Answer(o Options, out io.Writer) error {
	if err := o.check(); err != nil {
		return err
	}
	in, err := read(&o)
	if err != nil {
		return err
	}
	r, err := answer(&o, in)
	if err != nil {
		return err
	}
	if o.JSON {
		return writeJSON(out, r)
	}
	return writeText(out, r)
}

// thumb returns a pointer's thumbprint as Windows writes it, or "none".
func thumb(t *schannel.Thumbprint) string {
	if t == nil {
		return "none"
	}
	return strings.ToUpper(t.String())
}
