// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package tlswire

import (
	"maps"
	"slices"
)

// messageOrder puts handshake messages of DTLS into the order of their numbers,
// however the datagrams came (RFC 6347, Section 4.2.2): they wait for whatever
// comes after them.
type messageOrder struct {
	waiting map[int]Item
	ready   []Item
}

// message takes a whole message. A number that comes again begins anew: some
// servers count HelloVerifyRequest and ServerHello alike.
func (o *messageOrder) message(seq int, item Item) {
	if _, again := o.waiting[seq]; again {
		o.release()
	}
	if o.waiting == nil {
		o.waiting = map[int]Item{}
	}
	o.waiting[seq] = item
}

// other takes an item that is no handshake message: what waits was sent before.
func (o *messageOrder) other(item Item) {
	o.release()
	o.ready = append(o.ready, item)
}

// release gives out what waits.
func (o *messageOrder) release() {
	for _, seq := range slices.Sorted(maps.Keys(o.waiting)) {
		o.ready = append(o.ready, o.waiting[seq])
	}
	clear(o.waiting)
}

// take returns the item that comes next, and false if there is none yet.
func (o *messageOrder) take() (Item, bool) {
	if len(o.ready) == 0 {
		return Item{}, false
	}
	item := o.ready[0]
	if o.ready = o.ready[1:]; len(o.ready) == 0 {
		o.ready = nil
	}
	return item, true
}
