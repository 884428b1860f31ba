// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package render

import (
	"cmp"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"html/template"
	"io"
	"strings"
	"sync"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/examples/internal/diagnosis"
	"github.com/schanneltrust/schannel/examples/internal/report"
)

//go:embed page
var pageFiles embed.FS

// HTML writes a report as one file: well-formed, without scripts, without
// anything that would be loaded. A policy in it forbids the rest.
func HTML(w io.Writer, r diagnosis.Report, o Options) error {
	frame, err := pageTemplate()
	if err != nil {
		return err
	}
	text, err := briefly(func(to *limited, within report.Bounds) error {
		return frame.ExecuteTemplate(to, "page", readAll(r, o.Language.Within(within)))
	})
	if err != nil {
		return err
	}
	_, err = w.Write(text)
	return err
}

// pageTemplate reads the templates and puts the style and the policy in. The
// policy allows that one style by its hash, and nothing else.
var pageTemplate = sync.OnceValues(func() (*template.Template, error) {
	style, err := pageFiles.ReadFile("page/style.css")
	if err != nil {
		return nil, err
	}
	hash := sha256.Sum256(style)
	fill := strings.NewReplacer(
		"@STYLE@", string(style),
		"@POLICY@", "default-src 'none'; style-src 'sha256-"+base64.StdEncoding.EncodeToString(hash[:])+"'; img-src 'none'; base-uri 'none'; form-action 'none'",
	)
	frame := template.New("")
	for _, name := range []string{"page", "findings", "pictures"} {
		text, err := pageFiles.ReadFile("page/" + name + ".gohtml")
		if err != nil {
			return nil, err
		}
		if frame, err = frame.Parse(fill.Replace(string(text))); err != nil {
			return nil, err
		}
	}
	return frame, nil
})

// with is a part of a page together with the page, for a template that needs
// both.
type with struct {
	page
	It any
}

// For returns the page for a template that is about a part of it.
func (p page) For(it any) with { return with{p, it} }

// Lang is the language of the page.
func (p page) Lang() string { return cmp.Or(p.Tag, "en") }

// Format is the version of the report.
func (p page) Format() string { return diagnosis.Format }

// Client is the name of one end, in the handshake.
func (p page) Client() string { return p.Value("side", ems.Client) }

// Server is the name of the other end.
func (p page) Server() string { return p.Value("side", ems.Server) }

// StateText says what becomes of a name of a list.
func (p page) StateText(s state) string { return p.Label(string(s)) }

// MoreText says how much more there is.
func (p page) MoreText(count int) string { return p.Label("more", schannel.Number("count", count)) }

// MoreInJSON says how much is left out, and where it is to be had.
func (p page) MoreInJSON(count int) string {
	return p.Label("more_in_json", schannel.Number("count", count))
}

// Rest says how much of a part is left out; empty if nothing is.
func (p page) Rest(of string) string {
	if p.More[of] == 0 {
		return ""
	}
	return p.MoreInJSON(p.More[of])
}

// chapter is an entry of the contents.
type chapter struct{ ID, Text string }

// Contents lists the sections that the page has.
func (p page) Contents() []chapter {
	var all []chapter
	add := func(has bool, id, text string) {
		if has {
			all = append(all, chapter{id, text})
		}
	}
	add(len(p.Problems) > 0, "short", p.Label("short"))
	add(len(p.Facts) > 0, "facts", p.Label("facts"))
	add(true, "findings", p.Label("findings"))
	add(len(p.Answer.Remedies) > 0, "remedies", p.Label("remedies"))
	if p.List != nil {
		add(true, "list", p.List.Label)
	}
	add(len(p.Handshakes) > 0, "handshakes", p.Label("handshakes"))
	add(len(p.Selections) > 0, "selections", p.Label("selections"))
	add(len(p.Calendars) > 0, "calendars", p.Label("calendars"))
	add(p.Path != nil, "path", p.Label("path"))
	add(true, "origin", p.Label("origin"))
	add(true, "left-out", p.Label("left_out"))
	add(true, "needs", p.Label("needs"))
	return all
}
