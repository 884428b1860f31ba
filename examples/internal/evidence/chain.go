// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package evidence

import (
	"github.com/schanneltrust/schannel/examples/internal/chains"
	"github.com/schanneltrust/schannel/trustlist/certstore"
)

// chain gives the case the chain of a client. Files of one chain are put
// together, and a leaf that does not stand first comes first; the chain of a
// second client is left out.
func (c *collector) chain(f file, read []certstore.Certificate) {
	before := c.trustlist().Client
	c.put(f, ClientChain, read)
	all := c.trustlist().Client
	leaves := chains.Leaves(all)
	if len(before) > 0 && len(leaves) > len(chains.Leaves(before)) && len(leaves) > 1 {
		c.trustlist().Client = before
		c.leave(f.shown, leftSecondChain)
		return
	}
	c.origin(f, ClientChain, len(read))
	c.trustlist().Client = chains.Ordered(all)
}
