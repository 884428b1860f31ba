// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package evidence

import (
	"bytes"

	"github.com/schanneltrust/schannel/trustlist/certstore"
)

// longestSorted is how many certificates are put into the order of a chain.
const longestSorted = 100

// chain gives the case the chain of a client. Files of one chain are put
// together, and a leaf that does not stand first comes first; the chain of a
// second client is left out.
func (c *collector) chain(f file, read []certstore.Certificate) {
	before := c.trustlist().Client
	c.put(f, ClientChain, read)
	all := c.trustlist().Client
	leaves := leavesOf(all)
	if len(before) > 0 && len(leaves) > len(leavesOf(before)) && len(leaves) > 1 {
		c.trustlist().Client = before
		c.leave(f.shown, leftSecondChain)
		return
	}
	c.origin(f, ClientChain, len(read))
	if len(leaves) == 1 && leaves[0] > 0 {
		c.trustlist().Client = fromLeaf(all, leaves[0])
	}
}

// leavesOf returns the places of the certificates that issued none of the
// others.
func leavesOf(chain []certstore.Certificate) []int {
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
