// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package prompt

import (
	"strings"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/autodiscover"
	"github.com/schanneltrust/schannel/internal/weburl"
)

// RedirectServers is a key whose values are named after hosts: KB2480582 has
// them hide the window before a redirect to that host, KB2783881 also the one
// about the names of its certificate. The whole name of the host counts.

// officeVersion is the number in the registry; empty for no Outlook.
func officeVersion(p autodiscover.Product) string {
	switch p {
	case autodiscover.Outlook2007:
		return "12.0"
	case autodiscover.Outlook2010:
		return "14.0"
	case autodiscover.Outlook2013:
		return "15.0"
	case autodiscover.Outlook2016, autodiscover.Outlook365:
		return "16.0"
	case autodiscover.ProductUnspecified, autodiscover.EWSManagedAPI, autodiscover.DocsClient:
	}
	return ""
}

// autodiscoverKey is the key of Outlook's Autodiscover, for the user or for
// policies.
func autodiscoverKey(p autodiscover.Product, policies bool) string {
	key := `HKEY_CURRENT_USER\Software\`
	if policies {
		key += `Policies\`
	}
	return key + `Microsoft\Office\` + officeVersion(p) + `\Outlook\AutoDiscover`
}

// redirectServer is the value that hides the windows for a host: a text without
// content, named after it.
func (f *forecast) redirectServer(host string) schannel.RegistryValue {
	return schannel.RegistryValue{
		Key: autodiscoverKey(f.setup.Client.Product, false) + `\RedirectServers`, Name: host,
		Type: schannel.RegSZ, Strings: []string{""},
	}
}

// suppressed says whether a value hides the windows for a host, and tells of
// values that look as if they did.
func (f *forecast) suppressed(host string) (schannel.Truth, []schannel.Finding) {
	var near []string
	for _, v := range f.setup.Client.Registry {
		if !f.isRedirectServers(v.Key) || v.Name == "" {
			continue
		}
		switch {
		case v.Name == host && v.Type == schannel.RegSZ:
			return schannel.Yes, []schannel.Finding{f.hides(host, v.Name)}
		case strings.EqualFold(v.Name, host) && v.Type == schannel.RegSZ:
			if truth, f := f.otherCase(host, v.Name); truth != schannel.No {
				return truth, []schannel.Finding{f}
			}
			near = append(near, v.Name)
		case weburl.IsBelow(host, v.Name), weburl.IsBelow(v.Name, host), strings.EqualFold(v.Name, host):
			near = append(near, v.Name)
		}
	}
	if len(near) == 0 {
		return schannel.No, nil
	}
	looks := schannel.NewFinding(ruleNotSuppressed, certain(), hostSubject(host), schannel.Text("value", near[0]), schannel.Text("host", host))
	return schannel.No, []schannel.Finding{looks}
}

// caseOnly returns the value that is named after the host but for its case; the
// registry keeps that name until the value is deleted. There is none where case
// is known not to matter.
func (f *forecast) caseOnly(host string) schannel.RegistryValue {
	if p := f.setup.Client.Product; p != autodiscover.Outlook2007 && p != autodiscover.Outlook2010 {
		return schannel.RegistryValue{}
	}
	for _, v := range f.setup.Client.Registry {
		if f.isRedirectServers(v.Key) && strings.EqualFold(v.Name, host) && v.Name != host {
			return v
		}
	}
	return schannel.RegistryValue{}
}

// hides is the finding that a value hides the windows. For Outlook 2007 only
// one of the two articles lists its version.
func (f *forecast) hides(host, value string) schannel.Finding {
	basis := certain()
	if f.setup.Client.Product == autodiscover.Outlook2007 {
		basis.Certainty = schannel.Likely
	}
	return schannel.NewFinding(ruleSuppressed, basis, hostSubject(host), schannel.Text("value", value), schannel.Text("host", host))
}

// otherCase is a value in another case: Outlook 2010 compares with case, 2013
// and later without; of 2007 no document speaks.
func (f *forecast) otherCase(host, value string) (schannel.Truth, schannel.Finding) {
	switch f.setup.Client.Product { //nolint:exhaustive // 2013 and every later one are alike
	case autodiscover.Outlook2010:
		return schannel.No, schannel.Finding{}
	case autodiscover.Outlook2007:
		return schannel.Unknown, schannel.NewFinding(
			ruleCaseOpen, undocumented(outcomePrompt, outcomeNoPrompt), hostSubject(host),
			schannel.Text("value", value), schannel.Text("host", host),
		)
	default:
		return schannel.Yes, f.hides(host, value)
	}
}

// isRedirectServers reports whether a key is the one of the product, of the
// user or of policies.
func (f *forecast) isRedirectServers(key string) bool {
	key = strings.TrimSuffix(key, `\`)
	if rest, ok := strings.CutPrefix(key, `HKCU\`); ok {
		key = `HKEY_CURRENT_USER\` + rest
	}
	return strings.EqualFold(key, autodiscoverKey(f.setup.Client.Product, false)+`\RedirectServers`) ||
		strings.EqualFold(key, autodiscoverKey(f.setup.Client.Product, true)+`\RedirectServers`)
}
