// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Package diagnosis asks the families about a case and puts their answers
// together. It knows nothing of its own about Windows.
package diagnosis

import (
	"time"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/autodiscover"
	"github.com/schanneltrust/schannel/autodiscover/prompt"
	"github.com/schanneltrust/schannel/autodiscover/walk"
	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/examples/internal/casefile"
	"github.com/schanneltrust/schannel/exchangecert"
	"github.com/schanneltrust/schannel/exchangecert/change"
	"github.com/schanneltrust/schannel/trustlist"
)

// Format is the first field of every report.
const Format = "schannel-report/1"

// Report is the answer to a case.
type Report struct {
	Format   string    `json:"format"`
	Name     string    `json:"name"`
	Title    string    `json:"title"`
	Source   string    `json:"source"`
	Question string    `json:"question"`
	At       time.Time `json:"at,omitzero"`

	Release schannel.Release `json:"release"` // of the server of the issuer list
	Product string           `json:"product"` // of Windows at the end that shows the failure

	Origin  []casefile.Origin  `json:"origin"`
	LeftOut []casefile.LeftOut `json:"left_out"`

	Facts []schannel.Phrase `json:"facts"` // what the answer goes by

	// Findings are those of all families: causes before what follows from
	// them, certain before likely. Links are the pairs of which a rule says
	// that one can be the cause of the other.
	Findings []schannel.Finding `json:"findings"`
	Links    []Link             `json:"links"`

	Problems []Problem `json:"problems"` // the answer in short, the gravest first

	Needs []Need `json:"needs"` // what was not checked, most useful first

	// Pictures of what was answered; null or empty where there is none.
	List           *List                    `json:"list"`
	Handshakes     []Handshake              `json:"handshakes"`
	Selections     []exchangecert.Selection `json:"selections"`      // the first 200; their findings stand among those of the report
	MoreSelections int                      `json:"more_selections"` // how many there are beside them
	Calendars      []Calendar               `json:"calendars"`
	Path           *Path                    `json:"path"`
}

// Link is a pair of findings by their places in the report.
type Link struct {
	Cause  int `json:"cause"`
	Effect int `json:"effect"`
}

// Problem is one thing to mend: errors and warnings that share remedies, or of
// which one follows from another. The one that is concluded from most stands for
// all of them. What no remedy is known for is not among the problems.
type Problem struct {
	Code     schannel.Code `json:"code"`     // of the finding that stands for all
	Findings []int         `json:"findings"` // their places in the report, that one first
	Remedies []Cure        `json:"remedies"` // each once
}

// Cure is a remedy by its place in the report.
type Cure struct {
	Code    schannel.Code `json:"code"`
	Finding int           `json:"finding"` // the place of a finding that has it
	Remedy  int           `json:"remedy"`  // its place among the remedies of that finding
}

// Need is an input that is missing, or several that are collected together.
type Need struct {
	What    []schannel.Phrase `json:"what"`    // the inputs
	Where   schannel.Phrase   `json:"where"`   // on which machine they are collected; no code: they are known to whoever asks
	Command string            `json:"command"` // what collects them there; empty: a flag alone
	Flag    string            `json:"flag"`    // of diagnose, such as "-release"; empty: the file alone is enough
	Opens   []schannel.Code   `json:"opens"`   // the findings that they would settle, or the packages' rules that were not asked
}

// List is an issuer list, name by name.
type List struct {
	Captured   bool                  `json:"captured"`   // seen on the wire, so never cut
	Truncation *trustlist.Truncation `json:"truncation"` // null: of a captured list
	Names      []ListName            `json:"names"`      // the first 1,000
	More       int                   `json:"more"`       // how many there are beside them
}

// ListName is a name of a list.
type ListName struct {
	Text  string         `json:"text"`  // RFC 4514
	Bytes int            `json:"bytes"` // with its 2-byte length; 0: not known
	Fate  trustlist.Fate `json:"fate"`  // unspecified: of a captured list
	Kept  bool           `json:"kept"`  // it is sent, in the order given and by the default of every choice that no document settles

	Remove bool                `json:"remove"`        // the removal plan takes its certificate out of the store
	SHA1   schannel.Thumbprint `json:"sha1,omitzero"` // of that certificate
}

// Handshake is a captured handshake, message by message.
type Handshake struct {
	Version schannel.TLSVersion `json:"version"`
	Suite   string              `json:"suite"`
	Steps   []Step              `json:"steps"` // the first 200
	More    int                 `json:"more"`  // how many there are beside them
}

// Step is a message of a handshake.
type Step struct {
	From    ems.Side          `json:"from"`
	Message string            `json:"message"` // as the RFC names it, such as "ClientHello"
	Notes   []schannel.Phrase `json:"notes"`   // what of it matters
	Failed  bool              `json:"failed"`  // the connection ends with it
}

// Calendar is which certificate a server uses when.
type Calendar struct {
	Server    string            `json:"server"`
	Intervals []change.Interval `json:"intervals"` // the first 200
	More      int               `json:"more"`      // how many there are beside them
}

// Path is the way of a client of Autodiscover.
type Path struct {
	Order     []autodiscover.Place `json:"order"`      // the first 200
	MoreOrder int                  `json:"more_order"` // how many there are beside them
	Hops      []walk.Hop           `json:"hops"`       // the first 200
	MoreHops  int                  `json:"more_hops"`  // how many there are beside them
	End       walk.End             `json:"end"`
	Prompts   []prompt.Prompt      `json:"prompts"` // the place of a prompt is that of a hop, which may be among those left out
}
