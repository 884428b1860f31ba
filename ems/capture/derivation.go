// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package capture

import (
	"bytes"
	"errors"
	"fmt"
	"slices"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/ems/derive"
	"github.com/schanneltrust/schannel/internal/tlswire"
)

// What makes a question about a derivation unanswerable.
const (
	codeDerivationExchange schannel.Code = "ems.derivation.no_key_exchange"
	codeDerivationOther    schannel.Code = "ems.derivation.other_connection"
)

// AppendSessionHash appends the session hash of a full handshake that the
// capture holds from ClientHello to ClientKeyExchange. The error is that of the
// first message that a [derive.Transcript] refuses, or says that there is no
// ClientKeyExchange.
func (c Capture) AppendSessionHash(dst []byte) ([]byte, error) {
	t, err := c.transcript()
	if err != nil {
		return nil, err
	}
	return t.AppendSessionHash(dst, c.Hash)
}

// transcript takes the messages apart again.
func (c Capture) transcript() (*derive.Transcript, error) {
	if c.Refused != nil {
		return nil, c.Refused
	}
	t := derive.Transcript{DTLS: c.ClientHello.Version.IsDTLS()}
	header := tlswire.HeaderLen
	if t.DTLS {
		header = tlswire.DatagramHeaderLen
	}
	for rest := c.Messages; len(rest) > 0; {
		n := header
		if len(rest) >= n {
			n += int(rest[1])<<16 | int(rest[2])<<8 | int(rest[3])
		}
		n = min(n, len(rest))
		if err := t.Add(rest[:n]); err != nil {
			return nil, err
		}
		rest = rest[n:]
	}
	return &t, nil
}

// Derivation finds out how an end made the master secret in its key log from
// the premaster secret: with the extension or without, and, where a connection
// failed, with which of the known mistakes. The premaster secret of a
// Diffie-Hellman exchange is the shared value, with or without leading zeros.
//
// It answers for full handshakes only: an abbreviated one derives nothing.
func (c Capture) Derivation(premaster []byte, line derive.KeyLogLine) ([]schannel.Finding, error) {
	if !bytes.Equal(c.ClientHello.Random, line.ClientRandom[:]) {
		return nil, captureError(codeDerivationOther, "client random", errors.New("the key log is about another connection"))
	}
	t, err := c.transcript()
	if err != nil {
		return nil, err
	}
	// RFC 7627, Section 5.3: keys come from the stored master secret.
	if !t.Complete() {
		return nil, captureError(codeDerivationExchange, "handshake", errors.New("not all messages up to a ClientKeyExchange are there"))
	}
	if len(premaster) == 0 || len(premaster) > maxPremaster {
		return nil, captureError(derive.CodeSecretLength, "premaster secret", fmt.Errorf("%d bytes, not 1 to %d", len(premaster), maxPremaster))
	}
	for _, form := range c.premasterForms(premaster) {
		for _, way := range c.ways() {
			master, err := way.derive(c.Hash, form.secret, way.seed)
			if err != nil {
				return nil, err
			}
			if master.Equal(line.Master) {
				return c.derived(way, form), nil
			}
		}
	}
	return []schannel.Finding{derivationFinding(ruleDerivationUnexplained)}, nil
}

// maxPremaster is the longest premaster secret, in bytes, that is looked at:
// that of a Diffie-Hellman group of 16384 bits.
const maxPremaster = 2048

// way is a way to derive a master secret.
type way struct {
	rule   schannel.Rule
	derive func(h derive.Hash, premaster, seed []byte) (derive.MasterSecret, error)
	seed   []byte
}

// ways are the derivations to try, the right one for each case first.
func (c Capture) ways() []way {
	sum := func(messages []byte) []byte {
		hash, _ := c.Hash.AppendSum(nil, messages) // an error comes back from the derivation
		return hash
	}
	return []way{
		{ruleDerivationExtended, derive.ExtendedMasterSecret, sum(c.Messages)},
		{ruleDerivationLegacy, derive.LegacyMasterSecret, append(bytes.Clone(c.ClientHello.Random), c.ServerHello.Random...)},
		// RFC 7627, Section 3: the session hash ends before it
		{ruleDerivationCertificateVerify, derive.ExtendedMasterSecret, sum(slices.Concat(c.Messages, c.CertificateVerify))},
	}
}

// premasterForm is a premaster secret as an end may have taken it.
type premasterForm struct {
	secret []byte
	zeros  int // leading zero bytes that it has
	short  int // leading zero bytes that others have
}

// premasterForms are the forms in which a premaster secret may have been used:
// as it is, without its leading zeros, and padded to the length of the group.
func (c Capture) premasterForms(premaster []byte) []premasterForm {
	bare := bytes.TrimLeft(premaster, "\x00")
	zeros := len(premaster) - len(bare)
	forms := []premasterForm{{secret: premaster, zeros: zeros}}
	if zeros > 0 && len(bare) > 0 {
		forms = append(forms, premasterForm{secret: bare, short: zeros})
	}
	if missing := c.PrimeLen - len(premaster); missing > 0 && c.PrimeLen <= maxPremaster {
		padded := append(make([]byte, missing, c.PrimeLen), premaster...)
		forms = append(forms, premasterForm{secret: padded, zeros: zeros + missing})
	}
	return forms
}

// derived says what it means that a way and a form give the secret.
func (c Capture) derived(w way, form premasterForm) []schannel.Finding {
	findings := []schannel.Finding{derivationFinding(w.rule)}
	negotiated := c.ClientHello.EMS && c.ServerHello.EMS
	if used := w.rule.Code != ruleDerivationLegacy.Code; used != negotiated {
		findings = append(findings, schannel.NewFinding(ruleDerivationNegotiation,
			schannel.Basis{Certainty: schannel.Certain, Premises: findings[:1:1]}, masterSubject,
			schannel.Word("used", sessionOf(used)), schannel.Word("negotiated", sessionOf(negotiated))))
	}
	switch exchange := c.Suite.KeyExchange(); {
	// RFC 5246, Section 8.1.2: leading zeros are stripped from the result of
	// a Diffie-Hellman exchange.
	case exchange == derive.DHE && form.zeros > 0:
		findings = append(findings, derivationFinding(ruleDerivationZeroKept, schannel.Number("zeros", form.zeros)))
	// RFC 8422, Section 5.10: and not from that of one over an elliptic curve.
	case exchange == derive.ECDHE && form.short > 0:
		findings = append(findings, derivationFinding(ruleDerivationZeroStripped, schannel.Number("zeros", form.short)))
	}
	return findings
}

// sessionOf is the kind of session that has such a master secret.
func sessionOf(extended bool) ems.Session {
	if extended {
		return ems.ExtendedSession
	}
	return ems.LegacySession
}

var masterSubject = schannel.Subject{Kind: "master_secret", Index: -1, Offset: schannel.NoOffset}

func derivationFinding(rule schannel.Rule, args ...schannel.Arg) schannel.Finding {
	return schannel.NewFinding(rule, schannel.Basis{Certainty: schannel.Certain}, masterSubject, args...)
}

func captureError(code schannel.Code, field string, err error) error {
	return &schannel.Error{Code: code, Field: field, Offset: schannel.NoOffset, Err: err}
}

var ruleDerivationCertificateVerify = schannel.Rule{
	Code:     "ems.derivation.certificate_verify",
	Title:    "The session hash wrongly covers CertificateVerify",
	Severity: schannel.Failure,
	Evidence: schannel.Specified,
	Sources:  []schannel.Source{{Document: "RFC 7627", Section: "Section 3"}},
	Message:  "The master secret is an extended one over a session hash that goes up to CertificateVerify; it must end with ClientKeyExchange.",
}

var ruleDerivationExtended = schannel.Rule{
	Code:     "ems.derivation.extended",
	Excludes: []schannel.Code{"ems.derivation.legacy", "ems.derivation.unexplained"},
	Title:    "The master secret is an extended one",
	Severity: schannel.Info,
	Evidence: schannel.Specified,
	Sources:  []schannel.Source{{Document: "RFC 7627", Section: "Section 4"}},
	Message:  "The master secret was derived from the premaster secret and the session hash.",
}

var ruleDerivationLegacy = schannel.Rule{
	Code:     "ems.derivation.legacy",
	Title:    "The master secret is not an extended one",
	Severity: schannel.Info,
	Evidence: schannel.Specified,
	Sources:  []schannel.Source{{Document: "RFC 5246", Section: "Section 8.1"}},
	Message:  "The master secret was derived from the premaster secret and the two randoms.",
}

var ruleDerivationNegotiation = schannel.Rule{
	Code:     "ems.derivation.negotiation",
	Title:    "The master secret is not of the kind that was negotiated",
	Severity: schannel.Failure,
	Evidence: schannel.Specified,
	Sources: []schannel.Source{
		{Document: "RFC 7627", Section: "Section 5.2"},
	},
	Message: "The hellos negotiated a master secret of kind {negotiated} and one of kind {used} was derived: the two ends have different keys unless both made the mistake.",
}

var ruleDerivationUnexplained = schannel.Rule{
	Code:     "ems.derivation.unexplained",
	Title:    "The master secret does not follow from the premaster secret",
	Severity: schannel.Warning,
	Evidence: schannel.Specified,
	Sources: []schannel.Source{
		{Document: "RFC 7627", Section: "Section 4"},
		{Document: "RFC 5246", Section: "Section 8.1"},
	},
	Message: "Neither derivation, nor any of the known mistakes, gives the master secret of the key log: the premaster secret is a different one, or a message of the capture was changed on its way.",
}

var ruleDerivationZeroKept = schannel.Rule{
	Code:     "ems.derivation.zero_kept",
	Excludes: []schannel.Code{"ems.derivation.zero_stripped"},
	Title:    "Leading zeros of a Diffie-Hellman secret were kept",
	Severity: schannel.Failure,
	Evidence: schannel.Specified,
	Sources:  []schannel.Source{{Document: "RFC 5246", Section: "Section 8.1.2"}},
	Message:  "The premaster secret was used with {zeros} leading zero bytes, which must be stripped: the other end has different keys.",
}

var ruleDerivationZeroStripped = schannel.Rule{
	Code:     "ems.derivation.zero_stripped",
	Title:    "Leading zeros of an elliptic-curve secret were stripped",
	Severity: schannel.Failure,
	Evidence: schannel.Specified,
	Sources:  []schannel.Source{{Document: "RFC 8422", Section: "Section 5.10"}},
	Message:  "The premaster secret was used without its {zeros} leading zero bytes, which must stay: the other end has different keys.",
}
