// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package batch

import "sync"

// room bounds the bytes that are under way.
type room struct {
	mutex  sync.Mutex
	change *sync.Cond
	left   int
	all    int
	closed bool
}

func newRoom(bytes int) *room {
	r := &room{left: bytes, all: bytes}
	r.change = sync.NewCond(&r.mutex)
	return r
}

// take waits until there is room for n bytes, or nothing else is under way, and
// takes it; false means that the room was closed.
func (r *room) take(n int) bool {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	for r.left < n && r.left < r.all && !r.closed {
		r.change.Wait()
	}
	r.left -= n
	return !r.closed
}

// give gives n bytes back.
func (r *room) give(n int) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	r.left += n
	r.change.Signal()
}

// close lets nothing in any more.
func (r *room) close() {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	r.closed = true
	r.change.Signal()
}
