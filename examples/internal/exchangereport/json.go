// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package exchangereport

import (
	"io"
	"time"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/examples/internal/cli"
	"github.com/schanneltrust/schannel/exchangecert"
	"github.com/schanneltrust/schannel/exchangecert/change"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
	"github.com/schanneltrust/schannel/internal/jsonlist"
)

// output is the object that -json prints.
type output struct {
	At        time.Time                `json:"at"`
	AtFrom    string                   `json:"at_from"` // "given", "seen", "now" or "listed"
	Servers   []serverOut              `json:"servers"`
	Answers   []exchangecert.Selection `json:"answers"`
	Diagnosis []schannel.Finding       `json:"diagnosis"` // best first
	Calendar  []intervalOut            `json:"calendar"`
	Changes   []differenceOut          `json:"changes"`
	LeftOut   leftOut                  `json:"left_out"`
	Problems  []problem                `json:"problems"` // what was not read of the files
}

// serverOut is what was read of a server.
type serverOut struct {
	Name         string           `json:"name"`
	Version      exchange.Version `json:"version"`
	Certificates []certificateOut `json:"certificates"`
	LeftOut      int              `json:"left_out"` // certificates
}

type certificateOut struct {
	Thumbprint  schannel.Thumbprint `json:"thumbprint"`
	Subject     string              `json:"subject"`
	NotBefore   time.Time           `json:"not_before"`
	NotAfter    time.Time           `json:"not_after"`
	ZoneUnknown bool                `json:"zone_unknown"` // the times are local ones of a zone that nobody named
	Services    exchange.Services   `json:"services"`
	Status      exchange.Status     `json:"status"`
}

type intervalOut struct {
	Server  string            `json:"server"`
	From    time.Time         `json:"from"`
	To      time.Time         `json:"to"`
	Winners []change.Winner   `json:"winners"`
	Because []schannel.Phrase `json:"because"`
}

type differenceOut struct {
	Server string `json:"server"`
	change.Difference
}

// maxListed is how many certificates of a server are listed.
const maxListed = 500

func writeJSON(w io.Writer, r result) error {
	out := output{
		At: r.at, AtFrom: r.how, Servers: []serverOut{}, Answers: jsonlist.Of(r.answers),
		Diagnosis: jsonlist.Of(r.diagnosis), Calendar: []intervalOut{}, Changes: []differenceOut{},
		LeftOut: r.leftOut, Problems: jsonlist.Of(r.problems),
	}
	for _, h := range r.hosts {
		s := serverOut{Name: h.Name, Version: h.Version, Certificates: []certificateOut{}, LeftOut: max(len(h.Certificates)-maxListed, 0)}
		for _, c := range h.Certificates[:min(len(h.Certificates), maxListed)] {
			s.Certificates = append(s.Certificates, certificateOut{c.Thumbprint, c.Subject, c.NotBefore, c.NotAfter, c.ZoneUnknown, c.Services, c.Status})
		}
		out.Servers = append(out.Servers, s)
	}
	for _, i := range r.calendar {
		out.Calendar = append(out.Calendar, intervalOut{i.Server, i.From, i.To, jsonlist.Of(i.Winners), jsonlist.Of(i.Because)})
	}
	for _, d := range r.changes {
		out.Changes = append(out.Changes, differenceOut(d))
	}
	return cli.WriteJSON(w, out)
}
