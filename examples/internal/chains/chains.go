// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Package chains puts the certificates of a client in the order that it sends
// them in: files of PKCS #7 and what people put together have them in any.
package chains

import (
	"bytes"

	"github.com/schanneltrust/schannel/trustlist/certstore"
)

// longestSorted is how many certificates are put into the order of a chain.
const longestSorted = 100

// Ordered returns a chain with the client's own certificate first, if there is
// one that issued none of the others; otherwise the certificates as they are.
func Ordered(chain []certstore.Certificate) []certstore.Certificate {
	if leaves := Leaves(chain); len(leaves) == 1 && leaves[0] > 0 {
		return fromLeaf(chain, leaves[0])
	}
	return chain
}

// Leaves returns the places of the certificates that issued none of the
// others.
func Leaves(chain []certstore.Certificate) []int {
	if len(chain) > longestSorted {
		return nil
	}
	var leaves []int
	for i, one := range chain {
		issued := false
		for j, other := range chain {
			issued = issued || i != j && bytes.Equal(other.Issuer, one.Subject) && !bytes.Equal(other.Subject, one.Subject)
		}
		if !issued {
			leaves = append(leaves, i)
		}
	}
	return leaves
}

// fromLeaf returns a chain in its order: each certificate before the one that
// issued it, and behind them what belongs to none of them.
func fromLeaf(chain []certstore.Certificate, leaf int) []certstore.Certificate {
	sorted := make([]certstore.Certificate, 0, len(chain))
	taken := make([]bool, len(chain))
	for at := leaf; at >= 0; {
		sorted, taken[at] = append(sorted, chain[at]), true
		next := -1
		for i, one := range chain {
			if !taken[i] && bytes.Equal(one.Subject, chain[at].Issuer) {
				next = i
				break
			}
		}
		at = next
	}
	for i, one := range chain {
		if !taken[i] {
			sorted = append(sorted, one)
		}
	}
	return sorted
}
