// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package winhost_test

import (
	"fmt"
	"iter"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems/winhost"
	"github.com/schanneltrust/schannel/internal/vocabtest"
)

func TestCatalog(t *testing.T) {
	t.Parallel()
	vocabtest.Catalog(t, "ems", winhost.Catalog())
}

func TestJSON(t *testing.T) {
	t.Parallel()
	vocabtest.JSON(t, vocabtest.Types{Values: []any{
		winhost.Host{}, winhost.Assessment{}, winhost.Update{}, winhost.Behaviour(0), winhost.Status(0),
	}})
}

// anyHost makes up a computer, mostly one whose facts fit each other.
func anyHost(r *rand.Rand) winhost.Host {
	products := slices.Collect(winhost.Products())
	updates := slices.Collect(winhost.Updates())
	u := updates[r.IntN(len(updates))]
	h := winhost.Host{SecurityOnly: r.IntN(6) == 0}
	switch r.IntN(4) {
	case 0:
	case 1:
		h.Product = u.Products[r.IntN(len(u.Products))]
	default:
		h.Product = products[r.IntN(len(products))]
	}
	if r.IntN(2) == 0 {
		h.Updates = append(h.Updates, u.ID)
	}
	if u.Build != "" && r.IntN(2) == 0 {
		h.Build = u.Build
	} else if r.IntN(8) == 0 {
		h.Build = fmt.Sprintf("%d.%d", 10000+r.IntN(10000), r.IntN(4000))
	}
	if r.IntN(3) == 0 {
		h.Updated = time.Date(2014+r.IntN(8), time.Month(1+r.IntN(12)), 9, 0, 0, 0, 0, time.UTC)
	}
	for range r.IntN(4) {
		h.Registry = append(h.Registry, anyValue(r))
	}
	return h
}

func anyValue(r *rand.Rand) schannel.RegistryValue {
	keys := [...]string{
		emsKey, emsKey, emsKey, `HKLM\SYSTEM\ControlSet001\Control\SecurityProviders\SCHANNEL`,
		`HKLM\SYSTEM\ControlSet002\Control\SecurityProviders\SCHANNEL`, emsKey + `\Protocols`, emsKey + " ", "",
	}
	names := [...]string{disableClient, disableServer, disableClient, disableServer, "EventLogging", disableClient + " ", "DisableServerExtendedMasterSecert"}
	numbers := [...]uint32{0, 1, 1, 2}
	v := schannel.DWORD(keys[r.IntN(len(keys))], names[r.IntN(len(names))], numbers[r.IntN(len(numbers))])
	if r.IntN(8) == 0 {
		v = schannel.RegistryValue{Key: v.Key, Name: v.Name, Type: schannel.RegSZ, Strings: []string{"1"}}
	}
	return v
}

func assessed(h winhost.Host) vocabtest.Answer {
	a, err := h.Assess()
	if err != nil {
		a = winhost.Assessment{}
	}
	answer := vocabtest.Answer{Input: h, Value: a, Findings: a.Findings, Registry: h.Registry}
	if h.Product != "" {
		answer.Case.Products = []string{h.Product}
	}
	return answer
}

// TestLaws: what is unknown is a value that stands in another place of the
// registry.
func TestLaws(t *testing.T) {
	t.Parallel()
	vocabtest.Laws{
		Catalogs: []iter.Seq[schannel.CatalogEntry]{winhost.Catalog()},
		Names:    append(slices.Collect(winhost.Products()), "Windows"),
		Generate: func(r *rand.Rand) vocabtest.Answer { return assessed(anyHost(r)) },
		Unknown: func(r *rand.Rand) vocabtest.Unknown {
			about := func(f schannel.Finding) bool { return f.Code == "ems.windows.registry.other" }
			h := anyHost(r)
			without := assessed(h)
			for slices.ContainsFunc(without.Findings, about) {
				h = anyHost(r)
				without = assessed(h)
			}
			unknown := schannel.DWORD(fmt.Sprintf(`HKLM\SOFTWARE\Contoso\%d`, r.IntN(9)), fmt.Sprintf("Setting %d", r.IntN(9)), uint32(r.IntN(3)))
			h.Registry = slices.Insert(slices.Clone(h.Registry), len(h.Registry), unknown)
			return vocabtest.Unknown{Without: without, With: assessed(h), About: about}
		},
	}.Hold(t)
}
