// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package issuers

import (
	"fmt"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/examples/internal/cli"
	"github.com/schanneltrust/schannel/symptom"
	"github.com/schanneltrust/schannel/trustlist"
	"github.com/schanneltrust/schannel/trustlist/certreq"
	"github.com/schanneltrust/schannel/trustlist/certstore"
	"github.com/schanneltrust/schannel/trustlist/compose"
	"github.com/schanneltrust/schannel/trustlist/trustdiag"
)

// ask answers what is asked beside the list itself.
func (r *result) ask(o Options, in *input) error {
	if o.Preflight {
		r.findings = append(r.findings, r.preflight(o, in).Findings...)
	}
	if err := r.expect(o, in); err != nil {
		return err
	}
	return r.diagnose(o)
}

// preflight is about the message that the list goes in: the captured one, or
// one of any version.
func (r *result) preflight(o Options, in *input) certreq.PreflightReport {
	if o.Capture {
		return in.flight.Preflight()
	}
	return certreq.Preflight(certreq.CertificateRequest{Authorities: r.list})
}

// expect compares the list with names that must be in it or must not.
func (r *result) expect(o Options, in *input) error {
	if o.Expect+o.Absent == "" {
		return nil
	}
	present, err := in.names(o.Expect)
	if err != nil {
		return err
	}
	absent, err := in.names(o.Absent)
	if err != nil {
		return err
	}
	r.findings = append(r.findings, r.expected(o, present, absent)...)
	return nil
}

// expected is what is not as it must be. What was captured arrived; of a list
// that a host composes, names may be cut off.
func (r *result) expected(o Options, present, absent trustlist.List) []schannel.Finding {
	switch {
	case o.Capture:
		return trustlist.Expect(r.list, present, absent)
	case r.composition != nil:
		return r.composition.Expect(present, absent)
	}
	return trustlist.Report{Profile: r.profile, Findings: r.findings}.Expect(r.list, present, absent)
}

// names are those of a store, or of a list that a server sent.
func (in *input) names(file string) (trustlist.List, error) {
	if file == "" {
		return nil, nil
	}
	store, failed := in.store(file, anyStore)
	if failed == nil {
		list := trustlist.List{}
		for _, c := range store {
			list = append(list, c.Subject)
		}
		return list, nil
	}
	raw, err := cli.ReadFile(file)
	if err != nil {
		return nil, err
	}
	flight, err := certreq.ParseFlight(raw, 0)
	if err != nil {
		return nil, failed
	}
	return flight.Request.Authorities, nil
}

// diagnose explains symptoms, by what is known of the host and the client.
func (r *result) diagnose(o Options) error {
	r.causes = []schannel.Finding{}
	if len(o.Symptoms) == 0 {
		return nil
	}
	incident := trustdiag.Incident{Client: r.chain}
	for _, text := range o.Symptoms {
		for row, err := range symptom.ReadLenient([]byte(text)) {
			if err != nil {
				return fmt.Errorf("-symptom: %w", err)
			}
			incident.Symptoms = append(incident.Symptoms, row)
		}
	}
	if r.composition != nil {
		incident.Server = *r.composition
	}
	diagnosis := trustdiag.Diagnose(incident)
	r.causes = diagnosis.Causes
	r.add(diagnosis.Facts)
	return nil
}

// unknownHost is a server of which only the chain of a client may be known.
func unknownHost(chain []certstore.Certificate) *compose.Acceptance {
	if len(chain) == 0 {
		return nil
	}
	accepted := compose.Composition{}.Accepts(chain)
	return &accepted
}
