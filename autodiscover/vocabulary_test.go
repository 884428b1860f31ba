// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package autodiscover_test

import (
	"iter"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/autodiscover"
	"github.com/schanneltrust/schannel/internal/vocabtest"
)

func TestCatalog(t *testing.T) {
	t.Parallel()
	vocabtest.Catalog(t, "autodiscover", autodiscover.Catalog())
}

func TestEnums(t *testing.T) {
	t.Parallel()
	vocabtest.Enum[autodiscover.Product](t)
	vocabtest.Enum[autodiscover.Policy](t)
	vocabtest.Enum[autodiscover.Kind](t)
	vocabtest.Enum[autodiscover.Protocol](t)
	vocabtest.Enum[autodiscover.Step](t)
	vocabtest.Enum[autodiscover.Method](t)
	vocabtest.Enum[autodiscover.Exception](t)
}

func TestJSON(t *testing.T) {
	t.Parallel()
	vocabtest.JSON(t, vocabtest.Types{Values: []any{
		autodiscover.Attempt{},
		autodiscover.Client{},
		autodiscover.Directory{},
		autodiscover.ExceptionNone,
		autodiscover.Firsts{},
		autodiscover.Forest{},
		autodiscover.KindUnknown, autodiscover.MethodNone,
		autodiscover.Ordering{},
		autodiscover.Place{},
		autodiscover.Planned{},
		autodiscover.PolicyUnspecified, autodiscover.ProductUnspecified, autodiscover.POX,
		autodiscover.SCP{},
		autodiscover.StepUnspecified,
	}})
}

// question is everything that is asked of a generated case.
type question struct {
	Forest autodiscover.Forest
	Client autodiscover.Client
	Policy autodiscover.Policy
}

type reply struct {
	Order    autodiscover.Ordering `json:"order"`
	Firsts   autodiscover.Firsts   `json:"firsts"`
	Plan     autodiscover.Planned  `json:"plan"`
	Registry []schannel.Finding    `json:"registry"`
}

func (q question) answer() vocabtest.Answer {
	r := reply{
		Order: autodiscover.Order(q.Forest, q.Client, q.Policy), Firsts: autodiscover.PossibleFirst(q.Forest, q.Client),
		Plan: autodiscover.Plan(q.Forest, q.Client, q.Policy), Registry: autodiscover.CheckRegistry(q.Client),
	}
	return vocabtest.Answer{
		Input: q, Value: r, Registry: q.Client.Registry,
		Findings: slices.Concat(r.Order.Findings, r.Firsts.Findings, r.Plan.Findings, r.Registry),
	}
}

func TestLaws(t *testing.T) {
	t.Parallel()
	vocabtest.Laws{
		Runs:     400,
		Catalogs: []iter.Seq[schannel.CatalogEntry]{autodiscover.Catalog()},
		Generate: func(r *rand.Rand) vocabtest.Answer { return generate(r).answer() },
		Unknown: func(r *rand.Rand) vocabtest.Unknown {
			q := generate(r)
			q.Client.Registry = slices.DeleteFunc(q.Client.Registry, func(v schannel.RegistryValue) bool { return v.Name == "contoso.com" })
			without := q.answer()
			q.Client.Registry = append(slices.Clone(q.Client.Registry), schannel.DWORD(keyOf(q.Client.Product), "Other", 1))
			return vocabtest.Unknown{Without: without, With: q.answer(), About: func(f schannel.Finding) bool {
				return f.Code == "autodiscover.registry.unknown" || f.Code == "autodiscover.registry.elsewhere"
			}}
		},
	}.Hold(t)
}

// keyOf is a key of which the product reads no value called Other; for a
// program one that is nobody's.
func keyOf(p autodiscover.Product) string {
	version := map[autodiscover.Product]string{
		autodiscover.Outlook2007: "12.0", autodiscover.Outlook2010: "14.0", autodiscover.Outlook2013: "15.0",
		autodiscover.Outlook2016: "16.0", autodiscover.Outlook365: "16.0",
	}[p]
	if version == "" {
		return `HKEY_CURRENT_USER\Software\Other`
	}
	return `HKEY_CURRENT_USER\Software\Microsoft\Office\` + version + `\Outlook\AutoDiscover`
}

func pick[T any](r *rand.Rand, of ...T) T { return of[r.IntN(len(of))] }

func generate(r *rand.Rand) question {
	q := question{Policy: autodiscover.Policy(r.IntN(8))}
	q.Forest.Own = generateDirectory(r, pick(r, "", "", "dc1.contoso.com"))
	for _, host := range []string{"dc1.contoso.com", "dc2.contoso.com", "DC3"}[:r.IntN(4)] {
		q.Forest.Others = append(q.Forest.Others, generateDirectory(r, host))
	}
	q.Client = autodiscover.Client{
		Product: autodiscover.Product(r.IntN(9)), Build: pick(r, "", "14.0.7000.1", "16.0.9000.1", "some build"),
		Protocol: autodiscover.Protocol(r.IntN(3)), Joined: schannel.Truth(r.IntN(3)), LastKnownGood: pick(r, "", "https://old.contoso.com/x"),
		Mail: pick(r, "anna@contoso.com", "anna@contoso.com", "anna", "a@b@c", "anna@müller.example", "", "@", "a b@contoso.com"),
		Site: pick(r, "", "Paris", "Site with blanks"),
	}
	for range r.IntN(5) {
		q.Client.Registry = append(q.Client.Registry, generateValue(r))
	}
	return q
}

func generateDirectory(r *rand.Rand, host string) autodiscover.Directory {
	d := autodiscover.Directory{Host: host, InOrder: schannel.Truth(r.IntN(3)), Incomplete: r.IntN(4) == 0}
	for range r.IntN(6) {
		var s autodiscover.SCP
		s.Keywords = append(s.Keywords, pick(r, guidURL, guidURL, guidURL, guidPointer, "x"))
		for range r.IntN(3) {
			s.Keywords = append(s.Keywords, pick(r, "Site=Paris", "site=Oslo", "Site=Site with blanks", "Domain=contoso.com", "Domain=other.example", guidPointer))
		}
		for range pick(r, 0, 1, 1, 1, 2) {
			s.Bindings = append(s.Bindings, pick(r, "https://a.contoso.com/x", "https://b.contoso.com/x", "https://A.contoso.com/X", "http://c/x", "no url", "LDAP://dc1.contoso.com", "ldap://DC2.contoso.com:389", "LDAP://dc9", ""))
		}
		s.Kind, s.Server, s.DN = autodiscover.KindOf(s.Keywords), pick(r, "", "CAS 1", "CAS2"), pick(r, "", "CN=CAS, the first")
		if r.IntN(2) == 0 {
			s.Created = time.Date(2007+r.IntN(4), 1, 1, 0, 0, 0, 0, time.UTC)
		}
		d.SCPs = append(d.SCPs, s)
	}
	return d
}

func generateValue(r *rand.Rand) schannel.RegistryValue {
	v := schannel.RegistryValue{
		Key: pick(r, userKey14, userKey16, policyKey16, userKey14+`\RedirectServers`, `HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Office\14.0\Outlook\AutoDiscover`),
		Name: pick(r, "ExcludeScpLookup", "ExcludeHttpsRootDomain", "ExcludeHttpsAutoDiscoverDomain", "ExcludeHttpRedirect", "ExcludeSrvRecord",
			"ExcludeLastKnownGoodURL", "ExcludeExplicitO365Endpoint", "PreferLocalXML", "ExcludeSrvLookup", "RedirectServers", "contoso.com", "ExcludeScpLookup ", "ExcludeSrvRecrod"),
		Type: schannel.RegDWORD, Number: uint64(r.IntN(3)), Assumed: r.IntN(3) == 0,
	}
	if r.IntN(3) == 0 {
		v.Type, v.Number, v.Strings = schannel.RegSZ, 0, []string{pick(r, "", "1", `C:\a b.xml`)}
	}
	return v
}
