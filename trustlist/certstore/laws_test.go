// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package certstore_test

import (
	"iter"
	"math/rand/v2"
	"testing"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/vocabtest"
	"github.com/schanneltrust/schannel/trustlist/certstore"
)

func TestCatalog(t *testing.T) {
	t.Parallel()
	vocabtest.Catalog(t, "trustlist", certstore.Catalog())
	vocabtest.Enum[certstore.Format](t)
	vocabtest.Seeds(t, map[string]int{
		"FuzzParseCertificate": 4,
		"FuzzStoreDER":         3,
		"FuzzStorePEM":         3,
		"FuzzStorePKCS7":       4,
		"FuzzStoreSST":         3,
		"FuzzStoreText":        5,
		"FuzzTrustEntries":     3,
	})
}

func TestJSON(t *testing.T) {
	t.Parallel()
	vocabtest.JSON(t, vocabtest.Types{Values: []any{
		certstore.Certificate{},
		certstore.Format(0),
		certstore.Purposes{},
		certstore.RequiredRoot{},
		certstore.RequiredSet{},
		certstore.TrustEntry{},
	}})
}

func TestLaws(t *testing.T) {
	t.Parallel()
	vocabtest.Laws{
		Catalogs: []iter.Seq[schannel.CatalogEntry]{certstore.Catalog()},
		Names:    names(),
		Generate: func(r *rand.Rand) vocabtest.Answer {
			q := someStore(r)
			if r.IntN(4) > 0 {
				return check(q)
			}
			for i := range q.Store {
				q.Store[i].Authority = schannel.Truth(r.IntN(3))
			}
			findings := certstore.CheckAuthorities(q.Store)
			return vocabtest.Answer{Input: q, Value: findings, Findings: findings}
		},
	}.Hold(t)
}

// TestUnknownRoots: a root that no release requires, in the store or about to
// be removed, changes nothing.
func TestUnknownRoots(t *testing.T) {
	t.Parallel()
	for seed := range uint64(200) {
		q := someStore(rand.New(rand.NewPCG(seed, 1)))
		without := check(q).Findings
		q.Store = append(q.Store, certstore.Certificate{SHA1: schannel.Thumbprint{1}})
		q.Removed = append(q.Removed, schannel.Thumbprint{1})
		vocabtest.Equal(t, without, check(q).Findings)
	}
}

// names are the releases, and the roots and tables of the article.
func names() []string {
	names := []string{schannel.ReleaseUnspecified.Product()}
	for release := range schannel.Releases() {
		names = append(names, release.Product())
		sets, _ := certstore.RequiredRoots(release)
		for _, s := range sets {
			names = append(names, s.Windows)
			for _, root := range s.Roots {
				names = append(names, root.Name)
			}
		}
	}
	return names
}

// question is what CheckRequired is asked.
type question struct {
	Release schannel.Release
	Store   []certstore.Certificate
	Removed []schannel.Thumbprint
}

func check(q question) vocabtest.Answer {
	findings := certstore.CheckRequired(q.Release, q.Store, q.Removed)
	return vocabtest.Answer{Input: q, Value: findings, Findings: findings}
}

// someStore holds some of the roots that some release requires, and removes
// some of them.
func someStore(r *rand.Rand) question {
	q := question{Release: schannel.Release(r.IntN(12))}
	sets, _ := certstore.RequiredRoots(schannel.Release(r.IntN(11)))
	for _, s := range sets {
		for _, root := range s.Roots {
			if r.IntN(4) > 0 {
				q.Store = append(q.Store, certstore.Certificate{SHA1: root.SHA1})
			}
			if r.IntN(4) == 0 {
				q.Removed = append(q.Removed, root.SHA1)
			}
		}
	}
	return q
}
