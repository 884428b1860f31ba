// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package autodiscover

import (
	"cmp"
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
	client      Client
	excluded    [StepOffice365Last + 1]*schannel.RegistryValue
	preferLocal *schannel.RegistryValue
}

func settingsOf(c Client) settings {
	s := settings{client: c}
	for _, known := range knownValues {
		v := c.setting(known.name, schannel.RegDWORD)
		switch {
		case v == nil || v.Number != 1:
		case known.name == valuePreferLocal:
			s.preferLocal = v
		default:
			s.excluded[known.step] = v
		}
	}
	s.excluded[StepUnspecified] = nil // the others exclude nothing
	s.excluded[StepOffice365Last] = s.excluded[StepOffice365]
	return s
}

// setting is the value of a name and a type that counts; nil if none is set.
func (c Client) setting(name string, kind schannel.RegistryType) *schannel.RegistryValue {
	return cmp.Or(c.value(name, kind, true), c.value(name, kind, false))
}

// value is the last value of a name and a type, of a policy or the user's own;
// nil if there is none.
func (c Client) value(name string, kind schannel.RegistryType, policy bool) (last *schannel.RegistryValue) {
	for i := range c.Registry {
		v := &c.Registry[i]
		if v.Type != kind || !strings.EqualFold(v.Name, name) {
			continue
		}
		if at := locate(*v); at.Policy == policy && at.Below == "" && c.applies(at) {
			last = v
		}
	}
	return last
}

// disputed reports whether the user and a policy set a number differently.
func (c Client) disputed(name string) bool {
	user, policy := c.value(name, schannel.RegDWORD, false), c.value(name, schannel.RegDWORD, true)
	return user != nil && policy != nil && user.Number != policy.Number
}

// sure is how sure it is that a step is excluded.
func (s *settings) sure(step Step) schannel.Basis {
	if v := s.excluded[step]; !s.client.disputed(v.Name) {
		return typed(*v)
	}
	return userOrPolicy()
}

// fileFor is the value that names a local file for the domain.
func (s *settings) fileFor(domain string) *schannel.RegistryValue {
	if !strings.Contains(domain, ".") {
		return nil
	}
	return s.client.setting(domain, schannel.RegSZ)
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
