// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package capture

import (
	"bytes"
	"errors"
	"fmt"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems/derive"
)

// What makes a question about a derivation unanswerable.
const (
	codeDerivationExchange schannel.Code = "ems.derivation.no_key_exchange"
	codeDerivationOther    schannel.Code = "ems.derivation.other_connection"
)

// What the findings about a derivation are.
const (
	codeDerivationCertificateVerify schannel.Code = "ems.derivation.certificate_verify"
	codeDerivationExtended          schannel.Code = "ems.derivation.extended"
	codeDerivationLegacy            schannel.Code = "ems.derivation.legacy"
	codeDerivationNegotiation       schannel.Code = "ems.derivation.negotiation"
	codeDerivationUnexplained       schannel.Code = "ems.derivation.unexplained"
	codeDerivationZeroKept          schannel.Code = "ems.derivation.zero_kept"
	codeDerivationZeroStripped      schannel.Code = "ems.derivation.zero_stripped"
)

// AppendSessionHash appends the session hash of a full handshake that the
// capture holds from ClientHello to ClientKeyExchange. The error is that of the
// first message that a [derive.Transcript] refuses, or says that there is no
// ClientKeyExchange.
func (c Capture) AppendSessionHash(dst []byte) ([]byte, error) {
	return c.transcript.AppendSessionHash(dst, c.Hash)
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
	if err := c.transcript.Err(); err != nil {
		return nil, err
	}
	// RFC 7627, Section 5.3: keys come from the stored master secret.
	if !c.transcript.Complete() {
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
	return []schannel.Finding{derivationFinding(codeDerivationUnexplained)}, nil
}

// maxPremaster is the longest premaster secret, in bytes, that is looked at:
// that of a Diffie-Hellman group of 16384 bits.
const maxPremaster = 2048

// way is a way to derive a master secret.
type way struct {
	code   schannel.Code
	derive func(h derive.Hash, premaster, seed []byte) (derive.MasterSecret, error)
	seed   []byte
}

// ways are the derivations to try, the right one for each case first.
func (c Capture) ways() []way {
	messages := c.transcript.AppendMessages(nil)
	sum := func(messages []byte) []byte {
		hash, _ := c.Hash.AppendSum(nil, messages) // an error comes back from the derivation
		return hash
	}
	ways := []way{
		{codeDerivationExtended, derive.ExtendedMasterSecret, sum(messages)},
		{codeDerivationLegacy, derive.LegacyMasterSecret, append(bytes.Clone(c.ClientHello.Random), c.ServerHello.Random...)},
	}
	if c.certificateVerify != nil {
		// RFC 7627, Section 3: the session hash ends before it
		late := append(messages, c.certificateVerify...)
		ways = append(ways, way{codeDerivationCertificateVerify, derive.ExtendedMasterSecret, sum(late)})
	}
	return ways
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
	if missing := c.primeLen - len(premaster); missing > 0 && c.primeLen <= maxPremaster {
		padded := append(make([]byte, missing, c.primeLen), premaster...)
		forms = append(forms, premasterForm{secret: padded, zeros: zeros + missing})
	}
	return forms
}

// derived says what it means that a way and a form give the secret.
func (c Capture) derived(w way, form premasterForm) []schannel.Finding {
	findings := []schannel.Finding{derivationFinding(w.code)}
	negotiated := c.ClientHello.EMS && c.ServerHello.EMS
	if used := w.code != codeDerivationLegacy; used != negotiated {
		findings = append(findings, because(derivationFinding(codeDerivationNegotiation,
			schannel.Text("used", derivationName(used)), schannel.Text("negotiated", derivationName(negotiated))), w.code))
	}
	switch exchange := c.Suite.KeyExchange(); {
	// RFC 5246, Section 8.1.2: leading zeros are stripped from the result of
	// a Diffie-Hellman exchange.
	case exchange == derive.DHE && form.zeros > 0:
		findings = append(findings, derivationFinding(codeDerivationZeroKept, schannel.Number("zeros", form.zeros)))
	// RFC 8422, Section 5.10: and not from that of one over an elliptic curve.
	case exchange == derive.ECDHE && form.short > 0:
		findings = append(findings, derivationFinding(codeDerivationZeroStripped, schannel.Number("zeros", form.short)))
	}
	return findings
}

func derivationName(extended bool) string {
	if extended {
		return "extended"
	}
	return "legacy"
}

func derivationFinding(code schannel.Code, args ...schannel.Arg) schannel.Finding {
	return newFinding(code, schannel.Certain, schannel.Whole("master secret"), args...)
}

func because(f schannel.Finding, codes ...schannel.Code) schannel.Finding {
	f.Because = codes
	return f
}

func captureError(code schannel.Code, field string, err error) error {
	return &schannel.Error{Code: code, Field: field, Offset: schannel.NoOffset, Err: err}
}
