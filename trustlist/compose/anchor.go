// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package compose

import (
	"bytes"
	"slices"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/trustlist"
	"github.com/schanneltrust/schannel/trustlist/certstore"
)

// Anchor is a certificate of a store by name, thumbprint and key.
type Anchor struct {
	Name       trustlist.Name      `json:"name"`
	SHA1       schannel.Thumbprint `json:"sha1"`
	Key        schannel.Thumbprint `json:"key,omitzero"` // see [certstore.Certificate.KeyID]; zero: not known
	SelfIssued bool                `json:"self_issued"`
	Unfit      bool                `json:"unfit"` // it is not trusted for client authentication
}

func anchors(store []certstore.Certificate) []Anchor {
	all := make([]Anchor, 0, len(store))
	for _, c := range store {
		all = append(all, Anchor{c.Subject, c.SHA1, c.KeyID(), c.SelfIssued, !c.Allows(certstore.ClientAuthentication)})
	}
	return all
}

// IssuedBy returns the place of the first certificate of a chain, leaf first,
// that one of the anchors issued, or -1. It goes by the name of the issuer and,
// where the chain holds the issuer, by its key: an authority that was renewed
// with a new key is another one of the same name.
func IssuedBy(store []Anchor, chain []certstore.Certificate) int {
	byName := make(map[string][]Anchor, len(store))
	for _, a := range store {
		byName[string(a.Name)] = append(byName[string(a.Name)], a)
	}
	for place, c := range chain {
		key := issuerKey(chain, place)
		if slices.ContainsFunc(byName[string(c.Issuer)], func(a Anchor) bool { return a.fits(c, key) }) {
			return place
		}
	}
	return -1
}

// unfit reports whether no anchor that is trusted for client authentication
// issued a certificate of the chain.
func unfit(store []Anchor, chain []certstore.Certificate) bool {
	return IssuedBy(slices.DeleteFunc(slices.Clone(store), func(a Anchor) bool { return a.Unfit }), chain) < 0
}

// fits compares what the name of the issuer leaves open: a root issued itself,
// and of another certificate the key of the issuer may be known.
func (a Anchor) fits(c certstore.Certificate, key schannel.Thumbprint) bool {
	if c.SelfIssued && a.SelfIssued {
		return c.SHA1 == a.SHA1
	}
	unknown := schannel.Thumbprint{}
	return key == unknown || a.Key == unknown || key == a.Key
}

// issuerKey returns the key of what issued a certificate of a chain; zero if
// the next of the chain is not its issuer by name.
func issuerKey(chain []certstore.Certificate, place int) schannel.Thumbprint {
	if place+1 >= len(chain) || !bytes.Equal(chain[place].Issuer, chain[place+1].Subject) {
		return schannel.Thumbprint{}
	}
	return chain[place+1].KeyID()
}
