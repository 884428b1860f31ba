// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package prompt

import (
	"slices"
	"strings"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/autodiscover/answer"
	"github.com/schanneltrust/schannel/autodiscover/walk"
)

// Principals compares the name that Outlook is told to expect at the RPC proxy
// with the names of its certificate, which the peers of the setup give. They
// are compared as texts: a wildcard fits only itself.
func Principals(setup walk.Setup, settings answer.Response) ([]Prompt, []schannel.Finding) {
	if setup.Client.Product.RegistryKey() == "" { // no Outlook
		return nil, nil
	}
	var f forecast
	for _, p := range settings.Protocols {
		principal, compared := p.Principal()
		peer := setup.PeerOf(p.Server)
		if p.Type != "EXPR" || !compared || peer.CommonName == "" && len(peer.Names) == 0 {
			continue
		}
		same := func(name string) bool { return strings.EqualFold(name, principal) }
		switch {
		case !slices.ContainsFunc(peer.Names, same) && !same(peer.CommonName):
			f.principal(rulePrincipal, p.Server, principal, peer)
		case setup.Windows == walk.WindowsXP && peer.CommonName != "" && !same(peer.CommonName):
			f.principal(rulePrincipalXP, p.Server, principal, peer)
		}
	}
	return f.prompts, f.findings
}

// principal adds the window, and the name that would fit: one of the
// certificate under which the server is found, or on Windows XP the common one.
func (f *forecast) principal(rule schannel.Rule, host, principal string, peer walk.Peer) {
	if slices.ContainsFunc(f.prompts, func(p Prompt) bool { return strings.EqualFold(p.Host, host) }) {
		return
	}
	finding := schannel.NewFinding(
		rule, schannel.Basis{Certainty: schannel.Likely}, hostSubject(host),
		schannel.Text("host", host), schannel.Text("principal", principal),
	)
	name := peer.CommonName
	if rule.Code == rulePrincipal.Code {
		for _, n := range peer.Names {
			if (walk.Peer{Names: []string{n}}).Named(host) == schannel.Yes {
				name = n
				break
			}
		}
	}
	if name != "" {
		finding.Remedies = []schannel.Remedy{remedyPrincipal.With(schannel.Text("name", name))}
	}
	f.findings = append(f.findings, finding)
	f.prompts = append(f.prompts, Prompt{
		Kind: Credentials, Host: host, Hop: -1, Certainty: finding.Certainty,
		Suppressed: schannel.No, Remembered: schannel.No, Finding: rule.Code,
	})
}
