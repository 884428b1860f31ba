// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package tlstest

import (
	"bytes"
	"io"
	"net"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// timeout is how long a handshake over the loopback interface may take on a
// busy machine.
const timeout = time.Minute

// Streams is what went over a connection.
type Streams struct{ Client, Server []byte }

// tap forwards connections to a server and hands each out when it is over, in
// the order in which they were made.
func tap(t *testing.T, server string) (address string, connections <-chan Streams) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	done := make(chan Streams, 8)
	before := make(chan struct{}) // closed when the connection before has been handed out
	close(before)
	acceptAll(t, listener, func(client net.Conn) func() {
		upstream, err := net.Dial("tcp", server)
		if err != nil {
			return func() { client.Close() }
		}
		previous, this := before, make(chan struct{})
		before = this
		return func() {
			seen := forward(client, upstream)
			<-previous
			done <- seen
			close(this)
		}
	})
	return listener.Addr().String(), done
}

// acceptAll takes connections until the test ends. Begin is called for one after
// the other; what it returns runs beside the others.
func acceptAll(t *testing.T, listener net.Listener, begin func(net.Conn) func()) {
	t.Helper()
	var running sync.WaitGroup
	t.Cleanup(func() {
		listener.Close()
		running.Wait()
	})
	running.Go(func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			running.Go(begin(conn))
		}
	})
}

func forward(client, server net.Conn) Streams {
	var fromClient, fromServer bytes.Buffer
	deadline := time.Now().Add(timeout)
	for _, c := range []net.Conn{client, server} {
		_ = c.SetDeadline(deadline)
	}
	var both sync.WaitGroup
	both.Go(func() { pass(server, client, &fromClient) })
	both.Go(func() { pass(client, server, &fromServer) })
	both.Wait()
	client.Close()
	server.Close()
	return Streams{fromClient.Bytes(), fromServer.Bytes()}
}

// pass copies one direction to its end.
func pass(to, from net.Conn, seen io.Writer) {
	_, _ = io.Copy(io.MultiWriter(seen, to), from)
	_ = to.(*net.TCPConn).CloseWrite()
}
