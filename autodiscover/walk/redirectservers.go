// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package walk

import (
	"strings"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/autodiscover"
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
func (s Setup) redirectServer(host string) schannel.RegistryValue {
	return schannel.RegistryValue{
		Key: autodiscoverKey(s.Client.Product, false) + `\RedirectServers`, Name: host,
		Type: schannel.RegSZ, Strings: []string{""},
	}
}

// suppressed says whether a value hides the windows for a host, and tells of
// values that look as if they did.
func (s Setup) suppressed(host string) (schannel.Truth, []schannel.Finding) {
	var near []string
	for _, v := range s.Client.Registry {
		if !s.isRedirectServers(v.Key) || v.Name == "" {
			continue
		}
		switch {
		case v.Name == host && v.Type == schannel.RegSZ:
			return schannel.Yes, []schannel.Finding{s.hides(host, v.Name)}
		case strings.EqualFold(v.Name, host) && v.Type == schannel.RegSZ:
			if truth, f := s.otherCase(host, v.Name); truth != schannel.No {
				return truth, []schannel.Finding{f}
			}
			near = append(near, v.Name)
		case isBelow(host, v.Name), isBelow(v.Name, host), strings.EqualFold(v.Name, host):
			near = append(near, v.Name)
		}
	}
	if len(near) == 0 {
		return schannel.No, nil
	}
	f := schannel.NewFinding(ruleNotSuppressed, certain(), hostSubject(host), schannel.Text("value", near[0]), schannel.Text("host", host))
	return schannel.No, []schannel.Finding{f}
}

// hides is the finding that a value hides the windows. For Outlook 2007 only
// one of the two articles lists its version.
func (s Setup) hides(host, value string) schannel.Finding {
	basis := certain()
	if s.Client.Product == autodiscover.Outlook2007 {
		basis.Certainty = schannel.Likely
	}
	return schannel.NewFinding(ruleSuppressed, basis, hostSubject(host), schannel.Text("value", value), schannel.Text("host", host))
}

// otherCase is a value in another case: Outlook 2010 compares with case, 2013
// and later without; of 2007 no document speaks.
func (s Setup) otherCase(host, value string) (schannel.Truth, schannel.Finding) {
	switch s.Client.Product {
	case autodiscover.Outlook2010:
		return schannel.No, schannel.Finding{}
	case autodiscover.Outlook2007:
		return schannel.Unknown, schannel.NewFinding(
			ruleCaseOpen, undocumented(outcomePrompt, outcomeNoPrompt), hostSubject(host),
			schannel.Text("value", value), schannel.Text("host", host),
		)
	default:
		return schannel.Yes, s.hides(host, value)
	}
}

// isRedirectServers reports whether a key is the one of the product, of the
// user or of policies.
func (s Setup) isRedirectServers(key string) bool {
	key = strings.TrimSuffix(key, `\`)
	if rest, ok := strings.CutPrefix(key, `HKCU\`); ok {
		key = `HKEY_CURRENT_USER\` + rest
	}
	return strings.EqualFold(key, autodiscoverKey(s.Client.Product, false)+`\RedirectServers`) ||
		strings.EqualFold(key, autodiscoverKey(s.Client.Product, true)+`\RedirectServers`)
}
