// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package exchangecert

import (
	"encoding/json"
	"time"

	"github.com/schanneltrust/schannel/internal/jsonlist"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
)

// Purpose is what a certificate is wanted for.
type Purpose uint8

const (
	PurposeUnspecified   Purpose = 0 // "unspecified": not a purpose
	InboundSTARTTLS      Purpose = 1 // "inbound-starttls"
	OutboundSTARTTLS     Purpose = 2 // "outbound-starttls"
	InboundAnonymousTLS  Purpose = 3 // "inbound-anonymous-tls": X-ANONYMOUSTLS between servers of the organization
	OutboundAnonymousTLS Purpose = 4 // "outbound-anonymous-tls"
	DirectTrust          Purpose = 5 // "direct-trust": the certificate by which servers of the organization know each other
	PurposePOP           Purpose = 6 // "pop"
	PurposeIMAP          Purpose = 7 // "imap"
	PurposeIIS           Purpose = 8 // "iis"
)

// Request is one question: which certificate for this purpose, under this
// name, at this time.
type Request struct {
	Purpose Purpose `json:"purpose"`

	// Connector is the one that is asked about. For a name without a
	// connector use Connector{FQDN: name, Complete: true}.
	Connector exchange.Connector `json:"connector"`

	// Name is of [PurposePOP] and [PurposeIMAP] the X509CertificateName, of
	// [PurposeIIS] the site; empty means what the server has.
	Name string `json:"name"`

	At     time.Time `json:"at"` // when; zero: dates are not looked at, and an answer that depends on them says so
	Policy Policy    `json:"policy"`
}

// Verdict is what became of a certificate, or of one step on its way.
type Verdict uint8

const (
	VerdictUnspecified Verdict = 0 // "unspecified": not a verdict
	Passed             Verdict = 1 // "passed": a step
	Failed             Verdict = 2 // "failed": a step
	Assumed            Verdict = 3 // "assumed": a step that an unknown fact does not stop; a certificate that leads on such grounds
	Won                Verdict = 4 // "won": it is chosen
	Lost               Verdict = 5 // "lost": it could be chosen, and another one is
	Out                Verdict = 6 // "out": it cannot be chosen
)

// Step is one test of a certificate. The rule, with its sources, stands in the
// [Catalog].
type Step struct {
	Rule    schannel.Code `json:"rule"`
	Verdict Verdict       `json:"verdict"`
}

// Candidate is a certificate on its way through the steps.
type Candidate struct {
	Index      int                  `json:"index"` // in the server's Certificates
	Thumbprint schannel.Thumbprint  `json:"thumbprint"`
	Verdict    Verdict              `json:"verdict"`
	LostTo     *schannel.Thumbprint `json:"lost_to"` // nil unless it lost to another
	Because    schannel.Phrase      `json:"because"`
	Steps      []Step               `json:"steps"`
}

// Alternative is what another documented reading gives.
type Alternative struct {
	Policy  Policy               `json:"policy"` // only the fields that make the difference are set
	Winner  *schannel.Thumbprint `json:"winner"` // nil: none
	Offered schannel.Truth       `json:"offered"`
}

// Selection is the answer to a [Request].
type Selection struct {
	Server    string  `json:"server"`
	Connector string  `json:"connector"`
	Purpose   Purpose `json:"purpose"`
	Name      string  `json:"name"` // what was looked for: a host name, a TlsCertificateName, a thumbprint

	Winner    *schannel.Thumbprint `json:"winner"` // nil: none
	Certainty schannel.Certainty   `json:"certainty"`

	// Offered says whether the server offers STARTTLS or X-ANONYMOUSTLS. It is
	// Unknown for an outbound session, in which the other end offers, and for
	// services without such a thing.
	Offered schannel.Truth `json:"offered"`

	Trace        []Candidate        `json:"trace"` // every certificate, in the order of the server
	Alternatives []Alternative      `json:"alternatives"`
	Findings     []schannel.Finding `json:"findings"` // the answer first
}

// Events returns what the server is expected to log.
func (s Selection) Events() []schannel.Event {
	var events []schannel.Event
	for _, f := range s.Findings {
		events = append(events, f.Events...)
	}
	return events
}

// Remedies returns what helps, best first, each remedy once.
func (s Selection) Remedies() []schannel.Remedy {
	var remedies []schannel.Remedy
	seen := map[schannel.Code]bool{}
	for _, f := range s.Findings {
		for _, r := range f.Remedies {
			if !seen[r.Code] {
				seen[r.Code] = true
				remedies = append(remedies, r)
			}
		}
	}
	return remedies
}

// MarshalJSON writes every field, empty lists as lists, and the events and
// remedies of the findings once more on their own.
func (s Selection) MarshalJSON() ([]byte, error) {
	type plain Selection
	p := plain(s)
	p.Trace, p.Alternatives, p.Findings = jsonlist.Of(p.Trace), jsonlist.Of(p.Alternatives), jsonlist.Of(p.Findings)
	return json.Marshal(struct {
		plain
		Events   []schannel.Event  `json:"events"`
		Remedies []schannel.Remedy `json:"remedies"`
	}{p, jsonlist.Of(s.Events()), jsonlist.Of(s.Remedies())})
}

// MarshalJSON writes every field, empty lists as lists.
func (c Candidate) MarshalJSON() ([]byte, error) {
	type plain Candidate
	p := plain(c)
	p.Steps = jsonlist.Of(p.Steps)
	return json.Marshal(p)
}
