// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package issuers

import (
	"fmt"
	"slices"
	"strings"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/examples/internal/cli"
	"github.com/schanneltrust/schannel/trustlist"
	"github.com/schanneltrust/schannel/trustlist/certstore"
	"github.com/schanneltrust/schannel/trustlist/compose"
	"github.com/schanneltrust/schannel/trustlist/offer"
	"github.com/schanneltrust/schannel/trustlist/removal"
	"github.com/schanneltrust/schannel/winreg"
)

// result is the answer, in the form that both outputs print.
type result struct {
	profile     trustlist.Profile // Sent is as it is on the host, where one is described
	list        trustlist.List
	truncation  trustlist.Truncation
	sensitivity trustlist.Sensitivity
	composition *compose.Composition
	offers      []offer.Offer
	accepted    *compose.Acceptance // of the chain of a client
	plan        *removal.RemovalPlan
	named       []certstore.Certificate // what the positions of the plan count in
	chain       []certstore.Certificate
	causes      []schannel.Finding // of symptoms
	findings    []schannel.Finding
}

func analyze(o Options, in *input) (result, error) {
	answer := analyzeList
	if o.host() {
		answer = analyzeHost
	}
	r, err := answer(o, in)
	if err != nil {
		return result{}, err
	}
	return r, r.ask(o, in)
}

// analyzeList takes the list as it is.
func analyzeList(o Options, in *input) (result, error) {
	profile := o.profile()
	profile.Ordered = o.Capture
	report := trustlist.Analyze(in.list, profile)
	r := result{
		profile: profile, list: in.list, truncation: report.Truncation,
		sensitivity: report.Sensitivity, findings: compose.WithRemedies(profile, report.Findings),
	}
	r.findings = append(r.findings, certstore.CheckAuthorities(in.certificates)...)
	if o.Capture {
		// What was sent is what is left of the list: that the rest fits says
		// nothing.
		r.findings = in.flight.Inspect().Findings
	}
	if o.Capture && o.Client != "" {
		chain, err := in.client(o.Client)
		if err != nil {
			return result{}, err
		}
		r.chain, r.offers, r.accepted = chain, offer.Offers(chain, in.list), unknownHost(chain)
	}
	return r, nil
}

// analyzeHost composes the list from the stores and the registry of a host.
func analyzeHost(o Options, in *input) (result, error) {
	host := compose.Host{Release: o.profile().Release, Application: o.Application, At: o.At}
	host.Stores.TrustedRoots = in.certificates
	var err error
	if host.Stores.Site, err = in.store(o.Site, anyStore); err != nil {
		return result{}, err
	}
	if host.Stores.ClientAuthIssuers, err = in.store(o.Issuers, issuersStore); err != nil {
		return result{}, err
	}
	if host.Stores.Untrusted, err = in.store(o.Untrusted, untrustedStore); err != nil {
		return result{}, err
	}
	if host.Registry, err = in.registry(o.Registry); err != nil {
		return result{}, err
	}
	if host.Binding, err = in.binding(o.Binding); err != nil {
		return result{}, err
	}
	chain, err := in.client(o.Client)
	if err != nil {
		return result{}, err
	}
	c := compose.Compose(host)
	r := result{
		profile: c.Profile, list: c.List, truncation: c.Truncation,
		sensitivity: trustlist.Vary(c.List, c.Profile), composition: &c, findings: c.Findings,
	}
	r.chain = chain
	if len(chain) > 0 {
		accepted := c.Accepts(chain)
		r.offers, r.accepted = c.Offers(chain), &accepted
		r.findings = append(slices.Clone(c.Findings), accepted.Finding)
	}
	if o.Plan {
		r.addPlan(o, host, chain)
	}
	return r, nil
}

// addPlan plans what to remove from the list that the host composes. What the
// plan rests on stands among the findings already.
func (r *result) addPlan(o Options, host compose.Host, chain []certstore.Certificate) {
	options := removal.PlanOptions{Keep: o.Keep}
	if len(chain) > 0 {
		options.Clients = [][]certstore.Certificate{chain}
	}
	plan := removal.Plan(host, options)
	r.plan, r.named = &plan, r.composition.Named(host.Stores)
	r.add(plan.Findings)
}

// add adds findings that are not there yet.
func (r *result) add(findings []schannel.Finding) {
	for _, f := range findings {
		if !slices.ContainsFunc(r.findings, func(g schannel.Finding) bool { return g.Code == f.Code && g.Subject == f.Subject }) {
			r.findings = append(r.findings, f)
		}
	}
}

// store reads another store, none if there is no file. What is wrong with it
// is noted.
func (in *input) store(file string, role role) ([]certstore.Certificate, error) {
	if file == "" {
		return nil, nil
	}
	raw, err := cli.ReadFile(file)
	if err != nil {
		return nil, err
	}
	other := input{}
	if err := other.add(file, raw, role); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	in.problems = append(in.problems, other.problems...)
	return other.certificates, nil
}

// registry reads an export of the registry, none if there is no file.
func (in *input) registry(file string) ([]schannel.RegistryValue, error) {
	if file == "" {
		return nil, nil
	}
	raw, err := cli.ReadFile(file)
	if err != nil {
		return nil, err
	}
	values, defects := winreg.ReadLenient(raw)
	if len(values) == 0 && len(defects) > 0 {
		return nil, fmt.Errorf("%s: %w", file, defects[0])
	}
	in.note(file, defects)
	return values, nil
}

// thumbprint returns the thumbprint as the certificate console shows it.
func thumbprint(t schannel.Thumbprint) string { return strings.ToUpper(t.String()) }
