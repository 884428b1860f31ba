// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package autodiscover

import (
	"strings"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/autodiscover/internal/office"
	"github.com/schanneltrust/schannel/winreg"
)

// The values below Software\[Policies\]Microsoft\Office\V\Outlook\AutoDiscover
// that a document names (KB2212902 and the pages beside it). All are REG_DWORD.
var knownValues = [...]struct {
	name string
	step Step // that 1 excludes
}{
	{"ExcludeScpLookup", StepSCP},
	{"ExcludeHttpsRootDomain", StepRootDomain},
	{"ExcludeHttpsAutoDiscoverDomain", StepHost},
	{"ExcludeHttpRedirect", StepHTTPRedirect},
	{"ExcludeSrvRecord", StepSRV},
	{"ExcludeLastKnownGoodURL", StepLastKnownGood},
	{"ExcludeExplicitO365Endpoint", StepOffice365},
	{valuePreferLocal, StepUnspecified},
	{"PreferProvidedEmailInAutoDiscoverAuthPrompts", StepUnspecified},
	{"ZeroConfigExchange", StepUnspecified},
	{"ZeroConfigExchangeOnce", StepUnspecified},
	{"EnableOffice365ConfigService", StepUnspecified},
}

const (
	valuePreferLocal = "PreferLocalXML"
	valueNoEffect    = "ExcludeSrvLookup" // not in Outlook's code (KB2212902)
	keyRedirects     = "RedirectServers"
	policyExcludes   = 5 // boxes of the group policy, the first five known values
)

// officeVersion is the version of Office under which a product keeps its
// values; empty for a program, which has none.
func (p Product) officeVersion() string {
	switch p {
	case Outlook2007:
		return "12.0"
	case Outlook2010:
		return "14.0"
	case Outlook2013:
		return "15.0"
	case Outlook2016, Outlook365:
		return "16.0"
	case ProductUnspecified, EWSManagedAPI, DocsClient:
	}
	return ""
}

// RegistryKey is the key in which Outlook keeps the user's values about
// Autodiscover; empty for a program, which has none.
func (p Product) RegistryKey() string {
	if version := p.officeVersion(); version != "" {
		return `HKEY_CURRENT_USER\Software\Microsoft\Office\` + version + `\Outlook\AutoDiscover`
	}
	return ""
}

// RedirectServers returns the values of the key RedirectServers that the client
// reads, the user's and those of policies. Each is named after the host of a
// redirect about which Outlook does not ask (KB2480582).
func (c Client) RedirectServers() []schannel.RegistryValue {
	var found []schannel.RegistryValue
	for _, v := range c.Registry {
		if at := locate(v); v.Name != "" && strings.EqualFold(at.Below, keyRedirects) && c.applies(at) {
			found = append(found, v)
		}
	}
	return found
}

// RedirectServer returns the value that hides Outlook's windows about a host, and
// whether it does. The whole name of the host counts: in Outlook 2010 in the same
// case, from 2013 on in any (KB2480582); for 2007 this is not documented. Of a
// value whose type is assumed nobody knows either.
func (c Client) RedirectServer(host string) (schannel.RegistryValue, schannel.Truth) {
	var other schannel.RegistryValue
	for _, v := range c.RedirectServers() {
		switch {
		case v.Type != schannel.RegSZ || !strings.EqualFold(v.Name, host):
		case (v.Name == host || c.Product >= Outlook2013) && !v.Assumed:
			return v, schannel.Yes
		case v.Name == host || c.Product != Outlook2010:
			other = v
		}
	}
	if other.IsZero() {
		return other, schannel.No
	}
	return other, schannel.Unknown
}

// locate takes any spelling of a key.
func locate(v schannel.RegistryValue) office.Location {
	return office.Locate(winreg.CanonicalKey(v.Key))
}

// applies reports whether the client reads the key at all.
func (c Client) applies(at office.Location) bool {
	return at.Known && !at.Machine && at.Version == c.Product.officeVersion()
}

// settings is what the registry tells the client, policies before the user's
// own values: which of the two wins is not documented, and CheckRegistry says
// so where they differ.
type settings struct {
	excluded    [StepOffice365Last + 1]*schannel.RegistryValue
	user        [StepOffice365Last + 1]*schannel.RegistryValue // the user's own values
	disputed    [StepOffice365Last + 1]bool                    // user and policy differ
	preferLocal *schannel.RegistryValue
	files       []schannel.RegistryValue // named after a mail domain, with the path of a file
}

func settingsOf(c Client) settings {
	var s settings
	for _, policy := range []bool{false, true} {
		for i := range c.Registry {
			v := &c.Registry[i]
			if at := locate(*v); at.Policy == policy && at.Below == "" && c.applies(at) {
				s.take(v, policy)
			}
		}
	}
	return s
}

func (s *settings) take(v *schannel.RegistryValue, policy bool) {
	if v.Type == schannel.RegSZ && strings.Contains(v.Name, ".") {
		s.files = append(s.files, *v)
		return
	}
	if v.Type != schannel.RegDWORD {
		return
	}
	set := v
	if v.Number != 1 {
		set = nil
	}
	for _, known := range knownValues {
		switch {
		case !strings.EqualFold(v.Name, known.name):
		case known.name == valuePreferLocal:
			s.preferLocal = set
		case known.step != StepUnspecified:
			s.excluded[known.step] = set
			if user := s.user[known.step]; policy {
				s.disputed[known.step] = user != nil && user.Number != v.Number
			} else {
				s.user[known.step] = v
			}
		}
	}
	s.excluded[StepOffice365Last] = s.excluded[StepOffice365]
}

// sure is how sure it is that a step is excluded.
func (s *settings) sure(step Step) schannel.Basis {
	if s.disputed[step] {
		return schannel.Basis{
			Certainty: schannel.Undocumented,
			Outcomes:  []schannel.Phrase{outcomePolicyWins, outcomeUserWins},
			Settle:    []schannel.Phrase{settleOutlookLog},
		}
	}
	return typed(*s.excluded[step])
}

// fileFor is the value that names a local file for the domain; policies come
// last and win.
func (s *settings) fileFor(domain string) *schannel.RegistryValue {
	for i := len(s.files) - 1; i >= 0; i-- {
		if strings.EqualFold(s.files[i].Name, domain) {
			return &s.files[i]
		}
	}
	return nil
}

// knownValue returns the name of a documented value as it is written in the
// documents.
func knownValue(name string) (string, bool) {
	for _, known := range knownValues {
		if strings.EqualFold(name, known.name) {
			return known.name, true
		}
	}
	return name, false
}
