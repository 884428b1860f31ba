// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package emstest

import (
	"io"
	"net"
	"time"
)

// This file is all that touches time and runs beside the caller: a deadline
// is set before each read and write, and what is started here has ended when
// close returns.

// link is the raw peer's end of a connection. What is written is sent from a
// queue of its own, so that a stack that sends an alert instead of reading is
// heard also over a net.Pipe.
type link struct {
	conn    net.Conn
	timeout time.Duration
	queue   chan []byte
	sent    chan struct{} // closed when nothing is sent any more
	served  chan struct{} // closed when the stack's function has returned; nil: it has none
}

// dialed is a link over a connection that the caller has opened.
func dialed(conn net.Conn, timeout time.Duration) *link {
	l := &link{conn: conn, timeout: timeout, queue: make(chan []byte, 16), sent: make(chan struct{})}
	go l.send()
	return l
}

// piped is a link to a function of the caller's that has the other end.
func piped(stack func(net.Conn), timeout time.Duration) *link {
	ours, theirs := net.Pipe()
	l := dialed(ours, timeout)
	l.served = make(chan struct{})
	go func() {
		defer close(l.served)
		defer theirs.Close()
		stack(theirs)
	}()
	return l
}

func (l *link) deadline() time.Time {
	return time.Now().Add(l.timeout) //nolint:forbidigo // a deadline on a connection is a time of the clock
}

func (l *link) send() {
	defer close(l.sent)
	for b := range l.queue {
		_ = l.conn.SetWriteDeadline(l.deadline())
		if _, err := l.conn.Write(b); err != nil {
			break // what it reads tells why
		}
	}
	for range l.queue { //nolint:revive // what is left has nobody to go to
	}
}

func (l *link) write(b []byte) { l.queue <- b }

// read fills b.
func (l *link) read(b []byte) error {
	_ = l.conn.SetReadDeadline(l.deadline())
	_, err := io.ReadFull(l.conn, b)
	return err
}

// close ends the connection. It reports whether the stack's function has
// returned.
func (l *link) close() (ended bool) {
	close(l.queue)
	<-l.sent
	_ = l.conn.Close()
	if l.served == nil {
		return true
	}
	late := time.NewTimer(l.timeout)
	defer late.Stop()
	select {
	case <-l.served:
		return true
	case <-late.C:
		return false
	}
}
