// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package prompt

import (
	"slices"
	"strings"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/autodiscover"
	"github.com/schanneltrust/schannel/internal/weburl"
)

// RedirectServers is a key whose values are named after hosts: KB2480582 has
// them hide the window before a redirect to that host, KB2783881 also the one
// about the names of its certificate. The whole name of the host counts.

// redirectServer is the value that hides the windows for a host: a text without
// content, named after it.
func (f *forecast) redirectServer(host string) schannel.RegistryValue {
	return schannel.RegistryValue{
		Key: f.setup.Client.Product.RegistryKey() + `\RedirectServers`, Name: host,
		Type: schannel.RegSZ, Strings: []string{""},
	}
}

// suppressed says whether a value hides the windows for a host, and tells of
// one that looks as if it did.
func (f *forecast) suppressed(host string) (schannel.Truth, []schannel.Finding) {
	v, truth := f.setup.Client.RedirectServer(host)
	rule, basis := ruleSuppressed, certain()
	switch {
	case truth == schannel.Unknown:
		rule, basis = ruleCaseOpen, undocumented(outcomePrompt, outcomeNoPrompt)
	case truth == schannel.Yes && f.setup.Client.Product == autodiscover.Outlook2007:
		basis.Certainty = schannel.Likely // only KB2783881 lists its version
	case truth == schannel.No:
		rule = ruleNotSuppressed
		values := f.setup.Client.RedirectServers()
		near := slices.IndexFunc(values, func(v schannel.RegistryValue) bool { return meant(v.Name, host) })
		if near < 0 {
			return truth, nil
		}
		v = values[near]
	}
	said := schannel.NewFinding(rule, basis, hostSubject(host), schannel.Text("value", v.Name), schannel.Text("host", host))
	return truth, []schannel.Finding{said}
}

// meant reports whether who named a value so may have meant the host: as a URL,
// with a wildcard or a dot at the end, or as a domain above or below it.
func meant(name, host string) bool {
	if _, rest, ok := strings.Cut(name, "://"); ok {
		name, _, _ = strings.Cut(rest, "/")
	}
	name = strings.TrimSuffix(strings.TrimPrefix(name, "*."), ".")
	return weburl.IsBelow(host, name) || weburl.IsBelow(name, host)
}

// caseOnly returns the value that is named after the host but for its case; the
// registry keeps that name until the value is deleted. There is none where case
// is known not to matter.
func (f *forecast) caseOnly(host string) schannel.RegistryValue {
	if p := f.setup.Client.Product; p != autodiscover.Outlook2007 && p != autodiscover.Outlook2010 {
		return schannel.RegistryValue{}
	}
	for _, v := range f.setup.Client.RedirectServers() {
		if strings.EqualFold(v.Name, host) && v.Name != host {
			return v
		}
	}
	return schannel.RegistryValue{}
}
